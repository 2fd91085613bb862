"""Silence: told at ninety days, five and six months; the lost and the stopped by their own times."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.base.periods import Month, add_months
from desktop_app.duties.basics.deadline import Standing
from desktop_app.duties.people.contacts import (
    contact_duties,
    contact_states,
    lost_states,
    lost_steps,
    silence_of,
    silences,
)
from desktop_app.registers.people.mobile_members import MobileContact, MobileMember
from tests.duties.rows import made
from tests.duties.sample import NUMBERS, Branch

TODAY = date(2026, 11, 23)
RULES = {key: int(value) for key, value in NUMBERS.items()}
TOLD = dict.fromkeys(NUMBERS, "甲规定")


@pytest.mark.parametrize(
    ("last", "state", "words"),
    [
        (date(2026, 11, 1), Standing.OPEN, "外出后还没有联系"),
        (TODAY - timedelta(days=90), Standing.OPEN, "外出后还没有联系"),
        (TODAY - timedelta(days=91), Standing.NEAR, "91 天没有联系"),
        (date(2026, 6, 23), Standing.OVERDUE, "还有 30 天满 6 个月"),
        (date(2026, 5, 23), Standing.OVERDUE, "已满 6 个月"),
    ],
)
def test_silence_in_words(last: date, state: Standing, words: str) -> None:
    stay = made("s", member="m", out_on=last, back_on=None)
    found = silence_of(stay, (), RULES, TODAY)
    assert (found.state, words in found.words) == (state, True), found.words


@given(st.dates(date(2025, 1, 1), TODAY), st.lists(st.integers(0, 700), max_size=4))
def test_the_last_contact_counts_from_wherever_it_was(out: date, gaps: list[int]) -> None:
    days = [min(TODAY, out + timedelta(days=gap)) for gap in gaps]
    stay = made("s", member="m", out_on=out, back_on=None)
    found = silence_of(stay, [made("c", on=day) for day in days], RULES, TODAY)
    assert found.last == max([out, *days])
    assert (found.state is Standing.OVERDUE) == (add_months(found.last, 5) <= TODAY)
    stay.back_on = TODAY
    assert silence_of(stay, (), RULES, TODAY).state is Standing.DONE


def test_the_lost_and_the_stopped() -> None:
    lost = made(
        "m",
        name="失一",
        exit_type=None,
        exit_on=None,
        removal_kind=None,
        out_of_contact=True,
        lost_since=Month(2026, 4),
    )
    new = made(
        "m",
        name="失二",
        exit_type=None,
        exit_on=None,
        removal_kind=None,
        out_of_contact=True,
        lost_since=Month(2026, 9),
    )
    stopped = made(
        "m",
        name="停三",
        exit_type="停止党籍",
        exit_on=date(2025, 1, 10),
        removal_kind=None,
        out_of_contact=True,
        lost_since=None,
    )
    over = made(
        "m",
        name="停四",
        exit_type="停止党籍",
        exit_on=date(2024, 10, 10),
        removal_kind=None,
        out_of_contact=True,
        lost_since=None,
    )
    found = {one.name: one for one in lost_steps([lost, new, stopped, over], RULES, TOLD, TODAY)}
    assert {name: one.state for name, one in found.items()} == {
        "失一": Standing.OVERDUE, "失二": Standing.OPEN, "停三": Standing.NEAR, "停四": Standing.OVERDUE,
    }  # fmt: skip
    assert "已满 6 个月" in found["失一"].words
    assert "还有 48 天满 2 年" in found["停三"].words


def test_the_duties_of_a_branch(branch: Branch) -> None:
    one, two, guest = branch.members(3)
    stay = branch.add(
        MobileMember(member=one.uid, flow_dir="流出", out_on=date(2026, 1, 1), place="深圳", liaison=two.uid)
    )
    branch.add(MobileContact(mobile_member=stay.uid, on=date(2026, 8, 1), way="电话"))
    branch.add(
        MobileMember(
            member=guest.uid, flow_dir="流入", out_on=date(2025, 1, 1), place="本地", liaison=two.uid
        )
    )
    branch.member(name="失一", out_of_contact=True, lost_since=Month(2026, 1))
    assert [found.days for found in silences(branch)] == [114]
    duties = contact_duties(branch, date(2026, 11, 30))
    assert [duty.title for duty in duties] == ["失联党员：失一", f"联系流动党员：{one.name}"]
    assert "第二十四条" in duties[0].source


def test_the_table_says_in_a_word_who_is_to_be_asked_after(branch: Branch) -> None:
    here, silent, lost, guest, back = [
        branch.add(
            MobileMember(
                member=f"人{n}", flow_dir=way, out_on=out, place="外地", liaison="x", back_on=came
            )
        )
        for n, (way, out, came) in enumerate(
            (
                ("流出", TODAY - timedelta(days=20), None),
                ("流出", TODAY - timedelta(days=95), None),
                ("流出", TODAY - timedelta(days=200), None),
                ("流入", TODAY - timedelta(days=200), None),
                ("流出", TODAY - timedelta(days=200), TODAY),
            )
        )
    ]  # fmt: skip
    stays = [here, silent, lost, guest, back]
    branch.queries = 0
    told = contact_states(stays, branch)
    assert [told[one.uid] for one in stays] == ["正常", "待联系", "未联系", "", "已返回"]
    assert branch.queries == 1


def test_the_roster_says_what_comes_next_for_the_lost(branch: Branch) -> None:
    lost, fine = branch.member(out_of_contact=True, lost_since=Month(2026, 4)), branch.member()
    told = lost_states([lost, fine], branch)
    assert "已满 6 个月" in told[lost.uid]
    assert told[fine.uid] == ""
