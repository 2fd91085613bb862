"""Quorum, pass and election over random branches, against rules written anew from the regulations' words.

The oracle counts people one by one and knows nothing of the program's thresholds: 半数以上 is "at least as
many as are missing", 超过半数 "more for than not", 五分之四 "of five, four".
"""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.base.periods import PartialDate
from desktop_app.duties.basics.bodies import Roster
from desktop_app.duties.organization_life.election import Counts, electors, round_outcome
from desktop_app.duties.organization_life.quorum import VoteCounts, quorum, thresholds, vote_outcome
from desktop_app.registers.people.members import Member
from desktop_app.registers.people.orgs import CommitteeMember, PartyOrg
from tests.duties.sample import opened

DAY = date(2026, 11, 10)
LONG_AGO = PartialDate(1999, 7)


@pytest.fixture(scope="module")
def shares() -> Any:
    """The shares of the rule table as it is shipped."""
    with opened() as branch:
        return thresholds(branch, DAY)


@st.composite
def people(draw: st.DrawFn) -> list[dict[str, Any]]:
    one = st.fixed_dictionaries(
        {
            "category": st.sampled_from(["正式党员", "正式党员", "正式党员", "预备党员"]),
            "party_status": st.sampled_from(["正常", "正常", "正常", "停止党籍"]),
            "barred": st.sampled_from(
                [None, None, None, (date(2026, 1, 1), None), (date(2026, 1, 1), date(2026, 6, 30))]
            ),
            "gone": st.sampled_from([False, False, False, True]),
            "comes": st.booleans(),
            "seat": st.booleans(),
            "left_out": st.sampled_from([False, False, False, True]),
        }
    )
    return draw(st.lists(one, min_size=1, max_size=30))


def roster_of(given_people: list[dict[str, Any]]) -> tuple[Roster, list[Member]]:
    home = PartyOrg(full_name="支部", org_code="Z001", org_kind="党支部")
    members = [
        Member(
            name=f"人{n}",
            branch=home.uid,
            category=one["category"],
            full_on=None if one["category"] == "预备党员" else LONG_AGO,
            party_status=one["party_status"],
            vote_barred_from=one["barred"][0] if one["barred"] else None,
            vote_barred_to=one["barred"][1] if one["barred"] else None,
            entry_on=date(2020, 1, 1),
            exit_on=date(2026, 10, 1) if one["gone"] else None,
            exit_type="转出组织关系" if one["gone"] else None,
        )
        for n, one in enumerate(given_people)
    ]
    seats = [
        CommitteeMember(org=home.uid, member=member.uid, role="其他委员")
        for member, one in zip(members, given_people, strict=True)
        if one["seat"]
    ]
    return Roster({m.uid: m for m in members}, tuple(seats), {home.uid: home}, home.uid), members


def has_vote(one: dict[str, Any]) -> bool:
    """A full member in good standing, on the books, whose rights are not suspended on 10 November."""
    barred = one["barred"] is not None and one["barred"][1] is None
    return one["category"] == "正式党员" and one["party_status"] == "正常" and not one["gone"] and not barred


@given(people())
def test_who_has_a_vote(given_people: list[dict[str, Any]]) -> None:
    roster, members = roster_of(given_people)
    voters = roster.expected("支部党员大会", DAY).voters
    assert set(voters) == {m.uid for m, one in zip(members, given_people, strict=True) if has_vote(one)}


@given(people(), st.data())
def test_an_ordinary_vote_and_an_admission(
    shares: Any, given_people: list[dict[str, Any]], data: st.DataObject
) -> None:
    roster, _ = roster_of(given_people)
    voters = len(roster.expected("支部党员大会", DAY).voters)
    here = sum(one["comes"] for one in given_people if has_vote(one))
    ayes = data.draw(st.integers(0, here))
    written = data.draw(st.integers(0, voters - here))
    away = voters - here
    told = quorum("支部党员大会", voters, here, shares)
    assert told.ok == (voters > 0 and here >= away)
    ordinary = vote_outcome("支部党员大会", "一般决议", VoteCounts(voters, here, ayes), shares)
    stands = voters > 0 and here >= away
    assert ordinary.result == ("会议无效" if not stands else "通过" if ayes > voters - ayes else "未通过")
    admission = vote_outcome(
        "支部党员大会", "接收预备党员", VoteCounts(voters, here, ayes, written_ayes=written), shares
    )
    wanted = ayes + written
    if not (voters > 0 and here > away):
        assert admission.result == "会议无效"
    else:
        assert admission.result == ("通过" if wanted > voters - wanted else "未通过")


