"""The key of a branch file: made, opened by a role's password or the recovery number, its doors changed."""

import math
import os
import secrets
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from desktop_app.base.errors import UserError
from desktop_app.base.os_errors import os_errors
from desktop_app.base.passwords import weakness
from desktop_app.records.roles import Act, RightsTable, Role, require
from desktop_app.storage.key_file import KEY_BYTES, LEAST, RECOVERY, Cost, KeyFile, stretch
from desktop_app.storage.patience import Patience
from desktop_app.storage.swap import finish_swap

__all__ = ["LEAST", "Cost"]

MEMORY = 128 << 20
"""What a guess takes in memory: graphic cards guess slowly at that, and an old office PC has it to spare."""
UNLOCK_SECONDS = 0.75
"""What unlocking takes on the PC a password was set on: dear to guess, bearable once a day."""
# 93 random bits need no stretching; it is one pass all the same.
_RECOVERY_COST = Cost(8 << 20, 1)
_FEWEST_PASSES = 3
_RECOVERY_DIGITS = 30
_MOST_BYTES = 1 << 20
_SAFE = "支部文件本身没有改动"


class KeyFileLost(UserError):
    """The key file is damaged or gone; the key in a backup of the same file opens it all the same."""


@dataclass(frozen=True)
class NewKey:
    """A freshly made key: the raw 32 bytes and, for a file with a password, the recovery number to print."""

    raw: bytes = field(repr=False)
    recovery: str = field(default="", repr=False)


@dataclass(frozen=True)
class Unlocked:
    """What a password gives: the raw key, and the role whose password it is."""

    raw: bytes = field(repr=False)
    role: Role = Role.SECRETARY


def key_path(branch_file: Path) -> Path:
    """Where the wrapped key of ``branch_file`` lies: beside it, so that both are copied together."""
    return branch_file.with_name(branch_file.name + ".key")


def tuned(seconds: float = UNLOCK_SECONDS) -> Cost:
    """The cost at which this PC takes so many seconds, measured in its own time, whatever else it does."""
    salt = bytes(16)

    def taken(passes: int) -> float:
        begun = time.thread_time()
        stretch("", salt, Cost(MEMORY, passes))
        return time.thread_time() - begun

    once, thrice = taken(1), taken(3)
    each = max((thrice - once) / 2, 0.001)
    passes = math.ceil(1 + (seconds - once) / each)
    return Cost(MEMORY, min(max(passes, _FEWEST_PASSES), 100))


# -- making and opening ----------------------------------------------------------------------------


def make_key(
    branch_file: Path, password: str | None, cost: Cost | None = None, *, raw: bytes | None = None
) -> NewKey:
    """Make and keep a key for a new branch file; ``None`` as password is the sample, which opens unasked.

    ``cost`` is what a guess takes, tuned to this PC unless given; ``raw`` the key of a file there is already.
    """
    raw = raw or os.urandom(KEY_BYTES)
    if password is None:
        write_key(branch_file, KeyFile(open_key=raw).to_bytes(raw))
        return NewKey(raw)
    data, recovery = with_password(KeyFile(), raw, Role.SECRETARY, password, cost)
    write_key(branch_file, data)
    return NewKey(raw, recovery)


def unlock(
    branch_file: Path, password: str | None, *, rewrite: bool = True, now: Callable[[], float] = time.time
) -> Unlocked:
    """The raw key and the role, by password; UserError when it is wrong or missing.

    A key file that is damaged or gone is a ``KeyFileLost``. One of the first form is written anew, unless
    ``rewrite`` is False: then nothing in the folder is touched.
    """
    if rewrite:
        finish_swap(branch_file.parent)
    held = read_key(branch_file)
    if held.open_key is not None:
        unlocked = Unlocked(held.open_key)
        if held.is_old and rewrite:
            _renew(branch_file, held, unlocked, {})
        return unlocked
    if password is None:
        raise UserError("这个支部文件需要密码", "数据没有改动", "请输入密码")
    patience = Patience(branch_file, now)
    patience.check()
    found = held.opened_by(password, held.roles())
    if found is None:
        raise _wrong_password(held, patience.failed() if rewrite else "")
    unlocked = _proved(branch_file, held, found[0], Role(found[1]))
    if rewrite:
        patience.passed()
        if held.is_old:
            _renew(branch_file, held, unlocked, {found[1]: password})
    return unlocked


