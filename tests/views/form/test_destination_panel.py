"""Where an entry turns up: told beside it or behind its tab, read again after every change, never stale."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop_app.base.dates import parse_span
from desktop_app.registers.organization_life.meetings import Attendance, Meeting
from desktop_app.registers.people.members import Member

LEFT = Qt.MouseButton.LeftButton
TAB = "去向"


def open_member(driver):
    page = driver.open_page("register:member")
    (person, *_) = driver.desk.ledger.find(Member.live().order_by(Member.seq))
    page.open(person.uid)
    driver.rest()
    return page.view, person


def show_tab(view, title):
    at = next(n for n in range(view.tabs.count()) if view.tabs.tabText(n) == title)
    QTest.mouseClick(view.tabs, LEFT, pos=view.tabs.tabRect(at).center())


def test_a_narrow_window_has_it_behind_a_tab_and_one_click_prints(make_desk):
    driver = make_desk()
    view, person = open_member(driver)
    assert not view.side.isVisible()
    show_tab(view, TAB)
    driver.rest()
    driver.see("党员花名册")
    assert [one.title for one in view.destinations.destinations if one.value] != []
    QTest.mouseClick(view.destinations.buttons[0], LEFT)
    driver.rest()
    (asked,) = driver.preview.asked
    assert (asked["key"], asked["args"]) == ("member_form", {"uid": person.uid})
    assert asked["back"] == "register:member"


def test_a_wide_window_has_it_beside_the_form(make_desk):
    driver = make_desk()
    driver.shell.resize(1920, 1080)
    view, _ = open_member(driver)
    assert view.side.isVisible()
    assert view.side.buttons
    assert TAB not in [view.tabs.tabText(n) for n in range(view.tabs.count()) if view.tabs.isTabVisible(n)]
    driver.shell.resize(1366, 768)
    driver.rest()
    assert not view.side.isVisible()


def test_a_record_not_saved_goes_nowhere_yet(make_desk):
    driver = make_desk()
    page = driver.open_page("register:talk")
    driver.press("新增一条")
    show_tab(page.view, TAB)
    driver.rest()
    driver.see("保存之后")
    assert page.view.destinations.destinations == []


def test_one_changed_attendance_changes_the_figures_at_once_and_a_removed_record_has_none(make_desk):
    driver = make_desk()
    ledger = driver.desk.ledger
    people = ledger.find(Member.live())
    meeting = Meeting(kind="支部党员大会", title="通报", start_end=parse_span("2026-11-10 15:00-17:00"))
    ledger.save(meeting)
    rows = [Attendance(gathering=meeting.uid, person=one.uid, present=True) for one in people]
    ledger.save(*rows)
    ledger.step(meeting, "open")
    page = driver.open_page("register:meeting")
    page.open(meeting.uid)
    show_tab(page.view, TAB)
    driver.rest()

    def rate():
        return {one.args.get("figure"): one.value for one in page.view.destinations.destinations}[
            "attendance_rate"
        ]

    assert rate() == "100.0%"
    rows[0].present, rows[0].reason = False, "病假"
    ledger.save(rows[0])
    driver.rest()
    assert rate() == "83.3%"
    view = page.view
    ledger.remove(meeting)
    driver.rest()
    assert page.view is None
    assert not view.destinations.isVisible()
