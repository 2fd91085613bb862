"""What travels between branch files: rows to send, a package received, the plan to read first."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, Protocol

from desktop_app.records.box import Scalar

Row = tuple[Scalar, ...]
# How far each replica's writes are known.
Seen = Mapping[str, int]
# Tables of a package beside the registers: attached files in pieces, and points of the sender's hash chain.
BLOBS, CHAINS = "blob", "chain"
EXTRA_COLUMNS = {BLOBS: ("sha256", "part", "parts", "data"), CHAINS: ("replica", "seq", "chain")}
# A block of a package: a table and its columns.
Block = tuple[str, Mapping[str, Sequence[Any]]]


class MergeOutcome(Enum):
    """What becomes of one received record, with the word the preview uses."""

    NEW = "新增"
    UPDATED = "修改"
    SAME = "不变"
    OLDER = "已有更新的"
    CONFLICT_WON = "冲突（采用对方）"
    CONFLICT_LOST = "冲突（保留本机）"
    REFUSED = "不接收"


@dataclass(frozen=True)
class Outgoing:
    """What to send: rows by table, the knowledge they rest on and reach to, and the counts by register.

    ``left_out`` says in words what stays here, register by register.
    """

    tables: dict[str, tuple[tuple[str, ...], list[Row]]]
    after: dict[str, int]
    upto: dict[str, int]
    have: dict[str, int]
    left_out: tuple[str, ...] = ()

    @property
    def counts(self) -> dict[str, int]:
        """How many records of each register go along."""
        return {name: len(rows) for name, (_, rows) in self.tables.items() if name not in (BLOBS, CHAINS)}


@dataclass
class Incoming:
    """What a received package claims to be, before its rows are compared."""

    package: str
    subject: str
    sender: str
    after: dict[str, int]
    upto: dict[str, int]
    have: dict[str, int]


@dataclass(frozen=True)
class PlanLine:
    """One received record in the preview: its register, outcome, name and the boxes that differ."""

    register: str
    uid: str
    outcome: MergeOutcome
    heading: str
    changed: tuple[str, ...]


@dataclass
class MergePlan:
    """What accepting a package would do, record by record; nothing is changed by looking at it."""

    incoming: Incoming
    outcomes: dict[str, dict[str, MergeOutcome]] = field(default_factory=dict)
    lines: list[PlanLine] = field(default_factory=list)

    def count(self, *outcomes: MergeOutcome) -> int:
        """How many records have one of ``outcomes``."""
        return sum(o in outcomes for found in self.outcomes.values() for o in found.values())

    def words(self) -> str:
        """The plan in one line: 新增3　修改5　冲突1　不变37."""
        same = self.count(MergeOutcome.SAME, MergeOutcome.OLDER)
        conflicts = self.count(MergeOutcome.CONFLICT_WON, MergeOutcome.CONFLICT_LOST)
        parts = [
            f"新增{self.count(MergeOutcome.NEW)}",
            f"修改{self.count(MergeOutcome.UPDATED)}",
            f"冲突{conflicts}",
            f"不变{same}",
        ]
        refused = self.count(MergeOutcome.REFUSED)
        return "　".join(parts + ([f"不接收{refused}"] if refused else []))


class ExchangeStore(Protocol):
    """The branch file's side of the exchange."""

    def outgoing(self, acknowledged: Seen, *, private: bool = True, kept_back: bool = True) -> Outgoing:
        """What the receiver has not acknowledged."""
        ...

    def preview(self, incoming: Incoming, blocks: Iterable[Block]) -> MergePlan:
        """What accepting would do; nothing is changed."""
        ...

    def accept(self, incoming: Incoming, blocks: Iterable[Block]) -> MergePlan:
        """Take the package over in one transaction; the plan as it was carried out."""
        ...
