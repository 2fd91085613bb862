"""积分兑换: points given for goods, never more than the balance and never more than is on the shelf."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from desktop_app.records.base import Record
from desktop_app.records.box import Naming
from desktop_app.records.kinds import Choice, Date, Decimals, Number, YesNo
from desktop_app.records.links import PersonLink, RecordLink
from desktop_app.records.record import Section
from desktop_app.records.rules import Problem, RuleContext
from desktop_app.registers.people.members import since_birth
from desktop_app.registers.service.goods import SOURCES, Goods, GoodsIntake
from desktop_app.registers.service.points_entries import PointsEntry
from desktop_app.registers.shared_rules import not_in_future


def balance_of(holder: str, day: date, context: RuleContext, leave_out: str = "") -> Decimal:
    """The points ``holder`` has on the evening of ``day``: entries less redemptions.

    Where the rule table says that points end with the year, only those of the year of ``day`` count.
    ``leave_out`` is the uid of a redemption not to be counted.
    """
    first = date(day.year, 1, 1) if context.rule("points_end_with_year", day) else date.min
    won = PointsEntry.live().where((PointsEntry.holder == holder) & PointsEntry.on.between(first, day))
    spent = Redemption.live().where(
        (Redemption.holder == holder) & Redemption.on.between(first, day) & (Redemption.uid != leave_out)
    )
    base = context.rule("points_year_base", day)
    gained = sum((one.points for one in context.find(won)), Decimal(0))
    return base + gained - sum((one.points for one in context.find(spent)), Decimal(0))


def stock_of(goods: str, context: RuleContext, leave_out: str = "") -> int:
    """How many pieces of ``goods`` are on the shelf; ``leave_out`` is a redemption not to be counted."""
    came = context.find(GoodsIntake.live().where(GoodsIntake.goods == goods))
    gone = context.find(Redemption.live().where((Redemption.goods == goods) & (Redemption.uid != leave_out)))
    pieces: int = sum(one.qty for one in came) - sum(one.qty for one in gone)
    return pieces


def _enough(record: "Redemption", context: RuleContext) -> Iterable[Problem]:
    """Neither the balance nor the shelf goes below nothing, on the day and after it."""
    last = context.today
    if context.rule("points_end_with_year", record.on):
        last = min(last, date(record.on.year, 12, 31))
    for day in sorted({record.on, max(record.on, last)}):
        have = balance_of(record.holder, day, context, record.uid)
        if record.points > have:
            yield Problem(
                "points",
                f"积分不够：{day} 有 {have.normalize():f} 分，要扣 {record.points.normalize():f} 分",
                "请减少数量，或者换别的物品",
            )
            break
    stock = stock_of(record.goods, context, record.uid)
    if record.qty > stock:
        yield Problem("qty", f"库存只有 {stock} 件", "请减少数量，或者先在“兑换物品”里登记进货")


def _price(record: "Redemption", context: RuleContext) -> Iterable[Problem]:
    goods = context.get(Goods, record.goods)
    if goods is not None and record.points != goods.price * record.qty:
        yield Problem(
            "points", f"按标价应扣 {(goods.price * record.qty).normalize():f} 分", "请核对", refuse=False
        )


def _two_hands(record: "Redemption", context: RuleContext) -> Iterable[Problem]:
    if record.clerk == record.holder:
        yield Problem("clerk", "经手人不能是兑换人本人", "请另选一人经手")


def _in_time(record: "Redemption", context: RuleContext) -> Iterable[Problem]:
    if record.valid_to is not None and record.on > record.valid_to:
        yield Problem("on", f"兑换期到 {record.valid_to} 为止", "请核对日期")


def _fill(record: "Redemption", context: RuleContext) -> None:
    """Price, source and last day come from the goods when nothing is written."""
    goods = context.get(Goods, record.goods)
    if goods is None:
        return
    if record.lacks(Redemption.points) and not record.lacks(Redemption.qty):
        record.points = goods.price * record.qty
    record.goods_source = record.goods_source or goods.goods_source
    record.valid_to = record.valid_to or goods.valid_to


def _heading(record: "Redemption", naming: Naming) -> str:
    if not record.holder or not record.goods:
        return ""
    return f"{Redemption.holder.show(record.holder, naming)} 兑换{naming(record.goods)}"


class Redemption(Record):
    """One person's points turned into goods or a service."""

    on = Date("日期", required=True, index=True)
    holder = RecordLink(
        "兑换人", ("member", "reporting_in"), free=True, required=True, index=True, help="居民直接写姓名"
    )
    goods = RecordLink("物品或服务", "goods", required=True, index=True)
    qty = Number("数量", required=True, least=1, default=1, unit="件")
    points = Decimals("扣减积分", required=True, places=1, unit="分", help="空着时按标价乘数量")
    signed = YesNo("领取签字", default=False, help="纸上签了再勾选")
    clerk = PersonLink("经手人", required=True, help="不能是兑换人本人")
    valid_to = Date("有效期", help="空着时取物品的兑换截止日")
    goods_source = Choice("物品来源", SOURCES, help="空着时取物品的来源")

    class Meta:
        table_name = "redemption"
        not_copied = ("holder",)
        title = "积分兑换"
        group = "服务与网格"
        natural = (("on", "holder", "goods", "qty"),)
        icon = "swap"
        listing = ("on", "holder", "goods", "qty", "points", "signed", "clerk", "goods_source")
        order = ("-on", "-uid")
        period = "on"
        sections = (
            Section("兑换", ("on", "holder", "goods", "qty", "points")),
            Section("领取", ("signed", "clerk", "valid_to", "goods_source")),
        )
        rules = (
            _enough,
            _price,
            _two_hands,
            _in_time,
            since_birth("holder", "on"),
            since_birth("clerk", "on"),
            not_in_future("on", "日期", refuse=True),
        )
        fill = _fill
        heading = _heading
