"""Entries that stand twice: the pairs of the whole file, and those a new record would make."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import reduce
from itertools import combinations
from operator import and_, or_
from typing import Any

from desktop_app.base.names import compare_key
from desktop_app.records.alike import DAY, Key, certain_keys, is_words, likely_keys, may_be_same, person_boxes
from desktop_app.records.base import Record
from desktop_app.records.record import Register
from desktop_app.storage.ledger import Ledger
from desktop_app.storage.mentions import in_the_bin
from desktop_app.storage.reader import Reader
from desktop_app.storage.tables import IndexCard

MOST_PAIRS = 300
# In one heap of likes so many are held against each other: more are a habit of writing, no doubles.
_MOST_ALIKE = 30
_NOTE = "not_same:"


@dataclass(frozen=True)
class Pair:
    """Two live records of one register that are the same entry, or may be; the older one first."""

    register: str
    first: str
    second: str
    certain: bool
    why: str


@dataclass(frozen=True)
class Same:
    """A record that stands there already for one about to be written."""

    uid: str
    certain: bool
    in_bin: bool
    why: str


def compared(register: Register) -> bool:
    """Whether entries of a register can be doubles that a person may merge."""
    declared = register.unique or register.natural or person_boxes(register)[0]
    return bool(declared) and not (register.stays_home or register.append_only or register.is_tray)


def pairs(reader: Reader, names: Iterable[str] = ()) -> list[Pair]:
    """The pairs of these registers, of all without ``names``: certain ones first."""
    wanted = list(names) or [register.name for register in reader.catalogue]
    found: list[Pair] = []
    for name in wanted:
        register = reader.catalogue[name]
        if compared(register) and reader.may_read(name):
            found += _pairs_of(reader, register)
    return sorted(found, key=lambda pair: not pair.certain)[:MOST_PAIRS]


def _pairs_of(reader: Reader, register: Register) -> Iterator[Pair]:
    model, apart = register.model, _told_apart(reader, register)
    query = model.live().where(model.owner_office.in_(("", reader.office)))
    records = reader.find(query.order_by(model.entered_at, model.uid))
    heaps: dict[tuple[bool, Key], tuple[str, list[Record]]] = {}
    for record in records:
        for group, key in certain_keys(register, record):
            heaps.setdefault((True, key), (_words(register, group), []))[1].append(record)
        for key in likely_keys(register, record):
            heaps.setdefault((False, key), ("", []))[1].append(record)
    told = set(apart)
    for certain in (True, False):
        for (is_certain, _key), (why, heap) in heaps.items():
            if is_certain is not certain:
                continue
            for one, other in combinations(heap[:_MOST_ALIKE], 2):
                both = frozenset((one.uid, other.uid))
                words = why or may_be_same(register, one, other)
                if words and both not in told:
                    told.add(both)
                    yield Pair(register.name, one.uid, other.uid, certain, words)


def same_as(reader: Reader, record: Record) -> list[Same]:
    """What stands in the file or its bin for a record not yet written; the certain ones first."""
    register = reader.catalogue.of(record)
    if not compared(register):
        return []
    keys = {key: group for group, key in certain_keys(register, record)}
    likely = set(likely_keys(register, record))
    found = []
    for other in _candidates(reader, register, record) if keys or likely else ():
        shared = [group for group, key in certain_keys(register, other) if key in keys]
        why = _words(register, shared[0]) if shared else ""
        if not why and likely.intersection(likely_keys(register, other)):
            why = may_be_same(register, record, other)
        binned = bool(other.removed_at)
        if why and (not binned or (shared and not in_the_bin(reader, register, other))):
            found.append(Same(other.uid, bool(shared), binned, why))
    return sorted(found, key=lambda one: (not one.certain, one.in_bin))


def _candidates(reader: Reader, register: Register, record: Record) -> list[Record]:
    """The records worth a comparison: who is called so, and what agrees in all that is not in words."""
    model: Any = register.model
    wanted = []
    name, _birth = person_boxes(register)
    if name and (said := str(getattr(record, name) or "")):
        called = IndexCard.select(IndexCard.uid).where(
            IndexCard.register == register.name, IndexCard.name_key == compare_key(said)
        )
        wanted.append(model.uid.in_(called))
    for group in (*register.unique, *register.natural):
        exact = [n for n in group if not is_words(register, n)] or list(group)
        wanted += _agreeing(register, record, exact)
        if exact == list(group) and register.period:
            wanted += _agreeing(register, record, [register.period])
    if not wanted:
        return []
    ours = model.owner_office.in_(("", reader.office)) & (model.uid != record.uid)
    return reader.find(model.select().where(ours & reduce(or_, wanted)))


def _agreeing(register: Register, record: Record, names: list[str]) -> Iterator[Any]:
    """The condition that these boxes hold what ``record`` does, days whatever the hour; none with a blank."""
    held = []
    for name in names:
        box: Any = register.boxes[name]
        stored = box.db_value(getattr(record, name))
        if stored in (None, ""):
            return
        held.append(
            box.cast("TEXT").startswith(stored[:DAY])
            if box.kind == "time_span"
            else box == getattr(record, name)
        )
    yield reduce(and_, held)


def tell_apart(ledger: Ledger, pair: Pair) -> None:
    """Remember that the two of a pair are two: they are not shown again."""
    register = ledger.catalogue[pair.register]
    known = {tuple(sorted(both)) for both in _told_apart(ledger, register)}
    known.add(tuple(sorted((pair.first, pair.second))))
    ledger.set_note(_NOTE + register.name, json.dumps(sorted(known)))


def _told_apart(reader: Reader, register: Register) -> set[frozenset[str]]:
    return {frozenset(both) for both in json.loads(reader.note(_NOTE + register.name) or "[]")}


def _words(register: Register, group: Iterable[str]) -> str:
    return f"{'、'.join(f'「{register.boxes[name].title}」' for name in group)}相同"
