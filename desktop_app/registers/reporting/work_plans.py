"""年度工作计划: what the branch sets out to do in a year, month by month, once a meeting passed it."""

from collections.abc import Iterable
from datetime import date

from desktop_app.base.periods import Month
from desktop_app.records.base import Record
from desktop_app.records.box import Naming
from desktop_app.records.kinds import Date, LongText, Number, State, Text
from desktop_app.records.links import PersonLink, RecordLink
from desktop_app.records.record import Section
from desktop_app.records.rules import Problem, RuleContext, Step
from desktop_app.registers.people.members import since_joining
from desktop_app.registers.reporting.passing import passed_in
from desktop_app.registers.shared_rules import not_in_future

DRAFT, PASSED, SENT = "起草", "通过", "报送"
KEPT = frozenset((PASSED, SENT))


def plan_of(context: RuleContext, year: int, office: str | None = None) -> "WorkPlan | None":
    """The plan of ``year`` of ``office`` (default: the own one), passed or not; None while there is none."""
    query = WorkPlan.live().where(
        (WorkPlan.year == year) & (WorkPlan.owner_office == (office or context.office))
    )
    found: list[WorkPlan] = context.find(query.order_by(WorkPlan.uid))
    return next((one for one in found if one.state in KEPT), found[0] if found else None)


def items_of(context: RuleContext, plan: str) -> "list[WorkPlanItem]":
    """The months' lines of a plan, in their order."""
    query = WorkPlanItem.live().where(WorkPlanItem.plan == plan)
    return context.find(query.order_by(WorkPlanItem.month, WorkPlanItem.seq, WorkPlanItem.uid))


def _one_a_year(record: "WorkPlan", context: RuleContext) -> Iterable[Problem]:
    """A year has one plan; one that was passed is changed by reopening it, never by a second."""
    query = WorkPlan.live().where((WorkPlan.year == record.year) & (WorkPlan.org == record.org))
    for other in context.find(query):
        if other.uid == record.uid:
            continue
        if other.state in KEPT:
            yield Problem("year", f"{record.year}年的工作计划已经通过", "要调整请打开那一份，点“调整计划”")
        else:
            yield Problem("year", f"{record.year}年的工作计划已经有一份在起草", "请打开那一份接着写")


def _has_months(record: "WorkPlan", context: RuleContext) -> Iterable[Problem]:
    if not items_of(context, record.uid):
        yield Problem("year", "月度安排还是空的", "请先在下面逐月写上要办的事")


def _of_its_year(record: "WorkPlan", context: RuleContext) -> Iterable[Problem]:
    if record.passed_on and not date(record.year - 1, 10, 1) <= record.passed_on <= date(record.year, 12, 31):
        yield Problem("passed_on", f"这是{record.year}年的计划，通过日期对不上", "请核对", refuse=False)


def _heading(record: "WorkPlan", naming: Naming) -> str:
    return f"{record.year}年工作计划" if record.year else ""


class WorkPlan(Record):
    """One year's plan of one branch."""

    year = Number("年度", required=True, least=1949, most=2999, index=True)
    org = RecordLink("支部", "party_org", required=True, index=True)
    guiding = LongText("指导思想", required=True)
    goals = LongText("工作目标", required=True, help="能写次数、人数的写上")
    tasks = LongText("重点任务", required=True, help="学习、组织、党员管理、作风、业务")
    safeguards = LongText("保障措施")
    meeting = RecordLink("通过的会议", "meeting", index=True, help="支部委员会会议或者党员大会")
    passed_on = Date("通过日期", index=True)
    filled_by = PersonLink("起草人", required=True)
    approved_by = PersonLink("书记")
    reason = Text("调整原因", help="通过以后又调整的才填")
    state = State("状态", (DRAFT, PASSED, SENT), index=True)

    class Meta:
        table_name = "work_plan"
        not_copied = ("reason", "meeting")
        title = "年度工作计划"
        group = "月与年"
        natural = (("year", "org"),)
        icon = "checklist"
        listing = ("year", "org", "passed_on", "filled_by", "approved_by", "state")
        order = ("-year",)
        period = "passed_on"
        locked = frozenset((PASSED, SENT))
        amendable = ("work_plan_item",)
        sections = (
            Section("计划", ("year", "org", "guiding", "goals", "tasks", "safeguards")),
            Section("通过", ("meeting", "passed_on", "filled_by", "approved_by", "reason")),
        )
        rules = (
            _one_a_year,
            passed_in("meeting", "passed_on"),
            _of_its_year,
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
                checks=(_has_months,),
                confirm="通过以后各栏不能再改，要改先调整计划。现在通过吗？",
            ),
            Step("reopen", "调整计划", (PASSED, SENT), DRAFT, needs=("reason",), asks=("reason",)),
            Step("send", "已报上级党委", (PASSED,), SENT),
        )
        heading = _heading


def _plan_open(record: "WorkPlanItem", context: RuleContext) -> Iterable[Problem]:
    plan = context.get(WorkPlan, record.plan)
    if record.is_new and plan is not None and plan.state in KEPT:
        yield Problem("content", f"{plan.year}年的计划已经通过，不能再加", "请先在计划里点“调整计划”")


def _as_passed(record: "WorkPlanItem", before: "WorkPlanItem", context: RuleContext) -> Iterable[Problem]:
    """Of a plan that was passed only what came of it may still be written."""
    plan = context.get(WorkPlan, record.plan)
    if plan is None or plan.state not in KEPT:
        return
    for name in ("month", "content", "measure", "responsible", "overseer"):
        if getattr(record, name) != getattr(before, name):
            box = WorkPlanItem._meta.fields[name]
            yield Problem(name, f"计划已经通过，「{box.title}」不能再改", "请先在计划里点“调整计划”")


def _done_in_time(record: "WorkPlanItem", context: RuleContext) -> Iterable[Problem]:
    plan = context.get(WorkPlan, record.plan)
    if plan is None or record.done_on is None:
        return
    if record.done_on < date(plan.year, 1, 1):
        yield Problem("done_on", f"早于{plan.year}年", "请核对办结日期")


class WorkPlanItem(Record):
    """What a month of the plan asks for."""

    plan = RecordLink("计划", "work_plan", required=True, index=True)
    month = Number("月份", required=True, least=1, most=12, unit="月")
    seq = Number("序号", least=1)
    content = Text("工作内容", required=True, width=14)
    measure = Text("措施", required=True, width=14)
    responsible = PersonLink("责任人", required=True)
    overseer = PersonLink("督查人")
    done_on = Date("办结日期")
    result = Text("完成情况", width=12)

    class Meta:
        table_name = "work_plan_item"
        not_copied = ("result",)
        title = "月度安排"
        icon = "calendar-clock"
        parent = "plan"
        natural = (("plan", "month", "content"),)
        listing = ("month", "content", "measure", "responsible", "overseer", "done_on")
        order = ("month", "seq")
        rules = (_plan_open, _done_in_time, not_in_future("done_on", "办结日期"))
        by_hand = (_as_passed,)

    def due(self, year: int) -> date:
        """The last day of its month in the plan's ``year``."""
        return Month(year, self.month).last_day()
