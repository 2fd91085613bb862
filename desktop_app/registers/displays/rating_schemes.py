"""评级方案: a table handed out by the committee: items with their points, grades with thresholds, vetoes."""

import json
from collections.abc import Iterable
from decimal import Decimal
from functools import cache
from typing import Any

from desktop_app.base.resources import read_text
from desktop_app.records.base import Record
from desktop_app.records.box import Computed
from desktop_app.records.kinds import Choice, Decimals, LongText, Number, Text
from desktop_app.records.links import RecordLink
from desktop_app.records.record import Section
from desktop_app.records.rules import Problem, RuleContext
from desktop_app.registers.shared_rules import called_by

SCORED, VETO, DIRECT = "计分项", "一票否决", "直接定级"
# What an item may be measured by, called by what is counted; '' leaves it to people. The figures themselves
# are worked out in duties, under the keys told here: no other figure may stand in their place.
MEASURES = {
    "三会一课次数": "三会一课次数（应开的按期开）",
    "主题党日次数": "主题党日次数（应开的按期开）",
    "平均学时达标率": "学时达标率（按人数）",
    "承诺践诺率": "承诺践诺率（到期的承诺）",
    "问题按期销号率": "问题按期销号率（到期的问题）",
    "党费按期收缴率": "党费足额收缴率（按人数）",
    "服务订单满意率": "服务订单满意率（评过单的）",
    "调研成果转化数": "调研成果转化数（要转化的）",
}
FIGURE_OF = {
    "三会一课次数": "three_meetings",
    "主题党日次数": "theme_days",
    "平均学时达标率": "hours",
    "承诺践诺率": "promises",
    "问题按期销号率": "issues",
    "党费按期收缴率": "dues",
    "服务订单满意率": "orders",
    "调研成果转化数": "conversions",
}
# Percent; the three steps together weigh all of it.
_WHOLE = 100


def _weights(record: "RatingScheme", context: RuleContext) -> Iterable[Problem]:
    """自查自评, 群众测评 and 组织考评 weigh 100 % together (党支部评星定级，一地做法)."""
    weights = [record.self_weight, record.mass_weight, record.superior_weight]
    if any(one is not None for one in weights) and sum(one or 0 for one in weights) != _WHOLE:
        yield Problem("self_weight", "三步的权重加起来要等于 100", "请核对权重")


def _covers(record: "RatingScheme", context: RuleContext) -> Iterable[Problem]:
    """The total holds the points of its items and every threshold."""
    items = context.find(SchemeItem.live().where(SchemeItem.scheme == record.uid, SchemeItem.kind == SCORED))
    points = sum((one.max or Decimal(0) for one in items), Decimal(0))
    if points > record.full_score:
        yield Problem("full_score", f"各项分值已有 {points.normalize():f} 分，总分不能更低", "请先改指标项")
    for grade in context.find(SchemeGrade.live().where(SchemeGrade.scheme == record.uid)):
        if grade.least > record.full_score:
            text = f"“{grade.grade}”的分数线 {grade.least.normalize():f} 分高于总分"
            yield Problem("full_score", text, "请先改等次的分数线")


class RatingScheme(Record):
    """One scheme: 创A, stars, or 先进/一般/后进."""

    name = Text("方案", required=True, limit=60, width=10, index=True, help="例如 创A、星级评定")
    handed_by = Text("下发单位", width=10)
    since_year = Number("自哪年起", least=1949, most=2999, help="空着表示一直适用")
    full_score = Number("总分", required=True, least=1, most=10000, default=100, unit="分")
    self_weight = Number("自评权重", most=100, unit="%")
    mass_weight = Number("测评权重", most=100, unit="%")
    superior_weight = Number("考评权重", most=100, unit="%")
    note = LongText("说明", help="出处、评定办法，用自己的话写")

    class Meta:
        table_name = "rating_scheme"
        title = "评级方案"
        group = "调研与案例"
        icon = "table"
        listing = ("name", "handed_by", "since_year", "full_score", "items", "grades")
        order = ("name",)
        unique = (("name", "since_year"),)
        computed = (
            Computed("items", "指标项", unit="项"),
            Computed("grades", "等次", "text"),
        )
        sections = (
            Section("方案", ("name", "handed_by", "since_year", "full_score", "note")),
            Section("三步的权重", ("self_weight", "mass_weight", "superior_weight")),
        )
        rules = (_weights, _covers)
        heading = called_by("name")


