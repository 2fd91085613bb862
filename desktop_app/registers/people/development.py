"""发展党员纪实: the way of one person from applicant to full member, with reviews and the material kept."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta

from desktop_app.base import identity
from desktop_app.base.codes import load_codes
from desktop_app.base.errors import UserError
from desktop_app.base.periods import add_months, add_years
from desktop_app.records.base import Record
from desktop_app.records.box import Computed
from desktop_app.records.kinds import Choice, Date, Decimals, LongText, Number, State, Text
from desktop_app.records.links import IdNumber, PersonLink, Persons, Phone, RecordLink
from desktop_app.records.record import Section
from desktop_app.records.rules import Problem, RuleContext, Step
from desktop_app.registers.people.admissions import (
    admitted,
    cancelled,
    confirmed,
    extended,
    on_roster,
    row_is_there,
)
from desktop_app.registers.people.members import FULL, PROBATIONARY, CodeChoice, Member
from desktop_app.registers.people.rejoining import not_within_five_years
from desktop_app.registers.shared_rules import called_by, not_before, not_in_future

APPLICANT, ACTIVIST, CANDIDATE, ENDED = "入党申请人", "入党积极分子", "发展对象", "终止"
ON_TIME, EXTENDED, CANCELLED = "按期转正", "延长预备期", "取消资格"
SUITABLE = "合格"


def _identity(record: "Development", context: RuleContext) -> Iterable[Problem]:
    """GB 11643; nobody applies before birth, and not before 18 (党章)."""
    try:
        born = identity.parse_id(record.id_number, today=context.today).birth
    except UserError as fault:
        yield Problem("id_number", fault.what, "请对照身份证改正")
        return
    least = int(context.rule("member_age_min"))
    if record.applied_on < born:
        yield Problem("applied_on", "递交申请书的日期早于出生日期", "请核对日期和身份证号")
    elif record.applied_on < add_years(born, least):
        yield Problem("applied_on", f"递交申请书时不满 {least} 周岁", "请核对日期", refuse=False)


def _not_yet_a_member(record: "Development", context: RuleContext) -> Iterable[Problem]:
    row = on_roster(record, context)
    if record.stage in (APPLICANT, ACTIVIST, CANDIDATE) and row is not None and not row.exit_type:
        yield Problem("id_number", "花名册里已经有这个人", "已经是党员的不再走发展程序")


def _first_times(record: "Development", context: RuleContext) -> Iterable[Problem]:
    """发展党员工作细则 (转载): a talk within a month; a year as 积极分子 first."""
    months = int(context.rule("develop_talk_months"))
    if record.talk_on and record.talk_on > add_months(record.applied_on, months):
        yield Problem("talk_on", f"收到申请后 {months} 个月内要派人谈话", "请核对日期", refuse=False)
    least = int(context.rule("develop_activist_months"))
    begun, listed = record.activist_on, record.candidate_on
    if begun and listed and listed < add_months(begun, least):
        yield Problem(
            "candidate_on",
            f"培养教育不满 {least} 个月",
            "满了再列为发展对象；有依据的写在备注里",
            refuse=False,
        )
    count, most = len(record.mentors or ()), int(context.rule("develop_mentors_most"))
    if count > most:
        yield Problem("mentors", f"培养联系人一般不超过 {most} 人", refuse=False)


def _later_times(record: "Development", context: RuleContext) -> Iterable[Problem]:
    """发展党员工作细则 (转载): the meeting within a month of 预审, approval within 3 (at most 6) months."""
    months = int(context.rule("develop_meeting_months"))
    seen, passed, approved = record.pre_review_on, record.accepted_on, record.approved_on
    if seen and passed and passed > add_months(seen, months):
        yield Problem("accepted_on", f"预审后 {months} 个月内要开支部大会", "请核对日期", refuse=False)
    usual, most = (int(context.rule(f"develop_approval_months{end}")) for end in ("", "_most"))
    if passed and approved and approved > add_months(passed, usual):
        yield Problem(
            "approved_on", f"党委一般在 {usual} 个月内审批，最长 {most} 个月", "请核对日期", refuse=False
        )
    least = int(context.rule("develop_notice_workdays"))
    if record.notice_from and record.notice_to and _workdays(record.notice_from, record.notice_to) < least:
        yield Problem("notice_to", f"公示不到 {least} 个工作日", "请核对起止日期", refuse=False)


def _workdays(first: date, last: date) -> int:
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return sum(day.weekday() < 5 for day in days)


def _training(record: "Development", context: RuleContext) -> Iterable[Problem]:
    """Three days or 24 学时 of training before admission (发展党员工作细则, 转载)."""
    days, hours = (int(context.rule(f"develop_training_{unit}")) for unit in ("days", "hours"))
    first, last = record.training_from, record.training_to
    trained = (last - first).days + 1 if first and last else 0
    if (first or record.training_hours) and trained < days and (record.training_hours or 0) < hours:
        yield Problem("training_hours", f"短期集中培训一般不少于 {days} 天或 {hours} 学时", refuse=False)


def _mentors_full(record: "Development", context: RuleContext) -> Iterable[Problem]:
    people = [context.get(Member, one.person) for one in record.mentors or ()]
    if any(one is not None and one.category != FULL for one in people):
        yield Problem("mentors", "培养联系人要由正式党员担任", "请另选人")


def _admissible(record: "Development", context: RuleContext) -> Iterable[Problem]:
    """政治审查 and training come before admission (发展党员工作细则, 转载)."""
    if record.review_result != SUITABLE:
        yield Problem("review_result", "政治审查合格后才能接收为预备党员", "请先写政治审查结论")
    if record.training_from is None and not record.training_hours:
        yield Problem("training_from", "没有经过短期集中培训的，不能发展入党", "请先写培训日期或学时")


def _probation_over(record: "Development", context: RuleContext) -> Iterable[Problem]:
    if record.converted_on and record.probation_end and record.converted_on < record.probation_end:
        yield Problem("converted_on", f"预备期到 {record.probation_end} 才满", "请核对日期")


def _extension(record: "Development", context: RuleContext) -> Iterable[Problem]:
    """An extension is half a year to a year from the day probation was due (发展党员工作细则, 转载)."""
    if record.outcome != EXTENDED or record.accepted_on is None or record.extended_to is None:
        return
    due = add_months(record.accepted_on, int(context.rule("probation_months")))
    least, most = (int(context.rule(f"probation_extension_{end}")) for end in ("least", "most"))
    if not add_months(due, least) <= record.extended_to <= add_months(due, most):
        yield Problem("extended_to", f"延长预备期不少于 {least} 个月、不超过 {most} 个月", "请核对日期")


def _confirm(record: "Development", context: RuleContext) -> None:
    """After an extension the outcome stays 延长预备期, and probation ended when the extension did."""
    record.outcome = EXTENDED if record.extended_to else ON_TIME


def _outcome(word: str) -> Callable[["Development", RuleContext], None]:
    def write(record: "Development", context: RuleContext) -> None:
        record.outcome = word

    return write


def _fill(record: "Development", context: RuleContext) -> None:
    """预备期 runs a year from the meeting that accepted the person (党章第七条), longer when extended."""
    record.probation_end = None
    if record.accepted_on is not None:
        due = add_months(record.accepted_on, int(context.rule("probation_months")))
        record.probation_end = record.extended_to if record.outcome == EXTENDED else due


class Development(Record):
    """One person's way into the party; each step is taken at a meeting and never skipped."""

    person = Text("姓名", required=True, limit=60, width=5, index=True)
    id_number = IdNumber("身份证号", required=True, index=True)
    branch = RecordLink("所在党支部", "party_org", index=True)
    ethnicity = CodeChoice("民族", load_codes("ethnicity"))
    education = CodeChoice("学历", load_codes("education"), width=7)
    mobile = Phone("手机号码")
    work_unit = Text("工作单位及职务", width=12, help="接收为预备党员时，这几项直接进花名册，不用再填")
    applied_on = Date("递交入党申请书日期", required=True, index=True)
    talk_on = Date("谈话日期", help="收到申请书后一个月内")
    talk_by = Text("谈话人", width=5)
    recommend_by = Choice("推荐方式", ("党员推荐", "群团组织推优"))
    activist_on = Date("确定积极分子日期", help="支委会研究决定的日期")
    mentors = Persons("培养联系人", help="一至两名正式党员")
    candidate_on = Date("列为发展对象日期", help="培养教育一年以上，报上级党委备案")
    training_from = Date("短期集中培训，自")
    training_to = Date("短期集中培训，至")
    training_hours = Decimals("培训学时", places=1, most=500, unit="学时")
    review_on = Date("政治审查日期")
    review_result = Choice("政治审查结论", (SUITABLE, "不合格"))
    introducers = Persons("入党介绍人", help="两名正式党员")
    notice_from = Date("公示起")
    notice_to = Date("公示止")
    pre_review_on = Date("预审日期")
    accepted_on = Date("支部大会通过日期", help="就是入党日期")
    approved_on = Date("党委审批日期")
    probation_end = Date("预备期满日期", machine=True, index=True)
    extended_to = Date("延长预备期至")
    converted_on = Date("转正大会日期")
    outcome = Choice("转正结果", (ON_TIME, EXTENDED, CANCELLED))
    end_reason = LongText("终止原因", limit=1000)
    member = PersonLink("花名册", machine=True, index=True)
    remark = LongText("备注", limit=1000)
    stage = State("阶段", (APPLICANT, ACTIVIST, CANDIDATE, PROBATIONARY, FULL, ENDED), index=True)

    class Meta:
        table_name = "development"
        title = "发展党员纪实"
        group = "支部与党员"
        icon = "trend"
        listing = (
            "person",
            "stage",
            "applied_on",
            "activist_on",
            "candidate_on",
            "accepted_on",
            "probation_end",
            "mentors",
        )
        order = ("-applied_on", "person")
        period = "applied_on"
        unique = (("id_number",),)
        locked = frozenset((FULL, ENDED))
        amendable = frozenset(("development_material",))
        computed = (
            Computed("half_year_reviews", "半年考察记录", unit="次"),
            Computed("materials", "材料清单", unit="份"),
        )
        sections = (
            Section(
                "本人", ("person", "id_number", "branch", "ethnicity", "education", "mobile", "work_unit")
            ),
            Section("申请", ("applied_on", "talk_on", "talk_by")),
            Section("培养", ("recommend_by", "activist_on", "mentors")),
            Section(
                "发展对象",
                (
                    "candidate_on",
                    "training_from",
                    "training_to",
                    "training_hours",
                    "review_on",
                    "review_result",
                    "introducers",
                    "notice_from",
                    "notice_to",
                    "pre_review_on",
                ),
            ),
            Section("接收与转正", ("accepted_on", "approved_on", "converted_on", "outcome", "extended_to")),
            Section("备注", ("end_reason", "remark")),
        )
        rules = (
            _identity,
            _not_yet_a_member,
            not_within_five_years,
            _first_times,
            _later_times,
            _training,
            _mentors_full,
            _extension,
            not_in_future("applied_on", "递交入党申请书日期", refuse=True),
            not_in_future("accepted_on", "支部大会通过日期", refuse=True),
            not_before("talk_on", "applied_on", "谈话日期早于递交申请书的日期"),
            not_before("activist_on", "applied_on", "确定积极分子的日期早于递交申请书的日期"),
            not_before("candidate_on", "activist_on", "列为发展对象的日期早于确定积极分子的日期"),
            not_before("training_from", "applied_on", "短期集中培训早于递交申请书的日期"),
            not_before("review_on", "applied_on", "政治审查日期早于递交申请书的日期"),
            not_before("notice_from", "applied_on", "公示早于递交申请书的日期"),
            not_before("pre_review_on", "applied_on", "预审日期早于递交申请书的日期"),
            not_before("training_to", "training_from", "培训结束早于开始"),
            not_before("notice_to", "notice_from", "公示止早于公示起"),
            not_before("accepted_on", "candidate_on", "支部大会通过日期早于列为发展对象的日期"),
            not_before("accepted_on", "pre_review_on", "支部大会通过日期早于预审日期"),
            not_before("approved_on", "accepted_on", "党委审批日期早于支部大会通过日期"),
            not_before("converted_on", "accepted_on", "转正大会日期早于支部大会通过日期"),
        )
        steps = (
            Step(
                "to_activist",
                "确定为入党积极分子",
                (APPLICANT,),
                ACTIVIST,
                needs=("talk_on", "activist_on", "mentors"),
                asks=("talk_on", "talk_by", "recommend_by", "activist_on", "mentors"),
                help="支委会研究决定，报上级党委备案",
            ),
            Step(
                "to_candidate",
                "列为发展对象",
                (ACTIVIST,),
                CANDIDATE,
                needs=("candidate_on",),
                asks=("candidate_on",),
                help="支委会讨论同意，报上级党委备案",
            ),
            Step(
                "accept",
                "接收为预备党员",
                (CANDIDATE,),
                PROBATIONARY,
                needs=("review_on", "review_result", "accepted_on", "ethnicity", "education", "branch"),
                asks=(
                    "review_on",
                    "review_result",
                    "training_from",
                    "training_to",
                    "training_hours",
                    "introducers",
                    "notice_from",
                    "notice_to",
                    "pre_review_on",
                    "accepted_on",
                    "ethnicity",
                    "education",
                ),
                checks=(_admissible,),
                brings=admitted,
                help="支部大会表决通过以后；同时进入党员花名册，人员类别为预备党员，不用再填",
            ),
            Step(
                "convert",
                "转为正式党员",
                (PROBATIONARY,),
                FULL,
                needs=("converted_on",),
                asks=("converted_on",),
                checks=(_probation_over, row_is_there),
                write=_confirm,
                brings=confirmed,
                confirm="花名册同时改为正式党员。转正后这份纪实不能再改，还可以补材料。现在转正吗？",
            ),
            Step(
                "extend",
                "延长预备期",
                (PROBATIONARY,),
                PROBATIONARY,
                needs=("extended_to",),
                asks=("extended_to",),
                checks=(row_is_there,),
                write=_outcome(EXTENDED),
                brings=extended,
                help="花名册同时写上延长到哪一天",
            ),
            Step(
                "cancel",
                "取消预备党员资格",
                (PROBATIONARY,),
                ENDED,
                needs=("converted_on", "end_reason"),
                asks=("converted_on", "end_reason"),
                checks=(row_is_there,),
                write=_outcome(CANCELLED),
                brings=cancelled,
                confirm="花名册同时记为“出党”，这一行保留。取消资格后不能恢复。现在取消吗？",
            ),
            Step(
                "stop",
                "终止发展",
                (APPLICANT, ACTIVIST, CANDIDATE),
                ENDED,
                needs=("end_reason",),
                asks=("end_reason",),
            ),
        )
        fill = _fill
        heading = called_by("person")


