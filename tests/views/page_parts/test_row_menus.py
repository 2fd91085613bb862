"""The menu of a row in lists made by hand: the verbs of the buttons beside them, and copying."""

from typing import Any

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from desktop_app.views.page_parts.cell_table import CellModel, CellTable
from desktop_app.views.page_parts.entries import EntryLine, EntryList
from desktop_app.views.page_parts.figure_list import FigureList
from desktop_app.views.page_parts.line_list import Line, LineList
from desktop_app.views.page_parts.line_order import LineOrder
from desktop_app.views.page_parts.plain_rows import PlainLine, PlainTable
from desktop_app.views.page_parts.press_list import PressList
from desktop_app.views.page_parts.verb_table import VerbTable, always

LINES = [Line("", "三月", head=True), Line("a", "安长河", "第一党小组", "在办"), Line("b", "柏青")]


@pytest.fixture
def shown(qtbot):
    def show(widget: QWidget) -> Any:
        qtbot.addWidget(widget)
        widget.resize(600, 400)
        widget.show()
        return widget

    return show


def open_menu(widget: QWidget, spot: Any = None) -> QMenu:
    """The menu as the key for it opens it."""
    spot = spot or widget.rect().center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, spot, widget.mapToGlobal(spot))
    QApplication.sendEvent(widget, event)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def put_away(menu: QMenu) -> None:
    menu.close()
    QApplication.processEvents()


def take(menu: QMenu, words: str) -> None:
    next(one for one in menu.actions() if one.text() == words).trigger()
    put_away(menu)


def offered(menu: QMenu) -> list[str]:
    return [one.text() for one in menu.actions() if one.text() and one.isEnabled()]


def copied() -> list[list[str]]:
    return [row.split("\t") for row in QGuiApplication.clipboard().text().splitlines()]


@pytest.mark.parametrize("kind", [LineList, PressList])
def test_a_list_of_lines_opens_and_copies_its_row(theme, shown, kind):
    lines = shown(kind(theme, "名单"))
    lines.show_lines(LINES, "a")
    menu = open_menu(lines)
    assert offered(menu) == ["复制", "复制全部"]  # nobody opens anything here
    put_away(menu)
    opened: list[str] = []
    lines.opened.connect(lambda uid: opened.append(uid))
    take(open_menu(lines), "打开")
    assert opened == ["a"]
    take(open_menu(lines), "复制")
    assert copied() == [["安长河", "第一党小组", "在办", ""]]
    take(open_menu(lines), "复制全部")
    assert [row[0] for row in copied()] == ["三月", "安长河", "柏青"]


def test_the_key_for_copying_copies_the_row(theme, shown, qtbot):
    lines = shown(LineList(theme, "名单"))
    lines.show_lines(LINES, "b")
    qtbot.keyClick(lines, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert copied()[0][0] == "柏青"


def test_an_empty_list_has_no_menu(theme, shown):
    lines = shown(LineList(theme, "名单"))
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, lines.rect().center(), lines.pos())
    QApplication.sendEvent(lines, event)
    assert QApplication.activePopupWidget() is None


def test_the_list_behind_a_figure_names_its_verb_once(theme, shown):
    behind = shown(FigureList(theme))
    behind.opened.connect(lambda uid: None)
    behind.show_lines("已交", "", LINES)
    behind.list.choose("a")
    menu = open_menu(behind.list)
    assert offered(menu) == ["打开", "复制", "复制全部"]
    put_away(menu)


def test_a_table_with_verbs_offers_those_that_fit_the_row(theme, shown):
    taken: list[str] = []
    verbs = (
        ("打开", "edit", taken.append, always),
        ("退回", "undo", taken.append, lambda key: "" if key == "b" else "不是乙"),
    )
    table = shown(
        VerbTable(
            theme, ("名称",), (100,), verbs, empty=("box", "没有"), name="物品", known_by=lambda key: key
        )
    )
    table.show_lines([PlainLine(("甲",), key="a"), PlainLine(("乙",), key="b")])
    menu = open_menu(table.table.view)
    assert offered(menu) == ["打开", "复制", "连同表头复制"]
    put_away(menu)
    table.table.choose(1)
    take(open_menu(table.table.view), "退回")
    assert taken == ["b"]


