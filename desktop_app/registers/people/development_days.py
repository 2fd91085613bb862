"""The days of 发展党员: their order, those the votes give, and the ones told when they come late or early."""

from collections.abc import Iterable

from desktop_app.base.periods import add_months
from desktop_app.records.base import Record
from desktop_app.records.kinds import Date
from desktop_app.records.rules import Problem, RuleContext
from desktop_app.registers.decided import day_decided
from desktop_app.registers.people.development_gates import (
    Way,
    accept_carried,
    convert_carried,
    fit_for_conversion,
)
from desktop_app.registers.people.members import FULL, PROBATIONARY

# The meetings whose vote gives a day of the file: the vote's box, the day's box.
DECISIONS = (("accept_vote", "accepted_on"), ("convert_vote", "converted_on"), ("extend_vote", "extended_on"))
# The days of the way in their order: each may not lie before the ones named after it.
ORDER = (
    ("activist_on", "talk_on"), ("activist_on", "recommend_on"), ("activist_filed_on", "activist_on"),
    ("opinions_on", "activist_on"), ("candidate_meeting_on", "opinions_on"),
    ("candidate_answer_on", "candidate_meeting_on"), ("candidate_on", "activist_on"),
    ("candidate_on", "candidate_answer_on"), ("notice_to", "notice_from"),
    ("training_to", "training_from"), ("committee_on", "review_on"), ("pre_review_on", "committee_on"),
    ("accepted_on", "candidate_on"), ("accepted_on", "pre_review_on"), ("superior_talk_on", "accepted_on"),
    ("approved_on", "accepted_on"), ("approved_on", "superior_talk_on"), ("oath_on", "accepted_on"),
    ("oath_on", "approved_on"), ("convert_applied_on", "accepted_on"),
    ("convert_opinions_on", "accepted_on"),
    ("converted_on", "accepted_on"), ("converted_on", "convert_applied_on"),
    ("convert_approved_on", "converted_on"), ("extend_approved_on", "extended_on"),
)  # fmt: skip
FIRST = "applied_on"
# What may lie ahead when it is written: the end of a notice, of training, of probation.
_AHEAD = ("notice_to", "training_to", "probation_end", "extended_to")


def talk_in_time(record: Way, context: RuleContext) -> Iterable[Problem]:
    """A talk within a month of the application (第七条): told, for a talk that came late still counts."""
    months = int(context.rule("develop_talk_months", record.applied_on))
    if record.talk_on and record.talk_on > add_months(record.applied_on, months):
        yield Problem("talk_on", f"收到申请后 {months} 个月内要派人谈话", "请核对日期", refuse=False)


def not_converted_early(record: Way, context: RuleContext) -> Iterable[Problem]:
    """转正 is discussed when probation is over, on no day before (第三十一、三十二条)."""
    day, end = record.converted_on, record.probation_end
    if record.stage in (PROBATIONARY, FULL) and day and end and day < end and record.outcome != "取消资格":
        yield Problem("converted_on", f"预备期到 {end} 才满", "期满以后再开大会讨论转正，请核对日期")


def days_of_votes(record: Way, context: RuleContext) -> None:
    """Write the days of the meetings whose votes are named."""
    for vote, box in DECISIONS:
        day = day_decided(context, getattr(record, vote))
        if day is not None:
            setattr(record, box, day)


def in_order(record: Record, context: RuleContext) -> Iterable[Problem]:
    """No step lies before the one it follows, and none in the future."""
    boxes, applied = record._meta.fields, getattr(record, FIRST)
    for later, earlier in ORDER:
        first, second = getattr(record, earlier), getattr(record, later)
        if first is not None and second is not None and second < first:
            told = f"{boxes[later].title}早于{boxes[earlier].title}（{first}）"
            yield Problem(later, told, "请核对日期")
    for name, box in boxes.items():
        day = getattr(record, name)
        if not isinstance(box, Date) or day is None or name in _AHEAD:
            continue
        if day > context.today:
            yield Problem(name, f"{box.title}晚于今天", "办了以后再写日期")
        if applied is not None and day < applied:
            yield Problem(name, f"{box.title}早于递交入党申请书的日期（{applied}）", "请核对日期")


def decided_stays(record: Way, before: Way, context: RuleContext) -> Iterable[Problem]:
    """What a meeting decided is not typed over: steps write how it ended, a vote gives way to a vote."""
    if before.stage not in (PROBATIONARY, FULL):
        return
    if record.outcome != before.outcome:
        yield Problem(
            "outcome",
            "转正结果由步骤写，不能手改",
            "请办「上级批准转正」「延长预备期」或「取消预备党员资格」",
        )
    if before.extended_to is not None and record.extended_to != before.extended_to:
        yield Problem("extended_to", f"已经延长到 {before.extended_to}", "只能延长一次，日期不能手改")
    elif before.extended_to is None and record.extended_to is not None:
        yield Problem("extended_to", "延长预备期要由支部大会决定、上级批准", "请办「延长预备期」")
    if (record.accept_vote, record.accepted_on) != (before.accept_vote, before.accepted_on):
        yield from accept_carried(record, context)
    if record.converted_on != before.converted_on or record.convert_vote != before.convert_vote:
        yield from _discussed_by_step(record, context)


def _discussed_by_step(record: Way, context: RuleContext) -> Iterable[Problem]:
    if record.converted_on is not None or record.convert_vote is not None:
        yield from fit_for_conversion(record, context)
        yield from convert_carried(record, context)
