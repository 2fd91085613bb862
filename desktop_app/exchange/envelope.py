"""A package as it lies on the stick: signed by one office, sealed for others, believed only when both hold.

The file is an age v1 file; inside it stand, in this order,

    `ZBB1` · 32-byte Ed25519 key of the signer · u32 big-endian length · manifest (JSON, UTF-8)
    · 64-byte signature over context ‖ manifest · the blocks the manifest describes, nothing after them

The signer's key stands in the fixed frame, so the reader finds the sender's card by plain comparison, and
not a byte of JSON is read before the signature of a known office holds. The key alone claims nothing: the
manifest must also name the office whose card carries that key.
"""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import BinaryIO, Protocol

from nacl.exceptions import BadSignatureError
from nacl.signing import VerifyKey

from desktop_app.base.errors import Cancelled
from desktop_app.exchange import sealing
from desktop_app.exchange.blocks import Columns, Scalar, decode_block, encode_block, raw_size
from desktop_app.exchange.card import OfficeCard
from desktop_app.exchange.extras import Extras
from desktop_app.exchange.identity import OfficeKeys
from desktop_app.exchange.manifest import (
    MAX_MANIFEST_BYTES,
    BlockEntry,
    Manifest,
    check_against_size,
    count_rows,
    most_room,
)
from desktop_app.exchange.refusal import PackageRefused, Refusal
from desktop_app.records.transfer import BLOBS

MAGIC = b"ZBB1"
_SIGN_CONTEXT = b"zhibu package 1\0"
_KEY = 32
_LENGTH = 4
_SIGNATURE = 64
# Unpacked bytes after which a reader says once more how far it is.
_TELL_EVERY = 2**20


class Sink(Protocol):
    """Whoever takes a package in; what it raises comes out of `read_package` as it is."""

    def begin(self, manifest: Manifest, sender: OfficeCard) -> None:
        """The package is signed by `sender` and meant for us; may raise to refuse it."""
        ...

    def block(self, table: str, columns: Columns) -> None:
        """The next block of rows, in the sender's order; nobody keeps it but the sink."""
        ...


