"""The question before anything first leaves this PC by stick: that it is no classified computer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop_app.exchange.notice import NOTICE
from desktop_app.views.parts.dialogs import ConfirmDialog

if TYPE_CHECKING:
    from desktop_app.desk import Desk


def may_leave(desk: Desk, parent: QWidget) -> bool:
    """Ask once for the notice; True when it stands confirmed."""
    notice = desk.courier.notice
    if notice.is_confirmed:
        return True
    words = "\n\n".join(NOTICE)
    if ConfirmDialog(desk.theme, "写到U盘以前请确认", words, "我已看过，确认", parent=parent).ask():
        notice.confirm()
    return notice.is_confirmed
