"""What becomes an item of the rectification ledger: findings, events, visits, talks, measures, deductions."""

from desktop_app.base.errors import UserError
from desktop_app.records.base import Record
from desktop_app.records.rules import RuleContext
from desktop_app.registers.displays.branch_ratings import RatingItem, issue_from_deduction
from desktop_app.registers.organization_life.self_checks import SelfCheckMeasure, issue_from_measure
from desktop_app.registers.organization_life.talks import Talk, issue_from_talk
from desktop_app.registers.rectification.issues import Issue, IssueMeasure
from desktop_app.registers.rectification.research import Finding, issue_from_finding
from desktop_app.registers.service.grid_actions import LeaderVisit, issue_from_visit
from desktop_app.registers.service.grid_events import GridEvent, issue_from_event

# Each of these keeps the issue it became in its box ``issue``.
Source = Finding | GridEvent | LeaderVisit | Talk | SelfCheckMeasure | RatingItem


def issue_of(source: Source, context: RuleContext) -> Issue | None:
    """The issue ``source`` became, if it did and the issue is not in the bin."""
    found = context.get(Issue, source.issue)
    return found if found is not None and found.removed_at is None else None


def issue_from(source: Source, context: RuleContext) -> Issue:
    """A new issue prefilled from ``source``, not yet saved; owner, leader and day are for a person to say.

    UserError when it became an issue already.
    """
    already = issue_of(source, context)
    if already is not None:
        raise UserError(f"这一条已经转入问题清单：{already.code}", "没有重复登记", "请到问题整改里打开它")
    match source:
        case Finding():
            return issue_from_finding(source, context)
        case GridEvent():
            return issue_from_event(source, context)
        case LeaderVisit():
            return issue_from_visit(source, context)
        case Talk():
            return issue_from_talk(source, context)
        case SelfCheckMeasure():
            return issue_from_measure(source, context)
    return issue_from_deduction(source, context)


def turned_into(source: Source, issue: Issue) -> tuple[Record, ...]:
    """The issue and its source with the link between them: saved in one action, so undone together.

    What a self-check promised is the issue's first measure, so that it is not typed twice.
    """
    source.issue = issue.uid
    if not isinstance(source, SelfCheckMeasure):
        return issue, source
    return issue, IssueMeasure(issue=issue.uid, seq=1, text=source.text, due_on=issue.due_on), source
