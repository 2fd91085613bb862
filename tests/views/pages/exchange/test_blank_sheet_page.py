"""空白表发放登记 by hand: given out with numbers, shown to be printed, entered when one comes back."""

from desktop_app.registers.exchange.blank_sheets import ENTERED, OUT, BlankSheet
from desktop_app.views.pages.exchange.blank_sheet_page import BlankSheetPage
from tests.views.desk_driver import Driver, Preview

HERE = "blanks"


def sheets(driver: Driver) -> list[BlankSheet]:
    """The forms written down, by number."""
    return driver.desk.ledger.find(BlankSheet.live().order_by(BlankSheet.number))


def opened(make_desk) -> Driver:
    driver = make_desk()
    driver.add_page("talks", lambda: Preview(driver.desk.theme))
    driver.add_page(HERE, lambda: BlankSheetPage(driver.desk, driver.shell))
    driver.open_page(HERE)
    return driver


def give_out(driver: Driver, copies: str, taker: str) -> None:
    driver.press("发放空白表")
    driver.choose("哪种表", "谈心谈话")
    driver.type_in("几份", copies)
    driver.type_in("领表人", taker)
    driver.press("登记并打印")


def test_forms_are_given_out_with_numbers_and_shown_to_be_printed(make_desk):
    driver = opened(make_desk)
    give_out(driver, "3", "外单位李四")
    given = sheets(driver)
    assert [one.number for one in given] == [f"KB-{driver.desk.ledger.today.year}-000{n}" for n in (1, 2, 3)]
    assert {(one.state, one.register, one.taken_by) for one in given} == {(OUT, "talk", "外单位李四")}
    (asked,) = driver.preview.asked
    assert asked["key"] == "blank_form"
    assert asked["args"] == {"register": "talk", "numbers": tuple(one.number for one in given)}


def test_no_form_and_too_many_are_told_in_the_dialog_and_write_nothing(make_desk):
    driver = opened(make_desk)
    driver.press("发放空白表")
    driver.press("登记并打印")
    driver.see("请选是哪种表")
    driver.choose("哪种表", "谈心谈话")
    driver.type_in("几份", "51")
    driver.press("登记并打印")
    driver.see("一次发 1 到 50 份")
    assert sheets(driver) == []
    assert driver.preview.asked == []


def test_one_that_came_back_is_entered_in_its_register(make_desk):
    driver = opened(make_desk)
    give_out(driver, "2", "")
    page = driver.open_page(HERE)
    assert not page.enter_button.isEnabled()
    first, second = sheets(driver)
    driver.select_row(first.number)
    driver.press("录回")
    first, second = sheets(driver)
    assert (first.state, first.back_on, second.state) == (ENTERED, driver.desk.ledger.today, OUT)
    assert driver.shell.pages.current_key == "talks"
