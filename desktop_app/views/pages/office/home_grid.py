"""The year of 三会一课 in one picture: kinds of meeting by months, each cell in words and to be clicked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetrics,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from desktop_app.base.dates import Month
from desktop_app.duties.basics.deadline import Standing
from desktop_app.views.look.theme import Theme

if TYPE_CHECKING:
    from desktop_app.duties.organization_life.meeting_calendar import Cell, GridRow

_MOVES = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}
_WORDS = {
    Standing.DONE: ("已够", "done"),
    Standing.OPEN: ("待办", "draft"),
    Standing.NEAR: ("临近", "due"),
    Standing.OVERDUE: ("未记录", "overdue"),
}


def cell_mark(cell: Cell, begun: Month | None) -> tuple[str, str]:
    """(word, tone) of a cell; before ``begun``, the first month on record, nothing is called late.

    A month that asks for nothing and has nothing is ('', '').
    """
    if cell.state is None:
        return "", ""
    if cell.uids:
        planned = cell.state is not Standing.DONE
        return ("已安排", "going") if planned else (f"{len(cell.uids)} 次", "done")
    if cell.state is Standing.OVERDUE and (begun is None or cell.month.first_day() < begun.first_day()):
        return "—", "draft"
    return _WORDS[cell.state]


class YearGrid(QWidget):
    """Paints ``year_grid``; ``chosen`` tells the row and the cell that was clicked or entered."""

    chosen = Signal(object, object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._rows: list[GridRow] = []
        self._begun: Month | None = None
        self._this_month: Month | None = None
        self._at = (0, 0)
        self._hovered: tuple[int, int] | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_year(self, rows: list[GridRow], this_month: Month) -> None:
        """Show a year; ``this_month`` is marked in the head."""
        self._rows, self._this_month = rows, this_month
        recorded = [cell.month for row in rows for cell in row.cells if cell.uids]
        self._begun = min(recorded, key=lambda month: month.first_day()) if recorded else None
        self._at = (0, this_month.month - 1)
        self._tell()
        self.updateGeometry()
        self.update()

    def words_at(self, row: int, month: int) -> str:
        """The whole words of a cell, for the tool tip and for those who listen."""
        line = self._rows[row]
        cell = line.cells[month - 1]
        word = cell_mark(cell, self._begun)[0]
        told = cell.words if cell.words and cell.words != word else word
        return f"{line.title}　{cell.month.chinese()}　{told or '没有要求，可以补记'}"

    def cell_area(self, row: int, month: int) -> QRectF:
        """Where a cell is drawn, in px."""
        left, head, wide, high = self._measures()
        return QRectF(left + wide * (month - 1), head + high * row, wide, high)

    def sizeHint(self) -> QSize:
        _, head, _, high = self._measures()
        return QSize(self._theme.unit(760), int(head + high * len(self._rows)) + 1)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.unit(690), self.sizeHint().height())

    def _measures(self) -> tuple[float, float, float, float]:
        """Width of the titles, height of the head, width and height of a cell."""
        unit = self._theme.unit
        widest = max((self._theme.text_width(row.title) for row in self._rows), default=unit(120))
        left = float(widest + unit(20))
        return left, float(unit(34)), max(unit(46), (self.width() - left) / 12), float(unit(38))

    def _cell_of(self, spot: QPoint) -> tuple[int, int] | None:
        left, head, wide, high = self._measures()
        row, month = int((spot.y() - head) // high), int((spot.x() - left) // wide)
        inside = 0 <= row < len(self._rows) and 0 <= month < 12 and spot.x() >= left and spot.y() >= head
        return (row, month) if inside else None

    # -- hands ---------------------------------------------------------------------------------------

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        found = self._cell_of(event.position().toPoint())
        if found != self._hovered:
            self._hovered = found
            here = Qt.CursorShape.PointingHandCursor if found else Qt.CursorShape.ArrowCursor
            self.setCursor(here)
            self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._hovered = None
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        found = self._cell_of(event.position().toPoint())
        if found is not None and event.button() == Qt.MouseButton.LeftButton:
            self._at = found
            self._choose()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _MOVES and self._rows:
            down, across = _MOVES[key]
            row, month = self._at
            self._at = (max(0, min(len(self._rows) - 1, row + down)), max(0, min(11, month + across)))
            self._tell()
            self.update()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self._rows:
            self._choose()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            found = self._cell_of(event.pos())
            if found is not None:
                row = self._rows[found[0]]
                text = f"{self.words_at(found[0], found[1] + 1)}\n{row.about}　{row.source}"
                QToolTip.showText(event.globalPos(), text, self)
                return True
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def _choose(self) -> None:
        row = self._rows[self._at[0]]
        self._tell()
        self.chosen.emit(row, row.cells[self._at[1]])

    def _tell(self) -> None:
        words = self.words_at(self._at[0], self._at[1] + 1) if self._rows else "还没有数据"
        self.setAccessibleName(f"三会一课全年一览：{words}")

    # -- painting ------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, colours = self._theme, self._theme.colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left, head, wide, high = self._measures()
        middle = int(Qt.AlignmentFlag.AlignCenter)
        present = self._this_month.month if self._this_month else 0
        if present:
            painter.fillRect(
                QRectF(left + wide * (present - 1), 0, wide, head + high * len(self._rows)),
                QColor(colours.band),
            )
        for month in range(1, 13):
            painter.setFont(theme.font(-1, bold=month == present))
            painter.setPen(QColor(colours.accent if month == present else colours.text_soft))
            painter.drawText(QRectF(left + wide * (month - 1), 0, wide, head), middle, f"{month}月")
        for number, row in enumerate(self._rows):
            top = head + high * number
            painter.setPen(QPen(QColor(colours.line)))
            painter.drawLine(0, int(top), self.width(), int(top))
            painter.setFont(theme.font())
            painter.setPen(QColor(colours.text))
            side = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
            painter.drawText(QRectF(theme.unit(2), top, left, high), side, row.title)
            for place, cell in enumerate(row.cells):
                self._paint_cell(painter, (number, place), cell)

    def _paint_cell(self, painter: QPainter, at: tuple[int, int], cell: Cell) -> None:
        theme, colours = self._theme, self._theme.colours
        area = self.cell_area(at[0], at[1] + 1)
        word, tone = cell_mark(cell, self._begun)
        inset, radius = theme.unit(3), theme.unit(5)
        ground = area.adjusted(inset, inset + 1, -inset, -inset)
        if word and word != "—":
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.tone(tone).soft))
            painter.drawRoundedRect(ground, radius, radius)
        focused = self.hasFocus() and at == self._at
        if at == self._hovered or focused:
            painter.setPen(QPen(QColor(colours.focus), 2 if focused else 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(ground, radius, radius)
        if not word and at == self._hovered:
            word, tone = "补记", "plain"
        ink = colours.text_faint if word == "—" else colours.tone(tone).ink
        painter.setFont(theme.font(-1))
        painter.setPen(QColor(ink))
        shown = QFontMetrics(painter.font()).elidedText(
            word, Qt.TextElideMode.ElideRight, int(area.width()) - 2
        )
        painter.drawText(area, int(Qt.AlignmentFlag.AlignCenter), shown)
