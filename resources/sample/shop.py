"""The points shop: rules, what was entered by hand, goods neighbours gave and what was had for points."""

from decimal import Decimal

from desktop_app.registers.service.goods import Goods, GoodsIntake
from desktop_app.registers.service.points_entries import PointsEntry, reversal_of
from desktop_app.registers.service.points_rules import BY_HAND, BY_ORDER, PointsRule
from desktop_app.registers.service.redemptions import Redemption

from .cast import Cast
from .grid import named
from .hand import Hand, Story, at, on

BY_THE_HOUR, LEAFLETS, NEIGHBOUR, HONOUR, ABSENT = (
    "志愿服务时长",
    "入户宣传",
    "居民参与志愿",
    "受到表彰",
    "无故缺席组织生活",
)
# 名称、类别、分值、单位、年度上限、适用、怎样记分.
RULES = (
    (BY_THE_HOUR, "志愿服务", "2", "/小时", "120", ("正式", "预备", "双报到"), BY_ORDER),
    (LEAFLETS, "志愿服务", "10", "/次", "40", ("正式", "预备", "双报到"), BY_HAND),
    (NEIGHBOUR, "志愿服务", "5", "/次", None, ("居民",), BY_HAND),
    (HONOUR, "荣誉加分", "20", "/次", "40", ("正式", "预备"), BY_HAND),
    ("报送信息被采用", "网格履职", "3", "/篇", "30", ("正式", "预备"), BY_HAND),
    (ABSENT, "扣分", "-5", "/次", None, ("正式", "预备"), BY_HAND),
)
# 物品、积分、约值、来源、提供单位、进货日期、数量.
GOODS = (
    ("洗洁精（1千克）", "8", "9.90", "商户联盟", "桂花里便民超市", "2026-08-28", 30),
    ("东北大米（5千克）", "30", "36.00", "共建单位捐赠", "市粮油公司", "2026-08-28", 20),
    ("理发一次", "10", "15.00", "商户联盟", "街角理发店", "2026-08-28", 40),
    ("磨刀修伞", "5", None, "其他", "邻里志愿队", "2026-08-28", 50),
    ("毛巾（两条装）", "6", "8.50", "集体经济", "桂花里社区居委会", "2026-09-20", 24),
)
# 日期、谁（=居民）、规则、分值、事由、核验人.
ENTRIES = (
    ("2026-09-19", "党员24", LEAFLETS, "10", "反诈入户宣传，走完3号楼", "组织委员"),
    ("2026-09-19", "组2.9", LEAFLETS, "10", "反诈入户宣传，讲三个案子", "组织委员"),
    ("2026-09-19", "组1.2", LEAFLETS, "10", "反诈入户宣传，补访8号楼", "组长1"),
    ("2026-09-19", "预备1", LEAFLETS, "10", "反诈入户宣传，登记12号楼", "组长2"),
    ("2026-09-20", "=翁淑贞", NEIGHBOUR, "5", "帮邻居收被子、看孩子", "党员24"),
    ("2026-09-28", "党员25", HONOUR, "20", "街道反诈先进个人", "组织委员"),
    ("2026-09-30", "宣传委员", "报送信息被采用", "6", "两篇信息被区里采用", "组织委员"),
    ("2026-10-15", "=鲁广田", NEIGHBOUR, "5", "敬老月带路走访三户", "组长1"),
    ("2026-10-16", "=翁淑贞", NEIGHBOUR, "5", "给送餐队洗菜两次", "组长3"),
    ("2026-10-17", "党员6", LEAFLETS, "10", "重阳走访两户，记下需求", "组长1"),
)
# 日期、谁、物品、数量、经手人、签了没有.
TAKEN = (
    ("2026-09-26", "党员25", "洗洁精（1千克）", 1, "组织委员", True),
    ("2026-10-18", "党员6", "理发一次", 1, "党员16", True),
    ("2026-10-18", "=翁淑贞", "毛巾（两条装）", 1, "党员16", True),
    ("2026-10-25", "党员24", "洗洁精（1千克）", 1, "党员16", False),
)


def rules_story(hand: Hand, cast: Cast) -> Story:
    """The branch's rules of points, talked over in June and in force since July."""
    yield at("2026-06-29 16:00")
    hand.save(
        "登记积分规则",
        *(
            PointsRule(
                name=name,
                group=group,
                points=Decimal(points),
                unit=unit,
                year_cap=Decimal(cap) if cap else None,
                scope=scope,
                posted_by=posted_by,
                from_on=on("2026-07-01"),
            )
            for name, group, points, unit, cap, scope, posted_by in RULES
        ),
    )


def points_story(hand: Hand, cast: Cast) -> Story:
    """What a person entered and another vouched for; one line was written twice and taken back."""
    last = None
    for day, holder, rule, points, reason, verifier in ENTRIES:
        yield at(f"{day} 20:10")
        last = PointsEntry(
            holder=named(cast, holder),
            on=on(day),
            reason=reason,
            rule=_rule(hand, rule),
            points=Decimal(points),
            verifier=cast[verifier],
        )
        hand.save("登记积分", last)
    yield at("2026-10-19 20:10")
    hand.save(
        "冲正积分",
        reversal_of(last, cast["组织委员"], "重阳走访已按主题党日记过，冲回重复的一笔", on("2026-10-19")),
    )


def goods_story(hand: Hand, cast: Cast) -> Story:
    """The shelf, filled by neighbours and a partner; after a count one bottle was missing."""
    shelf: dict[str, Goods] = {}
    days = sorted({one[5] for one in GOODS})
    for day in days:
        yield at(f"{day} 15:40")
        for name, price, value, source, giver, came, qty in GOODS:
            if came == day:
                shelf[name] = Goods(
                    name=name,
                    price=Decimal(price),
                    value=Decimal(value) if value else None,
                    goods_source=source,
                    giver=giver,
                    valid_to=on("2026-12-31"),
                )
                came_in = GoodsIntake(goods=shelf[name].uid, on=on(day), qty=qty, note="首批")
                hand.save(f"登记兑换物品：{name}", shelf[name], came_in)
    for day, holder, name, qty, clerk, signed in TAKEN:
        yield at(f"{day} 16:20")
        taken = Redemption(
            on=on(day),
            holder=named(cast, holder),
            goods=shelf[name].uid,
            qty=qty,
            signed=signed,
            clerk=cast[clerk],
        )
        hand.save("登记积分兑换", taken)
    yield at("2026-10-26 10:00")
    counted = GoodsIntake(
        goods=shelf["洗洁精（1千克）"].uid, on=on("2026-10-26"), qty=-1, note="盘点：破损一瓶"
    )
    hand.save("盘点兑换物品", counted)


def _rule(hand: Hand, name: str) -> str:
    return str(hand.ledger.find(PointsRule.live().where(PointsRule.name == name))[0].uid)
