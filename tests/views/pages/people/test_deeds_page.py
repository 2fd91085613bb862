"""A member moves between two branches by clicks, the stick going to and fro between two windows."""

import os
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_app.base.periods import Month
from desktop_app.exchange.identity import OfficeKeys
from desktop_app.registers.people.deed_states import RETURNED, TAKEN
from desktop_app.registers.people.members import Member
from desktop_app.registers.people.org_transfers import OUT, OrgTransfer
from desktop_app.registers.people.transfer_deeds import ACCEPTS, TransferAnswer, TransferOffer
from desktop_app.views.look.theme import Theme
from desktop_app.views.pages.exchange.exchange_page import ExchangePage
from desktop_app.views.pages.people.deeds_page import DeedsPage
from desktop_app.views.pages.people.offer_dialog import OfferDialog
from desktop_app.views.pages.people.transfer_page import TransferPage
from tests.registers.invented_people import branch, member
from tests.views.pages.branch import OFFICE
from tests.views.pages.offices import Office, office

LEFT = Qt.MouseButton.LeftButton
THERE = "990101002"
WHO = "高云舟"


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    made = tmp_path / "STICK"
    made.mkdir()
    return made


@pytest.fixture
def pair(tmp_path: Path, theme: Theme, qtbot: QtBot, stick: Path) -> Iterator[tuple[Office, Office]]:
    """The branch the member leaves, with his letter issued, and the one he goes to; the stick in both."""
    with (
        office(tmp_path / "a", theme, qtbot, OFFICE, "清河社区支部") as here,
        office(tmp_path / "b", theme, qtbot, THERE, "柳林社区支部") as there,
    ):
        here.desk.courier.trust.keep(there.desk.courier.trust.card)
        there.desk.courier.trust.keep(here.desk.courier.trust.card)
        there.desk.ledger.save(
            branch(org_code=THERE, full_name="中共柳林社区支部委员会", short_name="柳林支部")
        )
        for one in (here, there):
            one.sticks.append(stick)
            one.desk.courier.notice.confirm()
            one.shell.add_page("transfers", "组织关系转接", "home", "", lambda one=one: _transfers(one))
            one.shell.add_page(
                "deeds",
                "U盘转接",
                "home",
                "",
                lambda one=one: DeedsPage(one.desk, one.shell, lambda: list(one.sticks), one.hands),
            )
        _issue(here)
        yield here, there


def _transfers(one: Office) -> TransferPage:
    return TransferPage(one.desk, one.shell)


def _issue(here: Office) -> None:
    ledger = here.desk.ledger
    letter = OrgTransfer(
        direction=OUT,
        member=person(here, WHO).uid,
        from_org="中共青石街道工作委员会",
        to_org="中共柴桥街道工作委员会",
        new_branch="中共柳林社区支部委员会",
        dues_paid_to=Month(2026, 11),
        valid_days=30,
        reason="工作变动",
    )
    ledger.save(letter)
    ledger.step(letter, "issue", {"letter_no": "青石〔2026〕0061", "issued_on": ledger.today})


def person(one: Office, name: str) -> Member:
    """The row of the office's own roster."""
    own = (Member.owner_office == one.desk.ledger.office) & (Member.name == name)
    (row,) = one.desk.ledger.find(Member.live().where(own))
    return row


def own(one: Office, model: Any) -> Any:
    """The only record of a register the office wrote itself."""
    (row,) = one.desk.ledger.find(model.live().where(model.owner_office == one.desk.ledger.office))
    return row


def go(one: Office, qtbot: QtBot, key: str, **args: object) -> Any:
    """Open a page."""
    one.shell.go(key, **args)
    one.idle(qtbot)
    QApplication.processEvents()
    return one.shell.current_page()


def press(one: Office, qtbot: QtBot, button: Any) -> None:
    """Press a button that can be pressed."""
    assert button.isVisible()
    assert button.isEnabled(), button.accessibleDescription()
    qtbot.mouseClick(button, LEFT)
    one.idle(qtbot)
    QApplication.processEvents()


