"""The records behind a figure in a card beside it: a heading, a note, lines to open, a way to put it away."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from desktop_app.views.look.theme import Theme
from desktop_app.views.page_parts.line_list import Line, LineList
from desktop_app.views.page_parts.page_frame import PageFrame
from desktop_app.views.parts.buttons import LinkButton, PlainButton
from desktop_app.views.parts.labels import Words, faint
from desktop_app.views.parts.row_menu import CHOOSE, verbs_of
from desktop_app.views.parts.why_not import allow


class FigureList(PageFrame):
    """``opened`` tells the uid of the line a person wants to see; ``closed`` that the card was put away."""

    opened = Signal(str)
    closed = Signal()

    def __init__(self, theme: Theme, *, closable: bool = True) -> None:
        super().__init__("card")
        self.title = Words(theme, steps=1, bold=True, wrap=True)
        self.note = faint(theme, wrap=True)
        self.close_button = LinkButton(theme, "收起", "dismiss")
        if not closable:
            # Never shown here: a button that stands in nothing yet would open as a window of its own.
            self.close_button.hide()
        self.close_button.clicked.connect(self._close)
        self.open_button = PlainButton(theme, "打开", "next")
        self.open_button.clicked.connect(self._open)
        self.list = LineList(theme, "名单")
        self.list.chosen.connect(self._chosen)
        self.list.opened.connect(self._tell)
        self.list.verbs = lambda: verbs_of(self.open_button)
        head = QVBoxLayout()
        head.setContentsMargins(theme.unit(14), theme.unit(10), theme.unit(10), theme.unit(8))
        head.setSpacing(theme.unit(2))
        head.addWidget(self.title)
        head.addWidget(self.note)
        foot = self.foot = QHBoxLayout()
        foot.setContentsMargins(theme.unit(8), theme.unit(8), theme.unit(12), theme.unit(4))
        foot.addWidget(self.close_button)
        foot.addStretch(1)
        foot.addWidget(self.open_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, theme.unit(6))
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.list, 1)
        column.addLayout(foot)

    def show_lines(self, title: str, note: str, lines: Sequence[Line]) -> None:
        """Show the records behind a figure; ``note`` says what an empty list means."""
        self.title.setText(title)
        self.note.setText(note)
        self.note.setVisible(bool(note))
        self.list.show_lines(lines)
        allow(self.open_button, CHOOSE)
        self.open_button.setVisible(any(line.uid for line in lines))
        self.show()

    def _chosen(self, _uid: str) -> None:
        allow(self.open_button)

    def _close(self) -> None:
        self.hide()
        self.closed.emit()

    def _tell(self, uid: str) -> None:
        if uid:
            self.opened.emit(uid)

    def _open(self) -> None:
        line = self.list.current()
        if line is not None:
            self._tell(line.uid)
