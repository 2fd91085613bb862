"""Records called the same told apart: by the tail of the ID number, then by what stands beside the name."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import peewee

from desktop_app.base.names import compare_key
from desktop_app.records.box import COVERED, AnyBox, Naming
from desktop_app.records.tails import TAIL, id_box_of, tail_of
from desktop_app.storage.reader import Reader
from desktop_app.storage.tables import IndexCard

# Words beside a name that still fit a line.
_MOST_WORDS = 3


def told_apart(reader: Reader, name: str, uids: Sequence[str]) -> Iterator[tuple[str, str]]:
    """For each of these live records of one register what tells it from others of its name."""
    register = reader.catalogue[name]
    names = [n for n in register.listing if n in register.boxes and register.boxes[n].kind != "id_number"]
    model = register.model
    for record in reader.find(model.select().where(model.uid.in_(list(uids)))):
        heading, tail = reader.name(record.uid), tail_of(register, record)
        words = [listed(register.boxes[n], getattr(record, n), reader.name) for n in names]
        beside = [word for word in words if word and word not in (heading, COVERED)]
        yield record.uid, " ".join([tail, *beside][:_MOST_WORDS] if tail else beside[:_MOST_WORDS])


def apart(reader: Reader, headings: Mapping[str, str]) -> dict[str, str]:
    """Of these headings by uid those of people whom another is called like, with the tail that tells who."""
    people = [register.name for register in reader.catalogue if id_box_of(register)]
    keys = {compare_key(heading) for heading in headings.values()}
    if not people or not keys:
        return {}
    card = IndexCard.select(IndexCard.name_key).where(
        IndexCard.register.in_(people), IndexCard.removed == 0, IndexCard.name_key.in_(sorted(keys))
    )
    twice = card.group_by(IndexCard.register, IndexCard.name_key).having(peewee.fn.count(IndexCard.uid) > 1)
    doubled = {key for (key,) in reader.rows(twice)}
    alike = [uid for uid, heading in headings.items() if compare_key(heading) in doubled]
    found: dict[str, str] = {}
    for register in map(reader.catalogue.__getitem__, people) if alike else ():
        model = register.model
        for record in reader.find(model.select().where(model.uid.in_(alike))):
            if tail := tail_of(register, record):
                found[record.uid] = f"{headings[record.uid]}（{tail}）"
    return found


class Namesake(NamedTuple):
    """Somebody another is called like: the name, and the name with what tells who it is."""

    name: str
    told: str


def namesakes(reader: Reader) -> dict[str, Namesake]:
    """Everybody on the books whom another of the same register is called like, by uid."""
    found: dict[str, Namesake] = {}
    for register in reader.catalogue:
        if not id_box_of(register):
            continue
        of_it = (IndexCard.register == register.name) & (IndexCard.removed == 0) & (IndexCard.name_key != "")
        twice = IndexCard.select(IndexCard.name_key).where(of_it).group_by(IndexCard.name_key)
        alike = twice.having(peewee.fn.count(IndexCard.uid) > 1)
        people = IndexCard.select(IndexCard.uid).where(of_it, IndexCard.name_key.in_(alike))
        uids = [uid for (uid,) in reader.rows(people)]
        for uid, note in told_apart(reader, register.name, uids) if uids else ():
            name = reader.name(uid)
            tail = note.split(" ")[0] if note.startswith(TAIL) else note
            if tail:
                found[uid] = Namesake(name, f"{name}（{tail}）")
    return found


def listed(box: AnyBox, value: object, naming: Naming) -> str:
    """A value as lists show it: a private one with its private part covered."""
    if value is None or not box.private:
        return box.show(value, naming)
    covered = box.masked(value, naming)
    return COVERED if covered == box.show(value, naming) else covered
