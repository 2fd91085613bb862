"""Lists made by hand: sorted by sound and by size, columns chosen, moved, frozen and filtered, views kept."""

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from desktop_app.views.page_parts.list_dialogs import ColumnsDialog
from desktop_app.views.page_parts.plain_look import PlainLook
from desktop_app.views.page_parts.plain_rows import PlainLine, PlainTable
from desktop_app.views.page_parts.tick_table import TickTable
from desktop_app.views.table.list_layout import KeptLayouts, ListLayout, note_key
from tests.views.desk_driver import Driver

HEADS = ("姓名", "学时", "情况")
LINES = [
    PlainLine(("章立", "9.5", ""), key="c"),
    PlainLine(("安长河", "12", "第十次"), key="a"),
    PlainLine(("张成", "", "第二次"), key="b"),
]


@pytest.fixture
def driver(make_desk) -> Iterator[Driver]:
    made = make_desk(people=1)
    yield made
    assert made.errors == []


@pytest.fixture
def table(driver: Driver, qtbot: Any) -> PlainTable:
    return laid(driver, qtbot)


def laid(driver: Driver, qtbot: Any) -> PlainTable:
    made = PlainTable(driver.desk.theme, HEADS, (100, 60, 200), right=(1,), name="学时")
    qtbot.addWidget(made)
    made.resize(600, 400)
    PlainLook(driver.desk, made, "hours")
    made.show_lines(LINES)
    made.show()
    return made


def look(table: PlainTable) -> PlainLook:
    return table.findChild(PlainLook)  # type: ignore[return-value]


def column(table: PlainTable, name: str) -> list[str]:
    at = table.view.column_names().index(name)
    return [str(table.model.index(row, at).data()) for row in range(table.model.rowCount())]


def press_head(table: PlainTable, qtbot: Any, name: str) -> None:
    heads = table.view.heads
    at = table.view.column_names().index(name)
    spot = heads.viewport().rect().center()
    spot.setX(heads.sectionViewportPosition(at) + 20)
    spot.setY(15)
    qtbot.mouseClick(heads.viewport(), Qt.MouseButton.LeftButton, pos=spot)


def take(menu: QMenu, words: str) -> None:
    next(one for one in menu.actions() if one.text() == words).trigger()
    menu.close()


def test_a_press_on_a_head_sorts_by_sound_then_backwards_then_not_at_all(table, qtbot):
    assert column(table, "姓名") == ["章立", "安长河", "张成"]
    press_head(table, qtbot, "姓名")
    assert column(table, "姓名") == ["安长河", "张成", "章立"]
    press_head(table, qtbot, "姓名")
    assert column(table, "姓名") == ["章立", "张成", "安长河"]
    press_head(table, qtbot, "姓名")
    assert column(table, "姓名") == ["章立", "安长河", "张成"]


def test_numbers_go_by_size_words_by_their_numbers_and_what_is_empty_stands_last(table):
    look(table).sort_by("学时")
    assert column(table, "学时") == ["9.5", "12", ""]
    look(table).sort_by("-学时")
    assert column(table, "学时") == ["12", "9.5", ""]
    look(table).sort_by("情况")
    assert column(table, "情况") == ["第二次", "第十次", ""]


def test_names_stand_by_strokes_where_wanted(table):
    take(look(table).head_menu(0), "按姓氏笔画排")
    assert column(table, "姓名") == ["安长河", "张成", "章立"]


def test_the_page_finds_its_line_whatever_the_order(table):
    look(table).sort_by("姓名")
    table.choose(0)
    assert table.line() is LINES[0]
    assert table.view.selected_rows() == [2]


def test_words_typed_over_a_column_narrow_the_list(table, qtbot):
    look(table).turn_filters()
    boxes = table.view.heads.boxes
    for name, typed, left in (
        ("姓名", "zhang", 2),
        ("学时", ">=10", 1),
        ("学时", "空", 1),
        ("情况", "第", 2),
    ):
        boxes[name].setFocus()
        qtbot.keyClicks(boxes[name], typed) if typed.isascii() else boxes[name].setText(typed)
        qtbot.keyClick(boxes[name], Qt.Key.Key_Return)
        assert table.model.rowCount() == left, typed
        boxes[name].clear()
        qtbot.keyClick(boxes[name], Qt.Key.Key_Return)
    assert table.model.rowCount() == 3


