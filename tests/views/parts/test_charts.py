"""Chart labels never touch one another, whatever the width."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QFontMetrics
from pytestqt.qtbot import QtBot

from desktop_app.views.look.theme import Theme
from desktop_app.views.parts.charts import BarChart, LineChart

MONTHS = [(f"2026年{at}月", float(at)) for at in range(1, 13)]


@given(
    width=st.integers(60, 900),
    labels=st.lists(st.text("年月12廿", min_size=1, max_size=8), min_size=1, max_size=40),
    data=st.data(),
)
def test_labels_stay_apart_and_the_marked_one_is_shown(
    qapp: object, theme: Theme, width: int, labels: list[str], data: st.DataObject
) -> None:
    chart = BarChart(theme, "学时")
    marked = data.draw(st.integers(0, len(labels) - 1))
    chart.set_points([(label, 1.0) for label in labels], marked)
    shown = chart.labels_shown(width)
    assert marked in shown
    metrics = QFontMetrics(theme.font(-2, bold=True))
    share = width / len(labels)
    for left, right in pairwise(shown):
        half = (metrics.horizontalAdvance(labels[left]) + metrics.horizontalAdvance(labels[right])) / 2
        assert (right - left) * share >= half


@pytest.mark.parametrize("kind", [BarChart, LineChart])
def test_the_marked_value_is_drawn_in_the_accent(
    qtbot: QtBot, theme: Theme, kind: type[BarChart | LineChart]
) -> None:
    chart = kind(theme, "学时", MONTHS, "小时")
    qtbot.addWidget(chart)
    chart.resize(theme.unit(500), theme.unit(160))
    picture = chart.grab().toImage()
    right = range(picture.width() * 11 // 12, picture.width())
    accent = theme.colours.accent
    assert sum(picture.pixelColor(x, y).name().upper() == accent for x in right for y in range(160)) > 20
    assert chart.accessibleName().endswith("2026年12月 12小时")


@pytest.mark.parametrize("points", [[], [("一月", 0.0)], [("一月", 0.0), ("二月", 0.0)]])
def test_nothing_to_show_is_shown_without_harm(
    qtbot: QtBot, theme: Theme, points: list[tuple[str, float]]
) -> None:
    for chart in (BarChart(theme, "学时", points), LineChart(theme, "学时", points)):
        qtbot.addWidget(chart)
        chart.resize(200, 120)
        assert not chart.grab().isNull()
    assert BarChart(theme, "学时").accessibleName() == "学时：没有数据"
