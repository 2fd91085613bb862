"""整改: which issues were open on a day, what is overdue in words, the stages, rounds and looking back."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from desktop_app.base.numerals import chinese
from desktop_app.duties.basics.deadline import Standing, due_words, standing
from desktop_app.records.children import children_of
from desktop_app.records.rules import RuleContext
from desktop_app.registers.rectification.issue_rounds import EXTENSION, IssueExtension, IssueRound
from desktop_app.registers.rectification.issues import (
    APPLIED,
    CATEGORIES,
    CLOSED,
    OPEN,
    WAITING,
    Issue,
    IssueMeasure,
    IssueProgress,
)

RAIL = (WAITING, OPEN, APPLIED, CLOSED)


@dataclass(frozen=True, slots=True)
class Round:
    """One round of rectification: from the day it was opened to the day it was closed, None while open."""

    n: int
    opened_on: date
    closed_on: date | None
    result: str = ""
    due_on: date | None = None

    @property
    def words(self) -> str:
        """第一轮 2026-09-03 — 2026-10-12 反弹."""
        end = f"{self.closed_on:%Y-%m-%d}" if self.closed_on else "至今"
        return f"第{chinese(self.n)}轮 {self.opened_on:%Y-%m-%d} — {end} {self.result}".rstrip()


@dataclass(frozen=True)
class IssueFile:
    """One issue with its children."""

    issue: Issue
    measures: tuple[IssueMeasure, ...]
    progress: tuple[IssueProgress, ...]
    rounds: tuple[Round, ...]
    moves: tuple[IssueExtension, ...] = ()

    @property
    def extensions(self) -> tuple[IssueExtension, ...]:
        """The extensions of all rounds, the first one first."""
        return tuple(one for one in self.moves if one.kind == EXTENSION)

    def open_on(self, day: date) -> bool:
        """Whether it was under rectification at the end of ``day``."""
        return any(
            one.opened_on <= day and (one.closed_on is None or one.closed_on > day) for one in self.rounds
        )

    def closed_in(self, first: date, last: date) -> bool:
        """Whether a round was closed from ``first`` to ``last``, even if it was reopened later."""
        return any(one.closed_on is not None and first <= one.closed_on <= last for one in self.rounds)

    def reopened_in(self, first: date, last: date) -> bool:
        """Whether a further round began from ``first`` to ``last``."""
        return any(one.n > 1 and first <= one.opened_on <= last for one in self.rounds)

    def due_on(self, day: date) -> date | None:
        """The due day in force at the end of ``day``: a later extension or round does not change it."""
        begun = [one for one in self.rounds if one.opened_on <= day] or self.rounds[:1]
        moved = [one for one in self.moves if one.round == begun[-1].n and one.on > day]
        due: date | None = moved[0].before if moved else begun[-1].due_on
        return due

    def overdue_on(self, day: date) -> bool:
        """Whether it was open after its due day on ``day``; computed, never stored."""
        due = self.due_on(day)
        return due is not None and due < day and self.open_on(day)

    @property
    def percent(self) -> int | None:
        """The last percentage written in this round; None when none was."""
        told = [
            one.percent for one in self.progress if one.percent is not None and _in_round(one, self.issue)
        ]
        return told[-1] if told else None

    def open_measures(self) -> list[IssueMeasure]:
        """Measures not done yet, the earliest due first; none of a closed issue."""
        if self.issue.state == CLOSED:
            return []
        left = [one for one in self.measures if one.done_on is None]
        return sorted(left, key=lambda one: (one.due_on or date.max, one.uid))


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage of the rail: its name, and whether it is behind, the present one or ahead."""

    name: str
    passed: bool
    present: bool


def _in_round(entry: IssueProgress, issue: Issue) -> bool:
    return entry.round is None or entry.round == issue.round


