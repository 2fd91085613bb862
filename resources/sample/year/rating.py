"""The year under 创A: what can be measured is taken by the program, what was lost becomes a problem."""

from decimal import Decimal

from desktop_app.duties.summaries.ratings import filled, ratings
from desktop_app.registers.displays.branch_ratings import BranchRating, RatingItem, issue_from_deduction
from desktop_app.registers.displays.rating_schemes import RatingScheme, SchemeItem
from desktop_app.registers.rectification.issues import IssueMeasure

from ..hand import Story, at, on
from .players import Year
from .problems_told import OPEN_DEDUCTION


def rating_story(year: Year) -> Story:
    """The year under 创A: what can be measured is taken by the program; one deduction becomes an issue.

    The superior's marks come in the new year: the year ends with a self score and no grade.
    """
    yield at("2026-12-28 10:00")
    scheme = year.ledger.find(RatingScheme.live().where(RatingScheme.name == "创A"))[0]
    rating = BranchRating(scheme=scheme.uid, period=2026, org=year.cast.roster.branch)
    year.hand.save("开始2026年创A自评", rating)
    lines = _taken(year, rating)
    year.hand.save("登记2026年创A自评", *(line for _, line in lines))
    yield at("2026-12-29 10:00")
    rating.mass_score = Decimal("94.5")
    year.hand.save("群众测评", rating)
    _hand_on(year, lines)
    yield at("2026-12-31 20:30")
    year.hand.save("年底再取一次数", *(line for _, line in _taken(year, rating)))


def _taken(year: Year, rating: BranchRating) -> list[tuple[SchemeItem, RatingItem]]:
    """The items as the program measures them now; what it cannot measure the committee judged."""
    told = next(one for one in ratings(year.ledger) if one.rating.uid == rating.uid)
    lines = filled(told, year.ledger)
    pairs = [(scored.item, line) for scored, line in zip(told.lines, lines, strict=True)]
    for item, line in pairs:
        if line.score is None:
            line.score, line.basis = item.max, "支委会逐项核对2026年台账"
    return pairs


def _hand_on(year: Year, lines: list[tuple[SchemeItem, RatingItem]]) -> None:
    """The first item that lost points goes on as a problem of the ledger."""
    line = next(line for item, line in lines if line.score < item.max)
    tag, text, due = OPEN_DEDUCTION
    issue = issue_from_deduction(line, year.ledger)
    issue.owner, issue.lead_officer = year.cast["宣传委员"], year.cast["书记"]
    issue.tag, issue.due_on = tag, on(due)
    line.issue = issue.uid
    with year.ledger.action("扣分项转入问题清单") as action:
        action.save(issue, line)
        action.save(IssueMeasure(issue=issue.uid, seq=1, text=text, due_on=on(due)))
        action.step(issue, "start")
