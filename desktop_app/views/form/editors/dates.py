"""Editors of days, months and spans: typed in any office form, what was understood written below."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from desktop_app.base import dates, periods
from desktop_app.base.ambiguous import Ambiguous
from desktop_app.base.errors import UserError
from desktop_app.base.periods import WEEKDAYS, Month, PartialDate, Span
from desktop_app.records.box import AnyBox
from desktop_app.records.kinds import Date
from desktop_app.views.form.editors.calendar import CalendarOpener
from desktop_app.views.form.editors.typed import TypedEditor
from desktop_app.views.parts.hints import show_hint
from desktop_app.views.parts.labels import Words

if TYPE_CHECKING:
    from desktop_app.desk import Desk

_LATIN = Qt.InputMethodHint.ImhPreferNumbers | Qt.InputMethodHint.ImhPreferLatin


class DateEditor(TypedEditor[date]):
    """A day, typed or pasted: 19850701, 1985.7.1, 1985年7月1日, 今天; 850701 asks which century."""

    hints = _LATIN

    def __init__(self, box: AnyBox, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(box, desk, parent)
        show_hint(self.line, "如 2026.10.9，或“今天”")
        self.opener = (
            CalendarOpener(self.theme, self.line, self._days, self._pick)
            if isinstance(box, Date) and box.near
            else None
        )

    def echo(self, value: date) -> str:
        return periods.echo(value)

    def set_locked(self, locked: bool) -> None:
        super().set_locked(locked)
        if self.opener is not None:
            self.opener.set_locked(locked)

    def _days(self) -> tuple[date, date]:
        today = self.desk.ledger.today
        try:
            return self.value() or today, today
        except UserError:
            return today, today


class PartialDateEditor(TypedEditor[PartialDate]):
    """A day, a month or a year, 约 allowed: what old papers tell."""

    hints = _LATIN

    def __init__(self, box: AnyBox, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(box, desk, parent)
        show_hint(self.line, "如 2005.7.1、2005.7，或“约2005年”")

    def words_of(self, value: PartialDate | None) -> str:
        """A remembered date in words, any other written as the days of the same form are."""
        return "" if value is None else value.chinese() if value.about else value.iso()

    def echo(self, value: PartialDate) -> str:
        if value.day is not None and not value.about:
            return periods.echo(value.first_day())
        lacking = "，不知几月几日" if value.month is None else "，不知几日" if value.day is None else ""
        return f"{value.chinese()}{lacking}"


class MonthEditor(TypedEditor[Month]):
    """A calendar month: 2026.10, 2026年10月, 本月."""

    hints = _LATIN

    def __init__(self, box: AnyBox, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(box, desk, parent)
        show_hint(self.line, "如 2026.10，或“本月”")

    def words_of(self, value: Month | None) -> str:
        """2026-10, as the days of the same form are written."""
        return "" if value is None else value.iso()

    def echo(self, value: Month) -> str:
        return str(value.chinese())


class SpanEditor(TypedEditor[Span]):
    """A day, and from when to when on it; a whole span pasted into the first line is understood too."""

    hints = _LATIN

    def __init__(self, box: AnyBox, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(box, desk, parent)
        show_hint(self.line, "如 2026.10.9")
        self.times = QLineEdit()
        self.times.setInputMethodHints(_LATIN)
        show_hint(self.times, "如 14:30-16:00")
        self.times.setAccessibleName(f"{box.title}：几点到几点")
        self.times.textEdited.connect(self._edit)
        self.times.editingFinished.connect(self._leave)
        # The line stands beside the times; what the column held moves into a row.
        self.column.removeWidget(self.line)
        row = QHBoxLayout()
        row.setSpacing(self.theme.unit(8))
        row.addWidget(self.line, 2)
        row.addWidget(Words(self.theme, "时间", colour=self.theme.colours.text_soft))
        row.addWidget(self.times, 3)
        self.column.insertLayout(0, row)
        self.opener = CalendarOpener(self.theme, self.line, self._days, self._take_day)

    def value(self) -> Span | None:
        if not self._typed:
            return self._value
        day, times = self.line.text().strip(), self.times.text().strip()
        try:
            return self.read(day)  # a whole span pasted, whatever stood in the second line
        except Ambiguous:
            raise
        except UserError:
            return self.read(f"{day} {times}".strip())

    def set_value(self, value: Span | None) -> None:
        super().set_value(value)
        if value is None:
            self.line.clear()
            self.times.clear()
            return
        self.line.setText(f"{value.start:%Y-%m-%d}")
        end = f"{value.end:%H:%M}" if value.end.date() == value.day else f"{value.end:%Y-%m-%d %H:%M}"
        self.times.setText(f"{value.start:%H:%M}-{end}")

    def kept(self) -> Any:
        return [self.line.text(), self.times.text()]

    def take_up(self, kept: Any) -> None:
        day, times = kept
        self.times.setText(times)
        super().take_up(day)

    def set_locked(self, locked: bool) -> None:
        super().set_locked(locked)
        self.times.setReadOnly(locked)
        self.opener.set_locked(locked)

    def mark(self, wrong: bool) -> None:
        super().mark(wrong)
        self.times.setProperty("wrong", "true" if wrong else "false")
        self.times.style().unpolish(self.times)
        self.times.style().polish(self.times)

    def echo(self, value: Span) -> str:
        return f"{value.chinese()} {WEEKDAYS[value.day.weekday()]}，共 {value.minutes} 分钟"

    def _days(self) -> tuple[date, date]:
        today = self.desk.ledger.today
        try:
            return dates.parse_date(self.line.text(), today=today), today
        except UserError:
            return today, today

    def _take_day(self, day: date) -> None:
        self.line.setText(f"{day:%Y-%m-%d}")
        self._edit("")
        self._leave()
        (self.line if self.times.text() else self.times).setFocus()

    def _leave(self) -> None:
        # Halfway between the two lines nothing can be wrong yet.
        if self._typed and bool(self.line.text().strip()) != bool(self.times.text().strip()):
            if self.line.hasFocus() or self.times.hasFocus():
                return
            if "-" not in self.line.text() and "—" not in self.line.text():
                return
        super()._leave()
