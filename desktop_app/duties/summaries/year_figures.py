"""The figures of a year's summary: each is the list of the year's records it counts."""

from collections.abc import Iterable
from datetime import date

from desktop_app.duties.basics.balance import balance
from desktop_app.duties.basics.bodies import Roster
from desktop_app.duties.basics.figure import Figure, count
from desktop_app.duties.basics.reading import gatherings_between
from desktop_app.duties.displays.promises import COUNTED as IN_PLACE
from desktop_app.records.base import Record
from desktop_app.records.rules import RuleContext
from desktop_app.registers.displays.promises import KEPT, Promise
from desktop_app.registers.organization_life.meeting_kinds import (
    APPRAISAL,
    COMMITTEE,
    GENERAL,
    GROUP_MEETING,
    LECTURE,
    LIFE_MEETING,
    THEME_DAY,
    kinds_of,
)
from desktop_app.registers.organization_life.meetings import Meeting
from desktop_app.registers.organization_life.talks import Talk
from desktop_app.registers.people.development import Development
from desktop_app.registers.rectification.issues import CLOSED, Issue
from desktop_app.registers.rectification.research import Research
from desktop_app.registers.reporting.work_plans import KEPT as PLANNED
from desktop_app.registers.reporting.work_plans import items_of, plan_of
from desktop_app.registers.service.service_orders import DONE, ServiceOrder
from desktop_app.registers.study.study import StudySession

_KINDS = {
    "general": (GENERAL, "支部党员大会"),
    "committee": (COMMITTEE, "支部委员会会议"),
    "group": (GROUP_MEETING, "党小组会"),
    "lecture": (LECTURE, "党课"),
    "party_day": (THEME_DAY, "主题党日"),
    "life": (LIFE_MEETING, "组织生活会"),
    "appraisal": (APPRAISAL, "民主评议党员大会"),
}


def year_figures(context: RuleContext, year: int, office: str | None = None) -> tuple[Figure, ...]:
    """The year's figures of ``office`` (default: the own one), up to today while the year runs.

    None of a year that was over before the branch's records begin: nothing entered is not nothing done.
    """
    mine = office or context.office
    first, last = date(year, 1, 1), min(date(year, 12, 31), context.today)
    if last < _begun(context, mine):
        return ()
    return (
        *_people(context, first, last, mine),
        *_held(context, first, last, mine),
        *_work(context, year, first, last, mine),
        *_planned(context, year, mine),
    )


def _begun(context: RuleContext, office: str) -> date:
    """The day of the first meeting or study on record; today while there is none."""
    meetings = Meeting.live().where(Meeting.owner_office == office).order_by(Meeting.start_end).limit(1)
    sessions = StudySession.live().where(StudySession.owner_office == office)
    days = [one.start_end.day for one in context.find(meetings)]
    first = sessions.order_by(StudySession.start_end).limit(1)
    days += [one.start_end.day for one in context.find(first)]
    return min(days, default=context.today)


def _people(context: RuleContext, first: date, last: date, office: str) -> Iterable[Figure]:
    found = balance(Roster.read(context, office).members.values(), first, last)
    yield count("members", "年末党员", _uids(found.closing), "人")
    yield count("came", "全年增加", _uids(found.came), "人")
    yield count("left", "全年减少", _uids(found.left), "人")
    query = Development.live().where(
        (Development.owner_office == office) & Development.activist_on.between(first, last)
    )
    activists = context.find(query.order_by(Development.uid))
    yield count("activists", "新确定入党积极分子", _uids(activists), "人")


def _held(context: RuleContext, first: date, last: date, office: str) -> Iterable[Figure]:
    found = gatherings_between(context, first, last, office)
    for key, (kind, title) in _KINDS.items():
        yield count(key, title, _uids(one for one in found.held_meetings if kind in kinds_of(one)), "次")
    yield count("sessions", "学习", _uids(found.held_sessions), "次")
    query = Talk.live().where((Talk.owner_office == office) & Talk.held_on.between(first, last))
    talks = context.find(query.order_by(Talk.held_on, Talk.uid))
    yield count("talks", "谈心谈话", _uids(talks), "次")


def _work(context: RuleContext, year: int, first: date, last: date, office: str) -> Iterable[Figure]:
    promises = context.find(
        Promise.live().where((Promise.owner_office == office) & (Promise.year == year)).order_by(Promise.uid)
    )
    yield count("promises", "承诺", _uids(one for one in promises if one.state in IN_PLACE), "项")
    yield count("kept", "已践诺", _uids(one for one in promises if one.state == KEPT), "项")
    visits = context.find(
        Research.live()
        .where((Research.owner_office == office) & Research.on.between(first, last))
        .order_by(Research.on, Research.uid)
    )
    yield count("research", "调研", _uids(visits), "次")
    issues = context.find(
        Issue.live()
        .where((Issue.owner_office == office) & (Issue.found_on <= last))
        .order_by(Issue.code, Issue.uid)
    )
    closed = [
        one for one in issues if one.state == CLOSED and one.checked_on and first <= one.checked_on <= last
    ]
    is_open = [one for one in issues if one.state != CLOSED or not one.checked_on or one.checked_on > last]
    yield count("found", "查出问题", _uids(one for one in issues if one.found_on >= first), "件")
    yield count("closed", "销号", _uids(closed), "件")
    yield count("open", "还在整改", _uids(is_open), "件")
    orders = context.find(
        ServiceOrder.live()
        .where(
            (ServiceOrder.owner_office == office)
            & (ServiceOrder.state == DONE)
            & ServiceOrder.rated_on.between(first, last)
        )
        .order_by(ServiceOrder.uid)
    )
    yield count("orders", "办结评单的服务", _uids(orders), "单")


def _planned(context: RuleContext, year: int, office: str) -> Iterable[Figure]:
    plan = plan_of(context, year, office)
    items = items_of(context, plan.uid) if plan is not None and plan.state in PLANNED else []
    yield count("planned", "计划的事", _uids(items), "件")
    yield count("planned_done", "其中已办", _uids(one for one in items if one.done_on), "件")


def _uids(records: Iterable[Record]) -> tuple[str, ...]:
    return tuple(one.uid for one in records)
