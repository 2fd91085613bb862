"""A branch file that is deleted, replaced or moved while it is open: told at once, and everything saved."""

import errno
import os
import re
import shutil
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

import pytest

from desktop_app.base.errors import UserError
from desktop_app.records.links import FileRef
from desktop_app.storage import branch_file, keys
from desktop_app.storage.file_guard import FileLost, rescued_beside
from desktop_app.storage.ledger import Ledger
from desktop_app.storage.restamp import leave_wrong_date
from desktop_app.storage.sqlite import engine
from tests.storage.toy import Job, Person, toy_setting

ROOT = Path(__file__).resolve().parents[2]
PASSWORD = "桂花里支部2026"


@pytest.fixture
def opened(tmp_path: Path) -> Ledger:
    """An open file in a folder of its own, with a refuge elsewhere; one person is in it."""
    setting = replace(toy_setting(tmp_path / "toy"), refuges=(tmp_path / "backup",))
    path = tmp_path / "own" / "branch.zbf"
    ledger, _ = branch_file.create(path, setting, office="A01", password=PASSWORD)
    ledger.save(Person(name="孔瑾"))
    return ledger


def deleted(path: Path) -> None:
    path.unlink()


def replaced_by_another(path: Path) -> None:
    other = path.with_name("other")
    other.write_bytes(b"7" * 40_000)
    other.replace(path)


def written_over(path: Path) -> None:
    with path.open("rb+") as file:
        file.write(os.urandom(4096))


def replaced_by_its_copy(path: Path) -> None:
    shutil.copyfile(path, path.with_name("copy"))
    path.with_name("copy").replace(path)


def moved(path: Path) -> None:
    path.replace(path.parent.parent / "elsewhere.zbf")


def folder_renamed(path: Path) -> None:
    path.parent.replace(path.parent.with_name("own2"))


def folder_deleted(path: Path) -> None:
    shutil.rmtree(path.parent)


def folder_is_a_file(path: Path) -> None:
    shutil.rmtree(path.parent)
    path.parent.write_bytes(b"")


def journal_deleted(path: Path) -> None:
    path.with_name(path.name + "-wal").unlink()


def journal_replaced(path: Path) -> None:
    journal_deleted(path)
    path.with_name(path.name + "-wal").write_bytes(b"")


CASES = {
    deleted: "不在原来的地方",
    replaced_by_another: "换成了另一个文件",
    written_over: "换成了另一个文件",
    replaced_by_its_copy: "换成了另一个文件",
    moved: "不在原来的地方",
    folder_renamed: "不在原来的地方",
    folder_deleted: "不在原来的地方",
    folder_is_a_file: "不在原来的地方",
    journal_deleted: "branch.zbf-wal 被删除",
    journal_replaced: "branch.zbf-wal 被删除",
}


def names(path: Path, tmp_path: Path) -> list[str]:
    """The people in a file saved elsewhere, opened as tomorrow: with the password, from its own key file."""
    ledger = branch_file.open_file(path, toy_setting(tmp_path / "toy"), PASSWORD)
    engine.check_whole(ledger.database)
    found = sorted(person.name for person in ledger.find(Person.live()))
    branch_file.close(ledger)
    return found


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.__name__)
def test_what_was_acknowledged_is_in_the_file_that_is_told_and_nothing_more_is_taken(
    opened: Ledger, tmp_path: Path, case: Callable[[Path], None]
) -> None:
    heard: list[FileLost] = []
    assert opened.guard is not None
    opened.guard.heard.append(heard.append)
    path = opened.guard.path
    if case is written_over:
        # The page under the bytes is read from the memory of the open connection.
        opened.find(Person.live())
    case(path)
    person = Person(name="孔瑜")
    with pytest.raises(FileLost, match=CASES[case]) as raised:
        opened.save(person)
    assert person.dot is None or person.is_new
    told = raised.value
    assert str(told.rescued) in told.sentence()
    assert heard == [told]
    with pytest.raises(FileLost) as again:
        opened.set_note("draft", "还没保存")
    assert again.value is told
    assert not opened.database.in_transaction()
    branch_file.close(opened)
    assert rescued_beside(path, (tmp_path / "backup",)) == [told.rescued]
    assert names(told.rescued, tmp_path) == ["孔瑾"]
    assert not list(tmp_path.rglob("*.part*"))
    assert path.exists() == (case not in (deleted, moved, folder_renamed, folder_deleted, folder_is_a_file))