def unlock_for(act: Act, branch_file: Path, password: str | None, rights: RightsTable) -> Unlocked:
    """``unlock`` for an act on the whole file; UserError where the role of the password may not do it."""
    unlocked = unlock(branch_file, password)
    require(rights, unlocked.role, act)
    return unlocked


def unlock_by_recovery(branch_file: Path, number: str, *, now: Callable[[], float] = time.time) -> Unlocked:
    """The raw key, by the recovery number printed when the file was made or its password last changed."""
    digits = "".join(c for c in number if c.isdigit())
    if len(digits) != _RECOVERY_DIGITS or not recovery_number_fits(digits):
        raise UserError("恢复码有输错的数字", "数据没有改动", "请对照恢复单重新输入 30 位数字")
    finish_swap(branch_file.parent)
    held = read_key(branch_file)
    patience = Patience(branch_file, now)
    patience.check()
    found = held.opened_by(digits, [RECOVERY])
    if found is None:
        todo = patience.failed() or "请找这个文件建立时或者最近一次换密码时打印的那一张"
        raise UserError("这张恢复单不是这个支部文件的", "数据没有改动", todo)
    patience.passed()
    unlocked = _proved(branch_file, held, found[0], Role.SECRETARY)
    if held.is_old:
        _renew(branch_file, held, unlocked, {RECOVERY: digits})
    return unlocked


def needs_password(branch_file: Path) -> bool:
    """Whether the branch file opens with a password alone; UserError when its key file is gone."""
    finish_swap(branch_file.parent)
    return read_key(branch_file).open_key is None


# -- doors -----------------------------------------------------------------------------------------


def roles_of(branch_file: Path) -> tuple[Role, ...]:
    """The roles that have a password of their own; none for a file that opens unasked."""
    return read_key(branch_file).roles()


def set_door(branch_file: Path, raw: bytes, role: Role, password: str, cost: Cost | None = None) -> None:
    """Give ``role`` a password, or another one; the raw key stays.

    UserError when the password is weak or opens another role's door: one password says who it is.
    """
    held = read_key(branch_file)
    if held.open_key is not None:
        raise UserError("这个支部文件没有密码", "数据没有改动", "请先给支部文件设密码")
    check_password(password)
    check_alone(held, role, password)
    changed = held.with_door(role, password, raw, cost or dearest(held) or tuned())
    write_key(branch_file, proved(changed.to_bytes(raw), raw, {role: password}))


def drop_door(branch_file: Path, raw: bytes, role: Role) -> None:
    """Take a role's password away; the secretary's stays, for somebody has to open the file."""
    if role is Role.SECRETARY:
        raise UserError("书记的密码不能撤销", "数据没有改动", "换人时请用“换密码”或者“移交”")
    write_key(branch_file, read_key(branch_file).without_door(role).to_bytes(raw))


def dearest(held: KeyFile) -> Cost | None:
    """The highest cost among the doors; None while all are of the first form."""
    return max((door.cost for door in held.doors.values() if isinstance(door.cost, Cost)), default=None)


def with_password(
    held: KeyFile,
    raw: bytes,
    role: Role,
    password: str,
    cost: Cost | None = None,
    *,
    is_new: bool = True,
) -> tuple[bytes, str]:
    """A key file in which ``role`` has this password, and the new recovery number, proved by opening both.

    The number is '' when it stays: it is made anew with the secretary's password, and when the one there was
    could not be carried along. A password that is not ``is_new`` may be as weak as it was.
    """
    if is_new:
        check_password(password)
    check_alone(held, role, password)
    changed = held.with_door(role, password, raw, cost or tuned())
    words: dict[str, str] = {role: password}
    recovery = ""
    if role is Role.SECRETARY or RECOVERY not in held.doors:
        recovery = new_recovery_number()
        words[RECOVERY] = recovery.replace(" ", "")
        changed = changed.with_door(
            RECOVERY, words[RECOVERY], raw, min(_RECOVERY_COST, cost or _RECOVERY_COST)
        )
    return proved(changed.to_bytes(raw), raw, words), recovery


def check_alone(held: KeyFile, role: Role, password: str) -> None:
    """UserError when ``password`` opens the door of another role."""
    if held.opened_by(password, [other for other in held.roles() if other is not role]) is not None:
        raise UserError("这个密码已经是另一个人的密码", "数据没有改动", "请另想一个：程序凭密码认人")


def proved(data: bytes, raw: bytes, words: dict[str, str]) -> bytes:
    """``data`` itself, once each of the secrets has opened its door in it."""
    held = KeyFile.from_bytes(data)
    for name, secret in words.items():
        if held.opened_by(secret, [name]) != (raw, name) or not held.is_proved_by(raw):
            raise RuntimeError(f"the door {name} does not open")
    return data


