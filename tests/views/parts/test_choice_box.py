"""One choice among words, by value."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop_app.views.look.theme import Theme
from desktop_app.views.parts.choice_box import ChoiceBox


def test_values_go_in_and_out(qtbot: QtBot, theme: Theme) -> None:
    box = ChoiceBox(theme, [(None, ""), ("full", "正式党员"), ("probationary", "预备党员")])
    qtbot.addWidget(box)
    assert box.value() is None
    box.set_value("probationary")
    assert box.currentText() == "预备党员"
    box.set_pairs([("full", "正式党员"), ("probationary", "预备党员")])
    assert box.value() == "probationary"
    box.set_value("nobody")
    assert box.value() == "full"


def test_keys_choose(qtbot: QtBot, theme: Theme) -> None:
    box = ChoiceBox(theme, [(1, "甲"), (2, "乙")])
    qtbot.addWidget(box)
    box.show()
    qtbot.keyClick(box, Qt.Key.Key_Down)
    assert box.value() == 2
