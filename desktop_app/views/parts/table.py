"""The table of records: calm rows, pills, right-hand numbers, and Ctrl+C into a spreadsheet."""

import math
from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import (
    QAbstractItemModel,
    QKeyCombination,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
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
    QWidget,
)

from desktop_app.views.look.theme import Theme
from desktop_app.views.parts.clipboard import table_mime
from desktop_app.views.parts.column_room import Wish, shared
from desktop_app.views.parts.row_menu import CHOOSE, RowVerb, row_menu, spot_of
from desktop_app.views.parts.status import paint_pill, pill_size
from desktop_app.views.parts.tips import CellTips, HeadTips

TONE_ROLE = int(Qt.ItemDataRole.UserRole) + 40
"""A model answers this role with a tone name (done, due, …) where a cell is drawn as a pill."""

MOST_COPIED_ROWS = 20_000
# As in other programs with tables: copy alone is for pasting below heads that stand there already.
_COPY_WITH_HEADS = QKeyCombination(
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier, Qt.Key.Key_C
)
_SINGLE = QAbstractItemView.SelectionMode.SingleSelection
_CELL_MARGIN = 12
# The mark of a sorted column stands in the margin, but for this much.
_SORT_MARK = 3
# Widths of letters are told in whole px.
_ROUNDING = 2
# Columns are measured by so many rows, and squeezed to so many characters before a table scrolls sideways.
_SAMPLED_ROWS = 128
_LEAST_CHARACTERS = 5


def cell_width(theme: Theme, words: str, is_pill: bool = False) -> int:
    """How wide a cell is in which ``words`` stand whole."""
    text = words.replace("\n", " ")
    wide = pill_size(theme, text).width() if is_pill else theme.text_width(text)
    return math.ceil(wide) + 2 * theme.unit(_CELL_MARGIN) + _ROUNDING


class RowDelegate(CellTips):
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

    def cell_width(self, index: QModelIndex | QPersistentModelIndex) -> int:
        return cell_width(self._theme, str(index.data() or ""), bool(index.data(TONE_ROLE)))

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        return QSize(self._theme.text_width(text) + 2 * self._margin, self._theme.click_height)


