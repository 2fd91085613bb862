"""Tips that stay on the screen: long words are broken into lines, which Qt does not do in time."""

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QFontMetrics, QHelpEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolTip,
)

# Characters of a line, and of one where there would be more than a few of them.
# No low screen has room for more than the most.
_LINE, _WIDE_LINE = 36, 48
_FEW_LINES, _MOST_LINES = 12, 18
_NEVER_FIRST = "，。、；：？！）》”’…"


def folded(words: str) -> str:
    """``words`` in lines a tip has room for; what is longer than a screen ends in …."""
    lines = _lines(words, _LINE)
    if len(lines) > _FEW_LINES:
        lines = _lines(words, _WIDE_LINE)
    if len(lines) > _MOST_LINES:
        lines = [*lines[: _MOST_LINES - 1], f"{lines[_MOST_LINES - 1][: _WIDE_LINE - 1]}…"]
    return "\n".join(lines)


def _lines(words: str, most: int) -> list[str]:
    found = []
    for line in words.split("\n"):
        start = 0
        while len(line) - start > most:
            end = start + most
            while end < len(line) and line[end] in _NEVER_FIRST:
                end += 1
            found.append(line[start:end])
            start = end
        if start < len(line) or not line:
            found.append(line[start:])
    return found


class TipDelegate(QStyledItemDelegate):
    """A delegate that tells what its model says of a row in lines."""

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        if event.type() != QEvent.Type.ToolTip:
            return super().helpEvent(event, view, option, index)
        QToolTip.showText(event.globalPos(), folded(str(index.data(Qt.ItemDataRole.ToolTipRole) or "")), view)
        return True


class CellTips(TipDelegate):
    """A delegate of a table whose cells end in … where they have no room: the tip tells the whole."""

    def cell_width(self, index: QModelIndex | QPersistentModelIndex) -> int:
        """How wide the cell is in which what it says stands whole, in px."""
        raise NotImplementedError

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        """The whole text of a cell that is cut; what a model says besides its text, always."""
        words, tip = str(index.data() or ""), str(index.data(Qt.ItemDataRole.ToolTipRole) or "")
        if event.type() != QEvent.Type.ToolTip or tip not in ("", words) or not isinstance(view, QTableView):
            return super().helpEvent(event, view, option, index)
        is_cut = self.cell_width(index) > view.columnWidth(index.column())
        QToolTip.showText(event.globalPos(), folded(words) if is_cut else "", view)
        return True


class HeadTips(QObject):
    """Tells the whole of a heading that is cut, and what the model says of a column besides its name."""

    def __init__(self, view: QTableView, margin: int) -> None:
        """``margin`` are the px the style leaves at each side of a heading."""
        super().__init__(view)
        self._view, self._margin = view, margin
        view.horizontalHeader().viewport().installEventFilter(self)

    def head_width(self, column: int) -> int:
        """How wide a column is under a heading that stands whole, in px."""
        letters = self._head().font()
        letters.setBold(True)
        return QFontMetrics(letters).horizontalAdvance(self._says(column)) + 2 * self._margin

    def _head(self) -> QHeaderView:
        return self._view.horizontalHeader()

    def _says(self, column: int, role: int = Qt.ItemDataRole.DisplayRole) -> str:
        return str(self._view.model().headerData(column, Qt.Orientation.Horizontal, role) or "")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.ToolTip or not isinstance(event, QHelpEvent):
            return super().eventFilter(watched, event)
        column = self._head().logicalIndexAt(event.pos())
        if column >= 0:
            is_cut = self.head_width(column) > self._head().sectionSize(column)
            tip = self._says(column, Qt.ItemDataRole.ToolTipRole)
            words = [self._says(column) if is_cut else "", tip]
            QToolTip.showText(event.globalPos(), folded("\n".join(filter(None, words))), self._head())
        return True
