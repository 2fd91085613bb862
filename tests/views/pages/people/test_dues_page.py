"""党费: a month of everybody in one action, one month by itself, a year's standards, lists behind figures."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from desktop_app.base.periods import Month
from desktop_app.duties.people.dues import Paid
from desktop_app.duties.people.dues_remitting import next_handing, not_handed_up
from desktop_app.registers.people.dues_payments import DuesPayment
from desktop_app.registers.people.dues_remittances import DuesRemittance, payments_in
from desktop_app.registers.people.dues_standards import DuesStandard
from desktop_app.views.look.theme import Theme
from desktop_app.views.pages.people.dues_page import BEHIND, DuesPage
from desktop_app.views.pages.people.dues_table import FIRST_MONTH
from tests.views.pages.sample_bench import Bench


def middle_of(table: Any, member: str, month: Month) -> Any:
    """The middle of a member's month in the viewport, in px."""
    index = table.grid.index_of(member, month)
    table.scrollTo(index)
    return table.visualRect(index).center()


DECEMBER = Month(2026, 12)


@pytest.fixture
def bench(tmp_path: Path, theme: Theme, qtbot: QtBot) -> Iterator[Bench]:
    made = Bench(tmp_path, theme, qtbot, DuesPage)
    made.show()
    yield made
    made.close()


