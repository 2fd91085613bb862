"""Service and rating of the year without hands, counted anew from raw rows by code of its own."""

from datetime import date
from decimal import Decimal

import pytest

from desktop_app.base.periods import Month
from desktop_app.duties.basics.figure import thawed
from desktop_app.duties.displays.computed import rating_grades, rating_totals
from desktop_app.duties.service.grids import grid_files
from desktop_app.registers.displays.branch_ratings import BranchRating, RatingItem
from desktop_app.registers.displays.promises import Promise
from desktop_app.registers.displays.rating_schemes import SchemeItem
from desktop_app.registers.organization_life.meetings import Attendance, Meeting
from desktop_app.registers.people.dues_payments import DuesPayment
from desktop_app.registers.people.members import Member
from desktop_app.registers.rectification.issues import Issue
from desktop_app.registers.reporting.reports import MonthlyReport
from desktop_app.registers.service.grid_actions import GridDuty, LeaderVisit, TeamActivity
from desktop_app.registers.service.grid_events import GridEvent
from desktop_app.registers.service.service_orders import ServiceOrder
from desktop_app.registers.study.study import StudyHours, StudySession
from tests import played_year

pytestmark = pytest.mark.slow

FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)


@pytest.fixture(scope="module")
def ledger(tmp_path_factory):
    """The branch's own file after the year."""
    folder, _ = played_year.played()
    with played_year.opened_copy(folder, tmp_path_factory.mktemp("service_year")) as found:
        yield found


def rows(ledger, model):
    return ledger.find(model.live())


def test_the_rating_is_what_the_raw_rows_say_and_has_no_grade_before_the_superior_decides(ledger):
    (rating,) = [one for one in rows(ledger, BranchRating) if one.period == 2026]
    assert (rating.superior_score, rating.decided_on) == (None, None)
    assert rating_totals((rating,), ledger) == {rating.uid: None}
    assert rating_grades((rating,), ledger) == {rating.uid: "未评定"}
    measures = {one.uid: one.measure for one in rows(ledger, SchemeItem)}
    told = {
        measures[line.item]: thawed(line.figure)[0]
        for line in rows(ledger, RatingItem)
        if line.rating == rating.uid and line.figure
    }
    rated = [one for one in rows(ledger, ServiceOrder) if one.rating]
    good = {one.uid for one in rated if one.rating in ("非常满意", "满意")}
    due = [one for one in rows(ledger, Issue) if one.due_on and FIRST <= one.due_on <= LAST]
    closed = {
        one.uid for one in due if one.state == "已销号" and one.checked_on and one.checked_on <= one.due_on
    }
    asked = [one for one in rows(ledger, Promise) if one.state != "撤销" and one.due_on <= LAST]
    kept = {one.uid for one in asked if one.state == "已践诺"}
    for measure, part, whole in (
        ("服务订单满意率", good, rated),
        ("问题按期销号率", closed, due),
        ("承诺践诺率", kept, asked),
    ):
        assert set(told[measure].items) == part
        assert set(told[measure].whole) == {one.uid for one in whole}
        assert told[measure].value == round(Decimal(len(part)) * 100 / len(whole), 1)
    assert set(told["三会一课次数"].items) == _lessons(ledger)
    reached, studying = _studied(ledger)
    assert (set(told["平均学时达标率"].items), set(told["平均学时达标率"].whole)) == (reached, studying)
    assert set(told["党费按期收缴率"].items) == _paid_up(ledger)
    days = {one.uid for one in rows(ledger, Meeting) if one.kind == "主题党日"}
    assert set(told["主题党日次数"].items) <= days
    assert told["主题党日次数"].value == 12


LESSONS = {
    "支部党员大会", "民主评议党员大会", "换届选举大会", "支部委员会会议", "党小组会", "党课",
}  # fmt: skip
TOGETHER = {
    "集中培训(上级调训)", "支部集中学习", "党课", "主题党日", "专题讲座", "实践活动", "网络学习",
}  # fmt: skip


def _lessons(ledger):
    """The meetings of the year that are one of 三会一课."""
    held = (one for one in rows(ledger, Meeting) if one.start_end.day.year == 2026)
    return {one.uid for one in held if {one.kind, *(one.also_kinds or ())} & LESSONS}


def _studied(ledger):
    """(who came to the hours asked of him, of whom hours are asked and who is still here)."""
    here = {one.uid for one in rows(ledger, Member) if not one.exit_type}
    asked = {one.member: one.target for one in rows(ledger, StudyHours) if one.year == 2026 and one.target}
    done = dict.fromkeys(here, Decimal(0))
    sheets = rows(ledger, Attendance)
    for session in rows(ledger, StudySession):
        if session.held_on.year == 2026 and session.kind in TOGETHER:
            for row in sheets:
                came = row.present or row.makeup_on
                if row.gathering == (session.meeting or session.uid) and came and row.person in here:
                    done[row.person] += session.hours
    studying = here & asked.keys()
    return {uid for uid in studying if done[uid] >= asked[uid]}, studying


def _paid_up(ledger):
    """Who paid in full every month from the first to the last he belonged here."""
    left = {one.uid: one.exit_on.month - 1 for one in rows(ledger, Member) if one.exit_on}
    paid = {}
    for one in rows(ledger, DuesPayment):
        paid.setdefault(one.member, {})[one.for_month.month] = (one.paid or 0) >= one.due
    return {
        uid
        for uid, months in paid.items()
        if all(months.get(month) for month in range(min(months), left.get(uid, 12) + 1))
    }


def test_nobody_who_left_or_lies_ill_stands_as_a_working_member(ledger):
    people = {one.name: one for one in rows(ledger, Member)}
    standing = {one.person for file in grid_files(ledger, day=LAST) for one in file.in_role("在职党员")}
    assert len(standing) > 12
    assert people["薛立群"].exit_on is not None
    for name in ("薛立群", "郭振海", "严浩", "夏雨桐"):
        assert people[name].uid not in standing
    july = {one.person for file in grid_files(ledger, day=date(2026, 7, 1)) for one in file.people}
    assert people["薛立群"].uid in july


def test_the_three_actions_of_each_month_are_its_raw_rows(ledger):
    reports = {one.month: one for one in rows(ledger, MonthlyReport)}
    for number in range(1, 13):
        month = Month(2026, number)
        figures = {one.key: one for one in thawed(reports[month].service_block)}
        visits, duties, teams = (
            [one for one in rows(ledger, model) if one.on in month]
            for model in (LeaderVisit, GridDuty, TeamActivity)
        )
        heads = [len(one.people or ()) + (one.others or 0) for one in teams]
        assert {key: figures[key].value for key in ("leader_visits", "duty_times", "team_times")} == {
            "leader_visits": len(visits),
            "duty_times": len(duties),
            "team_times": len(teams),
        }
        assert figures["duty_hours"].value == sum(one.hours for one in duties)
        assert figures["team_people"].value == sum(heads)
        assert figures["team_hours"].value == sum(one.hours * n for one, n in zip(teams, heads, strict=True))
        joined = {one.uid for one in rows(ledger, GridEvent) if one.on in month and one.forces}
        assert set(figures["events_forces"].items) == joined
