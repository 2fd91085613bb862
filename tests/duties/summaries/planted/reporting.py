"""Gaps of meetings not held, reports not signed, and of what a year's folder asks for."""

from desktop_app.base.periods import Month
from desktop_app.registers.organization_life.meetings import Meeting
from desktop_app.registers.people.members import Member
from desktop_app.registers.reporting.reports import MonthlyReport
from tests.duties.sample import Branch
from tests.duties.summaries.planted.planting import Planting, changed


def _taken_back(branch: Branch, kind: str, month: int) -> None:
    for one in branch.find(Meeting.live().where(Meeting.kind.contains(kind))):
        if one.start_end.day.month == month and one.title == f"{kind}题目":
            branch.add(changed(one, state="通知"))


def _assembly_not_held(branch: Branch, people: list[Member]) -> None:
    _taken_back(branch, "支部党员大会", 3)


def _report_unsigned(branch: Branch, people: list[Member]) -> None:
    for one in branch.find(MonthlyReport.live().where(MonthlyReport.month == Month(2026, 3))):
        branch.add(changed(one, removed_at="2026-04-01"))


PLANTED = (Planting("缺支部党员大会", _assembly_not_held), Planting("月报没有签发", _report_unsigned))
