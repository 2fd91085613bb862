# ruff: noqa: E501
"""Invented grids, orders, points and plates for a branch that has members."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from desktop_app.base.dates import parse_span
from desktop_app.records.links import PersonWhy
from desktop_app.registers.displays.identity_displays import IdentityDisplay
from desktop_app.registers.service.goods import Goods, GoodsIntake
from desktop_app.registers.service.grid_events import GridEvent
from desktop_app.registers.service.grids import Grid, GridPerson
from desktop_app.registers.service.points_entries import PointsEntry
from desktop_app.registers.service.points_rules import PointsRule
from desktop_app.registers.service.redemptions import Redemption
from desktop_app.registers.service.reporting_in import ReportingIn
from desktop_app.registers.service.service_orders import ServiceOrder

ASKED = (
    ("维修", "厨房水管漏水，老人一个人在家，晚上没法关总阀", "吴秀兰", "上门"),
    ("困难帮助", "腿脚不便，想请人代买一周的米面油和降压药", "周德福", "电话"),
    ("矛盾化解", "楼上晾衣滴水，两家争了半个月，请党员来说和", "陈桂香", "网格员"),
    ("政策宣传", "想弄清楚医保异地报销要带哪些材料", "刘广才", "窗口"),
    ("陪护", "下周三到市医院复查，儿女不在身边，请人陪同", "何玉珍", "公示栏"),
    ("微心愿", "孙子想要一套《十万个为什么》，社区能不能帮忙借", "孙来福", "会议"),
    ("环境整治", "二单元楼道堆了旧家具，消防通道过不去", "郑小满", "网格员"),
    ("文化艺术", "老年合唱队缺一个会弹电子琴的伴奏", "冯淑贤", "上门"),
)

# The papers these records make; their tests stand with them.
SERVICE_PAPERS = (
    "identity_card",
    "door_plate",
    "display_board",
    "order_slip",
    "points_sheet",
    "points_statement",
    "redemption_slip",
    "grid_sheet",
    "reporting_in_slip",
    "reporting_in_card",
)


@dataclass
class Serving:
    """What was written, by what it is."""

    grids: list[Any]
    guests: list[Any]
    orders: list[Any]
    events: list[Any]
    rules: list[Any]
    goods: list[Any]
    displays: list[Any]


def serve(ledger: Any, people: list[Any]) -> Serving:
    """Write everything through the ledger's own door; ``people`` are at least six members."""
    grids = [
        Grid(name=f"春风社区第{n}网格", code=f"CF-0{at}", range=f"{at * 6 - 5}至{at * 6}号楼",
             households=240 + 30 * at, leader=people[at].uid, phone=f"0991-555013{at}",
             officer="李向东　街道党工委委员")
        for at, n in enumerate("一二", 1)
    ]  # fmt: skip
    ledger.save(*grids)
    ledger.save(
        *(
            GridPerson(grid=grids[0].uid, person=who, role=role, force=force, phone=phone, duty=duty)
            for who, role, force, phone, duty in (
                (people[3].uid, "网格员", None, "0991-5550141", "每天巡查、代办"),
                (people[4].uid, "在职党员", None, None, "政策宣传"),
                ("夕阳红志愿队", "志愿队", None, "0991-5550142", "助老、环境"),
                ("街道综治办　赵警官", "整合力量", "综治", "0991-5550150", "治安、纠纷"),
                ("街道环保所", "整合力量", "环保", "0991-5550151", "扬尘、垃圾"),
                ("街道应急站", "整合力量", "应急", "0991-5550152", "消防、防汛"),
                ("城管三中队", "整合力量", "城管", "0991-5550153", "占道、违建"),
                ("春风物业", "整合力量", "物业", "0991-5550154", "设施维修"),
                ("街道民政办", "整合力量", "民政", "0991-5550155", "低保、救助"),
            )
        ),
        GridPerson(grid=grids[1].uid, person=people[5].uid, role="网格员", phone="0991-5550143"),
    )
    guests = [
        ReportingIn(name=name, mobile=f"1390000010{at}", unit=unit, unit_org=f"中共{unit}党支部",
                    grid=grids[at % 2].uid, skills=skills, free_time=times, post="社区治理",
                    reported_on=date(2026, 3, 12 + at))
        for at, (name, unit, skills, times) in enumerate((
            ("马永刚", "市水务局", ("水电维修",), ("周末", "工作日晚")),
            ("于文静", "市第二中学", ("教育", "文艺"), ("随叫随到",)),
            ("卫国平", "市人民医院", ("医疗", "心理"), ("周末",)),
        ))
    ]  # fmt: skip
    ledger.save(*guests)
    for one, skills in zip(people, (("宣讲",), ("法律",), ("水电维修",), ("心理", "其他")), strict=False):
        one.skills, one.free_time = skills, ("随叫随到",)
        ledger.save(one)
    rules = [
        PointsRule(name="志愿服务", group="志愿服务", points=Decimal(2), unit="/小时", year_cap=Decimal(60),
                   scope=("正式", "预备", "双报到"), posted_by="服务订单办结", from_on=date(2026, 1, 1)),
        PointsRule(name="参加会议", group="组织生活", points=Decimal(1), unit="/次",
                   scope=("正式", "预备"), posted_by="会议到会", from_on=date(2026, 1, 1)),
        PointsRule(name="参加学习", group="学习教育", points=Decimal("0.5"), unit="/小时",
                   scope=("正式", "预备"), posted_by="学习到会", from_on=date(2026, 1, 1)),
        PointsRule(name="见义勇为", group="荣誉加分", points=Decimal(10), unit="/次",
                   scope=("正式", "预备", "双报到", "居民"), from_on=date(2026, 1, 1)),
        PointsRule(name="无故缺席", group="扣分", points=Decimal(-2), unit="/次", scope=("正式", "预备"),
                   from_on=date(2026, 1, 1)),
    ]  # fmt: skip
    ledger.save(*rules)
    orders = _orders(ledger, people, guests, grids)
    _points(ledger, people, rules)
    goods = [
        Goods(name="菜籽油（5升）", price=Decimal(12), goods_source="共建单位捐赠", giver="春风粮油店"),
        Goods(name="理发一次", price=Decimal(3), goods_source="商户联盟", giver="惠民理发店"),
        Goods(name="洗衣液", price=Decimal(6), goods_source="集体经济"),
    ]
    ledger.save(*goods)
    ledger.save(*(GoodsIntake(goods=one.uid, on=date(2026, 9, 1), qty=10) for one in goods))
    ledger.save(
        Redemption(on=date(2026, 11, 15), holder=guests[0].uid, goods=goods[1].uid, qty=1, clerk=people[0].uid,
                   signed=True),
        Redemption(on=date(2026, 11, 18), holder=people[2].uid, goods=goods[2].uid, qty=1, clerk=people[1].uid),
    )  # fmt: skip
    return Serving(
        grids, guests, orders, _events(ledger, people, grids), rules, goods, _displays(ledger, people)
    )