def click(bench: Bench, spot: QPoint) -> None:
    bench.qtbot.mouseClick(bench.page.table.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    bench.settle()


def choose_month(bench: Bench, month: Month) -> None:
    """Click a month's head."""
    head = bench.page.table.horizontalHeader()
    column = FIRST_MONTH + month.month - 1
    at = QPoint(head.sectionViewportPosition(column) + head.sectionSize(column) // 2, head.height() // 2)
    bench.qtbot.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=at)
    bench.settle()


def payments(bench: Bench, month: Month) -> list[DuesPayment]:
    return bench.ledger.find(DuesPayment.live().where(DuesPayment.for_month == month))


def test_a_month_of_everybody_is_collected_in_one_action_and_taken_back_in_one(bench):
    page = bench.page
    open_now = [row for row in page.rows if row.cells[11].state is Paid.LATER]
    assert len(open_now) > 40
    choose_month(bench, DECEMBER)
    assert page.pay_button.text() == f"记收 {len(open_now)} 个月"
    bench.press(page.pay_button)
    bench.write(page.pay_dialog.form, paid_on="2026.12.8")
    bench.press(page.pay_dialog.verb_button)
    assert "今天" in page.pay_dialog.form.rows["paid_on"].error.words.text()
    bench.write(page.pay_dialog.form, paid_on="2026.11.1")
    bench.press(page.pay_dialog.verb_button)
    made = payments(bench, DECEMBER)
    assert len(made) == len(open_now)
    assert {(one.paid - one.due, one.paid_on) for one in made} == {(0, date(2026, 11, 1))}
    assert page.pay_button.text() == "记收党费"
    bench.press(bench.shell.notice.button)
    assert payments(bench, DECEMBER) == []


def test_one_month_is_asked_with_its_sum_and_opened_again_from_its_cell(bench):
    page = bench.page
    row = next(row for row in page.rows if row.cells[11].state is Paid.LATER)
    spot = middle_of(page.table, row.member, DECEMBER)
    click(bench, spot)
    assert page.pay_button.text() == "记收 1 个月"
    bench.qtbot.mouseDClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    bench.settle()
    dialog = page.one_dialog
    assert dialog.form.editors["paid"].value() == row.cells[11].due
    bench.write(dialog.form, paid="500")
    bench.press(dialog.verb_button)
    (made,) = payments(bench, DECEMBER)
    assert (made.member, made.paid, made.due) == (row.member, 500, row.cells[11].due)
    click(bench, middle_of(page.table, row.member, DECEMBER))
    assert page.pay_button.text() == "记收党费"
    assert page.figures["gifts"].value >= 500 - row.cells[11].due


def test_a_link_chooses_what_is_to_be_paid(bench):
    page = bench.page
    owing = next(row for row in page.rows if row.owed)
    first = next(cell.month for cell in owing.cells if cell.owed)
    bench.show(uid=owing.member)
    assert [(spot.row.member, spot.month) for spot in page.table.spots()] == [(owing.member, first)]
    bench.show(month=DECEMBER)
    assert page.pay_button.text().startswith("记收 4")
    payment = next(one for one in page.lists.book.payments.values() if one.for_month == Month(2026, 9))
    bench.show(uid=payment.uid)
    assert [(spot.row.member, spot.month) for spot in page.table.spots()] == [
        (payment.member, payment.for_month)
    ]


def test_nothing_chosen_says_how(bench):
    bench.press(bench.page.pay_button)
    assert "先选中未交的格子" in bench.shell.notice.words.text()


def test_every_figure_opens_the_list_it_is_made_of(bench):
    page = bench.page
    for key, cell in page.cells.cells.items():
        bench.press(cell)
        figure = page.figures[key]
        assert len(page.side.list.lines()) == len(figure.items), key
        assert {line.uid for line in page.side.list.lines()} == set(figure.items)
    october = page.sums[9]
    index = page.table.grid.index(0, FIRST_MONTH + 9)
    page.table.scrollTo(index)
    click(bench, page.table.visualRect(index).center())
    assert page.side.title.text() == "2026年10月"
    assert len(page.side.list.lines()) == len(october.owed.items) + len(october.paid.items)
    bench.press(page.chips.chips[BEHIND])
    assert page.table.grid.rowCount() == len(page.figures["behind"].items) + 1


def test_a_year_is_assessed_in_one_table_from_the_year_before(bench):
    page = bench.page
    page.year.set_value(2027)
    page.refresh()
    bench.press(page.standards_button)
    dialog = page.standards_dialog
    model = dialog.table.standards
    first = next(at for at, one in enumerate(model.rows) if one.standard.payer_kind == "在职(月薪)")
    before = model.rows[first].before
    assert model.index(first, 4).data() == f"{before.monthly_due:.2f}"
    rewrite(bench, first, "5000.01")
    assert model.index(first, 4).data() == "75.00"
    rewrite(bench, first, "about 9")
    assert "不是金额" in model.index(first, 6).data()
    bench.press(dialog.verb_button)
    assert "1 人的标准要改" in dialog.trouble.text()
    rewrite(bench, first, "5000")
    bench.press(dialog.verb_button)
    made = bench.ledger.find(DuesStandard.live().where(DuesStandard.year == 2027))
    assert len(made) == sum(bool(one.standard.payer_kind) for one in model.rows) > 40
    found = next(one for one in made if one.member == model.rows[first].member)
    assert (found.base, found.monthly_due) == (5000, Decimal("50.00"))
    bench.press(bench.shell.notice.button)
    assert bench.ledger.find(DuesStandard.live().where(DuesStandard.year == 2027)) == []


def test_amounts_typed_may_be_typed_again_before_they_are_saved(bench):
    page = bench.page
    page.year.set_value(2027)
    page.refresh()
    bench.press(page.standards_button)
    dialog = page.standards_dialog
    model = dialog.table.standards
    first = next(at for at, one in enumerate(model.rows) if one.standard.payer_kind == "在职(月薪)")
    rewrite(bench, first, "8350")
    dialog.twice.setChecked(True)
    bench.press(dialog.verb_button)
    line = dialog.second.lines[0]
    assert line.line.text() == "", "the first typing is not in sight"
    bench.press(dialog.second.verb_button)
    assert "1 处还没有输好" in dialog.second.trouble.text()
    bench.qtbot.keyClicks(line.line, "3850")
    bench.press(dialog.second.verb_button)
    assert "1 处两遍不一样" in dialog.second.trouble.text()
    assert (line.first_button.text(), line.second_button.text()) == ("用第一遍 8350.00", "用这一遍 3850")
    bench.press(line.second_button)
    bench.press(dialog.second.verb_button)
    saved = bench.ledger.find(
        DuesStandard.live().where(
            (DuesStandard.year == 2027) & (DuesStandard.member == model.rows[first].member)
        )
    )
    assert [one.base for one in saved] == [3850]


def rewrite(bench: Bench, row: int, words: str) -> None:
    """Click a base and type another."""
    table = bench.page.standards_dialog.table
    index = table.standards.index(row, 3)
    table.scrollTo(index)
    bench.qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=table.visualRect(index).center())
    line = QApplication.focusWidget()
    assert isinstance(line, QLineEdit)
    line.selectAll()
    bench.qtbot.keyClicks(line, words)
    bench.qtbot.keyClick(line, Qt.Key.Key_Return)
    bench.settle()


