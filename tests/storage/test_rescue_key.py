"""A damaged key file: the key comes out of the newest backup that has it, or out of what is left of it."""

import random
from pathlib import Path

import pytest

from desktop_app.base.errors import UserError
from desktop_app.records.roles import Role
from desktop_app.storage import branch_file, keys, rekey
from desktop_app.storage.backup import BackupStore
from desktop_app.storage.branch_file import Setting
from desktop_app.storage.keys import LEAST
from desktop_app.storage.rescue_key import backups_below, rescue_key
from tests.benchmarks.damaged_keys import damage
from tests.storage.toy import Person, toy_setting

PASSWORD, NEW = "桂花里支部2026", "新书记的密码2027"
Place = tuple[Path, Setting, str, Path]


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """A closed branch file, how it opens, its recovery number, and the folder with a backup of it."""
    path, setting = tmp_path / "own" / "branch.zbf", toy_setting(tmp_path)
    ledger, recovery = branch_file.create(path, setting, office="A01", password=PASSWORD)
    ledger.save(Person(name="孔瑾"))
    branch_file.close(ledger)
    folder = tmp_path / "backup"
    back_up(path, setting, folder, PASSWORD)
    return path, setting, recovery, folder


def back_up(path: Path, setting: Setting, folder: Path, password: str) -> None:
    BackupStore(path, keys.unlock(path, password).raw, folder, setting.clock).make("手动备份")


def names(path: Path, setting: Setting, password: str) -> list[str]:
    ledger = branch_file.open_file(path, setting, password)
    found = [p.name for p in ledger.find(Person.live())]
    branch_file.close(ledger)
    return found


@pytest.mark.parametrize("damage", [b"", b"{", None])
@pytest.mark.parametrize("by_sheet", [True, False])
def test_the_key_of_the_backup_opens_the_file_again(
    place: Place, damage: bytes | None, by_sheet: bool
) -> None:
    path, setting, recovery, folder = place
    if damage is None:
        keys.key_path(path).unlink()
    else:
        keys.key_path(path).write_bytes(damage)
    found = rescue_key(path, backups_below([folder]), recovery if by_sheet else PASSWORD)
    assert found.unlocked == keys.unlock(path, PASSWORD) == keys.unlock_by_recovery(path, recovery)
    assert names(path, setting, PASSWORD) == ["孔瑾"]
    if damage is None:
        assert found.aside is None
    else:
        assert found.aside is not None
        assert found.aside.read_bytes() == damage


def test_a_backup_of_before_the_password_changed_has_another_key(place: Place) -> None:
    path, _, _, folder = place
    rekey.change_password(path, keys.unlock(path, PASSWORD), NEW, LEAST)
    keys.key_path(path).write_bytes(b"")
    with pytest.raises(UserError, match="以后换过密码"):
        rescue_key(path, backups_below([folder]), PASSWORD)
    with pytest.raises(UserError, match="密码不对"):
        rescue_key(path, backups_below([folder]), NEW)
    assert keys.key_path(path).read_bytes() == b""
    assert names_after_backup(place) == ["孔瑾"]


def names_after_backup(place: Place) -> list[str]:
    """The same with a backup made after the change."""
    path, setting, _, folder = place
    keys.key_path(path).unlink()
    path.unlink()
    ledger, _ = branch_file.create(path, setting, office="A01", password=NEW)
    ledger.save(Person(name="孔瑾"))
    branch_file.close(ledger)
    back_up(path, setting, folder, NEW)
    keys.key_path(path).write_bytes(b"")
    rescue_key(path, backups_below([folder]), NEW)
    return names(path, setting, NEW)


def test_what_can_still_be_read_in_the_damaged_file_opens_it_with_a_new_sheet(place: Place) -> None:
    path, setting, recovery, _ = place
    whole = keys.key_path(path).read_text("utf8")
    sealed = keys.read_key(path).doors["recovery"].sealed.hex()
    keys.key_path(path).write_text(whole.replace(sealed, sealed[::-1]), "utf8")
    with pytest.raises(UserError, match="已损坏"):
        keys.unlock(path, PASSWORD)
    found = rescue_key(path, [], PASSWORD)
    assert found.recovery not in ("", recovery)
    assert names(path, setting, PASSWORD) == ["孔瑾"]
    assert keys.unlock_by_recovery(path, found.recovery) == keys.Unlocked(found.unlocked.raw, Role.SECRETARY)


def test_nobody_becomes_secretary_by_damaging_the_key_file(place: Place) -> None:
    """The sheet of a new key file opens everything: it is made for the secretary's password alone."""
    path, *_ = place
    raw = keys.unlock(path, PASSWORD).raw
    keys.set_door(path, raw, Role.MEMBER, NEW, LEAST)
    held = keys.key_path(path)
    held.write_bytes(held.read_bytes().replace(b'"check"', b'"chek"'))
    damaged = held.read_bytes()
    with pytest.raises(UserError):
        rescue_key(path, [], NEW)
    assert held.read_bytes() == damaged
    assert rescue_key(path, [], PASSWORD).unlocked.role is Role.SECRETARY


def test_without_a_backup_or_with_odd_ones_it_is_told(place: Place, tmp_path: Path) -> None:
    path, _, _, _ = place
    keys.key_path(path).write_bytes(b"")
    odd = tmp_path / "odd"
    odd.mkdir()
    (odd / "a.zbak").write_bytes(b"PK\x03\x04 nothing")
    (odd / "b.zbak").mkdir()
    with pytest.raises(UserError, match="备份里找不到"):
        rescue_key(path, backups_below([odd, tmp_path / "none"]), PASSWORD)


def test_a_few_of_the_campaign() -> None:
    told, problems = damage(10, random.Random(7))
    assert problems == []
    assert told["told as damaged"] > 20
