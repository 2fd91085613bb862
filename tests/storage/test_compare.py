"""The rule that decides one received record, at each of its edges."""

from dataclasses import replace

import pytest

from desktop_app.records.transfer import MergeOutcome
from desktop_app.storage.compare import Dot, decide, later

OURS = Dot("r1", dot=3, clock=10)
THEIRS = Dot("r2", dot=5, clock=10)


def outcome(
    ours: Dot | None = OURS,
    theirs: Dot = THEIRS,
    *,
    we_saw: int = 0,
    they_saw: int = 0,
    alike: bool = False,
) -> MergeOutcome:
    """What is decided where neither side knows of the other's version, but for what a test says."""
    return decide(ours, theirs, we_saw=we_saw, they_saw=they_saw, alike=alike)


@pytest.mark.parametrize("removed", [False, True])
def test_what_is_not_here_is_new(removed: bool) -> None:
    expected = MergeOutcome.REMOVED if removed else MergeOutcome.NEW
    assert outcome(None, replace(THEIRS, removed=removed)) is expected
    assert later(None, replace(THEIRS, removed=removed), alike=False) is expected


@pytest.mark.parametrize(
    ("clock", "replica", "taken"),
    [(11, "r0", True), (9, "r2", False), (10, "r2", True), (10, "r0", False)],
)
def test_between_offices_the_later_version_is_taken(clock: int, replica: str, taken: bool) -> None:
    sent = replace(THEIRS, clock=clock, replica=replica)
    for alike in (False, True):
        assert later(OURS, sent, alike=alike) is (MergeOutcome.UPDATED if taken else MergeOutcome.OLDER)
    gone = later(OURS, replace(sent, removed=True), alike=False)
    assert gone is (MergeOutcome.REMOVED if taken else MergeOutcome.OLDER)


def test_the_same_version_fills_what_was_left_at_home() -> None:
    assert later(OURS, OURS, alike=True) is MergeOutcome.SAME
    assert later(OURS, OURS, alike=False) is MergeOutcome.UPDATED
    assert later(OURS, OURS, alike=False, fills=False) is MergeOutcome.SAME


def test_a_clock_beyond_all_that_is_believed_gives_way() -> None:
    sent = replace(THEIRS, clock=OURS.clock - 1)
    assert later(OURS, sent, alike=False, most=OURS.clock) is MergeOutcome.OLDER
    assert later(OURS, sent, alike=False, most=OURS.clock - 1) is MergeOutcome.UPDATED


def test_one_version_is_told_by_its_writer_and_its_number() -> None:
    assert outcome(THEIRS, THEIRS) is MergeOutcome.SAME
    assert outcome(THEIRS, THEIRS, we_saw=9, they_saw=9) is MergeOutcome.SAME
    assert outcome(replace(THEIRS, dot=4), THEIRS) is not MergeOutcome.SAME
    assert outcome(replace(THEIRS, replica="r1"), THEIRS) is not MergeOutcome.SAME


@pytest.mark.parametrize(
    ("we_saw", "they_saw", "expected"),
    [
        (4, 2, MergeOutcome.CONFLICT_WON),
        (5, 2, MergeOutcome.OLDER),
        (6, 3, MergeOutcome.OLDER),
        (4, 3, MergeOutcome.UPDATED),
        (4, 4, MergeOutcome.UPDATED),
    ],
)
def test_a_conflict_is_where_neither_side_knew_of_the_other(
    we_saw: int, they_saw: int, expected: MergeOutcome
) -> None:
    assert outcome(we_saw=we_saw, they_saw=they_saw) is expected


@pytest.mark.parametrize(
    ("clock", "replica", "won"),
    [(11, "r0", True), (9, "r2", False), (10, "r2", True), (10, "r0", False), (10, "r1", False)],
)
def test_the_later_clock_wins_and_at_the_same_time_the_later_name(
    clock: int, replica: str, won: bool
) -> None:
    sent = replace(THEIRS, clock=clock, replica=replica)
    assert outcome(theirs=sent) is (MergeOutcome.CONFLICT_WON if won else MergeOutcome.CONFLICT_LOST)
    assert outcome(theirs=sent, alike=True) is (MergeOutcome.UPDATED if won else MergeOutcome.OLDER)