@given(people(), st.data())
def test_a_committee(shares: Any, given_people: list[dict[str, Any]], data: st.DataObject) -> None:
    roster, _ = roster_of(given_people)
    seated = [
        one for one in given_people if one["seat"] and not one["gone"] and one["party_status"] == "正常"
    ]
    body = roster.expected("支部委员会会议", DAY)
    if not any(one["seat"] for one in given_people):
        assert body.people == ()
        return
    assert len(body.people) == len(seated)
    here = data.draw(st.integers(0, len(seated)))
    told = quorum("支部委员会会议", len(seated), here, shares)
    assert told.ok == (len(seated) > 0 and here >= len(seated) - here)


@given(people(), st.data())
def test_an_election(shares: Any, given_people: list[dict[str, Any]], data: st.DataObject) -> None:
    roster, members = roster_of(given_people)
    pairs = list(zip(members, given_people, strict=True))
    left_out = {m.uid for m, one in pairs if one["left_out"]}
    counted = electors(roster.expected("换届选举大会", DAY).voters, left_out)
    assert set(counted) == {m.uid for m, one in pairs if has_vote(one) and not one["left_out"]}
    here = sum(one["comes"] for m, one in pairs if m.uid in counted)
    ayes = {f"c{n}": data.draw(st.integers(0, here)) for n in range(4)}
    seats = data.draw(st.integers(1, 3))
    told = round_outcome(Counts(len(counted), here, here, here, here), seats, ayes, shares)
    if not counted or here < 4 * (len(counted) - here):  # fewer than four there for each one away
        assert (told.result, told.elected) == ("会议无效", ())
        return
    passed = {uid for uid, votes in ayes.items() if votes > here - votes}
    assert set(told.elected) <= passed
    for uid in told.elected:  # nobody left out had as many votes
        assert all(ayes[uid] > ayes[other] for other in passed - set(told.elected))
    assert len(told.elected) <= seats
    assert len(told.elected) == min(seats, len(passed)) or told.tied


# 应到 → to be there for a vote, for an admission, ayes needed, to be there for an election.
WORKED = {
    3: (2, 2, 2, 3),
    5: (3, 3, 3, 4),
    7: (4, 4, 4, 6),
    10: (5, 6, 6, 8),
    21: (11, 11, 11, 17),
    50: (25, 26, 26, 40),
}


@pytest.mark.parametrize("expected", WORKED)
def test_the_worked_table(shares: Any, expected: int) -> None:
    found = (
        shares.meeting.needed(expected),
        shares.admission.needed(expected),
        shares.passing.needed(expected),
        shares.election.needed(expected),
    )
    assert found == WORKED[expected]
    vote, admission, ayes, election = WORKED[expected]
    assert quorum("支部党员大会", expected, vote, shares).ok
    assert not quorum("支部党员大会", expected, vote - 1, shares).ok
    assert quorum("支部党员大会", expected, admission, shares, ("接收预备党员",)).ok
    assert not quorum("支部党员大会", expected, admission - 1, shares, ("接收预备党员",)).ok
    assert (
        vote_outcome("支部党员大会", "一般决议", VoteCounts(expected, expected, ayes), shares).result
        == "通过"
    )
    assert (
        vote_outcome("支部党员大会", "一般决议", VoteCounts(expected, expected, ayes - 1), shares).result
        == "未通过"
    )
    assert round_outcome(Counts(expected, election), 1, {"a": election}, shares).elected == ("a",)
    assert round_outcome(Counts(expected, election - 1), 1, {"a": election - 1}, shares).elected == ()
