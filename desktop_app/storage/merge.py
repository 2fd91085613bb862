"""Taking a compared package over: rows, losers, files and bookkeeping in one action."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from desktop_app.base.clock import HybridClock
from desktop_app.records.base import STAMP
from desktop_app.records.box import Stored
from desktop_app.records.record import Register
from desktop_app.records.transfer import (
    CONFLICTS,
    GIVE_BACK,
    STEP,
    TAKEN,
    Incoming,
    MergeOutcome,
    MergePlan,
    Progress,
)
from desktop_app.storage import chain
from desktop_app.storage.action import Action
from desktop_app.storage.arrived_files import keep_files
from desktop_app.storage.ledger import Ledger
from desktop_app.storage.outgoing import knowledge
from desktop_app.storage.sqlite.staging import StageTables
from desktop_app.storage.tables import BeforeMerge, Knowledge
from desktop_app.storage.unmerge import MERGED, TAKEN_BACK, merged_key
from desktop_app.storage.writer import Version

# A received version: its stamp and its boxes as stored.
Received = tuple[dict[str, Any], Stored]
# Records taken over at a time, to bound memory.
_CHUNK = 2000


def take_over(
    ledger: Ledger,
    tables: StageTables,
    incoming: Incoming,
    plan: MergePlan,
    progress: Progress | None = None,
    *,
    together: bool = False,
) -> None:
    """Take the compared records over in one action; ``plan`` has been brought up to date.

    ``together`` with the merge before it: one undo takes both back.
    """
    total = plan.count(*TAKEN)
    with ledger.action(f"接收 {incoming.subject}", kind="merge") as action:
        memory = _Memory(ledger, action.number, together=together)
        memory.note(merged_key(incoming.package), TAKEN_BACK)
        ledger.set_note(merged_key(incoming.package), MERGED)
        for register in ledger.catalogue:
            if register.name in tables.made:
                tables.bring_new(register.name, list(register.boxes), action.number)
        done = 0
        for name, chunk in tables.walk(TAKEN, _CHUNK):
            _take_chunk(ledger, tables, action, ledger.catalogue[name], chunk, memory)
            done += len(chunk)
            if progress is not None:
                progress(done, total)
        action.name_anew()
        if incoming.kind in (STEP, GIVE_BACK):
            # Our own records are stamped behind these; another office's date is no matter of ours.
            action.see(tables.latest_clock())
        keep_files(ledger, tables)
        whole = not plan.lacking and not plan.count(MergeOutcome.REFUSED)
        _note_taken(ledger, incoming, plan, memory)
        if incoming.kind == STEP and whole:
            _learn(ledger, incoming, memory)
        chain.keep(ledger, incoming.sender, incoming.replica, chain.read_points(tables.points()))


def _take_chunk(
    ledger: Ledger,
    tables: StageTables,
    action: Action,
    register: Register,
    outcomes: Mapping[str, MergeOutcome],
    memory: "_Memory",
) -> None:
    uids = list(outcomes)
    came, mixed = tables.made[register.name], tables.mixed()
    present = _rows(tables.present, register, [u for u, o in outcomes.items() if o is not MergeOutcome.NEW])
    versions, new_ones = [], []
    for uid, (stamp, new) in _rows(tables.received, register, uids).items():
        old_stamp, old = present.get(uid, (None, None))
        for name in register.boxes.keys() - came:
            new[name] = old[name] if old else None
        if outcomes[uid] is MergeOutcome.NEW:
            new_ones.append(Version(register, uid, "merge", None, new, stamp))
            continue
        if outcomes[uid] in CONFLICTS:
            won = outcomes[uid] is MergeOutcome.CONFLICT_WON
            assert old is not None
            assert old_stamp is not None
            loser = (old_stamp, old) if won else (stamp, new)
            _keep_loser(ledger, tables, action, register, uid, loser, new if won else old)
        if outcomes[uid] is not MergeOutcome.CONFLICT_LOST:
            was = old_stamp["removed_at"] if old_stamp else None
            version = Version(register, uid, "merge", old, new, stamp, was)
            versions.append(action.owned(version) if uid in mixed else version)
    memory.versions((register.name, v.uid, present[v.uid][0] if v.uid in present else None) for v in versions)
    action.put(versions)
    action.put(new_ones, rows=False)


def _rows(read: Any, register: Register, uids: Sequence[str]) -> dict[str, Received]:
    names = ["uid", *STAMP, *register.boxes]
    split = 1 + len(STAMP)
    return {
        row[0]: (
            dict(zip(STAMP, row[1:split], strict=True)),
            dict(zip(names[split:], row[split:], strict=True)),
        )
        for row in read(register.name, names, uids)
    }


def _keep_loser(
    ledger: Ledger,
    tables: StageTables,
    action: Action,
    register: Register,
    uid: str,
    loser: Received,
    winner: Stored,
) -> None:
    """Put the version that lost into the tray; both PCs write the same row under the same uid."""
    tray = ledger.catalogue.tray
    if tray is None:
        return
    stamp, stored = loser
    lost = loser_uid(uid, stamp["replica"], stamp["dot"], stamp["clock"])
    comes = tables.outcome_of(lost)
    if ledger.get(tray.model, lost) is not None or (comes is not None and comes[1] in TAKEN):
        return
    record = register.model(uid=uid)
    register.put(record, winner)
    kept = {**stored, "removed_at": stamp["removed_at"]}
    row = tray.model(
        uid=lost,
        register=register.name,
        about=uid,
        heading=register.heading(record, ledger.name),
        loser=json.dumps(kept, ensure_ascii=False, sort_keys=True),
        loser_replica=stamp["replica"],
        loser_dot=stamp["dot"],
        written_at=_when(stamp["clock"]).isoformat(timespec="minutes"),
    )
    action.save(row)


def loser_uid(uid: str, replica: str, dot: int, clock: int) -> str:
    """The uid of the tray's row for one losing version: a UUIDv7 that follows from the version."""
    digest = hashlib.sha256(f"{uid} {replica} {dot}".encode()).hexdigest()
    millis = clock >> HybridClock.COUNTER_BITS
    return f"{millis:012x}7{digest[:3]}{8 + int(digest[3], 16) % 4:x}{digest[4:19]}"


