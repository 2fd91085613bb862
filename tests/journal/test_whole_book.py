"""The whole export and the way back: every register, the history and the files stand as they stood."""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from desktop_app.base.clock import SetClock
from desktop_app.base.errors import UserError
from desktop_app.exchange.whole_export.layout import (
    DATA,
    FILES,
    FILES_LIST,
    LIST,
    README,
    SHEETS,
    sheet_name,
)
from desktop_app.journal.audit_book import AuditBook
from desktop_app.journal.whole_book import export_whole, import_whole
from desktop_app.records.base import STAMP
from desktop_app.records.roles import NotYours, Role
from desktop_app.registers import catalogue
from desktop_app.registers.exchange.audit_log import EXPORTED, IMPORTED, AuditLog
from desktop_app.registers.people.members import Member
from desktop_app.storage import branch_file, keys
from desktop_app.storage.ledger import Ledger
from desktop_app.storage.tables import ActionRow, Entry, IndexCard, Knowledge
from tests.storage.toy import CHEAP
from tests.whole import make_sample, reopened

MOMENT = datetime(2026, 11, 23, 9)
SECRET = "钥匙的秘密"


def setting() -> branch_file.Setting:
    return branch_file.Setting(catalogue(), SetClock(MOMENT), lambda name: "", key_cost=CHEAP)


