"""积分: every account as the entries behind it, what is still to be posted by rule, and the monthly list."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from desktop_app.base.dates import Month
from desktop_app.base.strokes import Strokes
from desktop_app.duties.attendance import gathering_of
from desktop_app.duties.hours import plain
from desktop_app.duties.reading import HELD, rows_of
from desktop_app.records.box import Naming
from desktop_app.records.rules import Look
from desktop_app.registers.meetings import Meeting
from desktop_app.registers.points_entries import PointsEntry, entries_of_order, scope_of
from desktop_app.registers.points_rules import BY_MEETING, BY_STUDY, PER_HOUR, PointsRule, rules_in_force
from desktop_app.registers.redemptions import Redemption
from desktop_app.registers.service_orders import DONE, ServiceOrder
from desktop_app.registers.study import StudySession

_ZERO = Decimal(0)


@dataclass(frozen=True)
class Account:
    """One holder's points on a day: ``base`` of the year, the entries won and the redemptions, by uid."""

    holder: str
    base: Decimal
    entries: tuple[Any, ...]
    redemptions: tuple[Any, ...]

    @property
    def won(self) -> Decimal:
        """The sum of the entries, reversed ones cancelling out."""
        return sum((one.points for one in self.entries), _ZERO)

    @property
    def spent(self) -> Decimal:
        """The points given for goods."""
        return sum((one.points for one in self.redemptions), _ZERO)

    @property
    def balance(self) -> Decimal:
        """What is left; never written anywhere, always the sum."""
        return self.base + self.won - self.spent

    @property
    def standing(self) -> tuple[Any, ...]:
        """The entries that hold: neither reversed nor themselves reversals."""
        reversed_ones = {one.reverses for one in self.entries if one.reverses}
        return tuple(one for one in self.entries if not one.reverses and one.uid not in reversed_ones)


def accounts(
    entries: Iterable[Any], redemptions: Iterable[Any], day: date, base: Decimal, ends_with_year: bool
) -> dict[str, Account]:
    """Holder → account on the evening of ``day``; with ``ends_with_year`` only that year's rows count."""
    first = date(day.year, 1, 1) if ends_with_year else date.min
    won: dict[str, list[Any]] = defaultdict(list)
    spent: dict[str, list[Any]] = defaultdict(list)
    for found, rows in ((won, entries), (spent, redemptions)):
        for one in rows:
            if first <= one.on <= day:
                found[one.holder].append(one)
    return {
        holder: Account(holder, base, tuple(won[holder]), tuple(spent[holder]))
        for holder in dict.fromkeys([*won, *spent])
    }


def accounts_of(look: Look, day: date | None = None, office: str | None = None) -> dict[str, Account]:
    """The accounts of ``office`` (default: the own one) on ``day`` (default: today), in two queries.

    Whether points end with the year and the year's base are rows of the rule table: both are local practice.
    """
    day, mine = day or look.today, office or look.office
    entries = look.find(
        PointsEntry.live().where(PointsEntry.owner_office == mine).order_by(PointsEntry.on, PointsEntry.uid)
    )
    spent = look.find(
        Redemption.live().where(Redemption.owner_office == mine).order_by(Redemption.on, Redemption.uid)
    )
    ends = bool(look.rule("points_end_with_year", day))
    return accounts(entries, spent, day, look.rule("points_year_base", day), ends)


@dataclass(frozen=True, slots=True)
class PublicLine:
    """One line of the monthly sheet: points of the month and what is left, with the uids behind them."""

    holder: str
    name: str
    won: Decimal
    spent: Decimal
    balance: Decimal
    uids: tuple[str, ...]


