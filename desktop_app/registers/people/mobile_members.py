"""流动党员: members away from home and members of other branches here, and every contact with them.

Who for half a year on end cannot join the life of the own branch and has not been transferred; outgoing and
incoming alike are entered in the national system and told to the host (中办2024年关于流动党员管理工作的意见).
"""

from collections.abc import Iterable

from desktop_app.base.periods import add_months
from desktop_app.records.base import Record
from desktop_app.records.box import Computed, Naming
from desktop_app.records.kinds import Choice, Date, LongText, Text, YesNo
from desktop_app.records.links import PersonLink, RecordLink
from desktop_app.records.record import Section
from desktop_app.records.rules import Problem, RuleContext
from desktop_app.registers.people.members import Member, since_joining
from desktop_app.registers.shared_rules import called_by, not_before, not_in_future

AWAY, HERE = "流出", "流入"


def _whose(record: "MobileMember", context: RuleContext) -> Iterable[Problem]:
    """Who flows out is on the roster; who flows in belongs to another branch."""
    person = context.get(Member, record.member)
    if record.flow_dir == AWAY and person is None:
        yield Problem("member", "流出的党员要从花名册里选")
    if person is not None and record.liaison == person.uid:
        yield Problem("liaison", "联系人不能是流动党员本人", "请另选一名党员和他保持联系")


def _long_enough(record: "MobileMember", context: RuleContext) -> Iterable[Problem]:
    """Half a year on end without the own branch's activities, not transferred; by the rule of that day."""
    months = int(context.rule("flow_months", record.out_on))
    if record.back_on is not None and record.back_on < add_months(record.out_on, months):
        yield Problem(
            "back_on",
            f"不能参加本支部活动不到连续 {months} 个月，一般不算流动党员",
            refuse=False,
        )
    if record.flow_dir == AWAY and record.transferable and record.back_on is None:
        yield Problem(
            "transferable",
            "具备转接条件的，应转尽转",
            "请在“组织关系转接”里填申请，报基层党委",
            refuse=False,
        )


def _whose_branch(record: "MobileMember", context: RuleContext) -> Iterable[Problem]:
    """Who flows in belongs somewhere else, and that branch is to be spoken to."""
    if record.flow_dir == HERE and not record.home_org:
        mend = "问清全称和联系人，以便双向联系"
        yield Problem("home_org", "还没有写组织关系在哪个党支部", mend, refuse=False)


def _heading(record: "MobileMember", naming: Naming) -> str:
    return f"{MobileMember.member.show(record.member, naming)} {record.place or ''}".strip()


class MobileMember(Record):
    """One stay away (流出) or one guest (流入); who keeps contact is named."""

    member = RecordLink(
        "党员", "member", free=True, required=True, index=True, help="流入的党员不在本支部花名册，写姓名"
    )
    flow_dir = Choice("流动类型", (AWAY, HERE), required=True, index=True, default=AWAY)
    out_on = Date("流出日期", required=True, index=True)
    place = Text("外出地点", required=True, width=10, help="省市县和详细地址；流入的写在本地的住址")
    came_from = Text("流入前所在省份", help="流入的填")
    occupation = Text("从事职业", width=8)
    cause = Text("流动原因", width=8)
    card_no = Text("流动党员活动证号", repeats=False, limit=40, help="领了证的填，没有的空着")
    host_org = Text("流入地党组织", width=10)
    host_contact = Text("流入地联系人", help="姓名、电话")
    home_org = Text("组织关系所在党组织", width=10, help="流入的填全称")
    home_contact = Text("组织关系所在地联系人", help="姓名、电话")
    told_on = Date("通报对方党组织日期", help="流出的向流入地通报，流入的向组织关系所在地通报")
    entered_on = Date("录入全国党员管理信息系统日期")
    liaison = PersonLink("本支部联系人", required=True, index=True, help="由他保持联系")
    transferable = YesNo("是否具备转接条件", help="在一地固定六个月以上的，应当转接")
    appraised_there = YesNo("在流入地参加民主评议")
    back_on = Date("返回日期", index=True, help="还没有返回的空着")

    class Meta:
        table_name = "mobile_member"
        title = "流动党员"
        not_copied = ("member", "came_from", "occupation", "cause", "host_contact", "home_contact")
        group = "支部与党员"
        natural = (("member", "flow_dir", "out_on"),)
        icon = "location"
        listing = (
            "member",
            "flow_dir",
            "out_on",
            "place",
            "liaison",
            "last_contact_on",
            "contact_state",
            "back_on",
        )
        order = ("-out_on",)
        period = "out_on"
        computed = (
            Computed("last_contact_on", "最近联系日期", "text", help="取联系记录里最近的一次"),
            Computed("contact_state", "联系状况", "text", help="多久没有联系；到了规则表写的天数要联系"),
        )
        sections = (
            Section(
                "流动",
                ("member", "flow_dir", "out_on", "place", "came_from", "occupation", "cause", "back_on"),
            ),
            Section(
                "双向联系", ("liaison", "host_org", "host_contact", "home_org", "home_contact", "told_on")
            ),
            Section("证件、系统与评议", ("card_no", "entered_on", "transferable", "appraised_there")),
        )
        rules = (
            _whose,
            _long_enough,
            _whose_branch,
            since_joining("member", "out_on", "told_on", "entered_on"),
            not_in_future("out_on", "流出日期", refuse=True),
            not_in_future("told_on", "通报日期", refuse=True),
            not_in_future("entered_on", "录入系统日期", refuse=True),
            not_before("back_on", "out_on", "返回日期早于流出日期"),
            not_before("told_on", "out_on", "通报日期早于流出日期"),
        )
        heading = _heading


def _while_away(record: "MobileContact", context: RuleContext) -> Iterable[Problem]:
    stay = context.get(MobileMember, record.mobile_member)
    if stay is not None and record.on < stay.out_on:
        yield Problem("on", "联系日期早于流出日期", "请核对日期")


class MobileContact(Record):
    """One contact with a member who is away."""

    mobile_member = RecordLink("流动党员", "mobile_member", required=True, index=True)
    on = Date("联系日期", required=True, index=True)
    way = Choice("联系方式", ("电话", "信件或短信", "视频", "见面", "托人"), required=True, default="电话")
    words = LongText("联系内容", width=16)
    by = PersonLink("联系人", help="空着就是本支部联系人")
    other_side = Text("对方联系人", help="对方党组织的人，或者党员本人")
    feedback = LongText("反馈", width=12, help="对方反馈了什么，要办什么")

    class Meta:
        table_name = "mobile_contact"
        title = "联系记录"
        icon = "talk"
        parent = "mobile_member"
        natural = (("mobile_member", "on", "way"),)
        listing = ("on", "way", "by", "other_side", "words", "feedback")
        order = ("-on",)
        period = "on"
        rules = (_while_away, not_in_future("on", "联系日期", refuse=True))
        heading = called_by("on")
