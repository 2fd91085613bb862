"""Damages key files and kills password changes: what is damaged is told with its way out, never a wrong key.

Usage: python -m tests.benchmarks.damaged_keys [--most N] [--kills N] [--seed S]. Prints one JSON object.
Forks for the kills, so it runs as a process of its own.
"""

import argparse
import json
import os
import random
import shutil
import signal
import sys
import tempfile
from collections import Counter
from pathlib import Path

from desktop_app.base.errors import UserError
from desktop_app.records.roles import Role
from desktop_app.storage import branch_file, keys, rekey
from desktop_app.storage.backup import BackupStore
from desktop_app.storage.branch_file import Setting
from desktop_app.storage.keys import LEAST, KeyFileLost
from desktop_app.storage.rescue_key import backups_below, rescue_key
from tests.storage.toy import Person, toy_setting

PASSWORD, NEW, READER = "桂花里支部2026", "新书记的密码2027", "只读的一句话42"
PEOPLE = 400
# The longest a change of password is left to work, in seconds.
LIFE = 0.4


def damaged(whole: bytes, chance: random.Random) -> tuple[str, bytes]:
    """A key file with something wrong, and what that is."""
    kind = chance.choice(("flip", "flip", "flips", "cut", "zeros", "lost piece", "twice", "noise", "other"))
    at, data = chance.randrange(len(whole)), bytearray(whole)
    if kind == "flip":
        data[at] ^= 1 << chance.randrange(8)
    elif kind == "flips":
        for _ in range(chance.randrange(2, 40)):
            data[chance.randrange(len(data))] = chance.randrange(256)
    elif kind == "cut":
        del data[at:]
    elif kind == "zeros":
        length = min(chance.choice((1, 16, 512, len(data))), len(data) - at)
        data[at : at + length] = bytes(length)
    elif kind == "lost piece":
        del data[at : at + chance.randrange(1, 64)]
    elif kind == "twice":
        data += data[: chance.randrange(1, len(data))]
    elif kind == "noise":
        data = bytearray(chance.randbytes(len(data)))
    else:
        swapped = whole.replace(b'"sealed"', b'"secret"', 1) if chance.random() < 0.5 else whole[::-1]
        data = bytearray(swapped)
    return kind, bytes(data)


def make(folder: Path) -> tuple[Path, Setting, str]:
    """A branch file with two roles and a backup, and its recovery number."""
    path, setting = folder / "own" / "branch.zbf", toy_setting(folder)
    ledger, recovery = branch_file.create(path, setting, office="A01", password=PASSWORD)
    ledger.save(*(Person(name=f"人员{number}") for number in range(PEOPLE)))
    branch_file.close(ledger)
    raw = keys.unlock(path, PASSWORD).raw
    keys.set_door(path, raw, Role.READER, READER, LEAST)
    BackupStore(path, raw, folder / "backup", setting.clock).make("手动备份")
    return path, setting, recovery


def damage(most: int, chance: random.Random) -> tuple[Counter[str], list[str]]:
    """Damage a key file ``most`` times, each way in tried; what came of it, and what was wrong."""
    told: Counter[str] = Counter()
    problems: list[str] = []
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        path, setting, recovery = make(folder)
        key = keys.key_path(path)
        whole, raw = key.read_bytes(), keys.unlock(path, PASSWORD).raw
        for number in range(most):
            kind, data = damaged(whole, chance)
            if data == whole:
                told["unchanged"] += 1
                continue
            for way, opening in (
                ("password", lambda: keys.unlock(path, PASSWORD)),
                ("role", lambda: keys.unlock(path, READER)),
                ("sheet", lambda: keys.unlock_by_recovery(path, recovery)),
            ):
                key.write_bytes(data)
                problems += _tried(f"{number} {kind} {way}", opening, told)
            found = rescue_key(path, backups_below([folder / "backup"]), PASSWORD)
            if found.unlocked.raw != raw or len(opened(path, setting, PASSWORD) or []) != PEOPLE:
                problems.append(f"{number} {kind}: not fetched from the backup")
            for aside in path.parent.glob("*损坏*"):
                aside.unlink()
    return told, problems


def _tried(what: str, opening: object, told: Counter[str]) -> list[str]:
    assert callable(opening)
    try:
        opening()
    except KeyFileLost as error:
        told["told as damaged"] += 1
        return [] if "从备份取回" in error.todo else [f"{what}: no way out"]
    except UserError as error:
        return [f"{what}: {error.sentence()}"]
    except Exception as error:  # noqa: BLE001  this is what is looked for
        return [f"{what}: {error!r}"]
    return [f"{what}: opened"]


def opened(path: Path, setting: Setting, password: str) -> list[str] | None:
    """The people in a branch file; None when the password does not open it."""
    try:
        ledger = branch_file.open_file(path, setting, password)
    except UserError:
        return None
    found = [person.name for person in ledger.find(Person.live())]
    branch_file.close(ledger)
    return found


def kill(most: int, chance: random.Random) -> tuple[Counter[str], list[str]]:
    """Kill ``most`` password changes; afterwards one password opens the whole file, nothing else is left."""
    seen: Counter[str] = Counter()
    problems: list[str] = []
    with tempfile.TemporaryDirectory() as place:
        made, setting, _ = make(Path(place))
        for number in range(most):
            folder = Path(place) / "killed"
            shutil.copytree(made.parent, folder)
            path = folder / made.name
            seen["killed"] += _killed(path, max(chance.random() * LIFE, 0.001))
            opening = [word for word in (PASSWORD, NEW) if len(opened(path, setting, word) or []) == PEOPLE]
            seen["old" if opening == [PASSWORD] else "new"] += 1
            if len(opening) != 1:
                problems.append(f"kill {number}: {len(opening)} passwords open it")
            left = {one.name for one in folder.iterdir()} - {
                "branch.zbf",
                "branch.zbf.key",
                "branch.zbf.tries",
            }
            if left:
                problems.append(f"kill {number}: left {sorted(left)}")
            shutil.rmtree(folder)
    return seen, problems


def _killed(path: Path, after: float) -> bool:
    """Change the password in a child that the system kills; whether it was still at work."""
    child = os.fork()
    if child == 0:
        unlocked = keys.unlock(path, PASSWORD)
        # An alarm nobody takes ends a process as hard as a kill does.
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, after)
        rekey.change_password(path, unlocked, NEW, LEAST)
        os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def run(most: int, kills: int, seed: int) -> dict[str, object]:
    """Both campaigns; what was seen, and what was wrong."""
    chance = random.Random(seed)
    told, problems = damage(most, chance)
    seen, wrong = kill(kills, chance)
    return {"damaged": most, **told, "kills": kills, **seen, "problems": problems + wrong}


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--most", type=int, default=500)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    found = run(options.most, options.kills, options.seed)
    print(json.dumps(found, ensure_ascii=False, indent=1))
    sys.exit(1 if found["problems"] else 0)
