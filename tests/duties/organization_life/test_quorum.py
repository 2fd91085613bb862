"""The worked table of quorums, and the laws behind it against counting on one's fingers."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.base.shares import share_of
from desktop_app.duties.organization_life.quorum import (
    ADMISSIONS,
    COMMITTEE,
    ELECTION_MEETING,
    ELECTIONS,
    FAILED,
    IMPOSSIBLE,
    PASSED,
    VOID,
    VOID_VOTE,
    WRITTEN,
    Threshold,
    Thresholds,
    VoteCounts,
    excellent_limit,
    quorum,
    thresholds,
    vote_outcome,
)
from tests.duties.sample import Branch

HALF = Fraction(1, 2)
SHARES = Thresholds(
    meeting=Threshold(HALF, False, "甲规定"),
    passing=Threshold(HALF, True, "甲规定"),
    committee=Threshold(HALF, False, "甲规定"),
    admission=Threshold(HALF, True, "乙规定"),
    admission_passing=Threshold(HALF, True, "乙规定"),
    election=Threshold(Fraction(4, 5), False, "丙规定"),
    elected=Threshold(HALF, True, "丙规定"),
    excellent=Threshold(Fraction(1, 3), False, "丁规定"),
)
GENERAL = "支部党员大会"


@pytest.mark.parametrize(
    ("expected", "ordinary", "admission", "ayes", "election"),
    [
        (3, 2, 2, 2, 3),
        (5, 3, 3, 3, 4),
        (7, 4, 4, 4, 6),
        (10, 5, 6, 6, 8),
        (21, 11, 11, 11, 17),
        (50, 25, 26, 26, 40),
    ],
)
def test_worked_quorums(expected: int, ordinary: int, admission: int, ayes: int, election: int) -> None:
    assert quorum(GENERAL, expected, 0, SHARES).needed == ordinary
    assert quorum(GENERAL, expected, 0, SHARES, ("接收预备党员",)).needed == admission
    assert quorum(GENERAL, expected, 0, SHARES, ("选举",)).needed == election
    assert quorum(ELECTION_MEETING, expected, 0, SHARES).needed == election
    assert SHARES.passing.needed(expected) == ayes


counts = st.integers(0, 120)


@given(
    counts,
    counts,
    counts,
    counts,
    st.sampled_from(["一般决议", "接收预备党员", "选举", "表彰", "预备党员转正"]),
)
def test_outcomes_agree_with_the_words_of_the_rules(
    expected: int, present: int, ayes: int, written: int, matter: str
) -> None:
    present, ayes = min(present, expected), min(ayes, present, expected)
    outcome = vote_outcome(GENERAL, matter, VoteCounts(expected, present, ayes, written_ayes=written), SHARES)
    if matter == "选举":
        stands, passes = present * 5 >= expected * 4, ayes * 2 > present
    elif matter in ADMISSIONS:
        stands, passes = (
            present * 2 > expected,
            (ayes + (written if matter in WRITTEN else 0)) * 2 > expected,
        )
    else:
        stands, passes = present * 2 >= expected, ayes * 2 > expected
    stands = stands and expected > 0
    assert outcome.result == (VOID if not stands else PASSED if passes else FAILED)


@given(st.integers(1, 200), st.fractions(0, 1, max_denominator=20), st.booleans())
def test_needed_is_the_smallest_count_that_meets(whole: int, share: Fraction, strict: bool) -> None:
    rule = Threshold(share, strict, "")
    meets = [
        n for n in range(whole + 2) if (Fraction(n, whole) > share if strict else Fraction(n, whole) >= share)
    ]
    assert rule.needed(whole) == meets[0]
    assert all(rule.met(n, whole) == (n in meets) for n in range(whole + 2))


def test_the_same_ayes_pass_or_fail_by_who_should_attend_not_by_who_came() -> None:
    ten_of_twenty = vote_outcome(GENERAL, "一般决议", VoteCounts(20, 10, 10), SHARES)
    assert ten_of_twenty.result == FAILED
    assert "11 票" in ten_of_twenty.words
    assert "20 人" in ten_of_twenty.words
    assert vote_outcome(GENERAL, "选举", VoteCounts(20, 16, 9), SHARES).result == PASSED


def test_written_opinions_count_for_admission_and_conversion_only_articles_21_33() -> None:
    for matter in ("接收预备党员", "预备党员转正"):
        ballot = VoteCounts(45, 23, 20, abstained=3, written_ayes=5)
        assert vote_outcome(GENERAL, matter, ballot, SHARES).result == PASSED
    ordinary = vote_outcome(GENERAL, "一般决议", VoteCounts(10, 6, 5, written_ayes=1), SHARES)
    assert ordinary.result == FAILED
    assert "书面意见" in ordinary.doubts[0]


@pytest.mark.parametrize("matter", [*sorted(ADMISSIONS), *sorted(ELECTIONS), "一般决议", "表彰"])
@pytest.mark.parametrize("expected", [1, 2, 3, 9, 10, 45])
def test_one_vote_fewer_fails_and_no_written_opinion_makes_up_for_it(matter: str, expected: int) -> None:
    """When all came, so that the whole is the same for a vote and an election; half is never enough."""
    enough = expected // 2 + 1

    def result(ayes: int, written: int = 0) -> str:
        return vote_outcome(
            GENERAL, matter, VoteCounts(expected, expected, ayes, written_ayes=written), SHARES
        ).result

    assert (result(enough), result(enough - 1)) == (PASSED, FAILED)
    assert result(enough - 1, written=1) == (PASSED if matter in WRITTEN else FAILED)


def test_counts_that_just_add_up_are_not_doubted() -> None:
    all_came = VoteCounts(10, 10, 7, noes=2, abstained=1)
    assert vote_outcome(GENERAL, "一般决议", all_came, SHARES).doubts == ()
    one_more = vote_outcome(GENERAL, "一般决议", VoteCounts(10, 11, 7), SHARES)
    assert (one_more.result, one_more.words) == (
        IMPOSSIBLE,
        "实到有表决权 11 人多于应到 10 人",
    )
    # One record a candidate: nobody has more voices than there are people there.
    assert vote_outcome(GENERAL, "选举", VoteCounts(10, 10, 9, noes=8), SHARES).result == IMPOSSIBLE


@pytest.mark.parametrize("matter", ["一般决议", "预备党员转正", "接收预备党员"])
def test_the_words_tell_written_opinions_only_where_they_count(matter: str) -> None:
    ballot = VoteCounts(10, 10, 8, written_ayes=1)
    with_one = vote_outcome(GENERAL, matter, ballot, SHARES)
    without = vote_outcome(GENERAL, matter, VoteCounts(10, 10, 8), SHARES)
    counts = matter in WRITTEN
    assert ("含书面意见 1 票" in with_one.words, bool(with_one.doubts)) == (counts, not counts)
    assert ("书面意见" in without.words, without.doubts) == (False, ())


def test_a_committee_counts_its_own_and_others_those_with_a_vote() -> None:
    for kind, people in ((COMMITTEE, "应到委员 5 人"), (GENERAL, "应到有表决权的党员 5 人")):
        assert people in vote_outcome(kind, "一般决议", VoteCounts(5, 5, 4), SHARES).words


@pytest.mark.parametrize(
    ("share", "words"),
    [
        (Fraction(1, 2), "半数"),
        (Fraction(1, 3), "三分之一"),
        (Fraction(2, 3), "三分之二"),
        (Fraction(3, 4), "四分之三"),
        (Fraction(7, 9), "九分之七"),
        (Fraction(9, 10), "90%"),
        (Fraction(11, 20), "55%"),
    ],
)
def test_shares_are_called_as_the_rules_call_them(share: Fraction, words: str) -> None:
    assert Threshold(share, False, "").words == f"{words}以上"
    assert Threshold(share, True, "").words == f"超过{words}"


def test_more_ballots_back_than_given_out_voids_the_election() -> None:
    fair = VoteCounts(10, 9, 7, issued=9, returned=9)
    assert vote_outcome(GENERAL, "选举", fair, SHARES).result == PASSED
    outcome = vote_outcome(GENERAL, "选举", VoteCounts(10, 9, 7, issued=9, returned=10), SHARES)
    assert outcome.result == VOID_VOTE
    assert "收回 10 票" in outcome.words


def test_half_of_a_committee_is_enough_but_half_is_not_over_half() -> None:
    assert quorum(COMMITTEE, 4, 2, SHARES).ok
    assert quorum(GENERAL, 4, 2, SHARES).ok
    assert not quorum(GENERAL, 4, 2, SHARES, ("接收预备党员",)).ok
    assert "还差 1 人" in quorum(GENERAL, 4, 1, SHARES).words
    assert "委员" in quorum(COMMITTEE, 5, 2, SHARES).words


def test_a_lecture_asks_no_quorum_until_something_is_voted() -> None:
    assert quorum("党课", 20, 1, SHARES).ok
    assert quorum("党课", 20, 1, SHARES).needed == 0
    assert not quorum("党课", 20, 1, SHARES, ("一般决议",)).ok


def test_counts_that_do_not_add_up_and_open_votes_on_people_are_doubted() -> None:
    cannot = vote_outcome(GENERAL, "一般决议", VoteCounts(10, 8, 7, noes=2), SHARES)
    assert cannot.result == IMPOSSIBLE
    assert "共 9" in cannot.words
    shown = vote_outcome(GENERAL, "接收预备党员", VoteCounts(10, 8, 7, mode="举手"), SHARES).doubts
    assert "无记名" in shown[0]
    assert vote_outcome(GENERAL, "接收预备党员", VoteCounts(10, 8, 7, mode="无记名投票"), SHARES).doubts == ()


def test_nobody_expected_is_no_quorum() -> None:
    found = quorum(GENERAL, 0, 0, SHARES)
    assert (found.ok, found.needed) == (False, 0)
    assert quorum(GENERAL, 1, 1, SHARES).ok
    assert "无法计算" in found.words


def test_the_shares_are_those_of_the_day_with_their_sources(branch: Branch) -> None:
    branch.later["quorum_meeting"] = (date(2026, 11, 1), Decimal("0.6667"))
    assert thresholds(branch).meeting.share == Fraction(2, 3)
    old = thresholds(branch, date(2026, 10, 31))
    assert old.meeting == Threshold(HALF, False, "《中国共产党支部工作条例（试行）》（2018年）第十一条")
    assert (old.passing.strict, old.election.share) == (True, Fraction(4, 5))


@given(st.integers(0, 300))
def test_excellent_is_at_most_a_third_of_all_members(members: int) -> None:
    assert excellent_limit(members, SHARES) == members // 3


def test_a_rounded_third_in_the_rule_table_is_a_third() -> None:
    assert share_of("0.3333") == Fraction(1, 3)
    assert share_of("0.8") == Fraction(4, 5)
    assert Threshold(share_of("0.8"), False, "").words == "五分之四以上"


def test_no_quorum_is_set_for_a_group_article_13() -> None:
    group = "党小组会"
    few = quorum(group, 15, 6, SHARES, ("一般决议",))
    assert (few.ok, few.needed) == (True, 0)
    assert "没有规定到会人数" in few.words
    for matter in ("一般决议", "选举", "接收预备党员"):
        assert vote_outcome(group, matter, VoteCounts(15, 6, 4), SHARES).result == PASSED
        assert vote_outcome(group, matter, VoteCounts(15, 6, 3), SHARES).result == FAILED


@pytest.mark.parametrize("kind", [GENERAL, "党小组会"])
def test_a_secret_ballot_that_cannot_be_carries_nothing(kind: str) -> None:
    ballot = VoteCounts(48, 46, 40, noes=2, abstained=1, issued=48, returned=30, mode="无记名投票")
    assert vote_outcome(kind, "接收预备党员", ballot, SHARES).result == IMPOSSIBLE
    spoilt = VoteCounts(48, 46, 46, issued=45, returned=46, mode="无记名投票")
    assert vote_outcome(kind, "一般决议", spoilt, SHARES).result == VOID_VOTE
