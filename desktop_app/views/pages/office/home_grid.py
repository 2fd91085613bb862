"""The year of 三会一课 in one picture: kinds of meeting by months, each cell in words and to be clicked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent

from desktop_app.base.periods import Month
from desktop_app.duties.basics.deadline import Standing
from desktop_app.views.page_parts.year_cells import LEFT, MIDDLE, MONTHS, At, YearCells

if TYPE_CHECKING:
    from desktop_app.duties.organization_life.meeting_calendar import CalendarCell, GridRow

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


def cell_mark(cell: CalendarCell, begun: Month | None) -> tuple[str, str]:
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


class YearGrid(YearCells["GridRow"]):
    """Paints ``year_grid``; ``chosen`` tells the row and the cell that was clicked or entered."""

    chosen = Signal(object, object)

    def show_year(self, rows: list[GridRow], this_month: Month) -> None:
        """Show a year; ``this_month`` is marked in the head."""
        self.rows, self._this_month = rows, this_month
        recorded = [cell.month for row in rows for cell in row.cells if cell.uids]
        self._begun = min(recorded, key=lambda month: month.first_day()) if recorded else None
        self.at = (0, this_month.month - 1)
        self._tell()
        self.updateGeometry()
        self.update()

    def words_at(self, row: int, month: int) -> str:
        """The whole words of a cell, for the tool tip and for those who listen."""
        line = self.rows[row]
        cell = line.cells[month - 1]
        word = cell_mark(cell, self._begun)[0]
        told = cell.words if cell.words and cell.words != word else word
        return f"{line.title}　{cell.month.chinese()}　{told or '没有要求，可以补记'}"

    def cell_area(self, row: int, month: int) -> QRectF:
        """Where the cell of a month is drawn, in px."""
        left, head, wide, high = self.measures()
        return QRectF(left + wide * (month - 1), head + high * row, wide, high)

    def area(self, at: At) -> QRectF:
        return self.cell_area(at[0], at[1] + 1)

    def tip(self, at: At) -> str:
        row = self.rows[at[0]]
        return f"{self.words_at(at[0], at[1] + 1)}\n{row.about}　{row.source}"

    def sizeHint(self) -> QSize:
        _, head, _, high = self.measures()
        return QSize(self._theme.unit(760), int(head + high * len(self.rows)) + 1)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.unit(690), self.sizeHint().height())

    def measures(self) -> tuple[float, float, float, float]:
        unit = self._theme.unit
        widest = max((self._theme.text_width(row.title) for row in self.rows), default=unit(120))
        left = float(widest + unit(20))
        return left, float(unit(34)), max(unit(46), (self.width() - left) / MONTHS), float(unit(38))

    # -- hands ---------------------------------------------------------------------------------------

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        found = self.cell_under(event.position().toPoint())
        if found is not None and event.button() == Qt.MouseButton.LeftButton:
            self.at = found
            self._choose()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _MOVES and self.rows:
            down, across = _MOVES[key]
            row, month = self.at
            self.at = (max(0, min(len(self.rows) - 1, row + down)), max(0, min(MONTHS - 1, month + across)))
            self._tell()
            self.update()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self.rows:
            self._choose()
        else:
            super().keyPressEvent(event)

    def _choose(self) -> None:
        row = self.rows[self.at[0]]
        self._tell()
        self.chosen.emit(row, row.cells[self.at[1]])

    def _tell(self) -> None:
        words = self.words_at(self.at[0], self.at[1] + 1) if self.rows else "还没有数据"
        self.setAccessibleName(f"三会一课全年一览：{words}")

    # -- painting ------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.paint_frame(painter)
        left, head, _, high = self.measures()
        for number, row in enumerate(self.rows):
            room = QRectF(self._theme.unit(2), head + high * number, left, high)
            self.paint_words(painter, room, row.title, LEFT)
        for at in self.every_cell():
            self._paint_cell(painter, at)

    def _paint_cell(self, painter: QPainter, at: At) -> None:
        colours, inset = self._theme.colours, self._theme.unit(3)
        area = self.area(at)
        word, tone = cell_mark(self.cells_of(at[0])[at[1]], self._begun)
        ground = area.adjusted(inset, inset + 1, -inset, -inset)
        focused = self.hasFocus() and at == self.at
        marked = focused or at == self._hovered
        filled = tone if word and word != "—" else ""
        self.paint_ground(painter, ground, filled, strong=focused, marked=marked)
        if not word and at == self._hovered:
            word, tone = "补记", "plain"
        ink = colours.text_faint if word == "—" else colours.tone(tone).ink
        self.paint_words(painter, area.adjusted(1, 0, -1, 0), word, MIDDLE, small=True, ink=ink)
