"""Saving a member while the file's identity is looked at beside the same save while nobody looks."""

import tempfile
from contextlib import closing
from pathlib import Path
from statistics import median
from typing import cast

from desktop_app.base.clock import SystemClock
from desktop_app.base.pinyin import load_pinyin
from desktop_app.registers import catalogue
from desktop_app.storage import branch_file
from desktop_app.storage.branch_file import Setting
from desktop_app.storage.sqlite.sealed import SealedDatabase
from tests.benchmarks.bench_save import member, timed
from tests.benchmarks.harness import Result

NAME = "guard"
PEER = "save without the look"
BAR = 1.1
SAVES = 300


def run() -> Result:
    """Both in turns on one file; medians of the wall clock, commits included."""
    with tempfile.TemporaryDirectory() as folder:
        setting = Setting(catalogue(), SystemClock(), load_pinyin().keys)
        ledger, _ = branch_file.create(Path(folder) / "branch.zbf", setting, office="A01", password=None)
        with closing(ledger):
            database, guard = cast(SealedDatabase, ledger.door.file), ledger.guard

            def save(number: int) -> None:
                ledger.save(member(number))

            ours: list[float] = []
            peer: list[float] = []
            for number in range(2 * SAVES):
                watched = number % 2 == 0
                database.watch = guard if watched else None
                (ours if watched else peer).append(timed(save, number))
            database.watch = guard
    return Result(
        median(ours) * 1000, median(peer) * 1000, "ms", "file, tag, journal and key looked at twice"
    )
