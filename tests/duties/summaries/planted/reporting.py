"""Gaps of meetings not held, reports not signed, and of what a year's folder asks for."""

from datetime import date

from desktop_app.base.periods import Month
from desktop_app.registers.organization_life.meeting_kinds import APPRAISAL, LIFE_MEETING
from desktop_app.registers.organization_life.meetings import Meeting
from desktop_app.registers.people.members import Member
from desktop_app.registers.reporting.reports import MonthlyReport
from desktop_app.registers.reporting.work_plans import WorkPlan, WorkPlanItem
from desktop_app.registers.reporting.work_summaries import WorkSummary
from tests.duties.sample import Branch
from tests.duties.summaries.planted.planting import Planting, changed, held


def _taken_back(branch: Branch, kind: str, month: int) -> None:
    for one in branch.find(Meeting.live().where(Meeting.kind.contains(kind))):
        if one.start_end.day.month == month and one.title == f"{kind}题目":
            branch.add(changed(one, state="通知"))


def _assembly_not_held(branch: Branch, people: list[Member]) -> None:
    _taken_back(branch, "支部党员大会", 3)


def _report_unsigned(branch: Branch, people: list[Member]) -> None:
    for one in branch.find(MonthlyReport.live().where(MonthlyReport.month == Month(2026, 3))):
        branch.add(changed(one, removed_at="2026-04-01"))


def _plan_left(branch: Branch, people: list[Member]) -> None:
    (plan,) = branch.find(WorkPlan.live().where(WorkPlan.year == 2026))
    branch.add(
        WorkPlanItem(plan=plan.uid, month=3, content="走访", measure="入户", responsible=people[0].uid)
    )


def _no_summary(branch: Branch, people: list[Member]) -> None:
    for kind, day in ((LIFE_MEETING, 20), (APPRAISAL, 22)):
        held(branch, kind, date(2025, 12, day), people)
    for one in branch.find(WorkSummary.live()):
        branch.add(changed(one, state="起草"))


PLANTED = (
    Planting("缺支部党员大会", _assembly_not_held),
    Planting("月报没有签发", _report_unsigned),
    Planting("计划的事没有落实", _plan_left),
    Planting("没有年度总结", _no_summary),
)
