"""Rows of ruled cells over many pages: the part that ruled sheets and ruled forms have in common."""

import math
from abc import abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Self

from reportlab.platypus import Flowable

from desktop_app.printing.type.cell_text import CellLine, side_room
from desktop_app.printing.type.faces import ASCENT
from desktop_app.printing.type.font_embedder import EmbeddedTextFlowable, FontEmbedder, number

THIN, THICK = 0.4, 0.8
"""Widths in pt of the rules between cells and around the table."""
PAD_Y = 2.6
"""Room in pt between a rule and the text above or below it."""


@dataclass(frozen=True, slots=True)
class PlacedCell:
    """A set cell: left edge and width in pt, its lines, how they stand."""

    x: float
    width: float
    lines: list[CellLine]
    role: str
    align: str
    top: bool = False


@dataclass(frozen=True, slots=True)
class PlacedRow:
    """A set row: its cells, the x of its vertical rules, its most lines, its least height (pt).

    ``joined`` are the widths (from, to) in which it goes on with the row above, without a rule between.
    """

    cells: Sequence[PlacedCell]
    edges: tuple[float, ...]
    lines: int
    least: float
    joined: tuple[tuple[float, float], ...] = ()


class GridText:
    """Collects the text of one page of a table into one text object."""

    def __init__(self, embedder: FontEmbedder, size: float, leading: float) -> None:
        self._embedder = embedder
        self._leading = leading
        self._size = size
        self._side = side_room(size)
        self._drop = (leading - size) / 2 + ASCENT * size
        self._font = ""
        self._out = ["BT"]

    def cell(
        self, cell: PlacedCell, top: float, height: float, first: int = 0, last: int | None = None
    ) -> None:
        """Write lines first..last of a cell whose row begins at `top` and is `height` pt high."""
        lines = cell.lines if first == 0 and last is None else cell.lines[first:last]
        spare = 0.0 if cell.top else (height - 2 * PAD_Y - len(lines) * self._leading) / 2
        y = top - PAD_Y - max(spare, 0.0) - self._drop
        for text, width, indent in lines:
            if text:
                self._line(self._start(cell, width, indent), y, text, cell.role)
            y -= self._leading

    def _start(self, cell: PlacedCell, width: float, indent: float) -> float:
        """Where a line begins in its cell; one that is too wide begins at the left."""
        room = max(cell.width - 2 * self._side - width, 0.0)
        if cell.align == "center":
            return cell.x + self._side + (room - max(indent, 0.0)) / 2 + indent
        if cell.align == "right":
            return cell.x + self._side + room + min(indent, 0.0)
        return cell.x + self._side + indent

    def _line(self, x: float, y: float, text: Sequence[str], role: str) -> None:
        codes = self._embedder.codes(role, text)
        out = self._out
        out.append(f"1 0 0 1 {x:.2f} {y:.2f} Tm")
        shown: list[str] = []
        for resource, code in map(codes.__getitem__, text):
            if resource != self._font:
                if shown:
                    out.append(f"<{''.join(shown)}> Tj")
                    shown = []
                out.append(f"/{resource} {number(self._size)} Tf")
                self._font = resource
            shown.append(code)
        out.append(f"<{''.join(shown)}> Tj")

    def operators(self) -> str:
        """The whole text object."""
        return "\n".join([*self._out, "ET"])


class GridRules:
    """Collects the rules of one page of a table; vertical ones run on as long as the rows agree."""

    def __init__(self, top: float, width: float) -> None:
        self._top = top
        self._width = width
        self._edges: tuple[float, ...] = ()
        self._since = top
        self._out = ["q", f"{THIN} w"]

    def row(self, top: float, edges: tuple[float, ...], joined: tuple[tuple[float, float], ...] = ()) -> None:
        """A row begins at `top`: its verticals, and its upper rule but where it is `joined` upwards."""
        if edges != self._edges:
            self._verticals(top)
            self._edges = edges
        if top != self._top:
            begin = 0.0
            for left, right in joined:
                if left > begin:
                    self.line(begin, top, left, top)
                begin = right
            if begin < self._width:
                self.line(begin, top, self._width, top)

    def line(self, x1: float, y1: float, x2: float, y2: float) -> None:
        """One thin rule."""
        self._out.append(f"{number(x1)} {number(y1)} m {number(x2)} {number(y2)} l")

    def operators(self, bottom: float) -> str:
        """All rules and the thicker frame, down to `bottom`."""
        self._verticals(bottom)
        frame = f"0 {number(bottom)} {number(self._width)} {number(self._top - bottom)} re"
        return "\n".join([*self._out, "S", f"{THICK} w {frame} S", "Q"])

    def _verticals(self, until: float) -> None:
        for x in self._edges:
            self.line(x, self._since, x, until)
        self._since = until


