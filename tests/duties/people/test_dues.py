"""Dues: the published table at every bound, the grid, who is behind, and sums that equal their lists."""

from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.base.periods import Month
from desktop_app.duties.people.dues import (
    DuesBook,
    Paid,
    dues_block,
    fallen_due,
    liable,
    statement,
    warnings,
    year_statement,
)
from desktop_app.registers.people.dues_standards import dues_a_month
from tests.duties.rows import made
from tests.duties.sample import NUMBERS, Branch

TODAY = date(2026, 11, 23)
WAGE = "在职(月薪)"


class Rules:
    """A look that knows the shipped rule table only."""

    office, today = "Z001", TODAY

    def rule(self, key: str, on: date | None = None) -> Decimal:
        return NUMBERS[key]


@pytest.mark.parametrize(
    ("base", "due"),
    [
        ("0.01", "0.00"),
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
@pytest.mark.parametrize("kind", [WAGE, "年薪制", "个体/不按月"])
def test_the_published_table_of_wages_at_every_bound_article_2(kind: str, base: str, due: str) -> None:
    assert dues_a_month(kind, Decimal(base), Rules()) == Decimal(due)


@pytest.mark.parametrize(
    ("base", "due"), [("3000.01", "15.00"), ("5000", "25.00"), ("5000.01", "50.00"), ("12000", "120.00")]
)
def test_the_published_table_of_pensions_at_every_bound_article_5(base: str, due: str) -> None:
    assert dues_a_month("离退休", Decimal(base), Rules()) == Decimal(due)


def test_the_small_fixed_amounts_article_6() -> None:
    small = {dues_a_month(kind, None, Rules()) for kind in ("学生", "下岗失业", "抚恤救济", "低保")}
    assert small == {Decimal("0.20")}
    assert dues_a_month("免交", Decimal(9000), Rules()) == 0
    assert dues_a_month("农民", None, Rules()) is None


@given(st.decimals(Decimal("0.01"), 200000, places=2), st.sampled_from([WAGE, "离退休"]))
def test_the_whole_base_pays_one_rate_and_more_never_pays_less(base: Decimal, kind: str) -> None:
    wages = [(3000, "0.005"), (5000, "0.01"), (10000, "0.015"), (10**9, "0.02")]
    steps = [(5000, "0.005"), (10**9, "0.01")] if kind == "离退休" else wages
    naive = next(Decimal(rate) for upto, rate in steps if base <= upto)
    due = dues_a_month(kind, base, Rules())
    assert due is not None
    assert abs(due - base * naive) <= Decimal("0.005")
    assert (dues_a_month(kind, base + 1, Rules()) or 0) >= due


def standard(member: Any, due: str, **values: Any) -> SimpleNamespace:
    given = {"year": 2026, "since": None, "payer_kind": WAGE, "monthly_due": Decimal(due)}
    return made("standard", member=member.uid, **{**given, **values})


def payment(member: Any, month: int, paid: str, due: str = "30", **values: Any) -> SimpleNamespace:
    amounts = {"due": Decimal(due), "paid": Decimal(paid), "signed": True, "voluntary_big": False}
    return made("payment", member=member.uid, for_month=Month(2026, month), **{**amounts, **values})


def member(name: str = "赵一", **values: Any) -> SimpleNamespace:
    given = {"entry_type": "历史录入", "entry_on": date(2025, 1, 5), "exit_type": None, "exit_on": None}
    return made("member", name=name, party_status="正常", **{**given, **values})


def book(members: list[Any], standards: list[Any], payments: list[Any], **values: Any) -> DuesBook:
    return DuesBook.of(members, standards, payments, TODAY, 10, **values)


def states(found: DuesBook, one: Any) -> list[str]:
    return [cell.state.value for row in found.grid(2026) if row.member == one.uid for cell in row.cells]


def test_the_grid_of_a_year_in_words() -> None:
    one = member()
    paid = [payment(one, n, "30") for n in range(1, 9)] + [payment(one, 9, "10")]
    assert states(book([one], [standard(one, "30")], paid), one) == ["已交"] * 8 + [
        "少交",
        "未交",
        "未交",
        "未到期",
    ]


def test_a_changed_income_holds_from_its_month_article_10_and_a_gift_pays_no_other() -> None:
    one = member()
    raised = standard(one, "75", since=Month(2026, 7))
    found = book([one], [standard(one, "30"), raised], [payment(one, 1, "500")])
    row = found.grid(2026)[0]
    assert [cell.due for cell in row.cells] == [Decimal(30)] * 6 + [Decimal(75)] * 6
    assert row.owed == 5 * 30 + 5 * 75
    assert set(row.standards) == {raised.uid, found.standards[one.uid][0].uid}


def test_who_is_asked_from_the_meeting_on_article_8_and_where_one_belongs_article_9() -> None:
    moved = member("钱二", entry_type="转入组织关系", entry_on=date(2026, 3, 15))
    new = member("孙三", entry_type="发展党员", entry_on=date(2026, 3, 15))
    gone = member("李四", exit_type="转出组织关系", exit_on=date(2026, 3, 15))
    rows = [standard(one, "30") for one in (moved, new, gone)]
    found = book([moved, new, gone], rows, [])
    assert states(found, moved)[:5] == ["不在册"] * 3 + ["未交"] * 2
    assert states(found, new)[:4] == ["不在册"] * 2 + ["未交"] * 2
    assert states(found, gone)[:4] == ["未交"] * 2 + ["不在册"] * 2
    told = book([moved], rows, [], paid_to={moved.uid: Month(2026, 6)})
    assert states(told, moved)[5:7] == ["不在册", "未交"]


def test_who_has_no_day_of_coming_is_asked_as_one_who_was_always_here() -> None:
    always = member(entry_on=None)
    assert liable(always, Month(2026, 1)) is True
    assert states(book([always], [standard(always, "30")], []), always)[:2] == ["未交", "未交"]


def test_who_was_stopped_is_asked_no_more_and_who_left_until_then() -> None:
    stopped = member()
    stopped.party_status = "停止党籍"
    assert not liable(stopped, Month(2026, 1))
    stopped.exit_on = date(2026, 3, 15)
    assert [liable(stopped, Month(2026, n)) for n in (2, 3)] == [True, False]


def test_a_month_falls_due_the_day_after_its_collecting_day() -> None:
    assert not fallen_due(Month(2026, 11), date(2026, 11, 10), 10)
    assert fallen_due(Month(2026, 11), date(2026, 11, 11), 10)
    assert not fallen_due(Month(2026, 2), date(2026, 2, 28), 31)
    assert fallen_due(Month(2026, 2), date(2026, 3, 1), 31)


def test_nothing_is_due_from_the_exempt_nor_from_a_standard_of_nothing() -> None:
    exempt, nothing = member(), member("钱二")
    rows = [standard(exempt, "30", payer_kind="免交"), standard(nothing, "0")]
    found = book([exempt, nothing], rows, [])
    assert set(states(found, exempt)) == set(states(found, nothing)) == {"免交"}


def test_arrears_look_back_two_years_this_month_the_last() -> None:
    one = member(entry_on=date(2020, 1, 5))
    rows = [standard(one, "30", year=year) for year in range(2021, 2027)]
    (found,) = book([one], rows, []).arrears()
    assert (found.cells[0].month, found.cells[-1].month) == (Month(2024, 12), Month(2026, 11))
    assert found.words == "连续 24 个月未交，2024年12月—2026年11月，欠 720.00 元"
    (found,) = book([one], rows, []).arrears(looked_back=1)
    assert found.words == "2026年11月，欠 30.00 元"


def test_months_over_a_turn_of_the_year_name_both_years_once() -> None:
    one = member(entry_on=date(2020, 1, 5))
    rows = [standard(one, "30", year=year) for year in (2025, 2026)]
    first = [made("payment", member=one.uid, for_month=Month(2025, n), due=Decimal(30), paid=Decimal(30),
                  signed=True) for n in range(1, 12)]  # fmt: skip
    paid = first + [payment(one, n, "30") for n in (2, 3, 5, 6, 7, 8, 9, 10, 11)]
    (found,) = book([one], rows, paid).arrears()
    assert found.months_words == "2025年12月—2026年1月、4月"


def test_the_statement_names_who_gave_more_who_pays_less_and_who_is_not_assessed() -> None:
    gives, less, late = member("赵一"), member("钱二"), member("孙三")
    rows = [
        standard(gives, "30"),
        standard(less, "30", payer_kind="少交"),
        standard(late, "30", since=Month(2026, 7)),
    ]
    paid = [
        payment(gives, 1, "80", voluntary_big=True),
        payment(gives, 2, "30"),
        payment(less, 1, "30"),
        made("payment", member=less.uid, for_month=Month(2025, 1), due=Decimal(0), paid=Decimal(9000),
             signed=True, voluntary_big=True),
    ]  # fmt: skip
    found = {one.key: one for one in year_statement(book([gives, less, late], rows, paid), 2026)}
    told = {key: found[key].items for key in ("gifts", "waived", "unassessed", "big")}
    assert told == {
        "gifts": (gives.uid,),
        "waived": (less.uid,),
        "unassessed": (late.uid,),
        "big": (paid[0].uid,),
    }
    assert (found["gifts"].value, found["big"].value) == (50, 80)


def test_a_month_tells_how_many_are_not_assessed() -> None:
    one, bare = member(), member("钱二")
    due, *_ = dues_block(book([one, bare], [standard(one, "30")], []), Month(2026, 3))
    assert due.note == "还有 1 人没有核定标准"
    due, *_ = dues_block(book([one], [standard(one, "30")], []), Month(2026, 3))
    assert due.note == ""


def test_nobody_is_in_arrears_before_an_assessment() -> None:
    one = member()
    found = book([one], [], [])
    assert set(states(found, one)) == {"未核定"}
    assert found.arrears() == ()


@pytest.mark.parametrize(("last_paid", "months"), [(10, None), (9, 2), (7, 4), (6, 5), (1, 5)])
def test_arrears_are_told_before_the_six_months_of_article_13(
    last_paid: int, months: int | None, branch: Branch
) -> None:
    one = member()
    rows = [payment(one, n, "30") for n in range(1, last_paid + 1)]
    found = warnings(book([one], [standard(one, "30")], rows), branch)
    assert [told.months for told in found] == ([] if months is None else [months])
    if months:
        assert f"连续 {11 - last_paid} 个月未交" in found[0].words
        assert "第三十一条" in found[0].source


def test_arrears_of_months_apart_are_no_run() -> None:
    one = member()
    rows = [payment(one, n, "30") for n in range(1, 12) if n not in (3, 4, 8)]
    found = book([one], [standard(one, "30")], rows).arrears()
    assert (found[0].run, found[0].owed) == (0, 90)
    assert found[0].words == "2026年3月—4月、8月，欠 90.00 元"


amounts = st.decimals(0, 2000, places=2)


@st.composite
def books(draw: st.DrawFn) -> DuesBook:
    people = [member(f"甲{n}") for n in range(draw(st.integers(0, 4)))]
    standards = [
        standard(
            one, "0", monthly_due=draw(amounts), payer_kind=draw(st.sampled_from([WAGE, "免交", "少交"]))
        )
        for one in people
        if draw(st.booleans())
    ]
    paid = [
        payment(one, n, str(draw(amounts)), str(draw(amounts)), voluntary_big=draw(st.booleans()))
        for one in people
        for n in draw(st.sets(st.integers(1, 12), max_size=5))
    ]
    return book(people, standards, paid)


@given(books())
def test_every_sum_of_the_statement_is_the_sum_of_its_list(found: DuesBook) -> None:
    figures = {one.key: one for one in year_statement(found, 2026)}
    rows = {row.member: row for row in found.grid(2026)}
    by_uid = {one.uid: one for one in found.payments.values()}
    assert figures["due"].value == sum(rows[uid].due for uid in figures["due"].items)
    assert figures["paid"].value == sum(by_uid[uid].paid for uid in figures["paid"].items)
    assert figures["owed"].value == sum(rows[uid].owed for uid in figures["owed"].items)
    assert figures["big"].value == sum(by_uid[uid].paid for uid in figures["big"].items)
    for key in ("payers", "behind", "waived", "unassessed"):
        assert figures[key].value == len(figures[key].items)
    paid_late = sum(cell.paid for row in rows.values() for cell in row.cells if cell.state is Paid.LATER)
    assert (
        figures["due"].value - figures["owed"].value + figures["gifts"].value
        == figures["paid"].value - paid_late
    )
    by_month = sum(dues_block(found, Month(2026, n))[1].value for n in range(1, 13))
    assert by_month == figures["paid"].value


def test_an_empty_branch_has_an_empty_statement() -> None:
    assert {one.value for one in statement(())} == {0}
