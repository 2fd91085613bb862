"""Entries that stand twice, by hand: told before they are saved, laid side by side, made one, and back."""

from collections.abc import Callable
from typing import Any

import pytest

from desktop_app.base.identity import check_digit
from desktop_app.registers.people.members import Member
from desktop_app.views.form.same_already import SameAlready
from desktop_app.views.page_parts.side_grid import Side
from desktop_app.views.pages.tables.duplicates_page import DuplicatesPage
from tests.registers.desk import CATALOGUE
from tests.views.desk_driver import Driver

MakeDesk = Callable[..., Driver]


@pytest.fixture
def driver(make_desk: MakeDesk) -> Driver:
    made = make_desk(sow=twice)
    made.shell.add_page("duplicates", "查重合并", "copy", "", lambda: DuplicatesPage(made.desk, made.shell))
    return made


def twice(ledger: Any) -> None:
    """One of the branch is entered once more, from another list."""
    (one,) = ledger.find(Member.live().where(Member.name == "安长河"))
    boxes = CATALOGUE["member"].form_boxes
    first = f"{one.id_number[:14]}99{one.id_number[16]}"
    values = {**{name: getattr(one, name) for name in boxes}, "mobile": "13900008888", "remark": "从旧册抄来"}
    ledger.save(Member(**{**values, "id_number": first + check_digit(first)}))


def page(driver: Driver) -> Any:
    return driver.shell.current_page()


def rows_called(driver: Driver, name: str) -> list[Any]:
    return driver.desk.ledger.find(Member.live().where(Member.name == name))


def test_a_pair_is_found_shown_merged_and_taken_apart(driver: Driver) -> None:
    driver.open_page("duplicates")
    assert page(driver).count_words() == "1 对"
    driver.see("姓名和出生日期相同")
    both = page(driver).both
    tiles = page(driver).grid.tiles
    assert tiles["remark"][Side.THERE].radio.isChecked(), "what is filled goes before what is empty"
    driver.press("合并成一条")
    (kept,) = rows_called(driver, "安长河")
    assert (kept.uid, kept.remark) == (both.kept.uid, "从旧册抄来")
    driver.see("没有查出重复的")
    driver.open_page("register:member", uid=kept.uid)
    view = page(driver).view
    view.tabs.setCurrentIndex(view.tabs.count() - 1)
    driver.rest()
    driver.see("并入的“安长河”")
    driver.desk.ledger.undo()
    driver.rest()
    assert len(rows_called(driver, "安长河")) == 2


def test_the_other_may_be_kept_and_two_may_be_two(driver: Driver) -> None:
    driver.open_page("duplicates")
    kept = page(driver).both.kept.uid
    driver.press("换一条保留")
    assert page(driver).both.gone.uid == kept
    driver.press("不是同一条")
    driver.see("没有查出重复的")
    assert len(rows_called(driver, "安长河")) == 2


def test_two_rows_chosen_in_the_list_are_laid_side_by_side(driver: Driver) -> None:
    driver.open_page("register:member")
    driver.select_row("安长河")
    driver.select_row("白雨田", more=True)
    verb = next(one for one in page(driver)._row_verbs() if one.words == "合并这两条")
    verb.act()
    driver.rest()
    assert {page(driver).both.kept.name, page(driver).both.gone.name} == {"安长河", "白雨田"}


def test_a_new_row_waits_until_it_is_answered(driver: Driver) -> None:
    driver.open_page("register:member")
    driver.press("新增一人")
    driver.type_in("姓名", "白雨田")
    view = page(driver).view
    (there,) = rows_called(driver, "白雨田")
    view.form.body.put("birth_date", there.birth_date)
    view.form.body.read_into(view.form.record)
    strip = view.form.findChild(SameAlready)
    assert strip.stops(view.form.record)
    driver.see("可能是同一条")
    driver.press("看一看")
    assert strip.dialog is not None
    strip.dialog.close_button.click()
    driver.press("照样保存")
    assert strip.isHidden()
    assert not strip.stops(view.form.record), "what was answered is not asked again"
