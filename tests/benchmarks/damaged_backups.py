"""Damages the newest backup in every way there is, and looks whether it is told, with the way out.

Usage: python -m tests.benchmarks.damaged_backups [--most N] [--seed S]. Of a folder with three backups the
newest is damaged, sometimes the second as well, sometimes all of them. Each time the light has to be red and
name a good one where there is one, restoring has to be refused in a sentence that names it, and nothing may
be changed. Prints one JSON object with what was wrong.
"""

import argparse
import json
import random
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from desktop_app.base.clock import SetClock
from desktop_app.base.errors import Defect, UserError
from desktop_app.storage import branch_file, keys
from desktop_app.storage.backup import BackupStore
from desktop_app.storage.backup_file import DamagedBackup
from desktop_app.storage.restoring import lay_ready, with_way_out
from tests.storage.backup_kills import raw_of
from tests.storage.toy import Person, toy_setting

Damage = Callable[[bytearray, random.Random], bytes | bytearray]


def flip(data: bytearray, chance: random.Random) -> bytearray:
    """One bit."""
    data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    return data


def flip_at_an_end(data: bytearray, chance: random.Random) -> bytearray:
    """One bit of the label, the list of members or the digest."""
    at = chance.choice((chance.randrange(100), len(data) - 1 - chance.randrange(700)))
    data[at] ^= 1 << chance.randrange(8)
    return data


def zeros(data: bytearray, chance: random.Random) -> bytearray:
    """A run of zeros, as from a bad sector."""
    at = chance.randrange(len(data) - 1)
    length = min(chance.choice((16, 512, 4096, 20000)), len(data) - at)
    data[at : at + length] = bytes(length)
    return data


def cut(data: bytearray, chance: random.Random) -> bytearray:
    """The end is missing."""
    return data[: chance.randrange(len(data))]


def cut_a_little(data: bytearray, chance: random.Random) -> bytearray:
    """A few bytes of the end are missing."""
    return data[: -chance.randrange(1, 200)]


def longer(data: bytearray, chance: random.Random) -> bytearray:
    """Something stands behind it."""
    return data + chance.randbytes(chance.randrange(1, 5000))


def lost(data: bytearray, chance: random.Random) -> bytearray:
    """Bytes are missing in the middle."""
    at = chance.randrange(len(data))
    return data[:at] + data[at + chance.randrange(1, 5000) :]


def swapped(data: bytearray, chance: random.Random) -> bytearray:
    """Two blocks changed places."""
    one, other = sorted(chance.sample(range(len(data) // 512), 2))
    first, second = (slice(at * 512, at * 512 + 512) for at in (one, other))
    data[first], data[second] = data[second], data[first]
    return data


def unfinished(data: bytearray, chance: random.Random) -> bytearray:
    """As long as it was, but zeros from somewhere on: a copy that was not written through."""
    at = chance.randrange(len(data) - 1)
    data[at:] = bytes(len(data) - at)
    return data


def other(data: bytearray, chance: random.Random) -> bytes:
    """Something else under its name."""
    return chance.choice((b"", b"\xff\xd8\xff\xe0" + chance.randbytes(9000), chance.randbytes(len(data))))


DAMAGES: tuple[Damage, ...] = (
    flip,
    flip_at_an_end,
    zeros,
    cut,
    cut_a_little,
    longer,
    lost,
    swapped,
    unfinished,
    other,
)


class Shelf:
    """A closed branch file with three backups, to be damaged in copies."""

    def __init__(self, folder: Path) -> None:
        self.made, self.trial = folder / "made", folder / "trial"
        self.setting = toy_setting(folder)
        path = folder / "own" / "branch.zbf"
        ledger, _ = branch_file.create(path, self.setting, office="A01", password=None)
        self.raw = raw_of(path)
        self.clock = self.setting.clock
        assert isinstance(self.clock, SetClock)
        store = BackupStore(path, self.raw, self.made, self.clock)
        for number in range(3):
            ledger.save(Person(name=f"人员{number}"))
            self.clock.forward(days=1)
            store.make("退出时")
        branch_file.close(ledger)
        self.path = path
        self.target = {one.name: one.read_bytes() for one in path.parent.iterdir()}

    def damaged(self, damage: Damage, how_many: int, chance: random.Random) -> list[str]:
        """Damage the newest ``how_many`` and say what was not as it has to be."""
        shutil.rmtree(self.trial, ignore_errors=True)
        shutil.copytree(self.made, self.trial)
        newest = sorted(self.trial.iterdir(), reverse=True)
        for path in newest[:how_many]:
            data = path.read_bytes()
            while (changed := bytes(damage(bytearray(data), chance))) == data:
                pass
            path.write_bytes(changed)
        store = BackupStore(self.path, self.raw, self.trial, self.clock)
        for backup in store.backups():
            store.readings.read(backup.path)
        good = newest[how_many] if how_many < len(newest) else None
        return [
            *self._light(store, how_many, good),
            *self._restore(store, newest[0], good),
            *([] if self._is_untouched() else ["the branch file was touched"]),
        ]

    def _light(self, store: BackupStore, how_many: int, good: Path | None) -> list[str]:
        light, found = store.light(), store.found()
        wrong = [] if light.state == "bad" else [f"the light is {light.state}: {light.words}"]
        if good is not None and "的是好的" not in light.words:
            wrong.append(f"the light names no good one: {light.words}")
        if good is None and "没有一份" not in light.words:
            wrong.append(f"the light does not say that none is good: {light.words}")
        counting = [one.path for one in found if one.counts]
        if len(found) != 3 or len(counting) != 3 - how_many:
            wrong.append(f"listed: {[one.words() for one in found]}")
        return wrong

    def _restore(self, store: BackupStore, newest: Path, good: Path | None) -> list[str]:
        try:
            lay_ready(
                newest, self.path, lambda copy: keys.unlock(copy, None), self.setting.catalogue
            ).discard()
        except DamagedBackup as error:
            told = with_way_out(error, newest, store.found())
            named = str(good) in told.todo if good is not None else "没有找到别的好备份" in told.todo
            return [] if named else [f"no way out: {told.sentence()}"]
        except Defect as error:
            return [f"called a defect: {error.detail}"]
        except UserError as error:
            return [f"not called damage: {error.sentence()}"]
        except Exception as error:  # noqa: BLE001  whatever comes out raw is what is looked for
            return [f"raw: {error!r}"]
        return ["a damaged backup was laid ready"]

    def _is_untouched(self) -> bool:
        return {one.name: one.read_bytes() for one in self.path.parent.iterdir()} == self.target


def main(most: int, seed: int) -> dict[str, Any]:
    """Damage ``most`` times and say what came of it."""
    chance = random.Random(seed)
    problems: list[str] = []
    kinds: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        shelf = Shelf(Path(folder))
        for number in range(most):
            damage = DAMAGES[number % len(DAMAGES)]
            how_many = chance.choices((1, 2, 3), (6, 3, 1))[0]
            kinds[damage.__name__] += 1
            wrong = shelf.damaged(damage, how_many, chance)
            problems += [f"{number} {damage.__name__} of {how_many}: {what}" for what in wrong]
    return {"damaged": most, "seed": seed, "kinds": kinds, "problems": problems}


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--most", type=int, default=500)
    asked.add_argument("--seed", type=int, default=1)
    told = asked.parse_args()
    print(json.dumps(main(told.most, told.seed), ensure_ascii=False, indent=1))
