"""服务与网格: the month's figures of orders and events, each with its list, and what waits longest."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from desktop_app.base.periods import Month
from desktop_app.duties.basics.figure import Figure, count, rate
from desktop_app.duties.basics.reading import starts_between
from desktop_app.duties.service.grid_actions import actions_between
from desktop_app.records.base import Record
from desktop_app.records.rules import RuleContext
from desktop_app.registers.service.grid_events import GridEvent
from desktop_app.registers.service.grids import Grid
from desktop_app.registers.service.service_orders import (
    AT_WORK,
    CANCELLED,
    DONE,
    RATINGS,
    TAKEN,
    TO_RATE,
    ServiceOrder,
)

# 非常满意 and 满意 are what 满意率 counts.
CONTENT = frozenset(RATINGS[:2])
# States of an order that somebody has taken on.
TAKEN_ON = frozenset((TAKEN, AT_WORK, TO_RATE, DONE))
# States of an order whose work is done.
FINISHED = frozenset((TO_RATE, DONE))
# The way of an order, as its rail shows it.
RAIL = ("居民点单", "社区派单", "党员接单", "服务", "居民评单", DONE)
_PLACE = {"待派单": 1, "已派单": 2, TAKEN: 3, AT_WORK: 3, TO_RATE: 4, DONE: 6, "退单": 1, CANCELLED: 1}


def service_block(context: RuleContext, month: Month, office: str | None = None) -> tuple[Figure, ...]:
    """The month of ``office`` (default: the own one): 点单, 接单, 办结, 评单, 满意率, events, three actions.

    An order is 点单 in the month it was asked in, 接单 in that it was sent in, 办结 in that the work was
    finished in, 评单 in that it was rated in; 满意率 is of those rated. Five queries.
    """
    mine, first = office or context.office, month.first_day()
    last = min(month.last_day(), max(context.today, first))
    orders = context.find(
        ServiceOrder.live()
        .where(
            (ServiceOrder.owner_office == mine)
            & (
                ServiceOrder.asked_on.between(first, last)
                | ServiceOrder.dispatched_on.between(first, last)
                | starts_between(ServiceOrder.done_on, first, last)
                | ServiceOrder.rated_on.between(first, last)
            )
        )
        .order_by(ServiceOrder.order_no, ServiceOrder.uid)
    )
    events = context.find(
        GridEvent.live()
        .where(
            (GridEvent.owner_office == mine)
            & (GridEvent.on.between(first, last) | GridEvent.closed_on.between(first, last))
        )
        .order_by(GridEvent.on, GridEvent.uid)
    )

    def within(day: date | None) -> bool:
        return day is not None and first <= day <= last

    met = [one for one in events if within(one.on)]
    finished = [one for one in orders if one.state in FINISHED and one.done_on and within(one.done_on.day)]
    rated = [one for one in orders if one.state == DONE and within(one.rated_on)]
    return (
        count("orders", "点单", _uids(one for one in orders if within(one.asked_on)), "单"),
        count(
            "orders_taken",
            "接单",
            _uids(one for one in orders if one.state in TAKEN_ON and within(one.dispatched_on)),
            "单",
        ),
        count("orders_done", "办结", _uids(finished), "单"),
        count("orders_rated", "评单", _uids(rated), "单"),
        rate(
            "orders_content",
            "满意率",
            _uids(one for one in rated if one.rating in CONTENT),
            _uids(one for one in rated if one.rating),
            "本月没有评单的订单" if not rated else "",
        ),
        count("events", "网格事件", _uids(met), "件"),
        count("events_closed", "事件办结", _uids(one for one in events if within(one.closed_on)), "件"),
        count("events_issue", "转入问题清单", _uids(one for one in met if one.issue), "件"),
        count("events_forces", "整合力量处置", _uids(one for one in met if one.forces), "件"),
        *actions_between(context, first, last, mine).all_figures(),
    )


def _uids(records: Iterable[Record]) -> tuple[str, ...]:
    return tuple(one.uid for one in records)


@dataclass(frozen=True, slots=True)
class OrderStanding:
    """Where an order stands in one phrase, and whether that is more than plain (due, overdue)."""

    words: str
    tone: str = ""


def rate_by(order: ServiceOrder, days: int) -> date | None:
    """The last day of rating a finished order (rule ``order_rating_days``); None for any other order."""
    if order.state != TO_RATE or order.done_on is None:
        return None
    done: date = order.done_on.day
    return done + timedelta(days=days)


def order_standing(order: ServiceOrder, today: date, days: int) -> OrderStanding:
    """待派单 2 天, 约在 11-28, 评单逾期 3 天（请回访）: what somebody looking down the list wants to know."""
    due = rate_by(order, days)
    if due is not None:
        late = (today - due).days
        if late > 0:
            return OrderStanding(f"评单逾期 {late} 天，请回访", "overdue")
        return OrderStanding("等居民评单")
    if order.state == DONE:
        return OrderStanding(order.rating or "", "overdue" if order.rating == RATINGS[-1] else "")
    if order.state in (TAKEN, AT_WORK) and order.agreed_on is not None:
        late = (today - order.agreed_on.day).days
        day = f"{order.agreed_on.day:%m-%d}"
        return (
            OrderStanding(f"约在 {day}，已过 {late} 天", "due") if late > 0 else OrderStanding(f"约在 {day}")
        )
    if order.state == "待派单":
        waits = (today - order.asked_on).days
        return OrderStanding(f"等派单 {waits} 天" if waits else "今天点单")
    return OrderStanding("")


def place_on_rail(order: ServiceOrder) -> int:
    """How many stages of ``RAIL`` lie behind the order."""
    return _PLACE[order.state]


def orders_of(context: RuleContext, office: str | None = None) -> list[ServiceOrder]:
    """Every order of ``office`` (default: the own one), the newest first."""
    query = ServiceOrder.live().where(ServiceOrder.owner_office == (office or context.office))
    return context.find(query.order_by(ServiceOrder.order_no.desc(), ServiceOrder.uid))


def last_dispatcher(context: RuleContext) -> str | None:
    """Who sent the newest order that was sent: he sends the next too. None while none was."""
    return next((one.dispatcher for one in orders_of(context) if one.dispatcher), None)


def orders_taken_by(context: RuleContext, person: str) -> list[ServiceOrder]:
    """The closed orders a member or guest took part in, by the day they were done."""
    done = context.find(ServiceOrder.live().where(ServiceOrder.state == DONE))
    mine = [one for one in done if any(taker.person == person for taker in one.takers or ())]
    return sorted(mine, key=lambda one: (one.done_on.day if one.done_on else one.asked_on, one.order_no))


def grid_names(context: RuleContext, office: str | None = None) -> list[tuple[str, str]]:
    """(uid, name) of every grid of ``office`` (default: the own one), by number."""
    query = Grid.live().where(Grid.owner_office == (office or context.office)).order_by(Grid.code, Grid.uid)
    return [(one.uid, one.name) for one in context.find(query)]
