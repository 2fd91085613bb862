"""The branch file as it stood at an earlier time: a connection whose tables hold rows as they were."""

from collections.abc import Mapping, Sequence
from typing import Any

from desktop_app.records.record import Register
from desktop_app.storage.sqlite.sealed import SealedDatabase

Row = Sequence[Any]


def fields_of(register: Register) -> list[Any]:
    """The fields of a register's table, in the order its rows are told."""
    return list(register.model._meta.sorted_fields)


class PastDatabase(SealedDatabase):
    """The file behind ``whole``, never written; some rows of its registers as they were, None: not there."""

    def __init__(self, whole: SealedDatabase, past: Mapping[Register, Mapping[str, Row | None]]) -> None:
        key = whole.connect_params["passphrase"].removeprefix("x'").removesuffix("'")
        super().__init__(whole.database, bytes.fromhex(key), pragmas=whole._pragmas, timeout=5)
        self._whole, self._past = whole, past

    def _connect(self) -> Any:
        if self._whole.watch is not None:
            self._whole.watch.opening()
        return super()._connect()

    def _add_conn_hooks(self, conn: Any) -> None:
        super()._add_conn_hooks(conn)
        # What was in the file is never put on the disk in clear.
        conn.execute("PRAGMA temp_store = MEMORY")
        for register, rows in self._past.items():
            _spread(conn, register, rows)
        conn.execute("PRAGMA query_only = 1")


def _spread(conn: Any, register: Register, rows: Mapping[str, Row | None]) -> None:
    """A temporary view, found before the table of the same name, over the table and the rows of before."""
    table, names = register.name, [field.column_name for field in fields_of(register)]
    columns, marks = ", ".join(f'"{name}"' for name in names), ", ".join("?" * len(names))
    conn.execute(f'CREATE TEMP TABLE "past {table}" AS SELECT {columns} FROM main."{table}" WHERE 0')
    conn.execute(f'CREATE TEMP TABLE "other {table}" (uid TEXT PRIMARY KEY) WITHOUT ROWID')
    conn.executemany(f'INSERT INTO "other {table}" VALUES (?)', [(uid,) for uid in rows])
    were = [row for row in rows.values() if row is not None]
    conn.executemany(f'INSERT INTO "past {table}" VALUES ({marks})', were)
    conn.execute(
        f'CREATE TEMP VIEW "{table}" AS SELECT {columns} FROM main."{table}" '
        f'WHERE uid NOT IN (SELECT uid FROM temp."other {table}") '
        f'UNION ALL SELECT {columns} FROM temp."past {table}"'
    )
