"""Ruled sheets: a ledger of many rows with its header on every page, set without a flowable per cell."""

import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from desktop_app.printing.type.breaking import may_break
from desktop_app.printing.type.cell_text import CellText, side_room
from desktop_app.printing.type.grid import BOX, CharacterGrid
from desktop_app.printing.type.grid_text import PAD_Y, GridRules, GridText, PlacedCell, PlacedRow
from desktop_app.printing.type.kept import kept_words, places_within
from desktop_app.printing.type.page import MM
from desktop_app.printing.type.points import Points, is_of_figures, points_of
from desktop_app.printing.type.structure import ARTIFACT

PAGE_SUM, TURNED = "本页小计", "（转下行）"
_FIGURE = re.compile(r"-?\d+(?:\.\d+)?")
_LONGEST, _WIDE = 40, 0.6
"""Lines of a cell beyond which its text goes on in a row of its own, unless its column is so wide a share."""
_LOOKED_AT, _WIDENED, _ROUNDING = 200, 1.5, 0.05
"""Rows by which a column is widened, by how much at most, and mm more than is needed."""
_LABEL = 16.0
"""mm at least for number and title beside a text that goes on."""


@dataclass(frozen=True)
class Column:
    """A column: title, width in mm or, without one, a share by `weight` of what the others leave.

    `align` is left, center or right. Neighbours with the same `group` stand under one spanned title. An empty
    cell of a `joined` column goes on with the cell above it.
    """

    title: str
    width: float | None = None
    weight: float = 1.0
    align: str = "left"
    group: str = ""
    joined: bool = False


