"""Backups: proved, thinned out, restored without an open file, never at the cost of an older one."""

import errno
import json
import zipfile
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from desktop_app.base.clock import SetClock
from desktop_app.base.errors import UserError
from desktop_app.storage import branch_file, keys
from desktop_app.storage.backup import KEEP_DAYS, KEEP_HOURS, KEEP_MONTHS, BackupStore, backups_in, restore
from desktop_app.storage.branch_file import Setting
from desktop_app.storage.ledger import Ledger
from tests.storage.disks import no_file_over
from tests.storage.toy import Person, toy_setting

PASSWORD = "桂花里支部2026"


def make(tmp_path: Path) -> tuple[Path, Setting, Ledger, BackupStore]:
    """An open toy branch file with one person, and its keeper."""
    path, setting = tmp_path / "data" / "branch.zbf", toy_setting(tmp_path)
    ledger, _ = branch_file.create(path, setting, office="A01", password=PASSWORD)
    ledger.save(Person(name="孔瑾"))
    backup_store = BackupStore(path, keys.unlock(path, PASSWORD).raw, tmp_path / "backup", setting.clock)
    return path, setting, ledger, backup_store


def test_a_backup_of_an_open_file_restores_to_what_was_there(tmp_path: Path) -> None:
    path, setting, ledger, backup_store = make(tmp_path)
    backup = backup_store.make("退出时")
    assert backup.counts["person"] == 1
    ledger.save(Person(name="龙英兰"))
    old_replica = ledger.replica
    branch_file.close(ledger)
    restore(backup.path, path, PASSWORD)
    again = branch_file.open_file(path, setting, PASSWORD)
    assert [p.name for p in again.find(Person.live())] == ["孔瑾"]
    assert again.replica != old_replica
    again.save(Person(name="夏明瑾"))
    branch_file.close(again)
    aside = list(path.parent.glob("branch-恢复前-*.zbf"))
    assert len(aside) == 1
    kept = branch_file.open_file(aside[0], setting, PASSWORD)
    assert {p.name for p in kept.find(Person.live())} == {"孔瑾", "龙英兰"}
    branch_file.close(kept)


def test_restoring_needs_no_branch_file_at_all(tmp_path: Path) -> None:
    path, setting, ledger, backup_store = make(tmp_path)
    backup = backup_store.make("退出时")
    branch_file.close(ledger)
    path.write_bytes(b"ruined")
    keys.key_path(path).unlink()
    path.unlink()
    restore(backup.path, path, PASSWORD)
    again = branch_file.open_file(path, setting, PASSWORD)
    assert [p.name for p in again.find(Person.live())] == ["孔瑾"]
    branch_file.close(again)


