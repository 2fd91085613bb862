"""点派接评 and the points shop: orders step by step, points by rule, nothing spent that is not there."""

from datetime import date
from decimal import Decimal

import pytest

from desktop_app.base.dates import parse_span
from desktop_app.records.links import PersonWhy
from desktop_app.registers.service.goods import Goods, GoodsIntake
from desktop_app.registers.service.grid_events import GridEvent, issue_from_event
from desktop_app.registers.service.grids import Grid, GridPerson
from desktop_app.registers.service.points_entries import PointsEntry, reversal_of
from desktop_app.registers.service.points_rules import PointsRule
from desktop_app.registers.service.redemptions import Redemption, balance_of, stock_of
from desktop_app.registers.service.reporting_in import ReportingIn
from desktop_app.registers.service.service_orders import ServiceOrder

DAY = date(2026, 10, 12)


def rule(**values) -> PointsRule:
    given = {"name": "志愿服务", "group": "志愿服务", "points": Decimal(2), "unit": "/小时"}
    scope = {"scope": ("正式", "双报到"), "posted_by": "服务订单办结", "from_on": date(2026, 1, 1)}
    return PointsRule(**{**given, **scope, **values})


@pytest.fixture
def grid(desk):
    return desk.put(
        Grid(
            name="第一网格",
            code="01",
            leader="郑有为",
            phone="010-66660001",
            range="1至6号楼",
            households=260,
        )
    )


@pytest.fixture
def guest(desk, grid):
    return desk.put(
        ReportingIn(
            name="何双喜",
            mobile="13900000003",
            unit="市水务局",
            unit_org="中共市水务局机关委员会",
            grid=grid.uid,
            reported_on=date(2026, 3, 1),
        )
    )


@pytest.fixture
def order(desk):
    return desk.put(
        ServiceOrder(asked_on=DAY, requester="吴大妈", phone="010-66660002", need="维修", detail="水管漏水")
    )


def test_the_whole_way_of_an_order_ends_in_points(desk, people, guest, order):
    desk.put(rule())
    takers = (PersonWhy(people[1].uid), PersonWhy(guest.uid))
    assert "takers" in desk.take(order, "dispatch", dispatcher=people[0].uid)
    assert desk.take(order, "dispatch", dispatcher=people[0].uid, takers=takers) == {}
    assert desk.take(order, "take") == {}
    assert desk.take(order, "begin") == {}
    span = parse_span("2026-10-13 9:00-10:30")
    assert desk.take(order, "finish", done_on=span) == {}
    assert "rating" in desk.take(order, "rate")
    assert desk.take(order, "rate", rating="满意") == {}
    assert (order.order_no, order.state, order.hours) == ("FW-202610-001", "已办结", Decimal("1.5"))
    made = desk.find(PointsEntry.live())
    assert {one.source for one in made} == {order.uid}
    assert {(one.holder, one.points) for one in made} == {
        (people[1].uid, Decimal(3)),
        (guest.uid, Decimal(3)),
    }


def test_a_returned_order_is_sent_again_and_a_withdrawn_one_rests(desk, people, order):
    takers = (PersonWhy(people[1].uid),)
    desk.take(order, "dispatch", dispatcher=people[0].uid, takers=takers)
    assert "return_reason" in desk.take(order, "decline")
    assert desk.take(order, "decline", return_reason="没有工具") == {}
    assert desk.take(order, "again") == {}
    assert (order.state, order.takers) == ("待派单", None)
    assert desk.take(order, "cancel", cancel_reason="已经修好") == {}


def test_an_order_is_not_done_before_it_was_asked_nor_by_who_has_left(desk, people, guest, order):
    order.done_on = parse_span("2026-10-11 9:00-10:00")
    assert desk.told(order)["done_on"].refuse
    order.done_on = None
    guest.left_on = date(2026, 9, 1)
    desk.put(guest)
    order.takers = (PersonWhy(guest.uid),)
    assert desk.told(order)["takers"].refuse


@pytest.mark.parametrize(
    ("box", "values"),
    [
        ("points", {"points": Decimal(0)}),
        ("points", {"group": "扣分"}),
        ("points", {"points": Decimal(-2)}),
        ("year_cap", {"year_cap": Decimal(1)}),
        ("to_on", {"to_on": date(2025, 12, 31)}),
        ("unit", {"posted_by": "会议到会"}),
    ],
)
def test_a_rule_with_nonsense_is_refused(desk, box, values):
    assert desk.told(rule(**values))[box].refuse


