"""发展党员纪实: the way of one person from applicant to full member, with reviews and the material kept."""

from collections.abc import Callable, Iterable
from datetime import date

from desktop_app.base import identity
from desktop_app.base.codes import load_codes
from desktop_app.base.errors import UserError
from desktop_app.base.periods import add_months, add_years
from desktop_app.records.base import Record
from desktop_app.records.box import Computed
from desktop_app.records.declaration import WHOLE
from desktop_app.records.kinds import Choice, Date, Decimals, LongText, ManyChoice, Number, State, Text
from desktop_app.records.links import IdNumber, PersonLink, Persons, Phone, RecordLink
from desktop_app.records.record import Section
from desktop_app.records.rules import Problem, Rule, RuleContext, Step, of_one_office
from desktop_app.registers.people import development_days as days
from desktop_app.registers.people import development_gates as gates
from desktop_app.registers.people.admissions import (
    admitted,
    agrees_with_roster,
    cancelled,
    confirmed,
    extended,
    not_full_yet,
    on_roster,
    row_is_there,
)
from desktop_app.registers.people.coded import CodeChoice
from desktop_app.registers.people.development_gates import AGREED, HEARD, SUITABLE
from desktop_app.registers.people.development_shut import gates_stay_shut, same_person
from desktop_app.registers.people.development_votes import vote_of_one
from desktop_app.registers.people.members import FULL, PROBATIONARY
from desktop_app.registers.people.rejoining import not_within_five_years
from desktop_app.registers.shared_rules import called_by, not_in_future

APPLICANT, ACTIVIST, CANDIDATE, ENDED = gates.APPLICANT, gates.ACTIVIST, gates.CANDIDATE, gates.ENDED
ON_TIME, EXTENDED, CANCELLED = "按期转正", "延长预备期", "取消资格"


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
    """Somebody on the roster goes no further, but the file of his own way may be copied from older papers."""
    if record.stage not in (APPLICANT, ACTIVIST, CANDIDATE) or record.backfill_until is not None:
        return
    row = on_roster(record, context)
    if row is not None and not row.exit_type:
        yield Problem(
            "id_number",
            "花名册里已经有这个人",
            "已经是党员的不再走发展程序；补录他以前的纪实，先写「补录截至」",
        )


def _backfill(record: "Development", context: RuleContext) -> Iterable[Problem]:
    """What is copied ends before the file was begun here, and says what it was copied from."""
    until = record.backfill_until
    if until is None:
        return
    # A file in the bin counts too: who throws one away and begins anew has begun then.
    files = context.find(
        Development.select().where(
            (Development.id_number == record.id_number) & of_one_office(Development, context, record)
        )
    )
    begun = min((one.entered_at[:10] for one in files if one.entered_at), default="")
    if until > context.today or (begun and until > date.fromisoformat(begun)):
        told = "补录只用于这份纪实登记以前的步骤"
        yield Problem("backfill_until", told, f"最晚写{begun or '今天'}；以后的步骤按程序办")
    if not record.backfill_basis:
        yield Problem("backfill_basis", "补录要写依据", "例如：按入党志愿书和发展党员档案转抄")


def _reviewed_candidate(record: "Development", context: RuleContext) -> Iterable[Problem]:
    yield from _reviewed(record, context, record.activist_on, record.candidate_on, "candidate_on", "积极分子")


def _reviewed_probation(record: "Development", context: RuleContext) -> Iterable[Problem]:
    day = gates.decision_day(record, "convert_vote", "converted_on", context)
    yield from _reviewed(record, context, record.accepted_on, day, "convert_vote", "预备党员")


def _reviewed(
    record: "Development", context: RuleContext, begun: date | None, end: date | None, box: str, who: str
) -> Iterable[Problem]:
    """One review for every half year gone by; those of the time that was copied are not asked for."""
    if begun is None or end is None or gates.copied(record, end):
        return
    months = int(context.rule("develop_review_months", end))
    asked = gates.half_years(begun, end, months)
    if record.backfill_until is not None and record.backfill_until >= begun:
        asked -= gates.half_years(begun, record.backfill_until, months)
    rows = DevelopmentReview.live().where(
        (DevelopmentReview.development == record.uid)
        & (DevelopmentReview.on > begun)
        & (DevelopmentReview.on <= end)
    )
    here = gates.spaced([row.on for row in context.find(rows)], months) if asked > 0 else 0
    if here < asked:
        yield Problem(
            box,
            f"{who}每 {months} 个月考察一次，到这天应有 {asked} 次，只有 {here} 次",
            "请先在“半年考察”里补记",
        )


