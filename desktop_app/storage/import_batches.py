"""Imports as batches: seen at any later time, and taken back as far as nothing newer stands on them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from desktop_app.base.errors import UserError
from desktop_app.records.record import Register
from desktop_app.storage.action import Change
from desktop_app.storage.ledger import Ledger
from desktop_app.storage.mentions import namers
from desktop_app.storage.reader import Reader
from desktop_app.storage.stored_values import stored_values
from desktop_app.storage.tables import ActionRow, Entry

EDITED, NAMED, KEPT = "后来改过", "别的记录里写到了它", "这本台账的记录要留着"


@dataclass(frozen=True, slots=True)
class Batch:
    """One import: its action, title and time, how many records it wrote, and whether it was taken back."""

    number: int
    title: str
    at: datetime
    records: int
    undone: bool


@dataclass(frozen=True, slots=True)
class Staying:
    """A record that an undo of its import leaves as it is, and why."""

    uid: str
    register: str
    why: str


@dataclass(frozen=True, slots=True)
class BatchStanding:
    """What an undo of a batch takes back, by uid, and what stays."""

    goes: frozenset[str]
    stays: tuple[Staying, ...]


def batches(reader: Reader, most: int = 50) -> list[Batch]:
    """The latest imports, newest first."""
    rows = reader.find(
        ActionRow.select().where(ActionRow.kind == "import").order_by(ActionRow.id.desc()).limit(most)
    )
    return [
        Batch(
            one.id,
            one.title,
            datetime.fromisoformat(one.at),
            reader.count(Entry.select(Entry.uid).where(Entry.action == one.id).distinct()),
            one.undone_by is not None,
        )
        for one in rows
    ]


def standing(reader: Reader, number: int) -> BatchStanding:
    """How the import ``number`` stands today."""
    last: dict[str, Entry] = {}
    added: set[str] = set()
    for entry in reader.find(Entry.select().where(Entry.action == number).order_by(Entry.id)):
        last[entry.uid] = entry
        if entry.old is None:
            added.add(entry.uid)
    stays = {uid: EDITED for uid, entry in last.items() if not _is_untouched(reader, entry, uid in added)}
    goes: dict[str, str] = {uid: one.register for uid, one in last.items() if uid not in stays}
    for uid in [uid for uid in goes if uid in added]:
        if _is_kept(reader, reader.catalogue[goes[uid]], uid):
            stays[uid] = KEPT
            del goes[uid]
    while named := _named(reader, {uid: name for uid, name in goes.items() if uid in added}, goes):
        for uid in named:
            stays[uid] = NAMED
            del goes[uid]
    left = (Staying(uid, last[uid].register, stays[uid]) for uid in last if uid in stays)
    return BatchStanding(frozenset(goes), tuple(left))


def take_back(ledger: Ledger, number: int, initiator: object = None) -> Change:
    """Undo the import ``number`` as far as it stands, as one action; UserError when nothing of it does."""
    title = next((one.title for one in batches(ledger, 1000) if one.number == number and not one.undone), "")
    if not title:
        raise UserError("这次导入已经撤销过", "没有改动")
    with ledger.action(f"撤销：{title}", kind="undo", undoes=number, initiator=initiator) as action:
        found = standing(ledger, number)
        if not found.goes:
            raise UserError(
                "这次导入的记录后来都改过或者用到了，没有可以撤销的",
                "没有改动",
                "请在记录的改动历史里一栏栏改回",
            )
        action.reverse(number, only=found.goes)
        taken = ActionRow.update(undone_by=action.number).where(ActionRow.id == number)
        taken.execute(ledger.database)
    return action.change


def _is_untouched(reader: Reader, entry: Entry, is_added: bool) -> bool:
    """Whether the record still holds what the import wrote; a new one, nothing else either."""
    register = reader.catalogue[entry.register]
    record = reader.get(register.model, entry.uid)
    if record is None:
        return False
    now = {**register.stored(record), "removed_at": record.removed_at}
    wrote = stored_values(entry.new)
    if is_added:
        wrote = {**dict.fromkeys(now), **wrote}
    return all(name in now and now[name] == value for name, value in wrote.items())


def _is_kept(reader: Reader, register: Register, uid: str) -> bool:
    record = reader.get(register.model, uid)
    return record is not None and any(list(rule(record, reader)) for rule in register.removal_rules)


def _named(reader: Reader, gone: Mapping[str, str], going: Iterable[str]) -> set[str]:
    """Which of ``gone`` (uid → register) a record names that does not go itself."""
    by_register: dict[str, list[str]] = {}
    for uid, name in gone.items():
        by_register.setdefault(name, []).append(uid)
    with_it = set(going)
    return {named for named, by in namers(reader, by_register) if by not in with_it}
