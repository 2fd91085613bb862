"""双报到登记: members of other branches who live here and offer their help to the community."""

from collections.abc import Iterable
from datetime import date

from desktop_app.base.periods import Month
from desktop_app.records.base import Record
from desktop_app.records.box import Computed, Naming
from desktop_app.records.declaration import WHOLE
from desktop_app.records.kinds import Choice, Date, LongText, ManyChoice, Number, Text
from desktop_app.records.links import PersonLink, Phone, RecordLink
from desktop_app.records.record import Section
from desktop_app.records.rules import Problem, RuleContext, of_one_office
from desktop_app.registers.people.members import Member, since_birth, since_joining
from desktop_app.registers.people.offers import FREE_TIMES, SKILLS
from desktop_app.registers.shared_rules import called_by, not_before, not_in_future


def _not_ours(record: "ReportingIn", context: RuleContext) -> Iterable[Problem]:
    """Who is on the own roster does not report in as a guest."""
    same = Member.live().where(
        (Member.name == record.name)
        & (Member.mobile == record.mobile)
        & of_one_office(Member, context, record)
    )
    if any(one.exit_on is None for one in context.find(same)):
        yield Problem("name", "花名册里有同名同手机号的党员", "本支部党员不用双报到登记")


def _who_opined(record: "ReportingIn", context: RuleContext) -> Iterable[Problem]:
    """An opinion of the community is somebody's and of a day."""
    if record.opinion and not record.opinion_by:
        yield Problem("opinion_by", "社区意见要写是谁的意见", refuse=False)
    if record.opinion and record.opinion_on is None:
        yield Problem("opinion_on", "社区意见要写日期", refuse=False)
    if not record.opinion and (record.opinion_by or record.opinion_on is not None):
        yield Problem("opinion", "写了意见人或日期，意见还空着", "写同意接收、安排到哪里等")


class ReportingIn(Record):
    """One working member of another branch, with skills and free time."""

    name = Text("姓名", is_name=True, required=True, limit=60, width=5, index=True)
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
    opinion = LongText("社区意见", limit=1000, help="社区党组织接收时的意见：同意接收、安排到哪里")
    opinion_by = PersonLink("社区意见签署人")
    opinion_on = Date("社区意见日期")
    year_rating = Choice("年度评价", ("好", "较好", "一般", "差"), help="社区每年评一次")
    left_on = Date("离开日期", help="搬走或不再服务的才填")

    class Meta:
        table_name = "reporting_in"
        not_copied = ("opinion_by",)
        title = "双报到登记"
        group = "服务与网格"
        icon = "member-add"
        instead_of_removal = "不再来服务的，请写上“离开日期”"
        listing = ("name", "mobile", "unit", "grid", "skills", "post", "free_time", "services")
        order = ("name",)
        period = "reported_on"
        unique = (("name", "mobile"),)
        computed = (Computed("services", "服务记录", unit="次", help="从服务订单和进网格的记录来，不用另记"),)
        sections = (
            Section("本人", ("name", "mobile", "unit", "unit_org", "grid")),
            Section("能做什么", ("skills", "post", "free_time")),
            Section("登记", ("reported_on", "opinion", "opinion_by", "opinion_on", "year_rating", "left_on")),
        )
        rules = (
            _not_ours,
            _who_opined,
            since_birth("opinion_by", "reported_on"),
            since_joining("opinion_by", "opinion_on"),
            not_in_future("opinion_on", "社区意见日期", refuse=True),
            not_before("opinion_on", "reported_on", "社区意见日期早于报到日期"),
            not_in_future("reported_on", "报到日期", refuse=True),
            not_before("left_on", "reported_on", "离开日期早于报到日期"),
        )
        heading = called_by("name")


def _of_one_quarter(record: "ReportingFeedback", context: RuleContext) -> Iterable[Problem]:
    """A quarter is told of once it is over, and only of the time somebody served here."""
    guest = context.get(ReportingIn, record.guest)
    if record.written_on < record.last_day:
        yield Problem("written_on", f"{record.words}还没有过完", "季度过完再写反馈")
    if guest is not None and guest.reported_on > record.last_day:
        yield Problem("quarter", f"{guest.name}这个季度还没有报到", "请核对年度和季度")


def _feedback_heading(record: "ReportingFeedback", naming: Naming) -> str:
    return f"{naming(record.guest)} {record.words}" if record.guest and record.year and record.quarter else ""


class ReportingFeedback(Record):
    """What the community tells a member's own organisation of one quarter; the figures come from orders."""

    guest = RecordLink("双报到党员", "reporting_in", required=True, index=True)
    year = Number("年度", required=True, least=1949, most=2999, index=True)
    quarter = Number("季度", required=True, least=1, most=4)
    masses = Text("群众评价", width=12, help="空着时按本季度的评单汇总")
    opinion = LongText("社区党组织意见", required=True, limit=1000, help="在社区的表现怎样，写具体的事")
    opinion_by = PersonLink("意见签署人", required=True)
    written_on = Date("意见日期", required=True, index=True)
    sent_on = Date("送交单位日期")
    receiver = Text("单位签收人", width=6)
    received_on = Date("单位签收日期")

    class Meta:
        table_name = "reporting_feedback"
        not_copied = WHOLE
        title = "在职党员社区表现情况反馈"
        icon = "mail"
        parent = "guest"
        listing = ("year", "quarter", "opinion", "opinion_by", "written_on", "sent_on", "received_on")
        order = ("-year", "-quarter")
        period = "written_on"
        unique = (("guest", "year", "quarter"),)
        rules = (
            _of_one_quarter,
            since_joining("opinion_by", "written_on"),
            not_in_future("written_on", "意见日期", refuse=True),
            not_before("sent_on", "written_on", "送交日期早于意见日期"),
            not_before("received_on", "sent_on", "签收日期早于送交日期"),
        )
        heading = _feedback_heading

    @property
    def first_day(self) -> date:
        """The first day of the quarter."""
        return date(self.year, 3 * self.quarter - 2, 1)

    @property
    def last_day(self) -> date:
        """The last day of the quarter."""
        return Month(self.year, 3 * self.quarter).last_day()

    @property
    def words(self) -> str:
        """2026年第3季度."""
        return f"{self.year}年第{self.quarter}季度"
