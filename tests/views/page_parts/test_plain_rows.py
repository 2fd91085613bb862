"""Short tables: the empty sentence, the chosen line, columns that give way on a narrow screen."""

from pytestqt.qtbot import QtBot

from desktop_app.views.look.theme import Theme
from desktop_app.views.page_parts.plain_rows import PlainLine, PlainTable
from desktop_app.views.parts.table import TONE_ROLE


def test_an_empty_table_says_so_and_lines_take_its_place(theme: Theme, qtbot: QtBot) -> None:
    table = PlainTable(theme, ("甲", "乙"), (100, 100), empty=("table", "什么也没有"))
    qtbot.addWidget(table)
    assert table.currentWidget() is not table.view
    table.show_lines([PlainLine(("一", "好"), {1: "done"}, key=1), PlainLine(("二", "坏"), key=2)])
    assert table.currentWidget() is table.view
    assert table.line() == table.model.lines[0]
    assert table.model.index(0, 1).data(TONE_ROLE) == "done"
    with qtbot.waitSignal(table.chosen) as told:
        table.choose(1)
    assert told.args[0].key == 2
    table.show_lines([])
    assert table.line() is None


def test_wide_columns_give_way_before_one_is_out_of_sight(theme: Theme, qtbot: QtBot) -> None:
    table = PlainTable(theme, ("号", "名", "注"), (80, 400, 400))
    qtbot.addWidget(table)
    table.show_lines([PlainLine(("1", "甲", "乙"))])
    table.resize(theme.unit(900), 200)
    table.show()
    assert table.view.columnWidth(0) == theme.unit(80)
    wide = table.view.columnWidth(1)
    table.resize(theme.unit(600), 200)
    assert table.view.columnWidth(0) == theme.unit(80)
    assert theme.unit(150) < table.view.columnWidth(1) < wide
