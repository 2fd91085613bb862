"""The papers of every register: which of them a record stands in, nearest first."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from desktop_app.base.dates import Month, Span
from desktop_app.duties.bodies import Roster
from desktop_app.duties.feed import Feed
from desktop_app.duties.identity import BOARD, PLATE
from desktop_app.duties.reading import HELD
from desktop_app.records.rules import Look
from desktop_app.registers.annual_changes import AnnualChange
from desktop_app.registers.appraisals import Appraisal
from desktop_app.registers.branch_ratings import BranchRating
from desktop_app.registers.case_studies import CaseStudy
from desktop_app.registers.development import Development
from desktop_app.registers.dues_payments import DuesPayment
from desktop_app.registers.dues_standards import DuesStandard
from desktop_app.registers.elections import Ballot, Election, ElectionExcluded, ElectionRound
from desktop_app.registers.grid_events import GridEvent
from desktop_app.registers.grids import Grid
from desktop_app.registers.identity_displays import IdentityDisplay
from desktop_app.registers.issues import Issue
from desktop_app.registers.meetings import Attendance, Meeting, Resolution, Speech
from desktop_app.registers.members import Member, belongs_on
from desktop_app.registers.org_transfers import OrgTransfer
from desktop_app.registers.packages import ExchangePackage
from desktop_app.registers.points_entries import PointsEntry
from desktop_app.registers.promises import Promise
from desktop_app.registers.redemptions import Redemption
from desktop_app.registers.reporting_in import ReportingIn
from desktop_app.registers.reports import MonthlyReport
from desktop_app.registers.research import Finding, Research
from desktop_app.registers.self_checks import SelfCheck, SelfCheckCriticism
from desktop_app.registers.service_orders import ServiceOrder
from desktop_app.registers.study import StudyHours, StudySession
from desktop_app.registers.study_materials import SessionMaterial
from desktop_app.registers.study_topics import StudyTopic
from desktop_app.registers.talks import Talk
from desktop_app.registers.votes import Vote

PLANNED = ("筹备", "通知")
Feeds = Callable[[Any, Look], list[Feed]]


def _of_uid(*papers: tuple[str, str]) -> Feeds:
    """Papers made of the record itself."""
    return lambda record, _look: [Feed(key, title, {"uid": record.uid}) for key, title in papers]


def _day(span: Span | None) -> date | None:
    return span.day if span is not None else None


# -- members -----------------------------------------------------------------------------------------------


def _member(member: Any, look: Look) -> list[Feed]:
    found = [
        Feed("member_form", "党员基本信息采集表", {"uid": member.uid}),
        Feed("roster", "党员花名册", {"uids": (member.uid,)}),
    ]
    if belongs_on(member, look.today):
        year = look.today.year
        found.append(Feed("study_hours", f"{year}年学时情况表", {"year": year}))
        found += _planned(member, look)
    return found


def _planned(member: Any, look: Look) -> list[Feed]:
    """The sheets to sign at the meetings to come that gather ``member``."""
    planned = look.find(Meeting.live().where(Meeting.state.in_(PLANNED)).order_by(Meeting.start_end))
    if not planned:
        return []
    roster = Roster.read(look)
    return [
        Feed("sign_in", f"签到表：{one.title or one.kind}", {"uid": one.uid})
        for one in planned
        if member.uid in roster.expected(one.kind, _day(one.start_end) or look.today, one.org).people
    ]


def _dues(year: int) -> list[Feed]:
    return [
        Feed("dues_grid", f"{year}年党费收缴表", {"year": year}),
        Feed("dues_statement", f"{year}年党费公布表", {"year": year}),
    ]


# -- organisational life -----------------------------------------------------------------------------------


def _meeting(meeting: Any, look: Look) -> list[Feed]:
    found = [
        Feed("minutes_record", "会议记录", {"uid": meeting.uid}),
        Feed("minutes_summary", "会议纪要", {"uid": meeting.uid}),
        Feed("sign_in", "签到表", {"uid": meeting.uid}),
    ]
    day = _day(meeting.start_end)
    if day is None or meeting.state not in HELD:
        return found
    found.append(Feed("year_grid", f"{day.year}年三会一课一览", {"year": day.year}))
    linked = look.find(StudySession.live().where(StudySession.meeting == meeting.uid))
    found += [Feed("study_record", "学习记录", {"uid": one.uid}) for one in linked]
    if linked or meeting.hours:
        found.append(Feed("study_hours", f"{day.year}年学时情况表", {"year": day.year}))
    return found


def _election(election: Any, look: Look) -> list[Feed]:
    found = [Feed("election_report", "选举结果报告单", {"uid": election.uid})]
    if look.find(Ballot.live().where(Ballot.election == election.uid).limit(1)):
        found.insert(0, Feed("ballot", "选票", {"uid": election.uid}))
    meeting = look.get(Meeting, election.meeting)
    if meeting is not None and meeting.removed_at is None:
        found.append(Feed("sign_in", "选举大会签到表", {"uid": meeting.uid}))
    return found


def _appraisal(appraisal: Any, look: Look) -> list[Feed]:
    year = appraisal.year
    return [Feed("appraisal_sheet", f"{year}年民主评议汇总表", {"year": year})]


# -- study -------------------------------------------------------------------------------------------------


def _study(session: Any, look: Look) -> list[Feed]:
    found = [
        Feed("study_record", "学习记录", {"uid": session.uid}),
        Feed("sign_in", "签到表", {"uid": session.meeting or session.uid}),
    ]
    day = _day(session.start_end)
    if day is not None:
        found.append(Feed("study_hours", f"{day.year}年学时情况表", {"year": day.year}))
    topic = look.get(StudyTopic, session.topic)
    if topic is not None and topic.removed_at is None:
        found.append(Feed("topic_matrix", "专题学习进度表", {"uid": topic.uid}))
    return found


# -- serving -----------------------------------------------------------------------------------------------


def _display(display: Any, look: Look) -> list[Feed]:
    ended = display.to_on is not None and display.to_on < look.today
    if ended or display.from_on is None or display.from_on > look.today:
        return _list_of(display)
    if display.form == BOARD:
        return [Feed("display_board", "公示栏（A3）", {})]
    key, title = ("door_plate", "共产党员户牌") if display.form == PLATE else ("identity_card", "党员身份卡")
    return [Feed(key, title, {"uid": display.uid})]


def _event(event: Any, look: Look) -> list[Feed]:
    grid = look.get(Grid, event.grid)
    found = _list_of(event)
    if grid is not None and grid.removed_at is None:
        found.insert(0, Feed("grid_sheet", "网格一览", {"uid": grid.uid}))
    return found


def _points(entry: Any, look: Look) -> list[Feed]:
    month = Month.of(entry.on)
    return [
        Feed("points_statement", "个人积分明细", {"uid": entry.uid}),
        Feed("points_sheet", f"{month.chinese()}积分公示表", {"month": month}),
    ]


# -- investigating and mending -----------------------------------------------------------------------------


def _research(research: Any, look: Look) -> list[Feed]:
    found = [Feed("research_record", "调研记录", {"uid": research.uid})]
    findings = look.find(Finding.live().where(Finding.research == research.uid))
    if findings and research.on is not None:
        year = {"year": research.on.year}
        found.append(Feed("research_problems", f"{research.on.year}年问题清单", year))
        if any(one.conversion or one.conversion_form for one in findings):
            found.append(Feed("research_conversions", f"{research.on.year}年成果转化清单", year))
    return found


def _case(case: Any, look: Look) -> list[Feed]:
    found = [Feed("case_paper", "案例", {"uid": case.uid})]
    if case.finished_on is not None:
        year = case.finished_on.year
        found.append(Feed("case_book", f"{year}年案例汇编", {"year": year}))
    return found


def _issue(issue: Any, look: Look) -> list[Feed]:
    found = [
        Feed("issue_ledger", "整改台账", {"uids": (issue.uid,)}),
        Feed("issue_closing", "问题整改销号表", {"uid": issue.uid}),
    ]
    return [*found, Feed("issue_classes", "同类问题一览", {})] if issue.tag else found


def _list_of(record: Any) -> list[Feed]:
    """The register's ruled list with this record alone."""
    meta = record._meta
    return [Feed("sheet", f"{meta.title}（列表）", {"register": meta.table_name, "uids": (record.uid,)})]


