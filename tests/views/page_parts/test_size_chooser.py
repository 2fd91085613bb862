"""The sizes of letters offered are those with which every page fits the screen."""

import pytest
from PySide6.QtCore import QSize

from desktop_app.settings import Settings
from desktop_app.views import window_place
from desktop_app.views.look.theme import POINT_CHOICES
from desktop_app.views.page_parts import size_chooser
from desktop_app.views.page_parts.size_chooser import SizeChooser
from desktop_app.views.parts.on_screen import most_points
from desktop_app.views.window_place import WindowPlace

# What a maximised window has for itself, in the pixels Qt counts in → the largest letters.
SCREENS = [
    ((1366, 690), 18),  # 1366×768
    ((1093, 552), 14),  # the same at 125 %
    ((911, 460), 12),  # and at 150 %
    ((1280, 650), 16),
    ((1024, 560), 12),
    ((1920, 1000), 18),
    ((640, 400), 12),
]


@pytest.mark.parametrize(("room", "most"), SCREENS)
def test_no_larger_letters_are_offered_than_fit(room, most, theme, qtbot, monkeypatch):
    assert most_points(QSize(*room)) == most
    for module in (size_chooser, window_place):
        monkeypatch.setattr(module, "screen_room", lambda: QSize(*room))
    chooser = SizeChooser(theme)
    qtbot.addWidget(chooser)
    offered = [points for points, button in chooser.buttons.items() if button.isEnabled()]
    assert offered == [points for points in POINT_CHOICES if points <= most]
    assert chooser.why.isVisibleTo(chooser) == (most < POINT_CHOICES[-1])
    assert all("缩放" in button.toolTip() for button in chooser.buttons.values() if not button.isEnabled())
    settings = Settings(points=18)
    assert WindowPlace(settings).points() == most
    assert settings.points == 18, "a larger screen has it again"
    assert WindowPlace(Settings(points=12)).points() == 12
