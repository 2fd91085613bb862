"""After how many minutes without a hand the window locks, in the settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop_app.base.errors import UserError
from desktop_app.views.page_parts.chips import ChipRow
from desktop_app.views.parts.cards import Card
from desktop_app.views.parts.labels import Words, faint

if TYPE_CHECKING:
    from desktop_app.desk import Desk

NEVER = 0
CHOICES = ((5, "5 分钟"), (10, "10 分钟"), (30, "30 分钟"), (NEVER, "从不"))
_ALWAYS = "电脑锁屏、睡眠时也会上锁；随时可以按 Ctrl+L。写了一半的内容都留着。"


class LockCard(Card):
    """Keeps the choice at once; it counts from the next look at the clock on."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.theme, "没人动就上锁")
        self._desk = desk
        self.minutes = ChipRow(desk.theme, CHOICES)
        self.minutes.choose(desk.settings.lock_after)
        self.minutes.chosen.connect(self._choose)
        self.trouble = Words(desk.theme, colour=desk.theme.colours.wrong, wrap=True)
        self.trouble.hide()
        self.body.addWidget(self.minutes)
        self.body.addWidget(faint(desk.theme, _ALWAYS, wrap=True))
        self.body.addWidget(self.trouble)

    def _choose(self, minutes: object) -> None:
        self._desk.settings.lock_after = int(str(minutes))
        try:
            self._desk.settings.save()
        except UserError as error:
            self.trouble.setText(error.sentence())
        else:
            self.trouble.clear()
        self.trouble.setVisible(bool(self.trouble.text()))
