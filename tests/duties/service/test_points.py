"""Points: a balance is the sum of its entries, posting by rule happens once, nobody is ranked."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.base.periods import Month, PartialDate
from desktop_app.base.strokes import load_strokes
from desktop_app.duties.service.points import accounts, accounts_of, public_sheet, reversal, unposted
from desktop_app.records.links import PersonWhy
from desktop_app.registers.service.points_entries import PointsEntry
from desktop_app.registers.service.points_rules import PointsRule
from desktop_app.registers.service.redemptions import Redemption, balance_of
from desktop_app.registers.service.service_orders import ServiceOrder
from tests.duties.rows import made
from tests.duties.sample import Branch, opened, span

DAY = date(2026, 11, 23)
points = st.decimals(-50, 50, places=1)
holders = st.sampled_from(["甲", "乙"])
days = st.dates(date(2025, 10, 1), date(2026, 12, 31))


@st.composite
def ledgers(draw: st.DrawFn) -> list[Any]:
    """Entries in the order they were written, some of them taken back by a later one."""
    found: list[Any] = []
    for _ in range(draw(st.integers(0, 12))):
        open_ones = [
            one for one in found if not one.reverses and not any(other.reverses == one.uid for other in found)
        ]
        if open_ones and draw(st.booleans()):
            back = draw(st.sampled_from(open_ones))
            found.append(made("e", holder=back.holder, on=back.on, points=-back.points, reverses=back.uid))
        else:
            found.append(made("e", holder=draw(holders), on=draw(days), points=draw(points), reverses=None))
    return found


@given(
    ledgers(),
    st.lists(
        st.builds(lambda h, d, p: made("r", holder=h, on=d, points=abs(p)), holders, days, points), max_size=4
    ),
    days,
    st.booleans(),
    st.sampled_from([Decimal(0), Decimal(60)]),
)
def test_a_balance_is_the_sum_of_what_stands(
    entries: list[Any], spent: list[Any], day: date, ends: bool, base: Decimal
) -> None:
    for holder, account in accounts(entries, spent, day, base, ends).items():
        counted = [
            one
            for one in entries
            if one.holder == holder and one.on <= day and (not ends or one.on.year == day.year)
        ]
        paid = sum(
            one.points
            for one in spent
            if one.holder == holder and one.on <= day and (not ends or one.on.year == day.year)
        )
        assert account.balance == base + sum(one.points for one in counted) - paid
        assert account.balance == base + sum(one.points for one in account.standing) - account.spent
        assert {one.uid for one in account.entries} == {one.uid for one in counted}


def rule(branch: Branch, posted_by: str, **values: Any) -> PointsRule:
    given = {"name": posted_by, "group": "志愿服务", "points": Decimal(2), "unit": "/次"}
    scope = ("正式", "预备", "居民")
    return branch.add(
        PointsRule(**{**given, "scope": scope, "posted_by": posted_by, "from_on": date(2026, 1, 1), **values})
    )


def order(branch: Branch, *takers: Any, **values: Any) -> ServiceOrder:
    given = {"order_no": "FW-202611-001", "asked_on": DAY, "done_on": span(DAY), "state": "已办结"}
    people = tuple(PersonWhy(one.uid) for one in takers)
    return branch.add(ServiceOrder(**{**given, "takers": people, "hours": Decimal("1.5"), **values}))


def test_a_closed_order_posts_once_by_its_rule_and_within_the_cap(branch: Branch) -> None:
    one, two = branch.members(2)
    by_hour = rule(branch, "服务订单办结", unit="/小时", year_cap=Decimal(5))
    order(branch, one, two, two, dispatcher=two.uid)
    branch.add(
        PointsEntry(holder=one.uid, on=date(2026, 3, 1), reason="前一单", rule=by_hour.uid, points=Decimal(4))
    )
    made_now = unposted(branch)
    assert [(entry.holder, entry.points, entry.verifier) for entry in made_now] == [
        (one.uid, Decimal(1), two.uid),
        (two.uid, Decimal("3.0"), None),
    ]
    branch.add(*made_now)
    assert unposted(branch) == []
    branch.add(reversal(made_now[1], one.uid, "记错了", branch))
    assert unposted(branch) == []
    assert accounts_of(branch)[two.uid].balance == 0 == balance_of(two.uid, DAY, branch)
    order(branch, one, order_no="FW-202611-002", state="待评单")
    assert unposted(branch) == []


def test_who_came_gets_points_once_the_minutes_are_signed(branch: Branch) -> None:
    one, two = branch.members(2)
    rule(branch, "会议到会")
    rule(branch, "学习到会", unit="/小时", points=Decimal("0.5"))
    meeting = branch.meeting("党课", date(2026, 11, 2), state="定稿")
    branch.came(meeting, one)
    branch.came(meeting, two, present=False, reason="病假")
    session = branch.study(date(2026, 11, 2), meeting=meeting.uid)
    alone = branch.study(date(2026, 11, 3))
    branch.came(alone, two)
    branch.study(date(2026, 12, 3), title="还没有到的学习")
    assert [(entry.holder, entry.points, entry.source) for entry in unposted(branch)] == [
        (one.uid, Decimal("2.0"), meeting.uid),
        (one.uid, Decimal("1.0"), session.uid),
        (two.uid, Decimal("1.0"), alone.uid),
    ]
    meeting.state = "记录"
    branch.add(meeting)
    assert [entry.source for entry in unposted(branch)] == [alone.uid]


@pytest.mark.parametrize(
    ("scope", "values", "brings"),
    [
        ("双报到", {}, False),
        ("预备", {}, False),
        ("预备", {"full_on": PartialDate(2026, 11, 20)}, True),
        ("正式", {"full_on": PartialDate(2026, 11, 20)}, False),
        ("预备", {"category": "预备党员", "full_on": None}, True),
        ("正式", {"joined_on": PartialDate(2026, 11, 20)}, False),
    ],
)
def test_a_rule_is_for_those_it_names_as_they_were_that_day(
    branch: Branch, scope: str, values: dict[str, Any], brings: bool
) -> None:
    one = branch.member(**values)
    rule(branch, "会议到会", scope=(scope,))
    branch.came(branch.meeting("党课", date(2026, 11, 2), state="定稿"), one)
    assert bool(unposted(branch)) == brings


def post_all(branch: Branch) -> None:
    for one in unposted(branch):
        branch.add(one)


@settings(max_examples=40)
@given(
    st.lists(
        st.tuples(st.integers(0, 2), st.decimals("0.5", 4, places=1), st.integers(1, 300), st.booleans()),
        min_size=1,
        max_size=8,
    ),
    st.decimals(1, 9, places=1),
)
def test_no_cap_is_ever_exceeded_and_posting_again_posts_nothing(
    orders: list[tuple[int, Decimal, int, bool]], cap: Decimal
) -> None:
    with opened() as branch:
        people = branch.members(3)
        by = rule(branch, "服务订单办结", unit="/小时", points=Decimal(1), year_cap=cap)
        wanted: dict[str, Decimal] = {}
        for number, (who, hours, day, posts_alone) in enumerate(orders):
            done = span(date(2026, 1, 1) + timedelta(days=day))
            order(branch, people[who], order_no=f"FW-{number:03d}", done_on=done, hours=hours)
            uid = people[who].uid
            wanted[uid] = min(cap, wanted.get(uid, Decimal(0)) + hours)
            if posts_alone:
                post_all(branch)
        post_all(branch)
        got = {uid: one.won for uid, one in accounts_of(branch).items()}
        assert got == wanted
        assert {one.rule for one in branch.find(PointsEntry.live())} == {by.uid}
        assert unposted(branch) == []


def test_what_is_to_be_posted_is_read_in_few_queries(branch: Branch) -> None:
    rule(branch, "服务订单办结")
    rule(branch, "学习到会")
    who = branch.members(5)
    for number in range(30):
        order(branch, *who, order_no=f"FW-{number:03d}")
        branch.came(branch.study(date(2026, 11, 2)), *who)
    branch.queries = 0
    assert len(unposted(branch)) == 300
    assert branch.queries <= 14


def test_a_reversal_stays_in_the_year_whose_points_end(branch: Branch) -> None:
    one, two = branch.members(2)
    by = rule(branch, "手工记", from_on=date(2025, 1, 1))
    old = PointsEntry(holder=one.uid, on=date(2025, 6, 1), reason="值守", rule=by.uid, points=Decimal(3))
    assert reversal(branch.add(old), two.uid, "记错", branch).on == date(2025, 12, 31)
    branch.numbers["points_end_with_year"] = Decimal(0)
    assert reversal(old, two.uid, "记错", branch).on == DAY


def test_the_books_agree_with_the_register_and_the_sheet_stands_by_strokes(branch: Branch) -> None:
    zhao, ding = branch.member(name="赵一"), branch.member(name="丁二")
    given_rule = rule(branch, "手工记")
    for who, amount, on in ((zhao, "9", date(2026, 11, 3)), (ding, "1", date(2026, 10, 3))):
        branch.add(
            PointsEntry(holder=who.uid, on=on, reason="值守", rule=given_rule.uid, points=Decimal(amount))
        )
    branch.add(Redemption(on=date(2026, 11, 9), holder=zhao.uid, goods="x", qty=1, points=Decimal(4)))
    found = accounts_of(branch)
    assert {uid: one.balance for uid, one in found.items()} == {
        one.uid: balance_of(one.uid, DAY, branch) for one in (zhao, ding)
    }
    lines = public_sheet(branch, Month(2026, 11), load_strokes())
    assert [(one.name, one.kind, one.reasons, one.won, one.spent, one.balance) for one in lines] == [
        ("丁二", "党员", "", 0, 0, 1),
        ("赵一", "党员", "手工记 1 笔", 9, 4, 5),
    ]
    assert len(lines[1].uids) == 2
    branch.queries = 0
    october = public_sheet(branch, Month(2026, 10), load_strokes())
    assert branch.queries <= 6
    assert [(one.name, one.won, one.balance) for one in october] == [("丁二", 1, 1)]


def test_with_a_yearly_base_everybody_on_the_books_has_an_account(branch: Branch) -> None:
    one, gone = branch.member(), branch.member(exit_on=date(2026, 3, 1), exit_type="转出组织关系")
    branch.numbers["points_year_base"] = Decimal(60)
    found = accounts_of(branch)
    assert found[one.uid].balance == 60
    assert gone.uid not in found
