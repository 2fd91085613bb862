"""The branch file: passwords, recovery, upgrade, newer and damaged files."""

import shutil
from contextlib import closing
from pathlib import Path

import pytest

from desktop_app.base.errors import UserError
from desktop_app.storage import branch_file, keys
from desktop_app.storage.branch_file import Setting
from desktop_app.storage.sqlite import engine
from tests.storage.toy import Person, toy_setting, write_step

PASSWORD = "桂花里支部2026"


def make(tmp_path: Path, password: str | None = None) -> tuple[Path, Setting, str]:
    """A toy branch file with one person in it, closed again."""
    path, setting = tmp_path / "branch.zbf", toy_setting(tmp_path)
    ledger, recovery = branch_file.create(path, setting, office="A01", password=password)
    ledger.save(Person(name="孔瑾"))
    branch_file.close(ledger)
    return path, setting, recovery


def names(path: Path, setting: Setting, password: str | None = None) -> list[str]:
    """The people in a branch file."""
    ledger = branch_file.open_file(path, setting, password)
    found = [p.name for p in ledger.find(Person.live())]
    branch_file.close(ledger)
    return found


def test_a_file_with_a_password_opens_with_it_and_nothing_else(tmp_path: Path) -> None:
    path, setting, recovery = make(tmp_path, PASSWORD)
    assert names(path, setting, PASSWORD) == ["孔瑾"]
    with pytest.raises(UserError, match="密码不对"):
        branch_file.open_file(path, setting, "桂花里支部2025")
    with pytest.raises(UserError, match="需要密码"):
        branch_file.open_file(path, setting)
    assert len(recovery.replace(" ", "")) == 30


def test_the_recovery_sheet_opens_the_file_and_a_slip_is_told_from_a_wrong_sheet(tmp_path: Path) -> None:
    path, setting, recovery = make(tmp_path, PASSWORD)
    raw = keys.unlock_by_recovery(path, recovery).raw
    ledger = branch_file.open_with_key(path, setting, raw)
    assert [p.name for p in ledger.find(Person.live())] == ["孔瑾"]
    branch_file.close(ledger)
    slip = ("1" if recovery[0] != "1" else "2") + recovery[1:]
    with pytest.raises(UserError, match="输错"):
        keys.unlock_by_recovery(path, slip)
    with pytest.raises(UserError, match="不是这个支部文件的"):
        keys.unlock_by_recovery(path, keys.new_recovery_number())


@pytest.mark.parametrize("weak", ["", "1234567", "aaaaaaaaaa", "12345678"])
def test_a_weak_password_is_refused(tmp_path: Path, weak: str) -> None:
    with pytest.raises(UserError, match="密码"):
        make(tmp_path, weak)


def test_nothing_of_a_record_can_be_read_from_the_bytes(tmp_path: Path) -> None:
    make(tmp_path, PASSWORD)
    everything = b"".join(p.read_bytes() for p in tmp_path.glob("branch.zbf*"))
    assert "孔瑾".encode() not in everything
    assert b"person" not in everything


def test_an_upgrade_step_is_taken_and_the_file_keeps_its_records(tmp_path: Path) -> None:
    path, setting, _ = make(tmp_path)
    steps = setting.catalogue.steps
    write_step(steps, "0002_index", ['CREATE INDEX "person_plus" ON "person" ("born_on")'])
    seen: list[Path] = []
    again = Setting(
        setting.catalogue, setting.clock, setting.pinyin, before_upgrade=lambda p, _: seen.append(p)
    )
    with pytest.raises(RuntimeError, match="do not lead to the models"):
        branch_file.open_file(path, again)
    write_step(steps, "0002_index", ['CREATE TABLE "kept" ("x" TEXT)', 'DROP TABLE "kept"'])
    assert names(path, again) == ["孔瑾"]
    assert seen == [path, path]
    assert names(path, again) == ["孔瑾"]
    assert len(seen) == 2


