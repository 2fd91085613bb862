"""A year of dues: the table a cent around every bound, months that add up, what is settled and assessed."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.base.periods import Month
from desktop_app.base.strokes import load_strokes
from desktop_app.duties.people.dues import DuesBook, Paid
from desktop_app.duties.people.dues_year import (
    dues_book,
    dues_years,
    grid_of,
    month_sums,
    paid_through,
    payments_for,
    to_assess,
)
from desktop_app.registers.people.dues_payments import DuesPayment
from desktop_app.registers.people.dues_standards import DuesStandard, dues_a_month
from tests.duties.people.test_dues import WAGE, Rules, book, books, member, payment, standard
from tests.duties.sample import Branch
from tests.registers.desk import Desk

# The published table in fen: up to and with so much a month, so many per thousand halves (千分之五 = 10).
WAGES = ((300_000, 10), (500_000, 20), (1_000_000, 30), (10**12, 40))
PENSIONS = ((500_000, 10), (10**12, 20))


def oracle(table: Any, fen: int) -> int:
    """Dues in fen, by whole numbers alone: the share of the first bound not below, a half rounded up."""
    for upto, halves in table:
        if fen <= upto:
            return (fen * halves * 2 + 2000) // 4000
    raise AssertionError(fen)


@pytest.mark.parametrize(("kind", "table"), [(WAGE, WAGES), ("年薪制", WAGES), ("离退休", PENSIONS)])
def test_a_cent_below_at_and_above_every_bound(kind: str, table: Any) -> None:
    for bound, _ in table[:-1]:
        for fen in (bound - 1, bound, bound + 1):
            due = dues_a_month(kind, Decimal(fen) / 100, Rules())
            assert due == Decimal(oracle(table, fen)) / 100, fen


@given(
    st.integers(1, 20_000_000), st.sampled_from([(WAGE, WAGES), ("个体/不按月", WAGES), ("离退休", PENSIONS)])
)
def test_every_income_pays_what_whole_numbers_say(fen: int, payer: Any) -> None:
    kind, table = payer
    assert dues_a_month(kind, Decimal(fen) / 100, Rules()) == Decimal(oracle(table, fen)) / 100


def test_a_standard_a_cent_off_is_refused_at_the_field() -> None:
    desk = Desk()
    for fen in (299_999, 300_000, 300_001, 500_000, 500_001, 1_000_000, 1_000_001):
        right = Decimal(oracle(WAGES, fen)) / 100
        for off in (-1, 0, 1):
            found = desk.told(
                DuesStandard(
                    member="0" * 32, year=2026, payer_kind=WAGE, base=Decimal(fen) / 100,
                    monthly_due=right + Decimal(off) / 100, assessed_on=date(2026, 1, 5),
                )
            )  # fmt: skip
            assert ("monthly_due" in found) == (off != 0)
            assert not off or f"{right:.2f}" in found["monthly_due"].text
    desk.close()


@given(books())
def test_the_months_add_up_to_the_members_and_every_sum_to_its_list(found: DuesBook) -> None:
    rows = grid_of(found, 2026, load_strokes())
    sums = month_sums(rows)
    for key in ("due", "paid", "owed"):
        assert sum(getattr(one, key).value for one in sums) == sum(getattr(row, key) for row in rows)
    cells = {row.member: row.cells for row in rows}
    paid = {one.uid: one.paid for one in found.payments.values()}
    for at, one in enumerate(sums):
        assert one.due.value == sum(cells[uid][at].due for uid in one.due.items)
        assert one.owed.value == sum(cells[uid][at].owed for uid in one.owed.items)
        assert one.paid.value == sum(paid[uid] for uid in one.paid.items)


def test_people_stand_by_the_strokes_of_their_names() -> None:
    people = [member("魏一"), member("丁二"), member("马三")]
    found = book(people, [standard(one, "30") for one in people], [])
    assert [row.name for row in grid_of(found, 2026, load_strokes())] == ["丁二", "马三", "魏一"]


@pytest.mark.parametrize(
    ("paid", "month"),
    [
        ((), None),
        ((1, 2, 3), Month(2026, 3)),
        ((1, 2, 4), Month(2026, 2)),
        (tuple(range(1, 13)), Month(2026, 12)),
    ],
)
def test_a_letter_tells_the_last_month_without_a_gap(paid: tuple[int, ...], month: Month | None) -> None:
    one = member()
    found = book([one], [standard(one, "30")], [payment(one, n, "30") for n in paid])
    assert paid_through(found, one) == month


def test_who_is_free_has_paid_up_to_now_and_who_came_by_letter_what_it_says() -> None:
    free = member()
    found = book([free], [standard(free, "0", payer_kind="免交")], [])
    assert paid_through(found, free) == Month(2026, 11)
    came = member(entry_type="转入组织关系", entry_on=date(2026, 11, 3))
    told = book([came], [standard(came, "30")], [], paid_to={came.uid: Month(2026, 12)})
    assert paid_through(told, came) == Month(2026, 12)


def assessed(branch: Branch, one: Any, year: int, due: str, **values: Any) -> None:
    given = {"payer_kind": WAGE, "base": Decimal(4000), "assessed_on": date(year, 1, 5)}
    branch.add(
        DuesStandard(**{"member": one.uid, "year": year, "monthly_due": Decimal(due), **given, **values})
    )


def test_what_is_chosen_is_settled_in_full_and_nothing_else_touched(branch: Branch) -> None:
    one, other = branch.members(2, party_status="正常", entry_type="历史录入")
    for who in (one, other):
        assessed(branch, who, 2026, "40.00")
    full = branch.add(
        DuesPayment(member=one.uid, for_month=Month(2026, 1), due=Decimal(40), paid=Decimal(40))
    )
    part = branch.add(
        DuesPayment(member=one.uid, for_month=Month(2026, 2), due=Decimal(40), paid=Decimal(15))
    )
    wanted = [(one.uid, Month(2026, n)) for n in (1, 2, 3, 12)] + [(other.uid, Month(2027, 1))]
    made = payments_for(dues_book(branch), wanted, branch, paid_on=date(2026, 11, 20))
    assert [(row.uid == part.uid, row.for_month.month, row.paid) for row in made] == [
        (True, 2, 40),
        (False, 3, 40),
        (False, 12, 40),
    ]
    assert full.uid not in {row.uid for row in made}
    assert {row.paid_on for row in made} == {date(2026, 11, 20)}


def test_a_year_begins_with_kinds_and_bases_of_the_year_before(branch: Branch) -> None:
    wage, farmer, free, new = branch.members(4, party_status="正常", entry_type="历史录入")
    assessed(branch, wage, 2026, "40.00")
    assessed(branch, wage, 2026, "75.00", base=Decimal(5000), since=Month(2026, 7))
    assessed(branch, farmer, 2026, "0.50", payer_kind="农民", base=None)
    assessed(branch, free, 2026, "0.00", payer_kind="免交", base=None, waiver_basis="街道党工委批准")
    found = {one.member: one.standard for one in to_assess(dues_book(branch), 2027, load_strokes())}
    assert (found[wage.uid].base, found[wage.uid].monthly_due) == (5000, None)
    assert found[farmer.uid].monthly_due == Decimal("0.50")
    assert found[free.uid].waiver_basis == "街道党工委批准"
    assert found[new.uid].payer_kind is None
    assert {one.year for one in found.values()} == {2027}
    again = {one.member: one for one in to_assess(dues_book(branch), 2026, load_strokes())}
    assert [again[one.uid].is_new for one in (wage, new)] == [False, True]
    assert dues_years(branch) == [2027, 2026]


def test_reading_a_book_takes_the_same_few_queries_for_any_number_of_members(branch: Branch) -> None:
    counts = []
    for _ in range(2):
        branch.members(10, party_status="正常", entry_type="历史录入")
        branch.queries = 0
        rows = grid_of(dues_book(branch), 2026, load_strokes())
        counts.append(branch.queries)
    assert len(rows) == 20
    assert {cell.state for row in rows for cell in row.cells} == {Paid.UNASSESSED}
    assert counts[0] == counts[1] <= 8
