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
from desktop_app.registers.organization_life.meetings import Meeting
from desktop_app.registers.people.members import Member
from desktop_app.registers.rectification.issues import Issue
from desktop_app.registers.reporting.reports import MonthlyReport
from desktop_app.registers.service.grid_actions import GridDuty, LeaderVisit, TeamActivity
from desktop_app.registers.service.grid_events import GridEvent
from desktop_app.registers.service.service_orders import ServiceOrder
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
    days = {one.uid for one in rows(ledger, Meeting) if one.kind == "主题党日"}
    assert set(told["主题党日次数"].items) <= days
    assert told["主题党日次数"].value == 12


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