# Children that stand in some of their parent's papers only, and with what the paper is then made of.
_PARTS: Mapping[type, Mapping[str, Mapping[str, Any]]] = {
    Attendance: {key: {} for key in ("minutes_record", "minutes_summary", "sign_in", "study_hours")},
    Speech: {"minutes_record": {}},
    Vote: {"minutes_record": {}, "minutes_summary": {}},
    Resolution: {"minutes_record": {}, "minutes_summary": {}},
    SessionMaterial: {"study_record": {}},
    SelfCheckCriticism: {"self_check_sheet": {"voices": True}},
    ElectionExcluded: {"election_report": {}},
    ElectionRound: {"election_report": {}},
}


def part_papers(child: Any, papers: list[Feed]) -> list[Feed]:
    """Of its parent's ``papers`` those a child stands in."""
    parts = _PARTS.get(type(child))
    if parts is None:
        return papers
    return [replace(one, args={**one.args, **parts[one.key]}) for one in papers if one.key in parts]


def own_papers(record: Any, look: Look) -> list[Feed] | None:
    """The papers of the record's own register; None for a register that has none."""
    found = _OWN.get(type(record))
    return found(record, look) if found is not None else None


def listed(record: Any) -> list[Feed]:
    """The ruled list every register has."""
    return _list_of(record)


_OWN: Mapping[type, Feeds] = {
    Member: _member,
    Development: _of_uid(("development_file", "发展党员纪实表")),
    OrgTransfer: _of_uid(("transfer_letter", "组织关系介绍信")),
    DuesStandard: lambda one, _look: _dues(one.year),
    DuesPayment: lambda one, _look: _dues(one.for_month.year),
    AnnualChange: _of_uid(("annual_table", "党员增减年表"), ("annual_breakdown", "党员构成")),
    Meeting: _meeting,
    Election: _election,
    Appraisal: _appraisal,
    Talk: _of_uid(("talk_record", "谈心谈话记录")),
    SelfCheck: _of_uid(("self_check_sheet", "对照检查表")),
    StudySession: _study,
    StudyTopic: _of_uid(("topic_matrix", "专题学习进度表")),
    StudyHours: lambda one, _look: [Feed("study_hours", f"{one.year}年学时情况表", {"year": one.year})],
    IdentityDisplay: _display,
    Promise: _of_uid(("promise_letter", "承诺书")),
    Grid: _of_uid(("grid_sheet", "网格一览")),
    GridEvent: _event,
    ReportingIn: _of_uid(("reporting_in_slip", "双报到报到单"), ("reporting_in_card", "服务记录卡")),
    ServiceOrder: _of_uid(("order_slip", "服务需求单")),
    PointsEntry: _points,
    Redemption: _of_uid(("redemption_slip", "兑换领取单")),
    Research: _research,
    CaseStudy: _case,
    BranchRating: _of_uid(("rating_sheet", "评级表")),
    Issue: _issue,
    MonthlyReport: lambda one, _look: [
        Feed("monthly_report", f"{one.month.chinese()}月报", {"uid": one.uid})
    ],
    ExchangePackage: _of_uid(("handover", "数据交接单")),
}
