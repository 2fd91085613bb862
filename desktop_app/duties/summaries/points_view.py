"""What the page of points reads: accounts by 姓氏笔画 with the moves behind them, the shelf, the months."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from desktop_app.base.periods import Month
from desktop_app.base.pinyin import load_pinyin
from desktop_app.base.strokes import Strokes
from desktop_app.duties.basics.figure import Figure
from desktop_app.duties.service.computed import stocks
from desktop_app.duties.service.points import Account, accounts_of, holder_kinds
from desktop_app.records.rules import RuleContext
from desktop_app.registers.service.goods import Goods
from desktop_app.registers.service.points_entries import PointsEntry
from desktop_app.registers.service.points_rules import BY_HAND, PointsRule
from desktop_app.registers.service.redemptions import Redemption

KINDS = ("党员", "双报到", "居民")
BALANCE, WON, SPENT = "balance", "won", "spent"


@dataclass(frozen=True, slots=True)
class Move:
    """One line behind a balance: an entry, or a redemption (then ``points`` are what it took away)."""

    record: PointsEntry | Redemption
    points: Decimal
    why: str
    rule: str
    is_taken_back: bool

    @property
    def words(self) -> str:
        """已冲正, 冲正, 已签字 or 待签字: how the line stands; '' for a plain entry."""
        if isinstance(self.record, Redemption):
            return "已签字" if self.record.signed else "待签字"
        return "冲正" if self.record.reverses else "已冲正" if self.is_taken_back else ""

    @property
    def entry(self) -> PointsEntry | None:
        """The entry it is."""
        return self.record if isinstance(self.record, PointsEntry) else None

    @property
    def redemption(self) -> Redemption | None:
        """The redemption it is."""
        return self.record if isinstance(self.record, Redemption) else None

    @property
    def can_be_reversed(self) -> bool:
        """Whether a reversing entry may be written for it."""
        return self.entry is not None and not self.entry.reverses and not self.is_taken_back


@dataclass(frozen=True)
class AccountView:
    """One holder's account with a name, and every move of it, the newest first."""

    name: str
    kind: str
    account: Account
    moves: tuple[Move, ...]

    @property
    def holder(self) -> str:
        return self.account.holder

    def figures(self) -> tuple[Figure, ...]:
        """结余, 记分 and 兑换, each with the moves behind it; the base is told beside the balance."""
        entries = [one for one in self.moves if one.entry]
        spent = [one for one in self.moves if one.redemption]
        base = f"含年度基础分 {self.account.base}" if self.account.base else ""
        return (
            _sum(BALANCE, "结余", self.account.balance, [*entries, *spent], base),
            _sum(WON, "记分", self.account.won, entries),
            _sum(SPENT, "兑换", self.account.spent, spent),
        )


def _sum(key: str, title: str, value: Decimal, moves: Sequence[Move], note: str = "") -> Figure:
    sign = -1 if key == SPENT else 1
    items, parts = tuple(one.record.uid for one in moves), tuple(str(sign * one.points) for one in moves)
    return Figure(key, title, "分", _plain(value), items, (), note, parts)


def _plain(value: Decimal) -> Decimal:
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value


def account_views(context: RuleContext, strokes: Strokes) -> list[AccountView]:
    """Every account of the own office today: members, guests, residents, each by 姓氏笔画. Eight queries."""
    found = accounts_of(context)
    people = holder_kinds(context, found)
    rules = {one.uid: one.name for one in context.find(PointsRule.select())}
    goods = {one.uid: one.name for one in context.find(Goods.select())}
    views = []
    for holder, account in found.items():
        name, kind = people[holder]
        back = {one.reverses for one in account.entries if one.reverses}
        moves = [
            Move(one, one.points, one.reason or "", rules.get(one.rule or "", ""), one.uid in back)
            for one in account.entries
        ]
        moves += [
            Move(one, -one.points, f"{goods.get(one.goods, '')} {one.qty} 件", "兑换", False)
            for one in account.redemptions
        ]
        moves.sort(key=lambda one: (one.record.on, one.record.uid), reverse=True)
        views.append(AccountView(name, kind, account, tuple(moves)))
    return sorted(views, key=lambda one: (KINDS.index(one.kind), strokes.sort_key(one.name), one.holder))


def waiting_words(entries: Iterable[PointsEntry], context: RuleContext) -> str:
    """学习到会 12 笔、会议到会 3 笔: what is still to be posted, by what brings it."""
    rules = {one.uid: one.posted_by for one in context.find(PointsRule.select())}
    counted = Counter(rules.get(one.rule, BY_HAND) for one in entries)
    return "、".join(f"{kind} {times} 笔" for kind, times in counted.items())


@dataclass(frozen=True, slots=True)
class ShelfLine:
    """One thing on the shelf and how many are left."""

    goods: Goods
    stock: int


def shelf(context: RuleContext) -> list[ShelfLine]:
    """Everything the points shop has, by name: three queries."""
    query = Goods.live().where(Goods.owner_office == context.office).order_by(Goods.uid)
    found = sorted(context.find(query), key=lambda one: load_pinyin().text_key(one.name))
    left = stocks(found, context)
    return [ShelfLine(one, left[one.uid]) for one in found]


def points_months(context: RuleContext) -> list[Month]:
    """The months in which points moved, and this one; the latest first."""
    mine = PointsEntry.owner_office == context.office
    days = [one.on for one in context.find(PointsEntry.live().where(mine))]
    days += [
        one.on for one in context.find(Redemption.live().where(Redemption.owner_office == context.office))
    ]
    months = {Month.of(day) for day in (*days, context.today)}
    return sorted(months, reverse=True)
