"""Two columns stand beside each other only where both have what they need."""

import pytest
from PySide6.QtWidgets import QBoxLayout, QScrollArea, QWidget

from desktop_app.views.page_parts.two_columns import TwoColumns
from tests.views.looking import come_to_rest

ACROSS, DOWN = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom


@pytest.mark.parametrize(
    ("least", "width", "way"),
    [(300, 1000, ACROSS), (300, 700, DOWN), (500, 1000, DOWN), (500, 1100, ACROSS)],
)
def test_they_turn_by_what_they_need(qtbot, theme, least, width, way):
    parts = [QWidget(), QWidget()]
    for part in parts:
        part.setMinimumSize(least, 50)
    columns = TwoColumns(theme, parts[0], parts[1], (1, 1))
    frame = QScrollArea()
    frame.setWidgetResizable(True)
    frame.setWidget(columns)
    qtbot.addWidget(frame)
    frame.show()
    for size in (1300, 420, width):  # wherever it comes from
        frame.resize(size, 400)
        come_to_rest()
    assert columns._row.direction() == way
    assert columns.width() <= max(frame.viewport().width(), least)
