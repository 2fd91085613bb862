"""The exchange page, by hand: a package over a stick and its receipt back; refusals; cards from paper."""

import io
import random
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop_app.base.periods import Month
from desktop_app.duties.summaries.month import freeze, report_figures
from desktop_app.exchange.courier import Courier
from desktop_app.exchange.envelope import write_package
from desktop_app.exchange.identity import OfficeKeys
from desktop_app.exchange.manifest import Manifest, Stream
from desktop_app.exchange.refusal import Refusal
from desktop_app.registers.exchange.packages import SENT, package_called, sent_without_receipt
from desktop_app.registers.people.members import Member
from desktop_app.registers.reporting.reports import MonthlyReport
from desktop_app.views.look.theme import Theme
from desktop_app.views.pages.exchange.exchange_page import ExchangePage
from tests.exchange.offices import taken_in
from tests.views.pages.branch import OFFICE
from tests.views.pages.offices import COMMITTEE, Office, office

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    made = tmp_path / "STICK"
    made.mkdir()
    return made


@pytest.fixture
def pair(tmp_path: Path, theme: Theme, qtbot: QtBot, stick: Path) -> Iterator[tuple[Office, Office]]:
    """A branch and its committee that know each other, the stick in both of them."""
    with (
        office(tmp_path / "a", theme, qtbot, OFFICE, "清河社区支部") as branch,
        office(tmp_path / "b", theme, qtbot, COMMITTEE, "青石镇党委") as committee,
    ):
        branch.desk.courier.trust.keep(committee.desk.courier.trust.card)
        committee.desk.courier.trust.keep(branch.desk.courier.trust.card)
        for one in (branch, committee):
            one.sticks.append(stick)
        yield branch, committee


def open_page(one: Office, qtbot: QtBot, tab: str) -> Any:
    """The pane behind a tab of the office's exchange page."""
    if not one.shell.navigation.entries.get("exchange"):
        one.shell.add_page(
            "exchange",
            "上报与接收",
            "stick",
            "",
            lambda: ExchangePage(one.desk, one.shell, lambda: list(one.sticks), one.hands, random.Random(7)),
        )
    one.shell.go("exchange", tab=tab)
    one.idle(qtbot)
    page = one.shell.current_page()
    assert isinstance(page, ExchangePage)
    return page.pane(tab)


def choose(pane: Any, one: Office, qtbot: QtBot, kind: str) -> None:
    """Choose what is handed over, as by the keys of the box."""
    box = pane.choices.kind_box
    box.setFocus()
    at = [box.itemData(row) for row in range(box.count())].index(kind)
    qtbot.keyClick(box, Qt.Key.Key_Home)
    for _ in range(at):
        qtbot.keyClick(box, Qt.Key.Key_Down)
    one.idle(qtbot)
    assert pane.kind.name == kind


def send(branch: Office, qtbot: QtBot) -> Path:
    """Write a package of everything, ID numbers too, by the page; its path."""
    pane = open_page(branch, qtbot, "send")
    choose(pane, branch, qtbot, "everything")
    branch.desk.courier.notice.confirm()
    tick = pane.choices.private.box
    if not tick.isChecked():
        qtbot.mouseClick(tick, LEFT, pos=tick.rect().bottomLeft() + type(tick.pos())(9, -15))
        branch.idle(qtbot)
    qtbot.waitUntil(pane.write_button.isEnabled)
    qtbot.mouseClick(pane.write_button, LEFT)
    branch.idle(qtbot)
    assert pane.trouble.error is None
    return Path(pane.written[1])


def words_in(widget: Any) -> str:
    """All words on a widget that can be seen."""
    from PySide6.QtWidgets import QLabel

    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


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
    assert there.packages.model.lines[0].cells[0] == "清河社区支部"
    qtbot.mouseClick(there.look_button, LEFT)
    committee.idle(qtbot)
    assert int(there.stats["新增"].value.text()) > 20
    assert there.stats["不变"].value.text() == "0"
    assert digits[:4] in there.from_note.text()
    assert not committee.desk.ledger.find(Member.live())
    qtbot.mouseClick(there.accept_button, LEFT)
    qtbot.waitUntil(lambda: there.receipt is not None, timeout=10_000)
    assert len(committee.desk.ledger.find(Member.live())) == 12
    assert [backup.reason for backup in committee.desk.backup_store.backups()] == ["接收前"]
    assert there.receipt.parent == stick
    assert "可以拔出" in words_in(there)
    code = there.code.digits.text()

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


def test_a_package_received_twice_changes_nothing(pair: tuple[Office, Office], qtbot: QtBot) -> None:
    branch, committee = pair
    path = send(branch, qtbot)
    pane = open_page(committee, qtbot, "receive")
    for _ in range(2):
        pane.look_into(path)
        committee.idle(qtbot)
        before = len(committee.desk.ledger.find(Member.live()))
        assert pane.seen.isVisible() == bool(before)
        qtbot.mouseClick(pane.accept_button, LEFT)
        qtbot.waitUntil(lambda: pane.stack.currentIndex() == 2, timeout=10_000)
    assert before == 12
    assert len(committee.desk.ledger.find(Member.live())) == 12
    assert "已接收过" in words_in(pane)
    assert len(committee.desk.backup_store.backups()) == 1  # nothing to write, nothing to back up
    pane.look_into(path)
    committee.idle(qtbot)
    assert pane.seen.text() == "已接收过，无变化。"


