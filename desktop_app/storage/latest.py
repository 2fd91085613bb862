"""The latest things done at the desk, for a list of what was entered last."""

from dataclasses import dataclass
from datetime import datetime

import peewee

from desktop_app.storage.reader import Reader
from desktop_app.storage.tables import ActionRow, Entry, IndexCard

# What changes the books; the log of who looked, printed or backed up is kept elsewhere and asked for there.
KINDS = ("founding", "desk", "import", "merge", "exchange", "deed", "undo", "redo", "unmerge", "clear")


@dataclass(frozen=True, slots=True)
class Deed:
    """One action: its title, when it was done, and the first record it touched with how many there were.

    ``kind`` is one of ``KINDS``; ``undone`` says it was taken back since, and
    ``removed`` that the record is in the bin, so that there is nothing to open.
    """

    number: int
    title: str
    at: datetime
    kind: str
    register: str
    uid: str
    touched: int
    undone: bool
    removed: bool


def latest(reader: Reader, most: int = 8) -> list[Deed]:
    """The ``most`` latest actions, newest first."""
    actions = reader.find(
        ActionRow.select().where(ActionRow.kind.in_(KINDS)).order_by(ActionRow.id.desc()).limit(most)
    )
    firsts = _first_entries(reader, [one.id for one in actions])
    uids = [uid for _, uid, _ in firsts.values()]
    live = {
        uid
        for (uid,) in reader.rows(
            IndexCard.select(IndexCard.uid).where(IndexCard.uid.in_(uids), IndexCard.removed == 0)
        )
    }
    found = []
    for one in actions:
        if one.id not in firsts:
            continue
        register, uid, touched = firsts[one.id]
        at = datetime.fromisoformat(one.at)
        undone = one.undone_by is not None
        found.append(Deed(one.id, one.title, at, one.kind, register, uid, touched, undone, uid not in live))
    return found


def _first_entries(reader: Reader, actions: list[int]) -> dict[int, tuple[str, str, int]]:
    """Action → register and uid of its first entry, and how many entries it has."""
    first, touched = peewee.fn.MIN(Entry.id), peewee.fn.COUNT(Entry.id)
    groups = Entry.select(first, touched).where(Entry.action.in_(actions)).group_by(Entry.action)
    counted = dict(reader.rows(groups))
    query = Entry.select(Entry.id, Entry.action, Entry.register, Entry.uid).where(Entry.id.in_(list(counted)))
    return {action: (register, uid, counted[number]) for number, action, register, uid in reader.rows(query)}
