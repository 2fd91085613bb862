"""Rows of ruled cells over many pages: the part that ruled sheets and ruled forms have in common."""

import math
from abc import abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import Self

from reportlab.platypus import Flowable

from desktop_app.printing.type.font_embedder import EmbeddedTextFlowable
from desktop_app.printing.type.grid_text import PAD_Y, GridRules, GridText, PlacedCell, PlacedRow
from desktop_app.printing.type.sizes import closer, smaller
from desktop_app.printing.type.structure import END, Element
from desktop_app.printing.type.table_tags import TableTags

BOX = 45.0
"""pt: a box that is higher is one to write in, and gives of its height before anything spills."""
_SQUEEZE = 0.15  # the share of their height that all rows of a form give where that saves a page
_FEW_LINES = 3  # a row that is cut leaves no fewer lines on either page
_ROWS_OF_CELLS = 2000  # a longer table is read out row by row: nobody walks through so many cells
_WASTE = 0.25  # the share of a page that a row may leave white by moving whole
CONTINUED = "（续）"
"""What stands by that which goes on from the page before."""


class CharacterGrid(EmbeddedTextFlowable):
    """A table as one flowable: whole rows move to the next page, one that would leave a hole is cut by lines.

    A place in the table is (row, line). Parts of a split share the table's texts and hold two places. Before
    it measures, the pager tells the height of a page and how much of their slack the boxes to write in keep:
    all at 1, none at 0; below, every row of a form gives of its height.
    """

    has_head = False
    """Whether titles stand on each of its pages."""

    def __init__(self, size: float, leading: float | None) -> None:
        super().__init__()
        self.size = size
        self.leading = leading or round(size * 1.35, 1)
        self.width = 0.0
        self.page = math.inf
        self.slack = 1.0
        self._start = (0, 0)
        self._end: tuple[int, int] | None = None
        self._tags = TableTags()
        self._rows: dict[int, PlacedRow] = {}
        self._wrapped: tuple[object, float] = (None, 0.0)  # what was measured last, and how high it is

    @abstractmethod
    def row_count(self) -> int:
        """Number of rows below the header."""

    @abstractmethod
    def set_row(self, place: int) -> PlacedRow:
        """Set one row for the present width."""

    @abstractmethod
    def shrink_rows(self, share: float) -> None:
        """Have the least heights of rows at `share` of what they are."""

    def shrink(self, share: float) -> None:
        """Have all sizes at `share` of what they are, as far as that can be read."""
        size = smaller(self.size, share)
        self.size, self.leading = size, closer(self.leading, size, share)
        self.shrink_rows(share)

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

    def footer_height(self) -> float:
        """Height in pt of what stands under the rows of each page where there are several."""
        return 0.0

    def draw_footer(self, text: GridText, rules: GridRules, top: float) -> None:
        """Write what stands under the rows of a page, from `top` downwards."""

    def closing_row(self) -> int:
        """The row that stands below the footer, or the number of rows."""
        return self.row_count()

    @property
    def is_part(self) -> bool:
        """Whether the table goes on from, or to, another page."""
        return self._start > (0, 0) or self._end is not None

    @abstractmethod
    def column_edges(self) -> Sequence[float]:
        """The x of the rules between all columns, for the present width."""

    def heads(self, row: PlacedRow) -> Mapping[float, str]:
        """The left edges of the cells of a row that are titles, and what they head."""
        return {}

    def kept_rows(self) -> int:
        """How many rows at the end stay together (a row of totals keeps the row before it)."""
        return 1

    def names_row(self, cell: PlacedCell, place: int) -> bool:
        """Whether the cell at `place` of its row names the row, and so stands again where the row goes on."""
        return place == 0 or cell.role == "hei"

    def row_height(self, row: PlacedRow, lines: int) -> float:
        """Height in pt of a row showing `lines` lines; a least height is that of a whole row."""
        high = lines * self.leading + 2 * PAD_Y
        if lines < row.lines or row.least <= 0.0:
            return high
        least = min(row.least, self.page - self.header_height())
        if least > BOX:
            least = BOX + (least - BOX) * max(self.slack, 0.0)
        if self.slack < 0 and not self.has_head:
            least *= 1 + _SQUEEZE * self.slack
        return max(high, least)

    def spare(self, width: float) -> float:
        """By how many pt the boxes are higher than their content asks."""
        self.prepare(width)
        kept, total = self.slack, 0.0
        for place in range(self.row_count()):
            row = self._row(place)
            self.slack = 1.0
            total += self.row_height(row, row.lines)
            self.slack = 0.0
            total -= self.row_height(row, row.lines)
        self.slack = kept
        return total

    def rows_left(self) -> int:
        """How many rows there are in this part."""
        last_row, last_line = self._end or (self.row_count(), 0)
        return last_row - self._start[0] + (last_line > 0)

    def begins(self, width: float, rows: int) -> float:
        """Height in pt of the least that may stand before the rest: `rows` rows, or some lines of one."""
        self.prepare(width)
        high = self.header_height() + self.footer_height()
        count = rows if self.rows_left() > rows + 1 else rows + 1  # a row alone is no rest
        for place, first, last in islice(self._pieces(), count):
            row = self.row_height(self._row(place), last - first)
            if self._is_tall(place, first, last):
                return high + min(row, _FEW_LINES * self.leading + 2 * PAD_Y)
            high += row
        return high

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """Width and height in pt; a table higher than `height` is measured no further."""
        self.prepare(width)
        asked = (width, height, self.slack, self.page, self.size, self.leading, self._start, self._end)
        if asked != self._wrapped[0]:
            total = self.header_height() + (self.footer_height() if self.is_part else 0.0)
            for place, first, last in self._pieces():
                total += self.row_height(self._row(place), last - first)
                if total > height + 1:
                    break
            self._wrapped = (asked, total)
        self.height = self._wrapped[1]  # exact whenever the part fits, and only then it is drawn
        return width, self.height

    def split(self, width: float, height: float) -> list[Flowable]:
        """What fits `height` pt, and the rest."""
        self.prepare(width)
        end = self._cut(height)
        if end is None:
            return [self]
        end = self._above_titles(end)
        return [] if end == self._start else [self._part(self._start, end), self._part(end, self._end)]

    def without_last(self, width: float, rows: int, height: float) -> list[Flowable]:
        """This part without its last `rows` rows and at least `height` pt, and these; [] if it is all."""
        self.prepare(width)
        taken, high = 0, self.header_height() + self.footer_height()
        most = self.row_count() - self.kept_rows()
        for place, first, last in reversed(list(self._pieces())):
            if self._is_tall(place, first, last):
                lines = max(_FEW_LINES, math.ceil((height - high) / self.leading))
                if last - first - lines >= _FEW_LINES:
                    cut = (place, last - lines)
                    return [self._part(self._start, cut), self._part(cut, self._end)]
            taken, high = taken + 1, high + self.row_height(self._row(place), last - first)
            cut = self._above_titles((place, first))
            if taken >= rows and high >= height and place <= most and cut > self._start:
                return [self._part(self._start, cut), self._part(cut, self._end)]
        return []

    def goes_on_in(self, other: object) -> bool:
        """Whether `other` is the part that begins where this one ends."""
        return isinstance(other, CharacterGrid) and other._rows is self._rows and other._start == self._end

    def take_over(self, other: Self) -> None:
        """Be one part with the one that follows."""
        self._end = other._end

    def draw(self) -> None:
        """Write rules and texts of this part."""
        top = self.height
        text, rules = GridText(self.embedder, self.size, self.leading), GridRules(top, self.width)
        structure = self.embedder.structure
        structure.place(self._tags.table)
        self._tags.begin_page()
        self.draw_header(text, rules, top)
        y = top - self.header_height()
        foot = self.closing_row() if self.is_part and self.footer_height() else -1
        for place, first, last in self._pieces():
            if place == foot:
                y, foot = self._foot(text, rules, y), -1
            row = self._row(place)
            high = self.row_height(row, last - first)
            is_first = y == top - self.header_height()
            rules.row(y, row.edges, () if is_first else row.joined)
            if row.filled and first == 0 and last == row.lines:
                self._write_plain(text, row, y, high)
            else:
                self._write(text, place, (first, last), y, high, is_first=is_first)
            y -= high
            self._rows.pop(place, None)
        if foot >= 0:
            y = self._foot(text, rules, y)
        self.put_artifact(rules.operators(y))
        self.put(text.operators())

    def _write_plain(self, text: GridText, row: PlacedRow, top: float, height: float) -> None:
        """Write a row whose cells are nothing but text."""
        structure = self.embedder.structure
        if self.row_count() > _ROWS_OF_CELLS:
            text.mark(self._tags.whole(structure, len(row.filled)))
            for cell in row.cells:
                text.cell(cell, top, height, mark="")
            text.mark(END)
        else:
            number = self._tags.plain(structure, row.filled)
            for at, cell in enumerate(row.cells, number):
                text.cell(cell, top, height, 0, None, f"/TD<</MCID {at}>>BDC")

    def _write(
        self,
        text: GridText,
        place: int,
        lines: tuple[int, int],
        top: float,
        height: float,
        *,
        is_first: bool,
    ) -> None:
        """Write lines of a row that begins at `top`, and tag its cells; `is_first` of its page."""
        row, (first, last) = self._row(place), lines
        cells = self._tags.rest(place) if first else None
        carried = self.carried(place) if is_first else ()
        if cells is None:
            joined = () if is_first else row.joined
            cells = self._tags.row(self.column_edges(), row.edges, self.heads(row), joined)
            for cell in carried:
                text.cell(cell, top, height, mark=self._mark(cells, cell))
        else:
            for cell in carried:
                text.cell(cell, top, height)
        end = None if last == row.lines and not first else last
        for column, cell in enumerate(row.cells):
            if first and len(cell.lines) <= first:
                text.cell(self._continued(cell, column, last - first), top, height)
            elif any(words for words, _, _ in cell.lines):
                text.cell(cell, top, height, first, end, self._mark(cells, cell))
        if last < row.lines:
            self._tags.cut(place, cells)

    def _mark(self, cells: Mapping[float, Element], cell: PlacedCell) -> str:
        return self.embedder.structure.begin(cells[cell.x])

    def _foot(self, text: GridText, rules: GridRules, top: float) -> float:
        self.draw_footer(text, rules, top)
        return top - self.footer_height()

    def _continued(self, cell: PlacedCell, place: int, lines: int) -> PlacedCell:
        """What a cell that has said all says where its row goes on: its words again if they name the row."""
        if not self.names_row(cell, place) or len(cell.lines) > min(lines, _FEW_LINES):
            return replace(cell, lines=[])
        room = self.embedder.fonts.width(CONTINUED, cell.role, self.size)
        mark = [(CONTINUED, room, 0.0)] if len(cell.lines) < lines and room <= cell.width else []
        return replace(cell, lines=[*cell.lines, *mark])

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

    def _above_titles(self, cut: tuple[int, int]) -> tuple[int, int]:
        """``cut`` above the titles right before it, which would end the page, if any rows are left there."""
        place, line = cut
        while not line and place > self._start[0] and self._row(place - 1).is_title:
            place -= 1
        return (place, line) if (place, line) > self._start else cut

    def _is_tall(self, place: int, first: int, last: int) -> bool:
        """Whether a piece of a row is so high, and has so many lines, that it may be cut."""
        high = self.row_height(self._row(place), last - first)
        return last - first >= 2 * _FEW_LINES and high > _WASTE * self.page

    def _cut(self, height: float) -> tuple[int, int] | None:
        """Where the part that fits `height` ends: None when all fits, the start when nothing does."""
        y = self.header_height() + self.footer_height()
        for place, first, last in self._pieces():
            high = self.row_height(self._row(place), last - first)
            if y + high > height + 1e-6:
                return self._cut_row(place, first, last, height - y, height)
            y += high
        return None

    def _cut_row(self, place: int, first: int, last: int, room: float, height: float) -> tuple[int, int]:
        """Where to cut when the piece of row `place` does not fit the `room` left of `height`.

        It moves whole, unless it is higher than a page or leaves too much of this one white: then it is cut
        by lines, some of them staying here and some going on.
        """
        fits = int((room - 2 * PAD_Y + 1e-6) / self.leading)
        if height >= self.page - 1 and (place, first) == self._start:
            return place, first + max(1, min(fits, last - first - 1))  # a fresh page takes what it can
        body = self.page - self.header_height() - self.footer_height()
        tall = self.row_height(self._row(place), last - first) > body
        if tall or room > _WASTE * self.page:
            fits = min(fits, last - first - min(_FEW_LINES, (last - first) // 2))
            if fits >= min(_FEW_LINES, last - first):
                return place, first + fits
        most = self.row_count() - self.kept_rows()
        if place > most and (most, 0) > self._start:
            return most, 0
        return place, first

    def _part(self, start: tuple[int, int], end: tuple[int, int] | None) -> Self:
        part = object.__new__(type(self))
        part.__dict__.update(self.__dict__)
        part._start, part._end = start, end
        return part
