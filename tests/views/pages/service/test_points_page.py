"""The page of points: by strokes, each figure with its moves, reversed once, redeemed within stock."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop_app.base.periods import Month
from desktop_app.duties.service.points import unposted
from desktop_app.registers.service.points_entries import PointsEntry
from desktop_app.registers.service.redemptions import Redemption, balance_of, stock_of
from desktop_app.views.look.theme import Theme
from desktop_app.views.pages.service.points_page import PointsPage
from tests.views.pages.serving_bench import ServingBench


@pytest.fixture
def bench(tmp_path: Path, theme: Theme, qtbot: QtBot) -> Iterator[ServingBench]:
    made = ServingBench(tmp_path, theme, qtbot, PointsPage)
    made.show()
    yield made
    made.close()


def balance(bench: ServingBench, holder: str) -> Decimal:
    return balance_of(holder, bench.ledger.today, bench.ledger)


def click(bench: ServingBench, holder: str) -> None:
    page = bench.page
    bench.qtbot.mouseClick(page.list.viewport(), Qt.MouseButton.LeftButton, pos=page.list.spot(holder))
    bench.settle()


def shown(bench: ServingBench) -> list[str]:
    return [line.key.record.uid for line in bench.page.pane.table.model.lines]


def test_every_figure_shows_the_moves_behind_it(bench):
    page, holder = bench.page, bench.people[2].uid
    click(bench, holder)
    for figure in page.pane.view.figures():
        bench.press(page.pane.figures.cells[figure.key])
        assert sorted(shown(bench)) == sorted(figure.items)
    pills = {line.title: line.pill for line in page.list.lines()}
    assert pills[bench.people[2].name] == f"{balance(bench, holder).normalize():f} 分" == "8 分"
    assert pills["罗大海"] == "10 分"


def test_what_waits_is_posted_in_one_action_and_only_once(bench):
    page, waiting = bench.page, len(unposted(bench.ledger))
    assert waiting > 0
    assert f"还有 {waiting} 笔" in page.banner.words.text()
    bench.press(page.banner.button)
    assert unposted(bench.ledger) == []
    assert not page.banner.isVisibleTo(page)
    bench.press(bench.shell.notice.button)
    assert len(unposted(bench.ledger)) == waiting
    assert page.banner.isVisibleTo(page)


def test_an_entry_by_hand_takes_the_rules_points_and_another_approves(bench):
    page, holder = bench.page, bench.people[2].uid
    click(bench, holder)
    before = balance(bench, holder)
    bench.press(page.new_button)
    form = page.dialog.form
    bench.write(form, rule="见义勇为")
    assert form.editors["points"].value() == Decimal(10)
    bench.write(form, verifier=bench.people[2].name)
    bench.press(page.dialog.verb_button)
    assert "核验人不能是本人" in form.rows["verifier"].error.words.text()
    bench.write(form, verifier=bench.people[1].name, reason="救起落水儿童")
    bench.press(page.dialog.verb_button)
    assert balance(bench, holder) == before + 10


def test_a_reversal_is_one_action_and_cannot_be_made_twice(bench):
    page, holder = bench.page, bench.people[2].uid
    click(bench, holder)
    entry = bench.ledger.find(
        PointsEntry.live().where((PointsEntry.holder == holder) & (PointsEntry.points == 10))
    )[0]
    page.pane.choose(entry.uid)
    bench.press(page.pane.buttons["reverse"])
    assert page.dialog.form.editors["reason"].value() == "冲正：夜间巡逻时扑灭一处火情"
    bench.press(page.dialog.verb_button)
    assert balance(bench, holder) == -2
    page.pane.choose(entry.uid)
    assert not page.pane.buttons["reverse"].isVisibleTo(page)
    assert "已冲正" in page.pane.table.line().cells
    bench.press(bench.shell.notice.button)
    assert balance(bench, holder) == 8


def test_a_redemption_over_balance_or_stock_is_refused_at_its_box(bench):
    page, holder = bench.page, bench.people[2].uid
    soap = bench.books.goods[2]
    click(bench, holder)
    bench.press(page.pane.buttons["redeem"])
    form = page.dialog.form
    bench.write(form, goods="洗衣液", qty="2")
    bench.press(page.dialog.verb_button)
    assert "积分不够" in form.rows["points"].error.words.text()
    assert "请减少数量" in form.rows["points"].error.words.text()
    bench.write(form, qty="10", points="1")
    bench.press(page.dialog.verb_button)
    assert "库存只有 9 件" in form.rows["qty"].error.words.text()
    bench.write(form, qty="1", points="6")
    bench.press(page.dialog.verb_button)
    assert (balance(bench, holder), stock_of(soap.uid, bench.ledger)) == (2, 8)
    bench.press(page.pane.buttons["signed"])
    assert "已签字" in page.pane.table.line().cells
    bench.press(page.pane.buttons["give_back"])
    assert (balance(bench, holder), stock_of(soap.uid, bench.ledger)) == (8, 9)


def test_papers_of_the_month_and_of_the_holder(bench):
    page = bench.page
    bench.press(page.print_button)
    told = bench.shell.current_page().shown
    assert (told["key"], told["args"]) == ("points_sheet", {"month": Month(2026, 11)})
    redemption = bench.ledger.find(Redemption.live().where(Redemption.holder == bench.people[2].uid))[0]
    bench.show(uid=redemption.uid)
    assert page.pane.view.holder == bench.people[2].uid
    bench.press(page.pane.buttons["slip"])
    assert bench.shell.current_page().shown["args"] == {"uid": redemption.uid}
    bench.show(holder=bench.people[2].uid)
    bench.press(page.pane.print_button)
    assert bench.shell.current_page().shown["args"] == {"holder": bench.people[2].uid}


def test_the_chosen_move_tells_which_papers_it_goes_into(bench):
    page = bench.page
    click(bench, bench.people[2].uid)
    bar = page.pane.tabs.tabBar()
    bench.qtbot.mouseClick(bar, Qt.MouseButton.LeftButton, pos=bar.tabRect(2).center())
    bench.settle()
    assert page.pane.destinations.destinations
    bench.press(page.pane.destinations.buttons[0])
    assert bench.shell.pages.current_key == "preview"


def test_enter_on_a_move_opens_it_in_its_own_register(bench):
    page = bench.page
    click(bench, bench.people[2].uid)
    move = page.pane.table.line().key
    bench.qtbot.keyClick(page.pane.table.view, Qt.Key.Key_Return)
    bench.settle()
    register = "points_entry" if isinstance(move.record, PointsEntry) else "redemption"
    assert bench.shell.pages.current_key == f"register:{register}"
