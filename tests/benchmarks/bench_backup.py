"""What a backup of a large branch file costs: the first, one after a single change, and putting it back.

`dev.py bench backup` holds a backup after one change of a 200 MB file against the first. For other sizes:
python -m tests.benchmarks.bench_backup [--size MB] [--folder FOLDER]. Prints one JSON object: seconds and
bytes of the first backup and of the next, their ratios (bar 0.2), and backup and restore as a ratio of
copying the file with fsync.
"""

import argparse
import json
import os
import shutil
import tempfile
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from desktop_app.base.clock import SetClock
from desktop_app.storage import branch_file, keys
from desktop_app.storage.backup import BackupStore, restore
from tests.benchmarks.harness import Result
from tests.storage.toy import Person, toy_setting

NAME = "backup"
PEER = "the first backup of 200 MB"
BAR = 0.2
MEGABYTES = 200
PIECE = 256 << 10


def run() -> Result:
    """The next backup after one change beside the first; of the bytes the same is asked."""
    with tempfile.TemporaryDirectory() as folder:
        told = measure(Path(folder), MEGABYTES)
    bytes_too = told["ratio of bytes (bar 0.2)"]
    shares = {name: told[name] for name in told if name.endswith("/ cp")}
    return Result(
        told["next, s"],
        told["first, s"],
        "s",
        "; ".join(f"{name} {share}" for name, share in shares.items()),
        f"{bytes_too} of the bytes" if bytes_too > BAR else "",
    )


def measure(folder: Path, megabytes: int) -> dict[str, Any]:
    """Make a file of this size below ``folder`` and measure."""
    path, setting = folder / "own" / "branch.zbf", toy_setting(folder)
    ledger, _ = branch_file.create(path, setting, office="A01", password=None)
    branch_file.hurry(ledger)
    ledger.save(*(Person(name=f"人员{number}") for number in range(1000)))
    for number in range(megabytes * (1 << 20) // PIECE):
        ledger.keep_file(os.urandom(PIECE), f"{number}.jpg")
    clock = setting.clock
    assert isinstance(clock, SetClock)
    store = BackupStore(path, keys.unlock(path, None).raw, folder / "backup", clock)
    copied = _seconds(lambda: _copy_through(path, folder / "copy"))
    first, whole = _made(store, clock)
    ledger.save(Person(name="孔瑾"))
    second, difference = _made(store, clock)
    branch_file.close(ledger)
    store.close()
    target = folder / "new" / "branch.zbf"
    from_whole = _seconds(lambda: restore(whole, target, None))
    shutil.rmtree(target.parent)
    from_difference = _seconds(lambda: restore(difference, target, None))
    return {
        "made": f"{datetime.now():%Y-%m-%d}",
        "megabytes": path.stat().st_size >> 20,
        "cp with fsync, s": copied,
        "first, s": first,
        "next, s": second,
        "ratio of time (bar 0.2)": round(second / first, 3),
        "ratio of bytes (bar 0.2)": round(difference.stat().st_size / whole.stat().st_size, 5),
        "backup / cp": round(first / copied, 1),
        "restore / cp": round(from_whole / copied, 1),
        "restore of a difference / cp": round(from_difference / copied, 1),
    }


def _made(store: BackupStore, clock: SetClock) -> tuple[float, Path]:
    clock.forward(minutes=30)
    begun = time.monotonic()
    made = store.make("定时")
    return round(time.monotonic() - begun, 2), made.path


def _copy_through(source: Path, target: Path) -> None:
    shutil.copyfile(source, target)
    with target.open("rb+") as file:
        os.fsync(file.fileno())


def _seconds(act: Callable[[], object]) -> float:
    begun = time.monotonic()
    act()
    return round(time.monotonic() - begun, 2)


def main() -> None:
    """Measure and print."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--size", type=int, default=MEGABYTES, help="megabytes")
    asked.add_argument("--folder", type=Path, default=None)
    told = asked.parse_args()
    with tempfile.TemporaryDirectory(dir=told.folder) as folder:
        print(json.dumps(measure(Path(folder), told.size), ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
