"""Differences of large files: small, proved, restored with what they rest on and never without it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from desktop_app.base.clock import SetClock
from desktop_app.base.errors import UserError
from desktop_app.storage import backup_difference, branch_file, keys
from desktop_app.storage.backup import BackupStore, restore
from desktop_app.storage.backup_readings import BackupState
from desktop_app.storage.branch_file import Setting
from desktop_app.storage.ledger import Ledger
from desktop_app.storage.sqlite import engine
from desktop_app.storage.sqlite.page_marks import PAGE, at_rest, pages
from desktop_app.storage.sqlite.page_proof import PageProof
from tests.storage.toy import Person, toy_setting


class Large:
    """An open branch file that counts as large, and its store."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.path = folder, folder / "own" / "branch.zbf"
        self.setting: Setting = toy_setting(folder)
        self.ledger: Ledger
        self.ledger, _ = branch_file.create(self.path, self.setting, office="A01", password=None)
        self.ledger.keep_file(bytes(400_000), "photo.jpg")
        self.raw = keys.unlock(self.path, None).raw
        self.store = BackupStore(self.path, self.raw, folder / "backup", self.clock)

    @property
    def clock(self) -> SetClock:
        assert isinstance(self.setting.clock, SetClock)
        return self.setting.clock

    def work(self, name: str, reason: str = "定时") -> Any:
        """A person is entered, and an hour later a backup made."""
        self.ledger.save(Person(name=name))
        self.clock.forward(hours=1)
        return self.store.make(reason)

    def names_in(self, backup: Path) -> set[str]:
        """Who stands in a backup once it is restored."""
        target = self.folder / "restored" / "branch.zbf"
        restore(backup, target, None)
        ledger = branch_file.open_file(target, self.setting)
        found = {one.name for one in ledger.find(Person.live())}
        branch_file.close(ledger)
        return found


@pytest.fixture
def large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Large]:
    """A small file that counts as large."""
    monkeypatch.setattr(backup_difference, "LARGE", 0)
    made = Large(tmp_path)
    yield made
    branch_file.close(made.ledger)
    made.store.close()


def test_after_one_change_a_backup_is_small_and_restores_whole(large: Large) -> None:
    first = large.work("孔瑾")
    second = large.work("龙英兰")
    third = large.work("夏明瑾")
    assert [one.base != "" for one in (first, second, third)] == [False, True, True]
    assert second.path.stat().st_size * 5 < first.path.stat().st_size
    assert second.path.parent.name == backup_difference.FOLDER
    assert large.names_in(third.path) == {"孔瑾", "龙英兰", "夏明瑾"}
    assert large.names_in(second.path) == {"孔瑾", "龙英兰"}
    assert large.store.prove(third)["person"] == 3
    assert large.store.light().state == "good"
    assert "差异" in large.store.found()[0].words()


@pytest.mark.parametrize("reason", ["导入前", "换电脑或移交", "换密码前"])
def test_whole_ones_come_before_risks_for_another_pc_and_each_month(large: Large, reason: str) -> None:
    large.work("孔瑾")
    assert not large.work("龙英兰", reason).base
    assert large.work("夏明瑾").base
    large.clock.forward(days=31)
    assert not large.work("丁香兰").base


def test_a_second_place_stands_alone(large: Large) -> None:
    large.store.second = large.folder / "stick"
    large.store.second.mkdir()
    large.work("孔瑾")
    difference = large.work("龙英兰", "退出时")
    large.work("夏明瑾", "定时")
    there = [one for one in large.store.second.iterdir() if one.suffix == ".zbak"]
    assert len(there) == 2
    assert large.names_in(max(there)) == {"孔瑾", "龙英兰"}
    assert large.store.second_trouble is None
    assert difference.base
    assert large.store.lights()[1].state == "good"


def test_a_difference_without_its_base_is_told_and_touches_nothing(large: Large) -> None:
    first, second = large.work("孔瑾"), large.work("龙英兰")
    data = bytearray(first.path.read_bytes())
    data[len(data) // 2] ^= 1
    first.path.write_bytes(data)
    target = large.folder / "restored" / "branch.zbf"
    for _ in range(2):
        with pytest.raises(UserError, match="依据的整份不在了或已损坏"):
            restore(second.path, target, None)
        with pytest.raises(UserError, match="依据的整份不在了或已损坏"):
            large.store.prove(second)
        assert not list(target.parent.iterdir())
        large.store.readings.read(first.path) if first.path.exists() else None
        assert large.store.light().state == "bad"
        assert BackupState.DAMAGED in [one.state for one in large.store.found()]
        first.path.unlink(missing_ok=True)


def test_a_base_is_kept_while_a_difference_rests_on_it(large: Large) -> None:
    first, second = large.work("孔瑾"), large.work("龙英兰")
    for day in range(2):
        large.clock.forward(days=1)
        large.work(f"人员{day}", "导入前")
    assert second.path.exists()
    assert first.path.exists()


def test_a_damaged_difference_is_found_and_a_new_one_is_proved(
    large: Large, monkeypatch: pytest.MonkeyPatch
) -> None:
    large.work("孔瑾")
    second = large.work("龙英兰")
    data = bytearray(second.path.read_bytes())
    data[len(data) // 2] ^= 1
    second.path.write_bytes(data)
    assert large.store.light().state == "bad"
    with pytest.raises(UserError, match="已损坏"):
        restore(second.path, large.folder / "restored" / "branch.zbf", None)
    monkeypatch.setattr(PageProof, "holds", lambda proof, number, page: number == 1)
    before = len(large.store.found())
    with pytest.raises(UserError, match="已损坏"):
        large.work("夏明瑾")
    assert len(large.store.found()) == before


def test_the_bytes_at_rest_are_all_of_the_file_while_others_write(large: Large) -> None:
    large.ledger.save(Person(name="孔瑾"))
    with at_rest(large.path, large.raw) as reader:
        assert reader is not None
        before = large.path.read_bytes()
        for number in range(30):
            large.ledger.save(Person(name=f"人员{number}"))
        large.ledger.database.execute_sql("PRAGMA wal_checkpoint(PASSIVE)")
        assert large.path.read_bytes() == before
    copy = large.folder / "copy.zbf"
    copy.write_bytes(before)
    database = engine.connect(copy, large.raw)
    engine.check_whole(database)
    assert database.execute_sql("SELECT name FROM person").fetchall() == [("孔瑾",)]
    database.close()
    with large.path.open("rb") as file:
        proof = PageProof(large.raw, file.read(16))
        numbers = range(large.path.stat().st_size // PAGE)
        assert all(proof.holds(at + 1, page) for at, page in zip(numbers, pages(file, numbers), strict=True))


def test_a_reader_in_the_way_leads_to_a_copy_page_by_page(large: Large) -> None:
    large.ledger.save(Person(name="孔瑾"))
    other = engine.connect(large.path, large.raw)
    with other.atomic():
        assert other.execute_sql("SELECT count(*) FROM person").fetchone() == (1,)
        backup = large.work("龙英兰")
    other.close()
    assert not backup.base
    assert large.names_in(backup.path) == {"孔瑾", "龙英兰"}
