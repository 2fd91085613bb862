"""Searching over everything by keys: initials, groups, what stands out, the bin left out."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop_app.base.pinyin import load_pinyin
from desktop_app.registers.displays.identity_displays import IdentityDisplay
from desktop_app.registers.people.members import Member
from desktop_app.views.pages.tables.search_hits import beside, marked
from desktop_app.views.pages.tables.search_page import SearchPage
from tests.registers.invented_people import member
from tests.views.desk_driver import Driver


@pytest.fixture
def driver(make_desk: Callable[..., Driver]) -> Driver:
    made = make_desk()
    ledger = made.desk.ledger
    zhang = member(8, name="张三")
    ledger.save(zhang)
    ledger.save(
        IdentityDisplay(member=zhang.uid, form="党员户牌", shown_fields=("姓名",), from_on=ledger.today)
    )
    made.add_page("search", lambda: SearchPage(made.desk, made.shell), "查找", "search")
    return made


def look_for(driver: Driver, words: str) -> list[str]:
    page = driver.open_page("search")
    driver.type_into(page.box, words)
    driver.qtbot.waitUntil(lambda: page.words == words, timeout=5000)
    driver.rest()
    return [line.title for line in page.list.lines()]


def test_initials_find_the_person_and_what_belongs_to_them(driver):
    assert look_for(driver, "zs") == ["党员花名册", "张三", "亮身份", "张三 党员户牌"]
    assert driver.shell.current_page().count_words() == "找到 2 条"


def test_enter_opens_the_first_and_the_arrows_another(driver):
    look_for(driver, "zs")
    page = driver.shell.current_page()
    QTest.keyClick(page.box, Qt.Key.Key_Return)
    driver.rest()
    assert driver.shell.pages.current_key == "register:member"
    page = driver.open_page("search")
    QTest.keyClick(page.box, Qt.Key.Key_Down)
    QTest.keyClick(page.list, Qt.Key.Key_Down)
    QTest.keyClick(page.list, Qt.Key.Key_Return)
    driver.rest()
    assert driver.shell.pages.current_key == "register:identity_display"


def test_what_is_in_the_bin_is_not_found(driver):
    ledger = driver.desk.ledger
    people = [one for one in ledger.find(Member.live()) if one.name == "张三"]
    ledger.remove(*ledger.find(IdentityDisplay.live()))  # who is named somewhere stays on the roster
    ledger.remove(*people)
    driver.rest()
    assert "张三" not in look_for(driver, "zs")


def test_nothing_found_says_what_to_try(driver):
    assert look_for(driver, "查无此人") == []
    page = driver.shell.current_page()
    assert page.states.currentWidget() is page.nothing
    driver.see("没有找到")
    QTest.keyClick(page.box, Qt.Key.Key_Escape)
    driver.rest()
    assert page.states.currentWidget() is page.start


def test_words_handed_over_are_looked_for(driver):
    page = driver.open_page("search", words="安长河")
    assert page.box.text() == "安长河"
    assert "安长河" in [line.title for line in page.list.lines()]


def test_what_was_typed_stands_out():
    initials = load_pinyin().initials
    assert marked("加装电梯", "电梯", initials) == [("加装", False), ("电梯", True)]
    assert marked("找张三谈话", "zs", initials) == [("找", False), ("张三", True), ("谈话", False)]
    assert marked("安长河", "zs", initials) == [("安长河", False)]


def test_the_excerpt_leaves_out_the_heading_and_covers_id_numbers():
    assert beside("张三", "张三 男 990101198507013212 正式") == "男 990101********3212 正式"
