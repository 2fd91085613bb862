"""What an eye would find wrong with a table: cells cut while there is room, or with no way to the whole."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QTableView

from desktop_app.views.parts.tips import CellTips, HeadTips

# So many letters of what is cut are still read.
_LETTERS = 3
# A table measures its columns by so many rows.
_SAMPLED = 128


def cut_cells(view: QTableView) -> Iterator[tuple[str, str]]:
    """Headings, and cells of the rows in sight, that end in … while there is room beside them."""
    letters = view.itemDelegate()
    if not isinstance(letters, CellTips) or view.model() is None or not view.model().rowCount():
        return
    shown = _rows_in_sight(view)
    columns = [at for at in range(view.model().columnCount()) if not view.isColumnHidden(at)]
    free = view.viewport().width() - sum(view.columnWidth(at) for at in columns)
    cut: list[QModelIndex] = []
    heads: list[str] = []
    for column in columns:
        cells = [view.model().index(row, column) for row in range(min(view.model().rowCount(), _SAMPLED))]
        wanted = [letters.cell_width(cell) for cell in cells]
        width = view.columnWidth(column)
        cut += [
            cell for cell, wide in zip(cells, wanted, strict=True) if wide > width + 1 and cell.row() in shown
        ]
        above = head_width(view, column)
        if above > width + 1:
            heads.append(str(view.model().headerData(column, Qt.Orientation.Horizontal)))
        free += max(0, width - max([*wanted, above]))
        if width < _readable(view) and any(one.column() == column for one in cut):
            crushed = next(str(one.data()) for one in cut if one.column() == column)
            yield "crushed", f"“{crushed[:12]}” in {width} px"
    if (cut or heads) and free > 2 * view.font().pointSizeF():  # less is a rounding and helps no cell
        words = "、".join([*heads, *(str(one.data())[:12] for one in cut[:3])])
        yield "elided", f"{len(cut) + len(heads)} cells ({words}) with {free} px free"


def _readable(view: QTableView) -> int:
    """The px of a column in which what is cut can still be told apart: a name, or so many letters."""
    return QFontMetrics(view.font()).horizontalAdvance("国" * _LETTERS) + 2 * round(view.font().pointSizeF())


def cut_heads(view: QTableView) -> Iterator[tuple[str, str]]:
    """Headings that end in … with no tip to tell the whole."""
    model, across = view.model(), Qt.Orientation.Horizontal
    if view.horizontalHeader().isHidden() or model is None or view.findChild(HeadTips) is not None:
        return
    for column in range(model.columnCount()):
        width = view.columnWidth(column)
        if not view.isColumnHidden(column) and head_width(view, column) > width + 1:
            yield "cut", f"heading {model.headerData(column, across)} in {width} px"


def head_width(view: QTableView, column: int) -> int:
    """How wide a column is under a heading that stands whole."""
    head = view.horizontalHeader()
    if head.isHidden():
        return 0
    letters = head.font()
    letters.setBold(True)
    words = str(view.model().headerData(column, Qt.Orientation.Horizontal) or "")
    # The style sheet leaves as many px at each side as its letters have points.
    return QFontMetrics(letters).horizontalAdvance(words) + 2 * round(letters.pointSizeF())


def _rows_in_sight(view: QTableView) -> range:
    last = view.rowAt(view.viewport().height() - 1)
    return range(max(0, view.rowAt(0)), view.model().rowCount() if last < 0 else last + 1)
