"""The calendar of gaps: everything a month asks for, from meetings to the report, in due order."""

from collections.abc import Iterable
from datetime import date

from desktop_app.base.dates import Month
from desktop_app.duties.deadline import Standing, due_words, standing
from desktop_app.duties.duty import Duty, in_due_order
from desktop_app.duties.hours import plain
from desktop_app.duties.issues import issue_words, look_back_due
from desktop_app.duties.meeting_calendar import MeetingCalendar
from desktop_app.duties.month import signed_report
from desktop_app.duties.month_view import MonthView
from desktop_app.duties.people_calendar import probation_duties, term_duties
from desktop_app.duties.promises import FINISHED, PromiseFile
from desktop_app.duties.rule_sources import sources
from desktop_app.records.rules import Look
from desktop_app.registers.issues import CLOSED
from desktop_app.registers.meetings import Resolution
from desktop_app.registers.promises import BROKEN, KEPT
from desktop_app.registers.reports import MonthlyReport

_LINE = 40
_SOURCES = (
    "study_hours_member",
    "promise_rating_month",
    "look_back_months",
    "probation_months",
    "term_years_community",
)
# What was promised in a paper of the branch itself is asked by that paper.
_BY_LETTER, _BY_LEDGER = "承诺书写明的完成时限", "整改台账写明的完成时限"


def duties_of(look: Look, month: Month) -> list[Duty]:
    """What the own office is asked to do in ``month``, with what is overdue from before, in due order.

    What is done stays on the list of the month it was due in, so that a month's page shows its work.
    """
    view = MonthView.read(look, month)
    told = sources(look, _SOURCES)
    # The whole year's meetings: what August brought, July's quarter needs no more.
    calendar = MeetingCalendar.read(look, month.year, view.roster)
    return in_due_order(
        [
            *calendar.duties(month),
            *hours_duties(view, told),
            *probation_duties(view, told),
            *term_duties(view, told),
            *promise_duties(view, told),
            *issue_duties(view, told),
            *resolution_duties(view),
            *report_duties(view),
        ]
    )


def short(text: str | None) -> str:
    """The first line of a text, cut to what fits a line."""
    line = (text or "").split("\n")[0]
    return line if len(line) <= _LINE else line[: _LINE - 1] + "…"


def _who(view: MonthView, person: str | None) -> str:
    """A member's name with a space behind; '' for somebody not on the roster, as the branch itself."""
    member = view.roster.members.get(person or "")
    return f"{member.name} " if member is not None else ""


def hours_duties(view: MonthView, told: dict[str, str]) -> Iterable[Duty]:
    """At the end of each quarter: who is behind the pace of the year's hours, the exempt left out."""
    if view.month.month % 3:
        return
    behind = [one for one in view.hours.values() if one.behind]
    missing = sum(one.behind for one in behind)
    words = f"{len(behind)} 人低于进度，共差 {plain(missing)} 学时" if missing else "都跟上了进度"
    yield Duty(
        key=f"study_hours:{view.month.iso()}",
        title="核对学时差额",
        about="年度学时按一年已过去的部分折算；年老体弱等不作硬性要求",
        due=view.last,
        state=standing(view.last, view.look.today, 7, done=not behind),
        words=words,
        source=told["study_hours_member"],
        register="member",
        uids=tuple(one.person for one in behind),
    )


def promise_duties(view: MonthView, told: dict[str, str]) -> Iterable[Duty]:
    """Promises due by the month's end, the mid-year check and the judging at the year's end."""
    look, near = view.look, int(view.look.rule("promise_remind_before"))
    for one in view.promises:
        promise = one.promise
        if promise.due_on is None or not _due_in(promise.due_on, promise.state in FINISHED, view):
            continue
        yield Duty(
            key=f"promise:{promise.uid}",
            title=f"承诺到期：{_who(view, promise.promiser)}{short(promise.item)}",
            about=short(promise.measure),
            due=promise.due_on,
            state=standing(promise.due_on, look.today, near, done=promise.state in FINISHED),
            words=promise.state if promise.state in FINISHED else due_words(promise.due_on, look.today),
            source=_BY_LETTER,
            register="promise",
            uids=(promise.uid,),
        )
    if view.month.month == int(look.rule("promise_midyear_month")):
        idle = [one for one in view.promises if not one.actions and one.promise.state not in FINISHED]
        yield _whole(
            "promise_midyear", "承诺年中检查", idle, "项还没有践诺记录", view, told["promise_rating_month"]
        )
    if view.month.month == int(look.rule("promise_rating_month")):
        unjudged = [one for one in view.promises if not one.ratings and one.promise.state in (KEPT, BROKEN)]
        yield _whole(
            "promise_rating", "年终评诺", unjudged, "项还没有评诺", view, told["promise_rating_month"]
        )


def _whole(key: str, title: str, left: list[PromiseFile], words: str, view: MonthView, source: str) -> Duty:
    """A duty about all promises of the year at once."""
    return Duty(
        key=f"{key}:{view.month.year}",
        title=title,
        about=f"{view.month.year}年的承诺逐项看一遍",
        due=view.last,
        state=standing(view.last, view.look.today, (view.last - view.first).days, done=not left),
        words=f"{len(left)} {words}" if left else "都有了",
        source=source,
        register="promise",
        uids=tuple(one.promise.uid for one in left),
    )


