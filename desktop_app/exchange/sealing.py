"""Locking bytes for named receivers as an age v1 file (age-encryption.org/v1), through pyrage."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pyrage

from desktop_app.exchange.refusal import PackageRefused, Refusal

FIRST_LINE = b"age-encryption.org/v1\n"
MAX_FILE_BYTES = 256 * 2**20
_MAX_STANZAS = 64
_MAX_HEADER_BYTES = 64 * 2**10
_HEADER_END = re.compile(rb"\n--- [A-Za-z0-9+/]{43}\n")
# 16 bytes of nonce and at least one sealed chunk with its 16-byte tag.
_SHORTEST_PAYLOAD = 32


def new_identity() -> str:
    """A fresh secret identity, `AGE-SECRET-KEY-1…`."""
    return str(pyrage.x25519.Identity.generate())


def public_of(identity: str) -> str:
    """The public receiver `age1…` of a secret identity. Raises ValueError for a malformed one."""
    try:
        return str(pyrage.x25519.Identity.from_str(identity).to_public())
    except pyrage.IdentityError:
        raise ValueError("not an age identity") from None


def is_receiver(text: str) -> bool:
    """Whether `text` is a public receiver `age1…`."""
    try:
        pyrage.x25519.Recipient.from_str(text)
    except pyrage.RecipientError:
        return False
    return True


def lock(data: bytes, receivers: Sequence[str]) -> bytes:
    """`data` as an age v1 file that each of `receivers` (`age1…`, 1 to 60 of them) can open."""
    if not 1 <= len(receivers) < _MAX_STANZAS - 3:
        # The library adds a stanza of noise of its own; every reader counts it too.
        raise ValueError("1 to 60 receivers")
    return bytes(pyrage.encrypt(data, [pyrage.x25519.Recipient.from_str(each) for each in receivers]))


def unlock(data: bytes, identity: str) -> bytes:
    """What `lock` was given. Raises PackageRefused when it is not for `identity`, damaged or cut short."""
    _check_frame(data)
    try:
        return bytes(pyrage.decrypt(data, [pyrage.x25519.Identity.from_str(identity)]))
    except pyrage.DecryptError as error:
        # The library tells its cases apart by wording only.
        refusal = Refusal.NOT_FOR_US if "matching keys" in str(error) else Refusal.ALTERED
        raise PackageRefused(refusal, str(error)) from None


def _check_frame(data: bytes) -> None:
    if len(data) > MAX_FILE_BYTES:
        raise PackageRefused(Refusal.TOO_LARGE)
    if not data.startswith(FIRST_LINE):
        begun = FIRST_LINE.startswith(data)
        raise PackageRefused(Refusal.CUT_SHORT if begun else Refusal.NOT_A_PACKAGE)
    end = _HEADER_END.search(data, 0, _MAX_HEADER_BYTES)
    if end is None:
        # The header is plain text and what follows it is not: text to the end means the end is missing.
        raise PackageRefused(Refusal.CUT_SHORT if data.isascii() else Refusal.ALTERED)
    if data.count(b"\n-> ", 0, end.end()) > _MAX_STANZAS:
        raise PackageRefused(Refusal.TOO_LARGE)
    if len(data) - end.end() < _SHORTEST_PAYLOAD:
        raise PackageRefused(Refusal.CUT_SHORT)
