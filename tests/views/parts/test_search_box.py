"""The search box waits for finished words."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_app.views.look.theme import Theme
from desktop_app.views.parts.search_box import SearchBox


def test_it_tells_once_when_typing_rests(qtbot: QtBot, theme: Theme) -> None:
    box = SearchBox(theme)
    qtbot.addWidget(box)
    told: list[str] = []
    box.searched.connect(told.append)
    with qtbot.waitSignal(box.searched):
        qtbot.keyClicks(box, "zs ")
    assert told == ["zs"]


def test_half_typed_pinyin_is_not_searched(qtbot: QtBot, theme: Theme) -> None:
    box = SearchBox(theme)
    qtbot.addWidget(box)
    QApplication.sendEvent(box, QInputMethodEvent("zhang'san", []))
    with qtbot.assertNotEmitted(box.searched, wait=250):
        QApplication.sendEvent(box, QInputMethodEvent("zhang'san'f", []))
    done = QInputMethodEvent("", [])
    done.setCommitString("张三")
    with qtbot.waitSignal(box.searched) as told:
        QApplication.sendEvent(box, done)
    assert told.args == ["张三"]


def test_words_typed_before_composing_wait_for_the_whole(qtbot: QtBot, theme: Theme) -> None:
    box = SearchBox(theme)
    qtbot.addWidget(box)
    qtbot.keyClicks(box, "a")
    with qtbot.assertNotEmitted(box.searched, wait=250):
        QApplication.sendEvent(box, QInputMethodEvent("li", []))
    with qtbot.waitSignal(box.searched) as told:
        QApplication.sendEvent(box, QInputMethodEvent("", []))
    assert told.args == ["a"]


def test_enter_searches_at_once_and_esc_empties(qtbot: QtBot, theme: Theme) -> None:
    box = SearchBox(theme)
    qtbot.addWidget(box)
    told: list[str] = []
    box.searched.connect(told.append)
    qtbot.keyClicks(box, "xx")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert told == ["xx"]
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert box.text() == ""
    assert told == ["xx", ""]
