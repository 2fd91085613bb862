"""The computed figures of ratings and cases: totals, grades, counts."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import partial

from desktop_app.duties.basics.computing import Many, how_many
from desktop_app.duties.basics.figure import Values
from desktop_app.records.children import children_of
from desktop_app.records.rules import RuleContext
from desktop_app.registers.displays.branch_ratings import BranchRating, RatingItem
from desktop_app.registers.displays.case_studies import CaseFigure, CaseLink
from desktop_app.registers.displays.rating_schemes import RatingScheme, SchemeGrade, SchemeItem, grade_of


def grade_names(schemes: Sequence[RatingScheme], context: RuleContext) -> Values:
    """A ≥90、B ≥75: the grades of each scheme from the highest."""
    found = children_of(context, SchemeGrade, (one.uid for one in schemes), link="scheme")
    return {
        one.uid: "、".join(
            f"{row.grade} ≥{row.least.normalize():f}"
            for row in sorted(found[one.uid], key=lambda row: row.least, reverse=True)
        )
        for one in schemes
    }


def rating_totals(ratings: Sequence[BranchRating], context: RuleContext) -> Mapping[str, Decimal | None]:
    """The total of each rating: the three steps by the scheme's weights, else the last step that is scored.

    自评 is the sum of the items while nobody wrote it; None while nothing is scored.
    """
    found = children_of(context, RatingItem, (one.uid for one in ratings), link="rating")
    query = RatingScheme.select().where(RatingScheme.uid.in_([one.scheme for one in ratings]))
    schemes = {one.uid: one for one in context.find(query)}

    def total(rating: BranchRating) -> Decimal | None:
        scored = [row.score for row in found[rating.uid] if row.score is not None]
        own = (
            rating.self_score
            if rating.self_score is not None
            else sum(scored, Decimal(0))
            if scored
            else None
        )
        steps = (own, rating.mass_score, rating.superior_score)
        scheme = schemes.get(rating.scheme)
        weights = [getattr(scheme, f"{step}_weight", None) for step in ("self", "mass", "superior")]
        weighed = [(step, weight) for step, weight in zip(steps, weights, strict=True) if weight]
        if weighed and all(step is not None for step, _ in weighed):
            return sum((step * weight for step, weight in weighed), Decimal(0)) / 100
        return next((step for step in reversed(steps) if step is not None), None)

    return {one.uid: total(one) for one in ratings}


def rating_grades(ratings: Sequence[BranchRating], context: RuleContext) -> Mapping[str, str]:
    """The grade of each rating; a veto or a grade given directly is told instead."""
    totals = rating_totals(ratings, context)

    def grade(rating: BranchRating) -> str:
        if rating.veto:
            return "一票否决"
        if rating.direct:
            return "直接定级"
        total = totals[rating.uid]
        return grade_of(rating.scheme, total, context) if total is not None else ""

    return {one.uid: grade(one) for one in ratings}


def deduction_issues(ratings: Sequence[BranchRating], context: RuleContext) -> Values:
    """How many deductions of each rating went on as issues."""
    found = children_of(context, RatingItem, (one.uid for one in ratings), link="rating")
    return {one.uid: sum(bool(row.issue) for row in found[one.uid]) for one in ratings}


COMPUTED: dict[tuple[str, str], Many] = {
    ("case_study", "links"): partial(how_many, CaseLink),
    ("case_study", "figures"): partial(how_many, CaseFigure),
    ("rating_scheme", "items"): partial(how_many, SchemeItem),
    ("rating_scheme", "grades"): grade_names,
    ("branch_rating", "total"): rating_totals,
    ("branch_rating", "grade"): rating_grades,
    ("branch_rating", "issues"): deduction_issues,
}
