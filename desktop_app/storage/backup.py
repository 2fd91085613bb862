"""Backups: made whole, proved by opening, thinned out by age, restored without an open branch file."""

import json
import os
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from desktop_app.base.clock import Clock
from desktop_app.base.errors import UserError
from desktop_app.base.os_errors import os_errors
from desktop_app.storage import branch_file, keys
from desktop_app.storage.replica import become_new_replica, note_of
from desktop_app.storage.sqlite import engine

ENDING = ".zbak"
# What a damaged archive raises, wherever the damage sits.
_DAMAGE = (KeyError, ValueError, EOFError, NotImplementedError, RuntimeError, zipfile.BadZipFile, zlib.error)
# A label is some hundred bytes; what is much longer is none of ours.
_LABEL_BYTES = 1 << 20
_FILE, _KEY, _LABEL = "branch.zbf", "branch.zbf.key", "label.json"
# One backup is kept for each of so many latest hours, days and months that have one.
KEEP_HOURS, KEEP_DAYS, KEEP_MONTHS = 24, 30, 24
# Older than this, the light on the home page turns.
STALE_AFTER = timedelta(days=3)


@dataclass(frozen=True)
class Backup:
    """A backup lying in a folder: when and why it was made and how many records it holds by register."""

    path: Path
    made_at: datetime
    reason: str
    office: str
    counts: dict[str, int]

    def words(self) -> str:
        """The backup in one line for a list."""
        return f"{self.made_at:%Y-%m-%d %H:%M}　{self.reason}　{sum(self.counts.values())} 条记录"


@dataclass(frozen=True)
class Light:
    """The backup light: ``state`` is good, warn or bad, and the words that say why."""

    state: str
    words: str


class BackupStore:
    """Makes and keeps the backups of one open branch file.

    ``raw`` is the file's key, ``folder`` where backups go; a ``second`` folder (a stick will do) gets a
    copy of each as long as it is there. ``before`` is told the reason of each backup before the file is
    copied, so that a line it writes is in the copy too.
    """

    before: Callable[[str], object] | None = None

    def __init__(
        self, path: Path, raw: bytes, folder: Path, clock: Clock, second: Path | None = None
    ) -> None:
        self.path = path
        self.folder = folder
        self.second = second
        self._raw = raw
        self._clock = clock

    def make(self, reason: str) -> Backup:
        """Back the branch file up, prove the copy by opening it, and thin out old ones.

        UserError when the folder cannot be written or the copy does not prove whole; older backups stay.
        Also, with the backup made, when the second folder takes none.
        """
        if self.before is not None:
            self.before(reason)
        with os_errors(f"备份没有写成（{self.folder}）", "支部文件和原有的备份都没有动"):
            backup = self._make(reason)
        self._thin_out(backup.path)
        if self.second is not None and self.second.is_dir():
            self._copy_to(self.second, backup.path)
        return backup

    def hand_over(self, folder: Path) -> Backup:
        """A backup for another PC, made here, copied into ``folder`` and opened there; gives the copy."""
        backup = self.make("换电脑或移交")
        self._copy_to(folder, backup.path)
        copy = replace(backup, path=folder / backup.path.name)
        self.prove(copy)
        return copy

    def backups(self) -> list[Backup]:
        """The backups in the folder, newest first; files that are not ours are passed over."""
        return backups_in(self.folder)

    def light(self) -> Light:
        """Whether the last backup is young enough and reads."""
        found = self.backups()
        if not found:
            return Light("bad", "还没有备份")
        age = self._clock.now() - found[0].made_at
        made = found[0].made_at
        if age >= STALE_AFTER:
            return Light("warn", f"上次备份 {made.month}月{made.day}日 {made:%H:%M}，已过 {age.days} 天")
        return Light("good", f"上次备份 {made:%Y-%m-%d %H:%M}，已核对")

    def prove(self, backup: Backup) -> dict[str, int]:
        """A trial restore into a scratch folder, giving the counts of the copy; UserError when unfit."""
        with (
            os_errors(f"没有试成（{backup.path.name}）", "备份和支部文件都没有动"),
            tempfile.TemporaryDirectory(dir=self.folder) as scratch,
        ):
            return _prove(_unpack(backup.path, Path(scratch)), self._raw, backup.counts)

    def _make(self, reason: str) -> Backup:
        self.folder.mkdir(parents=True, exist_ok=True)
        now = self._clock.now().replace(microsecond=0)
        with tempfile.TemporaryDirectory(dir=self.folder) as scratch:
            copy = Path(scratch) / _FILE
            with closing(engine.connect(self.path, self._raw)) as database:
                engine.copy_sealed(database, copy, self._raw)
                office = note_of(database, "office")
                counts = branch_file.counts(database)
            shutil.copyfile(keys.key_path(self.path), keys.key_path(copy))
            label = {"made_at": now.isoformat(), "reason": reason, "office": office, "counts": counts}
            packed = Path(scratch) / ("backup" + ENDING)
            _pack(packed, copy, label)
            _prove(_unpack(packed, Path(scratch) / "proof"), self._raw, counts)
            final = _free_name(self.folder, f"支部台账-{office}-{now:%Y%m%d-%H%M%S}")
            _settle(packed, final)
        return Backup(final, now, reason, office, counts)

    def _thin_out(self, newest: Path) -> None:
        kept = {newest}
        for pattern, most in (("%Y%m%d%H", KEEP_HOURS), ("%Y%m%d", KEEP_DAYS), ("%Y%m", KEEP_MONTHS)):
            slots: dict[str, Path] = {}
            for backup in self.backups():
                slots.setdefault(backup.made_at.strftime(pattern), backup.path)
            kept.update(list(slots.values())[:most])
        for backup in self.backups():
            if backup.path not in kept:
                # One that is held open elsewhere goes the next time.
                with suppress(OSError):
                    backup.path.unlink()

    @staticmethod
    def _copy_to(folder: Path, backup: Path) -> None:
        half = folder / (backup.name + ".part")
        try:
            with os_errors(f"第二份备份没有写成（{folder}）", f"第一份是完整的，在 {backup.parent}"):
                shutil.copyfile(backup, half)
                _settle(half, folder / backup.name)
        finally:
            with suppress(OSError):
                half.unlink(missing_ok=True)


