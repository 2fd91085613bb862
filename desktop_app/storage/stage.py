"""A received package laid out in a sealed scratch file beside the branch file and compared with it."""

import json
from collections.abc import Collection, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from desktop_app.base.errors import UserError
from desktop_app.records import arrival
from desktop_app.records.base import STAMP
from desktop_app.records.record import Register
from desktop_app.records.transfer import (
    BLOBS,
    CHAINS,
    CONFLICTS,
    EXTRA_COLUMNS,
    FIRST_CHAINS,
    GIVE_BACK,
    STEP,
    Fork,
    Incoming,
    MergeOutcome,
    MergePlan,
    Place,
    Progress,
)
from desktop_app.storage import chain
from desktop_app.storage.arrival_rules import Findings, judge_by_rules
from desktop_app.storage.ledger import Ledger
from desktop_app.storage.merge import take_over, taken_key
from desktop_app.storage.plan_lines import PlanLines
from desktop_app.storage.restamp import leave_copy
from desktop_app.storage.sqlite.staging import StageTables, StagingFile
from desktop_app.storage.tables import Entry

_LEFT_OUT = "接收的人没有选这一条"


class PackageStage:
    """One received package, from its first block to its being taken over or dropped."""

    def __init__(self, ledger: Ledger, folder: Path, incoming: Incoming) -> None:
        self._ledger = ledger
        self.incoming = incoming
        self._file = StagingFile(ledger.database, folder)
        self._held = ExitStack()
        self._begun = False
        self.findings = Findings()
        self._plan: MergePlan | None = None
        self._stood: tuple[int, date] | None = None

    def add(self, table: str, columns: Mapping[str, Sequence[Any]]) -> None:
        """Lay out one block; UserError when its table or columns are none of ours, or none of its kind."""
        tables = self._tables()
        names = list(columns)
        if table in EXTRA_COLUMNS:
            if table == CHAINS and set(names) == set(FIRST_CHAINS):
                return  # A restored file mixed up the points of two replicas then.
            if set(names) != set(EXTRA_COLUMNS[table]):
                raise _unfit("看不懂的内容")
            self._add_extra(tables, table, columns)
            return
        register = self._register(table)
        scope = self.incoming.scope
        known = set(register.boxes) if scope is None else set(register.boxes) & set(scope[table])
        strange = set(names) - {"uid", *STAMP} - known
        if {"uid", *STAMP} - set(names) or strange or tables.made.get(table, frozenset(names)) != set(names):
            raise _unfit(f"“{register.title}”的栏目对不上")
        reasons = arrival.judged(register, columns, self._ledger.clock.now())
        uids = columns["uid"]
        tables.keep("verdict", ((table, arrival.told_uid(uids[row]), why) for row, why in reasons.items()))
        rows = enumerate(zip(*columns.values(), strict=True))
        tables.fill(table, names, (row for at, row in rows if at not in reasons))

    def plan(self, progress: Progress | None = None) -> MergePlan:
        """Compare and judge every record; none when the sender is a copy of a file that wrote on."""
        self._stood = self._state()
        self._plan = self._planned((), progress)
        return self._plan

    def _standing_plan(self, leave_out: Collection[Place], progress: Progress | None) -> MergePlan:
        """The plan a person has read, where nothing was written since and all of it is wanted; else anew."""
        before, stood = self._plan, self._stood
        if before is None or leave_out or stood != self._state():
            return self._planned(leave_out, progress)
        return replace(before, counts=self._tables().counts(), lacking=self._is_lacking())

    def _state(self) -> tuple[int, date]:
        """What a plan rests on: the last line of history but for what is of this PC alone, and the day."""
        home = [register.name for register in self._ledger.catalogue if register.stays_home]
        last = Entry.select(Entry.id).where(Entry.register.not_in(home)).order_by(Entry.id.desc()).limit(1)
        return next((int(number) for (number,) in self._ledger.rows(last)), 0), self._ledger.today

    def _planned(self, leave_out: Collection[Place], progress: Progress | None) -> MergePlan:
        tables = self._tables()
        fork = self._fork(tables)
        tables.forget_verdicts()
        if fork is not None:
            return MergePlan(
                self.incoming, lines=PlanLines(self._ledger, self._file, self.incoming), fork=fork
            )
        by_knowledge = self.incoming.kind == STEP
        registers = [r for r in self._ledger.catalogue if r.name in tables.made]
        for number, register in enumerate(registers):
            if progress is not None:
                progress(number, len(registers))
            tables.compare(
                register.name,
                self.owner,
                by_knowledge=by_knowledge,
                fills=self.incoming.kind != GIVE_BACK,
                most=arrival.clock_bounds(self._ledger.clock.now())[1],
            )
            if self.incoming.kind == GIVE_BACK:
                tables.fill_up(register.name)
        tables.refuse_doubles()
        self._settle_tray(tables)
        # What is left out is not there for what rests on it.
        tables.judge((name, uid, MergeOutcome.REFUSED.name, _LEFT_OUT, "") for name, uid in leave_out)
        self.findings = judge_by_rules(self._ledger, tables, self.incoming, self.owner, progress)
        return MergePlan(
            self.incoming,
            tables.counts(),
            PlanLines(self._ledger, self._file, self.incoming),
            tables.remarked(),
            lacking=self._is_lacking(),
        )

    def apply(
        self,
        leave_out: Collection[Place] = (),
        progress: Progress | None = None,
        *,
        together: bool = False,
    ) -> MergePlan:
        """Take the planned records over in one action with all bookkeeping, without ``leave_out``.

        ``together`` with the package taken over before it: one undo takes both back.
        """
        plan = self._standing_plan(leave_out, progress)
        if plan.fork is None:
            tables = self._tables()
            self._step_aside(tables)
            take_over(self._ledger, tables, self.incoming, plan, progress, together=together)
        return plan

    def refused(self, limit: int) -> list[tuple[str, str, str]]:
        """Register, uid and reason of what is not taken, at most ``limit``."""
        found = self._tables().verdicts((MergeOutcome.REFUSED,), limit=limit)
        return [(register, uid, reason) for register, uid, _, reason, _ in found]

    def rest(self) -> None:
        """Let go of the branch file until asked again."""
        self._held.close()

    def close(self) -> None:
        """Drop it without a trace."""
        self.rest()
        self._file.discard()

    @property
    def owner(self) -> str:
        """Whose records these may be: the sender's, or our own that come back or from our other PC."""
        own = self.incoming.kind in (STEP, GIVE_BACK)
        return self._ledger.office if own else self.incoming.sender

    def _tables(self) -> StageTables:
        if not self._file.is_attached():
            self._held.enter_context(self._file.attached())
        tables = self._file.tables
        if not self._begun:
            self._begun = True
            tables.begin(self.incoming.have if self.incoming.kind == STEP else {})
        return tables

    def _register(self, table: str) -> Register:
        catalogue, scope = self._ledger.catalogue, self.incoming.scope
        if table not in catalogue:
            raise _unfit(f"不认识的台账“{table}”")
        register = catalogue[table]
        if register.stays_home or (scope is not None and table not in scope):
            raise _unfit(f"不该在里面的台账“{register.title}”")
        return register

    @staticmethod
    def _add_extra(tables: StageTables, table: str, columns: Mapping[str, Sequence[Any]]) -> None:
        if not arrival.fits_extra(table, columns):
            raise _unfit("看不懂的内容")
        if table == BLOBS:
            tables.keep("piece", zip(columns["sha256"], columns["part"], columns["data"], strict=True))
        elif table == CHAINS:
            rows = zip(*(columns[name] for name in EXTRA_COLUMNS[CHAINS]), strict=True)
            tables.keep("point", chain.read_points(rows))

    def _fork(self, tables: StageTables) -> Fork | None:
        """Whether the sender's file is a copy; where ours is, it goes on as another replica first."""
        ledger, incoming = self._ledger, self.incoming
        points = chain.read_points(tables.points())
        fork = chain.check(ledger, incoming.sender, incoming.replica, points)
        if fork is not None or incoming.sender != ledger.office:
            return fork
        if incoming.replica == ledger.replica:
            # Not one of ours, the courier knows those: a copy that did not write on by itself yet.
            return Fork(ledger.replica, min(ledger.stand()[0], max((p.seq for p in points), default=0)))
        for name in (ledger.replica, *chain.former_replicas(ledger)):
            ours = chain.check(ledger, ledger.office, name, points)
            if ours is not None:
                leave_copy(ledger, ours.replica, ours.agreed)
        return None

    def _step_aside(self, tables: StageTables) -> None:
        """Where our own later writes come back, this file was put back: it must not count them once more."""
        ledger = self._ledger
        seq, _ = ledger.stand()
        if self.incoming.kind == GIVE_BACK and tables.takes_after(ledger.replica, seq):
            leave_copy(ledger, ledger.replica, seq)

    def _settle_tray(self, tables: StageTables) -> None:
        """A conflict about a row of the tray is none: what one PC decided stands."""
        tray = self._ledger.catalogue.tray
        if tray is None or tray.name not in tables.made:
            return
        state = tray.state or "uid"
        waiting = tray.boxes[state].default
        settled = []
        for _, uid, outcome, _, _ in tables.verdicts(CONFLICTS, tray.name):
            ((ours,),) = tables.present(tray.name, (state,), (uid,))
            ((theirs,),) = tables.received(tray.name, (state,), (uid,))
            won = outcome is MergeOutcome.CONFLICT_WON
            if (ours == waiting) != (theirs == waiting):
                won = ours == waiting
            verdict = MergeOutcome.UPDATED if won else MergeOutcome.OLDER
            settled.append((tray.name, uid, verdict.name, "", ""))
        tables.judge(settled)

    def _is_lacking(self) -> bool:
        taken = json.loads(self._ledger.note(taken_key(self.incoming), "{}"))
        return any(taken.get(name, 0) < mark for name, mark in self.incoming.after.items())


def _unfit(what: str) -> UserError:
    return UserError(f"包里有{what}", "本机资料没有改动", "请两边都升级到同一版本的程序，再重新导出")
