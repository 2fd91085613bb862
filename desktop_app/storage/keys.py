"""The key of a branch file: a random raw key, wrapped by the password and by the recovery number on paper."""

import hashlib
import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from desktop_app.base.errors import UserError
from desktop_app.base.os_errors import os_errors

COST = 16
"""scrypt at 2^16 takes about 0.2 s and 64 MiB: dear to guess, bearable once a day on an old office PC."""
_COSTS = range(8, 18)
_SCRYPT = {"r": 8, "p": 1, "maxmem": 256 << 20}
_RECOVERY_DIGITS = 30
_KEY_BYTES = 32


@dataclass(frozen=True)
class NewKey:
    """A freshly made key: the raw 32 bytes and, for a file with a password, the recovery number to print."""

    raw: bytes
    recovery: str = ""


def key_path(branch_file: Path) -> Path:
    """Where the wrapped key of ``branch_file`` lies: beside it, so that both are copied together."""
    return branch_file.with_name(branch_file.name + ".key")


def make_key(branch_file: Path, password: str | None, cost: int = COST) -> NewKey:
    """Make and keep a key for a new branch file; ``None`` as password is the sample, which opens unasked.

    ``cost`` is the power of two of the work a guess takes; it is noted beside the key.
    """
    raw = os.urandom(_KEY_BYTES)
    if password is None:
        _write(branch_file, {"open": raw.hex()})
        return NewKey(raw)
    return NewKey(raw, change_password(branch_file, raw, password, cost))


def unlock(branch_file: Path, password: str | None) -> bytes:
    """The raw key, by password; UserError when it is wrong, missing or the key file is gone."""
    wrapped = _read(branch_file)
    if "open" in wrapped:
        return bytes.fromhex(wrapped["open"])
    if password is None:
        raise UserError("这个支部文件需要密码", "数据没有改动", "请输入密码")
    raw = _unwrap(wrapped, "password", password)
    if raw is None:
        raise UserError("密码不对", "数据没有改动", "请再输一次；忘记密码时用恢复单上的恢复码")
    return raw


def needs_password(branch_file: Path) -> bool:
    """Whether the branch file opens with a password alone; UserError when its key file is gone."""
    return "open" not in _read(branch_file)


def unlock_by_recovery(branch_file: Path, number: str) -> bytes:
    """The raw key, by the recovery number printed when the file was made."""
    digits = "".join(c for c in number if c.isdigit())
    if len(digits) != _RECOVERY_DIGITS or not recovery_number_fits(digits):
        raise UserError("恢复码有输错的数字", "数据没有改动", "请对照恢复单重新输入 30 位数字")
    raw = _unwrap(_read(branch_file), "recovery", digits)
    if raw is None:
        raise UserError("这张恢复单不是这个支部文件的", "数据没有改动", "请找这个文件建立时打印的那一张")
    return raw


def change_password(branch_file: Path, raw: bytes, password: str, cost: int = COST) -> str:
    """Wrap the raw key anew by ``password`` and by a new recovery number, which is returned for printing."""
    check_password(password)
    recovery = new_recovery_number()
    words = {"password": password, "recovery": recovery.replace(" ", "")}
    wrapped = {name: _wrap(raw, secret, cost) for name, secret in words.items()}
    _write(branch_file, {**wrapped, "cost": f"{cost:02x}"})
    return recovery


def check_password(password: str) -> None:
    """UserError when a new password is too weak to be worth asking for."""
    if len(password) < 8:
        raise UserError("密码太短", todo="至少 8 个字符，可以用一句好记的话")
    if len(set(password)) < 4 or password in "0123456789" or password in "9876543210":
        raise UserError("密码太容易猜到", todo="不要用连续或重复的字符")


def new_recovery_number() -> str:
    """30 digits in six groups of five, the last two of them check digits (ISO 7064 MOD 97-10)."""
    body = "".join(secrets.choice("0123456789") for _ in range(_RECOVERY_DIGITS - 2))
    digits = body + f"{98 - int(body + '00') % 97:02d}"
    return " ".join(digits[i : i + 5] for i in range(0, _RECOVERY_DIGITS, 5))


def recovery_number_fits(digits: str) -> bool:
    """Whether the check digits agree, so that a slip of the finger is told from a wrong sheet."""
    return int(digits) % 97 == 1


def _wrap(raw: bytes, secret: str, cost: int) -> str:
    # Loaded late, here and below: a start without a password does not wait for it.
    from nacl.secret import SecretBox

    salt = os.urandom(16)
    return (salt + bytes(SecretBox(_stretch(secret, salt, cost)).encrypt(raw))).hex()


def _unwrap(wrapped: dict[str, str], name: str, secret: str) -> bytes | None:
    from nacl.exceptions import CryptoError
    from nacl.secret import SecretBox

    data = bytes.fromhex(wrapped.get(name, ""))
    try:
        return bytes(SecretBox(_stretch(secret, data[:16], _cost(wrapped))).decrypt(data[16:]))
    except (CryptoError, ValueError, TypeError):
        return None


def _stretch(secret: str, salt: bytes, cost: int) -> bytes:
    return hashlib.scrypt(secret.encode(), salt=salt, dklen=32, n=1 << cost, **_SCRYPT)


def _cost(wrapped: dict[str, str]) -> int:
    """The cost a key was wrapped at; one made before it was noted is of ``COST``'s first value."""
    return int(wrapped.get("cost", "10"), 16)


def _read(branch_file: Path) -> dict[str, str]:
    path, safe = key_path(branch_file), "支部文件本身没有改动"
    try:
        with os_errors(f"读不了钥匙文件 {path.name}", safe):
            text = path.read_text("utf8") if path.exists() else None
        if text is None:
            raise UserError(f"找不到钥匙文件 {path.name}", safe, "请把它放回支部文件旁边，或者从备份恢复")
        return _wrapped(json.loads(text))
    except (ValueError, RecursionError):
        raise UserError(f"钥匙文件 {path.name} 已损坏", safe, "请从最近的备份恢复") from None


def _wrapped(content: object) -> dict[str, str]:
    """The content of a key file; ValueError for what is none."""
    if not isinstance(content, dict) or not {"open", "password"} & content.keys():
        raise ValueError("no key in it")
    for value in content.values():
        bytes.fromhex(value if isinstance(value, str) else "no hex")
    if "open" in content and len(bytes.fromhex(content["open"])) != _KEY_BYTES:
        raise ValueError("no key of ours")
    if _cost(content) not in _COSTS:
        raise ValueError("no cost of ours")
    return content


def _write(branch_file: Path, content: dict[str, str]) -> None:
    path = key_path(branch_file)
    fresh = path.with_name(path.name + ".new")
    with os_errors(f"钥匙文件没有写成（{path}）", "原来的没有动"):
        with fresh.open("w", encoding="utf8") as file:
            json.dump(content, file)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
