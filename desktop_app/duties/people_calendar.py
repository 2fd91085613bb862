"""Days that come up for people: the end of a probation, the end of the committee's term."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from desktop_app.base.periods import add_months, chinese_date
from desktop_app.duties.deadline import due_words, standing
from desktop_app.duties.duty import Duty
from desktop_app.duties.month_view import MonthView
from desktop_app.registers.members import PROBATIONARY


def probation_end(member: Any, months: int) -> date | None:
    """The day a 预备党员 has been one for ``months``, or the day it was put off to; None for a full member.

    党章 第七条: the probation is one year from the branch meeting that accepted the person.
    """
    if member.category != PROBATIONARY or member.joined_on is None:
        return None
    put_off: date | None = member.probation_extended_to
    return put_off or add_months(member.joined_on.first_day(), months)


def probation_duties(view: MonthView, told: dict[str, str]) -> Iterable[Duty]:
    """Who is to be discussed for 转正: reminded in good time, and until it is done."""
    look = view.look
    before, months = int(look.rule("probation_remind_days")), int(look.rule("probation_months"))
    for member in view.roster.on(view.as_of):
        due = probation_end(member, months)
        if due is None or due - timedelta(days=before) > view.last:
            continue
        yield Duty(
            key=f"probation:{member.uid}",
            title=f"预备期满：{member.name}",
            about="支部党员大会讨论转正，通过后在花名册里写转正日期",
            due=due,
            state=standing(due, look.today, before),
            words=due_words(due, look.today),
            source=told["probation_months"],
            register="member",
            uids=(member.uid,),
        )


def term_duties(view: MonthView, told: dict[str, str]) -> Iterable[Duty]:
    """换届: from half a year before the term ends, every month until a new term is written."""
    look, branch = view.look, view.roster.orgs.get(view.roster.branch or "")
    if branch is None or branch.term_end is None:
        return
    begin = add_months(branch.term_end, -int(look.rule("term_remind_months")))
    if begin > view.last:
        return
    yield Duty(
        key=f"term:{branch.uid}:{branch.term_end}",
        title="准备换届",
        about=f"本届 {chinese_date(branch.term_end)}届满，换届后改写本届起始日期",
        due=branch.term_end,
        state=standing(branch.term_end, look.today, (branch.term_end - begin).days),
        words=due_words(branch.term_end, look.today),
        source=told["term_years_community"],
        register="party_org",
        uids=(branch.uid,),
    )
