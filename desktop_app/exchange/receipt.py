"""The receipt a receiver writes back (.zbr), and the eight digits told by telephone or printed on paper.

The file is an age v1 file for the office whose package it is; inside stand `ZBR2`, the signer's 32-byte key,
the 64-byte signature over context ‖ payload, and the payload (JSON, UTF-8). The first format, `ZBR1`, lay
open and knew counts alone; it is still read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from nacl.exceptions import BadSignatureError
from nacl.signing import VerifyKey

from desktop_app.exchange import sealing, strictjson
from desktop_app.exchange.card import OfficeCard, is_code
from desktop_app.exchange.identity import OfficeKeys
from desktop_app.exchange.manifest import replica_counts
from desktop_app.exchange.refusal import PackageRefused, Refusal

RECEIPT_SUFFIX = ".zbr"
MAGIC = b"ZBR2"
_OPEN_MAGIC = b"ZBR1"
_SIGN_CONTEXTS = {MAGIC: b"zhibu receipt 2\0", _OPEN_MAGIC: b"zhibu receipt 1\0"}
_FORMATS = {MAGIC: 2, _OPEN_MAGIC: 1}
_NEWEST = _FORMATS[MAGIC]
_CODE_CONTEXT = b"zhibu receipt code 1\0"
_KEY = 32
_SIGNATURE = 64
_FRAME = len(MAGIC) + _KEY + _SIGNATURE
MAX_RECEIPT_BYTES = 8 * 2**20
# Refused records named in one receipt.
MAX_REFUSED = 10_000
_MAX_REASON = 400
# Commas, and colons and brackets, that a receipt of any format takes at most.
_MOST_MARKS = 4 * MAX_REFUSED + 1_000
_UID = re.compile(r"[0-9a-f]{32}")
_REPLICA = re.compile(r"[0-9A-Za-z._-]{0,64}")
_REGISTER = re.compile(r"[a-z][a-z0-9_]{0,62}")
_PACKAGE_ID = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]{0,63}")


@dataclass(frozen=True)
class ReceiptCounts:
    """What became of the rows of one package."""

    new: int = 0
    updated: int = 0
    same: int = 0
    conflict: int = 0
    refused: int = 0


@dataclass(frozen=True)
class Receipt:
    """`from_office` received package `package_id` of `to_office` on its PC `replica`.

    `received_at` is the receiver's local wall time in ISO form; `refused` names register, uid and reason of
    what was not taken; `lacking` says that packages this one rests on never came to this PC. `copied` names
    the sender's replica when another copy of its file writes as that too: then nothing was taken, and
    `agreed` is the last write both copies have alike. Only a receipt moves the sender's acknowledgement;
    "written to the stick" never does.
    """

    package_id: str
    from_office: str
    to_office: str
    received_at: str
    counts: ReceiptCounts = field(default_factory=ReceiptCounts)
    replica: str = ""
    refused: tuple[tuple[str, str, str], ...] = ()
    lacking: bool = False
    copied: str = ""
    agreed: int = 0
    # What the first format said instead, and which one this is written in: the code covers its spelling.
    have: Mapping[str, int] = field(default_factory=dict)
    format: int = _NEWEST

    def payload(self) -> bytes:
        """The one canonical spelling, which is signed and which both offices' `code8` covers."""
        counts = self.counts
        common = {
            "format": self.format,
            "package": self.package_id,
            "from": self.from_office,
            "to": self.to_office,
            "received_at": self.received_at,
            "counts": [counts.new, counts.updated, counts.same, counts.conflict, counts.refused],
        }
        if self.format < _NEWEST:
            return strictjson.dump({**common, "have": dict(self.have)})
        more = {
            "replica": self.replica,
            "refused": [list(each) for each in self.refused],
            "lacking": self.lacking,
            "copied": self.copied,
            "agreed": self.agreed,
        }
        return strictjson.dump({**common, **more})


def sign_receipt(receipt: Receipt, keys: OfficeKeys, receiver: OfficeCard) -> bytes:
    """The .zbr file for the office of `receiver`.

    Raises ValueError when the receipt is not from the office of `keys` or would not be read back.
    """
    payload = receipt.payload()
    if receipt.from_office != keys.code or _parsed(payload, MAGIC) != receipt:
        raise ValueError("not a receipt of this office, or not readable")
    signed = MAGIC + keys.public.sign_key + keys.sign(_SIGN_CONTEXTS[MAGIC] + payload) + payload
    return sealing.lock(signed, [receiver.seal_key])


