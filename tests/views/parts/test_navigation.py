"""The navigation: every title is read to its end."""

from PySide6.QtGui import QFontMetrics
from pytestqt.qtbot import QtBot

from desktop_app.registers import catalogue
from desktop_app.views.look.theme import Theme
from desktop_app.views.page_table import PAGES
from desktop_app.views.parts.navigation import Navigation


def test_no_title_is_cut(qtbot: QtBot, theme: Theme) -> None:
    navigation = Navigation(theme, "支部台账")
    qtbot.addWidget(navigation)
    titles = {row.title for row in PAGES} | {one.title for one in catalogue() if one.group}
    for title in sorted(titles):
        navigation.add(title, title, "home")
    navigation.show()
    metrics = QFontMetrics(theme.font(bold=True))
    for title, entry in navigation.entries.items():
        lines = entry.height() // metrics.height()
        assert metrics.horizontalAdvance(title) <= lines * entry.room().width(), title
