"""The page of elections: counted at the fields, tied and voted again, announced, taken back."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop_app.base.dates import parse_span
from desktop_app.records.links import PersonWhy
from desktop_app.registers.organization_life.election_excluded import ElectionExcluded
from desktop_app.registers.organization_life.elections import (
    ANNOUNCED,
    PREPARED,
    Ballot,
    Election,
    ElectionRound,
)
from desktop_app.registers.organization_life.meetings import EXCLUDED, Meeting
from desktop_app.registers.people.members import Member
from desktop_app.registers.people.orgs import CommitteeMember, PartyOrg
from desktop_app.views.look.theme import Theme
from desktop_app.views.pages.organization_life.election_page import ElectionPage
from desktop_app.views.pages.organization_life.election_pane import CANDIDATES, COUNTING, PEOPLE, RESULT
from tests.views.pages.sample_bench import Bench


class ElectionBench(Bench):
    """The page with one election of two seats, its meeting held the day before."""

    def __init__(self, folder: Path, theme: Theme, qtbot: QtBot) -> None:
        super().__init__(folder, theme, qtbot, ElectionPage)
        ledger = self.ledger
        ledger.remove(*ledger.find(Election.live().where(Election.state == PREPARED)))
        org = ledger.find(PartyOrg.live().where(PartyOrg.org_kind == "党支部"))[0]
        when = parse_span("2026-11-01 9:00-11:00")
        meeting = Meeting(kind="换届选举大会", title="换届", org=org.uid, start_end=when)
        self.election = Election(
            title="第六届换届选举", org=org.uid, meeting=meeting.uid, posts=2, candidates=1
        )
        ledger.save(meeting, self.election)
        self.show(uid=self.election.uid)

    def full(self, *places: int) -> list[Member]:
        rows = self.ledger.find(Member.live().where(Member.category == "正式党员").order_by(Member.seq))
        return [rows[n] for n in places]

    def stand(self, *people: Member) -> None:
        pane = self.page.pane
        for one in people:
            pane.tabs.setCurrentIndex(CANDIDATES)
            self.press(pane.candidates.add_button)
            self.write(pane.dialog.form, candidate=one.name)
            self.press(pane.dialog.verb_button)

    def count(self, counts: dict[str, int], votes: dict[str, tuple[int, int, int]]) -> None:
        """Type the counts of the round that lies open, and save it."""
        sheet = self.page.pane.count
        typed = {("", name): number for name, number in counts.items()}
        for uid, given in votes.items():
            typed |= {(uid, box): n for box, n in zip(("ayes", "noes", "abst"), given, strict=True)}
        for at, number in typed.items():
            sheet.lines[at].setFocus()
            sheet.lines[at].selectAll()
            self.qtbot.keyClicks(sheet.lines[at], str(number))
        self.press(sheet.save_button)

    def seats(self) -> dict[str, str]:
        """Who sits on the committee now, and the post."""
        rows = self.ledger.find(CommitteeMember.live().where(CommitteeMember.until.is_null()))
        return {one.member: one.role for one in rows}

    def seat(self, *people: Member) -> None:
        """A committee of ``people`` from the day before, whose election is known."""
        ledger, day = self.ledger, date(2026, 11, 1)
        old = ledger.find(CommitteeMember.live().where(CommitteeMember.until.is_null()))
        for one in old:
            one.until = day
        ledger.save(*old)
        org = self.election.org
        ledger.save(*(CommitteeMember(org=org, member=one.uid, role="委员", since=day) for one in people))

    def elect_secretary(self, who: Member, watching: Member, kind: str = "换届") -> Election:
        """The committee's first meeting, held and its result known."""
        ledger, org = self.ledger, self.election.org
        when = parse_span("2026-11-01 14:00-15:00")
        meeting = Meeting(
            kind="支部委员会会议", title="第一次会议", org=org, start_end=when, chair=watching.uid
        )
        chosen = Election(
            title="书记选举", kind=kind, post="书记", org=org, meeting=meeting.uid, posts=1,
            supervisors=(PersonWhy(watching.uid),), helpers_passed=True,
        )  # fmt: skip
        two = {"expected": 2, "present": 2, "issued": 2, "returned": 2, "valid": 2}
        votes = Ballot(election=chosen.uid, candidate=who.uid, ayes=2, noes=0, abst=0)
        ledger.save(meeting, chosen, ElectionRound(election=chosen.uid, n=1, **two), votes)
        ledger.step(chosen, "announce")
        self.settle()
        return chosen

    def rounds(self) -> list[ElectionRound]:
        return self.ledger.find(ElectionRound.live().where(ElectionRound.election == self.election.uid))


@pytest.fixture
def bench(tmp_path: Path, theme: Theme, qtbot: QtBot) -> Iterator[ElectionBench]:
    made = ElectionBench(tmp_path, theme, qtbot)
    yield made
    made.close()


