"""Days that come up for people: probation and term, the way into the Party, letters, silence."""

from collections.abc import Iterable
from datetime import date, timedelta

from desktop_app.base.periods import add_months, chinese_date
from desktop_app.duties.basics.deadline import Standing, due_words, standing
from desktop_app.duties.basics.duty import Duty
from desktop_app.duties.basics.reminder import Reminder, Sources, reminds
from desktop_app.duties.people.contacts import AWAY_REMINDER, STOPPED_REMINDER, contact_duties
from desktop_app.duties.people.development_path import (
    APPROVAL_REMINDER,
    CONVERSION_REMINDER,
    OATH_REMINDER,
    REVIEW_REMINDER,
    development_duties,
    paths_of,
)
from desktop_app.duties.people.transfer import LETTER_REMINDER, transfer_duties
from desktop_app.duties.summaries.month_view import MonthView
from desktop_app.registers.people.members import PROBATIONARY, Member


def probation_end(member: Member, months: int) -> date | None:
    """The day a 预备党员 has been one for ``months``, or the day it was put off to; None for a full member.

    党章 第七条: the probation is one year from the branch meeting that accepted the person.
    """
    if member.category != PROBATIONARY or member.joined_on is None:
        return None
    put_off: date | None = member.probation_extended_to
    return put_off or add_months(member.joined_on.first_day(), months)


PROBATION = Reminder("预备期满", ("probation",), lead="probation_remind_days", source="probation_months")


def probation_duties(view: MonthView, told: Sources) -> Iterable[Duty]:
    """Who is to be discussed for 转正: reminded in good time, and until it is done."""
    context = view.context
    before, months = int(context.rule("probation_remind_days")), int(context.rule("probation_months"))
    for member in view.roster.on(view.as_of):
        due = probation_end(member, months)
        if due is None or due - timedelta(days=before) > view.last:
            continue
        yield Duty(
            key=f"probation:{member.uid}",
            title=f"预备期满：{member.name}",
            about="支部党员大会讨论转正，报上级党委批准后才是正式党员，转正日期记期满这天",
            due=due,
            state=standing(due, context.today, before),
            words=due_words(due, context.today),
            source=told.rule(PROBATION),
            register="member",
            uids=(member.uid,),
        )


TERM = Reminder("换届", ("term",), lead="term_remind_months", source="term_years_community")


def term_duties(view: MonthView, told: Sources) -> Iterable[Duty]:
    """换届: from half a year before the term ends, every month until a new term is written."""
    context, branch = view.context, view.roster.orgs.get(view.roster.branch or "")
    if branch is None or branch.term_end is None:
        return
    begin = add_months(branch.term_end, -int(context.rule("term_remind_months")))
    if begin > view.last:
        return
    yield Duty(
        key=f"term:{branch.uid}:{branch.term_end}",
        title="准备换届",
        about=f"本届 {chinese_date(branch.term_end)}届满；选举公布结果时写入新一届",
        due=branch.term_end,
        state=standing(branch.term_end, context.today, (branch.term_end - begin).days),
        words=due_words(branch.term_end, context.today),
        source=told.rule(TERM),
        register="party_org",
        uids=(branch.uid,),
    )


@reminds(
    PROBATION,
    TERM,
    REVIEW_REMINDER,
    APPROVAL_REMINDER,
    OATH_REMINDER,
    CONVERSION_REMINDER,
    LETTER_REMINDER,
    AWAY_REMINDER,
    STOPPED_REMINDER,
)
def people_duties(view: MonthView, told: Sources) -> Iterable[Duty]:
    """Everything that comes up for people in the view's month; what is near counts in the running month."""
    context, last = view.context, view.last
    paths = paths_of(context, view.office)
    # Once the meeting has met, the file asks for the superior's approval.
    discussed = {one.development.member for one in paths if one.development.converted_on is not None}
    probations = [one for one in probation_duties(view, told) if not discussed & set(one.uids)]
    yield from probations
    yield from term_duties(view, told)
    # Who stands on the roster as 预备党员 is reminded of once, from there.
    on_roster = {uid for one in probations for uid in one.uids}
    twice = {
        f"development:{path.development.uid}:convert"
        for path in paths
        if path.development.member in on_roster
    }
    running = context.today in view.month
    for duty in (
        *development_duties(paths, last),
        *transfer_duties(context, last, view.office),
        *contact_duties(context, last, view.office),
    ):
        later = duty.due is not None and duty.due > last
        if duty.key not in twice and (running or not later) and not (later and duty.state is Standing.OPEN):
            yield duty
