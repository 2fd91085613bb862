"""A file mended in its place and cut short at each of its moves: the old one or the new one, nothing left."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from desktop_app.base.errors import UserError
from desktop_app.storage import branch_file, keys
from desktop_app.storage.branch_file import Setting
from desktop_app.storage.mending import mend
from desktop_app.storage.rebuild import Grammar
from desktop_app.storage.swap import finish_swap
from desktop_app.storage.sweep import sweep
from tests.storage.toy import Person, toy_setting

PASSWORD = "桂花里支部2026"
# The damaged file and its key aside, the intent anew after each, the new ones in.
MOST_MOVES = 12


class Killed(BaseException):
    """The process ends here."""


@pytest.fixture
def closed(tmp_path: Path) -> tuple[Path, Setting]:
    """A closed branch file with one person."""
    path, setting = tmp_path / "own" / "branch.zbf", toy_setting(tmp_path / "toy")
    ledger, _ = branch_file.create(path, setting, office="A01", password=PASSWORD)
    ledger.save(Person(name="孔瑾"))
    branch_file.close(ledger)
    return path, setting


def mended(path: Path, setting: Setting) -> None:
    grammar = Grammar(setting.catalogue, setting.clock, setting.pinyin)
    mend(path, path, lambda one: keys.unlock(one, PASSWORD).raw, grammar)


def failing(at: int, error: BaseException, *, for_ever: bool) -> Any:
    """``Path.replace`` that fails at its ``at``-th call, or from there on."""
    calls, real = 0, Path.replace

    def replace(self: Path, target: Any) -> Path:
        nonlocal calls
        calls += 1
        if calls == at or (for_ever and calls > at):
            raise error
        return real(self, target)

    return replace


def names(path: Path, setting: Setting) -> Iterator[str]:
    ledger = branch_file.open_file(path, setting, PASSWORD)
    yield from (person.name for person in ledger.find(Person.live()))
    branch_file.close(ledger)


@pytest.mark.parametrize("how", ["fails", "fails for ever", "killed"])
def test_the_file_opens_wherever_its_mending_was_cut_short(
    closed: tuple[Path, Setting], how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, setting = closed
    error = Killed() if how == "killed" else OSError(28, "No space left on device")
    for at in range(1, MOST_MOVES, 1 if how == "fails for ever" else 3):
        with monkeypatch.context() as patch, suppress(UserError, Killed):
            patch.setattr(Path, "replace", failing(at, error, for_ever=how != "fails"))
            mended(path, setting)
        finish_swap(path.parent)
        sweep(path.parent)
        assert list(names(path, setting)) == ["孔瑾"], at
        left = {one.name for one in path.parent.iterdir() if "修复前" not in one.name}
        assert left == {"branch.zbf", "branch.zbf.key"}, at
