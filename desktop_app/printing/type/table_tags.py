"""The rows and cells of a table as they are read out: spans, what heads what, what goes on over the page."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from desktop_app.printing.type.structure import Element, Structure

ROW, COLUMN = "Row", "Column"
"""What the title in a cell heads."""
_ONE = b"\1"


def table_cell(heads: str = "", columns: int = 1, rows: int = 1) -> Element:
    """A cell over so many columns and rows; one that `heads` a row or a column is a title."""
    attributes = f"/Scope/{heads}" if heads else ""
    attributes += f"/ColSpan {columns}" if columns > 1 else ""
    attributes += f"/RowSpan {rows}" if rows > 1 else ""
    return Element("TH" if heads else "TD", f"/A<</O/Table{attributes}>>" if attributes else "")


class TableTags:
    """The tags of one table; its parts on several pages share them."""

    def __init__(self) -> None:
        self.table = Element("Table")
        self._heads: list[Element] = []
        self._cut: dict[int, Mapping[float, Element]] = {}
        self._above: dict[float, tuple[Element, int]] = {}

    def title(self, tier: int, columns: int = 1, rows: int = 1) -> Element:
        """The next title of a column in one of the rows at the head."""
        while len(self._heads) <= tier:
            self._heads.append(self.table.add(Element("TR")))
        return self._heads[tier].add(table_cell(COLUMN, columns, rows))

    def row(
        self,
        columns: Sequence[float],
        edges: Sequence[float],
        heads: Mapping[float, str],
        joined: Sequence[tuple[float, float]] = (),
    ) -> Mapping[float, Element]:
        """A row with `edges` among those of all `columns`: its cells by their left edge (pt).

        `heads` tells of those that are titles what they head. Where the row is `joined` to the one above, the
        cell above goes on.
        """
        places = {edge: place for place, edge in enumerate(columns)}
        going_on = {left for left, _ in joined}
        made, row = dict[float, Element](), self.table.add(Element("TR"))
        for left, right in pairwise(edges):
            above = self._above.get(left)
            if left in going_on and above is not None:
                cell, rows = above[0], above[1] + 1
                cell.entries = table_cell(rows=rows).entries
            else:
                rows = 1
                cell = row.add(table_cell(heads.get(left, ""), places[right] - places[left]))
            self._above[left] = (cell, rows)
            made[left] = cell
        return made

    def begin_page(self) -> None:
        """No cell of the page before goes on."""
        self._above.clear()

    def cut(self, place: int, cells: Mapping[float, Element]) -> None:
        """The row at `place` goes on, on the next page."""
        self._cut[place] = cells

    def rest(self, place: int) -> Mapping[float, Element] | None:
        """The cells of a row that begins on the page before."""
        return self._cut.pop(place, None)

    def plain(self, structure: Structure, filled: bytes) -> int:
        """A row of plain cells; gives the number on the page of the content of the first that is `filled`."""
        return structure.row(self.table, filled)

    def whole(self, structure: Structure, columns: int) -> str:
        """A row read out as one cell over all `columns`; gives the mark before its content."""
        return f"/TD<</MCID {structure.row(self.table, _ONE, columns)}>>BDC"
