"""积分规则: how many points a deed brings, for whom and since when; entries keep the rule they came by."""

from collections.abc import Iterable
from datetime import date

from desktop_app.records.base import Record
from desktop_app.records.kinds import Choice, Date, Decimals, ManyChoice, Text
from desktop_app.records.record import Section
from desktop_app.records.rules import Problem, RuleContext, of_one_office
from desktop_app.registers.shared_rules import called_by, changed_boxes, not_before

DEDUCTION = "扣分"
FULL_MEMBER, PROBATION, GUEST, RESIDENT = "正式", "预备", "双报到", "居民"
PER_HOUR = "/小时"
# What brings points by itself; all else is entered by hand and approved.
BY_HAND, BY_ORDER, BY_MEETING, BY_STUDY = "手工记", "服务订单办结", "会议到会", "学习到会"


def _sense(record: "PointsRule", context: RuleContext) -> Iterable[Problem]:
    """A rule that gives nothing, or takes where it should give, is nonsense."""
    if record.points == 0:
        yield Problem("points", "分值不能是 0", "加分写正数，扣分写负数")
    elif record.group == DEDUCTION and record.points > 0:
        yield Problem("points", "扣分规则的分值要写负数", f"例如 -{record.points}")
    elif record.group != DEDUCTION and record.points < 0:
        yield Problem("points", "加分规则的分值要写正数", "要扣分的，类别选“扣分”")
    elif record.year_cap is not None and record.year_cap < abs(record.points):
        yield Problem("year_cap", f"年度上限比一次的 {abs(record.points)} 分还少", "请核对上限")
    if record.unit == PER_HOUR and record.posted_by not in (BY_HAND, BY_ORDER, BY_STUDY):
        yield Problem("unit", "按会议到会记分的，单位用“/次”", "请核对单位")


def _old_entries(record: "PointsRule", context: RuleContext) -> Iterable[Problem]:
    """A rule that is in use ends and is followed by a new one; it is not rewritten."""
    if record.is_new:
        return
    if changed_boxes(record, context) & {"points", "unit"} and record.from_on <= context.today:
        yield Problem(
            "points",
            "规则已经生效，改分值不影响已入账的积分",
            "最好写上截止日期，另加一条新规则",
            refuse=False,
        )


def _twice(record: "PointsRule", context: RuleContext) -> Iterable[Problem]:
    same = context.find(
        PointsRule.live().where(
            (PointsRule.name == record.name)
            & (PointsRule.uid != record.uid)
            & of_one_office(PointsRule, context, record)
        )
    )
    for one in same:
        ends, other_ends = record.to_on or date.max, one.to_on or date.max
        if record.from_on <= other_ends and one.from_on <= ends:
            yield Problem("from_on", f"这段时间已有同名规则（{one.from_on} 起）", "请先给旧规则写截止日期")
            return


class PointsRule(Record):
    """One rule, in force from one day to another."""

    name = Text("规则名称", required=True, limit=60, width=10, index=True)
    group = Choice(
        "类别",
        ("学习教育", "组织生活", "志愿服务", "承诺践诺", "网格履职", "荣誉加分", DEDUCTION),
        required=True,
        index=True,
    )
    points = Decimals("分值", required=True, places=1, least=-1000, most=1000, unit="分", help="扣分写负数")
    unit = Choice("单位", ("/次", PER_HOUR, "/篇", "/年"), required=True, default="/次")
    year_cap = Decimals("年度上限", places=1, unit="分", help="一个人一年最多记多少，不限的空着")
    scope = ManyChoice("适用对象", (FULL_MEMBER, PROBATION, GUEST, RESIDENT), required=True)
    posted_by = Choice(
        "怎样记分",
        (BY_HAND, BY_ORDER, BY_MEETING, BY_STUDY),
        required=True,
        default=BY_HAND,
        help="选了后三种，程序替你记",
    )
    from_on = Date("生效起", required=True, index=True)
    to_on = Date("生效止", help="还在用的空着")

    class Meta:
        table_name = "points_rule"
        title = "积分规则"
        group = "服务与网格"
        natural = (("name", "from_on"),)
        icon = "rule"
        instead_of_removal = "不再用的规则请写上“生效止”，已入账的积分照旧"
        listing = ("name", "group", "points", "unit", "year_cap", "scope", "from_on", "to_on")
        order = ("group", "name", "-from_on")
        period = "from_on"
        sections = (
            Section("规则", ("name", "group", "points", "unit", "year_cap")),
            Section("适用", ("scope", "posted_by", "from_on", "to_on")),
        )
        rules = (_sense, _old_entries, _twice, not_before("to_on", "from_on", "生效止早于生效起"))
        heading = called_by("name")

    def in_force_on(self, day: date) -> bool:
        """Whether the rule holds on ``day``."""
        return bool(self.from_on <= day <= (self.to_on or date.max))


def rules_posting(posted_by: str, context: RuleContext) -> list[PointsRule]:
    """The rules by which the program itself posts points for ``posted_by``, whenever they hold."""
    found: list[PointsRule] = context.find(
        PointsRule.live().where((PointsRule.posted_by == posted_by) & of_one_office(PointsRule, context))
    )
    return found
