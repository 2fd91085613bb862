"""The page of ratings: filled from the registers, figures open their records, deductions become issues."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop_app.duties.basics.figure import thawed
from desktop_app.registers.displays.branch_ratings import BranchRating, RatingItem
from desktop_app.registers.displays.rating_schemes import RatingScheme
from desktop_app.registers.rectification.issues import Issue
from desktop_app.views.form.draft_keeper import DraftBar
from desktop_app.views.look.theme import Theme
from desktop_app.views.pages.displays.rating_page import SCHEMES, RatingPage
from tests.views.pages.sample_bench import Bench


@pytest.fixture
def bench(tmp_path: Path, theme: Theme, qtbot: QtBot) -> Iterator[Bench]:
    made = Bench(tmp_path, theme, qtbot, RatingPage)
    made.show()
    yield made
    made.close()


def a_rating(bench: Bench) -> str:
    """Take the shipped schemes if there are none, and begin a rating by 创A."""
    page = bench.page
    if page.ship_button.isVisibleTo(page.table):
        bench.press(page.views.chips[SCHEMES])
        bench.press(page.ship_button)
    before = set(page.items)
    bench.press(page.new_button)
    bench.write(page.new_dialog.form, scheme="创A", org="桂花里第一支部")
    bench.press(page.new_dialog.verb_button)
    (uid,) = set(page.items) - before
    return str(uid)


def test_what_can_be_measured_fills_itself_and_opens_its_records(bench):
    uid = a_rating(bench)
    page = bench.page
    pane = page.pane
    assert pane.item.rating.uid == uid
    bench.press(pane.fill_button)
    first = page.items[uid].lines[0]
    (figure,) = thawed(first.line.figure)
    assert first.line.score <= first.item.max
    bench.press(pane.items.verbs["list", first.item.uid])
    assert {one.uid for one in pane.list_dialog.list.lines()} == set(figure.items)
    pane.list_dialog.reject()
    bench.press(bench.shell.notice.button)
    assert page.items[uid].lines[0].line is None


def test_a_score_above_its_item_is_refused_at_the_field(bench):
    uid = a_rating(bench)
    pane = bench.page.pane
    item = bench.page.items[uid].lines[0].item.uid
    bench.press(pane.items.verbs["score", item])
    bench.write(pane.dialog.form, score="21", basis="会议记录")
    bench.press(pane.dialog.verb_button)
    assert "高于分值 20 分" in pane.dialog.form.rows["score"].error.words.text()


def test_what_was_typed_for_one_item_is_not_offered_for_another(bench):
    uid = a_rating(bench)
    pane = bench.page.pane
    first, second = (one.item.uid for one in bench.page.items[uid].lines[:2])
    bench.press(pane.items.verbs["score", first])
    bench.write(pane.dialog.form, score="3", basis="看过记录")
    bench.press(pane.dialog.cancel_button)
    bench.press(pane.items.verbs["score", second])
    assert pane.dialog.form.editors["basis"].kept() == ""
    assert pane.dialog.findChildren(DraftBar) == []
    bench.press(pane.dialog.cancel_button)
    bench.press(pane.items.verbs["score", first])
    (bar,) = pane.dialog.findChildren(DraftBar)
    bench.press(bar.button)
    assert pane.dialog.form.editors["basis"].kept() == "看过记录"
    bench.press(pane.dialog.cancel_button)


def test_a_deduction_becomes_an_issue_and_undo_takes_both_back(bench):
    uid = a_rating(bench)
    page = bench.page
    pane = page.pane
    item = page.items[uid].lines[0].item.uid
    bench.press(pane.items.verbs["score", item])
    bench.write(pane.dialog.form, score="18", reason="少开一次党小组会", basis="会议记录")
    bench.press(pane.dialog.verb_button)
    assert page.items[uid].own == 18
    assert page.items[uid].total is None
    assert bench.page.list.lines()[0].pill == "未评定"
    bench.press(pane.items.verbs["turn", item])
    bench.write(pane.door.dialog.form, due_on="2026.12.20", lead_officer="周慧敏", owner="赵立新")
    bench.press(pane.door.dialog.verb_button)
    issue = page.items[uid].lines[0].issue
    assert "少开一次党小组会" in issue.description
    bench.press(bench.shell.notice.button)
    line = page.items[uid].lines[0]
    assert line.issue is None
    assert bench.ledger.get(RatingItem, line.line.uid).issue is None
    assert bench.ledger.get(Issue, issue.uid).removed_at


def test_schemes_are_listed_with_their_points_and_rated_by(bench):
    a_rating(bench)
    page = bench.page
    bench.press(page.views.chips[SCHEMES])
    names = [line.cells[0] for line in page.table.table.model.lines]
    assert set(names) == {one.name for one in bench.ledger.find(RatingScheme.live())}
    assert not page.ship_button.isVisibleTo(page.table)
    page.table.table.choose(names.index("创A"))
    bench.press(page.table.buttons[0])
    assert page.new_dialog.record.scheme == page.table.table.line().key.scheme.uid
    page.new_dialog.reject()


def test_what_would_veto_is_told_apart_from_what_did(bench):
    uid = a_rating(bench)
    pane = bench.page.pane
    assert "方案规定：" in pane.about.text()
    assert "一票否决：" not in pane.about.text()
    rating = bench.ledger.get(BranchRating, uid)
    rating.veto = ("一名党员受刑事处罚",)
    bench.ledger.save(rating)
    bench.settle()
    bench.show(uid=uid)
    assert "一票否决：一名党员受刑事处罚" in bench.page.pane.about.text()
