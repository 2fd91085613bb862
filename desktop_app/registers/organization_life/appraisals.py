"""民主评议党员: each member's year as the member, the others, the ballots and the committee judged it."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from desktop_app.base.periods import add_months
from desktop_app.records.base import Record
from desktop_app.records.box import Naming
from desktop_app.records.declaration import WHOLE
from desktop_app.records.kinds import Choice, Date, LongText, Number
from desktop_app.records.links import PersonLink, RecordLink
from desktop_app.records.record import Section
from desktop_app.records.rules import Problem, RuleContext, of_one_office
from desktop_app.registers.people.members import Member, belongs_on, full_on_day, since_joining
from desktop_app.registers.shared_rules import ballots_come_back, not_before, not_in_future

EXCELLENT, FAIR, BARELY, FAILED = "优秀", "合格", "基本合格", "不合格"
BALLOTS = ("n_a", "n_b", "n_c", "n_d")
CORRECT, DISPOSAL = "限期改正", "组织处置"
# The rule table keeps a third as 0.3333; this much brings three times a third back to one.
_ROUNDING = Decimal("0.01")


def most_excellent(members: int, context: RuleContext, on: date | None = None) -> int:
    """How many of ``members``, the full ones on the books, may be 优秀: no more than a third."""
    return int(members * context.rule("appraise_excellent_share", on) + _ROUNDING)


def _day(record: "Appraisal") -> date:
    """The day the grade is given, the year's last while none is written."""
    return record.decided_on or date(record.year, 12, 31)


def _grade(record: "Appraisal", context: RuleContext) -> Iterable[Problem]:
    """预备党员 take part and get no grade; ballots come before it (年度通知)."""
    member = context.get(Member, record.member)
    if record.grade and member is not None and not full_on_day(member, _day(record)):
        yield Problem("grade", f"{member.name}是预备党员，参加评议，不评等次", "请清空等次")
    elif record.grade and any(getattr(record, name) is None for name in BALLOTS):
        yield Problem("n_a", "评定等次以前要有测评票数", "请先填四种票数")
    elif record.grade and (record.issued is None or record.returned is None):
        empty = "issued" if record.issued is None else "returned"
        yield Problem(empty, "评定等次以前要写发出、收回的测评票", "四种票加起来等于收回的票")
    if record.grade and record.decided_on is None:
        yield Problem("decided_on", "写了等次，还要写评定日期")
    elif record.decided_on is not None and record.decided_on.year < record.year:
        yield Problem(
            "decided_on", f"{record.decided_on.year} 年还不能评 {record.year} 年度", "请核对年度和日期"
        )
    if record.grade and not record.decided_by:
        yield Problem("decided_by", "写了等次，还要选评定机构")


def _not_too_many(record: "Appraisal", context: RuleContext) -> Iterable[Problem]:
    """优秀 is for a third of the full members at most (年度通知)."""
    member = context.get(Member, record.member)
    if record.grade != EXCELLENT or (member is not None and not full_on_day(member, _day(record))):
        return
    day = _day(record)
    members = [
        one
        for one in context.find(Member.live().where(of_one_office(Member, context, record)))
        if belongs_on(one, day) and full_on_day(one, day)
    ]
    others = context.find(
        Appraisal.live().where(
            (Appraisal.year == record.year)
            & (Appraisal.grade == EXCELLENT)
            & (Appraisal.uid != record.uid)
            & of_one_office(Appraisal, context, record)
        )
    )
    most = most_excellent(len(members), context, _day(record))
    if len(others) + 1 > most:
        yield Problem(
            "grade",
            f"正式党员 {len(members)} 人，优秀最多 {most} 人，加上这一名是 {len(others) + 1} 人",
            "请改评合格，或者先改别人的等次",
            refuse=False,
        )


