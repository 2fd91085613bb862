"""Short tables: the empty sentence, the chosen line, columns that give way on a narrow screen."""

from PySide6.QtCore import QEvent
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from desktop_app.views.look.theme import Theme
from desktop_app.views.page_parts.plain_rows import PlainLine, PlainTable
from desktop_app.views.parts.column_room import Wish, shared
from desktop_app.views.parts.table import TONE_ROLE, cell_width


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


def test_nothing_is_cut_while_there_is_room_and_then_the_widest_first(theme: Theme, qtbot: QtBot) -> None:
    table = PlainTable(theme, ("号", "名", "注"), (80, 400, 400))
    qtbot.addWidget(table)
    short, long = "查看材料", "这一条写得很长，" * 4
    table.show_lines([PlainLine(("1", short, long)), PlainLine(("2", short, short))])
    table.show()
    for width in (1200, 900, 600, 400):
        table.resize(theme.unit(width), 200)
        view = table.view
        widths = [view.columnWidth(at) for at in range(3)]
        assert sum(widths) <= view.viewport().width()
        assert sum(widths) >= view.viewport().width() - 4
        assert widths[0] >= cell_width(theme, "1")
        assert widths[1] >= cell_width(theme, short)
    table.resize(theme.unit(1200), 200)
    assert table.view.columnWidth(2) >= cell_width(theme, long)
    table.resize(theme.unit(400), 200)
    assert table.view.columnWidth(2) < cell_width(theme, long)


def test_a_width_set_by_hand_stays_and_the_others_share_what_is_left(theme: Theme, qtbot: QtBot) -> None:
    table = PlainTable(theme, ("号", "名", "注"))
    qtbot.addWidget(table)
    table.show_lines([PlainLine(("1", "查看", "材料"))])
    table.resize(900, 200)
    table.show()
    table.view.horizontalHeader().resizeSection(1, 333)
    table.resize(700, 200)
    assert table.view.columnWidth(1) == 333
    assert abs(table.view.horizontalHeader().length() - table.view.viewport().width()) < 4


def test_the_whole_text_stands_in_a_tip_only_where_it_is_cut(theme: Theme, qtbot: QtBot) -> None:
    table = PlainTable(theme, ("号", "注"))
    qtbot.addWidget(table)
    table.show_lines([PlainLine(("1", "这一条写得很长，" * 9))])
    table.resize(300, 200)
    table.show()
    told = []
    for column in (0, 1):
        QToolTip.hideText()
        spot = table.view.visualRect(table.model.index(0, column)).center()
        event = QHelpEvent(QEvent.Type.ToolTip, spot, table.view.viewport().mapToGlobal(spot))
        QApplication.sendEvent(table.view.viewport(), event)
        told.append(QToolTip.text())
    assert [one.replace("\n", "") for one in told] == ["", "这一条写得很长，" * 9]


def test_columns_that_can_be_spared_go_one_after_the_other_and_come_back(theme: Theme, qtbot: QtBot) -> None:
    heads = ("姓名", "集中培训", "差额", "说明")
    table = PlainTable(theme, heads, right=(2,), spared=(1, 3))
    qtbot.addWidget(table)
    table.show_lines([PlainLine(("丁培林", "1/1", "0", "年老体弱，不作硬性要求"))])
    table.show()

    def shown() -> list[str]:
        names = table.view.column_names()
        return [name for at, name in enumerate(names) if not table.view.isColumnHidden(at)]

    for width, there in (
        (700, heads),
        (300, ("姓名", "差额", "说明")),
        (180, ("姓名", "差额")),
        (700, heads),
    ):
        table.resize(theme.unit(width), 200)
        assert tuple(shown()) == there
    assert table.view.hand_widths == {}
    table.view.rows.arrange([3, 0, 2, 1])
    table.resize(theme.unit(180), 200)
    assert shown() == ["姓名", "差额"]


def test_many_columns_are_as_wide_as_can_be_read_and_scrolled(theme: Theme, qtbot: QtBot) -> None:
    wishes = [Wish(most=300, usual=200, head=90, least=60)] * 5
    assert shared(wishes, 100) == [180] * 5
    assert shared(wishes, 300) == [60] * 5
    assert shared(wishes, 500) == [100] * 5
    assert shared(wishes, 1250) == [250] * 5
    assert shared([*wishes[:4], Wish(40, 40, 40, 40)], 840) == [200] * 4 + [40]
    assert sum(shared([Wish(40, 40, 40, 40, share=1), Wish(50, 50, 50, 50, share=3)], 200)) == 200


def test_long_words_are_cut_further_before_a_table_is_scrolled(theme: Theme, qtbot: QtBot) -> None:
    number = Wish(most=50, usual=50, head=50, least=50, tight=40)
    long = Wish(most=300, usual=200, head=60, least=120, tight=40)
    assert shared([number, long, long], 250) == [50, 100, 100]
    assert sum(shared([number, long, long], 120)) == 120
    assert shared([number, long, long], 110) == [50, 200, 200], "then it is scrolled, and easily read"


def test_a_list_stands_whole_on_a_page_that_scrolls(qtbot, theme):
    table = PlainTable(theme, ("名称",), name="物品")
    qtbot.addWidget(table)
    table.show_lines([PlainLine((str(number),)) for number in range(9)])
    table.stand_whole(True)
    table.resize(300, table.minimumHeight())
    table.show()
    QApplication.processEvents()
    assert table.view.verticalScrollBar().maximum() == 0
    table.stand_whole(False)
    assert table.minimumHeight() < table.height()


def test_no_table_goes_sideways_when_its_rows_need_a_bar(qtbot, theme):
    table = PlainTable(theme, ("名称", "说明"), name="物品")
    qtbot.addWidget(table)
    table.resize(300, 200)
    table.show()
    for count in (1, 40, 2, 60):
        table.show_lines([PlainLine((f"第{number}件", "一句说明" * 9)) for number in range(count)])
        for _ in range(4):
            QApplication.processEvents()
        view = table.view
        assert sum(view.columnWidth(at) for at in range(2)) <= view.viewport().width()
