"""The rule that decides one received record, at each of its edges."""

from dataclasses import replace

import pytest

from desktop_app.records.transfer import MergeOutcome
from desktop_app.storage.compare import Dot, decide

OURS = Dot("r1", dot=3, clock=10, owner="A01")
THEIRS = Dot("r2", dot=5, clock=10, owner="A01")


def outcome(
    ours: Dot | None = OURS,
    theirs: Dot = THEIRS,
    *,
    sender: str = "A01",
    we_saw: int = 0,
    they_saw: int = 0,
    alike: bool = False,
) -> MergeOutcome:
    """What is decided where neither side knows of the other's version, but for what a test says."""
    return decide(ours, theirs, sender=sender, we_saw=we_saw, they_saw=they_saw, alike=alike)


def test_nobody_sends_what_is_anothers() -> None:
    assert outcome(None, sender="B02") is MergeOutcome.REFUSED
    assert outcome(None) is MergeOutcome.NEW


@pytest.mark.parametrize(
    ("ours", "theirs", "taken"), [(0, 0, False), (1, 0, False), (0, 1, True), (1, 1, False), (1, 2, True)]
)
def test_what_we_hold_of_another_office_is_taken_over_in_a_later_epoch_only(
    ours: int, theirs: int, taken: bool
) -> None:
    held, sent = replace(OURS, owner="B02", epoch=ours), replace(THEIRS, epoch=theirs)
    assert (outcome(held, sent) is not MergeOutcome.REFUSED) == taken
    assert outcome(replace(held, owner="A01"), sent) is not MergeOutcome.REFUSED


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
