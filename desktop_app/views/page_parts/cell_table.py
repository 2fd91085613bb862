"""A close-set table of cells chosen one by one: rows over the months of a year, the first column fixed."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFont,
    QFontMetrics,
    QGuiApplication,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyle,
    QStyleOptionViewItem,
    QTableView,
)

from desktop_app.views.look.theme import Theme
from desktop_app.views.page_parts.frozen_column import FrozenColumn
from desktop_app.views.parts.clipboard import table_mime
from desktop_app.views.parts.row_menu import CHOOSE, RowVerb, row_menu, spot_of
from desktop_app.views.parts.status import paint_pill, pill_size
from desktop_app.views.parts.table import TONE_ROLE
from desktop_app.views.parts.tips import CellTips, HeadTips

Index = QModelIndex | QPersistentModelIndex
FAINT_ROLE = int(Qt.ItemDataRole.UserRole) + 41
BOLD_ROLE = int(Qt.ItemDataRole.UserRole) + 42
TIGHT_ROLE = int(Qt.ItemDataRole.UserRole) + 43
"""Models answer these roles with whether a cell is quiet, a sum, a long number in a narrow column."""


class CellDelegate(CellTips):
    """Paints a cell of the grid close-set: a chosen one is framed, a state stands as a pill."""

    def __init__(self, theme: Theme, view: QTableView) -> None:
        super().__init__(view)
        self._theme = theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, colours = self._theme, self._theme.colours
        area: QRect = option.rect  # type: ignore[attr-defined]
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        bold = bool(index.data(BOLD_ROLE))
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, QColor(colours.choice))
        elif bold:
            painter.fillRect(area, QColor(colours.band))
        painter.setPen(QPen(QColor(colours.line)))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        painter.drawLine(area.topRight(), area.bottomRight())
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(colours.focus), 2))
            painter.drawRect(area.adjusted(1, 1, -2, -2))
        text = index.data(Qt.ItemDataRole.DisplayRole)
        if not text:
            return
        tone = index.data(TONE_ROLE)
        if tone:
            size = pill_size(theme, text)
            width = min(size.width(), area.width() - theme.unit(4))
            spot = QRectF(0, 0, width, size.height())
            spot.moveCenter(QRectF(area).center())
            paint_pill(painter, theme, spot, text, tone)
            return
        font, side = self._letters(index)
        painter.setFont(font)
        painter.setPen(QColor(colours.text_faint if index.data(FAINT_ROLE) else colours.text))
        room = area.adjusted(side, 0, -side, 0)
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, index.data(Qt.ItemDataRole.TextAlignmentRole), shown)

    def cell_width(self, index: Index) -> int:
        text = str(index.data() or "")
        if index.data(TONE_ROLE):
            return math.ceil(pill_size(self._theme, text).width()) + self._theme.unit(4)
        font, side = self._letters(index)
        return QFontMetrics(font).horizontalAdvance(text) + 2 * side

    def _letters(self, index: Index) -> tuple[QFont, int]:
        """The font of a cell and the px at its sides."""
        bold = bool(index.data(BOLD_ROLE))
        # Sums are the longest numbers and may stand in the narrowest columns.
        tight = bold and bool(index.data(TIGHT_ROLE))
        font = self._theme.font(-2 if tight else -1 if index.column() else 0, bold=bold)
        return font, self._theme.unit(2 if tight else 4)


class CellModel(QAbstractTableModel):
    """The model of such a table: it knows what stands at an index."""

    def spot(self, index: Index) -> object:
        """What stands at an index."""
        raise NotImplementedError


class CellTable(QTableView):
    """Cells to choose, one or many; ``asked`` tells that a spot was opened, ``chosen`` that others are.

    ``widths`` are units of every column; those of ``sharing`` share what room is left.
    """

    asked = Signal(object)
    chosen = Signal()

    def __init__(
        self, theme: Theme, grid: CellModel, name: str, widths: Sequence[int], sharing: range
    ) -> None:
        super().__init__()
        self._theme, self._widths, self._sharing = theme, tuple(widths), sharing
        self.verbs: Callable[[], Sequence[RowVerb]] = tuple
        """What the buttons of the page do with the chosen cells, for the menu."""
        self.setModel(grid)
        self.setItemDelegate(CellDelegate(theme, self))
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(theme.unit(32))
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setMinimumSectionSize(theme.unit(48))
        head.setFixedHeight(theme.unit(38))
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setSectionsClickable(True)
        self.selectionModel().selectionChanged.connect(lambda *_: self.chosen.emit())
        HeadTips(self, theme.unit(12))
        self.names = FrozenColumn(self)

    def _spot(self, index: Index) -> object:
        grid = self.model()
        assert isinstance(grid, CellModel)
        return grid.spot(index)

    def row_verbs(self) -> list[RowVerb]:
        """What the menu of the chosen cells offers."""
        current = self.currentIndex()
        return [
            RowVerb(
                "打开", lambda: self.asked.emit(self._spot(current)), "" if current.isValid() else CHOOSE
            ),
            *self.verbs(),
            RowVerb(),
            RowVerb("复制整表", self.copy_all),
        ]

    def copy_all(self) -> None:
        """Put the heads and all rows on the clipboard."""
        grid, across = self.model(), Qt.Orientation.Horizontal
        columns = [one for one in range(grid.columnCount()) if not self.isColumnHidden(one)]
        cells = [[str(grid.headerData(one, across) or "") for one in columns]]
        cells += [
            [str(grid.index(row, one).data() or "") for one in columns] for row in range(grid.rowCount())
        ]
        QGuiApplication.clipboard().setMimeData(table_mime(cells))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self.model().rowCount():
            row_menu(self, self.row_verbs()).popup(spot_of(self, event))

    def go_to(self, index: QModelIndex) -> None:
        """Choose a cell and bring it into sight."""
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.share_room()

    def share_room(self) -> None:
        """Give the columns that share what room there is; a column out of sight takes none."""
        widths = {
            column: self._theme.unit(width)
            for column, width in enumerate(self._widths)
            if not self.isColumnHidden(column)
        }
        sharing = [column for column in self._sharing if column in widths]
        spare = max(0, (self.viewport().width() - sum(widths.values())) // max(1, len(sharing)))
        for column, width in widths.items():
            self.setColumnWidth(column, width + (spare if column in sharing else 0))
        self.names.lay_over()

    def scrollTo(
        self, index: Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        """Into sight, and not under the names that stay in place."""
        if not index.isValid():
            return
        if index.column() == 0 and self.names.covered():
            # The name is in sight anyhow: only its row is looked for.
            index = self.model().index(index.row(), self.columnAt(self.names.covered()))
        super().scrollTo(index, hint)
        hidden = self.names.covered() - self.visualRect(index).left()
        if hidden > 0:
            bar = self.horizontalScrollBar()
            bar.setValue(bar.value() - hidden)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.asked.emit(self._spot(self.currentIndex()))
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid():
            self.asked.emit(self._spot(index))