class RuledSheet(CharacterGrid):
    """A ledger: header on every page, wrapped cells, thin rules, rows that never lose a line.

    `rows` holds one plain text per column; `totals` is a last row in 黑体 that stays with the row before it.
    The columns in `sums` are money or the like: of a sheet of several pages, each ends with their 本页小计. A
    text too long for its column goes on in a row of its own, nearly as wide as the sheet.
    `size` and `leading` are in pt, `row_height` is the least height of a row in mm (9 for signing by hand).
    """

    has_head = True

    def __init__(
        self,
        columns: Sequence[Column],
        rows: Sequence[Sequence[str]],
        *,
        totals: Sequence[str] | None = None,
        sums: Sequence[int] = (),
        size: float = 9.0,
        leading: float | None = None,
        row_height: float = 0.0,
        role: str = "song",
        header_role: str = "hei",
    ) -> None:
        super().__init__(size, leading)
        self._columns = columns
        self._is_joined = any(column.joined for column in columns)
        self._all_filled = bytes([1]) * len(columns)
        self._data = rows
        self._totals = totals
        self._sums = sums
        self._plan: list[tuple[int, int]] = []  # (row, column that goes on or -1), where a text is too long
        self._limits: list[int] = []
        self._least = row_height * MM
        self._roles = (role, header_role)
        self._texts: dict[str, CellText] = {}
        self._edges: tuple[float, ...] = ()
        self._header: list[PlacedCell] = []
        self._groups: list[tuple[int, int, PlacedCell]] = []
        self._tiers = (0.0, 0.0)
        self._points: dict[int, Points] = {}

    @property
    def columns(self) -> Sequence[Column]:
        """The columns, from left to right."""
        return self._columns

    def arrange(self, columns: Sequence[tuple[int, Column]]) -> None:
        """Show these of its columns, each by its place so far and as it is to stand, before anything is set.

        What names the totals goes into the first column where its own is left out.
        """
        places = [place for place, _ in columns]
        self._columns = [column for _, column in columns]
        self._data = [_chosen(row, places) for row in self._data]
        self._sums = [places.index(one) for one in self._sums if one in places]
        if self._totals is not None:
            totals = list(_chosen(self._totals, places))
            name = next((at for at, text in enumerate(self._totals) if text), 0)
            if name not in places and totals and not totals[0]:
                totals[0] = self._totals[name]
            self._totals = totals

    def row_count(self) -> int:
        """Rows and the row of totals."""
        return self.closing_row() + (self._totals is not None)

    def closing_row(self) -> int:
        """The row of totals."""
        return len(self._plan or self._data)

    def names_row(self, cell: PlacedCell, place: int) -> bool:
        """Number and label stand first."""
        return place < 2

    def spare(self, width: float) -> float:
        """Rows to sign in keep their height."""
        return super().spare(width) if self._least > BOX else 0.0

    def footer_height(self) -> float:
        """The sums of a page."""
        return max(self.leading + 2 * PAD_Y, self._least) if self._sums else 0.0

    def draw_footer(self, text: GridText, rules: GridRules, top: float) -> None:
        """本页小计."""
        rules.row(top, self._edges)
        values = [""] * len(self._columns)
        values[min(1, min(self._sums) - 1) if min(self._sums) else 0] = PAGE_SUM
        for column in self._sums:
            values[column] = _sum([self._data[row][column] for row in self._rows_begun()])
        cells = self._tags.row(self._edges, self._edges, {})
        for cell in self._cells(values, self._texts[self._roles[1]]):
            text.cell(cell, top, self.footer_height(), mark=self._mark(cells, cell))

    def _rows_begun(self) -> list[int]:
        """The rows of this part that begin in it."""
        (first, line), (last, _) = self._start, self._end or (self.closing_row(), 0)
        end = self._end[0] + (self._end[1] > 0) if self._end is not None else last
        places = range(first + (line > 0), min(end, self.closing_row()))
        return (
            list(places)
            if not self._plan
            else [row for row, column in (self._plan[place] for place in places) if column < 0]
        )

    def shrink_rows(self, share: float) -> None:
        """The least height of every row."""
        self._least *= share

    def kept_rows(self) -> int:
        """Totals keep one row with them."""
        return 2 if self._totals is not None else 1

    def prepare(self, width: float) -> None:
        """Share `width` pt among the columns and set the header."""
        if width == self.width:
            return
        super().prepare(width)
        self._rows.clear()
        fonts = self.embedder.fonts
        self._texts = {
            role: CellText(fonts.typeface(role), self.size, self.embedder.names) for role in self._roles
        }
        self._edges = column_edges(list(self._widths()), width)
        self._set_header()
        self._find_long()
        self._find_points()

    def _widths(self) -> Iterator[tuple[float | None, float]]:
        """What the columns ask for: a day, a number or a name in one with a width of its own has room in it.

        What that takes is given by the columns that share the rest.
        """
        fonts, names = self.embedder.fonts, self.embedder.names
        can_give = any(column.width is None for column in self._columns)
        for place, column in enumerate(self._columns):
            width = column.width
            if width is not None and can_give:
                rows = [*self._data[:_LOOKED_AT], self._totals or ()]
                kept = kept_words((row[place] for row in rows if place < len(row)), names)
                words = [one.replace(" ", "") for one in kept]
                longest = max((fonts.width(w, r, self.size) for w in words for r in self._roles), default=0.0)
                needed = (longest + 2 * side_room(self.size)) / MM + _ROUNDING
                width = max(width, needed if needed <= _WIDENED * width else 0.0)
            yield width, column.weight

    def set_row(self, place: int) -> PlacedRow:
        """Set one row, what goes on of one, or the totals."""
        if self._totals is not None and place == self.closing_row():
            cells = self._cells(self._totals, self._texts[self._roles[1]])
        elif not self._plan:
            cells = self._cells(self._data[place], self._texts[self._roles[0]])
        else:
            row, column = self._plan[place]
            if column >= 0:
                return self._going_on(row, column)
            values = [
                self._begun(at, text) if len(text) > self._limits[at] else text
                for at, text in zip(range(len(self._columns)), self._data[row], strict=False)
            ]
            cells = self._cells(values, self._texts[self._roles[0]])
        most = max((len(cell.lines) for cell in cells), default=1)
        spans = tuple((self._edges[at], self._edges[at + 1]) for at in self._joined(place))
        return PlacedRow(cells, self._edges, most, self._least, spans, self._filled(place, cells))

    def _filled(self, place: int, cells: Sequence[PlacedCell]) -> bytes:
        """Which cells of a plain row have words; nothing for one that is joined to others."""
        if self._is_joined:
            return b""
        if len(cells) == len(self._columns):
            return self._all_filled
        begun = {cell.x for cell in cells}
        return bytes(x in begun for x in self._edges[:-1])

    def column_edges(self) -> Sequence[float]:
        """The rules between the columns."""
        return self._edges

    def _data_row(self, place: int) -> int:
        """The row of the data at ``place``; 0, which joins nothing, for what goes on and for totals."""
        if not self._plan:
            return place if place < len(self._data) else 0
        if place >= len(self._plan):
            return 0
        row, column = self._plan[place]
        return row if column < 0 else 0

    def _joined(self, place: int) -> list[int]:
        """The columns in which a row goes on with the row above it."""
        at_row = self._data_row(place) if self._is_joined else 0
        if not at_row:
            return []
        row = self._data[at_row]
        return [at for at, column in enumerate(self._columns) if column.joined and not row[at]]

    def carried(self, place: int) -> list[PlacedCell]:
        """The cells a row goes on with, said again at the head of a page."""
        text, out = self._texts[self._roles[0]], []
        above = self._data[: self._data_row(place)]
        for at in self._joined(place):
            words = next((row[at] for row in reversed(above) if row[at]), "")
            x, right = self._edges[at], self._edges[at + 1]
            lines = text.lines(words.split("\n")[0], right - x)[:1]
            out.append(PlacedCell(x, right - x, lines, text.role, self._columns[at].align))
        return out

    def _cells(self, values: Sequence[str], text: CellText) -> list[PlacedCell]:
        cells = [
            PlacedCell(x, right - x, text.lines(value, right - x), text.role, column.align)
            for column, value, x, right in zip(
                self._columns, values, self._edges, self._edges[1:], strict=False
            )
            if value
        ]
        if self._points:
            typeface = self.embedder.fonts.typeface(text.role)
            shown = [at for at, value in enumerate(values) if value]
            for place, at in enumerate(shown):
                if at in self._points:
                    points = self._points[at]
                    cells[place] = points.set_under(cells[place], values[at], typeface, self.size)
        return cells

    def _find_points(self) -> None:
        """Find the columns of figures whose points have to be set under each other."""
        self._points.clear()
        typefaces = [self.embedder.fonts.typeface(role) for role in self._roles]
        rows = [*self._data, self._totals] if self._totals is not None else self._data
        for at, column in enumerate(self._columns):
            texts = tuple(row[at] for row in rows if at < len(row))
            points = is_of_figures(texts) and points_of(texts, column.align, typefaces, self.size)
            if points:
                self._points[at] = points

    def _find_long(self) -> None:
        """Plan rows of their own for texts that would make a ribbon of their column."""
        self._plan = []
        self._limits = [
            int(max(right - x - 2 * side_room(self.size), self.size) / self.size) * _LONGEST
            if right - x < _WIDE * self.width
            else sys.maxsize
            for x, right in pairwise(self._edges)
        ]
        least = min(self._limits)
        if all(len(text) <= least for row in self._data for text in row):
            return
        for place, row in enumerate(self._data):
            self._plan.append((place, -1))
            self._plan += [(place, at) for at, text in enumerate(row) if len(text) > self._limits[at]]

    def _head_end(self, column: int, text: str) -> int:
        """How much of a long text stands in its column: whole sentences, if there are any, else words."""
        most = self._limits[column] // 4
        if sentences := max(text.rfind(mark, 0, most) for mark in "。；！？\n") + 1:
            return sentences
        kept = set(places_within(text[: 2 * most], self.embedder.names))
        return next((at for at in range(most, 0, -1) if at not in kept and may_break(text, at)), most)

    def _begun(self, column: int, text: str) -> str:
        return f"{text[: self._head_end(column, text)].rstrip()}\n{TURNED}"

    def _going_on(self, row: int, column: int) -> PlacedRow:
        """The row in which a long text goes on: number and title at the left, the text over the others."""
        values, text = self._data[row], self._texts[self._roles[0]]
        label = f"{values[0]}（续）\n{self._columns[column].title}"
        x = next((x for x in self._edges[1:] if x > _LABEL * MM), self._edges[1])
        rest = values[column][self._head_end(column, values[column]) :].lstrip()
        cells = [
            PlacedCell(0.0, x, text.lines(label, x), text.role, "center"),
            PlacedCell(x, self.width - x, text.lines(rest, self.width - x), text.role, "left"),
        ]
        return PlacedRow(cells, (0.0, x, self.width), max(len(cell.lines) for cell in cells), 0.0)

    def header_height(self) -> float:
        """Both tiers of the header."""
        return sum(self._tiers)

    def draw_header(self, text: GridText, rules: GridRules, top: float) -> None:
        """Column titles, those of a group under its spanned title."""
        upper, lower = self._tiers
        grouped = {place for first, last, _ in self._groups for place in range(first, last)}
        rules.row(
            top,
            self._edges
            if not self._groups
            else tuple(
                x
                for place, x in enumerate(self._edges)
                if place not in grouped
                or place - 1 not in grouped
                or place in {first for first, _, _ in self._groups}
            ),
        )
        groups = {first: (last, cell) for first, last, cell in self._groups}
        for place, cell in enumerate(self._header):
            if place in groups:
                last, group = groups[place]
                text.cell(group, top, upper, mark=self._title_mark(group, 0, columns=last - place))
                rules.line(self._edges[place], top - upper, self._edges[last], top - upper)
                for x in self._edges[place + 1 : last]:
                    rules.line(x, top - upper, x, top - upper - lower)
            if place in grouped:
                text.cell(cell, top - upper, lower, mark=self._title_mark(cell, 1))
            else:
                rows = 2 if groups else 1
                text.cell(cell, top, upper + lower, mark=self._title_mark(cell, 0, rows=rows))

    def _title_mark(self, cell: PlacedCell, tier: int, columns: int = 1, rows: int = 1) -> str:
        """The mark before a title; where the table goes on it is only said again."""
        if self._start > (0, 0):
            return ARTIFACT
        return self.embedder.structure.begin(self._tags.title(tier, columns, rows))

    def _set_header(self) -> None:
        text = self._texts[self._roles[1]]
        self._header = [self._title(text, c.title, place, place + 1) for place, c in enumerate(self._columns)]
        self._groups = []
        place = 0
        while place < len(self._columns):
            end = place + 1
            group = self._columns[place].group
            while group and end < len(self._columns) and self._columns[end].group == group:
                end += 1
            if group:
                self._groups.append((place, end, self._title(text, group, place, end)))
            place = end
        upper = max((self._height(cell) for _, _, cell in self._groups), default=0.0)
        inner = [self._header[place] for first, last, _ in self._groups for place in range(first, last)]
        lower = max(map(self._height, inner), default=0.0)
        self._tiers = (upper, max(lower, max(map(self._height, self._header)) - upper))

    def _title(self, text: CellText, title: str, first: int, last: int) -> PlacedCell:
        x, right = self._edges[first], self._edges[last]
        return PlacedCell(x, right - x, text.lines(title, right - x), text.role, "center")

    def _height(self, cell: PlacedCell) -> float:
        return self.row_height(PlacedRow([], (), 0, 0.0), len(cell.lines))


