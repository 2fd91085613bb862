"""Votes: counts that cannot be are refused, customs are told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.registers.organization_life.votes import (
    PERSONAL,
    Vote,
    matter_told,
    missing_figures,
    names_somebody,
)
from tests.registers.desk import Desk

SMALL = st.integers(0, 30)


def told(**values):
    desk = Desk()
    found = desk.told(Vote(**{"meeting": "0" * 32, "item": "路远方", **values}))
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
        ({"present": 5, "issued": 6}, "issued", True),
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


@pytest.mark.parametrize("matter", sorted(PERSONAL))
def test_a_person_is_decided_on_by_secret_ballot_2026_article_20(matter):
    assert told(matter=matter)["mode"].refuse
    assert told(matter=matter, mode="口头")["mode"].refuse
    assert told(matter=matter, mode="无记名投票") == {}
    assert told(matter=matter, mode="票决", item=f"讨论{matter}")["item"].refuse


@pytest.mark.parametrize(
    ("item", "matter", "somebody"),
    [
        ("讨论接收李新为中共预备党员", "接收预备党员", True),
        ("接收预备党员", "接收预备党员", False),
        ("讨论接收某某为中共预备党员", "接收预备党员", False),
        ("苏晨曦按期转为中共正式党员", "预备党员转正", True),
        ("延长苏晨曦预备期半年", "延长预备期", True),
        ("取消苏晨曦预备党员资格", "取消预备资格", True),
        ("给予马跃限期改正处置", "组织处置", True),
        ("限期改正", "组织处置", False),
        ("选举第三届支部委员会委员", "选举", False),
        ("通过选举办法和监票人名单", "一般决议", True),
        ("将苏晨曦转正提交支部党员大会讨论", "一般决议", True),
        ("学习发展党员工作细则", "一般决议", True),
    ],
)
def test_the_words_of_the_agenda_tell_the_matter_and_whether_it_names_anybody(item, matter, somebody):
    assert matter_told(item) == matter
    assert names_somebody(item) is somebody


BALLOT = {"mode": "无记名投票", "expected": 48, "present": 46, "issued": 46, "returned": 46}


@pytest.mark.parametrize(
    ("values", "boxes"),
    [
        ({"ayes": 43, "noes": 2, "abst": 1}, set()),
        ({"ayes": 42, "noes": 2, "abst": 1, "valid": 45}, set()),
        ({"issued": 48, "returned": 30, "ayes": 40, "noes": 2, "abst": 1}, {"issued", "ayes"}),
        ({"ayes": 40, "noes": 2, "abst": 1}, {"ayes"}),
        ({"ayes": 43, "noes": 2, "abst": 1, "valid": 45}, {"ayes"}),
        ({"returned": 40, "valid": 41, "ayes": 41, "noes": 0, "abst": 0}, {"valid"}),
    ],
)
def test_a_secret_ballot_that_cannot_be_is_refused_at_its_box(values, boxes):
    found = told(**{**BALLOT, **values})
    assert {box for box, problem in found.items() if problem.refuse} == boxes


def test_more_ballots_back_than_given_out_is_told_as_an_invalid_vote():
    found = told(**{**BALLOT, "issued": 45, "ayes": 46, "noes": 0, "abst": 0})
    assert "无效" in found["returned"].text
    assert not any(problem.refuse for problem in found.values())
