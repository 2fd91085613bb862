"""Who left by a disposal or a penalty and asks to join again: not within five years."""

from collections.abc import Iterable
from datetime import date
from typing import Protocol

from desktop_app.base.periods import add_years
from desktop_app.records.rules import Problem, RuleContext
from desktop_app.registers.people.members import REMOVED, Member

# Ways out after which nobody is admitted again for years; a probation that was cancelled is none of them.
_CLOSED_WAYS = frozenset(("除名", "劝退除名", "自行脱党除名", "开除党籍"))


class Applicant(Protocol):
    """What is asked of somebody who applies."""

    id_number: str
    applied_on: date


def not_within_five_years(record: Applicant, context: RuleContext) -> Iterable[Problem]:
    """Who was persuaded to leave or struck off stays out for years (《不合格党员组织处置办法》，2024年)."""
    rows = context.find(
        Member.live().where((Member.id_number == record.id_number) & (Member.exit_type == REMOVED))
    )
    for one in rows:
        if one.removal_kind not in _CLOSED_WAYS or one.exit_on is None:
            continue
        years = int(context.rule("reentry_years", record.applied_on))
        if record.applied_on < add_years(one.exit_on, years):
            yield Problem(
                "id_number",
                f"这个人 {one.exit_on} {one.removal_kind}，{years} 年内不得重新入党",
                f"{add_years(one.exit_on, years)} 以后才能提出申请",
            )
