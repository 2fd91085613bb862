"""One choice among words, by value; the wheel passes it by."""

import ast

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QComboBox, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.views.look.theme import Theme
from desktop_app.views.parts.choice_box import ChoiceBox
from tests.conftest import ROOT

# What Qt lets a turn of the wheel change.
WHEEL_CHANGES = {
    "QComboBox", "QFontComboBox", "QSpinBox", "QDoubleSpinBox", "QAbstractSpinBox", "QDateEdit", "QTimeEdit",
    "QDateTimeEdit", "QSlider", "QDial", "QAbstractSlider",
}  # fmt: skip


def wheel_over(widget: QWidget, turns: int = -1) -> bool:
    """Turn the wheel over the widget; whether it took the turn for itself."""
    spot = QPointF(widget.rect().center())
    event = QWheelEvent(
        spot,
        widget.mapToGlobal(spot),
        QPoint(),
        QPoint(0, 120 * turns),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, event)
    return event.isAccepted()


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


@pytest.mark.parametrize("focused", [False, True])
@pytest.mark.parametrize("editable", [False, True])
def test_the_wheel_is_left_to_the_page_around(
    qtbot: QtBot, theme: Theme, focused: bool, editable: bool
) -> None:
    box = ChoiceBox(theme, [(1, "甲"), (2, "乙"), (3, "丙")])
    qtbot.addWidget(box)
    box.setEditable(editable)
    box.set_value(2)
    box.show()
    if focused:
        box.setFocus()
    for target in (box, box.lineEdit()) if editable else (box,):
        assert not wheel_over(target)  # not accepted: Qt offers it to the scroll area next
        assert not wheel_over(target, 2)
    assert box.value() == 2
    assert box.focusPolicy() == Qt.FocusPolicy.StrongFocus  # nor does the wheel bring the cursor here


def test_without_that_the_wheel_would_change_the_choice(qtbot: QtBot) -> None:
    box = QComboBox()
    qtbot.addWidget(box)
    box.addItems(["甲", "乙"])
    box.show()
    assert wheel_over(box)
    assert box.currentText() == "乙"


def test_nothing_in_the_program_is_changed_by_the_wheel() -> None:
    """A class of ours over one of Qt's answers the wheel itself, and nobody makes one of Qt's."""
    found = []
    for path in sorted((ROOT / "desktop_app").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf8"))):
            where = f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', 0)}"
            if isinstance(node, ast.ClassDef) and names(*node.bases) & WHEEL_CHANGES:
                own = {one.name for one in node.body if isinstance(one, ast.FunctionDef)}
                found += [] if "wheelEvent" in own else [f"{where}: {node.name} needs its own wheelEvent"]
            elif isinstance(node, ast.Call) and names(node.func) & WHEEL_CHANGES:
                found.append(f"{where}: make a ChoiceBox, which the wheel does not change")
    assert found == []


def names(*nodes: ast.expr) -> set[str]:
    return {node.id for node in nodes if isinstance(node, ast.Name)}
