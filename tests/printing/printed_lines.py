"""A made PDF read back: the lines of each page in the order they were drawn, and the rules between them."""

import ctypes
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import pypdfium2 as pdfium
import pypdfium2.raw as raw

_HYPHEN_AT_LINE_END = "\x02"  # what pdfium makes of it
_SAME_LINE, _LEAST_RULE = 0.6, 3.0
_TURNED = 0.1  # of a radian: what is set so far from level is no line to read
_WIDEST_GAP = 1.35  # in sizes: a justified line spreads its characters no further


@dataclass(frozen=True, slots=True)
class Glyph:
    """A visible character: its square on the baseline `y`, and the box of its ink (pt)."""

    char: str
    left: float
    right: float
    y: float
    ink: tuple[float, float, float, float]
    turned: bool = False

    @property
    def size(self) -> float:
        """About the size of the type."""
        return max(self.right - self.left, self.ink[3] - self.ink[1], 1.0)


@dataclass(frozen=True, slots=True)
class PrintedRule:
    """A straight rule on the page, level or upright (pt)."""

    x1: float
    y1: float
    x2: float
    y2: float

    @property
    def is_upright(self) -> bool:
        return abs(self.x1 - self.x2) < abs(self.y1 - self.y2)


@dataclass(slots=True)
class PrintedLine:
    """Characters standing side by side in one cell or one line of a paragraph."""

    page: int
    glyphs: list[Glyph]
    text: str = field(init=False)

    def __post_init__(self) -> None:
        self.text = "".join(glyph.char for glyph in self.glyphs)

    @property
    def y(self) -> float:
        return self.glyphs[0].y

    @property
    def left(self) -> float:
        return min(glyph.left for glyph in self.glyphs)

    @property
    def right(self) -> float:
        return max(glyph.right for glyph in self.glyphs)

    def cut(self, place: int) -> tuple["PrintedLine", "PrintedLine"]:
        """Its first `place` characters and the others."""
        return PrintedLine(self.page, self.glyphs[:place]), PrintedLine(self.page, self.glyphs[place:])


@dataclass(frozen=True)
class PrintedPage:
    """A page: its size (pt), its lines in the order they were drawn, its rules, and what is set sideways."""

    number: int
    width: float
    height: float
    lines: list[PrintedLine]
    rules: list[PrintedRule]
    turned: list[PrintedLine] = field(default_factory=list)


def read(pdf: bytes) -> list[PrintedPage]:
    """Every page of a paper."""
    document = pdfium.PdfDocument(pdf)
    try:
        return [_page(document[number], number) for number in range(len(document))]
    finally:
        document.close()


def _page(page: pdfium.PdfPage, number: int) -> PrintedPage:
    rules: list[PrintedRule] = []
    order: dict[int, int] = {}
    for place in range(raw.FPDFPage_CountObjects(page)):
        drawn = raw.FPDFPage_GetObject(page, place)
        order[ctypes.addressof(drawn.contents)] = place
        if raw.FPDFPageObj_GetType(drawn) == raw.FPDF_PAGEOBJ_PATH:
            rules += _rules(drawn)
    found = sorted(_glyphs(page, order), key=lambda one: one[:2])
    upright = [(place, glyph) for place, _, glyph in found if not glyph.turned]
    turned = [PrintedLine(number, [glyph]) for _, _, glyph in found if glyph.turned]
    lines = _joined(number, upright, _Uprights(rules))
    width, height = page.get_size()
    return PrintedPage(number, width, height, lines, rules, turned)


