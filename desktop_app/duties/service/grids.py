"""网格: the grids with who works in them, and every event with how far it is and what became of its issue."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from desktop_app.records.children import children_of
from desktop_app.records.rules import RuleContext
from desktop_app.registers.people.members import Member
from desktop_app.registers.rectification.issues import CLOSED, Issue
from desktop_app.registers.service.grid_events import ON_SPOT, URGENT, GridEvent
from desktop_app.registers.service.grids import (
    FORCE,
    FORCES,
    PARTY_MEMBER,
    VOLUNTEER,
    WORKER,
    Grid,
    GridPerson,
    absent_on,
    retired_of,
    unable,
)
from desktop_app.registers.service.reporting_in import ReportingIn

LEVELS = (ON_SPOT, "社区", "街道", "部门")


@dataclass(frozen=True)
class GridFile:
    """One grid with its people and forces and all of its events, the newest first."""

    grid: Grid
    people: tuple[GridPerson, ...]
    events: tuple["EventFile", ...]

    def in_role(self, role: str) -> tuple[GridPerson, ...]:
        """Who is in the grid as ``role``."""
        return tuple(one for one in self.people if one.role == role)

    @property
    def open(self) -> tuple["EventFile", ...]:
        """The events not settled yet."""
        return tuple(one for one in self.events if one.is_open)

    @property
    def missing_forces(self) -> tuple[str, ...]:
        """The kinds of force nobody is named for yet; 其他 is never missed."""
        there = {one.force for one in self.in_role(FORCE)}
        return tuple(force for force in FORCES[:-1] if force not in there)


@dataclass(frozen=True)
class EventFile:
    """One event and the issue it was handed on to, if it was."""

    event: GridEvent
    issue: Issue | None

    @property
    def is_open(self) -> bool:
        """Whether it still waits: not settled here, and its issue, if any, not closed."""
        if self.issue is not None:
            return bool(self.issue.state != CLOSED)
        return self.event.closed_on is None

    @property
    def is_pressing(self) -> bool:
        """Whether it is urgent, open and not yet followed as an issue: told before all others."""
        return self.is_open and self.issue is None and self.event.urgency == URGENT

    def words(self, today: date) -> str:
        """办结 11-03, 未办 5 天, or where its issue stands: 问题清单：整改中."""
        if self.issue is not None:
            return f"问题清单：{self.issue.state}"
        if self.event.closed_on is not None:
            return f"办结 {self.event.closed_on:%m-%d}"
        days = (today - self.event.on).days
        return f"未办 {days} 天" if days else "今天上报"


ROLES = (WORKER, PARTY_MEMBER, VOLUNTEER, FORCE)


def event_files(context: RuleContext, office: str | None = None) -> list[EventFile]:
    """Every event of ``office`` (default: the own one), the newest first: two queries."""
    query = GridEvent.live().where(GridEvent.owner_office == (office or context.office))
    events = context.find(query.order_by(GridEvent.on.desc(), GridEvent.uid.desc()))
    linked = sorted({one.issue for one in events if one.issue})
    issues = (
        {one.uid: one for one in context.find(Issue.live().where(Issue.uid.in_(linked)))} if linked else {}
    )
    return [EventFile(one, issues.get(one.issue or "")) for one in events]


def standing_in(context: RuleContext, uids: Iterable[str], day: date) -> dict[str, list[GridPerson]]:
    """Grid → who stands in it on ``day``, four queries: who left the grid, the roster or the community is
    out, and so is a 在职党员 who has retired or is not able to serve.
    """
    asked = list(uids)
    rows = children_of(context, GridPerson, asked, link="grid")
    away = set(absent_people(context, (one for found in rows.values() for one in found), day))
    return {
        uid: [
            one
            for one in rows[uid]
            if one.uid not in away
            and (one.until is None or one.until > day)
            and (one.since is None or one.since <= day)
        ]
        for uid in asked
    }


def absent_people(context: RuleContext, rows: Iterable[GridPerson], day: date) -> dict[str, str]:
    """Row → why its person cannot stand in the grid on ``day``, of those who cannot; three queries."""
    given = list(rows)
    uids = sorted({one.person for one in given})
    members = {one.uid: one for one in context.find(Member.live().where(Member.uid.in_(uids)))}
    guests = {one.uid: one for one in context.find(ReportingIn.live().where(ReportingIn.uid.in_(uids)))}
    retired = retired_of(members, day, context)
    found = {}
    for one in given:
        member = members.get(one.person)
        person = member or guests.get(one.person)
        why = absent_on(person, day) if person is not None else ""
        if not why and member is not None and one.role == PARTY_MEMBER:
            why = unable(member, member.uid in retired)
        if why:
            found[one.uid] = why
    return found


def grid_files(context: RuleContext, office: str | None = None, day: date | None = None) -> list[GridFile]:
    """Every grid of ``office`` with its events and who stands in it on ``day`` (default: today), by number:
    seven queries.
    """
    mine = office or context.office
    grids = context.find(Grid.live().where(Grid.owner_office == mine).order_by(Grid.code, Grid.uid))
    uids = [one.uid for one in grids]
    people = standing_in(context, uids, day or context.today)
    events: dict[str, list[EventFile]] = {uid: [] for uid in uids}
    for one in event_files(context, mine):
        if one.event.grid in events:
            events[one.event.grid].append(one)
    return [GridFile(one, tuple(people[one.uid]), tuple(events[one.uid])) for one in grids]
