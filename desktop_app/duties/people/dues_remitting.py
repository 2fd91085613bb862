"""上缴党费: which months are collected and not handed up, and a remittance begun with what is known."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from desktop_app.base.periods import Month
from desktop_app.duties.basics.bodies import Roster
from desktop_app.records.rules import RuleContext
from desktop_app.registers.people.dues_payments import DuesPayment
from desktop_app.registers.people.dues_remittances import DuesRemittance

_QUARTER = 3


def batch_of(month: Month) -> str:
    """What the batch of the quarter of ``month`` is called: 2026年第3季度."""
    return f"{month.year}年第{(month.month - 1) // _QUARTER + 1}季度"


def quarter_of(month: Month) -> tuple[Month, Month]:
    """The first and the last month of the quarter ``month`` lies in."""
    first = Month(month.year, (month.month - 1) // _QUARTER * _QUARTER + 1)
    return first, first.shift(_QUARTER - 1)


def not_handed_up(context: RuleContext, office: str | None = None) -> list[DuesPayment]:
    """The payments that stand in no handing up yet, the earliest month first."""
    mine = office or context.office
    batches = {
        one.batch for one in context.find(DuesRemittance.live().where(DuesRemittance.owner_office == mine))
    }
    query = DuesPayment.live().where((DuesPayment.owner_office == mine) & (DuesPayment.paid > 0))
    found = context.find(query.order_by(DuesPayment.for_month, DuesPayment.uid))
    return [one for one in found if one.remit_batch not in batches]


@dataclass(frozen=True)
class Handing:
    """A remittance to be saved, with the payments that get its batch in the same action."""

    record: DuesRemittance
    payments: tuple[DuesPayment, ...]

    @property
    def amount(self) -> Decimal:
        """元 collected for it."""
        return sum((one.paid for one in self.payments), Decimal(0))


def next_handing(context: RuleContext) -> Handing | None:
    """What is to be handed up next: the batch that was written on, or the quarter of the first open month.

    None where everything collected is handed up.
    """
    waiting = not_handed_up(context)
    if not waiting:
        return None
    batch = waiting[0].remit_batch or batch_of(waiting[0].for_month)
    held = [one for one in waiting if (one.remit_batch or batch_of(one.for_month)) == batch]
    for one in held:
        one.remit_batch = batch
    roster = Roster.read(context)
    home = roster.home
    above = roster.orgs.get(home.parent or "") if home is not None else None
    months = [one.for_month for one in held]
    record = DuesRemittance(
        batch=batch,
        first_month=min(months),
        last_month=max(months),
        people=len({one.member for one in held}),
        amount=sum((one.paid for one in held), Decimal(0)),
        on=context.today,
        remitted_by=next(
            (post.member for post in roster.posts if post.role == "组织委员" and not post.until), None
        ),
        received_by=above.full_name if above is not None else None,
    )
    return Handing(record, tuple(held))


def overdue(
    context: RuleContext, day: date, first: date, office: str | None = None
) -> Iterable[tuple[str, Decimal, Month]]:
    """(quarter, 元, its last month) of quarters ended since ``first`` and not handed up in time.

    What was made good later is of the quarter it was paid in.
    """
    days = timedelta(days=int(context.rule("dues_remit_days", day)))
    sums: dict[tuple[Month, Month], Decimal] = {}
    for one in not_handed_up(context, office):
        quarter = quarter_of(Month.of(one.paid_on) if one.paid_on else one.for_month)
        sums[quarter] = sums.get(quarter, Decimal(0)) + one.paid
    for (_, last), amount in sums.items():
        if first <= last.last_day() and last.last_day() + days < day:
            yield batch_of(last), amount, last
