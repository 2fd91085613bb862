"""兑换物品: what the points shop has to give, where it comes from and how much came in."""

from collections.abc import Iterable

from desktop_app.records.base import Record
from desktop_app.records.box import Computed
from desktop_app.records.kinds import Choice, Date, Decimals, Money, Number, Text
from desktop_app.records.links import RecordLink
from desktop_app.records.record import Section
from desktop_app.records.rules import Problem, RuleContext
from desktop_app.registers.shared_rules import called_by, not_in_future

SOURCES = ("共建单位捐赠", "集体经济", "商户联盟", "其他")


def _price(record: "Goods", context: RuleContext) -> Iterable[Problem]:
    if record.price == 0:
        yield Problem("price", "兑换要几分不能是 0")


class Goods(Record):
    """One thing or service to be had for points."""

    name = Text("物品或服务", required=True, limit=60, width=10, index=True)
    price = Decimals("兑换需要", required=True, places=1, unit="分", help="换一件要多少积分")
    value = Money("约值", help="市价，可以空着")
    goods_source = Choice("物品来源", SOURCES, index=True)
    giver = Text("提供单位", width=10)
    valid_to = Date("兑换截止", help="例如年底清零的写 12 月 31 日")

    class Meta:
        table_name = "goods"
        title = "兑换物品"
        group = "服务与网格"
        icon = "box"
        listing = ("name", "price", "value", "goods_source", "giver", "stock", "valid_to")
        order = ("name",)
        unique = (("name",),)
        computed = (Computed("stock", "库存", unit="件", help="进货减去已兑换"),)
        sections = (
            Section("物品", ("name", "price", "value", "valid_to")),
            Section("来源", ("goods_source", "giver")),
        )
        rules = (_price,)
        heading = called_by("name")


def _something(record: "GoodsIntake", context: RuleContext) -> Iterable[Problem]:
    if record.qty == 0:
        yield Problem("qty", "数量不能是 0", "盘点少了的写负数")


class GoodsIntake(Record):
    """Some pieces that came in, or a correction after counting."""

    goods = RecordLink("兑换物品", "goods", required=True, index=True)
    on = Date("日期", required=True, index=True)
    qty = Number("数量", required=True, least=-100000, most=100000, unit="件", help="盘点少了的写负数")
    note = Text("说明", width=10)

    class Meta:
        table_name = "goods_intake"
        title = "进货"
        icon = "import"
        parent = "goods"
        natural = (("goods", "on", "qty"),)
        listing = ("on", "qty", "note")
        order = ("-on",)
        period = "on"
        rules = (_something, not_in_future("on", "日期", refuse=True))
        heading = called_by("on")
