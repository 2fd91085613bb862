"""Kills a process at every step of a backup and of a restore, and looks at what is there at the next start.

Usage: python -m tests.storage.backup_kills [--most N] [--seed S]. A step is a call by which something reaches
the disk: a file or folder made, renamed, removed, written through. Prints one JSON object: how many steps
there are, how many kills were tried, and what was wrong. Forks, so it runs without Qt and without threads.
"""

import argparse
import json
import os
import random
import shutil
import signal
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from desktop_app.storage import branch_file, keys
from desktop_app.storage.backup import BackupStore, restore
from desktop_app.storage.backup_difference import FOLDER
from desktop_app.storage.branch_file import Setting
from desktop_app.storage.restoring import sweep_ready
from desktop_app.storage.sqlite import engine
from desktop_app.storage.swap import finish_swap
from tests.storage.toy import Person, toy_setting

STEPS = ("replace", "rename", "fsync", "mkdir", "unlink", "rmdir", "open", "truncate", "ftruncate")
BEFORE, AFTER = {"孔瑾", "龙英兰"}, {"孔瑾"}


class Place:
    """A branch file with two people, a backup with the first of them, and a second place."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.path = folder, folder / "own" / "branch.zbf"
        self.setting: Setting = toy_setting(folder)
        self.second = folder / "stick"

    def lay_out(self) -> None:
        """Make it all."""
        self.second.mkdir()
        ledger, _ = branch_file.create(self.path, self.setting, office="A01", password=None)
        ledger.save(Person(name="孔瑾"))
        self.store().make("手动备份")
        ledger.save(Person(name="龙英兰"))
        branch_file.close(ledger)

    def store(self) -> BackupStore:
        """The store as a program begun anew has it."""
        raw = raw_of(self.path)
        return BackupStore(self.path, raw, self.folder / "backup", self.setting.clock, self.second)

    def people(self) -> set[str]:
        """Who stands in the branch file."""
        ledger = branch_file.open_file(self.path, self.setting)
        engine.check_whole(ledger.database)
        found = {one.name for one in ledger.find(Person.live())}
        ledger.save(Person(name="此后照常"))
        branch_file.close(ledger)
        return found


def raw_of(path: Path) -> bytes:
    """The key of an open file."""
    unlocked: Any = keys.unlock(path, None)
    return bytes(getattr(unlocked, "raw", unlocked))


def backing_up(place: Place) -> None:
    """Make a backup, in the second place too."""
    place.store().make("退出时")


def restoring(place: Place) -> None:
    """Put the backup back over the branch file."""
    restore(place.store().backups()[-1].path, place.path, None)


DEEDS: tuple[Callable[[Place], None], ...] = (backing_up, restoring)


def run_until(place: Place, deed: Callable[[Place], None], last: int) -> int | None:
    """Do ``deed`` in a child that dies at step ``last``; how many steps it took when it lived, else None."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        count = [0]
        for name in STEPS:
            setattr(os, name, dying(getattr(os, name), count, last))
        deed(place)
        os.write(writer, str(count[0]).encode())
        os._exit(0)
    os.close(writer)
    _, status = os.waitpid(child, 0)
    told = os.read(reader, 64)
    os.close(reader)
    return None if os.WIFSIGNALED(status) else int(told or b"-1")


def dying(call: Callable[..., Any], count: list[int], last: int) -> Callable[..., Any]:
    """``call``, which dies before it does anything the ``last`` time."""

    def calling(*args: Any, **words: Any) -> Any:
        if count[0] == last:
            os.kill(os.getpid(), signal.SIGKILL)
        count[0] += 1
        return call(*args, **words)

    return calling


def wrong(place: Place, deed: Callable[[Place], None]) -> list[str]:
    """What is wrong at the next start after a kill."""
    found = []
    finish_swap(place.path.parent)
    sweep_ready(place.path.parent)
    place.store().sweep()
    names = place.people()
    if names != BEFORE and (deed is backing_up or names != AFTER):
        found.append(f"people: {sorted(names)}")
    if names == AFTER and not list(place.path.parent.glob("*恢复前*.zbf")):
        found.append("what was replaced is gone")
    left = [
        one.name
        for folder in (place.path.parent, place.folder / "backup", place.second)
        for one in folder.iterdir()
        if not one.name.startswith(("branch.zbf", "branch-恢复前-", "支部台账-")) and one.name != FOLDER
    ]
    left += [one.name for one in place.second.iterdir() if one.name.endswith(".part")]
    left += [
        one.name for one in place.path.parent.iterdir() if "replaced" in one.name or one.suffix == ".new"
    ]
    found += [f"left behind: {name}" for name in left]
    store = place.store()
    for backup in store.backups():
        verdict = store.readings.read(backup.path)
        if verdict.trouble is not None:
            found.append(f"backup {backup.path.name}: {verdict.trouble}")
    if store.light().state == "bad" and "第二处" not in store.light().words:
        found.append(f"light: {store.light().words}")
    return found


def main(most: int, seed: int) -> dict[str, Any]:
    """Kill at every step, or at ``most`` of them, and say what came of it."""
    chance = random.Random(seed)
    problems: list[str] = []
    steps: dict[str, int] = {}
    killed = tried = 0
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "made"
        made.mkdir()
        Place(made).lay_out()
        for deed in DEEDS:
            steps[deed.__name__] = run_until(_copy(made), deed, 1 << 30) or 0
        every = [(deed, at) for deed in DEEDS for at in range(steps[deed.__name__])]
        for deed, at in every if most >= len(every) else chance.sample(every, most):
            place = _copy(made)
            tried += 1
            killed += run_until(place, deed, at) is None
            problems += [f"{deed.__name__} killed at step {at}: {what}" for what in wrong(place, deed)]
    return {"steps": steps, "tried": tried, "killed": killed, "problems": problems}


def _copy(made: Path) -> Place:
    there = made.with_name("trial")
    shutil.rmtree(there, ignore_errors=True)
    shutil.copytree(made, there)
    return Place(there)


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--most", type=int, default=1 << 30)
    asked.add_argument("--seed", type=int, default=1)
    told = asked.parse_args()
    print(json.dumps(main(told.most, told.seed), ensure_ascii=False, indent=1))
