"""A list of two-line rows under headings, drawn without a widget a row: title and state, note and day."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    SIGNAL,
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
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
)
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyleOptionViewItem

from desktop_app.views.look.theme import Theme
from desktop_app.views.parts.clipboard import table_mime
from desktop_app.views.parts.row_menu import CHOOSE, RowVerb, row_menu, spot_of
from desktop_app.views.parts.status import paint_pill, pill_size
from desktop_app.views.parts.tips import TipDelegate

LINE_ROLE = int(Qt.ItemDataRole.UserRole) + 1
LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


@dataclass(frozen=True)
class Line:
    """One row: ``uid`` opens it, ``pill`` is its state, ``aside`` the words at the right of the second line.

    ``aside_tone`` colours them where they are more than plain. A ``head`` stands above the rows after it.
    ``told`` is the row in words where they are others than those drawn.
    """

    uid: str
    title: str
    note: str = ""
    pill: str = ""
    tone: str = "plain"
    aside: str = ""
    aside_tone: str = ""
    head: bool = False
    told: str = ""

    @property
    def spoken(self) -> str:
        """The whole row for a tooltip and a screen reader."""
        return self.told or "　".join(part for part in self.cells if part)

    @property
    def cells(self) -> tuple[str, ...]:
        """The row as cells of a spreadsheet."""
        return self.title, self.note, self.pill, self.aside


class RowsModel(QAbstractListModel):
    """Rows of a list shown as they are; what is said of them is the heir's."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[Any] = []

    def show(self, lines: Sequence[Any]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.lines = list(lines)
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.lines)


class _Lines(RowsModel):
    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        line: Line = self.lines[index.row()]
        if role == LINE_ROLE:
            return line
        if role == Qt.ItemDataRole.DisplayRole:
            return line.title
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return line.spoken
        return None

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        if self.lines[index.row()].head:
            return Qt.ItemFlag.NoItemFlags  # keys and clicks pass over it
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


def paint_ground(painter: QPainter, theme: Theme, area: QRect, state: QStyle.StateFlag) -> None:
    """Show that a row is chosen, or that the mouse is over it."""
    colours = theme.colours
    if state & QStyle.StateFlag.State_Selected:
        painter.fillRect(area, QColor(colours.accent_soft))
        painter.fillRect(QRect(area.left(), area.top(), theme.unit(3), area.height()), QColor(colours.accent))
    elif state & QStyle.StateFlag.State_MouseOver:
        painter.fillRect(area, QColor(colours.hover))


def draw_line(painter: QPainter, room: QRect, text: str, flags: int) -> int:
    """Draw one line of text cut to its room; the width in px it took."""
    one_line = text.replace("\n", " ")
    shown = painter.fontMetrics().elidedText(one_line, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, flags, shown)
    return painter.fontMetrics().horizontalAdvance(shown)


