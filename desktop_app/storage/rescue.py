"""Going on with a file that was saved elsewhere: it takes the branch file's place, which is kept aside."""

import os
import shutil
from datetime import datetime
from pathlib import Path

from desktop_app.base.errors import UserError
from desktop_app.base.os_errors import os_errors
from desktop_app.base.settling import settle_folder
from desktop_app.storage import keys
from desktop_app.storage.file_guard import RESCUED
from desktop_app.storage.sqlite import engine

# What a file is called that another one took the place of, and one whose copy took a place.
_REPLACED, _USED = "-换下-", "-已取用-"


def take_rescued(rescued: Path, target: Path, now: datetime) -> None:
    """Put the file saved at ``rescued`` where the branch file ``target`` is looked for.

    What lies there now, with its key and journals, is kept beside it under a name with the time. UserError,
    and all as it was, when the disk does not take it.
    """
    folder = target.parent
    with os_errors(f"没有换成（{folder}）", f"另存的文件没有动，在 {rescued}"):
        folder.mkdir(parents=True, exist_ok=True)
        if not rescued.exists():
            raise UserError(f"另存的文件不在了：{rescued}", "没有改动", "请看看它在哪里，或者从备份恢复")
        here = rescued if rescued.parent == folder else _bring(rescued, folder)
        _put_aside(target, target.with_name(f"{target.stem}{_REPLACED}{now:%Y%m%d-%H%M%S}{target.suffix}"))
        # Until the last rename both lie under the name that is offered at the start.
        _copy(keys.key_path(here), keys.key_path(target))
        here.replace(target)
        settle_folder(folder)
        keys.key_path(here).unlink(missing_ok=True)
    if here != rescued:
        _put_by(rescued)


def _put_aside(target: Path, aside: Path) -> None:
    """Rename the old file with all that belongs to it; back again when one of them is held open."""
    moved: list[tuple[Path, Path]] = []
    try:
        for ending in ("", ".key", *engine.JOURNALS):
            part = target.with_name(target.name + ending)
            if part.exists():
                moved.append((part.replace(aside.with_name(aside.name + ending)), part))
    except OSError:
        for now, before in reversed(moved):
            now.replace(before)
        raise


def _bring(rescued: Path, folder: Path) -> Path:
    """Copy a file with its key into the folder, its key first: a crash leaves what is offered again."""
    here = folder / rescued.name
    _copy(keys.key_path(rescued), keys.key_path(here))
    _copy(rescued, here)
    return here


def _copy(source: Path, final: Path) -> None:
    half = final.with_name(final.name + ".part")
    try:
        shutil.copyfile(source, half)
        with half.open("rb+") as file:
            os.fsync(file.fileno())
        half.replace(final)
    finally:
        half.unlink(missing_ok=True)


def _put_by(rescued: Path) -> None:
    """Offer a file no more whose copy is in its place; a stick may be write-protected by now."""
    used = rescued.with_name(rescued.name.replace(RESCUED, _USED, 1))
    try:
        keys.key_path(rescued).replace(keys.key_path(used))
        rescued.replace(used)
    except OSError:
        return
