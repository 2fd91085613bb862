"""What is wrong with what was typed goes as soon as the hand types again."""

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from desktop_app.views.parts.form_grid import FormGrid
from desktop_app.views.parts.labels import Complaint


@pytest.fixture
def asked(qtbot, theme):
    """A box, and the line that says what is wrong with it."""
    root = QWidget()
    qtbot.addWidget(root)
    column = QVBoxLayout(root)
    box = QLineEdit()
    complaint = Complaint(theme, root)
    column.addWidget(box)
    column.addWidget(complaint)
    return box, complaint


def test_it_stands_until_something_is_typed(asked):
    box, complaint = asked
    complaint.setText("还没有写党支部全称。")
    assert complaint.text() == "还没有写党支部全称。"
    QTest.keyClicks(box, "z")
    assert complaint.text() == ""


def test_what_the_program_writes_leaves_it(asked):
    box, complaint = asked
    complaint.setText("还没有写党支部全称。")
    box.setText("")
    assert complaint.text() == "还没有写党支部全称。"
    complaint.setText("")
    complaint.setText("密码太短。")
    QTest.keyClicks(box, "z")
    assert complaint.text() == ""


def test_an_error_of_a_row_goes_as_its_box_is_typed_into(qtbot, theme):
    grid = FormGrid(theme)
    qtbot.addWidget(grid)
    box = QLineEdit()
    row = grid.add_row("金额", box)
    row.set_error("不是金额")
    QTest.keyClicks(box, "1")
    assert row.error.words.text() == ""
