"""The replica a branch file writes as: a copy of the file becomes another one before it writes anything."""

import peewee

from desktop_app.base.ids import new_replica
from desktop_app.storage.tables import Knowledge, Note

# Notes that say what left this file and what of it others acknowledged are called or begin like this.
ACKNOWLEDGED = ("ack:", "sent:")
_AWAITED = "awaited_packages"
# The note that names the replica as which this file was last noted outside of it; see ``place``.
PLACED = "placed"


def note_of(database: peewee.SqliteDatabase, key: str) -> str:
    """A note of an open file; '' when it has none."""
    return str(Note.select(Note.value).where(Note.key == key).scalar(database) or "")


def put_note(database: peewee.SqliteDatabase, key: str, value: str) -> None:
    """Keep a note in an open file; the caller holds the transaction."""
    put = Note.insert(key=key, value=value)
    put.on_conflict(conflict_target=[Note.key], preserve=[Note.value]).execute(database)


def become_new_replica(database: peewee.SqliteDatabase, known: tuple[int, str] | None = None) -> str:
    """Write as another replica from now on; gives its id. The caller holds the transaction.

    What stands in the file stays known under the old one, up to ``known``, its sequence number and chain,
    where another copy went on from there. What other offices acknowledged is forgotten, so that they are
    sent everything once more.
    """
    old, office = note_of(database, "replica"), note_of(database, "office")
    if known is not None:
        know_only(database, old, known)
    clock = Knowledge.select(peewee.fn.MAX(Knowledge.clock)).scalar(database)
    replica = new_replica()
    put_note(database, "replica", replica)
    Knowledge.insert(replica=replica, office=office, seq=0, clock=clock, chain="").execute(database)
    forget_acknowledged(database)
    return replica


def know_only(database: peewee.SqliteDatabase, replica: str, known: tuple[int, str]) -> None:
    """Know of a replica only what is shared with others, up to a number and the chain there."""
    seq, chain = known
    Knowledge.update(seq=seq, chain=chain).where(Knowledge.replica == replica).execute(database)
    forget_acknowledged(database)


def forget_acknowledged(database: peewee.SqliteDatabase) -> None:
    """Forget what others acknowledged: whatever they may have been told, they are sent everything again."""
    theirs = Note.key == _AWAITED
    for beginning in ACKNOWLEDGED:
        theirs |= Note.key.startswith(beginning)
    Note.delete().where(theirs).execute(database)
