"""互认名片 by clicks on both PCs: what is carried, what is compared, who is next, until both may exchange."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from desktop_app.base.pinyin import load_pinyin
from desktop_app.exchange.card_steps import CardStep, CardSteps
from desktop_app.registers.people.orgs import COMMITTEE_KIND, PartyOrg
from desktop_app.views.look.theme import Theme
from desktop_app.views.parts.dialogs import ConfirmDialog
from tests.views.pages.branch import OFFICE
from tests.views.pages.exchange.stick_bench import LEFT, open_page, words_in
from tests.views.pages.offices import COMMITTEE, Office, office


@pytest.fixture
def strangers(tmp_path: Path, theme: Theme, qtbot: QtBot) -> Iterator[tuple[Office, Office]]:
    """A branch and its committee that do not know each other, each with its own stick."""
    with (
        office(tmp_path / "a", theme, qtbot, OFFICE, "清河社区支部") as branch,
        office(tmp_path / "b", theme, qtbot, COMMITTEE, "青石镇党委") as committee,
    ):
        committee.desk.ledger.save(
            PartyOrg(full_name="中国共产党青石镇委员会", org_code=COMMITTEE, org_kind=COMMITTEE_KIND)
        )
        for name, one in (("BRANCH", branch), ("COMMITTEE", committee)):
            (tmp_path / name).mkdir()
            one.sticks.append(tmp_path / name)
        yield branch, committee


def guide(one: Office, qtbot: QtBot) -> Any:
    """The pane of cards with the guide in sight."""
    return open_page(one, qtbot, "cards")


def press(one: Office, qtbot: QtBot) -> Any:
    """The button of the guide, whatever it says now; gives the pane."""
    pane = guide(one, qtbot)
    qtbot.mouseClick(pane.guide.button, LEFT)
    one.idle(qtbot)
    return pane


def sheet_of(one: Office) -> list[str]:
    """The words on the paper that was opened for printing."""
    shown = one.shell.current_page().shown  # type: ignore[union-attr]
    return str(shown["args"]["fingerprint"]).split(" ")


def test_both_sides_walk_the_four_steps_and_may_exchange_then(
    strangers: tuple[Office, Office], qtbot: QtBot
) -> None:
    branch, committee = strangers
    sheets: dict[str, list[str]] = {}
    for one, other in ((branch, "上级"), (committee, "支部")):
        pane = guide(one, qtbot)
        assert pane.guide.rail.current == 0
        assert pane.guide.button.text() == "名片存到U盘"
        code = one.desk.courier.trust.card.code
        assert f"{code}.zbk，交给{other}" in words_in(pane.guide)
        pane = press(one, qtbot)
        assert (one.sticks[0] / f"{code}.zbk").is_file()
        assert (pane.guide.rail.current, pane.guide.button.text()) == (1, "打印核对单")
        assert "不要和U盘放在一起" in words_in(pane.guide)
        press(one, qtbot)
        sheets[code] = sheet_of(one)
        pane = guide(one, qtbot)
        assert (pane.guide.rail.current, pane.guide.button.text()) == (2, "打开名片或名录文件")
        assert f"插上{other}给的U盘" in words_in(pane.guide)
    for one, giver in ((branch, committee), (committee, branch)):
        code = giver.desk.courier.trust.card.code
        one.hands.file = giver.sticks[0] / f"{code}.zbk"
        pane = press(one, qtbot)
        assert not pane.guide.button.isVisible()
        for place, box in pane.presented.boxes.items():
            qtbot.keyClicks(box, load_pinyin().full(sheets[code][place - 1])[0])
        if one is branch:
            pane.presented.superior.click()
        qtbot.mouseClick(pane.presented.verb.button, LEFT)
        one.idle(qtbot)
        assert (pane.guide.rail.current, pane.guide.button.text()) == (3, "对方说登记好了")
    assert "勾选“这是我们的上级党组织”" in words_in(guide(committee, qtbot).guide)
    for one, told, tab in ((branch, "去上报", "send"), (committee, "去接收", "receive")):
        pane = press(one, qtbot)
        assert pane.guide.button.text() == told
        assert "互认，可以互相交换了" in words_in(pane.guide)
        press(one, qtbot)
        page: Any = one.shell.current_page()
        assert page.tabs.tabData(page.tabs.currentIndex()) == tab
    assert branch.desk.courier.trust.superior == COMMITTEE
    assert set(committee.desk.courier.trust.known()) == {OFFICE}


def test_where_a_side_stands_is_still_known_at_the_next_start(
    strangers: tuple[Office, Office], qtbot: QtBot
) -> None:
    branch, _ = strangers
    press(branch, qtbot)
    again = CardSteps(branch.desk.ledger, branch.desk.courier.trust)
    assert again.way().next is CardStep.SHEET


def test_without_a_stick_nothing_is_said_to_be_handed_out(
    strangers: tuple[Office, Office], qtbot: QtBot
) -> None:
    branch, _ = strangers
    branch.sticks.clear()
    pane = press(branch, qtbot)
    assert pane.guide.rail.current == 0
    assert "没有找到U盘" in words_in(pane)


def test_offices_that_exchanged_before_there_was_a_guide_are_not_sent_back_to_its_beginning(
    pair: tuple[Office, Office], qtbot: QtBot
) -> None:
    branch, _ = pair
    assert guide(branch, qtbot).guide.rail.current == 0
    branch.desk.courier.trust.seen(COMMITTEE, 1)
    pane = guide(branch, qtbot)
    assert pane.guide.button.text() == "去上报"
    qtbot.mouseClick(pane.guide.more_button, LEFT)
    assert pane.guide.button.text() == "名片存到U盘"


def test_a_new_card_goes_round_once_more(
    pair: tuple[Office, Office], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    branch, _ = pair
    branch.desk.courier.trust.seen(COMMITTEE, 1)
    pane = guide(branch, qtbot)
    monkeypatch.setattr(ConfirmDialog, "ask", lambda _: True)
    qtbot.mouseClick(pane.own.renew_button, LEFT)
    branch.idle(qtbot)
    assert pane.guide.button.text() == "名片存到U盘"
