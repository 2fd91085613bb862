"""自查·服务与网格: who stands in a grid and should not, what was met and left, what a unit was not told."""

from collections.abc import Iterable
from datetime import date, timedelta

from desktop_app.base.periods import Month
from desktop_app.base.pinyin import load_pinyin
from desktop_app.duties.basics.duty import short
from desktop_app.duties.basics.gap import Gap
from desktop_app.duties.service.feedback import service_of
from desktop_app.duties.service.grids import absent_people
from desktop_app.duties.summaries.inspection_view import InspectionView
from desktop_app.registers.rules.rule_table import sources
from desktop_app.registers.service.grid_actions import LeaderVisit
from desktop_app.registers.service.grid_events import GridEvent
from desktop_app.registers.service.grids import Grid, GridPerson
from desktop_app.registers.service.reporting_in import ReportingFeedback, ReportingIn

_GRID, _REPORTING = "网格登记要求", "双报到登记要求"


def service_gaps(view: InspectionView) -> Iterable[Gap]:
    """Every gap of grids, events, the three actions and 双报到."""
    yield from _grids(view)
    yield from _people(view)
    yield from _visits(view)
    yield from _events(view)
    yield from _guests(view)
    yield from _feedback(view)


def _grids(view: InspectionView) -> Iterable[Gap]:
    here = {one.uid for one in view.roster.on(view.today)}
    query = Grid.live().where(Grid.owner_office == view.office).order_by(Grid.code, Grid.uid)
    for one in view.context.find(query):
        if not one.officer:
            words = f"{one.name}，没有写包联领导干部"
            yield Gap(f"no_officer:{one.uid}", "网格没有包联领导", words, _GRID, "grid", (one.uid,))
        if one.leader in view.roster.members and one.leader not in here:
            words = f"{one.name}：{view.name(one.leader)}已不在本支部"
            yield Gap(f"leader_gone:{one.uid}", "网格长已不在本支部", words, _GRID, "grid", (one.uid,))


def _people(view: InspectionView) -> Iterable[Gap]:
    """在职党员进网格: a row that stands open although its person left, retired or is not able."""
    query = GridPerson.live().where((GridPerson.owner_office == view.office) & GridPerson.until.is_null())
    rows = view.context.find(query.order_by(GridPerson.uid))
    for uid, why in absent_people(view.context, rows, view.today).items():
        row = next(one for one in rows if one.uid == uid)
        yield Gap(f"grid_person:{uid}", "网格里的人已不在或不能算在职党员", why, _GRID, "grid", (row.grid,))


def _visits(view: InspectionView) -> Iterable[Gap]:
    """领导干部进网格解难题: a hard problem with neither result nor a way on after the days of the rule."""
    days = int(view.context.rule("leader_problem_days", view.today))
    told = sources(view.context, ["leader_problem_days"])["leader_problem_days"]
    query = LeaderVisit.live().where(
        (LeaderVisit.owner_office == view.office)
        & LeaderVisit.on.between(view.first, view.today - timedelta(days=days + 1))
        & LeaderVisit.solved_on.is_null()
        & LeaderVisit.issue.is_null()
        & LeaderVisit.event.is_null()
    )
    for one in view.context.find(query.order_by(LeaderVisit.on, LeaderVisit.uid)):
        words = f"{one.leader} {one.on}：{short(one.problem)}，{(view.today - one.on).days} 天没有结果"
        yield Gap(f"hard_problem:{one.uid}", "进网格的难题没有下文", words, told, "leader_visit", (one.uid,))


def _events(view: InspectionView) -> Iterable[Gap]:
    query = GridEvent.live().where(
        (GridEvent.owner_office == view.office) & GridEvent.on.between(view.first, view.today)
    )
    for one in view.context.find(query.order_by(GridEvent.on, GridEvent.uid)):
        called, uids = f"{one.on} {one.location}：{short(one.detail)}", (one.uid,)
        if one.closed_on is not None and not one.handler:
            yield Gap(f"no_handler:{one.uid}", "网格事件没有处置人", called, _GRID, "grid_event", uids)
        if len(one.forces or ()) > 1 and not one.conferred:
            words = f"{called}，{'、'.join(one.forces or ())}一起办的"
            yield Gap(f"no_talks:{one.uid}", "几方面力量处置没有会商", words, _GRID, "grid_event", uids)
        waits = one.closed_on is None and not one.issue
        if waits and one.due_on is not None and one.due_on < view.today:
            words = f"{called}，逾期 {(view.today - one.due_on).days} 天"
            yield Gap(f"event_late:{one.uid}", "网格事件逾期没有办结", words, _GRID, "grid_event", uids)


def _guests(view: InspectionView) -> Iterable[Gap]:
    for one in _there(view):
        uids = (one.uid,)
        if not one.opinion:
            words = f"{one.name} {one.reported_on} 报到"
            yield Gap(f"no_opinion:{one.uid}", "双报到没有社区意见", words, _REPORTING, "reporting_in", uids)
        elif not one.opinion_by or one.opinion_on is None:
            words = f"{one.name}：没有写谁在哪天签的意见"
            yield Gap(f"whose:{one.uid}", "社区意见没有签署人", words, _REPORTING, "reporting_in", uids)


def _there(view: InspectionView) -> list[ReportingIn]:
    query = ReportingIn.live().where(
        (ReportingIn.owner_office == view.office)
        & (ReportingIn.left_on.is_null() | (ReportingIn.left_on > view.today))
    )
    found = view.context.find(query.order_by(ReportingIn.uid))
    return sorted(found, key=lambda one: load_pinyin().sort_key(one.name))


def _feedback(view: InspectionView) -> Iterable[Gap]:
    """双报到: the last quarter that is over, of those who served in it, told to their own organisation."""
    quarter = (view.today.month - 1) // 3
    if not quarter:
        return
    year, last = view.today.year, Month(view.today.year, 3 * quarter).last_day()
    if last < view.first:
        return
    query = ReportingFeedback.live().where(
        (ReportingFeedback.year == year) & (ReportingFeedback.quarter == quarter)
    )
    told = {one.guest for one in view.context.find(query)}
    for one in _there(view):
        if one.uid in told or one.reported_on > last:
            continue
        times = len(service_of(view.context, one.uid, date(year, 3 * quarter - 2, 1), last).lines)
        if times:
            words = f"{one.name}第{quarter}季度服务 {times} 次，没有反馈给{one.unit_org}"
            yield Gap(
                f"feedback:{one.uid}", "双报到没有季度反馈", words, _REPORTING, "reporting_in", (one.uid,)
            )
