"""The trust card of an office (.zbk): who it is, how it signs, how to seal for it."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

from nacl.exceptions import BadSignatureError
from nacl.signing import SigningKey, VerifyKey

from desktop_app.base.errors import UserError
from desktop_app.base.ids import is_office_code
from desktop_app.exchange import sealing, strictjson
from desktop_app.exchange.refusal import NOTHING_CHANGED

CARD_SUFFIX = ".zbk"
GROUPS = 6
GROUPS_TO_TYPE = 2
_MAX_CARD_BYTES = 4096
_FORMAT = 1
_KIND = "zhibu-card"
_SIGN_CONTEXT = b"zhibu card 1\0"
_FINGERPRINT_SALT = b"zhibu card fingerprint 1"
_GROUP = re.compile(r"[0-9]{5}")


@dataclass(frozen=True)
class OfficeCard:
    """What other offices may know of an office; made by `OfficeKeys.public` or read by `from_bytes`.

    `code` is ASCII, at most 32 characters; `sign_key` the 32-byte Ed25519 key; `seal_key` an age receiver
    (`age1…`); `signature` the office's own over the rest, so that a damaged card cannot pass.
    """

    code: str
    name: str
    sign_key: bytes
    seal_key: str
    signature: bytes

    def to_bytes(self) -> bytes:
        """The .zbk file."""
        return strictjson.dump(
            _fields(self.code, self.name, self.sign_key, self.seal_key) | {"signature": self.signature.hex()}
        )

    @classmethod
    def from_bytes(cls, data: bytes) -> OfficeCard:
        """The card in a .zbk file. Raises UserError for anything but an undamaged card."""
        try:
            return _parsed(data)
        except (ValueError, KeyError, BadSignatureError):
            raise UserError(
                "这不是信任卡，或者卡片文件已损坏。",
                NOTHING_CHANGED,
                f"请让对方重新导出信任卡（扩展名 {CARD_SUFFIX}）。",
            ) from None


def signed_card(code: str, name: str, signer: SigningKey, seal_key: str) -> OfficeCard:
    """The card of the office that owns `signer`. Raises ValueError for a code or name no card may have."""
    check_office(code, name)
    sign_key = bytes(signer.verify_key)
    message = _SIGN_CONTEXT + strictjson.dump(_fields(code, name, sign_key, seal_key))
    return OfficeCard(code, name, sign_key, seal_key, signer.sign(message).signature)


def check_office(code: str, name: str) -> None:
    """Raises ValueError unless `code` is ASCII of 1–32 characters and `name` one line of 1–100."""
    if not is_office_code(code):
        raise ValueError("office code: 1 to 32 of 0-9 A-Z a-z . _ -")
    strictjson.words(name, 100)


def is_code(text: str) -> bool:
    """Whether `text` may be an office code."""
    return is_office_code(text)


def fingerprint(card: OfficeCard) -> str:
    """30 digits in six groups of five, about 100 bits, slow to search for: read on paper or by telephone.

    Code, name and both keys go in, so a card that differs in any of them has other digits.
    """
    what = strictjson.dump(_fields(card.code, card.name, card.sign_key, card.seal_key))
    digest = hashlib.scrypt(what, salt=_FINGERPRINT_SALT, n=2**15, r=8, p=1, maxmem=2**26, dklen=32)
    digits = f"{int.from_bytes(digest, 'big') % 10**30:030d}"
    return " ".join(digits[at : at + 5] for at in range(0, 30, 5))


def groups_to_type(random: Random) -> tuple[int, ...]:
    """Which two groups (1 to 6, in order) the operator is asked for; chosen after the card was presented."""
    return tuple(sorted(random.sample(range(1, GROUPS + 1), GROUPS_TO_TYPE)))


def confirm_card(card: OfficeCard, typed_digits: Mapping[int, str]) -> None:
    """Accept `card` only if the groups typed from the paper card (group number 1–6 → five digits) agree.

    Typing instead of ticking: a tick is given blindly. Full-width digits and spaces are forgiven. Raises
    UserError when fewer than two groups are given or any differs; ValueError for a group beyond 1–6.
    """
    right = fingerprint(card).split(" ")
    if not all(1 <= number <= GROUPS for number in typed_digits):
        raise ValueError("groups are numbered 1 to 6")
    typed = {number: plain_digits(text) for number, text in typed_digits.items()}
    if len(typed) < GROUPS_TO_TYPE or not all(_GROUP.fullmatch(digits) for digits in typed.values()):
        raise UserError(
            "核对数字没有填全：每组是五位数字。",
            NOTHING_CHANGED,
            f"请照纸质信任卡填写要求的{GROUPS_TO_TYPE}组数字。",
        )
    if any(right[number - 1] != digits for number, digits in typed.items()):
        raise UserError(
            "输入的数字与这张信任卡不符，没有接受这张卡。",
            NOTHING_CHANGED,
            "请再看一遍纸质信任卡；如果仍不符，请打电话与对方核对，不要勉强导入。",
        )


def plain_digits(text: str) -> str:
    """What a person typed, as plain digits: full-width figures narrowed, spaces and hyphens dropped."""
    return re.sub(r"[\s-]", "", unicodedata.normalize("NFKC", text))


def _fields(code: str, name: str, sign_key: bytes, seal_key: str) -> dict[str, object]:
    return {
        "format": _FORMAT,
        "kind": _KIND,
        "code": code,
        "name": name,
        "sign_key": sign_key.hex(),
        "seal_key": seal_key,
    }


def _parsed(data: bytes) -> OfficeCard:
    if len(data) > _MAX_CARD_BYTES:
        raise ValueError("too long for a card")
    fields = strictjson.table(strictjson.parse(data))
    if fields["format"] != _FORMAT or fields["kind"] != _KIND:
        raise ValueError("not a card of this format")
    card = OfficeCard(
        strictjson.words(fields["code"], 32),
        strictjson.words(fields["name"], 100),
        bytes.fromhex(strictjson.words(fields["sign_key"], 64)),
        strictjson.words(fields["seal_key"], 100),
        bytes.fromhex(strictjson.words(fields["signature"], 128)),
    )
    check_office(card.code, card.name)
    if not sealing.is_receiver(card.seal_key):
        raise ValueError("not a receiver")
    if data != card.to_bytes():
        raise ValueError("not spelled as a card is")
    message = _SIGN_CONTEXT + strictjson.dump(_fields(card.code, card.name, card.sign_key, card.seal_key))
    VerifyKey(card.sign_key).verify(message, card.signature)
    return card