def _decide(outcome: str = "") -> Callable[["Development", RuleContext], None]:
    """Write the days of the votes, and how probation ended where it did."""

    def write(record: "Development", context: RuleContext) -> None:
        days.days_of_votes(record, context)
        if outcome == ON_TIME:
            # After an extension the outcome stays 延长预备期, and probation ended when the extension did.
            record.outcome = EXTENDED if record.extended_to else ON_TIME
        elif outcome:
            record.outcome = outcome

    return write


def _fill(record: "Development", context: RuleContext) -> None:
    """The days of the votes; 预备期 runs a year from the accepting meeting (党章第七条), or as extended."""
    days.days_of_votes(record, context)
    record.probation_end = None
    if record.accepted_on is not None:
        due = add_months(record.accepted_on, int(context.rule("probation_months", record.accepted_on)))
        record.probation_end = record.extended_to if record.outcome == EXTENDED else due


_RECOMMENDED: "tuple[Rule[Development], ...]" = (gates.recommended, gates.of_age)
_APPROVED: "tuple[Rule[Development], ...]" = (gates.approved_in_time,)
_APPROVED_FIRST: "tuple[Rule[Development], ...]" = (gates.approved_first,)


class Development(Record):
    """One person's way into the party; each step is taken at a meeting and never skipped."""

    person = Text("姓名", is_name=True, required=True, limit=60, width=5, index=True)
    id_number = IdNumber("身份证号", required=True, index=True)
    branch = RecordLink("所在党支部", "party_org", index=True)
    ethnicity = CodeChoice("民族", load_codes("ethnicity"))
    education = CodeChoice("学历", load_codes("education"), width=7)
    mobile = Phone("手机号码")
    work_unit = Text("工作单位及职务", width=12, help="接收为预备党员时，这几项直接进花名册，不用再填")
    backfill_until = Date(
        "补录截至", help="纪实登记以前已经办过的步骤，按原档案转抄到哪一天；这天以前只核对先后，不查缺件"
    )
    backfill_basis = Text("补录依据", repeats=False, width=10, help="按哪些材料转抄的")
    applied_on = Date("递交入党申请书日期", required=True, index=True)
    talk_on = Date("谈话日期", help="收到申请书后一个月内")
    talk_by = Text("谈话人", width=5)
    talk_place = Text("谈话地点", width=8)
    talk_text = LongText("谈话内容", private=True)
    recommend_by = Choice("推荐方式", ("党员推荐", "群团组织推优"))
    recommend_on = Date("推荐日期")
    recommend_text = LongText("推荐情况", help="在哪次会上推荐，应到、实到多少人，多少人同意")
    activist_on = Date("确定积极分子日期", help="支委会研究决定的日期")
    activist_filed_on = Date("积极分子备案日期", help="上级党委备案的日期")
    mentors = Persons("培养联系人", help="一至两名正式党员")
    opinions_on = Date("征求意见日期", help="列为发展对象以前")
    opinions_place = Text("征求意见地点", width=8)
    opinions_from = ManyChoice("听取了谁的意见", HEARD)
    opinions_count = Number("征求意见人数", unit="人")
    opinions_text = LongText("征求到的意见", private=True)
    candidate_meeting_on = Date("支委会讨论日期", help="支委会讨论列为发展对象")
    candidate_answer_on = Date("上级党委备案（同意）日期", help="2026年5月修订以前是备案，以后要上级党委同意")
    notice_from = Date("公示起", help="上级党委同意以后、列为发展对象以前")
    notice_to = Date("公示止", help="不少于五个工作日")
    notice_by = Text("公示受理人", width=6)
    notice_phone = Text("公示受理电话", width=7)
    notice_result = LongText("公示结果", help="收到什么反映、怎样查核；没有的写“没有反映”")
    candidate_on = Date("列为发展对象日期", help="培养教育一年以上")
    introducers = Persons("入党介绍人", help="两名正式党员，一般由培养联系人担任")
    review_on = Date("政治审查日期")
    review_result = Choice("政治审查结论", (SUITABLE, "不合格"))
    training_from = Date("短期集中培训，自")
    training_to = Date("短期集中培训，至")
    training_hours = Decimals("培训学时", places=1, most=500, unit="学时")
    training_special = Text("未经培训的特殊情况", width=10, help="个别特殊情况没有培训的，写明情况和谁同意的")
    committee_on = Date("支委会审查日期", help="支委会审查发展对象的材料")
    pre_review_on = Date("预审日期", help="有审批权的基层党委预审")
    pre_review_result = Choice("预审意见", (AGREED, "不同意"))
    accept_vote = RecordLink(
        "接收大会的表决", "vote", index=True, help="那次支部党员大会上他的一项表决，日期和票数都从那里来"
    )
    accepted_on = Date("支部大会通过日期", help="就是入党日期；选了表决就不用写，补录的写原来的日期")
    accept_merits = LongText("接收决议：主要表现")
    accept_faults = LongText("接收决议：主要缺点")
    superior_talk_on = Date("上级派人谈话日期", help="审批以前，党委委员或组织员谈话")
    superior_talk_by = Text("上级谈话人", width=6, help="姓名和职务")
    superior_talk_text = LongText("上级谈话情况", private=True)
    approved_on = Date("党委审批日期")
    approval_special = Text("审批延后的特殊情况", width=10, help="超过三个月才审批的写明原因，最长六个月")
    oath_on = Date("入党宣誓日期")
    oath_place = Text("宣誓地点", width=8)
    oath_by = Text("领誓人", width=6, help="姓名和职务")
    probation_end = Date("预备期满日期", machine=True, index=True)
    convert_applied_on = Date("转正申请日期", help="本人书面提出")
    convert_opinions_on = Date("转正征求意见日期")
    convert_opinions = LongText("转正征求到的意见", private=True)
    convert_vote = RecordLink("转正大会的表决", "vote", index=True, help="讨论转正或取消资格的那项表决")
    converted_on = Date("转正大会日期", help="选了表决就不用写，补录的写原来的日期")
    convert_merits = LongText("转正决议：主要表现")
    convert_faults = LongText("转正决议：主要缺点")
    convert_approved_on = Date("上级批准日期", help="转正（取消资格）从上级党委批准起有效")
    extend_vote = RecordLink("延长预备期的表决", "vote", index=True)
    extended_on = Date("决定延长的大会日期", help="选了表决就不用写")
    extended_to = Date("延长预备期至", help="不少于半年，不超过一年，只能延长一次")
    extend_approved_on = Date("上级批准延长日期")
    outcome = Choice("转正结果", (ON_TIME, EXTENDED, CANCELLED))
    end_reason = LongText("终止原因", limit=1000)
    member = PersonLink("花名册", machine=True, index=True)
    remark = LongText("备注", limit=1000)
    stage = State("阶段", (APPLICANT, ACTIVIST, CANDIDATE, PROBATIONARY, FULL, ENDED), index=True)

    class Meta:
        table_name = "development"
        kept_back = ("talk_text", "superior_talk_text", "opinions_text", "convert_opinions")
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
            Section("申请", ("applied_on", "talk_on", "talk_by", "talk_place", "talk_text")),
            Section(
                "培养",
                (
                    "recommend_by", "recommend_on", "recommend_text", "activist_on", "activist_filed_on",
                    "mentors",
                ),
            ),
            Section(
                "发展对象",
                (
                    "opinions_on", "opinions_place", "opinions_from", "opinions_count", "opinions_text",
                    "candidate_meeting_on", "candidate_answer_on", "notice_from", "notice_to", "notice_by",
                    "notice_phone", "notice_result", "candidate_on", "introducers", "review_on",
                    "review_result", "training_from", "training_to", "training_hours", "training_special",
                    "committee_on", "pre_review_on", "pre_review_result",
                ),
            ),
            Section(
                "接收",
                (
                    "accept_vote", "accepted_on", "accept_merits", "accept_faults", "superior_talk_on",
                    "superior_talk_by", "superior_talk_text", "approved_on", "approval_special", "oath_on",
                    "oath_place", "oath_by",
                ),
            ),
            Section(
                "转正",
                (
                    "convert_applied_on", "convert_opinions_on", "convert_opinions", "convert_vote",
                    "converted_on", "convert_merits", "convert_faults", "convert_approved_on", "extend_vote",
                    "extended_on", "extended_to", "extend_approved_on", "outcome",
                ),
            ),
            Section("补录与备注", ("backfill_until", "backfill_basis", "end_reason", "remark")),
        )  # fmt: skip
        rules = (
            _identity,
            _not_yet_a_member,
            not_within_five_years,
            _backfill,
            days.talk_in_time,
            gates.people_named,
            vote_of_one,
            days.not_converted_early,
            days.in_order,
        )
        steps = (
            Step(
                "to_activist",
                "确定为入党积极分子",
                (APPLICANT,),
                ACTIVIST,
                needs=("talk_on", "activist_on", "mentors"),
                asks=(
                    "talk_on", "talk_by", "recommend_by", "recommend_on", "recommend_text", "activist_on",
                    "mentors",
                ),
                checks=_RECOMMENDED,
                help="支委会研究决定，再报上级党委备案",
            ),
            Step(
                "to_candidate",
                "列为发展对象",
                (ACTIVIST,),
                CANDIDATE,
                needs=("candidate_on",),
                asks=(
                    "activist_filed_on", "opinions_on", "opinions_from", "opinions_text",
                    "candidate_meeting_on", "candidate_answer_on", "notice_from", "notice_to", "notice_by",
                    "notice_phone", "notice_result", "candidate_on",
                ),
                checks=(gates.fit_for_candidate, _reviewed_candidate),
                help="听取意见、支委会讨论、报上级党委（2026年5月起须同意并公示）以后",
            ),
            Step(
                "accept",
                "接收为预备党员",
                (CANDIDATE,),
                PROBATIONARY,
                needs=("ethnicity", "education", "branch"),
                asks=(
                    "introducers", "review_on", "review_result", "training_from", "training_to",
                    "training_hours", "training_special", "committee_on", "pre_review_on",
                    "pre_review_result", "accept_vote", "accepted_on", "accept_merits", "accept_faults",
                    "ethnicity", "education",
                ),
                checks=(gates.fit_for_candidate, gates.fit_for_meeting, gates.accept_carried, not_full_yet),
                write=_decide(),
                brings=admitted,
                help="支部大会表决通过、会议记录定稿以后；同时进入党员花名册，人员类别为预备党员，不用再填",
            ),
            Step(
                "approve",
                "登记上级审批",
                (PROBATIONARY,),
                PROBATIONARY,
                needs=("approved_on",),
                asks=(
                    "superior_talk_on", "superior_talk_by", "superior_talk_text", "approved_on",
                    "approval_special",
                ),
                checks=_APPROVED,
                help="上级党委派人谈话、审批接收以后",
            ),
            Step(
                "swear",
                "登记入党宣誓",
                (PROBATIONARY,),
                PROBATIONARY,
                needs=("oath_on",),
                asks=("oath_on", "oath_place", "oath_by"),
                checks=_APPROVED_FIRST,
            ),
            Step(
                "discuss",
                "大会讨论转正",
                (PROBATIONARY,),
                PROBATIONARY,
                asks=(
                    "convert_applied_on", "convert_opinions_on", "convert_opinions", "convert_vote",
                    "converted_on", "convert_merits", "convert_faults",
                ),
                checks=(
                    gates.approved_first, gates.fit_for_conversion, _reviewed_probation,
                    gates.convert_carried, row_is_there,
                ),
                write=_decide(),
                help="预备期满，支部大会表决通过以后；上级党委批准以前仍是预备党员",
            ),
            Step(
                "convert",
                "上级批准转正",
                (PROBATIONARY,),
                FULL,
                needs=("convert_approved_on",),
                asks=("convert_approved_on",),
                checks=(
                    gates.conversion_discussed, gates.fit_for_conversion, gates.convert_carried,
                    row_is_there, agrees_with_roster,
                ),
                write=_decide(ON_TIME),
                brings=confirmed,
                confirm="转正日期记预备期满之日，花名册同时改为正式党员。这份纪实不能再改，还可以补材料。现在办吗？",
            ),
            Step(
                "extend",
                "延长预备期",
                (PROBATIONARY,),
                PROBATIONARY,
                needs=("extended_to", "extend_approved_on"),
                asks=("extend_vote", "extended_on", "extended_to", "extend_approved_on"),
                checks=(gates.approved_first, gates.extended_once, gates.extend_carried, row_is_there),
                write=_decide(EXTENDED),
                brings=extended,
                help="期满时由支部大会决定，报上级党委批准；花名册同时写上延长到哪一天",
            ),
            Step(
                "cancel",
                "取消预备党员资格",
                (PROBATIONARY,),
                ENDED,
                needs=("end_reason", "convert_approved_on"),
                asks=("convert_vote", "converted_on", "end_reason", "convert_approved_on"),
                checks=(gates.cancel_approved, gates.cancel_carried, row_is_there),
                write=_decide(CANCELLED),
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
        )  # fmt: skip
        by_hand = (days.decided_stays, gates_stay_shut, same_person)
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
        not_copied = WHOLE
        title = "半年考察记录"
        icon = "eye"
        parent = "development"
        natural = (("development", "on"),)
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
        natural = (("development", "name"),)
        listing = ("name", "pages", "on", "note")
        order = ("on", "uid")
        heading = called_by("name")
