"""通知和任务: what a superior hands out with its deadline, and what the branch answers."""

from collections.abc import Iterable

from desktop_app.records.base import Record
from desktop_app.records.box import Naming
from desktop_app.records.kinds import Choice, Date, LongText, Text, YesNo
from desktop_app.records.links import Files, PersonLink, RecordLink
from desktop_app.records.record import Section
from desktop_app.records.rules import Problem, RuleContext
from desktop_app.registers.people.members import since_joining
from desktop_app.registers.shared_rules import called_by, not_before, not_in_future

NOTICE, TASK = "通知", "任务"


def _by_when(record: "Handout", context: RuleContext) -> Iterable[Problem]:
    """A task, or whatever is to be answered, has a day by which."""
    if record.due_on is None and (record.kind == TASK or record.wants_reply):
        yield Problem("due_on", "还没有写截止日期", "写了日期，收到的支部才知道哪天以前办完", refuse=False)


class Handout(Record):
    """One notice or task; an office writes it and hands it out, or enters what reached it on paper."""

    kind = Choice("类别", (NOTICE, TASK), required=True, index=True)
    title = Text("标题", required=True, limit=120, width=16, index=True)
    issuer = Text("发文单位", width=10, help="谁下发的；带文号的写上文号")
    issued_on = Date("下发日期", required=True, index=True)
    content = LongText("内容", required=True, help="要办什么、怎么办")
    due_on = Date("截止日期", index=True)
    wants_reply = YesNo("要求回报", default=False)
    files = Files("附件")

    class Meta:
        table_name = "handout"
        title = "通知和任务"
        group = "交换与安全"
        natural = (("kind", "title", "issued_on"),)
        icon = "megaphone"
        listing = ("issued_on", "kind", "title", "issuer", "due_on", "wants_reply")
        order = ("-issued_on", "-uid")
        period = "issued_on"
        sections = (
            Section("通知和任务", ("kind", "title", "issuer", "issued_on", "due_on", "wants_reply")),
            Section("内容", ("content", "files")),
        )
        rules = (_by_when, not_before("due_on", "issued_on", "截止日期早于下发日期"))
        heading = called_by("title")


def _heading_reply(record: "HandoutReply", naming: Naming) -> str:
    return f"回报 {naming(record.handout)}" if record.handout else ""


class HandoutReply(Record):
    """What a branch answers to one notice or task; its own record, the superior's stays as it is."""

    handout = RecordLink("通知或任务", "handout", required=True, index=True, width=16)
    content = LongText("完成情况", required=True, help="办了什么、结果怎样、还缺什么")
    finished_on = Date("完成日期", help="还没有办完的空着")
    replied_on = Date("回报日期", required=True, index=True)
    replied_by = PersonLink("填报人", required=True)
    files = Files("附件")

    class Meta:
        table_name = "handout_reply"
        not_copied = ("content",)
        title = "任务回报"
        group = "交换与安全"
        icon = "mail"
        listing = ("replied_on", "handout", "content", "finished_on", "replied_by")
        order = ("-replied_on", "-uid")
        period = "replied_on"
        unique = (("handout",),)
        rules = (
            not_in_future("finished_on", "完成日期"),
            not_in_future("replied_on", "回报日期"),
            since_joining("replied_by", "finished_on", "replied_on"),
        )
        heading = _heading_reply
