"""A table of lines with what can be done to the chosen one beneath: the lists beside a page's records."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.views.look.theme import Theme
from desktop_app.views.page_parts.page_frame import PageFrame
from desktop_app.views.page_parts.plain_rows import PlainLine, PlainTable
from desktop_app.views.parts.buttons import PlainButton
from desktop_app.views.parts.flow import FlowLayout
from desktop_app.views.parts.row_menu import CHOOSE, verbs_of
from desktop_app.views.parts.why_not import allow

# Words, icon, what is done with the key of the chosen line, why it cannot be done with it; '' where it can.
Verb = tuple[str, str, Callable[[Any], object], Callable[[Any], str]]


def always(_key: object) -> str:
    """A verb every line has."""
    return ""


class VerbTable(PageFrame):
    """``table`` with the buttons of ``verbs``; Enter or a double click takes the last one that fits."""

    def __init__(
        self,
        theme: Theme,
        heads: Sequence[str],
        widths: Sequence[int],
        verbs: Sequence[Verb],
        *,
        empty: tuple[str, str],
        name: str,
        known_by: Callable[[Any], object],
        right: Sequence[int] = (),
    ) -> None:
        """``known_by`` gives what a line's key is recognised by when its record has changed."""
        super().__init__("card")
        self._known_by = known_by
        self._verbs = tuple(verbs)
        self.table = PlainTable(theme, heads, widths, empty=empty, name=name, right=right)
        self.buttons: list[PlainButton] = []
        row = QWidget()
        # A page may put further buttons here.
        flow = self.foot = FlowLayout(row, theme.unit(8), theme.unit(6))
        for words, icon, act, _why_not in self._verbs:
            button = PlainButton(theme, words, icon)
            button.clicked.connect(partial(self._take, act))
            self.buttons.append(button)
            flow.addWidget(button)
        foot = QVBoxLayout()
        foot.setContentsMargins(theme.unit(12), theme.unit(8), theme.unit(12), theme.unit(4))
        foot.addWidget(row)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, theme.unit(6))
        column.setSpacing(0)
        column.addWidget(self.table, 1)
        column.addLayout(foot)
        self.table.view.opens = lambda: False
        self.table.view.verbs = lambda: verbs_of(*self.buttons)
        self.table.chosen.connect(self._chosen)
        self.table.opened.connect(self._opened)
        self._chosen(None)

    def show_lines(self, lines: Sequence[PlainLine]) -> None:
        """Show other lines; the cursor stays on what it was on."""
        before = self.table.line()
        self.table.show_lines(lines)
        known = [self._known_by(one.key) for one in lines]
        if before is not None and self._known_by(before.key) in known:
            self.table.choose(known.index(self._known_by(before.key)))

    def _chosen(self, line: PlainLine | None) -> None:
        for button, (_words, _icon, _act, why_not) in zip(self.buttons, self._verbs, strict=True):
            allow(button, CHOOSE if line is None else why_not(line.key))

    def _take(self, act: Callable[[Any], object]) -> None:
        line = self.table.line()
        if line is not None:
            act(line.key)

    def _opened(self, line: PlainLine) -> None:
        for _words, _icon, act, why_not in reversed(self._verbs):
            if not why_not(line.key):
                act(line.key)
                return
