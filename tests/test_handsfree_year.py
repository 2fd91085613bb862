"""The year without hands: played once, then held against what a year must hold."""

import json
import re
from collections import Counter
from datetime import date
from decimal import Decimal

import pytest

from desktop_app.__main__ import main
from desktop_app.base.periods import Month, PartialDate
from desktop_app.duties.basics.deadline import Standing
from desktop_app.duties.basics.figure import thawed
from desktop_app.duties.organization_life.meeting_calendar import MeetingCalendar
from desktop_app.duties.people.annual import annual_of
from desktop_app.duties.service.points import accounts_of
from desktop_app.duties.summaries.blocks import BLOCKS
from desktop_app.duties.summaries.inspect_development import development_gaps
from desktop_app.duties.summaries.inspection_view import InspectionView
from desktop_app.registers import catalogue
from desktop_app.registers.exchange.packages import ExchangePackage
from desktop_app.registers.organization_life.appraisals import Appraisal, most_excellent
from desktop_app.registers.organization_life.elections import Election
from desktop_app.registers.organization_life.meetings import Meeting
from desktop_app.registers.organization_life.self_checks import SelfCheckMeasure, SelfCheckProblem
from desktop_app.registers.organization_life.votes import Vote
from desktop_app.registers.people.development import Development
from desktop_app.registers.people.dues_payments import DuesPayment
from desktop_app.registers.people.members import FULL, PROBATIONARY, Member, belongs_on
from desktop_app.registers.people.org_transfers import RECEIVED, OrgTransfer
from desktop_app.registers.people.orgs import CommitteeMember
from desktop_app.registers.rectification.issue_rounds import IssueExtension
from desktop_app.registers.rectification.issues import CATEGORIES, CLOSED, Issue
from desktop_app.registers.rectification.research import Finding
from desktop_app.registers.reporting.annual_changes import AnnualChange
from desktop_app.registers.reporting.reports import OPEN, MonthlyReport
from desktop_app.registers.service.points_entries import PointsEntry
from desktop_app.registers.service.redemptions import Redemption
from desktop_app.registers.service.service_orders import DONE, ServiceOrder
from tests import played_year

pytestmark = pytest.mark.slow

LAST = date(2026, 12, 31)
# What a second PC, a member who moves by a stick, a form for the pen or words of one's own on paper bring.
BY_STICK = {"transfer_offer", "transfer_answer", "version_conflict", "blank_sheet", "paper_template"}


@pytest.fixture(scope="module")
def played():
    """(folder, lines) of the year played once."""
    return played_year.played()


@pytest.fixture(scope="module")
def ledger(played, tmp_path_factory):
    """The branch's own file after the year."""
    with played_year.opened_copy(played[0], tmp_path_factory.mktemp("year")) as found:
        yield found


def live(ledger, model):
    return ledger.find(model.live())


def test_every_register_has_records(ledger):
    empty = {one.name for one in ledger.catalogue if not ledger.count(one.model.live())}
    assert empty == BY_STICK


def test_forty_six_members_and_each_way_in_and_out_once(ledger):
    people = live(ledger, Member)
    assert sum(belongs_on(one, LAST) for one in people) == 46
    transfers = live(ledger, OrgTransfer)
    assert sorted(one.direction for one in transfers) == ["转入", "转出"]
    assert {one.state for one in transfers} == {RECEIVED}
    accepted = [one for one in live(ledger, Development) if one.accepted_on and one.accepted_on.year == 2026]
    assert [(one.stage, ledger.name(one.member)) for one in accepted] == [
        (PROBATIONARY, one.person) for one in accepted
    ]
    assert len(accepted) == 1


