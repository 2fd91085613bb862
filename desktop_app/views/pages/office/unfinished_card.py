"""没写完的: the drafts on the home page, each with a press that opens it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from desktop_app.views.look.theme import Theme
from desktop_app.views.page_parts.unfinished import Unfinished
from desktop_app.views.pages.office.home_rows import LinkLine
from desktop_app.views.parts.cards import Card
from desktop_app.views.parts.labels import faint

_SHOWN = 4


class UnfinishedCard(Card):
    """``asked`` carries the page and arguments of the draft pressed; hidden while there is none."""

    asked = Signal(str, dict)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "没写完的")
        self._theme = theme
        self._drafts = QVBoxLayout()
        self._drafts.setSpacing(0)
        self.body.addLayout(self._drafts)
        self.lines: list[LinkLine] = []
        self.hide()

    def show_drafts(self, found: Sequence[Unfinished]) -> None:
        """Show these drafts."""
        while self._drafts.count():
            item = self._drafts.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.lines = []
        for one in found[:_SHOWN]:
            line = LinkLine(self._theme, one.words(), f"{one.name}　{one.at}", "接着写")
            line.clicked.connect(partial(self._ask, one))
            self._drafts.addWidget(line)
            self.lines.append(line)
        if len(found) > _SHOWN:
            more = f"另有 {len(found) - _SHOWN} 份，打开原来那张表就能接着写"
            self._drafts.addWidget(faint(self._theme, more, wrap=True))
        self.setVisible(bool(found))

    def _ask(self, one: Unfinished, _checked: bool = False) -> None:
        self.asked.emit(*one.place)
