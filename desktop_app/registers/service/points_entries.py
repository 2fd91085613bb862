"""积分台账: points won and lost, written once; a mistake is put right by a reversing entry."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from desktop_app.records.base import Record
from desktop_app.records.box import Naming
from desktop_app.records.kinds import Date, Decimals, Text
from desktop_app.records.links import PersonLink, RecordLink
from desktop_app.records.record import Section
from desktop_app.records.rules import Problem, RuleContext
from desktop_app.registers.people.members import Member, full_on_day, since_joining
from desktop_app.registers.service.points_rules import FULL_MEMBER, GUEST, PROBATION, RESIDENT, PointsRule
from desktop_app.registers.service.reporting_in import ReportingIn
from desktop_app.registers.shared_rules import not_in_future


def scope_on(person: Member | ReportingIn, day: date) -> str:
    """The kind of holder a rule's scope names for a person's record: 正式 or 预备 that day, 双报到."""
    if isinstance(person, Member):
        return FULL_MEMBER if full_on_day(person, day) else PROBATION
    return GUEST


def scope_of(holder: str, day: date, context: RuleContext) -> str:
    """The kind of holder ``holder`` is on ``day``; 居民 for a name on no list."""
    found = context.get(Member, holder) or context.get(ReportingIn, holder)
    return RESIDENT if found is None else scope_on(found, day)


def _checked_by_another(record: "PointsEntry", context: RuleContext) -> Iterable[Problem]:
    """Nobody approves his own points (积分银行, 一地做法); what the program posts rests on its record."""
    if record.verifier and record.verifier == record.holder:
        yield Problem("verifier", "核验人不能是本人", "请另选一人核验")
    if not record.verifier and not record.source:
        yield Problem("verifier", "手工记的积分要有核验人", "请选一名党员核验")


def _by_rule(record: "PointsEntry", context: RuleContext) -> Iterable[Problem]:
    rule = context.get(PointsRule, record.rule)
    if rule is None or record.reverses:
        return
    if not rule.from_on <= record.on <= (rule.to_on or date.max):
        yield Problem("rule", f"{record.on} 那天“{rule.name}”没有生效", "请选当时有效的规则")
    if (record.points > 0) != (rule.points > 0):
        yield Problem("points", f"“{rule.name}”是{'加' if rule.points > 0 else '扣'}分规则", "请核对正负")
    if scope_of(record.holder, record.on, context) not in (rule.scope or ()):
        yield Problem("rule", "这条规则不适用于这个对象", f"适用：{'、'.join(rule.scope or ())}")
    if rule.year_cap is not None:
        had = sum((one.points for one in _same_rule(record, context)), Decimal(0))
        if abs(had + record.points) > rule.year_cap:
            left = max(Decimal(0), rule.year_cap - abs(had)).normalize()
            yield Problem("points", f"“{rule.name}”本年最多还能记 {left:f} 分", "请核对分值")


def _same_rule(record: "PointsEntry", context: RuleContext) -> list["PointsEntry"]:
    query = PointsEntry.live().where(
        (PointsEntry.holder == record.holder)
        & (PointsEntry.rule == record.rule)
        & PointsEntry.on.between(date(record.on.year, 1, 1), date(record.on.year, 12, 31))
        & (PointsEntry.uid != record.uid)
    )
    return context.find(query)


def _reversal(record: "PointsEntry", context: RuleContext) -> Iterable[Problem]:
    """A reversal takes back exactly what one entry gave, once."""
    if record.points == 0:
        yield Problem("points", "分值不能是 0")
    if not record.reverses:
        return
    first = context.get(PointsEntry, record.reverses)
    again = context.find(
        PointsEntry.live().where((PointsEntry.reverses == record.reverses) & (PointsEntry.uid != record.uid))
    )
    if record.reverses == record.uid or first is None:
        yield Problem("reverses", "冲正要选一条已有的积分")
    elif again:
        yield Problem("reverses", "这条积分已经冲正过了", "不能再冲一次")
    elif first.reverses:
        yield Problem("reverses", "冲正的记录不能再冲正", "需要时按规则重新记一条")
    elif first.holder != record.holder:
        yield Problem("holder", "冲正的对象和原来的不是同一个人")
    elif first.points != -record.points:
        yield Problem("points", f"冲正要正好写 {(-first.points).normalize():f} 分")


def _heading(record: "PointsEntry", naming: Naming) -> str:
    if not record.holder or record.points is None:
        return ""
    who = PointsEntry.holder.show(record.holder, naming)
    return f"{who} {record.points.normalize():+f}分 {record.reason or ''}".strip()


class PointsEntry(Record):
    """One posting; a balance is the sum of them."""

    holder = RecordLink(
        "对象", ("member", "reporting_in"), free=True, required=True, index=True, help="居民直接写姓名"
    )
    on = Date("日期", required=True, index=True)
    reason = Text("事由", required=True, width=14)
    rule = RecordLink("规则", "points_rule", required=True, index=True)
    points = Decimals("分值", required=True, places=1, least=None, unit="分", help="扣分写负数")
    verifier = PersonLink("核验人", help="不能是本人")
    source = RecordLink(
        "来自", ("service_order", "meeting", "study_session"), index=True, help="程序按记录记分时自动写上"
    )
    reverses = RecordLink("冲正", "points_entry", index=True, help="记错的不改，选上原来那条，写相反的分值")

    class Meta:
        table_name = "points_entry"
        not_copied = ("holder", "reverses", "source")
        title = "积分台账"
        group = "服务与网格"
        natural = (("holder", "on", "rule", "reason"),)
        icon = "money"
        listing = ("on", "holder", "reason", "rule", "points", "verifier", "reverses")
        order = ("-on", "-uid")
        period = "on"
        append_only = True
        sections = (
            Section("积分", ("holder", "on", "reason", "rule", "points")),
            Section("核验", ("verifier", "source", "reverses")),
        )
        rules = (
            _checked_by_another,
            _by_rule,
            _reversal,
            since_joining("holder", "on"),
            not_in_future("on", "日期", refuse=True),
        )
        heading = _heading


def reversal_of(entry: PointsEntry, verifier: str, reason: str, day: date) -> PointsEntry:
    """The entry that takes ``entry`` back on ``day``."""
    return PointsEntry(
        holder=entry.holder,
        on=day,
        reason=reason,
        rule=entry.rule,
        points=-entry.points,
        verifier=verifier,
        reverses=entry.uid,
    )