def _orders(ledger: Any, people: list[Any], guests: list[Any], grids: list[Any]) -> list[Any]:
    """Eight orders, from one that nobody was sent for to one that is closed and rated."""
    first = date(2026, 10, 26)
    orders = []
    for at, (need, detail, who, channel) in enumerate(ASKED):
        order = ServiceOrder(
            asked_on=first + timedelta(days=3 * at), requester=who, phone=f"1390000020{at}",
            address=f"春风里{at + 1}号楼{at % 3 + 1}单元{at + 2}0{at % 4 + 1}室", grid=grids[at % 2].uid,
            need=need, detail=detail, channel=channel,
        )  # fmt: skip
        ledger.save(order)
        orders.append(order)
    takers = {
        0: (guests[0], people[2]),
        1: (people[3],),
        2: (people[1], people[3]),
        3: (people[0],),
        4: (guests[2],),
    }
    for at, sent in takers.items():
        order, day = orders[at], first + timedelta(days=3 * at + 1)
        named = tuple(PersonWhy(one.uid) for one in sent)
        ledger.step(order, "dispatch", {"dispatcher": people[5].uid, "dispatched_on": day, "takers": named})
        if at == 4:
            continue
        agreed = parse_span(f"{day + timedelta(days=1)} 9:00-11:00")
        ledger.step(order, "take", {"agreed_on": agreed})
        if at == 3:
            continue
        ledger.step(order, "finish", {"done_on": agreed})
        if at < 2:
            ledger.step(
                order,
                "rate",
                {
                    "rating": ("非常满意", "满意")[at],
                    "rated_on": day + timedelta(days=3),
                    "comment": "来得快，修得好",
                },
            )
    return orders


