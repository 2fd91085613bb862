"""A password change replaces the raw key: whoever kept the old key file and the old password opens nothing.

The branch file is copied page by page under a new key, the copy is checked whole, every door of the key file
is made to lead to the new key, and both are put in place as one act. Until then the old two stand; a crash at
any point leaves a file that opens with exactly one of the two passwords. Backups made earlier keep the key
and the password of their day.

The copy is made by the engine's own backup, which writes under the key of its target: as fast as changing
the key of a copy in place, and without a journal of pages under the old key.
"""

import os
from collections.abc import Collection, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path

from desktop_app.base.errors import UserError
from desktop_app.base.os_errors import os_errors
from desktop_app.records.roles import Role
from desktop_app.storage import keys
from desktop_app.storage.key_file import KEY_BYTES, Cost, KeyFile
from desktop_app.storage.keys import Unlocked
from desktop_app.storage.sqlite import engine
from desktop_app.storage.swap import finish_swap, is_pending, swap

KEPT = "以前做的备份没有变，仍用做备份那天的密码打开"
_SAFE = "支部文件和原来的密码都没有动"


@dataclass(frozen=True)
class Changed:
    """What a change of password gives: the new key, and the recovery number to print, '' when it stays."""

    unlocked: Unlocked
    recovery: str = field(default="", repr=False)


def change_password(
    branch_file: Path, unlocked: Unlocked, password: str, cost: Cost | None = None
) -> Changed:
    """Give the role that unlocked the file another password, and the file another key.

    Nobody else may have the file open. UserError, with nothing changed, for a weak password or the same
    again, while the file is in use, and when the disk does not take it.
    """
    held = keys.read_key(branch_file)
    keys.check_password(password)
    if held.opened_by(password, [unlocked.role]) is not None:
        raise UserError("新密码和现在的一样", _SAFE, "请另想一个")
    return replace_key(branch_file, unlocked, {unlocked.role: password}, cost=cost)


def replace_key(
    branch_file: Path,
    unlocked: Unlocked,
    passwords: Mapping[Role, str],
    *,
    without: Collection[Role] = (),
    cost: Cost | None = None,
) -> Changed:
    """Replace the raw key, giving some roles a new password and taking that of others away.

    The others keep theirs, and the recovery sheet holds on, unless the secretary's password is among the new
    ones. ``cost`` is tuned to this PC unless given, and never less than it was.
    """
    folder, key = branch_file.parent, keys.key_path(branch_file)
    copy = branch_file.with_name(branch_file.name + ".new")
    key_copy = key.with_name(key.name + ".next")
    with os_errors(f"密码没有换成（{folder}）", _SAFE):
        finish_swap(folder)
        held = keys.read_key(branch_file)
        raw = os.urandom(KEY_BYTES)
        data, recovery = _doors(held, raw, passwords, without, cost)
        try:
            _copy(branch_file, unlocked.raw, copy, raw)
            keys.write_beside(key_copy, data)
            swap(folder, [(copy.name, branch_file.name), (key_copy.name, key.name)])
        except (OSError, UserError):
            # What waits to be moved is all there is of the new files.
            if not is_pending(folder):
                with suppress(OSError):
                    engine.discard(copy)
                    key_copy.unlink(missing_ok=True)
            raise
    return Changed(Unlocked(raw, unlocked.role), recovery)


def _doors(
    held: KeyFile, raw: bytes, passwords: Mapping[Role, str], without: Collection[Role], cost: Cost | None
) -> tuple[bytes, str]:
    changed, recovery = held.for_key(raw), ""
    for role in without:
        changed = changed.without_door(role)
    if passwords and cost is None:
        cost = max(keys.tuned(), keys.dearest(held) or keys.LEAST)
    data = changed.to_bytes(raw)
    for role, password in passwords.items():
        data, number = keys.with_password(changed, raw, role, password, cost)
        recovery = number or recovery
        changed = KeyFile.from_bytes(data)
    return data, recovery


def _copy(branch_file: Path, old: bytes, copy: Path, new: bytes) -> None:
    """The branch file under the new key, proved whole."""
    with closing(engine.connect(branch_file, old)) as database, engine.alone(database):
        engine.copy_sealed(database, copy, new)
        before = engine.counts(database)
    with closing(engine.connect(copy, new)) as database:
        engine.check_whole(database)
        if engine.counts(database) != before:
            raise RuntimeError("the copy under the new key has other rows")
        engine.write_back(database)
