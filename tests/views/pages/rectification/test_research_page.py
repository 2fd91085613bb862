"""The page of research: a finding becomes an issue in one action, and its fate shows in both lists."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
from pytestqt.qtbot import QtBot

from desktop_app.records.links import PersonWhy
from desktop_app.registers.rectification.issues import Issue
from desktop_app.registers.rectification.research import Finding, Research
from desktop_app.views.look.theme import Theme
from desktop_app.views.pages.rectification.research_page import CLASSES, CONVERSIONS, PROBLEMS, ResearchPage
from tests.views.pages.sample_bench import Bench


@pytest.fixture
def bench(tmp_path: Path, theme: Theme, qtbot: QtBot) -> Iterator[Bench]:
    made = Bench(tmp_path, theme, qtbot, ResearchPage)
    made.show()
    yield made
    made.close()


def a_visit(bench: Bench) -> str:
    """Write a visit with one finding; the visit's uid."""
    page = bench.page
    before = set(page.items)
    bench.press(page.new_button)
    bench.write(
        page.new_dialog.form,
        title="老旧楼院夜间照明",
        down_kind="调查研究下基层",
        on="2026.10.28",
        place="桂花里5号楼",
        people="12户居民",
    )
    who = page.new_dialog.form.editors["researchers"]
    bench.press(who.add_button)
    bench.write(SimpleNamespace(editors={"who": SimpleNamespace(field=who.rows[0].line)}), who="周慧敏")
    bench.press(page.new_dialog.verb_button)
    (uid,) = set(page.items) - before
    assert page.pane.item.research.uid == uid
    bench.press(page.pane.findings.add_button)
    bench.write(
        page.pane.dialog.form,
        text="5号楼门口路灯坏了两盏，老人晚上不敢出门。",
        category="人民群众急难愁盼的问题",
        tag="公共照明",
    )
    bench.press(page.pane.dialog.verb_button)
    assert len(page.pane.findings) == 1
    return str(uid)


def turn(bench: Bench, door) -> None:
    bench.write(door.dialog.form, due_on="2026.11.30", lead_officer="周慧敏", owner="赵立新")
    bench.press(door.dialog.verb_button)


def test_a_finding_becomes_an_issue_and_undo_takes_both_back(bench):
    uid = a_visit(bench)
    page = bench.page
    (found,) = page.items[uid].found
    bench.press(page.pane.findings.verbs["turn", found.finding.uid])
    turn(bench, page.pane.door)
    (found,) = page.items[uid].found
    issue = bench.ledger.get(Issue, found.issue.uid)
    assert (issue.source, issue.tag, issue.description) == ("调查研究", "公共照明", found.finding.text)
    assert found.fate_words == f"{issue.code} 待整改"
    bench.press(bench.shell.notice.button)
    (found,) = page.items[uid].found
    assert found.issue is None
    assert bench.ledger.get(Finding, found.finding.uid).issue is None
    assert bench.ledger.get(Issue, issue.uid).removed_at


def test_the_problem_list_turns_a_finding_and_shows_its_fate(bench):
    uid = a_visit(bench)
    page = bench.page
    bench.press(page.views.chips[PROBLEMS])
    table = page.tables[PROBLEMS]
    rows = [line.key.finding.uid for line in table.table.model.lines]
    at = rows.index(page.items[uid].found[0].finding.uid)
    table.table.choose(at)
    turn_button, open_button, _ = table.buttons
    assert not open_button.isEnabled()
    bench.press(turn_button)
    turn(bench, page.door)
    assert table.table.line().cells[4] == "待整改"
    bench.press(open_button)
    assert bench.shell.pages.page("issues").shown == {"uid": page.items[uid].found[0].issue.uid}


def test_the_other_list_is_a_view_on_the_same_findings(bench):
    uid = a_visit(bench)
    page = bench.page
    finding = page.items[uid].found[0].finding.uid
    before = len(page.tables[CONVERSIONS].table.model.lines)
    bench.press(page.pane.findings.verbs["convert", finding])
    bench.write(page.pane.dialog.form, conversion="制定路灯巡查办法", conversion_state="已转化")
    bench.press(page.pane.dialog.verb_button)
    assert "转化形式" in page.pane.dialog.form.rows["conversion_form"].error.words.text()
    bench.write(page.pane.dialog.form, conversion_form="制度")
    bench.press(page.pane.dialog.verb_button)
    lines = page.tables[CONVERSIONS].table.model.lines
    assert len(lines) == before + 1
    assert [line.cells[1:3] for line in lines if line.key.finding.uid == finding] == [
        ("制定路灯巡查办法", "制度")
    ]


def test_a_class_with_a_loose_finding_is_counted(bench):
    a_visit(bench)
    page = bench.page
    bench.press(page.views.chips[CLASSES])
    lines = {line.cells[0]: line for line in page.tables[CLASSES].table.model.lines}
    assert lines["公共照明"].cells[1:6] == ("0", "0", "0", "0", "1")


def test_the_list_in_sight_is_printed(bench):
    uid = a_visit(bench)
    page = bench.page
    for view, key in ((PROBLEMS, "research_problems"), (CONVERSIONS, "research_conversions")):
        bench.show(view=view)
        bench.press(page.print_button)
        assert bench.shell.pages.page("preview").shown["key"] == key
    bench.show(uid=uid)
    bench.press(page.print_button)
    assert bench.shell.pages.page("preview").shown["args"] == {"uid": uid}


def test_a_visit_of_another_year_is_found_by_its_link(bench):
    old = Research(
        title="前年的调研",
        down_kind="信访接待下基层",
        on=date(2024, 5, 6),
        place="街道",
        people="居民",
        researchers=(PersonWhy("王主任"),),
    )
    bench.ledger.save(old)
    bench.page.year.set_value(2026)
    bench.show(uid=old.uid)
    assert bench.page.pane.item.research.uid == old.uid
