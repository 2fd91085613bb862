"""The records behind a figure, in a dialog over the page that shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop_app.duties.basics.figure import Figure
from desktop_app.views.page_parts.figure_lines import figure_lines
from desktop_app.views.page_parts.line_list import LineList
from desktop_app.views.page_parts.places import place_of
from desktop_app.views.page_parts.record_dialog import AskDialog

if TYPE_CHECKING:
    from desktop_app.desk import Desk
    from desktop_app.views.shell import Shell


class FigureListDialog(AskDialog):
    """The records behind a figure; 打开记录 goes to the chosen one."""

    def __init__(self, desk: Desk, shell: Shell, figure: Figure, note: str, parent: QWidget) -> None:
        super().__init__(desk, figure.words, "打开记录", note, parent)
        self._desk, self._shell = desk, shell
        self.cancel_button.setText("关上")
        self.list = LineList(desk.theme, "名单")
        self.list.setMinimumHeight(self.room(320))
        self.list.show_lines(figure_lines(desk.ledger, figure))
        self.body.addWidget(self.list, 1)
        self.list.opened.connect(self._open)
        self.asked.connect(self._open_chosen)
        self.finished.connect(self.deleteLater)

    def _open_chosen(self) -> None:
        line = self.list.current()
        if line is None:
            self.tell("先点一条记录。")
        else:
            self._open(line.uid)

    def _open(self, uid: str) -> None:
        found = self._desk.ledger.locate(uid)
        if found is None:
            self.tell("这条记录不在本机了，数和名单是取数那天的。")
            return
        page, args = place_of(self._desk.ledger, found[0].name, uid)
        self.accept()
        self._shell.go(page, **args)
