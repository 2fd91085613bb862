"""Printing on Windows, with the calls of Windows stood in for: settings, places, copies, and giving up."""

import errno
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

import pypdfium2 as pdfium
import pytest

from desktop_app.base.errors import Cancelled, UserError
from desktop_app.printing.print_job import PrintJob
from desktop_app.printing.raster import PdfPages
from desktop_app.printing.windows_spooler import Surface, print_pages

FIELDS, ORIENTATION, PAPER, DUPLEX = 72, 76, 78, 94


@dataclass
class GdiStand:
    """A printer of 600 dots per inch whose first dot is 5 mm inside the sheet; notes what it is told."""

    calls: list[tuple[object, ...]] = field(default_factory=list)
    fails_at: str = ""
    error: OSError = field(default_factory=lambda: OSError(errno.EIO, "Windows error 5"))

    def _note(self, *call: object) -> None:
        self.calls.append(call)
        if call[0] == self.fails_at:
            raise self.error

    def settings(self, printer: str) -> bytes:
        self._note("settings", printer)
        return b"\xee" * 72 + bytes(148) + b"of the driver"

    def checked(self, printer: str, settings: bytes) -> bytes:
        assert settings.endswith(b"of the driver")
        return settings

    def open(self, printer: str, settings: bytes) -> int:
        self._note("open", printer)
        return 7

    def begin(self, device: int, title: str) -> None:
        self._note("begin", title)

    def begin_page(self, device: int, settings: bytes) -> Surface:
        way, paper = struct.unpack_from("<hh", settings, ORIENTATION)
        (sides,) = struct.unpack_from("<h", settings, DUPLEX)
        self._note("page", way, paper, sides)
        return Surface(600, 600, 118, 118)

    def draw(self, device: int, pages: PdfPages, page: int, area: tuple[int, int, int, int]) -> bool:
        self._note("draw", page, area)
        return True

    def end_page(self, device: int) -> None:
        self._note("end page")

    def end(self, device: int) -> None:
        self._note("end")

    def abort(self, device: int) -> None:
        self.calls.append(("abort",))

    def close(self, device: int) -> None:
        self.calls.append(("close",))

    def named(self, name: str) -> list[tuple[object, ...]]:
        """What it was told under a name."""
        return [call[1:] for call in self.calls if call[0] == name]


@pytest.fixture
def pages(tmp_path) -> Iterator[PdfPages]:  # type: ignore[no-untyped-def]
    """A4 upright, A4 lying, A3 upright."""
    made = pdfium.PdfDocument.new()
    for size in ((595.28, 841.89), (841.89, 595.28), (841.89, 1190.55)):
        made.new_page(*size)
    made.save(tmp_path / "blank.pdf")
    made.close()
    with PdfPages((tmp_path / "blank.pdf").read_bytes()) as opened:
        yield opened


def nothing(*_: object) -> None:
    """Nobody asks how far it is."""


def test_each_page_has_its_own_paper_and_fills_it(pages: PdfPages) -> None:
    gdi = GdiStand()
    print_pages(gdi, PrintJob("记录", "HP", (0, 1, 2)), pages, nothing)
    assert gdi.named("page") == [(1, 9, 1), (2, 9, 1), (1, 8, 1)]
    assert gdi.named("draw") == [
        (0, (-118, -118, 4961, 7016)),
        (1, (-118, -118, 7016, 4961)),
        (2, (-118, -118, 7016, 9921)),
    ]
    assert [call[0] for call in gdi.calls[-2:]] == ["end", "close"]


def test_a_printer_that_is_off_is_moved(pages: PdfPages) -> None:
    gdi = GdiStand()
    print_pages(gdi, PrintJob("记录", "HP", (0, 1), right=2.54, down=-1.27), pages, nothing)
    assert gdi.named("draw") == [
        (0, (60 - 118, -30 - 118, 4961, 7016)),
        (1, (30 - 118, 60 - 118, 7016, 4961)),
    ]


def test_copies_come_sorted_and_each_begins_on_a_sheet(pages: PdfPages) -> None:
    gdi, told = GdiStand(), []
    job = PrintJob("记录", "HP", (0, 0, 0), copies=2, two_sided=True)
    print_pages(gdi, job, pages, lambda done, total, words: told.append((done, total)))
    assert [call[0] for call in gdi.named("draw")] == [0] * 6
    assert gdi.named("page") == [(1, 9, 2)] * 7  # one back stays empty
    assert told[0], told[-1] == ((0, 7), (7, 7))
    assert len(gdi.named("begin")) == 1


@pytest.mark.parametrize("place", ["begin", "page", "draw", "end page", "end"])
def test_what_windows_refuses_is_a_sentence_and_nothing_of_the_job_is_left(
    pages: PdfPages, place: str
) -> None:
    gdi = GdiStand(fails_at=place)
    with pytest.raises(UserError, match="HP”没有收下") as told:
        print_pages(gdi, PrintJob("记录", "HP", (0, 1)), pages, nothing)
    assert told.value.detail
    assert [call[0] for call in gdi.calls[-2:]] == ["abort", "close"]


@pytest.mark.parametrize("place", ["settings", "open"])
def test_a_printer_that_is_not_there_is_a_sentence(pages: PdfPages, place: str) -> None:
    with pytest.raises(UserError, match="HP”没有收下"):
        print_pages(GdiStand(fails_at=place), PrintJob("记录", "HP", (0,)), pages, nothing)


def test_a_full_folder_of_the_spooler_is_told_as_such(pages: PdfPages) -> None:
    gdi = GdiStand(fails_at="end page", error=OSError(errno.ENOSPC, "the spooler is out of disk"))
    with pytest.raises(UserError, match="临时文件的地方满了") as told:
        print_pages(gdi, PrintJob("记录", "HP", (0, 1)), pages, nothing)
    assert "腾出空间" in told.value.todo
    assert gdi.calls[-2:] == [("abort",), ("close",)]


def test_who_stops_it_gets_nothing_printed(pages: PdfPages) -> None:
    def stop(done: int, *_: object) -> None:
        if done:
            raise Cancelled

    gdi = GdiStand()
    with pytest.raises(Cancelled):
        print_pages(gdi, PrintJob("记录", "HP", (0, 1)), pages, stop)
    assert len(gdi.named("draw")) == 1
    assert gdi.calls[-2:] == [("abort",), ("close",)]
