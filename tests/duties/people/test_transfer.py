"""Letters: how long they hold, when the receipt is due, and the numbers in 大写."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.base.numerals import from_chinese
from desktop_app.base.periods import Month
from desktop_app.duties.basics.deadline import Standing
from desktop_app.duties.people.transfer import (
    letter_clock,
    letter_words,
    numbers,
    paid_up_to,
    transfer_duties,
)
from desktop_app.registers.people.org_transfers import OrgTransfer
from tests.duties.rows import made
from tests.duties.sample import NUMBERS, Branch

TODAY = date(2026, 11, 23)
RULES = {key: int(value) for key, value in NUMBERS.items()}


def letter(**values: Any) -> Any:
    given = {
        "direction": "转出", "state": "已开具", "issued_on": date(2026, 11, 20), "valid_days": 30,
        "valid_to": None, "receipt_on": None, "dues_paid_to": Month(2026, 7), "letter_no": "3",
    }  # fmt: skip
    return made("t", **{**given, **values})


def test_the_letter_in_capital_numerals() -> None:
    told = letter_words(letter())
    assert (told.dues_paid_to, told.valid_days) == ("贰零贰陆年柒月", "叁拾")
    assert told.issued_on == "贰零贰陆年壹拾壹月贰拾日"
    empty = letter_words(letter(issued_on=None, valid_days=None, dues_paid_to=None))
    assert (empty.dues_paid_to, empty.valid_days, empty.issued_on) == ("", "", "")


@given(st.integers(1, 90), st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_what_is_printed_can_be_read_back(days: int, issued: date) -> None:
    told = letter_words(letter(valid_days=days, issued_on=issued, dues_paid_to=Month.of(issued)))
    assert from_chinese(told.valid_days) == days
    year, rest = told.issued_on.split("年")
    month, day = rest.removesuffix("日").split("月")
    assert (from_chinese(year), from_chinese(month), from_chinese(day)) == (
        issued.year,
        issued.month,
        issued.day,
    )
    assert told.issued_on.startswith(told.dues_paid_to)


@pytest.mark.parametrize(
    ("values", "state", "words"),
    [
        ({}, Standing.OPEN, "有效期还有 27 天，回执还有 27 天"),
        ({"valid_days": 6}, Standing.NEAR, "有效期还有 3 天，回执还有 27 天"),
        ({"valid_days": 2}, Standing.OVERDUE, "有效期已过 1 天"),
        ({"issued_on": date(2026, 11, 3), "valid_days": 60}, Standing.NEAR, "回执还有 10 天"),
        ({"issued_on": date(2026, 10, 20), "valid_days": 60}, Standing.OVERDUE, "回执逾期 3 天"),
        ({"issued_on": date(2026, 8, 24), "valid_days": 900}, Standing.OVERDUE, "有效期已过 1 天"),
        ({"state": "草稿", "issued_on": None}, Standing.OPEN, "还没有开具"),
        ({"state": "已接收(回执)", "receipt_on": date(2026, 11, 22)}, Standing.DONE, "已接收 2026-11-22"),
        ({"state": "作废"}, Standing.DONE, "作废"),
    ],
)
def test_where_a_letter_stands(values: dict[str, Any], state: Standing, words: str) -> None:
    found = letter_clock(letter(**values), RULES, TODAY)
    assert (found.state, words in found.words) == (state, True), found.words


@given(st.integers(1, 200), st.integers(0, 400))
def test_no_letter_holds_over_three_months(days: int, age: int) -> None:
    issued = TODAY - timedelta(days=age)
    found = letter_clock(letter(valid_days=days, issued_on=issued), RULES, TODAY)
    assert found.valid_to is not None
    assert (found.valid_to - issued).days == min(days, 90)
    assert (found.state is Standing.OVERDUE) == (
        found.valid_to < TODAY or (found.receipt_due is not None and found.receipt_due < TODAY)
    )


def test_open_letters_of_the_branch(branch: Branch) -> None:
    one = branch.member()
    boxes = {"member": one.uid, "from_org": "甲", "to_org": "乙", "dues_paid_to": Month(2026, 10)}
    out = branch.add(
        OrgTransfer(
            direction="转出",
            letter_no="1",
            state="已开具",
            issued_on=date(2026, 11, 1),
            valid_days=30,
            **boxes,
        )
    )
    branch.add(
        OrgTransfer(direction="转出", letter_no="2", state="作废", issued_on=date(2026, 9, 1), **boxes)
    )
    branch.add(OrgTransfer(direction="转入", letter_no="3", state="已接收(回执)", **boxes))
    found = transfer_duties(branch, date(2026, 12, 31))
    assert [(duty.uids, duty.due) for duty in found] == [((out.uid,), date(2026, 12, 1))]
    assert "介绍信" in found[0].source
    # From day 20 on without a receipt it is near, whichever month it falls due in.
    assert transfer_duties(branch, date(2026, 11, 30)) == found
    branch.today = date(2026, 11, 10)
    assert transfer_duties(branch, date(2026, 11, 30)) == []
    assert paid_up_to(branch) == {one.uid: Month(2026, 10)}
    assert numbers(branch)["transfer_receipt_months"] == 1
