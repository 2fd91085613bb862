"""The way of a PDF to a printer: the words for CUPS, its refusals, pictures, and which way a system takes."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pytest
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication

from desktop_app.base.errors import Cancelled, UserError
from desktop_app.printing.print_job import PrintJob
from desktop_app.printing.raster import PdfPages
from desktop_app.views.pages.office import printers
from desktop_app.views.pages.office.printers import SystemPrinters, lp_command, paint_pages, send_pdf
from tests.printing.test_windows_spooler import GdiStand, nothing


@pytest.fixture
def pages(tmp_path: Path, qapp: QApplication) -> Iterator[PdfPages]:
    """Five sheets of A4, the third lying."""
    made = pdfium.PdfDocument.new()
    for number in range(5):
        made.new_page(*((842, 595) if number == 2 else (595, 842)))
    made.save(tmp_path / "blank.pdf")
    made.close()
    with PdfPages((tmp_path / "blank.pdf").read_bytes()) as opened:
        yield opened


def test_the_words_for_cups(pages: PdfPages) -> None:
    assert lp_command(PrintJob("记录", "HP", (0, 1, 2, 4), 2, two_sided=True), pages) == [
        "lp", "-d", "HP", "-t", "记录", "-n", "2", "-P", "1-3,5", "-o", "media=A4",
        "-o", "sides=two-sided-long-edge", "-o", "collate=true", "-o", "print-scaling=none", "-",
    ]  # fmt: skip
    assert "-P" not in lp_command(PrintJob("记录", "HP", (0, 1, 2, 3, 4)), pages)


def test_cups_gets_the_very_bytes_through_the_pipe(
    tmp_path: Path, pages: PdfPages, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: list[bytes] = []
    monkeypatch.setattr(printers, "send_pdf", lambda words, pdf: kept.append(pdf))
    monkeypatch.setattr(printers.shutil, "which", lambda name: f"/usr/bin/{name}")
    SystemPrinters("linux").send(PrintJob("记录", "HP", (0,)), pages, nothing)
    assert kept[0] is pages.pdf
    SystemPrinters("linux").send(PrintJob("记录", "HP", (0,), right=2.0), pages, nothing)
    (left, *_) = pdfium.PdfDocument(kept[1])[0].get_mediabox()
    assert left == pytest.approx(-2 * 72 / 25.4, abs=0.01)


def test_windows_draws_the_pages(pages: PdfPages) -> None:
    gdi = GdiStand()
    SystemPrinters("win32", lambda: gdi).send(PrintJob("记录", "HP", (1, 3)), pages, nothing)
    assert [call[0] for call in gdi.named("draw")] == [1, 3]


def test_the_spooler_gets_the_paper_through_the_pipe_and_its_refusal_is_told(tmp_path: Path) -> None:
    kept = tmp_path / "kept.pdf"
    copy = f"import pathlib,sys; pathlib.Path({str(kept)!r}).write_bytes(sys.stdin.buffer.read())"
    send_pdf([sys.executable, "-c", copy], b"%PDF-1.7 x")
    assert kept.read_bytes() == b"%PDF-1.7 x"
    with pytest.raises(UserError, match="没有收下"):
        send_pdf([sys.executable, "-c", "raise SystemExit(1)"], b"x")
    with pytest.raises(UserError, match="材料没有交给打印机"):
        send_pdf([str(tmp_path / "no such lp")], b"x")


@pytest.mark.parametrize("said", ["lp: Request Entity Too Large", "lp: No space left on device"])
def test_a_full_folder_of_the_spooler_is_a_sentence(said: str) -> None:
    refuse = f"import sys; sys.exit({said!r})"
    with pytest.raises(UserError, match="临时文件的地方满了") as told:
        send_pdf([sys.executable, "-c", refuse], b"x")
    assert "腾出空间" in told.value.todo
    assert said in told.value.detail


def into_file(path: Path) -> QPrinter:
    """A printer that writes a PDF."""
    made = QPrinter(QPrinter.PrinterMode.ScreenResolution)
    made.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    made.setOutputFileName(str(path))
    made.setFullPage(True)
    return made


def test_pages_painted_as_pictures(tmp_path: Path, pages: PdfPages) -> None:
    told: list[tuple[int, int]] = []
    job = PrintJob("记录", "", (1, 2), as_pictures=True)
    paint_pages(into_file(tmp_path / "a.pdf"), job, pages, lambda done, total, _: told.append((done, total)))
    assert told == [(0, 2), (1, 2)]
    with PdfPages((tmp_path / "a.pdf").read_bytes()) as drawn:
        assert [(round(wide), round(high)) for wide, high in drawn.sizes] == [(595, 842), (842, 595)]


class FullPrinter(QPrinter):
    """Takes one page and no other."""

    def newPage(self) -> bool:
        return False


def test_a_printer_that_takes_no_further_page_is_told(tmp_path: Path, pages: PdfPages) -> None:
    full = FullPrinter()
    full.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    full.setOutputFileName(str(tmp_path / "a.pdf"))
    with pytest.raises(UserError, match="临时文件的地方满了"):
        paint_pages(full, PrintJob("记录", "", (0, 1)), pages, nothing)


def test_the_painting_can_be_stopped(tmp_path: Path, pages: PdfPages) -> None:
    def stop(done: int, *_: Any) -> None:
        if done:
            raise Cancelled

    with pytest.raises(Cancelled):
        paint_pages(into_file(tmp_path / "a.pdf"), PrintJob("记录", "", (0, 1)), pages, stop)
