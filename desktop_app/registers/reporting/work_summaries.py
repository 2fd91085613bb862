"""年度总结: a year looked back on, its figures taken from the year's records and frozen when it is passed."""

from collections.abc import Iterable

from desktop_app.records.base import Record
from desktop_app.records.box import Naming
from desktop_app.records.figures import Frozen
from desktop_app.records.kinds import Date, LongText, Number, State
from desktop_app.records.links import PersonLink, RecordLink
from desktop_app.records.record import Section
from desktop_app.records.rules import Problem, RuleContext, Step
from desktop_app.registers.people.members import since_joining
from desktop_app.registers.reporting.passing import passed_in
from desktop_app.registers.shared_rules import not_in_future

DRAFT, PASSED, SENT = "起草", "通过", "报送"


def _year(record: "WorkSummary", context: RuleContext) -> Iterable[Problem]:
    if record.year > context.today.year:
        yield Problem("year", f"{record.year}年还没有到", "请核对年度")


def _frozen(record: "WorkSummary", context: RuleContext) -> Iterable[Problem]:
    """Passing freezes the figures, so they must be there; the page computes them in the same action."""
    if record.figures is None:
        yield Problem("year", "全年的数还没有算出来", "请在年度总结页面里点“会议通过”")


def _heading(record: "WorkSummary", naming: Naming) -> str:
    return f"{record.year}年工作总结" if record.year else ""


class WorkSummary(Record):
    """One year's summary of one branch."""

    year = Number("年度", required=True, least=1949, most=2999, index=True)
    org = RecordLink("支部", "party_org", required=True, index=True)
    figures = Frozen("通过时的数")
    results = LongText("主要做法和成效", required=True)
    problems = LongText("存在的问题和原因", required=True)
    next_steps = LongText("下步打算", required=True)
    meeting = RecordLink("通过的会议", "meeting", index=True, help="支部委员会会议或者党员大会")
    passed_on = Date("通过日期", index=True)
    filled_by = PersonLink("起草人", required=True)
    approved_by = PersonLink("书记")
    state = State("状态", (DRAFT, PASSED, SENT), index=True)

    class Meta:
        table_name = "work_summary"
        not_copied = ("meeting", "results", "problems")
        title = "年度总结"
        group = "月与年"
        icon = "report"
        listing = ("year", "org", "passed_on", "filled_by", "approved_by", "state")
        order = ("-year",)
        period = "passed_on"
        locked = frozenset((PASSED, SENT))
        unique = (("year", "org"),)
        sections = (
            Section("总结", ("year", "org", "results", "problems", "next_steps")),
            Section("通过", ("meeting", "passed_on", "filled_by", "approved_by")),
        )
        rules = (
            _year,
            passed_in("meeting", "passed_on"),
            since_joining("filled_by", "passed_on"),
            since_joining("approved_by", "passed_on"),
            not_in_future("passed_on", "通过日期"),
        )
        steps = (
            Step(
                "pass",
                "会议通过",
                (DRAFT,),
                PASSED,
                needs=("passed_on", "approved_by"),
                asks=("meeting", "passed_on", "approved_by"),
                checks=(_frozen,),
                confirm="通过以后数和文字都不再变。现在通过吗？",
            ),
            Step("send", "已报上级党委", (PASSED,), SENT),
        )
        heading = _heading
