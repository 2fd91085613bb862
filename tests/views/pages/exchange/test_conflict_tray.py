"""The tray of conflicts, by hand: one click a box, all of one side, a deletion, and the way back."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop_app.registers.exchange.conflicts import DECIDED, WAITING, VersionConflict
from desktop_app.registers.people.members import Member
from desktop_app.registers.service.goods import Goods
from desktop_app.views.form.destination_panel import DestinationPanel
from desktop_app.views.page_parts.side_grid import Side
from desktop_app.views.pages.exchange.conflict_tray import TrayPane
from desktop_app.views.pages.exchange.exchange_page import ExchangePage
from desktop_app.views.shell import Shell
from tests.views.pages.branch import until_idle

LEFT = Qt.MouseButton.LeftButton
HERE, THERE = Side.HERE, Side.THERE


@pytest.fixture
def person(branch: Any) -> Member:
    """A member whom this PC gave another number, after somebody else began."""
    ledger, uids = branch
    member = ledger.get(Member, uids["高云舟"])
    member.mobile = "13911110000"
    ledger.save(member)
    return member


def loser_of(ledger: Any, record: Any, *, gone: str | None = None, **boxes: object) -> VersionConflict:
    """The version that another PC wrote of ``record`` and that lost."""
    register = ledger.catalogue.of(record)
    stored = {**register.stored(record), **boxes, "removed_at": gone}
    conflict = VersionConflict(
        register=register.name, about=record.uid, heading=register.heading(record, ledger.name),
        loser=json.dumps(stored, ensure_ascii=False), loser_replica="ab12", loser_dot=7,
        written_at="2026-11-20T10:05",
    )  # fmt: skip
    ledger.save(conflict)
    return conflict


@pytest.fixture
def open_tray(desk: Any, shell: Shell, qtbot: QtBot) -> Callable[[], TrayPane]:
    """Opens the tab of the tray."""

    def show() -> TrayPane:
        if "exchange" not in shell.navigation.entries:
            shell.add_page("exchange", "上报与接收", "stick", "", lambda: ExchangePage(desk, shell))
        shell.go("exchange", tab="tray")
        until_idle(qtbot, desk)
        page = shell.current_page()
        assert isinstance(page, ExchangePage)
        pane = page.pane("tray")
        assert isinstance(pane, TrayPane)
        return pane

    return show


def press(button: Any, qtbot: QtBot, desk: Any) -> None:
    assert button.isVisible()
    qtbot.mouseClick(button, LEFT)
    until_idle(qtbot, desk)


def test_one_click_takes_the_other_value_and_closes_the_conflict_in_one_action(
    branch: Any, desk: Any, person: Member, open_tray: Any, qtbot: QtBot, shell: Shell
) -> None:
    ledger, _ = branch
    conflict = loser_of(ledger, person, mobile="13922220000", education="11")
    pane = open_tray()
    page: Any = shell.current_page()
    assert page.tabs.tabText(3) == "冲突待定 1"
    assert "1 处冲突待定" in page.count_words()
    assert [line.cells for line in pane.table.model.lines] == [("高云舟", "党员花名册")]
    assert set(pane.grid.tiles) == {"mobile", "education"}
    # Only the other PC changed the education since the version both came from; the number both did.
    assert pane.grid.chosen() == {"mobile": HERE, "education": THERE}
    qtbot.mouseClick(pane.grid.tiles["mobile"][THERE], LEFT)
    assert pane.grid.chosen()["mobile"] is THERE
    press(pane.decide_button, qtbot, desk)
    now = ledger.get(Member, person.uid)
    assert (now.mobile, now.education) == ("13922220000", "11")
    closed = ledger.get(VersionConflict, conflict.uid)
    assert (closed.state, closed.decided_on) == (DECIDED, ledger.today)
    assert "手机号码" in closed.decision
    assert not pane.table.model.lines
    assert page.tabs.tabText(3) == "冲突待定"
    press(shell.notice.button, qtbot, desk)
    now = ledger.get(Member, person.uid)
    assert (now.mobile, now.education) == ("13911110000", "21")
    assert ledger.get(VersionConflict, conflict.uid).state == WAITING
    assert len(pane.table.model.lines) == 1


def test_all_of_a_side_by_one_button(
    branch: Any, desk: Any, person: Member, open_tray: Any, qtbot: QtBot
) -> None:
    ledger, _ = branch
    loser_of(ledger, person, mobile="13922220000", education="11")
    pane = open_tray()
    qtbot.mouseClick(pane.there_button, LEFT)
    assert set(pane.grid.chosen().values()) == {THERE}
    qtbot.mouseClick(pane.here_button, LEFT)
    assert set(pane.grid.chosen().values()) == {HERE}
    assert pane.decide_button.text() == "定下来，不改本机的"
    press(pane.decide_button, qtbot, desk)
    assert ledger.get(Member, person.uid).mobile == "13911110000"
    assert not pane.table.model.lines


def test_what_only_one_side_changed_is_settled_together(
    branch: Any, desk: Any, person: Member, open_tray: Any, qtbot: QtBot
) -> None:
    ledger, uids = branch
    other = ledger.get(Member, uids["韩春晓"])
    loser_of(ledger, person, mobile="13900000000", education="11")
    other.mobile = "13955550000"
    ledger.save(other)
    loser_of(ledger, other, mobile="13966660000")
    pane = open_tray()
    assert pane.easy_button.text() == "没有争议的 1 条一起定"
    press(pane.easy_button, qtbot, desk)
    now = ledger.get(Member, person.uid)
    assert (now.mobile, now.education) == ("13911110000", "11")
    assert [line.key.about for line in pane.table.model.lines] == [other.uid]
    assert not pane.easy_button.isVisible()


@pytest.mark.parametrize("keep", [True, False])
def test_a_deletion_never_wins_by_itself(
    branch: Any, desk: Any, open_tray: Any, qtbot: QtBot, keep: bool
) -> None:
    ledger, _ = branch
    record = Goods(name="毛巾", price=5)
    ledger.save(record)
    record.price = 6
    ledger.save(record)
    loser_of(ledger, record, gone="2026-11-20T10:05:00")
    pane = open_tray()
    assert "已经删除" in pane.told.text()
    assert not pane.decide_button.isVisible()
    press(pane.keep_button if keep else pane.remove_button, qtbot, desk)
    assert bool(ledger.get(Goods, record.uid).removed_at) is not keep
    assert not pane.table.model.lines


def test_what_was_deleted_here_comes_back_with_the_other_version(
    branch: Any, desk: Any, open_tray: Any, qtbot: QtBot, shell: Shell
) -> None:
    ledger, _ = branch
    record = Goods(name="毛巾", price=5)
    ledger.save(record)
    ledger.remove(record)
    loser_of(ledger, record, price=80)
    pane = open_tray()
    assert pane.keep_button.text() == "恢复，用另一个版本"
    press(pane.keep_button, qtbot, desk)
    now = ledger.get(Goods, record.uid)
    assert (now.removed_at, now.price) == (None, 8)
    press(shell.notice.button, qtbot, desk)
    assert ledger.get(Goods, record.uid).removed_at
    assert len(pane.table.model.lines) == 1


def test_what_the_rules_refuse_is_told_and_the_conflict_stays(
    branch: Any, desk: Any, person: Member, open_tray: Any, qtbot: QtBot
) -> None:
    ledger, uids = branch
    taken = ledger.get(Member, uids["韩春晓"]).id_number
    loser_of(ledger, person, id_number=taken)
    pane = open_tray()
    qtbot.mouseClick(pane.grid.tiles["id_number"][THERE], LEFT)
    press(pane.decide_button, qtbot, desk)
    assert pane.trouble.error is not None
    assert pane.decide_button.isEnabled()
    assert ledger.get(Member, person.uid).id_number != taken
    assert len(pane.table.model.lines) == 1


def test_beside_the_record_stands_that_there_is_another_version(
    branch: Any, desk: Any, person: Member, qtbot: QtBot
) -> None:
    ledger, _ = branch
    panel = DestinationPanel(desk)
    qtbot.addWidget(panel)
    panel.show()
    panel.show_record(person)
    until_idle(qtbot, desk)
    assert not [one for one in panel.destinations if one.key == "exchange"]
    conflict = loser_of(ledger, person, mobile="13922220000")
    until_idle(qtbot, desk)
    at = [one.key for one in panel.destinations].index("exchange")
    assert panel.destinations[at].title == "有另一个版本"
    with qtbot.waitSignal(panel.asked) as asked:
        qtbot.mouseClick(panel.buttons[at], LEFT)
    assert asked.args[0].args == {"uid": conflict.uid}


def test_the_record_in_conflict_is_one_click_away(
    branch: Any, desk: Any, person: Member, open_tray: Any, qtbot: QtBot, shell: Shell
) -> None:
    ledger, _ = branch
    conflict = loser_of(ledger, person, mobile="13922220000")
    loser_of(ledger, ledger.get(Member, branch[1]["韩春晓"]), mobile="13922220001")
    pane = open_tray()
    shell.go("exchange", uid=conflict.uid)
    until_idle(qtbot, desk)
    assert pane.sides is not None
    assert pane.sides.conflict.uid == conflict.uid
    shell.go("exchange", uid=person.uid)
    assert pane.sides.conflict.uid == conflict.uid


def test_a_box_both_changed_is_disputed_however_often_this_pc_went_on(
    branch: Any, person: Member, open_tray: Any
) -> None:
    ledger, _ = branch
    conflict_of = {"mobile": "13922220000", "native_place": person.native_place}
    person.native_place = "江苏苏州"
    ledger.save(person)
    loser_of(ledger, person, **conflict_of)
    boxes = {one.box.name: one for one in open_tray().sides.boxes}
    assert boxes["mobile"].disputed
    assert not boxes["native_place"].disputed
    assert boxes["native_place"].proposed is HERE