def backups_in(folder: Path) -> list[Backup]:
    """The backups lying in ``folder``, newest first."""
    found = [backup for path in folder.glob(f"*{ENDING}") if (backup := read_label(path)) is not None]
    return sorted(found, key=lambda b: (b.made_at, b.path.name), reverse=True)


def read_label(path: Path) -> Backup | None:
    """What a backup says of itself; None when the file is not a whole backup."""
    try:
        with zipfile.ZipFile(path) as packed:
            if packed.getinfo(_LABEL).file_size > _LABEL_BYTES:
                return None
            label = json.loads(packed.read(_LABEL))
        # Without a zone, as the desk's clock is: others could not be sorted among them.
        made_at = datetime.fromisoformat(label["made_at"]).replace(tzinfo=None)
        counts = {str(table): int(count) for table, count in label["counts"].items()}
        return Backup(path, made_at, str(label["reason"]), str(label["office"]), counts)
    except (*_DAMAGE, OSError, AttributeError, TypeError, RecursionError):
        return None


def restore(path: Path, target: Path, password: str | None) -> None:
    """Put the backup at ``path`` in place of the branch file ``target``, which need not exist or open.

    The present file is kept beside it under a name with the time. The restored copy is a new replica, so
    that exchange with others goes on without losing or repeating anything. UserError when the backup is
    damaged, the password is not the one it was made under, or the disk does not take it; the present file
    then stays as it is.
    """
    with ExitStack() as stack:
        stack.enter_context(os_errors(f"没有恢复（{target.parent}）", "现在的支部文件和备份都没有动"))
        target.parent.mkdir(parents=True, exist_ok=True)
        scratch = stack.enter_context(tempfile.TemporaryDirectory(dir=target.parent))
        copy = _unpack(path, Path(scratch))
        label = read_label(path)
        raw = keys.unlock(copy, password).raw
        _prove(copy, raw, label.counts if label else {})
        with closing(engine.connect(copy, raw)) as database, engine.writing(database):
            become_new_replica(database)
        with _put_aside(target):
            keys.key_path(copy).replace(keys.key_path(target))
            _settle(copy, target)


@contextmanager
def _put_aside(target: Path) -> Iterator[None]:
    """Keep the present file under another name; it comes back when nothing takes its place."""
    moved: list[tuple[Path, Path]] = []
    aside = _free_name(target.parent, f"{target.stem}-恢复前-{datetime.now():%Y%m%d-%H%M%S}", ".zbf")
    try:
        for ending in ("", ".key", *engine.JOURNALS):
            part = target.with_name(target.name + ending)
            if part.exists() and (moved or not ending):
                moved.append((part.replace(aside.with_name(aside.name + ending)), part))
        yield
    except OSError:
        for now, before in reversed(moved):
            now.replace(before)
        raise


def _pack(packed: Path, copy: Path, label: dict[str, Any]) -> None:
    # Stored, not deflated: the copy is sealed, and sealed bytes do not shrink.
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr(_LABEL, json.dumps(label, ensure_ascii=False))
        archive.write(keys.key_path(copy), _KEY)
        archive.write(copy, _FILE)


def _unpack(packed: Path, folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    try:
        with zipfile.ZipFile(packed) as archive:
            for name in (_FILE, _KEY):
                with archive.open(name) as source, (folder / name).open("wb") as sink:
                    shutil.copyfileobj(source, sink)
    except _DAMAGE as error:
        raise UserError(
            f"备份已损坏：{packed.name}", "现在的支部文件没有动", "请换一个日期的备份", detail=str(error)
        ) from error
    return folder / _FILE


def _prove(copy: Path, raw: bytes, counts: dict[str, int]) -> dict[str, int]:
    """Open a copy, check its pages and count its records."""
    with closing(engine.connect(copy, raw)) as database:
        engine.check_whole(database)
        found = branch_file.counts(database)
    if any(found.get(table) != count for table, count in counts.items()):
        raise UserError("备份里的记录数对不上", "现在的支部文件没有动", "请换一个日期的备份")
    return found


def _free_name(folder: Path, stem: str, ending: str = ENDING) -> Path:
    path, number = folder / (stem + ending), 2
    while path.exists():
        path, number = folder / f"{stem}-{number}{ending}", number + 1
    return path


def _settle(source: Path, final: Path) -> None:
    with source.open("rb+") as file:
        os.fsync(file.fileno())
    source.replace(final)
