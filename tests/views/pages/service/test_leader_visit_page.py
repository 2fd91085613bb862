"""领导干部进网格解难题: a visit is written down, solved, or its problem goes on as an event or an issue."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop_app.registers.rectification.issues import Issue
from desktop_app.registers.service.grid_actions import LeaderVisit
from desktop_app.registers.service.grid_events import GridEvent
from desktop_app.views.look.theme import Theme
from desktop_app.views.pages.service.leader_visit_page import SOLVED, TURNED, WAITING, LeaderVisitPage
from tests.views.pages.serving_bench import ServingBench


@pytest.fixture
def bench(tmp_path: Path, theme: Theme, qtbot: QtBot) -> Iterator[ServingBench]:
    made = ServingBench(tmp_path, theme, qtbot, LeaderVisitPage)
    made.show()
    yield made
    made.close()


def a_visit(bench: ServingBench, problem: str) -> str:
    page = bench.page
    bench.press(page.new_button)
    grid = bench.books.grids[0].name
    bench.write(page.new_dialog.form, grid=grid, leader="李向东", post="街道党工委委员", problem=problem)
    bench.press(page.new_dialog.verb_button)
    return bench.ledger.find(LeaderVisit.live().where(LeaderVisit.problem == problem))[0].uid


def test_a_result_without_a_word_is_refused_at_the_field_and_then_solves(bench):
    uid = a_visit(bench, "停车堵路")
    pane = bench.page.pane
    assert pane.state.text == WAITING
    bench.press(pane.buttons["solve"])
    bench.write(pane.dialog.form, solved_on="20261123")
    bench.press(pane.dialog.verb_button)
    assert "要写明结果" in pane.dialog.form.rows["result"].error.words.text()
    bench.write(pane.dialog.form, result="改单行，不堵了")
    bench.press(pane.dialog.verb_button)
    assert bench.ledger.get(LeaderVisit, uid).solved_on == bench.ledger.today
    assert bench.page.pane.state.text == SOLVED
    assert not bench.page.pane.buttons["issue"].isVisibleTo(bench.page)


def test_a_problem_goes_on_as_a_grid_event_and_undo_takes_both_back(bench):
    uid = a_visit(bench, "早市占道")
    page = bench.page
    bench.press(page.pane.buttons["event"])
    form = page.event_dialog.form
    assert form.editors["detail"].value() == "早市占道"
    bench.write(form, kind="环境卫生", location="南门外", level="社区")
    bench.press(page.event_dialog.verb_button)
    visit = bench.ledger.get(LeaderVisit, uid)
    event = bench.ledger.get(GridEvent, visit.event)
    assert (event.location, event.origin, event.grid) == ("南门外", "领导干部进网格", visit.grid)
    assert page.pane.state.text == TURNED
    bench.press(bench.shell.notice.button)
    assert bench.ledger.get(LeaderVisit, uid).event is None
    assert bench.ledger.get(GridEvent, event.uid).removed_at


def test_a_problem_goes_on_as_an_issue(bench):
    uid = a_visit(bench, "下水返味")
    page = bench.page
    bench.press(page.pane.buttons["issue"])
    form = page.door.dialog.form
    bench.write(form, due_on="20261231", owner=bench.people[1].name, lead_officer=bench.people[0].name)
    bench.press(page.door.dialog.verb_button)
    issue = bench.ledger.get(Issue, bench.ledger.get(LeaderVisit, uid).issue)
    assert issue.description == "下水返味"
    assert page.list.lines()[0].pill == TURNED
