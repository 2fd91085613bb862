"""A copied or put-back branch file is known at its next opening and goes on as another replica."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from desktop_app.base import machine
from desktop_app.base.paths import data_folder, state_folder
from desktop_app.storage import branch_file
from desktop_app.storage.backup import BackupStore, restore
from desktop_app.storage.keys import unlock
from desktop_app.storage.ledger import Ledger
from desktop_app.storage.outgoing import knowledge
from desktop_app.storage.place import Place
from tests.storage.toy import Person, toy_setting


class PC:
    """One computer: its notes, and branch files that are opened, written and closed."""

    def __init__(self, folder: Path, number: str) -> None:
        self.folder, self.number = folder, number
        self.notes = folder / f"state {number}"
        self.setting = replace(toy_setting(folder), place=Place(self.notes))
        self.told: list[str] = []

    @property
    def path(self) -> Path:
        """Its branch file."""
        return self.folder / f"pc {self.number}" / "branch.zbf"

    def found(self) -> str:
        """Make the branch file; its replica."""
        ledger, _ = branch_file.create(self.path, self.setting, office="A01", password=None)
        ledger.save(Person(name="孔瑾"))
        return self._closed(ledger)

    def work(self, times: int = 1, path: Path | None = None) -> str:
        """Open, write so many times and close; the replica that wrote."""
        ledger = branch_file.open_file(path or self.path, self.setting)
        self.told = [one.sentence() for one in ledger.told]
        for number in range(times):
            ledger.save(Person(name=f"人员{number}"))
        return self._closed(ledger)

    def _closed(self, ledger: Ledger) -> str:
        branch_file.close(ledger)
        return ledger.replica


@pytest.fixture
def pc(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> PC:
    monkeypatch.setattr(machine, "machine_number", lambda: "first")
    return PC(tmp_path, "1")


def test_a_file_that_stays_where_it_is_keeps_its_replica_without_a_word(pc: PC) -> None:
    first = pc.found()
    for times in (0, 3, 1, 0):
        assert pc.work(times) == first
        assert pc.told == []


def test_a_moved_folder_and_a_renamed_one_keep_their_replica(pc: PC, tmp_path: Path) -> None:
    first = pc.found()
    pc.path.parent.rename(tmp_path / "moved")
    moved = tmp_path / "moved" / "branch.zbf"
    assert pc.work(2, moved) == first
    assert pc.told == []
    shutil.copytree(moved.parent, tmp_path / "other drive")
    shutil.rmtree(moved.parent)
    assert pc.work(2, tmp_path / "other drive" / "branch.zbf") == first
    assert pc.told == []


def test_a_moved_file_is_the_same_though_another_lies_in_its_old_place(pc: PC, tmp_path: Path) -> None:
    first = pc.found()
    pc.path.parent.rename(tmp_path / "moved")
    assert pc.found() != first
    assert pc.work(1, tmp_path / "moved" / "branch.zbf") == first
    assert pc.told == []


def put_back(pc: PC) -> Path:
    """The folder is put back as it was before the last writes."""
    shutil.copytree(pc.path.parent, pc.folder / "kept")
    pc.work(4)
    shutil.rmtree(pc.path.parent)
    (pc.folder / "kept").rename(pc.path.parent)
    return pc.path


def put_back_by_one(pc: PC) -> Path:
    """As little as can be lost is lost."""
    kept = pc.path.read_bytes()
    pc.work(1)
    pc.path.write_bytes(kept)
    return pc.path


def copied(pc: PC) -> Path:
    """The folder lies twice on this PC."""
    shutil.copytree(pc.path.parent, pc.folder / "copy")
    return pc.folder / "copy" / "branch.zbf"


def other_notes(pc: PC) -> Path:
    """The notes of this PC are gone, as on another one."""
    shutil.rmtree(pc.notes)
    return pc.path


def other_machine(pc: PC) -> Path:
    """The whole home folder is copied, the notes with it."""
    machine.machine_number = lambda: "second"  # type: ignore[assignment]  # put back by the fixture
    return pc.path


def another_in_its_place(pc: PC) -> Path:
    """Where this PC wrote two people there is a file in which another PC, not looking, wrote three."""
    shutil.copytree(pc.path.parent, pc.folder / "copy")
    pc.work(2)
    blind = replace(pc.setting, place=None)
    ledger = branch_file.open_file(pc.folder / "copy" / "branch.zbf", blind)
    for number in range(3):
        ledger.save(Person(name=f"别人{number}"))
    branch_file.close(ledger)
    shutil.rmtree(pc.path.parent)
    (pc.folder / "copy").rename(pc.path.parent)
    return pc.path


WAYS: dict[Callable[[PC], Path], str] = {
    put_back: "少了后来写下的 4 处",
    put_back_by_one: "少了后来写下的 1 处",
    copied: "原来的那份还在",
    other_notes: "另一台电脑",
    other_machine: "另一台电脑",
    another_in_its_place: "不是同一份",
}


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_a_copy_becomes_a_new_replica_once_and_says_so(pc: PC, way: Callable[[PC], Path]) -> None:
    first = pc.found()
    pc.work(2)
    path = way(pc)
    ledger = branch_file.open_file(path, replace(pc.setting, place=None))
    ledger.set_note("ack:C00", "{}")
    stand = knowledge(ledger)[first]
    branch_file.close(ledger)
    second = pc.work(2, path)
    assert second != first
    (told,) = pc.told
    assert WAYS[way] in told
    assert told.count("。") == 3, "what happened, what is safe, what to do"
    ledger = branch_file.open_file(path, pc.setting)
    assert ledger.told == [], "a second opening has nothing to say"
    assert ledger.replica == second
    assert knowledge(ledger) == {first: stand, second: 2}
    assert ledger.note("ack:C00") == "", "others are sent everything once more"
    branch_file.close(ledger)


def test_the_original_of_a_copy_goes_on_as_it_was(pc: PC) -> None:
    first = pc.found()
    copy = copied(pc)
    assert pc.work(1, copy) != first
    assert pc.work(1) == first
    assert pc.told == []


def test_a_crash_between_a_save_and_its_count_makes_no_copy(pc: PC, monkeypatch: pytest.MonkeyPatch) -> None:
    first = pc.found()
    with monkeypatch.context() as crash:
        crash.setattr(Place, "wrote", lambda *count: None)
        assert pc.work(3) == first
    assert pc.work(1) == first
    assert pc.told == []


@pytest.mark.parametrize("ruin", [b"7 ab", b"\0" * 64, b"999999999 cafe 00000000\n"])
def test_a_count_cut_short_by_a_power_cut_makes_no_copy(pc: PC, ruin: bytes) -> None:
    first = pc.found()
    with (pc.notes / f"{first}.txt").open("ab") as file:
        file.write(ruin)
    assert pc.work(1) == first
    assert pc.told == []


def test_a_restored_backup_is_no_copy_on_top(pc: PC) -> None:
    first = pc.found()
    store = BackupStore(pc.path, unlock(pc.path, None).raw, pc.folder / "backup", pc.setting.clock)
    backup = store.make("手动")
    pc.work(2)
    restore(backup.path, pc.path, None)
    second = pc.work(1)
    assert second != first
    assert pc.told == []
    assert pc.work(1) == second


def test_a_file_of_an_older_program_is_taken_up_as_it_is(pc: PC) -> None:
    ledger, _ = branch_file.create(pc.path, toy_setting(pc.folder), office="A01", password=None)
    ledger.save(Person(name="孔瑾"))
    branch_file.close(ledger)
    assert pc.work(1) == ledger.replica
    assert pc.told == []
    assert pc.work(1) == ledger.replica


def test_a_folder_that_takes_no_notes_keeps_nobody_from_work(pc: PC) -> None:
    pc.notes.write_bytes(b"a file in the way")
    first = pc.found()
    assert pc.work(2) == first
    assert pc.told == []


def test_the_notes_lie_beside_the_data_and_not_in_it() -> None:
    homes = {
        "linux": {"HOME": "home"},
        "win32": {"LOCALAPPDATA": "local"},
    }
    for platform, environ in homes.items():
        state = state_folder(environ, platform)
        assert state is not None
        assert not state.is_relative_to(data_folder(environ, platform))
        assert not data_folder(environ, platform).is_relative_to(state)
    assert state_folder({"XDG_STATE_HOME": "elsewhere", "HOME": "home"}, "linux") == Path(
        "elsewhere/支部台账-本机"
    )
    assert state_folder({}, "linux") is None
    assert state_folder({}, "win32") is None


def test_the_systems_number_of_the_machine_stands_nowhere_in_clear(pc: PC) -> None:
    pc.found()
    assert all(b"first" not in path.read_bytes() for path in pc.notes.iterdir())
    assert machine.hashed_machine("a") != machine.hashed_machine("b")
