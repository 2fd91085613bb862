"""The key file: the raw key of a branch file behind one door a role and one for the recovery number.

JSON of format 2, written in one canonical way. ``check`` is the SHA-256 of all the rest, so that damage is
told apart from a wrong password; ``mac`` is keyed by the raw key, so that a door nobody with the key has made
shows once another is opened.

Each door has a key pair. Its private half is sealed by the password (Argon2id, at the cost noted with the
door), the raw key is sealed to its public half, together with the name of the door: nobody raises his role by
renaming one. So the raw key can be replaced for every door without anybody's password. Doors of one cost
share their salt: a password is stretched once to try them all.

The first form of this file had no ``format``: the raw key sealed by scrypt of the password and of the
recovery number. A door of that kind is carried along until its secret is typed.
"""

import hashlib
import hmac
import json
import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Any

from desktop_app.base.errors import UserError
from desktop_app.records.roles import Role

RECOVERY = "recovery"
KEY_BYTES = 32
_FORMAT = 2
_NAMES = frozenset({*Role, RECOVERY})
_OLD_NAMES = {"password": Role.SECRETARY.value, "recovery": RECOVERY}
_SALT_BYTES = 16
# Nonce and tag of the box, and what it holds.
_SECRET_BYTES = 24 + 16 + KEY_BYTES
_OLD_COSTS = range(8, 18)
_SCRYPT = {"r": 8, "p": 1, "maxmem": 256 << 20}
_PERSON = b"zhibu key file 2"


@dataclass(frozen=True, order=True)
class Cost:
    """What a guess at a password takes: the bytes of memory and the passes over them (Argon2id)."""

    memlimit: int
    opslimit: int

    def is_bearable(self) -> bool:
        """Whether a PC of ours can pay it: what a damaged or a hostile file asks for is looked at first."""
        return 1 <= self.opslimit <= 1 << 10 and LEAST.memlimit <= self.memlimit <= MOST_MEMORY


MOST_MEMORY = 256 << 20
"""An old office PC has 4 GB, and an office open besides."""
LEAST = Cost(8 << 10, 1)
"""For tests, whose passwords guard nothing."""


@dataclass(frozen=True)
class Door:
    """One way to the raw key: the private half sealed by a secret, the raw key sealed to the public half."""

    cost: Cost
    salt: bytes
    secret: bytes
    public: bytes
    sealed: bytes

    def way(self) -> tuple[Cost, bytes]:
        """How the secret is stretched; doors with the same way are tried together."""
        return self.cost, self.salt

    def content(self) -> dict[str, Any]:
        """The door as it stands in the file."""
        return {
            "memlimit": self.cost.memlimit,
            "opslimit": self.cost.opslimit,
            "public": self.public.hex(),
            "salt": self.salt.hex(),
            "sealed": self.sealed.hex(),
            "secret": self.secret.hex(),
        }


@dataclass(frozen=True)
class OldDoor:
    """A door of the first form: the raw key sealed by scrypt of the secret at 2 to the ``cost``."""

    cost: int
    salt: bytes
    sealed: bytes

    def way(self) -> tuple[int, bytes]:
        """How the secret is stretched."""
        return self.cost, self.salt

    def content(self) -> dict[str, Any]:
        """The door as it stands in the file."""
        return {"salt": self.salt.hex(), "scrypt": self.cost, "sealed": self.sealed.hex()}