def test_a_filter_that_fits_nothing_leaves_the_boxes_in_sight(table):
    told: list[object] = []
    table.chosen.connect(lambda line: told.append(line))
    look(table)._type({"姓名": "没有这个人"})
    assert table.currentWidget() is table.view
    assert told[-1] is None
    look(table).show_all()
    assert table.model.rowCount() == 3


def test_columns_are_chosen_frozen_and_kept_for_the_next_time(driver, table, qtbot):
    look(table).choose_columns()
    dialog = table.findChild(ColumnsDialog)
    dialog.list.item(1).setCheckState(Qt.CheckState.Unchecked)
    dialog.list.setCurrentRow(2)
    dialog.up_button.click()
    dialog.up_button.click()
    dialog.order.set_value("-情况")
    dialog.frozen.set_value(1)
    dialog.verb_button.click()
    assert list(table.view.column_names()) == ["情况", "姓名"]
    assert column(table, "情况") == ["第十次", "第二次", ""]
    table.view.heads.resizeSection(0, 240)
    look(table).keep()
    driver.rest()
    again = laid(driver, qtbot)
    assert list(again.view.column_names()) == ["情况", "姓名"]
    assert column(again, "情况") == ["第十次", "第二次", ""]
    assert abs(again.view.columnWidth(0) - 240) <= 1
    assert again.view.frozen.count == 1
    look(again).reset()
    look(again).keep()
    driver.rest()
    assert KeptLayouts(driver.desk.ledger.note(note_key("table:hours"))).now == ListLayout()


def test_a_dragged_head_moves_its_column_and_what_is_opened_is_the_same(table, qtbot):
    table.view.heads.moveSection(0, 1)
    qtbot.waitUntil(lambda: list(table.view.column_names()) == ["学时", "姓名", "情况"])
    opened: list[object] = []
    table.opened.connect(lambda line: opened.append(line.key))
    table.choose(1)
    qtbot.keyClick(table.view, Qt.Key.Key_Return)
    assert opened == ["a"]


def test_a_view_is_named_shown_from_the_menu_of_a_row_and_dropped(driver, table):
    look(table).sort_by("-姓名")
    look(table).keep_view("倒着看")
    driver.rest()
    look(table).reset()
    assert column(table, "姓名")[0] == "章立"
    look(table).sort_by("姓名")
    verbs = {one.words: one.act for one in table.view.row_verbs()}
    verbs["视图：倒着看"]()
    assert column(table, "姓名") == ["章立", "张成", "安长河"]
    look(table).drop_view("倒着看")
    driver.rest()
    assert "视图：倒着看" not in [one.words for one in table.view.row_verbs()]


def test_ticks_stay_with_their_lines_whatever_the_order(driver, qtbot):
    ticks = TickTable(driver.desk.theme, HEADS, (100, 60, 200), empty=("done", "没有"), name="补学")
    qtbot.addWidget(ticks)
    PlainLook(driver.desk, ticks, "ticks")
    ticks.show_ticks(LINES)
    ticks.turn(0)
    look(ticks).sort_by("姓名")
    assert ticks.keys() == ["c"]
    assert [str(ticks.model.index(row, 0).data()) for row in range(3)] == ["□", "□", "✓"]
    ticks.turn(0)
    look(ticks).sort_by("")
    assert set(ticks.keys()) == {"a", "c"}


def test_a_table_of_numbered_rows_keeps_its_order(driver, qtbot):
    made = PlainTable(driver.desk.theme, HEADS, name="十五行")
    qtbot.addWidget(made)
    PlainLook(driver.desk, made, "annual", sorts=False)
    made.show_lines(LINES)
    made.resize(600, 300)
    made.show()
    press_head(made, qtbot, "姓名")
    assert column(made, "姓名") == ["章立", "安长河", "张成"]
    words = [one.text() for one in look(made).head_menu(0).actions()]
    assert "按拼音排" not in words
    assert "不显示这一列" in words
