"""Plays the year: opens the books in January and tells every story of the twelve months side by side."""

from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from typing import Any

from desktop_app.base.clock import SetClock
from desktop_app.sample import YEAR_BEGINS, YEAR_ENDS

from .. import august, disciplining, earlier, hardship, planning, september, theme
from ..branch import displays_story, targets_story
from ..gatherings import Gathering, meeting_story, session_story
from ..hand import Hand, Story
from ..october import GATHERINGS as OCTOBER_GATHERINGS
from ..october import SESSIONS as OCTOBER_SESSIONS
from ..promises import LATE, PROMISES, late_story, letter_story
from . import (
    cases,
    choosing,
    dues,
    grid_work,
    growing,
    investigation,
    judging,
    life,
    moves,
    orders,
    promising,
    publicity,
    rating,
    reports,
    service,
    study,
)
from .assemblies import GENERALS, LECTURES, PARTY_DAYS, TOLD_OTHERWISE
from .committee import COMMITTEES
from .groups import GROUPS
from .opening import open_books
from .players import Players, Year, with_absences
from .problems import look_back_story, problem_story, sample_troubles
from .problems_told import FREE, FROM_EVENTS, FROM_FINDINGS, FROM_MEASURES


def play(ledger: Any, clock: SetClock) -> None:
    """Fill an open, empty branch file with the whole year 2026; ``clock`` is the ledger's own."""
    clock.set(YEAR_BEGINS)
    hand = Hand(ledger, clock)
    open_books(hand)
    year = Year(hand, Players(ledger))
    hand.tell(
        [
            *_gatherings(year),
            *_people(year),
            *_work(year),
            promising.year_end_story(year),
            *_judging(year),
            planning.plan_story(year.hand, year.cast, begun="2026-01-06", passed="2026-01-08"),
            planning.summary_story(year.hand, year.cast, 2026, "2026-12-31"),
            reports.annual_story(year),
            reports.reports_story(year),
        ],
        YEAR_ENDS,
    )


def _gatherings(year: Year) -> Iterable[Story]:
    """Meetings and study, the sample's months with its own words."""
    own = (*COMMITTEES, *GROUPS, *PARTY_DAYS, *GENERALS, *LECTURES)
    told = [_retold(one) for one in (*august.GATHERINGS, *september.GATHERINGS, *OCTOBER_GATHERINGS)]
    meetings = [*told, *with_absences(own, year.chance("absences"))]
    sessions = [
        *earlier.SESSIONS,
        *august.SESSIONS,
        *september.SESSIONS,
        *OCTOBER_SESSIONS,
        *study.SESSIONS,
    ]
    yield from (meeting_story(year.hand, year.cast, one) for one in meetings)
    yield from (session_story(year.hand, year.cast, one) for one in sessions)
    yield theme.batch_story(year.hand, year.cast)
    yield from (study.theme_story(year, one) for one in study.THEMES)
    yield study.makeup_story(year)
    yield targets_story(year.hand, year.cast)


def _retold(plan: Gathering) -> Gathering:
    """A gathering of the sample, what is true of its three months alone told otherwise."""

    def words(text: str) -> str:
        for told, otherwise in TOLD_OTHERWISE.items():
            text = text.replace(told, otherwise)
        return text

    return replace(
        plan,
        speeches=tuple((part, words(text)) for part, text in plan.speeches),
        archived=True,
        resolutions=tuple((text, part, due, done or due) for text, part, due, done in plan.resolutions),
    )


def _people(year: Year) -> Iterable[Story]:
    yield moves.arrival_story(year)
    yield moves.departure_story(year)
    yield growing.candidate_story(year)
    yield growing.confirmed_story(year)
    yield growing.activist_story(year)
    yield growing.applicant_story(year)
    yield moves.away_story(year)
    yield moves.care_story(year)
    yield hardship.hardship_story(year.hand, year.cast)
    yield dues.standards_story(year)
    yield dues.payments_story(year)
    yield dues.handing_up_story(year)
    yield displays_story(year.hand, year.cast)
    letters = dict(reversed(PROMISES))
    yield from (letter_story(year.hand, year.cast, part, items) for part, items in reversed(letters.items()))
    yield promising.letters_story(year)
    yield from (late_story(year.hand, year.cast, *one) for one in LATE)


def _work(year: Year) -> Iterable[Story]:
    yield service.grids_story(year)
    yield service.guests_story(year)
    yield service.rules_story(year)
    yield service.events_story(year)
    yield grid_work.actions_story(year)
    yield grid_work.leaving_story(year)
    yield from orders.order_stories(year)
    yield service.points_story(year)
    yield service.goods_story(year)
    yield service.shop_story(year)
    yield investigation.rounds_story(year)
    yield from (investigation.visit_story(year, one) for one in investigation.VISITS)
    yield from (problem_story(year, one) for one in (*sample_troubles(), *FREE))
    for key, told in FROM_FINDINGS.items():
        yield problem_story(year, told, partial(investigation.issue_of_finding, year, key))
    for key, told in FROM_EVENTS.items():
        yield problem_story(year, told, partial(service.issue_of_event, year, key[:4]))
    for key, told in FROM_MEASURES.items():
        yield problem_story(year, told, partial(judging.issue_of_measure, year, key))
    yield look_back_story(year)
    yield publicity.publicity_story(year)


def _judging(year: Year) -> Iterable[Story]:
    yield judging.talks_story(year)
    yield disciplining.penalty_story(year.hand, year.cast)
    yield disciplining.disposal_story(year.hand, year.cast)
    yield judging.self_checks_story(year)
    yield choosing.election_story(year)
    yield life.opinions_story(year)
    yield judging.appraisal_story(year)
    yield life.reviews_story(year)
    yield rating.rating_story(year)
    yield cases.cases_story(year)
