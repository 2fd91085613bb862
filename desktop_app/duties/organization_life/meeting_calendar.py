"""三会一课 and its kin: what is recorded in each month, quarter and year, and what is not recorded yet."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from desktop_app.base.periods import Month
from desktop_app.duties.basics.beginning import records_begin
from desktop_app.duties.basics.bodies import Roster
from desktop_app.duties.basics.deadline import Standing, standing
from desktop_app.duties.basics.duty import Duty
from desktop_app.duties.basics.reading import HELD, meetings_between, starts_between
from desktop_app.duties.basics.reminder import Reminder
from desktop_app.records.rules import RuleContext
from desktop_app.registers.organization_life.meeting_kinds import (
    APPRAISAL,
    COMMITTEE,
    GENERAL,
    GROUP_MEETING,
    LECTURE,
    LIFE_MEETING,
    OF_A_YEAR,
    THEME_DAY,
    kinds_of,
    year_of,
)
from desktop_app.registers.organization_life.meetings import Meeting
from desktop_app.registers.people.orgs import GROUP
from desktop_app.registers.rules.rule_table import sources

_PERIOD_WORDS = {1: "每月", 3: "每季度", 12: "每年"}


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How often a kind of meeting is asked: the number of rule ``key`` in every ``months`` months."""

    kind: str
    months: int
    reminder: Reminder

    @property
    def key(self) -> str:
        """The row of the rule table that says how often."""
        return self.reminder.source


def _rhythm(kind: str, months: int, key: str, lead: str, *numbers: str, title: str = "") -> Rhythm:
    return Rhythm(kind, months, Reminder(title or kind, (key,), lead, source=key, numbers=numbers))


RHYTHMS = (
    _rhythm(GENERAL, 3, "meeting_general_per_quarter", "remind_quarter_day"),
    _rhythm(
        COMMITTEE,
        1,
        "meeting_committee_per_month",
        "remind_month_day",
        "remind_month_last",
    ),
    _rhythm(GROUP_MEETING, 1, "meeting_group_per_month", "remind_month_day", "remind_month_last"),
    _rhythm(LECTURE, 3, "lecture_per_quarter", "remind_quarter_day"),
    _rhythm(THEME_DAY, 1, "party_day_per_month", "party_day_before", "party_day_fixed"),
    _rhythm(LIFE_MEETING, 12, "life_meeting_per_year", "life_meeting_month"),
    _rhythm(APPRAISAL, 12, "appraisal_per_year", "life_meeting_month", title="民主评议党员"),
)
"""The kinds of meetings asked for, each with its reminder."""