def _review_time(record: "DevelopmentReview", context: RuleContext) -> Iterable[Problem]:
    above = context.get(Development, record.development)
    if above is not None and above.activist_on and record.on < above.activist_on:
        yield Problem("on", "考察日期早于确定积极分子的日期", "请核对日期")


class DevelopmentReview(Record):
    """One half-yearly review of an activist or candidate."""

    development = RecordLink("发展党员纪实", "development", required=True, index=True)
    on = Date("考察日期", required=True, index=True)
    text = LongText("考察意见", required=True)
    by = PersonLink("考察人")

    class Meta:
        table_name = "development_review"
        title = "半年考察记录"
        icon = "eye"
        parent = "development"
        listing = ("on", "text", "by")
        order = ("on", "uid")
        period = "on"
        rules = (_review_time, not_in_future("on", "考察日期"))
        heading = called_by("on")


class DevelopmentMaterial(Record):
    """One paper of the file: ticked by being here, with its pages; nothing needs to be scanned."""

    development = RecordLink("发展党员纪实", "development", required=True, index=True)
    name = Choice(
        "材料",
        (
            "入党申请书",
            "谈话记录",
            "培养考察登记表",
            "思想汇报",
            "政审材料",
            "公示材料",
            "入党志愿书",
            "转正申请书",
        ),
        required=True,
        width=8,
    )
    pages = Number("页数", least=1, unit="页")
    on = Date("收到日期")
    note = Text("说明", width=10)

    class Meta:
        table_name = "development_material"
        title = "材料清单"
        icon = "checklist"
        parent = "development"
        listing = ("name", "pages", "on", "note")
        order = ("on", "uid")
        heading = called_by("name")
