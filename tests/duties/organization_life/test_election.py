"""Elections against an oracle that counts on its fingers, and the ballot's order by strokes."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.base.strokes import load_strokes
from desktop_app.duties.organization_life.election import (
    NO_QUORUM,
    VALID,
    VOID,
    Counts,
    candidates_needed,
    election_view,
    electors,
    in_stroke_order,
    round_outcome,
)
from desktop_app.duties.organization_life.quorum import Threshold, Thresholds
from desktop_app.records.links import PersonWhy
from desktop_app.registers.organization_life.elections import (
    Ballot,
    Election,
    ElectionExcluded,
    ElectionRound,
)
from desktop_app.registers.organization_life.meetings import EXCLUDED
from tests.duties.sample import Branch

HALF = Threshold(Fraction(1, 2), True, "甲规定")
SHARES = Thresholds(HALF, HALF, HALF, HALF, HALF, Threshold(Fraction(4, 5), False, "丙规定"), HALF, HALF)


@st.composite
def rounds(draw: st.DrawFn) -> tuple[Counts, int, dict[str, int]]:
    expected = draw(st.integers(1, 40))
    present = draw(st.integers(0, expected))
    issued = draw(st.integers(0, present))
    returned = draw(st.integers(0, issued + 1))
    votes = st.integers(0, max(1, min(present, 8)))
    names = [f"u{n}" for n in range(draw(st.integers(0, 6)))]
    return (
        Counts(expected, present, issued, returned),
        draw(st.integers(1, 5)),
        {n: draw(votes) for n in names},
    )


@given(rounds())
def test_outcomes_agree_with_counting_on_the_fingers(given_round: tuple[Counts, int, dict[str, int]]) -> None:
    counts, posts, ayes = given_round
    found = round_outcome(counts, posts, ayes, SHARES)
    if counts.present * 5 < counts.expected * 4:
        assert (found.result, found.elected, found.vacant) == (NO_QUORUM, (), posts)
        return
    if (counts.returned or 0) > (counts.issued or 0):
        assert (found.result, found.elected) == (VOID, ())
        return
    assert found.result == VALID
    enough = [uid for uid, votes in ayes.items() if votes * 2 > counts.present]
    # Seated for certain: fewer than ``posts`` others have as many votes or more.
    sure = {uid for uid in enough if sum(ayes[one] >= ayes[uid] for one in enough if one != uid) < posts}
    # Out for certain: at least ``posts`` others have more.
    out = {uid for uid in enough if sum(ayes[one] > ayes[uid] for one in enough) >= posts}
    assert set(found.elected) == sure
    assert set(found.tied) == set(enough) - sure - out
    assert len(found.elected) + found.tied_seats + found.vacant == posts
    assert found.vacant == max(0, posts - len(enough))
    assert len({ayes[uid] for uid in found.tied}) <= 1
    assert not found.tied or 0 < found.tied_seats < len(found.tied)


def test_exactly_four_fifths_is_enough_and_half_of_those_present_is_not() -> None:
    exact = round_outcome(Counts(20, 16), 1, {"a": 8}, SHARES)
    assert (exact.result, exact.elected, exact.vacant) == (VALID, (), 1)
    assert "9 票" in exact.words
    assert round_outcome(Counts(20, 16), 1, {"a": 9}, SHARES).elected == ("a",)
    assert round_outcome(Counts(20, 15), 1, {"a": 15}, SHARES).result == NO_QUORUM


@pytest.mark.parametrize("counts", [Counts(20, 15), Counts(10, 10, issued=10, returned=11)])
def test_where_nobody_can_be_chosen_all_seats_stay_open_and_none_is_tied(counts: Counts) -> None:
    found = round_outcome(counts, 3, {"a": 10, "b": 10}, SHARES)
    assert (found.elected, found.tied, found.tied_seats, found.vacant) == ((), (), 0, 3)


def test_a_tie_for_the_last_seat_is_voted_again_among_those_in_it() -> None:
    found = round_outcome(Counts(10, 10), 2, {"a": 9, "b": 7, "c": 7, "d": 6}, SHARES)
    assert (found.elected, found.tied, found.tied_seats, found.vacant) == (("a",), ("b", "c"), 1, 0)
    assert "再投一次，选 1 人" in found.words


@pytest.mark.parametrize(
    ("counts", "ayes", "word"),
    [
        (Counts(10, 11), {}, "多于应到"),
        (Counts(10, 10, 11), {}, "发出 11 票"),
        (Counts(10, 10, 10, 9, 10), {}, "有效 10 票"),
        (Counts(10, 10, 10, 9, 8), {"a": 9}, "多于 8 张票"),
        (Counts(10, 10, 10, 10, 4), {"a": 4, "b": 4, "c": 1}, "合计 9"),
    ],
)
def test_counts_that_cannot_be_are_doubted(counts: Counts, ayes: dict[str, int], word: str) -> None:
    assert word in "；".join(round_outcome(counts, 2, ayes, SHARES).doubts)


def test_a_fifth_more_candidates_than_posts() -> None:
    needed = {posts: candidates_needed(posts, Fraction(1, 5)) for posts in (1, 3, 5, 6)}
    assert needed == {1: 2, 3: 4, 5: 6, 6: 8}


def test_candidates_stand_by_strokes_not_by_votes() -> None:
    names = {"1": "赵一", "2": "王二", "3": "丁三", "4": "王一"}
    assert in_stroke_order(names, load_strokes()) == ("3", "4", "2", "1")


@given(st.sets(st.text("abcdef", min_size=1, max_size=1)), st.sets(st.text("abcdef", min_size=1, max_size=1)))
def test_the_five_kinds_are_not_counted(voters: set[str], excluded: set[str]) -> None:
    assert set(electors(sorted(voters), excluded)) == voters - excluded


def test_an_election_of_two_rounds(branch: Branch) -> None:
    people = branch.members(10)
    election = branch.add(Election(title="换届", org=branch.org.uid, posts=2))
    election.left_out_agreed_on, election.left_out_passed = date(2026, 11, 1), True
    branch.add(ElectionExcluded(election=election.uid, member=people[9].uid, reason=EXCLUDED[0]))
    for n, votes in ((1, (9, 6, 6)), (2, (None, 7, 2))):
        branch.add(ElectionRound(election=election.uid, n=n, expected=9, present=9, issued=9, returned=9))
        for one, ayes in zip(people, votes, strict=False):
            if ayes is not None:
                branch.add(Ballot(election=election.uid, round=n, candidate=one.uid, post="委员", ayes=ayes))
    branch.add(Ballot(election=election.uid, round=2, candidate=people[0].uid, post="书记", ayes=9))
    found = election_view(election, branch, load_strokes())
    assert (len(found.expected), [one.member for one in found.excluded]) == (9, [people[9].uid])
    assert found.elected == (people[0].uid, people[1].uid)
    assert (found.open_seats, found.words) == (0, "当选 2 人")
    assert set(found.candidates) == {one.uid for one in people[:3]}
    assert ["书记" in told for told in found.doubts] == [True]
    assert found.rounds[0][1].tied == (people[1].uid, people[2].uid)


def test_candidates_are_a_fifth_more_than_the_posts_and_do_not_count_votes(branch: Branch) -> None:
    people = branch.members(9)
    election = branch.add(Election(title="换届", org=branch.org.uid, posts=5))

    def doubts() -> tuple[str, ...]:
        return election_view(election, branch, load_strokes()).doubts

    assert doubts() == ()  # nobody is named yet
    for one in people[:5]:
        branch.add(Ballot(election=election.uid, round=1, candidate=one.uid, post="委员"))
    assert doubts() == ("应选 5 人，候选人一般不少于 6 人，现有 5 人",)
    branch.add(Ballot(election=election.uid, round=1, candidate=people[5].uid, post="委员"))
    assert doubts() == ()
    for role in ("supervisors", "tellers"):
        for who, told in ((people[6], ()), (people[0], ("候选人不能担任监票人、计票人",))):
            setattr(election, role, (PersonWhy(who.uid),))
            assert doubts() == told
        setattr(election, role, ())


@pytest.mark.parametrize(
    "consent", [{}, {"left_out_agreed_on": date(2026, 11, 1)}, {"left_out_passed": True}]
)
def test_without_the_superiors_and_the_meetings_consent_everybody_counts(
    branch: Branch, consent: dict
) -> None:
    people = branch.members(5)
    election = branch.add(Election(title="换届", org=branch.org.uid, posts=1, **consent))
    branch.add(ElectionExcluded(election=election.uid, member=people[4].uid, reason=EXCLUDED[0]))
    found = election_view(election, branch, load_strokes())
    assert len(found.expected) == 5
    assert "上级同意" in "".join(found.doubts)


def test_before_any_vote_there_is_only_the_list(branch: Branch) -> None:
    branch.members(3)
    election = branch.add(Election(title="换届", org=branch.org.uid, posts=2, asked_on=date(2026, 9, 1)))
    found = election_view(election, branch, load_strokes())
    assert (found.words, found.open_seats, len(found.expected)) == ("还没有投票", 2, 3)
