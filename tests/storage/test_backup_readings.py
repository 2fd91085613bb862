"""What lies in a backup folder: each file by what was read of it, an odd one never at the cost of others."""

import json
import os
import tracemalloc
import zipfile
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from desktop_app.base.clock import SetClock
from desktop_app.storage import backup_file, branch_file
from desktop_app.storage.backup import BackupStore
from desktop_app.storage.backup_light import light_of
from desktop_app.storage.backup_readings import BackupReadings, BackupState, FoundBackup
from tests.storage.test_backup import make
from tests.storage.toy import Person


@pytest.fixture
def kept(tmp_path: Path) -> Any:
    """A store with two good backups, a day apart."""
    _, setting, ledger, store = make(tmp_path)
    assert isinstance(setting.clock, SetClock)
    store.make("退出时")
    setting.clock.forward(days=1)
    ledger.save(Person(name="龙英兰"))
    store.make("退出时")
    branch_file.close(ledger)
    return store


def states(store: BackupStore) -> list[BackupState]:
    return [one.state for one in store.found()]


def newest(store: BackupStore) -> Path:
    return store.found()[0].path


def flip(path: Path, at: int) -> None:
    data = bytearray(path.read_bytes())
    data[at] ^= 1
    path.write_bytes(data)


def anew(store: BackupStore) -> BackupStore:
    """The same folder looked at by a program begun anew."""
    return BackupStore(store.path, store._raw, store.folder, store._clock, store.second)


@pytest.mark.parametrize("part", [0.0, 0.01, 0.5, 0.97, 0.9999])
def test_one_bit_anywhere_in_the_newest_turns_the_light_red_and_names_the_good_one(
    kept: BackupStore, part: float
) -> None:
    path = newest(kept)
    flip(path, int(path.stat().st_size * part))
    store = anew(kept)
    store.readings.read(store.backups()[-1].path)
    light = store.light()
    assert light.state == "bad"
    assert "10月11日 09:00" in light.words
    assert "10月10日 09:00 的是好的" in light.words
    assert [one.state for one in store.found() if one.counts] == [BackupState.WHOLE]


def test_damage_since_it_was_read_is_found_by_the_file_itself(kept: BackupStore) -> None:
    assert kept.light().state == "good"
    flip(newest(kept), 4000)
    assert kept.light().state == "bad"


