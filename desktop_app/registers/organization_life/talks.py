"""谈心谈话: who talked with whom, when and of what kind; the words are for the committee's eyes alone."""

from collections.abc import Iterable

from desktop_app.records.base import Record
from desktop_app.records.box import Naming
from desktop_app.records.declaration import WHOLE
from desktop_app.records.kinds import Choice, Date, LongText, Text, YesNo
from desktop_app.records.links import PersonLink, RecordLink
from desktop_app.records.record import Section
from desktop_app.records.rules import Problem, RuleContext
from desktop_app.registers.people.members import Member, belongs_on, since_joining
from desktop_app.registers.people.orgs import own_branch
from desktop_app.registers.rectification.issues import IN_TIME, Issue
from desktop_app.registers.shared_rules import not_in_future


def _two_people(record: "Talk", context: RuleContext) -> Iterable[Problem]:
    if record.by_member == record.with_member:
        yield Problem("with_member", "谈话人和谈话对象是同一个人", "请另选一人")
    for box in ("by_member", "with_member"):
        member = context.get(Member, getattr(record, box))
        if member is not None and member.exit_on and not belongs_on(member, record.held_on):
            yield Problem(box, f"{member.name}那天已经不在册", "请核对日期", refuse=False)


def _heading(record: "Talk", naming: Naming) -> str:
    if not record.by_member or not record.with_member:
        return ""
    return f"{naming(record.by_member)}与{naming(record.with_member)}谈话"


class Talk(Record):
    """One talk between two members."""

    by_member = PersonLink("谈话人", required=True, index=True)
    with_member = PersonLink("谈话对象", required=True, index=True)
    held_on = Date("日期", required=True, index=True)
    place = Text("地点", width=8)
    kind = Choice(
        "谈话类型",
        ("日常", "会前", "提醒谈话", "转正", "处分后", "困难帮扶", "离任"),
        required=True,
        default="日常",
        index=True,
        help="会前指组织生活会以前",
    )
    content = LongText("主要内容", required=True, private=True, help="只给书记、组织委员看，不进名单")
    concerns = LongText(
        "问题和意见", limit=2000, private=True, help="对方反映的问题、提的意见；能办的转入问题清单"
    )
    issue = RecordLink("转入问题清单", "issue", index=True, help="点“转入问题清单”后自动写上")
    signed = YesNo("对方签字", default=False, help="纸上签了再勾选，可以不签")

    class Meta:
        table_name = "talk"
        kept_back = WHOLE
        title = "谈心谈话"
        not_copied = ("with_member", "issue")
        group = "组织生活"
        natural = (("held_on", "by_member", "with_member"),)
        icon = "talk"
        listing = ("held_on", "kind", "by_member", "with_member", "place", "signed")
        order = ("-held_on",)
        period = "held_on"
        sections = (
            Section("谈话", ("by_member", "with_member", "held_on", "place", "kind")),
            Section("内容", ("content", "concerns", "issue", "signed")),
        )
        rules = (
            _two_people,
            since_joining("by_member", "held_on"),
            since_joining("with_member", "held_on"),
            not_in_future("held_on", "日期", refuse=True),
        )
        heading = _heading


def issue_from_talk(talk: Talk, context: RuleContext) -> Issue:
    """An item of the rectification ledger prefilled from what was brought up in a talk, without names."""
    return Issue(
        source="群众反映",
        category="人民群众急难愁盼的问题",
        description=talk.concerns,
        found_on=talk.held_on,
        mode=IN_TIME,
        duty_unit=own_branch(context),
    )
