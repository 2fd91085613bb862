"""A block of cells pasted anywhere in the window is shown before anything of it is added."""

from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit

from desktop_app.exchange.workbook.fitting import importable
from desktop_app.exchange.workbook.grid import SheetGrid
from desktop_app.exchange.workbook.paste import pasted_grid
from desktop_app.exchange.workbook.plan import read_plan
from desktop_app.registers.people.members import Member
from desktop_app.views.page_table import ROWS
from desktop_app.views.parts.page import Page
from tests.views.desk_driver import Preview

BLOCK = "姓名\t性别\t公民身份号码\n安长河\t女\t990101198507013212\n"


@pytest.fixture
def driver(make_desk: Any) -> Any:
    made = make_desk()
    made.taken = Preview(made.desk.theme)
    made.add_page("import", lambda: made.taken)
    return made


def test_every_page_takes_a_block_for_its_own_register(driver: Any) -> None:
    """The pages made by hand as well: one mechanism, so a new page has it without a word."""
    takes = {register.name for register in importable(driver.desk.ledger.catalogue)}
    QApplication.clipboard().setText(BLOCK)
    for key, row in ROWS.items():
        if key in ("import", "preview") or row.is_table:
            continue
        driver.add_page(key, lambda: Page(driver.desk.theme, "一页"))
        driver.open_page(key)
        driver.shell.setFocus()
        before = len(driver.taken.asked)
        driver.keys("Ctrl+V")
        own = [name for name in row.registers if name in takes]
        if row.registers and not own:
            assert len(driver.taken.asked) == before, key
            continue
        assert len(driver.taken.asked) == before + 1, key
        asked = driver.taken.asked[-1]
        assert asked["register"] in (own or ["member"]), key
        assert isinstance(asked["grid"], SheetGrid)


def test_in_an_editor_the_words_go_into_the_editor(driver: Any) -> None:
    page = Page(driver.desk.theme, "一页")
    line = QLineEdit(page)
    driver.add_page("talks", lambda: page)
    driver.open_page("talks")
    line.show()
    line.setFocus()
    QApplication.clipboard().setText("安长河")
    driver.keys("Ctrl+V")
    assert line.text() == "安长河"
    assert not driver.taken.asked


def test_one_cell_is_no_table_and_it_is_said_what_to_do(driver: Any) -> None:
    driver.open_page("register:member")
    driver.table().setFocus()
    QApplication.clipboard().setText("安长河\r\n")
    driver.keys("Ctrl+V")
    assert not driver.taken.asked
    assert "只有一格" in driver.errors[0].what


def test_a_block_copied_out_of_the_list_comes_back_in_the_lists_columns(driver: Any) -> None:
    """Without heads: which column is which is taken from the list it is pasted into."""
    page = driver.open_page("register:study_session")
    names = page.exports.names()
    register, ledger = page.register, driver.desk.ledger
    someone = ledger.find(Member.live())[0].name
    cells = {"date": "2026-10-09", "person": someone, "number": "3", "money": "3"}
    row = [cells.get(getattr(page.model.listing.columns[name], "kind", ""), "") for name in names]
    QApplication.clipboard().setText("\n".join("\t".join(row) for _ in range(2)) + "\n")
    driver.table().setFocus() if page.model.rowCount() else page.setFocus()
    driver.keys("Ctrl+V")
    grid = driver.taken.asked[-1]["grid"]
    assert grid.likely == names
    plan = read_plan(grid, register, ledger, by_hand=True)
    boxes = [name for name in names if name in register.form_boxes]
    assert {name: at for name, at in plan.header.columns.items() if name in boxes} == {
        name: names.index(name) + 1 for name in boxes
    }


def test_of_two_boxes_of_one_kind_the_one_in_the_list_is_proposed(driver: Any) -> None:
    register, ledger = driver.desk.ledger.catalogue["member"], driver.desk.ledger
    grid = pasted_grid("安长河\t2010-07-01\n白建设\t2011-07-01\n")
    dates = [name for name, box in register.form_boxes.items() if box.kind in ("date", "partial_date")]
    grid.likely = ("name", dates[-1], "phone")
    plan = read_plan(grid, register, ledger, by_hand=True)
    assert plan.header.columns.get(dates[-1]) == 2
