"""Cards that can be opened, and empty places that say what to do."""

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from desktop_app.views.look.theme import Theme
from desktop_app.views.parts.cards import Card, EmptyState, StatCard


@pytest.fixture
def card(qtbot: QtBot, theme: Theme) -> StatCard:
    card = StatCard(theme, "会议完成", "7 / 8", "次", "党员大会尚缺 1 次", "meeting", "due")
    qtbot.addWidget(card)
    card.show()
    return card


def test_a_figure_opens_by_mouse_and_by_keys(qtbot: QtBot, card: StatCard) -> None:
    with qtbot.waitSignal(card.clicked):
        qtbot.mouseClick(card, Qt.MouseButton.LeftButton)
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Space):
        with qtbot.waitSignal(card.clicked):
            qtbot.keyClick(card, key)


def test_letting_go_beside_the_card_opens_nothing(qtbot: QtBot, card: StatCard) -> None:
    with qtbot.assertNotEmitted(card.clicked):
        qtbot.mousePress(card, Qt.MouseButton.LeftButton)
        qtbot.mouseRelease(card, Qt.MouseButton.LeftButton, pos=QPoint(-5, -5))


def test_a_figure_is_spoken_whole(card: StatCard) -> None:
    assert card.accessibleName() == "会议完成 7 / 8次"
    card.set_value("8 / 8", note="已齐")
    assert card.accessibleName() == "会议完成 8 / 8次"
    assert card.accessibleDescription() == "已齐"


def test_an_empty_list_offers_the_way_out(qtbot: QtBot, theme: Theme) -> None:
    empty = EmptyState(theme, "meeting", "本月还没有会议记录", "新建一次会议")
    qtbot.addWidget(empty)
    assert empty.button is not None
    with qtbot.waitSignal(empty.action):
        qtbot.mouseClick(empty.button, Qt.MouseButton.LeftButton)
    assert EmptyState(theme, "meeting", "没有逾期事项").button is None


def test_a_card_has_a_header_only_with_a_title(qtbot: QtBot, theme: Theme) -> None:
    assert Card(theme).header is None
    titled = Card(theme, "本月要做", "3 件")
    assert titled.header is not None
    assert titled.header.words.text() == "本月要做"
