"""The secret keys of this office: one to sign with, one to open what is sealed for it."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass, field, replace
from functools import cached_property

from nacl.bindings import crypto_scalarmult
from nacl.signing import SigningKey, VerifyKey

from desktop_app.exchange import sealing, strictjson
from desktop_app.exchange.card import (
    OfficeCard,
    Succession,
    check_office,
    read_successions,
    signed_card,
    signed_succession,
)

_FORMAT = 2
# Keys of the first release, that were never renewed.
_FIRST_FORMAT = 1
_MOST = 100


@dataclass(frozen=True)
class OfficeKeys:
    """Kept only inside the sealed branch file; `repr` shows no secret.

    `sign_seed` is the 32-byte Ed25519 seed, `seal_identity` the age identity `AGE-SECRET-KEY-1…`.
    A renamed office keeps its keys: `dataclasses.replace(keys, name=…)`. After `renewed`, the
    `former_identities` still open what others sealed before they had the new card.
    """

    code: str
    name: str
    sign_seed: bytes = field(repr=False)
    seal_identity: str = field(repr=False)
    former_identities: tuple[str, ...] = field(default=(), repr=False)
    successions: tuple[Succession, ...] = ()

    def __post_init__(self) -> None:
        check_office(self.code, self.name)

    @classmethod
    def new(cls, code: str, name: str) -> OfficeKeys:
        """Fresh keys for the office. Raises ValueError for a code or name no card may have."""
        return cls(code, name, bytes(SigningKey.generate()), sealing.new_identity())

    @cached_property
    def public(self) -> OfficeCard:
        """The trust card other offices get."""
        seal_key = sealing.public_of(self.seal_identity)
        return signed_card(self.code, self.name, SigningKey(self.sign_seed), seal_key, self.successions)

    @property
    def seal_identities(self) -> tuple[str, ...]:
        """All that may open a package for this office, the present one first."""
        return (self.seal_identity, *self.former_identities)

    def renewed(self, number: int) -> OfficeKeys:
        """Fresh keys of the same office, good from its package `number` on; the old key vouches for them."""
        fresh = OfficeKeys.new(self.code, self.name)
        old = SigningKey(self.sign_seed)
        succession = signed_succession(self.code, old, fresh.public.sign_key, number)
        return replace(
            fresh,
            former_identities=self.seal_identities,
            successions=(*self.successions, succession),
        )

    def sign(self, message: bytes) -> bytes:
        """The 64-byte Ed25519 signature of `message`; callers prefix a context of their own."""
        return SigningKey(self.sign_seed).sign(message).signature

    def common_code(self, message: bytes, other: OfficeCard) -> bytes:
        """HMAC-SHA256 of `message` under a secret that only this office and `other` can compute.

        The secret is the X25519 agreement of the two signing keys in Montgomery form, so both ends reach
        the same bytes and no third office can.
        """
        mine = SigningKey(self.sign_seed).to_curve25519_private_key()
        theirs = VerifyKey(other.sign_key).to_curve25519_public_key()
        secret = hashlib.sha256(b"zhibu pair 1\0" + crypto_scalarmult(bytes(mine), bytes(theirs))).digest()
        return hmac.digest(secret, message, "sha256")

    def to_bytes(self) -> bytes:
        """The keys as the branch file stores them (secret!)."""
        return strictjson.dump(
            {
                "format": _FORMAT,
                "code": self.code,
                "name": self.name,
                "sign_seed": self.sign_seed.hex(),
                "seal_identity": self.seal_identity,
                "former_identities": list(self.former_identities),
                "successions": self.public.to_table()["successions"],
            }
        )

    @classmethod
    def from_bytes(cls, data: bytes) -> OfficeKeys:
        """What `to_bytes` gave. Raises ValueError for anything else: the branch file itself is then wrong."""
        fields = strictjson.table(strictjson.parse(data))
        form = fields.get("format")
        if form not in (_FIRST_FORMAT, _FORMAT):
            raise ValueError("office keys of another format")
        former, successions = (
            (fields.get("former_identities"), fields.get("successions")) if form == _FORMAT else ([], [])
        )
        keys = cls(
            strictjson.words(fields.get("code"), 32),
            strictjson.words(fields.get("name"), 100),
            bytes.fromhex(strictjson.words(fields.get("sign_seed"), 64)),
            strictjson.words(fields.get("seal_identity"), 100),
            tuple(strictjson.words(each, 100) for each in strictjson.listing(former, _MOST)),
            read_successions(successions),
        )
        if len(keys.sign_seed) != 32:
            raise ValueError("signing seed of wrong length")
        for identity in keys.seal_identities:
            sealing.public_of(identity)
        return keys
