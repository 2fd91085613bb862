"""A backup put back: looked into first, refused for a reason, swapped in as one act."""

import json
import os
import zipfile
from pathlib import Path

import pytest

from desktop_app.base.errors import UserError
from desktop_app.storage import backup_file, branch_file, keys
from desktop_app.storage.backup_file import Backup
from desktop_app.storage.branch_file import Setting
from desktop_app.storage.restoring import SCRATCH, Ready, lay_ready, restore
from desktop_app.storage.sqlite import engine
from desktop_app.storage.swap import finish_swap
from tests.storage.test_backup import PASSWORD, make
from tests.storage.toy import Person, write_step


def ready(backup: Backup | Path, target: Path, setting: Setting) -> Ready:
    path = backup if isinstance(backup, Path) else backup.path
    return lay_ready(path, target, lambda copy: keys.unlock(copy, PASSWORD), setting.catalogue)


def names(path: Path, setting: Setting) -> set[str]:
    ledger = branch_file.open_file(path, setting, PASSWORD)
    found = {one.name for one in ledger.find(Person.live())}
    branch_file.close(ledger)
    return found


@pytest.fixture
def kept(tmp_path: Path) -> tuple[Path, Setting, Backup]:
    """A closed branch file with two people, and a backup with the first of them."""
    path, setting, ledger, store = make(tmp_path)
    backup = store.make("退出时")
    ledger.save(Person(name="龙英兰"))
    branch_file.close(ledger)
    return path, setting, backup


def content(folder: Path) -> dict[str, bytes]:
    return {one.name: one.read_bytes() for one in folder.iterdir()}


def test_what_is_laid_ready_can_be_looked_at_and_left(kept: tuple[Path, Setting, Backup]) -> None:
    path, setting, backup = kept
    before = content(path.parent)
    laid = ready(backup, path, setting)
    assert (laid.office, laid.counts["person"]) == ("A01", 1)
    laid.discard()
    assert content(path.parent) == before


def test_what_is_replaced_is_kept_under_the_name_that_is_given(kept: tuple[Path, Setting, Backup]) -> None:
    path, setting, backup = kept
    aside = ready(backup, path, setting).put_in_place()
    assert aside is not None
    assert names(aside, setting) == {"孔瑾", "龙英兰"}
    assert names(path, setting) == {"孔瑾"}
    assert not list(path.parent.glob(SCRATCH + "*"))


def test_another_offices_is_refused_until_it_is_confirmed(kept: tuple[Path, Setting, Backup]) -> None:
    path, setting, backup = kept
    laid = ready(backup, path, setting)
    before = content_files(path.parent)
    with pytest.raises(UserError, match=r"别的单位的（A01）.*输入那个单位的名称"):
        laid.put_in_place(ours="B02")
    assert content_files(path.parent) == before
    laid.put_in_place(ours="B02", confirmed=True)
    assert names(path, setting) == {"孔瑾"}


def content_files(folder: Path) -> dict[str, bytes]:
    return {one.name: one.read_bytes() for one in folder.iterdir() if one.is_file()}


def test_one_of_a_newer_program_is_refused_before_anything_is_touched(
    kept: tuple[Path, Setting, Backup], tmp_path: Path
) -> None:
    path, setting, _ = kept
    step = setting.catalogue.steps / "0002_more.py"
    write_step(setting.catalogue.steps, "0002_more", ["CREATE TABLE more (x TEXT)"])
    newer = tmp_path / "newer" / "branch.zbf"
    ledger, _ = branch_file.create(newer, setting, office="A01", password=PASSWORD)
    from_newer = backup_of(newer, tmp_path, ledger_close=lambda: branch_file.close(ledger))
    step.unlink()
    before = content(path.parent)
    with pytest.raises(UserError, match="更新版本的程序"):
        ready(from_newer, path, setting)
    assert content(path.parent) == before


def backup_of(path: Path, folder: Path, ledger_close: object) -> Path:
    """A backup of the file at ``path``, put together by hand."""
    assert callable(ledger_close)
    ledger_close()
    packed = folder / "by-hand.zbak"
    label = {"form": 2, "made_at": "2026-10-10T09:00:00", "reason": "x", "office": "A01", "counts": {}}
    parts = {backup_file.KEY: keys.key_path(path), backup_file.FILE: path}
    backup_file.pack(packed, label, parts)
    return packed


def test_an_older_one_is_upgraded_when_it_is_opened(kept: tuple[Path, Setting, Backup]) -> None:
    path, setting, backup = kept
    write_step(setting.catalogue.steps, "0002_more", ["CREATE TABLE more (x TEXT)"])
    ready(backup, path, setting).put_in_place()
    ledger = branch_file.open_file(path, setting, PASSWORD)
    assert "more" in ledger.database.get_tables()
    assert [one.name for one in ledger.find(Person.live())] == ["孔瑾"]
    branch_file.close(ledger)