def test_a_change_is_shown_by_its_boxes(pair: tuple[Office, Office], tmp_path: Path, qtbot: QtBot) -> None:
    branch, committee = pair
    first = send(branch, qtbot)
    taken_in(committee.desk.courier, first.read_bytes(), tmp_path)
    person = branch.desk.ledger.find(Member.live())[0]
    person.mobile = "13911112222"
    branch.desk.ledger.save(person)
    pane = open_page(branch, qtbot, "send")
    qtbot.mouseClick(pane.again_button, LEFT)
    branch.idle(qtbot)
    path = send(branch, qtbot)
    there = open_page(committee, qtbot, "receive")
    there.look_into(path)
    committee.idle(qtbot)
    assert [line.cells for line in there.lines.model.lines] == [
        ("修改", "党员花名册", person.name, "手机号码")
    ]
    qtbot.mouseClick(there.stats["新增"], LEFT)
    assert not there.lines.model.lines
    qtbot.mouseClick(there.all_button, LEFT)
    assert len(there.lines.model.lines) == 1


def strangers_package(committee: Office) -> bytes:
    return sealed(OfficeKeys.new("990199", "来路不明的支部"), committee, schema_version=1)


def sealed(keys: OfficeKeys, committee: Office, schema_version: int) -> bytes:
    """An empty package for the committee."""
    manifest = Manifest(
        id="0" * 32,
        kind="full",
        from_office=keys.code,
        from_replica="ab12",
        to=(COMMITTEE,),
        schema_version=schema_version,
        app_version="0.1.0",
        written_at="2026-11-20T09:00",
        subject="11月资料",
        stream=Stream(after={}, upto={"ab12": 1}),
    )
    file = io.BytesIO()
    write_package(file, manifest, [], keys, [committee.desk.courier.trust.card])
    return file.getvalue()


@pytest.mark.parametrize("fault", ["cut", "altered", "stranger", "newer", "no package"])
def test_a_package_not_to_be_believed_says_why_and_changes_nothing(
    pair: tuple[Office, Office], qtbot: QtBot, stick: Path, fault: str
) -> None:
    branch, committee = pair
    data = send(branch, qtbot).read_bytes()
    middle = len(data) // 2
    told = {
        "cut": (data[:middle], {Refusal.CUT_SHORT, Refusal.ALTERED}),
        "altered": (data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :], {Refusal.ALTERED}),
        "stranger": (strangers_package(committee), {Refusal.UNKNOWN_SENDER}),
        "newer": (sealed(branch.desk.courier.trust.keys, committee, 999), {Refusal.NEWER_FORMAT}),
        "no package": (b"nothing of the kind", {Refusal.NOT_A_PACKAGE}),
    }
    bad, refusals = told[fault]
    committee.hands.file = stick / "bad.zbb"
    committee.hands.file.write_bytes(bad)
    before = committee.desk.ledger.can_undo(), len(committee.desk.ledger.find(Member.live()))
    pane = open_page(committee, qtbot, "receive")
    qtbot.mouseClick(pane.file_button, LEFT)
    committee.idle(qtbot)
    assert pane.trouble.error.what in {refusal.sentence for refusal in refusals}
    assert pane.trouble.error.what in words_in(pane)
    assert pane.stack.currentIndex() == 0
    assert (committee.desk.ledger.can_undo(), len(committee.desk.ledger.find(Member.live()))) == before
    assert not committee.desk.backup_store.backups()


def test_a_stick_pulled_before_the_receipt_is_told_and_the_receipt_written_again(
    pair: tuple[Office, Office], qtbot: QtBot, stick: Path, tmp_path: Path
) -> None:
    branch, committee = pair
    path = send(branch, qtbot)
    pane = open_page(committee, qtbot, "receive")
    pane.look_into(path)
    committee.idle(qtbot)
    away = tmp_path / "pulled"
    shutil.move(stick, away)
    qtbot.mouseClick(pane.accept_button, LEFT)
    qtbot.waitUntil(lambda: pane.stack.currentIndex() == 2, timeout=10_000)
    assert pane.receipt_trouble.error is not None
    assert pane.retry_button.isVisible()
    assert len(committee.desk.ledger.find(Member.live())) == 12
    shutil.move(away, stick)
    qtbot.mouseClick(pane.retry_button, LEFT)
    qtbot.waitUntil(lambda: pane.receipt is not None, timeout=10_000)
    assert not pane.retry_button.isVisible()
    assert pane.receipt.exists()


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
    assert committee.shell.current_page().tabs.currentIndex() == 4  # type: ignore[union-attr]
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
