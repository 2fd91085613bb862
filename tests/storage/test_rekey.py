"""A password change: another raw key, file and key as one act; killed anywhere, one password opens."""

import shutil
from contextlib import suppress
from pathlib import Path

import pytest

from desktop_app.base.errors import UserError
from desktop_app.records.roles import Role
from desktop_app.storage import branch_file, keys, rekey
from desktop_app.storage.backup import BackupStore, restore
from desktop_app.storage.branch_file import Setting
from desktop_app.storage.key_file import KeyFile
from desktop_app.storage.keys import LEAST
from desktop_app.storage.swap import INTENT
from tests.storage.disks import no_file_over
from tests.storage.test_keys import FIXTURES, OLD, OLD_PASSWORD
from tests.storage.test_swap import Cut, cut_at
from tests.storage.toy import Person, toy_setting

PASSWORD, NEW = "桂花里支部2026", "新书记的密码2027"


@pytest.fixture
def made(tmp_path: Path) -> tuple[Path, Setting, str]:
    """A toy branch file with one person in it, closed, and its recovery number."""
    path, setting = tmp_path / "own" / "branch.zbf", toy_setting(tmp_path)
    ledger, recovery = branch_file.create(path, setting, office="A01", password=PASSWORD)
    ledger.save(Person(name="孔瑾"))
    branch_file.close(ledger)
    return path, setting, recovery


def names(path: Path, setting: Setting, password: str | None = None) -> list[str]:
    """The people in a branch file."""
    ledger = branch_file.open_file(path, setting, password)
    found = [p.name for p in ledger.find(Person.live())]
    branch_file.close(ledger)
    return found


def change(path: Path, old: str = PASSWORD, new: str = NEW) -> rekey.Changed:
    return rekey.change_password(path, keys.unlock(path, old), new, LEAST)


def test_the_old_password_and_sheet_and_even_the_old_key_file_open_nothing(
    made: tuple[Path, Setting, str], tmp_path: Path
) -> None:
    path, setting, old_sheet = made
    kept = keys.key_path(path).read_bytes()
    old = keys.unlock(path, PASSWORD).raw
    changed = change(path)
    assert changed.unlocked.raw != old
    assert names(path, setting, NEW) == ["孔瑾"]
    assert keys.unlock_by_recovery(path, changed.recovery) == changed.unlocked == keys.unlock(path, NEW)
    with pytest.raises(UserError, match="密码不对"):
        keys.unlock(path, PASSWORD)
    with pytest.raises(UserError, match="不是这个支部文件的"):
        keys.unlock_by_recovery(path, old_sheet)
    keys.key_path(path).write_bytes(kept)
    assert keys.unlock(path, PASSWORD).raw == old
    with pytest.raises(UserError, match="打不开"):
        names(path, setting, PASSWORD)
    assert sorted(p.name for p in path.parent.iterdir()) == ["branch.zbf", "branch.zbf.key"]


def test_backups_of_before_open_by_the_password_of_their_day(
    made: tuple[Path, Setting, str], tmp_path: Path
) -> None:
    path, setting, _ = made
    raw = keys.unlock(path, PASSWORD).raw
    backup = BackupStore(path, raw, tmp_path / "backup", setting.clock).make("手动备份")
    change(path)
    target = tmp_path / "back" / "branch.zbf"
    restore(backup.path, target, PASSWORD)
    assert names(target, setting, PASSWORD) == ["孔瑾"]


def test_the_other_roles_keep_their_passwords_and_the_sheet_of_a_secretary_who_did_not_change(
    made: tuple[Path, Setting, str],
) -> None:
    path, setting, sheet = made
    raw = keys.unlock(path, PASSWORD).raw
    for role in (Role.ORGANIZER, Role.READER):
        keys.set_door(path, raw, role, f"{role}的一句话42", LEAST)
    changed = change(path, "组织委员的一句话42", "组织委员换了一句话43")
    assert changed.recovery == ""
    assert changed.unlocked == keys.unlock(path, "组织委员换了一句话43")
    assert changed.unlocked.role is Role.ORGANIZER
    assert changed.unlocked.raw != raw
    assert keys.unlock_by_recovery(path, sheet).raw == changed.unlocked.raw
    again = change(path)
    assert again.recovery
    assert keys.unlock(path, "只读的一句话42") == keys.Unlocked(again.unlocked.raw, Role.READER)
    assert names(path, setting, "组织委员换了一句话43") == ["孔瑾"]
    last = rekey.replace_key(path, again.unlocked, {}, without=[Role.READER])
    assert keys.roles_of(path) == (Role.SECRETARY, Role.ORGANIZER)
    assert keys.unlock_by_recovery(path, again.recovery).raw == last.unlocked.raw


