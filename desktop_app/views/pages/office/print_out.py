"""Handing a finished PDF to the printer: the file itself where the system takes it, else its pages drawn."""

from __future__ import annotations

import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF, QRect, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter

from desktop_app.base.errors import UserError
from desktop_app.base.os_errors import os_errors
from desktop_app.printing.raster import PdfPages
from desktop_app.views.pages.office.page_column import DrawnPage

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

RASTER_DPI = 300
_SAFE = "这份材料没有变，可以再打印，也可以先保存为PDF"


def fit_to_paper(printer: QPrinter, pages: PdfPages) -> None:
    """Set size and orientation of the paper to those of the first page, without margins of the printer's."""
    wide, high = pages.sizes[0]
    size = QPageSize(QSizeF(min(wide, high), max(wide, high)), QPageSize.Unit.Point)
    way = QPageLayout.Orientation.Landscape if wide > high else QPageLayout.Orientation.Portrait
    printer.setPageLayout(QPageLayout(size, way, QMarginsF()))
    printer.setFullPage(True)


def takes_pdf(printer: QPrinter) -> bool:
    """Whether the PDF itself can go to this printer: CUPS on Linux, and a printer it knows."""
    native = printer.outputFormat() == type(printer).OutputFormat.NativeFormat
    return native and sys.platform == "linux" and bool(shutil.which("lp")) and bool(printer.printerName())


def lp_command(name: str, copies: int, first: int, last: int, two_sided: bool) -> list[str]:
    """The words for CUPS: printer, copies, pages (0 = all) and sides; the paper comes through the pipe."""
    words = ["lp", "-d", name, "-n", str(copies)]
    if first:
        words += ["-P", f"{first}-{last or first}"]
    return [*words, "-o", f"sides={'two-sided-long-edge' if two_sided else 'one-sided'}", "-"]


def send_pdf(words: list[str], pdf: bytes) -> None:
    """Give ``pdf`` to CUPS by the command ``words``; for the worker.

    Through the pipe and no file: one in the system's folder would lie there in clear after a crash. Raises
    UserError with the spooler's own words when it does not take the paper.
    """
    told = os_errors("材料没有交给打印机", _SAFE, "请看看磁盘还有没有空间、打印服务装好没有，再打印一次")
    with told:
        outcome = subprocess.run(words, input=pdf, capture_output=True, check=False)
    if outcome.returncode:
        said = outcome.stderr.decode(errors="replace")
        raise UserError("打印机没有收下这份材料", _SAFE, "请检查打印机是否开机、有没有纸", detail=said)


def paint_pages(printer: QPrinter, pages: PdfPages) -> None:
    """Paint the chosen pages as pictures, each filling its paper; copies are the printer's business.

    Raises UserError when the printer cannot be opened.
    """
    first = max(1, printer.fromPage())
    last = min(len(pages), printer.toPage() or len(pages))
    painter = QPainter()
    if not painter.begin(printer):
        raise UserError("打印机打不开", _SAFE, "请检查打印机是否开机、有没有装好")
    try:
        for number in range(first, last + 1):
            if number > first:
                printer.newPage()
            dpi = min(400, max(RASTER_DPI, printer.resolution() if printer.resolution() <= 400 else 0))
            image = DrawnPage(pages.picture(number - 1, dpi))
            paper = printer.pageLayout().fullRectPixels(printer.resolution())
            painter.drawImage(QRect(0, 0, paper.width(), paper.height()), image)
    finally:
        painter.end()
