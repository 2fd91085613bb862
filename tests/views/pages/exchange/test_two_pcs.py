"""Two PCs of one branch, by hand: in step, a conflict decided on one of them, in step again."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from desktop_app.registers.exchange.conflicts import DECIDED, VersionConflict
from desktop_app.registers.people.members import Member
from desktop_app.views.look.theme import Theme
from desktop_app.views.page_parts.side_grid import Side
from desktop_app.views.pages.exchange.receive_rows import Kind
from tests.views.pages.branch import OFFICE
from tests.views.pages.exchange.stick_bench import LEFT, choose, open_page
from tests.views.pages.offices import Office, office


@pytest.fixture
def pcs(tmp_path: Path, theme: Theme, qtbot: QtBot, stick: Path) -> Iterator[tuple[Office, Office]]:
    """The branch's PC and its second one, still empty, with the same keys."""
    with (
        office(tmp_path / "a", theme, qtbot, OFFICE, "清河社区支部") as first,
        office(tmp_path / "b", theme, qtbot, OFFICE, "清河社区支部", empty=True) as second,
    ):
        second.desk.ledger.set_note("office_keys", first.desk.ledger.note("office_keys"))
        for one in (first, second):
            one.sticks.append(stick)
            one.desk.courier.notice.confirm()
        yield first, second


def hand_over(giver: Office, taker: Office, stick: Path, qtbot: QtBot) -> Any:
    """One stick from PC to PC and its receipt back; the receiving pane, at what was done."""
    pane = open_page(giver, qtbot, "send")
    again = getattr(pane, "again_button", None)
    if again is not None and again.isVisible():
        qtbot.mouseClick(again, LEFT)
        giver.idle(qtbot)
    choose(pane, giver, qtbot, "step")
    qtbot.waitUntil(pane.write_button.isEnabled)
    qtbot.mouseClick(pane.write_button, LEFT)
    giver.idle(qtbot)
    assert pane.trouble.error is None
    there = open_page(taker, qtbot, "receive")
    if there.result.isVisible():
        qtbot.mouseClick(there.result.next_button, LEFT)
        taker.idle(qtbot)
    there.look_into([Path(pane.written[1])])
    taker.idle(qtbot)
    assert there.stack.currentWidget() is there.preview, there.list.trouble.error
    qtbot.mouseClick(there.preview.accept_button, LEFT)
    qtbot.waitUntil(lambda: there.stack.currentWidget() is there.result, timeout=10_000)
    taker.idle(qtbot)
    open_page(giver, qtbot, "receipts")
    giver.idle(qtbot)
    for path in stick.iterdir():
        path.unlink()
    return there


def test_two_pcs_keep_in_step_and_a_conflict_is_decided_once_for_both(
    pcs: tuple[Office, Office], stick: Path, qtbot: QtBot
) -> None:
    first, second = pcs
    hand_over(first, second, stick, qtbot)
    people = {one.name: one for one in second.desk.ledger.find(Member.live())}
    assert len(people) == 12
    here = first.desk.ledger.get(Member, people["高云舟"].uid)
    there = people["高云舟"]
    assert here is not None
    here.mobile, here.native_place = "13911110000", "青石镇"
    first.desk.ledger.save(here)
    there.mobile, there.education = "13922220000", "11"
    second.desk.ledger.save(there)

    pane = hand_over(second, first, stick, qtbot)
    assert [one.kind for one in pane.batch.received if one.uid == here.uid] == [Kind.CONFLICT]
    assert pane.result.tray_button.text() == "去定 1 处冲突"
    qtbot.mouseClick(pane.result.tray_button, LEFT)
    first.idle(qtbot)
    page: Any = first.shell.current_page()
    tray = page.pane("tray")
    assert tray.isVisible()
    assert page.tabs.tabText(page.tabs.currentIndex()) == "冲突待定 1"
    certain = {name: one.proposed for name, one in boxes(tray).items() if not one.disputed}
    assert certain == only_one_side(tray)
    assert boxes(tray)["mobile"].disputed
    side = next(side for side, words in sides_of(tray, "mobile").items() if words == "13922220000")
    qtbot.mouseClick(tray.grid.tiles["mobile"][side], LEFT)
    qtbot.mouseClick(tray.decide_button, LEFT)
    first.idle(qtbot)
    assert not tray.table.model.lines

    hand_over(first, second, stick, qtbot)
    versions = {
        (one.mobile, one.native_place, one.education)
        for one in (pc.desk.ledger.get(Member, here.uid) for pc in pcs)
        if one is not None
    }
    assert versions == {("13922220000", "青石镇", "11")}
    rows = [pc.desk.ledger.find(VersionConflict.live()) for pc in pcs]
    assert [[one.state for one in found] for found in rows] == [[DECIDED], [DECIDED]]
    assert rows[0][0].uid == rows[1][0].uid
    assert rows[0][0].decision == rows[1][0].decision


def boxes(tray: Any) -> dict[str, Any]:
    return {one.box.name: one for one in tray.sides.boxes}


def sides_of(tray: Any, name: str) -> dict[Side, str]:
    return {Side.HERE: boxes(tray)[name].here, Side.THERE: boxes(tray)[name].there}


def only_one_side(tray: Any) -> dict[str, Side]:
    """For the box each PC alone changed the side that has its word."""
    new = {"native_place": "青石镇", "education": "博士研究生毕业"}
    return {
        name: next(side for side, words in sides_of(tray, name).items() if words == word)
        for name, word in new.items()
    }


def test_what_came_from_the_own_second_pc_asks_nothing_about_transfers(
    pcs: tuple[Office, Office], stick: Path, qtbot: QtBot
) -> None:
    """Everything of a file holds a place for deeds; only a package made for one leads on to it."""
    first, second = pcs
    pane = hand_over(first, second, stick, qtbot)
    assert pane.result.isVisible()
    assert not pane.result.deeds_button.isVisible()