def test_a_key_of_the_first_form_is_replaced_too(made: tuple[Path, Setting, str], tmp_path: Path) -> None:
    path, setting, _ = made
    first = tmp_path / "first" / "branch.zbf"
    first.parent.mkdir()
    raw, sheet = bytes.fromhex(OLD["scrypt"][0]), OLD["scrypt"][1]
    rekey._copy(path, keys.unlock(path, PASSWORD).raw, first, raw)
    shutil.copyfile(FIXTURES / "scrypt.zbf.key", keys.key_path(first))
    changed = rekey.change_password(first, keys.unlock_by_recovery(first, sheet), NEW, LEAST)
    assert changed.recovery != sheet
    assert names(first, setting, NEW) == ["孔瑾"]
    with pytest.raises(UserError, match="密码不对"):
        keys.unlock(first, OLD_PASSWORD)


def test_a_sheet_of_the_first_form_that_cannot_be_carried_is_made_anew(
    made: tuple[Path, Setting, str], tmp_path: Path
) -> None:
    path, _, _ = made
    first = tmp_path / "first" / "branch.zbf"
    first.parent.mkdir()
    rekey._copy(path, keys.unlock(path, PASSWORD).raw, first, bytes.fromhex(OLD["scrypt"][0]))
    shutil.copyfile(FIXTURES / "scrypt.zbf.key", keys.key_path(first))
    keys.set_door(first, keys.unlock(first, OLD_PASSWORD).raw, Role.MEMBER, "委员的一句话42", LEAST)
    changed = change(first, "委员的一句话42", "委员换了一句话43")
    assert keys.unlock_by_recovery(first, changed.recovery).raw == changed.unlocked.raw


def test_a_weak_or_the_same_password_and_a_file_in_use_change_nothing(
    made: tuple[Path, Setting, str],
) -> None:
    path, setting, _ = made
    before = path.read_bytes(), keys.key_path(path).read_bytes()
    with pytest.raises(UserError, match="密码太短"):
        change(path, PASSWORD, "短")
    with pytest.raises(UserError, match="和现在的一样"):
        change(path, PASSWORD, PASSWORD)
    with no_file_over(10_000), pytest.raises(UserError, match="满了"):
        change(path)
    assert (path.read_bytes(), keys.key_path(path).read_bytes()) == before
    ledger = branch_file.open_file(path, setting, PASSWORD)
    ledger.count(Person.live())
    with pytest.raises(UserError, match="占用"):
        change(path)
    branch_file.close(ledger)
    assert names(path, setting, PASSWORD) == ["孔瑾"]
    assert sorted(p.name for p in path.parent.iterdir()) == ["branch.zbf", "branch.zbf.key"]


def test_killed_at_any_step_exactly_one_of_the_two_passwords_opens(
    made: tuple[Path, Setting, str], tmp_path: Path
) -> None:
    path, setting, _ = made
    seen = set()
    for step in range(1, 200):
        folder = tmp_path / f"cut{step}"
        shutil.copytree(path.parent, folder)
        cut = folder / path.name
        with pytest.MonkeyPatch.context() as patch:
            steps = cut_at(patch, step, after=bool(step % 2), error=Cut())
            with suppress(Cut):
                change(cut)
            if steps() < step:
                break
        opening = [word for word in (PASSWORD, NEW) if opens(cut, setting, word)]
        assert len(opening) == 1, step
        seen.add(opening[0])
        left = {p.name for p in folder.iterdir()} - {"branch.zbf", "branch.zbf.key", f"{INTENT}.new"}
        assert left <= {"branch.zbf.tries"}
    assert step > 15
    assert seen == {PASSWORD, NEW}


def opens(path: Path, setting: Setting, password: str) -> bool:
    try:
        return names(path, setting, password) == ["孔瑾"]
    except UserError:
        return False


def test_an_orphaned_key_is_kept_when_a_file_is_made(made: tuple[Path, Setting, str]) -> None:
    path, setting, _ = made
    orphan = keys.key_path(path).read_bytes()
    path.unlink()
    ledger, _ = branch_file.create(path, setting, office="A01", password=NEW)
    told = [error.sentence() for error in ledger.told]
    branch_file.close(ledger)
    kept = [p for p in path.parent.iterdir() if "无主" in p.name]
    assert [p.read_bytes() for p in kept] == [orphan]
    assert kept[0].name in told[0]
    assert KeyFile.from_bytes(orphan).opened_by(PASSWORD, Role) is not None
