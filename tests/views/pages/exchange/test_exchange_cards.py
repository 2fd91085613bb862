"""The pane of cards, by hand: learnt from paper, followed, asked about, retired; the superior's list."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop_app.base.pinyin import load_pinyin
from desktop_app.exchange.card import OfficeCard
from desktop_app.exchange.identity import OfficeKeys
from desktop_app.exchange.trust import Trust
from desktop_app.registers.exchange.audit_log import CARDS, AuditLog
from desktop_app.registers.people.orgs import PartyOrg
from desktop_app.views.look.theme import Theme
from desktop_app.views.parts.dialogs import ConfirmDialog
from tests.views.pages.branch import OFFICE
from tests.views.pages.exchange.test_exchange_page import open_page, words_in
from tests.views.pages.offices import COMMITTEE, Office, office

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def branch(tmp_path: Path, theme: Theme, qtbot: QtBot) -> Iterator[Office]:
    """A branch that knows nobody, a stick in it."""
    with office(tmp_path / "a", theme, qtbot, OFFICE, "清河社区支部") as made:
        made.sticks.append(tmp_path / "STICK")
        made.sticks[0].mkdir()
        yield made


@pytest.fixture
def superior() -> OfficeKeys:
    return OfficeKeys.new(COMMITTEE, "青石镇党委")


def trust(one: Office) -> Trust:
    """Whom the office believes."""
    return one.desk.courier.trust


def given(one: Office, card: OfficeCard, tmp_path: Path) -> None:
    """The file the system's window will find."""
    one.hands.file = tmp_path / "given.zbk"
    one.hands.file.write_bytes(card.to_bytes())


def open_card(one: Office, qtbot: QtBot, card: OfficeCard, tmp_path: Path) -> Any:
    """The pane with that card presented."""
    pane = open_page(one, qtbot, "cards")
    given(one, card, tmp_path)
    qtbot.mouseClick(pane.choose_button, LEFT)
    one.idle(qtbot)
    return pane


def type_words(pane: Any, qtbot: QtBot, words: tuple[str, ...]) -> None:
    """What stands on the paper, in pinyin."""
    for place, box in pane.presented.boxes.items():
        box.clear()
        qtbot.keyClicks(box, load_pinyin().full(words[place - 1])[0])


def agree(monkeypatch: pytest.MonkeyPatch) -> list[ConfirmDialog]:
    """Every question is answered with its verb; the questions asked."""
    asked: list[ConfirmDialog] = []

    def ask(dialog: ConfirmDialog) -> bool:
        asked.append(dialog)
        return True

    monkeypatch.setattr(ConfirmDialog, "ask", ask)
    return asked


def lines(pane: Any) -> list[str]:
    """The offices as the list tells them."""
    return [line.spoken for line in pane.known.lines()]


def told(one: Office) -> list[str]:
    """What the log holds about cards."""
    return [line.target for line in one.desk.ledger.find(AuditLog.live()) if line.action == CARDS]


def test_a_card_is_learnt_by_the_words_on_paper(
    branch: Office, superior: OfficeKeys, qtbot: QtBot, tmp_path: Path
) -> None:
    card = superior.public
    pane = open_card(branch, qtbot, card, tmp_path)
    asked = pane.presented
    assert not asked.verb.button.isEnabled()
    assert "核对单" in asked.verb.why.text()
    type_words(pane, qtbot, ("苹果",) * 6)
    qtbot.mouseClick(asked.verb.button, LEFT)
    branch.idle(qtbot)
    assert "不符" in words_in(asked.trouble)
    assert not trust(branch).known()
    type_words(pane, qtbot, trust_words(card))
    asked.superior.click()
    qtbot.mouseClick(asked.verb.button, LEFT)
    branch.idle(qtbot)
    assert lines(pane) == [f"青石镇党委　代码 {COMMITTEE}　核对过　上级　2026-11-23 起"]
    assert trust(branch).superior == COMMITTEE
    assert not pane.presented.isVisible()
    assert told(branch) == ["青石镇党委"]


def trust_words(card: OfficeCard) -> tuple[str, ...]:
    """The words on the sheet of a card."""
    from desktop_app.exchange.fingerprint import fingerprint

    return fingerprint(card)


