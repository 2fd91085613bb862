"""The page of orders: sent to those who fit, rated with two keys, and the points come along and go back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_app.registers.service.points_entries import PointsEntry
from desktop_app.registers.service.service_orders import DONE, SENT, TO_RATE, WAITING, ServiceOrder
from desktop_app.views.look.theme import Theme
from desktop_app.views.page_parts.filters import ALL
from desktop_app.views.pages.service.order_page import ENDED, LATE, OPEN, OrderPage
from tests.views.pages.serving_bench import ServingBench


@pytest.fixture
def bench(tmp_path: Path, theme: Theme, qtbot: QtBot) -> Iterator[ServingBench]:
    made = ServingBench(tmp_path, theme, qtbot, OrderPage)
    made.show()
    yield made
    made.close()


def order(bench: ServingBench, uid: str) -> ServiceOrder:
    found = bench.ledger.get(ServiceOrder, uid)
    assert found is not None
    return found


def entries(bench: ServingBench, uid: str) -> list[PointsEntry]:
    return bench.ledger.find(PointsEntry.live().where(PointsEntry.source == uid))


def click(bench: ServingBench, uid: str) -> None:
    page = bench.page
    bench.qtbot.mouseClick(page.list.viewport(), Qt.MouseButton.LeftButton, pos=page.list.spot(uid))
    bench.settle()


def test_a_rating_is_typed_with_two_keys_and_brings_points_in_the_same_action(bench):
    page, uid = bench.page, bench.books.orders[2].uid
    click(bench, uid)
    page.list.setFocus()
    bench.qtbot.keyClick(page.list, Qt.Key.Key_Return)
    for key in (Qt.Key.Key_2, Qt.Key.Key_Return):
        bench.qtbot.keyClick(QApplication.focusWidget(), key)
    bench.settle()
    assert (order(bench, uid).state, order(bench, uid).rating) == (DONE, "满意")
    assert len(entries(bench, uid)) == 2
    assert page.pane.tabs.tabText(2) == "积分 2"
    bench.press(bench.shell.notice.button)
    assert order(bench, uid).state == TO_RATE
    assert entries(bench, uid) == []


def test_without_a_rating_nothing_is_closed(bench):
    page, uid = bench.page, bench.books.orders[2].uid
    click(bench, uid)
    bench.press(page.pane.rating.verb_button)
    assert "还没有选评价" in page.pane.rating.trouble.text()
    assert order(bench, uid).state == TO_RATE


def test_an_order_is_sent_to_several_who_fit(bench):
    page, uid = bench.page, bench.books.orders[7].uid
    click(bench, uid)
    bench.press(page.pane.step_line.buttons["dispatch"])
    dialog = page.pane.dispatch
    guest = bench.books.guests[1]
    assert "特长对口（教育、文艺）、同网格" in dialog.ticks[guest.uid].text()
    bench.press(dialog.verb_button)
    assert "还没有选接单的人" in dialog.sent.rows["takers"].error.words.text()
    before = len(dialog.ticks)
    bench.press(dialog.more_button)
    assert len(dialog.ticks) > before
    other = next(uid for uid in dialog.ticks if uid != guest.uid)
    for chosen in (guest.uid, other):
        bench.qtbot.keyClick(dialog.ticks[chosen], Qt.Key.Key_Space)
    assert dialog.verb_button.text() == "派给这 2 人"
    bench.press(dialog.verb_button)
    sent = order(bench, uid)
    assert sent.state == SENT
    assert {one.person for one in sent.takers} == {guest.uid, other}
    assert sent.dispatcher is not None
    bench.press(bench.shell.notice.button)
    assert order(bench, uid).state == WAITING


def test_who_is_engaged_at_the_agreed_time_is_not_offered(bench):
    page = bench.page
    engaged = bench.people[0].uid
    taken = order(bench, bench.books.orders[3].uid)
    click(bench, bench.books.orders[6].uid)
    bench.press(page.pane.step_line.buttons["dispatch"])
    dialog = page.pane.dispatch
    bench.press(dialog.more_button)
    assert engaged in dialog.ticks
    editor = dialog.form.editors["agreed_on"]
    editor.set_value(taken.agreed_on)
    editor.committed.emit()
    assert engaged not in dialog.ticks


def test_chips_count_and_the_list_tells_nobodys_address(bench):
    page = bench.page
    told = {value: int(chip._count or 0) for value, chip in page.chips.chips.items()}
    assert (told[OPEN], told[LATE], told[DONE], told[ENDED], told[ALL]) == (6, 1, 2, 0, 8)
    assert page.count_words() == "在办 6，逾期未评 1"
    bench.qtbot.mouseClick(page.chips.chips[LATE], Qt.MouseButton.LeftButton)
    (line,) = page.list.lines()
    assert line.uid == bench.books.orders[2].uid
    assert "请回访" in line.aside
    bench.qtbot.mouseClick(page.chips.chips[ALL], Qt.MouseButton.LeftButton)
    for one, row in zip(bench.books.orders, reversed(page.list.lines()), strict=True):
        assert one.requester not in row.spoken
        assert one.phone not in row.spoken
        assert one.address not in row.spoken


def test_who_asked_is_shown_on_demand_for_a_minute_and_written_down(bench):
    page, order = bench.page, bench.books.orders[2]
    page.show_record(order.uid)
    pane, shut = page.pane, page.pane.private.words("phone")
    assert order.phone not in shut
    assert pane.private.words("requester") == "••••"
    bench.press(pane.private.button)
    assert pane.private.words("phone") == order.phone
    assert pane.private._timer.interval() == 60_000
    pane.private._timer.timeout.emit()
    assert pane.private.words("phone") == shut
    bench.press(pane.private.button)
    page.show_record(bench.books.orders[0].uid)
    assert bench.books.orders[0].phone not in page.pane.private.words("phone"), "another one is covered"


def test_a_new_order_stands_ready_to_be_sent(bench):
    page = bench.page
    bench.press(page.new_button)
    bench.write(page.new_dialog.form, requester="蒋大爷", phone="010-66660002", need="维修")
    bench.press(page.new_dialog.verb_button)
    assert "还没有填" in page.new_dialog.form.rows["detail"].error.words.text()
    bench.write(page.new_dialog.form, detail="门锁坏了，进不了家")
    bench.press(page.new_dialog.verb_button)
    assert page.new_dialog is None
    assert page.pane.item.order_no == "FW-202611-007"
    assert bench.shell.focusWidget() is page.pane.step_line.buttons["dispatch"]
    assert "蒋大爷" not in "".join(line.spoken for line in page.list.lines())


def test_slips_are_shown_as_they_print(bench):
    page = bench.page
    bench.press(page.print_button)
    shown = bench.shell.current_page().shown
    assert (shown["key"], shown["args"]) == ("order_slip", {})
    bench.show(uid=bench.books.orders[0].uid)
    bench.press(page.pane.print_button)
    assert bench.shell.current_page().shown["args"] == {"uid": bench.books.orders[0].uid}


def test_an_order_that_is_returned_is_sent_again(bench):
    page, uid = bench.page, bench.books.orders[4].uid
    click(bench, uid)
    bench.press(page.pane.step_line.buttons["decline"])
    dialog = page.steps.dialog
    bench.write(dialog.form, return_reason="临时出差")
    bench.press(dialog.verb_button)
    assert page.pane.rail.steps[-1] == "退单"
    bench.press(page.pane.step_line.buttons["again"])
    assert order(bench, uid).state == WAITING
    assert order(bench, uid).takers is None
