"""The home page by clicks: what the month asks for, what was entered, what is missing, the backup light."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop_app.base.dates import parse_span
from desktop_app.base.periods import Month
from desktop_app.records.roles import Role
from desktop_app.registers.organization_life.meetings import Meeting
from desktop_app.registers.organization_life.self_checks import SelfCheck
from desktop_app.registers.people.members import Member
from desktop_app.storage import keys
from desktop_app.storage.backup import BackupStore
from desktop_app.storage.role_door import RoleDoor
from desktop_app.views.pages.office.home_grid import cell_mark
from desktop_app.views.pages.office.home_page import HomePage
from desktop_app.views.pages.office.home_rows import LinkLine
from desktop_app.views.pages.organization_life.self_check_page import SelfCheckPage
from desktop_app.views.parts.page import Page
from tests.views.desk_driver import Driver


class Elsewhere(Page):
    """Any other page: remembers what it was shown with."""

    def on_shown(self, **args: object) -> None:
        self.shown = args


@pytest.fixture
def driver(make_desk: Callable[..., Driver], tmp_path: Any) -> Driver:
    """At the desk on 3 November, the home page announced, others stood in for."""
    made = make_desk()
    made.desk.clock.set(datetime(2026, 11, 3, 9, 0))
    path = Path(made.desk.ledger.database.database)
    made.desk.backup_store = BackupStore(
        path, keys.unlock(path, None).raw, tmp_path / "backups", made.desk.clock
    )
    made.add_page("home", lambda: HomePage(made.desk, made.shell), "工作台", "home")
    for key in ("meeting", "issues", "promises", "report", "import", "search"):
        made.add_page(key, lambda key=key: Elsewhere(made.desk.theme, key))
    return made


def hold_meeting(driver: Driver, day: str = "2026-11-02") -> Meeting:
    """A 支委会 on record, written by the worker as a page would."""
    meeting = Meeting(
        kind="支部委员会会议",
        title="11月支部委员会会议",
        place="会议室",
        start_end=parse_span(f"{day} 15:00-16:00"),
    )
    ledger = driver.desk.ledger

    def job() -> None:
        with ledger.action("记录支部委员会会议") as action:
            action.save(meeting)
            action.step(meeting, "write")

    driver.desk.bridge.run(job)
    driver.rest()
    return meeting


def row(page: HomePage, title: str) -> Any:
    page._whole = True
    page._show_duties()
    QApplication.processEvents()
    return next(one for one in page.duty_rows() if one.duty.title == title)


def test_a_missing_meeting_is_to_do_and_is_done_once_it_is_on_record(driver):
    page = driver.open_page("home")
    missing = row(page, "支部委员会会议")
    assert (missing.pill.text, missing.words.text(), missing.button.text()) == (
        "待办",
        "本月尚未记录",
        "去补",
    )
    hold_meeting(driver)
    driver.rest()
    done = row(page, "支部委员会会议")
    assert (done.pill.text, done.words.text(), done.button.text()) == ("已完成", "本月已记录 1 次", "打开")
    assert page.cards["meetings"].value.text().startswith("1 /")


def test_the_button_of_a_missing_meeting_begins_one_and_of_a_recorded_one_opens_it(driver):
    page = driver.open_page("home")
    QTest.mouseClick(row(page, "支部委员会会议").button, Qt.MouseButton.LeftButton)
    assert driver.shell.pages.current_key == "meeting"
    assert driver.shell.current_page().shown == {"kind": "支部委员会会议"}
    meeting = hold_meeting(driver)
    page = driver.open_page("home")
    QTest.mouseClick(row(page, "支部委员会会议").button, Qt.MouseButton.LeftButton)
    assert driver.shell.current_page().shown == {"uid": meeting.uid}


def test_what_is_left_to_do_stands_before_what_is_done_and_chips_choose(driver):
    hold_meeting(driver)
    page = driver.open_page("home")
    page._toggle_whole()
    states = [one.duty.state.value for one in page.duty_rows()]
    assert states
    assert states == sorted(states, key=lambda word: word == "已完成")
    page._choose_state("已完成")
    assert {one.duty.state.value for one in page.duty_rows()} == {"已完成"}


def test_a_long_list_is_folded_until_it_is_asked_for(driver, monkeypatch):
    page = driver.open_page("home")
    monkeypatch.setattr(page, "_rows_that_fit", lambda: 2)
    page._show_duties()
    driver.rest()
    assert len(page.duty_rows()) == 2
    driver.press(f"还有 {len(page.data.duties) - 2} 项，全部展开")
    assert len(page.duty_rows()) == len(page.data.duties)


def test_backing_up_turns_the_light_green_and_says_how_much(driver):
    page = driver.open_page("home")
    assert (page.light.state, page.light.words.text()) == ("bad", "还没有备份")
    driver.press("现在备份")
    assert page.light.state == "good"
    driver.see("上次备份 2026-11-03 09:00，已核对")
    driver.see("已备份并核对：")
    assert page.backup_button.text() == "现在备份"
    assert driver.shell.focusWidget() is page.backup_button


def test_a_backup_that_cannot_be_written_is_told_and_may_be_tried_again(driver, tmp_path):
    (tmp_path / "taken").write_text("a file, no folder")
    driver.desk.backup_store.folder = tmp_path / "taken"
    page = driver.open_page("home")
    driver.press("现在备份")
    driver.see("备份没有写成")
    assert page.backup_button.text() == "现在备份"
    assert page.light.state == "bad"


def test_the_latest_entries_open_and_an_undone_one_does_not(driver):
    meeting = hold_meeting(driver)
    page = driver.open_page("home")
    line = page.deeds_card.findChildren(LinkLine)[0]
    assert line.text() == "记录支部委员会会议"
    QTest.mouseClick(line, Qt.MouseButton.LeftButton)
    assert driver.shell.current_page().shown == {"uid": meeting.uid}
    driver.desk.ledger.undo()
    page = driver.open_page("home")
    lines = {one.text(): one.isEnabled() for one in page.deeds_card.findChildren(LinkLine) if one.isVisible()}
    assert lines["记录支部委员会会议（已撤销）"] is False


def test_minutes_that_are_not_signed_are_missing_with_what_they_lack(driver):
    hold_meeting(driver)
    page = driver.open_page("home")
    line = next(one for one in page.gaps_card.findChildren(LinkLine) if "支部委员会会议" in one.text())
    assert line.text() == "11月2日支部委员会会议没有定稿"
    assert "主持人" in line.toolTip()
    QTest.mouseClick(line, Qt.MouseButton.LeftButton)
    assert driver.shell.pages.current_key == "meeting"


def test_a_cell_of_the_year_opens_its_meeting_or_begins_one(driver):
    meeting = hold_meeting(driver)
    page = driver.open_page("home")
    committee = next(at for at, one in enumerate(page.data.grid) if one.kind == "支部委员会会议")
    spot = page.grid.cell_area(committee, 11).center().toPoint()
    QTest.mouseClick(page.grid, Qt.MouseButton.LeftButton, pos=spot)
    assert driver.shell.current_page().shown == {"uid": meeting.uid}
    page = driver.open_page("home")
    spot = page.grid.cell_area(committee, 12).center().toPoint()
    QTest.mouseClick(page.grid, Qt.MouseButton.LeftButton, pos=spot)
    assert driver.shell.current_page().shown == {"kind": "支部委员会会议", "month": Month(2026, 12)}


def test_the_year_is_walked_by_keys_and_says_where_one_is(driver):
    page = driver.open_page("home")
    page.grid.setFocus()
    QTest.keyClick(page.grid, Qt.Key.Key_Down)
    QTest.keyClick(page.grid, Qt.Key.Key_Right)
    row_, month = page.data.grid[1], 12
    assert row_.title in page.grid.accessibleName()
    assert f"{month}月" in page.grid.accessibleName()
    QTest.keyClick(page.grid, Qt.Key.Key_Return)
    assert driver.shell.current_page().shown["kind"] == row_.kind


def test_months_before_the_first_record_are_not_called_late(driver):
    hold_meeting(driver, "2026-09-02")
    page = driver.open_page("home")
    cells = next(one for one in page.data.grid if one.kind == "支部委员会会议").cells
    begun = Month(2026, 9)
    assert [cell_mark(cell, begun)[0] for cell in cells[6:11]] == ["", "", "1 次", "未记录", "待办"]


def test_words_in_the_header_are_looked_for_on_the_search_page(driver):
    driver.open_page("home")
    driver.type_into(driver.shell.header.search, "zs\n")
    driver.rest()
    assert driver.shell.current_page().shown == {"words": "zs"}


def test_figures_lead_to_their_records(driver):
    page = driver.open_page("home")
    assert (page.cards["members"].value.text(), page.cards["members"].note.text()) == ("6", "正式 6 · 预备 0")
    QTest.mouseClick(page.cards["members"], Qt.MouseButton.LeftButton)
    names = [one.title for one in page.behind.list.lines()]
    assert len(names) == 6
    page.behind.list.choose(page.behind.list.lines()[0].uid)
    QTest.keyClick(page.behind.list, Qt.Key.Key_Return)
    assert driver.shell.pages.current_key == "register:member"
    assert driver.shell.current_page().view.form.record.name == names[0]
    driver.open_page("home")
    QTest.mouseClick(page.cards["meetings"], Qt.MouseButton.LeftButton)
    assert page.cards["meetings"].value.text() == f"0 / {len(page.behind.list.lines())}"
    QTest.mouseClick(page.behind.verb_button, Qt.MouseButton.LeftButton)
    assert driver.shell.pages.current_key == "meeting"
    driver.open_page("home")
    QTest.mouseClick(page.cards["issues"], Qt.MouseButton.LeftButton)
    assert driver.shell.pages.current_key == "issues"


def test_two_of_one_name_are_told_apart_in_every_list_of_lines(driver):
    ledger = driver.desk.ledger
    first, second = ledger.find(Member.live())[:2]
    second.name = first.name
    ledger.save(second, SelfCheck(subject=second.uid, year=2026, theme="年度", standards=("党章",)))
    tail = f"{first.name}（尾号{second.id_number[-4:]}）"
    page = driver.open_page("home")
    QTest.mouseClick(page.cards["members"], Qt.MouseButton.LeftButton)
    assert tail in [one.title for one in page.behind.list.lines()]
    page.behind.reject()
    driver.add_page("self_checks", lambda: SelfCheckPage(driver.desk, driver.shell))
    assert [one.title for one in driver.open_page("self_checks").list.lines()] == [tail]


def test_a_new_day_is_read_anew_when_one_comes_back(driver):
    page = driver.open_page("home")
    driver.desk.clock.set(datetime(2026, 12, 1, 8, 0))
    driver.open_page("issues")
    driver.open_page("home")
    assert page.data.month == Month(2026, 12)
    assert page.count_words() == "2026年12月1日 周二"


@pytest.mark.parametrize(("role", "may"), [(Role.READER, False), (Role.MEMBER, True)])
def test_a_meeting_is_offered_to_who_writes_one(driver: Driver, role: Role, may: bool) -> None:
    ledger = driver.desk.ledger
    ledger.door = RoleDoor(ledger.door._file, ledger.catalogue, role)
    page = driver.open_page("home")
    assert page.meeting_button.isEnabled() is may
    assert bool(page.meeting_button.toolTip()) is not may


def test_the_window_keeps_the_keys_while_the_page_is_filled(driver):
    page = driver.open_page("home")
    driver.qtbot.waitUntil(lambda: bool(page.duty_rows()))
    driver.rest()
    assert QApplication.activeWindow() is driver.shell, "nothing was shown as a window of its own"


def test_what_was_begun_stands_first_and_a_press_goes_on_with_it(driver):
    page = driver.open_page("home")
    assert not page.drafts_card.isVisible()
    driver.open_page("register:member", new=True)
    driver.type_in("姓名", "没写完的人")
    driver.open_page("home")
    driver.qtbot.waitUntil(page.drafts_card.isVisible)
    assert page.drafts_card.lines[0].text() == "有一份没写完的党员花名册"
    driver.qtbot.mouseClick(page.drafts_card.lines[0], Qt.MouseButton.LeftButton)
    driver.rest()
    driver.press("接着写")
    assert driver.field("姓名").text() == "没写完的人"
