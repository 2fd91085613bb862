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
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from nacl.exceptions import BadSignatureError
from nacl.signing import VerifyKey

from desktop_app.exchange import sealing
from desktop_app.exchange.blocks import Columns, Scalar, decode_block, encode_block, raw_size
from desktop_app.exchange.card import OfficeCard
from desktop_app.exchange.identity import OfficeKeys
from desktop_app.exchange.manifest import MAX_MANIFEST_BYTES, BlockEntry, Manifest, count_rows
from desktop_app.exchange.refusal import PackageRefused, Refusal

MAGIC = b"ZBB1"
_SIGN_CONTEXT = b"zhibu package 1\0"
_KEY = 32
_LENGTH = 4
_SIGNATURE = 64
_FRAME = len(MAGIC) + _KEY + _LENGTH


@dataclass(frozen=True)
class OpenedEnvelope:
    """A package that is whole, from a known office and meant for us; its rows are unpacked only on demand."""

    manifest: Manifest
    sender: OfficeCard
    _blocks: memoryview

    def table_blocks(self) -> Iterator[tuple[str, Columns]]:
        """Each block as its table's name and its columns, in the sender's order; may be walked again.

        Raises PackageRefused (BAD_CONTENT, TOO_LARGE) at a block that its sender made wrongly.
        """
        for entry, data in _cut(self._blocks, self.manifest):
            columns = decode_block(bytes(data), rows=entry.rows, raw=entry.raw, sha256=entry.sha256)
            yield entry.table, columns


def seal(
    manifest: Manifest,
    blocks: Iterable[tuple[str, Mapping[str, Sequence[Scalar]]]],
    keys: OfficeKeys,
    recipients: Sequence[OfficeCard],
) -> bytes:
    """The package file: `blocks` (table, columns) encoded, described in `manifest`, signed, sealed.

    `manifest.counts` and `manifest.blocks` are filled in here. Raises ValueError when the manifest is not
    from the office of `keys`, not to exactly `recipients`, or holds what a reader would refuse; UserError
    when there is too much for one file.
    """
    if manifest.from_office != keys.code:
        raise ValueError("the manifest names another sender")
    if sorted(manifest.to) != sorted(card.code for card in recipients):
        raise ValueError("the manifest names other receivers")
    entries: list[BlockEntry] = []
    packed: list[bytes] = []
    for table, columns in blocks:
        data = encode_block(columns)
        rows = len(next(iter(columns.values())))
        entries.append(BlockEntry(table, rows, raw_size(data), len(data), hashlib.sha256(data).hexdigest()))
        packed.append(data)
    whole = replace(manifest, blocks=tuple(entries), counts=count_rows(tuple(entries)))
    page = whole.to_bytes()
    signature = keys.sign(_SIGN_CONTEXT + page)
    frame = MAGIC + keys.public.sign_key + len(page).to_bytes(_LENGTH, "big")
    sealed = sealing.lock(b"".join([frame, page, signature, *packed]), [card.seal_key for card in recipients])
    if len(sealed) > sealing.MAX_FILE_BYTES:
        raise PackageRefused(Refusal.TOO_LARGE, "own package")
    return sealed


def open_sealed(data: bytes, keys: OfficeKeys, known: Mapping[str, OfficeCard]) -> OpenedEnvelope:
    """The package in `data`, checked from the seal to the last block's digest.

    `known` maps office codes to accepted trust cards. Raises PackageRefused with the named reason; nothing
    of a refused package is handed out.
    """
    inside = memoryview(sealing.unlock(data, keys.seal_identity))
    sender, page, rest = _verified(inside, known)
    manifest = Manifest.from_bytes(page)
    if manifest.from_office != sender.code:
        raise PackageRefused(Refusal.BAD_CONTENT, "signed by another office than it names")
    if keys.code not in manifest.to:
        raise PackageRefused(Refusal.NOT_FOR_US, "sealed again by a third office")
    described = sum(entry.size for entry in manifest.blocks)
    if described != len(rest):
        raise PackageRefused(Refusal.CUT_SHORT if described > len(rest) else Refusal.ALTERED, "blocks")
    for entry, block in _cut(rest, manifest):
        if hashlib.sha256(block).hexdigest() != entry.sha256:
            raise PackageRefused(Refusal.ALTERED, f"block of {entry.table}")
    return OpenedEnvelope(manifest, sender, rest)


def _verified(inside: memoryview, known: Mapping[str, OfficeCard]) -> tuple[OfficeCard, bytes, memoryview]:
    if bytes(inside[: len(MAGIC)]) != MAGIC:
        newer = bytes(inside[:3]) == MAGIC[:3]
        raise PackageRefused(Refusal.NEWER_FORMAT if newer else Refusal.NOT_A_PACKAGE, "inner frame")
    signer = bytes(inside[len(MAGIC) : len(MAGIC) + _KEY])
    sender = next((card for card in known.values() if card.sign_key == signer), None)
    if sender is None:
        raise PackageRefused(Refusal.UNKNOWN_SENDER)
    length = int.from_bytes(inside[_FRAME - _LENGTH : _FRAME], "big")
    if length > MAX_MANIFEST_BYTES:
        raise PackageRefused(Refusal.TOO_LARGE, "manifest")
    if len(inside) < _FRAME + length + _SIGNATURE:
        raise PackageRefused(Refusal.CUT_SHORT, "manifest")
    page = bytes(inside[_FRAME : _FRAME + length])
    signature = bytes(inside[_FRAME + length : _FRAME + length + _SIGNATURE])
    try:
        VerifyKey(sender.sign_key).verify(_SIGN_CONTEXT + page, signature)
    except BadSignatureError:
        raise PackageRefused(Refusal.ALTERED, "signature") from None
    return sender, page, inside[_FRAME + length + _SIGNATURE :]


def _cut(rest: memoryview, manifest: Manifest) -> Iterator[tuple[BlockEntry, memoryview]]:
    at = 0
    for entry in manifest.blocks:
        yield entry, rest[at : at + entry.size]
        at += entry.size
