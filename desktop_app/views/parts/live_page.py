"""A page that shows records: what it shows is read again when what it read has changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QShowEvent

from desktop_app.views.freshness import Freshness
from desktop_app.views.parts.page import Page

if TYPE_CHECKING:
    from desktop_app.desk import Desk
    from desktop_app.views.shell import Shell


class LivePage(Page):
    """A page over the ledger. It answers ``refresh`` and reads there through ``fresh``; see Freshness.

    What the window's thread reads while the page is in sight counts as read for it, whoever reads: nothing
    that a click brings into the page can be forgotten.
    """

    def __init__(self, desk: Desk, shell: Shell, title: str) -> None:
        super().__init__(desk.theme, title)
        self.desk, self.shell = desk, shell
        self.fresh = Freshness(desk, self, self.refresh, on_show=False)

    def refresh(self) -> None:
        """Read and show everything anew: in ``with self.fresh.reading():``, or by ``self.fresh.run``."""
        raise NotImplementedError

    def catch_up(self) -> None:
        self.fresh.catch_up()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.desk.ledger.note_into(self.fresh.reads)
