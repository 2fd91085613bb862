"""The year's plan: one a year, passed by a meeting, then only what came of it is written."""

from datetime import date

import pytest

from desktop_app.registers.organization_life.meeting_kinds import COMMITTEE
from desktop_app.registers.organization_life.meetings import Meeting
from desktop_app.registers.reporting.work_plans import PASSED, WorkPlan, WorkPlanItem
from desktop_app.registers.reporting.work_summaries import WorkSummary
from tests.duties.sample import span

PASSED_ON = date(2026, 1, 15)


def plan_of(org, people, year=2026, **values):
    words = {"guiding": "学习", "goals": "按期", "tasks": "学习"}
    return WorkPlan(year=year, org=org.uid, filled_by=people[0].uid, **{**words, **values})


def item_of(plan, people, **values):
    told = {"month": 3, "content": "走访", "measure": "入户", "responsible": people[0].uid}
    return WorkPlanItem(plan=plan.uid, **{**told, **values})


@pytest.fixture
def plan(desk, org, people):
    """A plan that was passed."""
    made = desk.put(plan_of(org, people))
    desk.put(item_of(made, people))
    assert desk.take(made, "pass", passed_on=PASSED_ON, approved_by=people[1].uid) == {}
    return made


def test_a_further_plan_for_a_year_that_is_signed_is_refused_at_the_year(desk, org, people, plan):
    told = desk.told(plan_of(org, people))
    assert told["year"].refuse
    assert "已经通过" in told["year"].text
    assert "调整计划" in told["year"].todo
    assert desk.told(plan_of(org, people, year=2027)) == {}


def test_an_empty_plan_is_not_passed(desk, org, people):
    bare = desk.put(plan_of(org, people))
    told = desk.take(bare, "pass", passed_on=PASSED_ON, approved_by=people[1].uid)
    assert "月度安排" in told["year"].text
    assert bare.state != PASSED


def test_the_day_it_was_passed_is_that_of_the_meeting(desk, org, people):
    meeting = desk.put(
        Meeting(kind=COMMITTEE, title="计划", start_end=span(date(2026, 1, 8)), chair=people[0].uid)
    )
    assert desk.told(plan_of(org, people, meeting=meeting.uid, passed_on=PASSED_ON))["passed_on"].refuse
    assert desk.told(plan_of(org, people, meeting=meeting.uid, passed_on=date(2026, 1, 8))) == {}


def test_of_a_passed_plan_only_what_came_of_it_is_written(desk, people, plan):
    assert desk.told(item_of(plan, people, month=4))["content"].refuse
    (item,) = desk.find(WorkPlanItem.live())
    item.measure = "打电话"
    assert desk.told(item)["measure"].refuse
    item.measure, item.done_on = "入户", date(2026, 3, 9)
    assert desk.told(item) == {}
    assert desk.take(plan, "reopen", reason="换届以后调整") == {}
    assert desk.told(item_of(plan, people, month=4)) == {}


def test_a_summary_is_passed_with_its_figures_alone(desk, org, people):
    words = {"results": "好", "problems": "少", "next_steps": "再学"}
    summary = desk.put(WorkSummary(year=2025, org=org.uid, filled_by=people[0].uid, **words))
    asked = {"passed_on": PASSED_ON, "approved_by": people[1].uid}
    assert "还没有算出来" in desk.take(summary, "pass", **asked)["year"].text
    summary.figures = []
    assert desk.take(summary, "pass", **asked) == {}
