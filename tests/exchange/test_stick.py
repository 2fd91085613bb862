"""A file is on the stick and read back, or the stick is as it was: tried with every way a stick fails."""

import errno
import io
import os
from datetime import date
from pathlib import Path
from typing import BinaryIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.base.errors import Cancelled
from desktop_app.exchange import stick
from desktop_app.exchange.disk import FAT_LONGEST, NO_LIMIT, Disk
from desktop_app.exchange.stick import StickError, StickOutcome, package_name, write_safely

OLD = b"last month, received and good"
NEW = bytes(range(256)) * 10_000
NAME = "ZB-07-0012-20261123.zbb"


class WatchedFile(io.FileIO):
    """A file whose writes fail after `room` bytes."""

    def __init__(self, path: Path, room: int, error: int) -> None:
        super().__init__(path, "x")
        self._room = room
        self._error = error

    def write(self, data: memoryview) -> int:  # type: ignore[override]
        if not self._room:
            raise OSError(self._error, "test")
        taken = super().write(data[: self._room])
        self._room -= taken
        return taken


class FailingDisk(Disk):
    """The real disk, except that the step named `step` fails with `error`, the first `times` times."""

    def __init__(self, step: str = "", error: int = errno.EIO, times: int = 1000, room: int = 0) -> None:
        self.step = step
        self.error = error
        self.times = times
        self.room = room
        self.log: list[str] = []
        self.free = 2**40
        self.gone = False
        self.longest = 2**63 - 1

    def _pass(self, step: str) -> None:
        self.log.append(step)
        if self.gone:
            raise OSError(errno.EIO, "test")
        if step == self.step and self.times:
            self.times -= 1
            raise OSError(self.error, "test")

    def largest_file(self, folder: Path) -> int:
        self._pass("largest")
        return self.longest

    def free_bytes(self, folder: Path) -> int:
        self._pass("free")
        return self.free

    def exists(self, path: Path) -> bool:
        return not self.gone and super().exists(path)

    def files(self, folder: Path) -> list[tuple[Path, float]]:
        self._pass("files")
        return super().files(folder)

    def create(self, path: Path) -> BinaryIO:
        self._pass("create")
        if self.step == "write" and path.suffix == ".part":
            return WatchedFile(path, self.room, self.error)  # type: ignore[return-value]
        return super().create(path)

    def sync(self, file: BinaryIO) -> None:
        self._pass("sync")
        super().sync(file)

    def open_back(self, path: Path) -> BinaryIO:
        self._pass("open_back")
        return super().open_back(path)

    def rename(self, source: Path, target: Path) -> None:
        self._pass("rename")
        super().rename(source, target)

    def sync_name(self, path: Path) -> None:
        self._pass("sync_name")
        super().sync_name(path)

    def remove(self, path: Path) -> None:
        self._pass("remove")
        super().remove(path)

    def pause(self) -> None:
        self.log.append("pause")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A stick with last month's package on it, under the very name of the new one."""
    (tmp_path / NAME).write_bytes(OLD)
    return tmp_path


def outcome_of(folder: Path, disk: Disk) -> StickOutcome:
    with pytest.raises(StickError) as failed:
        write_safely(NEW, folder, NAME, disk=disk)
    return failed.value.outcome


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_new_file_is_written_beside_the_old_one(folder: Path) -> None:
    path = write_safely(NEW, folder, NAME)
    assert path.read_bytes() == NEW
    assert (folder / NAME).read_bytes() == OLD
    assert names(folder) == [path.name, NAME, "说明.txt"]
    assert path.name == "ZB-07-0012-20261123-2.zbb"
    assert write_safely(NEW, folder, NAME).name == "ZB-07-0012-20261123-3.zbb"


def test_the_order_is_write_flush_read_back_rename_flush(folder: Path) -> None:
    disk = FailingDisk()
    write_safely(NEW, folder, NAME, disk=disk)
    steps = [step for step in disk.log if step not in ("free", "largest")]
    assert steps[:5] == ["create", "sync", "open_back", "rename", "sync_name"]


def test_progress_runs_from_the_first_byte_written_to_the_last_read_back(folder: Path) -> None:
    told: list[tuple[int, int]] = []
    write_safely(NEW, folder, NAME, progress=lambda done, total: told.append((done, total)))
    assert told == sorted(told)
    assert told[-1] == (2 * len(NEW), 2 * len(NEW))


def test_an_empty_file_can_be_written(folder: Path) -> None:
    assert write_safely(b"", folder, "empty.zbr").read_bytes() == b""


