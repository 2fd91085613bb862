"""Folders made once in a run of the tests, whatever number of processes it has, to be copied by its tests."""

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

# Where they lie: told to the processes a run starts by its environment.
_PLACE = "TESTS_MADE_ONCE"


def begin(config: pytest.Config) -> None:
    """Open the place of this run; a process that another started finds it open."""
    if not hasattr(config, "workerinput"):
        os.environ[_PLACE] = place = tempfile.mkdtemp(prefix="made-once-")
        config.add_cleanup(lambda: shutil.rmtree(place, ignore_errors=True))


def made_once(name: str, make: Callable[[Path], object]) -> Path:
    """The folder ``name``, filled by ``make`` for whoever asks first; others wait for it and only read."""
    place = Path(os.environ[_PLACE])
    folder, unfinished = place / name, place / f"{name}-unfinished"
    # A lock every system has, given back even by a process that is killed.
    with closing(sqlite3.connect(place / "lock", timeout=600, isolation_level=None)) as lock:
        lock.execute("BEGIN EXCLUSIVE")
        if not folder.exists():
            shutil.rmtree(unfinished, ignore_errors=True)
            unfinished.mkdir()
            make(unfinished)
            unfinished.rename(folder)
    return folder
