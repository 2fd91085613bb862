"""The published table of dues at every bound, and the law that the whole base pays one rate."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.base.errors import UserError
from desktop_app.registers.dues_rates import (
    FARMER,
    FREE,
    REDUCED,
    RETIRED,
    SMALL_KINDS,
    WAGE_KINDS,
    dues_table,
    monthly_due,
    rate_of,
)
from tests.registers.desk import NUMBERS


class Rules:
    """A look that knows the shipped rule table only."""

    def rule(self, key, on=None):
        return NUMBERS[key]


TABLE = dues_table(Rules())


@pytest.mark.parametrize(
    ("base", "due"),
    [
        ("0", "0.00"),
        ("2999.99", "15.00"),
        ("3000", "15.00"),
        ("3000.01", "30.00"),
        ("5000", "50.00"),
        ("5000.01", "75.00"),
        ("10000", "150.00"),
        ("10000.01", "200.00"),
        ("20000", "400.00"),
    ],
)
@pytest.mark.parametrize("kind", WAGE_KINDS)
def test_the_published_table_of_wages_at_every_bound(kind, base, due):
    assert monthly_due(kind, Decimal(base), TABLE) == Decimal(due)


@pytest.mark.parametrize(
    ("base", "due"), [("3000.01", "15.00"), ("5000", "25.00"), ("5000.01", "50.00"), ("12000", "120.00")]
)
def test_the_published_table_of_pensions_at_every_bound(base, due):
    assert monthly_due(RETIRED, Decimal(base), TABLE) == Decimal(due)


def test_the_small_fixed_amounts():
    assert {monthly_due(kind, None, TABLE) for kind in SMALL_KINDS} == {Decimal("0.20")}
    assert monthly_due(FREE, Decimal(9000), TABLE) == 0
    assert monthly_due(FARMER, None, TABLE) == Decimal("0.20")
    assert monthly_due(FARMER, None, TABLE, Decimal(1)) == Decimal("1.00")
    assert monthly_due(REDUCED, None, TABLE, Decimal("3.5")) == Decimal("3.50")


@pytest.mark.parametrize(
    ("kind", "base", "given"),
    [
        (WAGE_KINDS[0], None, None),
        (RETIRED, None, Decimal(5)),
        (WAGE_KINDS[1], Decimal(-1), None),
        (REDUCED, None, None),
        (FARMER, None, Decimal("1.01")),
        (FARMER, None, Decimal("0.1")),
    ],
)
def test_what_cannot_be_assessed_says_so(kind, base, given):
    with pytest.raises(UserError):
        monthly_due(kind, base, TABLE, given)


@given(st.decimals(0, 200000, places=2), st.sampled_from([*WAGE_KINDS, RETIRED]))
def test_the_whole_base_pays_one_rate_and_more_never_pays_less(base, kind):
    rate = rate_of(kind, base, TABLE)
    bounds = (
        [(Decimal(5000), "0.005")]
        if kind == RETIRED
        else [(Decimal(3000), "0.005"), (Decimal(5000), "0.010"), (Decimal(10000), "0.015")]
    )
    naive = next(
        (Decimal(r) for upto, r in bounds if base <= upto), Decimal("0.010" if kind == RETIRED else "0.020")
    )
    assert rate == naive
    assert abs(monthly_due(kind, base, TABLE) - base * naive) <= Decimal("0.005")
    assert monthly_due(kind, base + 1, TABLE) >= monthly_due(kind, base, TABLE)
