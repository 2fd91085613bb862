"""A damaged branch file mended where it lies: rebuilt beside it, then put in its place as one act."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from datetime import datetime
from pathlib import Path

from desktop_app.base.errors import UserError
from desktop_app.base.os_errors import os_errors
from desktop_app.storage import keys
from desktop_app.storage.backup import backups_in, read_label
from desktop_app.storage.rebuild import BackupSource, Grammar, Progress, rebuild
from desktop_app.storage.rebuild_report import RebuildReport
from desktop_app.storage.replica import note_of
from desktop_app.storage.sqlite import engine
from desktop_app.storage.sqlite.sealed_pages import SealedPages
from desktop_app.storage.swap import finish_swap, is_pending, swap
from desktop_app.storage.verifying import SET_ASIDE, unpacked

# The note that keeps the report of the last repair.
REPAIRED = "rebuild_report"
_SAFE = "坏了的文件和备份都没有动"
# So many backups are tried from the newest on.
_MOST_TRIED = 40


def mend(
    damaged: Path,
    target: Path,
    unlock: Callable[[Path], bytes],
    grammar: Grammar,
    folders: Sequence[Path] = (),
    progress: Progress | None = None,
) -> RebuildReport:
    """Rebuild ``damaged`` and put what came of it at ``target``, which may be its own place.

    ``unlock`` gives the raw key of the file at a path by the key file beside it; ``folders`` are searched for
    the newest backup of this file that reads. What stood at ``target`` is kept under the name that the report
    tells. UserError leaves everything as it was.
    """
    with os_errors(f"没有修复（{damaged}）", _SAFE):
        if not damaged.is_file():
            raise UserError(f"找不到支部文件（{damaged}）", _SAFE, "请核对写对了没有")
        if target != damaged and target.exists():
            raise UserError(f"这里已经有一个支部文件（{target}）", _SAFE, "请选一个空的文件夹")
        target.parent.mkdir(parents=True, exist_ok=True)
        finish_swap(target.parent)
        backups = _backups(folders)
        raw, key = _key_of(damaged, unlock, backups)
        fresh = target.with_name(target.name + ".rebuilt")
        try:
            with _source(backups, raw, unlock) as source:
                report = rebuild(damaged, raw, fresh, grammar, source, progress)
            keys.key_path(fresh).write_bytes(key)
            report.kept_as = _put_in_place(fresh, damaged, target)
        finally:
            # What waits to be moved is all there is of the new files.
            if not is_pending(target.parent):
                engine.discard(fresh)
                keys.key_path(fresh).unlink(missing_ok=True)
    return report


def _backups(folders: Sequence[Path]) -> list[Path]:
    """The backups to be tried, the newest first."""
    found = [one for folder in folders if folder.is_dir() for one in backups_in(folder)]
    found.sort(key=lambda one: one.made_at, reverse=True)
    return [one.path for one in found[:_MOST_TRIED]]


def _key_of(damaged: Path, unlock: Callable[[Path], bytes], backups: Sequence[Path]) -> tuple[bytes, bytes]:
    """The raw key of the file and the key file it came out of: a backup's where its own is lost."""
    try:
        return unlock(damaged), keys.key_path(damaged).read_bytes()
    except UserError as error:
        if not _is_lost(damaged):
            raise
        for path in backups:
            try:
                with unpacked(path) as copy:
                    raw = unlock(copy)
                    with closing(SealedPages(damaged, raw)) as pages:
                        fits = bool(pages.salt)
                    if fits:
                        return raw, keys.key_path(copy).read_bytes()
            except UserError:
                continue
        raise error


def _is_lost(damaged: Path) -> bool:
    """Whether the key file is gone or damaged, as against a wrong password."""
    try:
        keys.needs_password(damaged)
    except UserError:
        return True
    return False


@contextmanager
def _source(
    backups: Sequence[Path], raw: bytes, unlock: Callable[[Path], bytes]
) -> Iterator[BackupSource | None]:
    """The newest backup that is whole, unpacked for a while."""
    with ExitStack() as held:
        yield next((one for path in backups if (one := _tried(held, path, raw, unlock)) is not None), None)


def _tried(held: ExitStack, path: Path, raw: bytes, unlock: Callable[[Path], bytes]) -> BackupSource | None:
    label = read_label(path)
    with ExitStack() as trying:
        try:
            copy = trying.enter_context(unpacked(path))
        except UserError:
            return None
        key = _opening(copy, raw, unlock)
        if key is None or label is None:
            return None
        held.push(trying.pop_all())
        return BackupSource(copy, key, f"{label.made_at:%Y-%m-%d %H:%M}（{path.name}）")


def _opening(copy: Path, raw: bytes, unlock: Callable[[Path], bytes]) -> bytes | None:
    """The key that opens a backup, where it is whole: the file's own, or that of its day."""
    ways: tuple[Callable[[], bytes], ...] = (lambda: raw, lambda: unlock(copy))
    for way in ways:
        try:
            tried = way()
            with closing(engine.connect(copy, tried)) as database:
                engine.check_whole(database)
                if note_of(database, "office"):
                    return tried
        except UserError:
            continue
    return None


def _put_in_place(fresh: Path, damaged: Path, target: Path) -> str:
    """Put the rebuilt file in its place; gives the name under which the damaged one is kept."""
    moves: list[tuple[Path, Path]] = []
    aside = _free(target.with_name(f"{target.stem}{SET_ASIDE}{datetime.now():%Y%m%d-%H%M%S}{target.suffix}"))
    if target == damaged:
        moves.append((target, aside))
        moves += [
            (target.with_name(target.name + ending), aside.with_name(aside.name + ending))
            for ending in (".key", *engine.JOURNALS)
            if target.with_name(target.name + ending).exists()
        ]
    if keys.key_path(fresh).exists():
        moves.append((keys.key_path(fresh), keys.key_path(target)))
    moves.append((fresh, target))
    swap(target.parent, moves)
    return aside.name if target == damaged else ""


def _free(path: Path) -> Path:
    free, number = path, 2
    while free.exists():
        free, number = path.with_name(f"{path.stem}-{number}{path.suffix}"), number + 1
    return free