def _points(ledger: Any, people: list[Any], rules: list[Any]) -> None:
    """Some points by hand."""
    ledger.save(
        PointsEntry(holder=people[2].uid, on=date(2026, 11, 6), reason="夜间巡逻时扑灭一处火情", rule=rules[3].uid,
                    points=Decimal(10), verifier=people[0].uid),
        PointsEntry(holder="罗大海", on=date(2026, 11, 9), reason="制止电动车进楼", rule=rules[3].uid,
                    points=Decimal(10), verifier=people[0].uid),
        PointsEntry(holder=people[4].uid, on=date(2026, 11, 10), reason="10月党小组会无故缺席", rule=rules[4].uid,
                    points=Decimal(-2), verifier=people[0].uid),
    )  # fmt: skip


def _events(ledger: Any, people: list[Any], grids: list[Any]) -> list[Any]:
    """Events on every level, one of them urgent and open."""
    events = [
        GridEvent(on=date(2026, 11, 3), grid=grids[0].uid, reporter=people[3].uid, kind="环境卫生", urgency="一般",
                  location="3号楼西侧", detail="垃圾桶满溢，两天没有清运", level="网格",
                  action="联系春风物业当天清运", closed_on=date(2026, 11, 3), callback="满意"),
        GridEvent(on=date(2026, 11, 12), grid=grids[0].uid, reporter="吴秀兰", kind="公共设施损坏", urgency="较急",
                  location="5号楼2单元", detail="楼道灯全部不亮，老人上下楼看不清", level="社区"),
        GridEvent(on=date(2026, 11, 20), grid=grids[1].uid, reporter=people[5].uid,
                  kind="安全隐患(消防/燃气/用电)", urgency="紧急", location="9号楼地下室",
                  detail="电动车集中充电，线路发热有焦味", level="街道", action="已断电并报街道应急站"),
        GridEvent(on=date(2026, 11, 18), grid=grids[1].uid, reporter=people[5].uid, kind="矛盾纠纷",
                  urgency="一般", location="11号楼", detail="两户因停车位争执，情绪较大", level="网格"),
    ]  # fmt: skip
    ledger.save(*events)
    return events


def _displays(ledger: Any, people: list[Any]) -> list[Any]:
    """Cards, plates, posts and tiles on the wall."""
    since = date(2026, 1, 10)
    wall = [
        IdentityDisplay(member=one.uid, form="公示栏照片", location="社区一楼公示栏", post="",
                        from_on=since,
                        shown_fields=("姓名", "党内职务", "责任区"))
        for one in people[:9]
    ]  # fmt: skip
    others = [
        IdentityDisplay(member=people[0].uid, form="桌牌", location="一号窗口", post="综合服务岗",
                        from_on=since,
                        shown_fields=("姓名", "党内职务", "联系电话"), phone_consent=True),
        IdentityDisplay(member=people[1].uid, form="党员示范岗", location="二号窗口", post="民政窗口",
                        from_on=since,
                        shown_fields=("姓名", "党内职务")),
        IdentityDisplay(member=people[2].uid, form="党员责任区", location="1至3号楼", post="楼栋长",
                        from_on=since,
                        shown_fields=("姓名", "责任区")),
        IdentityDisplay(member=people[3].uid, form="党员责任区", location="4至6号楼", post="楼栋长",
                        from_on=since,
                        shown_fields=("姓名", "责任区")),
        IdentityDisplay(member=people[2].uid, form="党员户牌", location="3号楼2单元501室门口",
                        from_on=since,
                        shown_fields=("姓名", "党内职务", "责任区")),
        IdentityDisplay(member=people[4].uid, form="党员户牌", location="1号楼1单元201室门口",
                        from_on=since,
                        shown_fields=("姓名",)),
    ]  # fmt: skip
    ledger.save(*wall, *others)
    return wall + others
