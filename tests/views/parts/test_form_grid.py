"""A row of a form is complete by one call, and the form fits its width."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QSpinBox
from pytestqt.qtbot import QtBot

from desktop_app.views.look.theme import Theme
from desktop_app.views.parts.choice_box import ChoiceBox
from desktop_app.views.parts.form_grid import FormGrid


def spoken(widget: QLineEdit, what: QAccessible.Text) -> str:
    return str(QAccessible.queryAccessibleInterface(widget).text(what))


def test_one_call_sets_everything_a_reader_needs(qtbot: QtBot, theme: Theme) -> None:
    form, box = FormGrid(theme), QLineEdit()
    qtbot.addWidget(form)
    row = form.add_row("整改经费", box, help="没有就留空", unit="元", required=True)
    form.show()
    assert row.label.buddy() is box
    assert row.label.text() == "整改经费 *"
    assert spoken(box, QAccessible.Text.Name) == "整改经费（必填）"
    assert spoken(box, QAccessible.Text.Description) == "没有就留空"
    assert box.height() >= theme.click_height
    assert form.row_of(box) is row


def test_an_error_takes_the_place_of_the_help_and_goes_again(qtbot: QtBot, theme: Theme) -> None:
    form, box = FormGrid(theme), QLineEdit()
    qtbot.addWidget(form)
    form.add_row("姓名", QLineEdit())
    row = form.add_row("期限", box, help="如 2026-11-23")
    form.show()
    row.set_error("看不出是 1 月还是 10 月")
    assert row.error.isVisible()
    assert not row.help.isVisible()
    assert spoken(box, QAccessible.Text.Description) == "看不出是 1 月还是 10 月"
    assert form.first_error() is row
    form.clear_errors()
    assert not row.error.isVisible()
    assert row.help.isVisible()
    assert form.first_error() is None


def test_two_abreast_where_there_is_room(qtbot: QtBot, theme: Theme) -> None:
    form = FormGrid(theme)
    qtbot.addWidget(form)
    first, second = (form.add_row(label, QLineEdit()) for label in ("姓名", "身份证号码"))
    note = form.add_row("说明", QPlainTextEdit())
    form.resize(theme.unit(1000), theme.unit(400))
    form.show()
    QApplication.processEvents()
    assert first.y() == second.y()
    assert note.width() == form.width()
    assert first.widget.mapTo(form, first.widget.rect().topLeft()).x() == note.widget.x()
    form.resize(theme.unit(600), theme.unit(400))
    QApplication.processEvents()
    assert second.y() > first.y()
    assert first.label.width() == second.label.width() >= theme.text_width("身份证号码")


def test_a_hidden_row_leaves_no_gap(qtbot: QtBot, theme: Theme) -> None:
    form = FormGrid(theme, columns=1)
    qtbot.addWidget(form)
    rows = [form.add_row(label, QLineEdit()) for label in ("甲", "乙", "丙")]
    form.show()
    QApplication.processEvents()
    before = rows[1].y()
    rows[1].setVisible(False)
    QApplication.processEvents()
    assert rows[2].y() == before
    rows[1].setVisible(True)
    QApplication.processEvents()
    assert rows[1].y() == before
    assert rows[2].y() > before


def test_tab_goes_in_the_order_of_the_calls(qtbot: QtBot, theme: Theme) -> None:
    form = FormGrid(theme)
    qtbot.addWidget(form)
    boxes = [QLineEdit(), ChoiceBox(theme, [(1, "甲")]), QSpinBox(), QPlainTextEdit(), QLineEdit()]
    for number, box in enumerate(boxes):
        form.add_row(f"第{number}项", box)
    form.show()
    boxes[0].setFocus()
    for box in boxes[1:]:
        qtbot.keyClick(form.focusWidget(), Qt.Key.Key_Tab)
        assert form.focusWidget() is box


def test_a_form_without_rows_stands_in_any_width(qtbot: QtBot, theme: Theme) -> None:
    form = FormGrid(theme, columns=2)
    qtbot.addWidget(form)
    form.show()
    for width in (200, 900):
        form.resize(width, 200)
        QApplication.processEvents()
        assert form.width() == width
    assert form.first_error() is None
