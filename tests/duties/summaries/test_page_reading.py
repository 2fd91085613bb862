"""The number typed for a rule, and the rules as a list."""

from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.base.errors import UserError
from desktop_app.duties.summaries.page_reading import rule_number


@pytest.mark.parametrize(
    ("words", "unit", "number"),
    [
        ("32", "学时", "32"),
        (" ３２ ", "学时", "32"),
        ("50%", "比例", "0.5"),
        ("0.8", "比例", "0.8"),
        ("31", "日", "31"),
        ("1,000", "分钟", "1000"),
        ("0.5", "学时", "0.5"),
    ],
)
def test_numbers_are_read_as_people_write_them(words, unit, number):
    assert rule_number(words, unit) == Decimal(number)


@pytest.mark.parametrize(
    ("words", "unit"),
    [("", "次"), ("两次", "次"), ("-1", "次"), ("1.5", "次"), ("32", "日"), ("0", "月"), ("1.2", "比例"),
     ("120%", "比例"), ("inf", "天"), ("0.12345", "学时"), ("50%", "天")],
)  # fmt: skip
def test_nonsense_is_refused_with_a_way_out(words, unit):
    with pytest.raises(UserError) as caught:
        rule_number(words, unit)
    assert caught.value.todo


@given(st.integers(0, 9999), st.sampled_from(("学时", "分钟", "")))
def test_a_whole_number_is_read_back(number, unit):
    assert rule_number(str(number), unit) == number


@given(st.text(max_size=12))
def test_no_text_breaks_it(words):
    with suppress(UserError):
        assert 0 <= rule_number(words, "次") <= 9999
