"""The texts and rules of one page of a table, and the set cells and rows they are written from."""

from collections.abc import Sequence
from dataclasses import dataclass

from desktop_app.printing.type.cell_text import CellLine, side_room
from desktop_app.printing.type.faces import ASCENT
from desktop_app.printing.type.font_embedder import FontEmbedder, number
from desktop_app.printing.type.structure import ARTIFACT, END

THIN, THICK = 0.4, 0.8
"""Widths in pt of the rules between cells and around the table."""
PAD_Y = 2.6
"""Room in pt between a rule and the text above or below it."""


@dataclass(slots=True)
class PlacedCell:
    """A set cell: left edge and width in pt, its lines, how they stand."""

    x: float
    width: float
    lines: list[CellLine]
    role: str
    align: str
    top: bool = False


@dataclass(slots=True)
class PlacedRow:
    """A set row: its cells, the x of its vertical rules, its most lines, its least height (pt).

    ``joined`` are the widths (from, to) in which it goes on with the row above, without a rule between.
    """

    cells: Sequence[PlacedCell]
    edges: tuple[float, ...]
    lines: int
    least: float
    joined: tuple[tuple[float, float], ...] = ()
    filled: bytes = b""  # of a plain row, whether each cell has any words

    @property
    def is_title(self) -> bool:
        """Whether the row is one label over the whole width: it names the rows that follow."""
        return len(self.cells) == 1 and len(self.edges) == 2 and self.cells[0].role == "hei"


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
        self,
        cell: PlacedCell,
        top: float,
        height: float,
        first: int = 0,
        last: int | None = None,
        mark: str = ARTIFACT,
    ) -> None:
        """Write lines first..last of a cell whose row begins at `top` and is `height` pt high.

        They stand between `mark` and its end; without one, within what is marked already.
        """
        lines = cell.lines if first == 0 and last is None else cell.lines[first:last]
        spare = 0.0 if cell.top else (height - 2 * PAD_Y - len(lines) * self._leading) / 2
        y = top - PAD_Y - max(spare, 0.0) - self._drop
        if mark:
            self._out.append(mark)
        for text, width, indent in lines:
            if text:
                self._line(self._start(cell, width, indent), y, text, cell.role)
            y -= self._leading
        if mark:
            self._out.append(END)

    def mark(self, operator: str) -> None:
        """Begin or end what is one to those who have it read out."""
        self._out.append(operator)

    def _start(self, cell: PlacedCell, width: float, indent: float) -> float:
        """Where a line begins in its cell; one that is too wide begins at the left."""
        if cell.align == "left":
            return cell.x + self._side + indent
        room = max(cell.width - 2 * self._side - width, 0.0)
        if cell.align == "center":
            return cell.x + self._side + (room - max(indent, 0.0)) / 2 + indent
        if cell.align == "right":
            return cell.x + self._side + room + min(indent, 0.0)
        return cell.x + self._side + indent

    def _line(self, x: float, y: float, text: Sequence[str], role: str) -> None:
        out = self._out
        out.append(f"1 0 0 1 {x:.2f} {y:.2f} Tm")
        for resource, operator in self._embedder.codes(role, text).line(text):
            if resource != self._font:
                out.append(f"/{resource} {number(self._size)} Tf")
                self._font = resource
            out.append(operator)

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
