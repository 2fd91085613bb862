"""Random histories of four offices that exchange packages in any order: how many end in one truth.

python -m tests.benchmarks.histories_of_offices [HISTORIES] [FIRST SEED] [DEEDS]
"""

import shutil
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from tests.exchange.many_offices import Offices, check, new_keys


def main(histories: int = 100, first: int = 0, deeds: int = 40) -> int:
    """Play them one after the other; the number that did not end well."""
    keys, began = new_keys(), time.process_time()
    wrong, told, reasons, away = 0, Counter[str](), Counter[str](), Counter[str]()
    for done, seed in enumerate(range(first, first + histories), 1):
        folder = Path(tempfile.mkdtemp())
        world = Offices(folder, seed, keys)
        try:
            world.play(deeds)
            check(world)
        except Exception as error:  # noqa: BLE001  the next history is played all the same
            wrong += 1
            print(f"seed {seed}: {type(error).__name__} {error}", flush=True)
        finally:
            told.update(world.counts)
            reasons.update(world.reasons)
            away.update(world.turned_away)
            world.close()
            shutil.rmtree(folder)
        if done % 10 == 0 or done == histories:
            spent = time.process_time() - began
            print(
                f"{done} histories of {deeds} deeds, {wrong} not in one truth; {spent:.0f} s; {dict(told)}",
                flush=True,
            )
    print(f"refused: {dict(reasons)}; turned away: {dict(away)}")
    return wrong


if __name__ == "__main__":
    sys.exit(bool(main(*map(int, sys.argv[1:]))))
