"""Letters of transfer for their page: the next number, what is filled in before a person types, the clock."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.base.periods import Month
from desktop_app.duties.people.letters import (
    fresh_letter,
    letter_barred,
    letter_presets,
    letters_of,
    next_number,
)
from desktop_app.registers.people.dues_payments import DuesPayment
from desktop_app.registers.people.dues_standards import DuesStandard
from desktop_app.registers.people.org_transfers import OrgTransfer
from desktop_app.registers.people.orgs import PartyOrg
from tests.duties.rows import made
from tests.duties.sample import Branch


def letter(no: str, way: str = "转出", issued: date | None = date(2026, 3, 1)) -> object:
    return made("letter", letter_no=no, direction=way, issued_on=issued)


@pytest.mark.parametrize(
    ("letters", "number"),
    [
        ([], "1"),
        ([letter("3"), letter("12"), letter("7")], "13"),
        ([letter("09")], "10"),
        ([letter("桂转007")], "桂转008"),
        ([letter("8", issued=date(2025, 12, 30))], "1"),
        ([letter("8", way="转入")], "1"),
        ([letter("4", issued=None)], "5"),
        ([letter("特字")], "1"),
    ],
)
def test_the_next_number_follows_the_highest_of_the_year(letters: list[object], number: str) -> None:
    assert next_number(letters, 2026) == number


@given(st.lists(st.integers(1, 9999), max_size=8))
def test_the_next_number_is_never_one_that_was_used(taken: list[int]) -> None:
    assert int(next_number([letter(str(n)) for n in taken], 2026)) == max(taken, default=0) + 1


BASE = "中共安和街道工作委员会"


def under(branch: Branch, **values: object) -> None:
    """Put the branch under a 街道党工委."""
    base = branch.add(PartyOrg(full_name=BASE, org_code="S1", org_kind="党委", contact_phone="0991-5550100"))
    branch.org.parent = base.uid
    branch.add(branch.org)


def test_a_branch_asks_its_committee_and_counts_no_letter_up_article_25(branch: Branch) -> None:
    under(branch)
    branch.add(OrgTransfer(direction="转出", letter_no="7", member="某人", issued_on=date(2026, 3, 1)))
    out, coming = fresh_letter(branch), fresh_letter(branch, "转入")
    assert (out.from_org, out.issuer, out.to_org, out.letter_no) == (BASE, BASE, None, None)
    assert (coming.to_org, coming.new_branch, coming.issuer) == (BASE, branch.org.full_name, None)
    assert (out.valid_days, out.origin_phone) == (30, "0991-5550100")
    assert "党支部不能开具" in letter_barred(branch)


def test_a_committee_with_the_right_numbers_its_letters(branch: Branch) -> None:
    branch.org.org_kind = "党委"
    branch.add(branch.org)
    assert letter_barred(branch)
    branch.org.issues_letters = True
    branch.add(branch.org)
    branch.add(OrgTransfer(direction="转出", letter_no="7", member="某人", issued_on=date(2026, 3, 1)))
    assert letter_barred(branch) == ""
    out = fresh_letter(branch)
    assert (out.from_org, out.letter_no) == (branch.org.full_name, "8")


def test_dues_and_phone_come_from_the_books(branch: Branch) -> None:
    one = branch.member(mobile="13900000001", party_status="正常", entry_type="历史录入")
    branch.add(
        DuesStandard(
            member=one.uid, year=2026, payer_kind="在职(月薪)", base=Decimal(4000),
            monthly_due=Decimal(40), assessed_on=date(2026, 1, 5),
        )
    )  # fmt: skip
    for month in (1, 2):
        branch.add(
            DuesPayment(member=one.uid, for_month=Month(2026, month), due=Decimal(40), paid=Decimal(40))
        )
    assert letter_presets(branch, one.uid) == {
        "dues_paid_to": Month(2026, 2),
        "member_phone": "13900000001",
    }
    assert letter_presets(branch, "外来的人") == {}
    assert letter_presets(branch, None) == {}


def test_letters_stand_with_their_clock_and_whether_the_roster_has_the_person(branch: Branch) -> None:
    one = branch.member()
    issued = {"state": "已开具", "valid_days": 30, "issued_on": date(2026, 10, 1)}
    branch.add(OrgTransfer(direction="转出", letter_no="1", member=one.uid, **issued))
    branch.add(OrgTransfer(direction="转入", letter_no="9", member="卢晓明", state="草稿", valid_days=30))
    found = letters_of(branch)
    assert [(each.transfer.letter_no, each.on_roster, each.leaves) for each in found] == [
        ("9", False, False),
        ("1", True, True),
    ]
    assert "已过" in found[1].clock.words
