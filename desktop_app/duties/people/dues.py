"""党费: the twelve months of every member, who is behind and for how long, and the statement of a year."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from desktop_app.base.periods import Month
from desktop_app.duties.basics.beginning import records_begin
from desktop_app.duties.basics.bodies import Roster
from desktop_app.duties.basics.figure import Figure, count, total
from desktop_app.records.rules import RuleContext
from desktop_app.registers.people.dues_payments import DuesPayment
from desktop_app.registers.people.dues_standards import EXEMPT, REDUCED, DuesStandard
from desktop_app.registers.people.members import NORMAL, Member, belongs_on
from desktop_app.registers.rules.rule_table import sources

_MOVED_IN = frozenset(("转入组织关系", "整建制转入"))
_ZERO = Decimal("0.00")


class Paid(StrEnum):
    """What a cell of the twelve-month grid says; the values are the words people read."""

    OUTSIDE = "不在册"
    UNASSESSED = "未核定"
    FREE = "免交"
    LATER = "未到期"
    PAID = "已交"
    PART = "少交"
    UNPAID = "未交"


@dataclass(frozen=True, slots=True)
class DuesCell:
    """One member's one month: amounts in 元 and the uid of the row of payment; '' while there is none."""

    month: Month
    state: Paid
    due: Decimal
    paid: Decimal
    payment: str = ""
    signed: bool = False

    @property
    def owed(self) -> Decimal:
        """元 still owed for a month that has fallen due."""
        return max(_ZERO, self.due - self.paid) if self.state in (Paid.UNPAID, Paid.PART) else _ZERO


@dataclass(frozen=True, slots=True)
class DuesRow:
    """One member's months in order; ``standards`` are the uids of what was assessed for them."""

    member: str
    name: str
    payer_kind: str
    cells: tuple[DuesCell, ...]
    standards: tuple[str, ...]

    @property
    def due(self) -> Decimal:
        """元 due for the months that have fallen due or were paid before their time."""
        return sum((one.due for one in self.cells if one.state is not Paid.LATER), _ZERO)

    @property
    def paid(self) -> Decimal:
        """元 paid, gifts too."""
        return sum((one.paid for one in self.cells), _ZERO)

    @property
    def owed(self) -> Decimal:
        """元 owed; what was paid over one month's due is a gift and pays no other month."""
        return sum((one.owed for one in self.cells), _ZERO)

    @property
    def payments(self) -> tuple[str, ...]:
        """The uids of the rows of payment."""
        return tuple(one.payment for one in self.cells if one.payment)


def liable(member: Member, month: Month, paid_to: Month | None = None) -> bool:
    """Whether this branch collects the dues of ``member`` for ``month``.

    Who is on the books at the month's end pays here, a 预备党员 from the month of the meeting (党费规定).
    Who moved in pays from the month after ``paid_to`` on the letter, or after the month of arrival. Months
    before a row of the first roster (历史录入) was typed stand in the old books and are not asked again.
    """
    stopped = member.party_status != NORMAL and member.exit_on is None
    if stopped or not belongs_on(member, month.last_day()):
        return False
    if not member.entry_on:
        return True
    came = Month.of(member.entry_on)
    if member.entry_type in _MOVED_IN:
        return month > (paid_to or came)
    return month >= came


def standard_in_force(standards: Iterable[DuesStandard], month: Month) -> DuesStandard | None:
    """Of one member's assessments the year's latest that has begun by ``month``; None when there is none."""
    begun = [one for one in standards if one.year == month.year and (one.since is None or one.since <= month)]
    return max(begun, key=lambda one: one.since.iso() if one.since else "", default=None)


def fallen_due(month: Month, today: date, day: int) -> bool:
    """Whether the fixed collecting ``day`` of ``month`` has passed."""
    return date(month.year, month.month, min(day, month.last_day().day)) < today


def dues_cell(
    member: Member,
    month: Month,
    standard: DuesStandard | None,
    payment: DuesPayment | None,
    today: date,
    day: int,
) -> DuesCell:
    """One cell: ``payment`` is the row for that month or None; its own 应交 holds where it is written."""
    if payment is not None:
        due = payment.due if payment.due is not None else _ZERO
        paid = payment.paid or _ZERO
        state = Paid.PAID if paid >= due else Paid.PART if paid else Paid.UNPAID
        if not due and not paid:
            state = Paid.FREE
        elif state is not Paid.PAID and not fallen_due(month, today, day):
            state = Paid.LATER
        return DuesCell(month, state, due, paid, payment.uid, bool(payment.signed))
    if standard is None:
        return DuesCell(month, Paid.UNASSESSED, _ZERO, _ZERO)
    due = standard.monthly_due or _ZERO
    if standard.payer_kind == EXEMPT or not due:
        return DuesCell(month, Paid.FREE, _ZERO, _ZERO)
    state = Paid.UNPAID if fallen_due(month, today, day) else Paid.LATER
    return DuesCell(month, state, due, _ZERO)


