"""Taking the last merge back as a whole: its records, notes and what was known, as if it had not been."""

import json
from collections.abc import Iterable

from desktop_app.base.errors import UserError
from desktop_app.records.base import STAMP
from desktop_app.records.box import Stored
from desktop_app.records.record import Register
from desktop_app.storage.action import Action
from desktop_app.storage.reader import Reader
from desktop_app.storage.stored_values import stored_values
from desktop_app.storage.tables import BeforeMerge, Entry, Knowledge, Note
from desktop_app.storage.writer import Version

# What the note of a package says: it was taken over, or taken back since.
MERGED, TAKEN_BACK = "merged", "taken back"
# Records put back at a time, to bound memory.
_CHUNK = 2000


def remembered(reader: Reader) -> list[int]:
    """The merges of which is kept what stood before: those taken over together last, the latest first."""
    query = BeforeMerge.select(BeforeMerge.action).distinct().order_by(BeforeMerge.action.desc())
    return [number for (number,) in reader.rows(query)]


def was_taken_back(reader: Reader, package: str) -> bool:
    """Whether a package that came in was taken back since."""
    return reader.note(merged_key(package)) == TAKEN_BACK


def merged_key(package: str) -> str:
    """The note that says whether a package that came in was taken back since."""
    return f"merged:{package}"


def forget_merge(reader: Reader) -> None:
    """From now on the last merge stays."""
    BeforeMerge.delete().execute(reader.database)


def take_back(reader: Reader, action: Action) -> list[int]:
    """Within ``action``, put everything back that the last merges touched; UserError when changed since.

    Gives the numbers of the merges.
    """
    merges = remembered(reader)
    for merge in merges:
        _take_back_one(reader, action, merge)
    forget_merge(reader)
    return merges


def _take_back_one(reader: Reader, action: Action, merge: int) -> None:
    stamps, notes, knowledge = _remembered(reader, merge)
    query = Entry.select(Entry.register, Entry.uid, Entry.old, Entry.replica, Entry.seq)
    by_register: dict[str, list[tuple[str, str | None, str, int]]] = {}
    for name, *rest in reader.rows(query.where(Entry.action == merge)):
        by_register.setdefault(name, []).append((rest[0], rest[1], rest[2], rest[3]))
    for name, entries in by_register.items():
        register = reader.catalogue[name]
        for start in range(0, len(entries), _CHUNK):
            _put_back(reader, action, register, entries[start : start + _CHUNK], stamps)
    for key, value in notes.items():
        _set_note(reader, key, value)
    for replica, was in knowledge.items():
        Knowledge.delete().where(Knowledge.replica == replica).execute(reader.database)
        if was:
            office, seq, clock, chain = json.loads(was)
            row = {"replica": replica, "office": office, "seq": seq, "clock": clock, "chain": chain}
            Knowledge.insert(row).execute(reader.database)


def _put_back(
    reader: Reader,
    action: Action,
    register: Register,
    entries: Iterable[tuple[str, str | None, str, int]],
    stamps: dict[str, dict[str, object]],
) -> None:
    came: list[str] = []
    versions: list[Version] = []
    for uid, old, replica, seq in entries:
        record = reader.get(register.model, uid)
        if record is None or (record.replica, record.dot) != (replica, seq):
            raise UserError(
                f"“{reader.name(uid)}”接收以后又改过，这次接收不能整个撤销",
                "没有改动",
                "可以从接收前的备份恢复，或者逐条改回",
            )
        if old is None:
            came.append(uid)
            continue
        now: Stored = register.stored(record)
        before: Stored = {**now, **stored_values(old)}
        before.pop("removed_at", None)
        stamp = {name: stamps[uid][name] for name in STAMP}
        versions.append(Version(register, uid, "undo", now, before, stamp, record.removed_at))
    action.put(versions)
    action.erase(register, came)


def _remembered(
    reader: Reader, action: int
) -> tuple[dict[str, dict[str, object]], dict[str, str], dict[str, str]]:
    """Stamps by uid, notes by key, knowledge by replica, as they were."""
    stamps: dict[str, dict[str, object]] = {}
    notes: dict[str, str] = {}
    knowledge: dict[str, str] = {}
    query = BeforeMerge.select(BeforeMerge.register, BeforeMerge.uid, BeforeMerge.stamp)
    for name, uid, kept in reader.rows(query.where(BeforeMerge.action == action)):
        if name == "note":
            notes[uid] = kept
        elif name == "knowledge":
            knowledge[uid] = kept
        else:
            stamps[uid] = json.loads(kept)
    return stamps, notes, knowledge


def _set_note(reader: Reader, key: str, value: str) -> None:
    Note.delete().where(Note.key == key).execute(reader.database)
    if value:
        Note.insert(key=key, value=value).execute(reader.database)
