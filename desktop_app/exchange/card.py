"""The trust card of an office (.zbk): who it is, how it signs, how to seal for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from nacl.exceptions import BadSignatureError
from nacl.signing import SigningKey, VerifyKey

from desktop_app.base.errors import UserError
from desktop_app.base.ids import is_office_code
from desktop_app.exchange import sealing, strictjson
from desktop_app.exchange.refusal import NOTHING_CHANGED

CARD_SUFFIX = ".zbk"
FORMAT = 2
# Cards of the first release: their sheets show digits instead of words, and they know of no new keys.
FIRST_FORMAT = 1
MAX_CARD_BYTES = 16 * 2**10
_MAX_SUCCESSIONS = 40
_MAX_NUMBER = 2**53
_KIND = "zhibu-card"
_SIGN_CONTEXT = {FIRST_FORMAT: b"zhibu card 1\0", FORMAT: b"zhibu card 2\0"}
_SUCCESSION_CONTEXT = b"zhibu succession 1\0"


@dataclass(frozen=True)
class Succession:
    """An office's word, by its old key, that it signs with a new one from its package `number` on."""

    old_key: bytes
    new_key: bytes
    number: int
    signature: bytes


@dataclass(frozen=True)
class OfficeCard:
    """What other offices may know of an office; made by `OfficeKeys.public` or read by `from_bytes`.

    `code` is ASCII, at most 32 characters; `sign_key` the 32-byte Ed25519 key; `seal_key` an age receiver
    (`age1…`); `signature` the office's own over these, so that a damaged card cannot pass. `successions`
    lead from the office's first key to this one, oldest first; they stand for themselves.
    """

    code: str
    name: str
    sign_key: bytes
    seal_key: str
    signature: bytes
    successions: tuple[Succession, ...] = ()
    format: int = FORMAT

    def to_bytes(self) -> bytes:
        """The .zbk file."""
        return strictjson.dump(self.to_table())

    def to_table(self) -> dict[str, object]:
        """The card as it stands inside another file."""
        fields = self.signed_fields() | {"signature": self.signature.hex()}
        if self.format > FIRST_FORMAT:
            fields["successions"] = [
                [each.old_key.hex(), each.new_key.hex(), each.number, each.signature.hex()]
                for each in self.successions
            ]
        return fields

    def signed_fields(self) -> dict[str, object]:
        """What the office signs and the fingerprint stands for: format, code, name and both keys."""
        return {
            "format": self.format,
            "kind": _KIND,
            "code": self.code,
            "name": self.name,
            "sign_key": self.sign_key.hex(),
            "seal_key": self.seal_key,
        }

    @classmethod
    def from_bytes(cls, data: bytes) -> OfficeCard:
        """The card in a .zbk file. Raises UserError for anything but an undamaged card."""
        try:
            return _parsed(data)
        except (ValueError, KeyError, BadSignatureError):
            raise UserError(
                "这不是名片文件，或者文件已损坏。",
                NOTHING_CHANGED,
                f"请让对方重新保存名片文件（扩展名 {CARD_SUFFIX}）。",
            ) from None


def signed_card(
    code: str, name: str, signer: SigningKey, seal_key: str, successions: Sequence[Succession] = ()
) -> OfficeCard:
    """The card of the office that owns `signer`. Raises ValueError for a code or name no card may have."""
    check_office(code, name)
    bare = OfficeCard(code, name, bytes(signer.verify_key), seal_key, b"", tuple(successions))
    message = _SIGN_CONTEXT[FORMAT] + strictjson.dump(bare.signed_fields())
    return replace(bare, signature=signer.sign(message).signature)


def signed_succession(code: str, old: SigningKey, new_key: bytes, number: int) -> Succession:
    """The word of office `code` that `new_key` follows `old` from package `number` on."""
    old_key = bytes(old.verify_key)
    signature = old.sign(_succession_message(code, old_key, new_key, number)).signature
    return Succession(old_key, new_key, number, signature)


def check_office(code: str, name: str) -> None:
    """Raises ValueError unless `code` is ASCII of 1–32 characters and `name` one line of 1–100."""
    if not is_office_code(code):
        raise ValueError("office code: 1 to 32 of 0-9 A-Z a-z . _ -")
    strictjson.words(name, 100)


def is_code(text: str) -> bool:
    """Whether `text` may be an office code."""
    return is_office_code(text)


def read_card(fields: dict[str, object]) -> OfficeCard:
    """The card that `to_table` gave. Raises ValueError, KeyError or BadSignatureError for anything else."""
    form = strictjson.whole(fields["format"], FIRST_FORMAT, FORMAT)
    card = OfficeCard(
        strictjson.words(fields["code"], 32),
        strictjson.words(fields["name"], 100),
        _bytes(fields["sign_key"], 32),
        strictjson.words(fields["seal_key"], 100),
        _bytes(fields["signature"], 64),
        read_successions(fields["successions"]) if form > FIRST_FORMAT else (),
        form,
    )
    check_office(card.code, card.name)
    if not sealing.is_receiver(card.seal_key):
        raise ValueError("not a receiver")
    message = _SIGN_CONTEXT[form] + strictjson.dump(card.signed_fields())
    VerifyKey(card.sign_key).verify(message, card.signature)
    _check_successions(card)
    if fields != card.to_table():
        raise ValueError("not spelled as a card is")
    return card


def read_successions(value: object) -> tuple[Succession, ...]:
    """Successions as a card lists them, not yet proved. Raises ValueError."""
    return tuple(_succession(each) for each in strictjson.listing(value, _MAX_SUCCESSIONS))


def _parsed(data: bytes) -> OfficeCard:
    if len(data) > MAX_CARD_BYTES:
        raise ValueError("too long for a card")
    card = read_card(strictjson.table(strictjson.parse(data)))
    if data != card.to_bytes():
        raise ValueError("not spelled as a card is")
    return card


def _succession(value: object) -> Succession:
    parts = strictjson.listing(value, 4)
    if len(parts) != 4:
        raise ValueError("a succession has four parts")
    old_key, new_key, number, signature = parts
    return Succession(
        _bytes(old_key, 32),
        _bytes(new_key, 32),
        strictjson.whole(number, 1, _MAX_NUMBER),
        _bytes(signature, 64),
    )


def _check_successions(card: OfficeCard) -> None:
    for each in card.successions:
        message = _succession_message(card.code, each.old_key, each.new_key, each.number)
        VerifyKey(each.old_key).verify(message, each.signature)
    for earlier, later in pairwise(card.successions):
        if earlier.new_key != later.old_key or earlier.number > later.number:
            raise ValueError("successions do not follow one another")
    if card.successions and card.successions[-1].new_key != card.sign_key:
        raise ValueError("successions lead to another key")


def _succession_message(code: str, old_key: bytes, new_key: bytes, number: int) -> bytes:
    return _SUCCESSION_CONTEXT + strictjson.dump([code, old_key.hex(), new_key.hex(), number])


def _bytes(value: object, length: int) -> bytes:
    data = bytes.fromhex(strictjson.words(value, 2 * length))
    if len(data) != length:
        raise ValueError("not a key or signature")
    return data
