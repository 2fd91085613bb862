"""The courier: carries our records to other offices and takes theirs in, by package and receipt."""

import hashlib
import io
import secrets
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from desktop_app import __version__
from desktop_app.base.clock import Clock
from desktop_app.base.errors import UserError
from desktop_app.exchange.acknowledgements import Acknowledgements, SentPackage
from desktop_app.exchange.blocks import Columns, batches
from desktop_app.exchange.card import OfficeCard
from desktop_app.exchange.directory import in_pieces
from desktop_app.exchange.envelope import read_package, write_package
from desktop_app.exchange.manifest import Manifest, Stream
from desktop_app.exchange.notice import ExportNotice
from desktop_app.exchange.offices import REPLICA, OfficeNotes
from desktop_app.exchange.receipt import (
    MAX_REFUSED,
    Receipt,
    ReceiptCounts,
    code8,
    open_receipt,
    package_code,
    sign_receipt,
)
from desktop_app.exchange.refusal import OwnPackage, PackageRefused, Refusal
from desktop_app.exchange.stick import open_file, package_name, receipt_name, write_safely
from desktop_app.exchange.trust import Introduced, Trust
from desktop_app.records.transfer import (
    CONFLICTS,
    DIRECTORY,
    EXTRA_COLUMNS,
    GIVE_BACK,
    STEP,
    UNTOUCHED,
    ExchangeStore,
    Incoming,
    MergeOutcome,
    MergePlan,
    Outgoing,
    Place,
    Progress,
    Selection,
    Staged,
    whole,
)

# The kinds the first format knew: everything, or what of it had changed.
EVERYTHING, FULL, DELTA = "everything", "full", "delta"
# The most a kind of package may carry, boxes by register; None for a kind this program does not know.
ScopeOf = Callable[[str], Mapping[str, Collection[str]] | None]


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
    """A package ready to be written: its bytes, what is in it, what it rests on and what was left out."""

    data: bytes
    manifest: Manifest
    sender_name: str
    receivers: tuple[OfficeCard, ...]
    rests_on: SentPackage
    selection: Selection
    left_out: tuple[str, ...]

    @property
    def receiver(self) -> OfficeCard:
        """The first of the receivers, the only one but for a hand-out."""
        return self.receivers[0]

    @property
    def records(self) -> dict[str, int]:
        """How many records of each register are in it."""
        return {name: n for name, n in self.manifest.counts.items() if name not in EXTRA_COLUMNS}

    @property
    def code(self) -> str:
        """The eight digits that stand on the paper 数据交接单 too."""
        return package_code(hashlib.sha256(self.data).digest())


@dataclass
class Arrival:
    """A package opened, laid out and compared, not yet accepted; to be closed in the end."""

    manifest: Manifest
    sender: OfficeCard
    plan: MergePlan
    code: str
    seen_before: bool
    staged: Staged
    directory: bytes = b""

    def close(self) -> None:
        """Drop what was laid out, without a trace."""
        self.staged.close()


@dataclass(frozen=True)
class Accepted:
    """A package taken over: what was done, the signed receipt and its eight digits for the telephone.

    ``introduced`` says whom our superior's directory, if one came along, made us know.
    """

    plan: MergePlan
    receipt: Receipt
    data: bytes
    code: str
    introduced: Introduced | None = None