@dataclass(frozen=True, slots=True)
class Period:
    """The month, quarter or year a duty runs over, in whole months."""

    first: Month
    months: int

    @classmethod
    def around(cls, month: Month, months: int) -> "Period":
        """The period of that many months ``month`` lies in."""
        return cls(Month(month.year, (month.month - 1) // months * months + 1), months)

    @property
    def start(self) -> date:
        return self.first.first_day()

    @property
    def end(self) -> date:
        return self.first.shift(self.months - 1).last_day()

    def words(self, today: date) -> str:
        """本月, 本季, 本年 while it runs; 2026年9月, 2026年第3季度, 2025年 otherwise."""
        if self.start <= today <= self.end:
            return {1: "本月", 3: "本季", 12: "本年"}[self.months]
        if self.months == 1:
            return self.first.chinese()
        return (
            f"{self.first.year}年第{self.first.quarter}季度" if self.months == 3 else f"{self.first.year}年"
        )


@dataclass(frozen=True)
class MeetingCalendar:
    """The meetings of one year with the rhythm they should have; nothing is asked of before ``begun``."""

    context: RuleContext
    year: int
    roster: Roster
    meetings: tuple[Meeting, ...]
    told: dict[str, str]
    begun: date | None = None

    @classmethod
    def read(
        cls,
        context: RuleContext,
        year: int,
        roster: Roster | None = None,
        meetings: Iterable[Meeting] | None = None,
        office: str | None = None,
    ) -> "MeetingCalendar":
        """The calendar of the own office's ``year``; what was read already can be handed in."""
        if meetings is None:
            meetings = meetings_between(context, date(year, 1, 1), date(year, 12, 31), office)
        found = {one.uid: one for one in (*meetings, *_of_years(context, year, office or context.office))}
        told = sources(context, [one.key for one in RHYTHMS])
        ordered = sorted(found.values(), key=lambda one: (one.start_end.start, one.uid))
        roster = roster or Roster.read(context)
        begun = records_begin(roster.home, (one.start_end.day for one in ordered))
        return cls(context, year, roster, tuple(ordered), told, begun)

    def is_before(self, period: Period) -> bool:
        """Whether a period was over before the branch's records begin: it asks for nothing."""
        return self.begun is not None and period.end < self.begun

    def bodies(self, rhythm: Rhythm) -> list[tuple[str, str | None]]:
        """(title, group uid) of those who meet by this rhythm: every 党小组 for itself, else the branch."""
        if rhythm.kind == GROUP_MEETING:
            names = [(org.short_name or org.full_name or "", org.uid) for org in self.roster.groups]
            return [(name.removesuffix(GROUP) + GROUP_MEETING, uid) for name, uid in names]
        return [(rhythm.kind, None)]

    def found(self, kind: str, group: str | None, first: date, last: date) -> list[Meeting]:
        """The meetings of ``kind`` from ``first`` to ``last``, planned ones too, oldest first.

        A kind that belongs to a year is found by that year, whenever it was held.
        """

        def within(one: Meeting) -> bool:
            if kind in OF_A_YEAR:
                return year_of(one) == first.year
            return first <= one.start_end.day <= last

        return [
            one
            for one in self.meetings
            if kind in kinds_of(one) and within(one) and (group is None or one.org == group)
        ]

    def due(self, rhythm: Rhythm, period: Period) -> date:
        """The last day of a period; what belongs to a year may be held some months into the next one."""
        if rhythm.kind not in OF_A_YEAR:
            return period.end
        grace = int(self.context.rule("life_meeting_grace_months", period.end))
        return Month.of(period.end).shift(grace).last_day()

    def ending(self, rhythm: Rhythm, month: Month) -> Period | None:
        """The period of ``rhythm`` whose last day lies in ``month``; None when none ends then."""
        around = [Period.around(day, rhythm.months) for day in (month, month.shift(-12))]
        return next((period for period in around if self.due(rhythm, period) in month), None)

    def near_days(self, rhythm: Rhythm, period: Period) -> int:
        """How many days before the period's end it is time to remind; days from the rule table."""
        if rhythm.months == 3:
            begin = period.start + timedelta(days=int(self.context.rule("remind_quarter_day")) - 1)
        elif rhythm.months == 12:
            begin = Month(period.first.year, int(self.context.rule("life_meeting_month"))).first_day()
        elif rhythm.kind == THEME_DAY:
            fixed = int(self.context.rule("party_day_fixed")) - int(self.context.rule("party_day_before"))
            begin = period.start + timedelta(days=max(fixed, 1) - 1)
        else:
            begin = period.start + timedelta(days=int(self.context.rule("remind_month_day")) - 1)
        return (self.due(rhythm, period) - begin).days

    def presses(self, rhythm: Rhythm, period: Period, done: bool) -> bool:
        """Whether a monthly meeting is asked for a second time this month."""
        again = period.start + timedelta(days=int(self.context.rule("remind_month_last")) - 1)
        return rhythm.months == 1 and not done and again <= self.context.today <= period.end

    def asked(self, rhythm: Rhythm, on: date) -> str:
        """每季度至少 1 次: what is asked by the rule in force on a day."""
        words = f"{_PERIOD_WORDS[rhythm.months]}至少 {int(self.context.rule(rhythm.key, on))} 次"
        if rhythm.kind == LIFE_MEETING:
            return f"{words}，一般四季度"
        fixed = f"，固定在 {int(self.context.rule('party_day_fixed'))} 日"
        return words + fixed if rhythm.kind == THEME_DAY else words

    def duty(self, rhythm: Rhythm, title: str, group: str | None, period: Period) -> Duty:
        """One rhythm's duty in one period."""
        times = int(self.context.rule(rhythm.key, period.end))
        meetings = self.found(rhythm.kind, group, period.start, period.end)
        held = [one for one in meetings if one.state in HELD]
        planned = [one for one in meetings if one.state not in HELD]
        today = self.context.today
        about, due = self.asked(rhythm, period.end), self.due(rhythm, period)
        if rhythm.kind != THEME_DAY and self.presses(rhythm, period, len(held) >= times):
            about += f"，已过 {int(self.context.rule('remind_month_last'))} 日，请抓紧"
        return Duty(
            key=f"{rhythm.key}:{period.first.iso()}" + (f":{group}" if group else ""),
            title=title,
            about=about,
            due=due,
            state=standing(due, today, self.near_days(rhythm, period), done=len(held) >= times),
            words=_recorded(len(held), times, planned, period.words(today), today),
            source=self.told[rhythm.key],
            register="meeting",
            uids=tuple(one.uid for one in (*held, *planned)),
            preset=(("kind", rhythm.kind), *((("org", group),) if group else ())),
        )

    def duties(self, month: Month) -> list[Duty]:
        """The meetings ``month`` asks for: its own, its quarter's, from the reminding month its year's."""
        asked = []
        reminding = int(self.context.rule("life_meeting_month"))
        for rhythm in RHYTHMS:
            period = Period.around(month, rhythm.months)
            if rhythm.months == 12 and month.month < reminding:
                before = Period.around(month.shift(-12), 12)
                if month.first_day() > self.due(rhythm, before) or not self._missed(rhythm, before):
                    continue
                period = before
            if self.context.rule(rhythm.key, period.end) > 0 and not self.is_before(period):
                asked += [self.duty(rhythm, title, group, period) for title, group in self.bodies(rhythm)]
        return asked

    def _missed(self, rhythm: Rhythm, period: Period) -> bool:
        """Whether a year gone by still asks for its meeting; not one from before the records."""
        kept = any(one.start_end.day <= period.end for one in self.meetings)
        return kept and not any(
            one.state in HELD for one in self.found(rhythm.kind, None, period.start, period.end)
        )


def _of_years(context: RuleContext, year: int, office: str) -> list[Meeting]:
    """The meetings with a year of their own that ``year`` and the one before look at, whenever held.

    And some meeting of the year before: it tells that there were records then.
    """
    own = Meeting.live().where(Meeting.owner_office == office)
    written = Meeting.belongs_year.in_((year - 1, year))
    held = starts_between(Meeting.start_end, date(year - 1, 1, 1), date(year - 1, 12, 31))
    several = Meeting.kind.in_(tuple(OF_A_YEAR)) | Meeting.also_kinds.is_null(False)
    mine = (Meeting.owner_office == office) & Meeting.removed_at.is_null()
    one_then = Meeting.select(Meeting.uid).where(mine, held).limit(1)
    return context.find(own.where((several & (written | held)) | Meeting.uid.in_(one_then)))


def _recorded(held: int, times: int, planned: list[Meeting], period: str, today: date) -> str:
    """已记录 2 次, 本季尚未记录, or what is planned; never a word of blame."""
    if held >= times:
        return f"{period}已记录 {held} 次"
    words = f"{period}尚未记录" if not held else f"{period}已记录 {held} 次，还差 {times - held} 次"
    coming = [one for one in planned if one.start_end.day >= today]
    if coming:
        day = coming[0].start_end.day
        return f"{words}，已安排 {day.month}月{day.day}日"
    if planned:
        day = planned[-1].start_end.day
        return f"{words}，{day.month}月{day.day}日的会还没有整理记录"
    return words


@dataclass(frozen=True, slots=True)
class CalendarCell:
    """One month of one row of the year grid; ``state`` is None in a month that asks for nothing."""

    month: Month
    uids: tuple[str, ...]
    due: date | None
    state: Standing | None
    words: str


@dataclass(frozen=True, slots=True)
class PeriodCell:
    """One month, quarter or year of a row: its ``duty``, and the days held or planned with their meetings.

    One that does not ``asks`` for anything was over before the records begin.
    """

    period: Period
    duty: Duty
    held: tuple[tuple[date, str], ...]
    planned: tuple[tuple[date, str], ...]
    asks: bool = True

    @property
    def uids(self) -> tuple[str, ...]:
        """The meetings behind the cell, by day."""
        return tuple(uid for _, uid in sorted((*self.held, *self.planned)))

    @property
    def word(self) -> str:
        """✓ 已开 2 次, 已安排, 临近, 尚未记录 or 待开: where the period stands."""
        if self.duty.state is Standing.DONE:
            return f"✓ 已开 {len(self.held)} 次"
        if self.planned:
            return "已安排"
        if not self.asks:
            return "—"
        return {Standing.NEAR: "临近", Standing.OVERDUE: "尚未记录"}.get(self.duty.state, "待开")

    @property
    def days(self) -> str:
        """3日、17日 in a month, 2月3日 in a longer period; the last day where nothing was held."""
        found = [day for day, _ in self.held] or [day for day, _ in self.planned]
        if not found and not self.asks:
            return ""
        if not found:
            due = self.duty.due or self.period.end
            if due.year > self.period.end.year:
                return f"次年{due.month}月{due.day}日前"
            return f"{due.day}日前" if self.period.months == 1 else f"{due.month}月{due.day}日前"
        if self.period.months == 1:
            return "、".join(f"{day.day}日" for day in found)
        year = self.period.end.year
        return "、".join(f"{'次年' if day.year > year else ''}{day.month}月{day.day}日" for day in found)

    def by_month(self) -> tuple[CalendarCell, ...]:
        """The months of the period: each shows its meetings, the last carries the duty while it is open."""
        return tuple(self._month(self.period.first.shift(n)) for n in range(self.period.months))

    def _month(self, month: Month) -> CalendarCell:
        held = [uid for day, uid in self.held if day in month]
        met = sorted((day, uid) for day, uid in (*self.held, *self.planned) if day in month)
        uids = tuple(uid for _, uid in met)
        due = self.duty.due if self.asks and self.period.end in month else None
        done = self.duty.state is Standing.DONE
        if held and (done or due is None):
            return CalendarCell(month, uids, due, Standing.DONE, f"{len(held)} 次")
        if due is None:
            return CalendarCell(month, uids, None, Standing.OPEN if uids else None, "已安排" if uids else "")
        words = self.duty.words
        if done:
            # What belongs to a year and was held in the next one is told where the year ends.
            later = [(day, uid) for day, uid in self.held if day > self.period.end]
            uids, words = (*uids, *(uid for _, uid in later)), f"{len(later)} 次" if later else ""
        return CalendarCell(month, uids, due, self.duty.state, words)


@dataclass(frozen=True, slots=True)
class PeriodRow:
    """One kind of meeting (or one group's) through the periods of a year, with the rule behind it."""

    kind: str
    title: str
    group: str | None
    about: str
    source: str
    cells: tuple[PeriodCell, ...]


@dataclass(frozen=True, slots=True)
class GridRow:
    """One kind of meeting (or one group's) through twelve months."""

    kind: str
    title: str
    group: str | None
    about: str
    source: str
    cells: tuple[CalendarCell, ...]


def year_grid(context: RuleContext, year: int) -> list[GridRow]:
    """三会一课 through a year: what is recorded each month, and where the period's duty falls due."""
    return [
        GridRow(
            row.kind,
            row.title,
            row.group,
            row.about,
            row.source,
            tuple(month for cell in row.cells for month in cell.by_month()),
        )
        for row in _rows(MeetingCalendar.read(context, year), RHYTHMS)
    ]


def year_periods(context: RuleContext, year: int) -> list[PeriodRow]:
    """三会一课 of a year by the months, quarters or the year each kind is asked for in.

    A kind nobody asks for any more (0 in the rule table) is left out.
    """
    asked = [one for one in RHYTHMS if context.rule(one.key, date(year, 12, 31))]
    return _rows(MeetingCalendar.read(context, year), asked)


def _rows(calendar: MeetingCalendar, rhythms: Iterable[Rhythm]) -> list[PeriodRow]:
    rows, year = [], calendar.year
    for rhythm in rhythms:
        periods = [Period(Month(year, first), rhythm.months) for first in range(1, 13, rhythm.months)]
        about, source = calendar.asked(rhythm, date(year, 12, 31)), calendar.told[rhythm.key]
        for title, group in calendar.bodies(rhythm):
            cells = tuple(_period_cell(calendar, rhythm, title, group, one) for one in periods)
            rows.append(PeriodRow(rhythm.kind, title, group, about, source, cells))
    return rows


def _period_cell(
    calendar: MeetingCalendar, rhythm: Rhythm, title: str, group: str | None, period: Period
) -> PeriodCell:
    meetings = calendar.found(rhythm.kind, group, period.start, period.end)
    days = [(one.start_end.day, one.uid, one.state in HELD) for one in meetings]
    return PeriodCell(
        period,
        calendar.duty(rhythm, title, group, period),
        tuple((day, uid) for day, uid, held in days if held),
        tuple((day, uid) for day, uid, held in days if not held),
        asks=not calendar.is_before(period),
    )