@pytest.mark.parametrize(
    ("step", "error", "outcome"),
    [
        ("free", errno.ENOENT, StickOutcome.VANISHED),
        ("create", errno.EROFS, StickOutcome.READ_ONLY),
        ("create", errno.EACCES, StickOutcome.READ_ONLY),
        ("create", errno.ENOSPC, StickOutcome.FULL),
        ("write", errno.ENOSPC, StickOutcome.FULL),
        ("write", errno.EIO, StickOutcome.BAD_MEDIUM),
        ("write", errno.EFBIG, StickOutcome.FILE_TOO_BIG),
        ("write", errno.ENODEV, StickOutcome.VANISHED),
        ("sync", errno.ENOSPC, StickOutcome.FULL),
        ("sync", errno.EIO, StickOutcome.BAD_MEDIUM),
        ("open_back", errno.EIO, StickOutcome.BAD_MEDIUM),
        ("rename", errno.EIO, StickOutcome.BAD_MEDIUM),
        ("rename", errno.EROFS, StickOutcome.READ_ONLY),
        ("sync_name", errno.EIO, StickOutcome.BAD_MEDIUM),
    ],
)
@pytest.mark.parametrize("room", [0, 1, 700_000])
def test_a_failure_leaves_the_stick_as_it_was(
    folder: Path, step: str, error: int, outcome: StickOutcome, room: int
) -> None:
    assert outcome_of(folder, FailingDisk(step, error, room=room)) is outcome
    assert names(folder) == [NAME]
    assert (folder / NAME).read_bytes() == OLD


@pytest.mark.parametrize("step", ["create", "write", "sync", "open_back", "rename", "sync_name"])
def test_a_stick_pulled_out_is_told_as_such_and_keeps_the_old_file(folder: Path, step: str) -> None:
    class Pulled(FailingDisk):
        def _pass(self, step: str) -> None:
            self.gone = self.gone or step == self.step
            super()._pass(step)

    disk = Pulled(step)
    if step == "write":
        disk = Pulled("sync", room=1)
    assert outcome_of(folder, disk) is StickOutcome.VANISHED
    assert (folder / NAME).read_bytes() == OLD


def test_a_file_longer_than_fat32_takes_is_refused_before_a_byte_is_written(folder: Path) -> None:
    disk = FailingDisk()
    disk.longest = len(NEW)
    assert write_safely(NEW, folder, NAME, disk=disk).read_bytes() == NEW
    disk.longest = len(NEW) - 1
    disk.log.clear()
    assert outcome_of(folder, disk) is StickOutcome.FILE_TOO_BIG
    assert "create" not in disk.log
    assert "FAT32" in StickOutcome.FILE_TOO_BIG.sentence


@pytest.mark.parametrize(("bits", "longest"), [(32, FAT_LONGEST), (64, NO_LIMIT), (-1, NO_LIMIT)])
def test_fat_is_known_by_the_bits_of_its_lengths(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bits: int, longest: int
) -> None:
    asked: list[object] = []
    monkeypatch.setattr(os, "pathconf", lambda *what: asked.append(what) or bits)
    assert Disk().largest_file(tmp_path) == longest
    assert asked == [(tmp_path, "PC_FILESIZEBITS")]
    assert FAT_LONGEST == 4 * 1024**3 - 1


def test_a_stick_without_room_is_not_written_to_at_all(folder: Path) -> None:
    disk = FailingDisk()
    disk.free = len(NEW)
    assert outcome_of(folder, disk) is StickOutcome.FULL
    assert "create" not in disk.log


@pytest.mark.parametrize(
    "spoil", [lambda data: data[:-1], lambda data: data + b"\0", lambda data: b"\1" + data[1:]]
)
def test_what_reads_back_differently_is_not_kept(folder: Path, spoil) -> None:
    class Lying(FailingDisk):
        def open_back(self, path: Path) -> BinaryIO:
            return io.BytesIO(spoil(path.read_bytes()))

    assert outcome_of(folder, Lying()) is StickOutcome.DIFFERS
    assert names(folder) == [NAME]


def test_a_virus_scanner_that_lets_go_is_waited_for(folder: Path) -> None:
    disk = FailingDisk("rename", errno.EACCES, times=9)
    assert write_safely(NEW, folder, NAME, disk=disk).read_bytes() == NEW
    assert disk.log.count("pause") == 9


