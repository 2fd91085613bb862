"""The computed figures of issues and research: progress, measures, what findings became."""

from collections.abc import Sequence
from functools import partial

from desktop_app.duties.basics.computing import Many, how_many
from desktop_app.duties.basics.figure import Values
from desktop_app.duties.rectification.issues import files_of, issue_words
from desktop_app.records.children import children_of
from desktop_app.records.rules import RuleContext
from desktop_app.registers.rectification.issues import CLOSED, Issue
from desktop_app.registers.rectification.problem_sweeps import ProblemSweep
from desktop_app.registers.rectification.research import CONVERTED, Finding, Research
from desktop_app.registers.rectification.research_exchanges import ExchangeItem, ResearchExchange


def issue_overdue(issues: Sequence[Issue], context: RuleContext) -> Values:
    """逾期 3 天, 还有 7 天; 已销号 with its day."""
    return {one.uid: issue_words(one, context.today) for one in issues}


def issue_percents(issues: Sequence[Issue], context: RuleContext) -> Values:
    """The last percentage of the round under way; 100 once closed, None when none was written."""
    return {
        one.issue.uid: 100 if one.issue.state == CLOSED else one.percent for one in files_of(issues, context)
    }


def issue_progress(issues: Sequence[Issue], context: RuleContext) -> Values:
    """The last entry of the progress log in words: 2026-10-12 已清理 3 处."""
    return {
        one.issue.uid: f"{one.progress[-1].on:%Y-%m-%d} {one.progress[-1].text}" if one.progress else ""
        for one in files_of(issues, context)
    }


def issue_measures(issues: Sequence[Issue], context: RuleContext) -> Values:
    """How many measures an issue has."""
    return {one.issue.uid: len(one.measures) for one in files_of(issues, context)}


def issue_extensions(issues: Sequence[Issue], context: RuleContext) -> Values:
    """How often the day of an issue was put off."""
    return {one.issue.uid: len(one.extensions) for one in files_of(issues, context)}


def conversions(research: Sequence[Research], context: RuleContext) -> Values:
    """How many findings of each were turned into something."""
    found = children_of(context, Finding, (one.uid for one in research), link="research")
    return {one.uid: sum(row.conversion_state == CONVERTED for row in found[one.uid]) for one in research}


def found_in_sweep(sweeps: Sequence[ProblemSweep], context: RuleContext) -> Values:
    """How many findings the visits of each round have."""
    visits = children_of(context, Research, (one.uid for one in sweeps), link="sweep")
    uids = [one.uid for rows in visits.values() for one in rows]
    found = children_of(context, Finding, uids, link="research")
    return {one.uid: sum(len(found[visit.uid]) for visit in visits[one.uid]) for one in sweeps}


def taken_up(exchanges: Sequence[ResearchExchange], context: RuleContext) -> Values:
    """How much of what was told was taken up."""
    items = children_of(context, ExchangeItem, (one.uid for one in exchanges))
    return {one.uid: sum(bool(row.taken_up) for row in items[one.uid]) for one in exchanges}


COMPUTED: dict[tuple[str, str], Many] = {
    ("issue", "measures"): issue_measures,
    ("issue", "progress"): issue_progress,
    ("issue", "percent"): issue_percents,
    ("issue", "overdue"): issue_overdue,
    ("issue", "extensions"): issue_extensions,
    ("research", "findings"): partial(how_many, Finding),
    ("research", "conversions"): conversions,
    ("problem_sweep", "visits"): partial(how_many, Research, link="sweep"),
    ("problem_sweep", "findings"): found_in_sweep,
    ("research_exchange", "items"): partial(how_many, ExchangeItem),
    ("research_exchange", "taken_up"): taken_up,
}
