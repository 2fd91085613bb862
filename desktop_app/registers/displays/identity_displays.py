"""亮身份: the plates, cards and posts by which a member is known as one."""

from collections.abc import Iterable

from desktop_app.records.base import Record
from desktop_app.records.box import Naming
from desktop_app.records.kinds import Choice, Date, ManyChoice, Text, YesNo
from desktop_app.records.links import PersonLink
from desktop_app.records.record import Section
from desktop_app.records.rules import Problem, RuleContext
from desktop_app.registers.people.members import Member, belongs_on, since_joining
from desktop_app.registers.shared_rules import not_before

PHOTO, PHONE = "照片", "联系电话"


def _consent(record: "IdentityDisplay", context: RuleContext) -> Iterable[Problem]:
    """个人信息保护法: a phone number is shown in public only with its owner's consent."""
    shown = record.shown_fields or ()
    if PHONE in shown and not record.phone_consent:
        yield Problem("phone_consent", "公示联系电话要本人同意", "本人同意后勾选，或者不公示电话")
    member = context.get(Member, record.member)
    if PHOTO in shown and member is not None and not member.photo:
        yield Problem("shown_fields", "花名册里还没有这名党员的照片", refuse=False)


def _still_here(record: "IdentityDisplay", context: RuleContext) -> Iterable[Problem]:
    """A plate hangs for a member of the branch; whoever leaves takes it down."""
    member = context.get(Member, record.member)
    day = max(record.from_on, context.today)
    if record.to_on is None and member is not None and not belongs_on(member, day):
        yield Problem("to_on", f"{member.name}已不在本支部，要写截止日期", "写取下牌子、卡片的那天")


def _heading(record: "IdentityDisplay", naming: Naming) -> str:
    return f"{naming(record.member)} {record.form or ''}".strip() if record.member else ""


class IdentityDisplay(Record):
    """One plate, card, badge or post, where it is and what it tells; never an address or ID number."""

    member = PersonLink("党员", required=True, index=True)
    form = Choice(
        "形式",
        ("党员户牌", "桌牌", "党徽", "党员示范岗", "党员责任区", "公示栏照片"),
        required=True,
        index=True,
    )
    location = Text("位置", help="门口、柜台、楼栋", width=8)
    post = Text("岗位", width=8)
    shown_fields = ManyChoice("公示内容", ("姓名", PHOTO, "党内职务", "责任区", PHONE), required=True)
    phone_consent = YesNo("本人同意公示电话")
    from_on = Date("起始日期", required=True, index=True)
    to_on = Date("截止日期", help="还在亮的空着")

    class Meta:
        table_name = "identity_display"
        title = "亮身份"
        not_copied = ("member",)
        group = "三亮"
        natural = (("member", "form", "from_on"),)
        icon = "ribbon"
        listing = ("member", "form", "location", "post", "shown_fields", "from_on", "to_on")
        order = ("-from_on",)
        period = "from_on"
        sections = (
            Section("亮在哪里", ("member", "form", "location", "post", "from_on", "to_on")),
            Section("公示", ("shown_fields", "phone_consent")),
        )
        rules = (
            _consent,
            _still_here,
            since_joining("member", "from_on"),
            not_before("to_on", "from_on", "截止日期早于起始日期"),
        )
        heading = _heading
