"""One month read once: the roster, what was held this year, attendance, hours, issues and promises."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Self

from desktop_app.base.periods import Month
from desktop_app.duties.basics.bodies import Roster
from desktop_app.duties.basics.reading import Gatherings, rows_of
from desktop_app.duties.displays.promises import PromiseFile, promise_files
from desktop_app.duties.rectification.issues import IssueFile, issue_files
from desktop_app.duties.rectification.research import Visit, visits
from desktop_app.duties.study.hours import (
    Learned,
    MemberHours,
    board,
    demand,
    learned_from,
    targets_of,
    year_gatherings,
)
from desktop_app.records.rules import RuleContext
from desktop_app.registers.displays.identity_displays import IdentityDisplay
from desktop_app.registers.organization_life.meeting_kinds import kinds_of
from desktop_app.registers.organization_life.meetings import Attendance, Meeting
from desktop_app.registers.organization_life.talks import Talk
from desktop_app.registers.people.development import Development
from desktop_app.registers.study.study import StudySession


@dataclass(frozen=True)
class MonthView:
    """The records behind the figures of one month of one office."""

    context: RuleContext
    month: Month
    office: str
    roster: Roster
    gatherings: Gatherings
    sheets: dict[str, list[Attendance]]
    learned: tuple[Learned, ...]

    @classmethod
    def read(cls, context: RuleContext, month: Month, office: str | None = None) -> Self:
        """The view of ``month``, its part up to today while it runs."""
        office = office or context.office
        found = year_gatherings(context, month.last_day(), office)
        sheets = rows_of(context, found.sheets)
        until = min(month.last_day(), max(context.today, month.first_day()))
        learned = learned_from(found, sheets, date(month.year, 1, 1), until)
        return cls(context, month, office, Roster.read(context, office), found, sheets, tuple(learned))

    @property
    def first(self) -> date:
        return self.month.first_day()

    @property
    def last(self) -> date:
        return self.month.last_day()

    @property
    def as_of(self) -> date:
        """The last day, or today while the month runs: the day by which things are overdue."""
        return min(self.last, max(self.context.today, self.first))

    @cached_property
    def meetings(self) -> tuple[Meeting, ...]:
        """The meetings held in the month."""
        return self.held_between(self.first, self.last)

    def held_between(self, first: date, last: date) -> tuple[Meeting, ...]:
        """The meetings of this year held from ``first`` to ``last``."""
        return tuple(one for one in self.gatherings.held_meetings if first <= one.start_end.day <= last)

    @cached_property
    def sessions(self) -> tuple[StudySession, ...]:
        """The study sessions of the month that have taken place."""
        return tuple(
            one for one in self.gatherings.held_sessions if self.first <= one.start_end.day <= self.as_of
        )

    def of_kind(self, kind: str) -> tuple[Meeting, ...]:
        """The month's meetings that count as ``kind``."""
        return tuple(one for one in self.meetings if kind in kinds_of(one))

    @cached_property
    def learned_this_month(self) -> tuple[Learned, ...]:
        """The hours earned in the month."""
        return tuple(one for one in self.learned if one.day in self.month)

    @cached_property
    def hours(self) -> dict[str, MemberHours]:
        """Everybody's hours of the year up to the month's end or today."""
        year = self.month.year
        return board(
            self.roster,
            self.learned,
            demand(self.context, year),
            targets_of(self.context, year, self.office),
            year,
            self.as_of,
        )

    @cached_property
    def issues(self) -> list[IssueFile]:
        return issue_files(self.context, self.office)

    @cached_property
    def promises(self) -> list[PromiseFile]:
        return promise_files(self.context, self.month.year, self.office)

    @cached_property
    def developments(self) -> list[Development]:
        """Everybody on the way into the Party, or who was."""
        query = Development.live().where(Development.owner_office == self.office)
        return self.context.find(query.order_by(Development.applied_on, Development.uid))

    @cached_property
    def talks(self) -> list[Talk]:
        """The talks of the month."""
        query = Talk.live().where(
            (Talk.owner_office == self.office) & Talk.held_on.between(self.first, self.as_of)
        )
        return self.context.find(query.order_by(Talk.held_on, Talk.uid))

    @cached_property
    def visits(self) -> list[Visit]:
        """The research of the month, with what it found."""
        told = visits(self.context, self.month.year, self.office)
        return [one for one in reversed(told) if self.first <= one.research.on <= self.as_of]

    @cached_property
    def displays(self) -> list[IdentityDisplay]:
        """The plates and posts shown on the last day looked at, of those who are members that day."""
        day = self.as_of
        ended = IdentityDisplay.to_on.is_null() | (IdentityDisplay.to_on >= day)
        query = IdentityDisplay.live().where(
            (IdentityDisplay.owner_office == self.office) & (IdentityDisplay.from_on <= day) & ended
        )
        here = {one.uid for one in self.roster.on(day)}
        found = self.context.find(query.order_by(IdentityDisplay.from_on, IdentityDisplay.uid))
        return [one for one in found if one.member in here]
