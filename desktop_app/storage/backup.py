"""The backups of an open branch file: made, proved from where they lie, and thinned out by age."""

import json
import shutil
import tempfile
from collections.abc import Callable, Generator, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import BinaryIO, Protocol

import peewee

from desktop_app.base.clock import Clock
from desktop_app.base.errors import UserError
from desktop_app.base.os_errors import os_errors
from desktop_app.storage import backup_difference, backup_file, branch_file, keys
from desktop_app.storage.backup_file import ENDING, FILE, KEY, Backup, read_label
from desktop_app.storage.backup_light import STALE_AFTER, Light, light_of, second_light
from desktop_app.storage.backup_readings import BackupReadings, FoundBackup, counted, survey
from desktop_app.storage.backup_retention import before_a_risk, superfluous
from desktop_app.storage.replica import note_of
from desktop_app.storage.restoring import restore
from desktop_app.storage.sqlite import engine
from desktop_app.storage.sqlite.page_marks import at_rest
from desktop_app.storage.sqlite.table_checks import check_tables

__all__ = ["ENDING", "STALE_AFTER", "Backup", "BackupStore", "Light", "backups_in", "read_label", "restore"]

# Scratch folders of backups and trials; what a kill leaves is swept at the next start.
SCRATCH = "正在备份-"
_HALF = ".part"
# The newest backup is read at once when it is no longer than this; longer ones are left to idle time.
_READ_AT_ONCE = 32 << 20
HANDED_OVER, TIMED = "换电脑或移交", "定时"
# Notes: when the second place took a copy last, and what the last trial restore came to.
SECOND_SEEN, TRIAL = "backup:second", "backup:trial"


class Notes(Protocol):
    """Where small facts are kept beyond this run: the open branch file itself."""

    def note(self, key: str, default: str = "") -> str:
        """A fact kept."""
        ...

    def set_note(self, key: str, value: str) -> None:
        """Keep a fact."""
        ...


