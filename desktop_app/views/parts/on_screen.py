"""Windows and dialogs inside the screen they are on, with the frame the system puts around them."""

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from desktop_app.views.look.theme import POINT_CHOICES, Theme

# The least a window needs, in px at 12 pt: every page is looked at in it. Larger letters make a smaller room.
LEAST_ROOM = QSize(900, 450)
# What a system is taken to put around a window before it tells: edges at both sides, the title above.
_EDGES, _TITLE = 16, 40


def fitted(place: QRect, room: QRect) -> QRect:
    """``place`` inside ``room`` with a frame around it, moved and made smaller as far as it has to be."""
    free = room.adjusted(_EDGES // 2, _TITLE - _EDGES // 2, -_EDGES // 2, -_EDGES // 2)
    size = place.size().boundedTo(free.size())
    left = min(max(place.x(), free.x()), free.x() + free.width() - size.width())
    top = min(max(place.y(), free.y()), free.y() + free.height() - size.height())
    return QRect(QPoint(left, top), size)


def keep_on_screen(window: QWidget) -> None:
    """Move a window, and make it smaller, until its frame is on the screen; a maximised one is."""
    if window.isMaximized() or window.isFullScreen() or not window.isVisible():
        return
    room, whole, inner = room_at(window.geometry()), window.frameGeometry(), window.geometry()
    if room.contains(whole):
        return
    frame = whole.size() - inner.size()
    size = inner.size().boundedTo(room.size() - frame).expandedTo(QSize(1, 1))
    lead = inner.topLeft() - whole.topLeft()
    outer = size + frame
    left = min(max(whole.x(), room.x()), room.x() + room.width() - outer.width())
    top = min(max(whole.y(), room.y()), room.y() + room.height() - outer.height())
    window.setGeometry(QRect(QPoint(left, top) + lead, size))


def most_size(window: QWidget) -> QSize:
    """The largest a window may be on its screen, its frame left room."""
    frame = window.frameGeometry().size() - window.geometry().size()
    frame = frame.expandedTo(QSize(_EDGES, _TITLE)) if frame.isNull() else frame
    return window.screen().availableGeometry().size() - frame


def room_at(place: QRect) -> QRect:
    """The room of the screen a place is on, without what the system keeps for itself."""
    screen = QGuiApplication.screenAt(place.center()) or QGuiApplication.primaryScreen()
    return screen.availableGeometry()


def screen_room() -> QSize:
    """What a maximised window has for itself on the first screen, in px."""
    screen = QGuiApplication.primaryScreen().availableGeometry().size()
    return screen - QSize(0, _TITLE - _EDGES // 2)


def most_points(room: QSize) -> int:
    """The largest of the sizes of letters with which every page fits into ``room``; the least always does."""
    fitting = [
        points
        for points in POINT_CHOICES
        if room.width() >= Theme.scaled(LEAST_ROOM.width(), points)
        and room.height() >= Theme.scaled(LEAST_ROOM.height(), points)
    ]
    return max(fitting, default=POINT_CHOICES[0])