def test_one_is_admitted_and_one_confirmed_by_the_ballots_of_their_meetings(ledger):
    """苏晨曦 is full from the day her probation ended, and only since the superior approved (细则 31–33)."""
    files = {one.person: one for one in live(ledger, Development)}
    new, full = files["高一鸣"], files["苏晨曦"]
    for one, box, day in ((new, "accept_vote", new.accepted_on), (full, "convert_vote", full.converted_on)):
        vote = ledger.get(Vote, getattr(one, box))
        assert (one.person in vote.item, ledger.get(Meeting, vote.meeting).start_end.day) == (True, day)
    row = ledger.get(Member, full.member)
    assert (row.category, row.full_on) == (FULL, PartialDate(2026, 9, 12))
    assert (full.converted_on, full.convert_approved_on) == (date(2026, 9, 24), date(2026, 10, 12))
    assert [gap.words for gap in development_gaps(InspectionView.read(ledger, date(2026, 1, 1), None))] == []


def test_forty_problems_of_all_kinds_some_put_off_some_that_came_back(ledger):
    issues = live(ledger, Issue)
    assert len(issues) == 40
    assert {one.category for one in issues} == set(CATEGORIES)
    assert {one.mode for one in issues} == {"立行立改", "限期整改", "持续整改"}
    assert sum(one.round > 1 for one in issues) >= 3
    assert live(ledger, IssueExtension)
    closed = [one for one in issues if one.state == CLOSED]
    assert all(one.checker not in (None, one.owner, one.apply_by) for one in closed)
    assert all(one.review_result for one in closed if one.review_on and one.review_on < LAST)
    became = {one.issue for model in (Finding, SelfCheckMeasure) for one in live(ledger, model)} - {None}
    assert len(became) >= 8
    assert became <= {one.uid for one in issues}
    # The ledger tells problems: a measure a self-check promised is never what an issue is about.
    promised = {one.text for one in live(ledger, SelfCheckMeasure)}
    assert not promised & {one.description for one in issues}
    problems = {one.uid: one.text for one in live(ledger, SelfCheckProblem)}
    told = {one.uid: one.description for one in issues}
    turned = [one for one in live(ledger, SelfCheckMeasure) if one.issue]
    # Of a sheet's problems that go on as one issue, the issue tells one of them.
    asked = {}
    for one in turned:
        asked.setdefault(one.issue, set()).add(problems[one.problem])
    assert all(told[issue] in some for issue, some in asked.items())


def test_three_hundred_orders_in_every_state_the_rated_ones_posted_once_for_each_taker(ledger):
    orders = live(ledger, ServiceOrder)
    states = ledger.catalogue["service_order"].boxes["state"].options
    assert Counter(one.state for one in orders).keys() == set(states)
    assert len(orders) == 300
    posted = Counter((one.source, one.holder) for one in live(ledger, PointsEntry) if one.source)
    asked = {
        (one.uid, taker.person) for one in orders if one.state == DONE and one.hours for taker in one.takers
    }
    assert posted == Counter(asked)


def test_points_are_the_sum_of_their_entries_and_never_below_nothing(ledger):
    won, spent = live(ledger, PointsEntry), live(ledger, Redemption)
    accounts = accounts_of(ledger, LAST)
    for holder, account in accounts.items():
        gained = sum((one.points for one in won if one.holder == holder), Decimal(0))
        given = sum((one.points for one in spent if one.holder == holder), Decimal(0))
        assert account.balance == gained - given >= 0
    assert set(accounts) == {one.holder for one in won}
    assert any(one.reverses for one in won)


def test_the_committee_elected_its_heads_who_sit_once_approved_article_21(ledger):
    """All members elect five, the five 书记 and 副书记; both are approved before the year ends."""
    elections = {one.post: one for one in live(ledger, Election)}
    assert set(elections) == {"委员", "书记", "副书记"}
    assert {ledger.catalogue["election"].steps["confirm"].target} == {one.state for one in elections.values()}
    assert ledger.get(Meeting, elections["委员"].meeting).kind == "换届选举大会"
    assert ledger.get(Meeting, elections["书记"].meeting).kind == "支部委员会会议"
    seats = [one for one in live(ledger, CommitteeMember) if one.until is None]
    assert sorted(one.role for one in seats) == sorted(("书记", "副书记", "组织委员", "宣传委员", "纪检委员"))
    assert {one.since for one in seats} == {date(2026, 11, 18)}


