"""Whether the pages of a sealed file are as they were written, and whether its tables hang together.

Each page of the format (SQLCipher 4) ends with the vector it was sealed with and an HMAC-SHA512 over words,
vector and page number. A page that was cut, blanked or changed by a single bit does not match it.
"""

import hashlib
import hmac
import time
from collections.abc import Iterator

import peewee

from desktop_app.storage.sqlite.sealed import Damage

PAGE = 4096
_SALT, _MAC = 16, 64
# Statements of the engine between two looks at the watch.
_PATIENCE = 200
_ROWS = 500


class PageProof:
    """Proves pages of one file; ``salt`` are its first 16 bytes."""

    def __init__(self, raw: bytes, salt: bytes) -> None:
        key = hashlib.pbkdf2_hmac("sha512", raw, bytes(one ^ 0x3A for one in salt), 2, 32)
        # Begun once and copied: that is half of the work.
        self._inner = hashlib.sha512(bytes(one ^ 0x36 for one in key.ljust(128, b"\0")))
        self._outer = hashlib.sha512(bytes(one ^ 0x5C for one in key.ljust(128, b"\0")))

    def holds(self, number: int, page: bytes | memoryview) -> bool:
        """Whether ``page`` is page ``number`` of the file, from 1 on, whole."""
        inner, outer = self._inner.copy(), self._outer.copy()
        inner.update(page[_SALT if number == 1 else 0 : PAGE - _MAC])
        inner.update(number.to_bytes(4, "little"))
        outer.update(inner.digest())
        return len(page) == PAGE and hmac.compare_digest(outer.digest(), bytes(page[PAGE - _MAC :]))

    def broken(self, first: int, pages: bytes) -> list[int]:
        """The numbers of those that are not whole among consecutive pages, the first of them ``first``."""
        view = memoryview(pages)
        places = range(0, len(pages), PAGE)
        return [n for n, at in enumerate(places, first) if not self.holds(n, view[at : at + PAGE])]


def page_count(database: peewee.SqliteDatabase) -> int:
    """How many pages the open file says it has."""
    return int(database.execute_sql("PRAGMA page_count").fetchone()[0])


def tables_of(database: peewee.SqliteDatabase) -> list[str]:
    """The tables of an open file that have pages of their own."""
    sql = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'"
    return sorted(str(name) for (name,) in database.execute_sql(sql).fetchall())


def table_faults(database: peewee.SqliteDatabase, table: str, milliseconds: int) -> list[str] | None:
    """What the engine has against a table and its indexes; None when it took longer than that."""
    end = time.monotonic() + milliseconds / 1000
    connection = database.connection()
    connection.set_progress_handler(lambda: time.monotonic() > end, _PATIENCE)
    try:
        sql = f"PRAGMA quick_check({_quoted(table)})"
        found = [str(row[0]) for row in database.execute_sql(sql).fetchall()]
    except Damage as error:
        return [error.detail]
    except peewee.OperationalError as error:
        if "interrupted" in str(error):
            return None
        raise
    finally:
        connection.set_progress_handler(None, 0)
    return [] if found == ["ok"] else found


def reading(database: peewee.SqliteDatabase, table: str) -> Iterator[None]:
    """Read every row of a table with all that hangs on it, some rows a step; Damage where it cannot be."""
    kept = database.execute_sql("SELECT wr FROM pragma_table_list WHERE name = ?", (table,)).fetchone()
    if kept is not None and kept[0]:
        # Small ones: they have no numbers to go by.
        database.execute_sql(f"SELECT * FROM {_quoted(table)}").fetchall()
        return
    last = -(1 << 63)
    while True:
        sql = f"SELECT rowid, * FROM {_quoted(table)} WHERE rowid > ? ORDER BY rowid LIMIT {_ROWS}"
        rows = database.execute_sql(sql, (last,)).fetchall()
        yield
        if not rows:
            return
        last = rows[-1][0]


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