@dataclass(frozen=True)
class DuesBook:
    """The assessments and payments of the members, read once and asked for any months from ``begun`` on."""

    members: tuple[Member, ...]
    standards: Mapping[str, Sequence[DuesStandard]]
    payments: Mapping[tuple[str, Month], DuesPayment]
    today: date
    day: int
    paid_to: Mapping[str, Month]
    begun: Month | None = None

    @classmethod
    def of(
        cls,
        members: Iterable[Member],
        standards: Iterable[DuesStandard],
        payments: Iterable[DuesPayment],
        today: date,
        day: int,
        paid_to: Mapping[str, Month] | None = None,
    ) -> "DuesBook":
        """From rows: ``day`` is the fixed collecting day, ``paid_to`` what letters of those moved in say."""
        assessed: dict[str, list[DuesStandard]] = {}
        for one in standards:
            assessed.setdefault(one.member, []).append(one)
        rows = {(one.member, one.for_month): one for one in payments}
        return cls(tuple(members), assessed, rows, today, day, dict(paid_to or {}))

    @classmethod
    def read(
        cls,
        context: RuleContext,
        office: str | None = None,
        paid_to: Mapping[str, Month] | None = None,
        roster: Roster | None = None,
    ) -> "DuesBook":
        """The whole book of ``office`` (default: the own one), its ``roster`` where it is read already."""
        mine = office or context.office
        standards = context.find(DuesStandard.live().where(DuesStandard.owner_office == mine))
        payments = context.find(DuesPayment.live().where(DuesPayment.owner_office == mine))
        roster = roster or Roster.read(context, office)
        day = int(context.rule("dues_day"))
        book = cls.of(roster.members.values(), standards, payments, context.today, day, paid_to)
        begun = records_begin(roster.home, (one.for_month.first_day() for one in payments))
        return replace(book, begun=Month.of(begun) if begun is not None else None)

    def cell(self, member: Member, month: Month) -> DuesCell:
        """The cell of ``member`` for ``month``; a payment shows even for a month this branch need not ask."""
        payment = self.payments.get((member.uid, month))
        asked = self.begun is None or month >= self.begun
        if payment is None and not (asked and liable(member, month, self.paid_to.get(member.uid))):
            return DuesCell(month, Paid.OUTSIDE, _ZERO, _ZERO)
        standard = standard_in_force(self.standards.get(member.uid, ()), month)
        return dues_cell(member, month, standard, payment, self.today, self.day)

    def row(self, member: Member, months: Sequence[Month]) -> DuesRow:
        """The cells of ``member`` for ``months``."""
        cells = tuple(self.cell(member, month) for month in months)
        used = {
            one.uid: one
            for cell in cells
            if cell.state is not Paid.OUTSIDE
            and (one := standard_in_force(self.standards.get(member.uid, ()), cell.month)) is not None
        }
        kind = str(list(used.values())[-1].payer_kind) if used else ""
        return DuesRow(member.uid, member.name, kind, cells, tuple(used))

    def grid(self, year: int) -> tuple[DuesRow, ...]:
        """The twelve-month grid of ``year``: everybody who had a month on the books or paid one."""
        months = [Month(year, n) for n in range(1, 13)]
        rows = (self.row(member, months) for member in self.members)
        return tuple(row for row in rows if any(one.state is not Paid.OUTSIDE for one in row.cells))

    def arrears(self, looked_back: int = 24) -> tuple["Arrears", ...]:
        """Who owes months that have fallen due, longest run first, then in the roster's order.

        ``looked_back`` months are looked at; who left the books is told too while months are open.
        """
        this = Month.of(self.today)
        months = [this.shift(back) for back in range(-looked_back + 1, 1)]
        found = []
        for member in self.members:
            cells = self.row(member, months).cells
            unpaid = tuple(one for one in cells if one.owed)
            if unpaid:
                found.append(Arrears(member.uid, member.name, unpaid, _run(cells)))
        return tuple(sorted(found, key=lambda one: -one.run))


def _run(cells: Sequence[DuesCell]) -> int:
    """How many months in a row up to the last one fallen due were not paid at all; 少交 is not a gap."""
    run = 0
    for cell in reversed([one for one in cells if one.state not in (Paid.LATER, Paid.OUTSIDE)]):
        if cell.state is not Paid.UNPAID:
            break
        run += 1
    return run