class CharacterGrid(EmbeddedTextFlowable):
    """A table as one flowable: whole rows move to the next page, a row higher than a page is cut by lines.

    A place in the table is (row, line). Parts of a split share the table's texts and hold two places.
    """

    def __init__(self, size: float, leading: float | None) -> None:
        super().__init__()
        self.size = size
        self.leading = leading or round(size * 1.35, 1)
        self.width = 0.0
        self.below = 0.0  # pt: room the last row keeps under it for what must not stand on a page alone
        self._page = 0.0
        self._is_rest = False
        self._start = (0, 0)
        self._end: tuple[int, int] | None = None
        self._rows: dict[int, PlacedRow] = {}

    @abstractmethod
    def row_count(self) -> int:
        """Number of rows below the header."""

    @abstractmethod
    def set_row(self, place: int) -> PlacedRow:
        """Set one row for the present width."""

    def prepare(self, width: float) -> None:
        """Take `width` pt as the table's width; called again for every page."""
        self.width = width

    def header_height(self) -> float:
        """Height in pt of what is repeated on each page."""
        return 0.0

    def draw_header(self, text: GridText, rules: GridRules, top: float) -> None:
        """Write what is repeated on each page, from `top` downwards."""

    def carried(self, place: int) -> Sequence[PlacedCell]:
        """What stands again in the first row of a page, where it is joined to one on the page before."""
        return ()

    def kept_rows(self) -> int:
        """How many rows at the end stay together (a row of totals keeps the row before it)."""
        return 1

    def row_height(self, row: PlacedRow, lines: int) -> float:
        """Height in pt of a row showing `lines` lines; a least height is that of a whole row."""
        high = lines * self.leading + 2 * PAD_Y
        return max(high, min(row.least, self._page)) if lines >= row.lines else high

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Width and height in pt; a table higher than `height` is measured no further."""
        self._measure(width)
        total = self.header_height()
        for place, first, last in self._pieces():
            total += self.row_height(self._row(place), last - first)
            if total > height + 1:
                break
        self.height = total  # exact whenever the part fits, and only then it is drawn
        if total <= height and self._must_move(height - total):
            return width, height + 2  # more than there is: the part is split, or waits for its page
        return width, total

    def split(self, width: float, height: float) -> list[Flowable]:
        """What fits `height` pt and the rest, which never goes on below its own first part."""
        if self._is_rest and not self._frame._atTop:
            return []
        self._measure(width)
        end = self._cut(height)
        if end is None and self._has_movable_row():
            end = self._last_row()
        if end is None:
            return [self]
        if end == self._start:
            return []
        return [self._part(self._start, end), self._part(end, self._end)]

    def draw(self) -> None:
        """Write rules and texts of this part."""
        top = self.height
        text, rules = GridText(self.embedder, self.size, self.leading), GridRules(top, self.width)
        self.draw_header(text, rules, top)
        y = top - self.header_height()
        for place, first, last in self._pieces():
            row = self._row(place)
            high = self.row_height(row, last - first)
            is_first = y == top - self.header_height()
            rules.row(y, row.edges, () if is_first else row.joined)
            for cell in self.carried(place) if is_first else ():
                text.cell(cell, y, high)
            whole = first == 0 and last == row.lines
            for cell in row.cells:
                text.cell(cell, y, high, first, None if whole else last)
            y -= high
            self._rows.pop(place, None)
        self.put(rules.operators(y))
        self.put(text.operators())

    def _measure(self, width: float) -> None:
        """Fit the table to the frame it stands in."""
        self.prepare(width)
        # ReportLab measures what it keeps together before it says in which frame: then no row is too high.
        frame = getattr(self, "_frame", None)
        self._page = frame._aH - self.header_height() if frame is not None else math.inf

    def _last_row(self) -> tuple[int, int]:
        return self.row_count() - self.kept_rows(), 0

    def _has_movable_row(self) -> bool:
        return self.below > 0 and self._end is None and self._last_row() > self._start

    def _must_move(self, left: float) -> bool:
        """Whether the last row goes to the next page with what stands below, `left` pt being too few."""
        frame = getattr(self, "_frame", None)
        if self.below and self._is_rest and frame is not None and not frame._atTop:
            return True  # its first part stands right above
        return self._has_movable_row() and left < self.below

    def _row(self, place: int) -> PlacedRow:
        row = self._rows.get(place)
        if row is None:
            self._rows[place] = row = self.set_row(place)
        return row

    def _pieces(self) -> Iterator[tuple[int, int, int]]:
        """The pieces of rows of this part, as (row, first line, line after the last)."""
        place, first = self._start
        last_row, last_line = self._end or (self.row_count(), 0)
        while place < last_row:
            yield place, first, self._row(place).lines
            place, first = place + 1, 0
        if last_line > first:
            yield place, first, last_line

    def _cut(self, height: float) -> tuple[int, int] | None:
        """Where the part that fits `height` ends: None when all fits, the start when nothing does."""
        y = self.header_height()
        for place, first, last in self._pieces():
            high = self.row_height(self._row(place), last - first)
            if y + high > height + 1e-6:
                return self._cut_row(place, first, last, height - y)
            y += high
        return None

    def _cut_row(self, place: int, first: int, last: int, room: float) -> tuple[int, int]:
        """Where to cut when the piece of row `place` does not fit the `room` left on this page.

        A piece higher than a page is cut by lines, unless fewer than four would stay here.
        """
        fits = int((room - 2 * PAD_Y + 1e-6) / self.leading)
        fresh = self._frame._atTop and (place, first) == self._start
        if self.row_height(self._row(place), last - first) > self._page or fresh:
            if fits >= (1 if fresh else min(4, last - first)):
                return place, first + fits
            return place, first
        keep = self.kept_rows()
        count = self.row_count()
        if place > count - keep and (count - keep, 0) > self._start:
            return count - keep, 0
        return place, first

    def _part(self, start: tuple[int, int], end: tuple[int, int] | None) -> Self:
        part = object.__new__(type(self))
        part.__dict__.update(self.__dict__)
        for mark in ("_postponed", "_frame", "canv"):  # what ReportLab notes on a flowable is not the part's
            part.__dict__.pop(mark, None)
        part._start, part._end, part._is_rest = start, end, start > self._start
        return part
