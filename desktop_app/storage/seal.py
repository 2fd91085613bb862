"""The seal of an action: one hash over all it wrote as it is stored, and over the seal of the action before.

The seals run through all actions of one file in the order of their numbers, whoever wrote the lines: what a
merge brought is sealed like what was typed. Nothing but the file itself is needed to work them out again,
which ``verify_chain`` does. The chain of a replica, of which packages carry points, is made of the seals of
the actions it wrote in, so a copy of the file that others hold, and the note this PC keeps outside, vouch for
the seals too.

Words that had to go (a person's data after leaving) leave their hash behind in ``erased``, and the action
that took them out seals both hashes; the links before it hold as they are.
"""

import hashlib
from collections.abc import Iterable, Sequence

import peewee

from desktop_app.storage.statements import Statements

# What a seal begins with: the form of what is hashed.
_FORM = "1"


def digest(values: Iterable[object]) -> str:
    """The hash of stored values, one by one, so that no two rows run into each other."""
    found = hashlib.sha256()
    for value in values:
        words = b"" if value is None else str(value).encode("utf8", "surrogatepass")
        found.update(b"-" if value is None else b"%d:" % len(words))
        found.update(words)
    return found.hexdigest()


def seal(before: str, head: str, seq: int, lines: Iterable[str], erased: Iterable[str]) -> str:
    """The seal of an action from that before it and the hashes of its row, its lines and what it erased."""
    return digest((_FORM, before, head, seq, *lines, "", *erased))


def link(before: str, sealed: str) -> str:
    """The chain of a replica after an action with this seal in which it wrote."""
    return digest((_FORM, before, sealed))


def seal_action(database: peewee.SqliteDatabase, statements: Statements, number: int, seq: int) -> str:
    """The seal of the action ``number`` by what is stored of it now; in its transaction, at its end."""

    def rows(words: str) -> Sequence[Sequence[object]]:
        found: Sequence[Sequence[object]] = database.execute_sql(words, (number,)).fetchall()
        return found

    before = rows(statements.seal_before)
    return seal(
        str(before[0][0] or "") if before else "",
        digest(rows(statements.head_of)[0]),
        seq,
        [digest(row) for row in rows(statements.lines_of)],
        [digest(row) for row in rows(statements.erased_by)],
    )
