"""学时: what each member learned in a year, what is asked and what is missing; no gathering counts twice."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from desktop_app.base.periods import Span
from desktop_app.duties.basics.beginning import founding_day
from desktop_app.duties.basics.bodies import Roster, is_exempt
from desktop_app.duties.basics.figure import tenth
from desktop_app.duties.basics.reading import Gatherings, gatherings_between, rows_of
from desktop_app.records.rules import RuleContext
from desktop_app.registers.organization_life.meetings import Attendance, Meeting
from desktop_app.registers.study.study import CENTRAL, TOGETHER, StudyHours, StudySession

_A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Learned:
    """One gathering at which one person earned hours; session or meeting and attendance row by uid."""

    person: str
    source: str
    gathering: str
    row: str
    day: date
    hours: Decimal
    central: bool = False


@dataclass(frozen=True, slots=True)
class MemberHours:
    """One member's year: 学时 asked, done, missing; ``pace`` is what its elapsed part asks.

    Of months before the branch's records begin nothing is asked; ``share`` is how much of the rest is over.
    """

    person: str
    year: int
    target: Decimal
    done: Decimal
    pace: Decimal
    central_training_n: int
    central_training_target: int
    exempt: bool
    entries: tuple[Learned, ...]
    share: Decimal = Decimal(1)

    @property
    def deficit(self) -> Decimal:
        """学时 still missing from the year's target."""
        return max(Decimal(0), self.target - self.done)

    @property
    def behind(self) -> Decimal:
        """学时 missing from what the elapsed part of the year asks."""
        return max(Decimal(0), self.pace - self.done)

    @property
    def forecast(self) -> Decimal:
        """学时 by the end of the year when it goes on as up to now."""
        return tenth(self.done / self.share) if self.share else self.done

    @property
    def reached(self) -> bool:
        """Whether hours and 集中培训 of the year are complete; always for the exempt."""
        return not self.deficit and self.central_training_n >= self.central_training_target

    @property
    def words(self) -> str:
        """已学 20 学时，目标 32，还差 12."""
        if self.exempt:
            return f"已学 {plain(self.done)} 学时，不作硬性要求"
        told = f"已学 {plain(self.done)} 学时，目标 {plain(self.target)}"
        told += f"，还差 {plain(self.deficit)}" if self.deficit else "，已达标"
        missing = self.central_training_target - self.central_training_n
        return f"{told}，还差 {missing} 次集中培训" if missing > 0 else told


def plain(value: Decimal) -> str:
    """12 for 12.0, 2.5 for 2.50."""
    words = f"{value:f}"
    return words.rstrip("0").rstrip(".") if "." in words else words


def hours_in_year(span: Span, hours: Decimal, year: int) -> Decimal:
    """The part of ``hours`` that falls in ``year``: a course over New Year is split by its days."""
    if span.start.year == span.end.year:
        return hours
    days = (span.end.date() - span.start.date()).days + 1
    first, last = max(span.start.date(), date(year, 1, 1)), min(span.end.date(), date(year, 12, 31))
    inside = (last - first).days + 1
    if inside <= 0:
        return Decimal(0)
    before = tenth(hours * (date(span.start.year, 12, 31) - span.start.date()).days / days + hours / days)
    return before if year == span.start.year else hours - before


def elapsed_share(year: int, until: date) -> Decimal:
    """How much of ``year`` has passed at the end of the day ``until``: 0 before it, 1 after it."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    if until < first:
        return Decimal(0)
    return min(Decimal(1), Decimal((until - first).days + 1) / ((last - first).days + 1))


def one_per_gathering(learned: Iterable[Learned]) -> list[Learned]:
    """The entries with each person's each gathering once: the largest, when a meeting was entered twice."""
    best: dict[tuple[str, str], Learned] = {}
    for entry in learned:
        key = (entry.person, entry.gathering)
        if key not in best or entry.hours > best[key].hours:
            best[key] = entry
    return list(best.values())


def learned_from(
    found: Gatherings, sheets: Mapping[str, Iterable[Attendance]], first: date, last: date
) -> list[Learned]:
    """Every gathering with hours of every person from ``first`` to ``last``, both in one year.

    Sessions at which people learn together count (教育管理工作条例 第二十条), and a meeting's own hours
    where no session is linked to it; a meeting only planned gives nothing yet. An absentee who made up for
    it (补学) earns the hours on that day. ``found`` should reach back to gatherings whose course, or whose
    making up, runs into the period.
    """
    learned: list[Learned] = []
    linked = {session.meeting for session in found.held_sessions if session.hours}
    for session in found.held_sessions:
        if session.kind in TOGETHER and session.hours:
            gathering = session.meeting or session.uid
            central = session.kind == CENTRAL
            learned += _earned(session, gathering, sheets.get(gathering, ()), central, first, last)
    for meeting in found.held_meetings:
        if meeting.hours and meeting.uid not in linked:
            learned += _earned(meeting, meeting.uid, sheets.get(meeting.uid, ()), False, first, last)
    return one_per_gathering(learned)


