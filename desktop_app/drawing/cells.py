"""A matrix of cells: names down the side, heads above, a sign and a shade in each; and dots along months."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from desktop_app.drawing.chart import LEADING, SIZE, Chart, Pen
from desktop_app.drawing.marks import Box
from desktop_app.drawing.shades import EMPTY, Shade
from desktop_app.drawing.words import Measure, figure, listed

_NAME_SHARE = 0.35
_LEAST, _MOST = 11.0, 44.0
_LOW = 12.0
_HIGHEST_HEAD = 72.0
Heads = Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Cell:
    """One square: a word of one or two characters on a shade; '' and None for nothing."""

    words: str = ""
    shade: Shade | None = None


@dataclass(frozen=True)
class Cells(Chart):
    """``cells`` has a row for each name and in it a cell for each head; ``key`` tells what the words mean.

    ``ends`` are words at the end of each row: how many of how many. Heads that are too wide are turned; too
    high for that, they are numbered and told below. Columns that find no room go on below.
    """

    names: Sequence[str]
    heads: Sequence[str]
    cells: Sequence[Sequence[Cell]]
    key: Sequence[tuple[str, str]] = ()
    ends: Sequence[str] = field(default=(), kw_only=True)

    def __post_init__(self) -> None:
        if len(self.cells) != len(self.names) or any(len(row) != len(self.heads) for row in self.cells):
            raise ValueError("every name needs a cell for each head")
        if self.ends and len(self.ends) != len(self.names):
            raise ValueError("every name needs its end")

    @property
    def is_empty(self) -> bool:
        return not self.names or not self.heads

    def rows(self, width: float, measure: Measure) -> int:
        return len(self.names)

    def part(self, first: int, last: int) -> Chart:
        return replace(
            self, names=self.names[first:last], cells=self.cells[first:last], ends=self.ends[first:last]
        )

    def told(self) -> str:
        if self.is_empty:
            return ""
        whole = f"{len(self.names)} 行 {len(self.heads)} 列"
        if self.ends:
            return f"{whole}；{listed(self.names, self.ends)}"
        words = [cell.words for row in self.cells for cell in row]
        means = dict(self.key)
        counts = {word: words.count(word) for word in dict.fromkeys(words) if word}
        told = "，".join(f"{means.get(word, word)} {count}" for word, count in counts.items())
        return f"{whole}；{told}" if told else whole

    def place(self, pen: Pen) -> None:
        shades = {cell.words: cell.shade for row in self.cells for cell in row if cell.shade is not None}
        pen.legend([(shades.get(sign) or EMPTY, f"{sign} {means}".strip()) for sign, means in self.key])
        names = min(_NAME_SHARE * pen.room, pen.widest(self.names)) + 5
        end = pen.widest(self.ends) + 5 if self.ends else 0.0
        heads, numbered = self._heads(pen)
        least = max(_LEAST, pen.widest([cell.words for row in self.cells for cell in row]) + 3)
        if numbered:
            least = max(least, pen.widest([one[0] for one in heads]) + 3)
        room = pen.room - names - end
        abreast = max(1, int(room / least))
        blocks = math.ceil(len(self.heads) / abreast)
        abreast = math.ceil(len(self.heads) / blocks)
        wide = max(least, min(room / abreast, _MOST if len(self.heads) > 3 else 60.0))
        for block in range(blocks):
            first = block * abreast
            self._block(pen, heads, range(first, min(first + abreast, len(self.heads))), names, wide)
        if numbered:
            self._tell_heads(pen)

    def _heads(self, pen: Pen) -> tuple[Heads, bool]:
        """The words over each column, and whether they are numbers told below."""
        if pen.widest(self.heads) > _HIGHEST_HEAD:
            return [[str(place + 1)] for place in range(len(self.heads))], True
        return [[head] for head in self.heads], False

    def _block(self, pen: Pen, heads: Heads, places: range, names: float, wide: float) -> None:
        """Some of the columns with the names of all rows."""
        shown = [heads[place] for place in places]
        flat = all(pen.widest(lines) <= wide - 2 for lines in shown)
        high = SIZE if flat else max(pen.widest(lines) for lines in shown)
        bottom = pen.y + high
        for number, lines in enumerate(shown):
            middle = names + (number + 0.5) * wide
            if flat:
                pen.label(middle, bottom - SIZE, lines[0], align=0.5)
            else:
                pen.turned(middle, bottom, lines[0])
        pen.y = bottom + 3
        for row, name in enumerate(self.names):
            lines = pen.fold(name, names - 5)
            tall = max(_LOW, len(lines) * LEADING)
            for number, line in enumerate(lines):
                spot = pen.y + (tall - len(lines) * LEADING) / 2 + 1 + number * LEADING
                pen.label(names - 5, spot, line, align=1)
            for number, place in enumerate(places):
                self._cell(pen, self.cells[row][place], Box(names + number * wide, pen.y, wide, tall))
            if self.ends:
                right = names + len(places) * wide + 4
                pen.label(right, pen.y + (tall - SIZE) / 2, self.ends[row], faint=True)
            pen.y += tall
        pen.y += 6

    def _cell(self, pen: Pen, cell: Cell, box: Box) -> None:
        pen.area(box.left, box.top, box.width, box.height, cell.shade or EMPTY)
        top = box.top + (box.height - SIZE) / 2
        is_hatched = cell.shade is not None and bool(cell.shade.hatch)
        pen.label(box.left + box.width / 2, top, cell.words, align=0.5, ground=is_hatched)

    def _tell_heads(self, pen: Pen) -> None:
        """What the numbers stand for, as many abreast as find room: below each other they filled a page."""
        told = [f"{place + 1}　{head}" for place, head in enumerate(self.heads)]
        abreast = max(1, int(pen.room / (pen.widest(told) + 2 * SIZE)))
        lines = [line for one in told for line in pen.fold(one, pen.room)] if abreast == 1 else told
        high = math.ceil(len(lines) / abreast)
        for place, line in enumerate(lines):
            column, row = divmod(place, high)
            pen.label(column * pen.room / abreast, pen.y + row * LEADING, line, faint=True)
        pen.y += high * LEADING + 2


@dataclass(frozen=True)
class Dots(Chart):
    """A row of dots for each name along heads of equal width (months): ``at`` tells where, in heads.

    At the end of each row stands how many they are.
    """

    names: Sequence[str]
    heads: Sequence[str]
    at: Sequence[Sequence[float]]
    shade: Shade

    def __post_init__(self) -> None:
        if len(self.at) != len(self.names):
            raise ValueError("every name needs its dots")
        if any(not 0 <= one <= len(self.heads) for row in self.at for one in row):
            raise ValueError("a dot lies outside of the heads")

    @property
    def is_empty(self) -> bool:
        return not self.names or not self.heads

    def rows(self, width: float, measure: Measure) -> int:
        return len(self.names)

    def part(self, first: int, last: int) -> Chart:
        return replace(self, names=self.names[first:last], at=self.at[first:last])

    def told(self) -> str:
        return listed(self.names, [figure(len(row)) for row in self.at])

    def place(self, pen: Pen) -> None:
        names = min(_NAME_SHARE * pen.room, pen.widest(self.names)) + 5
        counts = pen.widest([figure(len(row)) for row in self.at]) + 6
        wide = (pen.room - names - counts) / len(self.heads)
        every = max(1, math.ceil((min(pen.widest(self.heads), pen.room - names) + 4) / wide))
        top, lines_high = pen.y, 1
        for place in range(0, len(self.heads), every):
            x = names + place * wide
            lines = pen.fold(self.heads[place], min(every * wide - 4, pen.room - x))
            if x + pen.widest(lines) > pen.room:
                continue  # the last of those skipped over would leave the drawing
            lines_high = max(lines_high, len(lines))
            for number, line in enumerate(lines):
                pen.label(x, top + number * LEADING, line, faint=True)
        pen.y = first = top + lines_high * LEADING + 2
        for name, row in zip(self.names, self.at, strict=True):
            lines = pen.fold(name, names - 5)
            tall = max(_LOW, len(lines) * LEADING)
            for number, line in enumerate(lines):
                spot = pen.y + (tall - len(lines) * LEADING) / 2 + 1 + number * LEADING
                pen.label(names - 5, spot, line, align=1)
            middle = pen.y + tall / 2
            pen.line((names, middle), (pen.room - counts, middle))
            for one in sorted(row):
                pen.dot(names + one * wide, middle, 2.4, self.shade)
            pen.label(pen.room, middle - SIZE / 2, figure(len(row)), align=1)
            pen.y += tall
        for place in range(len(self.heads) + 1):
            pen.line((names + place * wide, first), (names + place * wide, pen.y))
        pen.y += 2