def test_a_file_from_a_newer_program_is_refused_and_left_alone(tmp_path: Path) -> None:
    path, setting, _ = make(tmp_path)
    write_step(setting.catalogue.steps, "0002_next", ["SELECT 1"])
    assert names(path, setting) == ["孔瑾"]
    (setting.catalogue.steps / "0002_next.py").unlink()
    before = path.read_bytes()
    with pytest.raises(UserError, match="更新版本"):
        branch_file.open_file(path, setting)
    assert path.read_bytes() == before


def test_a_missing_damaged_or_foreign_file_is_refused_in_words(tmp_path: Path) -> None:
    path, setting, _ = make(tmp_path)
    with pytest.raises(UserError, match="找不到支部文件"):
        branch_file.open_file(tmp_path / "none.zbf", setting)
    path.write_bytes(b"not a branch file" * 1000)
    with pytest.raises(UserError, match="打不开"):
        branch_file.open_file(path, setting)
    keys.key_path(path).unlink()
    with pytest.raises(UserError, match="找不到钥匙文件"):
        branch_file.open_file(path, setting)


def test_an_existing_file_is_never_overwritten_by_a_new_one(tmp_path: Path) -> None:
    path, setting, _ = make(tmp_path)
    with pytest.raises(UserError, match="已经有一个支部文件"):
        branch_file.create(path, setting, office="A01", password=None)
    assert names(path, setting) == ["孔瑾"]


def test_leftovers_of_a_creation_cut_short_do_no_harm(tmp_path: Path) -> None:
    (tmp_path / "branch.zbf.new").write_bytes(b"half")
    (tmp_path / "branch.zbf.new-wal").write_bytes(b"half")
    path, setting, _ = make(tmp_path)
    assert names(path, setting) == ["孔瑾"]


def test_tables_of_a_new_file_are_those_of_the_models(tmp_path: Path) -> None:
    path, setting, _ = make(tmp_path)
    ledger = branch_file.open_file(path, setting)
    assert branch_file.schema_differences(ledger.database, setting.catalogue) == ""
    ledger.database.execute_sql('DROP TABLE "job_note"')
    assert "job_note" in branch_file.schema_differences(ledger.database, setting.catalogue)
    branch_file.close(ledger)


def test_the_journal_of_a_killed_run_is_played_back_and_goes(tmp_path: Path) -> None:
    """Before the journal was swept only where it was empty: one that is not stayed beside the file."""
    path, setting, _ = make(tmp_path / "work")
    raw = keys.unlock(path, None).raw
    with closing(engine.connect(path, raw)) as database:
        for words in ("journal_mode = DELETE", "cache_size = 1", "cache_spill = 1"):
            database.execute_sql(f"PRAGMA {words}").fetchall()
        database.execute_sql("BEGIN IMMEDIATE")
        for number in range(400):
            values = (f"note{number}", "字" * 900)
            database.execute_sql("INSERT INTO note (key, value) VALUES (?, ?)", values)
        shutil.copytree(path.parent, tmp_path / "killed")
        database.execute_sql("ROLLBACK")
    killed = tmp_path / "killed" / path.name
    journal = killed.with_name(f"{killed.name}-journal")
    assert journal.stat().st_size > 1000
    ledger = branch_file.open_file(killed, setting)
    assert [one.name for one in ledger.find(Person.live())] == ["孔瑾"]
    assert ledger.note("note1") == ""
    branch_file.close(ledger)
    assert not journal.exists()


@pytest.mark.parametrize("left", [b"", bytes(512), b"no journal of anything" * 40])
def test_a_journal_that_says_nothing_goes_too(tmp_path: Path, left: bytes) -> None:
    path, setting, _ = make(tmp_path)
    journal = path.with_name(f"{path.name}-journal")
    journal.write_bytes(left)
    assert names(path, setting, None) == ["孔瑾"]
    assert not journal.exists()
