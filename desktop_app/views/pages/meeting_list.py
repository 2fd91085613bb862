"""The list beside the meeting page: the year's meetings, the newest first, by kind, with their states."""

from collections.abc import Collection, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
)

from desktop_app.registers.meetings import KINDS
from desktop_app.views.look.theme import Theme
from desktop_app.views.parts.choice_box import ChoiceBox
from desktop_app.views.parts.labels import faint
from desktop_app.views.parts.status import paint_pill, pill_size

TONES = {"筹备": "draft", "通知": "going", "召开": "going", "记录": "due", "定稿": "done", "归档": "done"}
UID_ROLE = int(Qt.ItemDataRole.UserRole) + 1
_RECORD_ROLE = UID_ROLE + 1


class _Meetings(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self._rows: list[Any] = []
        self._unsaved: frozenset[str] = frozenset()

    def show(self, rows: Sequence[Any], unsaved: Collection[str]) -> None:
        self.beginResetModel()
        self._rows, self._unsaved = list(rows), frozenset(unsaved)
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        meeting = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return meeting.title or meeting.kind
        if role == UID_ROLE:
            return meeting.uid
        if role == _RECORD_ROLE:
            return meeting
        if role == Qt.ItemDataRole.StatusTipRole:
            return "未保存" if meeting.uid in self._unsaved else meeting.state
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            when = meeting.start_end.chinese() if meeting.start_end is not None else ""
            return f"{meeting.title or meeting.kind}　{when}　{meeting.state}"
        return None

    def place(self, uid: str) -> int:
        return next((at for at, one in enumerate(self._rows) if one.uid == uid), -1)


class _MeetingDelegate(QStyledItemDelegate):
    """Two lines: the title; day and kind with the state at their right."""

    def __init__(self, theme: Theme, parent: QListView) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(self._theme.unit(180), self._theme.unit(68))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        theme, colours, unit = self._theme, self._theme.colours, self._theme.unit
        area: QRect = option.rect  # type: ignore[attr-defined]
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        meeting = index.data(_RECORD_ROLE)
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, QColor(colours.accent_soft))
            painter.fillRect(QRect(area.left(), area.top(), unit(3), area.height()), QColor(colours.accent))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(area, QColor(colours.hover))
        painter.setPen(QPen(QColor(colours.line)))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        inner = area.adjusted(unit(14), unit(8), -unit(10), -unit(8))
        words = index.data(Qt.ItemDataRole.StatusTipRole)
        size = pill_size(theme, words)
        top = inner.bottom() - size.height() + 1
        spot = QRectF(inner.right() - size.width() + 1, top, size.width(), size.height())
        paint_pill(painter, theme, spot, words, "due" if words == "未保存" else TONES[words])
        painter.setFont(theme.font(bold=bool(state & QStyle.StateFlag.State_Selected)))
        painter.setPen(QColor(colours.text))
        left = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        title = QRect(inner.left(), inner.top(), inner.width(), size.height())
        shown = painter.fontMetrics().elidedText(index.data(), Qt.TextElideMode.ElideRight, title.width())
        painter.drawText(title, left, shown)
        painter.setFont(theme.font(-1))
        painter.setPen(QColor(colours.text_faint))
        day = f"{meeting.start_end.day:%m-%d}　" if meeting.start_end is not None else ""
        second = QRect(inner.left(), top, inner.width() - size.width() - unit(6), size.height())
        told = painter.fontMetrics().elidedText(
            f"{day}{meeting.kind or ''}", Qt.TextElideMode.ElideRight, second.width()
        )
        painter.drawText(second, left, told)
        painter.restore()


class MeetingList(QFrame):
    """Filter by year and kind, and the meetings; ``chosen`` tells the uid clicked or reached by keys."""

    chosen = Signal(str)
    filtered = Signal()

    def __init__(self, theme: Theme, years: Sequence[int]) -> None:
        super().__init__()
        self.setProperty("look", "card")
        self.year = ChoiceBox(theme, [(year, f"{year}年") for year in years])
        self.year.setAccessibleName("年份")
        self.kind = ChoiceBox(theme, [("", "全部类型"), *((kind, kind) for kind in KINDS)])
        self.kind.setAccessibleName("会议类型")
        self.kind.setMinimumContentsLength(3)
        for box in (self.year, self.kind):
            box.activated.connect(self.filtered)
        self._model = _Meetings()
        self.view = QListView()
        self.view.setModel(self._model)
        self.view.setItemDelegate(_MeetingDelegate(theme, self.view))
        self.view.setFrameShape(QFrame.Shape.NoFrame)
        self.view.setStyleSheet("QListView { border: none; border-radius: 0; }")
        self.view.setMouseTracking(True)
        self.view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.view.setAccessibleName("会议")
        self.view.selectionModel().currentChanged.connect(self._tell)
        self.empty = faint(theme, "没有这样的会议记录。点右上角“新增会议”。", wrap=True)
        self.empty.setContentsMargins(theme.unit(14), theme.unit(8), theme.unit(14), 0)
        filters = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        filters.setContentsMargins(theme.unit(10), theme.unit(10), theme.unit(10), 0)
        filters.setSpacing(theme.unit(6))
        filters.addWidget(self.year, 4)
        filters.addWidget(self.kind, 5)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, theme.unit(8))
        column.setSpacing(theme.unit(8))
        column.addLayout(filters)
        column.addWidget(self.empty)
        column.addWidget(self.view, 1)
        self._theme = theme
        self._filters = filters
        self.set_narrow(False)
        self.setMinimumHeight(theme.unit(320))

    def set_narrow(self, narrow: bool) -> None:
        """Take less room, the two filters one under the other."""
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._filters.setDirection(way)
        self.setFixedWidth(self._theme.unit(196 if narrow else 264))

    def show_meetings(self, rows: Sequence[Any], unsaved: Collection[str], current: str = "") -> None:
        """List these meetings; ``current`` stays marked."""
        kind = self.kind.value()
        shown = [one for one in rows if not kind or one.kind == kind or kind in (one.also_kinds or ())]
        self.view.selectionModel().blockSignals(True)
        self._model.show(shown, unsaved)
        self.view.selectionModel().blockSignals(False)
        self.empty.setVisible(not shown)
        self.mark(current)

    def mark(self, uid: str) -> None:
        """Mark a meeting as the open one without opening it again."""
        at = self._model.place(uid)
        selection = self.view.selectionModel()
        selection.blockSignals(True)
        if at >= 0:
            self.view.setCurrentIndex(self._model.index(at))
            self.view.scrollTo(self._model.index(at))
        else:
            self.view.clearSelection()
            self.view.setCurrentIndex(QModelIndex())
        selection.blockSignals(False)
        self.view.viewport().update()

    def rows(self) -> int:
        """How many meetings are listed."""
        return self._model.rowCount()

    def _tell(self, index: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(index.data(UID_ROLE))
