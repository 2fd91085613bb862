"""Where the window stands: inside the screen with its frame, as it was left, the same after a rebuild."""

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QWidget

from desktop_app.settings import Settings
from desktop_app.views.parts.on_screen import fitted, keep_on_screen
from desktop_app.views.window_place import WindowPlace, take_place


def room_of(window: QWidget) -> QRect:
    return window.screen().availableGeometry()


@pytest.fixture
def shown(qtbot):
    """Shows a window of a size by the settings given."""

    def show(settings: Settings, size: tuple[int, int] = (500, 300)) -> QWidget:
        window = QWidget()
        qtbot.addWidget(window)
        window.resize(*size)
        WindowPlace(settings).show(window, None)
        return window

    return show


def test_the_first_window_fits_or_is_maximised(shown):
    small = shown(Settings())
    assert not small.isMaximized()
    assert room_of(small).contains(small.frameGeometry())
    assert shown(Settings(), (5000, 400)).isMaximized()
    assert shown(Settings(), (400, 5000)).isMaximized()


def test_the_window_comes_back_as_it_was_left(shown, tmp_path):
    settings = Settings(path=tmp_path / "settings.json")
    window = shown(settings)
    window.setGeometry(60, 80, 420, 310)
    WindowPlace(settings).keep(window)
    again = shown(Settings.load(tmp_path / "settings.json"))
    assert again.geometry() == QRect(60, 80, 420, 310)
    again.showMaximized()
    WindowPlace(settings).keep(again)
    last = shown(Settings.load(tmp_path / "settings.json"))
    assert last.isMaximized()
    last.showNormal()
    assert last.geometry().size() == QRect(60, 80, 420, 310).size()


@pytest.mark.parametrize(
    "kept", [[], [1, 2, 3], ["1", 2, 3, 4], [90_000, -90_000, 400, 300], [0, 0, 9000, 9000]]
)
def test_whatever_was_kept_the_window_is_on_the_screen(shown, kept):
    window = shown(Settings(window=kept))
    assert window.isMaximized() or room_of(window).contains(window.frameGeometry())


def test_a_window_of_a_larger_screen_is_made_to_fit():
    room = QRect(0, 0, 1366, 728)
    for place in (QRect(1300, 700, 400, 300), QRect(-500, -500, 400, 300), QRect(0, 0, 4000, 3000)):
        inside = fitted(place, room)
        assert room.contains(inside.adjusted(-8, -32, 8, 8))
    assert fitted(QRect(100, 100, 400, 300), room) == QRect(100, 100, 400, 300)


def test_a_frame_that_turns_out_larger_is_brought_in(shown):
    window = shown(Settings())
    window.move(room_of(window).bottomRight())
    keep_on_screen(window)
    assert room_of(window).contains(window.frameGeometry())


def test_another_window_takes_place_and_state(shown, qtbot):
    old = shown(Settings())
    old.setGeometry(40, 50, 420, 310)
    old.showMaximized()
    fresh = QWidget()
    qtbot.addWidget(fresh)
    take_place(old, fresh)
    assert fresh.windowState() & Qt.WindowState.WindowMaximized
    fresh.show()
    fresh.showNormal()
    assert fresh.geometry().size() == QRect(40, 50, 420, 310).size()
