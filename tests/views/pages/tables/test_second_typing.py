"""A column of an import typed again: differences are told with their rows, and nothing is written."""

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop_app.exchange.workbook.question import RowOutcome, RowPlan
from desktop_app.views.pages.tables.second_typing import SecondTypingButton
from tests.views.desk_driver import Driver


@pytest.fixture
def offered(make_desk):
    """The button beside two good rows of dues and one that stays out, and what it told."""
    driver: Driver = make_desk(people=1)
    button = SecondTypingButton(driver.desk)
    button.setParent(driver.shell)
    told: list[str] = []
    button.told.connect(told.append)
    rows = [
        RowPlan(4, {"due": Decimal("83.50"), "paid": Decimal("83.50")}),
        RowPlan(5, {"due": Decimal("40.00")}),
        RowPlan(6, {"due": Decimal("9.00")}, outcome=RowOutcome.REFUSED),
    ]
    button.show_for(driver.desk.ledger.catalogue["dues_payment"], rows)
    yield button, told
    if button.dialog is not None:
        button.dialog.reject()


def again(button: SecondTypingButton, *words: str) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    next(one for one in button.menu_open.actions() if "应交" in one.text()).trigger()
    button.menu_open.close()
    assert len(button.dialog.lines) == len(words)
    for line, typed in zip(button.dialog.lines, words, strict=True):
        QTest.keyClicks(line.line, typed)
    QTest.mouseClick(button.dialog.verb_button, Qt.MouseButton.LeftButton)


def test_what_is_the_same_twice_is_said_so(offered):
    button, told = offered
    again(button, "83.5", "40")
    assert len(told) == 1
    assert "2 个数，两遍都一样" in told[0]


def test_a_difference_is_told_with_its_row_and_both_numbers(offered):
    button, told = offered
    again(button, "38.5", "40")
    line = button.dialog.lines[0]
    assert (line.first_button.text(), line.second_button.text()) == ("用第一遍 83.50", "用这一遍 38.5")
    QTest.mouseClick(line.second_button, Qt.MouseButton.LeftButton)
    QTest.mouseClick(button.dialog.verb_button, Qt.MouseButton.LeftButton)
    assert "第4行" in told[0]
    assert "表里 83.50，再输的是 38.50" in told[0]
    assert "请在表里改好" in told[0]


def test_a_sheet_without_numbers_offers_nothing(offered):
    button, _told = offered
    button.show_for(button._register, [RowPlan(4, {"collector": "安长河"})])
    assert not button.isVisibleTo(button.parentWidget())