def test_from_candidates_to_the_committee_and_back_with_one_undo(bench):
    first, second, third = people = bench.full(10, 11, 12)
    bench.stand(*people)
    pane = bench.page.pane
    assert len(pane.candidates) == 3
    pane.tabs.setCurrentIndex(COUNTING)
    n = len(pane.item.expected) - 2
    here = {"present": n, "issued": n, "returned": n, "valid": n}
    tied = (n // 2 + 1, n - n // 2 - 1, 0)
    bench.count(here, {first.uid: (n - 4, 4, 0), second.uid: tied, third.uid: tied})
    assert pane.item.elected == (first.uid,)
    assert "再投一次" in pane.item.rounds[0][1].words
    bench.press(pane.again_button)
    assert {uid for uid, _ in pane.count.lines} == {"", second.uid, third.uid}  # only the tied stand again
    bench.count(here, {second.uid: (n - 1, 1, 0), third.uid: (0, n, 0)})
    assert pane.item.words == "当选 2 人"
    pane.tabs.setCurrentIndex(RESULT)
    bench.press(pane.announce_button)
    assert "还没有写监票人" in pane.trouble.text()
    bench.election = bench.ledger.get(Election, bench.election.uid)
    bench.election.supervisors, bench.election.helpers_passed = (PersonWhy(bench.full(13)[0].uid),), True
    bench.ledger.save(bench.election)
    bench.settle()
    was = bench.seats()
    bench.press(pane.announce_button)
    assert bench.seats() == {first.uid: "委员", second.uid: "委员"}
    assert bench.ledger.get(Election, bench.election.uid).state == ANNOUNCED
    assert pane.candidates.add_button.isHidden()
    bench.press(bench.shell.notice.button)
    assert bench.seats() == was
    assert not pane.candidates.add_button.isHidden()
    bench.press(pane.announce_button)
    bench.elect_secretary(first, second)
    assert first.uid not in pane.roles
    bench.press(pane.divide_button)
    assert "还没有写" in pane.trouble.text() or "要先填" in pane.trouble.text()
    choice = pane.roles[second.uid]
    choice.setFocus()
    for _ in range(choice.count()):
        if choice.value() != "组织委员":
            bench.qtbot.keyClick(choice, Qt.Key.Key_Down)
    bench.press(pane.divide_button)
    assert bench.seats() == {first.uid: "委员", second.uid: "组织委员"}
    assert bench.ledger.get(Election, bench.election.uid).divided_on == date(2026, 11, 1)


def test_the_secretary_sits_once_the_superior_has_approved(bench):
    first, second = bench.full(10, 11)
    bench.seat(first, second)
    chosen = bench.elect_secretary(first, second, "补选")
    bench.show(uid=chosen.uid)
    pane = bench.page.pane
    pane.tabs.setCurrentIndex(RESULT)
    assert pane.roles == {}
    bench.press(pane.confirm_button)
    bench.write(bench.page.steps.dialog.form, reported_on="2026.11.1")
    bench.press(bench.page.steps.dialog.verb_button)
    assert bench.seats()[first.uid] == "委员"
    bench.write(bench.page.steps.dialog.form, confirmed_on="2026.11.1")
    bench.press(bench.page.steps.dialog.verb_button)
    assert bench.seats()[first.uid] == "书记"
    assert bench.ledger.get(PartyOrg, bench.election.org).secretary == first.uid
    assert pane.confirm_button.isHidden()


def test_who_is_written_in_is_counted_beside_the_candidates(bench):
    people = bench.full(10, 11, 12)
    bench.stand(*people[:2])
    pane = bench.page.pane
    pane.tabs.setCurrentIndex(COUNTING)
    n = len(pane.item.expected)
    here = {"present": n, "issued": n, "returned": n, "valid": n}
    bench.count(here, {people[0].uid: (n, 0, 0), people[1].uid: (n - 5, 5, 0)})
    bench.press(pane.written_button)
    bench.write(pane.dialog.form, candidate=people[2].name, ayes="6")
    bench.press(pane.dialog.verb_button)
    assert "乘应选 2 人" in pane.dialog.form.rows["ayes"].error.words.text()
    bench.write(pane.dialog.form, ayes="5")
    bench.press(pane.dialog.verb_button)
    assert pane.item.written_in == (people[2].uid,)
    assert set(pane.item.candidates) == {one.uid for one in people[:2]}
    bench.press(pane.rounds.verbs["open", "1"])
    assert (people[2].uid, "ayes") in pane.count.lines
    assert (people[2].uid, "noes") not in pane.count.lines


def test_impossible_counts_are_refused_beside_their_field_and_nothing_is_saved(bench):
    people = bench.full(10, 11, 12)
    bench.stand(*people)
    pane = bench.page.pane
    pane.tabs.setCurrentIndex(COUNTING)
    n = len(pane.item.expected)
    here = {"present": n, "issued": n, "returned": n, "valid": n}
    bench.count({**here, "returned": n + 1}, {})
    sheet = pane.count
    assert "收回票数" in sheet.faults[""].text()
    bench.count(here, {people[0].uid: (n - 1, 0, 0)})
    assert "不等于有效票" in sheet.faults[people[0].uid].text()
    bench.count(here, {people[0].uid: (n, 1, 0)})
    assert f"多于本轮有效的 {n} 张" in sheet.faults[people[0].uid].text()
    bench.count({}, {one.uid: (n, 0, 0) for one in people})
    assert any("乘应选 2 人" in words.text() for words in sheet.faults.values())
    assert sheet.window().focusWidget() in sheet.lines.values()
    bench.count({"expected": n + 5}, {people[2].uid: (0, n, 0)})
    assert "有选举权的只有" in sheet.faults[""].text()
    assert bench.rounds() == []
    bench.count({"expected": n}, {})
    assert len(bench.rounds()) == 1


def test_counts_may_be_typed_again_before_they_are_written(bench):
    first, second, third = people = bench.full(10, 11, 12)
    bench.stand(*people)
    pane = bench.page.pane
    pane.tabs.setCurrentIndex(COUNTING)
    n = len(pane.item.expected)
    here = {"expected": n, "present": n, "issued": n, "returned": n, "valid": n}
    pane.count.twice.setChecked(True)
    bench.count(here, {first.uid: (n, 0, 0), second.uid: (n, 0, 0), third.uid: (0, n, 0)})
    dialog = pane.count.second
    assert len(dialog.lines) == 14
    for line in dialog.lines:
        bench.qtbot.keyClicks(line.line, str(line.first.value))
    wrong = dialog.lines[-1]
    wrong.line.clear()
    bench.qtbot.keyClicks(wrong.line, "ten")
    bench.press(dialog.verb_button)
    assert bench.rounds() == []
    assert "不是人数或票数" in wrong.said.text()
    wrong.line.clear()
    bench.qtbot.keyClicks(wrong.line, "9")
    votes = dialog.lines[-3]  # the ayes of the last in the list
    votes.line.clear()
    bench.qtbot.keyClicks(votes.line, "1")
    bench.press(dialog.verb_button)
    assert wrong.first_button.text() == "用第一遍 0"
    bench.press(wrong.first_button)
    bench.press(votes.second_button)
    bench.press(dialog.verb_button)
    told = " ".join(words.text() for words in pane.count.faults.values())
    assert "不等于有效票" in told, "what was decided is what is judged"
    assert bench.rounds() == []


def test_counts_being_typed_stay_when_something_else_is_changed(bench):
    people = bench.full(10, 11, 12)
    bench.stand(*people)
    pane = bench.page.pane
    pane.tabs.setCurrentIndex(COUNTING)
    line = pane.count.lines["", "present"]
    line.setFocus()
    line.selectAll()
    bench.qtbot.keyClicks(line, "17")
    other = bench.ledger.get(Member, people[0].uid)
    other.work_unit = "换了单位"
    bench.ledger.save(other)
    bench.settle()
    assert pane.count.lines["", "present"].text() == "17"
    bench.stand(*bench.full(13))
    assert len(pane.count.ballots) == 4


def test_the_five_kinds_are_left_out_once_both_have_agreed(bench):
    pane = bench.page.pane
    n = len(pane.item.expected)
    (one,) = bench.full(20)
    pane.tabs.setCurrentIndex(PEOPLE)
    bench.press(pane.left_out.add_button)
    bench.write(pane.dialog.form, member=one.name, reason=EXCLUDED[3])
    bench.press(pane.dialog.verb_button)
    assert len(pane.item.expected) == n
    assert "上级同意" in pane.doubts.text()
    bench.press(pane.consent_button)
    bench.write(pane.dialog.form, left_out_agreed_on="2026.10.20")
    box = pane.dialog.form.editors["left_out_passed"].field
    bench.qtbot.keyClick(box, Qt.Key.Key_Space)
    bench.press(pane.dialog.verb_button)
    assert len(pane.item.expected) == n - 1
    assert pane.tabs.tabText(PEOPLE) == f"应到 {n - 1}"
    bench.press(pane.left_out.verbs["remove", pane.item.excluded[0].uid])
    mine = ElectionExcluded.election == bench.election.uid
    assert bench.ledger.find(ElectionExcluded.live().where(mine)) == []


def test_who_has_no_vote_cannot_stand(bench):
    young = bench.ledger.find(Member.live().where(Member.category == "预备党员"))[0]
    pane = bench.page.pane
    pane.tabs.setCurrentIndex(CANDIDATES)
    bench.press(pane.candidates.add_button)
    bench.write(pane.dialog.form, candidate=young.name)
    bench.press(pane.dialog.verb_button)
    assert "没有被选举权" in pane.dialog.form.rows["candidate"].error.words.text()
    assert bench.ledger.find(Ballot.live().where(Ballot.election == bench.election.uid)) == []


def test_ballots_and_report_go_to_the_preview(bench):
    bench.stand(*bench.full(10, 11))
    pane = bench.page.pane
    bench.press(pane.ballot_button)
    assert bench.shell.pages.page("preview").shown["key"] == "ballot"
    bench.show()
    for action in pane.papers_button.menu().actions():
        action.trigger()
        bench.settle()
        assert bench.shell.pages.page("preview").shown["title"] == action.text()
        assert bench.shell.pages.page("preview").shown["args"] == {"uid": bench.election.uid}
        bench.show()
    bench.press(bench.page.print_button)
    assert bench.shell.pages.page("preview").shown["args"] == {"uid": bench.election.uid}