def type_in(line: Any, words: str) -> None:
    """Type over what stands in a line."""
    line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, words) if words.isascii() else line.insert(words)


def receive(one: Office, qtbot: QtBot, path: Path) -> Any:
    """Take a package in by the pane that receives, and go on from there to the page of transfers."""
    if not one.shell.navigation.entries.get("exchange"):
        one.shell.add_page("exchange", "上报与接收", "stick", "", lambda: _exchange(one))
    page = go(one, qtbot, "exchange", path=path)
    pane = page.pane("receive")
    press(one, qtbot, pane.preview.accept_button)
    qtbot.waitUntil(lambda: pane.stack.currentWidget() is pane.result, timeout=10_000)
    one.idle(qtbot)
    picture(one.shell, f"deed-received-{len(list(path.parent.glob('*.zbb')))}")
    press(one, qtbot, pane.result.deeds_button)
    return one.shell.current_page()


def _exchange(one: Office) -> ExchangePage:
    return ExchangePage(one.desk, one.shell, lambda: list(one.sticks), one.hands, Random(7))


def newest(stick: Path) -> Path:
    """The package written last."""
    return max(stick.glob("*.zbb"), key=lambda path: path.stat().st_mtime_ns)


def picture(widget: Any, name: str) -> None:
    """Keep a picture where one is asked for."""
    folder = os.environ.get("ZHIBU_PICTURES")
    if folder:
        QApplication.processEvents()
        assert widget.grab().save(str(Path(folder) / f"{name}.png"))


def write_offer(here: Office, qtbot: QtBot, stick: Path) -> Path:
    """Offer the member by clicks, and write the stick; the package."""
    letter = own(here, OrgTransfer)
    page = go(here, qtbot, "transfers", uid=letter.uid)
    strip = page.pane.stick
    strip.sticks, strip.doors = (lambda: list(here.sticks)), here.hands
    picture(here.shell, "deed-1-transfer")
    press(here, qtbot, strip.write_button)
    dialog = strip.dialog
    assert dialog.office.currentText() == "柳林社区支部"
    press(here, qtbot, dialog.writer.button)
    assert dialog.writer.trouble.error is None
    assert len(dialog.writer.code.digits.text()) == 9
    picture(dialog, "deed-2-offer-written")
    press(here, qtbot, dialog.close_button)
    return newest(stick)


def test_offer_acceptance_and_the_day_of_leaving_by_clicks(pair, qtbot, stick):
    here, there = pair
    receive(there, qtbot, write_offer(here, qtbot, stick))
    assert "还没有答复" in here.shell.current_page().pane.stick.words.text()
    assert person(here, WHO).exit_type is None

    page = go(there, qtbot, "deeds")
    assert page.count_words() == "1 人等着答复"
    pane = page.dossier
    assert WHO in pane.name.text()
    assert not pane.accept_button.isEnabled()
    type_in(pane.by, "柳接收")
    type_in(pane.reported, "2026.11.23")
    picture(there.shell, "deed-3-dossier")
    press(there, qtbot, pane.accept_button)
    assert pane.trouble.error is None
    row, left = person(there, WHO), person(here, WHO)
    assert row.uid != left.uid
    assert (row.id_number, row.entry_type) == (left.id_number, "转入组织关系")
    assert left.exit_type is None
    assert page.stack.currentWidget() is page.answer
    press(there, qtbot, page.answer.writer.button)
    assert page.answer.writer.trouble.error is None
    picture(there.shell, "deed-4-accepted")

    receive(here, qtbot, newest(stick))
    gone = person(here, WHO)
    assert (gone.exit_type, gone.exit_on) == ("转出组织关系", here.desk.ledger.today)
    assert own(here, TransferOffer).state == TAKEN
    assert own(there, TransferAnswer).verdict == ACCEPTS
    page = go(here, qtbot, "transfers", uid=own(here, OrgTransfer).uid)
    assert "对方已接收" in page.pane.stick.words.text()
    assert page.pane.stick.write_button.text() == "再写一次U盘"
    picture(here.shell, "deed-5-left")
    assert here.desk.ledger.can_undo() is None