def rounds_of(issue: Issue, ended: Iterable[IssueRound]) -> tuple[Round, ...]:
    """The ended rounds on record and the one the issue itself stands in, in order."""
    kept = sorted(ended, key=lambda one: one.n)
    found = [
        Round(
            one.n,
            one.reopened_on or issue.found_on,
            one.closed_on,
            one.review_result or "",
            one.due_on or issue.due_on,
        )
        for one in kept
        if one.n < (issue.round or 1)
    ]
    begun = issue.reopened_on if (issue.round or 1) > 1 else issue.found_on
    closed = issue.checked_on if issue.state == CLOSED else None
    now = Round(issue.round or 1, begun or issue.found_on, closed, issue.review_result or "", issue.due_on)
    return (*found, now)


def issue_files(context: RuleContext, office: str | None = None) -> list[IssueFile]:
    """Every issue of ``office`` (default: the own one) with its children, in five queries."""
    mine = office or context.office
    issues = context.find(Issue.live().where(Issue.owner_office == mine).order_by(Issue.code, Issue.uid))
    return files_of(issues, context)


def files_of(issues: Iterable[Issue], context: RuleContext) -> list[IssueFile]:
    """The issues with their children, in four queries however many they are."""
    issues = list(issues)
    uids = [one.uid for one in issues]
    measures = children_of(context, IssueMeasure, uids, "seq")
    progress = children_of(context, IssueProgress, uids, "on")
    rounds = children_of(context, IssueRound, uids)
    moves = children_of(context, IssueExtension, uids, "on")
    return [
        IssueFile(
            one,
            tuple(measures[one.uid]),
            tuple(progress[one.uid]),
            rounds_of(one, rounds[one.uid]),
            tuple(moves[one.uid]),
        )
        for one in issues
    ]


def issue_words(issue: Issue, today: date) -> str:
    """逾期 3 天, 还有 7 天 or 今天到期 while open, 已销号 2026-10-12 afterwards; 长期坚持 is told."""
    if issue.state == CLOSED:
        return f"{CLOSED} {issue.checked_on:%Y-%m-%d}" if issue.checked_on else CLOSED
    words = due_words(issue.due_on, today)
    return f"长期坚持，年度节点 {words}" if issue.long_term and issue.due_on else words


def issue_standing(issue: Issue, today: date, near_days: int) -> Standing:
    """Where the issue stands against its due day."""
    return standing(issue.due_on, today, near_days, done=issue.state == CLOSED)


def rail(issue: Issue) -> tuple[Stage, ...]:
    """The four stages of an issue, for a rail at the top of its page."""
    at = RAIL.index(issue.state)
    return tuple(Stage(name, place < at, place == at) for place, name in enumerate(RAIL))


def look_back_due(issue: Issue) -> date | None:
    """The day a closed issue is to be looked at again, None when it was or is not closed."""
    if issue.state != CLOSED or issue.review_result:
        return None
    due: date | None = issue.review_on
    return due


@dataclass(frozen=True, slots=True)
class CategoryCounts:
    """One of the four categories in a stretch of days, as lists of issues' uids."""

    category: str
    new: tuple[str, ...]
    closed: tuple[str, ...]
    open: tuple[str, ...]
    overdue: tuple[str, ...]
    reopened: tuple[str, ...]


def category_counts(files: Iterable[IssueFile], first: date, last: date) -> list[CategoryCounts]:
    """The four categories: what happened from ``first`` to ``last``, open and overdue on ``last``."""
    files = list(files)

    def uids(category: str, chosen: Iterable[bool]) -> tuple[str, ...]:
        return tuple(
            one.issue.uid
            for one, hit in zip(files, chosen, strict=True)
            if hit and one.issue.category == category
        )

    return [
        CategoryCounts(
            category,
            uids(category, [first <= one.issue.found_on <= last for one in files]),
            uids(category, [one.closed_in(first, last) for one in files]),
            uids(category, [one.open_on(last) for one in files]),
            uids(category, [one.overdue_on(last) for one in files]),
            uids(category, [one.reopened_in(first, last) for one in files]),
        )
        for category in CATEGORIES
    ]