def read_package(
    source: BinaryIO,
    keys: OfficeKeys,
    known: Mapping[str, OfficeCard],
    sink: Sink,
    *,
    progress: Callable[[int, int], object] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Manifest:
    """Hand a package to `sink`, block by block, and give its manifest once the last byte was proved.

    Only one block is in memory at a time. Until this returns the sink must believe nothing to be complete:
    it forgets all it was given when this raises. `known` maps office codes to accepted trust cards;
    `progress` is told how many bytes of the file were read. Raises PackageRefused with the named reason,
    Cancelled once `cancelled` says so, and unchanged whatever `sink`, `progress` or `source` raise.
    """

    size = sealing.file_size(source)
    done = 0

    def tell(now: int, total: int) -> None:
        nonlocal done
        done = now
        _stop(cancelled)
        if progress is not None:
            progress(now, total)

    def beat(raw: int) -> None:
        # A short file may hold much: whoever waits is heard between its blocks too.
        _stop(cancelled)
        if progress is not None and raw >= _TELL_EVERY:
            progress(done, size)

    parts = _Parts(_package(keys, known, sink, size, beat))
    sealing.unlock_into(source, keys.seal_identities, parts.take, tell)
    return parts.end()


def write_package(
    target: sealing.ByteSink,
    manifest: Manifest,
    blocks: Iterable[tuple[str, Mapping[str, Sequence[Scalar]]]],
    keys: OfficeKeys,
    recipients: Sequence[OfficeCard],
) -> Manifest:
    """Write the package to `target`: `blocks` (table, columns) encoded, described, signed, sealed.

    Gives the manifest as signed: `manifest.counts` and `manifest.blocks` are filled in here. Raises
    ValueError when the manifest is not from the office of `keys`, not to exactly `recipients`, or holds what
    a reader would refuse; PackageRefused when there is too much for one file.
    """
    if manifest.from_office != keys.code:
        raise ValueError("the manifest names another sender")
    if sorted(manifest.to) != sorted(card.code for card in recipients):
        raise ValueError("the manifest names other receivers")
    entries: list[BlockEntry] = []
    packed: list[bytes] = []
    left = sealing.MAX_FILE_BYTES
    for table, columns in blocks:
        data, room = encode_block(columns)
        rows = len(next(iter(columns.values())))
        digest = hashlib.sha256(data).hexdigest()
        entries.append(BlockEntry(table, rows, raw_size(data), len(data), digest, room))
        packed.append(data)
        left -= len(data)
        if left < 0:
            raise PackageRefused(Refusal.TOO_LARGE, "own package")
    whole = replace(manifest, blocks=tuple(entries), counts=count_rows(tuple(entries)))
    page = whole.to_bytes()
    check_against_size(whole, sum(map(len, packed)))
    frame = MAGIC + keys.public.sign_key + len(page).to_bytes(_LENGTH, "big")
    head = frame + page + keys.sign(_SIGN_CONTEXT + page)
    joined = _Joined([head, *packed])
    # Let go of as it is sealed: what goes out takes as much memory again.
    packed.clear()
    sealing.lock_into(joined, target, [card.seal_key for card in recipients])
    return whole


def _stop(cancelled: Callable[[], bool] | None) -> None:
    if cancelled is not None and cancelled():
        raise Cancelled


def _package(
    keys: OfficeKeys,
    known: Mapping[str, OfficeCard],
    sink: Sink,
    size: int,
    beat: Callable[[int], None],
) -> Generator[int, bytes, Manifest]:
    """Read a package from front to back: yields how many bytes come next, is sent just those."""
    magic = yield len(MAGIC)
    if magic != MAGIC:
        newer = magic[:3] == MAGIC[:3]
        raise PackageRefused(Refusal.NEWER_FORMAT if newer else Refusal.NOT_A_PACKAGE, "inner frame")
    signer = yield _KEY
    sender = next((card for card in known.values() if card.sign_key == signer), None)
    if sender is None:
        raise PackageRefused(Refusal.UNKNOWN_SENDER)
    length = int.from_bytes((yield _LENGTH), "big")
    if length > MAX_MANIFEST_BYTES:
        raise PackageRefused(Refusal.TOO_LARGE, "manifest")
    page = yield length
    signature = yield _SIGNATURE
    try:
        VerifyKey(sender.sign_key).verify(_SIGN_CONTEXT + page, signature)
    except BadSignatureError:
        raise PackageRefused(Refusal.ALTERED, "signature") from None
    manifest = Manifest.from_bytes(page)
    if manifest.from_office != sender.code:
        raise PackageRefused(Refusal.BAD_CONTENT, "signed by another office than it names")
    if keys.code not in manifest.to:
        raise PackageRefused(Refusal.NOT_FOR_US, "sealed again by a third office")
    check_against_size(manifest, size)
    sink.begin(manifest, sender)
    judge = _Judge()
    raw = 0
    for entry in manifest.blocks:
        beat(raw)
        raw = raw % _TELL_EVERY + entry.raw
        sink.block(entry.table, judge.columns(entry, (yield entry.size)))
    judge.end()
    return manifest


class _Judge:
    """Holds the blocks of one package against what its manifest promised."""

    def __init__(self) -> None:
        self._extras = Extras()
        self._room = self._rows = 0

    def columns(self, entry: BlockEntry, data: bytes) -> Columns:
        """The columns of the next block. Raises PackageRefused."""
        block = decode_block(data, rows=entry.rows, raw=entry.raw, sha256=entry.sha256, room=entry.room)
        self._room += block.room
        self._rows += entry.rows
        if self._room > most_room(self._rows):
            # A package of the first format does not say it before.
            raise PackageRefused(Refusal.TOO_LARGE, "total room")
        with _bad_content(entry.table):
            self._extras.check(entry.table, block.columns)
        return block.columns

    def end(self) -> None:
        """All blocks came."""
        with _bad_content(BLOBS):
            self._extras.end()


@contextmanager
def _bad_content(place: str) -> Iterator[None]:
    try:
        yield
    except ValueError as error:
        raise PackageRefused(Refusal.BAD_CONTENT, f"{place}: {error}") from None


class _Parts:
    """Cuts a stream that comes in pieces of any length into the parts a reader asks for."""

    def __init__(self, reader: Generator[int, bytes, Manifest]) -> None:
        self._reader = reader
        self._held = bytearray()
        self._manifest: Manifest | None = None
        self._begun = False
        self._wanted = next(reader)

    def take(self, data: bytes) -> None:
        """The next piece."""
        if self._manifest is not None:
            raise PackageRefused(Refusal.ALTERED, "bytes after the last block")
        self._held += data
        while self._manifest is None and len(self._held) >= self._wanted:
            part = bytes(self._held[: self._wanted])
            del self._held[: self._wanted]
            self._begun = True
            try:
                self._wanted = self._reader.send(part)
            except StopIteration as end:
                self._manifest = end.value
        if self._manifest is not None and self._held:
            raise PackageRefused(Refusal.ALTERED, "bytes after the last block")

    def end(self) -> Manifest:
        """The manifest, once all parts came."""
        if self._manifest is None:
            raise PackageRefused(Refusal.CUT_SHORT if self._begun else Refusal.NOT_A_PACKAGE, "ends early")
        return self._manifest


class _Joined:
    """Several byte strings read as one; each is let go of once it was read."""

    def __init__(self, parts: Iterable[bytes]) -> None:
        self._parts = deque(memoryview(part) for part in parts)

    def read(self, most: int) -> bytes:
        """The next bytes, none at the end."""
        while self._parts and not self._parts[0]:
            self._parts.popleft()
        if not self._parts:
            return b""
        part = self._parts[0]
        self._parts[0] = part[most:]
        return bytes(part[:most])
