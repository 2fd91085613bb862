"""Whether anybody is at the desk: real keys and mouse in our windows, and a PC that slept meanwhile."""

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow

# Milliseconds between two looks.
LOOK_EVERY = 5_000
# Seconds that pass between two looks only when the PC slept, or its clock was set.
SLEPT = 120
IDLE, ASLEEP = "空闲", "电脑睡眠"
_HANDS = frozenset(
    (
        QEvent.Type.KeyPress,
        QEvent.Type.InputMethod,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseButtonRelease,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
        QEvent.Type.DragMove,
    )
)


class IdleWatch(QObject):
    """``passed`` tells IDLE once nobody touched a window of ours for ``minutes()``, ASLEEP after a sleep.

    0 minutes is never. Only what the system sends counts, not what the program sends itself: it is looked at
    where it comes in, at the window with the keys, and what an input method commits at the box that takes it.
    ``now`` runs evenly (seconds), ``wall`` is the clock on the wall.
    """

    passed = Signal(str)

    def __init__(
        self,
        minutes: Callable[[], int],
        parent: QObject | None = None,
        *,
        now: Callable[[], float] = time.monotonic,
        wall: Callable[[], float] = time.time,
    ) -> None:
        super().__init__(parent)
        self._minutes, self._now, self._wall = minutes, now, wall
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY)
        self._timer.timeout.connect(self.look)
        self._touched = self._looked = 0.0
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.focusWindowChanged.connect(self._listen_to)
            app.focusObjectChanged.connect(self._listen_to)

    def start(self) -> None:
        """Begin to wait anew."""
        for watched in (QGuiApplication.focusWindow(), QGuiApplication.focusObject()):
            self._listen_to(watched)
        self._touched, self._looked = self._now(), self._wall()
        self._timer.start()

    def stop(self) -> None:
        """Wait no longer."""
        self._timer.stop()

    def look(self) -> None:
        """Look at the clocks, now."""
        between, self._looked = self._wall() - self._looked, self._wall()
        minutes = self._minutes()
        if between > SLEPT:
            self.passed.emit(ASLEEP)
        elif minutes and self._now() - self._touched >= minutes * 60:
            self.passed.emit(IDLE)

    def _listen_to(self, watched: QObject | None) -> None:
        if watched is not None:
            watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        # An input method's words come to the box straight, everything else through the window.
        if kind in _HANDS and (isinstance(watched, QWindow) or kind == QEvent.Type.InputMethod):
            self._touched = (
                self._now() if event.spontaneous() or kind == QEvent.Type.InputMethod else self._touched
            )
        return False