def test_everybody_is_appraised_no_more_than_a_third_excellent_and_nobody_on_probation_graded(ledger):
    rows = live(ledger, Appraisal)
    there = {one.uid: one for one in live(ledger, Member) if belongs_on(one, date(2026, 12, 17))}
    assert {one.member for one in rows} == set(there)
    assert {one.member for one in rows if not one.grade} == {
        uid for uid, one in there.items() if one.category == PROBATIONARY
    }
    assert 0 < sum(one.grade == "优秀" for one in rows) <= most_excellent(len(there), ledger, LAST)


def test_every_meeting_the_rules_ask_for_was_held(ledger):
    calendar = MeetingCalendar.read(ledger, 2026)
    duties = {duty.key: duty for n in range(1, 13) for duty in calendar.duties(Month(2026, n))}
    assert len(duties) > 60
    assert [duty.title for duty in duties.values() if duty.state is not Standing.DONE] == []


def test_every_figure_of_a_signed_month_is_its_list_and_stands_as_it_was_signed(ledger):
    reports = live(ledger, MonthlyReport)
    assert sorted(one.month for one in reports) == [Month(2026, n) for n in range(1, 13)]
    for report in reports:
        assert report.state != OPEN
        assert report.month.last_day() <= report.on <= report.month.shift(1).first_day().replace(day=5)
        for name in BLOCKS:
            for figure in thawed(getattr(report, name)):
                counted = sum(map(Decimal, figure.parts)) if figure.parts else len(figure.items)
                if figure.key == "dues_paid":
                    counted = sum(ledger.get(DuesPayment, uid).paid for uid in figure.items)
                elif figure.unit == "元" or figure.whole:
                    continue
                assert figure.value == counted, (report.month, figure)
        wrote = [line for line in ledger.history(report.uid) if set(line.changes) & set(BLOCKS)]
        first = {name: now for name, (_, now) in wrote[0].changes.items() if name in BLOCKS}
        assert len(wrote) == 1
        assert {name: json.loads(text) for name, text in first.items()} == {
            name: getattr(report, name) for name in BLOCKS
        }


def test_the_yearly_table_balances_and_was_signed_as_it_is(ledger):
    (table,) = live(ledger, AnnualChange)
    now = annual_of(table, ledger)
    assert now.balances
    assert not now.suspects
    assert [(one.key, one.value) for one in thawed(table.figures)] == [
        (one.key, one.value) for one in now.rows
    ]
    assert [now.value(n) for n in (1, 2, 7, 14)] == [45, 2, 1, 46]


def test_every_paper_is_there_and_no_character_is_missing(played):
    folder, lines = played
    files = [one for one in (folder / "papers").rglob("*") if one.is_file()]
    told = [found for line in lines if (found := re.fullmatch(r"  合计：\d+ 种 (\d+) 份 (\d+) 页", line))]
    # A 数据交接单 is printed with each of the three packages, after the rest.
    assert len(files) == int(told[0][1]) + 3 > 800
    assert all(one.suffix == ".pdf" and one.read_bytes().startswith(b"%PDF-") for one in files)
    assert not any("字库里没有" in line or "请看下面" in line for line in lines)
    assert len(list((folder / "papers" / "服务与网格" / "服务需求单").iterdir())) == 300
    practices = {one.group for one in catalogue() if one.group}
    assert {one.name for one in (folder / "papers").iterdir()} <= practices


def test_the_self_inspection_finds_nothing_left_to_mend(played):
    _, lines = played
    (line,) = (line for line in lines if "检查前自查" in line)
    assert "没有缺项" in line


def test_the_package_arrives_once_however_often_it_is_received(played, ledger):
    _, lines = played
    assert any("再接收一次：新增0　修改0　冲突0" in line for line in lines)
    assert live(ledger, ExchangePackage)[0].receipt_on is not None
    assert any("试恢复" in line for line in lines)
    assert lines[-1].startswith("全部完成")


def test_a_used_folder_is_left_alone(played, capsys):
    folder, _ = played
    assert main(["--year", "2026", "--no-window", "--out", str(folder)]) == 1
    assert "请换一个空文件夹" in capsys.readouterr().err
