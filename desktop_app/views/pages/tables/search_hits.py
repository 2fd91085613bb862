"""The found records as a list: grouped by register, what was typed made to stand out."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyleOptionViewItem

from desktop_app.base.plain_signs import plain
from desktop_app.storage.search import Hit, runs_of
from desktop_app.views.look.theme import Theme
from desktop_app.views.page_parts.line_list import LINE_ROLE, RowsModel, paint_ground
from desktop_app.views.parts.tips import TipDelegate

_ID_NUMBER = re.compile(r"(?<!\d)(\d{6})(\d{8})(\d{3}[\dX])(?![\dX])")
Marked = list[tuple[str, bool]]


@dataclass(frozen=True, slots=True)
class HitLine:
    """A line of the list: a register's heading with its count, or one found record."""

    title: str
    icon: str = ""
    count: int = 0
    hit: Hit | None = None
    belongs: str = ""


def beside(heading: str, excerpt: str) -> str:
    """The excerpt without the heading it begins with, ID numbers covered but for their last four."""
    rest = excerpt.removeprefix(heading).strip()
    return _ID_NUMBER.sub(lambda found: f"{found[1]}********{found[3]}", rest)


def marked(text: str, words: str, initials: Callable[[str], tuple[str, ...]]) -> Marked:
    """The text in pieces, those that match a typed word marked; letters match what they are initials of."""
    spots: set[int] = set()
    compared = plain(text).lower()
    for word in map(str.lower, runs_of(words)):
        at = compared.find(word)
        while at >= 0:
            spots.update(range(at, at + len(word)))
            at = compared.find(word, at + 1)
        if not spots and word.isascii() and word.isalpha():
            spots.update(_by_initials(text, word, initials))
    pieces: Marked = []
    for at, char in enumerate(text):
        inside = at in spots
        if pieces and pieces[-1][1] == inside:
            pieces[-1] = (pieces[-1][0] + char, inside)
        else:
            pieces.append((char, inside))
    return pieces


def _by_initials(text: str, letters: str, initials: Callable[[str], tuple[str, ...]]) -> range:
    for at in range(len(text) - len(letters) + 1):
        piece = text[at : at + len(letters)]
        if not piece.isascii() and letters in initials(piece):
            return range(at, at + len(letters))
    return range(0)


class HitModel(RowsModel):
    """Lines of headings and records; headings cannot be chosen."""

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        if self.lines[index.row()].hit is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        line: HitLine = self.lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return line.title
        if role == LINE_ROLE:
            return line
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{line.title}，{line.count} 条" if line.hit is None else f"{line.title}，{line.belongs}"
        return None

    def first_hit(self) -> int:
        """The row of the first record, -1 when nothing was found."""
        return next((at for at, line in enumerate(self.lines) if line.hit is not None), -1)


class HitDelegate(TipDelegate):
    """Draws a heading, or a record in two lines with what matched on a soft ground."""

    def __init__(self, theme: Theme, initials: Callable[[str], tuple[str, ...]], parent: QListView) -> None:
        super().__init__(parent)
        self._theme, self._initials = theme, initials
        self.words = ""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        unit = self._theme.unit
        return QSize(unit(240), unit(44 if index.data(LINE_ROLE).hit is None else 60))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        theme, colours, unit = self._theme, self._theme.colours, self._theme.unit
        area: QRect = option.rect  # type: ignore[attr-defined]
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        line: HitLine = index.data(LINE_ROLE)
        painter.save()
        if line.hit is None:
            self._paint_heading(painter, area, line)
            painter.restore()
            return
        paint_ground(painter, theme, area, state)
        painter.setPen(QPen(QColor(colours.line)))
        painter.drawLine(area.left() + unit(16), area.bottom(), area.right() - unit(16), area.bottom())
        inner = area.adjusted(unit(44), unit(7), -unit(16), -unit(7))
        half = inner.height() / 2
        first = QRectF(inner.left(), inner.top(), inner.width(), half)
        second = QRectF(inner.left(), inner.top() + half, inner.width(), half)
        self._paint_marked(painter, first, line.title, theme.font(), colours.text)
        below = "　".join(part for part in (line.belongs, beside(line.title, line.hit.excerpt)) if part)
        self._paint_marked(painter, second, below, theme.font(-1), colours.text_faint)
        painter.restore()

    def _paint_heading(self, painter: QPainter, area: QRect, line: HitLine) -> None:
        theme, colours, unit = self._theme, self._theme.colours, self._theme.unit
        painter.fillRect(area, QColor(colours.band))
        size = unit(18)
        theme.icons.paint(
            painter, area.left() + unit(16), area.center().y() - size // 2, line.icon, colours.text_soft, size
        )
        painter.setFont(theme.font(bold=True))
        painter.setPen(QColor(colours.text))
        room = area.adjusted(unit(44), 0, -unit(16), 0)
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), line.title)
        wide = painter.fontMetrics().horizontalAdvance(line.title) + unit(10)
        painter.setFont(theme.font(-1))
        painter.setPen(QColor(colours.text_faint))
        painter.drawText(room.adjusted(wide, 0, 0, 0), int(Qt.AlignmentFlag.AlignVCenter), f"{line.count} 条")

    def _paint_marked(self, painter: QPainter, area: QRectF, text: str, font: QFont, colour: str) -> None:
        soft = self._theme.colours.tone("due")
        metrics = QFontMetrics(font)
        text = metrics.elidedText(text.replace("\n", " "), Qt.TextElideMode.ElideRight, int(area.width()))
        painter.setFont(font)
        left = area.left()
        for piece, inside in marked(text, self.words, self._initials):
            wide = metrics.horizontalAdvance(piece)
            spot = QRectF(left, area.top(), wide, area.height())
            if inside:
                top = area.center().y() - metrics.height() / 2
                ground = QRectF(left - 1, top, wide + 2, metrics.height())
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(soft.soft))
                painter.drawRoundedRect(ground, self._theme.unit(3), self._theme.unit(3))
            painter.setPen(QColor(soft.ink if inside else colour))
            painter.drawText(spot, int(Qt.AlignmentFlag.AlignVCenter), piece)
            left += wide


class HitList(QListView):
    """The list; ``opened`` tells the record Enter or a click was made on."""

    opened = Signal(object)

    def __init__(self, theme: Theme, initials: Callable[[str], tuple[str, ...]]) -> None:
        super().__init__()
        self._hits = HitModel()
        self.setModel(self._hits)
        self.drawing = HitDelegate(theme, initials, self)
        self.setItemDelegate(self.drawing)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setStyleSheet("QListView { border: none; background: transparent; }")
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setAccessibleName("找到的记录")

    def show_lines(self, lines: Sequence[HitLine], words: str) -> None:
        """Show other lines, found by ``words``."""
        self.drawing.words = words
        self._hits.show(lines)
        first = self._hits.first_hit()
        if first >= 0:
            self.setCurrentIndex(self._hits.index(first))

    def lines(self) -> list[HitLine]:
        """The lines from top to bottom."""
        return list(self._hits.lines)

    def open_current(self) -> None:
        """Open the chosen record, if there is one."""
        self._open(self.currentIndex())

    def _open(self, index: QModelIndex) -> None:
        line = index.data(LINE_ROLE) if index.isValid() else None
        if line is not None and line.hit is not None:
            self.opened.emit(line.hit)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.open_current()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            self._open(self.indexAt(event.position().toPoint()))
