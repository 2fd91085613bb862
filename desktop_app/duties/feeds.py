"""One entry, many papers: which papers and figures a saved record goes into.

The papers are told by the record's register, or by its parent's; the figures by looking which of the month's
lists hold the record, so that neither can name a place where it does not stand.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from desktop_app.base.dates import Month, Span
from desktop_app.duties.bodies import Roster
from desktop_app.duties.month import month_figures, report_figures
from desktop_app.duties.reading import rows_of
from desktop_app.records.rules import Look
from desktop_app.registers import MODELS
from desktop_app.registers.appraisals import Appraisal
from desktop_app.registers.elections import Ballot, Election
from desktop_app.registers.issues import Issue
from desktop_app.registers.meetings import Meeting
from desktop_app.registers.members import Member, belongs_on
from desktop_app.registers.promises import Promise
from desktop_app.registers.reports import OPEN, MonthlyReport
from desktop_app.registers.study import StudySession
from desktop_app.registers.talks import Talk

PLANNED = ("筹备", "通知")


@dataclass(frozen=True, slots=True)
class Feed:
    """A paper or a figure a record goes into.

    A paper has the press's key and the arguments it is made of; a figure the page it opens on and that page's
    arguments, and its ``value`` in words.
    """

    key: str
    title: str
    args: Mapping[str, Any] = field(default_factory=dict)
    is_paper: bool = True
    value: str = ""


_BY_NAME = {model._meta.table_name: model for model in MODELS}


def parent_of(record: Any, look: Look) -> Any | None:
    """The record a child hangs on; None for one that stands alone or whose parent is gone."""
    box = getattr(record._meta, "parent", None)
    if box is None:
        return None
    for name in record._meta.fields[box].to:
        found = look.get(_BY_NAME[name], getattr(record, box))
        if found is not None and found.removed_at is None:
            return found
    return None


def feeds_of(record: Any, look: Look) -> list[Feed]:
    """The papers ``record`` is printed in, nearest first; a child's are its parent's.

    A register without a paper of its own is printed as its ruled list. Empty for what is not saved or was
    taken away.
    """
    if record.is_new or record.removed_at is not None:
        return []
    found = _FEEDS.get(type(record))
    if found is not None:
        return found(record, look)
    parent = parent_of(record, look)
    if parent is not None:
        return feeds_of(parent, look)
    meta = record._meta
    if getattr(meta, "parent", None) is not None:
        return []
    return [Feed("sheet", f"{meta.title}（列表）", {"register": meta.table_name, "uids": (record.uid,)})]


# -- papers by register ------------------------------------------------------------------------------------


def _meeting(meeting: Any, look: Look) -> list[Feed]:
    return [
        Feed("minutes_record", "会议记录", {"uid": meeting.uid}),
        Feed("minutes_summary", "会议纪要", {"uid": meeting.uid}),
        Feed("sign_in", "签到表", {"uid": meeting.uid}),
    ]


def _study(session: Any, look: Look) -> list[Feed]:
    return [Feed("sign_in", "签到表", {"uid": session.meeting or session.uid})]


def _member(member: Any, look: Look) -> list[Feed]:
    found = [Feed("roster", "党员花名册", {"uids": (member.uid,)})]
    for meeting in look.find(Meeting.live().where(Meeting.state.in_(PLANNED)).order_by(Meeting.start_end)):
        day = _day(meeting.start_end) or look.today
        if belongs_on(member, day) and _gathers(meeting, member, day, look):
            found.append(Feed("sign_in", f"签到表：{meeting.title or meeting.kind}", {"uid": meeting.uid}))
    return found


def _gathers(meeting: Any, member: Any, day: date, look: Look) -> bool:
    roster = Roster.read(look, meeting.owner_office or None)
    return member.uid in roster.expected(meeting.kind, day, meeting.org).people


def _promise(promise: Any, look: Look) -> list[Feed]:
    return [Feed("promise_letter", "承诺书", {"uid": promise.uid})]


def _issue(issue: Any, look: Look) -> list[Feed]:
    return [Feed("issue_ledger", "整改台账", {"uids": (issue.uid,)})]


def _monthly(report: Any, look: Look) -> list[Feed]:
    return [Feed("monthly_report", f"{report.month.chinese()}月报", {"uid": report.uid})]


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
    return [Feed("appraisal_sheet", f"{year}年度民主评议汇总表", {"year": year})]


def _talk(talk: Any, look: Look) -> list[Feed]:
    return [Feed("talk_record", "谈心谈话记录", {"uid": talk.uid})]


_FEEDS: dict[type, Callable[[Any, Look], list[Feed]]] = {
    Meeting: _meeting,
    StudySession: _study,
    Member: _member,
    Promise: _promise,
    Issue: _issue,
    MonthlyReport: _monthly,
    Election: _election,
    Appraisal: _appraisal,
    Talk: _talk,
}


def _day(span: Span | None) -> date | None:
    return span.day if span is not None else None


# -- figures -----------------------------------------------------------------------------------------------


def figures_of(record: Any, look: Look) -> list[Feed]:
    """The monthly reports that count ``record`` or one of its children, each with the figures that do.

    A signed month is told as it was signed. Takes a tenth of a second for each month the record has a day
    in, and for the present one: their figures are worked out.
    """
    if record.is_new or record.removed_at is not None:
        return []
    counted = {record.uid, *_children(record, look)}
    found: list[Feed] = []
    for month in _months(record, look):
        report = _latest_report(look, month)
        blocks = report_figures(report, look) if report is not None else month_figures(look, month)
        figures = [
            Feed("report", one.title, {"month": month, "figure": one.key}, False, f"{one.value}{one.unit}")
            for block in blocks.values()
            for one in block
            if counted.intersection(one.items) or (one.unit == "%" and counted.intersection(one.whole))
        ]
        if figures:
            signed = "（已签发）" if report is not None and report.state != OPEN else ""
            found += [Feed("monthly_report", f"{month.chinese()}月报{signed}", {"month": month}), *figures]
    return found


def _latest_report(look: Look, month: Month) -> Any | None:
    """The month's report as its paper shows it: the latest version."""
    query = MonthlyReport.live().where(
        (MonthlyReport.month == month) & (MonthlyReport.owner_office == look.office)
    )
    versions = look.find(query.order_by(MonthlyReport.version.desc()).limit(1))
    return versions[0] if versions else None


