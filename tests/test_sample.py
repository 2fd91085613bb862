"""The sample branch: believable people, months that follow each other, the same every time."""

import json
from collections import Counter
from datetime import date, datetime

import pytest

from desktop_app.base.clock import SetClock
from desktop_app.base.errors import UserError
from desktop_app.base.periods import Month
from desktop_app.base.pinyin import load_pinyin
from desktop_app.duties.basics.deadline import Standing
from desktop_app.duties.organization_life.attendance import turnout_of
from desktop_app.duties.rectification.issues import issue_files
from desktop_app.duties.summaries.calendar import duties_of
from desktop_app.duties.summaries.month import month_figures, report_figures
from desktop_app.records.arrival import judged
from desktop_app.records.base import STAMP
from desktop_app.registers import catalogue
from desktop_app.registers.displays.promises import Promise
from desktop_app.registers.exchange.packages import ExchangePackage
from desktop_app.registers.organization_life.meeting_kinds import GENERAL
from desktop_app.registers.organization_life.meetings import Meeting, Speech, missing_parts
from desktop_app.registers.organization_life.votes import Vote
from desktop_app.registers.people.members import FULL, PROBATIONARY, Member, belongs_on
from desktop_app.registers.people.orgs import GROUP, CommitteeMember, PartyOrg
from desktop_app.registers.rectification.issue_rounds import IssueRound
from desktop_app.registers.rectification.issues import APPLIED, CATEGORIES, CLOSED, OPEN, WAITING, Issue
from desktop_app.registers.reporting.reports import RECEIVED, SENT, MonthlyReport
from desktop_app.sample import OFFICE, fill_sample, october_work
from desktop_app.storage import branch_file

START = datetime(2026, 8, 3, 8)


def empty(folder, office=OFFICE):
    """A new branch file and its clock."""
    clock = SetClock(START)
    setting = branch_file.Setting(catalogue(), clock, load_pinyin().keys)
    ledger, _ = branch_file.create(folder / "branch.zbf", setting, office=office, password=None)
    return ledger, clock


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    """The whole sample, read only by the tests."""
    ledger, clock = empty(tmp_path_factory.mktemp("sample"))
    fill_sample(ledger, clock)
    yield ledger
    branch_file.close(ledger)


def test_what_the_sample_keeps_another_office_would_let_in(sample):
    """Every stamp and box of every record, as a package carries them."""
    for register in sample.catalogue:
        names = ("uid", *STAMP, *register.boxes)
        fields = [register.model._meta.fields[name] for name in names]
        # Stored scalars, not values.
        rows = sample.select(*register.model.select(*fields).sql()).fetchall()
        columns = dict(zip(names, map(list, zip(*rows, strict=True)), strict=True)) if rows else {}
        assert judged(register, columns, sample.clock.now()) == {}, register.name


def test_forty_six_people_between_26_and_90_two_of_them_on_probation_at_first(sample):
    rows = sample.find(Member.live())
    people = [one for one in rows if belongs_on(one, sample.today)]
    assert [one.exit_type for one in rows if one not in people] == ["转出组织关系"]
    assert len(people) == len({one.name for one in people}) == len({one.id_number for one in people}) == 46
    assert all(one.id_number.startswith("990101") for one in people)
    assert {2026 - one.birth_date.year for one in people} <= set(range(26, 91))
    confirmed = [
        one for one in people if any("category" in line.changes for line in sample.history(one.uid)[:-1])
    ]
    assert [one.category for one in confirmed] == [FULL]
    assert sum(one.category == PROBATIONARY for one in people) == 1
    assert sum(one.mobile_flag for one in people) == 2


def test_three_groups_with_leaders_and_a_committee_of_five(sample):
    groups = sample.find(PartyOrg.live().where(PartyOrg.org_kind == GROUP))
    assert len(groups) == 3
    assert all(sample.get(Member, one.group_leader).party_group == one.uid for one in groups)
    assert sample.count(CommitteeMember.live()) == 5


def test_nothing_in_it_that_the_rules_find_fault_with(sample):
    told = Counter()
    for register in sample.catalogue:
        for record in sample.find(register.model.live()):
            told.update((register.name, one.text) for one in sample.problems(record))
    assert set(told) == {("promise", "这一年只有 1 条承诺，一般不少于 2 条")}


