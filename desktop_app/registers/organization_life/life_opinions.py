"""征求意见: what others said of the committee or a member before a 组织生活会, in their own words."""

from collections.abc import Iterable

from desktop_app.records.base import Record
from desktop_app.records.box import Naming
from desktop_app.records.declaration import WHOLE
from desktop_app.records.kinds import Choice, Date, LongText, Number, Text
from desktop_app.records.links import RecordLink
from desktop_app.records.record import Section
from desktop_app.records.rules import Problem, RuleContext
from desktop_app.registers.organization_life.meetings import Meeting
from desktop_app.registers.organization_life.self_checks import ASPECTS
from desktop_app.registers.people.members import since_joining
from desktop_app.registers.shared_rules import not_in_future

WHO = ("党员", "群众", "服务对象", "上级党组织", "其他")
WAYS = ("座谈", "个别访谈", "问卷", "意见箱", "会上", "上级反馈", "其他")


def _before_the_meeting(record: "LifeOpinion", context: RuleContext) -> Iterable[Problem]:
    """Opinions are asked before the meeting that answers them; later ones belong to the next."""
    meeting = context.get(Meeting, record.meeting)
    if meeting is not None and meeting.start_end is not None and record.raised_on > meeting.start_end.day:
        yield Problem("raised_on", "日期晚于这次组织生活会", "请核对日期，或者另选会议", refuse=False)


def _heading(record: "LifeOpinion", naming: Naming) -> str:
    about = naming(record.about) if record.about else ""
    return f"对{about}的意见：{record.text}" if about and record.text else record.text or ""


class LifeOpinion(Record):
    """One opinion, kept as it was said."""

    year = Number("所属年度", required=True, least=1949, most=2999, index=True)
    meeting = RecordLink("会议", "meeting", index=True, help="为哪次组织生活会征求的")
    who = Choice("对象类别", WHO, required=True, index=True, help="是谁提的")
    about = RecordLink("对谁", ("party_org", "member"), required=True, index=True, help="班子或个人")
    text = LongText("意见建议", required=True, help="按原话记")
    way = Choice("来源方式", WAYS, required=True)
    category = Choice("类别", ASPECTS, help="属于哪个方面")
    raised_on = Date("日期", required=True, index=True)
    giver = Text("提出人", limit=40, private=True, help="愿意留名的才写")
    measure = LongText("初步措施", limit=1000)

    class Meta:
        table_name = "life_opinion"
        kept_back = WHOLE
        title = "征求意见"
        not_copied = ("text", "about")
        group = "组织生活"
        natural = (("year", "who", "about", "text"),)
        icon = "mail"
        listing = ("raised_on", "who", "about", "text", "way", "category")
        order = ("-raised_on",)
        period = "raised_on"
        sections = (
            Section("意见", ("year", "meeting", "raised_on", "who", "about", "text")),
            Section("来源和处理", ("way", "category", "giver", "measure")),
        )
        rules = (
            _before_the_meeting,
            since_joining("about", "raised_on"),
            not_in_future("raised_on", "日期"),
        )
        heading = _heading
