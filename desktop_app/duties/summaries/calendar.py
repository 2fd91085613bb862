"""The calendar of gaps: everything a month asks for, from meetings to the report, in due order."""

from collections.abc import Iterable
from datetime import date

from desktop_app.base.periods import Month
from desktop_app.duties.basics.beginning import asked_since, founding_day, records_begin
from desktop_app.duties.basics.deadline import Standing, asked_in, due_words, standing
from desktop_app.duties.basics.duty import Duty, in_due_order
from desktop_app.duties.basics.reminder import Reminder, Reminding, Sources, reminds
from desktop_app.duties.organization_life.meeting_calendar import RHYTHMS, MeetingCalendar
from desktop_app.duties.study.hours import plain
from desktop_app.duties.summaries.care_calendar import birthday_duties, term_end_duties
from desktop_app.duties.summaries.conflict_calendar import conflict_duties
from desktop_app.duties.summaries.deed_calendar import deed_duties
from desktop_app.duties.summaries.month import signed_report
from desktop_app.duties.summaries.month_view import MonthView
from desktop_app.duties.summaries.people_calendar import people_duties
from desktop_app.duties.summaries.plan_calendar import plan_duties
from desktop_app.duties.summaries.work_calendar import (
    issue_duties,
    order_duties,
    promise_duties,
    resolution_duties,
)
from desktop_app.duties.summaries.year_calendar import dues_duties, statistics_duties, talk_duties
from desktop_app.records.rules import RuleContext
from desktop_app.registers.reporting.reports import MonthlyReport


@reminds(*(one.reminder for one in RHYTHMS))
def meeting_duties(view: MonthView, _told: Sources) -> Iterable[Duty]:
    """The meetings of the month, its quarter and its year: what August brought, July need not bring."""
    return MeetingCalendar.read(view.context, view.month.year, view.roster).duties(view.month)


HOURS = Reminder(
    "学时",
    ("study_hours",),
    lead="study_remind_days",
    source="study_hours_member",
    numbers=("study_hours_committee",),
)


@reminds(HOURS)
def hours_duties(view: MonthView, told: Sources) -> Iterable[Duty]:
    """At the end of each quarter: who is behind the pace of the year's hours, the exempt left out."""
    if view.month.month % 3:
        return
    near = int(view.context.rule("study_remind_days"))
    behind = [one for one in view.hours.values() if one.behind]
    missing = sum(one.behind for one in behind)
    words = f"{len(behind)} 人低于进度，共差 {plain(missing)} 学时" if missing else "都跟上了进度"
    yield Duty(
        key=f"study_hours:{view.month.iso()}",
        title="核对学时差额",
        about="年度学时按一年已过去的部分折算；年老体弱等不作硬性要求",
        due=view.last,
        state=standing(view.last, view.context.today, near, done=not behind),
        words=words,
        source=told.rule(HOURS),
        register="member",
        uids=tuple(one.person for one in behind),
    )


REPORT = Reminder(
    "月报",
    ("report",),
    lead="report_remind_before",
    by="上级要求（在规则表里改）",
    numbers=("report_committee_day",),
)


@reminds(REPORT)
def report_duties(view: MonthView, _told: Sources) -> Iterable[Duty]:
    """Last month's report, due on the committee's day of this month; this month's once it is near."""
    founded = founding_day(view.roster.home)
    for month in (view.month.shift(-1), view.month):
        if founded is not None and month.last_day() < founded:
            continue
        after = month.shift(1)
        day = min(int(view.context.rule("report_committee_day")), after.last_day().day)
        due, near = date(after.year, after.month, day), int(view.context.rule("report_remind_before"))
        if asked_in(due, near, view.month, view.context.today) and _anything_before(view, after.first_day()):
            yield _report_duty(view, month, due, near)


def _report_duty(view: MonthView, month: Month, due: date, near: int) -> Duty:
    context = view.context
    signed = signed_report(context, month)
    drafts = context.find(
        MonthlyReport.live().where(
            (MonthlyReport.month == month) & (MonthlyReport.owner_office == view.office)
        )
    )
    words = "已签发" if signed else due_words(due, context.today)
    if signed is None:
        words += "，已在编辑" if drafts else "，尚未记录"
    return Duty(
        key=f"report:{month.iso()}",
        title=f"{month.month}月月报",
        about=f"次月 {due.day} 日前报上级",
        due=due,
        state=standing(due, context.today, near, done=signed is not None),
        words=words,
        source=REPORT.by,
        register="monthly_report",
        uids=(signed.uid,) if signed else tuple(one.uid for one in drafts),
        preset=(("month", month),),
    )


def _anything_before(view: MonthView, day: date) -> bool:
    """Whether there was work on record before a month: a new branch file owes no report for it."""
    return any(one.start_end.day < day for one in view.gatherings.meetings) or any(
        one.issue.found_on < day for one in view.issues
    )


REMINDING: tuple[Reminding[MonthView], ...] = (
    meeting_duties,
    hours_duties,
    talk_duties,
    dues_duties,
    people_duties,
    birthday_duties,
    term_end_duties,
    promise_duties,
    issue_duties,
    resolution_duties,
    order_duties,
    report_duties,
    plan_duties,
    statistics_duties,
    conflict_duties,
    deed_duties,
)
"""All that the calendar asks."""
REMINDERS = tuple(reminder for one in REMINDING for reminder in one.reminders)
"""Everything the program reminds of."""


def duties_of(context: RuleContext, month: Month) -> list[Duty]:
    """What the own office is asked to do in ``month``, with what is overdue from before, in due order.

    What is done stays on the list of the month it was due in, so that a month's page shows its work; what is
    due later stands on the running month's list once its reminding days have begun. What is done in a
    register that the role at the desk does not open is not asked of it: the words name people.
    """
    view, told = MonthView.read(context, month), Sources.of(context, REMINDERS)
    home, held = view.roster.home, (one.start_end.day for one in view.gatherings.meetings)
    every = (duty for tell in REMINDING for duty in tell(view, told))
    asked = asked_since(every, month, records_begin(home, held), founding_day(home))
    return in_due_order(duty for duty in asked if context.may_read(duty.register))


def next_plan(context: RuleContext, month: Month) -> tuple[str, ...]:
    """下月计划 to begin with: what the month after ``month`` asks for and is not done yet."""
    coming = duties_of(context, month.shift(1))
    left = (one for one in coming if one.state is not Standing.DONE and one.register != "monthly_report")
    return tuple(dict.fromkeys(one.title for one in left))
