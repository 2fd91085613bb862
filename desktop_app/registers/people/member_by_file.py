"""Who was admitted through 发展党员纪实 becomes full there; the roster says the same and nothing else."""

from collections.abc import Iterable
from datetime import date
from typing import Protocol

from desktop_app.base.periods import PartialDate
from desktop_app.records.rules import Problem, RuleContext


class Row(Protocol):
    """What the rule looks at; a record of 党员花名册."""

    category: str
    full_on: PartialDate | None
    conversion: str | None
    by_file: bool | None
    file_full_on: date | None


def full_by_file(record: Row, context: RuleContext) -> Iterable[Problem]:
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
