"""Which records name which: what would be left pointing at nothing if a record went into the bin."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from desktop_app.records.base import Record
from desktop_app.records.links import Persons, RecordLink
from desktop_app.records.record import Register
from desktop_app.storage.reader import Reader
from desktop_app.storage.tables import IndexCard

# Values asked for in one statement, below what an engine bears.
_BATCH = 500


class Mention(NamedTuple):
    """A record, ``named`` by its uid, and the register with a live record that names it."""

    named: str
    by: Register


def mentions(reader: Reader, gone: Mapping[str, Collection[str]]) -> Iterator[Mention]:
    """By which live records ``gone`` (register → uids) are named, in the catalogue's order.

    What never leaves this PC does not count.
    """
    for register in reader.catalogue:
        if not register.stays_home:
            for uid in _named_by(reader, register, gone):
                yield Mention(uid, register)


def namers(reader: Reader, gone: Mapping[str, Collection[str]]) -> Iterator[tuple[str, str]]:
    """Who names ``gone`` (register → uids): the uid named, and that of a live record that names it."""
    for register in reader.catalogue:
        if not register.stays_home:
            yield from _namings(reader, register, gone)


def in_the_bin(reader: Reader, register: Register, record: Record) -> list[str]:
    """The uids of the records in the bin that ``record`` names, its parent among them."""
    boxes = register.boxes
    named = [uid for name, box in boxes.items() for uid in box.targets(getattr(record, name))]
    if not named:
        return []
    removed = IndexCard.select(IndexCard.uid).where(IndexCard.uid.in_(named), IndexCard.removed == 1)
    return [str(uid) for (uid,) in reader.rows(removed)]


def _named_by(reader: Reader, register: Register, gone: Mapping[str, Collection[str]]) -> dict[str, None]:
    """The uids of ``gone`` that live records of ``register`` name, each once."""
    return dict.fromkeys(named for named, _ in _namings(reader, register, gone))


def _namings(
    reader: Reader, register: Register, gone: Mapping[str, Collection[str]]
) -> Iterator[tuple[str, str]]:
    """The uids of ``gone`` that live records of ``register`` name, with the uid of each that does."""
    model = register.model
    for box in register.boxes.values():
        if not isinstance(box, RecordLink | Persons):
            continue
        wanted = dict.fromkeys(uid for name in box.to for uid in gone.get(name, ()))
        query = model.select(model.uid, box).where(model.removed_at.is_null())
        # A list of people is kept as one text: its lines are read through.
        questions = (
            [query.where(box.is_null(False))]
            if isinstance(box, Persons)
            else [query.where(box.in_(some)) for some in _batches(list(wanted))]
        )
        for question in questions if wanted else ():
            for by, value in reader.rows(question):
                yield from ((uid, by) for uid in box.targets(value) if uid in wanted)


def _batches(uids: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(uids), _BATCH):
        yield uids[start : start + _BATCH]
