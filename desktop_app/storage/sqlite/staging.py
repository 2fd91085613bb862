"""The tables of a received package in a sealed scratch file, compared with ours by sets."""

import secrets
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from itertools import groupby
from pathlib import Path
from typing import Any

import peewee

from desktop_app.records.base import STAMP
from desktop_app.records.transfer import MergeOutcome
from desktop_app.storage.sqlite import engine

# How the scratch file is called in statements.
SCHEMA = "stage"
# The last clock a column holds.
LAST_CLOCK = 2**63 - 1
# The name of a scratch file, to know one that a crash left behind.
LEFT_OVER = "incoming-*.tmp"

# ``early`` verdicts are those of rows that were refused as they came and were never laid out.
_TABLES = (
    "CREATE TABLE stage.verdict (register TEXT NOT NULL, uid TEXT NOT NULL, outcome TEXT NOT NULL, "
    "reason TEXT NOT NULL DEFAULT '', remarks TEXT NOT NULL DEFAULT '', early INTEGER NOT NULL DEFAULT 0)",
    "CREATE INDEX stage.verdict_uid ON verdict (uid)",
    "CREATE TABLE stage.seen (replica TEXT PRIMARY KEY, seq INTEGER NOT NULL)",
    "CREATE TABLE stage.piece (sha256 TEXT NOT NULL, part INTEGER NOT NULL, data TEXT NOT NULL)",
    "CREATE INDEX stage.piece_of ON piece (sha256, part)",
    "CREATE TABLE stage.point (replica TEXT NOT NULL, seq INTEGER NOT NULL, after INTEGER NOT NULL, "
    "chain TEXT NOT NULL)",
    "CREATE TABLE stage.mixed (uid TEXT PRIMARY KEY)",
)
# What a box holds that holds nothing.
_EMPTY = "('', '[]')"
# Boxes in one JSON object: the engine's functions take 127 arguments at most.
_ARGUMENTS = 60
_OWNER = "这条记录不是发来的单位自己的"
_TAKEN = "本机已有别的单位的同号记录"
_ELSEWHERE = "本机的另一种台账里已有同号的记录"
_TWICE = "同一条记录在包里出现了两次"
# Between offices one office writes a record, so the later version is the right one; ``compare.later`` says
# the same of one record.
_LATER = """
  WHEN m.uid IS NULL THEN CASE WHEN s.removed_at IS NULL THEN 'NEW' ELSE 'REMOVED' END
  WHEN m.replica = s.replica AND m.dot = s.dot AND m.clock = s.clock
    THEN CASE WHEN {alike} OR NOT :fills THEN 'SAME' ELSE 'UPDATED' END
  WHEN (s.clock, s.replica) > (m.clock, m.replica) OR m.clock > :most
    THEN CASE WHEN s.removed_at IS NOT NULL AND m.removed_at IS NULL THEN 'REMOVED' ELSE 'UPDATED' END
  ELSE 'OLDER'"""
# Between the PCs of one office both write; ``compare.decide`` says the same of one record.
_DECIDE = """
  WHEN m.uid IS NULL THEN CASE WHEN s.removed_at IS NULL THEN 'NEW' ELSE 'REMOVED' END
  WHEN m.replica = s.replica AND m.dot = s.dot THEN 'SAME'
  WHEN s.dot <= coalesce(us.seq, 0) THEN 'OLDER'
  WHEN m.dot <= coalesce(them.seq, 0)
    THEN CASE WHEN s.removed_at IS NOT NULL AND m.removed_at IS NULL THEN 'REMOVED' ELSE 'UPDATED' END
  WHEN {alike} THEN CASE WHEN (s.clock, s.replica) > (m.clock, m.replica) THEN 'UPDATED' ELSE 'OLDER' END
  WHEN (s.clock, s.replica) > (m.clock, m.replica) THEN 'CONFLICT_WON'
  ELSE 'CONFLICT_LOST'"""
_COMPARE = """
INSERT INTO stage.verdict (register, uid, outcome, reason)
SELECT '{table}', uid, CASE WHEN reason <> '' THEN 'REFUSED' ELSE outcome END, reason FROM (
  SELECT s.uid AS uid, CASE
      WHEN s.owner_office <> :owner THEN :not_theirs
      WHEN m.uid IS NOT NULL AND m.owner_office <> :owner THEN :taken
      WHEN m.uid IS NULL AND c.uid IS NOT NULL AND c.register <> '{table}' THEN :elsewhere
      ELSE '' END AS reason,
    CASE {rule} END AS outcome
  FROM stage."{table}" s LEFT JOIN main."{table}" m ON m.uid = s.uid
  LEFT JOIN main.card c ON c.uid = s.uid
  LEFT JOIN main.knowledge us ON us.replica = s.replica
  LEFT JOIN stage.seen them ON them.replica = m.replica
  ORDER BY s.rowid)
"""


