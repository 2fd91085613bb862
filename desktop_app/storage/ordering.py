"""In which order the records of a register stand: words by sound or strokes, choices as they are listed."""

from collections.abc import Iterable
from typing import Any

import peewee

from desktop_app.records.box import AnyBox
from desktop_app.records.kinds import Choice, Lines, Text
from desktop_app.records.links import Files, IdNumber, PersonLink, Persons, Phone, RecordLink
from desktop_app.records.record import Register
from desktop_app.storage.reader import Reader
from desktop_app.storage.sqlite.sorting import Way, called_in_order, first_of, in_order, orders_of
from desktop_app.storage.tables import IndexCard

FALLING, STROKES = "-", "~"
"""Before the name of a box: from the last to the first; by 姓氏笔画 in place of sound (``-~name``)."""
_NAME_ENDS = ("姓名", "人", "者")


def bare_name(term: str) -> str:
    """The name of the box a term sorts by."""
    return term.removeprefix(FALLING).removeprefix(STROKES)


def order_terms(reader: Reader, register: Register, order: Iterable[str] = ()) -> list[Any]:
    """What to sort by, the register's own order where none is given; the uid last leaves none to chance."""
    terms = []
    for term in tuple(order) or register.order:
        name = bare_name(term)
        by = register.model.uid if name == "uid" else _term(reader, register, name, STROKES in term)
        terms.append(by.desc() if term.startswith(FALLING) else by.asc())
    return [*terms, register.model.uid.asc()]


def sorts_as_stored(box: AnyBox) -> bool:
    """Whether a box is put in order by what is stored: days, numbers, codes."""
    if isinstance(box, Choice | Lines | Persons | RecordLink):
        return False
    return isinstance(box, Files | IdNumber | Phone) or not isinstance(box, Text)


def has_names(box: AnyBox) -> bool:
    """Whether a box holds names of people: they are read as names, and may stand by strokes."""
    if isinstance(box, RecordLink):
        return isinstance(box, PersonLink) or "member" in box.to
    return isinstance(box, Persons) or (box.kind == "text" and is_name_title(box.title))


def is_name_title(title: str) -> bool:
    """Whether what stands under such a heading are names of people."""
    return title.endswith(_NAME_ENDS)


def _term(reader: Reader, register: Register, name: str, strokes: bool) -> Any:
    box = register.boxes[name]
    way = Way.STROKES if strokes else Way.NAME if has_names(box) else Way.SOUND
    if isinstance(box, Choice):
        return peewee.Case(box, [(value, at) for at, value in enumerate(box.options)], len(box.options))
    if sorts_as_stored(box):
        return box
    if isinstance(box, RecordLink):
        _learn(reader, register, box, way)
        return called_in_order(box, way)
    if isinstance(box, Persons):
        first = first_of(box)
        called = IndexCard.select(IndexCard.heading).where(IndexCard.uid == first)
        return in_order(peewee.fn.coalesce(called, first), way)
    return in_order(first_of(box) if isinstance(box, Lines) else box, way)


def _learn(reader: Reader, register: Register, box: AnyBox, way: Way) -> None:
    """What the records linked to are called: asked once for each, not once a row."""
    linked = register.model.select(box).distinct()
    query = IndexCard.select(IndexCard.uid, IndexCard.heading).where(IndexCard.uid.in_(linked))
    orders_of(reader.database).learn(way, reader.select(*query.sql()).fetchall())
