"""What travels between branch files: what is chosen to go, a package received, the plan to read first."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import Any, Protocol

from desktop_app.base.errors import UserError
from desktop_app.records.box import Scalar
from desktop_app.records.record import Catalogue, Register

Row = tuple[Scalar, ...]
# How far each replica's writes are known.
Seen = Mapping[str, int]
# Tables of a package beside the registers: attached files in pieces, points of the sender's hash chain, and
# the list of offices that a committee hands down.
BLOBS, CHAINS, DIRECTORY = "blob", "chain", "directory"
EXTRA_COLUMNS = {
    BLOBS: ("sha256", "part", "parts", "data"),
    CHAINS: ("replica", "seq", "after", "chain"),
    DIRECTORY: ("part", "parts", "data"),
}
# The first format told of fewer points, and not what lies between them.
FIRST_CHAINS = ("replica", "seq", "chain")
# A block of a package: a table and its columns.
Block = tuple[str, Mapping[str, Sequence[Any]]]
# The kinds of package whose rows are compared by a rule of their own: between two PCs of one office, and an
# office's own records handed back to it. All others bring what the sender owns.
STEP, GIVE_BACK = "step", "give_back"
# A record by its register and uid.
Place = tuple[str, str]
# Told how much of how much is done; may raise to stop.
Progress = Callable[[int, int], None]


class MergeOutcome(Enum):
    """What becomes of one received record, with the word the preview uses."""

    NEW = "新增"
    UPDATED = "修改"
    REMOVED = "删除"
    SAME = "不变"
    OLDER = "已有更新的"
    CONFLICT_WON = "冲突（采用对方）"
    CONFLICT_LOST = "冲突（保留本机）"
    REFUSED = "不接受"


CONFLICTS = (MergeOutcome.CONFLICT_WON, MergeOutcome.CONFLICT_LOST)
UNTOUCHED = (MergeOutcome.SAME, MergeOutcome.OLDER)
TAKEN = (MergeOutcome.NEW, MergeOutcome.UPDATED, MergeOutcome.REMOVED, *CONFLICTS)


@dataclass(frozen=True)
class Selection:
    """What one package takes along: boxes by register, and the records where not all.

    ``owner`` is the office whose records go, '' this one; ``kept_back`` whether the rows go too that a
    register keeps back because of their parents. ``stays`` says in words what might have gone along.
    """

    kind: str
    boxes: Mapping[str, tuple[str, ...]]
    only: Mapping[str, frozenset[str]] = field(default_factory=dict)
    owner: str = ""
    kept_back: bool = False
    stays: tuple[str, ...] | None = None

    def left_out(self, register: Register) -> frozenset[str]:
        """The boxes of ``register`` that stay; a mark where some of its rows do."""
        stay = set(register.boxes) - set(self.boxes[register.name])
        if register.kept_back_rows is not None and not self.kept_back:
            stay.add("*")
        return frozenset(stay)

    def stays_in_words(self, catalogue: Catalogue) -> Iterator[str]:
        """What the registers hold that stays here, in words, one of them after the other."""
        if self.stays is not None:
            yield from self.stays
            return
        for register in catalogue:
            if register.stays_home:
                continue
            if register.name not in self.boxes:
                if not register.parent:
                    yield register.title
                continue
            some = register.kept_back_rows
            if some is not None and not self.kept_back:
                yield some.title
            go = self.boxes[register.name]
            stay = [box.title for name, box in register.boxes.items() if name not in go]
            if stay:
                yield f"{register.title}的{'、'.join(stay)}"


def whole(catalogue: Catalogue, kind: str, *, private: bool = True, kept_back: bool = True) -> Selection:
    """Every register that does not stay home; ``private`` boxes and what is ``kept_back`` where asked for."""
    boxes = {}
    for register in catalogue:
        if register.stays_home or (catalogue.keeps_back(register) and not kept_back):
            continue
        kept = () if kept_back else register.kept_back
        boxes[register.name] = tuple(
            name for name, box in register.boxes.items() if name not in kept and (private or not box.private)
        )
    return Selection(kind, boxes, kept_back=kept_back)


@dataclass(frozen=True)
class Outgoing:
    """What to send, read as it is asked for: rows by table, each table once.

    ``after`` and ``upto`` are marks in the sender's own history, by register: of each register all is here
    that changed after the one and up to the other. ``have`` is what is known of this office's own replicas.
    """

    tables: Iterator[tuple[str, tuple[str, ...], Iterator[Row]]]
    after: dict[str, int]
    upto: dict[str, int]
    have: dict[str, int]


@dataclass
class Incoming:
    """What a received package says it is, before its rows are compared.

    ``scope`` names the boxes by register that may come; ``schema`` the upgrade step its rows stand at,
    ``room`` about how many bytes they take once laid out.
    """

    package: str
    subject: str
    sender: str
    replica: str = ""
    kind: str = ""
    after: dict[str, int] = field(default_factory=dict)
    upto: dict[str, int] = field(default_factory=dict)
    have: dict[str, int] = field(default_factory=dict)
    scope: Mapping[str, Collection[str]] | None = None
    schema: int = 0
    room: int = 0


@dataclass(frozen=True)
class BoxChange:
    """One box of a record in a preview, in words: its title, what stood there and what would."""

    title: str
    old: str
    new: str


@dataclass(frozen=True)
class PlanLine:
    """One received record in the preview, in words.

    ``person`` is whose record it is, '' where it is nobody's; ``reason`` why it is not taken; ``remarks``
    what the rules say of it without refusing.
    """

    register: str
    uid: str
    outcome: MergeOutcome
    heading: str
    person: str = ""
    changes: tuple[BoxChange, ...] = ()
    reason: str = ""
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Fork:
    """Another copy of a file writes as ``replica`` too; ``agreed`` is the last write both know alike."""

    replica: str
    agreed: int

    def told(self) -> UserError:
        """What to tell who looks into a package of that file."""
        return UserError(
            "对方的资料像是从另一台电脑复制来的，两边各改各的，这个包不能接收",
            "本机资料没有改动",
            "请把回执交给对方；对方读入以后，程序会给改动重新编号，再导出一次就行",
        )


@dataclass
class MergePlan:
    """What accepting a package would do; nothing is changed by looking at it.

    ``lines`` are those a person has to look at (all but the same and the older), read as they are asked
    for; ``lacking`` says that packages this one rests on never came here, ``fork`` that the sender's file is
    a copy: then nothing of it is taken, and the receipt says so.
    """

    incoming: Incoming
    counts: dict[tuple[str, MergeOutcome], int] = field(default_factory=dict)
    lines: Sequence[PlanLine] = ()
    remarked: int = 0
    lacking: bool = False
    fork: Fork | None = None

    def count(self, *outcomes: MergeOutcome) -> int:
        """How many records have one of ``outcomes``."""
        return sum(n for (_, outcome), n in self.counts.items() if outcome in outcomes)

    def words(self) -> str:
        """The plan in one line: 新增3　修改5　冲突1　不变37."""
        if self.fork is not None:
            return self.fork.told().sentence()
        told = [
            ("新增", self.count(MergeOutcome.NEW)),
            ("修改", self.count(MergeOutcome.UPDATED)),
            ("删除", self.count(MergeOutcome.REMOVED)),
            ("冲突", self.count(*CONFLICTS)),
            ("不变", self.count(*UNTOUCHED)),
            ("不接受", self.count(MergeOutcome.REFUSED)),
        ]
        always = ("新增", "修改", "冲突", "不变")
        return "　".join(f"{word}{n}" for word, n in told if n or word in always)


class Staged(Protocol):
    """A received package laid out beside the branch file: filled, compared, taken over or dropped."""

    def add(self, table: str, columns: Mapping[str, Sequence[Any]]) -> None:
        """Lay out one block; what is not of the form is kept as refused."""
        ...

    def plan(self, progress: Progress | None = None) -> MergePlan:
        """What accepting would do; nothing is changed."""
        ...

    def apply(
        self,
        leave_out: Collection[Place] = (),
        progress: Progress | None = None,
        *,
        together: bool = False,
    ) -> MergePlan:
        """Take it over in one transaction, compared anew, without ``leave_out``.

        ``together`` with the one before it: one undo takes both back.
        """
        ...

    def refused(self, limit: int) -> list[tuple[str, str, str]]:
        """Register, uid and reason of what is not taken, at most ``limit``."""
        ...

    def rest(self) -> None:
        """Let go of the branch file until asked again."""
        ...

    def close(self) -> None:
        """Drop it without a trace."""
        ...


class ExchangeStore(Protocol):
    """The branch file's side of the exchange."""

    @property
    def catalogue(self) -> Catalogue:
        """The registers there are."""
        ...

    def outgoing(
        self, selection: Selection, after: Mapping[str, int], pending: Collection[Place] = ()
    ) -> AbstractContextManager[Outgoing]:
        """What changed after the marks ``after`` (by register; 0 is all), and ``pending`` in any case."""
        ...

    def judge_date(self, sender: str, written: datetime) -> None:
        """UserError when a package was ``written`` too far ahead of now; it says whose date is wrong."""
        ...

    def leave_copy(self, replica: str, agreed: int) -> object:
        """Another copy of this file writes as ``replica`` too: go on as one of its own from ``agreed`` on."""
        ...

    def stage(self, incoming: Incoming) -> Staged:
        """Lay a received package out beside the branch file."""
        ...
