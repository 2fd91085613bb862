"""What the items of a rating are measured by: a figure of the year with its records, and what it earns."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from desktop_app.base.periods import Month
from desktop_app.duties.basics.figure import Figure, count, rate, tenth
from desktop_app.duties.basics.reading import HELD
from desktop_app.duties.displays.promises import year_board
from desktop_app.duties.organization_life.meeting_calendar import RHYTHMS, MeetingCalendar, Period
from desktop_app.duties.people.dues import DuesBook
from desktop_app.duties.rectification.issues import issue_files
from desktop_app.duties.rectification.research import conversion_list, visits
from desktop_app.duties.study.hours import hours_board
from desktop_app.records.rules import RuleContext
from desktop_app.registers.displays.promises import KEPT
from desktop_app.registers.organization_life.meeting_kinds import (
    COMMITTEE,
    GENERAL,
    GROUP_MEETING,
    LECTURE,
    THEME_DAY,
)
from desktop_app.registers.rectification.research import CONVERTED
from desktop_app.registers.service.service_orders import RATINGS, ServiceOrder

_THREE_MEETINGS_ONE_LECTURE = (GENERAL, COMMITTEE, GROUP_MEETING, LECTURE)


@dataclass(frozen=True)
class Measured:
    """A figure of the year and the share of an item's points it earns, 0 to 1; None where nothing is."""

    figure: Figure
    share: Decimal | None
    short: str = ""

    def score(self, most: Decimal) -> Decimal | None:
        """The points it earns of ``most``, to one decimal."""
        return tenth(most * self.share) if self.share is not None else None


def _of_rate(figure: Figure, unit: str) -> Measured:
    whole, done = len(figure.whole), len(figure.items)
    short = f"{whole} {unit}里有 {whole - done} {unit}没有做到"
    return Measured(figure, Decimal(done) / whole if whole else None, short)


def _until(context: RuleContext, year: int) -> date:
    """The day a year is judged on: its last, or today while it runs."""
    return min(date(year, 12, 31), context.today)


def _meetings(key: str, title: str, kinds: Collection[str], context: RuleContext, year: int) -> Measured:
    """What was held of what the rhythms asked in the periods that ended; more than asked earns no more."""
    calendar = MeetingCalendar.read(context, year)
    asked = done = 0
    items: dict[str, None] = {}
    for rhythm in RHYTHMS:
        if rhythm.kind not in kinds:
            continue
        for at in range(1, 13, rhythm.months):
            period = Period(Month(year, at), rhythm.months)
            if period.end > _until(context, year) or calendar.is_before(period):
                continue
            times = int(context.rule(rhythm.key, period.end))
            for _title, group in calendar.bodies(rhythm):
                found = calendar.found(rhythm.kind, group, period.start, period.end)
                held = [one.uid for one in found if one.state in HELD]
                asked, done = asked + times, done + min(times, len(held))
                items.update(dict.fromkeys(held))
    note = f"应开 {asked} 次，按期开 {done} 次" if asked else "还没有到期该开的"
    figure = count(key, title, items, "次", note)
    return Measured(figure, Decimal(done) / asked if asked else None, f"少开 {asked - done} 次")


def _three_meetings(context: RuleContext, year: int) -> Measured:
    return _meetings("three_meetings", "三会一课", _THREE_MEETINGS_ONE_LECTURE, context, year)


def _theme_days(context: RuleContext, year: int) -> Measured:
    return _meetings("theme_days", "主题党日", (THEME_DAY,), context, year)


def _hours(context: RuleContext, year: int) -> Measured:
    """Members whose hours are up to what the elapsed part of the year asks, of those asked for any."""
    asked = [one for one in hours_board(context, year).values() if one.target > 0]
    done = [one.person for one in asked if not one.behind]
    return _of_rate(rate("hours", "学时达标率", done, [one.person for one in asked]), "人")


def _promises(context: RuleContext, year: int) -> Measured:
    """Promises due by now that were kept."""
    until = _until(context, year)
    due = [
        file.promise
        for one in year_board(context, year)
        for file in one.counted
        if file.promise.due_on is not None and file.promise.due_on <= until
    ]
    kept = [one.uid for one in due if one.state == KEPT]
    return _of_rate(rate("promises", "承诺践诺率", kept, [one.uid for one in due]), "条")


def _issues(context: RuleContext, year: int) -> Measured:
    """Issues due in the year by now, closed on their day or before."""
    until = _until(context, year)
    due = [
        one
        for one in issue_files(context)
        if one.issue.due_on is not None and date(year, 1, 1) <= one.issue.due_on <= until
    ]
    closed = [
        one.issue.uid
        for one in due
        if one.rounds[-1].closed_on is not None and one.rounds[-1].closed_on <= one.issue.due_on
    ]
    return _of_rate(rate("issues", "问题按期销号率", closed, [one.issue.uid for one in due]), "件")


def _dues(context: RuleContext, year: int) -> Measured:
    """Members who owe nothing of the months that have fallen due, of those who had to pay."""
    asked = [row for row in DuesBook.read(context).grid(year) if row.due]
    paid = [row.member for row in asked if not row.owed]
    return _of_rate(rate("dues", "党费足额收缴率", paid, [row.member for row in asked]), "人")


def _orders(context: RuleContext, year: int) -> Measured:
    query = ServiceOrder.live().where(
        ServiceOrder.owner_office == context.office,
        ServiceOrder.rating.is_null(False),
        ServiceOrder.asked_on.between(date(year, 1, 1), date(year, 12, 31)),
    )
    rated = context.find(query.order_by(ServiceOrder.asked_on, ServiceOrder.uid))
    good = [one.uid for one in rated if one.rating in RATINGS[:2]]
    return _of_rate(rate("orders", "服务订单满意率", good, [one.uid for one in rated]), "单")


def _conversions(context: RuleContext, year: int) -> Measured:
    told = [one.finding for one in conversion_list(visits(context, year))]
    done = [one.uid for one in told if one.conversion_state == CONVERTED]
    note = f"要转化 {len(told)} 项" if told else "没有要转化的"
    figure = count("conversions", "调研成果转化", done, "项", note)
    left = f"还有 {len(told) - len(done)} 项没有转化"
    return Measured(figure, Decimal(len(done)) / len(told) if told else None, left)


MEASURED_BY: Mapping[str, Callable[[RuleContext, int], Measured]] = {
    "三会一课次数": _three_meetings,
    "主题党日次数": _theme_days,
    "平均学时达标率": _hours,
    "承诺践诺率": _promises,
    "问题按期销号率": _issues,
    "党费按期收缴率": _dues,
    "服务订单满意率": _orders,
    "调研成果转化数": _conversions,
}
"""Measure as named in a scheme → the figure of a year."""


def measured(measure: str, context: RuleContext, year: int) -> Measured:
    """The figure of ``year`` behind a measure of the scheme."""
    return MEASURED_BY[measure](context, year)


def basis_words(figure: Figure) -> str:
    """学时达标率 95.7%（44/46）; 三会一课 45次（应开 46 次，按期开 45 次）."""
    inside = f"{len(figure.items)}/{len(figure.whole)}" if figure.whole else figure.note
    return figure.words + (f"（{inside}）" if inside else "")
