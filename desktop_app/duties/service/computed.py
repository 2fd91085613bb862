"""The computed figures of service: stock, who works in a grid, orders of a guest."""

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import partial

from desktop_app.duties.basics.computing import Many, name_in, persons
from desktop_app.duties.basics.figure import Values
from desktop_app.duties.service.grids import standing_in
from desktop_app.records.children import children_of
from desktop_app.records.rules import RuleContext
from desktop_app.registers.service.goods import Goods, GoodsIntake
from desktop_app.registers.service.grid_actions import GridDuty, TeamActivity
from desktop_app.registers.service.grids import FORCE, PARTY_MEMBER, VOLUNTEER, WORKER, Grid
from desktop_app.registers.service.redemptions import Redemption
from desktop_app.registers.service.reporting_in import ReportingIn
from desktop_app.registers.service.service_orders import DONE, ServiceOrder


def services(guests: Sequence[ReportingIn], context: RuleContext) -> Values:
    """How often each registered guest served: finished orders, duties in a grid, activities of a team."""
    done = context.find(ServiceOrder.live().where(ServiceOrder.state == DONE))
    times = Counter(taker.person for order in done for taker in order.takers or ())
    times.update(one.member for one in context.find(GridDuty.live()))
    times.update(one.person for team in context.find(TeamActivity.live()) for one in team.people or ())
    return {one.uid: times[one.uid] for one in guests}


def _in_role(role: str, grids: Sequence[Grid], context: RuleContext) -> Values:
    found = standing_in(context, [one.uid for one in grids], context.today)
    people = persons(context, (row.person for rows in found.values() for row in rows))
    return {
        one.uid: "、".join(name_in(row.person, people) for row in found[one.uid] if row.role == role)
        for one in grids
    }


def forces(grids: Sequence[Grid], context: RuleContext) -> Values:
    """综治、环保: the kinds of force each grid can call on."""
    found = standing_in(context, [one.uid for one in grids], context.today)
    kinds = {
        uid: dict.fromkeys(row.force for row in rows if row.role == FORCE and row.force)
        for uid, rows in found.items()
    }
    return {one.uid: "、".join(kinds.get(one.uid, ())) for one in grids}


def stocks(goods: Sequence[Goods], context: RuleContext) -> Mapping[str, int]:
    """Pieces that came in less pieces given out."""
    came = children_of(context, GoodsIntake, (one.uid for one in goods), link="goods")
    gone = children_of(context, Redemption, (one.uid for one in goods), link="goods")
    return {
        one.uid: sum(row.qty for row in came[one.uid]) - sum(row.qty for row in gone[one.uid])
        for one in goods
    }


COMPUTED: dict[tuple[str, str], Many] = {
    ("reporting_in", "services"): services,
    ("grid", "workers"): partial(_in_role, WORKER),
    ("grid", "party_members"): partial(_in_role, PARTY_MEMBER),
    ("grid", "teams"): partial(_in_role, VOLUNTEER),
    ("grid", "forces"): forces,
    ("goods", "stock"): stocks,
}