def test_a_stale_journal_beside_the_file_goes_aside_with_it(kept: tuple[Path, Setting, Backup]) -> None:
    """A journal of another file must never meet the one put in its place."""
    path, setting, backup = kept
    for ending in ("-wal", "-shm"):
        path.with_name(path.name + ending).write_bytes(b"\x37\x7f\x06\x82" + bytes(5000))
    aside = ready(backup, path, setting).put_in_place()
    assert aside is not None
    assert aside.with_name(aside.name + "-wal").exists()
    assert names(path, setting) == {"孔瑾"}


def test_a_journal_and_a_key_without_a_file_are_kept_as_well(kept: tuple[Path, Setting, Backup]) -> None:
    path, setting, backup = kept
    path.unlink()
    path.with_name(path.name + "-wal").write_bytes(b"\x37\x7f\x06\x82" + bytes(5000))
    assert ready(backup, path, setting).put_in_place() is None
    assert names(path, setting) == {"孔瑾"}
    assert len(list(path.parent.glob("*恢复前*"))) == 2


@pytest.mark.parametrize("failing", range(4))
def test_a_restore_cut_short_at_any_rename_is_finished_at_the_next_look(
    kept: tuple[Path, Setting, Backup], failing: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, setting, backup = kept
    laid, moved, count = ready(backup, path, setting), os.replace, [0]

    class Killed(BaseException):
        """As if the process had been killed."""

    def dies(source: object, target: object) -> None:
        if "swap" not in str(source):
            if count[0] == failing:
                raise Killed
            count[0] += 1
        moved(str(source), str(target))

    with monkeypatch.context() as patch:
        patch.setattr("os.replace", dies)
        with pytest.raises(Killed):
            laid.put_in_place()
    finish_swap(path.parent)
    assert names(path, setting) == {"孔瑾"}
    (aside,) = path.parent.glob("*恢复前*.zbf")
    assert names(aside, setting) == {"孔瑾", "龙英兰"}


def test_a_backup_that_is_corrupt_too_overwrites_nothing(kept: tuple[Path, Setting, Backup]) -> None:
    path, setting, backup = kept
    path.write_bytes(b"ruined" * 1000)
    before = content(path.parent)
    data = bytearray(backup.path.read_bytes())
    data[len(data) // 2] ^= 1
    backup.path.write_bytes(data)
    with pytest.raises(UserError, match="备份已损坏"):
        ready(backup, path, setting)
    assert content(path.parent) == before


def test_a_disk_error_is_no_damage(
    kept: tuple[Path, Setting, Backup], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the disk or another program does wrong is told as such, and the backup stays a good one."""
    path, setting, backup = kept

    def pulled(*_: object) -> None:
        raise OSError(5, "Input/output error")
        yield

    with monkeypatch.context() as patch:
        patch.setattr(backup_file, "reading", pulled)
        with pytest.raises(UserError, match="读写出错") as told:
            ready(backup, path, setting)
    assert "损坏：" not in told.value.what
    ready(backup, path, setting).discard()


def test_a_whole_file_is_not_replaced_by_opening_it(kept: tuple[Path, Setting, Backup]) -> None:
    """Recovery does not begin by itself where the file reads well."""
    path, setting, _ = kept
    assert names(path, setting) == {"孔瑾", "龙英兰"}
    assert not list(path.parent.glob("*恢复前*"))


def test_no_room_is_told_before_anything_is_written(
    kept: tuple[Path, Setting, Backup], monkeypatch: pytest.MonkeyPatch
) -> None:
    path, setting, backup = kept
    before = content(path.parent)
    room = os.statvfs_result((4096, 4096, 10, 1, 1, 10, 10, 10, 0, 255))
    monkeypatch.setattr("shutil.os.statvfs", lambda where: room)
    with pytest.raises(UserError, match="磁盘满了，还要大约"):
        ready(backup, path, setting)
    assert content(path.parent) == before


def test_counts_that_do_not_agree_are_told(kept: tuple[Path, Setting, Backup], tmp_path: Path) -> None:
    path, setting, backup = kept
    parts = zipfile.ZipFile(backup.path)
    label = json.loads(parts.read(backup_file.LABEL))
    label["counts"]["person"] = 7
    told = tmp_path / "told.zbak"
    pieces: dict[str, object] = {name: parts.read(name) for name in (backup_file.KEY, backup_file.FILE)}
    backup_file.pack(told, label, pieces)  # type: ignore[arg-type]
    with pytest.raises(UserError, match="记录数对不上"):
        ready(told, path, setting)
    assert restore(backup.path, path, PASSWORD) is not None


def test_what_a_killed_restore_left_is_swept_by_the_next(kept: tuple[Path, Setting, Backup]) -> None:
    path, setting, backup = kept
    ready(backup, path, setting)
    assert len(list(path.parent.glob(SCRATCH + "*"))) == 1
    ready(backup, path, setting).discard()
    assert not list(path.parent.glob(SCRATCH + "*"))
    assert not any(path.with_name(path.name + ending).exists() for ending in engine.JOURNALS)
