"""Numbers in words and back."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.base.numerals import (
    capital,
    capital_date,
    capital_money,
    capital_month,
    chinese,
    from_chinese,
    with_arabic,
)

numbers = st.one_of(st.integers(0, 200), st.integers(0, 10**16 - 1))


@given(numbers)
def test_both_ways(value: int) -> None:
    assert from_chinese(chinese(value)) == value
    assert from_chinese(capital(value)) == value


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0, "零"),
        (1, "一"),
        (10, "十"),
        (11, "十一"),
        (20, "二十"),
        (21, "二十一"),
        (100, "一百"),
        (105, "一百零五"),
        (110, "一百一十"),
        (1005, "一千零五"),
        (10010, "一万零一十"),
        (100000, "十万"),
        (10**8 + 1, "一亿零一"),
    ],
)
def test_words_as_spoken(value: int, words: str) -> None:
    assert chinese(value) == words


@pytest.mark.parametrize(
    ("text", "value"), [("二〇二六", 2026), ("两", 2), ("廿一", 21), ("壹拾贰", 12), ("三万亿", 3 * 10**12)]
)
def test_other_ways_of_writing(text: str, value: int) -> None:
    assert from_chinese(text) == value


@pytest.mark.parametrize("text", ["", "12", "一x", "甲"])
def test_what_is_no_number(text: str) -> None:
    with pytest.raises(ValueError, match="number"):
        from_chinese(text)


def test_out_of_range_is_a_defect() -> None:
    for value in (-1, 10**16):
        with pytest.raises(ValueError, match="runs from"):
            chinese(value)


def test_letter_of_introduction() -> None:
    assert capital_month(2026, 7) == "贰零贰陆年柒月"
    assert capital_date(date(2026, 10, 21)) == "贰零贰陆年壹拾月贰拾壹日"
    assert capital(90) == "玖拾"


def test_numbers_are_replaced_only_where_a_date_word_follows() -> None:
    assert with_arabic("二〇二六年十二月三十一日") == "2026年12月31日"
    assert with_arabic("第一支部三会一课") == "第一支部三会一课"


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("0", "零元整"), ("0.05", "伍分"), ("0.20", "贰角整"), ("15", "壹拾伍元整"),
        ("15.05", "壹拾伍元零伍分"),
        ("3520.30", "叁仟伍佰贰拾元叁角整"), ("41958.60", "肆万壹仟玖佰伍拾捌元陆角整"),
        ("1000000.01", "壹佰万元零壹分"), ("120.34", "壹佰贰拾元叁角肆分"),
    ],
)  # fmt: skip
def test_sums_as_receipts_have_them(amount: str, words: str) -> None:
    assert capital_money(Decimal(amount)) == words