def _item_sense(record: "SchemeItem", context: RuleContext) -> Iterable[Problem]:
    if record.kind == SCORED and not record.max:
        yield Problem("max", "计分项要写满分多少")
    if record.kind != SCORED and record.max:
        yield Problem("max", "一票否决、直接定级的项不写分值", "请清空分值")
    scheme = context.get(RatingScheme, record.scheme)
    if scheme is None or not record.max or record.kind != SCORED:
        return
    others = context.find(
        SchemeItem.live().where((SchemeItem.scheme == record.scheme) & (SchemeItem.uid != record.uid))
    )
    total = sum((one.max or Decimal(0) for one in others), record.max)
    if total > scheme.full_score:
        yield Problem(
            "max",
            f"各项分值共 {total.normalize():f} 分，超过总分 {scheme.full_score} 分",
            "请减这一项的分值，或者先改方案的总分",
        )


class SchemeItem(Record):
    """One item of a scheme with its points, or a veto."""

    scheme = RecordLink("方案", "rating_scheme", required=True, index=True)
    seq = Number("序号", least=1)
    part = Text("板块", limit=40, width=6)
    item = Text("指标项", required=True, width=16)
    kind = Choice("性质", (SCORED, VETO, DIRECT), required=True, default=SCORED)
    max = Decimals("分值", places=1, unit="分")
    measure = Choice("自动取数", MEASURES, width=8, help="选了的，评级时程序列出有关记录")
    how = LongText("评分办法", limit=2000)

    class Meta:
        table_name = "scheme_item"
        title = "指标项"
        icon = "checklist"
        parent = "scheme"
        listing = ("seq", "part", "item", "kind", "max", "measure")
        order = ("seq", "uid")
        unique = (("scheme", "item"),)
        rules = (_item_sense,)
        heading = called_by("item")


def _threshold(record: "SchemeGrade", context: RuleContext) -> Iterable[Problem]:
    scheme = context.get(RatingScheme, record.scheme)
    if scheme is not None and record.least > scheme.full_score:
        yield Problem("least", f"分数线高于总分 {scheme.full_score} 分", "请核对")


class SchemeGrade(Record):
    """One grade of a scheme, the score it begins at and how many branches may have it."""

    scheme = RecordLink("方案", "rating_scheme", required=True, index=True)
    grade = Text("等次", required=True, limit=20, width=5)
    least = Decimals("分数线", required=True, places=1, unit="分", help="达到这个分数就是这一等次")
    quota = Number("比例上限", most=100, unit="%", help="不限的空着")

    class Meta:
        table_name = "scheme_grade"
        title = "等次"
        icon = "trophy"
        parent = "scheme"
        listing = ("grade", "least", "quota")
        order = ("-least",)
        unique = (("scheme", "grade"), ("scheme", "least"))
        rules = (_threshold,)
        heading = called_by("grade")


def grade_of(scheme: str, score: Decimal, context: RuleContext) -> str:
    """The grade a total ``score`` reaches in ``scheme``; '' below every threshold."""
    grades = context.find(SchemeGrade.live().where(SchemeGrade.scheme == scheme))
    reached = [one for one in grades if score >= one.least]
    return max(reached, key=lambda one: one.least).grade if reached else ""


@cache
def _shipped() -> tuple[dict[str, Any], ...]:
    return tuple(json.loads(read_text("rating_schemes.json"))["schemes"])


def shipped_schemes() -> list[Record]:
    """Fresh records of the schemes that ship with the program: each scheme, then its items and grades."""
    made: list[Record] = []
    for given in _shipped():
        scheme = RatingScheme(**given["scheme"])
        made.append(scheme)
        for seq, item in enumerate(given["items"], 1):
            score = Decimal(item["max"]) if "max" in item else None
            made.append(SchemeItem(**{**item, "scheme": scheme.uid, "seq": seq, "max": score}))
        made += [
            SchemeGrade(scheme=scheme.uid, grade=grade, least=Decimal(least))
            for grade, least in given["grades"].items()
        ]
    return made
