"""The courier: carries our records to other offices and takes theirs in, by package and receipt."""

import json
import secrets
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Protocol

from desktop_app import __version__
from desktop_app.base.clock import Clock
from desktop_app.base.errors import UserError
from desktop_app.exchange.blocks import batches
from desktop_app.exchange.card import OfficeCard
from desktop_app.exchange.envelope import OpenedEnvelope, open_sealed, seal
from desktop_app.exchange.manifest import Manifest, Stream
from desktop_app.exchange.receipt import (
    RECEIPT_SUFFIX,
    Receipt,
    ReceiptCounts,
    code8,
    open_receipt,
    package_code,
    sign_receipt,
)
from desktop_app.exchange.refusal import PackageRefused, Refusal
from desktop_app.exchange.stick import package_name, write_safely
from desktop_app.exchange.trust import Notes, Trust
from desktop_app.records.transfer import ExchangeStore, Incoming, MergeOutcome, MergePlan, Outgoing

# A package dated further ahead than this comes from a PC whose clock is wrong.
_FUTURE = timedelta(days=400)
# The kinds of package this program writes and reads.
FULL, DELTA = "full", "delta"


class Log(Protocol):
    """The register of packages; each call writes one line of it."""

    def sent(self, parcel: "Parcel", path: Path) -> None:
        """A package was written and read back."""
        ...

    def received(self, manifest: Manifest, sender: OfficeCard, receipt: Receipt, code: str) -> None:
        """A package was taken over."""
        ...

    def acknowledged(self, receipt: Receipt, sender: OfficeCard) -> None:
        """The receipt of a package of ours came back."""
        ...

    def has_received(self, package_id: str) -> bool:
        """Whether a package was taken over before."""
        ...


@dataclass(frozen=True)
class Parcel:
    """A package ready to be written: its bytes, what is in it and what was left out."""

    data: bytes
    manifest: Manifest
    sender_name: str
    receiver: OfficeCard
    left_out: tuple[str, ...]

    @property
    def code(self) -> str:
        """The eight digits that stand on the paper 数据交接单 too."""
        return package_code(self.data)


@dataclass(frozen=True)
class Arrival:
    """A package opened and compared, not yet accepted."""

    opened: OpenedEnvelope
    plan: MergePlan
    code: str
    seen_before: bool


@dataclass(frozen=True)
class Accepted:
    """A package taken over: what was done, the signed receipt and its eight digits for the telephone."""

    plan: MergePlan
    receipt: Receipt
    data: bytes
    code: str


