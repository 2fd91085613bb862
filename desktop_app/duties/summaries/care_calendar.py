"""Days of care and of discipline: political birthdays of the month, and terms of 处置 and 处分 that end."""

from collections.abc import Iterable
from datetime import date

from desktop_app.duties.basics.deadline import asked_in, due_words, standing
from desktop_app.duties.basics.duty import Duty
from desktop_app.duties.basics.reminder import Reminder, Sources, reminds
from desktop_app.duties.people.birthdays import birthdays_of
from desktop_app.duties.summaries.month_view import MonthView
from desktop_app.registers.organization_life.disciplines import IN_FORCE, WATCHED, Discipline
from desktop_app.registers.organization_life.disposals import APPROVED, CORRECT, Disposal

BIRTHDAYS = Reminder("政治生日", ("birthday",), lead="birthday_remind_days", by="支部关怀安排")
TERMS_END = Reminder(
    "改正期、处分影响期满",
    ("disposal", "discipline"),
    lead="disposal_remind_days",
    source="correct_months_usual",
)


@reminds(BIRTHDAYS)
def birthday_duties(view: MonthView, _told: Sources) -> Iterable[Duty]:
    """Whose political birthday is in the month: one line, due on the next day nothing is written of."""
    context = view.context
    near = int(context.rule("birthday_remind_days"))
    people = view.roster.members.values()
    coming = [
        one for one in birthdays_of(people, context, view.month.year, view.office) if one.day in view.month
    ]
    if not coming:
        return
    open_ones = [one for one in coming if one.award is None]
    ahead = [one.day for one in open_ones if one.day >= context.today]
    due = min(ahead, default=view.last)
    if not asked_in(due, near, view.month, context.today):
        return
    first = coming[0].name
    names = first if len(coming) == 1 else f"{first}等 {len(coming)} 人"
    yield Duty(
        key=f"birthday:{view.month.iso()}",
        title=f"本月政治生日：{names}",
        about="按入党日期算；可以集中过，不送礼物，过后在“激励关怀/表彰”里记一条",
        due=due,
        state=standing(due, context.today, near, done=not open_ones),
        words=f"已记 {len(coming) - len(open_ones)} 人，还有 {len(open_ones)} 人",
        source=BIRTHDAYS.by,
        register="member",
        uids=tuple(one.member for one in open_ones or coming),
    )


@reminds(TERMS_END)
def term_end_duties(view: MonthView, told: Sources) -> Iterable[Duty]:
    """Corrections whose time is up, and penalties whose period of effect ends: what to decide then.

    Nobody is named: the titles of what is to be done stand in the plan of the month, which goes upward.
    """
    context, source = view.context, told.rule(TERMS_END)
    near = int(context.rule("disposal_remind_days"))

    def duty(key: str, title: str, about: str, due: date, uid: str) -> Duty:
        return Duty(
            key=key,
            title=title,
            about=about,
            due=due,
            state=standing(due, context.today, near),
            words=due_words(due, context.today),
            source=source,
            register=key.partition(":")[0],
            uids=(uid,),
        )

    running = Disposal.live().where(
        (Disposal.owner_office == view.office) & (Disposal.state == APPROVED) & (Disposal.kind == CORRECT)
    )
    for one in context.find(running.order_by(Disposal.until_on, Disposal.uid)):
        if one.until_on is not None and asked_in(one.until_on, near, view.month, context.today):
            title = "限期改正期满"
            about = "支委会作出是否改正的结论，报基层党委；没有转变的另办劝其退党"
            yield duty(f"disposal:{one.uid}", title, about, one.until_on, one.uid)
    in_force = Discipline.live().where(
        (Discipline.owner_office == view.office) & (Discipline.state == IN_FORCE)
    )
    for penalty in context.find(in_force.order_by(Discipline.effect_to, Discipline.uid)):
        if penalty.effect_to is not None and asked_in(penalty.effect_to, near, view.month, context.today):
            watched = penalty.kind == WATCHED
            title = "留党察看期满" if watched else "处分影响期满"
            about = (
                "支部党员大会讨论是否恢复党员权利，报上级批准" if watched else "期满后在“党纪处分”里办“期满”"
            )
            yield duty(f"discipline:{penalty.uid}", title, about, penalty.effect_to, penalty.uid)
