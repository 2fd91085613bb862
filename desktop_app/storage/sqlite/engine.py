"""The sealed file as the engine keeps it: opened, copied page by page, checked, without journals."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path
from typing import Any

import peewee

from desktop_app.base.errors import UserError
from desktop_app.storage.sqlite.sealed import MakingConnection, SealedDatabase, Watch, engine_errors
from desktop_app.storage.sqlite.search_index import INDEX

# FULL: an acknowledged save is on the disk, not only in the system's memory, when the power goes.
_PRAGMAS = {
    "cipher_log_level": "NONE",
    "journal_mode": "wal",
    "synchronous": "full",
    "foreign_keys": 0,
    "cache_size": -16000,
    "trusted_schema": 0,
}
# What SQLite may keep beside the file; it belongs to the file and moves with it.
JOURNALS = ("-wal", "-shm", "-journal")


def connect(path: Path, raw: bytes) -> SealedDatabase:
    """A connection to the branch file at ``path``; wrong keys and damage show at the first query.

    Where there is no file none is made: an empty one would be taken for the branch's.
    """
    return SealedDatabase(path, raw, pragmas=_PRAGMAS, timeout=5)


def make(path: Path, raw: bytes) -> SealedDatabase:
    """A connection to a file that is made where there is none."""
    return SealedDatabase(path, raw, pragmas=_PRAGMAS, timeout=5, makes=True)


def writing(database: peewee.SqliteDatabase) -> AbstractContextManager[Any]:
    """A transaction that is the only one to write from its first moment on."""
    transaction: AbstractContextManager[Any] = database.atomic("IMMEDIATE")
    return transaction


def hurry(database: peewee.SqliteDatabase) -> None:
    """Wait for the disk at the end only; the file stays whole, a power cut may take its last transactions."""
    database.pragma("synchronous", "normal", permanent=True)


def forget_crashes(database: peewee.SqliteDatabase) -> None:
    """Never wait for the disk and keep no journal on it: for a scratch file nobody needs after a crash."""
    database.execute_sql("PRAGMA synchronous = OFF")
    database.execute_sql("PRAGMA journal_mode = MEMORY")


def copy_sealed(source: peewee.SqliteDatabase, target: Path, raw: bytes) -> None:
    """Copy an open database page by page into a new file under the same key."""
    discard(target)
    with closing(MakingConnection(str(target))) as copy, engine_errors(target):
        copy.execute(f"PRAGMA key=\"x'{raw.hex()}'\"")
        source.connection().backup(copy)
        # The last page of all, lost, would be zeros under a seal that holds.
        source.connection().prove()


def check_whole(database: peewee.SqliteDatabase) -> None:
    """UserError when the file's pages or structure are damaged."""
    verdict = [row[0] for row in database.execute_sql("PRAGMA integrity_check(5)")]
    if verdict != ["ok"]:
        raise UserError(
            "支部文件有损坏", "没有再写入任何内容", "请从最近的备份恢复", detail="\n".join(verdict)
        )


def write_back(database: peewee.SqliteDatabase) -> None:
    """Leave no journal beside the file: a stale one must never meet a file swapped in."""
    database.execute_sql("PRAGMA journal_mode=DELETE").fetchone()


@contextmanager
def alone(database: peewee.SqliteDatabase) -> Iterator[None]:
    """Nobody writes the file meanwhile; UserError while somebody has it open."""
    write_back(database)
    # Without the journal of before, who reads keeps every writer from committing.
    with database.atomic():
        counts(database)
        yield


def counts(database: peewee.SqliteDatabase) -> dict[str, int]:
    """How many rows each table of an open file has, those of its search index aside."""
    tables = [t for t in database.get_tables() if not t.startswith(INDEX)]
    return {t: database.execute_sql(f'SELECT count(*) FROM "{t}"').fetchone()[0] for t in tables}


@contextmanager
def beside(database: peewee.SqliteDatabase, path: Path, key: bytes, name: str) -> Iterator[None]:
    """A scratch file sealed with ``key``, its tables called ``name.table`` meanwhile."""
    database.execute_sql(f"ATTACH DATABASE ? AS {name} KEY \"x'{key.hex()}'\"", (str(path),))
    try:
        # Nobody needs the scratch file after a crash.
        database.execute_sql(f"PRAGMA {name}.synchronous = OFF")
        yield
    finally:
        try:
            database.execute_sql(f"DETACH DATABASE {name}")
        except peewee.OperationalError as error:
            # It went by itself where the connection came upon damage and was opened anew.
            if "no such database" not in str(error):
                raise


def discard(path: Path) -> None:
    """Remove a file with its journals, if it is there."""
    path.unlink(missing_ok=True)
    discard_journals(path)


def discard_played(path: Path) -> None:
    """Remove the rollback journal beside a file that was opened: what was in it has been played back.

    A file of ours keeps its changes in another one: it is of a run killed while it wrote that one back.
    """
    path.with_name(f"{path.name}-journal").unlink(missing_ok=True)


def discard_journals(path: Path) -> None:
    """Remove what stands beside a file."""
    for ending in JOURNALS:
        path.with_name(path.name + ending).unlink(missing_ok=True)


def leave_nothing_behind(database: peewee.SqliteDatabase) -> None:
    """Write the file anew without its free pages, and its journal back into it: what was deleted is gone."""
    watch: Watch | None = getattr(database, "watch", None)
    if watch is not None:
        watch.may_shrink(True)
    try:
        database.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        database.execute_sql("VACUUM")
        database.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        if watch is not None:
            watch.may_shrink(False)
