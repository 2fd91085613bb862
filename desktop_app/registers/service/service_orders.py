"""服务订单: a resident asks, the community sends, members take it on, the resident judges."""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from desktop_app.records.base import Record
from desktop_app.records.box import Naming
from desktop_app.records.kinds import Choice, Date, Decimals, LongText, State, Text
from desktop_app.records.links import PersonLink, Persons, Phone, RecordLink
from desktop_app.records.record import Section
from desktop_app.records.rules import Problem, RuleContext, Step
from desktop_app.records.spans import TimeSpan
from desktop_app.registers.people.members import Member, belongs_on, since_birth
from desktop_app.registers.service.points_entries import PointsEntry
from desktop_app.registers.service.points_posting import Occasion, entries_for
from desktop_app.registers.service.points_rules import BY_ORDER
from desktop_app.registers.service.reporting_in import ReportingIn
from desktop_app.registers.shared_rules import next_number, not_before, not_in_future

WAITING, SENT, TAKEN, AT_WORK = "待派单", "已派单", "已接单", "服务中"
TO_RATE, DONE, RETURNED, CANCELLED = "待评单", "已办结", "退单", "撤销"
RATINGS = ("非常满意", "满意", "一般", "不满意")


def _takers_here(record: "ServiceOrder", context: RuleContext) -> Iterable[Problem]:
    """Who has left does not take orders."""
    day = record.dispatched_on or context.today
    for one in record.takers or ():
        member = context.get(Member, one.person)
        guest = None if member is not None else context.get(ReportingIn, one.person)
        gone = member is not None and not belongs_on(member, day)
        if gone or (guest is not None and guest.left_on is not None and guest.left_on <= day):
            who = member.name if member is not None else getattr(guest, "name", "")
            yield Problem("takers", f"{who}已经不在这里", "请另选接单人")


def _times(record: "ServiceOrder", context: RuleContext) -> Iterable[Problem]:
    for box, title in (("agreed_on", "约定时间"), ("done_on", "完成时间")):
        span = getattr(record, box)
        if span is not None and span.day < record.asked_on:
            yield Problem(box, f"{title}早于点单日期", "请核对日期")
    if record.done_on is not None and record.done_on.day > context.today:
        yield Problem("done_on", "完成时间还没有到", "请核对日期")


def _unhappy(record: "ServiceOrder", context: RuleContext) -> Iterable[Problem]:
    if record.rating == RATINGS[-1] and not record.comment:
        yield Problem("comment", "评价不满意的，写明哪里不满意", "好据此改进", refuse=False)


def _send(record: "ServiceOrder", context: RuleContext) -> None:
    record.dispatched_on = record.dispatched_on or context.today


def _again(record: "ServiceOrder", context: RuleContext) -> None:
    record.takers = record.dispatcher = record.dispatched_on = record.agreed_on = None


def order_occasion(order: "ServiceOrder", context: RuleContext) -> Occasion:
    """What a closed order is to the rules of points: its takers, vouched for by who sent them."""
    day = order.done_on.day if order.done_on is not None else context.today
    takers = tuple(taker.person for taker in order.takers or ())
    reason = f"服务订单 {order.order_no}"
    return Occasion(order.uid, BY_ORDER, day, takers, order.hours, reason, order.dispatcher)


def _points(record: "ServiceOrder", context: RuleContext) -> list[PointsEntry]:
    return entries_for([order_occasion(record, context)], context)


def _rate(record: "ServiceOrder", context: RuleContext) -> None:
    record.rated_on = record.rated_on or context.today


def _fill(record: "ServiceOrder", context: RuleContext) -> None:
    """The month's next number, removed orders counted; hours from begin to end when none are written."""
    if record.hours is None and record.done_on is not None:
        minutes = Decimal(record.done_on.minutes)
        record.hours = (minutes / 60).quantize(Decimal("0.1"), ROUND_HALF_UP)
    if record.order_no or record.asked_on is None:
        return
    start = f"FW-{record.asked_on:%Y%m}-"
    office = record.owner_office or context.office
    same = ServiceOrder.select().where(
        ServiceOrder.order_no.startswith(start) & (ServiceOrder.owner_office == office)
    )
    record.order_no = f"{start}{next_number((one.order_no for one in context.find(same)), start):03d}"


def _heading(record: "ServiceOrder", naming: Naming) -> str:
    return f"{record.order_no or ''} {record.need or ''}".strip()


