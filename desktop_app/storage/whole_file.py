"""A branch file gone through from end to end for the whole export, and made anew from one."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import peewee

from desktop_app.base.errors import UserError
from desktop_app.records.base import STAMP
from desktop_app.records.roles import Act
from desktop_app.records.whole import Carried, Table, Value
from desktop_app.storage.fitting import Fitting
from desktop_app.storage.new_cards import WAY, stored_rows, write_cards
from desktop_app.storage.reader import Reader
from desktop_app.storage.rebuild import Grammar
from desktop_app.storage.replica import PLACED, become_new_replica, note_of, put_note
from desktop_app.storage.sqlite import engine
from desktop_app.storage.sqlite.refill import Refill
from desktop_app.storage.sqlite.sealed_pages import SALT_NOTE
from desktop_app.storage.steps import step_names
from desktop_app.storage.tables import TABLES, Blob, IndexCard, Knowledge, Note

# What is made anew, or goes out in another form.
_NOT_ROWS: tuple[type[peewee.Model], ...] = (IndexCard, Blob)
# Notes of this one file, which mean nothing elsewhere.
_OF_THIS_FILE = ("office", "replica", PLACED, WAY)
TITLES = {
    "action": "操作：一次做了什么",
    "history": "修改记录：每次操作改了哪条记录的哪几栏",
    "note": "设置和没写完的草稿",
    "knowledge": "见过各份支部文件写到哪里",
    "checkpoint": "别的文件的校验点",
    "before_merge": "最近一次接收前的样子",
}
# Rows laid out at a time.
_CHUNK = 1000


class WholeReader:
    """Goes through an open file; ``secrets`` are notes that never leave it in clear."""

    def __init__(self, reader: Reader, secrets: Sequence[str], about: Mapping[str, Value]) -> None:
        reader.door.require(Act.CARRY_OUT)
        self._reader, self._secrets, self._about = reader, tuple(secrets), dict(about)
        self.naming = reader.name

    def about(self) -> dict[str, Value]:
        """Office, replica, the steps the file has had."""
        reader = self._reader
        schema = len(step_names(reader.catalogue.steps))
        return {"office": reader.office, "replica": reader.replica, "schema": schema, **self._about}

    def tables(self) -> list[Table]:
        """The registers, then the file's own tables."""
        found = [
            Table(
                register.name,
                register.title,
                ("uid", *STAMP, *register.boxes),
                ("", *("" for _ in STAMP), *(box.title for box in register.boxes.values())),
                register,
            )
            for register in self._reader.catalogue
        ]
        for model in TABLES:
            if model not in _NOT_ROWS:
                meta: Any = model._meta
                names = tuple(field.column_name for field in meta.sorted_fields)
                title = TITLES.get(meta.table_name, meta.table_name)
                found.append(Table(meta.table_name, title, names, ("",) * len(names), None))
        return found

    def rows(self, table: Table) -> Iterator[tuple[Any, ...]]:
        """The rows of a table as they are stored."""
        if table.register is not None:
            for rows in stored_rows(self._reader, table.register):
                yield from rows
            return
        model: Any = next(model for model in TABLES if model._meta.table_name == table.name)
        cursor = self._reader.select(*model.select().order_by(model._meta.primary_key).sql())
        while rows := cursor.fetchmany(_CHUNK):
            yield from rows if model is not Note else filter(self._may_leave, rows)

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Every attached file, one at a time."""
        names = self._reader.rows(Blob.select(Blob.sha256).order_by(Blob.sha256))
        for (sha256,) in names:
            found = self._reader.rows(Blob.select(Blob.data).where(Blob.sha256 == sha256))
            if found:
                yield sha256, bytes(found[0][0])

    def file_names(self) -> dict[str, str]:
        """SHA-256 → what a record calls the file."""
        found: dict[str, str] = {}
        for register in self._reader.catalogue:
            for name, box in register.boxes.items():
                if box.kind == "files":
                    place = 1 + len(STAMP) + list(register.boxes).index(name)
                    for rows in stored_rows(self._reader, register):
                        for row in rows:
                            if row[place] is not None:
                                found.update((one[0], one[1]) for one in box.from_stored(row[place]))
        return found

    def _may_leave(self, note: tuple[Any, ...]) -> bool:
        key = str(note[0])
        return key not in (*_OF_THIS_FILE, *self._secrets) and not key.startswith(SALT_NOTE)


def fill_file(
    path: Path,
    raw: bytes,
    grammar: Grammar,
    about: Mapping[str, Value],
    incoming: Carried,
    progress: Callable[[int, int], None] | None = None,
) -> None:
    """Make the sealed file ``path`` of a whole export; nothing of it stays when something does not fit."""
    catalogue = grammar.catalogue
    steps, schema = step_names(catalogue.steps), about.get("schema")
    if type(schema) is not int or not 0 < schema <= len(steps):
        raise UserError("这份全部资料由更新版本的程序导出", "没有导入任何内容", "请先升级程序，再导入")
    refill = Refill(path, raw, catalogue.steps, steps[schema - 1])
    try:
        with refill.database.atomic():
            tables = incoming.tables()
            for done, table in enumerate(tables, 1):
                _fill_table(refill, Fitting(catalogue) if schema == len(steps) else None, table, incoming)
                if progress is not None:
                    progress(done, len(tables))
            for sha256, data in incoming.files():
                refill.put_named("blob", ("sha256", "size", "data"), [(sha256, len(data), data)])
        refill.take_all_steps()
        with refill.database.atomic():
            _settle(refill.database, str(about.get("office") or ""), str(about.get("replica") or ""))
        write_cards(refill.database, catalogue, grammar.clock, grammar.pinyin)
        refill.finish()
    except BaseException:
        refill.database.close()
        engine.discard(path)
        raise


def _fill_table(refill: Refill, fitting: Fitting | None, table: str, incoming: Carried) -> None:
    shape = refill.shapes.get(table)
    if shape is None:
        raise _unfit(table, 0)
    rows: list[tuple[Value, ...]] = []
    for number, values in incoming.lines(table):
        if not values.keys() <= set(shape.columns):
            raise _unfit(table, number)
        row = tuple(values.get(name) for name in shape.columns)
        if fitting is not None and not fitting.fits(table, shape.columns, row, -1):
            raise _unfit(table, number)
        rows.append(row)
        if len(rows) == _CHUNK:
            _put(refill, table, shape.columns, rows, number)
            rows = []
    _put(refill, table, shape.columns, rows, 0)


def _put(
    refill: Refill, table: str, columns: Sequence[str], rows: list[tuple[Value, ...]], number: int
) -> None:
    if refill.put_named(table, columns, rows) != len(rows):
        raise _unfit(table, number)


def _settle(database: peewee.SqliteDatabase, office: str, replica: str) -> None:
    """Have the new file write as a replica of its own."""
    if not office:
        raise UserError("这份全部资料没有写明是哪个党组织的", "没有导入任何内容", "请换一份没有改动过的")
    put_note(database, "office", office)
    put_note(database, "replica", replica)
    if not note_of(database, "replica") or not Knowledge.select().exists(database):
        Knowledge.insert(replica=replica, office=office, seq=0, clock=0, chain="").execute(database)
    become_new_replica(database)


def _unfit(table: str, number: int) -> UserError:
    place = f"{table}.jsonl" + (f" 第 {number} 行" if number else "")
    return UserError(f"{place} 的内容不成立", "没有导入任何内容", "请换一份没有改动过的全部资料")
