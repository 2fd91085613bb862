"""Telephone numbers from lists."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.base.errors import UserError
from desktop_app.base.phones import masked_phone, normalize_phone

mobiles = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)
landlines = st.from_regex(r"(010|02[0-9]|0[3-9][0-9]{2})-[2-9][0-9]{6,7}", fullmatch=True)


@given(
    st.lists(st.one_of(mobiles, landlines), min_size=1, max_size=3, unique=True), st.sampled_from("/、，；,")
)
def test_numbers_together_are_split_and_stay(numbers: list[str], mark: str) -> None:
    assert normalize_phone(mark.join(numbers)) == tuple(numbers)
    assert normalize_phone(" ".join(numbers)) == tuple(numbers)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("138-0013-8000", ("13800138000",)),
        ("138 0013 8000", ("13800138000",)),
        ("13800138000.0", ("13800138000",)),
        ("１３８００１３８０００", ("13800138000",)),
        ("+86 13800138000", ("13800138000",)),
        ("手机：13800138000", ("13800138000",)),
        ("13800138000/010-12345678", ("13800138000", "010-12345678")),
        ("(0991)1234567", ("0991-1234567",)),
        ("09911234567", ("0991-1234567",)),
        ("0991-1234567转801", ("0991-1234567-801",)),
        ("0991-1234567-801", ("0991-1234567-801",)),
        ("13800138000 13800138000", ("13800138000",)),
        ("", ()),
    ],
)
def test_numbers_in_many_hands(text: str, expected: tuple[str, ...]) -> None:
    assert normalize_phone(text) == expected


def test_a_local_number_needs_its_area() -> None:
    with pytest.raises(UserError, match="没有区号"):
        normalize_phone("2345678")
    assert normalize_phone("2345678", area_code="0991") == ("0991-2345678",)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("1.38E+10", "缩写"),
        ("1380013800", "有 10 位"),
        ("12800138000", "看不懂"),
        ("无", "看不懂"),
        ("13800138000/1390013900", "有 10 位"),
    ],
)
def test_the_fault_is_named(text: str, words: str) -> None:
    with pytest.raises(UserError) as refused:
        normalize_phone(text)
    assert words in refused.value.what


@given(st.text(max_size=20))
def test_no_text_breaks_the_reader(text: str) -> None:
    with suppress(UserError):
        normalize_phone(text)


def test_masked() -> None:
    assert masked_phone("13800138000") == "138****8000"
    assert masked_phone("010-12345678") == "010-****5678"
    assert masked_phone("0991-1234567-801") == "0991-****4567"