def test_a_plain_table_offers_opening_where_something_is_opened(theme, shown):
    table = shown(PlainTable(theme, ("名称",), name="物品"))
    table.show_lines([PlainLine(("甲",), key="a")])
    menu = open_menu(table.view)
    assert "打开" not in offered(menu)
    put_away(menu)
    opened: list[object] = []
    table.opened.connect(lambda line: opened.append(line.key))
    take(open_menu(table.view), "打开")
    assert opened == ["a"]


def test_entries_offer_the_verbs_of_their_own_block(theme, shown):
    entries = shown(EntryList(theme, "没有"))
    verbs = (("edit", "修改"), ("remove", "移除"))
    entries.show_entries([EntryLine("a", "1", "第一条措施", verbs=verbs), EntryLine("b", "2", "第二条")])
    QApplication.processEvents()
    asked: list[tuple[str, str]] = []
    entries.asked.connect(lambda verb, uid: asked.append((verb, uid)))
    spots = [block.geometry().center() for block in entries._blocks]
    take(open_menu(entries, spots[0]), "移除")
    assert asked == [("remove", "a")]
    take(open_menu(entries, spots[1]), "复制")
    assert copied() == [["2", "第二条", ""]]


class Months(CellModel):
    """Two rows over two months."""

    rows = 0

    def rowCount(self, parent=QModelIndex()) -> int:  # noqa: B008
        return self.rows

    def columnCount(self, parent=QModelIndex()) -> int:  # noqa: B008
        return 2

    def data(self, index, role=Qt.ItemDataRole.DisplayRole):
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignCenter)
        return f"{index.row()}.{index.column()}" if role == Qt.ItemDataRole.DisplayRole else None

    def spot(self, index):
        return index.row(), index.column()


def test_cells_open_and_are_copied_whole(theme, shown):
    months = Months()
    cells = shown(CellTable(theme, months, "逐月", (100, 100), range(1, 2)))
    months.beginResetModel()
    months.rows = 2
    months.endResetModel()
    cells.setCurrentIndex(cells.model().index(1, 1))
    asked: list[object] = []
    cells.asked.connect(asked.append)
    take(open_menu(cells), "打开")
    assert asked == [(1, 1)]
    take(open_menu(cells), "复制整表")
    assert copied() == [["1", "2"], ["0.0", "0.1"], ["1.0", "1.1"]]


def test_a_list_of_lines_is_sorted_from_its_menu_under_each_heading_and_stays_so(make_desk, theme, shown):
    desk = make_desk()
    lines = shown(LineList(theme, "名单"))
    order = LineOrder(desk.desk, lines, "toy")
    lines.verbs = order.verbs
    three = [Line(n, n, pill=p) for n, p in (("赵一", "9 天"), ("安二", "10 天"), ("白三", ""))]
    lines.show_lines(
        [Line("", "三月", head=True), *three, Line("", "四月", head=True), Line("d", "丁四")], "赵一"
    )
    take(open_menu(lines), "按第一行排")
    assert [one.title for one in lines.lines()] == ["安二", "白三", "赵一", "丁四"]
    take(open_menu(lines), "按状态排")
    assert [one.title for one in lines.lines()] == ["赵一", "安二", "白三", "丁四"]
    take(open_menu(lines), "倒过来排")
    assert [one.title for one in lines.lines()] == ["安二", "赵一", "白三", "丁四"]
    assert lines.current().uid == "赵一"
    desk.rest()
    again = shown(LineList(theme, "名单"))
    LineOrder(desk.desk, again, "toy")
    again.show_lines(three)
    assert [one.title for one in again.lines()] == ["安二", "赵一", "白三"]
    take(open_menu(lines), "照列表自己的顺序")
    assert [one.title for one in lines.lines()] == ["赵一", "安二", "白三", "丁四"]