def _unfit(record: "Appraisal", context: RuleContext) -> Iterable[Problem]:
    """基本合格 and 不合格 are told with their reason; after 不合格 something follows (第三十条)."""
    if record.grade not in (BARELY, FAILED):
        return
    if not record.grade_reason:
        yield Problem("grade_reason", f"评为{record.grade}要写明理由", "写具体事实，书面告诉本人")
    if record.grade == FAILED and record.followup not in (CORRECT, DISPOSAL):
        yield Problem("followup", "评为不合格的，要限期改正或者组织处置", "请选后续措施")


def _correction(record: "Appraisal", context: RuleContext) -> Iterable[Problem]:
    """限期改正 lasts a year at most (《中国共产党党员教育管理工作条例》第三十条)."""
    if record.followup != CORRECT:
        if record.correct_by is not None:
            yield Problem("correct_by", "后续措施是“限期改正”时才写改正期限", refuse=False)
        return
    most = int(context.rule("appraise_correct_months_most", _day(record)))
    if record.correct_by is None:
        yield Problem("correct_by", "限期改正要写改到哪一天")
    elif record.correct_by > add_months(_day(record), most):
        yield Problem("correct_by", f"限期改正不超过 {most} 个月", "请核对日期")
    elif record.correct_by <= _day(record):
        yield Problem("correct_by", "改正期限不晚于评定日期", "请核对日期")


def _on_books(record: "Appraisal", context: RuleContext) -> Iterable[Problem]:
    member = context.get(Member, record.member)
    if member is not None and member.joined_on and member.joined_on.first_day() > date(record.year, 12, 31):
        yield Problem("year", f"{member.name}{member.joined_on.chinese()}才入党", "请核对年度")


def _heading(record: "Appraisal", naming: Naming) -> str:
    return f"{naming(record.member)} {record.year}年评议" if record.member and record.year else ""


class Appraisal(Record):
    """One member's appraisal of one year."""

    year = Number("年度", required=True, least=1949, most=2999, index=True)
    member = PersonLink("党员", required=True, index=True)
    meeting = RecordLink("会议", "meeting", index=True)
    self_rating = LongText("个人自评", required=True)
    peer = LongText("互评意见")
    issued = Number("发出测评票", unit="张")
    returned = Number("收回测评票", unit="张")
    n_a = Number("测评票：优秀", unit="张")
    n_b = Number("测评票：合格", unit="张")
    n_c = Number("测评票：基本合格", unit="张")
    n_d = Number("测评票：不合格", unit="张")
    grade = Choice("评定等次", (EXCELLENT, FAIR, BARELY, FAILED), index=True, help="预备党员不评等次，空着")
    grade_reason = LongText("评定理由", help="基本合格、不合格要写明理由")
    decided_by = Choice("评定机构", ("支部委员会会议", "党员大会"))
    decided_on = Date("评定日期", index=True)
    told_on = Date("反馈本人日期", help="书面反馈")
    followup = Choice("后续措施", ("表扬", "提醒谈话", CORRECT, DISPOSAL))
    correct_by = Date("改正期限", help="限期改正不超过一年")

    class Meta:
        table_name = "appraisal"
        kept_back = ("peer",)
        title = "民主评议党员"
        not_copied = WHOLE
        group = "组织生活"
        icon = "star"
        listing = ("year", "member", "n_a", "n_b", "n_c", "n_d", "grade", "followup")
        order = ("-year", "member")
        period = "decided_on"
        unique = (("year", "member"),)
        sections = (
            Section("评议", ("year", "member", "meeting", "self_rating", "peer")),
            Section("测评票", ("issued", "returned", *BALLOTS)),
            Section(
                "评定",
                ("grade", "grade_reason", "decided_by", "decided_on", "told_on", "followup", "correct_by"),
            ),
        )
        rules = (
            ballots_come_back(BALLOTS),
            _grade,
            _not_too_many,
            _unfit,
            _correction,
            _on_books,
            since_joining("member", "decided_on"),
            not_in_future("decided_on", "评定日期"),
            not_before("told_on", "decided_on", "反馈日期早于评定日期"),
        )
        heading = _heading