# -- words -----------------------------------------------------------------------------------------


def check_password(password: str, own: Iterable[str] = ()) -> None:
    """UserError when a new password is too weak to be worth asking for; ``own`` are names others know too."""
    if len(password) < 8:
        raise UserError("密码太短", todo="至少 8 个字符，可以用一句好记的话")
    why = weakness(password, own)
    if why or len(set(password)) < 4:
        raise UserError(f"密码太容易猜到：{why or '不同的字符太少'}", todo="请用一句只有自己知道的话")


def new_recovery_number() -> str:
    """30 digits in six groups of five, the last two of them check digits (ISO 7064 MOD 97-10)."""
    body = "".join(secrets.choice("0123456789") for _ in range(_RECOVERY_DIGITS - 2))
    digits = body + f"{98 - int(body + '00') % 97:02d}"
    return " ".join(digits[i : i + 5] for i in range(0, _RECOVERY_DIGITS, 5))


def recovery_number_fits(digits: str) -> bool:
    """Whether the check digits agree, so that a slip of the finger is told from a wrong sheet."""
    return int(digits) % 97 == 1


def _wrong_password(held: KeyFile, wait: str) -> UserError:
    safe = "数据没有改动"
    todo = wait or "请再输一次；忘记密码时用恢复单上的恢复码"
    # The first form has no checksum: nobody can tell the two apart.
    if held.is_old:
        todo += "。确定密码没错的，可能是钥匙文件坏了，请从备份恢复"
    return UserError("密码不对", safe, todo)


# -- the file --------------------------------------------------------------------------------------


def read_key(branch_file: Path) -> KeyFile:
    """What stands in the key file; ``KeyFileLost`` when it is damaged or gone."""
    path = key_path(branch_file)
    try:
        with os_errors(f"读不了钥匙文件 {path.name}", _SAFE):
            data = _bytes_of(path)
        return KeyFile.from_bytes(data)
    except _Gone:
        raise KeyFileLost(
            f"找不到钥匙文件 {path.name}", _SAFE, "请把它放回支部文件旁边，或者从备份取回钥匙"
        ) from None
    except ValueError:
        raise _damaged(path) from None


def write_key(branch_file: Path, data: bytes) -> None:
    """Put a key file in place durably: the old one or the new one, whatever happens."""
    path = key_path(branch_file)
    fresh = path.with_name(path.name + ".new")
    with os_errors(f"钥匙文件没有写成（{path}）", "原来的没有动"):
        write_beside(fresh, data)
        fresh.replace(path)


def write_beside(path: Path, data: bytes) -> None:
    """Write ``data`` to ``path`` and wait for the disk."""
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def set_aside(branch_file: Path, why: str) -> Path | None:
    """Keep a key file that is in the way under a name with the time; None when there is none."""
    path = key_path(branch_file)
    if not path.exists():
        return None
    stem, number = f"{path.name}-{why}-{datetime.now():%Y%m%d-%H%M%S}", 1
    while (aside := path.with_name(stem if number == 1 else f"{stem}-{number}")).exists():
        number += 1
    with os_errors(f"钥匙文件没有移开（{path}）", "它还在原处"):
        return path.replace(aside)


def _bytes_of(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(_MOST_BYTES)
    except FileNotFoundError:
        raise _Gone from None


class _Gone(Exception):
    """There is no such file."""


def _damaged(path: Path) -> KeyFileLost:
    return KeyFileLost(
        f"钥匙文件 {path.name} 已损坏",
        _SAFE,
        "请从备份取回钥匙：最近的备份里有同一把；没有备份的，请不要删除任何文件，联系上级技术人员",
    )


def _proved(branch_file: Path, held: KeyFile, raw: bytes, role: Role) -> Unlocked:
    if not held.is_proved_by(raw):
        raise _damaged(key_path(branch_file))
    return Unlocked(raw, role)


def _renew(branch_file: Path, held: KeyFile, unlocked: Unlocked, words: dict[str, str]) -> None:
    """Write a key file of the first form in the present one, with new doors for the secrets known."""
    for name, secret in words.items():
        held = held.with_door(name, secret, unlocked.raw, _RECOVERY_COST if name == RECOVERY else tuned())
    try:
        write_key(branch_file, proved(held.to_bytes(unlocked.raw), unlocked.raw, words))
    except UserError:
        return  # In a folder that takes nothing the first form goes on opening.
