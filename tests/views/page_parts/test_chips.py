"""Chips: one of them chosen; on a low screen a line of them, or a box with the same words."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.views.page_parts.chips import ChipRow
from tests.views.looking import come_to_rest

PAIRS = [(number, f"第{number}种情况") for number in range(9)]


@pytest.fixture
def chips(qtbot, theme):
    window = QWidget()
    qtbot.addWidget(window)
    row = ChipRow(theme, PAIRS)
    column = QVBoxLayout(window)
    column.addWidget(row)
    column.addStretch(1)
    window.resize(500, 400)
    window.show()
    come_to_rest()
    yield row
    window.hide()


def test_many_chips_on_a_low_screen_are_a_box(chips, theme):
    assert chips.box.isVisible()
    assert not any(chip.isVisible() for chip in chips.chips.values())
    assert chips.height() == theme.click_height
    chips.window().resize(520, 700)
    come_to_rest()
    assert not chips.box.isVisible()
    assert all(chip.isVisible() for chip in chips.chips.values())


def test_what_is_picked_in_the_box_is_the_chosen_chip(chips, qtbot):
    chips.set_counts({number: number for number, _ in PAIRS})
    assert chips.box.itemText(3) == "第3种情况 3"
    chips.box.setFocus()
    with qtbot.waitSignal(chips.chosen) as told:
        QTest.keyClick(chips.box, Qt.Key.Key_Down)
    assert told.args == [1]
    assert chips.value() == 1
    assert chips.chips[1].isChecked()
    chips.choose(4)
    assert chips.box.value() == 4


def test_few_chips_stay_chips(chips):
    chips.set_pairs(PAIRS[:2])
    come_to_rest()
    chips.set_counts({0: 1, 1: 2})
    come_to_rest()
    assert not chips.box.isVisible()
    assert all(chip.isVisible() for chip in chips.chips.values())
