"""Printing on Windows: PDFium draws lines and curves for the printer, as Chromium prints a PDF there.

Why so, and not by Qt: QPrinter takes pictures of pages alone. Measured with this very PDFium under Wine, a
landscape table page at 600 dpi recorded as the spooler records it: 113,000 lines and curves, not one picture,
3.0 MB in 0.2 s; the same page as a picture is 35 megapixels (105 MB before packing) in 2.0 to 2.6 s, and its
letters have steps.
"""

import errno
import struct
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from desktop_app.base.errors import UserError
from desktop_app.base.os_errors import os_errors
from desktop_app.printing.print_job import A3_SHORT_SIDE, MAKE_ROOM, NO_ROOM, SAFE, PrintJob, on_page
from desktop_app.printing.raster import PdfPages

# Where these stand in a DEVMODEW, and the bits that say they are meant.
_FIELDS, _ORIENTATION, _PAPER, _COPIES, _DUPLEX = 72, 76, 78, 86, 94
_HAS = 0x1 | 0x2 | 0x100 | 0x1000
_UPRIGHT, _LANDSCAPE = 1, 2
_A4, _A3 = 9, 8
_ONE_SIDE, _LONG_EDGE = 1, 2

Tell = Callable[[int, int, str], object]


@dataclass(frozen=True, slots=True)
class Surface:
    """Dots per inch of a printer, and how many dots off the edges of the sheet its first dot is."""

    across: int
    down: int
    left: int
    top: int


class Gdi(Protocol):
    """What Windows offers for printing; OSError where it refuses."""

    def settings(self, printer: str) -> bytes:
        """The printer's own settings, a DEVMODEW."""
        ...

    def checked(self, printer: str, settings: bytes) -> bytes:
        """The settings as the printer's driver understands them."""
        ...

    def open(self, printer: str, settings: bytes) -> int:
        """A device context to draw on."""
        ...

    def begin(self, device: int, title: str) -> None:
        """Begin a job under a name."""
        ...

    def begin_page(self, device: int, settings: bytes) -> Surface:
        """Begin a page with these settings."""
        ...

    def draw(self, device: int, pages: PdfPages, page: int, area: tuple[int, int, int, int]) -> bool:
        """Draw a page of a PDF: left, top, width and height in dots."""
        ...

    def end_page(self, device: int) -> None:
        """The page is complete."""
        ...

    def end(self, device: int) -> None:
        """The job is complete: the printer may begin."""
        ...

    def abort(self, device: int) -> None:
        """Give the job up; what was drawn of it is not printed."""
        ...

    def close(self, device: int) -> None:
        """Let the device go."""
        ...


def print_pages(gdi: Gdi, job: PrintJob, pages: PdfPages, tell: Tell) -> None:
    """Print the job's pages; ``tell`` learns how far it is, and stops it by an error of its own.

    Copies are drawn one after another, so that they come out sorted from every driver. Raises UserError.
    """
    sizes = pages.sizes
    sheets: list[int | None] = []
    for _ in range(job.copies):
        if job.two_sided and len(sheets) % 2:
            sheets.append(None)  # the next copy begins on a sheet of its own
        sheets += job.pages
    with os_errors(f"打印机“{job.printer}”没有收下这份材料", SAFE, "请检查打印机是否开机、有没有装好"):
        settings = gdi.settings(job.printer)
        first = gdi.checked(job.printer, _set(settings, sizes[job.pages[0]], job))
        device = gdi.open(job.printer, first)
    try:
        _draw_all(gdi, device, job, pages, (settings, first), sheets, tell)
    finally:
        gdi.close(device)


def _draw_all(
    gdi: Gdi,
    device: int,
    job: PrintJob,
    pages: PdfPages,
    modes: tuple[bytes, bytes],
    sheets: list[int | None],
    tell: Tell,
) -> None:
    known = {pages.sizes[job.pages[0]]: modes[1]}
    size = pages.sizes[job.pages[0]]
    try:
        gdi.begin(device, job.title)
        for done, page in enumerate(sheets):
            tell(done, len(sheets), f"第 {done + 1} 页")
            size = pages.sizes[page] if page is not None else size
            if size not in known:
                known[size] = gdi.checked(job.printer, _set(modes[0], size, job))
            surface = gdi.begin_page(device, known[size])
            if page is not None and not gdi.draw(device, pages, page, _area(surface, size, job)):
                raise UserError(f"第 {page + 1} 页画不出来", SAFE, "请勾上“按图片打印”再打印一次")
            gdi.end_page(device)
        tell(len(sheets), len(sheets), "")
        gdi.end(device)
    except OSError as error:
        gdi.abort(device)
        if error.errno == errno.ENOSPC:
            raise UserError(NO_ROOM, SAFE, MAKE_ROOM, detail=str(error)) from error
        raise UserError(
            f"打印机“{job.printer}”没有收下这份材料",
            SAFE,
            "请检查打印机是否开机、有没有纸",
            detail=str(error),
        ) from error
    except BaseException:
        gdi.abort(device)
        raise


def _set(settings: bytes, size: tuple[float, float], job: PrintJob) -> bytes:
    """A printer's settings for a page of a size (pt) of this job."""
    wide, high = size
    made = bytearray(settings)
    (fields,) = struct.unpack_from("<I", made, _FIELDS)
    struct.pack_into("<I", made, _FIELDS, fields | _HAS)
    struct.pack_into("<h", made, _ORIENTATION, _LANDSCAPE if wide > high else _UPRIGHT)
    struct.pack_into("<h", made, _PAPER, _A3 if min(wide, high) > A3_SHORT_SIDE else _A4)
    struct.pack_into("<h", made, _COPIES, 1)
    struct.pack_into("<h", made, _DUPLEX, _LONG_EDGE if job.two_sided else _ONE_SIDE)
    return bytes(made)


def _area(surface: Surface, size: tuple[float, float], job: PrintJob) -> tuple[int, int, int, int]:
    """Where a page is drawn so that it fills its sheet: from the sheet's edge, which no dot reaches."""
    right, down = on_page(size, job.right, job.down)
    return (
        round(right * surface.across / 25.4) - surface.left,
        round(down * surface.down / 25.4) - surface.top,
        round(size[0] * surface.across / 72),
        round(size[1] * surface.down / 72),
    )
