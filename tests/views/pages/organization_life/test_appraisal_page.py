"""The appraisal filled by keys: the third live, no grade on probation, what is wrong told at its row."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop_app.base.strokes import load_strokes
from desktop_app.registers.organization_life.appraisals import Appraisal
from desktop_app.registers.people.members import Member
from desktop_app.views.look.theme import Theme
from desktop_app.views.pages.organization_life.appraisal_grid import FIRST, GRADE
from desktop_app.views.pages.organization_life.appraisal_page import HANDED_IN, AppraisalPage
from tests.views.pages.sample_bench import Bench


class AppraisalBench(Bench):
    def __init__(self, folder: Path, theme: Theme, qtbot: QtBot) -> None:
        super().__init__(folder, theme, qtbot, AppraisalPage)
        self.ledger.remove(*self.ledger.find(Appraisal.live()))
        self.show()

    @property
    def grid(self):
        return self.page.grid

    def fill_shared(self, issued: str = "40", returned: str = "40", day: str = "2026.11.1") -> None:
        for name, words in (("issued", issued), ("returned", returned), ("decided_on", day)):
            line = self.page.shared[name]
            line.setFocus()
            line.selectAll()
            self.qtbot.keyClicks(line, words)
        self.page.decided_by.setFocus()
        self.qtbot.keyClick(self.page.decided_by, Qt.Key.Key_End)

    def type_votes(self, uid: str, *votes: int, grade: str = "") -> None:
        """Digits and Enter from cell to cell, as the hand goes."""
        self.grid.go_to(uid)
        self.grid.setFocus()
        for number in votes:
            self.qtbot.keyClicks(self.grid, str(number))
            self.qtbot.keyClick(self.grid, Qt.Key.Key_Return)
        if grade:
            self.qtbot.keyClicks(self.grid, grade)

    def people(self, full: bool = True) -> list[Member]:
        return [one.member for one in self.grid.grid.rows if one.graded == full]

    def saved(self) -> dict[str, Appraisal]:
        return {one.member: one for one in self.ledger.find(Appraisal.live())}


@pytest.fixture
def bench(tmp_path: Path, theme: Theme, qtbot: QtBot) -> Iterator[AppraisalBench]:
    made = AppraisalBench(tmp_path, theme, qtbot)
    yield made
    made.close()


def test_everybody_stands_by_strokes_and_two_are_saved_by_keys_alone(bench):
    assert bench.grid.horizontalScrollBar().maximum() == 0  # all columns fit into the window
    names = [one.member.name for one in bench.grid.grid.rows]
    assert names == sorted(names, key=load_strokes().sort_key)
    bench.fill_shared()
    bench.press(bench.page.handed_in)
    first, second = bench.people()[:2]
    bench.type_votes(first.uid, 30, 10, 0, 0, grade="1")
    assert bench.grid.currentIndex().column() == FIRST  # on the next member's first count
    assert bench.page.row.member.uid == second.uid
    bench.type_votes(second.uid, 5, 35, 0, 0, grade="2")
    bench.press(bench.page.save_button)
    saved = bench.saved()
    one = saved[first.uid]
    assert (one.n_a, one.grade, one.returned, one.decided_on) == (30, "优秀", 40, date(2026, 11, 1))
    assert (one.self_rating, one.decided_by) == (HANDED_IN, "党员大会")
    assert saved[second.uid].grade == "合格"
    assert saved[bench.people()[2].uid].grade is None
    assert not bench.page.save_button.isEnabled()
    bench.press(bench.shell.notice.button)
    assert bench.saved() == {}


def test_one_over_a_third_is_told_while_typing(bench):
    people = bench.people()
    limit = len(bench.grid.grid.rows) // 3
    for one in people[: limit + 1]:
        bench.grid.go_to(one.uid, GRADE)
        bench.qtbot.keyClicks(bench.grid, "1")
    assert f"优秀最多 {limit} 人，评为优秀 {limit + 1} 人，多 1 人" in bench.page.words.text()
    bench.grid.go_to(people[0].uid, GRADE)
    bench.qtbot.keyClicks(bench.grid, "2")
    assert "多 1 人" not in bench.page.words.text()


def test_on_probation_one_takes_part_and_gets_no_grade(bench):
    (young, *_) = bench.people(full=False)
    bench.grid.go_to(young.uid, GRADE)
    bench.qtbot.keyClicks(bench.grid, "1")
    assert "不评等次" in bench.shell.notice.words.text()
    assert bench.page.row.appraisal.grade is None
    assert not bench.grid.grid.dirty


def test_counts_that_do_not_add_up_are_told_at_the_row_and_nothing_is_saved(bench):
    bench.fill_shared()
    bench.press(bench.page.handed_in)
    first = bench.people()[0]
    bench.type_votes(first.uid, 30, 5, 0, 0, grade="1")
    at = [one.member.uid for one in bench.grid.grid.rows].index(first.uid)
    row = [str(bench.grid.grid.index(at, column).data()) for column in range(10)]
    assert row[7:] == ["35", "优秀", "差 5 张"]
    bench.press(bench.page.save_button)
    assert "四种票共 35 张，收回却是 40 张" in bench.page.trouble.text()
    assert bench.page.row.member.uid == first.uid
    assert bench.saved() == {}
    assert bench.page.row.appraisal.n_a == 30  # what was typed is still there


def test_an_unfit_grade_wants_its_reason_and_what_follows(bench):
    bench.fill_shared()
    bench.press(bench.page.handed_in)
    first = bench.people()[0]
    bench.type_votes(first.uid, 0, 0, 10, 30, grade="4")
    bench.grid.go_to(first.uid)
    bench.press(bench.page.save_button)
    page = bench.page
    assert "写明理由" in page.form.rows["grade_reason"].error.words.text()
    bench.write(page.form, grade_reason="六次无故不参加组织生活", followup="限期改正")
    bench.press(page.save_button)
    assert "改到哪一天" in page.form.rows["correct_by"].error.words.text()
    bench.write(page.form, correct_by="2027.5.1")
    bench.press(page.save_button)
    assert bench.saved()[first.uid].correct_by == date(2027, 5, 1)


def test_ballots_and_summary_go_to_the_preview(bench):
    for action in bench.page.print_button.menu().actions():
        action.trigger()
        bench.settle()
        shown = bench.shell.pages.page("preview").shown
        assert (shown["key"], shown["args"]["year"]) == ("appraisal_sheet", 2026)
        bench.show()
    assert shown["args"]["blank"] is False
