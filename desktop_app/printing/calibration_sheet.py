"""打印机校准页: two lines 20 mm from the edges and rulers along them, to measure where a printer prints."""

from desktop_app.base.errors import UserError
from desktop_app.printing.type.faces import FontSet
from desktop_app.printing.type.font_embedder import FontEmbedder, number
from desktop_app.printing.type.page import A4, MM, PageFormat, compose

EDGE, ACROSS = 20.0, 170.0
"""mm from the left and the upper edge to the lines, and between the two upright ones."""
MOST_OFF = 15
"""So many mm a printer may be off; more is a sheet laid in wrongly."""
_SCALED = 1.0
"""More than so many mm of the 170 and the printer scales the page."""
_LONGEST, _MIDDLE, _SHORT = 6.0, 4.5, 3.0


def calibration_sheet(fonts: FontSet, printer: str) -> bytes:
    """The sheet as a PDF."""

    def furniture(embedder: FontEmbedder, _page: int, _total: int) -> str:
        return "\n".join((*_rulers(embedder), *_words(embedder, printer)))

    page = PageFormat(*A4, 20 * MM, 20 * MM, 20 * MM, 20 * MM, furniture)
    return compose([], page, fonts, title="打印机校准页", author="支部台账").pdf


def offset_of(left: float, top: float, across: float) -> tuple[float, float]:
    """By how many mm the print is to be moved to the right and down, from what was measured on the sheet.

    UserError where no moving helps.
    """
    if abs(across - ACROSS) > _SCALED:
        raise UserError(
            f"两条竖线之间量得 {across:g} 毫米，应为 {ACROSS:g} 毫米：打印机在缩放",
            todo="请在这台打印机的属性里选“实际大小”（不缩放），再打印一张校准页",
        )
    right, down = round(EDGE - left, 1), round(EDGE - top, 1)
    if max(abs(right), abs(down)) > MOST_OFF:
        raise UserError(f"差了 {MOST_OFF} 毫米以上，多半是纸没有放正", todo="请把纸放好，再打印一张校准页")
    return right, down


def _rulers(embedder: FontEmbedder) -> list[str]:
    """Both upright lines, the level one, and a mark for each millimetre along the left and upper one."""
    high = A4[1]
    left, top, right = EDGE * MM, high - EDGE * MM, (EDGE + ACROSS) * MM
    low = EDGE * MM
    out = [
        "q 0.4 w",
        _line(left, top, left, low),
        _line(right, top, right, low),
        _line(left, top, right, top),
    ]
    for mm in range(1, round((high - 2 * low) / MM)):
        long = _long(mm) * MM
        out.append(_line(left, top - mm * MM, left + long, top - mm * MM))
        if mm < ACROSS:
            out.append(_line(left + mm * MM, top, left + mm * MM, top - long))
    out.append("Q")
    for cm in range(1, round(ACROSS / 10)):
        out.append(embedder.show(left + cm * 10 * MM - 3, top - 9.5 * MM, f"{cm}", "song", 8))
    for cm in range(2, round((high - 2 * low) / MM / 10)):
        out.append(embedder.show(left + 7 * MM, top - cm * 10 * MM - 3, f"{cm}", "song", 8))
    return out


def _long(mm: int) -> float:
    return _LONGEST if mm % 10 == 0 else _MIDDLE if mm % 5 == 0 else _SHORT


def _line(x1: float, y1: float, x2: float, y2: float) -> str:
    return f"{number(x1)} {number(y1)} m {number(x2)} {number(y2)} l S"


def _words(embedder: FontEmbedder, printer: str) -> list[str]:
    lines = (
        ("打印机校准页", "hei", 18.0),
        (f"打印机：{printer}", "song", 12.0),
        ("", "song", 12.0),
        (f"一、用尺子从纸的左边量到左边这条竖线，应为 {EDGE:g} 毫米。", "song", 12.0),
        (f"二、从纸的上边量到上边这条横线，应为 {EDGE:g} 毫米。", "song", 12.0),
        (f"三、量左右两条竖线之间，应为 {ACROSS:g} 毫米。", "song", 12.0),
        ("", "song", 12.0),
        ("把量到的三个数填到程序里，以后这台打印机印出来的位置就和预览一样。", "song", 12.0),
    )
    top, left = A4[1] - 60 * MM, 45 * MM
    return [
        embedder.show(left, top - 24 * at, words, role, size)
        for at, (words, role, size) in enumerate(lines)
        if words
    ]
