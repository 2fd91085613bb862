"""Points: a balance is the sum of its entries, posting by rule happens once, nobody is ranked."""

from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from desktop_app.base.dates import Month
from desktop_app.base.strokes import load_strokes
from desktop_app.duties.points import accounts, accounts_of, capped, postings, publicity, redemption_fault
from desktop_app.records.links import PersonWhy
from desktop_app.registers.points_entries import PointsEntry, reversal_of
from desktop_app.registers.points_rules import PointsRule
from desktop_app.registers.redemptions import Redemption, balance_of
from desktop_app.registers.service_orders import ServiceOrder
from tests.duties.rows import made
from tests.duties.sample import Branch

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


@given(points, points, st.none() | st.decimals(0, 60, places=1))
def test_a_cap_cuts_but_never_turns_the_sign(
    given_points: Decimal, had: Decimal, cap: Decimal | None
) -> None:
    found = capped(given_points, had, cap)
    assert abs(found) <= abs(given_points)
    assert found * given_points >= 0
    assert cap is None or abs(found) <= max(Decimal(0), cap - abs(had))


def rule(branch: Branch, posted_by: str, **values: Any) -> PointsRule:
    given = {"name": posted_by, "group": "志愿服务", "points": Decimal(2), "unit": "/次"}
    scope = ("正式", "预备", "居民")
    return branch.add(
        PointsRule(**{**given, "scope": scope, "posted_by": posted_by, "from_on": date(2026, 1, 1), **values})
    )


def test_a_closed_order_posts_once_by_its_rule_and_within_the_cap(branch: Branch) -> None:
    one, two = branch.members(2)
    by_hour = rule(branch, "服务订单办结", unit="/小时", year_cap=Decimal(5))
    order = branch.add(
        ServiceOrder(
            order_no="FW-202611-001", takers=(PersonWhy(one.uid, ""), PersonWhy(two.uid, "")),
            hours=Decimal("1.5"), state="已办结", dispatcher=two.uid,
        )
    )  # fmt: skip
    branch.add(
        PointsEntry(holder=one.uid, on=date(2026, 3, 1), reason="前一单", rule=by_hour.uid, points=Decimal(4))
    )
    made_now = postings(order, branch)
    assert {entry.holder: entry.points for entry in made_now} == {
        one.uid: Decimal(1),
        two.uid: Decimal("3.0"),
    }
    branch.add(*made_now)
    assert postings(order, branch) == []
    back = reversal_of(made_now[1], one.uid, "记错了", DAY)
    branch.add(back)
    assert postings(order, branch) == []
    order.state = "待评单"
    assert postings(order, branch) == []
    assert accounts_of(branch)[two.uid].balance == 0 == balance_of(two.uid, DAY, branch)


def test_who_came_gets_points_and_a_planned_meeting_brings_none(branch: Branch) -> None:
    one, two = branch.members(2)
    rule(branch, "会议到会")
    rule(branch, "学习到会", unit="/小时", points=Decimal("0.5"))
    meeting = branch.meeting("党课", date(2026, 11, 2))
    branch.came(meeting, one)
    branch.came(meeting, two, present=False, reason="病假")
    assert [(entry.holder, entry.points) for entry in postings(meeting, branch)] == [
        (one.uid, Decimal("2.0"))
    ]
    session = branch.study(date(2026, 11, 2), meeting=meeting.uid)
    assert [entry.points for entry in postings(session, branch)] == [Decimal("1.0")]
    meeting.state = "通知"
    branch.add(meeting)
    assert postings(meeting, branch) == []
    assert postings(session, branch) == []


def test_a_rule_for_others_gives_nothing(branch: Branch) -> None:
    one = branch.member()
    rule(branch, "会议到会", scope=("双报到",))
    meeting = branch.meeting("党课", date(2026, 11, 2))
    branch.came(meeting, one)
    assert postings(meeting, branch) == []


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
    names = {zhao.uid: "赵一", ding.uid: "丁二"}
    lines = publicity(found, Month(2026, 11), names.__getitem__, load_strokes(), DAY)
    assert [(one.name, one.won, one.spent, one.balance) for one in lines] == [
        ("丁二", 0, 0, 1),
        ("赵一", 9, 4, 5),
    ]
    assert len(lines[1].uids) == 2


def test_nothing_is_given_over_the_balance_or_the_shelf() -> None:
    account = accounts(
        [made("e", holder="甲", on=DAY, points=Decimal(10), reverses=None)], [], DAY, Decimal(0), True
    )
    assert redemption_fault(account["甲"], Decimal(0), Decimal(10), 2, 2) == ""
    assert "差 1 分" in redemption_fault(account["甲"], Decimal(0), Decimal(11), 1, 2)
    assert "库存只有 2 件" in redemption_fault(account["甲"], Decimal(0), Decimal(3), 3, 2)
    assert "有 0 分" in redemption_fault(None, Decimal(0), Decimal(3), 1, 2)
