"""What 发展党员 writes on the roster: a new row on admission, the same row when probation ends either way."""

from collections.abc import Iterable
from datetime import date
from typing import Protocol

from desktop_app.base import identity
from desktop_app.base.periods import PartialDate
from desktop_app.records.links import PersonWhy
from desktop_app.records.rules import Problem, RuleContext, of_one_office
from desktop_app.registers.people.members import FULL, PROBATIONARY, REMOVED, Member


class Candidate(Protocol):
    """What the roster is told of somebody who is developed."""

    person: str
    id_number: str
    ethnicity: str | None
    education: str | None
    mobile: str | None
    work_unit: str | None
    branch: str | None
    introducers: tuple[PersonWhy, ...] | None
    backfill_until: date | None
    accepted_on: date | None
    probation_end: date | None
    converted_on: date | None
    convert_approved_on: date | None
    extended_to: date | None
    member: str | None


DEVELOPED = "发展党员"
ON_TIME, EXTENDED, CANCELLED = "按期转正", "延长预备期", "取消预备党员资格"


def on_roster(record: Candidate, context: RuleContext) -> Member | None:
    """The live row of the roster with the ID number of ``record``."""
    found: list[Member] = context.find(
        Member.live().where((Member.id_number == record.id_number) & of_one_office(Member, context)).limit(1)
    )
    return found[0] if found else None


def admitted(record: Candidate, context: RuleContext) -> Iterable[Member]:
    """The roster's row of somebody the meeting has accepted, linked to ``record``; for step ``accept``.

    Somebody typed into the roster meanwhile is linked as he stands there.
    """
    row = on_roster(record, context)
    if row is None:
        row = probationary_member(record, context)
        yield row
    elif row.exit_type:
        yield rejoined(row, record)
    record.member = row.uid


def rejoined(row: Member, record: Candidate) -> Member:
    """The row of somebody who left years ago, begun anew; what it said of then stays in its history."""
    row.category, row.joined_on, row.full_on = PROBATIONARY, _day(record.accepted_on), None
    row.entry_type, row.entry_on, row.branch = DEVELOPED, record.accepted_on, record.branch
    row.by_file, row.file_full_on = True, None
    for box in ("exit_type", "exit_on", "exit_basis", "removal_kind", "conversion", "probation_extended_to"):
        setattr(row, box, None)
    return row


def probationary_member(record: Candidate, context: RuleContext) -> Member:
    """The new row of a candidate the meeting has accepted; UserError when the ID number cannot be read."""
    found = identity.parse_id(record.id_number, today=context.today)
    day = record.accepted_on
    names = [context.get(Member, one.person) for one in record.introducers or ()]
    return Member(
        name=record.person,
        id_number=record.id_number,
        gender=found.gender,
        birth_date=found.birth,
        ethnicity=record.ethnicity,
        education=record.education,
        mobile=record.mobile,
        work_unit=record.work_unit,
        branch=record.branch,
        category=PROBATIONARY,
        joined_on=_day(day),
        introducer_links=record.introducers,
        introducers="、".join(one.name for one in names if one is not None) or None,
        join_type="新发展党员",
        entry_type=DEVELOPED,
        entry_on=day,
        by_file=True,
    )


def not_full_yet(record: Candidate, context: RuleContext) -> Iterable[Problem]:
    """A check: nobody is admitted whom the roster has as a full member; his own way may be copied (补录)."""
    row, until = on_roster(record, context), record.backfill_until
    copied = until is not None and record.accepted_on is not None and record.accepted_on <= until
    if row is not None and not row.exit_type and row.category == FULL and not copied:
        yield Problem("id_number", f"花名册里{row.name}已经是正式党员", "请到花名册核对是不是登记错了")


def row_is_there(record: Candidate, context: RuleContext) -> Iterable[Problem]:
    """A check: the roster's row of ``record`` can be written to."""
    member = context.get(Member, record.member)
    if member is None or member.removed_at is not None:
        yield Problem("member", "花名册里找不到这个人", "请先到花名册的回收站恢复他，再办这一步")
    elif member.exit_type:
        when = f"{member.exit_on} " if member.exit_on else ""
        yield Problem("member", f"{member.name}已经不在册（{when}{member.exit_type}）", "请到花名册核对")


def agrees_with_roster(record: Candidate, context: RuleContext) -> Iterable[Problem]:
    """A check: the roster's row of who is full already says the day his probation ended."""
    for member in _row(record, context):
        full, day = member.full_on, record.probation_end
        if member.category == FULL and full and day and not full.first_day() <= day <= full.last_day():
            told = f"花名册上的转正日期是 {full.chinese()}，按纪实预备期满是 {day}"
            yield Problem("convert_approved_on", told, "请对照档案，先改正其中一处")


def confirmed(record: Candidate, context: RuleContext) -> Iterable[Member]:
    """The row as a full member since probation ended; saved with step ``convert``, which the superior allows.

    党章 第七条: 党龄 counts from the day probation was over, of an extension from its end.
    """
    for member in _row(record, context):
        day = record.probation_end
        if member.category != FULL:
            member.category, member.full_on = FULL, _day(day)
        member.by_file, member.file_full_on = True, day
        member.conversion = EXTENDED if record.extended_to else ON_TIME
        yield member


def extended(record: Candidate, context: RuleContext) -> Iterable[Member]:
    """The row with its longer probation; saved with step ``extend``."""
    for member in _row(record, context):
        member.conversion, member.probation_extended_to = EXTENDED, record.extended_to
        yield member


def cancelled(record: Candidate, context: RuleContext) -> Iterable[Member]:
    """The row with kind, day and basis of leaving; it is never deleted. Saved with step ``cancel``."""
    for member in _row(record, context):
        member.conversion = member.removal_kind = CANCELLED
        member.exit_type, member.exit_on = REMOVED, record.convert_approved_on
        member.exit_basis = f"{record.converted_on}支部大会决议，{record.convert_approved_on}上级党委批准"
        yield member


def _row(record: Candidate, context: RuleContext) -> Iterable[Member]:
    member = context.get(Member, record.member)
    return () if member is None else (member,)


def _day(day: date | None) -> PartialDate:
    assert day is not None  # its step needs it
    return PartialDate(day.year, day.month, day.day)
