"""What stood before, out of the history: one box or a whole version, written as an edit with rules asked."""

import pytest
from PySide6.QtWidgets import QPushButton

from desktop_app.base.periods import PartialDate
from desktop_app.registers.people.members import Member
from tests.views.desk_driver import Driver


@pytest.fixture
def driver(make_desk) -> Driver:
    return make_desk(people=2)


def edited(driver: Driver) -> tuple[object, str]:
    """The view of a member edited twice, on its history; and the member's uid."""
    page = driver.open_page("register:member")
    driver.open_row("安长河")
    for place, phone in (("青石", "13900000001"), ("清河", "13900000002")):
        driver.type_in("籍贯", place)
        driver.paste_in("手机号码", phone)
        driver.keys("Ctrl+Return")
    page.view.tabs.setCurrentIndex(page.view.tabs.count() - 1)
    driver.rest()
    return page.view, page.view.form.record.uid


def stands(driver: Driver, uid: str) -> tuple[str, str]:
    one = driver.desk.ledger.get(Member, uid)
    return one.native_place, one.mobile


def test_one_box_goes_back_and_nothing_else(driver):
    view, uid = edited(driver)
    before = driver.desk.ledger.can_undo()
    driver.press("改回“青石”")
    assert stands(driver, uid) == ("青石", "13900000002")
    driver.see("已保存 安长河")
    assert view.tabs.currentIndex() == 0
    driver.press("撤销")
    assert stands(driver, uid) == ("清河", "13900000002")
    assert driver.desk.ledger.can_undo() == before


def test_a_whole_version_goes_back_as_one_action(driver):
    view, uid = edited(driver)
    buttons = [one for one in view.history.findChildren(QPushButton) if one.text() == "改回这一版"]
    assert len(buttons) == 2, "the newest version is the present one"
    driver.press("改回这一版")
    assert stands(driver, uid) == ("青石", "13900000001")
    driver.press("撤销")
    assert stands(driver, uid) == ("清河", "13900000002")


def test_rules_are_asked_and_what_they_refuse_stays_in_the_form(driver):
    ledger = driver.desk.ledger
    page = driver.open_page("register:member")
    driver.open_row("安长河")
    uid = page.view.form.record.uid
    one = ledger.get(Member, uid)
    one.joined_on, one.full_on = PartialDate(2009, 7, 1), PartialDate(2010, 7, 1)
    ledger.save(one)
    driver.rest()
    view = page.view
    view.tabs.setCurrentIndex(view.tabs.count() - 1)
    driver.rest()
    buttons = view.history.findChildren(QPushButton)
    next(one for one in buttons if one.accessibleName().startswith("把「转正日期」")).click()
    driver.rest()
    assert ledger.get(Member, uid).full_on == PartialDate(2010, 7, 1)
    assert view.form.is_dirty
    assert view.form.body.rows["full_on"].error.words.text()


def test_beside_something_typed_it_waits_to_be_saved_together(driver):
    view, uid = edited(driver)
    view.tabs.setCurrentIndex(0)
    driver.type_in("备注", "补记")
    view.tabs.setCurrentIndex(view.tabs.count() - 1)
    driver.rest()
    driver.press("改回“青石”")
    assert stands(driver, uid) == ("清河", "13900000002")
    driver.see("和别的改动一起保存")
    driver.keys("Ctrl+Return")
    assert stands(driver, uid) == ("青石", "13900000002")


def test_what_is_locked_offers_no_way_back(driver):
    ledger = driver.desk.ledger
    view, uid = edited(driver)
    ledger.remove(ledger.get(Member, uid))
    view.form.show_record(ledger.get(Member, uid))
    view.history.show_record(ledger.get(Member, uid))
    driver.rest()
    assert not [
        one
        for one in view.history.findChildren(QPushButton)
        if one.text().startswith("改回") and one.isVisible()
    ]
