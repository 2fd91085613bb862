"""班子测评与述职评议: how committee and secretary were rated in a year, and what the secretary reported."""

from collections.abc import Iterable

from desktop_app.records.base import Record
from desktop_app.records.box import Naming
from desktop_app.records.declaration import WHOLE
from desktop_app.records.kinds import Choice, Date, Lines, LongText, Number
from desktop_app.records.links import RecordLink
from desktop_app.records.record import Section
from desktop_app.records.rules import Problem, RuleContext
from desktop_app.registers.people.members import since_joining
from desktop_app.registers.shared_rules import ballots_come_back, not_in_future

BODY, SECRETARY, OTHERS = "班子测评", "书记述职评议", "委员测评"
GOOD, FAIR, PLAIN, POOR = "好", "较好", "一般", "差"
MARKS = (GOOD, FAIR, PLAIN, POOR)
COUNTS = ("n_good", "n_fair", "n_plain", "n_poor")
REPORT = ("report_before", "report_done", "report_lacks", "report_next")


def _reported(record: "BodyReview", context: RuleContext) -> Iterable[Problem]:
    """The secretary reports before being rated."""
    if record.kind != SECRETARY or record.n_good is None:
        return
    for name in REPORT[1:]:
        if not getattr(record, name):
            title = record._meta.fields[name].title
            yield Problem(name, f"述职报告还没有写「{title}」", "述职以后再测评", refuse=False)


def _own_year(record: "BodyReview", context: RuleContext) -> Iterable[Problem]:
    if record.year > record.held_on.year:
        yield Problem("year", f"{record.held_on.year} 年还不能测评 {record.year} 年度", "请核对年度")


def _heading(record: "BodyReview", naming: Naming) -> str:
    if not record.subject or not record.year:
        return ""
    return f"{naming(record.subject)} {record.year}年度{record.kind or ''}"


class BodyReview(Record):
    """One rating of a year: of the committee as a body, of its secretary who reported, or of a member."""

    year = Number("年度", required=True, least=1949, most=2999, index=True)
    kind = Choice("测评内容", (BODY, SECRETARY, OTHERS), required=True, default=BODY, index=True)
    subject = RecordLink("对谁", ("party_org", "member"), required=True, index=True, help="班子选支部")
    meeting = RecordLink("会议", "meeting", index=True)
    held_on = Date("测评日期", required=True, index=True)
    issued = Number("发出测评票", unit="张")
    returned = Number("收回测评票", unit="张")
    n_good = Number("测评票：好", unit="张")
    n_fair = Number("测评票：较好", unit="张")
    n_plain = Number("测评票：一般", unit="张")
    n_poor = Number("测评票：差", unit="张")
    opinions = Lines("意见建议", help="票上写的，一行一条，按原话记")
    report_before = LongText("上年整改和承诺", help="述职：上次点评指出的、自己答应的，办得怎样")
    report_done = LongText("履职成效", help="述职：抓党建做了什么，有什么结果")
    report_lacks = LongText("问题和原因", help="述职：还有什么没有做好，为什么")
    report_next = LongText("下一步打算")
    reported_on = Date("述职日期")
    comment = LongText("上级点评意见", limit=2000)
    grade = Choice("综合评价等次", MARKS, help="上级评定的")

    class Meta:
        table_name = "body_review"
        kept_back = ("opinions",)
        title = "班子测评与述职"
        not_copied = WHOLE
        group = "组织生活"
        icon = "scales"
        listing = ("year", "kind", "subject", *COUNTS, "grade")
        order = ("-year", "kind")
        period = "held_on"
        unique = (("year", "kind", "subject"),)
        sections = (
            Section("测评", ("year", "kind", "subject", "meeting", "held_on")),
            Section("测评票", ("issued", "returned", *COUNTS, "opinions")),
            Section("述职报告", (*REPORT, "reported_on")),
            Section("上级评价", ("comment", "grade")),
        )
        rules = (
            ballots_come_back(COUNTS),
            _reported,
            _own_year,
            since_joining("subject", "held_on"),
            since_joining("subject", "reported_on"),
            not_in_future("held_on", "测评日期"),
            not_in_future("reported_on", "述职日期"),
        )
        heading = _heading
