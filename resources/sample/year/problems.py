"""How the problems of the year get into the ledger and through it, and who is asked again afterwards."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from desktop_app.registers.rectification.issues import CLOSED, Issue, IssueMeasure

from ..hand import Story, on
from ..issues import TROUBLES
from ..troubles import Trouble, Turn, _moment, _take
from .players import Year
from .problems_told import ENDINGS

# What an issue comes from, when not from somebody's mouth: gives the issue begun and the source to be linked.
Origin = Callable[[], tuple[Issue, Any]]


def sample_troubles() -> list[Trouble]:
    """The sample's problems with their ends."""
    return [
        replace(
            one,
            turns=(
                *one.turns,
                *(turns for mark, ends in ENDINGS.items() if _is(one, mark) for turns in ends),
            ),
        )
        for one in TROUBLES
    ]


def _is(trouble: Trouble, mark: str) -> bool:
    return trouble.description.startswith(mark)


def problem_story(year: Year, told: Trouble, origin: Origin | None = None) -> Story:
    """One problem from the day it was found; measures stand a little later, with the start of the work."""
    yield _moment(told.found, 10)
    begun, source = origin() if origin is not None else (Issue(), None)
    issue = _filled(year, begun, told)
    with year.ledger.action(f"登记问题：{issue.description[:14]}") as action:
        action.save(issue)
        if source is not None:
            source.issue = issue.uid
            action.save(source)
    yield _moment(told.found, 14)
    measures = [
        IssueMeasure(issue=issue.uid, seq=n, text=text, owner=year.cast[part], due_on=on(due))
        for n, (text, part, due) in enumerate(told.measures, 1)
    ]
    with year.ledger.action(f"定下措施并开始整改：{issue.code}") as action:
        action.save(*measures)
        if told.turns and told.turns[0].what != "start":
            action.step(issue, "start")
    for turn in told.turns:
        yield _moment(turn.day, 16)
        issue = year.ledger.get(Issue, issue.uid)
        if turn.what == "start":
            year.hand.step(issue, "start")
        elif turn.what in ("extend", "next_milestone"):
            _put_off(year, issue, turn)
        else:
            _take(year.hand, year.cast, issue, measures, turn)


def _filled(year: Year, issue: Any, told: Trouble) -> Any:
    """The issue with what is told of it; what its origin told already stays."""
    boxes = {
        "found_on": on(told.found),
        "source": told.source,
        "category": told.category,
        "tag": told.tag or None,
        "mode": told.mode,
        "description": told.description or issue.description,
        "cause": told.cause or issue.cause,
        "goal": told.goal or None,
        "lead_officer": year.cast[told.lead if told.lead != told.owner else "副书记"],
        "duty_unit": told.unit or year.cast.roster.branch,
        "owner": year.cast[told.owner],
        "partners": told.partners or None,
        "due_on": on(told.due) if told.due else None,
        "long_term": bool(told.milestone),
        "milestone": told.milestone or None,
        "batch": year.hand.batch_on(on(told.found)),
    }
    for name, value in boxes.items():
        setattr(issue, name, value)
    return issue


def _put_off(year: Year, issue: Any, turn: Turn) -> None:
    values = {"extend_reason": turn.text, **dict(turn.more)}
    if turn.what == "extend":
        values["extend_by"] = year.cast["书记"]
    year.hand.step(issue, turn.what, **values)


def look_back_story(year: Year) -> Story:
    """Twice a month: whom a problem troubled is asked again three months after it was closed."""
    for month in range(1, 13):
        for day in (13, 27):
            yield _moment(f"2026-{month:02d}-{day}", 15)
            due = Issue.live().where(
                (Issue.state == CLOSED)
                & (Issue.review_on <= year.ledger.today + timedelta(days=7))
                & Issue.review_result.is_null()
            )
            for issue in year.ledger.find(due.order_by(Issue.code)):
                year.hand.step(issue, "hold", reviewed_on=year.ledger.today)
