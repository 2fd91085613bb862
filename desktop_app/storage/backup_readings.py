"""What the backups in a folder are by what was read of them, and which of them count.

A file is read to its last byte once in the life of the program and not again as long as size, times and
inode are the same. One that is damaged, dated in the future or another office's is listed with its reason and
counted nowhere.
"""

import os
import re
import stat
from collections.abc import Generator, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path

from desktop_app.base.errors import UserError
from desktop_app.base.os_errors import os_sentence
from desktop_app.storage import backup_difference, backup_file
from desktop_app.storage.backup_file import Backup

# Clocks of two PCs differ, and a PC that travels has another hour.
SLACK = timedelta(days=1)
# The folder itself and what rests on it: more is not looked at, whatever lies there.
_MOST_FILES = 5000
_NAMED = re.compile(r"-(\d{8}-\d{6})(?:-\d+)?\.zbakd?$", re.ASCII)


class BackupState(StrEnum):
    """What a file in the folder is; only the first two count."""

    WHOLE = "已核对"
    UNREAD = "还没有核对"
    DAMAGED = "已损坏"
    UNREADABLE = "读不了"
    FUTURE = "日期在今天之后"
    FOREIGN = "别的单位的"
    ODD = "不是备份"


@dataclass(frozen=True)
class FoundBackup:
    """A file called like a backup: what it is and why; ``backup`` is None where it says nothing of itself."""

    path: Path
    backup: Backup | None
    state: BackupState
    why: str = ""

    @property
    def counts(self) -> bool:
        """Whether it is one to rely on, as far as is known."""
        return self.state in (BackupState.WHOLE, BackupState.UNREAD)

    def failing(self, why: str) -> "FoundBackup":
        """The same, known not to restore."""
        return replace(self, state=BackupState.DAMAGED, why=why) if self.counts else self

    @property
    def named_at(self) -> datetime | None:
        """When it was made as its name says; None where the name is none of ours."""
        told = _NAMED.search(self.path.name)
        try:
            return datetime.strptime(told[1], "%Y%m%d-%H%M%S") if told else None
        except ValueError:
            return None

    def words(self) -> str:
        """The file in one line for a list."""
        name = self.backup.words() if self.backup is not None else self.path.name
        return name if self.counts else f"{name}　——{self.why or self.state.value}"


@dataclass(frozen=True)
class Verdict:
    """What reading a backup came to: its digest, or what is wrong with it."""

    digest: str = ""
    trouble: UserError | None = None


class BackupReadings:
    """Remembers of every backup what reading it came to."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, ...], Verdict] = {}
        self._marks: dict[tuple[int, ...], bytes] = {}

    def known(self, path: Path) -> Verdict | None:
        """What is known of the file as it is now; None where it was not read since it changed."""
        called = _called(path)
        return self._known.get(called) if called is not None else None

    def reading(self, path: Path) -> Generator[None, None, Verdict]:
        """Read a file some megabytes a step, unless it is known."""
        known = self.known(path)
        if known is not None:
            return known
        before = _called(path)
        try:
            verdict = Verdict((yield from backup_file.reading(path)))
        except UserError as error:
            verdict = Verdict(trouble=error)
        except OSError as error:
            # The disk's fault or a lock: it may read well the next time.
            return Verdict(trouble=os_sentence(error, f"备份读不了（{path.name}）", "它没有动"))
        if before is not None and before == _called(path):
            self._known[before] = verdict
        return verdict

    def read(self, path: Path) -> Verdict:
        """``reading`` in one go."""
        steps = self.reading(path)
        while True:
            try:
                next(steps)
            except StopIteration as end:
                verdict: Verdict = end.value
                return verdict

    def marks_of(self, base: Path) -> bytes:
        """The marks of the pages in a whole backup."""
        called = _called(base)
        if called is None:
            return b""
        if called not in self._marks:
            steps = backup_difference.base_marks(base)
            while called not in self._marks:
                try:
                    next(steps)
                except StopIteration as end:
                    self._marks = {called: end.value}
        return self._marks[called]


def survey(folder: Path, readings: BackupReadings, now: datetime, office: str) -> list[FoundBackup]:
    """Every file in ``folder`` called like a backup, newest first, those without a date at the end.

    ``office`` is whose backups count; '' counts all. Raises OSError where the folder cannot be read; one
    that is not there has none.
    """
    wholes = {path: backup_file.read_label(path) for path in _called_like(folder, backup_file.ENDING)}
    below = _called_like(folder / backup_difference.FOLDER, backup_difference.ENDING)
    differences = {path: backup_file.read_label(path) for path in below}
    found = [_judged(path, label, readings, now, office) for path, label in wholes.items()]
    bases = {
        verdict.digest: one.path
        for one in found
        if one.backup is not None and (verdict := readings.known(one.path)) is not None and verdict.digest
    }
    unread = any(one.state is BackupState.UNREAD for one in found)
    for path, label in differences.items():
        one = _judged(path, label, readings, now, office)
        found.append(_with_base(one, bases, unread=unread))
    return sorted(found, key=_newest_first)


def counted(found: Iterable[FoundBackup]) -> list[Backup]:
    """The backups among these that count."""
    return [one.backup for one in found if one.counts and one.backup is not None]


def _judged(
    path: Path, label: Backup | None, readings: BackupReadings, now: datetime, office: str
) -> FoundBackup:
    if path.is_symlink():
        label = None
    if label is None:
        why = backup_file.why_none(path)
        state = BackupState.UNREADABLE if why.startswith("读不了") else BackupState.ODD
        return FoundBackup(path, None, state, why)
    if office and label.office and label.office != office:
        return FoundBackup(path, label, BackupState.FOREIGN, f"是别的单位（{label.office}）的，没有算")
    if label.made_at > now + SLACK:
        return FoundBackup(path, label, BackupState.FUTURE, "日期在今天之后，没有算")
    verdict = readings.known(path)
    if verdict is None:
        return FoundBackup(path, label, BackupState.UNREAD)
    if verdict.trouble is not None:
        return FoundBackup(path, label, BackupState.DAMAGED, "已损坏，不能用")
    return FoundBackup(path, label, BackupState.WHOLE)


def _with_base(one: FoundBackup, bases: dict[str, Path], *, unread: bool) -> FoundBackup:
    """A difference is as good as the whole backup it rests on."""
    if one.backup is None or not one.counts or one.backup.base in bases:
        return one
    if unread:
        return FoundBackup(one.path, one.backup, BackupState.UNREAD)
    return FoundBackup(one.path, one.backup, BackupState.DAMAGED, "它依据的整份备份不在了或已损坏")


def _newest_first(one: FoundBackup) -> tuple[bool, float, str]:
    if one.backup is None:
        return (True, 0.0, one.path.name)
    return (False, -(one.backup.made_at - datetime(1, 1, 1)).total_seconds(), one.path.name)


def _called_like(folder: Path, ending: str) -> list[Path]:
    try:
        with os.scandir(folder) as entries:
            names = [entry.name for entry in entries if entry.name.endswith(ending)]
    except (FileNotFoundError, NotADirectoryError):
        return []
    return [folder / name for name in sorted(names, reverse=True)[:_MOST_FILES]]


def _called(path: Path) -> tuple[int, ...] | None:
    """What tells a file from itself after any change."""
    try:
        told = path.stat()
    except OSError:
        return None
    if not stat.S_ISREG(told.st_mode):
        return None
    return (told.st_dev, told.st_ino, told.st_size, told.st_mtime_ns, told.st_ctime_ns)
