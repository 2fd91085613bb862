"""Hands on a form: Enter walks, Ctrl+Enter saves, Tab leaves."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QLineEdit,
    QPlainTextEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop_app.views.look.theme import Theme
from desktop_app.views.parts.buttons import PlainButton
from desktop_app.views.parts.choice_box import ChoiceBox
from desktop_app.views.parts.keys import KeyWalk


class Form(QWidget):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        self.name, self.note = QLineEdit(), QPlainTextEdit()
        self.kind = ChoiceBox(theme, [(1, "甲"), (2, "乙")])
        self.count, self.agreed = QSpinBox(), QCheckBox("已读")
        self.button = PlainButton(theme, "选择党员")
        self.off, self.last = QLineEdit(), QLineEdit()
        self.off.setEnabled(False)
        for widget in (
            self.name, self.kind, self.count, self.button, self.off, self.agreed, self.note, self.last
        ):  # fmt: skip
            column.addWidget(widget)
        self.walk = KeyWalk(self)


@pytest.fixture
def form(qtbot: QtBot, theme: Theme) -> Form:
    form = Form(theme)
    outside = QWidget()
    column = QVBoxLayout(outside)
    column.addWidget(form)
    column.addWidget(QLineEdit())
    qtbot.addWidget(outside)
    outside.show()
    form.outside = outside  # type: ignore[attr-defined]  # kept alive with the form
    return form


def press(qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    here = QApplication.focusWidget()
    assert here is not None
    qtbot.keyClick(here, key, modifier)


def test_enter_goes_through_the_fields_and_past_the_last(qtbot: QtBot, form: Form) -> None:
    form.name.setFocus()
    for expected in (form.kind, form.count, form.agreed, form.note):
        press(qtbot, Qt.Key.Key_Return)
        assert QApplication.focusWidget() is expected
    press(qtbot, Qt.Key.Key_Return)  # a new line in a text of several lines
    assert form.note.toPlainText() == "\n"
    press(qtbot, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is form.last
    with qtbot.waitSignal(form.walk.past_last):
        press(qtbot, Qt.Key.Key_Enter)
    assert QApplication.focusWidget() is form.last


def test_enter_in_a_field_presses_no_button_but_on_a_button_does(qtbot: QtBot, form: Form) -> None:
    pressed: list[bool] = []
    form.button.clicked.connect(lambda: pressed.append(True))
    form.count.setFocus()
    press(qtbot, Qt.Key.Key_Return)
    assert pressed == []
    form.button.setFocus()
    press(qtbot, Qt.Key.Key_Return)
    assert pressed == [True]


def test_ctrl_enter_saves_from_every_field(qtbot: QtBot, form: Form) -> None:
    for field in (form.name, form.kind, form.count, form.note):
        field.setFocus()
        with qtbot.waitSignal(form.walk.save, timeout=1000):
            press(qtbot, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert form.note.toPlainText() == ""


def test_page_keys_ask_for_the_neighbours(qtbot: QtBot, form: Form) -> None:
    form.name.setFocus()
    with qtbot.waitSignal(form.walk.previous):
        press(qtbot, Qt.Key.Key_PageUp)
    with qtbot.waitSignal(form.walk.following):
        press(qtbot, Qt.Key.Key_PageDown)