class StageTables:
    """Tables like those of the branch file, beside them in an attached scratch file."""

    def __init__(self, database: peewee.SqliteDatabase) -> None:
        self._database = database
        self.made: dict[str, frozenset[str]] = {}

    def begin(self, have: Mapping[str, int]) -> None:
        """Make the tables every package needs; ``have`` is how far the sender knew our own replicas."""
        for sql in _TABLES:
            self._database.execute_sql(sql)
        self._many("INSERT INTO stage.seen VALUES (?, ?)", have.items())

    def fill(self, table: str, names: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
        """Lay out rows of a table under these column names, the same for every block of it."""
        if table not in self.made:
            self.made[table] = frozenset(names)
            like = f'CREATE TABLE stage."{table}" AS SELECT * FROM main."{table}" WHERE 0'
            self._database.execute_sql(like)
        marks = ", ".join("?" * len(names))
        self._many(f'INSERT INTO stage."{table}" ({_quoted(names)}) VALUES ({marks})', rows)

    def keep(self, table: str, rows: Iterable[Sequence[object]]) -> None:
        """Lay out pieces of files (``piece``), points of a chain (``point``), refusals (``verdict``)."""
        marks = {
            "piece": "(sha256, part, data) VALUES (?, ?, ?)",
            "point": "(replica, seq, after, chain) VALUES (?, ?, ?, ?)",
            "verdict": "(register, uid, outcome, reason, early) VALUES (?, ?, 'REFUSED', ?, 1)",
        }
        self._many(f"INSERT INTO stage.{table} {marks[table]}", rows)

    def compare(
        self, table: str, owner: str, *, by_knowledge: bool, fills: bool = True, most: int = LAST_CLOCK
    ) -> None:
        """Write what becomes of every received record of a table that is of the form.

        ``owner`` is the office whose records these may be; ``by_knowledge`` between PCs of one office. Alike
        are those the same in all boxes that came; ``fills`` and ``most`` as ``compare.later`` has them.
        """
        index = f'CREATE INDEX IF NOT EXISTS stage."{table}_uid" ON "{table}" (uid)'
        self._database.execute_sql(index)
        boxes = sorted(self.made[table] - {"uid", *STAMP})
        alike = " AND ".join(f's."{name}" IS m."{name}"' for name in ("removed_at", *boxes))
        rule = (_DECIDE if by_knowledge else _LATER).format(alike=alike)
        words: dict[str, object] = {
            "owner": owner,
            "not_theirs": _OWNER,
            "taken": _TAKEN,
            "elsewhere": _ELSEWHERE,
        }
        words |= {} if by_knowledge else {"fills": fills, "most": most}
        self._database.execute_sql(_COMPARE.format(table=table, rule=rule), words)

    def fill_up(self, table: str) -> None:
        """Put what we have into the empty boxes of the received rows of a table that would be written over.

        Whoever keeps our records was perhaps never told what stands in those.
        """
        ours = f'main."{table}"'
        boxes = sorted(self.made[table] - {"uid", *STAMP})
        lacks = [
            f"(coalesce(s.\"{n}\", '') IN {_EMPTY} AND coalesce(m.\"{n}\", '') NOT IN {_EMPTY})"
            for n in boxes
        ]
        self._database.execute_sql(
            f'INSERT OR IGNORE INTO stage.mixed SELECT s.uid FROM stage."{table}" s '
            f"JOIN {ours} m ON m.uid = s.uid JOIN stage.verdict v ON v.uid = s.uid "
            f"WHERE v.outcome IN ('UPDATED', 'REMOVED') AND ({' OR '.join(lacks)})"
        )
        filled = [
            f'"{n}" = CASE WHEN coalesce(s."{n}", \'\') IN {_EMPTY} THEN m."{n}" ELSE s."{n}" END'
            for n in boxes
        ]
        self._database.execute_sql(
            f'UPDATE stage."{table}" AS s SET {", ".join(filled)} FROM {ours} AS m '
            "WHERE m.uid = s.uid AND s.uid IN (SELECT uid FROM stage.mixed)"
        )

    def mixed(self) -> set[str]:
        """The records whose received version was filled up with ours."""
        return {str(uid) for (uid,) in self._database.execute_sql("SELECT uid FROM stage.mixed")}

    def refuse_doubles(self) -> None:
        """Refuse every record that came more than once."""
        self._database.execute_sql(
            "UPDATE stage.verdict SET outcome='REFUSED', reason=? WHERE uid IN "
            "(SELECT uid FROM stage.verdict WHERE uid <> '' GROUP BY uid HAVING count(*) > 1)",
            (_TWICE,),
        )

    def forget_verdicts(self) -> None:
        """Drop what was compared, not what was refused as it was laid out."""
        self._database.execute_sql("DELETE FROM stage.verdict WHERE early = 0")

    def judge(self, rows: Iterable[tuple[str, str, str, str, str]]) -> None:
        """Set (outcome, reason, remarks) of (register, uid)."""
        sql = "UPDATE stage.verdict SET outcome=?, reason=?, remarks=? WHERE register=? AND uid=?"
        self._many(sql, ((o, why, told, r, u) for r, u, o, why, told in rows))

    def counts(self) -> dict[tuple[str, MergeOutcome], int]:
        """How many records of each register have each outcome."""
        sql = "SELECT register, outcome, count(*) FROM stage.verdict GROUP BY register, outcome"
        return {(str(r), MergeOutcome[o]): int(n) for r, o, n in self._database.execute_sql(sql)}

    def remarked(self) -> int:
        """How many records a rule remarks on."""
        sql = "SELECT count(*) FROM stage.verdict WHERE remarks <> ''"
        return int(self._database.execute_sql(sql).fetchone()[0])

    def verdicts(
        self, outcomes: Collection[MergeOutcome], register: str = "", start: int = 0, limit: int = -1
    ) -> list[tuple[str, str, MergeOutcome, str, str]]:
        """Register, uid, outcome, reason, remarks of the records with one of ``outcomes``, in order."""
        marks = ", ".join("?" * len(outcomes))
        where = f"outcome IN ({marks})" + (" AND register = ?" if register else "")
        sql = (
            f"SELECT register, uid, outcome, reason, remarks FROM stage.verdict WHERE {where} "
            "ORDER BY rowid LIMIT ? OFFSET ?"
        )
        values = [o.name for o in outcomes] + ([register] if register else []) + [limit, start]
        return [
            (str(r), str(u), MergeOutcome[o], str(why), str(told))
            for r, u, o, why, told in self._database.execute_sql(sql, values)
        ]

    def walk(
        self, outcomes: Collection[MergeOutcome], size: int
    ) -> Iterator[tuple[str, dict[str, MergeOutcome]]]:
        """The records with one of ``outcomes``, in order and by register, so many as ``size`` at a time."""
        marks = ", ".join("?" * len(outcomes))
        sql = (
            "SELECT rowid, register, uid, outcome FROM stage.verdict "
            f"WHERE rowid > ? AND outcome IN ({marks}) ORDER BY rowid LIMIT ?"
        )
        last, names = 0, [outcome.name for outcome in outcomes]
        while rows := self._database.execute_sql(sql, (last, *names, size)).fetchall():
            last = rows[-1][0]
            for register, some in groupby(rows, key=lambda row: str(row[1])):
                yield register, {str(uid): MergeOutcome[name] for _, _, uid, name in some}

    def outcome_of(self, uid: str) -> tuple[str, MergeOutcome] | None:
        """Register and outcome of a received record."""
        sql = "SELECT register, outcome FROM stage.verdict WHERE uid=? LIMIT 1"
        found = self._database.execute_sql(sql, (uid,)).fetchone()
        return (str(found[0]), MergeOutcome[found[1]]) if found else None

    def received(self, table: str, names: Sequence[str], uids: Sequence[str]) -> list[tuple[Any, ...]]:
        """The received rows with these uids."""
        return self._rows(SCHEMA, table, names, uids)

    def present(self, table: str, names: Sequence[str], uids: Sequence[str]) -> list[tuple[Any, ...]]:
        """Our own rows with these uids, as stored."""
        return self._rows("main", table, names, uids)

    def bring_new(self, table: str, boxes: Sequence[str], action: int) -> None:
        """Put all rows of a table that are new into the branch file, with a line of history each."""
        names = _quoted(("uid", *STAMP, *boxes))
        new = f"SELECT uid FROM stage.verdict WHERE register = '{table}' AND outcome = 'NEW'"
        self._database.execute_sql(
            f'INSERT INTO main."{table}" ({names}) SELECT {names} FROM stage."{table}" WHERE uid IN ({new})'
        )
        came = [name for name in boxes if name in self.made[table]]
        # The engine bears so many arguments; an object with nothing in a place has not the place.
        parts = [came[i : i + _ARGUMENTS] for i in range(0, len(came), _ARGUMENTS)]
        words = "'{}'"
        for part in parts:
            pairs = ", ".join(f"'{name}', \"{name}\"" for name in part)
            words = f"json_patch({words}, json_object({pairs}))"
        self._database.execute_sql(
            "INSERT INTO main.history (action, register, uid, verb, old, new, replica, seq) "
            f"SELECT ?, '{table}', uid, 'merge', NULL, {words}, replica, dot "
            f'FROM stage."{table}" WHERE uid IN ({new})',
            (action,),
        )

    def latest_clock(self) -> int:
        """The latest hybrid clock of all that is taken."""
        latest = 0
        for name in self.made:
            sql = (
                f'SELECT coalesce(max(s.clock), 0) FROM stage."{name}" s JOIN stage.verdict v '
                "ON v.uid = s.uid AND v.outcome <> 'REFUSED'"
            )
            latest = max(latest, int(self._database.execute_sql(sql).fetchone()[0]))
        return latest

    def points(self) -> list[tuple[Any, ...]]:
        """The points of the sender's chain: replica, seq, after, chain."""
        return list(self._database.execute_sql("SELECT replica, seq, after, chain FROM stage.point"))

    def takes_after(self, replica: str, seq: int) -> bool:
        """Whether a record that is taken was written by ``replica`` after its write ``seq``."""
        for name in self.made:
            sql = (
                f'SELECT 1 FROM stage."{name}" s JOIN stage.verdict v ON v.uid = s.uid '
                "WHERE s.replica = ? AND s.dot > ? AND v.outcome IN ('NEW', 'UPDATED', 'REMOVED') LIMIT 1"
            )
            if self._database.execute_sql(sql, (replica, seq)).fetchone():
                return True
        return False

    def file_names(self) -> list[str]:
        """The SHA-256 of every file that came along."""
        sql = "SELECT DISTINCT sha256 FROM stage.piece"
        return [str(row[0]) for row in self._database.execute_sql(sql)]

    def file_pieces(self, sha256: str) -> Iterator[str]:
        """The pieces of a file in order."""
        sql = "SELECT data FROM stage.piece WHERE sha256=? ORDER BY part"
        return (str(row[0]) for row in self._database.execute_sql(sql, (sha256,)))

    def let_in(self, table: str, column: str) -> Iterator[str]:
        """What stands in a column of the received rows that are not refused, empty ones aside."""
        sql = (
            f'SELECT DISTINCT s."{column}" FROM stage."{table}" s JOIN stage.verdict v '
            f"""ON v.uid = s.uid AND v.register = ? AND v.outcome <> 'REFUSED' WHERE s."{column}" <> ''"""
        )
        return (str(row[0]) for row in self._database.execute_sql(sql, (table,)))

    def _rows(
        self, schema: str, table: str, names: Sequence[str], uids: Sequence[str]
    ) -> list[tuple[Any, ...]]:
        marks = ", ".join("?" * len(uids))
        sql = f'SELECT {_quoted(names)} FROM {schema}."{table}" WHERE uid IN ({marks})'
        return list(self._database.execute_sql(sql, list(uids)))

    def _many(self, sql: str, rows: Iterable[Sequence[object]]) -> None:
        # One transaction a block: row by row each row would be a commit of its own.
        with self._database.atomic():
            self._database.cursor().executemany(sql, rows)


class StagingFile:
    """A scratch file sealed with a key nobody keeps; attached while it is worked with."""

    def __init__(self, database: peewee.SqliteDatabase, folder: Path) -> None:
        self._database = database
        self.path = folder / LEFT_OVER.replace("*", secrets.token_hex(4))
        self._key = secrets.token_bytes(32)
        self.tables = StageTables(database)

    @contextmanager
    def attached(self) -> Iterator[StageTables]:
        """The tables, in this thread's connection; nested calls share one attachment."""
        if self.is_attached():
            yield self.tables
            return
        with engine.beside(self._database, self.path, self._key, SCHEMA):
            yield self.tables

    def is_attached(self) -> bool:
        """Whether this thread's connection has it open."""
        files = {row[1]: row[2] for row in self._database.execute_sql("PRAGMA database_list")}
        return SCHEMA in files and Path(files[SCHEMA]).name == self.path.name

    def discard(self) -> None:
        """Remove it; one held open elsewhere, by a scanner say, goes at the next opening."""
        with suppress(OSError):
            engine.discard(self.path)


def discard_left_overs(folder: Path) -> None:
    """Remove the scratch files that a crash left in the folder of a branch file."""
    for path in folder.glob(LEFT_OVER + "*"):
        with suppress(OSError):
            path.unlink(missing_ok=True)


def _quoted(names: Iterable[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)