def test_a_wrong_password_or_a_damaged_backup_leaves_the_present_file(tmp_path: Path) -> None:
    path, _, ledger, backup_store = make(tmp_path)
    backup = backup_store.make("退出时")
    branch_file.close(ledger)
    before = path.read_bytes()
    with pytest.raises(UserError, match="密码不对"):
        restore(backup.path, path, "不是这个密码吧")
    data = bytearray(backup.path.read_bytes())
    data[len(data) // 2] ^= 1
    backup.path.write_bytes(data)
    with pytest.raises(UserError, match="损坏"):
        restore(backup.path, path, PASSWORD)
    with pytest.raises(UserError, match="损坏"):
        backup_store.prove(backup)
    assert path.read_bytes() == before


def test_the_light_tells_none_fresh_and_stale(tmp_path: Path) -> None:
    _, setting, ledger, backup_store = make(tmp_path)
    assert backup_store.light().state == "bad"
    backup_store.make("退出时")
    assert backup_store.light().state == "good"
    assert isinstance(setting.clock, SetClock)
    setting.clock.forward(days=5)
    assert backup_store.light().state == "warn"
    assert "5 天" in backup_store.light().words
    branch_file.close(ledger)


def test_old_backups_thin_out_to_hours_days_and_months(tmp_path: Path) -> None:
    _, setting, ledger, backup_store = make(tmp_path)
    branch_file.close(ledger)
    backup_store.make("第一次")
    now = setting.clock.now()
    for hours in range(1, 24 * 400, 7):
        moment = now - timedelta(hours=hours)
        _write_labelled(backup_store.folder, moment)
    backup_store.make("又一次")
    kept = [b.made_at for b in backup_store.backups()]
    assert len(kept) <= KEEP_HOURS + KEEP_DAYS + KEEP_MONTHS
    assert len({m.date() for m in kept}) >= KEEP_DAYS
    assert min(kept) < now - timedelta(days=330)
    assert {"第一次", "又一次"} <= {b.reason for b in backups_in(backup_store.folder)}


def _write_labelled(folder: Path, moment: datetime) -> None:
    """A backup file as made at ``moment``, its label changed, its content a stand-in."""
    path = folder / f"支部台账-A01-{moment:%Y%m%d-%H%M%S}.zbak"
    label = {"made_at": moment.isoformat(), "reason": "旧", "office": "A01", "counts": {}}
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("label.json", json.dumps(label))


def test_a_second_place_gets_a_copy_as_long_as_it_is_there(tmp_path: Path) -> None:
    _, _, ledger, backup_store = make(tmp_path)
    backup_store.second = tmp_path / "stick"
    backup_store.make("没有插U盘")
    backup_store.second.mkdir()
    made = backup_store.make("插了U盘")
    assert [p.name for p in backup_store.second.iterdir()] == [made.path.name]
    branch_file.close(ledger)


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    _, _, ledger, backup_store = make(tmp_path)
    backup_store.folder = tmp_path / "a file"
    backup_store.folder.write_text("x")
    with pytest.raises(UserError, match="备份没有写成"):
        backup_store.make("退出时")
    branch_file.close(ledger)


def test_restoring_makes_the_folder_on_a_pc_that_never_had_one(tmp_path: Path) -> None:
    _, setting, ledger, keeper = make(tmp_path)
    backup = keeper.make("退出时")
    branch_file.close(ledger)
    target = tmp_path / "new pc" / "own" / "branch.zbf"
    restore(backup.path, target, PASSWORD)
    again = branch_file.open_file(target, setting, PASSWORD)
    assert [p.name for p in again.find(Person.live())] == ["孔瑾"]
    branch_file.close(again)


def test_a_full_disk_is_told_as_such_and_costs_neither_backup_nor_file(tmp_path: Path) -> None:
    path, setting, ledger, keeper = make(tmp_path)
    backup = keeper.make("退出时")
    with no_file_over(4096), pytest.raises(UserError, match="满了"):
        keeper.make("手动备份")
    assert [one.path for one in keeper.backups()] == [backup.path]
    branch_file.close(ledger)
    with no_file_over(4096), pytest.raises(UserError, match=r"没有恢复.*磁盘满了"):
        restore(backup.path, path, PASSWORD)
    with no_file_over(4096), pytest.raises(UserError, match=r"没有试成.*磁盘满了"):
        keeper.prove(backup)
    assert sorted(one.name for one in path.parent.iterdir()) == ["branch.zbf", "branch.zbf.key"]
    again = branch_file.open_file(path, setting, PASSWORD)
    assert [p.name for p in again.find(Person.live())] == ["孔瑾"]
    branch_file.close(again)
    restore(backup.path, path, PASSWORD)


def test_the_present_file_comes_back_when_nothing_takes_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, setting, ledger, keeper = make(tmp_path)
    backup = keeper.make("退出时")
    ledger.save(Person(name="龙英兰"))
    branch_file.close(ledger)

    def pulled(source: Path, final: Path) -> None:
        raise OSError(errno.EIO, "Input/output error")

    with monkeypatch.context() as patch:
        patch.setattr("desktop_app.storage.backup._settle", pulled)
        with pytest.raises(UserError, match=r"没有恢复.*拔出"):
            restore(backup.path, path, PASSWORD)
    again = branch_file.open_file(path, setting, PASSWORD)
    assert {p.name for p in again.find(Person.live())} == {"孔瑾", "龙英兰"}
    branch_file.close(again)


def test_a_second_place_that_takes_none_is_named_and_holds_no_half_of_one(tmp_path: Path) -> None:
    _, _, ledger, keeper = make(tmp_path)
    keeper.second = tmp_path / "stick"
    keeper.second.mkdir()

    def full(source: object, target: Path) -> None:
        target.write_bytes(b"half")
        raise OSError(errno.ENOSPC, "No space left on device")

    first = keeper.make("手动备份")
    assert (keeper.second / first.path.name).read_bytes() == first.path.read_bytes()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(keeper, "_make", lambda reason: first)
        patch.setattr("desktop_app.storage.backup.shutil.copyfile", full)
        with pytest.raises(UserError, match=r"第二份.*stick.*满了.*第一份是完整的"):
            keeper.make("手动备份")
    assert [one.name for one in keeper.second.iterdir()] == [first.path.name]
    assert keeper.prove(first)["person"] == 1
    branch_file.close(ledger)


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    _, setting, ledger, keeper = make(tmp_path)
    backup = keeper.make("退出时")
    (tmp_path / "taken").write_bytes(b"")
    keeper.folder = tmp_path / "taken" / "backup"
    with pytest.raises(UserError, match=r"备份没有写成.*挡着"):
        keeper.make("手动备份")
    with pytest.raises(UserError, match=r"没有恢复.*挡着"):
        restore(backup.path, tmp_path / "taken" / "own" / "branch.zbf", PASSWORD)
    with pytest.raises(UserError, match="没有建成"):
        branch_file.create(tmp_path / "taken" / "branch.zbf", setting, office="A01", password=None)
    branch_file.close(ledger)


ODD_LABELS = [
    b"",
    b"null",
    b"[]",
    b"[" * 100_000,
    b"{}",
    b'{"made_at": 7, "reason": "", "office": "", "counts": {}}',
    b'{"made_at": "2026-11-23", "reason": "", "office": "", "counts": []}',
    b'{"made_at": "2026-11-23", "reason": "", "office": "", "counts": {"person": "many"}}',
    b" " * (1 << 20) + b"{}",
]


def test_one_odd_file_hides_no_backup(tmp_path: Path) -> None:
    _, _, ledger, keeper = make(tmp_path)
    backup = keeper.make("退出时")
    for number, label in enumerate(ODD_LABELS):
        with zipfile.ZipFile(keeper.folder / f"odd-{number}.zbak", "w") as packed:
            packed.writestr("label.json", label)
    zoned = dict(
        json.loads(zipfile.ZipFile(backup.path).read("label.json")), made_at="2026-01-01T00:00+08:00"
    )
    with zipfile.ZipFile(keeper.folder / "zoned.zbak", "w") as packed:
        packed.writestr("label.json", json.dumps(zoned))
    assert [one.path.name for one in keeper.backups()] == [backup.path.name, "zoned.zbak"]
    assert keeper.light().state == "good"
    branch_file.close(ledger)