def _earned(
    source: Meeting | StudySession,
    gathering: str,
    rows: Iterable[Attendance],
    central: bool,
    first: date,
    last: date,
) -> Iterable[Learned]:
    span: Span | None = source.start_end
    if span is None:
        return
    for row in rows:
        day, hours = (span.day if row.present else row.makeup_on), source.hours or Decimal(0)
        if day is None:
            continue
        if row.present and span.start.year != span.end.year:
            hours = hours_in_year(span, hours, last.year)
            day = max(day, date(last.year, 1, 1))
        if first <= day <= last and hours:
            yield Learned(row.person, source.uid, gathering, row.uid, day, hours, central)


@dataclass(frozen=True, slots=True)
class Demand:
    """The hours a year asks of members and of the 书记 and committee, and their 集中培训 (times)."""

    member: Decimal
    committee: Decimal
    central: int


def demand(context: RuleContext, year: int) -> Demand:
    """The rule table's numbers for ``year``: 第二十条 of the education regulation and the five-year plan."""
    on = date(year, 12, 31)
    return Demand(
        context.rule("study_hours_member", on),
        context.rule("study_hours_committee", on),
        int(context.rule("central_training_committee", on)),
    )


def year_gatherings(context: RuleContext, last: date, office: str | None = None) -> Gatherings:
    """What was held in the year of ``last`` up to that day, and in December before: courses over New Year."""
    return gatherings_between(context, date(last.year - 1, 12, 1), last, office)


def targets_of(context: RuleContext, year: int, office: str | None = None) -> dict[str, StudyHours]:
    """Member uid → the study_hours row of ``year``, whose target goes before the rule table's."""
    query = StudyHours.live().where(
        (StudyHours.year == year) & (StudyHours.owner_office == (office or context.office))
    )
    return {row.member: row for row in context.find(query)}


def hours_board(
    context: RuleContext,
    year: int,
    until: date | None = None,
    roster: Roster | None = None,
    office: str | None = None,
) -> dict[str, MemberHours]:
    """Member uid → that member's hours of ``year`` up to the day ``until`` (default: today).

    Everybody on the books on the last day looked at has an entry, with or without hours.
    """
    until = min(until or context.today, date(year, 12, 31))
    found = year_gatherings(context, until, office)
    learned = learned_from(found, rows_of(context, found.sheets), date(year, 1, 1), until)
    roster = roster or Roster.read(context, office)
    return board(roster, learned, demand(context, year), targets_of(context, year, office), year, until)


def board(
    roster: Roster,
    learned: Iterable[Learned],
    asked: Demand,
    targets: Mapping[str, StudyHours],
    year: int,
    until: date,
) -> dict[str, MemberHours]:
    """``hours_board`` from what was read; ``targets`` are the study_hours rows by member, which go first."""
    by_person: dict[str, list[Learned]] = defaultdict(list)
    for entry in learned:
        by_person[entry.person].append(entry)
    # What was learned before the records begin is not known: the pace asks for the days since then alone.
    founded = founding_day(roster.home)
    days = (one.day.replace(day=1) - _A_DAY for entries in by_person.values() for one in entries)
    before = elapsed_share(year, min((founded, *days))) if founded is not None else Decimal(0)
    gone = max(Decimal(0), elapsed_share(year, until) - before)
    share = gone / (1 - before) if before < 1 else Decimal(0)
    found = {}
    for member in roster.on(until):
        exempt = is_exempt(member)
        leads = member.uid in roster.leaders
        row = targets.get(member.uid)
        target = asked.committee if leads else asked.member
        if exempt:
            target = Decimal(0)
        if row is not None and row.target is not None:
            target = Decimal(row.target)
        entries = tuple(sorted(by_person[member.uid], key=lambda entry: (entry.day, entry.source)))
        found[member.uid] = MemberHours(
            person=member.uid,
            year=year,
            target=target,
            done=sum((entry.hours for entry in entries), Decimal(0)),
            pace=tenth(target * gone),
            central_training_n=sum(entry.central for entry in entries),
            central_training_target=asked.central if leads and not exempt else 0,
            exempt=exempt and target == 0,
            entries=entries,
            share=share,
        )
    return found
