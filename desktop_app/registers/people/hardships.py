"""困难党员: who is in need, why and how far, who stands by them, and the notice before they are listed."""

from collections.abc import Iterable
from datetime import timedelta

from desktop_app.records.base import Record
from desktop_app.records.box import Naming
from desktop_app.records.declaration import WHOLE
from desktop_app.records.kinds import Choice, Date, LongText, Money, Number, State, Text, YesNo
from desktop_app.records.links import PersonLink
from desktop_app.records.record import Section
from desktop_app.records.rules import Problem, RuleContext, Step
from desktop_app.registers.people.members import since_joining
from desktop_app.registers.shared_rules import not_before, not_in_future

APPLIED, ON_NOTICE, LISTED, OVER, DROPPED = "申报", "公示", "在册", "已脱困", "没有列入"


def _partner(record: "Hardship", context: RuleContext) -> Iterable[Problem]:
    if record.partner is not None and record.partner == record.member:
        yield Problem("partner", "结对党员不能是本人", "请另选一名党员")


def _notice(record: "Hardship", context: RuleContext) -> Iterable[Problem]:
    """A notice of five days is usual where hardship is published; the number is the branch's own."""
    first, last = record.notice_from, record.notice_to
    if first is None or last is None:
        return
    least = int(context.rule("hardship_notice_days", first))
    if last < first + timedelta(days=least - 1):
        yield Problem("notice_to", f"公示不到 {least} 天", "请核对起止日期", refuse=False)


def _notice_over(record: "Hardship", context: RuleContext) -> Iterable[Problem]:
    if record.notice_to is not None and context.today <= record.notice_to:
        yield Problem("notice_to", f"公示到 {record.notice_to} 才满", "公示期满再列入")


def _heading(record: "Hardship", naming: Naming) -> str:
    return f"{naming(record.member)} {record.cause or ''}".strip() if record.member else ""


class Hardship(Record):
    """One member's need in one year."""

    member = PersonLink("困难党员", required=True, index=True)
    year = Number("年度", required=True, least=1949, most=2999, index=True)
    cause = Choice(
        "困难原因", ("因病", "因残", "因灾", "因学", "失业", "年老无依靠", "其他"), required=True, index=True
    )
    degree = Choice("困难程度", ("特别困难", "困难"), required=True, default="困难")
    story = LongText("具体情况", private=True, help="只给支委会看，不公示")
    household = Number("家庭人口", required=True, least=1, most=30, unit="人")
    income = Money("人均月收入", required=True, private=True)
    low_income = YesNo("是否低保", default=False)
    health = Text("健康状况", private=True, width=6)
    partner = PersonLink("结对党员", help="由他经常走动、帮着办事")
    help_plan = LongText("帮扶打算", limit=1000)
    applied_on = Date("申报日期", required=True, index=True)
    notice_from = Date("公示起")
    notice_to = Date("公示止")
    listed_on = Date("支委会研究日期")
    over_on = Date("脱困日期")
    drop_reason = LongText("没有列入的原因", limit=1000)
    state = State("状态", (APPLIED, ON_NOTICE, LISTED, OVER, DROPPED), index=True)

    class Meta:
        table_name = "hardship"
        kept_back = WHOLE
        title = "困难党员"
        not_copied = WHOLE
        group = "支部与党员"
        icon = "ribbon"
        listing = ("year", "member", "cause", "degree", "household", "partner", "state")
        order = ("-year", "-applied_on")
        period = "applied_on"
        unique = (("member", "year"),)
        locked = frozenset((OVER, DROPPED))
        sections = (
            Section("困难情况", ("member", "year", "cause", "degree", "story")),
            Section("家庭", ("household", "income", "low_income", "health")),
            Section("帮扶", ("partner", "help_plan")),
            Section(
                "办理",
                ("applied_on", "notice_from", "notice_to", "listed_on", "over_on", "drop_reason"),
            ),
        )
        rules = (
            _partner,
            _notice,
            since_joining("member", "applied_on", "notice_from", "notice_to", "listed_on", "over_on"),
            not_in_future("applied_on", "申报日期", refuse=True),
            not_in_future("listed_on", "支委会研究日期", refuse=True),
            not_in_future("over_on", "脱困日期", refuse=True),
            not_before("notice_from", "applied_on", "公示早于申报日期"),
            not_before("notice_to", "notice_from", "公示止早于公示起"),
            not_before("listed_on", "applied_on", "研究日期早于申报日期"),
            not_before("over_on", "listed_on", "脱困日期早于列入的日期"),
        )
        steps = (
            Step(
                "publish",
                "开始公示",
                (APPLIED,),
                ON_NOTICE,
                needs=("notice_from", "notice_to"),
                asks=("notice_from", "notice_to"),
                help="公示只写姓名和困难原因，不写收入和病情",
            ),
            Step(
                "admit",
                "列入在册",
                (APPLIED, ON_NOTICE),
                LISTED,
                needs=("listed_on", "partner"),
                asks=("listed_on", "partner", "help_plan"),
                checks=(_notice_over,),
            ),
            Step("settle", "已经脱困", (LISTED,), OVER, needs=("over_on",), asks=("over_on",)),
            Step(
                "drop",
                "没有列入",
                (APPLIED, ON_NOTICE),
                DROPPED,
                needs=("drop_reason",),
                asks=("drop_reason",),
            ),
        )
        heading = _heading
