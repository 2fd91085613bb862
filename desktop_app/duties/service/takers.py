"""派单: who fits a service order by skill, grid and time, told in words; no order by points or merit."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time

from desktop_app.base.periods import Span
from desktop_app.base.pinyin import load_pinyin
from desktop_app.base.strokes import Strokes
from desktop_app.duties.basics.bodies import Roster, is_exempt
from desktop_app.records.rules import RuleContext
from desktop_app.registers.people.members import Member
from desktop_app.registers.people.offers import ANY_TIME, EVENING, WEEKEND
from desktop_app.registers.service.grids import GridPerson
from desktop_app.registers.service.reporting_in import ReportingIn
from desktop_app.registers.service.service_orders import AT_WORK, DONE, SENT, TAKEN, TO_RATE, ServiceOrder

# Which offered skills serve which need; a need that is not here asks for no special skill.
SKILLS_FOR = {
    "矛盾化解": frozenset(("法律", "心理")),
    "政策宣传": frozenset(("宣讲", "法律")),
    "困难帮助": frozenset(("心理", "教育")),
    "文化艺术": frozenset(("文艺", "教育")),
    "医疗健康": frozenset(("医疗", "心理")),
    "维修": frozenset(("水电维修",)),
    "陪护": frozenset(("医疗", "心理")),
}
_UNDER_WAY = frozenset((SENT, TAKEN, AT_WORK))
_EVENING_FROM = time(18)


@dataclass(frozen=True)
class Helper:
    """Somebody who takes orders: skills and times offered, grids, and what was done or is in hand."""

    uid: str
    name: str
    skills: frozenset[str] = frozenset()
    free_time: frozenset[str] = frozenset()
    grids: frozenset[str] = frozenset()
    done: Mapping[str, int] = field(default_factory=dict)
    in_hand: int = 0
    busy: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """One who can be asked, and why: 特长对口、同网格、时间合适; ``fits`` counts these."""

    uid: str
    name: str
    fits: int
    words: str


def slot_of(moment: datetime) -> str:
    """The offered time a moment falls in; '' for the daytime of a weekday, which only 随叫随到 covers."""
    if moment.weekday() >= 5:
        return WEEKEND
    return EVENING if moment.time() >= _EVENING_FROM else ""


def free_at(helper: Helper, span: Span | None) -> bool | None:
    """Whether the offered times cover ``span``; None when no time is agreed or none was offered."""
    if span is None or not helper.free_time:
        return None
    return ANY_TIME in helper.free_time or slot_of(span.start) in helper.free_time


def engaged(helper: Helper, span: Span | None) -> bool:
    """Whether another order is agreed for the same time."""
    return span is not None and any(one.start < span.end and span.start < one.end for one in helper.busy)


def match(
    helpers: Iterable[Helper], need: str, grid: str | None, span: Span | None, strokes: Strokes
) -> tuple[Match, ...]:
    """Who can be asked for ``need`` in ``grid`` at ``span``: best fit first, then who has less in hand.

    Left out: who has another order at that time, and who offered only other times. Equal fits stand by
    姓氏笔画.
    """
    wanted, found = SKILLS_FOR.get(need, frozenset()), []
    for one in helpers:
        free = free_at(one, span)
        if free is False or engaged(one, span):
            continue
        told, skills = [], sorted(wanted & one.skills, key=load_pinyin().text_key)
        if skills:
            told.append(f"特长对口（{'、'.join(skills)}）")
        elif one.done.get(need):
            told.append(f"办过同类 {one.done[need]} 单")
        if grid is not None and grid in one.grids:
            told.append("同网格")
        if free:
            told.append("时间合适")
        hand = f"手上 {one.in_hand} 单" if one.in_hand else ""
        words = "、".join((*told, hand) if hand else told) or "可以商量"
        found.append((one, Match(one.uid, one.name, len(told), words)))
    found.sort(key=lambda pair: (-pair[1].fits, pair[0].in_hand, strokes.sort_key(pair[0].name), pair[0].uid))
    return tuple(fit for _, fit in found)


def helpers_of(
    context: RuleContext, leave_out: Collection[str] = (), office: str | None = None
) -> list[Helper]:
    """Members on the books who are not excused by age or illness, and 双报到 members who have not left.

    ``leave_out`` are uids of orders not to be counted as in hand (the one that is being sent).
    """
    mine = office or context.office
    orders = context.find(ServiceOrder.live().where(ServiceOrder.owner_office == mine))
    done: dict[str, Counter[str]] = {}
    in_hand: Counter[str] = Counter()
    busy: dict[str, list[Span]] = {}
    for order in orders:
        for taker in order.takers or ():
            if order.state in (DONE, TO_RATE):
                done.setdefault(taker.person, Counter())[order.need] += 1
            elif order.state in _UNDER_WAY and order.uid not in leave_out:
                in_hand[taker.person] += 1
                if order.agreed_on is not None:
                    busy.setdefault(taker.person, []).append(order.agreed_on)
    grids: dict[str, set[str]] = {}
    for row in context.find(GridPerson.live()):
        grids.setdefault(row.person, set()).add(row.grid)

    def helper(
        one: Member | ReportingIn, skills: Iterable[str], times: Iterable[str], home: Iterable[str]
    ) -> Helper:
        return Helper(
            one.uid,
            one.name,
            frozenset(skills),
            frozenset(times),
            frozenset((*home, *grids.get(one.uid, ()))),
            done.get(one.uid, {}),
            in_hand[one.uid],
            tuple(busy.get(one.uid, ())),
        )

    members = [one for one in Roster.read(context, office).on(context.today) if not is_exempt(one)]
    guests = context.find(ReportingIn.live().where(ReportingIn.owner_office == mine))
    here = [one for one in guests if one.left_on is None or one.left_on > context.today]
    return [
        *(helper(one, one.skills or (), one.free_time or (), ()) for one in members),
        *(helper(one, one.skills or (), one.free_time or (), (one.grid,)) for one in here),
    ]
