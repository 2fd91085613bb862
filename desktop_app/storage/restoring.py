"""Putting a backup back: first laid ready beside the branch file and proved, then swapped in as one act.

Whatever stands in the way (damage, a wrong password, another office, a newer program, no room) is told
before the present file is touched; a crash leaves the old file or the new one, and the scratch folder is
swept at the next start.
"""

import shutil
import tempfile
from collections.abc import Callable, Generator, Iterable
from contextlib import closing, suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from desktop_app.base.errors import UserError
from desktop_app.base.os_errors import os_errors
from desktop_app.records.record import Catalogue
from desktop_app.records.roles import PLAIN_RIGHTS, Act, require
from desktop_app.storage import backup_difference, backup_file, branch_file, keys
from desktop_app.storage.backup_file import ENDING, FILE, KEY, Backup, DamagedBackup
from desktop_app.storage.backup_readings import BackupReadings, FoundBackup
from desktop_app.storage.replica import become_new_replica, note_of
from desktop_app.storage.sqlite import engine
from desktop_app.storage.sqlite.table_checks import check_tables
from desktop_app.storage.swap import finish_swap, is_pending, swap

# What a kill leaves of it is swept at the next start.
SCRATCH = "正在恢复-"
_SAFE = "现在的支部文件和备份都没有动"
Unlock = Callable[[Path], keys.Unlocked]


@dataclass
class Ready:
    """A backup laid ready beside the file it is to replace: unlocked, whole, counted.

    ``kept`` is where the file it replaced lies once it was put in place, None where there was none.
    """

    backup: Backup
    target: Path
    copy: Path
    unlocked: keys.Unlocked
    office: str
    counts: dict[str, int]
    kept: Path | None = field(default=None, init=False)

    def put_in_place(self, *, ours: str = "", confirmed: bool = False) -> Path | None:
        """Replace the branch file, as a new replica; gives where the old one is kept, None where none was.

        ``ours`` is the office of the present file, where it is known: the backup of another one is refused
        unless ``confirmed``. UserError leaves all as it was.
        """
        if ours and self.office != ours and not confirmed:
            raise UserError(
                f"这份备份是别的单位的（{self.office}），不是本单位的（{ours}）",
                _SAFE,
                "确实要用它代替，请照着输入那个单位的名称",
            )
        with os_errors(f"没有恢复（{self.target.parent}）", _SAFE):
            with closing(engine.connect(self.copy, self.unlocked.raw)) as database:
                with engine.writing(database):
                    become_new_replica(database)
                engine.write_back(database)
            self.kept = _swap_in(self.copy, self.target)
        self.discard()
        return self.kept

    def discard(self) -> None:
        """Remove what was laid ready, unless it waits to be moved by what was cut short."""
        if not is_pending(self.target.parent):
            shutil.rmtree(self.copy.parent, ignore_errors=True)


def laying_ready(
    path: Path, target: Path, unlock: Unlock, catalogue: Catalogue | None = None
) -> Generator[None, None, Ready]:
    """Lay the backup at ``path`` ready for the place of ``target``, in small steps.

    ``unlock`` gives the raw key of the unpacked file. UserError when the backup is damaged, made by a newer
    program (than that of ``catalogue``), does not open with what was typed, or there is no room.
    """
    with os_errors(f"没有恢复（{target.parent}）", _SAFE):
        backup = told(path)
        target.parent.mkdir(parents=True, exist_ok=True)
        finish_swap(target.parent)
        sweep_ready(target.parent)
        _make_room(backup, target.parent)
        scratch = Path(tempfile.mkdtemp(prefix=SCRATCH, dir=target.parent))
        try:
            yield from unpacking_whole(backup, scratch)
            unlocked = unlock(scratch / FILE)
            with closing(engine.connect(scratch / FILE, unlocked.raw)) as database:
                if catalogue is not None:
                    branch_file.refuse_newer(database, catalogue)
                yield from check_tables(database)
                engine.check_whole(database)
                office, counts = note_of(database, "office"), branch_file.counts(database)
            if any(counts.get(table) != count for table, count in backup.counts.items()):
                raise DamagedBackup("备份里的记录数对不上", _SAFE, "请换一个日期的备份")
        except BaseException:
            shutil.rmtree(scratch, ignore_errors=True)
            raise
    return Ready(backup, target, scratch / FILE, unlocked, office, counts)


