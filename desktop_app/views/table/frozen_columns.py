"""The first columns of a table laid over it, so that they stay in sight while the others scroll sideways."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QContextMenuEvent, QMouseEvent, QRegion
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView

from desktop_app.views.look.theme import Theme
from desktop_app.views.table.filter_head import FilterHead


class FrozenColumns(QTableView):
    """A second view of the same rows and the same choice over the columns left of ``count``.

    A press on its heads sorts the table; a double click and the menu are the table's own.
    """

    def __init__(self, theme: Theme, table: QTableView, head: FilterHead) -> None:
        super().__init__(table)
        self.setHorizontalHeader(FilterHead(theme, self))
        self._table, self._head = table, head
        self.count = 0
        self.setModel(table.model())
        self.setSelectionModel(table.selectionModel())
        self.setItemDelegate(table.itemDelegate())
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(table.selectionBehavior())
        self.setSelectionMode(table.selectionMode())
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(table.verticalScrollMode())
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(table.verticalHeader().defaultSectionSize())
        own = self.horizontalHeader()
        own.setHighlightSections(False)
        own.setDefaultAlignment(head.defaultAlignment())
        own.setMinimumSectionSize(head.minimumSectionSize())
        own.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        own.sectionClicked.connect(self._sort)
        table.verticalScrollBar().valueChanged.connect(self.verticalScrollBar().setValue)
        self.verticalScrollBar().valueChanged.connect(table.verticalScrollBar().setValue)
        table.horizontalScrollBar().rangeChanged.connect(lambda *_: self.lay_over())
        self.hide()

    def lay_over(self) -> None:
        """Stand over the columns as they are now."""
        table, head = self._table, self._head
        total = head.count()
        head.frozen = self.count if table.horizontalScrollBar().maximum() > 0 else 0
        if not head.frozen:
            self.hide()
            head.place_boxes()
            return
        wide = 0
        for at in range(total):
            self.setColumnHidden(at, at >= self.count)
            if at < self.count:
                self.setColumnWidth(at, table.columnWidth(at))
                wide += table.columnWidth(at)
        high = head.height()
        self.horizontalHeader().setFixedHeight(high)
        edge = table.frameWidth()
        self.setGeometry(edge, edge, wide, high + table.viewport().height())
        # The boxes of the heads lie beneath: they are seen through.
        whole = QRegion(0, 0, wide, self.height())
        self.setMask(whole - QRegion(QRect(0, head.head_height, wide, high - head.head_height)))
        self.verticalScrollBar().setValue(table.verticalScrollBar().value())
        self.show()
        self.raise_()
        head.place_boxes()

    def _sort(self, column: int) -> None:
        falls = self._head.sortIndicatorSection() == column and (
            self._head.sortIndicatorOrder() == Qt.SortOrder.AscendingOrder
        )
        order = Qt.SortOrder.DescendingOrder if falls else Qt.SortOrder.AscendingOrder
        self._head.setSortIndicator(column, order)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._table.mouseDoubleClickEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self._table.contextMenuEvent(event)
