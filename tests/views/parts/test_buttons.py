"""Buttons are high enough, carry words, and are never the default."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLineEdit, QVBoxLayout
from pytestqt.qtbot import QtBot

from desktop_app.views.look.theme import Theme
from desktop_app.views.parts.buttons import DangerButton, LinkButton, PlainButton, PrimaryButton


@pytest.mark.parametrize("kind", [PlainButton, PrimaryButton, DangerButton, LinkButton])
def test_a_button_can_be_hit_and_says_what_it_does(
    qtbot: QtBot, theme: Theme, kind: type[PlainButton]
) -> None:
    button = kind(theme, "保存这次会议", "save")
    qtbot.addWidget(button)
    button.show()
    assert button.text() == "保存这次会议"
    assert not button.icon().isNull()
    assert not button.autoDefault()
    floor = theme.main_height if kind is PrimaryButton else theme.click_height
    assert button.sizeHint().height() >= floor
    plain = button.sizeHint().height()
    button.setFocus()
    assert button.sizeHint().height() == plain  # nothing jumps when the focus ring appears
    with qtbot.waitSignal(button.clicked):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_enter_in_a_dialog_presses_nothing(qtbot: QtBot, theme: Theme) -> None:
    dialog, box = QDialog(), QLineEdit()
    button = PrimaryButton(theme, "保存")
    column = QVBoxLayout(dialog)
    column.addWidget(box)
    column.addWidget(button)
    qtbot.addWidget(dialog)
    dialog.show()
    box.setFocus()
    with qtbot.assertNotEmitted(button.clicked):
        qtbot.keyClick(box, Qt.Key.Key_Return)
