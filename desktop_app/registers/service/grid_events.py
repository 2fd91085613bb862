"""网格事件: what was met in a grid, who dealt with it on which level, and how it ended."""

from collections.abc import Iterable

from desktop_app.records.base import Record
from desktop_app.records.box import Naming
from desktop_app.records.kinds import Choice, Date, Lines, LongText, ManyChoice, Text
from desktop_app.records.links import RecordLink
from desktop_app.records.record import Section
from desktop_app.records.rules import Problem, RuleContext
from desktop_app.registers.people.members import since_birth
from desktop_app.registers.people.orgs import own_branch
from desktop_app.registers.rectification.issues import AT_ONCE, IN_TIME, Issue
from desktop_app.registers.service.grids import FORCES
from desktop_app.registers.shared_rules import next_number, not_before, not_in_future

ON_SPOT, URGENT = "网格", "紧急"


def _level(record: "GridEvent", context: RuleContext) -> Iterable[Problem]:
    """Simple things are settled on the spot, urgent ones reported at once (网格员职责，一地做法)."""
    if record.urgency == URGENT and record.level == ON_SPOT:
        yield Problem("level", "紧急的事要马上报社区、街道和主管部门", "请选上一级处置层级", refuse=False)


def _ending(record: "GridEvent", context: RuleContext) -> Iterable[Problem]:
    if record.closed_on is not None and not record.action:
        yield Problem("action", "办结的要写处置措施")
    if record.closed_on is not None and not record.handler:
        yield Problem("handler", "办结的要写处置人", "谁去办的，写谁", refuse=False)
    if record.callback and record.closed_on is None:
        yield Problem("callback", "办结以后再写回访结果", "请先写办结日期")


def _together(record: "GridEvent", context: RuleContext) -> Iterable[Problem]:
    """What one person or one department cannot settle is dealt with by forces together, after a 会商."""
    if record.force_names and not record.forces:
        yield Problem("forces", "写了参加的单位和人，要选是哪方面力量")
    if record.conferred and record.conferred_on is None:
        yield Problem("conferred_on", "会商要写日期")
    if len(record.forces or ()) > 1 and not record.conferred:
        yield Problem("conferred", "几方面力量一起办的，写明怎样会商、怎样分工", refuse=False)


def _fill(record: "GridEvent", context: RuleContext) -> None:
    """The month's next number, removed events counted."""
    if record.code or record.lacks(GridEvent.on):
        return
    start = f"WG-{record.on:%Y%m}-"
    office = record.owner_office or context.office
    same = GridEvent.select().where(GridEvent.code.startswith(start) & (GridEvent.owner_office == office))
    record.code = f"{start}{next_number((one.code for one in context.find(same)), start):03d}"


def _heading(record: "GridEvent", naming: Naming) -> str:
    return " ".join(str(part) for part in (record.on, record.location, record.kind) if part)


class GridEvent(Record):
    """One event; what cannot be settled here goes on as an item of the rectification ledger."""

    code = Text("编号", machine=True, limit=20, width=7, index=True)
    on = Date("日期", required=True, index=True)
    origin = Choice(
        "来源",
        ("网格员巡查", "群众反映", "党员上报", "领导干部进网格", "志愿队伍发现", "热线转办", "上级交办"),
        width=7,
    )
    grid = RecordLink("网格", "grid", required=True, index=True)
    reporter = RecordLink(
        "上报人", ("member", "reporting_in"), free=True, required=True, width=4, help="群众上报的写姓名"
    )
    kind = Choice(
        "事件类别",
        (
            "矛盾纠纷",
            "安全隐患(消防/燃气/用电)",
            "环境卫生",
            "公共设施损坏",
            "民生服务",
            "政策咨询",
            "特殊人群关爱",
            "突发应急",
            "其他",
        ),
        required=True,
        index=True,
        width=8,
    )
    urgency = Choice("紧急程度", ("一般", "较急", URGENT), required=True, default="一般", index=True)
    location = Text("位置", required=True, width=8)
    detail = LongText("描述", required=True)
    level = Choice(
        "处置层级",
        (ON_SPOT, "社区", "街道", "部门"),
        required=True,
        default=ON_SPOT,
        help="当场能办的选网格，办不了的上报一级",
    )
    received_on = Date("接单核实日期")
    sent_to = Text("派往", width=8, help="派给哪个单位、谁去办")
    due_on = Date("办理时限", index=True)
    handler = RecordLink(
        "处置人", ("member", "reporting_in"), free=True, width=5, help="不在名单里的写姓名和单位"
    )
    forces = ManyChoice("参加的力量", FORCES, help="一个人、一个部门办不了的，哪几方面一起办")
    force_names = Lines("参加的单位和人", help="一行一个，例如 街道环卫所 贺师傅")
    conferred_on = Date("会商日期")
    conferred = LongText("会商情况", help="谁参加、定了什么、怎样分工")
    action = LongText("处置措施")
    evidence = Text("佐证", width=12, help="照片、单据放在哪里")
    checker = RecordLink("核查人", ("member", "reporting_in"), free=True, width=5)
    checked_on = Date("核查日期")
    closed_on = Date("办结日期", index=True)
    callback = Choice("回访结果", ("满意", "基本满意", "不满意"))
    issue = RecordLink("转入问题清单", "issue", index=True, help="点“转入问题清单”后自动写上")

    class Meta:
        table_name = "grid_event"
        title = "网格事件"
        not_copied = ("sent_to", "evidence", "checker", "handler", "force_names", "issue")
        group = "服务与网格"
        natural = (("on", "grid", "location", "detail"),)
        icon = "warning"
        listing = ("on", "grid", "kind", "location", "urgency", "level", "closed_on", "callback")
        order = ("-on",)
        period = "on"
        sections = (
            Section("事件", ("on", "origin", "grid", "reporter", "kind", "urgency", "location", "detail")),
            Section("派单", ("level", "received_on", "sent_to", "due_on")),
            Section("整合力量", ("forces", "force_names", "conferred_on", "conferred")),
            Section("处置", ("handler", "action", "evidence", "closed_on")),
            Section("核查和回访", ("checker", "checked_on", "callback", "issue")),
        )
        rules = (
            _level,
            _ending,
            _together,
            since_birth("reporter", "on"),
            since_birth("handler", "on"),
            since_birth("checker", "checked_on"),
            not_before("received_on", "on", "接单日期早于上报日期"),
            not_before("due_on", "on", "办理时限早于上报日期"),
            not_before("conferred_on", "on", "会商日期早于上报日期"),
            not_before("checked_on", "on", "核查日期早于上报日期"),
            not_in_future("conferred_on", "会商日期", refuse=True),
            not_in_future("checked_on", "核查日期", refuse=True),
            not_in_future("on", "日期", refuse=True),
            not_before("closed_on", "on", "办结日期早于上报日期"),
        )
        fill = _fill
        heading = _heading


def issue_from_event(event: GridEvent, context: RuleContext) -> Issue:
    """An item of the rectification ledger prefilled from ``event``; owner and day are for a person to say."""
    return Issue(
        source="网格上报",
        category="人民群众急难愁盼的问题",
        description=f"{event.location}：{event.detail}",
        found_on=event.on,
        mode=AT_ONCE if event.urgency == URGENT else IN_TIME,
        duty_unit=own_branch(context),
    )
