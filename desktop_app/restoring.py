"""A backup put back step by step, as start page and settings ask for it: found, looked into, put in place.

Looking lays the backup ready beside the branch file, opened and upgraded, so that a person sees whose it is,
when it ends and how much it holds before anything is replaced.
"""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from desktop_app.base.paths import DriveKind, Probe, mounted_drives
from desktop_app.records.roles import Act
from desktop_app.registers import catalogue
from desktop_app.registers.people.orgs import own_organization
from desktop_app.storage import branch_file, keys
from desktop_app.storage.backup_file import DamagedBackup
from desktop_app.storage.backup_readings import BackupReadings, FoundBackup, survey
from desktop_app.storage.branch_file import Setting
from desktop_app.storage.dated_file import last_written
from desktop_app.storage.restoring import Ready, lay_ready, with_way_out
from desktop_app.workplace import OpenedBranch, Workplace

# The registers a person knows a branch by; more stand in the sum.
_TOLD = ("member", "meeting", "study_session", "dues_payment", "issue")
_MOST_FOLDERS = 50


@dataclass(frozen=True)
class Secret:
    """What opens a backup: the password of its day, or the number on the recovery sheet."""

    password: str | None = None
    number: str = ""

    def unlock(self, copy: Path) -> keys.Unlocked:
        """Open the file unpacked at ``copy``; UserError when this does not open it."""
        if self.number:
            return keys.unlock_by_recovery(copy, self.number)
        return keys.unlock(copy, self.password)


@dataclass(frozen=True)
class LookedInto:
    """A backup laid ready, with what a person is shown of it.

    ``ours`` is the code of the office whose file is to be replaced, '' where none is or nobody knows.
    """

    ready: Ready
    secret: Secret
    name: str
    last: datetime | None
    registers: tuple[tuple[str, int], ...]
    ours: str
    replaces: bool

    @property
    def is_foreign(self) -> bool:
        """Whether it is another office's: its name has to be typed before it replaces anything."""
        return bool(self.ours) and self.ready.office != self.ours

    def asks_new_password(self) -> bool:
        """Whether it was opened by the recovery sheet: then the password is a new one."""
        return bool(self.secret.number)

    def facts(self) -> list[tuple[str, str]]:
        """What is told of it, each with its heading."""
        backup = self.ready.backup
        counts = "、".join(f"{title} {count}" for title, count in self.registers)
        total = f"共 {backup.total} 条" if counts else f"{backup.total} 条"
        last = f"{self.last:%Y年%m月%d日 %H:%M}" if self.last else "还没有录入过"
        code = f"（{self.ready.office}）" if self.name != self.ready.office else ""
        return [
            ("单位", f"{self.name}{code}"),
            ("备份时间", f"{backup.made_at:%Y年%m月%d日 %H:%M}　{backup.reason}"),
            ("最近录入", last),
            ("记录", "，".join(part for part in (counts, total) if part)),
        ]

    def is_called(self, typed: str) -> bool:
        """Whether ``typed`` is the name of its office."""
        return "".join(typed.split()) == "".join(self.name.split())


@dataclass(frozen=True)
class PutBack:
    """What became of it: the file open, the recovery number to print, and where the old file lies."""

    opened: OpenedBranch
    recovery: str
    kept: Path | None

    def words(self) -> str:
        """What the window says."""
        kept = f"原来的文件改名为 {self.kept.name}，还在 {self.kept.parent}。" if self.kept else ""
        return f"已经恢复。{kept}请看看最近录入的在不在。"


def found_backups(workplace: Workplace, probe: Probe = mounted_drives) -> list[FoundBackup]:
    """Every backup to be found from this PC: in its folder, in the second place and on sticks plugged in."""
    now, readings = workplace.clock.now(), BackupReadings()
    folders = [workplace.backups]
    if workplace.settings.second_backup:
        folders.append(Path(workplace.settings.second_backup))
    sticks = [drive.root for drive in probe() if drive.kind is DriveKind.REMOVABLE]
    folders += [folder for root in sticks for folder in (root, *_folders_in(root))]
    found: dict[Path, FoundBackup] = {}
    for folder in folders:
        # A stick that is pulled meanwhile, or a folder of somebody else's, has none.
        with suppress(OSError):
            found.update((one.path, one) for one in survey(folder, readings, now, ""))
    return sorted(found.values(), key=_newest_first)


def look_into(workplace: Workplace, path: Path, secret: Secret, target: Path | None = None) -> LookedInto:
    """Lay the backup at ``path`` ready to replace ``target``, the branch's own file, and say what it holds.

    UserError leaves everything as it was; of a damaged one it names another that is good.
    """
    target = target or workplace.own
    try:
        ready = lay_ready(path, target, secret.unlock, catalogue())
    except DamagedBackup as error:
        raise with_way_out(error, path, found_backups(workplace)) from error
    try:
        setting = Setting(catalogue(), workplace.clock, workplace.pinyin.keys, role=ready.unlocked.role)
        ledger = branch_file.open_with_key(ready.copy, setting, ready.unlocked.raw)
        try:
            ledger.door.require(Act.RESTORE)
            own = own_organization(ledger)
            name = ledger.name(own.uid) if own is not None else ready.office
            last = last_written(ledger)
            told = tuple(
                (register.title, ready.counts[register.name])
                for register in ledger.catalogue
                if register.name in _TOLD and ready.counts.get(register.name)
            )
        finally:
            branch_file.close(ledger)
    except BaseException:
        ready.discard()
        raise
    ours = workplace.office() if target == workplace.own else ""
    return LookedInto(ready, secret, name, last, told, ours, target.exists())


def put_back(
    workplace: Workplace, looked: LookedInto, typed_name: str = "", new_password: str = ""
) -> PutBack:
    """Replace the branch file by what was looked into and open it; with the sheet, under a new password.

    UserError leaves all as it was, what was laid ready too.
    """
    ready = looked.ready
    confirmed = looked.is_foreign and looked.is_called(typed_name)
    kept = ready.put_in_place(ours=looked.ours, confirmed=confirmed)
    backup = ready.backup.path
    if looked.secret.number:
        opened, recovery = workplace.recover(looked.secret.number, new_password)
        return PutBack(workplace.note_restored(opened, backup), recovery, kept)
    unlocked = looked.secret.unlock(ready.target)
    return PutBack(workplace.note_restored(workplace.open(ready.target, unlocked), backup), "", kept)


def _folders_in(root: Path) -> Iterable[Path]:
    try:
        return [one for one in sorted(root.iterdir()) if one.is_dir() and not one.is_symlink()][
            :_MOST_FOLDERS
        ]
    except OSError:
        return []


def _newest_first(one: FoundBackup) -> tuple[bool, float, str]:
    made = one.backup.made_at if one.backup is not None else datetime(1, 1, 1)
    return (one.backup is None, -(made - datetime(1, 1, 1)).total_seconds(), str(one.path))
