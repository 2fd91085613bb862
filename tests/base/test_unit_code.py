"""The check sign of GB 32100: the known code holds, a slip in any place is found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.base.errors import UserError
from desktop_app.base.unit_code import check_sign, read_unit_code

SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def test_the_example_of_the_standard_holds_however_it_is_spaced() -> None:
    code = "91350100M000100Y43"
    assert read_unit_code(code) == code
    assert read_unit_code(f" {code[:8]} {code[8:].lower()}") == code


@given(st.text(SIGNS, min_size=17, max_size=17), st.integers(0, 17), st.sampled_from(SIGNS))
def test_a_slip_in_one_place_is_found(first: str, place: int, other: str) -> None:
    code = first + check_sign(first)
    slipped = code[:place] + other + code[place + 1 :]
    if slipped == code:
        assert read_unit_code(code) == code
    else:
        with pytest.raises(UserError, match="校验码"):
            read_unit_code(slipped)


@pytest.mark.parametrize(
    ("typed", "what"),
    [("91350100M000100Y", "18 位"), ("91350100M000100I43", "不会有“I”"), ("九一", "不会有")],
)
def test_what_cannot_be_a_code_is_told(typed: str, what: str) -> None:
    with pytest.raises(UserError, match=what):
        read_unit_code(typed)
