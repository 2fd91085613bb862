"""The gates of 发展党员: what must stand, and since when, before a step of the way is taken.

After 《中国共产党发展党员工作细则》; each number is asked for the day of the event, so that a file begun
under one edition and ended under the next is right in both halves. Steps taken before the day the file was
copied from older papers (补录) are asked for their order only: what nobody can fetch any more is not missing.
"""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from decimal import Decimal
from typing import Protocol

from desktop_app.base import identity
from desktop_app.base.errors import UserError
from desktop_app.base.periods import add_months, add_years
from desktop_app.records.links import PersonWhy
from desktop_app.records.rules import Problem, RuleContext
from desktop_app.registers.decided import (
    TO_ADMIT,
    TO_CANCEL,
    TO_CONVERT,
    TO_EXTEND,
    ballot_problems,
    day_decided,
)
from desktop_app.registers.people.members import Member, full_on_day

APPLICANT, ACTIVIST, CANDIDATE, ENDED = "入党申请人", "入党积极分子", "发展对象", "终止"
SUITABLE, AGREED = "合格", "同意"
# Whose opinions are heard before somebody becomes 发展对象 (第十三条).
HEARD = ("党小组", "培养联系人", "党员", "群众")
# Public holidays by law on fixed days (全国年节及纪念日放假办法); those by the moon are the year's own.
HOLIDAYS = frozenset(((1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)))
ASKED = "请先写上；补录以前的步骤，先写「补录截至」"


class Way(Protocol):
    """What the gates look at; a record of 发展党员纪实."""

    uid: str
    member: str | None
    person: str
    id_number: str
    backfill_until: date | None
    stage: str
    applied_on: date
    talk_on: date | None
    recommend_by: str | None
    recommend_on: date | None
    activist_on: date | None
    activist_filed_on: date | None
    mentors: tuple[PersonWhy, ...] | None
    opinions_on: date | None
    opinions_from: tuple[str, ...] | None
    candidate_meeting_on: date | None
    candidate_answer_on: date | None
    candidate_on: date | None
    notice_from: date | None
    notice_to: date | None
    introducers: tuple[PersonWhy, ...] | None
    training_from: date | None
    training_to: date | None
    training_hours: Decimal | None
    training_special: str | None
    review_on: date | None
    review_result: str | None
    committee_on: date | None
    pre_review_on: date | None
    pre_review_result: str | None
    accept_vote: str | None
    accepted_on: date | None
    superior_talk_on: date | None
    approved_on: date | None
    approval_special: str | None
    oath_on: date | None
    convert_applied_on: date | None
    convert_opinions_on: date | None
    convert_vote: str | None
    converted_on: date | None
    convert_approved_on: date | None
    extend_vote: str | None
    extended_on: date | None
    extended_to: date | None
    extend_approved_on: date | None
    probation_end: date | None
    outcome: str | None


def copied(record: Way, day: date | None) -> bool:
    """Whether a step of ``day`` was copied from older papers."""
    until = record.backfill_until
    return until is not None and day is not None and day <= until


def workdays(first: date, last: date) -> int:
    """How many days from ``first`` to ``last`` are no Saturday, no Sunday and no holiday on a fixed day."""
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return sum(day.weekday() < 5 and (day.month, day.day) not in HOLIDAYS for day in days)