@dataclass(frozen=True, slots=True)
class Arrears:
    """One member's open months; ``run`` of them without a break up to the last."""

    member: str
    name: str
    cells: tuple[DuesCell, ...]
    run: int

    @property
    def owed(self) -> Decimal:
        """元."""
        return sum((one.owed for one in self.cells), _ZERO)

    @property
    def months_words(self) -> str:
        """2026年3月—6月、9月."""
        return _months_words(one.month for one in self.cells)

    @property
    def words(self) -> str:
        """连续 4 个月未交，共 4 个月，欠 120.00 元."""
        run = f"连续 {self.run} 个月未交，" if self.run > 1 else ""
        return f"{run}{self.months_words}，欠 {self.owed:,.2f} 元"


def _months_words(months: Iterable[Month]) -> str:
    """2026年3月—6月、9月: runs of months joined."""
    runs: list[list[Month]] = []
    for month in months:
        if runs and runs[-1][-1].shift(1) == month:
            runs[-1].append(month)
        else:
            runs.append([month])
    told, year = [], None
    for run in runs:
        first = run[0].chinese() if run[0].year != year else f"{run[0].month}月"
        last = f"{run[-1].month}月" if run[-1].year == run[0].year else run[-1].chinese()
        told.append(first if len(run) == 1 else f"{first}—{last}")
        year = run[-1].year
    return "、".join(told)


@dataclass(frozen=True, slots=True)
class Warned:
    """Somebody behind by as many months as the rule table reminds at (2, 4, 5), and where that is written."""

    arrears: Arrears
    months: int
    words: str
    source: str


def warnings(book: DuesBook, context: RuleContext) -> tuple[Warned, ...]:
    """Those to be spoken to; what follows six months without a reason is for the organization to decide."""
    levels = sorted(
        (int(context.rule(f"dues_arrears_{name}")) for name in ("first", "second", "last")), reverse=True
    )
    most = int(context.rule("self_quit_months"))
    told = sources(context, ("self_quit_months",))["self_quit_months"]
    found = []
    for one in book.arrears():
        level = next((months for months in levels if one.run >= months), None)
        if level is not None:
            words = f"{one.words}；连续 {most} 个月无正当理由不交的由组织处理，请先谈话了解"
            found.append(Warned(one, level, words, told))
    return tuple(found)


def statement(rows: Sequence[DuesRow], big: Iterable[DuesPayment] = ()) -> tuple[Figure, ...]:
    """党费收缴情况公布: sums in 元 over ``rows`` of the grid, each with the members or payments behind it.

    ``big`` are payments ticked as 大额自愿交纳, told apart because they go up to the centre (党费规定).
    """
    big = tuple(big)
    asked = [row for row in rows if row.due]
    waived = [row for row in rows if row.payer_kind in (REDUCED, EXEMPT)]
    bare = [row for row in rows if any(one.state is Paid.UNASSESSED for one in row.cells)]
    behind = [row for row in rows if row.owed]
    given = [(row.member, sum((max(_ZERO, one.paid - one.due) for one in row.cells), _ZERO)) for row in rows]
    return (
        count("payers", "应交党费", [row.member for row in asked], "人"),
        total("due", "应交", "元", ((row.member, row.due) for row in asked), _ZERO),
        total("paid", "实交", "元", paid_of(rows), _ZERO),
        total("gifts", "其中：自愿多交", "元", (pair for pair in given if pair[1]), _ZERO),
        total("big", "其中：大额自愿交纳", "元", ((one.uid, one.paid) for one in big), _ZERO),
        total("owed", "欠交", "元", ((row.member, row.owed) for row in behind), _ZERO),
        count("behind", "欠交人数", [row.member for row in behind], "人"),
        count("waived", "经批准少交、免交", [row.member for row in waived], "人"),
        count("unassessed", "还没有核定标准", [row.member for row in bare], "人"),
    )


def paid_of(rows: Iterable[DuesRow]) -> list[tuple[str, Decimal]]:
    """The payments in ``rows`` of the grid, each with what was paid."""
    return [(cell.payment, cell.paid) for row in rows for cell in row.cells if cell.payment]


def year_statement(book: DuesBook, year: int) -> tuple[Figure, ...]:
    """The statement of ``year``, up to today while it runs."""
    big = (one for (_, month), one in book.payments.items() if month.year == year and one.voluntary_big)
    return statement(book.grid(year), big)


def dues_block(book: DuesBook, month: Month) -> tuple[Figure, ...]:
    """党费 of a monthly report: 应交, 实交 in 元, 欠交人数; what was paid for this month, whenever it was."""
    rows = [book.row(member, (month,)) for member in book.members]
    told = {
        one.key: one for one in statement([row for row in rows if row.cells[0].state is not Paid.OUTSIDE])
    }
    bare = told["unassessed"].value
    notes = {"due": f"还有 {bare} 人没有核定标准" if bare else ""}
    return tuple(
        replace(one, key=f"dues_{key}", note=notes.get(key, ""))
        for key, one in told.items()
        if key in ("due", "paid", "behind")
    )