def publicity(
    found: dict[str, Account], month: Month, naming: Naming, strokes: Strokes, day: date
) -> tuple[PublicLine, ...]:
    """每月公示: every account on ``day``, in the order of 姓氏笔画, so that nobody is ranked.

    No order by points is offered (防治“指尖上的形式主义”的若干意见 names 积分排名 an abuse).
    """
    lines = []
    for account in found.values():
        won = [one for one in account.entries if one.on in month and one.on <= day]
        spent = [one for one in account.redemptions if one.on in month and one.on <= day]
        name = naming(account.holder) or account.holder
        lines.append(
            PublicLine(
                account.holder,
                name,
                sum((one.points for one in won), _ZERO),
                sum((one.points for one in spent), _ZERO),
                account.balance,
                tuple(one.uid for one in (*won, *spent)),
            )
        )
    return tuple(sorted(lines, key=lambda one: (strokes.sort_key(one.name), one.holder)))


def capped(points: Decimal, had: Decimal, cap: Decimal | None) -> Decimal:
    """``points`` of a rule, cut to what its yearly ``cap`` leaves after ``had`` (size counts, not sign)."""
    if cap is None:
        return points
    left = max(_ZERO, cap - abs(had))
    return points if abs(points) <= left else left.copy_sign(points)


def postings(source: Any, look: Look) -> list[PointsEntry]:
    """The entries ``source`` (a closed order, a held meeting or session) brings by the rules of its day.

    Not yet saved; nothing that was posted before for the same person and rule, and never over a rule's
    yearly cap. A reversed posting is not made again: what was taken back by a person stays so.
    """
    proposed = list(_proposed(source, look))
    if not proposed:
        return []
    posted = {
        (one.holder, one.rule)
        for one in look.find(PointsEntry.live().where(PointsEntry.source == source.uid))
    }
    fresh = [one for one in proposed if (one.holder, one.rule) not in posted]
    made = []
    for one in fresh:
        rule = look.get(PointsRule, one.rule)
        had = _had(one, look) if rule is not None and rule.year_cap is not None else _ZERO
        one.points = capped(one.points, had, rule.year_cap if rule is not None else None)
        if one.points:
            made.append(one)
    return made


def _had(entry: PointsEntry, look: Look) -> Decimal:
    """The points of the entry's holder by the same rule in the same year."""
    year = entry.on.year
    query = PointsEntry.live().where(
        (PointsEntry.holder == entry.holder)
        & (PointsEntry.rule == entry.rule)
        & PointsEntry.on.between(date(year, 1, 1), date(year, 12, 31))
    )
    return sum((one.points for one in look.find(query)), _ZERO)


def _proposed(source: Any, look: Look) -> Iterable[PointsEntry]:
    if isinstance(source, ServiceOrder):
        return entries_of_order(source, look) if source.state == DONE else ()
    if source.start_end is None or source.start_end.day > look.today:
        return ()
    if isinstance(source, Meeting):
        return _for_attending(source, BY_MEETING, look) if source.state in HELD else ()
    meeting = look.get(Meeting, source.meeting)
    held = meeting is None or meeting.state in HELD
    return _for_attending(source, BY_STUDY, look) if isinstance(source, StudySession) and held else ()


def _for_attending(source: Any, posted_by: str, look: Look) -> Iterable[PointsEntry]:
    day = source.start_end.day
    rules = rules_in_force(posted_by, day, look)
    if not rules:
        return
    gathering = gathering_of(source)
    came = [row.person for row in rows_of(look, [gathering])[gathering] if row.present]
    for person in came:
        scope = scope_of(person, look)
        for rule in rules:
            times = Decimal(source.hours or 0) if rule.unit == PER_HOUR else Decimal(1)
            if times and scope in (rule.scope or ()):
                yield PointsEntry(
                    holder=person,
                    on=day,
                    reason=source.title,
                    rule=rule.uid,
                    points=(rule.points * times).quantize(Decimal("0.1")),
                    source=source.uid,
                )


def redemption_fault(account: Account | None, base: Decimal, points: Decimal, qty: int, stock: int) -> str:
    """Why ``qty`` pieces for ``points`` cannot be given, in words; '' when they can.

    ``account`` is None for somebody without an entry, who has the year's ``base``.
    """
    have = account.balance if account is not None else base
    if points > have:
        return f"积分不够：有 {plain(have)} 分，要扣 {plain(points)} 分，差 {plain(points - have)} 分"
    return f"库存只有 {stock} 件，要兑换 {qty} 件" if qty > stock else ""