def test_our_own_card_goes_to_stick_file_and_paper(branch: Office, qtbot: QtBot, tmp_path: Path) -> None:
    pane = open_page(branch, qtbot, "cards")
    words = [word.text() for word in pane.own.words]
    assert words == list(trust(branch).fingerprint())
    qtbot.mouseClick(pane.own.stick_button, LEFT)
    branch.idle(qtbot)
    branch.hands.place = tmp_path
    qtbot.mouseClick(pane.own.save_button, LEFT)
    for folder in (branch.sticks[0], tmp_path):
        assert OfficeCard.from_bytes((folder / f"{OFFICE}.zbk").read_bytes()) == trust(branch).card
    branch.sticks.clear()
    qtbot.mouseClick(pane.own.stick_button, LEFT)
    assert "没有找到U盘" in words_in(pane.own.trouble)
    qtbot.mouseClick(pane.own.print_button, LEFT)
    sheet = branch.shell.current_page().shown  # type: ignore[union-attr]
    assert sheet["args"]["fingerprint"].split(" ") == words


@pytest.mark.parametrize("code", [OFFICE, "other"])
def test_a_card_with_our_code_is_refused(branch: Office, qtbot: QtBot, tmp_path: Path, code: str) -> None:
    own = trust(branch).card
    card = own if code == OFFICE else OfficeKeys.new(OFFICE, "清河社区支部").public
    pane = open_card(branch, qtbot, card, tmp_path)
    assert not pane.presented.isVisible()
    assert ("自己的名片" if code == OFFICE else "用了本单位的代码") in words_in(pane.trouble)


def test_a_second_card_is_asked_about_and_the_old_one_stays_by_itself(
    branch: Office, superior: OfficeKeys, qtbot: QtBot, tmp_path: Path
) -> None:
    trust(branch).keep(superior.public)
    trust(branch).seen(COMMITTEE, 4)
    other = OfficeKeys.new(COMMITTEE, "青石镇党委").public
    pane = open_card(branch, qtbot, other, tmp_path)
    qtbot.waitUntil(pane.presented.keep_button.isVisible)
    seen = words_in(pane.presented)
    for word in (*trust_words(superior.public), *trust_words(other), "2026-11-23", "第 4 号包"):
        assert word in seen
    assert branch.shell.focusWidget() is pane.presented.keep_button
    qtbot.keyClick(pane.presented.keep_button, Qt.Key.Key_Return)
    assert trust(branch).known() == {COMMITTEE: superior.public}
    assert not pane.presented.isVisible()

    qtbot.mouseClick(pane.choose_button, LEFT)
    branch.idle(qtbot)
    type_words(pane, qtbot, trust_words(superior.public))
    qtbot.mouseClick(pane.presented.verb.button, LEFT)
    branch.idle(qtbot)
    assert trust(branch).known() == {COMMITTEE: superior.public}
    type_words(pane, qtbot, trust_words(other))
    qtbot.mouseClick(pane.presented.verb.button, LEFT)
    branch.idle(qtbot)
    assert trust(branch).known() == {COMMITTEE: other}
    assert trust(branch).offices()[0].former[0].until == 5


def test_a_new_card_with_the_old_ones_word_is_taken_without_paper(
    branch: Office, superior: OfficeKeys, qtbot: QtBot, tmp_path: Path
) -> None:
    trust(branch).keep(superior.public)
    renewed = superior.renewed(7).public
    pane = open_card(branch, qtbot, renewed, tmp_path)
    assert not pane.presented.boxes
    qtbot.waitUntil(lambda: "不用再核对" in words_in(pane.presented))
    qtbot.mouseClick(pane.presented.verb.button, LEFT)
    branch.idle(qtbot)
    assert trust(branch).known() == {COMMITTEE: renewed}


