"""主题教育: a batch as a labelled period, what it means to do by its four measures, and what it got done."""

from collections.abc import Iterable

from desktop_app.records.base import Record
from desktop_app.records.box import Computed, Naming
from desktop_app.records.kinds import Choice, Date, LongText, Number, State, Text
from desktop_app.records.links import Files, PersonLink, RecordLink
from desktop_app.records.record import Section
from desktop_app.records.rules import Problem, RuleContext, Step
from desktop_app.registers.people.members import since_joining
from desktop_app.registers.shared_rules import called_by, not_before, not_in_future

# The four measures of 主题教育; they run together, none of them is a stage.
STUDYING, RESEARCHING, PROMOTING, RECTIFYING = "理论学习", "调查研究", "推动发展", "检视整改"
MEASURES = (STUDYING, RESEARCHING, PROMOTING, RECTIFYING)
PRACTICAL, PROJECT = "实事", "项目"
UNDER_WAY, FINISHED = "办理中", "已办结"


def _heading_batch(record: "ThemeBatch", naming: Naming) -> str:
    name = record.name or ""
    return f"{name}（{record.batch}）" if name and record.batch else name


class ThemeBatch(Record):
    """One batch of 主题教育; study, research, self-checks and issues name it and are counted in it."""

    name = Text("名称", required=True, limit=80, width=16, index=True, help="照上级通知写全称")
    batch = Text("批次", limit=20, width=6, help="例如 第二批")
    from_on = Date("开始日期", required=True, index=True)
    to_on = Date("结束日期", index=True, help="还在开展的空着")
    demand = LongText("总要求", required=True, limit=1000, help="照上级通知抄写，不要改字")
    goals = LongText("目标任务", limit=2000, help="照上级通知抄写")
    notice = Text("上级通知", required=True, limit=120, width=16, help="哪一级党组织的哪份通知，写标题和文号")
    leader = PersonLink("负责人", required=True)
    files = Files("通知和方案")

    class Meta:
        table_name = "theme_batch"
        title = "主题教育"
        group = "学习教育"
        icon = "flag"
        listing = ("name", "batch", "from_on", "leader", "studies", "visits", "projects", "issues")
        order = ("-from_on",)
        period = "from_on"
        unique = (("name", "batch"),)
        computed = (
            Computed("studies", "理论学习", unit="次"),
            Computed("visits", "调查研究", unit="次"),
            Computed("projects", "推动发展", unit="件"),
            Computed("issues", "检视整改", unit="件"),
        )
        sections = (
            Section("主题教育", ("name", "batch", "from_on", "to_on", "leader", "notice")),
            Section("要求", ("demand", "goals", "files")),
        )
        rules = (
            not_before("to_on", "from_on", "结束日期早于开始日期"),
            since_joining("leader", "from_on"),
        )
        heading = _heading_batch


def _within_batch(record: "ThemeTask | ThemeProject", context: RuleContext) -> Iterable[Problem]:
    batch = context.get(ThemeBatch, record.batch)
    if batch is not None and record.due_on is not None and record.due_on < batch.from_on:
        yield Problem("due_on", f"时限早于主题教育的开始日期 {batch.from_on}", "请核对日期")


class ThemeTask(Record):
    """One line of the plan: what one of the four measures asks, of whom, until when, and how it came out."""

    batch = RecordLink("主题教育", "theme_batch", required=True, index=True)
    measure = Choice("措施", MEASURES, required=True, index=True)
    task = LongText("任务", required=True, limit=1000)
    demand = LongText("要求", limit=1000)
    due_on = Date("时限", required=True, index=True)
    owner = PersonLink("责任人", required=True)
    done_on = Date("完成日期")
    evidence = Text("佐证", limit=200, width=12, help="写材料名称和存放处")

    class Meta:
        table_name = "theme_task"
        title = "任务安排"
        icon = "checklist"
        parent = "batch"
        natural = (("batch", "task"),)
        listing = ("measure", "task", "due_on", "owner", "done_on")
        order = ("due_on", "uid")
        rules = (
            _within_batch,
            since_joining("owner", "due_on", "done_on"),
            not_in_future("done_on", "完成日期", refuse=True),
        )
        heading = called_by("task")


class ThemeProject(Record):
    """推动发展: one thing done for the people or one project, with who leads it and how far it is."""

    batch = RecordLink("主题教育", "theme_batch", required=True, index=True)
    seq = Number("序号", least=1)
    kind = Choice("类别", (PRACTICAL, PROJECT), required=True)
    item = LongText("实事/项目", required=True, limit=1000)
    lead_officer = RecordLink("责任领导", "member", free=True, required=True)
    owner = PersonLink("责任人", required=True)
    due_on = Date("时限", required=True, index=True)
    progress = LongText("进度", limit=2000, help="办结时写办成了什么")
    finished_on = Date("办结日期", index=True)
    state = State("状态", (UNDER_WAY, FINISHED))

    class Meta:
        table_name = "theme_project"
        title = "推动发展"
        icon = "target"
        parent = "batch"
        natural = (("batch", "item"),)
        listing = ("seq", "kind", "item", "lead_officer", "owner", "due_on", "progress", "state")
        order = ("seq", "uid")
        steps = (
            Step(
                "finish",
                "办结",
                (UNDER_WAY,),
                FINISHED,
                needs=("progress", "finished_on"),
                asks=("progress", "finished_on"),
            ),
        )
        locked = (FINISHED,)
        rules = (
            _within_batch,
            since_joining("owner", "due_on", "finished_on"),
            not_in_future("finished_on", "办结日期", refuse=True),
        )
        heading = called_by("item")
