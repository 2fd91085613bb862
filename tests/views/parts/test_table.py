"""The table as it is clicked, typed into, copied from and painted."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_app.views.look.theme import Theme
from desktop_app.views.parts.table import TableView
from tests.views.gallery_parts import SampleRows

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def table(qtbot: QtBot, theme: Theme) -> TableView:
    table = TableView(theme)
    qtbot.addWidget(table)
    table.setModel(SampleRows(table))
    table.resize(theme.unit(900), theme.unit(400))
    table.show()
    return table


def centre(table: TableView, row: int, column: int) -> QPoint:
    return table.visualRect(table.model().index(row, column)).center()


def colour_at(table: TableView, spot: QPoint) -> str:
    """Colour on the screen at a place given in the table's own px, whatever the scale."""
    picture = table.viewport().grab()
    return picture.toImage().pixelColor(spot * picture.devicePixelRatio()).name().upper()


def test_rows_are_high_enough_to_hit(table: TableView, theme: Theme) -> None:
    assert table.rowHeight(0) >= theme.click_height
    assert table.horizontalHeader().height() >= theme.click_height


def test_a_click_takes_the_row_and_ctrl_c_copies_it(qtbot: QtBot, table: TableView) -> None:
    view = table.viewport()
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, pos=centre(table, 1, 1))
    qtbot.mouseClick(view, Qt.MouseButton.LeftButton, CONTROL, centre(table, 3, 0))
    assert table.selected_rows() == [1, 3]
    with qtbot.waitSignal(table.copied) as copied:
        qtbot.keyClick(table, Qt.Key.Key_C, CONTROL)
    assert copied.args == [2, False]
    lines = QGuiApplication.clipboard().text().split("\n")
    assert [line.split("\t")[0] for line in lines] == ["2026-11-22", "2026-11-20"]


def test_ctrl_shift_c_puts_the_heads_above(qtbot: QtBot, table: TableView) -> None:
    table.horizontalHeader().moveSection(1, 0)
    table.selectRow(0)
    qtbot.keyClick(table, Qt.Key.Key_C, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    heads, row = QGuiApplication.clipboard().text().split("\n")
    across = Qt.Orientation.Horizontal
    assert heads.split("\t")[:2] == [table.model().headerData(at, across) for at in (1, 0)]
    assert row.split("\t")[0] == "萧明梓"
    table.setSelectionMode(TableView.SelectionMode.SingleSelection)
    qtbot.keyClick(table, Qt.Key.Key_C, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    assert len(QGuiApplication.clipboard().text().split("\n")) == table.model().rowCount() + 1
    qtbot.keyClick(table, Qt.Key.Key_Home)  # lets go of the keys held, for the tests that follow


def test_moved_and_hidden_columns_are_copied_as_seen(qtbot: QtBot, table: TableView) -> None:
    table.horizontalHeader().moveSection(1, 0)
    table.hideColumn(3)
    table.selectRow(0)
    table.copy_selection()
    assert QGuiApplication.clipboard().text().split("\t")[:3] == ["萧明梓", "2026-11-23", "集中学习"]
    assert "二十大" not in QGuiApplication.clipboard().text()


def test_nothing_chosen_leaves_the_clipboard(qtbot: QtBot, table: TableView) -> None:
    QGuiApplication.clipboard().setText("before")
    with qtbot.assertNotEmitted(table.copied):
        qtbot.keyClick(table, Qt.Key.Key_C, CONTROL)
    assert QGuiApplication.clipboard().text() == "before"


def test_enter_and_double_click_open_the_record(qtbot: QtBot, table: TableView) -> None:
    table.setCurrentIndex(table.model().index(2, 0))
    with qtbot.waitSignal(table.opened) as opened:
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert opened.args[0].row() == 2
    with qtbot.waitSignal(table.opened) as opened:
        qtbot.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=centre(table, 4, 1))
    assert opened.args[0].row() == 4


def test_tab_leaves_the_table(qtbot: QtBot, table: TableView) -> None:
    table.setCurrentIndex(table.model().index(0, 0))
    qtbot.keyClick(table, Qt.Key.Key_Tab)
    assert table.currentIndex().row() == 0
    assert table.currentIndex().column() == 0


def test_the_row_under_the_mouse_is_tinted_and_only_that(
    qtbot: QtBot, table: TableView, theme: Theme
) -> None:
    def ground(row: int) -> str:
        spot = table.visualRect(table.model().index(row, 3)).topRight() - QPoint(3, -3)
        return colour_at(table, spot)

    qtbot.mouseMove(table.viewport(), centre(table, 2, 1))
    QApplication.processEvents()
    assert table.hovered_row == 2
    assert ground(2) == theme.colours.hover
    assert ground(3) == theme.colours.card
    table.selectRow(3)
    assert ground(3) == theme.colours.accent_soft


def test_a_pill_cell_is_painted_in_its_tone(table: TableView, theme: Theme) -> None:
    spot = table.visualRect(table.model().index(0, 5))
    line = {
        colour_at(table, QPoint(x, spot.center().y())) for x in range(spot.left() + 12, spot.left() + 40, 4)
    }
    assert theme.colours.tone("done").soft in line
