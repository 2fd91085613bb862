"""The calendar of date boxes: opened by its sign or the down key, Chinese, from Monday on, near days only."""

from datetime import date

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop_app.registers import catalogue
from desktop_app.registers.people.members import Member
from tests.views.desk_driver import Driver


@pytest.fixture
def driver(make_desk) -> Driver:
    return make_desk(people=1)


def test_the_down_key_opens_it_and_enter_takes_the_day(driver):
    form = driver.open_page("register:talk", new=True).view.form
    editor = form.body.editors["held_on"]
    editor.field.setFocus()
    driver.type_in(editor.box.title, "2026.11.20", then_leave=False)
    QTest.keyClick(editor.line, Qt.Key.Key_Down)
    calendar = editor.opener.calendar
    assert calendar.isVisible()
    assert calendar.month.locale().language() == QLocale.Language.Chinese
    assert calendar.month.firstDayOfWeek() == Qt.DayOfWeek.Monday
    inner = QApplication.focusWidget()
    QTest.keyClick(inner, Qt.Key.Key_Right)
    QTest.keyClick(inner, Qt.Key.Key_Return)
    assert editor.value() == date(2026, 11, 21)
    driver.see("2026年11月21日 周六")
    assert form.is_dirty
    assert QApplication.focusWidget() is editor.line


def test_esc_leaves_what_was_typed(driver):
    form = driver.open_page("register:talk", new=True).view.form
    editor = form.body.editors["held_on"]
    driver.type_in(editor.box.title, "2026.11.20", then_leave=False)
    editor.opener.sign.trigger()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert editor.line.text() == "2026-11-20"
    assert editor.value() == date(2026, 11, 20)


def test_a_span_takes_the_day_and_the_hand_goes_on_to_the_hours(driver):
    form = driver.open_page("register:meeting", new=True).view.form
    editor = form.body.editors["start_end"]
    editor.line.setFocus()
    QTest.keyClick(editor.line, Qt.Key.Key_Down)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert editor.line.text() == "2026-11-23"
    assert QApplication.focusWidget() is editor.times


def test_no_day_of_birth_is_looked_for_in_a_calendar(driver):
    boxes = [box for register in catalogue() for box in register.form_boxes.values() if box.kind == "date"]
    assert [box for box in boxes if not box.near] == [Member.birth_date]
    assert all(box.near != ("出生" in box.title) for box in boxes)
    form = driver.open_page("register:member", new=True).view.form
    assert form.body.editors["birth_date"].opener is None
    assert form.body.editors["entry_on"].opener is not None


def test_a_locked_box_opens_none(driver):
    form = driver.open_page("register:talk", new=True).view.form
    editor = form.body.editors["held_on"]
    editor.set_locked(True)
    assert not editor.opener.sign.isVisible()
    editor.line.setFocus()
    QTest.keyClick(editor.line, Qt.Key.Key_Down)
    assert editor.opener.calendar is None


def test_all_days_of_a_form_are_written_alike(driver):
    form = driver.open_page("register:member", new=True).view.form
    driver.type_in("出生日期", "1978.4.12")
    for typed, stands, echo in (
        ("2006年7月1日", "2006-07-01", "2006年7月1日 周六"),
        ("2006.7", "2006-07", "2006年7月，不知几日"),
        ("2006", "2006", "2006年，不知几月几日"),
        ("约2006年", "约2006年", "约2006年，不知几月几日"),
    ):
        driver.type_in("转正日期", typed)
        assert form.body.editors["full_on"].line.text() == stands
        driver.see(echo)
    assert form.body.editors["birth_date"].line.text() == "1978-04-12"
