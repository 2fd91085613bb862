"""Lines that break where the width ends, and choosing many words."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.views.look.theme import Theme
from desktop_app.views.parts.flow import FlowLayout, TagPicker
from desktop_app.views.parts.status import Pill

WORDS = ("立行立改", "持续整改", "回头看", "上级督办", "群众反映")


@pytest.mark.parametrize("units", [150, 240, 400, 900])
def test_items_stay_inside_and_do_not_overlap(qtbot: QtBot, theme: Theme, units: int) -> None:
    box = QWidget()
    qtbot.addWidget(box)
    flow = FlowLayout(box, 8, 6)
    pills = [Pill(theme, word * (1 + at % 2)) for at, word in enumerate(WORDS)]
    for pill in pills:
        flow.addWidget(pill)
    width = theme.unit(units)
    box.resize(width, flow.heightForWidth(width))
    box.show()
    QApplication.processEvents()
    for at, pill in enumerate(pills):
        assert box.rect().contains(pill.geometry())
        assert not any(pill.geometry().intersects(other.geometry()) for other in pills[at + 1 :])


def test_narrow_takes_more_height_and_hidden_takes_none(qtbot: QtBot, theme: Theme) -> None:
    box = QWidget()
    qtbot.addWidget(box)
    flow = FlowLayout(box)
    pills = [Pill(theme, word) for word in WORDS]
    for pill in pills:
        flow.addWidget(pill)
    box.show()
    assert flow.heightForWidth(100) > flow.heightForWidth(1000)
    for pill in pills[1:]:
        pill.hide()
    assert flow.heightForWidth(100) == flow.heightForWidth(1000)


def test_words_are_chosen_by_click_and_told_in_order(qtbot: QtBot, theme: Theme) -> None:
    picker = TagPicker(theme, WORDS)
    qtbot.addWidget(picker)
    picker.show()
    told: list[list[str]] = []
    picker.changed.connect(told.append)
    for at in (3, 0):
        qtbot.mouseClick(picker.boxes[at], Qt.MouseButton.LeftButton, pos=picker.boxes[at].rect().center())
    assert told == [["上级督办"], ["立行立改", "上级督办"]]
    picker.set_values(["立行立改", "上级督办"])
    assert len(told) == 2
    picker.set_values([])
    assert told[-1] == []


def test_other_words_keep_what_is_still_offered(qtbot: QtBot, theme: Theme) -> None:
    picker = TagPicker(theme, WORDS)
    qtbot.addWidget(picker)
    picker.set_values(["回头看", "上级督办"])
    picker.set_choices(("回头看", "新措施"))
    assert picker.values() == ["回头看"]
