"""The sealed pages of a file as they lie on the disk: which were written anew, and whether they are whole.

Each page of the format (SQLCipher 4) ends with the random vector it was sealed with and an HMAC-SHA512 over
words, vector and page number. A page that is written again gets a new vector: where two copies of a file have
the same one, they have the same page.
"""

from collections.abc import Generator, Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

import peewee

from desktop_app.base.errors import UserError
from desktop_app.storage.sqlite import engine

PAGE = 4096
MARK = 16
_MAC = 64
_AT = PAGE - _MAC - MARK
_PAGES_A_STEP = 1024
# A long reader in the way is gone the next time, or a copy page by page is made instead.
_TRIES = 3


@contextmanager
def at_rest(path: Path, raw: bytes) -> Iterator[peewee.SqliteDatabase | None]:
    """Hold the file at ``path`` still: its bytes are all of it and stay so, while others go on writing.

    Gives a connection that reads just this state; None where the journal could not be written back. What
    others write meanwhile goes into the journal, and stays there as long as this reader reads the file alone.
    """
    with closing(engine.connect(path, raw)) as reader:
        held = any(_hold(path, raw, reader) for _ in range(_TRIES))
        try:
            yield reader if held else None
        finally:
            with suppress(UserError):
                reader.rollback()


def _hold(path: Path, raw: bytes, reader: peewee.SqliteDatabase) -> bool:
    """Begin to read where the journal has nothing that the file has not."""
    with closing(engine.connect(path, raw)) as gate:
        # Nobody writes between the last page written back and the first one read.
        gate.execute_sql("BEGIN IMMEDIATE")
        try:
            busy, logged, back = reader.execute_sql("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
            if busy or logged != back:
                return False
            reader.execute_sql("BEGIN")
            reader.execute_sql("SELECT count(*) FROM sqlite_master").fetchone()
            return True
        finally:
            gate.execute_sql("ROLLBACK")


def marks(file: BinaryIO, offset: int, size: int) -> Generator[None, None, bytes]:
    """The marks of all pages from ``offset`` on, some megabytes a step."""
    found, left = [], size
    file.seek(offset)
    while left > 0 and (piece := file.read(min(left, _PAGES_A_STEP * PAGE))):
        found += [piece[at + _AT : at + _AT + MARK] for at in range(0, len(piece), PAGE)]
        left -= len(piece)
        yield
    return b"".join(found)


def differing(before: bytes, now: bytes) -> list[int]:
    """The pages, from 0 on, of which ``now`` has another mark than ``before`` or which it alone has."""
    if before == now:
        return []
    return [at // MARK for at in range(0, len(now), MARK) if now[at : at + MARK] != before[at : at + MARK]]


def pages(file: BinaryIO, places: Iterable[int]) -> Iterator[bytes]:
    """The pages at ``places``."""
    for at in places:
        file.seek(at * PAGE)
        yield file.read(PAGE)
