"""Random histories of a branch whose files are copied, put back and restored: how many end in one truth.

python -m tests.benchmarks.histories_of_copies [HISTORIES] [FIRST SEED] [DEEDS]
"""

import shutil
import sys
import tempfile
from collections import Counter
from pathlib import Path

from desktop_app.exchange.identity import OfficeKeys
from tests.exchange.copies import BRANCH, COMMITTEE, World, check


def main(histories: int = 100, first: int = 0, deeds: int = 40) -> int:
    """Play them one after the other; the number that did not end well."""
    keys = OfficeKeys.new(BRANCH, "桂花里第一支部"), OfficeKeys.new(COMMITTEE, "青石街道工委")
    wrong, told = 0, Counter[str]()
    for seed in range(first, first + histories):
        folder = Path(tempfile.mkdtemp())
        world = World(folder, seed, keys)
        try:
            world.play(deeds)
            check(world)
        except Exception as error:  # noqa: BLE001  the next history is played all the same
            wrong += 1
            print(f"seed {seed}: {type(error).__name__} {error}", flush=True)
        finally:
            told.update(words.partition("“")[0][:24] for words in world.told)
            told.update(world.counts)
            world.close()
            shutil.rmtree(folder)
    print(f"{histories} histories of {deeds} deeds, {wrong} did not end in one truth; {dict(told)}")
    return wrong


if __name__ == "__main__":
    sys.exit(bool(main(*map(int, sys.argv[1:]))))
