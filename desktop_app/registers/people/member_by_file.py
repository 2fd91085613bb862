"""Who was admitted through 发展党员纪实 becomes full there; the roster says the same and nothing else."""

from collections.abc import Iterable
from datetime import date
from typing import Protocol

from desktop_app.base.periods import PartialDate, add_months
from desktop_app.records.rules import Problem, RuleContext


class RosterRow(Protocol):
    """What the rule looks at; a record of 党员花名册."""

    category: str
    joined_on: PartialDate
    probation_extended_to: date | None
    full_on: PartialDate | None
    conversion: str | None
    by_file: bool | None
    file_full_on: date | None


def full_by_file(record: RosterRow, context: RuleContext) -> Iterable[Problem]:
    """A rule: no 转正 by hand before the superior approved it, and no other day than probation's last."""
    if not record.by_file:
        return
    day, full = record.file_full_on, record.full_on
    if day is None and record.category == "正式党员":
        todo = "请在“发展党员”里办「上级批准转正」，花名册会一起改"
        yield Problem("category", "上级党委批准转正以前仍是预备党员", todo)
    elif day is None and record.conversion == "按期转正":
        yield Problem("conversion", "发展党员纪实里还没有转正", "请在“发展党员”里办「上级批准转正」")
    elif day is not None and (full is None or not full.first_day() <= day <= full.last_day()):
        yield Problem("full_on", f"发展党员纪实里预备期满是 {day}", "转正日期就是这天，请改回来")


def full_on_its_day(record: RosterRow, before: RosterRow, context: RuleContext) -> Iterable[Problem]:
    """A 预备党员 made full by hand is so from the day probation was over, of an extension from its end.

    党章 第七条; the meeting that discussed it and the superior's approval come later and date nothing.
    """
    if before.category != "预备党员" or record.category != "正式党员" or record.full_on is None:
        return
    joined, full = record.joined_on, record.full_on
    months = int(context.rule("probation_months", joined.first_day()))
    until = record.probation_extended_to
    first, last = (until or add_months(day, months) for day in (joined.first_day(), joined.last_day()))
    if full.last_day() < first:
        yield Problem("full_on", f"预备期到 {first} 才满", "期满、支部大会通过、上级党委批准以后才转正")
    elif full.first_day() > last:
        yield Problem("full_on", f"转正日期不是预备期满之日 {last}", "党龄从预备期满之日算起，请改成这天")


def as_the_file_says(record: RosterRow, before: RosterRow, context: RuleContext) -> Iterable[Problem]:
    """A rule of an edit: joining and the longer probation of who came by a file are written by its steps."""
    if not before.by_file:
        return
    for box, title in (
        ("joined_on", "入党日期"),
        ("conversion", "转正情况"),
        ("probation_extended_to", "延长预备期至"),
    ):
        if getattr(record, box) != getattr(before, box):
            yield Problem(box, f"{title}从发展党员纪实来，不能手改", "请在“发展党员”里办相应的步骤")