class _LineDelegate(TipDelegate):
    def __init__(self, theme: Theme, parent: QListView) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        line: Line = index.data(LINE_ROLE)
        height = 38 if line.head else 60 if line.note or line.aside else 40
        return QSize(self._theme.unit(180), self._theme.unit(height))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        theme, colours, unit = self._theme, self._theme.colours, self._theme.unit
        area: QRect = option.rect  # type: ignore[attr-defined]
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        line: Line = index.data(LINE_ROLE)
        painter.save()
        if line.head:
            painter.fillRect(area, QColor(colours.band))
        else:
            paint_ground(painter, theme, area, state)
        painter.setPen(QPen(QColor(colours.line)))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        inner = area.adjusted(unit(14), unit(7), -unit(12), -unit(7))
        two = not line.head and bool(line.note or line.aside)
        top = QRect(inner.left(), inner.top(), inner.width(), inner.height() // 2 if two else inner.height())
        room = top.width() - self._paint_pill(painter, line, top)
        painter.setFont(theme.font(bold=line.head))
        painter.setPen(QColor(colours.text))
        used = draw_line(painter, QRect(top.left(), top.top(), room, top.height()), line.title, LEFT)
        painter.setFont(theme.font(-1))
        if line.head:
            left = top.left() + used + unit(10)
            painter.setPen(QColor(colours.text_faint))
            draw_line(painter, QRect(left, top.top(), top.right() - left, top.height()), line.note, LEFT)
        elif two:
            below = QRect(inner.left(), top.bottom() + 1, inner.width(), inner.height() - top.height())
            painter.setPen(
                QColor(colours.tone(line.aside_tone).ink if line.aside_tone else colours.text_faint)
            )
            taken = draw_line(painter, below, line.aside, RIGHT)
            painter.setPen(QColor(colours.text_faint))
            left_room = below.width() - taken - (unit(12) if taken else 0)
            draw_line(painter, QRect(below.left(), below.top(), left_room, below.height()), line.note, LEFT)
        painter.restore()

    def _paint_pill(self, painter: QPainter, line: Line, top: QRect) -> int:
        """Draw the pill at the right end; the width in px it takes away from the title."""
        if not line.pill:
            return 0
        size = pill_size(self._theme, line.pill)
        y = top.top() + (top.height() - size.height()) / 2
        spot = QRectF(top.right() - size.width() + 1, y, size.width(), size.height())
        paint_pill(painter, self._theme, spot, line.pill, line.tone)
        return int(size.width()) + self._theme.unit(10)


class LineList(QListView):
    """Shows lines; ``chosen`` tells the uid walked to, ``opened`` that of Enter or a double click."""

    chosen = Signal(str)
    opened = Signal(str)

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self.verbs: Callable[[], Sequence[RowVerb]] = tuple
        """What the buttons of the page do with the chosen row, for the menu."""
        self.given: Sequence[Line] = ()
        """The rows in the order of the list itself."""
        self.arranged: Callable[[Sequence[Line]], Sequence[Line]] = list
        """The rows in the order a hand wants."""
        self._lines = _Lines()
        self.setModel(self._lines)
        self.setItemDelegate(_LineDelegate(theme, self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setStyleSheet("QListView { border: none; border-radius: 0; }")
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(name)
        self.setMinimumHeight(theme.unit(120))
        self.selectionModel().currentChanged.connect(self._tell)

    def show_lines(self, lines: Sequence[Line], current: str = "") -> None:
        """List these; the line of ``current`` is marked without being told."""
        place = self.verticalScrollBar().value()
        self.selectionModel().blockSignals(True)
        self.given = list(lines)
        self._lines.show(self.arranged(self.given))
        self.selectionModel().blockSignals(False)
        self.verticalScrollBar().setValue(place)
        self.mark(current)

    def mark(self, uid: str) -> None:
        """Mark a line without telling."""
        at = next(
            (n for n, one in enumerate(self._lines.lines) if uid and one.uid == uid and not one.head), -1
        )
        selection = self.selectionModel()
        selection.blockSignals(True)
        if at >= 0:
            self.setCurrentIndex(self._lines.index(at))
            self.scrollTo(self._lines.index(at))
        else:
            self.clearSelection()
            self.setCurrentIndex(QModelIndex())
        selection.blockSignals(False)
        self.viewport().update()

    def lines(self) -> list[Line]:
        """The rows in sight, headings left out."""
        return [one for one in self._lines.lines if not one.head]

    def current(self) -> Line | None:
        """The chosen line."""
        index = self.currentIndex()
        line: Line | None = index.data(LINE_ROLE) if index.isValid() else None
        return line

    def choose(self, uid: str) -> None:
        """Choose the line of ``uid`` as a click does."""
        at = next(n for n, one in enumerate(self._lines.lines) if one.uid == uid and not one.head)
        self.setCurrentIndex(self._lines.index(at))

    def walk(self, way: int) -> None:
        """Choose the line before (-1) or after (+1) the chosen one, headings passed over."""
        current, lines = self.current(), self.lines()
        at = lines.index(current) + way if current in lines else 0
        if 0 <= at < len(lines):
            self.choose(lines[at].uid)

    def spot(self, uid: str) -> Any:
        """The middle of a line in the viewport, in px; for clicks."""
        at = next(n for n, one in enumerate(self._lines.lines) if one.uid == uid and not one.head)
        self.scrollTo(self._lines.index(at))
        return self.visualRect(self._lines.index(at)).center()

    def row_verbs(self) -> list[RowVerb]:
        """What the menu of the chosen row offers; 打开 where something is opened by Enter too."""
        line = self.current()
        fits = line is not None and not line.head
        opens = self.receivers(SIGNAL("opened(QString)")) > 0  # type: ignore[arg-type]
        return [
            *(
                [RowVerb("打开", lambda: self._open(self.currentIndex()), "" if fits else CHOOSE)]
                if opens
                else ()
            ),
            *(self.verbs() if fits else ()),
            RowVerb(),
            RowVerb("复制", self.copy_chosen, "" if line is not None else CHOOSE),
            RowVerb("复制全部", self.copy_all),
        ]

    def copy_chosen(self) -> None:
        """Put the chosen row on the clipboard, its words in cells."""
        line = self.current()
        if line is not None:
            QGuiApplication.clipboard().setMimeData(table_mime([line.cells]))

    def copy_all(self) -> None:
        """Put all rows on the clipboard, headings as rows of their own."""
        QGuiApplication.clipboard().setMimeData(table_mime([one.cells for one in self._lines.lines]))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self._lines.lines:
            row_menu(self, self.row_verbs()).popup(spot_of(self, event))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy_chosen()
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._open(self.indexAt(event.position().toPoint()))

    def _open(self, index: QModelIndex) -> None:
        """Tell that a line was opened; a heading goes nowhere."""
        if index.isValid() and not index.data(LINE_ROLE).head:
            self.opened.emit(index.data(LINE_ROLE).uid)

    def _tell(self, index: QModelIndex) -> None:
        if index.isValid() and not index.data(LINE_ROLE).head:
            self.chosen.emit(index.data(LINE_ROLE).uid)
