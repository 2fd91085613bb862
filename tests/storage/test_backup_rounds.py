"""What is looked at while nobody works: every backup to its end, and one restored a month."""

from pathlib import Path
from typing import Any

import pytest

from desktop_app.base.clock import SetClock
from desktop_app.base.rounds import Parts
from desktop_app.storage import branch_file
from desktop_app.storage.backup import BackupStore
from desktop_app.storage.backup_readings import BackupState
from desktop_app.storage.backup_rounds import backup_rounds, last_trial, reading_all, trying
from desktop_app.storage.ledger import Ledger
from tests.storage.test_backup import make

Kept = tuple[BackupStore, Ledger, SetClock]


@pytest.fixture
def kept(tmp_path: Path) -> Any:
    """A store with two backups as a program begun anew finds them, and the open file."""
    _, setting, ledger, store = make(tmp_path)
    clock = setting.clock
    assert isinstance(clock, SetClock)
    store.make("退出时")
    clock.forward(days=1)
    store.make("退出时")
    anew = BackupStore(store.path, store._raw, store.folder, clock, tmp_path / "stick")
    anew.notes = ledger
    yield anew, ledger, clock
    branch_file.close(ledger)


def gone(parts: Parts) -> list[str]:
    """A round gone to its end, and what it found."""
    while True:
        try:
            next(parts)
        except StopIteration as end:
            return [error.what for error in end.value]


def flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def test_a_round_reads_all_and_tells_what_is_damaged(kept: Kept) -> None:
    store, _, _ = kept
    assert {one.state for one in store.found()} == {BackupState.UNREAD}
    flip(store.backups()[-1].path)
    assert store.second is not None
    store.second.mkdir()
    there = store.second / store.backups()[0].path.name
    there.write_bytes(store.backups()[0].path.read_bytes()[:-1] + b"x")
    assert gone(reading_all(store)) == [
        f"备份已损坏：{store.found()[1].path.name}",
        f"备份已损坏：{there.name}",
    ]
    assert [one.state for one in store.found()] == [BackupState.WHOLE, BackupState.DAMAGED]
    assert [light.state for light in store.lights()] == ["good", "bad"]


def test_once_a_month_the_newest_is_restored_and_the_result_kept(kept: Kept) -> None:
    store, ledger, clock = kept
    assert last_trial(ledger) is None
    assert gone(trying(store, ledger, clock)) == []
    trial = last_trial(ledger)
    assert trial is not None
    assert trial.name == store.backups()[0].path.name
    assert trial.words().startswith("10月11日 自动试恢复成功")
    assert not list(store.folder.glob("正在*"))
    clock.forward(days=20)
    gone(trying(store, ledger, clock))
    assert last_trial(ledger) == trial
    clock.forward(days=10)
    gone(trying(store, ledger, clock))
    assert last_trial(ledger) != trial


def test_a_trial_that_fails_turns_the_light_for_good(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    store, ledger, clock = kept
    flip(store.backups()[0].path)
    # As if the bytes were what was written, and what was written no file that opens.
    monkeypatch.setattr("desktop_app.storage.backup_file._FORM", 3)
    (found,) = gone(trying(store, ledger, clock))
    trial = last_trial(ledger)
    assert trial is not None
    assert found in trial.words()
    again = BackupStore(store.path, store._raw, store.folder, clock)
    again.notes = ledger
    assert again.light().state == "bad"
    assert "10月10日 09:00" in again.light().words or "还没有核对" in again.light().words
    again.make("手动备份")
    assert again.light().state == "good"


def test_without_a_backup_nothing_is_claimed(tmp_path: Path) -> None:
    _, setting, ledger, store = make(tmp_path)
    assert gone(trying(store, ledger, setting.clock)) == []
    assert last_trial(ledger) is None
    ledger.set_note("backup:trial", "[]")
    assert last_trial(ledger) is None
    assert {one.key for one in backup_rounds(store, ledger, setting.clock)} == {"backups", "backup_trial"}
    branch_file.close(ledger)


def test_a_trial_broken_off_leaves_nothing(kept: Kept) -> None:
    store, ledger, clock = kept
    parts = trying(store, ledger, clock)
    for _ in range(4):
        next(parts)
    assert list(store.folder.glob("正在*"))
    parts.close()
    assert not list(store.folder.glob("正在*"))
    assert last_trial(ledger) is None
