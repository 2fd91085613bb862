"""What was collected and not handed up: by quarters, begun with what is known, told when it is late."""

from datetime import date
from decimal import Decimal
from typing import Any

from desktop_app.base.periods import Month
from desktop_app.duties.people.dues_remitting import (
    batch_of,
    next_handing,
    not_handed_up,
    overdue,
    quarter_of,
)
from desktop_app.registers.people.dues_payments import DuesPayment
from desktop_app.registers.people.dues_remittances import DuesRemittance
from tests.duties.sample import Branch


def paid(branch: Branch, who: Any, month: int, amount: int = 30, batch: str | None = None) -> DuesPayment:
    return branch.add(
        DuesPayment(
            member=who.uid, for_month=Month(2026, month), due=Decimal(amount), paid=Decimal(amount),
            paid_on=date(2026, month, 10), remit_batch=batch,
        )
    )  # fmt: skip


def test_quarters() -> None:
    assert [quarter_of(Month(2026, month))[0].month for month in (1, 3, 4, 12)] == [1, 1, 4, 10]
    assert batch_of(Month(2026, 9)) == "2026年第3季度"


def test_the_next_handing_up_is_the_quarter_of_the_first_open_month(branch: Branch) -> None:
    one, other = branch.members(2)
    for month in (5, 6, 7):
        paid(branch, one, month)
    paid(branch, other, 6, 50)
    handing = next_handing(branch)
    assert handing is not None
    record = handing.record
    assert (record.batch, record.people, record.amount) == ("2026年第2季度", 2, Decimal(110))
    assert (record.first_month, record.last_month) == (Month(2026, 5), Month(2026, 6))
    assert {row.remit_batch for row in handing.payments} == {"2026年第2季度"}
    branch.add(record, *handing.payments)
    assert [row.for_month for row in not_handed_up(branch)] == [Month(2026, 7)]


def test_a_batch_that_was_written_on_is_handed_up_as_it_is(branch: Branch) -> None:
    one = branch.member()
    paid(branch, one, 7, batch="7月")
    paid(branch, one, 8, batch="8月")
    handing = next_handing(branch)
    assert handing is not None
    assert (handing.record.batch, len(handing.payments)) == ("7月", 1)
    branch.add(DuesRemittance(batch="7月"), DuesRemittance(batch="8月"))
    assert next_handing(branch) is None


def test_a_quarter_is_late_when_its_days_are_over(branch: Branch) -> None:
    paid(branch, branch.member(), 9, 45)
    first = date(2026, 1, 1)
    assert list(overdue(branch, date(2026, 10, 15), first)) == []
    late = [("2026年第3季度", Decimal(45), Month(2026, 9))]
    assert list(overdue(branch, date(2026, 10, 16), first)) == late
    assert list(overdue(branch, date(2026, 10, 16), date(2026, 10, 1))) == []
    made_good = paid(branch, branch.member(), 8)
    made_good.paid_on = date(2026, 10, 10)
    branch.add(made_good)
    assert list(overdue(branch, date(2026, 10, 16), first)) == late
