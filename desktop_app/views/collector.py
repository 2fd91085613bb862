"""Garbage is collected in the window's thread alone: a widget let go by the worker takes the program down."""

import gc

from PySide6.QtCore import QObject, QTimer

EVERY = 500
"""Milliseconds between two looks at what has gathered."""


class Collector(QObject):
    """Takes the place of Python's own collecting, which runs in whichever thread allocates.

    A page that could not be built has no parent in Qt; it is freed by whoever finds it, and Qt has widgets
    freed by the window's thread only. ``stop`` gives the collecting back.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.collect)
        self._timer.start(EVERY)

    def collect(self) -> None:
        """Collect the generations that are due, the oldest one that is."""
        for generation in (2, 1, 0):
            if gc.get_count()[generation] > gc.get_threshold()[generation] > 0:
                gc.collect(generation)
                return

    def stop(self) -> None:
        """Let Python collect by itself again."""
        self._timer.stop()
        gc.enable()
