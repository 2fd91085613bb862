"""积分: every account as the entries behind it, what is still to be posted by rule, and the monthly list."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from desktop_app.base.ids import is_uid
from desktop_app.base.periods import Month
from desktop_app.base.strokes import Strokes
from desktop_app.duties.basics.bodies import Roster
from desktop_app.duties.basics.reading import gatherings_between, rows_of, starts_between
from desktop_app.records.rules import RuleContext
from desktop_app.registers.organization_life.meetings import CLOSED, meeting_occasion
from desktop_app.registers.people.members import Member
from desktop_app.registers.service.points_entries import PointsEntry, reversal_of
from desktop_app.registers.service.points_posting import entries_for
from desktop_app.registers.service.points_rules import BY_HAND, GUEST, RESIDENT, PointsRule
from desktop_app.registers.service.redemptions import Redemption
from desktop_app.registers.service.reporting_in import ReportingIn
from desktop_app.registers.service.service_orders import DONE, ServiceOrder, order_occasion
from desktop_app.registers.study.study import study_occasion

_ZERO = Decimal(0)
NOT_HERE = "（不在本机）"


@dataclass(frozen=True)
class Account:
    """One holder's points on a day: ``base`` of the year, the entries won and the redemptions, by uid."""

    holder: str
    base: Decimal
    entries: tuple[PointsEntry, ...]
    redemptions: tuple[Redemption, ...]

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
    def standing(self) -> tuple[PointsEntry, ...]:
        """The entries that hold: neither reversed nor themselves reversals."""
        reversed_ones = {one.reverses for one in self.entries if one.reverses}
        return tuple(one for one in self.entries if not one.reverses and one.uid not in reversed_ones)


def accounts(
    entries: Iterable[PointsEntry],
    redemptions: Iterable[Redemption],
    day: date,
    base: Decimal,
    ends_with_year: bool,
) -> dict[str, Account]:
    """Holder → account on the evening of ``day``; with ``ends_with_year`` only that year's rows count."""
    first = date(day.year, 1, 1) if ends_with_year else date.min
    won: dict[str, list[PointsEntry]] = defaultdict(list)
    spent: dict[str, list[Redemption]] = defaultdict(list)
    for entry in entries:
        if first <= entry.on <= day:
            won[entry.holder].append(entry)
    for one in redemptions:
        if first <= one.on <= day:
            spent[one.holder].append(one)
    return {
        holder: Account(holder, base, tuple(won[holder]), tuple(spent[holder]))
        for holder in dict.fromkeys([*won, *spent])
    }


def accounts_of(
    context: RuleContext, day: date | None = None, office: str | None = None
) -> dict[str, Account]:
    """The accounts of ``office`` (default: the own one) on ``day`` (default: today), in two queries.

    Whether points end with the year and the year's base are rows of the rule table: both are local practice.
    """
    day, mine = day or context.today, office or context.office
    entries = context.find(
        PointsEntry.live().where(PointsEntry.owner_office == mine).order_by(PointsEntry.on, PointsEntry.uid)
    )
    spent = context.find(
        Redemption.live().where(Redemption.owner_office == mine).order_by(Redemption.on, Redemption.uid)
    )
    ends = bool(context.rule("points_end_with_year", day))
    base = context.rule("points_year_base", day)
    found = accounts(entries, spent, day, base, ends)
    # With a base everybody on the books has points, whether something was posted or not.
    for one in Roster.read(context, mine).on(day) if base else ():
        found.setdefault(one.uid, Account(one.uid, base, (), ()))
    return found


