"""The branch file as it stood when a paper was printed, and what was done to its records since."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from desktop_app.records.box import Scalar, Stored
from desktop_app.records.record import Register
from desktop_app.records.roles import Role
from desktop_app.storage.ordering import order_terms
from desktop_app.storage.reader import Reader
from desktop_app.storage.reads import Reads
from desktop_app.storage.sqlite.past import PastDatabase, Row, fields_of
from desktop_app.storage.sqlite.sealed import SealedDatabase
from desktop_app.storage.statements import NOT_HERE
from desktop_app.storage.stored_values import stored_values
from desktop_app.storage.tables import ActionRow, Entry, IndexCard, Knowledge

_REMOVED = "removed_at"
# Values asked for in one statement, below what an engine bears.
_BATCH = 500


@dataclass(frozen=True)
class Since:
    """One record that is not as it was: its boxes then and now, and when it was last changed by whom.

    ``was_there`` and ``is_there`` say whether it stood in its register, the bin not counted; ``row`` is its
    row then, None where it was not entered yet.
    """

    register: Register
    uid: str
    boxes: Mapping[str, tuple[Scalar, Scalar]]
    was_there: bool
    is_there: bool
    at: str
    actor: str
    row: Row | None


def place_now(reader: Reader) -> str:
    """How far this file has seen every replica's writes, in words that ``since`` reads again."""
    query = Knowledge.select(Knowledge.replica, Knowledge.seq).order_by(Knowledge.replica)
    return json.dumps(dict(reader.rows(query)), separators=(",", ":"))


def since(reader: Reader, place: str, reads: Reads) -> list[Since]:
    """The records among ``reads`` that differ from what stood at ``place``, what was changed last first.

    Where the PCs of an office met in between, what is told is how the records came to differ here.
    """
    names = reads.registers | _registers_of(reader, reads.uids)
    old: dict[tuple[str, str], Stored] = {}
    last: dict[tuple[str, str], tuple[str, str]] = {}
    born: set[tuple[str, str]] = set()
    for register, uid, before, new, at, actor in _lines_after(reader, place, names):
        key = register, uid
        if register not in reads.registers and uid not in reads.uids:
            continue
        last.setdefault(key, (at, actor))
        was = old.setdefault(key, {})
        if before is None:
            born.add(key)
        else:
            born.discard(key)
            was.update({name: before.get(name) for name in new})
    return [one for key in last if (one := _since(reader, key, old[key], key in born, last[key])) is not None]


def _since(
    reader: Reader, key: tuple[str, str], old: Stored, born: bool, last: tuple[str, str]
) -> Since | None:
    register = reader.catalogue[key[0]]
    record = reader.get(register.model, key[1])
    if record is None:
        return None
    now = {field.name: field.db_value(getattr(record, field.name)) for field in fields_of(register)}
    was = dict.fromkeys(now) if born else {**now, **{name: old[name] for name in old if name in now}}
    boxes = {name: (was[name], now[name]) for name in register.boxes if was[name] != now[name]}
    was_there, is_there = not born and was[_REMOVED] is None, now[_REMOVED] is None
    if not (was_there or is_there) or not (boxes or was_there != is_there):
        return None
    row = None if born else tuple(was.values())
    return Since(register, key[1], boxes, was_there, is_there, *last, row)


def _registers_of(reader: Reader, uids: Collection[str]) -> set[str]:
    wanted, found = sorted(uids), set[str]()
    for at in range(0, len(wanted), _BATCH):
        query = IndexCard.select(IndexCard.register).where(IndexCard.uid.in_(wanted[at : at + _BATCH]))
        found.update(name for (name,) in reader.rows(query.distinct()))
    return found


def _lines_after(
    reader: Reader, place: str, names: Collection[str]
) -> Iterator[tuple[str, str, Stored | None, Stored, str, str]]:
    """The lines of history of some registers that ``place`` had not seen, the last one first."""
    seen: Mapping[str, int] = json.loads(place)
    fresh: Any = Entry.replica.not_in(sorted(seen))
    for replica, seq in seen.items():
        fresh |= (Entry.replica == replica) & (Entry.seq > seq)
    query = (
        Entry.select(Entry.register, Entry.uid, Entry.old, Entry.new, ActionRow.at, ActionRow.actor)
        .join(ActionRow, on=(ActionRow.id == Entry.action))
        .where(Entry.register.in_(sorted(names)) & fresh)
        .order_by(Entry.id.desc())
    )
    for register, uid, old, new, at, actor in reader.rows(query):
        yield register, uid, stored_values(old) if old else None, stored_values(new), at, actor


class PastReader(Reader):
    """Reads the branch file as it stood before ``changes``, on ``day``; to be closed when it was read.

    For a ``role`` that does not see everything, as it stands now alone.
    """

    def __init__(
        self, reader: Reader, changes: Collection[Since], day: date, role: Role = Role.SECRETARY
    ) -> None:
        past: dict[Register, dict[str, Row | None]] = defaultdict(dict)
        for one in changes:
            past[one.register][one.uid] = one.row
        database = PastDatabase(cast(SealedDatabase, reader.door.file), past)
        super().__init__(database, reader.catalogue, reader.clock, role)
        self._day = day
        self._past = {one.uid: one for one in changes}

    @property
    def today(self) -> date:
        return self._day

    def in_order(self, register: Register) -> list[Any]:
        """What a select of a register's records is ordered by, as ``Ledger.in_order`` tells it."""
        return order_terms(self, register)

    def name(self, uid: str) -> str:
        one = self._past.get(uid)
        if one is None:
            return super().name(uid)
        record = self.get(one.register.model, uid)
        return NOT_HERE if record is None else one.register.heading(record, self.name)
