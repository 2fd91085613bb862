"""专题: one theme that passes the four stages from reading the text to practice."""

from collections.abc import Iterable

from desktop_app.records.base import Record
from desktop_app.records.box import Computed
from desktop_app.records.kinds import Choice, Date, Lines, LongText, Text
from desktop_app.records.links import PersonLink, RecordLink
from desktop_app.records.record import Section
from desktop_app.records.rules import Problem, RuleContext
from desktop_app.registers.people.members import since_birth
from desktop_app.registers.shared_rules import called_by, not_before

READING, TUTORING, CASES, PRACTICE = "原文精读", "理论辅导", "案例解析", "实践提升"
STAGES = (READING, TUTORING, CASES, PRACTICE)
# The seven tasks of 《中国共产党党员教育管理工作条例》第九至十五条.
TASKS = (
    "政治理论教育",
    "政治教育和政治训练",
    "党章党规党纪教育",
    "党的宗旨教育",
    "革命传统教育",
    "形势政策教育",
    "知识技能教育",
)


class StudyTopic(Record):
    """One theme; which member has passed which stage is read from the attendance of its sessions."""

    title = Text("专题", required=True, limit=100, width=14, index=True)
    topic_area = Choice("教育任务", TASKS, required=True, width=8)
    tags = Lines("标签", picks="study_tag", help="点下面的标签；自己的叫法可以直接写，一行一个")
    goal = LongText("要解决什么问题", limit=1000)
    materials = Lines("学习材料", help="一行一份，书名文件名带《》")
    from_on = Date("开始日期", required=True, index=True)
    to_on = Date("结束日期", help="还在学的空着")
    leader = PersonLink("负责人")
    batch = RecordLink("主题教育", "theme_batch", index=True, help="属于哪一批主题教育，不属于的空着")

    class Meta:
        table_name = "study_topic"
        title = "学习专题"
        group = "学习教育"
        icon = "target"
        listing = ("title", "topic_area", "tags", "from_on", "to_on", "leader", "sessions", "stages")
        order = ("-from_on",)
        period = "from_on"
        unique = (("title",),)
        computed = (
            Computed("sessions", "学习次数", unit="次"),
            Computed("stages", "已学环节", "text"),
        )
        sections = (
            Section("专题", ("title", "topic_area", "tags", "from_on", "to_on", "leader", "batch")),
            Section("内容", ("goal", "materials")),
        )
        rules = (
            since_birth("leader", "from_on"),
            not_before("to_on", "from_on", "结束日期早于开始日期"),
        )
        heading = called_by("title")


def _within_topic(record: "TopicStage", context: RuleContext) -> Iterable[Problem]:
    topic = context.get(StudyTopic, record.topic)
    if topic is None or record.due_on is None:
        return
    if record.due_on < topic.from_on or (topic.to_on is not None and record.due_on > topic.to_on):
        yield Problem("due_on", "日期不在专题的起止之间", "请核对", refuse=False)


def _in_their_order(record: "TopicStage", context: RuleContext) -> Iterable[Problem]:
    """原文精读→理论辅导→案例解析→实践提升: no stage is planned to end before its forerunner."""
    if record.due_on is None or record.lacks(TopicStage.stage):
        return
    later = STAGES[STAGES.index(record.stage) + 1 :]
    query = TopicStage.live().where((TopicStage.topic == record.topic) & (TopicStage.uid != record.uid))
    for other in context.find(query):
        if other.due_on is None:
            continue
        first, second = (record, other) if other.stage in later else (other, record)
        if first.due_on is not None and second.due_on is not None and second.due_on < first.due_on:
            told = f"{second.stage}（{second.due_on}）排在{first.stage}（{first.due_on}）前面了"
            yield Problem("due_on", told, f"四个环节依次是{'→'.join(STAGES)}", refuse=False)


class TopicStage(Record):
    """What a topic means to do in one of its four stages, until when, and what came of it."""

    topic = RecordLink("专题", "study_topic", required=True, index=True)
    stage = Choice("环节", STAGES, required=True)
    content = LongText("学什么、怎么学", required=True, limit=2000)
    leader = Text("主讲人/领学人", width=5)
    due_on = Date("计划完成", index=True)
    outcome = LongText("环节成果", limit=2000, help="学完以后形成了什么：心得、案例、办成的事")

    class Meta:
        table_name = "topic_stage"
        title = "环节安排"
        icon = "checklist"
        parent = "topic"
        listing = ("stage", "content", "leader", "due_on", "outcome")
        order = ("due_on", "uid")
        unique = (("topic", "stage"),)
        rules = (_within_topic, _in_their_order)
        heading = called_by("stage")
