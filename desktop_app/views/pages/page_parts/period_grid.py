"""A year of meetings by months, quarters and the year: each period one cell in words, to be pressed."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
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
from desktop_app.duties.organization_life.meeting_calendar import PeriodCell, PeriodRow
from desktop_app.views.look.theme import Theme

_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_MIDDLE = int(Qt.AlignmentFlag.AlignCenter)
_TONES = {
    Standing.DONE: "done",
    Standing.OPEN: "draft",
    Standing.NEAR: "due",
    Standing.OVERDUE: "overdue",
}
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_MONTHS = 12


class PeriodGrid(QWidget):
    """Paints ``year_periods``; ``chosen`` tells row and cell walked to, ``opened`` those pressed again."""

    chosen = Signal(object, object)
    opened = Signal(object, object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.rows: list[PeriodRow] = []
        self._this_month: Month | None = None
        self._begun: Month | None = None
        self.at = (0, 0)
        self._hovered: tuple[int, int] | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_year(self, rows: list[PeriodRow], this_month: Month | None, begun: Month | None) -> None:
        """Show a year; ``this_month`` is marked in the head, before ``begun`` nothing is called missing."""
        self.rows, self._this_month, self._begun = rows, this_month, begun
        row, cell = self.at
        self.at = (min(row, max(0, len(rows) - 1)), cell) if rows else (0, 0)
        if rows:
            self.at = (self.at[0], min(cell, len(rows[self.at[0]].cells) - 1))
        self._tell()
        self.updateGeometry()
        self.update()

    def current(self) -> tuple[PeriodRow, PeriodCell] | None:
        """Row and cell the cursor is on."""
        if not self.rows:
            return None
        row = self.rows[self.at[0]]
        return row, row.cells[self.at[1]]

    def mark(self, cell: PeriodCell) -> tuple[str, str]:
        """(word, tone) of a cell; a period before the first record asks for nothing."""
        if cell.duty.state is Standing.OVERDUE and not cell.uids and self._is_before(cell):
            return "—", "draft"
        planned = cell.planned and cell.duty.state is not Standing.DONE
        return cell.word, "going" if planned else _TONES[cell.duty.state]

    def cell_area(self, row: int, cell: int) -> QRectF:
        """Where a cell is drawn, in px."""
        left, head, wide, high = self._measures()
        period = self.rows[row].cells[cell].period
        return QRectF(left + wide * (period.first.month - 1), head + high * row, wide * period.months, high)

    def sizeHint(self) -> QSize:
        _, head, _, high = self._measures()
        return QSize(self._theme.unit(900), int(head + high * len(self.rows)) + 1)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.unit(136 + _MONTHS * 46), self.sizeHint().height())

    def _is_before(self, cell: PeriodCell) -> bool:
        return self._begun is None or cell.period.end < self._begun.first_day()

    def _measures(self) -> tuple[float, float, float, float]:
        """Width of the titles, height of the head, width and height of a month's cell."""
        unit = self._theme.unit
        left = min(float(unit(210)), max(float(unit(136)), self.width() * 0.22))
        wide = max(float(unit(46)), (self.width() - left) / _MONTHS)
        return left, float(unit(32)), wide, float(unit(50))

    def _cells(self) -> Iterator[tuple[int, int]]:
        for row, line in enumerate(self.rows):
            for cell in range(len(line.cells)):
                yield row, cell

    def _cell_of(self, spot: QPoint) -> tuple[int, int] | None:
        return next((at for at in self._cells() if self.cell_area(*at).contains(QPointF(spot))), None)

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
            self._walk(found)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._cell_of(event.position().toPoint()) == self.at and self.current() is not None:
            self.opened.emit(*self.current())  # type: ignore[misc]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if not self.rows:
            super().keyPressEvent(event)
        elif key in _STEPS:
            row, cell = self.at
            self._walk((row, max(0, min(len(self.rows[row].cells) - 1, cell + _STEPS[key]))))
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._walk(self._beside(-1 if key == Qt.Key.Key_Up else 1))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit(*self.current())  # type: ignore[misc]
        else:
            super().keyPressEvent(event)

    def _beside(self, way: int) -> tuple[int, int]:
        """The cell over or under the present one: the one its first month lies in."""
        row = max(0, min(len(self.rows) - 1, self.at[0] + way))
        month = self.rows[self.at[0]].cells[self.at[1]].period.first.month
        cells = self.rows[row].cells
        return row, next(n for n, one in enumerate(cells) if one.period.end.month >= month)

    def _walk(self, at: tuple[int, int]) -> None:
        self.at = at
        self._tell()
        self.update()
        self.chosen.emit(*self.current())  # type: ignore[misc]

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            found = self._cell_of(event.pos())
            if found is not None:
                row = self.rows[found[0]]
                text = f"{row.title}　{row.cells[found[1]].duty.words}\n{row.about}　{row.source}"
                QToolTip.showText(event.globalPos(), text, self)
                return True
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def _tell(self) -> None:
        found = self.current()
        words = f"{found[0].title} {self.mark(found[1])[0]} {found[1].days}" if found else "还没有数据"
        self.setAccessibleName(f"三会一课年历：{words}")

    # -- painting ------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, colours, unit = self._theme, self._theme.colours, self._theme.unit
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left, head, wide, high = self._measures()
        present = self._this_month.month if self._this_month else 0
        if present:
            column = QRectF(left + wide * (present - 1), 0, wide, head + high * len(self.rows))
            painter.fillRect(column, QColor(colours.band))
        for month in range(1, _MONTHS + 1):
            painter.setFont(theme.font(-1, bold=month == present))
            painter.setPen(QColor(colours.accent if month == present else colours.text_soft))
            painter.drawText(QRectF(left + wide * (month - 1), 0, wide, head), _MIDDLE, f"{month}月")
        for number, row in enumerate(self.rows):
            top = head + high * number
            painter.setPen(QPen(QColor(colours.line)))
            painter.drawLine(0, int(top), self.width(), int(top))
            room = QRectF(unit(2), top + unit(6), left - unit(12), (high - unit(12)) / 2)
            self._line(painter, room, row.title, _LEFT, bold=True)
            below = room.translated(0, room.height())
            # Its source is told above, with the cell the cursor is on: here there is no room to read it.
            self._line(painter, below, row.about, _LEFT, small=True, ink=colours.text_faint)
            for place in range(len(row.cells)):
                self._paint_cell(painter, (number, place))

    def _paint_cell(self, painter: QPainter, at: tuple[int, int]) -> None:
        colours, unit = self._theme.colours, self._theme.unit
        cell, area = self.rows[at[0]].cells[at[1]], self.cell_area(*at)
        word, tone = self.mark(cell)
        ground = area.adjusted(unit(3), unit(4), -unit(3), -unit(3))
        empty = word == "—"
        if not empty:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.tone(tone).soft))
            painter.drawRoundedRect(ground, unit(5), unit(5))
        focused = at == self.at
        if focused or at == self._hovered:
            strong = focused and self.hasFocus()
            painter.setPen(QPen(QColor(colours.focus), 2 if strong else 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(ground, unit(5), unit(5))
        ink = colours.text_faint if empty else colours.tone(tone).ink
        first, second = _two_lines(cell, word)
        upper = QRectF(ground.left(), ground.top() + unit(3), ground.width(), ground.height() / 2 - unit(3))
        self._line(painter, upper, first, _MIDDLE, small=True, ink=ink)
        if not empty:
            lower = upper.translated(0, upper.height())
            self._line(painter, lower, second, _MIDDLE, small=True, ink=ink)

    def _line(
        self,
        painter: QPainter,
        room: QRectF,
        text: str,
        flags: int,
        *,
        bold: bool = False,
        small: bool = False,
        ink: str = "",
    ) -> None:
        painter.setFont(self._theme.font(-1 if small else 0, bold=bold))
        painter.setPen(QColor(ink or self._theme.colours.text))
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(room.width()))
        painter.drawText(room, flags, shown)


def _two_lines(cell: PeriodCell, word: str) -> tuple[str, str]:
    """The words of a cell; those of a month are short enough for large type."""
    if cell.period.months > 1:
        return word, cell.days
    if word.startswith("✓"):
        return f"✓ {len(cell.held)} 次", cell.days
    return ("尚未", "记录") if word == "尚未记录" else (word, cell.days.removesuffix("前"))
