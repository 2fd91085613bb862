"""Votes: counts that cannot be are refused, customs are told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.registers.organization_life.votes import Vote, missing_figures
from tests.registers.desk import Desk

SMALL = st.integers(0, 30)


def told(**values):
    desk = Desk()
    found = desk.told(Vote(meeting="0" * 32, item="事项", **values))
    desk.close()
    return found


@given(expected=SMALL, present=SMALL, ayes=SMALL, noes=SMALL, abst=SMALL)
def test_a_show_of_hands_is_refused_exactly_when_it_cannot_be(expected, present, ayes, noes, abst):
    found = told(expected=expected, present=present, ayes=ayes, noes=noes, abst=abst)
    possible = present <= expected and ayes + noes + abst <= present
    assert (not any(problem.refuse for problem in found.values())) == possible


@pytest.mark.parametrize(
    ("values", "box", "refuse"),
    [
        ({"written_ayes": 1}, "written_ayes", True),
        (
            {"matter": "接收预备党员", "mode": "票决", "expected": 5, "present": 4, "written_ayes": 2},
            "written_ayes",
            True,
        ),
        ({"matter": "接收预备党员"}, "mode", False),
        ({"matter": "选举", "mode": "口头"}, "mode", False),
        ({"present": 5, "issued": 6}, "issued", False),
        ({"issued": 5, "returned": 6}, "returned", False),
        ({"returned": 5, "valid": 6}, "valid", True),
    ],
)
def test_what_is_refused_and_what_is_told(values, box, refuse):
    assert told(**values)[box].refuse is refuse


def test_written_opinions_count_for_an_admission():
    assert (
        told(
            matter="接收预备党员", mode="票决", expected=5, present=4, ayes=4, noes=0, abst=0, written_ayes=1
        )
        == {}
    )


def test_a_secret_ballot_also_needs_its_papers_counted():
    figures = {"expected": 5, "present": 5, "ayes": 5, "noes": 0, "abst": 0}
    assert missing_figures(Vote(mode="举手", **figures)) == []
    assert missing_figures(Vote(mode="票决", **figures)) == ["发出票数", "收回票数"]
