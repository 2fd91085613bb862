"""The gates of an election that a hand goes round: who should come, who came, and the days."""

from datetime import date

import pytest

from desktop_app.base.dates import parse_span
from desktop_app.records.links import PersonWhy
from desktop_app.registers.organization_life.elections import (
    Ballot,
    Election,
    ElectionRound,
    election_day,
)
from desktop_app.registers.organization_life.meetings import Attendance, Meeting

DAY = "2026-11-18 9:00-11:00"


def counted(desk, org, people, *, when=DAY, **numbers):
    """A meeting that elects one of two, counted by ``numbers``; nobody looks at them yet."""
    meeting = desk.add(Meeting(kind="换届选举大会", title="选举", start_end=parse_span(when)))
    watching = (PersonWhy(people[9].uid),)
    election = desk.add(
        Election(
            title="换届",
            kind="补选",
            org=org.uid,
            meeting=meeting.uid,
            posts=1,
            candidates=1,
            supervisors=watching,
            helpers_passed=True,
            state="筹备",
        )
    )
    counts = {"expected": 10, "present": 9, "issued": 9, "returned": 9, "valid": 9, **numbers}
    one = desk.add(ElectionRound(election=election.uid, n=1, **counts))
    valid = counts["valid"]
    for who, ayes in ((people[0], valid), (people[1], 0)):
        desk.add(Ballot(election=election.uid, candidate=who.uid, ayes=ayes, noes=valid - ayes, abst=0))
    return meeting, election, one


def test_who_has_a_vote_is_counted_among_those_who_should_come(desk, org, people) -> None:
    few = {"expected": 2, "present": 2, "issued": 2, "returned": 2, "valid": 2}
    _, election, one = counted(desk, org, people, **few)
    told = desk.told(one)["expected"]
    assert told.refuse
    assert "应到是 10 人" in told.text
    assert "应到是 10 人" in desk.take(election, "announce")["posts"].text


def test_no_more_vote_than_the_attendance_sheet_tells_of(desk, org, people) -> None:
    meeting, election, one = counted(desk, org, people)
    for n, who in enumerate(people):
        desk.add(Attendance(gathering=meeting.uid, person=who.uid, present=n < 8))
    assert "到会 8 人，实到却写了 9 人" in desk.told(one)["present"].text
    assert "posts" in desk.take(election, "announce")
    desk.add(Attendance(gathering=meeting.uid, person="09", present=True))
    changed = ElectionRound(election=election.uid, n=1, expected=10, present=8)
    assert "present" not in desk.told(changed)


def test_an_election_that_was_not_held_yet_has_no_result(desk, org, people) -> None:
    _, election, _ = counted(desk, org, people, when="2026-12-18 9:00-11:00")
    assert "还没有举行" in desk.take(election, "announce")["meeting"].text


@pytest.mark.parametrize(
    ("box", "days"),
    [
        ("reported_on", {"reported_on": date(2026, 11, 17)}),
        ("reported_on", {"reported_on": date(2026, 11, 24)}),
        ("confirmed_on", {"reported_on": date(2026, 11, 19), "confirmed_on": date(2026, 11, 24)}),
    ],
)
def test_a_result_is_reported_after_the_election_article_21(desk, org, people, box, days) -> None:
    _, election, _ = counted(desk, org, people)
    assert desk.take(election, "announce") == {}
    assert box in desk.take(election, "confirm", **days)
    right = {"reported_on": date(2026, 11, 19), "confirmed_on": date(2026, 11, 23)}
    assert desk.take(election, "confirm", **right) == {}


def test_the_day_of_a_known_election_stands_when_the_meeting_is_moved(desk, org, people) -> None:
    meeting, election, _ = counted(desk, org, people)
    assert desk.take(election, "announce") == {}
    meeting.start_end = parse_span("2026-11-20 9:00-11:00")
    desk.add(meeting)
    assert election_day(election, desk) == date(2026, 11, 18)
