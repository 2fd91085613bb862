"""What a member who reported in did in a quarter: orders, duties in a grid, activities of a team."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from desktop_app.duties.service.service import orders_taken_by
from desktop_app.records.rules import RuleContext
from desktop_app.registers.service.grid_actions import GridDuty, TeamActivity
from desktop_app.registers.service.service_orders import RATINGS


@dataclass(frozen=True, slots=True)
class Served:
    """One thing done on a day, for how many hours, and how the residents rated it; '' where nobody did."""

    uid: str
    on: date
    matter: str
    hours: Decimal
    rating: str = ""


@dataclass(frozen=True)
class Service:
    """Everything one did from a day to a day, in its order."""

    lines: tuple[Served, ...]

    @property
    def hours(self) -> Decimal:
        """The hours together."""
        return sum((one.hours for one in self.lines), Decimal(0))

    @property
    def ratings(self) -> str:
        """非常满意 2 次、满意 1 次; '' where nothing was rated."""
        told = Counter(one.rating for one in self.lines if one.rating)
        return "、".join(f"{grade} {told[grade]} 次" for grade in RATINGS if told[grade])


def service_of(context: RuleContext, person: str, first: date, last: date) -> Service:
    """What ``person`` did from ``first`` to ``last``: three queries."""
    lines = []
    for order in orders_taken_by(context, person):
        day = order.done_on.day if order.done_on is not None else order.asked_on
        if first <= day <= last:
            words = f"{order.need}：{order.detail}"
            lines.append(Served(order.uid, day, words, order.hours or Decimal(0), order.rating or ""))
    duties = GridDuty.live().where((GridDuty.member == person) & GridDuty.on.between(first, last))
    lines += [Served(one.uid, one.on, f"{one.role}：{one.done}", one.hours) for one in context.find(duties)]
    teams = context.find(TeamActivity.live().where(TeamActivity.on.between(first, last)))
    lines += [
        Served(one.uid, one.on, one.activity, one.hours)
        for one in teams
        if any(person == taker.person for taker in one.people or ())
    ]
    return Service(tuple(sorted(lines, key=lambda one: (one.on, one.uid))))
