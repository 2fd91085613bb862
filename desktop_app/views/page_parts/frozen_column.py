"""The first column of a table laid over it, so that it stays in sight while the others scroll sideways."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView


class FrozenColumn(QTableView):
    """A second view of the same rows and the same choice, as Qt's frozen column example has it.

    Shown only while there is something to scroll; a double click on it is the table's own.
    """

    def __init__(self, table: QTableView) -> None:
        super().__init__(table)
        self._table = table
        self.setModel(table.model())
        self.setSelectionModel(table.selectionModel())
        self.setItemDelegate(table.itemDelegate())
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
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
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setFixedHeight(table.horizontalHeader().height())
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        for column in range(1, table.model().columnCount()):
            self.setColumnHidden(column, True)
        table.verticalScrollBar().valueChanged.connect(self.verticalScrollBar().setValue)
        self.verticalScrollBar().valueChanged.connect(table.verticalScrollBar().setValue)
        table.horizontalScrollBar().rangeChanged.connect(lambda *_: self.lay_over())
        self.hide()

    def lay_over(self) -> None:
        """Stand over the first column as it is now."""
        table = self._table
        width, high = table.columnWidth(0), table.horizontalHeader().height()
        self.setColumnWidth(0, width)
        self.setGeometry(table.frameWidth(), table.frameWidth(), width, high + table.viewport().height())
        self.setVisible(table.horizontalScrollBar().maximum() > 0)

    def covered(self) -> int:
        """The px at the left of the table that are hidden under it."""
        return 0 if self.isHidden() else self.width()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._table.mouseDoubleClickEvent(event)
