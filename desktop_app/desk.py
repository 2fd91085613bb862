"""The desk: the plain object every page is handed, with all a page may use."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from desktop_app.base.clock import Clock
from desktop_app.base.pinyin import Pinyin
from desktop_app.printing.documents.renderer import PaperRenderer
from desktop_app.records.base import Record
from desktop_app.records.record import Register
from desktop_app.settings import Settings
from desktop_app.storage.backup import BackupStore
from desktop_app.storage.ledger import Ledger
from desktop_app.storage.paper_answer import Answer
from desktop_app.storage.verify_chain import Break
from desktop_app.views.bridge import Bridge
from desktop_app.views.look.theme import Theme

if TYPE_CHECKING:
    from desktop_app.exchange.courier import Courier


class ActLog(Protocol):
    """The log of acts that leave the records as they are: looking, printing, taking out."""

    def note(self, action: str, target: str, *told: str) -> object:
        """Write one line: the act, what it was done to, numbers or file names."""
        ...

    def looked_at(self, register: Register, record: Record) -> object:
        """Write that a record was opened with what lists cover."""
        ...

    def opened(self, name: str, box: str) -> object:
        """Write that an attached file was opened in another program."""
        ...

    def explain(self, breaks: Iterable[Break], words: str) -> object:
        """Write down what the secretary says of broken places of the chain."""
        ...

    def clear(self, member: Any, typed_name: str) -> object:
        """Clear what is held about somebody who left, for good."""
        ...


class Prints(Protocol):
    """The register of what was printed, and what became of it since."""

    def printed(
        self, paper: Any, kind: str, made_of: str, *, how: str, copies: int, called: str = "", told: str = ""
    ) -> object:
        """Write down that a paper was handed over, with a line in the log of acts."""
        ...

    def printed_together(
        self, papers: Iterable[tuple[Any, str, str]], *, how: str, copies: int, called: str
    ) -> object:
        """Write down papers that were handed over as one."""
        ...

    def line(self, paper: Any, kind: str, made_of: str, *, how: str, copies: int) -> Any:
        """The line of a paper, not written yet."""
        ...

    def printed_many(self, lines: Iterable[Any], what: str) -> None:
        """Write down many papers at once."""
        ...

    def ask(self, code: str) -> Answer:
        """What became of the paper with a code."""
        ...

    def since_last(self, kind: str, made_of: str) -> Answer | None:
        """What was changed since the same paper was printed last."""
        ...


class Deeds(Protocol):
    """The hand that writes the deeds of members who move by stick."""

    def waiting(self) -> list[Any]:
        """The offers to this office that wait for an answer."""
        ...

    def offer(self, transfer: Any, to: str, *, awards: bool = False) -> Any:
        """The offer of who leaves, signed."""
        ...

    def recall(self, offer: Any, why: str) -> None:
        """Ask for an offer back."""
        ...

    def accept(self, offer: Any, *, by: str, reported_on: date | None = None, same: bool = False) -> Any:
        """Take a member over; the answer, signed."""
        ...

    def send_back(self, offer: Any, why: str, *, by: str) -> Any:
        """Refuse an offer; the answer, signed."""
        ...

    def settle(self) -> list[Any]:
        """Carry out the answers that came back."""
        ...


@dataclass
class Desk:
    """What lies on the desk: the open branch file and the tools around it; built once, passed on."""

    ledger: Ledger
    renderer: PaperRenderer
    courier_of: Callable[[], Courier]
    deeds_of: Callable[[], Deeds]
    backup_store: BackupStore
    log: ActLog
    prints: Prints
    settings: Settings
    clock: Clock
    pinyin: Pinyin
    bridge: Bridge
    theme: Theme
    resources: Path
    is_sample: bool = False
    key_mark: str = ""
    """Tells one key of the file from the next, and nothing else of it."""
    unwritten: dict[str, str] = field(default_factory=dict)
    """Drafts on their way into the file, by key: whoever reads meanwhile reads these."""

    @cached_property
    def courier(self) -> Courier:
        """The exchange desk, with its seals and keys set up when a page first asks for it."""
        return self.courier_of()

    @cached_property
    def deeds(self) -> Deeds:
        """The hand that writes the deeds of transfers."""
        return self.deeds_of()
