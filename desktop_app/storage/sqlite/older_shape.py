"""A scratch file in the shape an older program's tables had, taken by the upgrade steps to today's."""

import secrets
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import peewee
from sqlcipher3 import dbapi2

from desktop_app.storage.sqlite import engine
from desktop_app.storage.steps import step_names, take_steps

Unfit = (peewee.DatabaseError, dbapi2.DatabaseError)
"""What rows that fit nothing raise."""
# Rows read back at a time.
_CHUNK = 5_000


class OlderShape:
    """Tables as they stood after the first ``version`` steps in ``steps``; nobody keeps the file's key."""

    def __init__(self, path: Path, steps: Path, version: int) -> None:
        self._path, self._steps = path, steps
        self._database = engine.make(path, secrets.token_bytes(32))
        engine.forget_crashes(self._database)
        take_steps(self._database, steps, step_names(steps)[version - 1])
        self._before = {table: self.columns(table) for table in self._database.get_tables()}

    def knows(self, table: str, names: Iterable[str]) -> bool:
        """Whether there was such a table with such columns."""
        return table in self._before and set(names) <= self._before[table]

    def fill(self, table: str, names: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
        """Lay out rows. Raises Unfit for rows the table does not take."""
        marks = ", ".join("?" * len(names))
        with self._database.atomic():
            sql = f'INSERT INTO "{table}" ({_quoted(names)}) VALUES ({marks})'
            self._database.cursor().executemany(sql, rows)

    def upgrade(self) -> None:
        """Take all later steps. Raises Unfit for rows they cannot work with."""
        take_steps(self._database, self._steps)

    def tables(self) -> list[str]:
        """The tables there are now."""
        return list(self._database.get_tables())

    def columns(self, table: str) -> set[str]:
        """The columns of a table now."""
        return {column.name for column in self._database.get_columns(table)}

    def is_new(self, table: str) -> bool:
        """Whether the steps made a table."""
        return table not in self._before

    def made_since(self, table: str, column: str) -> bool:
        """Whether the steps made a column and wrote something into it."""
        if column in self._before.get(table, ()):
            return False
        sql = f'SELECT 1 FROM "{table}" WHERE "{column}" IS NOT NULL LIMIT 1'
        return self._database.execute_sql(sql).fetchone() is not None

    def rows(self, table: str, names: Sequence[str]) -> Iterator[list[tuple[Any, ...]]]:
        """The rows of a table in their order, some thousand at a time."""
        cursor = self._database.execute_sql(f'SELECT {_quoted(names)} FROM "{table}" ORDER BY rowid')
        while rows := cursor.fetchmany(_CHUNK):
            yield rows

    def discard(self) -> None:
        """Close and remove it; one held open elsewhere goes at the next opening."""
        self._database.close()
        with suppress(OSError):
            engine.discard(self._path)


def _quoted(names: Iterable[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)
