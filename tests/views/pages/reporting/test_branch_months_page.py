"""各支部报送 by hand: the table, a month of one branch, sums down to a record, the workbook, questions."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop_app.base.periods import Month
from desktop_app.duties.summaries.gaps import gaps_of
from desktop_app.duties.summaries.overview import overview
from desktop_app.registers.people.orgs import PartyOrg
from desktop_app.views.form.locks import lock_of
from desktop_app.views.look.theme import Theme
from desktop_app.views.pages.office.window_facts import first_page
from desktop_app.views.pages.reporting.branch_months_page import (
    ANSWERS,
    LATE,
    QUESTIONS,
    TOTALS,
)
from desktop_app.views.pages.reporting.branch_reading import record_lines
from desktop_app.views.pages.reporting.branch_table import shared_beginning
from tests.views.pages.reporting.committee_file import CommitteeWindow
from tests.views.pages.seeded import SeededFile, Window


@pytest.fixture
def desk(tmp_path: Path, theme: Theme, qtbot: QtBot) -> Iterator[CommitteeWindow]:
    made = CommitteeWindow(tmp_path, theme, qtbot)
    yield made
    made.close()


def click_tab(desk: CommitteeWindow, at: int) -> None:
    spot = desk.page.tabs.tabRect(at).center()
    desk.qtbot.mouseClick(desk.page.tabs, Qt.MouseButton.LeftButton, pos=spot)
    desk.settle()


def click_spot(desk: CommitteeWindow, office: str, month: int, *, twice: bool = False) -> None:
    table = desk.page.table
    index = table.grid.index_of(office, Month(2026, month))
    table.scrollTo(index)
    spot = table.visualRect(index).center()
    desk.qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    if twice:
        desk.qtbot.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    desk.settle()


def words(desk: CommitteeWindow, row: int) -> list[str]:
    grid = desk.page.table.grid
    return [grid.index(row, column).data() for column in range(grid.columnCount())]


def open_line(desk: CommitteeWindow, lines: Any, uid: str) -> None:
    spot = lines.spot(uid)
    desk.qtbot.mouseClick(lines.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    desk.settle()


def test_a_committee_begins_with_what_its_branches_sent(desk: CommitteeWindow, tmp_path: Path) -> None:
    ledger = desk.file.ledger
    assert first_page(ledger) == "branch_months"
    assert "roster" not in [gap.key for gap in gaps_of(ledger)]
    members = overview(ledger, Month(2026, 11), []).members
    assert (members.value, members.note) == ("—", "各支部的党员看“各支部报送”")
    desk.file.org.org_kind = "党支部"
    ledger.save(desk.file.org)
    assert first_page(ledger) == "home"
    assert "roster" in [gap.key for gap in gaps_of(ledger)]


def test_branches_stand_over_their_months_and_totals_above(desk: CommitteeWindow) -> None:
    assert words(desk, 0) == ["合计　4 个", "", "", *["4/4"] * 3, *["3/4"] * 4, "4/4", "", "", ""]
    assert words(desk, 2) == [
        "第2社区支部",
        "—",
        "—",
        *["已报"] * 5,
        "未报79天",
        "有新版",
        "已报",
        "",
        "",
        "75 天",
    ]
    assert desk.page.count_words() == "10月已报 4 个，应报 4 个"
    # Nothing in the table is cut: what a month says is told whole.
    click_spot(desk, "AH-002", 9)
    assert desk.page.spot_words.text().startswith(
        "第2社区支部　2026年9月月报已报，第2版，重开原因：补录一次学习"
    )
    click_spot(desk, "AH-002", 8)
    assert "没有报，已过期限 79 天" in desk.page.spot_words.text()
    assert not desk.page.look_button.isEnabled()


def test_no_word_of_the_table_is_cut(desk: CommitteeWindow) -> None:
    table = desk.page.table
    for row in range(table.grid.rowCount()):
        for column in range(1, table.grid.columnCount()):
            words = table.grid.index(row, column).data()
            # Four units are left beside a pill, eight in it.
            room = table.columnWidth(column) - desk.page.theme.unit(12)
            assert not words or desk.page.theme.text_width(words, -1) <= room, words
    # December is not begun: it takes no room.
    assert table.isColumnHidden(12)
    assert not table.isColumnHidden(11)
    assert not table.horizontalScrollBar().isVisible()


def test_another_month_and_those_who_are_late(desk: CommitteeWindow) -> None:
    desk.press(desk.page.before_button)
    assert desk.page.month == Month(2026, 9)
    desk.press(desk.page.chips.chips[LATE])
    assert [row.office for row in desk.page.table.grid.rows] == ["AH-001"]
    assert desk.page.told.text() == "9月没报的：第1社区支部"
    desk.page.on_search("第3")
    assert [row.office for row in desk.page.table.grid.rows] == []


def test_a_month_of_one_branch_opens_to_its_lists_and_records(desk: CommitteeWindow) -> None:
    click_spot(desk, "AH-002", 9, twice=True)
    totals = desk.page.totals
    assert desk.page.tabs.currentIndex() == TOTALS
    assert (desk.page.month, totals.branch.currentText()) == (Month(2026, 9), "第2社区支部")
    open_line(desk, totals.list, "closing")
    assert totals.behind.title.text() == "第2社区支部　期末 3人"
    who = desk.members["AH-002"][0]
    open_line(desk, totals.behind.list, who)
    desk.press(totals.behind.open_button)
    page = desk.shell.current_page()
    assert page.register.name == "member"
    form = page.view.form
    assert form.record.uid == who
    # To read only.
    assert "只能看，不能改" in lock_of(desk.file.ledger, page.register, form.record).reason
    assert not (form.save_button.isVisible() and form.save_button.isEnabled())


def test_a_sum_opens_to_branches_and_back(desk: CommitteeWindow) -> None:
    click_tab(desk, TOTALS)
    totals = desk.page.totals
    open_line(desk, totals.list, "closing")
    assert totals.behind.title.text() == "期末 12人"
    assert [line.uid for line in totals.behind.list.lines()] == desk.codes
    open_line(desk, totals.behind.list, "AH-003")
    desk.press(totals.behind.open_button)
    assert totals.behind.title.text() == "第3社区支部　期末 3人"
    desk.press(totals.behind.back_button)
    assert totals.behind.title.text() == "期末 12人"
    # A month nobody sent.
    desk.press(desk.page.after_button)
    assert totals.told.text() == "2026年11月还没有支部报来"
    assert totals.list.lines() == []


def test_records_that_did_not_come_along_are_one_line(desk: CommitteeWindow) -> None:
    click_tab(desk, TOTALS)
    figure = desk.page.sheet.totals.figure("closing").parts[0].figure
    lines = record_lines(desk.file.ledger, replace(figure, items=(*figure.items, "f" * 32, "e" * 32)))
    assert [line.uid for line in lines] == [*figure.items, ""]
    assert lines[-1].title == "2 条没有随包交来"
    assert lines[-1].head


def test_the_workbook_has_sums_branches_and_the_year(
    desk: CommitteeWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "汇总.xlsx"
    monkeypatch.setattr(desk.page._doors, "save_file", lambda *_: path)
    desk.press(desk.page.export_button)
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["2026年10月汇总", "2026年10月各支部", "2026年报送"]
    assert [cell.value for cell in book.worksheets[0][2]][:5] == ["党员情况", "期末", "人", 12, 4]
    assert [cell.value for cell in book.worksheets[1][3]][:3] == ["第1社区支部", "已报", 3]
    assert [cell.value for cell in book.worksheets[2][3]][:2] == ["第1社区支部", "—"]


def test_who_stands_on_two_rosters_is_asked_about(desk: CommitteeWindow) -> None:
    assert desk.page.tabs.tabText(QUESTIONS) == "转接疑问 1"
    click_tab(desk, QUESTIONS)
    (line,) = desk.page.questions.table.model.lines
    assert line.cells == (
        "安长河",
        "990101********0017",
        "第1社区支部、第2社区支部",
        "2026-09-01",
        "待问明",
    )
    assert "两边都没有登记转接" in desk.page.question_words.text()
    desk.press(desk.page.questions.buttons[1])
    record = desk.shell.current_page().view.form.record
    assert (record.name, record.owner_office) in {("安长河", "AH-001"), ("安长河", "AH-002")}


def test_who_has_not_answered_is_named(desk: CommitteeWindow) -> None:
    assert desk.page.tabs.tabText(ANSWERS) == "下发与回报 1"
    click_tab(desk, ANSWERS)
    (line,) = desk.page.answers.table.model.lines
    assert line.cells[1:] == ("报送主题党日计划", "2026-11-20", "回报 3/4，过期 3 天", "第1社区支部")


def test_what_comes_in_meanwhile_is_shown(desk: CommitteeWindow) -> None:
    desk.file.add(PartyOrg(full_name="第九支部", org_code="AH-009", org_kind="党支部"))
    desk.settle()
    assert desk.page.table.grid.rows[-1].name == "第九支部"


def test_only_who_has_branches_has_the_page_in_the_navigation(
    tmp_path: Path, theme: Theme, qtbot: QtBot, desk: CommitteeWindow
) -> None:
    assert not desk.shell.navigation.entries["branch_months"].isHidden()
    (tmp_path / "other").mkdir()
    file = SeededFile.made(tmp_path / "other", desk.file.today)
    window = Window(file.ledger, theme, qtbot)
    entry = window.shell.navigation.entries["branch_months"]
    assert entry.isHidden()
    file.org.org_kind = "党委"
    file.add(file.org)
    window.settle()
    assert entry.isHidden()
    file.add(PartyOrg(full_name="第九支部", org_code="AH-009", org_kind="党支部", parent=file.org.uid))
    window.settle()
    assert not entry.isHidden()
    window.desk.bridge.shut()
    file.close()


def test_the_column_of_names_shows_what_differs_between_branches() -> None:
    street = "中共青石街道"
    assert shared_beginning([f"{street}柳林社区支部委员会", f"{street}丁香里社区支部委员会"]) == len(street)
    assert shared_beginning(["柳林支部", "丁香里支部"]) == 0
    assert shared_beginning([f"{street}柳林支部"]) == 0
    assert shared_beginning([f"{street}柳林", f"{street}柳林"]) == 0
    assert shared_beginning([]) == 0
