"""Lines that break where the width ends, and choosing many words."""

import gc
import random

import pytest
import shiboken6
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget
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


class _Window(QWidget):
    """Buttons in a flow below a column, as pages have them."""

    def __init__(self) -> None:
        super().__init__()
        column, self.flow = QVBoxLayout(self), FlowLayout()
        self.buttons = [QPushButton(str(at)) for at in range(6)]
        for button in self.buttons:
            self.flow.addWidget(button)
        column.addLayout(QVBoxLayout())
        column.addLayout(self.flow)
        self.show()


@pytest.mark.parametrize("seed", [8, 9])
def test_items_stay_while_widgets_and_windows_come_and_go(qtbot: QtBot, seed: int) -> None:
    """What Qt frees and makes anew at the same place in memory is not taken for what stood there before."""
    chance, windows = random.Random(seed), list[_Window]()
    for number in range(500):
        dice = chance.random()
        if dice < 0.4 or not windows:
            windows.append(_Window())
        elif dice < 0.6 or len(windows) > 30:
            windows.pop(chance.randrange(len(windows))).deleteLater()
        else:
            window = chance.choice(windows)
            if window.buttons:
                gone = window.buttons.pop(chance.randrange(len(window.buttons)))
                if dice < 0.8:
                    window.flow.removeWidget(gone)
                gone.deleteLater()
            if dice > 0.9:
                window.buttons.append(QPushButton("new"))
                window.flow.addWidget(window.buttons[-1])
        if number % 7 == 0:
            _let_go_on()
        if number % 50 == 0:
            gc.collect()
        for window in windows:
            assert all(shiboken6.isValid(window.flow.itemAt(at)) for at in range(window.flow.count()))
    _let_go_on()
    for window in windows:
        items = [window.flow.itemAt(at) for at in range(window.flow.count())]
        assert all(shiboken6.isValid(item) for item in items)
        assert [item.widget() for item in items if item is not None] == window.buttons
        window.deleteLater()


def _let_go_on() -> None:
    QApplication.processEvents()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # type: ignore[arg-type]
