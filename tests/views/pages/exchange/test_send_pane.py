"""The pane that sends, by hand: kinds in words, ticks, several receivers, the notice, a copy for a new PC."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_app.exchange.identity import OfficeKeys
from desktop_app.registers.exchange.audit_log import EXPORTED, AuditLog
from desktop_app.registers.exchange.handouts import Handout
from desktop_app.registers.exchange.kinds import HANDOUT, KINDS, MONTH
from desktop_app.registers.exchange.packages import receivers_of
from desktop_app.registers.people.members import Member
from desktop_app.registers.people.orgs import PartyOrg
from desktop_app.storage.backup import read_label
from desktop_app.views.parts.dialogs import ConfirmDialog
from tests.views.pages.branch import OFFICE
from tests.views.pages.exchange.stick_bench import LEFT, choose, open_page, words_in
from tests.views.pages.offices import COMMITTEE, Office


def answered(press: Callable[[ConfirmDialog], object]) -> list[str]:
    """Answer the next dialog by ``press``; gives the words it asked with."""
    asked: list[str] = []

    def reply() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, ConfirmDialog):
            asked.append(words_in(dialog))
            press(dialog)

    QTimer.singleShot(50, reply)
    return asked


def tick(box: Any, qtbot: QtBot) -> None:
    """Click a tick at its box."""
    qtbot.mouseClick(box, LEFT, pos=box.rect().bottomLeft() + type(box.pos())(9, -15))


def exports(one: Office) -> list[AuditLog]:
    return one.desk.ledger.find(AuditLog.live().where(AuditLog.action == EXPORTED).order_by(AuditLog.uid))


def test_every_kind_is_offered_in_words_and_says_what_it_is_for(
    pair: tuple[Office, Office], qtbot: QtBot
) -> None:
    branch, _ = pair
    pane = open_page(branch, qtbot, "send")
    offered = [pane.choices.kind_box.itemText(row) for row in range(pane.choices.kind_box.count())]
    assert offered == [kind.title for kind in KINDS]
    for kind in KINDS:
        choose(pane, branch, qtbot, kind.name)
        assert kind.help in words_in(pane)
        assert pane.choices.private.isVisible() == (kind.ticks or bool(kind.private))
        assert pane.choices.month_row.isVisible() == kind.by_month
        assert pane.contents.offer_card.isVisible() == bool(kind.offers)
        assert pane.write_verb.why.text() or pane.write_button.isEnabled()


def test_the_notice_is_asked_once_and_nothing_leaves_without_it(
    pair: tuple[Office, Office], qtbot: QtBot, stick: Path
) -> None:
    branch, _ = pair
    pane = open_page(branch, qtbot, "send")
    choose(pane, branch, qtbot, "roster")
    refused = answered(lambda dialog: qtbot.mouseClick(dialog.cancel_button, LEFT))
    qtbot.mouseClick(pane.write_button, LEFT)
    assert "本机为非涉密计算机" in refused[0]
    assert list(stick.iterdir()) == []
    assert not exports(branch)
    assert pane.write_button.isEnabled()
    confirmed = answered(lambda dialog: qtbot.mouseClick(dialog.verb_button, LEFT))
    qtbot.mouseClick(pane.write_button, LEFT)
    branch.idle(qtbot)
    assert confirmed
    assert pane.written is not None
    assert not pane.choices.kind_box.isEnabled()
    qtbot.mouseClick(pane.again_button, LEFT)
    branch.idle(qtbot)
    choose(pane, branch, qtbot, "everything")
    qtbot.mouseClick(pane.write_button, LEFT)
    branch.idle(qtbot)
    assert [line.target for line in exports(branch)] == [
        "U盘数据包：2026年11月23日上报名册",
        "U盘数据包：2026年11月23日全部资料",
    ]


def test_private_boxes_are_a_tick_of_their_own_with_the_number_of_people(
    pair: tuple[Office, Office], qtbot: QtBot
) -> None:
    branch, _ = pair
    pane = open_page(branch, qtbot, "send")
    choose(pane, branch, qtbot, "roster")
    assert "（12 人）" in pane.choices.private.box.text()
    assert "公民身份号码" in pane.contents.stays.text()
    without = pane.parcel.selection.boxes["member"]
    tick(pane.choices.private.box, qtbot)
    branch.idle(qtbot)
    assert {"id_number", "mobile"} <= set(pane.parcel.selection.boxes["member"]) - set(without)
    assert not pane.contents.stays.isVisible()
    choose(pane, branch, qtbot, "everything")
    assert not pane.choices.private.box.isChecked(), "each kind begins without it"
    assert "公民身份号码" in pane.contents.stays.text()
    assert "谈心谈话" in pane.contents.stays.text()
    tick(pane.choices.kept_back.box, qtbot)
    branch.idle(qtbot)
    assert "谈心谈话" not in pane.contents.stays.text()


def test_a_hand_out_goes_to_all_that_are_ticked(pair: tuple[Office, Office], qtbot: QtBot) -> None:
    _, committee = pair
    ledger = committee.desk.ledger
    committee.desk.courier.trust.keep(OfficeKeys.new("Z09", "东风支部").public)
    day = date(2026, 11, 20)
    task = Handout(kind="任务", title="安全排查", issued_on=day, due_on=day, content="逐楼查")
    notice = Handout(kind="通知", title="值班安排", issued_on=day, content="排班")
    ledger.save(task, notice)
    committee.desk.courier.notice.confirm()
    pane = open_page(committee, qtbot, "send")
    choose(pane, committee, qtbot, "handout")
    assert set(pane.choices.codes()) == {OFFICE, "Z09"}
    offered = [line.cells[2] for line in pane.contents.offer.model.lines]
    assert offered == ["值班安排　2026-11-20", "安全排查　2026-11-20"]
    pane.contents.offer.view.setFocus()
    pane.contents.offer.choose(0)
    qtbot.keyClick(pane.contents.offer.view, " ")
    committee.idle(qtbot)
    assert dict(pane.parcel.records) == {"handout": 1}
    qtbot.mouseClick(pane.write_button, LEFT)
    committee.idle(qtbot)
    parcel = pane.written[0]
    assert set(parcel.manifest.to) == {OFFICE, "Z09"}
    assert sorted(receivers_of(ledger, parcel.manifest.id)) == sorted(["清河社区支部", "东风支部"])
    (line,) = exports(committee)
    assert "清河社区支部" in "".join(line.diff or ())
    assert "东风支部" in "".join(line.diff or ())


def test_nothing_ticked_says_what_to_tick(pair: tuple[Office, Office], qtbot: QtBot) -> None:
    _, committee = pair
    pane = open_page(committee, qtbot, "send")
    choose(pane, committee, qtbot, "handout")
    assert "勾选下发哪些" in pane.write_verb.why.text()
    pane.choices.offices.tick_all(False)
    assert "勾选发给哪些单位" in pane.write_verb.why.text()


def test_what_was_refused_is_told_when_it_goes_again(
    pair: tuple[Office, Office], qtbot: QtBot, stick: Path
) -> None:
    branch, committee = pair
    branch.desk.courier.notice.confirm()
    pane = open_page(branch, qtbot, "send")
    choose(pane, branch, qtbot, "roster")
    qtbot.mouseClick(pane.write_button, LEFT)
    branch.idle(qtbot)
    one = branch.desk.ledger.find(Member.live())[0]
    arrival = committee.desk.courier.look_into(pane.written[1])
    taken = committee.desk.courier.accept(arrival, leave_out=[("member", one.uid)])
    arrival.close()
    branch.desk.courier.read_receipt(taken.data)
    qtbot.mouseClick(pane.again_button, LEFT)
    branch.idle(qtbot)
    choose(pane, branch, qtbot, "roster")
    assert "上次没有收下的 1 条这次再带去" in pane.contents.note.text()
    assert pane.parcel.records == {"member": 1}
    tick(pane.choices.full.box, qtbot)
    branch.idle(qtbot)
    assert pane.parcel.records["member"] == 12


def test_the_other_pc_of_the_branch_is_explained_and_served(
    pair: tuple[Office, Office], qtbot: QtBot
) -> None:
    branch, _ = pair
    branch.desk.courier.notice.confirm()
    pane = open_page(branch, qtbot, "send")
    choose(pane, branch, qtbot, "step")
    assert "再装一台电脑" in words_in(pane)
    assert "冲突待定" in words_in(pane)
    assert "本单位的另一台电脑" in pane.promise.text()
    qtbot.mouseClick(pane.write_button, LEFT)
    branch.idle(qtbot)
    assert pane.written[0].manifest.to == (OFFICE,)
    assert pane.written[0].manifest.kind == "step"


def test_a_new_pc_gets_a_sealed_copy_of_the_file_and_words_what_to_do(
    pair: tuple[Office, Office], qtbot: QtBot, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    branch, _ = pair
    pane = open_page(branch, qtbot, "send")
    choose(pane, branch, qtbot, "handover")
    assert "整个支部文件" in pane.promise.text()
    monkeypatch.setattr(ConfirmDialog, "ask", lambda dialog: True)
    qtbot.mouseClick(pane.write_button, LEFT)
    qtbot.waitUntil(lambda: pane.copied is not None, timeout=10_000)
    label = read_label(pane.copied)
    assert label is not None
    assert pane.copied.parent == stick
    assert label.counts["member"] == 12
    assert b"\xe5\x85\x9a\xe5\x91\x98" not in pane.copied.read_bytes()
    assert "从旧电脑搬来" in words_in(pane)
    (line,) = exports(branch)
    assert pane.copied.name in (line.diff or ())
    qtbot.mouseClick(pane.again_button, LEFT)
    branch.idle(qtbot)
    assert pane.copied is None


@pytest.mark.parametrize("full", ["full", "read-only"])
def test_a_stick_that_takes_no_copy_is_told(
    pair: tuple[Office, Office], qtbot: QtBot, stick: Path, full: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    branch, _ = pair
    branch.desk.courier.notice.confirm()
    pane = open_page(branch, qtbot, "send")
    choose(pane, branch, qtbot, "handover")
    errors = {"full": OSError(28, "No space left on device"), "read-only": OSError(30, "Read-only")}

    def fails(*args: object) -> None:
        raise errors[full]

    monkeypatch.setattr("desktop_app.storage.backup.shutil.copyfile", fails)
    monkeypatch.setattr(ConfirmDialog, "ask", lambda dialog: True)
    qtbot.mouseClick(pane.write_button, LEFT)
    branch.idle(qtbot)
    assert pane.trouble.error is not None
    assert pane.copied is None
    assert pane.write_button.isEnabled()


def test_a_committee_begins_with_what_it_hands_out(pair: tuple[Office, Office], qtbot: QtBot) -> None:
    branch, committee = pair
    own = PartyOrg(full_name="中共青石镇委员会", org_code=COMMITTEE, org_kind="党委")
    committee.desk.ledger.save(own)
    assert open_page(committee, qtbot, "send").kind is HANDOUT
    assert open_page(branch, qtbot, "send").kind is MONTH
