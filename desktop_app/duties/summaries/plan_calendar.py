"""What the year's plan asks for in a month: shown from its first day on, called as its end comes near."""

from collections.abc import Iterable

from desktop_app.duties.basics.deadline import asked_in, due_words, standing
from desktop_app.duties.basics.duty import Duty, short
from desktop_app.duties.basics.reminder import Reminder, Sources, reminds
from desktop_app.duties.summaries.month_view import MonthView
from desktop_app.registers.reporting.work_plans import KEPT, items_of, plan_of

PLAN = Reminder("年度工作计划", ("plan_item",), lead="plan_remind_days", source="plan_remind_days")


@reminds(PLAN)
def plan_duties(view: MonthView, told: Sources) -> Iterable[Duty]:
    """The lines of a passed plan for the month looked at, and what earlier months left undone."""
    context = view.context
    near = int(context.rule("plan_remind_days"))
    plan = plan_of(context, view.month.year, view.office)
    if plan is None or plan.state not in KEPT:
        return
    for item in items_of(context, plan.uid):
        due = item.due(plan.year)
        is_done = item.done_on is not None
        if asked_in(due, near, view.month, context.today, done=is_done):
            words = f"已办 {item.done_on:%Y-%m-%d}" if item.done_on else due_words(due, context.today)
            yield Duty(
                key=f"plan_item:{item.uid}",
                title=f"计划：{short(item.content)}",
                about=f"责任人 {view.roster.name(item.responsible)}",
                due=due,
                state=standing(due, context.today, near, done=is_done),
                words=words,
                source=told.rule(PLAN),
                register="work_plan",
                uids=(plan.uid,),
            )
