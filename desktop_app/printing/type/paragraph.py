"""Running text: paragraphs with indents counted in characters, justified to the exact measure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from reportlab.platypus import Flowable

from desktop_app.printing.type.breaking import break_lines, plain, stretchable
from desktop_app.printing.type.faces import ASCENT, FontSet
from desktop_app.printing.type.font_embedder import EmbeddedTextFlowable, FontEmbedder

_Char = tuple[str, str, float, float]
"""A character with its role, size and width in pt."""
_MOST_SPREAD = 1.0  # in sizes: a line that needs more between two characters is left ragged


@dataclass(frozen=True)
class Style:
    """How a paragraph is set. Sizes and spaces in pt, indents in characters of the paragraph's size.

    `first_indent` is that of the first line after each line end in the text, `rest_indent` that of all
    others, both from the left edge (rest > first makes a hanging indent). `tracking` pt are added to every
    full-width character, so a character takes size + tracking. `balance` makes the lines of a centred title
    about equally long. `hang` lets a stop stand outside the right edge.
    """

    role: str = "fang"
    size: float = 16.0
    leading: float = 29.0
    align: str = "justify"
    first_indent: float = 0.0
    rest_indent: float = 0.0
    right_indent: float = 0.0
    space_before: float = 0.0
    space_after: float = 0.0
    tracking: float = 0.0
    keep_with_next: bool = False
    balance: bool = False
    hang: bool = True


@dataclass(frozen=True)
class Run:
    """A piece of a paragraph in another face or size (pt) than its style's; None keeps the style's."""

    text: str
    role: str | None = None
    size: float | None = None


@dataclass(frozen=True)
class _Line:
    """One set line: its runs with role and size, left edge and spread in pt."""

    pieces: tuple[tuple[str, str, float], ...]
    x: float
    spread: float


class Paragraph(EmbeddedTextFlowable):
    """User text as lines; `content` is plain text or runs, never markup. Splits between lines.

    A split leaves no single first or last line alone when there are more than three lines.
    """

    def __init__(self, content: str | Sequence[str | Run], style: Style) -> None:
        super().__init__()
        self.style = style
        parts = [content] if isinstance(content, str) else content
        self._runs = [run if isinstance(run, Run) else Run(run) for run in parts]
        self._lines: list[_Line] = []
        self._measure = -1.0
        self._is_rest = False
        self.spaceBefore, self.spaceAfter = style.space_before, style.space_after
        self.keepWithNext = int(style.keep_with_next)

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Set the lines for `width` pt; gives (width, height) in pt."""
        if width != self._measure:
            self._lines = _set_lines(self._runs, self.style, width, self.embedder.fonts)
            self._measure = width
        return width, len(self._lines) * self.style.leading

    def split(self, width: float, height: float) -> list[Flowable]:
        """The part that fits `height` pt and the rest; nothing when too little fits.

        ReportLab offers the rest the room left below its own first part: it must not take it.
        """
        if self._is_rest and not self._frame._atTop:
            return []
        self.wrap(width, height)
        count = len(self._lines)
        fits = int((height + 1e-6) / self.style.leading)
        if fits >= count:
            return [self]
        if count > 3:
            fits = min(fits, count - 2)
        if fits < (2 if count > 3 else 1):
            return []
        return [self._part(0, fits), self._part(fits, count)]

    def _part(self, start: int, end: int) -> "Paragraph":
        part = Paragraph(
            "",
            replace(
                self.style,
                space_before=self.style.space_before if start == 0 else 0.0,
                space_after=self.style.space_after if end == len(self._lines) else 0.0,
            ),
        )
        part._is_rest = start > 0
        part._lines, part._measure = self._lines[start:end], self._measure
        return part

    def draw(self) -> None:
        """Write the lines, the squares of each size standing in the middle of the leading."""
        style = self.style
        top = len(self._lines) * style.leading
        drop = (style.leading - style.size) / 2 + ASCENT * style.size
        for number, line in enumerate(self._lines):
            self.put(_show(self.embedder, line, top - number * style.leading - drop))


def _show(embedder: FontEmbedder, line: _Line, y: float) -> str:
    """Operators for one line with its baseline at `y` pt."""
    out = []
    x = line.x
    for text, role, size in line.pieces:
        out.append(embedder.show(x, y, text, role, size, spread=line.spread))
        if len(line.pieces) > 1:
            x += embedder.fonts.width(text, role, size) + line.spread * (stretchable(text) + 1)
    return "\n".join(out)


def _set_lines(runs: Sequence[Run], style: Style, width: float, fonts: FontSet) -> list[_Line]:
    """All lines of a paragraph of `width` pt; a line end in the text begins an indented line."""
    pitch = style.size + style.tracking
    chars: list[_Char] = []
    advances: list[float] = []
    for run in runs:
        text, role, size = plain(run.text), run.role or style.role, run.size or style.size
        typeface = fonts.typeface(role)
        solid = typeface.advances(text, size)
        chars += [(char, role, size, room) for char, room in zip(text, solid, strict=True)]
        advances += typeface.advances(text, size, style.tracking) if style.tracking else solid
    right = width - style.right_indent * pitch
    lines: list[_Line] = []
    start = 0
    for part in "".join(char[0] for char in chars).split("\n"):
        end = start + len(part)
        part_advances = advances[start:end]
        first, rest = right - style.first_indent * pitch, right - style.rest_indent * pitch
        if style.balance:
            first = rest = _balanced(part, part_advances, rest)
        for number, (begin, stop) in enumerate(
            break_lines(part, part_advances, rest, first, hang=style.hang)
        ):
            indent = (style.rest_indent if number else style.first_indent) * pitch
            last = stop == len(part)
            visible = stop if last else begin + len(part[begin:stop].rstrip(" "))
            hung = sum(part_advances[begin:visible]) > (rest if number else first) + 1e-6
            lines.append(
                _place(chars[start + begin : start + visible], style, indent, right, last=last, hung=hung)
            )
        start = end + 1
    return lines


def _balanced(text: str, advances: Sequence[float], measure: float) -> float:
    """The narrowest measure that needs no more lines than `measure` does."""
    count = len(break_lines(text, advances, measure))
    low, high = measure / 2, measure
    while high - low > 1.0:
        middle = (low + high) / 2
        if len(break_lines(text, advances, middle)) > count:
            low = middle
        else:
            high = middle
    return high


def _place(
    chars: Sequence[_Char], style: Style, left: float, right: float, *, last: bool, hung: bool
) -> _Line:
    """One line between `left` and `right` pt: where it begins and how far it is spread.

    A `hung` stop stands outside; what is before it fills the measure.
    """
    text = "".join(char[0] for char in chars)
    solid = sum(char[3] for char in chars)
    spread = style.tracking
    x = left
    if style.align == "justify":
        filling = text[:-1] if hung else text
        gaps = stretchable(filling)
        free = right - left - style.tracking - (solid - chars[-1][3] if hung else solid)
        if (hung or not last) and gaps and free / gaps <= _MOST_SPREAD * style.size:
            spread = free / gaps
    elif style.align != "left":
        free = right - left - solid - spread * stretchable(text)
        x = left + (free / 2 if style.align == "center" else free)
    pieces = tuple(
        ("".join(char[0] for char in group), role, size)
        for (role, size), group in groupby(chars, key=lambda char: char[1:3])
    )
    return _Line(pieces, x, spread)
