"""The exchange page, by hand: a package over a stick and its receipt back; refusals; cards from paper."""

import threading
from pathlib import Path
from typing import Any

from pytestqt.qtbot import QtBot

from desktop_app.base.periods import Month
from desktop_app.duties.summaries.month import freeze, report_figures
from desktop_app.exchange.courier import Courier
from desktop_app.records.transfer import MergeOutcome
from desktop_app.registers.exchange.packages import SENT, package_called, sent_without_receipt
from desktop_app.registers.people.members import Member
from desktop_app.registers.reporting.reports import MonthlyReport
from tests.views.pages.exchange.stick_bench import LEFT, choose, open_page, send, words_in
from tests.views.pages.offices import Office


def test_a_month_goes_over_and_the_receipt_comes_home(
    pair: tuple[Office, Office], qtbot: QtBot, stick: Path
) -> None:
    branch, committee = pair
    secretary = branch.desk.ledger.find(Member.live())[0]
    report = MonthlyReport(
        month=Month(2026, 10), org=secretary.branch, filled_by=secretary.uid, highlights="主题党日"
    )
    branch.desk.ledger.save(report)
    freeze(report, report_figures(report, branch.desk.ledger))
    with branch.desk.ledger.action("签发") as action:
        action.save(report)
        action.step(report, "sign", {"approved_by": secretary.uid})
    pane = open_page(branch, qtbot, "send")
    assert pane.choices.subject.text() == "2026年10月月报"
    contents = {line.cells[0]: line.cells[1] for line in pane.contents.table.model.lines}
    assert contents == {"党组织/支部信息": "1 条", "月报": "1 条"}
    choose(pane, branch, qtbot, "everything")
    contents = {line.cells[0]: line.cells[1] for line in pane.contents.table.model.lines}
    assert contents["党员花名册"] == "12 条"
    assert contents["　到会情况"] == "5 条"
    assert "谈心谈话" in pane.contents.stays.text()
    assert "点单人" in pane.contents.stays.text()
    assert "公民身份号码" in pane.contents.stays.text()
    path = send(branch, qtbot)
    assert path.parent == stick
    assert "已写入并核对，可以拔出" in words_in(pane)
    digits = pane.code.digits.text().replace(" ", "")
    qtbot.mouseClick(pane.print_button, LEFT)
    shown = branch.shell.current_page()
    sent = package_called(branch.desk.ledger, pane.written[0].manifest.id, SENT)
    assert shown.shown["key"] == "handover"
    assert shown.shown["args"]["uid"] == sent.uid
    assert sent is not None
    assert sent.check_code == digits

    there = open_page(committee, qtbot, "receive")
    assert there.list.packages.model.lines[0].cells[1] == "清河社区支部"
    qtbot.mouseClick(there.list.look_button, LEFT)
    committee.idle(qtbot)
    assert sum(one.outcome is MergeOutcome.NEW for one in there.batch.received) > 20
    assert digits[:4] in there.preview.from_note.text()
    assert not committee.desk.ledger.find(Member.live())
    qtbot.mouseClick(there.preview.accept_button, LEFT)
    qtbot.waitUntil(lambda: there.stack.currentWidget() is there.result, timeout=10_000)
    assert len(committee.desk.ledger.find(Member.live())) == 12
    assert [backup.reason for backup in committee.desk.backup_store.backups()] == ["接收前"]
    assert there.batch.opened[0].receipt.parent == stick
    assert "可以拔出" in words_in(there)
    code = there.result.code.digits.text()

    home = open_page(branch, qtbot, "receipts")
    line = home.receipts.model.lines[0]
    assert line.cells[0] == "已收到回执"
    assert line.cells[1] == "10月月报"
    assert line.cells[3] == code
    assert not sent_without_receipt(branch.desk.ledger)
    assert not home.waiting.model.lines
    got = branch.desk.ledger.get(MonthlyReport, report.uid)
    assert got is not None
    assert got.state == "回执"
    log = open_page(branch, qtbot, "log")
    assert log.table.model.lines[0].cells[5].startswith("已收到回执")


def test_stopping_while_writing_leaves_nothing(
    pair: tuple[Office, Office], qtbot: QtBot, stick: Path
) -> None:
    branch, _ = pair
    under_way, go_on = threading.Event(), threading.Event()

    class Slow(Courier):
        def write(self, parcel: Any, folder: Path, progress: Any = None) -> Path:
            under_way.set()
            go_on.wait(10)
            return super().write(parcel, folder, progress)

    branch.desk.courier.__class__ = Slow
    branch.desk.courier.notice.confirm()
    pane = open_page(branch, qtbot, "send")
    choose(pane, branch, qtbot, "roster")
    qtbot.mouseClick(pane.write_button, LEFT)
    qtbot.waitUntil(under_way.is_set)
    assert pane.progress.isVisible()
    assert not pane.write_button.isVisible()
    qtbot.mouseClick(pane.progress.button, LEFT)
    go_on.set()
    branch.idle(qtbot)
    assert list(stick.iterdir()) == []
    assert pane.written is None
    assert "没有留下文件" in branch.shell.notice.words.text()
    assert pane.write_button.isEnabled()
    assert not sent_without_receipt(branch.desk.ledger)


def test_without_a_stick_or_a_card_the_button_says_why(
    pair: tuple[Office, Office], qtbot: QtBot, tmp_path: Path
) -> None:
    branch, committee = pair
    branch.sticks.clear()
    pane = open_page(branch, qtbot, "send")
    assert "还没有签发的月报" in pane.write_verb.why.text()
    choose(pane, branch, qtbot, "roster")
    assert not pane.write_button.isEnabled()
    assert "插上U盘" in pane.write_verb.why.text()
    branch.hands.place = tmp_path
    qtbot.mouseClick(pane.choices.stick.folder_button, LEFT)
    assert pane.write_button.isEnabled()
    assert pane.write_button.text() == "写到文件夹"
    committee.desk.ledger.set_note("known_offices", "[]")
    other = open_page(committee, qtbot, "send")
    choose(other, committee, qtbot, "roster")
    assert "名片" in other.write_verb.why.text()
    assert not other.write_button.isEnabled()
    qtbot.mouseClick(other.choices.cards_button, LEFT)
    assert committee.shell.current_page().tabs.currentIndex() == 5  # type: ignore[union-attr]
    committee.idle(qtbot)


def test_a_stick_is_found_by_itself_and_forgotten_when_pulled(
    pair: tuple[Office, Office], qtbot: QtBot, stick: Path
) -> None:
    branch, _ = pair
    branch.sticks.clear()
    pane = open_page(branch, qtbot, "send")
    choose(pane, branch, qtbot, "roster")
    branch.sticks.append(stick)
    qtbot.waitUntil(pane.write_button.isEnabled, timeout=6000)
    assert pane.choices.stick.folder() == stick
    branch.sticks.clear()
    pane.choices.stick.look()
    assert pane.choices.stick.folder() is None
    assert not pane.write_button.isEnabled()
