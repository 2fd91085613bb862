"""The page of self-checks: last time's promises first, and each measure an issue with its first measure."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop_app.registers.organization_life.self_checks import (
    SelfCheck,
    SelfCheckCriticism,
    SelfCheckMeasure,
    SelfCheckProblem,
)
from desktop_app.registers.people.members import Member
from desktop_app.registers.rectification.issues import Issue, IssueMeasure
from desktop_app.views.look.theme import Theme
from desktop_app.views.pages.organization_life.self_check_page import SelfCheckPage
from desktop_app.views.pages.organization_life.self_check_pane import BEFORE, MEASURES, PROBLEMS, VOICES
from tests.views.pages.sample_bench import Bench

WHO, CRITIC = "赵立新", "杜晓岚"
PROMISED = "每月走访两户独居老人"


@pytest.fixture
def bench(tmp_path: Path, theme: Theme, qtbot: QtBot) -> Iterator[Bench]:
    made = Bench(tmp_path, theme, qtbot, SelfCheckPage)
    made.who = {one.name: one.uid for one in made.ledger.find(Member.live())}
    old = SelfCheck(
        subject=made.who[WHO], year=2025, theme="学思想", standards=("党章",), written_on=date(2025, 12, 1)
    )
    with made.ledger.action("去年的对照检查") as action:
        action.save(
            old,
            SelfCheckMeasure(
                self_check=old.uid, seq=1, text="每月走访两户独居老人", due_on=date(2026, 6, 30)
            ),
        )
    made.show()
    yield made
    made.close()


def a_new_sheet(bench: Bench) -> str:
    page = bench.page
    before = set(page.items)
    bench.press(page.new_button)
    bench.write(page.new_dialog.form, subject=WHO, theme="强党性、善作为")
    page.new_dialog.form.editors["standards"].set_value(("党章",))
    bench.press(page.new_dialog.verb_button)
    (uid,) = set(page.items) - before
    return str(uid)


def test_what_was_promised_last_time_comes_first_and_is_carried_on(bench):
    a_new_sheet(bench)
    pane = bench.page.pane
    assert pane.tabs.currentIndex() == BEFORE
    (promised,) = pane.item.promised
    bench.press(pane.before.verbs["carry", promised.measure.uid])
    bench.write(pane.dialog.form, due_on="2027.3.31")
    bench.press(pane.dialog.verb_button)
    assert [one.measure.text for one in pane.item.measures] == [PROMISED]
    assert ("carry", promised.measure.uid) not in pane.before.verbs


def test_a_measure_becomes_an_issue_with_it_as_first_measure_and_undo_takes_all_back(bench):
    uid = a_new_sheet(bench)
    problem = SelfCheckProblem(self_check=uid, aspect="理论学习", text="原著读得少，多是听人讲")
    bench.ledger.save(problem)
    bench.settle()
    pane = bench.page.pane
    pane.tabs.setCurrentIndex(PROBLEMS)
    bench.press(pane.problems.verbs["answer", problem.uid])
    bench.write(pane.dialog.form, text="每季度精读一本原著并写体会", due_on="2027.6.30")
    bench.press(pane.dialog.verb_button)
    (one,) = pane.item.measures
    assert one.measure.problem == problem.uid
    pane.tabs.setCurrentIndex(MEASURES)
    bench.press(pane.measures.verbs["turn", one.measure.uid])
    assert pane.door.dialog.record.owner == bench.who[WHO]
    bench.write(pane.door.dialog.form, lead_officer="周慧敏")
    bench.press(pane.door.dialog.verb_button)
    (one,) = pane.item.measures
    assert (one.issue.source, one.issue.due_on) == ("检视剖析", date(2027, 6, 30))
    assert one.issue.description == "原著读得少，多是听人讲", "the ledger tells problems, not measures"
    (first,) = bench.ledger.find(IssueMeasure.live().where(IssueMeasure.issue == one.issue.uid))
    assert first.text == "每季度精读一本原著并写体会"
    bench.press(bench.shell.notice.button)
    assert pane.item.measures[0].issue is None
    assert bench.ledger.get(Issue, one.issue.uid).removed_at
    assert bench.ledger.get(IssueMeasure, first.uid).removed_at


def test_what_is_promised_again_without_an_issue_answers_a_problem_of_the_new_sheet(bench):
    (old,) = bench.ledger.find(SelfCheckMeasure.live().where(SelfCheckMeasure.text == PROMISED))
    before = SelfCheckProblem(self_check=old.self_check, aspect="工作作风", text="走访少")
    old.problem = before.uid
    bench.ledger.save(before, old)
    uid = a_new_sheet(bench)
    again = SelfCheckProblem(self_check=uid, aspect="工作作风", text="走访还是少")
    bench.ledger.save(again)
    bench.settle()
    pane = bench.page.pane
    pane.tabs.setCurrentIndex(BEFORE)
    bench.press(pane.before.verbs["carry", old.uid])
    bench.write(pane.dialog.form, due_on="2027.3.31")
    bench.press(pane.dialog.verb_button)
    assert [one.measure.problem for one in pane.item.measures] == [again.uid]


def test_what_others_said_is_shown_only_when_asked(bench):
    uid = a_new_sheet(bench)
    bench.ledger.save(
        SelfCheckCriticism(self_check=uid, critic=bench.who[CRITIC], text="说话急，居民不愿反映")
    )
    bench.settle()
    pane = bench.page.pane
    pane.tabs.setCurrentIndex(VOICES)
    assert not pane.voices.verbs
    bench.press(pane.show_button)
    assert {key for key, _ in pane.voices.verbs} == {"edit", "remove"}
    bench.press(pane.voice_print)
    assert bench.shell.pages.page("preview").shown["args"] == {"uid": uid, "voices": True}


def test_nobody_criticises_himself(bench):
    a_new_sheet(bench)
    pane = bench.page.pane
    pane.tabs.setCurrentIndex(VOICES)
    bench.press(pane.voices.add_button)
    bench.write(pane.dialog.form, critic=WHO, text="学得不够")
    bench.press(pane.dialog.verb_button)
    assert "由别人提" in pane.dialog.form.rows["critic"].error.words.text()
