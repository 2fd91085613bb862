"""The rule that decides one received record; ``sqlite.staging`` has the same rule over many."""

from dataclasses import dataclass

from desktop_app.records.transfer import MergeOutcome


@dataclass(frozen=True)
class Dot:
    """One version of a record: who wrote it, its number there, its clock and the office that owns it."""

    replica: str
    dot: int
    clock: int
    owner: str
    epoch: int = 0


def decide(
    ours: Dot | None, theirs: Dot, *, sender: str, we_saw: int, they_saw: int, alike: bool
) -> MergeOutcome:
    """The rule for one record; ``StageTables.compare`` says the same of many.

    ``we_saw`` is how far we know the replica that wrote theirs, ``they_saw`` how far the sender knew the one
    that wrote ours, ``alike`` whether all boxes agree. A conflict exists only where neither side knew the
    other's version; its winner is the later (clock, replica), the same on every PC.
    """
    if theirs.owner != sender or (ours is not None and ours.owner != sender and theirs.epoch <= ours.epoch):
        return MergeOutcome.REFUSED
    if ours is None:
        return MergeOutcome.NEW
    if (ours.replica, ours.dot) == (theirs.replica, theirs.dot):
        return MergeOutcome.SAME
    if theirs.dot <= we_saw:
        return MergeOutcome.OLDER
    if ours.dot <= they_saw:
        return MergeOutcome.UPDATED
    won = (theirs.clock, theirs.replica) > (ours.clock, ours.replica)
    if alike:
        return MergeOutcome.UPDATED if won else MergeOutcome.OLDER
    return MergeOutcome.CONFLICT_WON if won else MergeOutcome.CONFLICT_LOST
