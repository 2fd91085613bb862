"""What the branch's own work falls due by: promises, rectification, resolutions and services to be rated."""

from collections.abc import Iterable
from datetime import timedelta

from desktop_app.duties.basics.deadline import asked_in, called_again, due_words, standing
from desktop_app.duties.basics.duty import Duty, short
from desktop_app.duties.basics.reminder import Reminder, Sources, reminds
from desktop_app.duties.displays.promises import FINISHED, PromiseFile
from desktop_app.duties.rectification.issues import issue_words, look_back_due
from desktop_app.duties.summaries.month_view import MonthView
from desktop_app.registers.displays.promises import BROKEN, KEPT
from desktop_app.registers.organization_life.meetings import Resolution
from desktop_app.registers.rectification.issues import CLOSED, Issue, IssueMeasure
from desktop_app.registers.service.service_orders import TO_RATE, ServiceOrder

PROMISE = Reminder(
    "承诺",
    ("promise", "promise_midyear", "promise_rating"),
    lead="promise_remind_before",
    source="promise_rating_month",
    by="承诺书写明的完成时限",
    numbers=("promise_midyear_month",),
)
ISSUE = Reminder(
    "整改时限",
    ("issue", "measure"),
    lead="issue_remind_before",
    by="整改台账写明的完成时限",
    numbers=("issue_remind_near", "issue_overdue_every"),
)
LOOK_BACK = Reminder("回头看", ("look_back",), lead="look_back_months", source="look_back_months")
RESOLUTION = Reminder("决议落实", ("resolution",), lead="issue_remind_before", by="会议决议")
ORDER = Reminder("服务评单", ("order",), lead="order_rating_days", source="order_rating_days")


def _who(view: MonthView, person: str | None) -> str:
    """A member's name with a space behind; '' for somebody not on the roster, as the branch itself."""
    member = view.roster.members.get(person or "")
    return f"{member.name} " if member is not None else ""


@reminds(PROMISE)
def promise_duties(view: MonthView, told: Sources) -> Iterable[Duty]:
    """Promises due by the month's end, the mid-year check and the judging at the year's end."""
    context, near = view.context, int(view.context.rule("promise_remind_before"))
    for one in view.promises:
        promise = one.promise
        if promise.due_on is None or not asked_in(
            promise.due_on, near, view.month, context.today, done=promise.state in FINISHED
        ):
            continue
        yield Duty(
            key=f"promise:{promise.uid}",
            title=f"承诺到期：{_who(view, promise.promiser)}{short(promise.item)}",
            about=short(promise.measure),
            due=promise.due_on,
            state=standing(promise.due_on, context.today, near, done=promise.state in FINISHED),
            words=promise.state if promise.state in FINISHED else due_words(promise.due_on, context.today),
            source=PROMISE.by,
            register="promise",
            uids=(promise.uid,),
        )
    if view.month.month == int(context.rule("promise_midyear_month")):
        idle = [one for one in view.promises if not one.actions and one.promise.state not in FINISHED]
        yield _whole("promise_midyear", "承诺年中检查", idle, "项还没有践诺记录", view, told.rule(PROMISE))
    if view.month.month == int(context.rule("promise_rating_month")):
        unjudged = [one for one in view.promises if not one.ratings and one.promise.state in (KEPT, BROKEN)]
        yield _whole("promise_rating", "年终评诺", unjudged, "项还没有评诺", view, told.rule(PROMISE))


def _whole(key: str, title: str, left: list[PromiseFile], words: str, view: MonthView, source: str) -> Duty:
    """A duty about all promises of the year at once."""
    return Duty(
        key=f"{key}:{view.month.year}",
        title=title,
        about=f"{view.month.year}年的承诺逐项看一遍",
        due=view.last,
        state=standing(view.last, view.context.today, (view.last - view.first).days, done=not left),
        words=f"{len(left)} {words}" if left else "都有了",
        source=source,
        register="promise",
        uids=tuple(one.promise.uid for one in left),
    )