def rows(ledger: Ledger, table: str, names: list[str]) -> dict[Any, tuple[Any, ...]]:
    columns = ", ".join(f'"{name}"' for name in names)
    found = ledger.database.execute_sql(f'SELECT {columns} FROM "{table}"').fetchall()
    return {row[0]: tuple(row) for row in found}


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The sample with two files and a secret, its whole export, and the file made of that."""
    folder = tmp_path_factory.mktemp("whole")
    make_sample(folder / "ours")
    opened = reopened(folder / "ours")
    ours = opened.ledger
    first = ours.find(Member.live().order_by(Member.uid).limit(1))[0]
    ours.keep_file(b"a photo" * 9000, "")
    ours.keep_file(b"a note", "")
    ours.set_note("office_keys", SECRET)
    ours.set_note("draft:1", "没写完的")
    before = ours.stand()
    contents = export_whole(ours, AuditBook(ours), folder / "全部资料")
    path = folder / "theirs" / "branch.zbf"
    recovery = import_whole(folder / "全部资料", path, setting(), "桂花里支部2026")
    assert len(recovery) > 30
    theirs = branch_file.open_with_key(path, setting(), keys.unlock(path, "桂花里支部2026").raw)
    yield folder / "全部资料", ours, theirs, contents, first, before
    branch_file.close(ours)
    branch_file.close(theirs)


@pytest.mark.parametrize("name", [register.name for register in catalogue()])
def test_every_register_stands_as_it_stood(both: Any, name: str) -> None:
    folder, ours, theirs, contents, *_ = both
    register = catalogue()[name]
    names = ["uid", *STAMP, *register.boxes]
    mine, found = rows(ours, name, names), rows(theirs, name, names)
    assert contents.counts[name] == len((folder / DATA / f"{name}.jsonl").read_bytes().splitlines())
    if name == AuditLog._meta.table_name:
        # The line that tells of the export is written after it, that of the import in the new file.
        assert sum(found.get(uid) == row for uid, row in mine.items()) == len(mine) - 1
        return
    assert found == mine
    assert len(found) == contents.counts[name]


def test_the_history_and_the_actions_stand_as_they_stood(both: Any) -> None:
    _, ours, theirs, *_ = both
    for model in (ActionRow, Entry):
        names = [field.column_name for field in model._meta.sorted_fields]
        mine, found = rows(ours, model._meta.table_name, names), rows(theirs, model._meta.table_name, names)
        last = max(mine)
        assert {key: row for key, row in found.items() if key < last} == {
            key: row for key, row in mine.items() if key < last
        }


def test_attached_files_come_along(both: Any) -> None:
    folder, ours, theirs, contents, *_ = both
    mine = rows(ours, "blob", ["sha256", "size", "data"])
    assert rows(theirs, "blob", ["sha256", "size", "data"]) == mine
    assert len(mine) == contents.files >= 2
    listed = [json.loads(line) for line in (folder / FILES / FILES_LIST).read_text("utf8").splitlines()]
    assert {one["sha256"] for one in listed} == set(mine)
    assert all((folder / FILES / one["file"]).stat().st_size == one["size"] for one in listed)


def test_cards_and_search_are_made_anew(both: Any) -> None:
    _, ours, theirs, *_ = both
    query = IndexCard.select(IndexCard.uid, IndexCard.heading)
    mine, found = dict(ours.rows(query)), dict(theirs.rows(query))
    logs = {uid for (uid,) in ours.rows(AuditLog.select(AuditLog.uid))}
    assert {uid: words for uid, words in mine.items() if uid not in logs and found.get(uid) != words} == {}
    member = ours.find(Member.live().limit(1))[0]
    assert theirs.search(member.name)


def test_the_new_file_writes_under_its_own_name_and_knows_the_old_one(both: Any) -> None:
    _, ours, theirs, *_, before = both
    assert theirs.replica != ours.replica
    assert theirs.office == ours.office
    known = dict(theirs.rows(Knowledge.select(Knowledge.replica, Knowledge.seq)))
    assert known[ours.replica] == before[0]


def test_what_signs_packages_stays_in_the_sealed_file(both: Any) -> None:
    folder, _, theirs, *_ = both
    everything = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    assert SECRET.encode() not in everything
    assert theirs.note("office_keys") == ""
    assert theirs.note("draft:1") == "没写完的"


def test_the_log_of_both_files_tells_of_it(both: Any) -> None:
    _, ours, theirs, contents, *_ = both
    (line,) = ours.find(AuditLog.live().where(AuditLog.action == EXPORTED, AuditLog.target == "全部资料"))
    assert line.diff[0] == f"{contents.records} 行"
    assert theirs.find(AuditLog.live().where(AuditLog.action == IMPORTED, AuditLog.target == "全部资料"))


def test_people_read_the_workbooks_and_the_description(both: Any) -> None:
    folder, _, _, contents, member, _ = both
    register = catalogue()["member"]
    book = load_workbook(folder / SHEETS / sheet_name(register.title))
    assert book.active is not None
    told = list(book.active.iter_rows(values_only=True))
    assert told[0][0] == next(iter(register.boxes.values())).title
    assert told[0][-1] == "编号"
    assert len(told) == contents.counts["member"] + 1
    mine = next(row for row in told if row[-1] == member.uid)
    assert member.name in mine
    assert member.id_number in mine
    words = (folder / README).read_text("utf-8-sig")
    for one in catalogue():
        assert f"{DATA}/{one.name}.jsonl　{one.title}　{contents.counts[one.name]} 行" in words
        for name, box in one.boxes.items():
            assert f"　{name}　{box.title}" in words


def test_a_folder_that_was_changed_is_not_taken(both: Any, tmp_path: Path) -> None:
    folder, *_ = both
    target = folder / DATA / "member.jsonl"
    kept = target.read_bytes()
    for changed in (kept.replace("桂".encode(), "梅".encode(), 1), kept[: len(kept) // 2], b"{]\n" + kept):
        target.write_bytes(changed)
        try:
            with pytest.raises(UserError, match="没有导入任何内容"):
                import_whole(folder, tmp_path / "branch.zbf", setting(), None)
        finally:
            target.write_bytes(kept)
        assert list(tmp_path.iterdir()) == []
    with pytest.raises(UserError, match=LIST):
        import_whole(tmp_path, tmp_path / "branch.zbf", setting(), None)


def test_half_an_export_never_lies_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ledger, _ = branch_file.create(tmp_path / "branch.zbf", setting(), office="B1", password=None)
    try:
        taken = tmp_path / "taken"
        taken.mkdir()
        (taken / "a.txt").write_text("mine")
        with pytest.raises(UserError, match="已经有东西"):
            export_whole(ledger, AuditBook(ledger), taken)
        with monkeypatch.context() as patch:
            patch.setattr("desktop_app.exchange.whole_export.write.write_sheet", _full)
            with pytest.raises(UserError, match="磁盘满了"):
                export_whole(ledger, AuditBook(ledger), tmp_path / "out")
        assert sorted(path.name for path in tmp_path.iterdir() if path.is_dir()) == ["taken"]
        assert not ledger.find(AuditLog.live())
        ledger.door.role = Role.READER
        with pytest.raises(NotYours):
            export_whole(ledger, AuditBook(ledger), tmp_path / "out")
    finally:
        branch_file.close(ledger)


def _full(*args: object) -> None:
    raise OSError(28, "No space left on device")