class BackupStore:
    """Makes and keeps the backups of one open branch file.

    ``raw`` is the file's key, ``folder`` where backups go; a ``second`` folder (a stick will do) gets a
    whole copy of each as long as it is there. ``before`` is told the reason of each backup before the file is
    copied, so that a line it writes is in the copy too; ``notes`` keeps when the second place was there last.
    """

    before: Callable[[str], object] | None = None
    notes: Notes | None = None

    def __init__(
        self, path: Path, raw: bytes, folder: Path, clock: Clock, second: Path | None = None
    ) -> None:
        self.path = path
        self.folder = folder
        self.second = second
        # Called when something was found out of the backups that nobody asked for.
        self.heard: list[Callable[[], object]] = []
        # Why the second place took no copy the last time; None when it did.
        self.second_trouble: UserError | None = None
        self.readings = BackupReadings()
        self._raw = raw
        self._clock = clock
        self._office = ""
        self._live: BinaryIO | None = None

    def make(self, reason: str) -> Backup:
        """Back the branch file up, prove the copy where it lies, and thin out old ones.

        UserError when the folder cannot be written or the copy does not prove whole; older backups stay. A
        second place that takes none does not undo the first: ``second_trouble`` and its light tell.
        """
        if self.before is not None:
            self.before(reason)
        if not self.path.exists():
            raise UserError(
                f"备份没有做成：支部文件不在了（{self.path}）",
                "原有的备份都没有动",
                "请先把它放回原处，或者从备份恢复",
            )
        with os_errors(f"备份没有写成（{self.folder}）", "支部文件和原有的备份都没有动"):
            backup = self._make(reason)
        self.thin_out(backup.path)
        self.second_trouble = None
        if self.second is not None and self.second.is_dir() and self._due_there(backup):
            try:
                self._copy_to(self.second, backup, "第二份备份")
            except UserError as error:
                self.second_trouble = error
            else:
                self._note(SECOND_SEEN, backup.made_at.isoformat())
        return backup

    def hand_over(self, folder: Path) -> Backup:
        """A backup for another PC, made here, copied into ``folder`` and opened there; gives the copy."""
        return self._copy_to(folder, self.make(HANDED_OVER), "U盘上的副本")

    def backups(self) -> list[Backup]:
        """The backups in the folder that count, newest first."""
        return counted(self.found())

    def found(self) -> list[FoundBackup]:
        """Every file in the folder called like a backup, newest first, with what it is and why."""
        return self._found_in(self.folder)

    def holds_none(self) -> bool:
        """Whether no file in the folder so much as calls itself a backup: nothing has a copy here."""
        try:
            return not any(self.folder.glob(f"*{backup_file.ENDING}"))
        except OSError:
            return False

    def backups_in_second(self) -> list[Backup]:
        """The backups in the second place that count."""
        return counted(self._found_in(self.second)) if self.second is not None else []

    def light(self) -> Light:
        """The worst of the lights."""
        return min(self.lights(), key=lambda light: light.rank)

    def lights(self) -> list[Light]:
        """The light of the backups and, where there is one, of the second place; by what was read of them."""
        lights = [self._light_in(self.folder)]
        if self.second is not None:
            seen = self.notes.note(SECOND_SEEN) if self.notes is not None else ""
            there = self.second.is_dir()
            main = self._light_in(self.second) if there else None
            lights.append(second_light(self.second, main, seen, self._clock.now(), self.second_trouble))
        return lights

    def prove(self, backup: Backup) -> dict[str, int]:
        """A trial restore into a scratch folder, giving the counts of the copy; UserError when unfit."""
        steps = self.proving(backup)
        while True:
            try:
                next(steps)
            except StopIteration as end:
                return dict(end.value)

    def proving(self, backup: Backup) -> Generator[None, None, dict[str, int]]:
        """``prove`` in small steps."""
        if backup.key and backup.key != backup_file.key_name(self._raw):
            raise UserError(
                f"备份 {backup.path.name} 是换密码以前做的，现在的密码打不开它",
                "它没有动，用那时的密码可以恢复",
                "请点“现在备份”，用现在的密码再做一份",
            )
        with (
            os_errors(f"没有试成（{backup.path.name}）", "备份和支部文件都没有动"),
            self._scratch() as scratch,
        ):
            yield from self.unpacking(backup, scratch)
            with closing(engine.connect(scratch / FILE, self._raw)) as database:
                yield from check_tables(database)
                found = branch_file.counts(database)
        if any(found.get(table) != count for table, count in backup.counts.items()):
            raise UserError("备份里的记录数对不上", "现在的支部文件没有动", "请换一个日期的备份")
        return found

    def unpacking(self, backup: Backup, folder: Path) -> Generator[None, None, None]:
        """Unpack a backup in small steps, a difference together with the whole one it rests on."""
        verdict = yield from self.readings.reading(backup.path)
        if verdict.trouble is not None:
            raise verdict.trouble
        if not backup.base:
            yield from backup_file.unpacking(backup.path, folder)
            return
        base = self.base_of(backup)
        if base is None:
            raise UserError(
                f"差异备份 {backup.path.name} 依据的整份不在了或已损坏",
                "现在的支部文件没有动",
                "请换一个日期的备份",
            )
        yield from backup_file.unpacking(base, folder, (FILE,))
        yield from backup_file.unpacking(backup.path, folder, (KEY,))
        yield from backup_difference.applying(backup, folder / FILE)

    def base_of(self, backup: Backup) -> Path | None:
        """The whole backup a difference rests on, read to its end; None when there is no good one."""
        for one in self.found():
            whole = one.counts and one.backup is not None and not one.backup.base
            if whole and self.readings.read(one.path).digest == backup.base:
                return one.path
        return None

    def thin_out(self, newest: Path) -> None:
        """Remove what is superfluous now that ``newest`` was made and proved."""
        found = self.backups()
        for backup in superfluous(found, newest, self._clock.now(), self._reads_well, self.base_of):
            # One that is held open elsewhere goes the next time.
            with suppress(OSError):
                backup.path.unlink()

    def tell(self) -> None:
        """Something was found out that the lights and lists do not show yet."""
        for listener in self.heard:
            listener()

    def sweep(self) -> None:
        """Remove what a run that was killed left behind; called before anything is made."""
        for folder in (self.folder, *((self.second,) if self.second is not None else ())):
            with suppress(OSError):
                sweep(folder)

    def close(self) -> None:
        """Let go of the branch file; to be called when no connection to it is open any more."""
        if self._live is not None:
            self._live.close()
            self._live = None

    @property
    def office(self) -> str:
        """The code of the office whose file this is."""
        if not self._office and self.path.exists():
            with closing(engine.connect(self.path, self._raw)) as database:
                self._office = note_of(database, "office")
        return self._office

    # -- making ------------------------------------------------------------------------------------

    def _make(self, reason: str) -> Backup:
        self.folder.mkdir(parents=True, exist_ok=True)
        now = self._clock.now().replace(microsecond=0)
        with self._scratch() as scratch:
            if self.path.stat().st_size >= backup_difference.LARGE:
                backup = self._make_large(reason, now, scratch)
            else:
                backup = self._make_whole(reason, now, scratch, None)
        return backup

    def _make_large(self, reason: str, now: datetime, scratch: Path) -> Backup:
        """Of a large file the bytes as they lie, so that the next one may be a difference from them."""
        with at_rest(self.path, self._raw) as database:
            if database is None:
                return self._make_whole(reason, now, scratch, None)
            made = self._make_difference(reason, now, scratch, database)
            if made is None:
                made = self._make_whole(reason, now, scratch, database)
        return made

    def _make_whole(
        self, reason: str, now: datetime, scratch: Path, resting: peewee.SqliteDatabase | None
    ) -> Backup:
        """A whole backup, proved by opening it from where it lies."""
        source: Path | BinaryIO = scratch / FILE
        if resting is None:
            with closing(engine.connect(self.path, self._raw)) as database:
                engine.copy_sealed(database, scratch / FILE, self._raw)
                office, counts = note_of(database, "office"), branch_file.counts(database)
        else:
            source, office, counts = self._file(), note_of(resting, "office"), branch_file.counts(resting)
        final = backup_file.free_name(self.folder, f"支部台账-{office}-{now:%Y%m%d-%H%M%S}")
        backup = Backup(final, now, reason, office, counts, backup_file.key_name(self._raw))
        packed = scratch / ("backup" + ENDING)
        key = keys.key_path(self.path).read_bytes()
        backup_file.pack(packed, backup_file.label_of(backup), {KEY: key, FILE: source})
        engine.discard(scratch / FILE)
        backup_file.settle(packed, final)
        return self._proved_there(final)

    def _make_difference(
        self, reason: str, now: datetime, scratch: Path, resting: peewee.SqliteDatabase
    ) -> Backup | None:
        """A difference from the last whole backup; None where a whole one is due."""
        base = self._base_for(reason, now)
        if base is None:
            return None
        file, size = self._file(), self.path.stat().st_size
        changed = backup_difference.compared(self.readings.marks_of(base.path), file, size)
        if changed is None:
            return None
        folder = self.folder / backup_difference.FOLDER
        folder.mkdir(exist_ok=True)
        office, counts = note_of(resting, "office"), branch_file.counts(resting)
        stem = f"支部台账-{office}-{now:%Y%m%d-%H%M%S}"
        final = backup_file.free_name(folder, stem, backup_difference.ENDING)
        digest = self.readings.read(base.path).digest
        backup = Backup(final, now, reason, office, counts, base.key, digest)
        packed = scratch / "difference"
        backup_difference.write(packed, backup, changed, file, keys.key_path(self.path).read_bytes())
        backup_file.settle(packed, final)
        try:
            file.seek(0)
            backup_difference.prove(final, self._raw, file.read(16))
        except UserError:
            final.unlink(missing_ok=True)
            raise
        self.readings.read(final)
        return read_label(final) or backup

    def has_key_of(self, backup: Backup) -> bool:
        """Whether a backup is sealed with the key of the file that is open; older ones do not say."""
        return backup.key in ("", backup_file.key_name(self._raw))

    def key_for(self, _copy: Path) -> bytes:
        """The key for a copy out of such a backup, as ``verifying`` asks for it."""
        return self._raw

    def _base_for(self, reason: str, now: datetime) -> Backup | None:
        """The whole backup a difference may rest on now: of this month, under this key, read to its end."""
        if before_a_risk(reason) or reason == HANDED_OVER:
            return None
        for one in self.backups():
            if not one.base and one.key == backup_file.key_name(self._raw):
                of_month = (one.made_at.year, one.made_at.month) == (now.year, now.month)
                return one if of_month and self.readings.read(one.path).digest else None
        return None

    def _proved_there(self, final: Path) -> Backup:
        """The backup at ``final`` as it reads from there; one that does not prove whole is removed again."""
        try:
            verdict = self.readings.read(final)
            made = read_label(final)
            if verdict.trouble is not None or made is None:
                raise verdict.trouble or backup_file.damaged(final, "label")
            self.prove(made)
        except (UserError, OSError):
            with suppress(OSError):
                final.unlink(missing_ok=True)
            raise
        return made

    # -- the second place --------------------------------------------------------------------------

    def _due_there(self, backup: Backup) -> bool:
        """The second place stands alone: it gets whole backups, of a large file not every half hour."""
        return not backup.base or backup.reason != TIMED

    def _copy_to(self, folder: Path, backup: Backup, called: str) -> Backup:
        """A whole copy of a backup in ``folder``, opened from there."""
        name = f"{backup.path.stem}{ENDING}"
        half, final = folder / (name + _HALF), folder / name
        with os_errors(f"{called}没有写成（{folder}）", f"第一份是完整的，在 {backup.path.parent}"):
            try:
                if backup.base:
                    self._pack_whole(backup, half)
                else:
                    shutil.copyfile(backup.path, half)
                backup_file.settle(half, final)
                return replace(self._proved_there(final), path=final)
            finally:
                with suppress(OSError):
                    half.unlink(missing_ok=True)

    def _pack_whole(self, backup: Backup, packed: Path) -> None:
        with self._scratch() as scratch:
            for _ in self.unpacking(backup, scratch):
                pass
            label = backup_file.label_of(replace(backup, base=""))
            backup_file.pack(packed, label, {KEY: scratch / KEY, FILE: scratch / FILE})

    # -- looking -----------------------------------------------------------------------------------

    def _found_in(self, folder: Path) -> list[FoundBackup]:
        with os_errors(f"备份文件夹读不了（{folder}）", "支部文件没有动"):
            found = survey(folder, self.readings, self._clock.now(), self.office)
        failed = self._failed_trial()
        return [one.failing("试恢复没有成功") if one.path.name == failed else one for one in found]

    def _failed_trial(self) -> str:
        """Which backup did not restore at the last trial, by its name."""
        try:
            told = json.loads(self.notes.note(TRIAL)) if self.notes is not None else {}
            return str(told["name"]) if told["trouble"] else ""
        except (ValueError, KeyError, TypeError):
            return ""

    def _light_in(self, folder: Path) -> Light:
        try:
            found = self._found_in(folder)
            newest = next((one for one in found if one.counts), None)
            if newest is not None and self.readings.known(newest.path) is None and _is_short(newest.path):
                self.readings.read(newest.path)
                found = self._found_in(folder)
        except UserError as error:
            return Light("bad", error.what)
        return light_of(found, self._clock.now(), backup_file.key_name(self._raw))

    def _reads_well(self, backup: Backup) -> bool:
        if not self.readings.read(backup.path).digest:
            return False
        return not backup.base or self.base_of(backup) is not None

    def _note(self, key: str, value: str) -> None:
        if self.notes is not None:
            # A fact for the light: what cannot be kept is found out the next time.
            with suppress(UserError):
                self.notes.set_note(key, value)

    def _file(self) -> BinaryIO:
        """The branch file opened for reading its bytes.

        It stays open: where a file is closed, POSIX drops all locks this process holds on it, those of the
        engine too.
        """
        if self._live is None:
            self._live = self.path.open("rb")
        return self._live

    @contextmanager
    def _scratch(self) -> Iterator[Path]:
        # Not Python's own: where a file of it is held open its clean-up recurs without end.
        made = Path(tempfile.mkdtemp(prefix=SCRATCH, dir=self.folder))
        try:
            yield made
        finally:
            shutil.rmtree(made, ignore_errors=True)


def backups_in(folder: Path) -> list[Backup]:
    """Whatever says of itself that it is a backup in ``folder``, newest first, by its label alone."""
    found = survey(folder, BackupReadings(), datetime.max - timedelta(days=2), "")
    return [one.backup for one in found if one.backup is not None]


def sweep(folder: Path) -> None:
    """Remove scratch folders and halves of copies from ``folder``."""
    for path in folder.iterdir():
        if path.is_dir() and not path.is_symlink() and (path.name.startswith(SCRATCH) or _is_ours(path)):
            shutil.rmtree(path, ignore_errors=True)
        elif path.name.endswith(ENDING + _HALF):
            path.unlink(missing_ok=True)


def _is_ours(path: Path) -> bool:
    """Whether a folder is what a killed backup of an earlier program left behind."""
    if not path.name.startswith("tmp"):
        return False
    names = {one.name for one in path.iterdir()}
    ours = {FILE, KEY, "backup" + ENDING, "proof", *(FILE + ending for ending in engine.JOURNALS)}
    return bool(names) and names <= ours


def _is_short(path: Path) -> bool:
    try:
        return path.stat().st_size <= _READ_AT_ONCE
    except OSError:
        return False
