"""What stands behind a large figure of the home page: its records, or the duties it counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop_app.views.page_parts.figure_lines import figure_lines
from desktop_app.views.page_parts.line_list import Line, LineList
from desktop_app.views.page_parts.places import Place, place_of
from desktop_app.views.page_parts.record_dialog import AskDialog
from desktop_app.views.pages.office.home_data import place_of_duty
from desktop_app.views.pages.office.home_rows import TONES

if TYPE_CHECKING:
    from desktop_app.desk import Desk
    from desktop_app.duties.summaries.overview import Glance
    from desktop_app.views.shell import Shell


class GlanceDialog(AskDialog):
    """The list behind ``glance``: a line leads to its record, the button to ``page``."""

    def __init__(
        self, desk: Desk, shell: Shell, title: str, glance: Glance, page: str, parent: QWidget
    ) -> None:
        words = f"{title} {glance.value}{glance.unit}"
        super().__init__(desk, words, "打开这一页", glance.note, parent)
        self._desk, self._shell, self._glance = desk, shell, glance
        self.cancel_button.setText("关上")
        self.list = LineList(desk.theme, "名单")
        self.list.setMinimumHeight(self.room(320))
        self.list.show_lines(self._lines())
        self.body.addWidget(self.list, 1)
        self.list.opened.connect(self._open)
        self.asked.connect(lambda: self._go((page, {})))
        self.finished.connect(self.deleteLater)

    def _lines(self) -> list[Line]:
        if self._glance.figure is not None:
            return figure_lines(self._desk.ledger, self._glance.figure)
        return [
            Line(one.key, one.title, one.about, one.words, TONES[one.state]) for one in self._glance.duties
        ]

    def _open(self, key: str) -> None:
        ledger = self._desk.ledger
        duty = next((one for one in self._glance.duties if one.key == key), None)
        if duty is not None:
            self._go(place_of_duty(ledger, duty))
            return
        found = ledger.locate(key)
        if found is not None:
            self._go(place_of(ledger, found[0].name, key))

    def _go(self, place: Place) -> None:
        page, args = place
        self.accept()
        self._shell.go(page, **args)