def test_the_light_is_amber_until_the_newest_was_read(
    kept: BackupStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop_app.storage.backup._READ_AT_ONCE", 0)
    store = anew(kept)
    assert store.light().state == "warn"
    assert "还没有核对" in store.light().words
    store.readings.read(newest(store))
    assert store.light().state == "good"


def test_one_dated_in_the_future_counts_nowhere(kept: BackupStore) -> None:
    clock = kept._clock
    assert isinstance(clock, SetClock)
    now = clock.now()
    clock.set(datetime(2099, 1, 1))
    ahead = kept.make("退出时")
    clock.set(now)
    assert kept.found()[0].path == ahead.path
    assert states(kept) == [BackupState.FUTURE, BackupState.WHOLE, BackupState.WHOLE]
    assert kept.backups()[0].made_at == now
    assert kept.light().state == "good"
    assert "1 份日期在今天之后" in kept.light().words
    clock.forward(days=5)
    assert kept.light().state == "warn"
    kept.make("退出时")
    assert ahead.path.exists()


def test_another_offices_counts_nowhere_and_stays(kept: BackupStore, tmp_path: Path) -> None:
    store = anew(kept)
    store._office = "B02"
    assert states(store) == [BackupState.FOREIGN] * 2
    assert not store.backups()
    assert store.light().state == "bad"
    assert "2 份是别的单位的" in store.light().words
    assert "别的单位（A01）" in store.found()[0].words()


ODD_LABELS = [
    b"",
    b"null",
    b"[]",
    b"[" * 100_000,
    b"{}",
    b'{"made_at": 7, "reason": "", "office": "", "counts": {}}',
    b'{"made_at": "2026-11-23", "reason": "", "office": "", "counts": []}',
    b'{"made_at": "2026-11-23", "reason": "", "office": "", "counts": {"person": "many"}}',
    b'{"made_at": "2026-11-23", "reason": "", "office": "", "counts": {"person": -1}}',
    b'{"made_at": "2026-11-23", "reason": {}, "office": "", "counts": {}}',
    b'{"made_at": "2026-11-23", "reason": "", "office": "", "counts": {"person": 1e999}}',
    b" " * (1 << 20) + b"{}",
]


def odd_files(folder: Path, good: Path) -> int:
    """Fill a folder with what is no backup; how many there are."""
    for number, label in enumerate(ODD_LABELS):
        with zipfile.ZipFile(folder / f"odd-{number}.zbak", "w") as packed:
            packed.writestr("label.json", label)
    with zipfile.ZipFile(folder / "bomb.zbak", "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("label.json", bytes(30 << 20))
    with zipfile.ZipFile(folder / "many.zbak", "w") as packed:
        for number in range(300):
            packed.writestr(f"{number}", b"")
    (folder / "folder.zbak").mkdir()
    (folder / "empty.zbak").touch()
    (folder / "cut.zbak").write_bytes(good.read_bytes()[:-30])
    (folder / "link.zbak").symlink_to(good)
    (folder / "nowhere.zbak").symlink_to(folder / "not there")
    os.mkfifo(folder / "pipe.zbak")
    return len(ODD_LABELS) + 8


def test_odd_files_hide_no_backup_and_are_listed_with_their_reason(kept: BackupStore) -> None:
    count = odd_files(kept.folder, newest(kept))
    tracemalloc.start()
    try:
        found = kept.found()
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert most < 8 << 20
    odd = [one for one in found if not one.counts]
    assert len(odd) == count
    assert all(one.why and one.path.name in one.words() for one in odd)
    assert len(kept.backups()) == 2
    assert kept.light().state == "good"
    assert f"{count} 份已损坏或读不了" in kept.light().words


def test_a_label_with_a_zone_is_one_among_the_others(kept: BackupStore) -> None:
    label = json.loads(zipfile.ZipFile(newest(kept)).read("label.json"))
    with zipfile.ZipFile(kept.folder / "zoned.zbak", "w") as packed:
        packed.writestr("label.json", json.dumps({**label, "form": 1, "made_at": "2026-01-01T00:00+08:00"}))
    assert [one.path.name for one in kept.found()][-1] == "zoned.zbak"


def test_one_of_an_older_form_is_read_by_its_check_sums(kept: BackupStore, tmp_path: Path) -> None:
    good = newest(kept)
    parts = zipfile.ZipFile(good)
    old = {**json.loads(parts.read("label.json")), "form": 1}
    path = kept.folder / "old.zbak"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("label.json", json.dumps(old))
        for name in (backup_file.KEY, backup_file.FILE):
            packed.writestr(name, parts.read(name))
    readings = BackupReadings()
    assert readings.read(path).digest
    flip(path, path.stat().st_size // 2)
    assert readings.read(path).trouble is not None


def test_a_newest_one_that_says_nothing_of_itself_is_known_by_its_name(kept: BackupStore) -> None:
    path = newest(kept)
    path.write_bytes(b"x" * 100)
    light = kept.light()
    assert light.state == "bad"
    assert "10月11日 09:00" in light.words


def test_a_folder_that_cannot_be_read_is_told(kept: BackupStore, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(folder: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("os.scandir", refused)
    assert kept.light().state == "bad"
    assert "备份文件夹读不了" in kept.light().words


def test_no_light_without_words() -> None:
    assert light_of([], datetime(2026, 1, 1)).words == "还没有备份"
    only = FoundBackup(Path("x.zbak"), None, BackupState.ODD, "不是文件")
    assert "没有算" in light_of([only], datetime(2026, 1, 1)).words
