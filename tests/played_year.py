"""The year without hands, played once in a run of the tests, with its papers, its file and what was told."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from desktop_app.base.clock import SystemClock
from desktop_app.base.pinyin import load_pinyin
from desktop_app.handsfree.year import run_year
from desktop_app.registers import catalogue
from desktop_app.storage import branch_file, keys
from desktop_app.storage.ledger import Ledger
from tests.made_once import made_once

YEAR = 2026


def played() -> tuple[Path, list[str]]:
    """(folder, lines) of the year; the folder is only to be read."""
    folder = made_once("year", _play)
    return folder / "out", (folder / "told.txt").read_text("utf8").splitlines()


def _play(folder: Path) -> None:
    lines: list[str] = []
    run_year(YEAR, out=folder / "out", say=lines.append)
    (folder / "told.txt").write_text("\n".join(lines), "utf8")


@contextmanager
def opened_copy(folder: Path, place: Path) -> Iterator[Ledger]:
    """The branch's own file after the year, copied to ``place``: two processes cannot open one file."""
    shutil.copytree(folder / "data" / "own", place / "own")
    path = place / "own" / "branch.zbf"
    setting = branch_file.Setting(catalogue(), SystemClock(), load_pinyin().keys)
    found = branch_file.open_with_key(path, setting, keys.unlock(path, None).raw)
    yield found
    branch_file.close(found)
