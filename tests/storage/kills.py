"""Kills a process in the middle of saves, imports and upgrades and looks at what the branch file then holds.

Usage: python -m tests.storage.kills TRIALS SEED. Prints one JSON object: trials, killed, and what was wrong.
Forks, so it runs as a process of its own, without Qt and without threads.
"""

import json
import os
import random
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from desktop_app.storage import branch_file, keys
from desktop_app.storage.branch_file import Setting
from desktop_app.storage.sqlite import engine
from tests.storage.toy import JobNote, Person, toy_setting, write_step

IMPORT_ROWS = 60


def saving(path: Path, setting: Setting, tell: Callable[[str], None]) -> None:
    """Save one person after the other and tell each acknowledged one."""
    ledger = branch_file.open_file(path, setting)
    tell("ready")
    for number in range(1_000_000):
        person = Person(name=f"人员{number}")
        ledger.save(person)
        tell(person.uid)


def importing(path: Path, setting: Setting, tell: Callable[[str], None]) -> None:
    """Import batch after batch and tell each acknowledged one by its first uid."""
    ledger = branch_file.open_file(path, setting)
    tell("ready")
    for batch in range(1_000_000):
        people = [Person(name=f"第{batch}批{number}") for number in range(IMPORT_ROWS)]
        with ledger.action(f"导入第{batch}批", kind="import") as action:
            action.save(*people, JobNote(job=people[0].uid, words="导入"))
        tell(people[0].uid)


def upgrading(path: Path, setting: Setting, tell: Callable[[str], None]) -> None:
    """Open a file that has to be upgraded, and tell when it is open."""
    tell("ready")
    ledger = branch_file.open_file(path, setting)
    tell("upgraded")
    branch_file.close(ledger)
    time.sleep(1)


DEEDS = (saving, importing, upgrading)
# The longest a victim is left to work, in seconds: a few saves, a batch or two, a whole upgrade.
LIFE = {saving: 0.06, importing: 0.25, upgrading: 0.2}


def one_kill(folder: Path, deed: Callable[..., None], chance: random.Random) -> tuple[bool, list[str]]:
    """Let a child do ``action_title``, kill it, look; whether it was killed at work, and what is wrong."""
    setting = toy_setting(folder)
    path = folder / "branch.zbf"
    ledger, _ = branch_file.create(path, setting, office="A01", password=None)
    ledger.save(*(Person(name=f"原有{number}") for number in range(40)))
    branch_file.close(ledger)
    if deed is upgrading:
        write_step(
            setting.catalogue.steps, "0002_more", [f"CREATE TABLE extra{n} (x TEXT)" for n in range(30)]
        )
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        deed(path, setting, lambda word: os.write(writer, f"{word}\n".encode()))
        os._exit(0)
    os.close(writer)
    words = b""
    while b"ready" not in words:
        words += os.read(reader, 65536)
    time.sleep(chance.random() * LIFE[deed])
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    while piece := os.read(reader, 65536):
        words += piece
    os.close(reader)
    # The last line counts only when it was written whole.
    told = words.decode().split("\n")[:-1][1:]
    return os.WIFSIGNALED(status), wrong(path, setting, deed, told)


def wrong(path: Path, setting: Setting, deed: Callable[..., None], told: list[str]) -> list[str]:
    """What a kill did to the branch file: acknowledged records that are not there, half batches."""
    ledger = branch_file.open_file(path, setting)
    found = []
    with closing(ledger.database):
        engine.check_whole(ledger.database)
        people = {p.uid: p.name for p in ledger.find(Person.live())}
        if sum(name.startswith("原有") for name in people.values()) != 40:
            found.append("older records are missing")
        if deed is not upgrading:
            found += [f"acknowledged {uid} is missing" for uid in told if uid not in people]
        batches: dict[str, int] = {}
        for name in people.values():
            if name.startswith("第"):
                batch = name[1 : name.index("批")]
                batches[batch] = batches.get(batch, 0) + 1
        found += [f"batch {b} has {n} rows" for b, n in batches.items() if n != IMPORT_ROWS]
        written = {entry[0] for entry in ledger.database.execute_sql("SELECT DISTINCT uid FROM history")}
        found += [f"{uid} has no history" for uid in people if uid not in written]
        if any(not ledger.search(name) for name in list(people.values())[-2:]):
            found.append("the newest records are not in the search index")
        ledger.save(Person(name="此后照常"))
    keys.unlock(path, None)
    return found


def main(trials: int, seed: int) -> None:
    """Kill ``trials`` times, the deeds in turn, and print what came of it."""
    chance = random.Random(seed)
    killed, problems = 0, []
    for trial in range(trials):
        with tempfile.TemporaryDirectory() as folder:
            at_work, found = one_kill(Path(folder), DEEDS[trial % len(DEEDS)], chance)
        killed += at_work
        problems += [f"trial {trial} {DEEDS[trial % len(DEEDS)].__name__}: {what}" for what in found]
    print(json.dumps({"trials": trials, "killed": killed, "problems": problems}, ensure_ascii=False))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