def test_the_papers_of_the_year_are_offered(bench):
    bench.page.print_button.menu().actions()[0].trigger()
    shown = bench.shell.pages.page("preview").shown
    assert (shown["key"], shown["args"]) == ("dues_grid", {"year": 2026})


def test_the_names_stay_in_place_while_the_months_scroll_sideways(bench):
    page = bench.page
    table, row = page.table, page.rows[20]
    assert table.names.isHidden()  # all months fit beside them
    page.side.setMinimumWidth(500)
    page.side.setMaximumWidth(500)
    page.show_figure("paid")
    bench.settle()
    table.choose(row.member, DECEMBER)
    bench.settle()
    assert table.horizontalScrollBar().value() > 0
    level = table.visualRect(table.currentIndex()).center().y()
    name = table.names.indexAt(QPoint(10, level))
    assert (name.data(), table.names.isVisible()) == (row.name, True)
    january = middle_of(table, row.member, Month(2026, 1))
    bench.qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=january)
    bench.settle()
    assert table.spots()[0].month == Month(2026, 1)
    assert table.visualRect(table.currentIndex()).left() >= table.names.width()
    bench.qtbot.mouseClick(table.names.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(10, level))
    bench.qtbot.mouseDClick(table.names.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(10, level))
    bench.settle()
    assert bench.shell.pages.current_page().shown == {"uid": row.member}


def test_what_was_collected_is_handed_up_with_its_payments_in_one_action(bench):
    waiting = not_handed_up(bench.ledger)
    assert waiting
    bench.page.remit_button.click()
    bench.settle()
    dialog = bench.page.one_dialog
    batch, count = dialog.record.batch, len(next_handing(bench.ledger).payments)
    bench.qtbot.mouseClick(dialog.verb_button, Qt.MouseButton.LeftButton)
    bench.settle()
    made = bench.ledger.find(DuesRemittance.live().where(DuesRemittance.batch == batch))
    assert [one.receipt_no for one in made] == [None]
    assert len(payments_in(batch, bench.ledger.office, bench.ledger)) == count
    bench.ledger.undo()
    assert len(not_handed_up(bench.ledger)) == len(waiting)


def test_cells_of_the_standards_come_back_after_the_dialog_was_closed_with_them(bench):
    page = bench.page
    bench.press(page.standards_button)
    model = page.standards_dialog.table.standards
    row = next(at for at in range(model.rowCount()) if model.may_edit(at, 3))
    name = model.rows[row].name
    assert model.setData(model.index(row, 3), "7777")
    due = model.data(model.index(row, 4))
    page.standards_dialog.reject()
    bench.settle()
    bench.press(page.standards_button)
    dialog = page.standards_dialog
    model = dialog.table.standards
    row = next(at for at, one in enumerate(model.rows) if one.name == name)
    assert model.data(model.index(row, 3)) != "7777.00"
    bench.press(dialog.keeper.bar.button)
    assert (model.data(model.index(row, 3)), model.data(model.index(row, 4))) == ("7777.00", due)
    assert dialog.keeper.bar is None
    dialog.reject()
    bench.settle()
    bench.press(page.standards_button)
    bench.press(page.standards_dialog.keeper.bar.drop_button)
    bench.settle()
    assert page.standards_dialog.keeper.bar is None
    page.standards_dialog.reject()
    bench.settle()
    bench.press(page.standards_button)
    assert page.standards_dialog.keeper.bar is None, "thrown away once is thrown away"
