"""A year of 党费 for its page and papers: months summed up, what is to be assessed and to be paid."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from desktop_app.base.periods import Month
from desktop_app.base.strokes import Strokes
from desktop_app.duties.basics.figure import Figure, total
from desktop_app.duties.people.dues import DuesBook, DuesRow, Paid
from desktop_app.duties.people.transfer import paid_up_to
from desktop_app.records.rules import RuleContext
from desktop_app.registers.people.dues_payments import DuesPayment
from desktop_app.registers.people.dues_standards import BY_RATE, FARMER, REDUCED, WAIVED, DuesStandard
from desktop_app.registers.people.members import Member

_ZERO = Decimal("0.00")
# What can be paid: the rest is paid, free, not assessed, or another branch's to ask for.
OPEN = frozenset((Paid.UNPAID, Paid.PART, Paid.LATER))
_SETTLED = frozenset((Paid.PAID, Paid.FREE))


def dues_book(context: RuleContext, office: str | None = None) -> DuesBook:
    """The whole book of ``office``, with what letters of arrival say is paid."""
    return DuesBook.read(context, office, paid_up_to(context, office))


def grid_of(book: DuesBook, year: int, strokes: Strokes) -> tuple[DuesRow, ...]:
    """The twelve-month grid of ``year``, people by the strokes of their names."""
    return tuple(sorted(book.grid(year), key=lambda row: (strokes.sort_key(row.name), row.member)))


def dues_years(context: RuleContext) -> list[int]:
    """The years something was assessed or paid for, this one and the next; the latest first."""
    assessed = context.find(DuesStandard.live().where(DuesStandard.owner_office == context.office))
    paid = context.find(DuesPayment.live().where(DuesPayment.owner_office == context.office))
    years = {one.year for one in assessed} | {one.for_month.year for one in paid}
    return sorted({*years, context.today.year, context.today.year + 1}, reverse=True)


@dataclass(frozen=True, slots=True)
class MonthSum:
    """One month of the whole branch in 元: due and owed with the members behind, paid with the payments."""

    month: Month
    due: Figure
    paid: Figure
    owed: Figure


def month_sums(rows: Sequence[DuesRow]) -> tuple[MonthSum, ...]:
    """The months of the grid ``rows`` summed up; months not fallen due count what was paid ahead only."""
    found = []
    for at in range(12 if rows else 0):
        cells = [(row.member, row.cells[at]) for row in rows]
        month = rows[0].cells[at].month
        asked = [(uid, cell) for uid, cell in cells if cell.due and cell.state is not Paid.LATER]
        paid = [cell for _, cell in cells if cell.payment]
        owed = [(uid, cell) for uid, cell in cells if cell.owed]
        told = month.chinese()
        found.append(
            MonthSum(
                month,
                _sum("due", f"{told}应交", (c.due for _, c in asked), (uid for uid, _ in asked)),
                _sum("paid", f"{told}实交", (c.paid for c in paid), (c.payment for c in paid)),
                _sum("owed", f"{told}欠交", (c.owed for _, c in owed), (uid for uid, _ in owed)),
            )
        )
    return tuple(found)


def _sum(key: str, title: str, amounts: Iterable[Decimal], items: Iterable[str]) -> Figure:
    return total(key, title, "元", zip(items, amounts, strict=True), _ZERO)


@dataclass(frozen=True)
class ToAssess:
    """One member's standard of a year, still to be written or as it stands, and that of the year before."""

    member: str
    name: str
    standard: DuesStandard
    before: DuesStandard | None

    @property
    def is_new(self) -> bool:
        """Whether the year has no standard for this member yet."""
        return bool(self.standard.is_new)


def to_assess(book: DuesBook, year: int, strokes: Strokes) -> list[ToAssess]:
    """Everybody who pays in ``year``, last year's kind and base taken over where nothing is assessed yet."""
    found = []
    for row in grid_of(book, year, strokes):
        own = [one for one in book.standards.get(row.member, ()) if one.year == year]
        last = [one for one in book.standards.get(row.member, ()) if one.year == year - 1]
        before = max(last, key=_begun, default=None)
        now = min(own, key=_begun, default=None) or fresh_standard(row.member, year, before, book.today)
        found.append(ToAssess(row.member, row.name, now, before))
    return found


def _begun(standard: DuesStandard) -> str:
    return str(standard.since.iso()) if standard.since else ""


def fresh_standard(member: str, year: int, before: DuesStandard | None, today: date) -> DuesStandard:
    """The standard of ``year`` to begin with; amounts that the rules give are worked out anew."""
    made = DuesStandard(member=member, year=year, assessed_on=today)
    if before is not None:
        made.payer_kind, made.base = before.payer_kind, before.base
        if before.payer_kind in WAIVED:
            made.waiver_reason, made.waiver_basis = before.waiver_reason, before.waiver_basis
        if before.payer_kind in (FARMER, REDUCED):
            made.monthly_due = before.monthly_due
    return made


def by_hand(kind: str | None) -> bool:
    """Whether a person has to say what a payer of ``kind`` pays a month."""
    return kind in (FARMER, REDUCED)


def by_base(kind: str | None) -> bool:
    """Whether a payer of ``kind`` pays a share of an income that has to be told."""
    return kind in BY_RATE


def payments_for(
    book: DuesBook, wanted: Collection[tuple[str, Month]], context: RuleContext, **boxes: object
) -> list[DuesPayment]:
    """The rows of payment that settle the cells ``wanted`` (member, month) in full; not yet saved.

    ``boxes`` are paid_on, method, collector, signed of all of them. Cells with nothing to pay are left out;
    what was paid in part is made up in its own row.
    """
    members = {one.uid: one for one in book.members}
    found = []
    for uid, month in wanted:
        cell = book.cell(members[uid], month)
        if cell.state not in OPEN or cell.paid >= cell.due:
            continue
        row = context.get(DuesPayment, cell.payment) or DuesPayment(member=uid, for_month=month, due=cell.due)
        row.paid = cell.due
        for box, value in boxes.items():
            setattr(row, box, value)
        found.append(row)
    return found


def paid_through(book: DuesBook, member: Member) -> Month | None:
    """The last month up to which ``member`` owes nothing, paid ahead too; None where nothing is known.

    What the letter of transfer says in 党费交至.
    """
    this = Month.of(book.today)
    last = book.paid_to.get(member.uid)
    for cell in book.row(member, [this.shift(n) for n in range(-23, 13)]).cells:
        if cell.state in (Paid.UNPAID, Paid.PART):
            break
        if cell.state is Paid.PAID or (cell.state is Paid.FREE and cell.month <= this):
            last = cell.month
    return last
