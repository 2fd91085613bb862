"""The year under 创A: what can be measured carries its records, what was lost becomes a problem."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from desktop_app.duties.basics.figure import Figure, count, frozen, rate
from desktop_app.registers.displays.branch_ratings import BranchRating, RatingItem, issue_from_deduction
from desktop_app.registers.displays.promises import BROKEN, KEPT, Promise
from desktop_app.registers.displays.rating_schemes import RatingScheme, SchemeItem
from desktop_app.registers.organization_life.meetings import LECTURE, THEME_DAY, Meeting
from desktop_app.registers.people.dues_payments import DuesPayment
from desktop_app.registers.rectification.issues import CLOSED, Issue, IssueMeasure
from desktop_app.registers.service.service_orders import DONE, RATINGS, ServiceOrder

from ..hand import Story, at, on
from .players import Year
from .problems_told import OPEN_DEDUCTION


def uids_of(context: Any, query: Any) -> list[str]:
    """The uids a query finds."""
    return [one.uid for one in context.find(query)]


def lesson_meetings(context: Any) -> Figure:
    """三会一课 held in the year."""
    kinds = ("支部党员大会", "支部委员会", "党小组会", LECTURE)
    return count("lessons", "三会一课", uids_of(context, Meeting.live().where(Meeting.kind.in_(kinds))), "次")


def theme_days(context: Any) -> Figure:
    """主题党日 held in the year."""
    return count("days", "主题党日", uids_of(context, Meeting.live().where(Meeting.kind == THEME_DAY)), "次")


def kept_promises(context: Any) -> Figure:
    """Promises kept, of those that ended."""
    kept = uids_of(context, Promise.live().where(Promise.state == KEPT))
    return rate(
        "kept", "承诺践诺率", kept, [*kept, *uids_of(context, Promise.live().where(Promise.state == BROKEN))]
    )


def closed_issues(context: Any) -> Figure:
    """Problems closed, of all on the ledger."""
    closed = uids_of(context, Issue.live().where(Issue.state == CLOSED))
    return rate("closed", "问题销号率", closed, uids_of(context, Issue.live()))


def paid_dues(context: Any) -> Figure:
    """Months of dues paid by their own month's end, of all that were paid."""
    rows = context.find(DuesPayment.live())
    in_time = [one.uid for one in rows if one.paid_on and one.paid_on <= one.for_month.last_day()]
    return rate("dues", "党费按期收缴率", in_time, [one.uid for one in rows])


def content_orders(context: Any) -> Figure:
    """Orders judged 非常满意 or 满意, of those judged."""
    rated = context.find(ServiceOrder.live().where(ServiceOrder.state == DONE))
    return rate(
        "content", "服务订单满意率", [o.uid for o in rated if o.rating in RATINGS[:2]], [o.uid for o in rated]
    )


MEASURED: dict[str, Callable[[Any], Figure]] = {
    "三会一课次数": lesson_meetings,
    "主题党日次数": theme_days,
    "承诺践诺率": kept_promises,
    "问题按期销号率": closed_issues,
    "党费按期收缴率": paid_dues,
    "服务订单满意率": content_orders,
}
LOST = {
    "党员学时达标": ("13.5", "两名外出党员集中学习不够，靠网络学习补"),
    "党费按期足额收缴": ("9", "一名党员三个月的党费拖到年底"),
    "问题按期销号": ("14", "停车、公厕两件延期"),
}


def rating_story(year: Year) -> Story:
    """The year under 创A: what can be measured carries its records; one deduction becomes an issue."""
    yield at("2026-12-28 10:00")
    scheme = year.ledger.find(RatingScheme.live().where(RatingScheme.name == "创A"))[0]
    rating = BranchRating(scheme=scheme.uid, period=2026, org=year.cast.roster.branch)
    lines = []
    for item in year.ledger.find(
        SchemeItem.live().where(SchemeItem.scheme == scheme.uid).order_by(SchemeItem.seq)
    ):
        if item.max is None:
            continue
        score, reason = LOST.get(item.item, (str(item.max), None))
        figure = MEASURED[item.measure](year.ledger) if item.measure in MEASURED else None
        lines.append(
            RatingItem(
                rating=rating.uid,
                item=item.uid,
                score=Decimal(score),
                reason=reason,
                basis=figure.words if figure is not None else "学时表（宣传委员核过）",
                figure=frozen([figure]) if figure is not None else None,
            )
        )
    rating.self_score = sum((one.score for one in lines), Decimal(0))
    year.hand.save("登记2026年创A自评", rating, *lines)
    yield at("2026-12-29 10:00")
    rating.mass_score = Decimal("94.5")
    year.hand.save("群众测评", rating)
    tag, text, due = OPEN_DEDUCTION
    line = next(one for one in lines if one.score == Decimal("13.5"))
    issue = issue_from_deduction(line, year.ledger)
    issue.owner, issue.lead_officer = year.cast["宣传委员"], year.cast["书记"]
    issue.tag, issue.due_on = tag, on(due)
    line.issue = issue.uid
    with year.ledger.action("扣分项转入问题清单") as action:
        action.save(issue, line)
        action.save(IssueMeasure(issue=issue.uid, seq=1, text=text, due_on=on(due)))
        action.step(issue, "start")