class Courier:
    """The exchange desk of one branch file.

    ``trust`` knows our keys and others' cards; ``schema_version`` is the number of the branch file's last
    upgrade step, ``scope_of`` the most each kind of package may carry.
    """

    def __init__(
        self,
        notes: OfficeNotes,
        depot: ExchangeStore,
        log: Log,
        clock: Clock,
        schema_version: int,
        scope_of: ScopeOf | None = None,
    ) -> None:
        self.trust = Trust(notes, clock)
        self.acknowledgements = Acknowledgements(notes)
        self.notice = ExportNotice(notes, self.trust)
        self._notes = notes
        self._depot = depot
        self._log = log
        self._clock = clock
        self._schema_version = schema_version
        self._scope_of = scope_of or self._any_scope

    # -- sending ---------------------------------------------------------------------------------

    def prepare(
        self,
        receivers: str | Sequence[str],
        subject: str,
        *,
        selection: Selection | None = None,
        full: bool = False,
        private: bool = True,
        kept_back: bool = False,
        progress: Progress | None = None,
    ) -> Parcel:
        """Seal for one or several offices what of ``selection`` they lack; all of it with ``full``.

        Without a selection everything goes: ID numbers and the like unless ``private`` is False, what
        registers keep back (talks, criticism, residents) only with ``kept_back``. UserError when a card is
        unknown or there is nothing new.
        """
        codes = (receivers,) if isinstance(receivers, str) else tuple(receivers)
        own = self.trust.card
        cards = tuple(own if code == own.code else self.trust.card_of(code) for code in codes)
        catalogue = self._depot.catalogue
        chosen = selection or whole(catalogue, EVERYTHING, private=private, kept_back=kept_back)
        # What another office owns goes whole, and counts for nothing of what goes of our own.
        ours = chosen.owner in ("", own.code)
        marks = self.acknowledgements.marks(codes, chosen, catalogue) if ours and not full else {}
        again = [(register, uid) for register, uid, _ in self.acknowledgements.pending(codes)]
        went: set[Place] = set()
        with self._depot.outgoing(chosen, marks, again) as out:
            manifest = Manifest(
                id=secrets.token_hex(16),
                kind=chosen.kind,
                from_office=own.code,
                from_replica=self._notes.note(REPLICA),
                to=codes,
                schema_version=self._schema_version,
                app_version=__version__,
                written_at=self._clock.now().isoformat(timespec="minutes"),
                subject=subject,
                number=self.trust.next_number,
                stream=Stream(after=_positive(out.after), upto=out.upto),
                have=out.have if chosen.kind == STEP else {},
                scope=chosen.boxes,
            )
            target = io.BytesIO()
            written = write_package(
                target,
                manifest,
                _noting(self._blocks(out, codes, progress), frozenset(again), went),
                self.trust.keys,
                cards,
            )
        if not written.counts.keys() - EXTRA_COLUMNS.keys():
            names = "、".join(card.name for card in cards)
            if not ours:
                raise UserError(f"本机没有{names}以前交来的记录", todo="请看一看选的是不是这个单位")
            raise UserError(f"没有新的内容要交给{names}", todo="对方遗失资料时，可以选“全部重新导出”")
        upto = out.upto if ours else {}
        left_out = {name: chosen.left_out(catalogue[name]) for name in upto}
        return Parcel(
            target.getvalue(),
            written,
            self.trust.keys.name,
            cards,
            SentPackage(upto, left_out, sorted(went)),
            chosen,
            tuple(chosen.stays_in_words(catalogue)),
        )

    def write(self, parcel: Parcel, folder: Path, progress: Progress | None = None) -> Path:
        """Write a package to a stick, read it back, and note it as sent (not as received); gives its path.

        UserError while the notice stands unconfirmed that this is no classified PC.
        """
        self.notice.require()
        number = parcel.manifest.number
        name = package_name(self.trust.keys.code, number, self._clock.now().date())
        path = write_safely(parcel.data, folder, name, progress=progress)
        self.trust.count_package(number)
        self.acknowledgements.await_receipt(parcel.manifest.id, parcel.rests_on)
        self._log.sent(parcel, path)
        return path

    # -- receiving -------------------------------------------------------------------------------

    def look_into(
        self,
        path: Path,
        progress: Progress | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> Arrival:
        """Open a package and say what accepting it would do; nothing is changed.

        PackageRefused names why a package is not believed; UserError why its rows do not fit; what
        ``progress`` raises comes out, and nothing is left behind.
        """
        sink = _Sink(self._depot, self._believe)
        known = {**self.trust.signers(), self.trust.card.code: self.trust.card}
        try:
            with open_file(path) as source:
                manifest = read_package(
                    source, self.trust.keys, known, sink, progress=progress, cancelled=cancelled
                )
                source.seek(0)
                code = package_code(hashlib.file_digest(source, "sha256").digest())  # type: ignore[arg-type]
            plan = sink.staged.plan(progress)
            sink.staged.rest()
        except BaseException:
            sink.drop()
            raise
        return Arrival(
            manifest,
            sink.sender,
            plan,
            code,
            self._log.has_received(manifest.id),
            sink.staged,
            sink.directory,
        )

    def accept(
        self,
        arrival: Arrival,
        leave_out: Collection[Place] = (),
        progress: Progress | None = None,
        *,
        together: bool = False,
    ) -> Accepted:
        """Take a package over in one transaction and write its receipt; twice changes nothing.

        ``leave_out`` names records that the person does not want; they stay pending at the sender.
        ``together`` with the package accepted before it: one undo takes both back.
        """
        manifest = arrival.manifest
        try:
            if manifest.from_office != self.trust.card.code:
                # A key may have been retired since it was looked into, by a directory that came before it.
                self.trust.admit(arrival.sender, manifest.number)
            plan = arrival.staged.apply(leave_out, progress, together=together)
            refused = arrival.staged.refused(MAX_REFUSED + 1) if plan.fork is None else []
        finally:
            arrival.staged.rest()
        counts = ReceiptCounts(
            new=plan.count(MergeOutcome.NEW),
            updated=plan.count(MergeOutcome.UPDATED, MergeOutcome.REMOVED),
            same=plan.count(*UNTOUCHED),
            conflict=plan.count(*CONFLICTS),
            refused=plan.count(MergeOutcome.REFUSED),
        )
        receipt = Receipt(
            package_id=manifest.id,
            from_office=self.trust.keys.code,
            to_office=manifest.from_office,
            received_at=self._clock.now().isoformat(timespec="minutes"),
            counts=counts,
            replica=self._notes.note(REPLICA),
            refused=tuple(_told(one) for one in refused[:MAX_REFUSED]),
            # More than a receipt can name: then nothing of it counts as taken, and all comes again.
            lacking=plan.lacking or len(refused) > MAX_REFUSED,
            copied=plan.fork.replica if plan.fork is not None else "",
            agreed=plan.fork.agreed if plan.fork is not None else 0,
        )
        code = code8(receipt, self.trust.keys, arrival.sender)
        self.trust.seen(manifest.from_office, manifest.number)
        if plan.fork is None and not self._log.has_received(manifest.id):
            self._log.received(manifest, arrival.sender, receipt, arrival.code)
        signed = sign_receipt(receipt, self.trust.keys, arrival.sender)
        return Accepted(plan, receipt, signed, code, self._introduced(arrival))

    def write_receipt(self, accepted: Accepted, folder: Path, package: Path) -> Path:
        """Write the receipt to the stick beside its package."""
        return write_safely(accepted.data, folder, receipt_name(package, accepted.receipt.package_id))

    def read_receipt(self, data: bytes) -> tuple[Receipt, str]:
        """Believe a receipt of a package of ours; the acknowledgement moves by this and nothing else.

        Gives the receipt and its eight digits. One that says that our file is a copy makes it a replica of
        its own, so that what it wrote goes out anew. PackageRefused when it is not from whom it says.
        """
        known = {**self.trust.known(), self.trust.card.code: self.trust.card}
        receipt, sender = open_receipt(data, self.trust.keys, known)
        if receipt.copied:
            self._depot.leave_copy(receipt.copied, receipt.agreed)
        self.acknowledgements.read(receipt, self._clock.now().date())
        self._log.acknowledged(receipt, sender)
        return receipt, code8(receipt, self.trust.keys, sender)

    def _believe(self, manifest: Manifest, sender: OfficeCard) -> Incoming:
        """What a signed manifest says, if it may say so; PackageRefused or UserError if not."""
        if manifest.schema_version > self._schema_version:
            detail = f"schema {manifest.schema_version}"
            raise PackageRefused(Refusal.NEWER_FORMAT, detail, manifest.app_version)
        if manifest.from_office == self.trust.card.code:
            if self.acknowledgements.has_sent(manifest.id):
                raise OwnPackage(
                    "这是本机自己写的包", "本机资料没有改动", "请把它交给接收的单位，或者选对方写的包"
                )
            if manifest.kind != STEP:
                raise OwnPackage(
                    "这是本支部发给别的单位的包", "本机资料没有改动", "两台电脑之间请用“两台电脑同步”"
                )
        else:
            self.trust.admit(sender, manifest.number)
        if manifest.kind == STEP and manifest.from_office != self.trust.card.code:
            raise PackageRefused(Refusal.BAD_CONTENT, "step package of another office")
        if manifest.kind == GIVE_BACK and manifest.from_office != self.trust.superior:
            # It writes our own records: nobody else may, whoever else holds some of them.
            raise UserError(
                f"只有上级可以归还本单位的资料，{sender.name}没有登记为上级",
                "本机资料没有改动",
                "确实是上级的，请先在“名片”里把它设为上级，再接收",
            )
        most = self._scope_of(manifest.kind)
        if most is None:
            raise PackageRefused(Refusal.NEWER_FORMAT, manifest.kind, manifest.app_version)
        # An older program's boxes are held against the kind once they are upgraded, as they are laid out.
        older = manifest.schema_version < self._schema_version
        for table, boxes in manifest.scope.items():
            if not older and not set(boxes) <= set(most.get(table, ())):
                raise PackageRefused(Refusal.BAD_CONTENT, f"{table} in a package of kind {manifest.kind}")
        self._depot.judge_date(manifest.from_office, datetime.fromisoformat(manifest.written_at))
        first = manifest.format == 1
        return Incoming(
            manifest.id,
            manifest.subject,
            manifest.from_office,
            manifest.from_replica,
            manifest.kind,
            # The first format counted another way: nothing is built on it.
            {} if first else dict(manifest.stream.after),
            {} if first else dict(manifest.stream.upto),
            dict(manifest.have) if manifest.kind == STEP else {},
            most if first or older else manifest.scope,
            manifest.schema_version,
            manifest.room,
        )

    def _introduced(self, arrival: Arrival) -> Introduced | None:
        """Take the directory that came along from our superior; anybody else's tells us nothing."""
        if not arrival.directory or arrival.sender.code != self.trust.superior:
            return None
        try:
            return self.trust.take_directory(arrival.directory)
        except UserError:
            # The records are in already; a directory that does not hold comes to no more than none.
            return None

    def _blocks(
        self, out: Outgoing, codes: Sequence[str], progress: Progress | None
    ) -> Iterator[tuple[str, Any]]:
        yield from _blocks(out, progress)
        directory = self.trust.carried_to(*codes)
        if directory:
            yield DIRECTORY, in_pieces(directory)

    def _any_scope(self, kind: str) -> Mapping[str, Collection[str]] | None:
        return whole(self._depot.catalogue, kind).boxes


class _Sink:
    """Takes a package in, block by block, into the branch file's stage."""

    staged: Staged
    sender: OfficeCard

    def __init__(self, depot: ExchangeStore, believe: Callable[[Manifest, OfficeCard], Incoming]) -> None:
        self._depot = depot
        self._believe = believe
        self._pieces: list[str] = []

    @property
    def directory(self) -> bytes:
        """The directory that came along, if one did."""
        return "".join(self._pieces).encode()

    def begin(self, manifest: Manifest, sender: OfficeCard) -> None:
        """The package is signed and meant for us."""
        self.sender = sender
        self.staged = self._depot.stage(self._believe(manifest, sender))

    def block(self, table: str, columns: Columns) -> None:
        """The next rows."""
        if table == DIRECTORY:
            self._pieces += map(str, columns["data"])
        else:
            self.staged.add(table, columns)

    def drop(self) -> None:
        """Forget all."""
        if hasattr(self, "staged"):
            self.staged.close()


def _blocks(out: Outgoing, progress: Progress | None) -> Iterator[tuple[str, Any]]:
    done = 0
    for table, names, rows in out.tables:
        for columns in batches(names, rows):
            yield table, columns
            done += len(columns[names[0]])
            if progress is not None:
                progress(done, 0)


def _noting(
    blocks: Iterable[tuple[str, Any]], wanted: frozenset[Place], went: set[Place]
) -> Iterator[tuple[str, Any]]:
    """``blocks`` as they pass; which of the ``wanted`` records are in them is put into ``went``."""
    tables = {register for register, _ in wanted}
    for table, columns in blocks:
        if table in tables:
            went.update(wanted.intersection((table, uid) for uid in columns["uid"]))
        yield table, columns


def _told(refused: tuple[str, str, str]) -> tuple[str, str, str]:
    """A refused record as a receipt can name it."""
    register, uid, reason = refused
    return register, uid, " ".join(reason.split())[:400] or "不接受"


def _positive(seen: Mapping[str, int]) -> dict[str, int]:
    return {name: mark for name, mark in seen.items() if mark}
