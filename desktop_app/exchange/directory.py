"""名录 (.zbd): a committee's signed list of offices, which introduces them to those below it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from nacl.exceptions import BadSignatureError
from nacl.signing import VerifyKey

from desktop_app.base.errors import UserError
from desktop_app.exchange import strictjson
from desktop_app.exchange.card import OfficeCard, read_card
from desktop_app.exchange.identity import OfficeKeys
from desktop_app.exchange.refusal import NOTHING_CHANGED

DIRECTORY_SUFFIX = ".zbd"
MAX_DIRECTORY_BYTES = 4 * 2**20
_MAX_ENTRIES = 5_000
_MAX_NUMBER = 2**53
_FORMAT = 1
_PIECE = 100_000
_KIND = "zhibu-directory"
_SIGN_CONTEXT = b"zhibu directory 1\0"


@dataclass(frozen=True)
class DirectoryEntry:
    """A card good from its office's package ``first`` on, and no longer from package ``retired`` on."""

    card: OfficeCard
    first: int = 0
    retired: int | None = None


@dataclass(frozen=True)
class Directory:
    """What committee ``issuer`` says of the offices it knows; the higher serial counts."""

    issuer: OfficeCard
    serial: int
    issued_on: date
    entries: tuple[DirectoryEntry, ...]
    signature: bytes = b""

    def to_bytes(self) -> bytes:
        """The .zbd file."""
        return strictjson.dump(self._signed() | {"signature": self.signature.hex()})

    def _signed(self) -> dict[str, object]:
        return {
            "format": _FORMAT,
            "kind": _KIND,
            "issuer": self.issuer.to_table(),
            "serial": self.serial,
            "issued_on": self.issued_on.isoformat(),
            "offices": [[each.card.to_table(), each.first, each.retired] for each in self.entries],
        }

    def message(self) -> bytes:
        """What the committee signs."""
        return _SIGN_CONTEXT + strictjson.dump(self._signed())

    @classmethod
    def from_bytes(cls, data: bytes) -> Directory:
        """The directory in a .zbd file, signed by its issuer, whoever that is; or a UserError."""
        try:
            return _parsed(data)
        except (ValueError, KeyError, BadSignatureError):
            raise UserError(
                "这不是名录文件，或者文件已损坏、被改动过。",
                NOTHING_CHANGED,
                f"请让上级重新下发名录（扩展名 {DIRECTORY_SUFFIX}）。",
            ) from None


def signed_directory(
    keys: OfficeKeys, serial: int, issued_on: date, entries: Sequence[DirectoryEntry]
) -> Directory:
    """The directory as the office of ``keys`` issues it."""
    bare = Directory(keys.public, serial, issued_on, tuple(entries))
    return replace(bare, signature=keys.sign(bare.message()))


def in_pieces(data: bytes) -> dict[str, list[str | int]]:
    """A directory as the columns of a package's table; empty for none."""
    text = data.decode()
    cut = [text[at : at + _PIECE] for at in range(0, len(text), _PIECE)]
    return {"part": list(range(len(cut))), "parts": [len(cut)] * len(cut), "data": list(cut)} if cut else {}


def _parsed(data: bytes) -> Directory:
    if len(data) > MAX_DIRECTORY_BYTES:
        raise ValueError("too long for a directory")
    fields = strictjson.table(strictjson.parse(data))
    if fields["format"] != _FORMAT or fields["kind"] != _KIND:
        raise ValueError("not a directory of this format")
    directory = Directory(
        read_card(strictjson.table(fields["issuer"])),
        strictjson.whole(fields["serial"], 1, _MAX_NUMBER),
        date.fromisoformat(strictjson.words(fields["issued_on"], 10)),
        tuple(_entry(each) for each in strictjson.listing(fields["offices"], _MAX_ENTRIES)),
        bytes.fromhex(strictjson.words(fields["signature"], 128)),
    )
    if data != directory.to_bytes():
        raise ValueError("not spelled as a directory is")
    VerifyKey(directory.issuer.sign_key).verify(directory.message(), directory.signature)
    return directory


def _entry(value: object) -> DirectoryEntry:
    parts = strictjson.listing(value, 3)
    if len(parts) != 3:
        raise ValueError("an entry has three parts")
    card, first, retired = parts
    return DirectoryEntry(
        read_card(strictjson.table(card)),
        strictjson.whole(first, 0, _MAX_NUMBER),
        None if retired is None else strictjson.whole(retired, 0, _MAX_NUMBER),
    )
