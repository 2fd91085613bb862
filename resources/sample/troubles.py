"""How a problem gets into the rectification ledger and out of it, with a second person's word."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from desktop_app.registers.rectification.issues import Issue, IssueMeasure, IssueProgress

from .cast import Cast
from .hand import Hand, Story, on


@dataclass(frozen=True)
class Turn:
    """One thing that happens to a problem on a day: ``what`` is start, measure, progress or a step's name."""

    day: str
    what: str
    text: str = ""
    percent: int | None = None
    number: int = 0
    by: str = ""
    more: tuple[tuple[str, Any], ...] = ()


@dataclass(frozen=True)
class Trouble:
    """One problem as the sample tells it; ``measures`` are (words, part, due), ``turns`` in order of days."""

    found: str
    source: str
    category: str
    mode: str
    description: str
    owner: str
    measures: tuple[tuple[str, str, str], ...]
    turns: tuple[Turn, ...] = ()
    due: str = ""
    lead: str = "书记"
    unit: str = ""
    tag: str = ""
    cause: str = ""
    goal: str = ""
    partners: tuple[str, ...] = ()
    milestone: str = ""


def progress(day: str, text: str, percent: int) -> Turn:
    """An entry of the progress log."""
    return Turn(day, "progress", text, percent)


def done(day: str, number: int) -> Turn:
    """The number-th measure is done."""
    return Turn(day, "measure", number=number)


def at_once(day: str, effect: str, proof: str, by: str) -> Turn:
    """立行立改, checked by somebody else and closed."""
    return Turn(day, "close_at_once", effect, by=by, more=(("evidence_refs", (proof,)),))


def apply(day: str, effect: str, proof: str = "") -> Turn:
    """The owner asks to close."""
    return Turn(day, "apply", effect, more=(("evidence_refs", (proof,)),) if proof else ())


def close(day: str, by: str, note: str, content: str = "满意", shown: str = "公示栏") -> Turn:
    """A second person agrees."""
    return Turn(day, "close", note, by=by, more=(("satisfaction", content), ("disclosure", shown)))


def extend(day: str, reason: str, due: str, by: str) -> Turn:
    """More time, agreed by somebody."""
    return Turn(day, "extend", reason, by=by, more=(("due_on", on(due)),))


def send_back(day: str, by: str, note: str) -> Turn:
    """A second person does not agree."""
    return Turn(day, "send_back", note, by=by)


def reopen(day: str, reason: str, basis: str, due: str) -> Turn:
    """Closed, and there again: a new round."""
    return Turn(day, "reopen", reason, more=(("reopen_basis", basis), ("due_on", on(due))))


def trouble_story(hand: Hand, cast: Cast, told: Trouble) -> Story:
    """One problem from the day it was found; measures come a day later, with the start of the work."""
    yield _moment(told.found, 10)
    issue = Issue(
        found_on=on(told.found),
        source=told.source,
        category=told.category,
        tag=told.tag or None,
        mode=told.mode,
        description=told.description,
        cause=told.cause or None,
        goal=told.goal or None,
        lead_officer=cast[told.lead],
        duty_unit=told.unit or cast.roster.branch,
        owner=cast[told.owner],
        partners=told.partners or None,
        due_on=on(told.due) if told.due else None,
        long_term=bool(told.milestone),
        milestone=told.milestone or None,
        batch=hand.batch_on(on(told.found)),
    )
    hand.save(f"登记问题：{told.description[:14]}", issue)
    yield _moment(told.found, 14)
    measures = [
        IssueMeasure(issue=issue.uid, seq=n, text=text, owner=cast[part], due_on=on(due))
        for n, (text, part, due) in enumerate(told.measures, 1)
    ]
    with hand.ledger.action(f"定下措施并开始整改：{issue.code}") as action:
        action.save(*measures)
        if told.turns:
            action.step(issue, "start")
    for turn in told.turns:
        yield _moment(turn.day, 16)
        _take(hand, cast, issue, measures, turn)


def _take(hand: Hand, cast: Cast, issue: Any, measures: list[IssueMeasure], turn: Turn) -> None:
    if turn.what == "measure":
        measure = measures[turn.number - 1]
        measure.done_on = on(turn.day)
        hand.save(f"完成措施{turn.number}：{issue.code}", measure)
    elif turn.what == "progress":
        entry = IssueProgress(
            issue=issue.uid, on=on(turn.day), text=turn.text, by=issue.owner, percent=turn.percent
        )
        hand.save(f"整改进展：{issue.code}", entry)
    elif turn.what == "reopen":
        with hand.ledger.action(f"重启 {issue.code}") as action:
            action.step(issue, "reopen", {"reopen_reason": turn.text, **dict(turn.more)})
    else:
        if turn.what in ("close_at_once", "apply"):
            _all_done(hand, issue, measures, on(turn.day))
        hand.step(issue, turn.what, **_values(cast, issue, turn))


def _all_done(hand: Hand, issue: Any, measures: list[IssueMeasure], day: date) -> None:
    """The measures nobody told the day of are done by the day closing is asked for."""
    left = [one for one in measures if one.done_on is None]
    for one in left:
        one.done_on = day
    if left:
        hand.save(f"完成其余措施：{issue.code}", *left)


def _values(cast: Cast, issue: Any, turn: Turn) -> dict[str, Any]:
    """What the step asks: who and when, and the words of effect or opinion."""
    day, more = on(turn.day), dict(turn.more)
    if turn.what == "apply":
        return {"effect": turn.text, "apply_by": issue.owner, "applied_on": day, **more}
    if turn.what == "extend":
        return {"extend_reason": turn.text, "extend_by": cast[turn.by], **more}
    word = "effect" if turn.what == "close_at_once" else "check_note"
    return {word: turn.text, "checker": cast[turn.by], "checked_on": day, **more}


def _moment(day: str, hour: int) -> datetime:
    return datetime.combine(on(day), time(hour, 20))
