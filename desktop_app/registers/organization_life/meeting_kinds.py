"""What a meeting is by its kind: what it counts as, what it begins with, and the year it belongs to."""

from collections.abc import Iterable
from datetime import date
from typing import Protocol

from desktop_app.base.periods import Span
from desktop_app.records.rules import Problem, RuleContext

GENERAL, COMMITTEE, GROUP_MEETING, LECTURE = "支部党员大会", "支部委员会会议", "党小组会", "党课"
THEME_DAY, LIFE_MEETING = "主题党日", "组织生活会"
APPRAISAL, ELECTION = "民主评议党员大会", "换届选举大会"
KINDS = (GENERAL, COMMITTEE, GROUP_MEETING, LECTURE, THEME_DAY, LIFE_MEETING, APPRAISAL, ELECTION, "其他")
# Kinds whose minutes are nothing without the words spoken.
SPOKEN = frozenset((GENERAL, COMMITTEE, GROUP_MEETING, LIFE_MEETING, APPRAISAL, ELECTION))
DECIDING = frozenset((GENERAL, COMMITTEE, ELECTION))
# Kinds that begin with the study of the innovation theory (第一议题), before their own business.
STUDYING = frozenset((GENERAL, COMMITTEE, GROUP_MEETING, LIFE_MEETING))
# Kinds that belong to a year of their own, whenever they are held (支部工作条例 第十七条, 年度通知).
OF_A_YEAR = frozenset((LIFE_MEETING, APPRAISAL))
# Assemblies of all members under a name of their own are 支部党员大会 none the less (支部工作条例 第十一条).
_ASSEMBLIES = frozenset((APPRAISAL, ELECTION))


class OfAKind(Protocol):
    """A meeting as its kind and its days are asked about."""

    @property
    def kind(self) -> str: ...
    @property
    def also_kinds(self) -> tuple[str, ...] | None: ...
    @property
    def start_end(self) -> Span: ...
    @property
    def belongs_year(self) -> int | None: ...
    @property
    def notified_on(self) -> date | None: ...
    @property
    def first_topic(self) -> tuple[str, ...] | None: ...


def kinds_of(meeting: OfAKind) -> frozenset[str]:
    """Every kind a meeting counts as: 主题党日 with 党课 in it is one meeting of two kinds.

    民主评议党员大会 and 换届选举大会 are 支部党员大会 too.
    """
    named = named_kinds(meeting)
    return named | {GENERAL} if named & _ASSEMBLIES else named


def named_kinds(meeting: OfAKind) -> frozenset[str]:
    """The kinds a person ticked, as they stand on its paper."""
    return frozenset((meeting.kind, *(meeting.also_kinds or ())))


def year_of(meeting: OfAKind) -> int | None:
    """The year a meeting belongs to: the one written, else the one it is held in; None without a day."""
    if meeting.belongs_year is not None:
        return meeting.belongs_year
    return meeting.start_end.day.year if meeting.start_end is not None else None


def belongs_to_year(meeting: OfAKind) -> bool:
    """Whether it is of a kind that belongs to a year of its own."""
    return bool(named_kinds(meeting) & OF_A_YEAR)


def lacks_first_topic(meeting: OfAKind) -> bool:
    """Whether it should have begun with the study of the innovation theory and nothing says so."""
    return bool(named_kinds(meeting) & STUDYING) and not meeting.first_topic


def in_its_year(record: OfAKind, context: RuleContext) -> Iterable[Problem]:
    """所属年度 is the year it is held in, or the one before while notices still allow it (年度通知)."""
    if record.belongs_year is None or record.start_end is None:
        return
    held = record.start_end.day
    if record.belongs_year > held.year:
        yield Problem(
            "belongs_year", f"{held.year} 年开的会不会属于 {record.belongs_year} 年度", "请核对年度"
        )
    elif record.belongs_year < held.year - 1:
        yield Problem("belongs_year", "所属年度比开会早了一年以上", "请核对年度", refuse=False)


def notified_before(record: OfAKind, context: RuleContext) -> Iterable[Problem]:
    """A notice goes out before the meeting, or on its day."""
    if record.notified_on and record.start_end is not None and record.notified_on > record.start_end.day:
        yield Problem("notified_on", "通知日期晚于会议日期", "请核对日期")


def year_for(record: OfAKind, context: RuleContext) -> int | None:
    """The year a 组织生活会 or 评议 is held for: early in a year it is still the one before."""
    if record.start_end is None or not belongs_to_year(record):
        return None
    day = record.start_end.day
    return day.year - 1 if day.month <= int(context.rule("life_meeting_grace_months", day)) else day.year
