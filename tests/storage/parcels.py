"""Packages between branch files without a seal: chosen, read out, laid out, compared, taken over."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from desktop_app.records.record import Catalogue
from desktop_app.records.transfer import Incoming, MergePlan, Place, PlanLine, Selection, Staged, whole
from desktop_app.storage.exchange_store import LedgerExchange
from desktop_app.storage.ledger import Ledger


@dataclass
class Package:
    """What one package says and holds."""

    incoming: Incoming
    blocks: list[tuple[str, dict[str, list[Any]]]]

    def columns(self, table: str) -> dict[str, list[Any]]:
        """The columns of a table in it."""
        return next(columns for name, columns in self.blocks if name == table)

    def counts(self) -> dict[str, int]:
        """How many rows of each table."""
        return {name: len(columns["uid"]) for name, columns in self.blocks if "uid" in columns}


@dataclass
class Told:
    """What looking into a package or taking it over said."""

    plan: MergePlan
    lines: list[PlanLine] = field(default_factory=list)
    refused: list[tuple[str, str, str]] = field(default_factory=list)

    def words(self) -> str:
        return self.plan.words()

    def outcome(self, uid: str) -> Any:
        """What became of one record; None for one that nobody has to look at."""
        return next((line.outcome for line in self.lines if line.uid == uid), None)


def everything(catalogue: Catalogue, kind: str = "everything", **options: Any) -> Selection:
    """All registers."""
    return whole(catalogue, kind, **options)


def pack(
    ledger: Ledger,
    depot: LedgerExchange,
    after: Mapping[str, int] | None = None,
    *,
    selection: Selection | None = None,
    kind: str = "everything",
    pending: Collection[Place] = (),
) -> Package:
    """A package of what changed after the marks ``after``."""
    chosen = selection or everything(ledger.catalogue, kind)
    blocks = []
    with depot.outgoing(chosen, after or {}, pending) as out:
        for table, names, rows in out.tables:
            kept = list(rows)
            if kept:
                blocks.append((table, {n: [row[i] for row in kept] for i, n in enumerate(names)}))
        incoming = Incoming(
            "p",
            "十月资料",
            ledger.office,
            ledger.replica,
            chosen.kind,
            out.after,
            out.upto,
            out.have,
            chosen.boxes,
        )
    return Package(incoming, blocks)


def stage(depot: LedgerExchange, package: Package) -> Staged:
    """The package laid out beside the branch file."""
    staged = depot.stage(package.incoming)
    try:
        for table, columns in package.blocks:
            staged.add(table, columns)
    except BaseException:
        staged.close()
        raise
    return staged


def look(depot: LedgerExchange, package: Package) -> Told:
    """What taking it over would do."""
    staged = stage(depot, package)
    try:
        plan = staged.plan()
        return Told(plan, list(plan.lines), staged.refused(1000))
    finally:
        staged.close()


def take(depot: LedgerExchange, package: Package, leave_out: Collection[Place] = ()) -> Told:
    """Take it over; the lines as they were before."""
    staged = stage(depot, package)
    try:
        lines = list(staged.plan().lines)
        plan = staged.apply(leave_out)
        return Told(plan, lines, staged.refused(1000))
    finally:
        staged.close()


def left_overs(folder: Path) -> list[str]:
    """Scratch files in the folder of a branch file."""
    return [path.name for path in folder.glob("incoming-*")]