class ServiceOrder(Record):
    """One order from 点单 to 评单; who asks and where is shown to nobody who need not know."""

    order_no = Text("单号", machine=True, limit=20, width=7, index=True)
    asked_on = Date("点单日期", required=True, index=True)
    requester = Text(
        "点单人", is_name=True, required=True, private=True, width=5, help="网格员可以代点，写居民姓名"
    )
    phone = Phone("联系方式", required=True, private=True)
    address = Text("住址", private=True, width=10)
    grid = RecordLink("网格", "grid", index=True, help="派单时先找同网格的人")
    need = Choice(
        "需求类别",
        (
            "矛盾化解",
            "环境整治",
            "政策宣传",
            "困难帮助",
            "文化艺术",
            "医疗健康",
            "维修",
            "陪护",
            "微心愿",
            "其他",
        ),
        required=True,
        index=True,
    )
    detail = LongText("需求内容", required=True)
    channel = Choice("来源", ("上门", "电话", "公示栏", "窗口", "网格员", "会议"))
    dispatcher = PersonLink("派单人")
    dispatched_on = Date("派单日期")
    takers = Persons("接单党员", ("member", "reporting_in"), help="本支部党员和双报到党员都可以")
    agreed_on = TimeSpan("约定时间")
    done_on = TimeSpan("完成时间", help="从几点做到几点，服务时长照它算")
    hours = Decimals("服务时长", places=1, most=200, unit="小时", help="每个接单人的时长，按它记积分")
    rating = Choice("评单(满意度)", RATINGS, index=True)
    comment = LongText("评单意见", limit=1000)
    rated_on = Date("评单日期")
    return_reason = LongText("退单原因", limit=1000)
    cancel_reason = LongText("撤销原因", limit=1000)
    state = State("状态", (WAITING, SENT, TAKEN, AT_WORK, TO_RATE, DONE, RETURNED, CANCELLED), index=True)

    class Meta:
        table_name = "service_order"
        not_copied = ("takers", "dispatcher")
        kept_back = ("requester", "phone", "address")
        title = "服务订单(点派接评)"
        group = "服务与网格"
        icon = "heart"
        listing = ("order_no", "asked_on", "need", "detail", "takers", "hours", "rating", "state")
        order = ("-order_no",)
        period = "asked_on"
        locked = frozenset((DONE, CANCELLED))
        unique = (("order_no",),)
        natural = (("asked_on", "requester", "detail"),)
        sections = (
            Section(
                "居民点单",
                ("asked_on", "requester", "phone", "address", "grid", "need", "detail", "channel"),
            ),
            Section(
                "社区派单、党员接单", ("dispatcher", "dispatched_on", "takers", "agreed_on", "return_reason")
            ),
            Section("服务", ("done_on", "hours")),
            Section("居民评单", ("rating", "comment", "rated_on", "cancel_reason")),
        )
        rules = (
            _takers_here,
            _times,
            _unhappy,
            since_birth("dispatcher", "asked_on"),
            since_birth("takers", "asked_on"),
            not_in_future("asked_on", "点单日期", refuse=True),
            not_before("dispatched_on", "asked_on", "派单日期早于点单日期"),
            not_before("rated_on", "asked_on", "评单日期早于点单日期"),
        )
        steps = (
            Step(
                "dispatch",
                "派单",
                (WAITING,),
                SENT,
                needs=("dispatcher", "takers"),
                asks=("dispatcher", "dispatched_on", "agreed_on", "takers"),
                write=_send,
            ),
            Step(
                "take",
                "接单",
                (SENT,),
                TAKEN,
                needs=("takers",),
                asks=("takers", "agreed_on"),
            ),
            Step("begin", "开始服务", (TAKEN,), AT_WORK),
            Step(
                "finish",
                "服务完成",
                (TAKEN, AT_WORK),
                TO_RATE,
                needs=("done_on",),
                asks=("done_on", "hours"),
                help="请居民评单；没有评的打电话回访，不自动算好评",
            ),
            Step(
                "rate",
                "评单办结",
                (TO_RATE,),
                DONE,
                needs=("rating",),
                asks=("rating", "comment", "rated_on", "hours"),
                write=_rate,
                brings=_points,
                confirm="办结后不能再改，积分按时长入账。现在办结吗？",
            ),
            Step(
                "decline",
                "退单",
                (SENT, TAKEN),
                RETURNED,
                needs=("return_reason",),
                asks=("return_reason",),
            ),
            Step("again", "重新派单", (RETURNED,), WAITING, write=_again),
            Step(
                "cancel",
                "点单人撤销",
                (WAITING, SENT, TAKEN, RETURNED),
                CANCELLED,
                needs=("cancel_reason",),
                asks=("cancel_reason",),
            ),
        )
        fill = _fill
        heading = _heading
