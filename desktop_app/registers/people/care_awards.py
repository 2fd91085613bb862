"""激励关怀/表彰: visits, help, political birthdays and honours, and by whom; penalties stand apart."""

from collections.abc import Iterable

from desktop_app.records.base import Record
from desktop_app.records.box import Naming
from desktop_app.records.declaration import WHOLE
from desktop_app.records.kinds import Choice, Date, LongText, Money, Text
from desktop_app.records.links import PersonLink, RecordLink
from desktop_app.records.record import Section
from desktop_app.records.rules import Problem, RuleContext
from desktop_app.registers.people.members import Member, since_joining
from desktop_app.registers.shared_rules import not_in_future

VISIT, HELP, BIRTHDAY, HONOUR = "慰问", "困难帮扶", "政治生日", "荣誉"


def _fitting(record: "CareAward", context: RuleContext) -> Iterable[Problem]:
    member = context.get(Member, record.who)
    if record.kind == BIRTHDAY and member is None:
        yield Problem("who", f"{record.kind}的对象要从花名册里选")
    for box in ("amount", "goods"):
        if record.kind == BIRTHDAY and getattr(record, box):
            yield Problem(box, "政治生日不送礼物礼金", "请清空这一格")
    joined = member.joined_on if member is not None else None
    if record.kind == BIRTHDAY and joined is not None and joined.month and joined.month != record.on.month:
        yield Problem("on", f"政治生日是入党的日子，{joined.chinese()}", "请核对日期", refuse=False)


def _heading(record: "CareAward", naming: Naming) -> str:
    if not record.who:
        return ""
    return f"{CareAward.who.show(record.who, naming)} {record.kind or ''}".strip()


class CareAward(Record):
    """One kindness or honour."""

    kind = Choice("类型", (VISIT, HELP, BIRTHDAY, HONOUR), required=True, index=True)
    who = RecordLink("对象", "member", free=True, required=True, index=True, width=4, help="群众直接写姓名")
    on = Date("日期", required=True, index=True)
    what = LongText("内容", required=True, limit=2000)
    amount = Money("金额", help="没有的空着")
    goods = Text("慰问品", width=8, help="没有的空着")
    by = PersonLink("经办")

    class Meta:
        table_name = "care_award"
        kept_back = WHOLE
        title = "激励关怀/表彰"
        not_copied = ("who",)
        group = "支部与党员"
        natural = (("kind", "who", "on", "what"),)
        icon = "ribbon"
        listing = ("on", "kind", "who", "what", "amount", "by")
        order = ("-on",)
        period = "on"
        sections = (Section("关怀与表彰", ("kind", "who", "on", "what", "amount", "goods", "by")),)
        rules = (_fitting, since_joining("who", "on"), not_in_future("on", "日期", refuse=True))
        heading = _heading
