"""支部评级: a rating with the items of its scheme, filled from the registers, its total and its grade."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from desktop_app.base.pinyin import load_pinyin
from desktop_app.duties.basics.figure import frozen
from desktop_app.duties.displays.computed import UNDECIDED, rating_grades, rating_totals, self_scores
from desktop_app.duties.summaries.rating_measures import basis_words, measured
from desktop_app.records.children import children_of
from desktop_app.records.rules import RuleContext
from desktop_app.registers.displays.branch_ratings import BranchRating, RatingItem
from desktop_app.registers.displays.rating_schemes import SCORED, RatingScheme, SchemeGrade, SchemeItem
from desktop_app.registers.rectification.issues import Issue


@dataclass(frozen=True)
class Scheme:
    """One scheme with its items in their order and its grades from the highest."""

    scheme: RatingScheme
    items: tuple[SchemeItem, ...]
    grades: tuple[SchemeGrade, ...]

    @property
    def scored(self) -> tuple[SchemeItem, ...]:
        """The items that give points."""
        return tuple(one for one in self.items if one.kind == SCORED)

    @property
    def vetoes(self) -> tuple[SchemeItem, ...]:
        """The items that veto or give a grade directly."""
        return tuple(one for one in self.items if one.kind != SCORED)

    @property
    def points(self) -> Decimal:
        """The points of all items together."""
        return sum((one.max or Decimal(0) for one in self.scored), Decimal(0))


@dataclass(frozen=True)
class Scored:
    """One item of the scheme with what was given for it, None while nothing was; and the issue it became."""

    item: SchemeItem
    line: RatingItem | None
    issue: Issue | None

    @property
    def deducted(self) -> Decimal:
        """The points taken off; nothing while no score is written."""
        if self.line is None or self.line.score is None:
            return Decimal(0)
        return (self.item.max or Decimal(0)) - self.line.score


@dataclass(frozen=True)
class Rating:
    """One rating with its scheme, its items, its own score, and its total (None) and grade (未评定) once
    they are decided.
    """

    rating: BranchRating
    scheme: Scheme
    lines: tuple[Scored, ...]
    own: Decimal | None
    total: Decimal | None
    grade: str

    @property
    def is_decided(self) -> bool:
        """Whether the grade stands; before that there is a self score only."""
        return self.grade != UNDECIDED

    @property
    def own_sum(self) -> Decimal | None:
        """The sum of the items scored; None while none is."""
        scores = [one.line.score for one in self.lines if one.line is not None and one.line.score is not None]
        return sum(scores, Decimal(0)) if scores else None

    @property
    def deductions(self) -> tuple[Scored, ...]:
        """The items that lost points."""
        return tuple(one for one in self.lines if one.deducted > 0)


def schemes(context: RuleContext) -> list[Scheme]:
    """Every scheme at hand, by name; in three queries."""
    found = context.find(RatingScheme.live().order_by(RatingScheme.uid))
    found.sort(key=lambda one: load_pinyin().text_key(one.name))
    uids = [one.uid for one in found]
    items = children_of(context, SchemeItem, uids, "seq")
    grades = children_of(context, SchemeGrade, uids)
    return [
        Scheme(
            one, tuple(items[one.uid]), tuple(sorted(grades[one.uid], key=lambda g: g.least, reverse=True))
        )
        for one in found
    ]


def ratings(context: RuleContext, office: str | None = None) -> list[Rating]:
    """Every rating in the books of ``office`` (default: the own one), the latest year first."""
    found = context.find(
        BranchRating.live()
        .where(BranchRating.owner_office == (office or context.office))
        .order_by(BranchRating.period.desc(), BranchRating.uid)
    )
    known = {one.scheme.uid: one for one in schemes(context)}
    lines = children_of(context, RatingItem, (one.uid for one in found))
    linked = [row.issue for rows in lines.values() for row in rows if row.issue]
    issues = {one.uid: one for one in context.find(Issue.live().where(Issue.uid.in_(linked)))}
    own, totals, grades = (
        self_scores(found, context),
        rating_totals(found, context),
        rating_grades(found, context),
    )
    return [
        Rating(
            one,
            known[one.scheme],
            _lines(known[one.scheme], lines[one.uid], issues),
            own[one.uid],
            totals[one.uid],
            grades[one.uid],
        )
        for one in found
        if one.scheme in known
    ]


def _lines(scheme: Scheme, rows: Iterable[RatingItem], issues: dict[str, Issue]) -> tuple[Scored, ...]:
    given = {row.item: row for row in rows}
    return tuple(
        Scored(item, given.get(item.uid), issues.get(getattr(given.get(item.uid), "issue", None) or ""))
        for item in scheme.scored
    )


def filled(rating: Rating, context: RuleContext) -> list[RatingItem]:
    """The lines of the rating with what can be measured filled in, to be saved in one action.

    A score a person changed stays; so do reasons and what the basis says where somebody wrote it.
    """
    return [_fill(one, rating.rating, context) for one in rating.lines]


def _fill(scored: Scored, rating: BranchRating, context: RuleContext) -> RatingItem:
    item = scored.item
    line: RatingItem = scored.line or RatingItem(rating=rating.uid, item=item.uid)
    if not item.measure:
        return line
    found = measured(item.measure, context, rating.period)
    most = item.max or Decimal(0)
    score = found.score(most)
    before = line.figure[0] if line.figure else {}
    if line.score is None or str(line.score) == before.get("proposed"):
        line.score = score
    words = basis_words(found.figure)
    if not line.basis or line.basis == before.get("basis"):
        line.basis = words
    short = found.short if score is not None and score < most else ""
    if line.score == score and (not line.reason or line.reason == before.get("short")):
        line.reason = short or None
    (entry,) = frozen([found.figure])
    proposed = str(score) if score is not None else ""
    line.figure = [{**entry, "proposed": proposed, "basis": words, "short": short}]
    return line