def _glyphs(page: pdfium.PdfPage, order: dict[int, int]) -> Iterator[tuple[int, int, Glyph]]:
    """(object, place, glyph) of the visible characters."""
    text = page.get_textpage()
    x, y = ctypes.c_double(), ctypes.c_double()
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    square = raw.FS_RECTF()
    for place in range(text.count_chars()):
        char = _character(text, place)
        drawn = raw.FPDFText_GetTextObject(text, place)
        if char.isspace() or not drawn or raw.FPDFText_IsGenerated(text, place) == 1:
            continue
        raw.FPDFText_GetCharOrigin(text, place, x, y)
        raw.FPDFText_GetCharBox(text, place, left, right, bottom, top)
        raw.FPDFText_GetLooseCharBox(text, place, square)
        ink = (left.value, bottom.value, right.value, top.value)
        turned = _TURNED < raw.FPDFText_GetCharAngle(text, place) < 2 * math.pi - _TURNED
        glyph = Glyph(char, x.value, max(square.right, x.value), y.value, ink, turned)
        yield order.get(ctypes.addressof(drawn.contents), -1), place, glyph


def _character(text: pdfium.PdfTextPage, place: int) -> str:
    """The character at a place; of the two halves pdfium gives one beyond 16 bits in, the first."""
    code = raw.FPDFText_GetUnicode(text, place)
    if 0xDC00 <= code < 0xE000:
        return " "
    if 0xD800 <= code < 0xDC00:
        low = raw.FPDFText_GetUnicode(text, place + 1)
        code = 0x10000 + ((code - 0xD800) << 10) + low - 0xDC00
    return chr(code).replace(_HYPHEN_AT_LINE_END, "-")


def _rules(drawn: raw.FPDF_PAGEOBJECT) -> Iterator[PrintedRule]:
    """The level and upright strokes of a path."""
    matrix = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(drawn, matrix)
    x, y = ctypes.c_float(), ctypes.c_float()
    at = start = (0.0, 0.0)
    for place in range(raw.FPDFPath_CountSegments(drawn)):
        segment = raw.FPDFPath_GetPathSegment(drawn, place)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        to = (
            matrix.a * x.value + matrix.c * y.value + matrix.e,
            matrix.b * x.value + matrix.d * y.value + matrix.f,
        )
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            start = to
        elif kind == raw.FPDF_SEGMENT_LINETO:
            yield from _straight(at, to)
        if raw.FPDFPathSegment_GetClose(segment):
            yield from _straight(to, start)
        at = to


def _straight(begin: tuple[float, float], end: tuple[float, float]) -> Iterator[PrintedRule]:
    wide, high = abs(begin[0] - end[0]), abs(begin[1] - end[1])
    if min(wide, high) < _SAME_LINE and max(wide, high) > _LEAST_RULE:
        (x1, x2), (y1, y2) = sorted((begin[0], end[0])), sorted((begin[1], end[1]))
        yield PrintedRule(x1, y1, x2, y2)


class _Uprights:
    """The upright rules of a page, asked whether one stands between two characters."""

    def __init__(self, rules: Sequence[PrintedRule]) -> None:
        self._rules = [rule for rule in rules if rule.is_upright]

    def between(self, left: float, right: float, y: float) -> bool:
        return any(left <= rule.x1 <= right and rule.y1 <= y + 3 <= rule.y2 for rule in self._rules)


def _joined(number: int, glyphs: Sequence[tuple[int, Glyph]], uprights: _Uprights) -> list[PrintedLine]:
    """Glyphs as lines: those of one object, and of the next where it goes on beside it."""
    lines: list[list[Glyph]] = []
    for _, glyph in glyphs:
        if lines and _goes_on(lines[-1][-1], glyph, uprights):
            lines[-1].append(glyph)
        else:
            lines.append([glyph])
    return [PrintedLine(number, line) for line in lines]


def _goes_on(before: Glyph, glyph: Glyph, uprights: _Uprights) -> bool:
    size = max(before.size, glyph.size)
    if (
        abs(before.y - glyph.y) > _SAME_LINE
        or not -0.7 * size <= glyph.left - before.right <= _WIDEST_GAP * size
    ):
        return False
    return not uprights.between(before.right - 0.3, glyph.left + 0.3, glyph.y)
