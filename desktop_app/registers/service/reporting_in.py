"""双报到登记: members of other branches who live here and offer their help to the community."""

from collections.abc import Iterable

from desktop_app.records.base import Record
from desktop_app.records.box import Computed
from desktop_app.records.kinds import Choice, Date, LongText, ManyChoice, Text
from desktop_app.records.links import Phone, RecordLink
from desktop_app.records.record import Section
from desktop_app.records.rules import Problem, RuleContext
from desktop_app.registers.people.members import Member
from desktop_app.registers.people.offers import FREE_TIMES, SKILLS
from desktop_app.registers.shared_rules import called_by, not_before, not_in_future


def _not_ours(record: "ReportingIn", context: RuleContext) -> Iterable[Problem]:
    """Who is on the own roster does not report in as a guest."""
    same = Member.live().where((Member.name == record.name) & (Member.mobile == record.mobile))
    if any(one.exit_on is None for one in context.find(same)):
        yield Problem("name", "花名册里有同名同手机号的党员", "本支部党员不用双报到登记")


class ReportingIn(Record):
    """One working member of another branch, with skills and free time."""

    name = Text("姓名", required=True, limit=60, width=5, index=True)
    mobile = Phone("手机号", required=True)
    unit = Text("工作单位", required=True, width=10)
    unit_org = Text("所在党组织", required=True, width=10, help="季度反馈寄给它")
    grid = RecordLink("居住小区/网格", "grid", required=True, index=True)
    skills = ManyChoice("特长", SKILLS)
    post = Choice(
        "认领岗位",
        (
            "组织建设",
            "法律咨询与援助",
            "助困扶残与就业援助",
            "社区治理",
            "健康医疗",
            "文化体育",
            "安全宣传与治安巡逻",
            "其他",
        ),
        width=8,
    )
    free_time = ManyChoice("服务时段", FREE_TIMES)
    reported_on = Date("报到日期", required=True, index=True)
    opinion = LongText("社区意见", limit=1000)
    year_rating = Choice("年度评价", ("好", "较好", "一般", "差"), help="社区每年评一次")
    left_on = Date("离开日期", help="搬走或不再服务的才填")

    class Meta:
        table_name = "reporting_in"
        title = "双报到登记"
        group = "服务与网格"
        icon = "member-add"
        instead_of_removal = "不再来服务的，请写上“离开日期”"
        listing = ("name", "mobile", "unit", "grid", "skills", "post", "free_time", "services")
        order = ("name",)
        period = "reported_on"
        unique = (("name", "mobile"),)
        computed = (Computed("services", "服务记录", unit="次", help="从办结的服务订单来，不用另记"),)
        sections = (
            Section("本人", ("name", "mobile", "unit", "unit_org", "grid")),
            Section("能做什么", ("skills", "post", "free_time")),
            Section("登记", ("reported_on", "opinion", "year_rating", "left_on")),
        )
        rules = (
            _not_ours,
            not_in_future("reported_on", "报到日期", refuse=True),
            not_before("left_on", "reported_on", "离开日期早于报到日期"),
        )
        heading = called_by("name")
