"""Taking a received package over: staged in a sealed scratch file, compared by sets, applied in one go."""

import base64
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from desktop_app.base.errors import UserError
from desktop_app.records.base import STAMP
from desktop_app.records.box import Stored
from desktop_app.records.record import Register
from desktop_app.records.rules import refusals
from desktop_app.records.transfer import (
    BLOBS,
    CHAINS,
    EXTRA_COLUMNS,
    Block,
    Incoming,
    MergeOutcome,
    MergePlan,
    Outgoing,
    PlanLine,
    Row,
    Seen,
)
from desktop_app.storage.ledger import Ledger
from desktop_app.storage.outgoing import knowledge, outgoing
from desktop_app.storage.sqlite.staging import StageTables, stage_tables
from desktop_app.storage.tables import Conflict, Knowledge
from desktop_app.storage.writer import Version

_UNTOUCHED = (MergeOutcome.SAME, MergeOutcome.OLDER, MergeOutcome.REFUSED)
# Reads rows of a table, staged or our own: table, columns, uids.
ReadRows = Callable[[str, Sequence[str], Sequence[str]], list[tuple[Any, ...]]]
# Records compared or taken over at a time, to bound memory.
_CHUNK = 5000


class LedgerExchange:
    """The exchange side of one open branch file; ``folder`` holds the scratch file meanwhile."""

    def __init__(self, ledger: Ledger, folder: Path) -> None:
        self._ledger = ledger
        self._folder = folder

    def outgoing(self, acknowledged: Seen, *, private: bool = True, kept_back: bool = True) -> Outgoing:
        """The latest version of every record of this office that the receiver has not acknowledged."""
        return outgoing(self._ledger, acknowledged, private=private, kept_back=kept_back)

    def preview(self, incoming: Incoming, blocks: Iterable[Block]) -> MergePlan:
        """What accepting a package would do; nothing is changed."""
        with stage_tables(self._ledger.database, self._folder) as tables:
            stage = Staging(self._ledger, incoming, tables)
            for table, columns in blocks:
                stage.add(table, columns)
            return stage.plan()

    def accept(self, incoming: Incoming, blocks: Iterable[Block]) -> MergePlan:
        """Take a package over in one transaction; compared anew, since the desk may have moved on."""
        with stage_tables(self._ledger.database, self._folder) as tables:
            stage = Staging(self._ledger, incoming, tables)
            for table, columns in blocks:
                stage.add(table, columns)
            plan = stage.plan()
            stage.apply(plan)
            return plan


