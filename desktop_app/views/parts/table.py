"""The table of records: calm rows, pills, right-hand numbers, and Ctrl+C into a spreadsheet."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QKeyEvent, QKeySequence, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from desktop_app.views.look.theme import Theme
from desktop_app.views.parts.clipboard import table_mime
from desktop_app.views.parts.status import paint_pill, pill_size

TONE_ROLE = int(Qt.ItemDataRole.UserRole) + 40
"""A model answers this role with a tone name (done, due, …) where a cell is drawn as a pill."""

MOST_COPIED_ROWS = 20_000
_CELL_MARGIN = 12


class RowDelegate(QStyledItemDelegate):
    """Paints a cell: ground, hair line, text cut with …, or a pill; no style sheet, so it stays cheap."""

    def __init__(self, theme: Theme, view: "TableView") -> None:
        super().__init__(view)
        self._theme, self._view = theme, view
        colours = theme.colours
        self._line, self._text = QPen(QColor(colours.line)), QPen(QColor(colours.text))
        self._hover, self._chosen = QColor(colours.hover), QColor(colours.accent_soft)
        self._accent, self._focus = QColor(colours.accent), QColor(colours.focus)
        self._margin = theme.unit(_CELL_MARGIN)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        area: QRect = option.rect  # type: ignore[attr-defined]
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        if chosen:
            painter.fillRect(area, self._chosen)
            if self._view.visualColumn(index.column()) == 0:
                painter.fillRect(
                    QRect(area.left(), area.top(), self._theme.unit(3), area.height()), self._accent
                )
        elif index.row() == self._view.hovered_row:
            painter.fillRect(area, self._hover)
        painter.setPen(self._line)
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        text = index.data(Qt.ItemDataRole.DisplayRole)
        if text in (None, ""):
            return
        room = area.adjusted(self._margin, 0, -self._margin, -1)
        tone = index.data(TONE_ROLE)
        if tone:
            size = pill_size(self._theme, str(text))
            top = area.top() + (area.height() - 1 - size.height()) / 2
            spot = QRectF(room.left(), top, min(size.width(), room.width()), size.height())
            paint_pill(painter, self._theme, spot, str(text), str(tone))
            return
        painter.setPen(self._text)
        align = index.data(Qt.ItemDataRole.TextAlignmentRole)
        flags = (
            int(align)
            if align is not None
            else int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        )
        shown = painter.fontMetrics().elidedText(
            str(text).replace("\n", " "), Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(room, flags | int(Qt.TextFlag.TextSingleLine), shown)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        return QSize(self._theme.text_width(text) + 2 * self._margin, self._theme.click_height)


class TableView(QTableView):
    """A table of whole rows; ``opened`` tells the row a double click or Enter was made on."""

    opened = Signal(QModelIndex)
    copied = Signal(int, bool)
    """Rows copied, and whether the selection was longer than may be copied."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.hovered_row = -1
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setAlternatingRowColors(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setItemDelegate(RowDelegate(theme, self))
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setMinimumSectionSize(theme.click_height)
        rows.setDefaultSectionSize(theme.click_height)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setMinimumSectionSize(theme.unit(56))
        head.setFixedHeight(theme.unit(40))
        head.setStretchLastSection(True)
        head.setSectionsMovable(True)

    def visualColumn(self, column: int) -> int:
        """Place of a column on the screen, 0 at the left."""
        return self.horizontalHeader().visualIndex(column)

    def selected_rows(self) -> list[int]:
        """Numbers of the chosen rows from top to bottom."""
        return sorted(index.row() for index in self.selectionModel().selectedRows())

    def copy_selection(self) -> None:
        """Put the chosen rows, visible columns in their order on the screen, on the clipboard."""
        if self.model() is None or not self.selectionModel().hasSelection():
            return
        rows: list[int] = []
        for part in self.selectionModel().selection().toList():
            rows += range(part.top(), min(part.bottom(), part.top() + MOST_COPIED_ROWS) + 1)
        cut = len(rows) > MOST_COPIED_ROWS
        rows = sorted(set(rows))[:MOST_COPIED_ROWS]
        head = self.horizontalHeader()
        columns = [head.logicalIndex(at) for at in range(head.count())]
        columns = [column for column in columns if not self.isColumnHidden(column)]
        model = self.model()
        cells = [[str(model.index(row, column).data() or "") for column in columns] for row in rows]
        QGuiApplication.clipboard().setMimeData(table_mime(cells))
        self.copied.emit(len(rows), cut)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_selection()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and event.button() == Qt.MouseButton.LeftButton:
            self.opened.emit(index)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._hover(self.rowAt(int(event.position().y())))

    def leaveEvent(self, event: object) -> None:
        self._hover(-1)

    def _hover(self, row: int) -> None:
        if row == self.hovered_row:
            return
        before, self.hovered_row = self.hovered_row, row
        for changed in (before, row):
            if changed >= 0:
                top = self.rowViewportPosition(changed)
                self.viewport().update(0, top, self.viewport().width(), self._theme.click_height)