def test_every_month_holds_what_the_rules_ask_and_its_minutes_are_whole(sample):
    for number in (8, 9, 10):
        figures = {one.key: one.value for one in month_figures(sample, Month(2026, number))["meeting_block"]}
        assert figures["held_committee"] == figures["held_party_day"] == figures["held_lecture"] == 1
        assert figures["held_group"] == 3
    meetings = sample.find(Meeting.live())
    assert len(meetings) == 20
    assert [one for one in meetings if missing_parts(one, sample)] == []
    words = [one.words for one in sample.find(Speech.live())]
    assert len(words) == len(set(words)) > 60


def test_votes_are_counted_from_those_who_came(sample):
    votes = sample.find(Vote.live())
    assert {one.matter for one in votes} >= {"预备党员转正", "一般决议", "表彰"}
    for vote in votes:
        there = turnout_of(sample.get(Meeting, vote.meeting), sample)
        assert (vote.expected, vote.present) == (len(there.voters), len(there.voters_present))
        assert vote.ayes + vote.noes + vote.abst == vote.present


def test_problems_of_all_kinds_stand_at_every_stage(sample):
    issues = sample.find(Issue.live())
    assert len(issues) == 14
    assert {one.category for one in issues} == set(CATEGORIES)
    assert {one.state for one in issues} == {WAITING, OPEN, APPLIED, CLOSED}
    closed = [one for one in issues if one.state == CLOSED]
    assert len(closed) >= 6
    assert all(one.checker not in (None, one.owner) for one in closed)
    assert [one.round for one in issues if one.round > 1] == [2]
    assert sample.count(IssueRound.live()) == 1
    assert (
        sum(one.issue.due_on < date(2026, 10, 31) and one.issue.state == OPEN for one in issue_files(sample))
        == 1
    )


def test_signed_months_keep_what_they_said_and_october_is_open(sample):
    reports = {one.month: one for one in sample.find(MonthlyReport.live())}
    assert [reports[Month(2026, n)].state for n in (8, 9, 10)] == [RECEIVED, SENT, "编辑"]
    august = {one.key: one.value for one in report_figures(reports[Month(2026, 8)], sample)["member_block"]}
    assert (august["closing"], august["probationary"]) == (46, 2)


def test_what_was_handed_in_stands_among_the_packages_with_its_receipt(sample):
    packages = {one.months: one for one in sample.find(ExchangePackage.live())}
    handed_in = [one for one in sample.find(MonthlyReport.live()) if one.state in (SENT, RECEIVED)]
    assert handed_in
    assert set(packages) == {(one.month.iso(),) for one in handed_in}
    for one in handed_in:
        package = packages[one.month.iso(),]
        assert one.on <= package.made_on
        assert (package.receipt_on is not None) == (one.state == RECEIVED)


def test_history_is_in_order_of_time_and_late_entries_show(sample):
    lines = sample.database.execute_sql("SELECT at, title FROM action ORDER BY id").fetchall()
    assert [at for at, _ in lines] == sorted(at for at, _ in lines)
    promise = next(one for one in sample.find(Promise.live()) if one.published_on == date(2026, 3, 6))
    assert sample.history(promise.uid)[-1].at[:10] == "2026-08-03"


def test_the_calendar_of_october_has_work_done_near_and_late(sample):
    states = {one.state for one in duties_of(sample, Month(2026, 10))}
    assert states >= {Standing.DONE, Standing.OVERDUE}


def test_filling_stops_at_the_day_and_comes_out_the_same(tmp_path):
    def told(folder):
        ledger, clock = empty(folder)
        fill_sample(ledger, clock, until=date(2026, 8, 20))
        assert clock.now().date() <= date(2026, 8, 20)
        rows = ledger.database.execute_sql("SELECT at, title FROM action ORDER BY id").fetchall()
        heads = ledger.database.execute_sql("SELECT register, heading FROM card ORDER BY id").fetchall()
        branch_file.close(ledger)
        return json.dumps([rows, heads], ensure_ascii=False)

    assert told(tmp_path / "one") == told(tmp_path / "two")


def test_october_alone_needs_enough_people(tmp_path):
    ledger, clock = empty(tmp_path, "B7")
    branch = PartyOrg(full_name="一个小支部", org_code="B7", org_kind="党支部")
    ledger.save(branch)
    with pytest.raises(UserError, match="只有 0 人"):
        october_work(ledger, clock)
    assert ledger.count(Meeting.live().where(Meeting.kind == GENERAL)) == 0
    branch_file.close(ledger)