class Staging:
    """A received package laid out in a sealed scratch file, to be compared and then applied."""

    def __init__(self, ledger: Ledger, incoming: Incoming, tables: StageTables) -> None:
        self._ledger = ledger
        self.incoming = incoming
        self._tables = tables
        self._lacking: dict[str, set[str]] = {}
        self._home: dict[str, Register] = {}
        self._names: dict[str, str] = {}
        self._chains: list[Row] = []
        self._blobs: list[Row] = []
        tables.note_seen(incoming.have)

    def add(self, table: str, columns: Mapping[str, Sequence[object]]) -> None:
        """Lay out one block; UserError when its table or columns are none of ours."""
        names = list(columns)
        for extra, kept in ((BLOBS, self._blobs), (CHAINS, self._chains)):
            if table == extra and set(names) == set(EXTRA_COLUMNS[extra]):
                kept += zip(*(columns[name] for name in EXTRA_COLUMNS[extra]), strict=True)
                return
        rows = list(zip(*columns.values(), strict=True))
        if table not in self._ledger.catalogue:
            raise _unfit(f"不认识的台账“{table}”")
        register = self._ledger.catalogue[table]
        missing = {"uid", *STAMP} - set(names)
        if missing or set(names) - {"uid", *STAMP} - set(register.boxes):
            raise _unfit(f"“{register.title}”的栏目对不上")
        self._lacking[table] = set(register.boxes) - set(names)
        self._tables.fill(table, names, rows)

    def plan(self) -> MergePlan:
        """Compare every record; UserError when earlier packages are missing or the sender is a copy."""
        self._check_stream()
        plan = MergePlan(self.incoming)
        for register in self._ledger.catalogue:
            if register.name in self._tables.made:
                outcomes = plan.outcomes[register.name] = self._compare(register)
                if register.judged_on_arrival:
                    self._refuse_nonsense(register, outcomes)
                self._home.update(dict.fromkeys(outcomes, register))
        plan.lines = [line for register in self._ledger.catalogue for line in self._lines(register, plan)]
        return plan

    def apply(self, plan: MergePlan) -> None:
        """Take the planned records over in one action with all bookkeeping."""
        ledger = self._ledger
        with ledger.action(f"接收 {self.incoming.subject}", kind="merge") as action:
            for name, outcomes in plan.outcomes.items():
                register = ledger.catalogue[name]
                for chunk in _chunks([u for u, o in outcomes.items() if o not in _UNTOUCHED]):
                    action.put(self._versions(register, chunk, outcomes))
            clock = self._tables.latest_clock()
            action.see(clock)
            self._keep_blobs()
            self._keep_knowledge(clock)

    def _check_stream(self) -> None:
        known = knowledge(self._ledger)
        for replica, after in self.incoming.after.items():
            if known.get(replica, 0) < after:
                raise UserError(
                    "中间缺了一个以前的包，先不能接收",
                    "本机资料没有改动",
                    "请把本机的回执交给对方，让对方重新导出一个完整的包",
                )
        chains = dict(self._ledger.rows(Knowledge.select(Knowledge.replica, Knowledge.chain)))
        for writer, seq, chain in self._chains:
            if known.get(str(writer)) == seq and chains.get(str(writer)) not in ("", None, chain):
                raise UserError(
                    "对方的资料像是从另一台电脑复制来的，两边各改各的",
                    "本机资料没有改动",
                    "请对方用备份恢复成新的一份，再重新导出",
                )

    def _compare(self, register: Register) -> dict[str, MergeOutcome]:
        boxes = [name for name in register.boxes if name not in self._lacking[register.name]]
        return self._tables.compare(register.name, ("removed_at", *boxes), self.incoming.sender)

    def _refuse_nonsense(self, register: Register, outcomes: dict[str, MergeOutcome]) -> None:
        """Numbers everything else is worked out from are judged before they are let in."""
        coming = [uid for uid, outcome in outcomes.items() if outcome not in _UNTOUCHED]
        for chunk in _chunks(coming):
            for uid, (stamp, stored) in self._rows(self._tables.received, register, chunk).items():
                record = register.model(uid=uid, **stamp)
                register.put(record, stored)
                if not stamp["removed_at"] and refusals(self._ledger.problems(record, by_hand=False)):
                    outcomes[uid] = MergeOutcome.REFUSED

    def _lines(self, register: Register, plan: MergePlan) -> Iterator[PlanLine]:
        outcomes = plan.outcomes.get(register.name, {})
        for chunk in _chunks(
            [uid for uid, o in outcomes.items() if o not in (MergeOutcome.SAME, MergeOutcome.OLDER)]
        ):
            present = self._rows(self._tables.present, register, chunk)
            for uid, (_, new) in self._rows(self._tables.received, register, chunk).items():
                record = register.model(uid=uid)
                register.put(record, new)
                old = present[uid][1] if uid in present else {}
                changed = tuple(n for n, v in new.items() if old.get(n) != v) if old else ()
                heading = register.heading(record, self._name)
                yield PlanLine(register.name, uid, outcomes[uid], heading, changed)

    def _name(self, uid: str) -> str:
        """What a record is called: by the package it comes with, or by the branch file."""
        if uid not in self._names:
            self._names[uid] = self._staged_name(uid)
        return self._names[uid]

    def _staged_name(self, uid: str) -> str:
        register = self._home.get(uid)
        if register is None:
            return self._ledger.name(uid)
        _, stored = self._rows(self._tables.received, register, [uid])[uid]
        record = register.model(uid=uid)
        register.put(record, stored)
        return register.heading(record, lambda other: "")

    def _versions(
        self, register: Register, uids: Sequence[str], outcomes: Mapping[str, MergeOutcome]
    ) -> list[Version]:
        present = self._rows(self._tables.present, register, uids)
        versions = []
        for uid, (stamp, new) in self._rows(self._tables.received, register, uids).items():
            old_stamp, old = present.get(uid, (None, None))
            for name in self._lacking[register.name]:
                new[name] = old[name] if old else None
            if outcomes[uid] in (MergeOutcome.CONFLICT_WON, MergeOutcome.CONFLICT_LOST):
                self._keep_loser(register, uid, outcomes[uid], old or {}, new)
            if outcomes[uid] is not MergeOutcome.CONFLICT_LOST:
                was = old_stamp["removed_at"] if old_stamp else None
                versions.append(Version(register, uid, "merge", old, new, stamp, was))
        return versions

    def _rows(
        self, read: ReadRows, register: Register, uids: Sequence[str]
    ) -> dict[str, tuple[dict[str, Any], Stored]]:
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
        self, register: Register, uid: str, outcome: MergeOutcome, ours: Stored, theirs: Stored
    ) -> None:
        winner, loser = (theirs, ours) if outcome is MergeOutcome.CONFLICT_WON else (ours, theirs)
        Conflict.insert(
            register=register.name,
            uid=uid,
            winner=json.dumps(winner, ensure_ascii=False),
            loser=json.dumps(loser, ensure_ascii=False),
            found_at=self._ledger.clock.now().isoformat(timespec="seconds"),
        ).execute(self._ledger.database)

    def _keep_blobs(self) -> None:
        parts: dict[str, dict[int, str]] = {}
        for sha256, part, _, piece in self._blobs:
            parts.setdefault(str(sha256), {})[int(part or 0)] = str(piece)
        for pieces in parts.values():
            data = base64.b64decode("".join(pieces[i] for i in sorted(pieces)))
            self._ledger.keep_file(data, "")

    def _keep_knowledge(self, clock: int) -> None:
        upto = self.incoming.upto
        chains = {str(r): str(chain) for r, seq, chain in self._chains if upto.get(str(r)) == seq}
        known = knowledge(self._ledger)
        for replica, seq in upto.items():
            if replica == self._ledger.replica or known.get(replica, -1) >= seq:
                continue
            Knowledge.insert(
                replica=replica,
                office=self.incoming.sender,
                seq=seq,
                clock=clock,
                chain=chains.get(replica, ""),
            ).on_conflict(
                conflict_target=[Knowledge.replica],
                preserve=[Knowledge.office, Knowledge.seq, Knowledge.clock, Knowledge.chain],
            ).execute(self._ledger.database)


def _chunks(uids: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(uids), _CHUNK):
        yield uids[start : start + _CHUNK]


def _unfit(what: str) -> UserError:
    return UserError(f"包里有{what}", "本机资料没有改动", "请两边都升级到同一版本的程序，再重新导出")
