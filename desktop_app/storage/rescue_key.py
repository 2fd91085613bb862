"""A key file that is damaged or gone: the key of the branch file fetched from its backups.

Each backup carries the key file of its day. The newest that a password, or the number on the recovery sheet,
opens and whose raw key opens the branch file is put in place. Where none is, the doors that can still be read
in the damaged file itself are tried: what comes of them is a new key file with that one door and a new
recovery sheet, for nobody can tell which of its other doors are whole.
"""

import time
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path

from desktop_app.base.errors import UserError
from desktop_app.records.roles import Role
from desktop_app.storage import keys
from desktop_app.storage.backup_file import DAMAGE, ENDING, KEY
from desktop_app.storage.key_file import RECOVERY, KeyFile
from desktop_app.storage.keys import Unlocked
from desktop_app.storage.patience import Patience
from desktop_app.storage.sqlite import engine

BACKUPS = f"*{ENDING}"
_MOST_BYTES = 1 << 20
_DIGITS = 30


@dataclass(frozen=True)
class RescuedKey:
    """The key that was found: ``source`` is the backup it came from, ``aside`` where the damaged one is kept.

    ``recovery`` is the new recovery number to print, '' when the sheet of the backup's day holds.
    """

    unlocked: Unlocked
    source: str
    aside: Path | None
    recovery: str = field(default="", repr=False)


def backups_below(folders: Iterable[Path]) -> list[Path]:
    """The backups in some folders, newest first."""
    found: list[tuple[float, Path]] = []
    for folder in folders:
        with suppress(OSError):
            found += [(path.stat().st_mtime, path) for path in folder.glob(BACKUPS)]
    return [path for _, path in sorted(found, reverse=True)]


def rescue_key(
    branch_file: Path, backups: Iterable[Path], word: str, *, now: Callable[[], float] = time.time
) -> RescuedKey:
    """Put a key file in place that ``word`` opens, a password or a recovery number, and that opens the file.

    The damaged one is kept aside. UserError, with nothing changed, when no backup has the key or the word
    opens none.
    """
    patience = Patience(branch_file, now)
    patience.check()
    held_any = opened_any = False
    for path, data, held in _keys_in(backups):
        held_any = True
        found = _opened(held, word)
        opened_any |= found is not None
        if found is not None and _fits(branch_file, found.raw):
            patience.passed()
            aside = keys.set_aside(branch_file, "损坏")
            keys.write_key(branch_file, data)
            return RescuedKey(found, path.name, aside)
    rescued = _from_itself(branch_file, word)
    if rescued is not None:
        patience.passed()
        return rescued
    raise _nothing(held_any, opened_any, patience)


def _nothing(held_any: bool, opened_any: bool, patience: Patience) -> UserError:
    safe = "支部文件和备份都没有动"
    if not held_any:
        return UserError(
            "备份里找不到这个支部文件的钥匙", safe, "请插上存过备份的U盘再试，或者联系上级技术人员"
        )
    if opened_any:
        return UserError(
            "备份里的钥匙打不开现在的支部文件：做这些备份以后换过密码，或者支部文件也坏了",
            safe,
            "请找换密码以后的备份；没有的，请从备份恢复",
        )
    return UserError("密码不对", safe, patience.failed() or "请输入做备份那天的密码，或者恢复单上的恢复码")


def _keys_in(backups: Iterable[Path]) -> Iterator[tuple[Path, bytes, KeyFile]]:
    """The key files of some backups that can be read, each once."""
    seen: set[bytes] = set()
    for path in backups:
        try:
            with zipfile.ZipFile(path) as packed, packed.open(KEY) as member:
                data = member.read(_MOST_BYTES)
            held = KeyFile.from_bytes(data)
        except (*DAMAGE, OSError, UserError):
            continue
        if data not in seen:
            seen.add(data)
            yield path, data, held


def _opened(held: KeyFile, word: str) -> Unlocked | None:
    if held.open_key is not None:
        return Unlocked(held.open_key)
    found = held.opened_by(word, held.roles())
    digits = "".join(sign for sign in word if sign.isdigit())
    if found is None and len(digits) == _DIGITS:
        found = held.opened_by(digits, [RECOVERY])
    if found is None or not held.is_proved_by(found[0]):
        return None
    return Unlocked(found[0], Role.SECRETARY if found[1] == RECOVERY else Role(found[1]))


def _from_itself(branch_file: Path, word: str) -> RescuedKey | None:
    """What the secretary's door of the damaged file still gives, by password: the new file needs one.

    No other role's: the sheet that comes with the new file opens everything.
    """
    try:
        held = KeyFile.salvaged(keys.key_path(branch_file).read_bytes()[:_MOST_BYTES])
    except (OSError, ValueError):
        return None
    secretary = [role for role in held.roles() if role is Role.SECRETARY]
    found = held.opened_by(word, secretary)
    if found is None or not _fits(branch_file, found[0]):
        return None
    raw = found[0]
    data, recovery = keys.with_password(KeyFile(), raw, Role.SECRETARY, word, is_new=False)
    aside = keys.set_aside(branch_file, "损坏")
    keys.write_key(branch_file, data)
    return RescuedKey(Unlocked(raw, Role.SECRETARY), "原来的钥匙文件里还读得出的部分", aside, recovery)


def _fits(branch_file: Path, raw: bytes) -> bool:
    """Whether a raw key opens the branch file."""
    try:
        with closing(engine.connect(branch_file, raw)) as database:
            database.get_tables()
    except UserError:
        return False
    return True
