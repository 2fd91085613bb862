"""月报: one month of a branch; its figures are worked out while open and frozen when the secretary signs."""

from collections.abc import Iterable

from desktop_app.records.base import Record
from desktop_app.records.box import Naming
from desktop_app.records.figures import Frozen
from desktop_app.records.kinds import Date, Lines, LongText, MonthBox, Number, State, Text
from desktop_app.records.links import PersonLink, RecordLink
from desktop_app.records.record import Section
from desktop_app.records.rules import Problem, RuleContext, Step
from desktop_app.registers.people.members import since_birth

OPEN, SIGNED, SENT, RECEIVED = "编辑", "签发", "报送", "回执"
# The blocks a signed month must hold; dues, service and promises may be empty where a branch keeps none.
NEEDED_BLOCKS = ("member_block", "meeting_block", "study_block", "issue_block")


def _of_month(record: "MonthlyReport", context: RuleContext) -> list["MonthlyReport"]:
    return context.find(
        MonthlyReport.live().where(
            (MonthlyReport.month == record.month)
            & (MonthlyReport.org == record.org)
            & (MonthlyReport.uid != record.uid)
        )
    )


def _one_open(record: "MonthlyReport", context: RuleContext) -> Iterable[Problem]:
    """One report for a month and branch; a signed one is followed by a further version with its reason."""
    others = _of_month(record, context)
    if record.state == OPEN and any(one.state == OPEN for one in others):
        yield Problem("month", "这个月的月报已经有一份正在编辑", "请打开那一份接着写")
    elif record.version > 1 and not record.reason:
        yield Problem("reason", "这个月已经签发过，重开要写原因", "已签发的数字不变，改动记在新的一版里")


def _month_over(record: "MonthlyReport", context: RuleContext) -> Iterable[Problem]:
    if record.month.last_day() > context.today:
        yield Problem("month", "这个月还没有过完", "月底以后再签发，数字才全", refuse=False)


def _frozen(record: "MonthlyReport", context: RuleContext) -> Iterable[Problem]:
    """Signing freezes figures, so they must be there; the report page computes them in the same action."""
    for name in NEEDED_BLOCKS:
        if getattr(record, name) is None:
            yield Problem(
                name, f"「{MonthlyReport._meta.fields[name].title}」还没有算出来", "请在月报页面里签发"
            )


def _sign(record: "MonthlyReport", context: RuleContext) -> None:
    record.on = record.on or context.today


def _fill(record: "MonthlyReport", context: RuleContext) -> None:
    if record.is_new and not record.lacks(MonthlyReport.month) and record.org:
        record.version = max((one.version for one in _of_month(record, context)), default=0) + 1


def _heading(record: "MonthlyReport", naming: Naming) -> str:
    if record.lacks(MonthlyReport.month):
        return ""
    again = f"（第{record.version}版）" if record.version and record.version > 1 else ""
    return f"{record.month.chinese()}月报{again}"


class MonthlyReport(Record):
    """One version of one month's report; no national form exists, the blocks are our own."""

    month = MonthBox("月份", required=True, index=True)
    org = RecordLink("支部", "party_org", required=True, index=True)
    version = Number("版次", machine=True, required=True, default=1, least=1)
    reason = Text("重开原因", help="签发后又重开的才填")
    member_block = Frozen("党员情况")
    meeting_block = Frozen("组织生活")
    study_block = Frozen("学习教育")
    promise_block = Frozen("三亮")
    issue_block = Frozen("问题整改")
    dues_block = Frozen("党费")
    service_block = Frozen("服务与网格")
    highlights = LongText("本月重点工作", help="按本月会议题目预填，可以改")
    problems = LongText("存在问题/需上级协调")
    next_plan = Lines("下月计划", help="一行一件；按快到期的事预填，可以改")
    filled_by = PersonLink("填报人", required=True)
    approved_by = PersonLink("审核人(书记)", help="签发时填")
    on = Date("日期", help="签发日期")
    receipt = Text("上级回执", machine=True)
    state = State("状态", (OPEN, SIGNED, SENT, RECEIVED), index=True)

    class Meta:
        table_name = "monthly_report"
        not_copied = ("reason",)
        title = "月报"
        group = "月与年"
        icon = "report"
        listing = ("month", "org", "version", "filled_by", "approved_by", "on", "state")
        order = ("-month", "-version")
        period = "month"
        locked = frozenset((SIGNED, SENT, RECEIVED))
        unique = (("month", "org", "version"),)
        natural = (("month", "org"),)
        sections = (
            Section("月报", ("month", "org", "reason")),
            Section("文字", ("highlights", "problems", "next_plan")),
            Section("签名", ("filled_by", "approved_by", "on")),
        )
        rules = (
            _one_open,
            since_birth("filled_by", "month", "on"),
            since_birth("approved_by", "month", "on"),
        )
        steps = (
            Step(
                "sign",
                "书记签发",
                (OPEN,),
                SIGNED,
                needs=("filled_by", "approved_by"),
                asks=("approved_by", "on"),
                checks=(_frozen, _month_over),
                write=_sign,
                confirm="签发后数字冻结，以后的改动不影响这一版。现在签发吗？",
            ),
            Step("send", "已打印或导出", (SIGNED,), SENT, help="纸质月报已打印，或者数据包已导出"),
            Step("receive", "收到上级回执", (SIGNED, SENT), RECEIVED),
        )
        fill = _fill
        heading = _heading


def next_version(report: MonthlyReport, reason: str) -> MonthlyReport:
    """A further open report with the texts of a signed one, its figures still to be computed."""
    texts = ("month", "org", "highlights", "problems", "next_plan", "filled_by")
    return MonthlyReport(**{name: getattr(report, name) for name in texts}, reason=reason)
