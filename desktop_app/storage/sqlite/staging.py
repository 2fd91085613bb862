"""The tables of a received package in a scratch file, compared with ours by sets."""

import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import peewee

from desktop_app.records.transfer import MergeOutcome
from desktop_app.storage.sqlite.engine import beside

# The rule of ``compare.decide`` over a whole table; a test holds the two together.
_COMPARE = """
SELECT s.uid, CASE
  WHEN s.owner_office <> ?
    OR (m.uid IS NOT NULL AND m.owner_office <> ? AND s.owner_epoch <= m.owner_epoch) THEN 'REFUSED'
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


class StageTables:
    """Tables like those of the branch file, beside them under names of their own."""

    def __init__(self, database: peewee.SqliteDatabase) -> None:
        self._database = database
        self.made: set[str] = set()

    def note_seen(self, have: Mapping[str, int]) -> None:
        """Keep how far the sender knew each replica."""
        self._database.execute_sql("CREATE TABLE stage.seen (replica TEXT PRIMARY KEY, seq INTEGER NOT NULL)")
        self._many("INSERT INTO stage.seen VALUES (?, ?)", have.items())

    def fill(self, table: str, names: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
        """Lay out rows of a table under these column names."""
        if table not in self.made:
            self.made.add(table)
            like = f'CREATE TABLE stage."{table}" AS SELECT * FROM main."{table}" WHERE 0'
            self._database.execute_sql(like)
            self._database.execute_sql(f'CREATE INDEX stage."{table}_uid" ON "{table}" (uid)')
        marks = ", ".join("?" * len(names))
        self._many(f'INSERT INTO stage."{table}" ({_quoted(names)}) VALUES ({marks})', rows)

    def compare(self, table: str, names: Iterable[str], sender: str) -> dict[str, MergeOutcome]:
        """What becomes of every received record of a table; alike are those the same in all of ``names``."""
        alike = " AND ".join(f's."{name}" IS m."{name}"' for name in names)
        sql = _COMPARE.format(table=table, alike=alike)
        cursor = self._database.execute_sql(sql, (sender, sender))
        return {str(uid): MergeOutcome[word] for uid, word in cursor}

    def received(self, table: str, names: Sequence[str], uids: Sequence[str]) -> list[tuple[Any, ...]]:
        """The received rows with these uids."""
        return self._rows("stage", table, names, uids)

    def present(self, table: str, names: Sequence[str], uids: Sequence[str]) -> list[tuple[Any, ...]]:
        """Our own rows with these uids, as stored."""
        return self._rows("main", table, names, uids)

    def latest_clock(self) -> int:
        """The latest hybrid clock of all that was received."""
        latest = (f'SELECT coalesce(max(clock), 0) FROM stage."{name}"' for name in self.made)
        return max((int(self._database.execute_sql(sql).fetchone()[0]) for sql in latest), default=0)

    def _rows(
        self, schema: str, table: str, names: Sequence[str], uids: Sequence[str]
    ) -> list[tuple[Any, ...]]:
        marks = ", ".join("?" * len(uids))
        sql = f'SELECT {_quoted(names)} FROM {schema}."{table}" WHERE uid IN ({marks})'
        return list(self._database.execute_sql(sql, list(uids)))

    def _many(self, sql: str, rows: Iterable[Sequence[object]]) -> None:
        # One transaction a block: row by row each row would be a commit of its own.
        with self._database.atomic():
            self._database.cursor().executemany(sql, list(rows))


@contextmanager
def stage_tables(database: peewee.SqliteDatabase, folder: Path) -> Iterator[StageTables]:
    """Stage tables in a scratch file in ``folder``, sealed with a key nobody keeps and gone afterwards."""
    scratch = folder / f"incoming-{secrets.token_hex(4)}.tmp"
    with beside(database, scratch, secrets.token_bytes(32), "stage"):
        yield StageTables(database)


def _quoted(names: Iterable[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)
