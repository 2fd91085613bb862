"""What is to be printed: which pages of a PDF, on which printer, how many times."""

from dataclasses import dataclass

MM = 72 / 25.4
"""Points in a millimetre."""
A3_SHORT_SIDE = 290 * MM
"""A sheet with a short side longer than this is A3."""
SAFE = "这份材料没有变，可以再打印，也可以先保存为PDF"
"""What is told to be safe when a printer did not take a paper."""
NO_ROOM = "电脑放临时文件的地方满了，打印机没有收下这份材料"
MAKE_ROOM = "请删掉不用的文件、清空回收站，腾出空间再打印一次"


@dataclass(frozen=True, slots=True)
class PrintJob:
    """One job of a printer. ``pages`` count from 0, in the order they are printed in.

    ``right`` and ``down`` are mm by which this printer's print is to be moved, so that it stands on the sheet
    where the preview shows it. ``as_pictures``: the pages are handed over as pictures, for a driver that
    garbles lines and letters.
    """

    title: str
    printer: str
    pages: tuple[int, ...]
    copies: int = 1
    two_sided: bool = False
    as_pictures: bool = False
    right: float = 0.0
    down: float = 0.0


def moved_words(right: float, down: float) -> str:
    """By how many mm a print is moved, and which way; '' for not at all."""
    across = f"{'右' if right > 0 else '左'}移 {abs(right):g} 毫米" if right else ""
    along = f"{'下' if down > 0 else '上'}移 {abs(down):g} 毫米" if down else ""
    return "、".join(one for one in (across, along) if one)


def on_page(size: tuple[float, float], right: float, down: float) -> tuple[float, float]:
    """A move on the sheet as it runs through the printer, told on a page of a ``size``.

    A landscape page runs through with its head at the left, as GB/T 9704 binds it; so CUPS turns it, and
    Windows for printers that turn by 90 degrees, as nearly all do.
    """
    wide, high = size
    return (right, down) if high >= wide else (-down, right)
