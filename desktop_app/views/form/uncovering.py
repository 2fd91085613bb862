"""Private words shown on demand: for one record, for a minute, and written into the log."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from desktop_app.records.base import Record
from desktop_app.records.record import Register
from desktop_app.storage.namesakes import listed
from desktop_app.views.parts.buttons import LinkButton

if TYPE_CHECKING:
    from desktop_app.desk import Desk

# So long they stay in sight, in milliseconds.
SHOWN_FOR = 60_000


class Uncovering(QObject):
    """Says the boxes of a record covered, until ``button`` is pressed; ``changed`` asks to say them again.

    Another record is covered again, and a role that sees the covers alone has no button.
    """

    changed = Signal()

    def __init__(self, desk: Desk, register: Register) -> None:
        self.button = LinkButton(desk.theme, "", "eye")
        super().__init__(self.button)
        self._desk, self._register = desk, register
        self._record: Record | None = None
        self._shown = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SHOWN_FOR)
        self._timer.timeout.connect(self.cover)
        self.button.clicked.connect(self._turn)
        self._say()

    def show_record(self, record: Record) -> None:
        """From now on it is about ``record``."""
        if self._record is None or record.uid != self._record.uid:
            self._shown = ""
        self._record = record
        sensitive = bool(self._register.sensitive(record))
        self.button.setVisible(sensitive and not self._desk.ledger.door.rights.covered)
        self._say()

    def words(self, box: str) -> str:
        """A box of the record as it may be said now."""
        if self._record is None:
            return ""
        value, name = getattr(self._record, box), self._desk.ledger.name
        if self._shown == self._record.uid:
            return self._register.show(self._record, box, name)
        return listed(self._register.boxes[box], value, name)

    def cover(self) -> None:
        """Cover everything again."""
        self._shown = ""
        self._timer.stop()
        self._say()
        self.changed.emit()

    def _turn(self) -> None:
        record = self._record
        if record is None or self._shown:
            self.cover()
            return
        # Nothing is shown that does not stand in the log.
        look = partial(self._desk.log.looked_at, self._register, record)
        self._desk.bridge.run(look, done=partial(self._uncover, record.uid))

    def _uncover(self, uid: str, _line: object) -> None:
        if self._record is None or self._record.uid != uid:
            return
        self._shown = uid
        self._timer.start()
        self._say()
        self.changed.emit()

    def _say(self) -> None:
        self.button.setText("盖上" if self._shown else "显示一分钟")
        self.button.setToolTip("" if self._shown else "旁边有别人时不要打开；看过会记在操作日志里")
