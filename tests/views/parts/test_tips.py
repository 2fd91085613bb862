"""A tip, however long, stands whole on the smallest screen."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QFontMetrics, QHelpEvent
from PySide6.QtWidgets import QApplication, QStyleOptionViewItem, QToolTip, QWidget

from desktop_app.views.page_parts.plain_rows import PlainLine, PlainTable
from desktop_app.views.parts.tips import folded

SENTENCE = "楼道里的灯坏了两个月没有人修，居民反映强烈。"
# The smallest screen at 12 pt: 1366×768 at 150 %.
SMALLEST = (910, 480)


@pytest.mark.parametrize("times", [1, 3, 12, 40, 100])
def test_a_folded_tip_fits_on_the_smallest_screen(theme, times):
    words = SENTENCE * times
    room = QFontMetrics(theme.font()).boundingRect(
        0, 0, 9999, 9999, Qt.TextFlag.TextExpandTabs, folded(words)
    )
    assert room.width() < SMALLEST[0]
    assert room.height() < SMALLEST[1]


@pytest.mark.parametrize("times", [0, 1, 3, 12, 30])
def test_nothing_is_lost_of_what_a_screen_has_room_for(times):
    assert folded(SENTENCE * times).replace("\n", "") == SENTENCE * times
    assert "\n，" not in folded(SENTENCE * times)


def test_lines_that_stand_already_stay():
    assert folded("第一行\n\n第二行") == "第一行\n\n第二行"


def test_the_tip_of_a_cut_cell_stands_on_the_screen(qtbot, theme):
    window = QWidget()
    qtbot.addWidget(window)
    table = PlainTable(theme, ("情况",), name="情况", parent=window)
    table.show_lines([PlainLine((SENTENCE * 12,))])
    table.resize(200, 200)
    window.show()
    view = table.view
    index = view.model().index(0, 0)
    spot = view.viewport().mapToGlobal(QPoint(20, 20))
    event = QHelpEvent(QHelpEvent.Type.ToolTip, QPoint(20, 20), spot)
    view.itemDelegate().helpEvent(event, view, QStyleOptionViewItem(), index)
    (tip,) = [one for one in QApplication.allWidgets() if one.objectName() == "qtooltip_label"]
    assert window.screen().availableGeometry().contains(tip.geometry())
    assert tip.text().replace("\n", "") == SENTENCE * 12
    QToolTip.hideText()


def test_a_heading_that_is_cut_tells_the_whole_and_one_that_is_whole_nothing(qtbot, theme):
    table = PlainTable(theme, ("号", "对方接收的情况"), name="情况")
    qtbot.addWidget(table)
    table.show_lines([PlainLine(("1", ""))])
    table.show()
    head = table.view.horizontalHeader()
    for width, tip in ((theme.unit(300), ""), (theme.unit(60), "对方接收的情况")):
        head.resizeSection(1, width)
        spot = QPoint(head.sectionViewportPosition(1) + 20, 20)
        event = QHelpEvent(QHelpEvent.Type.ToolTip, spot, head.viewport().mapToGlobal(spot))
        QApplication.sendEvent(head.viewport(), event)
        assert QToolTip.text() == tip
    QToolTip.hideText()
