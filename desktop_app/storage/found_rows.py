"""The rows of a damaged file laid out into a fresh one: those of whole trees first, then the orphans."""

import hashlib
from collections import Counter
from collections.abc import Iterator
from typing import Any

import peewee

from desktop_app.records.base import STAMP
from desktop_app.records.record import Catalogue
from desktop_app.storage.fitting import Fitting
from desktop_app.storage.sqlite.refill import Refill
from desktop_app.storage.sqlite.trees import Row, Trees
from desktop_app.storage.tables import TABLES, Blob, Entry, IndexCard, Knowledge, Note

# So many rows of a group of orphans are asked where they belong.
_ASKED = 200
_DOT, _CLOCK = 1 + STAMP.index("dot"), 1 + STAMP.index("clock")
OWN: tuple[str, ...] = tuple(model._meta.table_name for model in TABLES)
_KEYED = {model._meta.table_name for model in (Note, Knowledge)}


class FoundRows:
    """Takes every row on a whole page into ``refill``; what it counts is told by table."""

    def __init__(self, trees: Trees, refill: Refill, catalogue: Catalogue) -> None:
        self.trees = trees
        self._refill = refill
        self._catalogue = catalogue
        self._fitting = Fitting(catalogue)
        self.whole: Counter[str] = Counter()
        self.unplaced = 0
        # Rows of which a part is lost, and records that stood on a page which may be an old one.
        self.cut: dict[str, set[int]] = {}
        self.doubted: dict[str, set[str]] = {}

    def take(self) -> None:
        """All of it; the file's own tables first, for they tell whose the orphans are."""
        tables = [name for name in (*OWN, *self._catalogue.registers) if name in self._refill.shapes]
        for table in tables:
            for leaf in self.trees.tree(table).leaves:
                self.whole[table] += self._refill.put(table, self._fitting_rows(table, leaf))
        groups = [group for group in self.trees.orphans if group]
        placed = [(group, self._own_table(group)) for group in groups]
        for group, name in placed:
            if name is not None:
                self._take_orphans(name, group)
        for group, name in placed:
            if name is None:
                self._take_records(group)

    def damaged(self, table: str) -> bool:
        """Whether rows of a table may be missing."""
        return bool(self.trees.tree(table).gaps or self.cut.get(table))

    def lacks(self, table: str, rowid: int) -> bool:
        """Whether a row of this number may have been lost."""
        return self.trees.tree(table).lacks(rowid) or rowid in self.cut.get(table, ())

    # -- one table ----------------------------------------------------------------------------------

    def _fitting_rows(self, table: str, leaf: int) -> Iterator[Row]:
        for row in self.trees.rows(leaf):
            if row.cut:
                self.cut.setdefault(table, set()).add(row.rowid)
            elif self._fits(table, row):
                yield row
            else:
                self.cut.setdefault(table, set()).add(row.rowid)

    def _fits(self, table: str, row: Row) -> bool:
        shape = self._refill.shapes[table]
        if len(row.values) > len(shape.columns):
            return False
        if table == Blob._meta.table_name:
            return _is_blob(row)
        return self._fitting.fits(table, shape.columns, row.values, shape.alias)

    def _take_orphans(self, table: str, group: list[int]) -> None:
        tree = self.trees.tree(table)
        for leaf in group:
            for row in self._fitting_rows(table, leaf):
                if tree.lacks(row.rowid):
                    self.whole[table] += self._take_orphan(table, row, stale=self.trees.is_stale(leaf))

    def _take_orphan(self, table: str, row: Row, *, stale: bool) -> int:
        """Take a row that may be an old one: of two states of a record the later holds."""
        if table in OWN:
            return self._refill.put(table, [row])
        uid = str(row.values[0])
        model: Any = self._catalogue[table].model
        query = model.select(model.clock, model.dot).where(model.uid == uid)
        there = list(query.tuples().execute(self._refill.database))
        if there and there[0] >= (row.values[_CLOCK], row.values[_DOT]):
            return 0
        if there:
            self._refill.erase(table, "uid", uid)
        if stale:
            self.doubted.setdefault(table, set()).add(uid)
        else:
            self.doubted.get(table, set()).discard(uid)
        went = self._refill.put(table, [row]) or self._refill.put_named(
            table, self._refill.shapes[table].columns[: len(row.values)], [row.values]
        )
        return went - len(there)

    # -- orphans ------------------------------------------------------------------------------------

    def _sample(self, group: list[int]) -> list[Row]:
        rows: list[Row] = []
        for leaf in group:
            rows += (row for row in self.trees.rows(leaf) if not row.cut)
            if len(rows) >= _ASKED:
                break
        return rows

    def _candidates(self, names: Iterator[str], rows: list[Row]) -> list[str]:
        return [
            name
            for name in names
            if name in self._refill.shapes
            and self.trees.tree(name).gaps
            and all(self._fits(name, row) for row in rows)
            and any(self.trees.tree(name).lacks(row.rowid) for row in rows)
        ]

    def _own_table(self, group: list[int]) -> str | None:
        rows = self._sample(group)
        fitting = self._candidates(iter(OWN), rows) if rows else []
        return fitting[0] if len(fitting) == 1 else None

    def _take_records(self, group: list[int]) -> None:
        """A group of orphans that may be records: by who knows their uids, else by the boxes alone."""
        rows = self._sample(group)
        if not rows:
            return
        told = Counter(name for row in rows if (name := self._told_by(row)) is not None)
        if told:
            names = [name for name, _ in told.most_common()]
            fitting = self._candidates(iter(names), rows[:1]) or self._candidates(iter(names), rows)
        else:
            fitting = self._candidates(iter(self._catalogue.registers), rows)
        if fitting and (told or len(fitting) == 1):
            self._take_orphans(fitting[0], group)
        elif len(fitting) > 1:
            self.unplaced += sum(1 for leaf in group for _ in self.trees.rows(leaf))

    def _told_by(self, row: Row) -> str | None:
        """The register of a record by its card or its history."""
        uid = row.values[0] if row.values else None
        if not isinstance(uid, str):
            return None
        for model in (IndexCard, Entry):
            query = model.select(model.register).where(model.uid == uid).limit(1)
            found = _scalar(query, self._refill.database)
            if found is not None:
                return found
        return None


def _scalar(query: Any, database: peewee.SqliteDatabase) -> str | None:
    found = query.scalar(database)
    return None if found is None else str(found)


def _is_blob(row: Row) -> bool:
    """Whether an attached file is what its name says."""
    if len(row.values) != len(Blob._meta.sorted_fields):
        return False
    sha256, size, data = row.values
    data = data if isinstance(data, bytes) else b""
    return len(data) == size and hashlib.sha256(data).hexdigest() == sha256
