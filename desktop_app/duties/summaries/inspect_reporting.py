"""自查·计划与总结: a year without a plan, what the plan asked for and nobody did, a year not summed up."""

from collections.abc import Iterable
from datetime import date

from desktop_app.base.periods import Month
from desktop_app.duties.basics.duty import short
from desktop_app.duties.basics.gap import Gap
from desktop_app.duties.summaries.inspection_view import InspectionView
from desktop_app.registers.reporting.work_plans import KEPT, items_of, plan_of
from desktop_app.registers.reporting.work_summaries import PASSED, SENT, WorkSummary

_FOLDER = "年度工作计划和总结"


def reporting_gaps(view: InspectionView) -> Iterable[Gap]:
    """Every gap of the years that lie in the stretch looked at."""
    for year in range(view.first.year, view.today.year + 1):
        yield from _plan(view, year)
    yield from _summary(view, view.today.year - 1)


def _plan(view: InspectionView, year: int) -> Iterable[Gap]:
    plan = plan_of(view.context, year, view.office)
    by = Month(year, int(view.context.rule("plan_by_month"))).last_day()
    if plan is None or plan.state not in KEPT:
        if view.today > by and view.begun.first_day() <= by:
            words = f"{year}年的工作计划" + ("还没有" if plan is None else "还没有通过")
            uids = (plan.uid,) if plan is not None else ()
            preset = (("year", year),) if plan is None else ()
            yield Gap(f"no_plan:{year}", "没有年度工作计划", words, _FOLDER, "work_plan", uids, preset)
        return
    for item in items_of(view.context, plan.uid):
        due = item.due(year)
        if item.done_on is None and due < view.today:
            words = f"{item.month}月：{short(item.content)}"
            yield Gap(f"plan_late:{item.uid}", "计划的事没有落实", words, _FOLDER, "work_plan", (plan.uid,))


def _summary(view: InspectionView, year: int) -> Iterable[Gap]:
    by = Month(year + 1, int(view.context.rule("summary_by_month"))).last_day()
    if view.today <= by or view.begun.first_day() > date(year, 12, 31):
        return
    query = WorkSummary.live().where((WorkSummary.year == year) & (WorkSummary.owner_office == view.office))
    found = view.context.find(query)
    if not any(one.state in (PASSED, SENT) for one in found):
        words = f"{year}年的工作总结" + ("还没有通过" if found else "还没有")
        uids, preset = tuple(one.uid for one in found), () if found else (("year", year),)
        yield Gap(f"no_summary:{year}", "没有年度总结", words, _FOLDER, "work_summary", uids, preset)