def test_two_rules_of_a_name_do_not_overlap(desk):
    old = desk.put(rule(to_on=date(2026, 6, 30)))
    assert desk.told(rule(from_on=date(2026, 6, 30)))["from_on"].refuse
    assert desk.told(rule(from_on=date(2026, 7, 1))) == {}
    old.points = Decimal(3)
    assert not desk.told(old)["points"].refuse


def entry(desk, people, **values) -> PointsEntry:
    given = {"holder": people[1].uid, "on": DAY, "reason": "值守", "points": Decimal(8)}
    return PointsEntry(**{**given, "verifier": people[0].uid, **values})


def test_points_are_won_by_a_rule_and_taken_back_once(desk, people):
    by = desk.put(rule(year_cap=Decimal(10)))
    first = desk.put(entry(desk, people, rule=by.uid))
    more = entry(desk, people, rule=by.uid, points=Decimal(4))
    assert "还能记 2 分" in desk.told(more)["points"].text
    back = desk.put(reversal_of(first, people[0].uid, "记错了人", date(2026, 10, 20)))
    assert balance_of(people[1].uid, desk.today, desk) == 0
    assert desk.told(reversal_of(first, people[0].uid, "再冲", DAY))["reverses"].refuse
    assert desk.told(reversal_of(back, people[0].uid, "冲冲正", DAY))["reverses"].refuse
    again = desk.put(entry(desk, people, rule=by.uid))
    by.to_on = DAY
    desk.put(by)
    desk.put(reversal_of(again, people[0].uid, "规则已经结束，照样能冲正", date(2026, 10, 20)))


@pytest.mark.parametrize(
    ("box", "values"),
    [
        ("verifier", {"verifier": 1}),
        ("verifier", {"verifier": None}),
        ("points", {"points": Decimal(-8)}),
        ("rule", {"on": date(2025, 12, 31)}),
        ("rule", {"holder": "居民老吴"}),
        ("on", {"on": date(2026, 12, 1)}),
    ],
)
def test_a_posting_that_cannot_be_is_refused(desk, people, box, values):
    by = desk.put(rule())
    if values.get("verifier") == 1:
        values = {"verifier": people[1].uid}
    assert desk.told(entry(desk, people, rule=by.uid, **values))[box].refuse


def test_nobody_spends_more_than_he_has_nor_more_than_is_there(desk, people):
    by = desk.put(rule())
    desk.put(entry(desk, people, rule=by.uid))
    oil = desk.put(Goods(name="菜籽油", price=Decimal(4), goods_source="集体经济"))
    desk.put(GoodsIntake(goods=oil.uid, on=date(2026, 9, 1), qty=2))
    spent = {"on": DAY, "holder": people[1].uid, "goods": oil.uid, "clerk": people[0].uid}
    first = desk.put(Redemption(**spent, qty=1))
    assert (first.points, first.goods_source) == (Decimal(4), "集体经济")
    assert (balance_of(people[1].uid, desk.today, desk), stock_of(oil.uid, desk)) == (4, 1)
    told = desk.told(Redemption(**spent, qty=2))
    assert told["points"].refuse
    assert told["qty"].refuse
    assert desk.told(Redemption(**{**spent, "clerk": people[1].uid}, qty=1))["clerk"].refuse
    assert "points" in desk.told(Redemption(**{**spent, "on": date(2026, 10, 11)}, qty=1))
    desk.today = date(2027, 2, 1)
    assert balance_of(people[1].uid, desk.today, desk) == 0
    assert desk.told(first) == {}


def test_a_grid_event_becomes_an_issue(desk, org, grid):
    event = desk.put(
        GridEvent(
            on=DAY, grid=grid.uid, reporter="吴大妈", kind="环境卫生", location="3号楼", detail="垃圾没有清运"
        )
    )
    issue = issue_from_event(event, desk)
    assert (issue.source, issue.description) == ("网格上报", "3号楼：垃圾没有清运")
    event.closed_on = DAY
    assert desk.told(event)["action"].refuse
    event.closed_on, event.callback = None, "满意"
    assert desk.told(event)["callback"].refuse
    event.callback, event.urgency = None, "紧急"
    assert not desk.told(event)["level"].refuse


def test_a_force_is_named_and_a_member_of_ours_is_no_guest(desk, people, grid):
    office = GridPerson(grid=grid.uid, person="街道综治办", role="整合力量")
    assert desk.told(office)["force"].refuse
    ours = ReportingIn(
        name=people[0].name,
        mobile=people[0].mobile,
        unit="社区",
        unit_org="支部",
        grid=grid.uid,
        reported_on=DAY,
    )
    assert desk.told(ours)["name"].refuse
