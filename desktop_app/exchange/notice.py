"""The notice confirmed before anything first leaves this PC: it is no classified computer."""

import hashlib

from desktop_app.base.errors import UserError
from desktop_app.exchange.offices import REPLICA, OfficeNotes
from desktop_app.exchange.trust import Trust

NOTICE = (
    "本机为非涉密计算机，U盘也不是涉密U盘。国家秘密、工作秘密不得录入本程序，也不得写到U盘上。",
    "交出去的只是党务工作资料，只交给登记过名片的党组织；个人信息只带这次用得着的栏。",
)
_KEPT = "export_notice"


class ExportNotice:
    """Whether the notice was confirmed on this PC, by whoever answers for this office's keys.

    What is kept names the PC's copy of the file and the office's card: on another PC, after a restore and
    after a handover with new keys it is asked for again.
    """

    def __init__(self, notes: OfficeNotes, trust: Trust) -> None:
        self._notes = notes
        self._trust = trust

    @property
    def is_confirmed(self) -> bool:
        """Whether it stands confirmed for this PC and these keys."""
        return self._notes.note(_KEPT) == self._seat()

    def confirm(self) -> None:
        """Somebody read it and said so."""
        self._notes.set_note(_KEPT, self._seat())

    def require(self) -> None:
        """UserError while it is not confirmed: nothing leaves before."""
        if not self.is_confirmed:
            raise UserError(
                "写到U盘以前，要先确认本机为非涉密计算机",
                "还没有写出任何内容",
                "请在“上报与接收”里写一次，按提示确认",
            )

    def _seat(self) -> str:
        card = hashlib.sha256(self._trust.card.to_bytes()).hexdigest()
        return f"{self._notes.note(REPLICA)} {card[:32]}"
