"""Rebuilding a damaged file: every record on a whole page, gaps filled, what is lost told by its name."""

import itertools
import sqlite3
from pathlib import Path

import pytest

from desktop_app.base.errors import UserError
from desktop_app.storage import branch_file, keys
from desktop_app.storage.branch_file import Setting
from desktop_app.storage.rebuild import BackupSource, Grammar, rebuild
from desktop_app.storage.sqlite import engine
from desktop_app.storage.sqlite.sealed_pages import PAGE, SealedPages
from tests.storage.damages import Original, damaged_files, rows_of, whole_page
from tests.storage.rebuilding import judge, make_branch
from tests.storage.toy import Person, toy_setting


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Original, Setting, Path]:
    """A filled toy branch, closed, with an older copy of it."""
    folder = tmp_path_factory.mktemp("rebuild")
    setting = toy_setting(folder)
    path, raw, older = make_branch(folder, setting, 60, 5)
    return Original.of(path, raw, setting.catalogue), setting, older


Made = tuple[Original, Setting, Path]


def test_a_few_damaged_files_give_all_that_is_whole(made: Made, tmp_path: Path) -> None:
    original, setting, older = made
    for number, (done, data, _) in enumerate(itertools.islice(damaged_files(original, 3), 7)):
        _, wrong = judge(original, data, tmp_path, setting, older if number % 2 else None, done)
        assert not wrong


def test_the_pages_are_read_as_the_engine_wrote_them(made: Made, tmp_path: Path) -> None:
    original, _, _ = made
    path = tmp_path / "a.zbf"
    path.write_bytes(original.data)
    pages = SealedPages(path, original.raw)
    opened = [pages.page(number) for number in range(1, pages.count + 1)]
    pages.close()
    assert not pages.bad
    assert [page[16:] for page in opened[:1] if page] == [original.opened[0][16:]]
    assert opened[1:] == original.opened[1:]
    for number in (1, 2, pages.count):
        data = original.data[(number - 1) * PAGE : number * PAGE]
        assert whole_page(data, number, original.data[:16], original.raw)


@pytest.mark.parametrize(("length", "bad"), [(16, 0), (PAGE, 1)])
def test_a_lost_head_costs_nothing_but_the_page(made: Made, tmp_path: Path, length: int, bad: int) -> None:
    original, setting, _ = made
    data = bytes(length) + original.data[length:]
    report, wrong = judge(original, data, tmp_path, setting, None, "head")
    assert not wrong
    assert report is not None
    assert report.bad == bad
    assert not report.lost
    assert sum(one.total for one in report.registers) == sum(map(len, original.rows.values()))


def test_pages_at_each_others_place_are_read_there(made: Made, tmp_path: Path) -> None:
    original, setting, _ = made
    data = bytearray(original.data)
    leaf = next(iter(next(on for on in original.lying.values() if len(on) == 1)))
    one, other = (leaf - 1) * PAGE, (len(original.opened) - 1) * PAGE
    data[one : one + PAGE], data[other : other + PAGE] = data[other : other + PAGE], data[one : one + PAGE]
    report, wrong = judge(original, bytes(data), tmp_path, setting, None, "swapped")
    assert not wrong
    assert report is not None
    assert (report.bad, report.is_complete) == (0, True)


def test_what_is_lost_is_told_by_its_heading(tmp_path: Path) -> None:
    setting = toy_setting(tmp_path)
    path = tmp_path / "branch.zbf"
    ledger, _ = branch_file.create(path, setting, office="A01", password=None)
    ledger.save(Person(name="孔瑾"))
    branch_file.close(ledger)
    raw = keys.unlock(path, None).raw
    original = Original.of(path, raw, setting.catalogue)
    (uid,) = original.rows["person"]
    data = bytearray(original.data)
    # The record and its history are lost; its card is what still tells of it.
    for number, page in enumerate(original.opened):
        if page[0] == 13 and uid.encode() in page and b"card" not in page and _is_not_card(page, uid):
            data[number * PAGE : (number + 1) * PAGE] = bytes(PAGE)
    report, wrong = judge(original, bytes(data), tmp_path, setting, None, "lost")
    assert not wrong
    assert report is not None
    assert [told.lost for told in report.registers if told.name == "person"] == [["孔瑾"]]
    assert "丢失：孔瑾" in "\n".join(report.lines())
    assert "丢失 1 条" in report.summary()


