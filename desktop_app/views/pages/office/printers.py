"""The printers of this PC, and the way of a finished PDF to one of them.

Where the system takes PDF, CUPS that is, it gets the very bytes that are shown; on Windows PDFium draws them
for the printer (``printing.windows_spooler`` says why); pictures of the pages are the way out for a driver
that garbles both.
"""

from __future__ import annotations

import errno
import shutil
import subprocess
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QMarginsF, QRect, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter

from desktop_app.base.errors import UserError
from desktop_app.base.os_errors import os_errors
from desktop_app.printing.arranged import moved
from desktop_app.printing.page_ranges import range_words
from desktop_app.printing.print_job import A3_SHORT_SIDE, MAKE_ROOM, MM, NO_ROOM, SAFE, PrintJob, on_page
from desktop_app.printing.raster import PdfPages
from desktop_app.printing.windows_gdi import WindowsGdi
from desktop_app.printing.windows_spooler import Gdi, Tell, print_pages
from desktop_app.views.pages.office.page_column import DrawnPage

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

LEAST_DPI, MOST_DPI = 300, 400
# What CUPS, in English, says when its folder takes no more.
_FULL = ("no space left", "too large", "enospc", "disk full", "quota")


class Printers(Protocol):
    """The printers there are, and the hand-over to one."""

    def names(self) -> list[str]:
        """The printers by name, the usual one first."""
        ...

    def takes_both_sides(self, name: str) -> bool:
        """Whether a printer turns the sheet itself."""
        ...

    def send(self, job: PrintJob, pages: PdfPages, tell: Tell) -> None:
        """Hand the pages over, by the worker; UserError when the printer does not take them."""
        ...


class SystemPrinters:
    """Those of the PC; ``system`` as ``sys.platform`` names it."""

    def __init__(self, system: str = sys.platform, gdi: Callable[[], Gdi] = WindowsGdi) -> None:
        self._system, self._gdi = system, gdi

    def names(self) -> list[str]:
        """The printers by name, the usual one first."""
        from PySide6.QtPrintSupport import QPrinterInfo

        usual = QPrinterInfo.defaultPrinterName()
        return sorted(QPrinterInfo.availablePrinterNames(), key=lambda name: (name != usual, name))

    def takes_both_sides(self, name: str) -> bool:
        """Whether a printer turns the sheet itself, as its driver says."""
        from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

        modes = QPrinterInfo.printerInfo(name).supportedDuplexModes()
        return any(mode != QPrinter.DuplexMode.DuplexNone for mode in modes)

    def send(self, job: PrintJob, pages: PdfPages, tell: Tell) -> None:
        """Hand the pages over, by the worker."""
        if job.as_pictures or not (self._system == "win32" or shutil.which("lp")):
            paint_pages(printer_for(job, pages), job, pages, tell)
        elif self._system == "win32":
            print_pages(self._gdi(), job, pages, tell)
        else:
            send_pdf(lp_command(job, pages), moved(pages.pdf, job.right * MM, job.down * MM))


def lp_command(job: PrintJob, pages: PdfPages) -> list[str]:
    """The words for CUPS: printer, name, copies, pages, paper and sides; the paper comes through the pipe.

    Without ``media`` it takes the sheet its driver names first, American Letter often; without
    ``print-scaling=none`` it shrinks the page to what the printer can reach, and margins are off.
    """
    words = ["lp", "-d", job.printer, "-t", job.title, "-n", str(job.copies)]
    if job.pages != tuple(range(len(pages))):
        words += ["-P", range_words(job.pages)]
    sides = "two-sided-long-edge" if job.two_sided else "one-sided"
    size = "A3" if min(pages.sizes[job.pages[0]]) > A3_SHORT_SIDE else "A4"
    for option in (f"media={size}", f"sides={sides}", "collate=true", "print-scaling=none"):
        words += ["-o", option]
    return [*words, "-"]


def send_pdf(words: list[str], pdf: bytes) -> None:
    """Give ``pdf`` to CUPS by the command ``words``; for the worker.

    Through the pipe and no file: one in the system's folder would lie there in clear after a crash. Raises
    UserError with the spooler's own words when it does not take the paper.
    """
    told = os_errors("材料没有交给打印机", SAFE, "请看看磁盘还有没有空间、打印服务装好没有，再打印一次")
    with told:
        outcome = subprocess.run(words, input=pdf, capture_output=True, check=False)
    if outcome.returncode:
        said = outcome.stderr.decode(errors="replace")
        if any(word in said.lower() for word in _FULL):
            raise UserError(NO_ROOM, SAFE, MAKE_ROOM, detail=said)
        raise UserError("打印机没有收下这份材料", SAFE, "请检查打印机是否开机、有没有纸", detail=said)


def printer_for(job: PrintJob, pages: PdfPages) -> QPrinter:
    """Qt's printer as a job wants it: paper and orientation of the first page, no margins of its own."""
    from PySide6.QtPrintSupport import QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPrinterName(job.printer)
    printer.setDocName(job.title)
    printer.setCopyCount(job.copies)
    printer.setCollateCopies(True)
    both, one = QPrinter.DuplexMode.DuplexLongSide, QPrinter.DuplexMode.DuplexNone
    printer.setDuplex(both if job.two_sided else one)
    printer.setPageLayout(_layout(pages.sizes[job.pages[0]]))
    printer.setFullPage(True)
    return printer


def _layout(page: tuple[float, float]) -> QPageLayout:
    """The sheet of a page of this size, without margins of the printer's own."""
    wide, high = page
    size = QPageSize(QSizeF(min(wide, high), max(wide, high)), QPageSize.Unit.Point)
    way = QPageLayout.Orientation.Landscape if wide > high else QPageLayout.Orientation.Portrait
    return QPageLayout(size, way, QMarginsF())


def paint_pages(printer: QPrinter, job: PrintJob, pages: PdfPages, tell: Tell) -> None:
    """Paint the pages as pictures, each filling its paper; copies are the printer's business.

    Raises UserError when the printer cannot be opened, or takes no more.
    """
    painter = QPainter()
    if not painter.begin(printer):
        raise UserError("打印机打不开", SAFE, "请检查打印机是否开机、有没有装好")
    dots = printer.resolution()
    dpi = min(MOST_DPI, max(LEAST_DPI, dots))
    try:
        for done, page in enumerate(job.pages):
            tell(done, len(job.pages), f"第 {done + 1} 页")
            if done:
                printer.setPageLayout(_layout(pages.sizes[page]))
                if not printer.newPage():
                    raise OSError(errno.ENOSPC, "the printer takes no further page")
            image = DrawnPage(pages.picture(page, dpi))
            paper = printer.pageLayout().fullRectPixels(dots)
            area = QRect(0, 0, paper.width(), paper.height())
            right, down = on_page(pages.sizes[page], job.right, job.down)
            painter.drawImage(area.translated(round(right * dots / 25.4), round(down * dots / 25.4)), image)
    except OSError as error:
        printer.abort()
        raise UserError(NO_ROOM, SAFE, MAKE_ROOM, detail=str(error)) from error
    except BaseException:
        printer.abort()
        raise
    finally:
        painter.end()