def test_a_virus_scanner_that_does_not_leaves_the_checked_part(folder: Path) -> None:
    assert outcome_of(folder, FailingDisk("rename", errno.EACCES)) is StickOutcome.RENAME_BLOCKED
    part = "ZB-07-0012-20261123-2.zbb.part"
    assert names(folder) == [part, NAME]
    assert (folder / part).read_bytes() == NEW
    # The next try does not fall over the part that was left.
    assert write_safely(NEW, folder, NAME).name == "ZB-07-0012-20261123-3.zbb"


@pytest.mark.parametrize("stop_at", [1, len(NEW), 2 * len(NEW)])
def test_stopping_leaves_nothing_behind(folder: Path, stop_at: int) -> None:
    def stop(done: int, total: int) -> None:
        if done >= stop_at:
            raise Cancelled

    with pytest.raises(Cancelled):
        write_safely(NEW, folder, NAME, progress=stop)
    assert names(folder) == [NAME]


def test_a_missing_folder_is_a_stick_that_is_gone(tmp_path: Path) -> None:
    assert outcome_of(tmp_path / "gone", Disk()) is StickOutcome.VANISHED
    for find in (stick.find_packages, stick.find_receipts, stick.read_file):
        with pytest.raises(StickError) as failed:
            find(tmp_path / "gone" / "x")
        assert failed.value.outcome is StickOutcome.VANISHED


def test_a_file_that_cannot_be_read_says_so(tmp_path: Path) -> None:
    for path in (tmp_path / "gone.zbb", tmp_path):
        with pytest.raises(StickError) as failed:
            stick.read_file(path)
        assert failed.value.outcome is StickOutcome.UNREADABLE
    for error, outcome in (
        (errno.EACCES, StickOutcome.UNREADABLE),
        (errno.EIO, StickOutcome.BAD_MEDIUM),
    ):
        with pytest.raises(StickError) as failed:
            stick.find_packages(tmp_path, FailingDisk("files", error))
        assert failed.value.outcome is outcome


def test_a_stick_full_of_the_same_name_says_so(folder: Path) -> None:
    for number in range(2, 100):
        (folder / f"ZB-07-0012-20261123-{number}.zbb").touch()
    assert outcome_of(folder, Disk()) is StickOutcome.NAMES_TAKEN


def test_the_note_is_written_once_and_for_old_notepads(folder: Path) -> None:
    write_safely(NEW, folder, NAME)
    note = folder / stick.NOTE_NAME
    assert note.read_bytes().startswith("\ufeff这个U盘".encode())
    assert b"\r\n" in note.read_bytes()
    note.write_text("自己写的", encoding="utf-8")
    write_safely(NEW, folder, NAME)
    assert note.read_text("utf-8") == "自己写的"


def test_a_note_that_does_not_fit_is_no_failure(folder: Path) -> None:
    class NoNote(FailingDisk):
        def create(self, path: Path) -> BinaryIO:
            if path.name == stick.NOTE_NAME:
                raise OSError(errno.ENOSPC, "test")
            return super().create(path)

    assert write_safely(NEW, folder, NAME, disk=NoNote()).read_bytes() == NEW


@pytest.mark.parametrize(
    "name", ["", "支部.zbb", "a/b.zbb", "a\\b.zbb", "..", ".hidden", "a:b", "x" * 61, "a\0b", "a b"]
)
def test_a_name_unfit_for_a_stick_is_a_defect(folder: Path, name: str) -> None:
    with pytest.raises(ValueError, match="stick"):
        write_safely(NEW, folder, name)


@given(
    st.from_regex(r"[0-9A-Za-z][0-9A-Za-z._-]{0,31}", fullmatch=True),
    st.integers(0, 10**10 - 1),
    st.dates(min_value=date(1921, 7, 1)),
)
def test_every_package_name_fits(code: str, seq: int, day: date) -> None:
    name = package_name(code, seq, day)
    assert name.isascii()
    assert len(name) <= 60
    assert name.count(".") == 1
    assert name.endswith(f"-{day:%Y%m%d}.zbb")
    assert not set(name) & set('\\/:*?"<>| ')


@pytest.mark.parametrize(("code", "seq"), [("支部", 1), ("", 1), ("A/B", 1), ("A", -1), ("A", 10**10)])
def test_no_package_name_for_what_no_card_could_carry(code: str, seq: int) -> None:
    with pytest.raises(ValueError, match="office code"):
        package_name(code, seq, date(2026, 11, 23))


