"""Moving to another PC by clicks, a data folder each: copied, closed, opened there, taken back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_app.base.errors import UserError
from desktop_app.founding import Founding
from desktop_app.registers.exchange.audit_log import HANDED_OVER, AuditLog
from desktop_app.registers.people.members import Member
from desktop_app.settings import Settings
from desktop_app.storage.handed_over import handed_over
from desktop_app.views.page_parts import sticks
from desktop_app.views.parts.dialogs import ConfirmDialog
from tests.at_the_pc import PC, morning
from tests.registers.invented_people import member

CODE, PASSWORD = "A01", "桂花树下的支部2026"
MOVE, SECOND = "handover", "second_pc"


@pytest.fixture
def stick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The one stick of the office, always plugged in."""
    folder = tmp_path / "STICK"
    folder.mkdir()
    monkeypatch.setattr(sticks, "sticks_among", lambda drives, platform: [folder])
    monkeypatch.setattr(ConfirmDialog, "ask", lambda dialog: True)
    return folder


@pytest.fixture
def old(tmp_path: Path, qapp: QApplication, qtbot: QtBot, stick: Path) -> Iterator[PC]:
    """The office's PC with its branch open."""
    pc = PC(qapp, tmp_path / "old", morning(), qtbot)
    place = pc.desktop._workplace
    place.settings.points = 13
    place.settings.second_backup = str(tmp_path / "second")
    opened, _ = place.found(Founding("中共测试镇桂花支部委员会", CODE), PASSWORD)
    opened.courier.notice.confirm()
    pc.desktop._open(opened)
    pc.desk.ledger.save(member(1, branch="0" * 32))
    pc.rest()
    yield pc
    pc.switch_off()


def copy_out(pc: PC, kind: str) -> None:
    """Write the whole file to the stick, as by the hand."""
    pc.shell.go("exchange", tab="send")
    pc.rest()
    pane = pc.shell.current_page().pane("send")
    pane.choices.kind_box.set_value(kind)
    pane.choices.kind_box.activated.emit(0)
    pc.rest()
    assert pane.kind.name == kind
    pane.write()
    pc.rest()
    assert pane.copied is not None, pane.trouble.error


def arrive(folder: Path, app: QApplication, qtbot: QtBot) -> PC:
    """A new PC on which the file from the stick is opened."""
    pc = PC(app, folder, morning(), qtbot)
    pc.click("从旧电脑搬来")
    pane = pc.shell.moving
    assert pane.list.count() == 1
    assert "花名册 1 人" in pane.about.text()
    pane.password.setText(PASSWORD)
    pc.click("打开")
    pc.qtbot.waitUntil(lambda: pc.desktop.desk is not None, timeout=20_000)
    pc.rest()
    return pc


def test_the_move_is_one_act_and_the_old_file_can_only_be_read(
    old: PC, tmp_path: Path, qapp: QApplication, qtbot: QtBot, stick: Path
) -> None:
    replica, card = old.desk.ledger.replica, old.desk.courier.trust.card
    copy_out(old, MOVE)
    with pytest.raises(UserError, match="已移交"):
        old.desk.ledger.save(member(2, branch="0" * 32))
    with pytest.raises(UserError, match="已移交"):
        old.desk.ledger.set_note("draft:member:new", "{}")
    assert len(old.desk.ledger.find(Member.live())) == 1
    new = arrive(tmp_path / "new", qapp, qtbot)
    try:
        assert len(new.desk.ledger.find(Member.live())) == 1
        assert new.desk.ledger.replica != replica
        assert new.desk.courier.trust.card == card
        assert handed_over(new.desk.ledger) is None
        kept = Settings.load(tmp_path / "new" / "settings.json")
        assert (kept.points, kept.second_backup) == (13, str(tmp_path / "second"))
        new.desk.ledger.save(member(3, branch="0" * 32))
        new.rest()
    finally:
        new.switch_off()


def test_a_closed_file_says_so_at_every_opening_and_can_be_taken_back(old: PC, stick: Path) -> None:
    copy_out(old, MOVE)
    old.switch_off()
    old.switch_on()
    old.shell.opening.password.setText(PASSWORD)
    old.click("打开")
    old.qtbot.waitUntil(lambda: old.desktop.desk is not None, timeout=20_000)
    old.rest()
    with pytest.raises(UserError, match="已移交"):
        old.desk.ledger.save(member(2, branch="0" * 32))
    old.click("没有搬成，收回")
    old.rest()
    old.desk.ledger.save(member(2, branch="0" * 32))
    assert len(old.desk.ledger.find(Member.live())) == 2
    old.rest()
    told = [one.diff for one in old.desk.ledger.find(AuditLog.live().where(AuditLog.action == HANDED_OVER))]
    assert len(told) == 2
    assert ("收回",) in told


def test_a_second_pc_leaves_the_first_at_work(old: PC, stick: Path) -> None:
    copy_out(old, SECOND)
    assert handed_over(old.desk.ledger) is None
    old.desk.ledger.save(member(2, branch="0" * 32))
    old.rest()
    assert len(list(stick.glob("*.zbak"))) == 1


def test_a_stick_that_takes_nothing_leaves_the_file_open(
    old: PC, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old.shell.go("exchange", tab="send")
    old.rest()

    def full(*told: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Settings, "carry_to", full)
    pane = old.shell.current_page().pane("send")
    pane.choices.kind_box.set_value(MOVE)
    pane.choices.kind_box.activated.emit(0)
    old.rest()
    pane.write()
    old.qtbot.waitUntil(old.desktop.bridge.idle)
    assert handed_over(old.desk.ledger) is None