def holder_kinds(context: RuleContext, holders: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Holder → (name, 党员, 双报到 or 居民), in two queries; a resident is called by what is written.

    Somebody whose record is not here is said to be so, and by no number of the program.
    """
    wanted = sorted(set(holders))
    found = {one: (NOT_HERE if is_uid(one) else one, RESIDENT) for one in wanted}
    for guest in context.find(ReportingIn.select().where(ReportingIn.uid.in_(wanted))):
        found[guest.uid] = (guest.name, GUEST)
    for member in context.find(Member.select().where(Member.uid.in_(wanted))):
        found[member.uid] = (member.name, "党员")
    return found


@dataclass(frozen=True, slots=True)
class PublicLine:
    """One line of the monthly sheet: points of the month and what is left, with the uids behind them."""

    holder: str
    name: str
    kind: str
    reasons: str
    won: Decimal
    spent: Decimal
    balance: Decimal
    uids: tuple[str, ...]


def public_sheet(context: RuleContext, month: Month, strokes: Strokes) -> tuple[PublicLine, ...]:
    """每月公示: every account at the end of ``month`` (today while it runs), in the order of 姓氏笔画.

    Nobody is ranked: 防治“指尖上的形式主义”的若干意见 names 积分排名 an abuse.
    """
    day = min(month.last_day(), max(context.today, month.first_day()))
    found = accounts_of(context, day)
    people = holder_kinds(context, found)
    rules = {one.uid: one.name for one in context.find(PointsRule.select())}
    lines = []
    for account in found.values():
        won = [one for one in account.entries if one.on in month]
        spent = [one for one in account.redemptions if one.on in month]
        name, kind = people[account.holder]
        lines.append(
            PublicLine(
                account.holder,
                name,
                kind,
                reason_words(won, rules),
                sum((one.points for one in won), _ZERO),
                sum((one.points for one in spent), _ZERO),
                account.balance,
                tuple(one.uid for one in (*won, *spent)),
            )
        )
    return in_strokes(lines, strokes)


def in_strokes(lines: Iterable[PublicLine], strokes: Strokes) -> tuple[PublicLine, ...]:
    """Lines in the order of 姓氏笔画."""
    return tuple(sorted(lines, key=lambda one: (strokes.sort_key(one.name), one.holder)))


def reason_words(entries: Iterable[PointsEntry], rules: Mapping[str, str]) -> str:
    """志愿服务 2 笔、参加会议 1 笔、冲正 1 笔: what the points of a month came by."""
    counted = Counter("冲正" if one.reverses else rules.get(one.rule, "其他") for one in entries)
    return "、".join(f"{name} {times} 笔" for name, times in counted.items())


def entries_from(context: RuleContext, source: str) -> list[PointsEntry]:
    """The entries a record brought and their reversals, as they were written."""
    own = context.find(PointsEntry.live().where(PointsEntry.source == source).order_by(PointsEntry.uid))
    back = PointsEntry.live().where(PointsEntry.reverses.in_([one.uid for one in own]))
    return [*own, *(context.find(back.order_by(PointsEntry.uid)) if own else ())]


def unposted(context: RuleContext) -> list[PointsEntry]:
    """What is still to be posted by rule this year: of studies, and of what was closed before its rule.

    Orders post when they are closed and meetings when they are signed; a study session has no such step
    and waits here. A session that is a meeting waits until its minutes are signed: till then its
    attendance may change.
    """
    if not context.find(PointsRule.live().where(PointsRule.posted_by != BY_HAND).limit(1)):
        return []
    first = date(context.today.year, 1, 1)
    orders = ServiceOrder.live().where(
        (ServiceOrder.owner_office == context.office)
        & (ServiceOrder.state == DONE)
        & starts_between(ServiceOrder.done_on, first, context.today)
    )
    held = gatherings_between(context, first, context.today)
    closed = [one for one in held.meetings if one.state in CLOSED]
    still_open = {one.uid for one in held.meetings} - {one.uid for one in closed}
    sessions = [one for one in held.sessions if one.meeting not in still_open]
    sheets = rows_of(context, held.sheets)

    def came(gathering: str) -> list[str]:
        return [row.person for row in sheets[gathering] if row.present]

    return entries_for(
        [
            *(order_occasion(one, context) for one in context.find(orders.order_by(ServiceOrder.order_no))),
            *(meeting_occasion(one, came(one.uid)) for one in closed),
            *(study_occasion(one, came(one.meeting or one.uid)) for one in sessions),
        ],
        context,
    )


def reversal(entry: PointsEntry, verifier: str, reason: str, context: RuleContext) -> PointsEntry:
    """The entry that takes ``entry`` back, not yet saved.

    It is dated today; where points end with the year, within the year of what it takes back.
    """
    day = context.today
    if context.rule("points_end_with_year", entry.on):
        day = min(day, date(entry.on.year, 12, 31))
    return reversal_of(entry, verifier, reason, day)