def test_keys_are_renewed_only_after_the_question(
    branch: Office, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    pane = open_page(branch, qtbot, "cards")
    before = trust(branch).card
    monkeypatch.setattr(ConfirmDialog, "ask", lambda dialog: False)
    qtbot.mouseClick(pane.own.renew_button, LEFT)
    assert trust(branch).card == before
    asked = agree(monkeypatch)
    qtbot.mouseClick(pane.own.renew_button, LEFT)
    branch.idle(qtbot)
    assert "从第 1 号起不再接收" in words_all(asked[0])
    assert trust(branch).card.successions[0].old_key == before.sign_key
    assert [word.text() for word in pane.own.words] == list(trust(branch).fingerprint())


def words_all(dialog: ConfirmDialog) -> str:
    """All words of a dialog that was never shown."""
    from PySide6.QtWidgets import QLabel

    return "\n".join(label.text() for label in dialog.findChildren(QLabel))


def test_an_office_is_marked_and_retired_from_the_list(
    branch: Office, superior: OfficeKeys, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    trust(branch).keep(superior.public)
    asked = agree(monkeypatch)
    pane = open_page(branch, qtbot, "cards")
    assert not pane.issue_button.isVisible()
    pane.known.choose(COMMITTEE)
    qtbot.mouseClick(pane.superior_button, LEFT)
    assert trust(branch).superior == COMMITTEE
    pane.known.choose(COMMITTEE)
    assert pane.superior_button.text() == "不再是上级"
    qtbot.mouseClick(pane.superior_button, LEFT)
    assert trust(branch).superior == ""
    pane.known.choose(COMMITTEE)
    qtbot.mouseClick(pane.retire_button, LEFT)
    assert "不再接收它的包" in words_all(asked[0])
    assert "已停用" in lines(pane)[0]
    pane.known.choose(COMMITTEE)
    assert not pane.office_verbs.isVisible()


def test_a_committee_hands_its_list_down_and_a_branch_takes_it(
    branch: Office, tmp_path: Path, theme: Theme, qtbot: QtBot
) -> None:
    neighbour = OfficeKeys.new("QS02", "桂花里支部").public
    with office(tmp_path / "b", theme, qtbot, COMMITTEE, "青石镇党委") as committee:
        committee.sticks.append(branch.sticks[0])
        committee.desk.ledger.save(PartyOrg(full_name="青石镇党委", org_code=COMMITTEE, org_kind="党委"))
        trust(committee).keep(neighbour)
        trust(branch).keep(trust(committee).card)
        pane = open_page(committee, qtbot, "cards")
        qtbot.mouseClick(pane.issue_button, LEFT)
        committee.idle(qtbot)
        assert "2026-11-23 的名录" in pane.handed_down.text()
        assert "再下发" not in pane.handed_down.text()
        trust(committee).keep(trust(branch).card)
        pane.show_known()
        assert "再下发一次" in pane.handed_down.text()
        (branch.hands.file,) = branch.sticks[0].glob("*.zbd")
    there = open_page(branch, qtbot, "cards")
    qtbot.mouseClick(there.choose_button, LEFT)
    branch.idle(qtbot)
    assert "不是本机登记的上级" in words_in(there.trouble)
    assert len(trust(branch).known()) == 1
    trust(branch).set_superior(COMMITTEE)
    qtbot.mouseClick(there.choose_button, LEFT)
    branch.idle(qtbot)
    assert "桂花里支部　代码 QS02　由上级名录介绍　2026-11-23 起" in lines(there)
    assert not there.trouble.isVisible()


@pytest.mark.parametrize("suffix", [".zbk", ".zbd"])
def test_any_other_file_is_told_and_the_pane_goes_on(
    branch: Office, superior: OfficeKeys, qtbot: QtBot, tmp_path: Path, suffix: str
) -> None:
    pane = open_page(branch, qtbot, "cards")
    branch.hands.file = tmp_path / f"x{suffix}"
    branch.hands.file.write_bytes(b"PK\x03\x04")
    qtbot.mouseClick(pane.choose_button, LEFT)
    branch.idle(qtbot)
    assert "已损坏" in words_in(pane.trouble)
    given(branch, superior.public, tmp_path)
    qtbot.mouseClick(pane.choose_button, LEFT)
    assert pane.presented.isVisible()
    assert not pane.trouble.isVisible()
    qtbot.mouseClick(pane.presented.put_away_button, LEFT)
    assert not trust(branch).known()
    assert pane.choose_button.isVisible()


def test_who_stands_above_us_in_the_register_is_taken_for_our_superior(
    branch: Office, superior: OfficeKeys, qtbot: QtBot, tmp_path: Path
) -> None:
    ledger = branch.desk.ledger
    above = PartyOrg(full_name="青石镇党委", org_code="X", org_kind="党委")
    (own,) = ledger.find(PartyOrg.live().where(PartyOrg.org_code == OFFICE))
    own.parent = above.uid
    with ledger.action("填上级") as action:
        action.save(above, own)
    pane = open_card(branch, qtbot, superior.public, tmp_path)
    assert pane.presented.superior.isChecked()
    pane = open_card(branch, qtbot, OfficeKeys.new("QS02", "桂花里支部").public, tmp_path)
    assert not pane.presented.superior.isChecked()
