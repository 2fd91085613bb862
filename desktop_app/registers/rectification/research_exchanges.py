"""成果交流: who told whom what research had found, and what was taken up of it."""

from collections.abc import Iterable

from desktop_app.records.base import Record
from desktop_app.records.box import Computed, Naming
from desktop_app.records.kinds import Date, LongText, Number, Text
from desktop_app.records.links import PersonLink, RecordLink
from desktop_app.records.record import Section
from desktop_app.records.rules import Problem, RuleContext
from desktop_app.registers.people.members import since_joining
from desktop_app.registers.rectification.research import Finding, Research
from desktop_app.registers.shared_rules import called_by, not_in_future


def _heading(record: "ResearchExchange", naming: Naming) -> str:
    day = f"{record.on:%Y-%m-%d} " if not record.lacks(ResearchExchange.on) else ""
    return f"{day}调研成果交流"


class ResearchExchange(Record):
    """One exchange of findings: when, where, chaired by whom, before whom, and how it was summed up."""

    on = Date("日期", required=True, index=True)
    place = Text("地点", required=True, width=8)
    chair = PersonLink("主持人", required=True)
    audience = Text(
        "交流对象",
        required=True,
        limit=300,
        width=14,
        help="向谁交流：支委会、党员大会、社区、物业、兄弟支部",
    )
    observers = Text("列席", limit=200, width=10)
    pairs = LongText("正反典型复盘", limit=2000, help="正面典型好在哪里，反面典型差在哪里，对照着说")
    summary = LongText("小结", required=True, limit=2000)
    batch = RecordLink("主题教育", "theme_batch", index=True)

    class Meta:
        table_name = "research_exchange"
        title = "调研成果交流"
        group = "调研与案例"
        natural = (("on", "chair", "audience"),)
        icon = "talk"
        listing = ("on", "place", "chair", "audience", "items", "taken_up")
        order = ("-on",)
        period = "on"
        computed = (
            Computed("items", "交流成果", unit="项"),
            Computed("taken_up", "已采纳", unit="项"),
        )
        sections = (
            Section("交流", ("on", "place", "chair", "audience", "observers", "batch")),
            Section("复盘和小结", ("pairs", "summary")),
        )
        rules = (since_joining("chair", "on"), not_in_future("on", "日期", refuse=True))
        heading = _heading


def _found_before(record: "ExchangeItem", context: RuleContext) -> Iterable[Problem]:
    """What is told was found: research of a day before, and a finding of that research."""
    above = context.get(ResearchExchange, record.exchange)
    research = context.get(Research, record.research)
    if above is not None and research is not None and research.on > above.on:
        yield Problem("research", f"这次调研是 {research.on}，在交流以后", "请核对日期，或者换一次调研")
    finding = context.get(Finding, record.finding)
    if finding is not None and finding.research != record.research:
        yield Problem("finding", "这条发现不是这次调研的", "请选这次调研里的发现，或者空着")


class ExchangeItem(Record):
    """One thing told: by whom, of which research and finding, what it advises and what was taken up."""

    exchange = RecordLink("成果交流", "research_exchange", required=True, index=True)
    seq = Number("序号", least=1)
    speaker = PersonLink("汇报人", required=True)
    research = RecordLink("调研课题", "research", required=True, index=True, width=14)
    finding = RecordLink("发现的问题", "finding", index=True, width=14, help="讲的是哪一条发现，讲全部的空着")
    advice = LongText("对策建议", required=True, limit=2000)
    taken_up = LongText("采纳和转化", limit=2000, help="采纳了什么、由谁去办；没有采纳的空着")

    class Meta:
        table_name = "exchange_item"
        title = "交流的成果"
        icon = "research"
        parent = "exchange"
        natural = (("exchange", "speaker", "research"),)
        listing = ("seq", "speaker", "research", "finding", "advice", "taken_up")
        order = ("seq", "uid")
        rules = (_found_before,)
        heading = called_by("advice")
