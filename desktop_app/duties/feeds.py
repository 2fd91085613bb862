"""One entry, many papers: which papers and figures a saved record goes into."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from desktop_app.base.dates import Month
from desktop_app.duties.reading import rows_of
from desktop_app.records.rules import Look
from desktop_app.registers.issues import Issue
from desktop_app.registers.meetings import LECTURE, Meeting, kinds_of
from desktop_app.registers.members import Member
from desktop_app.registers.promises import Promise, PromiseAction
from desktop_app.registers.study import StudySession


@dataclass(frozen=True, slots=True)
class Feed:
    """A paper or figure a record goes into; ``paper`` is the document's key, ``args`` what it is made of."""

    paper: str
    title: str
    args: tuple[Any, ...]


def feeds_of(record: Any, look: Look) -> list[Feed]:
    """Where ``record`` turns up, nearest paper first; empty for a register that feeds none of them."""
    found = _FEEDS.get(type(record))
    return found(record, look) if found else []


def _report(day: date | None, blocks: str) -> list[Feed]:
    if day is None:
        return []
    month = Month.of(day)
    return [Feed("monthly_report", f"{month.month}月月报（{blocks}）", (month,))]


def _meeting(meeting: Any, look: Look) -> list[Feed]:
    found = [
        Feed("minutes_record", "会议记录", (meeting.uid,)),
        Feed("minutes_summary", "会议纪要", (meeting.uid,)),
        Feed("sign_in", "签到表", (meeting.uid,)),
    ]
    if meeting.start_end is None:
        return found
    linked = look.find(StudySession.live().where(StudySession.meeting == meeting.uid))
    if linked or meeting.hours:
        people = sum(1 for row in rows_of(look, [meeting.uid])[meeting.uid] if row.present)
        found.append(Feed("study_hours", f"{people} 人的年度学时", (meeting.start_end.day.year,)))
    blocks = "组织生活、学习教育" if linked or meeting.hours or LECTURE in kinds_of(meeting) else "组织生活"
    return found + _report(meeting.start_end.day, blocks)


def _study(session: Any, look: Look) -> list[Feed]:
    gathering = session.meeting or session.uid
    people = sum(1 for row in rows_of(look, [gathering])[gathering] if row.present)
    found = [Feed("sign_in", "签到表", (gathering,))]
    if session.start_end is None:
        return found
    year = session.start_end.day.year
    return [
        *found,
        Feed("study_hours", f"{people} 人的年度学时", (year,)),
        *_report(session.start_end.day, "学习教育"),
    ]


def _member(member: Any, look: Look) -> list[Feed]:
    found = [Feed("roster", "党员花名册", ()), Feed("sign_in", "签到表的名单", ())]
    for day in dict.fromkeys((member.entry_on, member.exit_on)):
        found += _report(day, "党员情况")
    return found


def _promise(promise: Any, look: Look) -> list[Feed]:
    return [
        Feed("promise_letter", "承诺书", (promise.promiser, promise.year)),
        *_report(promise.due_on, "三亮"),
    ]


def _action(action: Any, look: Look) -> list[Feed]:
    promise = look.get(Promise, action.promise)
    letter = [Feed("promise_letter", "承诺书", (promise.promiser, promise.year))] if promise else []
    return [*letter, *_report(action.acted_on, "三亮")]


def _issue(issue: Any, look: Look) -> list[Feed]:
    found = [Feed("issue_ledger", "整改台账", (issue.uid,))]
    for day in dict.fromkeys((issue.found_on, issue.checked_on)):
        found += _report(day, "问题整改")
    return found


_FEEDS: dict[type, Callable[[Any, Look], list[Feed]]] = {
    Meeting: _meeting,
    StudySession: _study,
    Member: _member,
    Promise: _promise,
    PromiseAction: _action,
    Issue: _issue,
}