def issue_duties(view: MonthView, told: dict[str, str]) -> Iterable[Duty]:
    """Open issues and measures due by the month's end, and closed ones to be looked at again."""
    look, near = view.look, int(view.look.rule("issue_remind_before"))
    for one in view.issues:
        issue = one.issue
        back = look_back_due(issue)
        if back is not None and back <= view.last:
            yield Duty(
                key=f"look_back:{issue.uid}:{issue.round}",
                title=f"回头看：{short(issue.description)}",
                about=f"{issue.code or ''} 销号后看有没有反弹".strip(),
                due=back,
                state=standing(back, look.today, near),
                words=due_words(back, look.today),
                source=told["look_back_months"],
                register="issue",
                uids=(issue.uid,),
            )
        if issue.due_on is not None and _due_in(issue.due_on, issue.state == CLOSED, view):
            yield Duty(
                key=f"issue:{issue.uid}:{issue.round}",
                title=f"整改到期：{short(issue.description)}",
                about=f"{issue.code or ''} {issue.mode or ''} {_who(view, issue.owner)}".strip(),
                due=issue.due_on,
                state=standing(issue.due_on, look.today, near, done=issue.state == CLOSED),
                words=issue_words(issue, look.today),
                source=_BY_LEDGER,
                register="issue",
                uids=(issue.uid,),
            )
        for measure in one.open_measures():
            if measure.due_on is not None and measure.due_on <= view.last and measure.due_on != issue.due_on:
                yield Duty(
                    key=f"measure:{measure.uid}",
                    title=f"整改措施到期：{short(measure.text)}",
                    about=f"{issue.code or ''} {short(issue.description)}".strip(),
                    due=measure.due_on,
                    state=standing(measure.due_on, look.today, near),
                    words=due_words(measure.due_on, look.today),
                    source=_BY_LEDGER,
                    register="issue",
                    uids=(issue.uid, measure.uid),
                )


def resolution_duties(view: MonthView) -> Iterable[Duty]:
    """What meetings resolved and somebody is to have done by the month's end."""
    look, near = view.look, int(view.look.rule("issue_remind_before"))
    query = Resolution.live().where(
        (Resolution.owner_office == view.office)
        & (Resolution.due_on <= view.last)
        & (Resolution.done_on.is_null() | (Resolution.due_on >= view.first))
    )
    for one in look.find(query):
        done = one.done_on is not None
        yield Duty(
            key=f"resolution:{one.uid}",
            title=f"落实决议：{short(one.text)}",
            about="会议决议，办完后填完成日期",
            due=one.due_on,
            state=standing(one.due_on, look.today, near, done=done),
            words="已完成" if done else due_words(one.due_on, look.today),
            source="会议决议",
            register="meeting",
            uids=(one.meeting, one.uid),
        )


def report_duties(view: MonthView) -> Iterable[Duty]:
    """Last month's report, due on the committee's day of this month; one that falls due, never two."""
    look, month = view.look, view.month.shift(-1)
    if not _anything_before(view):
        return
    signed = signed_report(look, month)
    drafts = look.find(
        MonthlyReport.live().where(
            (MonthlyReport.month == month) & (MonthlyReport.owner_office == view.office)
        )
    )
    day = min(int(look.rule("report_committee_day")), view.last.day)
    due = date(view.month.year, view.month.month, day)
    words = "已签发" if signed else due_words(due, look.today)
    if signed is None:
        words += "，已在编辑" if drafts else "，尚未记录"
    yield Duty(
        key=f"report:{month.iso()}",
        title=f"{month.month}月月报",
        about=f"次月 {day} 日前报上级",
        due=due,
        state=standing(due, look.today, int(look.rule("report_remind_before")), done=signed is not None),
        words=words,
        source="上级要求（在规则表里改）",
        register="monthly_report",
        uids=(signed.uid,) if signed else tuple(one.uid for one in drafts),
        preset=(("month", month),),
    )


def _anything_before(view: MonthView) -> bool:
    """Whether there was work on record before this month: a new branch file owes no report for it."""
    return any(one.start_end.day < view.first for one in view.gatherings.meetings) or any(
        one.issue.found_on < view.first for one in view.issues
    )


def _due_in(due: date, done: bool, view: MonthView) -> bool:
    """Whether it belongs to the month: due in it, or due before and still open."""
    return due in view.month or (due < view.first and not done)


def next_plan(look: Look, month: Month) -> tuple[str, ...]:
    """下月计划 to begin with: what the month after ``month`` asks for and is not done yet."""
    coming = duties_of(look, month.shift(1))
    left = (one for one in coming if one.state is not Standing.DONE and one.register != "monthly_report")
    return tuple(dict.fromkeys(one.title for one in left))


def open_count(duties: Iterable[Duty]) -> dict[Standing, int]:
    """How many duties stand where, for a line of words above the list."""
    found: dict[Standing, int] = dict.fromkeys(Standing, 0)
    for one in duties:
        found[one.state] += 1
    return found
