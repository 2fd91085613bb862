"""The rules that decide one received record; ``sqlite.staging`` has the same rules over many.

Between offices one office writes a record: the later version is the right one, whatever else is claimed.
Between the PCs of one office both write: what each had seen of the other tells a conflict from a change.
"""

from dataclasses import dataclass

from desktop_app.records.transfer import MergeOutcome


@dataclass(frozen=True)
class Dot:
    """One version of a record: who wrote it, its number there, its clock, whether it lies in the bin."""

    replica: str
    dot: int
    clock: int
    removed: bool = False


def later(
    ours: Dot | None, theirs: Dot, *, alike: bool, fills: bool = True, most: int = 2**63 - 1
) -> MergeOutcome:
    """The rule for a record of another office; ``alike`` whether all boxes that came agree with ours.

    The same version may come again with boxes that were left at home the first time: then they are filled,
    unless it ``fills`` nothing because it is ours that comes back. A clock after ``most`` is that of a wrong
    date: whatever is believed today is later.
    """
    if ours is None:
        return MergeOutcome.REMOVED if theirs.removed else MergeOutcome.NEW
    if (ours.replica, ours.dot, ours.clock) == (theirs.replica, theirs.dot, theirs.clock):
        return MergeOutcome.SAME if alike or not fills else MergeOutcome.UPDATED
    if (theirs.clock, theirs.replica) > (ours.clock, ours.replica) or ours.clock > most:
        return _taken(ours, theirs)
    return MergeOutcome.OLDER


def decide(ours: Dot | None, theirs: Dot, *, we_saw: int, they_saw: int, alike: bool) -> MergeOutcome:
    """The rule for a record that another PC of this office sent.

    ``we_saw`` is how far we know the replica that wrote theirs, ``they_saw`` how far the sender knew the one
    that wrote ours. A conflict exists only where neither side knew the other's version; its winner is the
    later (clock, replica), the same on every PC.
    """
    if ours is None:
        return MergeOutcome.REMOVED if theirs.removed else MergeOutcome.NEW
    if (ours.replica, ours.dot) == (theirs.replica, theirs.dot):
        return MergeOutcome.SAME
    if theirs.dot <= we_saw:
        return MergeOutcome.OLDER
    if ours.dot <= they_saw:
        return _taken(ours, theirs)
    won = (theirs.clock, theirs.replica) > (ours.clock, ours.replica)
    if alike:
        return MergeOutcome.UPDATED if won else MergeOutcome.OLDER
    return MergeOutcome.CONFLICT_WON if won else MergeOutcome.CONFLICT_LOST


def _taken(ours: Dot, theirs: Dot) -> MergeOutcome:
    return MergeOutcome.REMOVED if theirs.removed and not ours.removed else MergeOutcome.UPDATED
