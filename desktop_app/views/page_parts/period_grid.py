"""A year of meetings by months, quarters and the year: each period one cell in words, to be pressed."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent

from desktop_app.base.periods import Month
from desktop_app.duties.basics.deadline import Standing
from desktop_app.duties.organization_life.meeting_calendar import PeriodCell, PeriodRow
from desktop_app.views.page_parts.year_cells import LEFT, MIDDLE, MONTHS, At, YearCells

_TONES = {
    Standing.DONE: "done",
    Standing.OPEN: "draft",
    Standing.NEAR: "due",
    Standing.OVERDUE: "overdue",
}
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class PeriodGrid(YearCells[PeriodRow]):
    """Paints ``year_periods``; ``chosen`` tells row and cell walked to, ``opened`` those pressed again."""

    chosen = Signal(object, object)
    opened = Signal(object, object)

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
        late = cell.duty.state is Standing.OVERDUE and self._is_before(cell)
        if not cell.uids and (late or not cell.asks):
            return "—", "draft"
        planned = cell.planned and cell.duty.state is not Standing.DONE
        return cell.word, "going" if planned else _TONES[cell.duty.state]

    def cell_area(self, row: int, cell: int) -> QRectF:
        """Where a cell is drawn, in px."""
        left, head, wide, high = self.measures()
        period = self.rows[row].cells[cell].period
        return QRectF(left + wide * (period.first.month - 1), head + high * row, wide * period.months, high)

    def area(self, at: At) -> QRectF:
        return self.cell_area(*at)

    def tip(self, at: At) -> str:
        row, cell = self.rows[at[0]], self.rows[at[0]].cells[at[1]]
        told = cell.duty.words if cell.asks else "开始用本程序以前"
        return f"{row.title}　{told}\n{row.about}　{row.source}"

    def sizeHint(self) -> QSize:
        _, head, _, high = self.measures()
        return QSize(self._theme.unit(900), int(head + high * len(self.rows)) + 1)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._theme.unit(136 + MONTHS * 46), self.sizeHint().height())

    def _is_before(self, cell: PeriodCell) -> bool:
        return self._begun is None or cell.period.end < self._begun.first_day()

    def measures(self) -> tuple[float, float, float, float]:
        unit = self._theme.unit
        left = min(float(unit(210)), max(float(unit(136)), self.width() * 0.22))
        wide = max(float(unit(46)), (self.width() - left) / MONTHS)
        return left, float(unit(32)), wide, float(unit(50))

    # -- hands ---------------------------------------------------------------------------------------

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        found = self.cell_under(event.position().toPoint())
        if found is not None and event.button() == Qt.MouseButton.LeftButton:
            self._walk(found)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.cell_under(event.position().toPoint()) == self.at and self.current() is not None:
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

    def _tell(self) -> None:
        found = self.current()
        words = f"{found[0].title} {self.mark(found[1])[0]} {found[1].days}" if found else "还没有数据"
        self.setAccessibleName(f"三会一课年历：{words}")

    # -- painting ------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        unit = self._theme.unit
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.paint_frame(painter)
        left, head, _, high = self.measures()
        for number, row in enumerate(self.rows):
            top = head + high * number
            room = QRectF(unit(2), top + unit(6), left - unit(12), (high - unit(12)) / 2)
            self.paint_words(painter, room, row.title, LEFT, bold=True)
            below = room.translated(0, room.height())
            # Its source is told above, with the cell the cursor is on: here there is no room to read it.
            self.paint_words(painter, below, row.about, LEFT, small=True, ink=self._theme.colours.text_faint)
        for at in self.every_cell():
            self._paint_cell(painter, at)

    def _paint_cell(self, painter: QPainter, at: At) -> None:
        colours, unit = self._theme.colours, self._theme.unit
        cell = self.rows[at[0]].cells[at[1]]
        word, tone = self.mark(cell)
        ground = self.area(at).adjusted(unit(3), unit(4), -unit(3), -unit(3))
        empty, focused = word == "—", at == self.at
        marked = focused or at == self._hovered
        strong = focused and self.hasFocus()
        self.paint_ground(painter, ground, "" if empty else tone, strong=strong, marked=marked)
        ink = colours.text_faint if empty else colours.tone(tone).ink
        first, second = _two_lines(cell, word)
        upper = QRectF(ground.left(), ground.top() + unit(3), ground.width(), ground.height() / 2 - unit(3))
        self.paint_words(painter, upper, first, MIDDLE, small=True, ink=ink)
        if not empty:
            lower = upper.translated(0, upper.height())
            self.paint_words(painter, lower, second, MIDDLE, small=True, ink=ink)


def _two_lines(cell: PeriodCell, word: str) -> tuple[str, str]:
    """The words of a cell; those of a month are short enough for large type."""
    if cell.period.months > 1:
        return word, cell.days
    if word.startswith("✓"):
        return f"✓ {len(cell.held)} 次", cell.days
    return ("尚未", "记录") if word == "尚未记录" else (word, cell.days.removesuffix("前"))
