"""The look of a list by mouse and keys: columns, order, filters, totals, views, menus, many at once."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu

from desktop_app.base.periods import Month
from desktop_app.registers.people.dues_payments import DuesPayment
from desktop_app.registers.people.members import Member
from desktop_app.storage.worked_out import TOO_MANY
from desktop_app.views.page_parts.bulk_edit import BulkDialog, bulk_boxes, bulk_rows
from desktop_app.views.page_parts.list_dialogs import ColumnsDialog, ViewNameDialog
from desktop_app.views.pages.tables.register_page import RegisterPage
from desktop_app.views.table.list_layout import KeptLayouts, ListLayout, note_key
from tests.views.desk_driver import Driver

MakeDesk = Callable[..., Driver]


@pytest.fixture
def driver(make_desk: MakeDesk) -> Driver:
    made = make_desk()
    made.open_page("register:member")
    return made


@pytest.fixture
def page(driver: Driver) -> RegisterPage:
    found = driver.shell.current_page()
    assert isinstance(found, RegisterPage)
    return found


def heads(page: RegisterPage) -> list[str]:
    return page.model.names


def take(menu: QMenu, words: str) -> None:
    """Press an entry of a menu."""
    action = next(one for one in menu.actions() if one.text() == words)
    assert action.isEnabled(), words
    action.trigger()


def words_of(menu: QMenu) -> list[str]:
    return [one.text() for one in menu.actions() if one.text()]


def kept(driver: Driver, page: RegisterPage) -> KeptLayouts:
    page.controls.keep()
    driver.rest()
    return KeptLayouts(driver.desk.ledger.note(note_key("member")))


def test_names_by_strokes_and_back_from_the_head(driver, page):
    column = heads(page).index("name")
    take(page.controls.head_menu(column), "按姓氏笔画排")
    strokes = [row[0] for row in driver.rows()]
    take(page.controls.head_menu(column), "按拼音排")
    assert sorted(strokes) == sorted(row[0] for row in driver.rows())
    assert page.table.horizontalHeader().sortIndicatorSection() == column
    take(page.controls.head_menu(column), "倒过来排")
    assert kept(driver, page).now.order == ("-name",)
    take(page.controls.head_menu(column), "照台账的顺序")
    assert page.model.listing.order == ()


def test_words_typed_under_a_head_narrow_the_list_and_the_box_keeps_the_cursor(driver, page, qtbot):
    page.controls.turn_filters()
    box = page.table.heads.boxes["name"]
    assert isinstance(QApplication.focusWidget(), QLineEdit)
    box.setFocus()
    driver.type_into(box, "长河")
    qtbot.waitUntil(lambda: len(driver.rows()) == 1)
    assert QApplication.focusWidget() is box
    assert page.count_words() == "找到 1 人"
    driver.type_into(box, "没有")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert driver.rows() == []
    assert box.isVisible(), "what was typed can be mended"
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert len(driver.rows()) == 6
    qtbot.keyClick(box, Qt.Key.Key_Down)
    assert QApplication.focusWidget() is page.table


def test_columns_are_chosen_moved_and_frozen_by_keys_and_kept(driver, page, qtbot):
    page.controls.choose_columns()
    dialog = next(one for one in page.findChildren(ColumnsDialog))
    qtbot.waitUntil(lambda: QApplication.focusWidget() is dialog.list)
    first = dialog.list.item(0).text()
    qtbot.keyClick(dialog.list, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert dialog.list.item(1).text() == first
    dialog.list.setCurrentRow(dialog.list.count() - 1)
    qtbot.keyClick(dialog.list, Qt.Key.Key_Space)
    dialog.frozen.set_value(2)
    dialog.order.set_value("~name")
    before = heads(page)
    dialog.asked.emit()
    assert heads(page) == [before[1], before[0], *before[2:], dialog.names()[-1]]
    found = kept(driver, page).now
    assert (found.frozen, found.order) == (2, ("~name",))
    page.controls.reset()
    assert heads(page) == before
    assert kept(driver, page).now == ListLayout()


def test_a_drag_of_a_head_and_a_width_are_kept(driver, page, qtbot):
    head = page.table.horizontalHeader()
    before = heads(page)
    head.moveSection(0, 2)
    qtbot.waitUntil(lambda: heads(page) != before)
    assert heads(page)[:3] == [before[1], before[2], before[0]]
    head.resizeSection(0, 240)
    found = kept(driver, page).now
    assert found.shown[:3] == (before[1], before[2], before[0])
    assert found.widths == {before[1]: round(240 / (driver.desk.theme.unit(100) / 100))}
    again = RegisterPage(driver.desk, driver.shell, "member")
    qtbot.addWidget(again)
    assert again.model.names == heads(page)
    assert abs(again.table.columnWidth(0) - 240) <= 1


def press_head(page, qtbot, name):
    head = page.table.heads
    at = heads(page).index(name)
    page.table.scrollTo(page.model.index(0, at))
    spot = QPoint(head.sectionViewportPosition(at) + head.sectionSize(at) // 2, head.head_height // 2)
    qtbot.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=spot)


def test_a_column_that_is_worked_out_sorts_and_filters_like_others(driver, page, qtbot):
    ledger = driver.desk.ledger
    for years, member in enumerate(ledger.find(Member.live())[:2], 1):
        member.party_age_adjust = 24 * years
        ledger.save(member)
    driver.rest()
    at = heads(page).index("party_years")
    press_head(page, qtbot, "party_years")
    rising = [int(row[at]) for row in driver.rows() if row[at]]
    assert len(set(rising)) > 1
    assert rising == sorted(rising)
    press_head(page, qtbot, "party_years")
    assert [int(row[at]) for row in driver.rows() if row[at]] == sorted(rising, reverse=True)
    assert kept(driver, page).now.order == ("-party_years",)
    page.controls.turn_filters()
    box = page.table.heads.boxes["party_years"]
    box.setFocus()
    qtbot.keyClicks(box, f">={rising[-1]}")
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert {row[at] for row in driver.rows()} == {str(rising[-1])}
    assert page.model.rowCount() == rising.count(rising[-1])
    page.controls.keep()
    driver.rest()
    again = RegisterPage(driver.desk, driver.shell, "member")
    qtbot.addWidget(again)
    assert again.model.listing.order == ("-party_years",), "as it was left"


def test_of_too_long_a_list_a_worked_out_column_says_why_it_neither_sorts_nor_filters(
    driver, page, qtbot, monkeypatch
):
    monkeypatch.setattr("desktop_app.storage.listing.MOST", 1)
    page.refresh()
    at = heads(page).index("party_years")
    across, tip = Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole
    before = [row[0] for row in driver.rows()]
    press_head(page, qtbot, "party_years")
    assert [row[0] for row in driver.rows()] == before
    assert "party_years" not in page.table.heads.boxes
    assert TOO_MANY in page.model.headerData(at, across, tip)
    assert TOO_MANY in words_of(page.controls.head_menu(at))
    assert TOO_MANY not in page.model.headerData(0, across, tip)
    assert TOO_MANY not in words_of(page.controls.head_menu(0))


def test_frozen_columns_stay_while_the_others_are_scrolled(driver, page, qtbot):
    page.controls._show(shown=tuple(list(page.model.listing.possible)[:25]))
    page.table.freeze(2)
    bar = page.table.horizontalScrollBar()
    assert bar.maximum() > 0
    bar.setValue(bar.maximum())
    assert page.table.frozen.isVisible()
    assert page.table.frozen.width() == page.table.columnWidth(0) + page.table.columnWidth(1)
    assert not page.table.frozen.isColumnHidden(1)
    assert page.table.frozen.isColumnHidden(2)
    page.table.freeze(0)
    assert page.table.frozen.isHidden()


def test_a_view_is_named_kept_shown_again_and_dropped(driver, page, qtbot):
    driver.open_page("register:member", filters={"gender": "1"})
    page.controls.name_view()
    dialog = next(one for one in page.findChildren(ViewNameDialog))
    dialog.asked.emit()
    assert "请写" in dialog.trouble.text()
    qtbot.keyClicks(dialog.name, "men")
    dialog.asked.emit()
    men = driver.rows()
    page.controls.show_all()
    assert len(driver.rows()) == 6
    assert page.filters.filters() == {}
    driver.rest()
    again = RegisterPage(driver.desk, driver.shell, "member")
    qtbot.addWidget(again)
    assert again.controls.views == ["men"]
    page.controls.fill_views(page.controls._views_menu)
    take(page.controls._views_menu, "men")
    assert driver.rows() == men
    assert page.filters.filters() == {"gender": "1"}
    page.controls.drop_view("men")
    assert kept(driver, page).views == {}


@pytest.mark.parametrize(
    "note", ["", "{", "[]", '{"now": 3, "views": []}', '{"now": {"widths": {"name": "x"}}}']
)
def test_a_note_that_is_none_is_no_harm(note):
    assert KeptLayouts(note).now == ListLayout()
    assert KeptLayouts(note).note() == ""


def test_the_menu_of_a_row_has_the_verbs_of_the_buttons(driver, page, qtbot):
    driver.select_row("安长河")
    menu = page.table.findChildren(QMenu)
    assert menu == []
    spot = page.table.visualRect(page.table.currentIndex()).center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, spot, page.table.mapToGlobal(spot))
    QApplication.sendEvent(page.table, event)
    opened = QApplication.activePopupWidget()
    assert isinstance(opened, QMenu)
    assert words_of(opened) == ["打开", "打印名单", "批量修改", "删除", "复制", "连同表头复制", "全选"]
    take(opened, "连同表头复制")
    opened.close()
    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0].split("\t")[0] == "姓名"
    assert lines[1].split("\t")[0] == "安长河"


def test_the_delete_key_removes_with_the_bar_that_takes_it_back(driver, page, qtbot):
    driver.select_row("安长河")
    qtbot.keyClick(page.table, Qt.Key.Key_Delete)
    driver.rest()
    assert len(driver.rows()) == 5
    driver.press("撤销")
    assert len(driver.rows()) == 6


def test_many_are_changed_at_once_after_a_preview_and_undone_at_once(driver, page, qtbot):
    driver.select_row("安长河")
    driver.select_row("白雨田", more=True)
    driver.press("批量修改")
    dialog = next(one for one in page.findChildren(BulkDialog))
    dialog.box.set_value("work_unit")
    dialog.box.activated.emit(0)
    qtbot.keyClicks(dialog.value, "ABC")
    qtbot.waitUntil(lambda: [one.after for one in dialog.rows] == ["ABC", "ABC"])
    assert dialog.verb_button.text() == "批量修改 2 条"
    assert "改 2 条" in dialog.summary.text()
    dialog.asked.emit()
    driver.rest()
    units = {one.name: one.work_unit for one in driver.desk.ledger.find(Member.live())}
    assert (units["安长河"], units["白雨田"]) == ("ABC", "ABC")
    driver.press("撤销")
    units = {one.name: one.work_unit for one in driver.desk.ledger.find(Member.live())}
    assert "ABC" not in units.values()
    assert driver.errors == []


def test_what_cannot_be_changed_is_shown_with_its_reason(driver, page):
    ledger, register = driver.desk.ledger, page.register
    records = ledger.find(Member.live())
    rows = bulk_rows(ledger, register, records, "name", "")
    assert all("必须填写" in one.why for one in rows)
    future = bulk_rows(ledger, register, records, "birth_date", "2030-01-01")
    assert all(one.why and not one.changes for one in future)
    same = bulk_rows(ledger, register, records[:1], "name", records[0].name)
    assert not same[0].why
    assert not same[0].changes
    assert "id_number" not in bulk_boxes(ledger, register)
    assert records[0].name != "", "the records themselves stay as they were"


def test_sums_stand_under_their_columns_and_lead_to_what_they_are_made_of(driver, qtbot):
    ledger = driver.desk.ledger
    members = ledger.find(Member.live())
    with ledger.action("交党费") as action:
        for number, one in enumerate(members[:3]):
            paid = Decimal(number * 5)
            day = date(2026, 9, 10) if number else None
            month = Month(2026, 9)
            action.save(DuesPayment(member=one.uid, for_month=month, due=Decimal(5), paid=paid, paid_on=day))
    made = RegisterPage(driver.desk, driver.shell, "dues_payment")
    qtbot.addWidget(made)
    made.resize(1100, 600)
    made.show()
    assert made.controls.totals.count.text() == "合计 3 条"
    assert made.controls.totals.sums["due"].text() == "15.00"
    made.table.selectRow(0)
    made.table.selectionModel().select(
        made.model.index(1, 0),
        made.table.selectionModel().SelectionFlag.Select | made.table.selectionModel().SelectionFlag.Rows,
    )
    assert made.controls.totals.count.text() == "选中 2 条"
    assert made.controls.totals.sums["due"].text() == "10.00"
    made.controls.totals.sums["paid"].click()
    assert made.model.listing.typed == {"paid": "非空"}
    button = made.controls.totals.sums["due"]
    right = made.table.columnViewportPosition(made.model.names.index("due")) + made.table.columnWidth(
        made.model.names.index("due")
    )
    assert abs(button.geometry().right() - right) < 8
    assert made.rect().contains(button.mapTo(made, QPoint(0, 0)))