@dataclass(frozen=True)
class KeyFile:
    """The doors of a key file by name; ``open_key`` is the raw key of a file that opens unasked."""

    doors: Mapping[str, Door | OldDoor] = field(default_factory=dict)
    open_key: bytes | None = field(default=None, repr=False)
    is_old: bool = False
    mac: str = ""

    def roles(self) -> tuple[Role, ...]:
        """The roles that have a password, in the order of the roles."""
        return tuple(role for role in Role if role in self.doors)

    def opened_by(self, secret: str, names: Iterable[str]) -> tuple[bytes, str] | None:
        """The raw key and the name of the door among ``names`` that ``secret`` opens, if it does."""
        stretched: dict[Any, bytes] = {}
        for name in names:
            door = self.doors.get(name)
            if door is None:
                continue
            if door.way() not in stretched:
                stretched[door.way()] = _stretch(door, secret)
            raw = _through(door, name, stretched[door.way()])
            if raw is not None:
                return raw, name
        return None

    def is_proved_by(self, raw: bytes) -> bool:
        """Whether who wrote this file had the raw key; the first form cannot say."""
        return self.is_old or hmac.compare_digest(self.mac, _mac(self._body(), raw))

    def with_door(self, name: str, secret: str, raw: bytes, cost: Cost) -> "KeyFile":
        """The file with a new door called ``name``, or another in its place."""
        from nacl.public import PrivateKey
        from nacl.secret import SecretBox

        private = PrivateKey.generate()
        salt = self._salt(name, cost)
        sealed_private = bytes(SecretBox(stretch(secret, salt, cost)).encrypt(bytes(private)))
        public = bytes(private.public_key)
        door = Door(cost, salt, sealed_private, public, _seal(public, name, raw))
        return replace(self, doors={**self.doors, name: door}, open_key=None)

    def without_door(self, name: str) -> "KeyFile":
        """The file without the door called ``name``."""
        return replace(self, doors={n: door for n, door in self.doors.items() if n != name})

    def for_key(self, raw: bytes) -> "KeyFile":
        """The same doors to another raw key; those of the first form, which need their secret, go."""
        doors = {
            name: replace(door, sealed=_seal(door.public, name, raw))
            for name, door in self.doors.items()
            if isinstance(door, Door)
        }
        return replace(self, doors=doors, open_key=raw if self.open_key is not None else None)

    def to_bytes(self, raw: bytes) -> bytes:
        """The file as it is written, in the present form, proved by the raw key."""
        body = self._body()
        if self.open_key is None:
            body["mac"] = _mac(body, raw)
        return _canonical({**body, "check": _check(body)})

    @classmethod
    def from_bytes(cls, data: bytes) -> "KeyFile":
        """What stands in a key file; ValueError for a damaged one, UserError for a newer program's."""
        try:
            content = json.loads(data.decode("utf8"))
            if not isinstance(content, dict):
                raise ValueError("no key in it")
            return _of_first_form(content) if "format" not in content else _of_content(content, data)
        except (KeyError, TypeError, AttributeError, RecursionError) as error:
            raise ValueError("no key file") from error

    @classmethod
    def salvaged(cls, data: bytes) -> "KeyFile":
        """The doors that can still be read in a damaged file, right or not; ValueError when there is none."""
        content = json.loads(data.decode("utf8", "replace"))
        found = content.get("doors") if isinstance(content, dict) else None
        doors: dict[str, Door | OldDoor] = {}
        for name, door in found.items() if isinstance(found, dict) else ():
            with suppress(KeyError, TypeError, ValueError):
                doors[name] = _door(name, door)
        if not doors:
            raise ValueError("nothing to read in it")
        return cls(doors)

    def _salt(self, name: str, cost: Cost) -> bytes:
        """The salt of the other roles' doors of this cost, or a new one."""
        for other, door in self.doors.items():
            if name != RECOVERY and other not in (name, RECOVERY) and door.way()[0] == cost:
                return door.salt
        return os.urandom(_SALT_BYTES)

    def _body(self) -> dict[str, Any]:
        if self.open_key is not None:
            return {"format": _FORMAT, "open": self.open_key.hex()}
        doors = {str(name): door.content() for name, door in self.doors.items()}
        return {"format": _FORMAT, "doors": doors}


def stretch(secret: str, salt: bytes, cost: Cost) -> bytes:
    """Argon2id of a secret; UserError when the PC has not the memory."""
    # Loaded late, as all of it is: a start without a password does not wait for it.
    from nacl.pwhash import argon2id

    try:
        return argon2id.kdf(KEY_BYTES, secret.encode("utf8", "replace"), salt, cost.opslimit, cost.memlimit)
    except (MemoryError, RuntimeError) as error:
        raise UserError(
            "电脑的内存不够用，密码没有验成", "数据没有改动", "请关掉别的程序，再试一次", detail=str(error)
        ) from error