def _when(clock: int) -> datetime:
    """The wall time in a hybrid clock's stamp."""
    return datetime(1970, 1, 1) + timedelta(milliseconds=clock >> HybridClock.COUNTER_BITS)


def _note_taken(ledger: Ledger, incoming: Incoming, plan: MergePlan, memory: "_Memory") -> None:
    """Note up to which mark all came from the sender's PC, where nothing is missing before it."""
    key = taken_key(incoming)
    kept = ledger.note(key)
    memory.note(key, kept)
    taken: dict[str, int] = json.loads(kept or "{}")
    for name, mark in incoming.upto.items():
        if taken.get(name, 0) >= incoming.after.get(name, 0):
            taken[name] = max(mark, taken.get(name, 0))
    ledger.set_note(key, json.dumps(taken))


def taken_key(incoming: Incoming) -> str:
    """The note that says up to which mark, by register, all came from one PC of an office."""
    return f"taken:{incoming.sender}:{incoming.replica}"


def _learn(ledger: Ledger, incoming: Incoming, memory: "_Memory") -> None:
    """Know now what our other PC knew of the PCs of this office."""
    known = knowledge(ledger)
    for replica, seq in incoming.have.items():
        if replica == ledger.replica or known.get(replica, -1) >= seq:
            continue
        memory.knowledge(replica)
        Knowledge.insert(replica=replica, office=ledger.office, seq=seq, clock=0, chain="").on_conflict(
            conflict_target=[Knowledge.replica], preserve=[Knowledge.office, Knowledge.seq, Knowledge.chain]
        ).execute(ledger.database)


class _Memory:
    """What the last merge found, kept so that it can be taken back; of the one before nothing is kept."""

    def __init__(self, ledger: Ledger, action: int, *, together: bool) -> None:
        self._ledger = ledger
        self._action = action
        if not together:
            BeforeMerge.delete().execute(ledger.database)

    def versions(self, found: Iterator[tuple[str, str, dict[str, Any] | None]]) -> None:
        """The stamps of the records that are written over; None for a record that was not there."""
        self._keep([(name, uid, json.dumps(stamp)) for name, uid, stamp in found if stamp is not None])

    def note(self, key: str, value: str) -> None:
        """A note as it was."""
        self._keep([("note", key, value)])

    def knowledge(self, replica: str) -> None:
        """How far a replica was known."""
        fields = (Knowledge.office, Knowledge.seq, Knowledge.clock, Knowledge.chain)
        found = self._ledger.rows(Knowledge.select(*fields).where(Knowledge.replica == replica))
        self._keep([("knowledge", replica, json.dumps(found[0]) if found else "")])

    def _keep(self, rows: Sequence[tuple[str, str, str]]) -> None:
        fields = (BeforeMerge.action, BeforeMerge.register, BeforeMerge.uid, BeforeMerge.stamp)
        for start in range(0, len(rows), 200):
            some = [(self._action, *row) for row in rows[start : start + 200]]
            BeforeMerge.insert_many(some, fields=list(fields)).execute(self._ledger.database)
