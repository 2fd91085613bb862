"""The strip that says that the date of this PC may be wrong, for as long as nobody said which holds."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from desktop_app.base.clock_jumps import ClockJumps
from desktop_app.storage.dated_file import confirm_date
from desktop_app.views.parts.buttons import PlainButton
from desktop_app.views.parts.notices import Banner

if TYPE_CHECKING:
    from desktop_app.desk import Desk
    from desktop_app.views.shell import Shell

# Milliseconds between two looks at the clock; after a sleep the first one comes at once.
EVERY = 60_000
_RIGHT, _MEND = "日期没错", "我去改"
_MENDING = "请在电脑的系统设置里改好日期；改好以后这一行自己消失。这段时间录入的都做了标记"


class DateKeeper(QObject):
    """Keeps the strip true: at the start, after a jump of the clock, and once somebody has answered.

    ``settle`` looks at the date anew, told the moment it would be where the clock jumped.
    """

    def __init__(self, desk: Desk, shell: Shell, settle: Callable[[datetime | None], None]) -> None:
        super().__init__(shell)
        self._desk, self._shell, self._settle = desk, shell, settle
        self._jumps = ClockJumps(desk.clock)
        self.banner: Banner | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        shell.activated.connect(self.look)
        self.show()

    def look(self) -> None:
        """Compare the clocks now, and ask where the date jumped."""
        jumped = self._jumps.look()
        if jumped is not None:
            self._desk.bridge.run(lambda: self._settle(self._asked_of(jumped)), done=lambda _: self.show())

    def _asked_of(self, jumped: datetime) -> datetime | None:
        # Set while it was in doubt, it was put right.
        return None if self._desk.ledger.likely_day is not None else jumped

    def show(self) -> None:
        """Show the strip where the date is in doubt, and take it away where it is not."""
        ledger = self._desk.ledger
        if self.banner is not None:
            self._shell.take_strip(self.banner)
            self.banner = None
        if ledger.date_doubt is None:
            return
        right = _RIGHT if ledger.date_in_doubt else ""
        self.banner = Banner(self._desk.theme, ledger.date_doubt.sentence(), right, "overdue")
        self.banner.pressed.connect(self._confirm)
        mend = PlainButton(self._desk.theme, _MEND)
        mend.clicked.connect(lambda: self._mend(mend))
        self.banner.row.addWidget(mend)
        self._shell.put_strip(self.banner)

    def _confirm(self) -> None:
        desk = self._desk

        def confirm() -> None:
            words = desk.ledger.date_doubt
            with desk.ledger.door.by_program():
                confirm_date(desk.ledger)
                desk.log.note("核对日期", "本机日期", "日期没错", *(words.parts()[:1] if words else ()))

        desk.bridge.run(confirm, done=lambda _: self.show())

    def _mend(self, button: PlainButton) -> None:
        button.hide()
        if self.banner is not None:
            doubt = self._desk.ledger.date_doubt
            self.banner.words.setText(f"{doubt.what if doubt else ''}。{_MENDING}。")
