"""The page of grids: what is urgent stands first, an event goes up or becomes an issue and follows it."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop_app.registers.rectification.issues import Issue
from desktop_app.registers.service.grid_actions import (
    LEADER_ACTION,
    MEMBER_ACTION,
    TEAM_ACTION,
    GridDuty,
)
from desktop_app.registers.service.grid_events import GridEvent
from desktop_app.views.look.theme import Theme
from desktop_app.views.page_parts.filters import ALL
from desktop_app.views.pages.service.grid_page import OPEN, PRESSING, SETTLED, TURNED, GridPage
from tests.views.pages.serving_bench import ServingBench


@pytest.fixture
def bench(tmp_path: Path, theme: Theme, qtbot: QtBot) -> Iterator[ServingBench]:
    made = ServingBench(tmp_path, theme, qtbot, GridPage)
    made.show()
    yield made
    made.close()


def event(bench: ServingBench, uid: str) -> GridEvent:
    found = bench.ledger.get(GridEvent, uid)
    assert found is not None
    return found


def test_what_is_urgent_stands_first_and_is_told(bench):
    page = bench.page
    urgent = bench.books.events[2]
    assert page.list.lines()[0].uid == urgent.uid
    assert "9号楼地下室" in page.alarm.words.text()
    bench.press(page.alarm.button)
    assert page.pane.item.event.uid == urgent.uid
    bench.press(page.pane.settle_button)
    bench.write(page.pane.dialog.form, closed_on="20261123", action="拆除充电线路，加装充电桩")
    bench.press(page.pane.dialog.verb_button)
    assert event(bench, urgent.uid).closed_on == bench.ledger.today
    assert not page.alarm.isVisibleTo(page)


def test_without_a_word_on_what_was_done_nothing_is_settled(bench):
    page, uid = bench.page, bench.books.events[3].uid
    bench.show(uid=uid)
    bench.press(page.pane.settle_button)
    bench.write(page.pane.dialog.form, closed_on="20261123")
    bench.press(page.pane.dialog.verb_button)
    assert "办结的要写处置措施" in page.pane.dialog.form.rows["action"].error.words.text()
    assert event(bench, uid).closed_on is None


def test_an_event_becomes_an_issue_in_one_step_and_undo_takes_both_back(bench):
    page, uid = bench.page, bench.books.events[1].uid
    issues = {one.uid for one in bench.ledger.find(Issue.live())}
    bench.show(uid=uid)
    bench.press(page.pane.turn_button)
    form = page.door.dialog.form
    assert form.editors["source"].value() == "网格上报"
    assert "楼道灯全部不亮" in form.editors["description"].value()
    assert "5号楼2单元" in form.editors["description"].value()
    assert form.editors["found_on"].value() == bench.books.events[1].on
    bench.write(form, due_on="20261231", owner=bench.people[1].name, lead_officer=bench.people[0].name)
    bench.press(page.door.dialog.verb_button)
    (made,) = {one.uid for one in bench.ledger.find(Issue.live())} - issues
    assert event(bench, uid).issue == made
    assert "待整改" in page.pane.linked.words.text()
    assert not page.pane.turn_button.isVisibleTo(page)
    bench.press(bench.shell.notice.button)
    assert event(bench, uid).issue is None
    assert {one.uid for one in bench.ledger.find(Issue.live())} == issues


def test_the_fate_of_the_issue_shows_on_the_event(bench):
    page, uid = bench.page, bench.books.events[1].uid
    bench.show(uid=uid)
    bench.press(page.pane.turn_button)
    form = page.door.dialog.form
    bench.write(form, due_on="20261231", owner=bench.people[1].name, lead_officer=bench.people[0].name)
    bench.press(page.door.dialog.verb_button)
    issue = bench.ledger.get(Issue, event(bench, uid).issue)
    bench.ledger.step(issue, "start")
    bench.settle()
    assert page.pane.standing.text == "问题清单：整改中"
    line = next(one for one in page.list.lines() if one.uid == uid)
    assert line.aside == "问题清单：整改中"
    bench.press(page.pane.linked.button)
    assert bench.shell.current_page().shown == {"uid": issue.uid}


def test_an_event_goes_up_a_level_and_back_by_undo(bench):
    page, uid = bench.page, bench.books.events[3].uid
    bench.show(uid=uid)
    assert page.pane.up_button.text() == "上报到社区"
    bench.press(page.pane.up_button)
    assert event(bench, uid).level == "社区"
    bench.press(bench.shell.notice.button)
    assert event(bench, uid).level == "网格"


def test_chips_count_by_state_and_level(bench):
    page = bench.page
    told = {value: int(chip._count or 0) for value, chip in page.chips.chips.items()}
    assert told == {
        OPEN: 3, PRESSING: 1, "网格": 2, "社区": 1, "街道": 1, "部门": 0, TURNED: 0, SETTLED: 1, ALL: 4,
    }  # fmt: skip
    bench.qtbot.mouseClick(page.chips.chips["社区"], Qt.MouseButton.LeftButton)
    assert {page.items[line.uid].event.level for line in page.list.lines()} == {"社区"}
    bench.qtbot.mouseClick(page.chips.chips[TURNED], Qt.MouseButton.LeftButton)
    assert all(page.items[line.uid].issue is not None for line in page.list.lines())


def test_a_grid_shows_its_people_forces_and_papers(bench):
    page, grid = bench.page, bench.books.grids[1]
    bench.show(uid=grid.uid)
    assert page.grid.value() == grid.uid
    assert ("open", grid.uid) in page.overview.links
    assert len(page.overview.links) == 6
    bench.press(page.overview.links["print", grid.uid])
    assert bench.shell.current_page().shown["args"] == {"uid": grid.uid}
    bench.show()
    bench.press(page.overview.links["open", grid.uid])
    assert bench.shell.current_page().shown == {"uid": grid.uid}


def test_the_three_actions_of_a_grid_are_counted_and_each_figure_opens_its_list(bench):
    page, grid = bench.page, bench.books.grids[0]
    duty = GridDuty(
        on=bench.ledger.today, grid=grid.uid, member=bench.people[4].uid, role="安全巡查", done="查充电",
        hours=Decimal("1.5"),
    )  # fmt: skip
    bench.ledger.save(duty)
    bench.settle()
    assert {action for action, _ in page.overview.figures} == {LEADER_ACTION, MEMBER_ACTION, TEAM_ACTION}
    cells = page.overview.figures[MEMBER_ACTION, grid.uid].cells
    assert [str(cells[key].figure.value) for key in ("duty_times", "duty_people", "duty_hours")] == [
        "1",
        "1",
        "1.5",
    ]
    bench.press(cells["duty_hours"])
    assert [line.uid for line in page.list_dialog.list.lines()] == [duty.uid]
    page.list_dialog.reject()
    other = page.overview.figures[MEMBER_ACTION, bench.books.grids[1].uid].cells
    assert other["duty_times"].figure.value == 0
    bench.press(page.overview.links["grid_duty", grid.uid])
    assert bench.shell.current_page().shown == {"new": True, "grid": grid.uid}


def test_forces_that_join_are_written_when_an_event_is_settled_and_shown(bench):
    page, uid = bench.page, bench.books.events[2].uid
    bench.show(uid=uid)
    bench.press(page.pane.settle_button)
    bench.write(
        page.pane.dialog.form, handler="赵警官", action="拆线加桩",
        conferred_on="20261121", conferred="综治断电，应急查线", closed_on="20261123",
    )  # fmt: skip
    for box in page.pane.dialog.form.editors["forces"].tags.boxes[::2][:2]:
        bench.qtbot.keyClick(box, Qt.Key.Key_Space)
    bench.press(page.pane.dialog.verb_button)
    assert event(bench, uid).forces == ("综治", "应急")
    assert event(bench, uid).handler == "赵警官"
    bench.press(page.pane.print_button)
    assert bench.shell.current_page().shown["key"] == "event_slip"


def test_a_new_urgent_event_is_told_at_once(bench):
    page = bench.page
    bench.press(page.new_button)
    bench.write(
        page.new_dialog.form, grid="春风社区第一网格", reporter="吴秀兰", kind="突发应急", urgency="紧急",
        location="2号楼", detail="燃气味很重，住户头晕", level="街道",
    )  # fmt: skip
    bench.press(page.new_dialog.verb_button)
    assert page.new_dialog is None
    assert "马上报社区、街道和主管部门" in bench.shell.notice.words.text()
    assert page.pane.item.is_pressing
    assert page.list.lines()[0].uid == page.pane.item.event.uid