def lay_ready(path: Path, target: Path, unlock: Unlock, catalogue: Catalogue | None = None) -> Ready:
    """``laying_ready`` in one go."""
    steps = laying_ready(path, target, unlock, catalogue)
    while True:
        try:
            next(steps)
        except StopIteration as end:
            ready: Ready = end.value
            return ready


def restore(
    path: Path, target: Path, password: str | None, catalogue: Catalogue | None = None
) -> Path | None:
    """Put the backup at ``path`` in place of the branch file ``target``, which need not exist or open.

    The present file is kept beside it under a name with the time, which is given. The restored copy is a new
    replica, so that exchange with others goes on without losing or repeating anything. UserError when the
    backup is damaged, the password is not the one it was made under, or the disk does not take it; the
    present file then stays as it is; so it does where the role of the password may not restore.
    """
    ready = lay_ready(path, target, lambda copy: keys.unlock(copy, password), catalogue)
    try:
        require(PLAIN_RIGHTS if catalogue is None else catalogue.rights, ready.unlocked.role, Act.RESTORE)
        return ready.put_in_place()
    finally:
        ready.discard()


def with_way_out(error: DamagedBackup, damaged: Path, found: Iterable[FoundBackup]) -> DamagedBackup:
    """The error of a damaged backup, naming the newest one among ``found`` that reads well."""
    readings = BackupReadings()
    for one in found:
        backup = one.backup
        if backup is None or not one.counts or backup.base or one.path == damaged:
            continue
        if readings.read(one.path).digest:
            other = f"{backup.made_at:%Y-%m-%d %H:%M} 的那份是好的（{one.path}），请用它"
            return DamagedBackup(error.what, error.safe, other, detail=error.detail)
    todo = "没有找到别的好备份；请插上存过备份的U盘再看，或者请上级技术人员"
    return DamagedBackup(error.what, error.safe, todo, detail=error.detail)


def sweep_ready(folder: Path) -> None:
    """Remove what a restore that was killed left in ``folder``."""
    with suppress(OSError):
        for path in folder.iterdir():
            if path.name.startswith(SCRATCH) and path.is_dir() and not path.is_symlink():
                shutil.rmtree(path, ignore_errors=True)


def told(path: Path) -> Backup:
    """What a backup says of itself; DamagedBackup where it says nothing, OSError where it cannot be read."""
    with path.open("rb"):
        backup = backup_file.read_label(path)
    if backup is None:
        raise backup_file.damaged(path, backup_file.why_none(path))
    return backup


def _make_room(backup: Backup, folder: Path) -> None:
    """Said before hours of copying, and before anything is written."""
    need = backup.path.stat().st_size
    if shutil.disk_usage(folder).free < need + (8 << 20):
        raise UserError(
            f"没有恢复（{folder}）：磁盘满了，还要大约 {(need >> 20) + 8} MB",
            _SAFE,
            "请删掉不用的文件腾出空间，再试一次",
        )


def unpacking_whole(backup: Backup, scratch: Path) -> Generator[None, None, None]:
    """Unpack a backup read to its end, a difference together with what it rests on, in small steps."""
    yield from backup_file.reading(backup.path)
    if not backup.base:
        yield from backup_file.unpacking(backup.path, scratch)
        return
    base = yield from _base_of(backup)
    yield from backup_file.unpacking(base, scratch, (FILE,))
    yield from backup_file.unpacking(backup.path, scratch, (KEY,))
    yield from backup_difference.applying(backup, scratch / FILE)


def _base_of(backup: Backup) -> Generator[None, None, Path]:
    """The whole backup a difference rests on, in the folder above it, read to its end."""
    for path in sorted(backup.path.parent.parent.glob("*" + ENDING)):
        with suppress(UserError, OSError):
            if (yield from backup_file.reading(path)) == backup.base:
                return path
    raise DamagedBackup(f"差异备份 {backup.path.name} 依据的整份不在了或已损坏", _SAFE, "请换一个日期的备份")


def _swap_in(copy: Path, target: Path) -> Path | None:
    """The present file with all that belongs to it aside, the copy with its key in its place, as one act."""
    folder = target.parent
    stem = f"{target.stem}-恢复前-{datetime.now():%Y%m%d-%H%M%S}"
    aside = backup_file.free_name(folder, stem, target.suffix)
    moves = []
    for ending in ("", ".key", *engine.JOURNALS):
        part = target.with_name(target.name + ending)
        if part.exists():
            moves.append((part, aside.with_name(aside.name + ending)))
    kept = aside if moves and moves[0][0] == target else None
    swap(folder, [*moves, (keys.key_path(copy), keys.key_path(target)), (copy, target)])
    return kept
