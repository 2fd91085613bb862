"""What a damaged file has lost: filled from a backup, taken on by the history, or told as lost."""

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

import peewee

from desktop_app.records.base import STAMP
from desktop_app.records.record import Catalogue, Register
from desktop_app.storage.found_rows import OWN, FoundRows
from desktop_app.storage.rebuild_report import RebuildReport, RegisterTold
from desktop_app.storage.replay import Histories, Known, is_latest
from desktop_app.storage.sqlite.refill import Refill, rows_of, shape_of
from desktop_app.storage.sqlite.trees import LAST
from desktop_app.storage.tables import Blob, Entry, IndexCard

_CARD = IndexCard._meta.table_name
# What the file's own tables are called in the report.
TITLES = {
    "action": "操作记录",
    "history": "修改记录",
    "blob": "附件",
    "note": "设置和草稿",
    "knowledge": "交换进度",
    "checkpoint": "校验点",
}


class GoneRows:
    """Fills what ``found`` could not take, in the fresh file of today's shape."""

    def __init__(self, found: FoundRows, refill: Refill, catalogue: Catalogue) -> None:
        self._found, self._refill, self._catalogue = found, refill, catalogue
        self._database = refill.database
        self._backup: Counter[str] = Counter()
        self._history: Counter[str] = Counter()
        self._older: dict[str, list[str]] = {}
        self._headings: dict[str, str] = {}
        self._from_backup: dict[str, list[str]] = {}

    # -- the backup ---------------------------------------------------------------------------------

    def fill(self, backup: peewee.SqliteDatabase) -> None:
        """Take from an open backup the rows that lay on lost pages."""
        there = set(backup.get_tables())
        for table in (*OWN, *self._catalogue.registers):
            if table in there and table in self._refill.shapes and self._found.damaged(table):
                self._fill_table(backup, table)
        if _CARD in there:
            query = IndexCard.select(IndexCard.uid, IndexCard.heading).tuples()
            self._headings = dict(query.execute(backup))

    def _fill_table(self, backup: peewee.SqliteDatabase, table: str) -> None:
        columns = self._refill.shapes[table].columns
        shape = shape_of(backup, table)
        names = [name for name in shape.columns if name in columns]
        register = table in self._catalogue
        for rowid, *values in rows_of(backup, table, names):
            if not self._found.lacks(table, rowid) and not (register and self._is_known(table, values[0])):
                continue
            if self._refill.put_named(table, names, [values]):
                self._backup[table] += 1
                if register:
                    self._from_backup.setdefault(table, []).append(str(values[0]))

    def _is_known(self, register: str, uid: str) -> bool:
        """Whether the damaged file still tells of a record by its card."""
        return bool(
            IndexCard.select()
            .where(IndexCard.uid == uid, IndexCard.register == register)
            .exists(self._database)
        )

    # -- the history --------------------------------------------------------------------------------

    def replay(self) -> None:
        """Bring to its last state what came from a backup; make anew what only history knows."""
        ends = not any(high == LAST for _, high in self._found.trees.tree("history").gaps)
        histories = Histories(self._database, ends=ends)
        for register in self._catalogue:
            if not self._found.damaged(register.name):
                continue
            for uid in self._from_backup.get(register.name, ()):
                self._bring_on(histories, register, uid)
            for uid in self._found.doubted.get(register.name, ()):
                self._bring_on(histories, register, uid)
            for uid in dict.fromkeys(self._missing(register)):
                known = histories.latest(histories.lines(register.name, uid), None)
                if known is not None:
                    self._write(register, uid, known)
                    self._history[register.name] += 1

    def _bring_on(self, histories: Histories, register: Register, uid: str) -> None:
        lines, found = histories.lines(register.name, uid), self._read(register, uid)
        if is_latest(lines, found.stamp["replica"], found.stamp["dot"]) and (lines or histories.ends):
            if not histories.ends:
                self._older.setdefault(register.name, []).append(uid)
            return
        known = histories.latest(lines, found)
        if known is None:
            self._older.setdefault(register.name, []).append(uid)
            return
        self._refill.erase(register.name, "uid", uid)
        self._write(register, uid, known)

    def _read(self, register: Register, uid: str) -> Known:
        model: Any = register.model
        names = (*STAMP, *register.boxes)
        query = model.select(*(model._meta.fields[name] for name in names)).where(model.uid == uid)
        row = self._database.execute_sql(*query.sql()).fetchone()
        split = len(STAMP)
        return Known(
            dict(zip(STAMP, row[:split], strict=True)), dict(zip(names[split:], row[split:], strict=True))
        )

    def _write(self, register: Register, uid: str, known: Known) -> None:
        boxes = {name: value for name, value in known.stored.items() if name in register.boxes}
        names = ("uid", *STAMP, *boxes)
        self._refill.put_named(
            register.name, names, [(uid, *(known.stamp[name] for name in STAMP), *boxes.values())]
        )

    # -- what is lost -------------------------------------------------------------------------------

    def _missing(self, register: Register) -> Iterator[str]:
        """The uids that cards, history or backup tell of and that have no row."""
        model: Any = register.model
        for table in (IndexCard, Entry):
            query = (
                table.select(table.uid)
                .join(model, peewee.JOIN.LEFT_OUTER, on=(model.uid == table.uid))
                .where(table.register == register.name, model.uid.is_null())
            )
            for (uid,) in query.distinct().tuples().execute(self._database):
                yield uid

    def report(self, report: RebuildReport) -> None:
        """Count it all, and name what is lost."""
        for register in self._catalogue:
            told = self._told(register.name, register.title)
            if self._found.damaged(register.name):
                lost = sorted(set(self._missing(register)))
                told.lost = [self._called(register, uid) for uid in lost]
                told.older = [self._called(register, uid) for uid in self._older.get(register.name, ())]
            report.registers.append(told)
        report.own = [self._told(name, title) for name, title in TITLES.items()]
        self._lost_files(report)
        report.unplaced = self._found.unplaced
        lists = all(self._found.damaged(name) for name in (_CARD, "history"))
        records = any(self._found.damaged(name) for name in self._catalogue.registers)
        report.maybe_more = lists and records

    def _told(self, name: str, title: str) -> RegisterTold:
        return RegisterTold(
            name,
            title,
            whole=self._found.whole[name],
            backup=self._backup[name],
            history=self._history[name],
        )

    def _called(self, register: Register, uid: str) -> str:
        """The words for a record: by its card, by the backup's, by its history, else by its number."""
        found = IndexCard.select(IndexCard.heading).where(IndexCard.uid == uid).scalar(self._database)
        if found or uid in self._headings:
            return str(found or self._headings[uid])
        query = Entry.select(Entry.new).where(Entry.uid == uid, Entry.old.is_null()).limit(1)
        told = query.scalar(self._database)
        if told:
            stored = {name: value for name, value in json.loads(told).items() if name in register.boxes}
            return register.heading(
                register.of_stored(uid, stored), lambda other: self._headings.get(other, "")
            )
        return f"编号 {uid}"

    def _lost_files(self, report: RebuildReport) -> None:
        """Attached files that records name and that are no longer there."""
        there = {sha256 for (sha256,) in Blob.select(Blob.sha256).tuples().execute(self._database)}
        lost: dict[str, str] = {}
        for register in self._catalogue:
            for name, box in register.boxes.items():
                if box.kind == "files":
                    model: Any = register.model
                    field = model._meta.fields[name]
                    query = model.select(field).where(field.is_null(False))
                    for (value,) in self._database.execute_sql(*query.sql()).fetchall():
                        lost.update({one[0]: one[1] for one in json.loads(value) if one[0] not in there})
        if self._found.damaged("blob"):
            told = next(one for one in report.own if one.name == "blob")
            told.lost = sorted(lost.values())