def _children(record: Any, look: Look) -> Iterable[str]:
    """The uids of what hangs on ``record``; a study session linked to a meeting has the meeting's sheet."""
    name = record._meta.table_name
    for model in MODELS:
        box = getattr(model._meta, "parent", None)
        if box is not None and name in model._meta.fields[box].to:
            yield from (one.uid for one in look.find(model.live().where(getattr(model, box) == record.uid)))
    if isinstance(record, StudySession) and record.meeting:
        yield from (row.uid for row in rows_of(look, [record.meeting])[record.meeting])


# Registers whose records come into a month's figures by more days than the one they are about.
_DAYS: Mapping[type, tuple[str, ...]] = {
    Member: ("entry_on", "exit_on"),
    Issue: ("found_on", "checked_on"),
}


def _months(record: Any, look: Look) -> list[Month]:
    """The months ``record`` or its parent has a day in, and the present one, none to come; latest first."""
    present = Month.of(look.today)
    found = {present}
    for one in (record, parent_of(record, look)):
        if one is None:
            continue
        names = (*_DAYS.get(type(one), ()), getattr(one._meta, "period", None))
        months = (_month(getattr(one, name)) for name in names if name)
        found.update(month for month in months if month is not None and month <= present)
    return sorted(found, reverse=True)


def _month(value: Any) -> Month | None:
    if isinstance(value, Month):
        return value
    day = _day(value) if isinstance(value, Span) else value
    return Month.of(day) if isinstance(day, date) else None