@pytest.mark.parametrize("case", [deleted, replaced_by_its_copy, folder_deleted, journal_deleted])
def test_what_was_written_as_the_file_went_is_acknowledged_and_in_the_told_file(
    opened: Ledger, tmp_path: Path, case: Callable[[Path], None]
) -> None:
    assert opened.guard is not None
    with opened.action("录入") as action:
        action.save(Person(name="孔瑜"))
        case(opened.guard.path)
    lost = opened.guard.lost
    assert lost is not None
    branch_file.close(opened)
    assert names(lost.rescued, tmp_path) == ["孔瑜", "孔瑾"]


def test_a_drive_that_reads_no_more_is_told_and_saved_on_another(
    opened: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert opened.guard is not None
    own, stat = opened.guard.path.parent, Path.stat

    def gone_stat(path: Path, **words: bool) -> os.stat_result:
        return fail(errno.EIO) if own in path.parents else stat(path, **words)

    for number in (errno.EIO, errno.ENODEV):
        with monkeypatch.context() as gone:
            gone.setattr(Path, "stat", gone_stat)
            # Neither here nor in the refuge: this save is refused, and the next one works again.
            gone.setattr(engine, "copy_sealed", lambda *_, number=number: fail(number))
            with pytest.raises(UserError, match=r"读不到了.*拔出.*没有能另存"):
                opened.save(Person(name="孔瑜"))
        opened.save(Person(name=f"孔{number}"))
        assert opened.guard.lost is None
    monkeypatch.setattr(Path, "stat", gone_stat)
    with pytest.raises(FileLost, match="读不到了") as raised:
        opened.save(Person(name="孔瑜"))
    monkeypatch.undo()
    branch_file.close(opened)
    assert raised.value.rescued.parent == tmp_path / "backup"
    assert len(names(raised.value.rescued, tmp_path)) == 3


def fail(number: int) -> NoReturn:
    """As the system fails."""
    raise OSError(number, os.strerror(number))


def test_a_look_without_a_write_finds_it_too_and_so_does_closing(opened: Ledger, tmp_path: Path) -> None:
    assert opened.guard is not None
    assert opened.guard.look(opened.database) is None
    opened.guard.path.unlink()
    branch_file.close(opened)
    assert opened.guard.lost is not None
    assert names(opened.guard.lost.rescued, tmp_path) == ["孔瑾"]


def test_another_thread_never_opens_what_lies_there_instead(opened: Ledger) -> None:
    assert opened.guard is not None
    replaced_by_its_copy(opened.guard.path)
    raised: list[BaseException] = []

    def read() -> None:
        try:
            opened.find(Person.live())
        except UserError as error:
            raised.append(error)

    worker = threading.Thread(target=read)
    worker.start()
    worker.join()
    assert [error.what.split("（")[0] for error in raised] == ["支部文件被换成了另一个文件"]
    branch_file.close(opened)


def test_a_file_closed_and_opened_again_by_its_connection_is_the_same(opened: Ledger) -> None:
    assert opened.guard is not None
    opened.database.close()
    opened.save(Person(name="孔瑜"))
    opened.database.close()
    replaced_by_its_copy(opened.guard.path)
    with pytest.raises(UserError, match="换成了另一个文件"):
        opened.save(Person(name="孔璋"))


def test_the_key_that_goes_along_is_the_one_of_today(opened: Ledger, tmp_path: Path) -> None:
    assert opened.guard is not None
    key = keys.key_path(opened.guard.path)
    fresh = key.with_name("fresh")
    fresh.write_bytes(key.read_bytes() + b"\n")
    fresh.replace(key)
    opened.save(Person(name="孔瑜"))
    shutil.rmtree(opened.guard.path.parent)
    with pytest.raises(FileLost) as raised:
        opened.save(Person(name="孔璋"))
    assert keys.key_path(raised.value.rescued).read_bytes().endswith(b"\n")
    branch_file.close(opened)


def test_no_connection_makes_a_file_where_there_is_none(opened: Ledger) -> None:
    assert opened.guard is not None
    path = opened.guard.path
    branch_file.close(opened)
    path.unlink()
    with pytest.raises(UserError, match="打不开"):
        engine.connect(path, b"\0" * 32).connect()
    assert not path.exists()


# -- every writer ------------------------------------------------------------------------------------------


def writers(ledger: Ledger) -> dict[str, Callable[[], object]]:
    """Every way something gets into a branch file."""
    person = ledger.find(Person.live())[0]
    return {
        "save": lambda: ledger.save(Job(title="修灯")),
        "remove": lambda: ledger.remove(person),
        "undo": ledger.undo,
        "note": lambda: ledger.set_note("draft", "字"),
        "drop a note": lambda: ledger.set_note("draft", ""),
        "file": lambda: ledger.keep_file(b"0", "照片.jpg"),
        "drop a file": lambda: ledger.drop_files([FileRef("0" * 64, "照片.jpg", 1)], person),
        "restamp": lambda: leave_wrong_date(ledger),
        "one statement": lambda: Person.update(code="7").execute(ledger.database),
        "bare": lambda: ledger.database.execute_sql(" delete from note"),
    }


@pytest.mark.parametrize(
    "name",
    [
        "save",
        "remove",
        "undo",
        "note",
        "drop a note",
        "file",
        "drop a file",
        "restamp",
        "one statement",
        "bare",
    ],
)
def test_no_writer_passes_the_guard_by(opened: Ledger, name: str) -> None:
    write = writers(opened)[name]
    assert opened.guard is not None
    opened.guard.path.unlink()
    with pytest.raises(FileLost):
        write()
    branch_file.close(opened)


def test_nothing_writes_but_through_the_database_that_asks_the_guard() -> None:
    """A merge, an import, the log, a place's note: all of them begin their transactions there."""
    passing = re.compile(
        r"\.connection\(\)|dbapi2\.connect\(|execute\w*\(\s*[\"']\s*(BEGIN|COMMIT|SAVEPOINT)"
    )
    found = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "desktop_app").rglob("*.py")
        if passing.search(path.read_text("utf8"))
    }
    assert {str(Path(name).parent) for name in found} == {"desktop_app/storage/sqlite"}


