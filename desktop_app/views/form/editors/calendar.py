"""The calendar of a date box, for near days only: it opens below the line, which stays what is typed into."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QDate, QEvent, QLocale, QObject, QSize, Qt, Signal
from PySide6.QtGui import QAction, QColor, QGuiApplication, QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QLineEdit, QToolButton, QVBoxLayout, QWidget

from desktop_app.views.look.theme import Theme

_TURNS = {"qt_calendar_prevmonth": ("previous", "上个月"), "qt_calendar_nextmonth": ("next", "下个月")}
_NAMED = {"qt_calendar_monthbutton": "选月份", "qt_calendar_yearbutton": "选年份"}


class Calendar(QFrame):
    """One month, weeks from Monday; a click or Enter picks a day, Esc goes back to the line."""

    picked = Signal(object)

    def __init__(self, theme: Theme, day: date, now: date, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("look", "card")
        self.month = QCalendarWidget()
        self.month.setLocale(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
        self.month.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.month.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.month.setHorizontalHeaderFormat(QCalendarWidget.HorizontalHeaderFormat.SingleLetterDayNames)
        self.month.setSelectedDate(QDate(day.year, day.month, day.day))
        self.month.setAccessibleName("日历")
        self._dress(theme, now)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.addWidget(self.month)
        self.setFixedSize(theme.unit(340), theme.unit(310))
        self.month.clicked.connect(self._pick)
        self.month.activated.connect(self._pick)

    def open_below(self, line: QLineEdit) -> None:
        """Stand below ``line``, or above it where the screen ends."""
        place = line.mapToGlobal(line.rect().bottomLeft())
        screen = QGuiApplication.screenAt(place) or QGuiApplication.primaryScreen()
        room = screen.availableGeometry()
        if place.y() + self.height() > room.bottom():
            place.setY(line.mapToGlobal(line.rect().topLeft()).y() - self.height())
        place.setX(max(room.left(), min(place.x(), room.right() - self.width())))
        self.move(place)
        self.show()
        self.month.setFocus()

    def _dress(self, theme: Theme, now: date) -> None:
        plain = QTextCharFormat()
        plain.setForeground(QColor(theme.colours.text))
        for weekday in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.month.setWeekdayTextFormat(weekday, plain)
        heads = QTextCharFormat()
        heads.setForeground(QColor(theme.colours.text_soft))
        self.month.setHeaderTextFormat(heads)
        today = QTextCharFormat()
        today.setFontWeight(700)
        today.setForeground(QColor(theme.colours.focus))
        self.month.setDateTextFormat(QDate(now.year, now.month, now.day), today)
        for name, (icon, words) in _TURNS.items():
            button = self._tool(name)
            button.setIcon(theme.icons.icon(icon, theme.colours.text_soft, theme.unit(20)))
            button.setIconSize(QSize(theme.unit(20), theme.unit(20)))
            button.setAccessibleName(words)
            button.setToolTip(words)
        for name, words in _NAMED.items():
            self._tool(name).setAccessibleName(words)

    def _tool(self, name: str) -> QToolButton:
        """A button of the calendar's own head, by the name Qt gives it."""
        found = self.month.findChild(QToolButton, name)
        assert isinstance(found, QToolButton)
        return found

    def _pick(self, day: QDate) -> None:
        self.picked.emit(date(day.year(), day.month(), day.day()))
        self.close()


class CalendarOpener(QObject):
    """Puts a sign into a date line that opens the calendar; the down key opens it as well.

    ``days`` gives the day it opens on and today, ``take`` gets the day that was picked.
    """

    def __init__(
        self,
        theme: Theme,
        line: QLineEdit,
        days: Callable[[], tuple[date, date]],
        take: Callable[[date], None],
    ) -> None:
        super().__init__(line)
        self._theme, self._line, self._days, self._take = theme, line, days, take
        self.calendar: Calendar | None = None
        icon = theme.icons.icon("month", theme.colours.text_faint, theme.unit(18))
        self.sign = QAction(icon, "打开日历", self)
        self.sign.setToolTip("打开日历（按 ↓ 键也可以）")
        self.sign.triggered.connect(self.open)
        line.addAction(self.sign, QLineEdit.ActionPosition.TrailingPosition)
        line.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_Down
            and not self._line.isReadOnly()
        ):
            self.open()
            return True
        return False

    def set_locked(self, locked: bool) -> None:
        """Nothing to open where nothing may be changed."""
        self.sign.setVisible(not locked)

    def open(self) -> None:
        """Show the calendar below the line."""
        calendar = self.calendar = Calendar(self._theme, *self._days(), self._line)
        calendar.picked.connect(self._take)
        calendar.destroyed.connect(self._forget)
        calendar.open_below(self._line)

    def _forget(self) -> None:
        self.calendar = None