def test_packages_and_receipts_are_found_latest_first(tmp_path: Path) -> None:
    class Dated(Disk):
        def files(self, folder: Path) -> list[tuple[Path, float]]:
            return [(path, float(path.stat().st_size)) for path, _ in super().files(folder)]

    for length, name in enumerate(["a.zbb", "b.ZBB", "c.zbb.part", "._a.zbb", "r.zbr", "说明.txt"]):
        (tmp_path / name).write_bytes(b"x" * length)
    (tmp_path / "folder.zbb").mkdir()
    assert [path.name for path in stick.find_packages(tmp_path, Dated())] == ["b.ZBB", "a.zbb"]
    assert [path.name for path in stick.find_receipts(tmp_path, Dated())] == ["r.zbr"]


def test_a_file_too_long_is_read_no_further_than_needed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "long.zbb"
    path.write_bytes(NEW)
    assert stick.read_file(path) == NEW
    monkeypatch.setattr(stick, "MAX_SMALL_FILE", 1000)
    assert len(stick.read_file(path)) == 1001


@pytest.mark.parametrize("outcome", StickOutcome)
def test_every_outcome_has_a_sentence(outcome: StickOutcome) -> None:
    assert outcome.sentence.endswith("。")
    if outcome is not StickOutcome.WRITTEN:
        assert outcome.todo.startswith("请")
        assert "没有变化" in StickError(outcome).safe


class Broken(OSError):
    """An error as Windows gives it: its own number beside that of the C library."""

    def __init__(self, number: int, windows: int) -> None:
        super().__init__(number, "test")
        self.winerror = windows


WINDOWS = {
    19: StickOutcome.READ_ONLY,
    21: StickOutcome.VANISHED,
    23: StickOutcome.BAD_MEDIUM,
    30: StickOutcome.BAD_MEDIUM,
    112: StickOutcome.FULL,
    223: StickOutcome.FILE_TOO_BIG,
    1167: StickOutcome.VANISHED,
    5: StickOutcome.READ_ONLY,
}


@pytest.mark.parametrize("windows", WINDOWS)
def test_windows_is_heard_before_the_c_library(folder: Path, windows: int) -> None:
    """Most of its errors with a drive become EACCES there, as if a right were missing."""

    class Windows(FailingDisk):
        def sync(self, file: BinaryIO) -> None:
            raise Broken(errno.EACCES, windows)

    assert outcome_of(folder, Windows()) is WINDOWS[windows]
    assert names(folder) == [NAME]


# Every call of an errand, and what each error of it comes out as.
ERRNOS = (
    errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM, errno.EFBIG, errno.ENODEV,
    errno.ENXIO, errno.ENOENT, errno.EIO, errno.EINVAL, errno.ETIMEDOUT, errno.EBUSY,
)  # fmt: skip
CALLS = ("largest", "free", "create", "write", "sync", "open_back", "rename", "sync_name")
_LYING = {
    StickOutcome.FULL: lambda disk: setattr(disk, "free", 0),
    StickOutcome.FILE_TOO_BIG: lambda disk: setattr(disk, "longest", 1),
    StickOutcome.VANISHED: lambda disk: setattr(disk, "gone", True),
}


def test_every_outcome_comes_of_some_failure_and_every_failure_has_an_outcome(tmp_path: Path) -> None:
    """Over every call that can fail, with every error: a sentence, the old file whole, nothing half left."""
    met = {StickOutcome.WRITTEN}
    for number, (call, error) in enumerate((call, error) for call in CALLS for error in ERRNOS):
        folder = tmp_path / str(number)
        folder.mkdir()
        (folder / NAME).write_bytes(OLD)
        outcome = outcome_of(folder, FailingDisk(call, error))
        met.add(outcome)
        assert (folder / NAME).read_bytes() == OLD, (call, error)
        assert len(names(folder)) == 1 + (outcome is StickOutcome.RENAME_BLOCKED), (call, error)
    for wanted, spoil in _LYING.items():
        disk = FailingDisk()
        spoil(disk)
        assert outcome_of(tmp_path, disk) is wanted
        met.add(wanted)
    for errand in (stick.find_packages, stick.find_receipts, lambda path, disk: stick.read_file(path, disk)):
        for error in ERRNOS:
            disk = FailingDisk("files", error)
            disk.open_back = lambda path, error=error: _raise(error)  # type: ignore[method-assign]
            with pytest.raises(StickError) as failed:
                errand(tmp_path, disk)
            met.add(failed.value.outcome)
    # The two that come of what is read and of what is there, tried by themselves above.
    assert set(StickOutcome) - met == {StickOutcome.DIFFERS, StickOutcome.NAMES_TAKEN}


def _raise(error: int) -> BinaryIO:
    raise OSError(error, "test")
