"""The day on the desk: a window left open overnight learns that it is another one."""

from datetime import datetime, time, timedelta

from PySide6.QtCore import QObject, QTimer, Signal

from desktop_app.base.clock import Clock

# Milliseconds between two looks: a PC that slept, or whose clock was set, is noticed by then.
AT_MOST = 60_000


class DayWatch(QObject):
    """Looks at ``clock`` at midnight and every minute; ``passed`` tells that the day is another one."""

    passed = Signal()

    def __init__(self, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._day = clock.now().date()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.look)
        self._wait()

    def look(self) -> None:
        """Compare the clock's day with the one known, now."""
        day = self._clock.now().date()
        if day != self._day:
            self._day = day
            self.passed.emit()
        self._wait()

    def _wait(self) -> None:
        now = self._clock.now()
        midnight = datetime.combine(now.date() + timedelta(days=1), time.min)
        self._timer.start(min(AT_MOST, 1 + (midnight - now) // timedelta(milliseconds=1)))
