"""Backups: proved, thinned out, restored without an open file, never at the cost of an older one."""

import errno
import os
import re
from pathlib import Path

import pytest

from desktop_app.base.clock import SetClock
from desktop_app.base.errors import UserError
from desktop_app.storage import backup_file, branch_file, keys
from desktop_app.storage.backup import SCRATCH, BackupStore, restore
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

    moved, failed = os.replace, list[Path]()

    def pulled(source: Path, final: Path) -> None:
        if str(final) == str(path) and len(failed) < 1:
            failed.append(source)
            raise OSError(errno.EIO, "Input/output error")
        moved(source, final)

    with monkeypatch.context() as patch:
        patch.setattr("os.replace", pulled)
        with pytest.raises(UserError, match=r"拔出.*原来的文件都在"):
            restore(backup.path, path, PASSWORD)
    assert sorted(one.name for one in path.parent.iterdir()) == ["branch.zbf", "branch.zbf.key"]
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
        assert keeper.make("手动备份") == first
    assert keeper.second_trouble is not None
    told = keeper.second_trouble.sentence()
    assert re.search(r"第二份.*stick.*满了.*第一份是完整的", told)
    main, second = keeper.lights()
    assert (main.state, second.state) == ("good", "bad")
    assert "满了" in second.words
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


def test_a_file_that_is_gone_is_backed_up_as_no_empty_one(tmp_path: Path) -> None:
    path, _, ledger, keeper = make(tmp_path)
    branch_file.close(ledger)
    path.unlink()
    with pytest.raises(UserError, match="支部文件不在了"):
        keeper.make("手动备份")
    assert not path.exists()


def test_a_damaged_file_makes_no_backup_and_costs_none(tmp_path: Path) -> None:
    path, _, ledger, keeper = make(tmp_path)
    good = keeper.make("退出时")
    branch_file.close(ledger)
    data = bytearray(path.read_bytes())
    data[len(data) // 2 :] = bytes(len(data) - len(data) // 2)
    path.write_bytes(data)
    with pytest.raises(UserError, match="损坏"):
        keeper.make("手动备份")
    assert [one.path for one in keeper.backups()] == [good.path]
    assert [one.name for one in keeper.folder.iterdir()] == [good.path.name]


def test_a_copy_that_is_not_what_was_written_is_taken_back(tmp_path: Path) -> None:
    """Proved from its last place: a disk that writes something else is found out at once."""
    _, _, ledger, keeper = make(tmp_path)
    settle = backup_file.settle

    def badly(source: Path, final: Path) -> None:
        settle(source, final)
        data = bytearray(final.read_bytes())
        data[len(data) // 3] ^= 4
        final.write_bytes(data)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(backup_file, "settle", badly)
        with pytest.raises(UserError, match="备份已损坏"):
            keeper.make("手动备份")
        assert not list(keeper.folder.glob("*.zbak"))
        keeper.second = tmp_path / "stick"
        keeper.second.mkdir()
        first = iter((settle, badly))
        patch.setattr(backup_file, "settle", lambda *where: next(first)(*where))
        made = keeper.make("手动备份")
    assert made.path.exists()
    assert keeper.second_trouble is not None
    assert not list(keeper.second.iterdir())
    branch_file.close(ledger)


def test_a_second_place_says_since_when_it_is_away(tmp_path: Path) -> None:
    _, setting, ledger, keeper = make(tmp_path)
    keeper.notes, keeper.second = ledger, tmp_path / "stick"
    assert "还没有往那里抄过" in keeper.lights()[1].words
    assert keeper.light().state == "bad"
    keeper.second.mkdir()
    keeper.make("退出时")
    assert [light.state for light in keeper.lights()] == ["good", "good"]
    keeper.second.rename(tmp_path / "pulled")
    assert isinstance(setting.clock, SetClock)
    setting.clock.forward(days=2)
    keeper.make("退出时")
    light = keeper.lights()[1]
    assert light.state == "warn"
    assert "没有插上，上次抄到那里是 10月10日 09:00" in light.words
    setting.clock.forward(days=31)
    assert keeper.lights()[1].state == "bad"
    ledger.set_note("backup:second", "2099-01-01T00:00:00")
    assert "日期不对" in keeper.lights()[1].words
    branch_file.close(ledger)


def test_what_a_killed_backup_left_is_swept(tmp_path: Path) -> None:
    _, _, ledger, keeper = make(tmp_path)
    backup = keeper.make("退出时")
    keeper.second = tmp_path / "stick"
    keeper.second.mkdir()
    for name in (SCRATCH + "x", "tmpabc"):
        left = keeper.folder / name
        left.mkdir()
        (left / "branch.zbf.key").write_bytes(b"key")
    other = keeper.folder / "tmpmine"
    other.mkdir()
    (other / "photo.jpg").write_bytes(b"")
    (keeper.second / "支部台账-A01.zbak.part").write_bytes(b"half")
    keeper.sweep()
    assert sorted(one.name for one in keeper.folder.iterdir()) == [other.name, backup.path.name]
    assert not list(keeper.second.iterdir())
    branch_file.close(ledger)


def test_a_backup_under_an_older_key_says_what_opens_it(tmp_path: Path) -> None:
    path, setting, ledger, keeper = make(tmp_path)
    backup = keeper.make("换密码前")
    branch_file.close(ledger)
    later = BackupStore(path, bytes(32), keeper.folder, setting.clock)
    later._office = "A01"
    with pytest.raises(UserError, match="换密码以前做的"):
        later.prove(backup)
    assert later.light().state == "warn"
    assert "换密码以前" in later.light().words


def test_a_backup_tells_the_records_of_registers_and_not_what_the_program_keeps(tmp_path: Path) -> None:
    _, _, ledger, backup_store = make(tmp_path)
    ledger.save(Person(name="龙英兰"))
    backup = backup_store.make("退出时")
    branch_file.close(ledger)
    assert {"person", "history", "card", "note"} <= set(backup.counts)
    assert backup.total == 2
    assert "　2 条记录" in backup.words()
