"""Tabs that are all in sight: where their row is short they narrow and end in …, the tip tells the whole."""

import re

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractScrollArea, QTabBar, QTabWidget, QWidget

# The number behind a tab's title, as in 评诺 3.
_COUNT = re.compile(r"[\s（(]*\d.*$")


class TabRow(QTabBar):
    """A row of tabs without arrows: none is hidden."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setUsesScrollButtons(False)
        self.setElideMode(Qt.TextElideMode.ElideRight)
        self.setDrawBase(False)

    def tabLayoutChange(self) -> None:
        super().tabLayoutChange()
        for at in range(self.count()):
            self.setTabToolTip(at, self.tabText(at))


class Tabs(QTabWidget):
    """Panes behind tabs; one that scrolls is called what its tab is, for who reaches it by Tab."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTabBar(TabRow())
        self.setDocumentMode(True)
        self.tabBar().setDrawBase(False)

    def tabInserted(self, index: int) -> None:
        super().tabInserted(index)
        self._name(index)

    def setTabText(self, index: int, text: str) -> None:
        super().setTabText(index, text)
        self._name(index)

    def _name(self, index: int) -> None:
        pane = self.widget(index)
        if isinstance(pane, QAbstractScrollArea):
            pane.setAccessibleName(_COUNT.sub("", self.tabText(index)))