def _is_not_card(page: bytes, uid: str) -> bool:
    """Whether a leaf is none of cards: there the register stands right behind the uid."""
    return (uid + "person").encode() not in page


def test_a_backup_fills_and_the_history_brings_it_up_to_date(tmp_path: Path) -> None:
    setting = toy_setting(tmp_path)
    path, older = tmp_path / "branch.zbf", tmp_path / "older.zbf"
    ledger, _ = branch_file.create(path, setting, office="A01", password=None)
    person = Person(name="孔瑾")
    ledger.save(person)
    raw = keys.unlock(path, None).raw
    engine.copy_sealed(ledger.database, older, raw)
    person.name = "孔瑾改"
    ledger.save(person)
    branch_file.close(ledger)
    original = Original.of(path, raw, setting.catalogue)
    data = bytearray(original.data)
    (on,) = original.lying["person", person.uid]
    data[(on - 1) * PAGE : on * PAGE] = bytes(PAGE)
    report, wrong = judge(original, bytes(data), tmp_path, setting, older, "page")
    assert not wrong
    assert report is not None
    assert (report.is_complete, report.backup) == (True, "较早的备份")
    rows = rows_of(tmp_path / "fresh.zbf", raw, setting.catalogue)["person"]
    assert rows[person.uid][8] == "孔瑾改"
    # Without the backup the history alone tells it.
    report, wrong = judge(original, bytes(data), tmp_path, setting, None, "page")
    assert not wrong
    assert report is not None
    assert [told.history for told in report.registers if told.name == "person"] == [1]


def test_what_was_saved_and_lies_in_the_journal_comes_back(tmp_path: Path) -> None:
    setting = toy_setting(tmp_path)
    path = tmp_path / "branch.zbf"
    ledger, _ = branch_file.create(path, setting, office="A01", password=None)
    ledger.save(Person(name="孔瑾"))
    raw = keys.unlock(path, None).raw
    damaged = tmp_path / "damaged.zbf"
    journal = path.with_name("branch.zbf-wal").read_bytes()
    assert journal
    damaged.write_bytes(path.read_bytes())
    damaged.with_name("damaged.zbf-wal").write_bytes(journal)
    branch_file.close(ledger)
    grammar = Grammar(setting.catalogue, setting.clock, setting.pinyin)
    report = rebuild(damaged, raw, tmp_path / "fresh.zbf", grammar)
    assert report.is_complete
    rows = rows_of(tmp_path / "fresh.zbf", raw, setting.catalogue)["person"]
    assert [row[8] for row in rows.values()] == ["孔瑾"]


def test_nothing_readable_and_no_backup_is_told(tmp_path: Path) -> None:
    setting = toy_setting(tmp_path)
    damaged = tmp_path / "damaged.zbf"
    damaged.write_bytes(bytes(range(256)) * 64)
    grammar = Grammar(setting.catalogue, setting.clock, setting.pinyin)
    with pytest.raises(UserError, match="没有一页还能读"):
        rebuild(damaged, bytes(32), tmp_path / "fresh.zbf", grammar)
    assert not (tmp_path / "fresh.zbf").exists()


def test_a_file_of_which_nothing_is_left_is_its_backup(made: Made, tmp_path: Path) -> None:
    original, setting, older = made
    data = bytes(len(original.data))
    report, wrong = judge(original, data, tmp_path, setting, older, "all")
    assert not wrong
    assert report is not None
    assert report.blind
    assert sum(one.backup for one in report.registers) > 0


def test_the_scratch_file_is_sealed(made: Made, tmp_path: Path) -> None:
    original, setting, older = made
    path, fresh = tmp_path / "a.zbf", tmp_path / "fresh.zbf"
    path.write_bytes(original.data)
    grammar = Grammar(setting.catalogue, setting.clock, setting.pinyin)
    rebuild(path, original.raw, fresh, grammar, BackupSource(older, original.raw, "备份"))
    with pytest.raises(sqlite3.DatabaseError):
        sqlite3.connect(fresh).execute("SELECT * FROM sqlite_master").fetchall()