class Courier:
    """The exchange desk of one branch file.

    ``trust`` knows our keys and others' cards; ``schema_version`` is the number of the branch file's last
    upgrade step.
    """

    def __init__(
        self, notes: Notes, depot: ExchangeStore, log: Log, clock: Clock, replica: str, schema_version: int
    ) -> None:
        self.trust = Trust(notes, clock)
        self._notes = notes
        self._depot = depot
        self._log = log
        self._clock = clock
        self._replica = replica
        self._schema_version = schema_version

    # -- sending ---------------------------------------------------------------------------------

    def prepare(
        self,
        receiver: str,
        subject: str,
        *,
        full: bool = False,
        private: bool = True,
        kept_back: bool = False,
    ) -> Parcel:
        """Seal for office ``receiver`` all it has not acknowledged, or everything with ``full``.

        ``private`` False leaves ID numbers and the like at home; what registers keep back (talks, criticism,
        residents) goes along only with ``kept_back``. UserError when the receiver's card is unknown or there
        is nothing new.
        """
        card = self.trust.card_of(receiver)
        acknowledged = {} if full else json.loads(self._notes.note(f"ack:{receiver}", "{}"))
        out = self._depot.outgoing(acknowledged, private=private, kept_back=kept_back)
        if not out.counts:
            raise UserError(f"没有新的内容要交给{card.name}", todo="对方遗失资料时，可以选“全部重新导出”")
        manifest = Manifest(
            id=secrets.token_hex(16),
            kind=DELTA if acknowledged else FULL,
            from_office=self.trust.keys.code,
            from_replica=self._replica,
            to=(receiver,),
            schema_version=self._schema_version,
            app_version=__version__,
            written_at=self._clock.now().isoformat(timespec="minutes"),
            subject=subject,
            stream=Stream(after=_positive(out.after), upto=out.upto),
            have=out.have,
        )
        data = seal(manifest, _blocks(out), self.trust.keys, [card])
        return Parcel(
            data,
            _counted(manifest, out),
            self.trust.keys.name,
            card,
            out.left_out,
        )

    def write(self, parcel: Parcel, folder: Path, progress: Callable[[int, int], None] | None = None) -> Path:
        """Write a package to a stick, read it back, and note it as sent (not as received); gives its path."""
        number = 1 + int(self._notes.note("package_number", "0"))
        name = package_name(self.trust.keys.code, number, self._clock.now().date())
        path = write_safely(parcel.data, folder, name, progress=progress)
        self._notes.set_note("package_number", str(number))
        self._log.sent(parcel, path)
        return path

    # -- receiving -------------------------------------------------------------------------------

    def look_into(self, data: bytes) -> Arrival:
        """Open a package and say what accepting it would do; nothing is changed.

        PackageRefused names why a package is not believed; UserError why its rows do not fit.
        """
        opened = self._open(data)
        plan = self._depot.preview(_incoming(opened), _unpacked(opened))
        return Arrival(opened, plan, package_code(data), self._log.has_received(opened.manifest.id))

    def accept(self, data: bytes) -> Accepted:
        """Take a package over in one transaction and write its receipt; twice changes nothing."""
        opened = self._open(data)
        manifest = opened.manifest
        plan = self._depot.accept(_incoming(opened), _unpacked(opened))
        counts = ReceiptCounts(
            new=plan.count(MergeOutcome.NEW),
            updated=plan.count(MergeOutcome.UPDATED),
            same=plan.count(MergeOutcome.SAME, MergeOutcome.OLDER),
            conflict=plan.count(MergeOutcome.CONFLICT_WON, MergeOutcome.CONFLICT_LOST),
            refused=plan.count(MergeOutcome.REFUSED),
        )
        receipt = Receipt(
            package_id=manifest.id,
            from_office=self.trust.keys.code,
            to_office=manifest.from_office,
            received_at=self._clock.now().isoformat(timespec="minutes"),
            counts=counts,
            have=dict(manifest.stream.upto),
        )
        code = code8(receipt, self.trust.keys, opened.sender)
        if not self._log.has_received(manifest.id):
            self._log.received(manifest, opened.sender, receipt, package_code(data))
        return Accepted(plan, receipt, sign_receipt(receipt, self.trust.keys), code)

    def write_receipt(self, accepted: Accepted, folder: Path, package: Path) -> Path:
        """Write the receipt to the stick beside its package."""
        return write_safely(accepted.data, folder, package.stem + RECEIPT_SUFFIX)

    def read_receipt(self, data: bytes) -> tuple[Receipt, str]:
        """Believe a receipt of a package of ours; the acknowledgement moves by this and nothing else.

        Gives the receipt and its eight digits. PackageRefused when it is not from whom it says.
        """
        receipt, sender = open_receipt(data, self.trust.keys, self.trust.known())
        acknowledged = json.loads(self._notes.note(f"ack:{sender.code}", "{}"))
        for replica, seq in receipt.have.items():
            acknowledged[replica] = max(seq, acknowledged.get(replica, 0))
        self._notes.set_note(f"ack:{sender.code}", json.dumps(acknowledged))
        self._log.acknowledged(receipt, sender)
        return receipt, code8(receipt, self.trust.keys, sender)

    def _open(self, data: bytes) -> OpenedEnvelope:
        opened = open_sealed(data, self.trust.keys, self.trust.known())
        manifest = opened.manifest
        if manifest.schema_version > self._schema_version or manifest.kind not in (FULL, DELTA):
            raise PackageRefused(Refusal.NEWER_FORMAT, f"{manifest.kind} {manifest.schema_version}")
        written = datetime.fromisoformat(manifest.written_at)
        if written > self._clock.now() + _FUTURE:
            raise UserError(
                f"这个包写着 {written:%Y年%m月%d日}，对方电脑的日期不对",
                "本机资料没有改动",
                "请对方校准日期后重新导出",
            )
        return opened


def _incoming(opened: OpenedEnvelope) -> Incoming:
    m = opened.manifest
    return Incoming(m.id, m.subject, m.from_office, dict(m.stream.after), dict(m.stream.upto), dict(m.have))


def _unpacked(opened: OpenedEnvelope) -> Iterable[tuple[str, dict[str, Sequence[Any]]]]:
    for table, columns in opened.table_blocks():
        yield table, dict(columns)


def _blocks(out: Outgoing) -> Iterable[tuple[str, Any]]:
    for table, (names, rows) in out.tables.items():
        for columns in batches(names, rows):
            yield table, columns


def _counted(manifest: Manifest, out: Outgoing) -> Manifest:
    return replace(manifest, counts=out.counts)


def _positive(seen: dict[str, int]) -> dict[str, int]:
    return {replica: seq for replica, seq in seen.items() if seq}
