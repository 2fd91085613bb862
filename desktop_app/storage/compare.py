"""The rule that decides one received record, and the same rule as SQL over many."""

from dataclasses import dataclass

from desktop_app.records.transfer import Outcome


@dataclass(frozen=True)
class Dot:
    """One version of a record: who wrote it, its number there, its clock and the office that owns it."""

    replica: str
    dot: int
    clock: int
    owner: str
    epoch: int = 0


def decide(ours: Dot | None, theirs: Dot, *, sender: str, we_saw: int, they_saw: int, alike: bool) -> Outcome:
    """The rule for one record; the SQL of ``COMPARE`` says the same of many.

    ``we_saw`` is how far we know the replica that wrote theirs, ``they_saw`` how far the sender knew the one
    that wrote ours, ``alike`` whether all boxes agree. A conflict exists only where neither side knew the
    other's version; its winner is the later (clock, replica), the same on every PC.
    """
    if theirs.owner != sender or (ours is not None and ours.owner != sender and theirs.epoch <= ours.epoch):
        return Outcome.REFUSED
    if ours is None:
        return Outcome.NEW
    if (ours.replica, ours.dot) == (theirs.replica, theirs.dot):
        return Outcome.SAME
    if theirs.dot <= we_saw:
        return Outcome.OLDER
    if ours.dot <= they_saw:
        return Outcome.UPDATED
    won = (theirs.clock, theirs.replica) > (ours.clock, ours.replica)
    if alike:
        return Outcome.UPDATED if won else Outcome.OLDER
    return Outcome.CONFLICT_WON if won else Outcome.CONFLICT_LOST


COMPARE = """
SELECT s.uid, CASE
  WHEN s.owner_office <> :sender
    OR (m.uid IS NOT NULL AND m.owner_office <> :sender AND s.owner_epoch <= m.owner_epoch) THEN 'REFUSED'
  WHEN m.uid IS NULL THEN 'NEW'
  WHEN m.replica = s.replica AND m.dot = s.dot THEN 'SAME'
  WHEN s.dot <= coalesce(us.seq, 0) THEN 'OLDER'
  WHEN m.dot <= coalesce(them.seq, 0) THEN 'UPDATED'
  WHEN {alike} THEN CASE WHEN (s.clock, s.replica) > (m.clock, m.replica) THEN 'UPDATED' ELSE 'OLDER' END
  WHEN (s.clock, s.replica) > (m.clock, m.replica) THEN 'CONFLICT_WON'
  ELSE 'CONFLICT_LOST' END
FROM stage."{table}" s LEFT JOIN main."{table}" m ON m.uid = s.uid
LEFT JOIN main.knowledge us ON us.replica = s.replica
LEFT JOIN stage.seen them ON them.replica = m.replica
"""
