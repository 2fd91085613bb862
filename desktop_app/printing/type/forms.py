"""Ruled forms: rows of labels and values with spans, as on the printed heads of 会议记录 and 交接单."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from desktop_app.printing.type.cell_text import CellText
from desktop_app.printing.type.grid import CharacterGrid
from desktop_app.printing.type.grid_text import PlacedCell, PlacedRow
from desktop_app.printing.type.page import MM
from desktop_app.printing.type.ruled import column_edges
from desktop_app.printing.type.table_tags import COLUMN, ROW


@dataclass(frozen=True)
class Cell:
    """A cell of a form: plain text over `span` columns; `role` a face, `align` left, center or right.

    `indent` characters begin each paragraph; `top` sets the text at the top instead of the middle.
    """

    text: str
    span: int = 1
    role: str = "song"
    align: str = "left"
    indent: float = 0.0
    top: bool = False

    @property
    def is_label(self) -> bool:
        """Whether it names what stands beside it."""
        return self.role == "hei" and self.align == "center"


def label(text: str, span: int = 1) -> Cell:
    """A cell that names what stands beside it: 黑体, centred."""
    return Cell(text, span, role="hei", align="center")


def paired(pairs: Sequence[tuple[str, str]]) -> list[list[Cell]]:
    """Rows of two labels with their words; the last words run over the whole row where they are alone."""
    rows = [
        [cell for title, text in pairs[at : at + 2] for cell in (label(title), Cell(text))]
        for at in range(0, len(pairs), 2)
    ]
    if len(pairs) % 2:
        rows[-1][1] = Cell(pairs[-1][1], 3)
    return rows


def ticked(options: Sequence[str], chosen: Collection[str | None], a_line: int = 9) -> str:
    """The choices, those chosen with ☑ and the others with ☐ for the pen; ``a_line`` of them on a line."""
    marked = [f"{'☑' if one in chosen else '☐'} {one}" for one in options]
    return "\n".join("　".join(marked[at : at + a_line]) for at in range(0, len(marked), a_line))


class RuledForm(CharacterGrid):
    """A form: `rows` of cells whose spans add up to the number of `columns`, given as weights.

    `heights` holds the least height of each row in mm (one number for all, or one per row). Sizes in pt.
    A row higher than the page is cut by lines like those of a ledger. Raises ValueError when the spans
    of a row do not fill the columns.
    """

    def __init__(
        self,
        columns: Sequence[float],
        rows: Sequence[Sequence[Cell]],
        *,
        size: float = 10.5,
        leading: float | None = None,
        heights: float | Sequence[float] = 8.0,
    ) -> None:
        super().__init__(size, leading or size * 1.5)
        for place, row in enumerate(rows, 1):
            if sum(cell.span for cell in row) != len(columns):
                raise ValueError(f"row {place}: spans do not add up to {len(columns)}")
        self._columns = columns
        self._cells = rows
        self._least = [heights] * len(rows) if isinstance(heights, int | float) else list(heights)
        self._texts: dict[str, CellText] = {}
        self._edges: tuple[float, ...] = ()

    @property
    def rows(self) -> Sequence[Sequence[Cell]]:
        """The cells of each row."""
        return self._cells

    def relabel(self, change: Callable[[str], str]) -> None:
        """Call what its labels name as `change` tells it, before anything is set."""
        self._cells = [
            [replace(cell, text=change(cell.text)) if cell.is_label else cell for cell in row]
            for row in self._cells
        ]

    def row_count(self) -> int:
        """Rows of the form."""
        return len(self._cells)

    def shrink_rows(self, share: float) -> None:
        """The least heights of all rows."""
        self._least = [height * share for height in self._least]

    def prepare(self, width: float) -> None:
        """Share `width` pt among the columns by their weights."""
        if width == self.width:
            return
        super().prepare(width)
        self._rows.clear()
        fonts = self.embedder.fonts
        roles = {cell.role for row in self._cells for cell in row}
        self._texts = {role: CellText(fonts.typeface(role), self.size, self.embedder.names) for role in roles}
        self._edges = column_edges([(None, weight) for weight in self._columns], width)

    def column_edges(self) -> Sequence[float]:
        """The rules between the columns."""
        return self._edges

    def heads(self, row: PlacedRow) -> Mapping[float, str]:
        """Labels head their row; in a row of nothing but labels each heads its column."""
        titles = [cell.x for cell in row.cells if cell.role == "hei"]
        return dict.fromkeys(titles, COLUMN if len(titles) == len(row.cells) else ROW)

    def set_row(self, place: int) -> PlacedRow:
        """Set the cells of one row."""
        cells, edges, column = [], [0.0], 0
        for cell in self._cells[place]:
            x, right = self._edges[column], self._edges[column + cell.span]
            column += cell.span
            edges.append(right)
            lines = self._texts[cell.role].lines(cell.text, right - x, cell.indent * self.size)
            cells.append(PlacedCell(x, right - x, lines, cell.role, cell.align, cell.top))
        most = max(len(cell.lines) for cell in cells)
        return PlacedRow(cells, tuple(edges), most, self._least[place] * MM)