def spaced(days: Iterable[date], months: int) -> int:
    """How many reviews there are, those within half of ``months`` of the last one counted not again."""
    counted, last = 0, None
    for day in sorted(days):
        if last is None or day >= add_months(last, months // 2):
            counted, last = counted + 1, day
    return counted


def is_trained(record: Way, days: int, hours: int) -> bool:
    """Whether the short training was long enough: so many days, or so many 学时 (第十七条)."""
    first, last = record.training_from, record.training_to
    taught = (last - first).days + 1 if first is not None and last is not None else 0
    return taught >= days or (record.training_hours or 0) >= hours


def half_years(begun: date, end: date, months: int) -> int:
    """How many spans of ``months`` have gone by from ``begun`` to ``end``."""
    passed = 0
    while add_months(begun, months * (passed + 1)) <= end:
        passed += 1
    return passed


def decision_day(record: Way, vote: str, day: str, context: RuleContext) -> date | None:
    """The day of the vote in box ``vote``, else what stands in box ``day`` (补录)."""
    return day_decided(context, getattr(record, vote)) or getattr(record, day)


def of_age(record: Way, context: RuleContext) -> Iterable[Problem]:
    """Eighteen on the day of the application (党章); what was copied from older papers is no exception."""
    least = int(context.rule("member_age_min", record.applied_on))
    try:
        born = identity.parse_id(record.id_number, today=context.today).birth
    except UserError:
        return  # told by the record's own rule
    if record.applied_on < add_years(born, least):
        yield Problem(
            "applied_on",
            f"递交申请书时不满 {least} 周岁，不能确定为入党积极分子",
            f"请核对日期；年满 {least} 周岁以后重新递交的，写重新递交的日期",
        )


def decided_by(vote: str, day: str, matter: str) -> Callable[[Way, RuleContext], Iterable[Problem]]:
    """A check: the meeting's own vote on ``matter`` carried it; a day alone is enough for what was copied."""

    def check(record: Way, context: RuleContext) -> Iterable[Problem]:
        uid, written = getattr(record, vote), getattr(record, day)
        if uid:
            yield from ballot_problems(vote, uid, matter, record.person, context)
        elif written is None or not copied(record, written):
            yield Problem(
                vote,
                f"没有支部党员大会上“{matter}”的表决",
                "请先在那次会议里记表决并定稿，再到这里选它；票数不用再填",
            )

    return check


accept_carried = decided_by("accept_vote", "accepted_on", TO_ADMIT)
convert_carried = decided_by("convert_vote", "converted_on", TO_CONVERT)
cancel_carried = decided_by("convert_vote", "converted_on", TO_CANCEL)
extend_carried = decided_by("extend_vote", "extended_on", TO_EXTEND)


def recommended(record: Way, context: RuleContext) -> Iterable[Problem]:
    """推荐、推优 come before the committee decides on an activist (第八条)."""
    if not copied(record, record.activist_on):
        yield from _wanted(record, ("recommend_by", "推荐方式"), ("recommend_on", "推荐日期"))


def fit_for_candidate(record: Way, context: RuleContext) -> Iterable[Problem]:
    """A year as 积极分子 on file, four kinds of opinions, the committee, the superior's answer (第十三条)."""
    day, begun = record.candidate_on, record.activist_on
    if day is None or begun is None:
        return
    least = int(context.rule("develop_activist_months", day))
    if day < add_months(begun, least):
        yield Problem(
            "candidate_on",
            f"{begun} 确定为积极分子，培养教育不满 {least} 个月",
            f"{add_months(begun, least)} 起才能列为发展对象",
        )
    if copied(record, day):
        return
    if not copied(record, begun):
        yield from _wanted(record, ("activist_filed_on", "积极分子备案日期"))
    yield from _wanted(
        record,
        ("opinions_on", "征求意见日期"),
        ("candidate_meeting_on", "支委会讨论日期"),
    )
    unheard = [who for who in HEARD if who not in (record.opinions_from or ())]
    if unheard:
        yield Problem("opinions_from", f"还没有听取{'、'.join(unheard)}的意见", "征求意见以后再列为发展对象")
    yield from _answered(record, day, context)


def _answered(record: Way, day: date, context: RuleContext) -> Iterable[Problem]:
    """备案, since the edition of 2026 同意; then, by that edition, the public notice."""
    consent = bool(context.rule("develop_candidate_consent", day))
    if record.candidate_answer_on is None:
        todo = "报上级党委同意后再公示、列为发展对象" if consent else "报上级党委备案后再列为发展对象"
        yield Problem("candidate_answer_on", f"没有上级党委{'同意' if consent else '备案'}的日期", todo)
    least = int(context.rule("develop_notice_workdays", day))
    if not least:
        return
    first, last = record.notice_from, record.notice_to
    if first is None or last is None:
        yield Problem(
            "notice_from", "列为发展对象以前没有公示", f"上级党委同意后公示，不少于 {least} 个工作日"
        )
        return
    if record.candidate_answer_on is not None and first < record.candidate_answer_on:
        yield Problem("notice_from", "公示早于上级党委同意的日期", "上级党委同意后才公示")
    if workdays(first, last) < least:
        yield Problem("notice_to", f"公示只有 {workdays(first, last)} 个工作日", f"不少于 {least} 个工作日")
    if day <= last:
        yield Problem("candidate_on", f"公示到 {last} 才结束", "公示结束、没有影响发展的问题，再列为发展对象")


def fit_for_meeting(record: Way, context: RuleContext) -> Iterable[Problem]:
    """Introducers, 政审, training, committee and 预审 before the meeting (第十四、十六、十七条 on)."""
    day = decision_day(record, "accept_vote", "accepted_on", context) or context.today
    if copied(record, day):
        return
    many = int(context.rule("develop_introducers", day))
    if len({one.person for one in record.introducers or ()}) != many:
        yield Problem("introducers", f"入党介绍人要有 {many} 名正式党员", "请选好介绍人")
    if record.review_result != SUITABLE:
        yield Problem("review_result", "没有经过政治审查或审查不合格的，不能发展入党", "请先写政治审查结论")
    days, hours = (int(context.rule(f"develop_training_{unit}", day)) for unit in ("days", "hours"))
    if not is_trained(record, days, hours) and not record.training_special:
        yield Problem(
            "training_from",
            f"没有经过不少于 {days} 天或 {hours} 学时的短期集中培训，不能发展入党",
            "请写培训日期或学时；个别特殊情况要写明",
        )
    yield from _wanted(
        record,
        ("review_on", "政治审查日期"),
        ("committee_on", "支委会审查日期"),
        ("pre_review_on", "预审日期"),
    )
    if record.pre_review_result != AGREED:
        yield Problem("pre_review_result", "上级党委预审没有同意", "预审同意后才能开支部大会讨论接收")
    months = int(context.rule("develop_meeting_months", day))
    if months and record.pre_review_on and day > add_months(record.pre_review_on, months):
        yield Problem(
            "pre_review_on",
            f"{record.pre_review_on} 预审，{day} 才开大会，超过 {months} 个月",
            f"预审后 {months} 个月内要开支部大会；过了的请重新报预审",
        )


def approved_in_time(record: Way, context: RuleContext) -> Iterable[Problem]:
    """The superior talks with the person, then approves within 3 months, in special cases within 6."""
    passed, approved = record.accepted_on, record.approved_on
    if passed is None or approved is None or copied(record, approved):
        return
    yield from _wanted(record, ("superior_talk_on", "上级派人谈话日期"))
    usual, most = (int(context.rule(f"develop_approval_months{end}", approved)) for end in ("", "_most"))
    if approved > add_months(passed, most):
        yield Problem("approved_on", f"离支部大会超过 {most} 个月了", "请核对日期；确实如此的报上级处理")
    elif approved > add_months(passed, usual) and not record.approval_special:
        yield Problem("approval_special", f"审批超过了 {usual} 个月", f"请写明特殊情况；最长 {most} 个月")


def approved_first(record: Way, context: RuleContext) -> Iterable[Problem]:
    """Nobody swears, is confirmed or put off whose admission the superior has not approved."""
    if record.approved_on is None and not copied(record, record.accepted_on):
        yield Problem("approved_on", "上级党委还没有审批接收为预备党员", "请先办「登记上级审批」")


def fit_for_conversion(record: Way, context: RuleContext) -> Iterable[Problem]:
    """Written application, oath, opinions; discussed when probation is over, never before its day."""
    day = decision_day(record, "convert_vote", "converted_on", context)
    if day is None:
        return
    if record.probation_end is not None and day < record.probation_end:
        yield Problem("convert_vote", f"预备期到 {record.probation_end} 才满", "期满以后再开大会讨论转正")
    if copied(record, day):
        return
    if not copied(record, record.approved_on):
        yield from _wanted(record, ("oath_on", "入党宣誓日期"))
    yield from _wanted(
        record,
        ("convert_applied_on", "本人书面转正申请的日期"),
        ("convert_opinions_on", "转正征求意见日期"),
    )


def conversion_discussed(record: Way, context: RuleContext) -> Iterable[Problem]:
    """The superior approves what the meeting decided, within three months of it."""
    passed, approved = record.converted_on, record.convert_approved_on
    if passed is None:
        yield Problem("convert_approved_on", "支部大会还没有讨论转正", "请先办「大会讨论转正」")
    elif approved is not None:
        months = int(context.rule("confirm_approval_months", approved))
        if approved > add_months(passed, months):
            yield Problem(
                "convert_approved_on", f"上级党委要在 {months} 个月内审批", "请核对日期", refuse=False
            )


def extended_once(record: Way, context: RuleContext) -> Iterable[Problem]:
    """Once, decided when probation is over, half a year to a year."""
    day = decision_day(record, "extend_vote", "extended_on", context)
    if record.outcome == TO_EXTEND:
        yield Problem("extended_to", "预备期已经延长过一次", "只能延长一次；期满仍不合格的，取消预备党员资格")
        return
    if day is not None and record.probation_end is not None and day < record.probation_end:
        yield Problem("extend_vote", f"预备期到 {record.probation_end} 才满", "期满时由支部大会决定延不延长")
    if day is not None and record.extend_approved_on is not None and record.extend_approved_on < day:
        yield Problem("extend_approved_on", "上级党委批准早于支部大会", "请核对日期")
    if record.accepted_on is None or record.extended_to is None:
        return
    due = add_months(record.accepted_on, int(context.rule("probation_months", day)))
    least, most = (int(context.rule(f"probation_extension_{end}", day)) for end in ("least", "most"))
    if not add_months(due, least) <= record.extended_to <= add_months(due, most):
        yield Problem("extended_to", f"延长预备期不少于 {least} 个月、不超过 {most} 个月", "请核对日期")


def cancel_approved(record: Way, context: RuleContext) -> Iterable[Problem]:
    """A cancellation counts from the superior's approval."""
    day = decision_day(record, "convert_vote", "converted_on", context)
    if day is not None and record.convert_approved_on is not None and record.convert_approved_on < day:
        yield Problem("convert_approved_on", "上级党委批准早于支部大会", "请核对日期")


# -- what is always told ---------------------------------------------------------------------------------


def people_named(record: Way, context: RuleContext) -> Iterable[Problem]:
    """1–2 full members as 培养联系人 (第九条), two as 介绍人, none under 留党察看 (第十四条)."""
    most = int(context.rule("develop_mentors_most", record.activist_on))
    if len(record.mentors or ()) > most:
        yield Problem("mentors", f"培养联系人有 {len(record.mentors or ())} 人", f"最多 {most} 人，请减少")
    day = record.activist_on or context.today
    if any(not full_on_day(one, day) for one in _people(record.mentors, context)):
        yield Problem("mentors", "培养联系人要由正式党员担任", "请另选人")
    yield from _here(record, "mentors", day, context)
    day = record.accepted_on or context.today
    many = int(context.rule("develop_introducers", day))
    named = _people(record.introducers, context)
    yield from _here(record, "introducers", day, context)
    if len(record.introducers or ()) > many:
        yield Problem("introducers", f"入党介绍人多于 {many} 人", "请减少")
    for one in named:
        if not full_on_day(one, day):
            yield Problem("introducers", f"{one.name}不是正式党员", "入党介绍人要由正式党员担任，请另选人")
        elif _barred(one, day):
            todo = "受留党察看处分、没有恢复权利的不能作介绍人，请另选人"
            yield Problem("introducers", f"{one.name}{one.vote_barred_why or '没有表决权'}", todo)


def _here(record: Way, box: str, day: date, context: RuleContext) -> Iterable[Problem]:
    """Each person once, and of the branch on that day: nobody who has left it."""
    chosen = getattr(record, box) or ()
    if len({one.person for one in chosen}) < len(chosen):
        yield Problem(box, "同一个人写了两次", "请选不同的人")
    for one in _people(chosen, context):
        if one.exit_on is not None and one.exit_on <= day:
            yield Problem(box, f"{one.name}{one.exit_on}已经不在本支部", "请另选人")


def _barred(member: Member, day: date) -> bool:
    since, until = member.vote_barred_from, member.vote_barred_to
    return since is not None and since <= day and (until is None or day <= until)


def _people(named: tuple[PersonWhy, ...] | None, context: RuleContext) -> list[Member]:
    found = (context.get(Member, one.person) for one in named or ())
    return [one for one in found if one is not None]


def _wanted(record: Way, *boxes: tuple[str, str]) -> Iterable[Problem]:
    for name, title in boxes:
        if getattr(record, name) in (None, "", ()):
            yield Problem(name, f"还没有写{title}", ASKED)