def _chosen(row: Sequence[str], places: Sequence[int]) -> list[str]:
    return [row[place] if place < len(row) else "" for place in places]


def _sum(texts: Sequence[str]) -> str:
    """The sum of figures as they are written: with their decimals and thousands; — where there are none."""
    figures = [text.replace(",", "").replace("－", "-").removesuffix("元").strip() for text in texts]
    found = [figure for figure in figures if _FIGURE.fullmatch(figure)]
    decimals = max((len(figure.partition(".")[2]) for figure in found), default=0)
    comma = "," if any("," in text for text in texts) else ""
    return (
        "—" if not found else f"{sum(map(Decimal, found), Decimal()):{comma}.{decimals}f}".replace("-", "－")
    )


def column_edges(widths: Sequence[tuple[float | None, float]], total: float) -> tuple[float, ...]:
    """Edges in pt of columns given as (mm or None, weight) that share `total` pt.

    When the fixed widths leave nothing for the others, or there are no others, all are scaled to fit.
    """
    fixed = sum(width for width, _ in widths if width is not None) * MM
    shares = sum(weight for width, weight in widths if width is None)
    least = 0.05 * total if shares else 0.0
    scale = (total - least) / fixed if fixed and (not shares or fixed > total - least) else 1.0
    unit = (total - fixed * scale) / shares if shares else 0.0
    edges = [0.0]
    for width, weight in widths:
        edges.append(edges[-1] + (width * MM * scale if width is not None else weight * unit))
    return (*edges[:-1], total)