def test_the_branch_of_the_letter_is_proposed_and_never_the_superior(pair, qtbot):
    here, _ = pair
    trust = here.desk.courier.trust
    for code, name in (("100", "中共青石街道工作委员会"), ("200", "安和社区支部")):
        trust.keep(OfficeKeys.new(code, name).public)
    trust.set_superior("100")
    letter = own(here, OrgTransfer)
    dialog = OfferDialog(here.desk, letter, lambda: list(here.sticks), here.hands)
    qtbot.addWidget(dialog)
    assert dialog.office.value() == THERE
    letter.new_branch = "对方还没有定的支部"
    dialog = OfferDialog(here.desk, letter, lambda: list(here.sticks), here.hands)
    qtbot.addWidget(dialog)
    assert [dialog.office.itemText(at) for at in range(dialog.office.count())] == [
        "请选择", "安和社区支部", "柳林社区支部",
    ]  # fmt: skip
    assert not dialog.writer.button.isEnabled()


def test_sent_back_with_a_reason_asked_back_and_offered_again(pair, qtbot, stick):
    here, there = pair
    receive(there, qtbot, write_offer(here, qtbot, stick))
    strip = here.shell.current_page().pane.stick
    press(here, qtbot, strip.recall_button)
    press(here, qtbot, strip.recall_dialog.verb_button)
    assert "请写原因" in strip.recall_dialog.row.error.words.text()
    type_in(strip.recall_dialog.why, "介绍信开错了")
    picture(strip.recall_dialog, "deed-6-recall")
    press(here, qtbot, strip.recall_dialog.verb_button)
    assert not strip.recall_button.isVisible()
    receive(there, qtbot, write_offer(here, qtbot, stick))

    page = go(there, qtbot, "deeds")
    pane = page.dossier
    assert "介绍信开错了" in pane.recall.words.text()
    press(there, qtbot, pane.back_button)
    assert "退回要写原因" in pane.why_row.error.words.text()
    type_in(pane.why, "对方请求退回")
    picture(there.shell, "deed-7-send-back")
    press(there, qtbot, pane.back_button)
    press(there, qtbot, page.answer.writer.button)
    receive(here, qtbot, newest(stick))
    assert own(here, TransferOffer).state == RETURNED
    assert person(here, WHO).exit_type is None
    page = go(here, qtbot, "transfers", uid=own(here, OrgTransfer).uid)
    assert "对方退回：对方请求退回" in page.pane.stick.words.text()
    receive(there, qtbot, write_offer(here, qtbot, stick))
    page = go(there, qtbot, "deeds")
    assert "（第 2 次）" in page.dossier.name.text()


def test_who_stands_on_the_roster_already_is_asked_about(pair, qtbot, stick):
    here, there = pair
    known = person(here, WHO)
    typed = member(1, name=WHO, id_number=known.id_number, gender=known.gender, mobile=None)
    typed.entry_type, typed.entry_on = "转入组织关系", there.desk.ledger.today
    there.desk.ledger.save(typed)
    receive(there, qtbot, write_offer(here, qtbot, stick))
    pane = go(there, qtbot, "deeds").dossier
    type_in(pane.by, "柳接收")
    assert not pane.accept_button.isEnabled()
    assert "是不是这个人" in pane.accept_verb.why.text()
    picture(there.shell, "deed-8-on-roster")
    pane.same.click()
    press(there, qtbot, pane.accept_button)
    assert pane.trouble.error is None
    assert own(there, TransferAnswer).member == typed.uid


def test_an_offer_that_cannot_be_believed_says_why_and_the_page_goes_on(pair, qtbot, stick, monkeypatch):
    here, there = pair
    receive(there, qtbot, write_offer(here, qtbot, stick))
    other = OfficeKeys.new(OFFICE, "清河社区支部").public
    monkeypatch.setattr(there.desk.courier.trust, "signers", lambda: {OFFICE: other})
    pane = go(there, qtbot, "deeds").dossier
    assert "名片对不上" in pane.trouble_there.error.what
    assert not pane.accept_button.isEnabled()
    assert not pane.back_button.isEnabled()
    picture(there.shell, "deed-9-not-believed")
