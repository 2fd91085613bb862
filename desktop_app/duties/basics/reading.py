"""The records of a stretch of days, each register read in one query."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

import peewee

from desktop_app.records.children import children_of
from desktop_app.records.rules import RuleContext
from desktop_app.registers.organization_life.meeting_kinds import kinds_of
from desktop_app.registers.organization_life.meetings import CLOSED, Attendance, Meeting
from desktop_app.registers.study.study import StudySession

# A meeting counts once it has been held: before that it is only planned.
HELD = frozenset(("召开", "记录")) | CLOSED


@dataclass(frozen=True, slots=True)
class Gatherings:
    """Meetings and study sessions of a stretch of days, oldest first."""

    meetings: tuple[Meeting, ...]
    sessions: tuple[StudySession, ...]

    @property
    def held_meetings(self) -> tuple[Meeting, ...]:
        """The meetings that took place, planned ones left out."""
        return tuple(one for one in self.meetings if one.state in HELD)

    @property
    def held_sessions(self) -> tuple[StudySession, ...]:
        """The study sessions, without those linked to a meeting that is only planned."""
        planned = {one.uid for one in self.meetings if one.state not in HELD}
        return tuple(one for one in self.sessions if one.meeting not in planned)

    @property
    def sheets(self) -> tuple[str, ...]:
        """The uids their attendance hangs on: a linked session has its meeting's."""
        return tuple(
            dict.fromkeys([m.uid for m in self.meetings] + [s.meeting or s.uid for s in self.sessions])
        )


def starts_between(span: peewee.Field, first: date, last: date) -> peewee.Expression:
    """A peewee condition: the time span in box ``span`` starts on a day from ``first`` to ``last``."""
    day = peewee.fn.SUBSTR(span, 1, 10).coerce(False)
    return day.between(first.isoformat(), last.isoformat())


def gatherings_between(
    context: RuleContext, first: date, last: date, office: str | None = None
) -> Gatherings:
    """What ``office`` (default: the own one) held from ``first`` to ``last``, by the day it began."""
    mine = office or context.office
    sessions = context.find(
        StudySession.live()
        .where(starts_between(StudySession.start_end, first, last), StudySession.owner_office == mine)
        .order_by(StudySession.start_end, StudySession.uid)
    )
    return Gatherings(meetings_between(context, first, last, mine), tuple(sessions))


def meetings_between(
    context: RuleContext, first: date, last: date, office: str | None = None
) -> tuple[Meeting, ...]:
    """The meetings of ``office`` (default: the own one) that begin from ``first`` to ``last``."""
    query = Meeting.live().where(
        starts_between(Meeting.start_end, first, last), Meeting.owner_office == (office or context.office)
    )
    return tuple(context.find(query.order_by(Meeting.start_end, Meeting.uid)))


def belonging(context: RuleContext, kind: str, year: int, office: str | None = None) -> tuple[Meeting, ...]:
    """The meetings of ``kind`` that belong to ``year``, whenever they are held; the first one first."""
    within = starts_between(Meeting.start_end, date(year, 1, 1), date(year, 12, 31))
    query = Meeting.live().where(
        Meeting.owner_office == (office or context.office),
        (Meeting.belongs_year == year) | (Meeting.belongs_year.is_null() & within),
    )
    found = context.find(query.order_by(Meeting.start_end, Meeting.uid))
    return tuple(one for one in found if kind in kinds_of(one))


def rows_of(context: RuleContext, gatherings: Collection[str]) -> dict[str, list[Attendance]]:
    """Gathering uid → its attendance rows; an empty list for one without."""
    return children_of(context, Attendance, gatherings, link="gathering")