@reminds(ISSUE, LOOK_BACK)
def issue_duties(view: MonthView, told: Sources) -> Iterable[Duty]:
    """Open issues and measures due by the month's end, and closed ones to be looked at again."""
    context, near = view.context, int(view.context.rule("issue_remind_before"))
    again = int(context.rule("issue_remind_near")), int(context.rule("issue_overdue_every"))
    for one in view.issues:
        issue = one.issue
        back = look_back_due(issue)
        if back is not None and back <= view.last:
            yield Duty(
                key=f"look_back:{issue.uid}:{issue.round}",
                title=f"回头看：{short(issue.description)}",
                about=f"{issue.code or ''} 销号后看有没有反弹".strip(),
                due=back,
                state=standing(back, context.today, 0),
                words=due_words(back, context.today),
                source=told.rule(LOOK_BACK),
                register="issue",
                uids=(issue.uid,),
            )
        if issue.due_on is not None and asked_in(
            issue.due_on, near, view.month, context.today, done=issue.state == CLOSED
        ):
            yield Duty(
                key=f"issue:{issue.uid}:{issue.round}",
                title=f"整改到期：{short(issue.description)}",
                about=_about(view, issue, again),
                due=issue.due_on,
                state=standing(issue.due_on, context.today, near, done=issue.state == CLOSED),
                words=issue_words(issue, context.today),
                source=ISSUE.by,
                register="issue",
                uids=(issue.uid,),
            )
        for measure in one.open_measures():
            if _measure_asked(measure, issue, near, view):
                yield Duty(
                    key=f"measure:{measure.uid}",
                    title=f"整改措施到期：{short(measure.text)}",
                    about=f"{issue.code or ''} {short(issue.description)}".strip(),
                    due=measure.due_on,
                    state=standing(measure.due_on, context.today, near),
                    words=due_words(measure.due_on, context.today),
                    source=ISSUE.by,
                    register="issue",
                    uids=(issue.uid, measure.uid),
                )


def _about(view: MonthView, issue: Issue, again: tuple[int, int]) -> str:
    """Number, kind and owner of an issue, and that it is asked for again."""
    pressed = called_again(issue.due_on, view.context.today, *again) if issue.state != CLOSED else ""
    return " ".join(
        part for part in (issue.code, issue.mode, _who(view, issue.owner).strip(), pressed) if part
    )


def _measure_asked(measure: IssueMeasure, issue: Issue, near: int, view: MonthView) -> bool:
    """Whether the month asks for an open measure whose day is not the issue's own."""
    due = measure.due_on
    return due is not None and due != issue.due_on and asked_in(due, near, view.month, view.context.today)


@reminds(RESOLUTION)
def resolution_duties(view: MonthView, _told: Sources) -> Iterable[Duty]:
    """What meetings resolved and somebody is to have done by the month's end, or soon after today."""
    context, near = view.context, int(view.context.rule("issue_remind_before"))
    query = Resolution.live().where(
        (Resolution.owner_office == view.office)
        & Resolution.due_on.is_null(False)
        & (Resolution.done_on.is_null() | (Resolution.due_on >= view.first))
    )
    for one in context.find(query):
        done = one.done_on is not None
        if one.due_on is None or not asked_in(one.due_on, near, view.month, context.today, done=done):
            continue
        yield Duty(
            key=f"resolution:{one.uid}",
            title=f"落实决议：{short(one.text)}",
            about="会议决议，办完后填完成日期",
            due=one.due_on,
            state=standing(one.due_on, context.today, near, done=done),
            words="已完成" if done else due_words(one.due_on, context.today),
            source=RESOLUTION.by,
            register="meeting",
            uids=(one.meeting, one.uid),
        )


@reminds(ORDER)
def order_duties(view: MonthView, told: Sources) -> Iterable[Duty]:
    """Services done and rated by nobody: to be asked about some days after, never counted as good."""
    context = view.context
    days = int(context.rule("order_rating_days"))
    waiting = ServiceOrder.live().where(
        (ServiceOrder.owner_office == view.office) & (ServiceOrder.state == TO_RATE)
    )
    for one in context.find(waiting.order_by(ServiceOrder.order_no)):
        if one.done_on is None:
            continue
        due = one.done_on.day + timedelta(days=days)
        if asked_in(due, 0, view.month, context.today):
            yield Duty(
                key=f"order:{one.uid}",
                title=f"请群众评单：{one.order_no}",
                about=f"{short(one.need)}，完成 {days} 天还没有评单的打电话回访",
                due=due,
                state=standing(due, context.today, 0),
                words=due_words(due, context.today),
                source=told.rule(ORDER),
                register="service_order",
                uids=(one.uid,),
            )
