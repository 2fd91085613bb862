"""The packages opened together: what each would do, folded record by record, and what is left out of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, cast

from desktop_app.base.errors import UserError
from desktop_app.base.os_errors import os_errors
from desktop_app.records.transfer import Place, PlanLine
from desktop_app.storage.unmerge import was_taken_back
from desktop_app.views.bridge import Progress
from desktop_app.views.pages.exchange.receive_rows import Kind, Received

if TYPE_CHECKING:
    from desktop_app.exchange.courier import Accepted, Arrival, Courier
    from desktop_app.storage.backup import BackupStore
    from desktop_app.storage.ledger import Ledger
    from desktop_app.storage.plan_lines import PlanLines


_LACKING = "对方以前的包有没收到的。先收这一个也行，回执会请对方下次全部再带上。"


@dataclass
class Opened:
    """One package that was opened, and what became of it when it was taken over."""

    path: Path
    arrival: Arrival
    accepted: Accepted | None = None
    receipt: Path | None = None
    trouble: UserError | None = None


@dataclass
class Batch:
    """Packages opened together, the oldest first; ``unopened`` are those that are not believed, with why.

    A record that several of them bring is one line, that of the package that comes last.
    """

    opened: list[Opened] = field(default_factory=list)
    unopened: list[tuple[Path, UserError]] = field(default_factory=list)
    received: list[Received] = field(default_factory=list)
    left_out: set[Place] = field(default_factory=set)
    _same: Counter[int] = field(default_factory=Counter)
    _takable: int = 0

    def add(self, path: Path, arrival: Arrival) -> None:
        """One more package."""
        number = len(self.opened)
        self.opened.append(Opened(path, arrival))
        if arrival.plan.fork is None:
            self.received += [Received(number, *verdict) for verdict in _lines(arrival).verdicts()]
        self._same[number] = arrival.plan.count(*Kind.SAME.outcomes)

    def fold(self) -> None:
        """Keep of every record the line of the last package that would write it, else the last one."""
        last: dict[Place, Received] = {}
        for one in self.received:
            before = last.get(one.place)
            if before is None or one.is_taken or not before.is_taken:
                last[one.place] = one
        self.received = [one for one in self.received if last[one.place] is one]
        self._takable = sum(one.is_taken for one in self.received)

    def read(self, found: Sequence[Received]) -> list[PlanLine]:
        """The lines of these records in words."""
        lines: dict[Received, PlanLine] = {}
        for number in {one.package for one in found}:
            of_one = [one for one in found if one.package == number]
            read = _lines(self.opened[number].arrival).read([one.verdict for one in of_one])
            lines.update(zip(of_one, read, strict=True))
        return [lines[one] for one in found]

    def persons(self, far: Progress) -> dict[Place, str]:
        """Whose every record is, by its place; '' where it is nobody's."""
        found: dict[Place, str] = {}
        for number, one in enumerate(self.opened):
            far(number, len(self.opened), "正在看每条记录是谁的")
            if one.arrival.plan.fork is None:
                found.update(_lines(one.arrival).persons())
        return found

    def lacking_words(self) -> str:
        """What to know where packages that these rest on never came; '' where none lacks."""
        return _LACKING if any(one.arrival.plan.lacking for one in self.opened) else ""

    def same(self, package: int | None = None) -> int:
        """How many records are the same here already, of one package or of all."""
        return sum(self._same.values()) if package is None else self._same[package]

    def coming(self) -> int:
        """How many records would be written."""
        return self._takable - len(self.left_out)

    def close(self) -> None:
        """Drop every package without a trace."""
        for one in self.opened:
            one.arrival.close()


def _lines(arrival: Arrival) -> PlanLines:
    """The lines of a package, which can be asked for without their words."""
    return cast("PlanLines", arrival.plan.lines)


def look_into_all(courier: Courier, paths: Sequence[Path], far: Progress) -> Batch:
    """Open packages one after the other; stopped, nothing of them is left."""
    batch = Batch()
    try:
        for number, path in enumerate(paths):
            words = f"第 {number + 1} 个，共 {len(paths)} 个" if len(paths) > 1 else ""
            far(0, 0, words)
            try:
                arrival = courier.look_into(
                    path, progress=partial(_pass_on, far, words), cancelled=far.is_stopped
                )
            except UserError as error:
                batch.unopened.append((path, error))
            else:
                batch.add(path, arrival)
        batch.fold()
    except BaseException:
        batch.close()
        raise
    return batch


def accept_all(
    courier: Courier, ledger: Ledger, backup_store: BackupStore, batch: Batch, far: Progress
) -> Batch:
    """Take packages over after a backup, the oldest first; stopped or broken, none of them is.

    One that is refused says so, the others are taken all the same.
    """
    if batch.coming():
        far(0, 0, "正在备份")
        backup_store.make("接收前")
    taken = False
    try:
        for number, one in enumerate(batch.opened):
            words = f"第 {number + 1} 个包，共 {len(batch.opened)} 个" if len(batch.opened) > 1 else ""
            far(0, 0, words)
            leave_out = frozenset(batch.left_out)
            try:
                one.accepted = courier.accept(
                    one.arrival, leave_out=leave_out, progress=partial(_pass_on, far, words), together=taken
                )
            except UserError as error:
                one.trouble = error
            else:
                # Of a copy's package nothing is taken: there is nothing to take back either.
                taken, one.trouble = taken or one.accepted.plan.fork is None, None
    except BaseException:
        if taken:
            ledger.undo()
        for one in batch.opened:
            one.accepted = one.trouble = None
        raise
    if not any(one.accepted for one in batch.opened):
        raise next(one.trouble for one in batch.opened if one.trouble is not None)
    return batch


def write_receipts(courier: Courier, batch: Batch) -> Batch:
    """Write the receipts that are not beside their packages yet; one that fails says why."""
    for one in batch.opened:
        if one.accepted is None or one.receipt is not None:
            continue
        try:
            one.receipt = courier.write_receipt(one.accepted, one.path.parent, one.path)
            one.trouble = None
        except UserError as error:
            one.trouble = error
    return batch


def take_back(ledger: Ledger, batch: Batch) -> list[UserError]:
    """Take back what was taken over, and the receipts with it; what keeps a receipt from being removed."""
    ledger.undo()
    return withdraw_receipts(batch)


def was_withdrawn(ledger: Ledger, batch: Batch) -> bool:
    """Whether what was taken over was taken back since, whoever did it."""
    taken = [one.arrival.manifest.id for one in batch.opened if one.accepted is not None]
    return bool(taken) and all(was_taken_back(ledger, package) for package in taken)


def withdraw_receipts(batch: Batch) -> list[UserError]:
    """Remove the receipts that were written; what keeps one from being removed."""
    troubles: list[UserError] = []
    for one in batch.opened:
        if one.receipt is not None:
            try:
                with os_errors(f"回执没有收回：{one.receipt.name}", todo="请删掉U盘上的这个回执"):
                    one.receipt.unlink(missing_ok=True)
                one.receipt = None
            except UserError as error:
                troubles.append(error)
    return troubles


def _pass_on(far: Progress, words: str, done: int, total: int) -> None:
    far(done, total, words)
