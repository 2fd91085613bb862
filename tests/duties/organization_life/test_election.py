"""Elections against an oracle that counts on its fingers, and the ballot's order by strokes."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.base.strokes import load_strokes
from desktop_app.duties.organization_life.election import (
    NO_QUORUM,
    VALID,
    VOID,
    Counts,
    begun_round,
    candidates_needed,
    election_view,
    elections_of,
    electors,
    in_stroke_order,
    next_ballot,
    round_outcome,
)
from desktop_app.duties.organization_life.quorum import Threshold, Thresholds
from desktop_app.records.links import PersonWhy
from desktop_app.registers.organization_life.election_excluded import ElectionExcluded
from desktop_app.registers.organization_life.elections import (
    Ballot,
    Election,
    ElectionRound,
)
from desktop_app.registers.organization_life.meetings import EXCLUDED
from desktop_app.registers.people.orgs import PartyOrg
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
    assert "还缺" not in found.words
    assert "还缺 1 人" in round_outcome(Counts(10, 10), 2, {"a": 9}, SHARES).words


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


@pytest.mark.parametrize("ayes", [{"a": 10, "b": 1}, {"a": 10, "b": 10}, {"a": 7, "b": 7, "c": 6}])
def test_counts_at_their_limits_are_not_doubted(ayes: dict[str, int]) -> None:
    """All came, all ballots came back and are valid, and every seat was chosen on every ballot."""
    assert round_outcome(Counts(10, 10, 10, 10, 10), 2, ayes, SHARES).doubts == ()
    assert round_outcome(Counts(10, 10, 10, 10, 9), 2, {"a": 10, "b": 1}, SHARES).doubts != ()


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


def counted(branch: Branch, election: Election, n: int, present: int | None, **ayes: int | None) -> None:
    """Write round ``n``: who stood, by uid, with how many votes; counted where ``present`` is given."""
    if present is not None:
        counts = {"expected": present, "present": present, "issued": present, "returned": present}
        branch.add(ElectionRound(election=election.uid, n=n, **counts))
    for uid, votes in ayes.items():
        branch.add(Ballot(election=election.uid, round=n, candidate=uid, post="委员", ayes=votes))


def sheet_of(branch: Branch, election: Election, n: int | None = None) -> Any:
    return next_ballot(election_view(election, branch, load_strokes()), branch, n)


def test_the_next_ballot_has_all_then_those_tied_then_what_was_counted_last(branch: Branch) -> None:
    a, b, c, d, e = (one.uid for one in branch.members(10)[:5])
    election = branch.add(Election(title="换届", org=branch.org.uid, posts=3, reported_on=date(2026, 9, 1)))
    first = sheet_of(branch, election)
    assert (first.round, first.post, first.candidates, first.seats) == (1, "委员", (), 3)
    assert (first.day, first.issued) == (date(2026, 9, 1), None)
    counted(branch, election, 1, None, **dict.fromkeys((a, b, c, d, e)))
    first = sheet_of(branch, election)
    assert (first.round, set(first.candidates), first.seats, first.issued) == (1, {a, b, c, d, e}, 3, None)
    branch.db.execute_sql("DELETE FROM ballot")
    counted(branch, election, 1, 10, **{a: 9, b: 8, c: 6, d: 6, e: 3})
    view = election_view(election, branch, load_strokes())
    assert (view.elected, view.open_seats, view.next_round) == ((a, b), 1, 2)
    assert [one.candidate for one in view.ballots_of(1)] == list(view.candidates)
    assert view.ballots_of(2) == ()
    second = sheet_of(branch, election)
    assert (second.round, set(second.candidates), second.seats, second.issued) == (2, {c, d}, 1, None)
    again = sheet_of(branch, election, 1)
    assert (again.round, set(again.candidates), again.seats, again.issued) == (1, {a, b, c, d, e}, 3, 10)
    counted(branch, election, 2, 9, **{c: 7, d: 2})
    last = sheet_of(branch, election)
    assert (last.round, set(last.candidates), last.seats, last.issued) == (2, {c, d}, 1, 9)
    # Only the round just before leaves somebody tied.
    more = sheet_of(branch, election, 3)
    assert (set(more.candidates), more.seats) == ({d, e}, 0)


def test_without_a_tie_everybody_not_elected_stands_for_the_seats_left(branch: Branch) -> None:
    a, b, c, d, e = (one.uid for one in branch.members(10)[:5])
    election = branch.add(Election(title="换届", org=branch.org.uid, posts=4))
    counted(branch, election, 1, 10, **{a: 9, b: 8, c: 3, d: 2, e: 2})
    found = sheet_of(branch, election)
    assert (found.round, set(found.candidates), found.seats) == (2, {c, d, e}, 2)
    # Who was entered by hand stands, whoever is left over.
    counted(branch, election, 2, None, **{d: None})
    assert sheet_of(branch, election).candidates == (d,)


def test_a_round_more_than_there_are_seats_for_elects_nobody(branch: Branch) -> None:
    a, b, c = (one.uid for one in branch.members(10)[:3])
    election = branch.add(Election(title="补选", org=branch.org.uid, posts=1))
    for n, who in ((1, a), (2, b), (3, c)):
        counted(branch, election, n, 9, **{who: 9})
    found = election_view(election, branch, load_strokes())
    assert (found.elected, found.open_seats, found.next_round) == ((a,), 0, 4)
    assert found.post == "委员"


def test_without_a_number_of_posts_nobody_is_elected_and_no_candidate_asked_for(branch: Branch) -> None:
    one = branch.members(3)[0]
    election = branch.add(Election(title="换届", org=branch.org.uid))
    counted(branch, election, 1, 1, **{one.uid: 1})
    found = election_view(election, branch, load_strokes())
    assert (found.elected, found.open_seats, found.doubts) == ((), 0, ())
    assert sheet_of(branch, election).seats == 0


def test_a_candidate_whose_votes_were_not_counted_has_none(branch: Branch) -> None:
    one = branch.members(1)[0]
    election = branch.add(Election(title="换届", org=branch.org.uid, posts=1))
    counted(branch, election, 1, 1, **{one.uid: None})
    assert election_view(election, branch, load_strokes()).elected == ()


def test_elections_are_told_by_office_the_latest_first_each_with_its_own_voters(branch: Branch) -> None:
    branch.members(3)
    days = (date(2025, 3, 1), date(2026, 3, 1), date(2024, 3, 1))
    mine = [branch.add(Election(title="换届", org=branch.org.uid, posts=1, reported_on=day)) for day in days]
    their_org = PartyOrg(full_name="邻支部", org_code="B02", org_kind="党支部", owner_office="B02")
    branch.add(their_org)
    their_voter = branch.member(branch=their_org.uid, owner_office="B02")
    theirs = branch.add(Election(title="换届", org=their_org.uid, posts=1, owner_office="B02"))
    found = elections_of(branch, load_strokes())
    assert [view.election.uid for view in found] == [mine[at].uid for at in (1, 0, 2)]
    (found,) = elections_of(branch, load_strokes(), "B02")
    assert (found.election.uid, found.expected) == (theirs.uid, (their_voter.uid,))


def test_a_round_begins_with_those_expected_who_came(branch: Branch) -> None:
    people = branch.members(5)
    election = branch.add(Election(title="换届", org=branch.org.uid, posts=1))

    def begun() -> tuple[Any, ...]:
        found = begun_round(election_view(election, branch, load_strokes()), branch, 2)
        assert found.election == election.uid
        return found.n, found.expected, found.present, found.issued

    assert begun() == (2, 5, None, None)
    meeting = branch.meeting("换届选举大会", date(2026, 11, 20))
    election.meeting = meeting.uid
    assert begun() == (2, 5, None, None)  # nobody is ticked yet
    branch.came(meeting, *people[:4])
    assert begun() == (2, 5, 4, 4)
    election.left_out_agreed_on, election.left_out_passed = date(2026, 11, 1), True
    branch.add(ElectionExcluded(election=election.uid, member=people[0].uid, reason=EXCLUDED[0]))
    assert begun() == (2, 4, 3, 3)


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


def test_the_committee_elects_its_secretary_in_the_approved_order_article_24(branch: Branch) -> None:
    """选举工作条例第二十四条: 书记 and 副书记 as approved, 委员 by strokes; 应到 are those who sit."""
    people = branch.members(9)
    for one, role in zip(people, ("书记", "组织委员", "纪检委员"), strict=False):
        branch.seat(one, role)
    day = date(2026, 11, 18)
    chosen = branch.add(Election(title="副书记", post="副书记", org=branch.org.uid, posts=2, held_on=day))
    for one, place in ((people[0], 2), (people[1], 1)):
        branch.add(Ballot(election=chosen.uid, round=1, candidate=one.uid, post="副书记", place=place))
    found = election_view(chosen, branch, load_strokes())
    assert found.candidates == (people[1].uid, people[0].uid)
    assert (found.body, set(found.expected)) == ("支部委员会", {one.uid for one in people[:3]})
    assert found.doubts == ()
    branch.add(Ballot(election=chosen.uid, round=1, candidate=people[2].uid, post="副书记"))
    (told,) = election_view(chosen, branch, load_strokes()).doubts
    assert "不实行差额" in told


def test_who_is_written_in_may_be_elected_and_stands_apart(branch: Branch) -> None:
    a, b, c = (one.uid for one in branch.members(10)[:3])
    election = branch.add(Election(title="换届", org=branch.org.uid, posts=2))
    counted(branch, election, 1, 10, **{a: 9, b: 3})
    branch.add(Ballot(election=election.uid, round=1, candidate=c, post="委员", ayes=7, written_in=True))
    view = election_view(election, branch, load_strokes())
    assert (set(view.candidates), view.written_in, set(view.elected)) == ({a, b}, (c,), {a, c})
    assert [one.candidate for one in view.ballots_of(1)][-1] == c


def test_fewer_seats_by_consent_leave_none_open(branch: Branch) -> None:
    a, b, c = (one.uid for one in branch.members(10)[:3])
    election = branch.add(Election(title="换届", org=branch.org.uid, posts=3))
    counted(branch, election, 1, 10, **{a: 9, b: 8, c: 2})
    assert election_view(election, branch, load_strokes()).open_seats == 1
    election.fewer_seats = 2
    assert election_view(election, branch, load_strokes()).open_seats == 1  # nobody agreed yet
    election.fewer_on = date(2026, 11, 18)
    assert election_view(election, branch, load_strokes()).open_seats == 0


def test_papers_tell_the_reasons_without_their_sources() -> None:
    found = round_outcome(Counts(20, 16), 1, {"a": 9}, SHARES)
    assert "丙规定" in found.words
    assert not [one for one in found.facts if "规定" in one]
    assert len(found.facts) == len(found.reasons)


def test_before_any_vote_there_is_only_the_list(branch: Branch) -> None:
    branch.members(3)
    election = branch.add(Election(title="换届", org=branch.org.uid, posts=2, asked_on=date(2026, 9, 1)))
    found = election_view(election, branch, load_strokes())
    assert (found.words, found.open_seats, len(found.expected)) == ("还没有投票", 2, 3)