class TableView(QTableView):
    """A table of whole rows; ``opened`` tells the row a double click or Enter was made on.

    With ``shares_room`` the columns are as wide as what stands in them asks for, and those a hand set stay.
    """

    opened = Signal(QModelIndex)
    laid_out = Signal()
    """The columns have other widths, or stand in another order."""
    copied = Signal(int, bool)
    """Rows copied, and whether the selection was longer than may be copied."""

    def __init__(self, theme: Theme, parent: QWidget | None = None, *, shares_room: bool = False) -> None:
        super().__init__(parent)
        self._theme = theme
        self.hovered_row = -1
        self.hand_widths: dict[int, int] = {}
        """Columns that a hand made so wide, in px."""
        self.rest_shares: tuple[float, ...] = ()
        """How what is left over is given to the columns; to the widest where nothing is said."""
        self._shares_room, self._fitted = shares_room, 0
        self.spared: tuple[int, ...] = ()
        """Columns put away, the first first, where there is no room for all."""
        self.verbs: Callable[[], Sequence[RowVerb]] = tuple
        """What the page does with the chosen rows, for the menu."""
        self.opens: Callable[[], bool] = lambda: True
        """Whether the menu has 打开: not where one of ``verbs`` is that, nor where nothing is opened."""
        self.ends: Callable[[], Sequence[RowVerb]] = tuple
        """What can be done with the list as a whole, after what is done with its rows."""
        self.delete: Callable[[], object] | None = None
        """What the Delete key does with them."""
        again = partial(QTimer.singleShot, 0, self, self._fit_beside_bar)
        self.verticalScrollBar().rangeChanged.connect(lambda *_range: again())
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
        made = self.make_head(theme)
        if made is not None:
            self.setHorizontalHeader(made)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setMinimumSectionSize(theme.unit(56))
        head.setFixedHeight(theme.unit(40))
        head.setStretchLastSection(not shares_room)
        head.setSectionsMovable(True)
        head.setTextElideMode(Qt.TextElideMode.ElideRight)
        head.sectionResized.connect(self._take_hand_width)
        head.sectionMoved.connect(lambda *_: self.laid_out.emit())
        HeadTips(self, theme.unit(_CELL_MARGIN))

    def make_head(self, theme: Theme) -> QHeaderView | None:
        """Heads of its own; None for the plain ones."""
        return None

    def setModel(self, model: QAbstractItemModel | None) -> None:
        super().setModel(model)
        if model is not None and self._shares_room:
            model.modelReset.connect(self.fit_columns)
            self.fit_columns()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit_columns()

    def fit_columns(self) -> None:
        """Give every column in sight its part of the room."""
        model = self.model()
        if not self._shares_room or model is None:
            return
        self._fitted = self.viewport().width()
        head = self.horizontalHeader()
        blocked = head.blockSignals(True)  # none of this is a hand's
        self._put_away()
        columns = [at for at in range(model.columnCount()) if not self.isColumnHidden(at)]
        open_ones = [at for at in columns if at not in self.hand_widths]
        room = self._fitted - sum(self.hand_widths.get(at, 0) for at in columns)
        widths = dict(zip(open_ones, shared([self._wish(at) for at in open_ones], room), strict=True))
        for at in columns:
            self.setColumnWidth(at, self.hand_widths.get(at) or widths[at])
        head.blockSignals(blocked)
        self.updateGeometries()
        self.viewport().update()
        self.laid_out.emit()

    def _put_away(self) -> None:
        """Put away what can be spared until the others have room for their heads and a few letters."""
        for column in self.spared:
            self.setColumnHidden(column, False)
        for column in self.spared:
            shown = [at for at in range(self.model().columnCount()) if not self.isColumnHidden(at)]
            wishes = [self._wish(at) for at in shown if at not in self.hand_widths]
            by_hand = sum(self.hand_widths.get(at, 0) for at in shown)
            if sum(max(one.least, one.head) for one in wishes) <= self._fitted - by_hand:
                return
            self.setColumnHidden(column, True)

    def _fit_beside_bar(self) -> None:
        """The bar at the right came or went: a table setting its columns does not hear of its other width."""
        if self._shares_room and self.viewport().width() != self._fitted:
            self.fit_columns()

    def _wish(self, column: int) -> Wish:
        """What a column asks for, by its heading and the rows read first."""
        model, theme = self.model(), self._theme
        words: list[tuple[str, bool]] = []
        for row in range(min(model.rowCount(), _SAMPLED_ROWS)):
            index = model.index(row, column)
            words.append((str(index.data() or ""), bool(index.data(TONE_ROLE))))
        # The longest are found by counting, which is quick, and only those are measured.
        words.sort(key=lambda one: len(one[0].encode("gbk", "replace")), reverse=True)
        most = max((cell_width(theme, *one) for one in words[:3]), default=0)
        usual = cell_width(theme, *words[len(words) // 10]) if words else 0
        title = str(model.headerData(column, Qt.Orientation.Horizontal) or "")
        narrowest = self.horizontalHeader().minimumSectionSize()
        head = theme.text_width(title, bold=True) + 2 * theme.unit(_CELL_MARGIN) + theme.unit(_SORT_MARK)
        head = max(head, narrowest)
        least = max(narrowest, min(max(most, head), cell_width(theme, "国" * _LEAST_CHARACTERS)))
        share = self.rest_shares[column] if column < len(self.rest_shares) else float(max(most, head)) ** 2
        return Wish(most, min(usual, most), head, least, share, narrowest)

    def _take_hand_width(self, column: int, _old: int, width: int) -> None:
        if self._shares_room and width:
            self.hand_widths[column] = width
            self.laid_out.emit()

    def visualColumn(self, column: int) -> int:
        """Place of a column on the screen, 0 at the left."""
        return self.horizontalHeader().visualIndex(column)

    def selected_rows(self) -> list[int]:
        """Numbers of the chosen rows from top to bottom."""
        return sorted(index.row() for index in self.selectionModel().selectedRows())

    def row_verbs(self) -> list[RowVerb]:
        """What the menu of the chosen rows offers."""
        chosen = self.selectionModel() is not None and self.selectionModel().hasSelection()
        current = self.currentIndex()
        why_not = "" if chosen and current.isValid() else CHOOSE
        return [
            *([RowVerb("打开", lambda: self.opened.emit(current), why_not)] if self.opens() else ()),
            *self.verbs(),
            RowVerb(),
            RowVerb("复制", self.copy_selection, "" if chosen else CHOOSE),
            RowVerb("连同表头复制", lambda: self.copy_selection(heads=True), "" if chosen else CHOOSE),
            RowVerb("全选", self.selectAll, "这里一次选一行" if self.selectionMode() is _SINGLE else ""),
            *self.ends(),
        ]

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self.model() is not None and self.model().rowCount():
            row_menu(self, self.row_verbs()).popup(spot_of(self, event))

    def copy_selection(self, *, heads: bool = False) -> None:
        """Put the chosen rows, visible columns in their order on the screen, on the clipboard.

        With ``heads`` their head above them; of a table where one row is chosen at a time all rows then.
        """
        if heads and self.selectionMode() == QAbstractItemView.SelectionMode.SingleSelection:
            self._copy(list(range(self.model().rowCount())), heads=True)
            return
        if self.model() is None or not self.selectionModel().hasSelection():
            return
        rows: list[int] = []
        for part in self.selectionModel().selection().toList():
            rows += range(part.top(), min(part.bottom(), part.top() + MOST_COPIED_ROWS) + 1)
        self._copy(sorted(set(rows)), heads=heads)

    def _copy(self, rows: list[int], *, heads: bool) -> None:
        cut = len(rows) > MOST_COPIED_ROWS
        rows = rows[:MOST_COPIED_ROWS]
        head = self.horizontalHeader()
        columns = [head.logicalIndex(at) for at in range(head.count())]
        columns = [column for column in columns if not self.isColumnHidden(column)]
        model = self.model()
        cells = [[str(model.index(row, column).data() or "") for column in columns] for row in rows]
        if heads:
            across = Qt.Orientation.Horizontal
            cells.insert(0, [str(model.headerData(column, across) or "") for column in columns])
        QGuiApplication.clipboard().setMimeData(table_mime(cells))
        self.copied.emit(len(rows), cut)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_selection()
        elif event.keyCombination() == _COPY_WITH_HEADS:
            self.copy_selection(heads=True)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex())
        elif event.key() == Qt.Key.Key_Delete and self.delete is not None:
            self.delete()
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
