"""A fresh sealed file in the shape the upgrade steps give it, filled row by row and made ready to open."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import peewee

from desktop_app.storage.sqlite import engine
from desktop_app.storage.sqlite.search_index import INDEX
from desktop_app.storage.sqlite.trees import Row, Value
from desktop_app.storage.steps import STEPS_TABLE, take_steps


@dataclass(frozen=True)
class Shape:
    """A table's columns in their order; ``alias`` is the place of the one that is the rowid, -1 for none."""

    columns: tuple[str, ...]
    alias: int


class Refill:
    """The file at ``path``, made with the steps ``upto`` one of them; rows go in as they stood elsewhere.

    Nobody needs it after a crash, so the disk is waited for by whoever puts it in place.
    """

    def __init__(self, path: Path, raw: bytes, steps: Path, upto: str | None = None) -> None:
        engine.discard(path)
        self._steps = steps
        self.database = engine.make(path, raw)
        engine.forget_crashes(self.database)
        take_steps(self.database, steps, upto)
        self.shapes = self._read_shapes()

    def put(self, table: str, rows: Iterable[Row]) -> int:
        """Lay out rows under their rowids; one whose key or rowid is taken stays out. How many went in."""
        shape, cursor, count = self.shapes[table], self.database.cursor(), 0
        for row in rows:
            values = list(row.values)
            names = list(shape.columns[: len(values)])
            if 0 <= shape.alias < len(values):
                values[shape.alias] = row.rowid
            else:
                names.insert(0, "rowid")
                values.insert(0, row.rowid)
            cursor.execute(_insert(table, names), values)
            count += cursor.rowcount
        return count

    def put_named(self, table: str, names: Sequence[str], rows: Iterable[Sequence[Value]]) -> int:
        """Lay out rows by their columns; one whose key is taken stays out. How many went in."""
        cursor, count = self.database.cursor(), 0
        statement = _insert(table, names)
        for row in rows:
            cursor.execute(statement, tuple(row))
            count += cursor.rowcount
        return count

    def erase(self, table: str, column: str, value: Value) -> None:
        """Take out the row whose key this is."""
        self.database.execute_sql(f'DELETE FROM "{table}" WHERE "{column}"=?', (value,))

    def take_all_steps(self) -> None:
        """Bring it to today's shape."""
        take_steps(self.database, self._steps)
        self.shapes = self._read_shapes()

    def finish(self) -> None:
        """Check it and leave one file without journals."""
        engine.check_whole(self.database)
        self.database.execute_sql("PRAGMA journal_mode = DELETE")
        self.database.close()

    def _read_shapes(self) -> dict[str, Shape]:
        return {
            table: shape_of(self.database, table)
            for table in self.database.get_tables()
            if not table.startswith(INDEX) and table != STEPS_TABLE
        }


def shape_of(database: peewee.SqliteDatabase, table: str) -> Shape:
    """The columns of a table of an open file."""
    found = database.execute_sql(f'PRAGMA table_info("{table}")').fetchall()
    alias = [at for at, column in enumerate(found) if column[5] and column[2].upper() == "INTEGER"]
    return Shape(tuple(column[1] for column in found), alias[0] if len(alias) == 1 else -1)


def rows_of(database: peewee.SqliteDatabase, table: str, names: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    """Rowid and the named columns of every row of an open file's table, in their order."""
    columns = ", ".join(f'"{name}"' for name in names)
    cursor = database.execute_sql(f'SELECT rowid, {columns} FROM "{table}" ORDER BY rowid')
    return cast("Iterator[tuple[Any, ...]]", iter(cursor))


def _insert(table: str, names: Sequence[str]) -> str:
    columns = ", ".join(f'"{name}"' for name in names)
    return f'INSERT OR IGNORE INTO "{table}" ({columns}) VALUES ({", ".join("?" * len(names))})'
