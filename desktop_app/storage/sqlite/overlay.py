"""A staged package laid over the branch file: one connection reads as if it had been taken over."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import Any, TypeVar

import peewee

from desktop_app.records.base import STAMP
from desktop_app.records.record import Register
from desktop_app.records.transfer import TAKEN, MergeOutcome

T = TypeVar("T")
# Verdicts of the rows that would stand in the branch file after the package was taken over.
_OVER = ", ".join(f"'{one.name}'" for one in TAKEN if one is not MergeOutcome.CONFLICT_LOST)
# Boxes that did not come stay as they are here.
_VIEW = """
CREATE TEMP VIEW "{table}" AS
SELECT {columns} FROM main."{table}" m WHERE NOT EXISTS {ours}
UNION ALL
SELECT {staged} FROM stage."{table}" s {beside} WHERE EXISTS {theirs}
"""
_REFUSE = (
    "UPDATE stage.verdict SET outcome = 'REFUSED', reason = ?, remarks = '' WHERE uid = ? AND register = ?"
)
_REMARK = (
    "UPDATE stage.verdict SET remarks = CASE remarks WHEN '' THEN ?1 ELSE remarks || char(10) || ?1 END "
    "WHERE uid = ?2 AND register = ?3"
)
# Values asked for in one statement, below what an engine bears.
_BATCH = 500
# So few rows are compared with all others one by one, by our indexes; more are counted together.
_FEW = 200


class Overlay:
    """The branch file with the staged rows of ``made`` (table → its columns that came) over ours."""

    def __init__(
        self,
        database: peewee.SqliteDatabase,
        registers: Sequence[Register],
        made: Mapping[str, Collection[str]],
    ) -> None:
        self._database = database
        self._registers = registers
        self._made = made

    @contextmanager
    def spread(self) -> Iterator[None]:
        """Meanwhile this thread's connection reads the package over the branch file; nothing is locked."""
        # A temporary view is found before a table of the same name.
        try:
            for register in self._registers:
                self._index(register)
                self._database.execute_sql(self._view(register))
            yield
        finally:
            for register in self._registers:
                self._database.execute_sql(f'DROP VIEW IF EXISTS temp."{register.name}"')

    def taken(self, register: Register, many: int) -> Iterator[list[str]]:
        """The uids of the rows that would be taken over and are not in the bin, ``many`` at a time.

        What was refused meanwhile is no longer among the later ones.
        """
        last = 0
        sql = (
            f'SELECT s.rowid, s.uid FROM stage."{register.name}" s '
            f"WHERE s.rowid > ? AND s.removed_at IS NULL AND EXISTS {_taken('s', register)} "
            f"ORDER BY s.rowid LIMIT {many}"
        )
        while found := self._database.execute_sql(sql, (last,)).fetchall():
            yield [str(uid) for _, uid in found]
            last = found[-1][0]

    def present(self, register: Register, uids: Sequence[str]) -> dict[str, tuple[Any, ...]]:
        """Our own rows with these uids as they stand: uid, stamps, boxes."""
        found = {}
        columns = ", ".join(f'"{name}"' for name in _names(register))
        for some in _batches(uids):
            sql = f'SELECT {columns} FROM main."{register.name}" WHERE uid IN ({_marks(some)})'
            found.update({str(row[0]): row for row in self._database.execute_sql(sql, some)})
        return found

    def different(self, register: Register, box: str) -> Iterator[Sequence[Any]]:
        """The different values of ``box`` in the rows to be taken over, some at a time."""
        sql = f'SELECT DISTINCT s."{box}" {self._filled(register, box)}'
        for some in _batches(self._database.execute_sql(sql)):
            yield [value for (value,) in some]

    def holding(self, register: Register, box: str) -> Iterator[tuple[str, Any]]:
        """(uid, value) of the rows to be taken over whose ``box`` is filled."""
        return iter(self._database.execute_sql(f'SELECT s.uid, s."{box}" {self._filled(register, box)}'))

    def lacking(self, register: Register, box: str) -> Iterator[str]:
        """The uids of the rows to be taken over whose ``box`` is empty."""
        sql = (
            f'SELECT s.uid FROM stage."{register.name}" s WHERE s."{box}" IS NULL AND s.removed_at IS NULL '
            f"AND EXISTS {_taken('s', register)}"
        )
        return (str(uid) for (uid,) in self._database.execute_sql(sql).fetchall())

    def standing(self, table: str, uids: Collection[str]) -> dict[str, tuple[str, bool]]:
        """Of the records of ``table`` with these uids: owner, and whether they are not in the bin."""
        found = {}
        for some in _batches(uids):
            sql = f'SELECT uid, owner_office, removed_at IS NULL FROM "{table}" WHERE uid IN ({_marks(some)})'
            for uid, owner, live in self._database.execute_sql(sql, some):
                found[str(uid)] = str(owner), bool(live)
        return found

    def doubles(self, register: Register, group: Sequence[str], owner: str) -> list[str]:
        """The uids of staged rows that share ``group`` with another live record of ``owner``."""
        names = ", ".join(f'"{name}"' for name in group)
        filled = " AND ".join(f's."{name}" IS NOT NULL' for name in group)
        same = " AND ".join(f'v."{name}" = s."{name}"' for name in group)
        staged = (
            f'FROM stage."{register.name}" s WHERE s.removed_at IS NULL AND {filled} '
            f"AND EXISTS {_taken('s', register)}"
        )
        others = "v.removed_at IS NULL AND v.owner_office = ?"
        few = self._database.execute_sql(
            f"SELECT count(*) FROM (SELECT 1 {staged} LIMIT {_FEW + 1})"
        ).fetchone()
        if few[0] <= _FEW:
            sql = (
                f'SELECT s.uid {staged} AND EXISTS (SELECT 1 FROM "{register.name}" v '
                f"WHERE {same} AND v.uid <> s.uid AND {others})"
            )
        else:
            values = ", ".join(f's."{name}"' for name in group)
            sql = (
                f'SELECT s.uid {staged} AND ({values}) IN (SELECT {names} FROM "{register.name}" v '
                f"WHERE {others} GROUP BY {names} HAVING count(*) > 1)"
            )
        return [str(uid) for (uid,) in self._database.execute_sql(sql, (owner,))]

    def refuse(self, register: Register, reasons: Iterable[tuple[str, str]]) -> None:
        """Refuse records of a register, (uid, reason) each: the overlay shows them no longer."""
        self._many(_REFUSE, ((reason, uid, register.name) for uid, reason in reasons))

    def refuse_rest(self, register: Register, reason: str) -> None:
        """Refuse whatever of a register would still be taken over."""
        which = f"register = ? AND outcome IN ({_OVER})"
        sql = f"UPDATE stage.verdict SET outcome = 'REFUSED', reason = ? WHERE {which}"
        self._database.execute_sql(sql, (reason, register.name))

    def remark(self, register: Register, remarks: Iterable[tuple[str, str]]) -> None:
        """Note what is told of records of a register, (uid, words) each."""
        self._many(_REMARK, ((words, uid, register.name) for uid, words in remarks))

    def forget_remarks(self, register: Register) -> None:
        """Drop what was told of the records of a register."""
        sql = "UPDATE stage.verdict SET remarks = '' WHERE register = ? AND remarks <> ''"
        self._database.execute_sql(sql, (register.name,))

    def _many(self, sql: str, rows: Iterable[tuple[str, str, str]]) -> None:
        with self._database.atomic():
            self._database.cursor().executemany(sql, rows)

    def _filled(self, register: Register, box: str) -> str:
        return (
            f'FROM stage."{register.name}" s WHERE s."{box}" IS NOT NULL AND s.removed_at IS NULL '
            f"AND EXISTS {_taken('s', register)}"
        )

    def _index(self, register: Register) -> None:
        """What our own table is asked by, the staged one is asked by too."""
        for name, box in register.boxes.items():
            if (box.index or name == register.parent) and name in self._made[register.name]:
                index = f'stage."{register.name}_by_{name}" ON "{register.name}" ("{name}")'
                self._database.execute_sql(f"CREATE INDEX IF NOT EXISTS {index}")

    def _view(self, register: Register) -> str:
        names, came = _names(register), {*self._made[register.name], "uid", *STAMP}
        return _VIEW.format(
            table=register.name,
            columns=", ".join(f'm."{name}" AS "{name}"' for name in names),
            staged=", ".join(f'{"s" if name in came else "o"}."{name}" AS "{name}"' for name in names),
            beside="" if came >= set(names) else f'LEFT JOIN main."{register.name}" o ON o.uid = s.uid',
            ours=_taken("m", register),
            theirs=_taken("s", register),
        )


def _names(register: Register) -> list[str]:
    return ["uid", *STAMP, *register.boxes]


def _taken(row: str, register: Register) -> str:
    return (
        f"(SELECT 1 FROM stage.verdict w WHERE w.uid = {row}.uid AND w.register = '{register.name}' "
        f"AND w.outcome IN ({_OVER}))"
    )


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))


def _batches(values: Iterable[T]) -> Iterator[list[T]]:
    waiting = iter(values)
    while some := list(islice(waiting, _BATCH)):
        yield some
