"""The bar: a new act takes the old words away, every undo offers the way back, no key falls on it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop_app.views.undo_door import UndoDoor


@pytest.fixture
def driver(make_desk):
    made = make_desk(people=3)
    UndoDoor(made.desk, made.shell)
    return made


def edit(driver, name: str, place: str) -> None:
    driver.open_row(name)
    driver.type_in("籍贯", place)
    driver.keys("Ctrl+Return")


def test_a_save_that_fails_takes_the_green_words_of_the_last_one_away(driver):
    driver.open_page("register:member")
    edit(driver, "安长河", "青石")
    driver.see("已保存 安长河")
    driver.paste_in("姓名", " ")
    driver.keys("Ctrl+Return")
    driver.see("有 1 处要改")
    assert not driver.shell.notice.isVisible()
    driver.type_in("姓名", "安长江")
    driver.see_not("有 1 处要改")


def test_words_of_one_form_do_not_stay_over_another(driver):
    driver.open_page("register:member")
    driver.open_row("安长河")
    driver.type_in("籍贯", "青石")
    driver.keys("Escape")
    driver.see("没有保存的内容留着")
    driver.open_row("白雨田")
    assert not driver.shell.notice.isVisible()
    driver.see_not("接着写")


def test_what_was_taken_back_can_be_done_again_from_the_bar_and_taken_back_again(driver):
    ledger = driver.desk.ledger
    driver.open_page("register:member")
    edit(driver, "安长河", "青石")
    title = ledger.can_undo()
    for _ in range(2):
        driver.press("撤销")
        driver.see("已撤销：保存 安长河")
        assert ledger.can_undo() != title
        driver.press("重做")
        driver.see("已重做：保存 安长河")
        assert ledger.can_undo() == title


def test_a_change_from_elsewhere_takes_away_a_bar_that_could_undo_no_more(driver):
    driver.open_page("register:member")
    edit(driver, "安长河", "青石")
    one = driver.desk.ledger.find(driver.desk.ledger.catalogue["member"].model.live())[1]
    one.native_place = "清河"
    driver.desk.ledger.save(one)
    driver.rest()
    assert not driver.shell.notice.isVisible()


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_no_key_after_an_action_undoes_it(driver, key):
    ledger = driver.desk.ledger
    page = driver.open_page("register:member")
    edit(driver, "安长河", "青石")
    done = [ledger.can_undo()]
    QTest.keyClick(QApplication.focusWidget() or driver.shell, key)
    driver.rest()
    driver.press("返回列表")
    driver.select_row("白雨田")
    QTest.mouseClick(page.remove_button, Qt.MouseButton.LeftButton)
    driver.rest()
    done.append(ledger.can_undo())
    assert done[0] != done[1]
    assert page.isAncestorOf(QApplication.focusWidget())
    QTest.keyClick(QApplication.focusWidget() or driver.shell, key)
    driver.rest()
    assert ledger.can_undo() == done[1]
