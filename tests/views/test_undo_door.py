"""Ctrl+Z at the window: named with its age, asked about when old, never out of an editor."""

from datetime import datetime

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt, QTimer
from PySide6.QtGui import QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop_app.storage.undoing import Turnable, age_words
from desktop_app.views.parts.dialogs import ConfirmDialog
from desktop_app.views.parts.labels import Words
from desktop_app.views.undo_door import UndoDoor
from tests.registers.invented_people import member

EARLIER = "保存 安长河"


@pytest.fixture
def driver(make_desk):
    """A desk on a file begun in an earlier sitting."""
    made = make_desk(people=1)
    UndoDoor(made.desk, made.shell)
    return made


def save_one(driver) -> str:
    """A member saved in this sitting; the title of the action."""
    ledger = driver.desk.ledger
    branch = ledger.resolve(("party_org",), "清河社区支部")
    return ledger.save(member(3, branch=branch)).title


def answered(driver, press, verb: str) -> str:
    """Do ``press``, answer the question that it brings up, and give its words."""
    asked: list[str] = []

    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, ConfirmDialog):
            QTimer.singleShot(10, answer)
            return
        asked.append("\n".join(one.text() for one in dialog.findChildren(Words)))
        if verb == dialog.verb_button.text():
            QTest.mouseClick(dialog.verb_button, Qt.MouseButton.LeftButton)
        else:  # Enter leaves everything as it is
            QTest.keyClick(dialog.focusWidget() or dialog, Qt.Key.Key_Return)

    driver.shell.activateWindow()
    driver.qtbot.waitUntil(driver.shell.isActiveWindow, timeout=5000)
    QTimer.singleShot(0, answer)
    press()
    driver.rest()
    return asked[0]


def test_undo_names_what_it_took_back_with_its_age_and_offers_it_again(driver) -> None:
    title = save_one(driver)
    driver.desk.clock.forward(minutes=3)
    driver.open_page("register:member")
    driver.shell.current_page().table.setFocus()
    driver.shell.show_notice("已保存", "撤销", lambda: None)
    button = driver.shell.notice.button
    QApplication.sendEvent(button, QHelpEvent(QEvent.Type.ToolTip, QPoint(), QPoint()))
    assert button.toolTip() == f"撤销：{title}（3 分钟前）"
    driver.keys("Ctrl+Z")
    driver.see(f"已撤销：{title}（3 分钟前）")
    driver.press("重做")
    driver.see(f"已重做：{title}")
    assert driver.desk.ledger.can_undo() == title


def test_what_an_earlier_sitting_did_is_asked_about_and_enter_leaves_it(driver) -> None:
    ledger = driver.desk.ledger
    before = ledger.can_undo()
    driver.desk.clock.forward(hours=2)
    driver.open_page("register:member").table.setFocus()
    words = answered(driver, lambda: driver.keys("Ctrl+Z"), "不撤销")
    assert EARLIER in words
    assert "今天9:30" in words
    assert ledger.can_undo() == before
    answered(driver, lambda: driver.keys("Ctrl+Z"), "撤销")
    assert ledger.can_undo() != before


def test_a_bar_takes_back_what_it_tells_of_or_nothing(driver) -> None:
    ledger = driver.desk.ledger
    driver.open_page("register:member")
    driver.open_row("安长河")
    driver.type_in("籍贯", "青石")
    driver.keys("Ctrl+Return")
    told = driver.shell.notice.button
    act = driver.shell.notice._act
    later = save_one(driver)
    driver.rest()
    assert not told.isVisible()
    act()  # pressed in the moment before it went
    driver.rest()
    assert ledger.can_undo() == later
    driver.see("这之后又有别的改动")


def test_no_kind_of_editor_lets_undo_through_even_when_all_is_saved(driver) -> None:
    title = save_one(driver)
    tried: set[str] = set()
    for register in driver.desk.ledger.catalogue:
        if not register.group or {box.kind for box in register.form_boxes.values()} <= tried:
            continue
        form = driver.open_page(f"register:{register.name}", new=True).view.form
        for name, editor in form.body.editors.items():
            if editor.box.kind not in tried:
                editor.field.setFocus()
                target = QApplication.focusWidget() or editor.field
                QTest.keyClick(target, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
                QTest.keyClick(target, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
                driver.rest()
                assert driver.desk.ledger.can_undo() == title, f"{register.name}.{name}"
                assert QApplication.activeModalWidget() is None
                tried.add(editor.box.kind)
    assert len(tried) > 12


def test_a_saved_form_says_what_undo_would_take_back_and_does_it_on_a_click(driver) -> None:
    title = save_one(driver)
    form = driver.open_page("register:member", new=True).view.form
    form.body.editors["gender"].field.setFocus()
    driver.keys("Ctrl+Z")
    driver.see("光标在表单里")
    driver.see(title)
    driver.press("撤销")
    driver.see(f"已撤销：{title}")
    assert driver.desk.ledger.can_undo() != title


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (datetime(2026, 11, 23, 9, 29, 30), "刚才"),
        (datetime(2026, 11, 23, 8, 31), "59 分钟前"),
        (datetime(2026, 11, 23, 8, 30), "今天8:30"),
        (datetime(2026, 11, 23, 10, 0), "今天10:00"),
        (datetime(2026, 11, 22, 9, 31), "2026年11月22日9:31"),
    ],
)
def test_ages_are_told_as_people_say_them(at: datetime, words: str) -> None:
    assert age_words(at, datetime(2026, 11, 23, 9, 30)) == words


def test_what_another_sitting_did_is_told_by_the_clock_and_never_as_just_now():
    at, now = datetime(2026, 11, 23, 9, 29, 50), datetime(2026, 11, 23, 9, 30)
    assert Turnable(1, "保存 安长河", at, is_old=False).words(now) == "保存 安长河（刚才）"
    assert Turnable(1, "保存 安长河", at, is_old=True).words(now) == "保存 安长河（今天9:29）"
