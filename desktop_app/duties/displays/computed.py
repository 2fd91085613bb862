"""The computed figures of ratings and cases: totals, grades, counts."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import partial

from desktop_app.duties.basics.computing import Many, how_many
from desktop_app.duties.basics.figure import Values
from desktop_app.records.children import children_of
from desktop_app.records.rules import RuleContext
from desktop_app.registers.displays.branch_ratings import BranchRating, RatingItem, is_decided
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


# What stands for a grade until one is decided, and for a total below every threshold.
UNDECIDED, BELOW_ALL = "未评定", "没有达到分数线"


def _schemes(ratings: Sequence[BranchRating], context: RuleContext) -> Mapping[str, RatingScheme]:
    query = RatingScheme.select().where(RatingScheme.uid.in_([one.scheme for one in ratings]))
    return {one.uid: one for one in context.find(query)}


def self_scores(ratings: Sequence[BranchRating], context: RuleContext) -> Mapping[str, Decimal | None]:
    """自评 of each rating: as it was written, else the sum of its items; None while nothing is scored."""
    found = children_of(context, RatingItem, (one.uid for one in ratings), link="rating")

    def own(rating: BranchRating) -> Decimal | None:
        scored = [row.score for row in found[rating.uid] if row.score is not None]
        written = rating.self_score
        return written if written is not None else sum(scored, Decimal(0)) if scored else None

    return {one.uid: own(one) for one in ratings}


def rating_totals(ratings: Sequence[BranchRating], context: RuleContext) -> Mapping[str, Decimal | None]:
    """The total of each rating: the three steps by the scheme's weights, else the last step that is scored.

    None until the rating is decided: a branch's own score is no total.
    """
    schemes, own = _schemes(ratings, context), self_scores(ratings, context)

    def total(rating: BranchRating) -> Decimal | None:
        scheme = schemes.get(rating.scheme)
        if not is_decided(rating, scheme):
            return None
        steps = (own[rating.uid], rating.mass_score, rating.superior_score)
        weights = [getattr(scheme, f"{step}_weight", None) for step in ("self", "mass", "superior")]
        weighed = [(step, weight) for step, weight in zip(steps, weights, strict=True) if weight]
        if weighed:
            known = [(step, weight) for step, weight in weighed if step is not None]
            return (
                sum((step * weight for step, weight in known), Decimal(0)) / 100
                if len(known) == len(weighed)
                else None
            )
        return next((step for step in reversed(steps) if step is not None), None)

    return {one.uid: total(one) for one in ratings}


def rating_grades(ratings: Sequence[BranchRating], context: RuleContext) -> Mapping[str, str]:
    """The grade of each rating, 未评定 until it is decided; a veto or a grade by rule is told instead."""
    totals, schemes = rating_totals(ratings, context), _schemes(ratings, context)

    def grade(rating: BranchRating) -> str:
        if not is_decided(rating, schemes.get(rating.scheme)):
            return UNDECIDED
        if rating.veto:
            return "一票否决"
        if rating.direct:
            return "直接定级"
        total = totals[rating.uid]
        return grade_of(rating.scheme, total, context) if total is not None else UNDECIDED

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
