"""Ruled sheets: a ledger of many rows with its header on every page, set without a flowable per cell."""

from collections.abc import Sequence
from dataclasses import dataclass

from desktop_app.printing.type.cell_text import CellText
from desktop_app.printing.type.grid import CharacterGrid, GridRules, GridText, PlacedCell, PlacedRow
from desktop_app.printing.type.page import MM


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
    `size` and `leading` are in pt, `row_height` is the least height of a row in mm (9 for signing by hand).
    `below` mm are kept free under the last row: what is signed there never stands on a page alone.
    """

    def __init__(
        self,
        columns: Sequence[Column],
        rows: Sequence[Sequence[str]],
        *,
        totals: Sequence[str] | None = None,
        size: float = 9.0,
        leading: float | None = None,
        row_height: float = 0.0,
        role: str = "song",
        header_role: str = "hei",
        below: float = 0.0,
    ) -> None:
        super().__init__(size, leading)
        self.below = below * MM
        self._columns = columns
        self._data = rows
        self._totals = totals
        self._least = row_height * MM
        self._roles = (role, header_role)
        self._texts: dict[str, CellText] = {}
        self._edges: tuple[float, ...] = ()
        self._header: list[PlacedCell] = []
        self._groups: list[tuple[int, int, PlacedCell]] = []
        self._tiers = (0.0, 0.0)

    def row_count(self) -> int:
        """Rows and the row of totals."""
        return len(self._data) + (self._totals is not None)

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
        self._edges = column_edges([(c.width, c.weight) for c in self._columns], width)
        self._set_header()

    def set_row(self, place: int) -> PlacedRow:
        """Set one row or the totals."""
        totals = place == len(self._data) and self._totals is not None
        values = self._totals if totals and self._totals is not None else self._data[place]
        text = self._texts[self._roles[1 if totals else 0]]
        cells = []
        most = 1
        for column, value, x, right in zip(self._columns, values, self._edges, self._edges[1:], strict=False):
            if value:
                lines = text.lines(value, right - x)
                if len(lines) > most:
                    most = len(lines)
                cells.append(PlacedCell(x, right - x, lines, text.role, column.align))
        joined = () if totals else self._joined(place)
        spans = tuple((self._edges[at], self._edges[at + 1]) for at in joined)
        return PlacedRow(cells, self._edges, most, self._least, spans)

    def _joined(self, place: int) -> list[int]:
        """The columns in which a row goes on with the row above it."""
        if not place or place >= len(self._data):
            return []
        row = self._data[place]
        return [at for at, column in enumerate(self._columns) if column.joined and not row[at]]

    def carried(self, place: int) -> list[PlacedCell]:
        """The cells a row goes on with, said again at the head of a page."""
        text, out = self._texts[self._roles[0]], []
        for at in self._joined(place):
            words = next((row[at] for row in reversed(self._data[:place]) if row[at]), "")
            x, right = self._edges[at], self._edges[at + 1]
            lines = text.lines(words.split("\n")[0], right - x)[:1]
            out.append(PlacedCell(x, right - x, lines, text.role, self._columns[at].align))
        return out

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
        for first, last, cell in self._groups:
            text.cell(cell, top, upper)
            rules.line(self._edges[first], top - upper, self._edges[last], top - upper)
            for x in self._edges[first + 1 : last]:
                rules.line(x, top - upper, x, top - upper - lower)
        for place, cell in enumerate(self._header):
            if place in grouped:
                text.cell(cell, top - upper, lower)
            else:
                text.cell(cell, top, upper + lower)

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
