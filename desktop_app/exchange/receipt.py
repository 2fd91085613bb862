"""The receipt a receiver writes back (.zbr), and the eight digits told by telephone or printed on paper."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from nacl.exceptions import BadSignatureError
from nacl.signing import VerifyKey

from desktop_app.exchange import strictjson
from desktop_app.exchange.card import OfficeCard, is_code
from desktop_app.exchange.identity import OfficeKeys
from desktop_app.exchange.manifest import replica_counts
from desktop_app.exchange.refusal import PackageRefused, Refusal

RECEIPT_SUFFIX = ".zbr"
MAGIC = b"ZBR1"
_SIGN_CONTEXT = b"zhibu receipt 1\0"
_CODE_CONTEXT = b"zhibu receipt code 1\0"
_FORMAT = 1
_KEY = 32
_SIGNATURE = 64
_FRAME = len(MAGIC) + _KEY + _SIGNATURE
_MAX_RECEIPT_BYTES = 64 * 2**10
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
    """`from_office` received package `package_id` of `to_office`; `have` is what it now knows, replica → seq.

    `received_at` is the receiver's local wall time in ISO form. Only a receipt moves the sender's
    acknowledgement; "written to the stick" never does.
    """

    package_id: str
    from_office: str
    to_office: str
    received_at: str
    counts: ReceiptCounts = field(default_factory=ReceiptCounts)
    have: Mapping[str, int] = field(default_factory=dict)

    def payload(self) -> bytes:
        """The one canonical spelling, which is signed and which both offices' `code8` covers."""
        counts = self.counts
        return strictjson.dump(
            {
                "format": _FORMAT,
                "package": self.package_id,
                "from": self.from_office,
                "to": self.to_office,
                "received_at": self.received_at,
                "counts": [counts.new, counts.updated, counts.same, counts.conflict, counts.refused],
                "have": dict(self.have),
            }
        )


def sign_receipt(receipt: Receipt, keys: OfficeKeys) -> bytes:
    """The .zbr file: `ZBR1` · signer's key · signature · payload. It holds figures only, so it is not sealed.

    Raises ValueError when the receipt is not from the office of `keys` or would not be read back.
    """
    payload = receipt.payload()
    if receipt.from_office != keys.code or _parsed(payload) != receipt:
        raise ValueError("not a receipt of this office, or not readable")
    return MAGIC + keys.public.sign_key + keys.sign(_SIGN_CONTEXT + payload) + payload


def open_receipt(
    data: bytes, keys: OfficeKeys, known: Mapping[str, OfficeCard]
) -> tuple[Receipt, OfficeCard]:
    """The receipt in `data` and the card of the office that signed it. Raises PackageRefused."""
    if len(data) > _MAX_RECEIPT_BYTES:
        raise PackageRefused(Refusal.TOO_LARGE, "receipt")
    if not data.startswith(MAGIC):
        begun = MAGIC.startswith(data)
        raise PackageRefused(Refusal.CUT_SHORT if begun else Refusal.NOT_A_PACKAGE, "receipt")
    if len(data) <= _FRAME:
        raise PackageRefused(Refusal.CUT_SHORT, "receipt")
    signer = data[len(MAGIC) : len(MAGIC) + _KEY]
    sender = next((card for card in known.values() if card.sign_key == signer), None)
    if sender is None:
        raise PackageRefused(Refusal.UNKNOWN_SENDER, "receipt")
    payload = data[_FRAME:]
    try:
        VerifyKey(signer).verify(_SIGN_CONTEXT + payload, data[len(MAGIC) + _KEY : _FRAME])
    except BadSignatureError:
        raise PackageRefused(Refusal.ALTERED, "receipt") from None
    try:
        receipt = _parsed(payload)
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


def package_code(data: bytes) -> str:
    """Eight digits of a package file for the paper 数据交接单: shows a mix-up of files, not a forgery."""
    return _eight_digits(hashlib.sha256(data).digest())


def _eight_digits(digest: bytes) -> str:
    return f"{int.from_bytes(digest, 'big') % 10**8:08d}"


def _parsed(payload: bytes) -> Receipt:
    fields = strictjson.table(strictjson.parse(payload))
    if strictjson.whole(fields["format"], 1) != _FORMAT:
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
        replica_counts(fields["have"]),
    )
    datetime.fromisoformat(receipt.received_at)
    if not _PACKAGE_ID.fullmatch(receipt.package_id):
        raise ValueError("package id")
    if not is_code(receipt.from_office) or not is_code(receipt.to_office):
        raise ValueError("office codes")
    return receipt
