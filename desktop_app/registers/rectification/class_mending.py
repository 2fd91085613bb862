"""举一反三: a class of problems looked for in other places, and the lasting mechanism that keeps it away."""

from desktop_app.records.base import Record
from desktop_app.records.kinds import Date, LongText, Text, YesNo
from desktop_app.records.links import Files, PersonLink, RecordLink
from desktop_app.registers.people.members import since_joining
from desktop_app.registers.rectification.issue_rounds import CLASS_BOXES
from desktop_app.registers.shared_rules import called_by, not_in_future

_SAME_WORD = "和问题清单的“小类”写法一样，同类问题才连得起来"


class ClassCheck(Record):
    """One look for the same kind of problem elsewhere: where, by whom, and what it found."""

    tag = Text("一类问题", required=True, limit=40, index=True, offers=CLASS_BOXES, help=_SAME_WORD)
    on = Date("自查日期", required=True, index=True)
    scope = LongText("查了哪些地方", required=True, limit=1000, help="别的楼栋、别的环节、别的事项")
    checker = PersonLink("自查人", required=True)
    found = LongText("查出什么", required=True, limit=2000, help="没有查出的写明“没有发现同类问题”")
    issue = RecordLink("登记为问题", "issue", index=True, help="查出来的已经登记进问题清单的，选上那一条")

    class Meta:
        table_name = "class_check"
        not_copied = ("issue", "found")
        title = "举一反三自查"
        group = "问题整改"
        natural = (("tag", "on", "scope"),)
        icon = "checklist"
        listing = ("on", "tag", "scope", "checker", "found", "issue")
        order = ("-on",)
        period = "on"
        rules = (since_joining("checker", "on"), not_in_future("on", "自查日期", refuse=True))
        heading = called_by("found")


class Mechanism(Record):
    """One lasting rule set up against a class of problems, and where it was decided."""

    title = Text("制度名称", required=True, limit=100, width=14, index=True)
    tag = Text("管哪一类问题", required=True, limit=40, index=True, offers=CLASS_BOXES, help=_SAME_WORD)
    set_on = Date("定下日期", required=True, index=True)
    content = LongText("主要内容", required=True, limit=2000, help="谁来做、隔多久做一次、做不到怎么办")
    meeting = RecordLink("哪次会议定的", "meeting", index=True)
    finding = RecordLink("来自哪条调研发现", "finding", index=True)
    keeper = PersonLink("责任人", required=True)
    files = Files("制度文本")
    in_force = YesNo("在执行", default=True, help="废止了就取消")

    class Meta:
        table_name = "mechanism"
        title = "长效机制"
        group = "问题整改"
        icon = "scales"
        listing = ("set_on", "tag", "title", "keeper", "in_force")
        order = ("-set_on",)
        period = "set_on"
        unique = (("title",),)
        rules = (since_joining("keeper", "set_on"), not_in_future("set_on", "定下日期", refuse=True))
        heading = called_by("title")
