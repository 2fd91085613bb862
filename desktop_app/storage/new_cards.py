"""Writing every index card and the words it is found by anew, from the records alone."""

from collections.abc import Callable, Iterator
from typing import Any

import peewee

from desktop_app.base.clock import Clock
from desktop_app.records.base import STAMP
from desktop_app.records.record import Catalogue, Register
from desktop_app.storage.reader import Reader
from desktop_app.storage.replica import note_of, put_note
from desktop_app.storage.writer import PinyinKeys, Version, Writer

# Records at a time.
_CHUNK = 1000

Progress = Callable[[int, int], None]

# How this program writes the words a card is found by; another number, and a file is written anew.
WAY = "search_words"
_THIS_WAY = "2"


def note_way(database: peewee.SqliteDatabase) -> None:
    """Write down in an open file that its cards are written as this program does."""
    put_note(database, WAY, _THIS_WAY)


def is_written_otherwise(database: peewee.SqliteDatabase) -> bool:
    """Whether the cards of an open file are those of a program that found less by them."""
    return note_of(database, WAY) != _THIS_WAY


def write_cards(
    database: peewee.SqliteDatabase,
    catalogue: Catalogue,
    clock: Clock,
    pinyin: PinyinKeys,
    progress: Progress | None = None,
) -> None:
    """Give every record of an open file without cards its card; one transaction for each register."""
    reader = Reader(database, catalogue, clock)
    unnamed: list[Version] = []
    for done, register in enumerate(_parents_first(catalogue), 1):
        with database.atomic():
            for versions in _versions(reader, register):
                writer = Writer(catalogue, database, reader.statements, reader.name, pinyin)
                writer.put(0, versions, rows=False)
                unnamed += writer.unnamed
                reader.forget()
        if progress is not None:
            progress(done, len(catalogue.registers))
    # Once more those that name a record whose card came after theirs.
    for start in range(0, len(unnamed), _CHUNK):
        writer = Writer(catalogue, database, reader.statements, reader.name, pinyin)
        some = unnamed[start : start + _CHUNK]
        for version in some:
            version.old = version.new
        with database.atomic():
            writer.put(0, some, rows=False)
    note_way(database)


def _parents_first(catalogue: Catalogue) -> list[Register]:
    return sorted(catalogue, key=lambda register: register.parent is not None)


def _versions(reader: Reader, register: Register) -> Iterator[list[Version]]:
    split = 1 + len(STAMP)
    names = ("uid", *STAMP, *register.boxes)
    for rows in stored_rows(reader, register):
        yield [
            Version(
                register,
                row[0],
                "new",
                None,
                dict(zip(names[split:], row[split:], strict=True)),
                dict(zip(STAMP, row[1:split], strict=True)),
            )
            for row in rows
        ]


def stored_rows(reader: Reader, register: Register) -> Iterator[list[tuple[Any, ...]]]:
    """Every record of a register, those in the bin too, as stored scalars: uid, stamps, boxes."""
    model: Any = register.model
    query = model.select(*(model._meta.fields[name] for name in ("uid", *STAMP, *register.boxes)))
    cursor = reader.select(*query.order_by(model.uid).sql())
    while rows := cursor.fetchmany(_CHUNK):
        yield rows
