"""A backup or a package that somebody shows: whose, of which day, whole or not; nothing is changed by it."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop_app.base.errors import UserError
from desktop_app.storage import branch_file, keys
from desktop_app.storage.backup import BackupStore
from desktop_app.views.pages.office.file_answer import FileAnswer, answer_file
from desktop_app.views.pages.office.paper_check_page import PaperCheckPage
from tests.views.pages.branch import OFFICE, setting
from tests.views.pages.exchange.stick_bench import LEFT, open_page, send
from tests.views.pages.offices import Office


def answer(office: Office, path: Path) -> FileAnswer:
    desk = office.desk
    return answer_file(path, desk.ledger, lambda: desk.courier, desk.backup_store)


def test_a_package_is_checked_from_where_packages_are_received(
    pair: tuple[Office, Office], qtbot: QtBot, stick: Path
) -> None:
    branch, committee = pair

    def page() -> PaperCheckPage:
        made = PaperCheckPage(committee.desk, committee.shell)
        made.doors = committee.hands
        return made

    committee.shell.add_page("paper_check", "核验纸质件", "eye", "", page)
    pane = open_page(branch, qtbot, "send")
    committee.hands.file = send(branch, qtbot)
    digits = pane.code.digits.text().replace(" ", "")
    assert answer(committee, committee.hands.file).whole
    there = open_page(committee, qtbot, "receive")
    qtbot.mouseClick(there.list.check_button, LEFT)
    committee.idle(qtbot)
    shown = committee.shell.current_page()
    assert isinstance(shown, PaperCheckPage)
    said = shown.verdict.words.text()
    assert said.startswith("完好：清河社区支部")
    assert "全部资料" in said
    assert digits in shown.printings.text()
    assert "还没有接收" in shown.printings.text()
    assert not committee.desk.ledger.find(committee.desk.ledger.catalogue["member"].model.live())
    own = answer(branch, committee.hands.file)
    assert own.whole
    assert "本机" in own.words
    data = bytearray(committee.hands.file.read_bytes())
    data[len(data) // 2] ^= 1
    committee.hands.file.write_bytes(data)
    assert answer(committee, committee.hands.file).words.startswith("没有通过：")
    assert answer(branch, committee.hands.file).whole is False


def test_a_backup_is_told_whose_of_which_day_and_whether_it_is_whole(
    pair: tuple[Office, Office], tmp_path: Path
) -> None:
    branch, committee = pair
    path = branch.desk.backup_store.make("手动备份").path
    before = path.read_bytes()
    found = answer(branch, path)
    assert found.whole
    assert "本单位" in found.words
    assert "手动备份" in found.words
    assert any("校验码" in line for line in found.lines)
    outside = answer(committee, path)
    assert outside.whole
    assert f"单位 {OFFICE}" in outside.words
    assert path.read_bytes() == before
    path.write_bytes(before[: len(before) // 2])
    assert answer(branch, path).whole is False
    sealed = tmp_path / "c" / "branch.zbf"
    sealed.parent.mkdir()
    ledger, _ = branch_file.create(sealed, setting(), office="ZB09", password="春风里三号楼 2026")
    branch_file.close(ledger)
    raw = keys.unlock(sealed, "春风里三号楼 2026").raw
    theirs = BackupStore(sealed, raw, tmp_path / "c" / "backup", setting().clock).make("手动备份")
    shut = answer(branch, theirs.path)
    assert shut.whole is None
    assert "只核对了外面" in shut.words
    other = tmp_path / "花名册.xlsx"
    other.write_bytes(b"x")
    with pytest.raises(UserError, match="不是备份"):
        answer(branch, other)