def _stretch(door: Door | OldDoor, secret: str) -> bytes:
    if isinstance(door, Door):
        return stretch(secret, door.salt, door.cost)
    return hashlib.scrypt(
        secret.encode("utf8", "replace"), salt=door.salt, dklen=KEY_BYTES, n=1 << door.cost, **_SCRYPT
    )


def _through(door: Door | OldDoor, name: str, stretched: bytes) -> bytes | None:
    from nacl.exceptions import CryptoError
    from nacl.public import PrivateKey, SealedBox
    from nacl.secret import SecretBox

    try:
        if isinstance(door, OldDoor):
            return bytes(SecretBox(stretched).decrypt(door.sealed))
        private = PrivateKey(bytes(SecretBox(stretched).decrypt(door.secret)))
        payload = bytes(SealedBox(private).decrypt(door.sealed))
    except CryptoError:
        return None
    return payload[:KEY_BYTES] if payload[KEY_BYTES:] == name.encode() else None


def _seal(public: bytes, name: str, raw: bytes) -> bytes:
    from nacl.public import PublicKey, SealedBox

    return bytes(SealedBox(PublicKey(public)).encrypt(raw + name.encode()))


def _of_content(content: dict[str, Any], data: bytes) -> KeyFile:
    body = {key: value for key, value in content.items() if key != "check"}
    if content["check"] != _check(body) or data.strip() != _canonical(content):
        raise ValueError("damaged")
    if content["format"] != _FORMAT:
        raise UserError("这个支部文件的钥匙由更新版本的程序写成", "文件没有改动", "请先升级程序，再打开它")
    if "open" in content:
        return KeyFile(open_key=_hex(content["open"], KEY_BYTES))
    doors = {name: _door(name, door) for name, door in content["doors"].items()}
    if not any(role in doors for role in Role):
        raise ValueError("no door")
    return KeyFile(doors, mac=str(content["mac"]))


def _door(name: str, content: dict[str, Any]) -> Door | OldDoor:
    if name not in _NAMES:
        raise ValueError("no door of ours")
    salt = _hex(content["salt"], _SALT_BYTES)
    if "scrypt" in content:
        return OldDoor(_old_cost(content["scrypt"]), salt, _hex(content["sealed"], _SECRET_BYTES))
    cost = Cost(int(content["memlimit"]), int(content["opslimit"]))
    if not cost.is_bearable():
        raise ValueError("no cost of ours")
    secret = _hex(content["secret"], _SECRET_BYTES)
    return Door(cost, salt, secret, _hex(content["public"], KEY_BYTES), bytes.fromhex(content["sealed"]))


def _of_first_form(content: dict[str, Any]) -> KeyFile:
    if content.keys() == {"open"}:
        return KeyFile(open_key=_hex(content["open"], KEY_BYTES), is_old=True)
    if not {"password", "recovery"} <= content.keys() <= {"password", "recovery", "cost"}:
        raise ValueError("no key in it")
    # One made before the cost was noted is of the first cost there was.
    cost = _old_cost(int(content.get("cost", "10"), 16))
    doors = {}
    for old, name in _OLD_NAMES.items():
        data = _hex(content[old], _SALT_BYTES + _SECRET_BYTES)
        doors[name] = OldDoor(cost, data[:_SALT_BYTES], data[_SALT_BYTES:])
    return KeyFile(doors, is_old=True)


def _old_cost(cost: int) -> int:
    if cost not in _OLD_COSTS:
        raise ValueError("no cost of ours")
    return cost


def _hex(text: str, length: int) -> bytes:
    data = bytes.fromhex(text)
    if len(data) != length:
        raise ValueError("wrong length")
    return data


def _canonical(content: dict[str, Any]) -> bytes:
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _check(body: dict[str, Any]) -> str:
    return hashlib.sha256(_canonical(body)).hexdigest()


def _mac(body: dict[str, Any], raw: bytes) -> str:
    return hashlib.blake2b(_canonical(body), key=raw, person=_PERSON, digest_size=32).hexdigest()
