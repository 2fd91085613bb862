"""谈心谈话: which pairs of a year have not talked yet, by the three kinds the regulation names."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from desktop_app.duties.basics.bodies import Roster, is_exempt
from desktop_app.records.box import Naming
from desktop_app.records.rules import RuleContext
from desktop_app.registers.organization_life.talks import Talk
from desktop_app.registers.people.members import Member

_SHOWN = 4
AMONG_COMMITTEE, WITH_COMMITTEE, AMONG_MEMBERS = "支委之间", "支委同党员", "党员之间"


@dataclass(frozen=True)
class TalkBoard:
    """One year's talks as uids: ``pairs`` of the committee without a talk, and members without one.

    ``with_committee`` are members no committee member talked with, ``among`` those who talked with no other
    member. The old and ill are asked for nothing (教育管理工作条例 第二十三条).
    """

    year: int
    times: int
    talks: tuple[str, ...]
    pairs: tuple[tuple[str, str], ...]
    with_committee: tuple[str, ...]
    among: tuple[str, ...]

    @property
    def missing(self) -> tuple[tuple[str, int], ...]:
        """(kind, how many are missing) of each kind, those with none left out."""
        counts = zip(
            (AMONG_COMMITTEE, WITH_COMMITTEE, AMONG_MEMBERS),
            (len(self.pairs), len(self.with_committee), len(self.among)),
            strict=True,
        )
        return tuple((kind, n) for kind, n in counts if n)

    @property
    def next_pair(self) -> tuple[str, str | None] | None:
        """The first pair to talk: of the committee, else a member still without one; None when all have."""
        alone = (*self.with_committee, *self.among)
        return self.pairs[0] if self.pairs else (alone[0], None) if alone else None

    def names(self, naming: Naming) -> str:
        """张三和李四、王五 等: the first of those who have not talked yet."""
        told = [f"{naming(one)}和{naming(other)}" for one, other in self.pairs]
        told += [naming(uid) for uid in dict.fromkeys((*self.with_committee, *self.among))]
        return "、".join(told[:_SHOWN]) + (" 等" if len(told) > _SHOWN else "")

    @property
    def words(self) -> str:
        """支委之间还差 2 对，支委同党员还差 5 人, or that all have talked."""
        if not self.missing:
            return "都谈过了"
        told = (f"{kind}还差 {n} {'对' if kind == AMONG_COMMITTEE else '人'}" for kind, n in self.missing)
        return "，".join(told)


def board(
    members: Iterable[Member], committee: Iterable[str], talks: Iterable[Talk], year: int, times: int
) -> TalkBoard:
    """The board from the ``members`` on the books, the ``committee`` among them and the year's ``talks``.

    A pair, or a member, has talked once there are ``times`` talks.
    """
    talks = tuple(talks)
    asked = [one.uid for one in members if not is_exempt(one)]
    leading = set(committee)
    pairs = Counter(frozenset((one.by_member, one.with_member)) for one in talks)
    with_committee: Counter[str] = Counter()
    among: Counter[str] = Counter()
    for one in talks:
        both = (one.by_member, one.with_member)
        for who, other in (both, both[::-1]):
            (with_committee if other in leading else among)[who] += 1
    seated = [uid for uid in asked if uid in leading]
    others = [uid for uid in asked if uid not in leading]
    return TalkBoard(
        year,
        times,
        tuple(one.uid for one in talks),
        tuple(pair for pair in combinations(seated, 2) if pairs[frozenset(pair)] < times),
        tuple(uid for uid in others if leading and with_committee[uid] < times),
        tuple(uid for uid in others if len(others) > 1 and among[uid] < times),
    )


def talk_board(
    context: RuleContext, year: int, roster: Roster | None = None, office: str | None = None
) -> TalkBoard:
    """The board of ``year`` for the members on the books today, or at the end of a year gone by."""
    roster = roster or Roster.read(context, office)
    day = min(context.today, date(year, 12, 31))
    query = Talk.live().where(
        (Talk.owner_office == (office or context.office))
        & Talk.held_on.between(date(year, 1, 1), date(year, 12, 31))
    )
    talks = context.find(query.order_by(Talk.held_on, Talk.uid))
    return board(roster.on(day), roster.committee(), talks, year, int(context.rule("talk_per_year", day)))


def talks_of(context: RuleContext, year: int, office: str | None = None) -> list[Talk]:
    """The talks of ``year`` of ``office`` (default: the own one), the latest first."""
    query = Talk.live().where(
        (Talk.owner_office == (office or context.office))
        & Talk.held_on.between(date(year, 1, 1), date(year, 12, 31))
    )
    return context.find(query.order_by(Talk.held_on.desc(), Talk.uid))


def talk_years(context: RuleContext, office: str | None = None) -> list[int]:
    """The years somebody talked in, and this one; the latest first."""
    rows = context.find(Talk.live().where(Talk.owner_office == (office or context.office)))
    return sorted({one.held_on.year for one in rows} | {context.today.year}, reverse=True)