def open_receipt(
    data: bytes, keys: OfficeKeys, known: Mapping[str, OfficeCard]
) -> tuple[Receipt, OfficeCard]:
    """The receipt in `data` and the card of the office that signed it. Raises PackageRefused."""
    if len(data) > MAX_RECEIPT_BYTES:
        raise PackageRefused(Refusal.TOO_LARGE, "receipt")
    if not data.startswith(_OPEN_MAGIC):
        data = sealing.unlock(data, *keys.seal_identities)
    magic = data[: len(MAGIC)]
    if magic not in _FORMATS:
        newer = magic[:3] == MAGIC[:3]
        raise PackageRefused(Refusal.NEWER_FORMAT if newer else Refusal.NOT_A_PACKAGE, "receipt")
    if len(data) <= _FRAME:
        raise PackageRefused(Refusal.CUT_SHORT, "receipt")
    signer = data[len(MAGIC) : len(MAGIC) + _KEY]
    sender = next((card for card in known.values() if card.sign_key == signer), None)
    if sender is None:
        raise PackageRefused(Refusal.UNKNOWN_SENDER, "receipt")
    payload = data[_FRAME:]
    try:
        VerifyKey(signer).verify(_SIGN_CONTEXTS[magic] + payload, data[len(MAGIC) + _KEY : _FRAME])
    except BadSignatureError:
        raise PackageRefused(Refusal.ALTERED, "receipt") from None
    try:
        receipt = _parsed(payload, magic)
    except (ValueError, KeyError) as error:
        raise PackageRefused(Refusal.BAD_CONTENT, f"receipt: {error}") from None
    if receipt.from_office != sender.code:
        raise PackageRefused(Refusal.BAD_CONTENT, "receipt signed by another office than it names")
    if receipt.to_office != keys.code:
        raise PackageRefused(Refusal.NOT_FOR_US, "receipt")
    return receipt, sender


def code8(receipt: Receipt, keys: OfficeKeys, card: OfficeCard) -> str:
    """Eight digits that only the two offices of `receipt` can compute, each with its own keys and the
    other's card; told by telephone when no stick travels back."""
    digest = keys.common_code(_CODE_CONTEXT + receipt.payload(), card)
    return _eight_digits(digest)


def package_code(digest: bytes) -> str:
    """Eight digits for the paper 数据交接单, by the SHA-256 of a package file.

    They show a mix-up of files, not a forgery.
    """
    return _eight_digits(digest)


def _eight_digits(digest: bytes) -> str:
    return f"{int.from_bytes(digest, 'big') % 10**8:08d}"


def _parsed(payload: bytes, magic: bytes) -> Receipt:
    strictjson.check_shape(payload, commas=_MOST_MARKS, nested=_MOST_MARKS)
    fields = strictjson.table(strictjson.parse(payload))
    if strictjson.whole(fields["format"], 1) != _FORMATS[magic]:
        raise PackageRefused(Refusal.NEWER_FORMAT, "receipt")
    numbers = [strictjson.whole(each) for each in strictjson.listing(fields["counts"], 5)]
    if len(numbers) != 5:
        raise ValueError("five counts")
    receipt = Receipt(
        strictjson.words(fields["package"], 64),
        strictjson.words(fields["from"], 32),
        strictjson.words(fields["to"], 32),
        strictjson.words(fields["received_at"], 32),
        ReceiptCounts(*numbers),
        # Who wrote the first format could say nothing of the rest: it moves the acknowledgement of nothing.
        **(_told(fields) if magic == MAGIC else _told_first(fields)),
    )
    datetime.fromisoformat(receipt.received_at)
    if not _PACKAGE_ID.fullmatch(receipt.package_id):
        raise ValueError("package id")
    if not is_code(receipt.from_office) or not is_code(receipt.to_office):
        raise ValueError("office codes")
    return receipt


def _told_first(fields: Mapping[str, object]) -> dict[str, Any]:
    """What the first format says beside the counts."""
    have = replica_counts(fields["have"])
    return {"have": have, "format": _FORMATS[_OPEN_MAGIC], "lacking": True}


def _told(fields: Mapping[str, object]) -> dict[str, Any]:
    """What the second format says beside the counts."""
    refused = []
    for each in strictjson.listing(fields["refused"], MAX_REFUSED):
        register, uid, reason = strictjson.listing(each, 3)
        named = (strictjson.words(register, 63), strictjson.words(uid, 64, shortest=0))
        if not _REGISTER.fullmatch(named[0]) or not (named[1] == "" or _UID.fullmatch(named[1])):
            raise ValueError("refused record")
        refused.append((*named, strictjson.words(reason, _MAX_REASON)))
    replica = strictjson.words(fields["replica"], 64, shortest=0)
    copied = strictjson.words(fields["copied"], 64, shortest=0)
    if not _REPLICA.fullmatch(replica) or not _REPLICA.fullmatch(copied):
        raise ValueError("replica")
    if type(fields["lacking"]) is not bool:
        raise ValueError("yes or no")
    return {
        "replica": replica,
        "refused": tuple(refused),
        "lacking": fields["lacking"],
        "copied": copied,
        "agreed": strictjson.whole(fields["agreed"]),
    }
