"""Where the window stands on the screen: as it was left, with its frame inside the room there is."""

from contextlib import suppress

from PySide6.QtCore import QRect, Qt, QThread, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from desktop_app.base.errors import UserError
from desktop_app.settings import Settings
from desktop_app.views.look.theme import POINT_CHOICES
from desktop_app.views.parts.on_screen import fitted, keep_on_screen, most_points, room_at, screen_room

# After so long, in milliseconds, the system has put its frame around a window.
_FRAMED = 250
# How long, in milliseconds, until it is looked again whether the dialogs of a window have come to their end.
_UNWINDING = 20


class WindowPlace:
    """Shows one window in the place of another, and the first where the last was closed."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def points(self) -> int:
        """The size of letters: as kept, but held down to what this screen has room for."""
        kept = self._settings.points
        return kept if kept <= POINT_CHOICES[0] else min(kept, most_points(screen_room()))

    def show(self, window: QWidget, old: QWidget | None) -> None:
        """Show ``window`` where ``old`` stood, which goes."""
        if old is not None:
            take_place(old, window)
        else:
            self._put_first(window)
        window.show()
        QTimer.singleShot(_FRAMED, window, lambda: keep_on_screen(window))
        if old is not None:
            old.hide()
            drop_at_rest(old)

    def keep(self, window: QWidget | None) -> None:
        """Remember where the window stood; what cannot be written is not missed."""
        if window is None:
            return
        place = window.normalGeometry() if window.isMaximized() else window.geometry()
        self._settings.window = [place.x(), place.y(), place.width(), place.height()]
        self._settings.maximized = window.isMaximized()
        with suppress(UserError):
            self._settings.save()

    def _put_first(self, window: QWidget) -> None:
        kept = self._settings.window
        if len(kept) == 4 and all(type(one) is int for one in kept):
            place = QRect(*kept)
            window.setGeometry(fitted(place, room_at(place)))
            whole = self._settings.maximized
        else:
            room = QGuiApplication.primaryScreen().availableGeometry()
            wanted = QRect(room.topLeft(), window.size())
            inside = fitted(wanted, room)
            window.setGeometry(inside)
            whole = inside.size() != wanted.size()
        if whole:
            window.setWindowState(window.windowState() | Qt.WindowState.WindowMaximized)


def is_at_rest() -> bool:
    """Whether no dialog, even one already closed, still waits on the stack for its answer."""
    return QThread.currentThread().loopLevel() <= 1


def drop_at_rest(window: QWidget) -> None:
    """Delete ``window`` with all it owns, but no dialog somebody is still waiting in.

    A dialog that was told to close returns only when the loops in front of it have, and the system's file
    window keeps a question of its own on the stack: freed under them, the program ends without a word.
    """
    if not isValid(window):
        return
    if is_at_rest():
        window.deleteLater()
    else:
        QTimer.singleShot(_UNWINDING, lambda: drop_at_rest(window))


def take_place(old: QWidget, new: QWidget) -> None:
    """Have ``new`` stand where ``old`` stands on the screen."""
    whole = old.windowState() & Qt.WindowState.WindowMaximized
    place = old.normalGeometry() if whole else old.geometry()
    if place.isValid():
        new.setGeometry(place)
    new.setWindowState(old.windowState())