def test_a_file_cut_short_takes_nothing_more(opened: Ledger, tmp_path: Path) -> None:
    """What is saved into its journal would be lost with the pages it lacks."""
    os.truncate(tmp_path / "own" / "branch.zbf", 4096)
    with pytest.raises(UserError, match="截短"):
        opened.save(Person(name="孔璋"))


@pytest.mark.parametrize("left", [None, b"", b"{}", "another"])
def test_a_key_file_that_goes_or_breaks_while_the_file_is_open_is_put_back(
    opened: Ledger, tmp_path: Path, left: bytes | str | None
) -> None:
    """Tomorrow nobody would open what is acknowledged today."""
    path = tmp_path / "own" / "branch.zbf"
    key = keys.key_path(path)
    if left is None:
        key.unlink()
    elif isinstance(left, bytes):
        key.write_bytes(left)
    else:
        other, _ = branch_file.create(
            tmp_path / "b" / "branch.zbf", toy_setting(tmp_path / "toy"), office="B01", password=PASSWORD
        )
        branch_file.close(other)
        shutil.copyfile(keys.key_path(tmp_path / "b" / "branch.zbf"), key)
    opened.save(Person(name="孔璋"))
    branch_file.close(opened)
    again = branch_file.open_file(path, toy_setting(tmp_path / "toy"), PASSWORD)
    assert [person.name for person in again.find(Person.live().order_by(Person.name))] == ["孔瑾", "孔璋"]
    branch_file.close(again)


def test_a_file_that_the_program_itself_makes_shorter_is_the_same(opened: Ledger) -> None:
    many = [Person(name=f"孔令{n}" * 30) for n in range(200)]
    opened.save(*many)
    opened.database.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    opened.database.execute_sql("DELETE FROM person")
    opened.database.execute_sql("DELETE FROM history")
    size = Path(opened.door.file.database).stat().st_size
    engine.leave_nothing_behind(opened.door.file)
    assert Path(opened.door.file.database).stat().st_size < size
    opened.save(Person(name="孔璋"))
    branch_file.close(opened)
