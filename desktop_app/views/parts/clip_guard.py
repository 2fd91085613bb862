"""The clipboard: a number or private words copied here are taken off it after a minute, and at locking."""

import re
from collections.abc import Callable

from PySide6.QtCore import QMimeData, QObject, QTimer
from PySide6.QtGui import QClipboard
from PySide6.QtWidgets import QApplication, QWidget

from desktop_app.base.identity import check_digit

# Milliseconds a number stays on the clipboard.
STAYS = 60_000
# By these formats programs that keep a history of the clipboard are asked to leave this out.
_UNKEPT = {
    'application/x-qt-windows-mime;value="ExcludeClipboardContentFromMonitorProcessing"': b"\x01\x00\x00\x00",
    'application/x-qt-windows-mime;value="CanIncludeInClipboardHistory"': b"\x00\x00\x00\x00",
    'application/x-qt-windows-mime;value="CanUploadToCloudClipboard"': b"\x00\x00\x00\x00",
    "x-kde-passwordManagerHint": b"secret",
}
_OURS = "x-kde-passwordManagerHint"
# The property a field of a private box carries.
PRIVATE_FIELD = "private"
_ID = re.compile(r"(?<![0-9A-Za-z])([0-9]{17})([0-9Xx])(?![0-9A-Za-z])")
_OLD_ID = re.compile(
    r"(?<![0-9A-Za-z])[0-9]{6}[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{3}(?![0-9A-Za-z])"
)
_PHONE = re.compile(r"(?<![0-9A-Za-z])(?:1[3-9][0-9]{9}|0[0-9]{2,3}-[0-9]{7,8})(?![0-9A-Za-z])")


class ClipGuard(QObject):
    """Watches what is put on the clipboard by this program, from a box, a list or anything else.

    ``owns`` says whether what lies there is of this program.
    """

    def __init__(
        self,
        clipboard: QClipboard,
        parent: QObject | None = None,
        *,
        owns: Callable[[], bool] | None = None,
    ) -> None:
        super().__init__(parent)
        self._clipboard = clipboard
        self._owns = owns or clipboard.ownsClipboard
        self._is_marking = False
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.setInterval(STAYS)
        self.timer.timeout.connect(self.clear)
        clipboard.dataChanged.connect(self._look)

    def _look(self) -> None:
        if self._is_marking:
            return
        self.timer.stop()
        held = self._clipboard.mimeData()
        if held is None or not self._owns() or not held.hasText():
            return
        if tells_private(held.text()) or is_private(QApplication.focusWidget()):
            self._mark(held)
            self.timer.start()

    def _mark(self, held: QMimeData) -> None:
        """Put the same on the clipboard again, with the request not to keep it."""
        again = QMimeData()
        for kind in held.formats():
            again.setData(kind, held.data(kind))
        again.setText(held.text())
        if held.hasHtml():
            again.setHtml(held.html())
        for kind, wish in _UNKEPT.items():
            again.setData(kind, wish)
        self._is_marking = True
        try:
            self._clipboard.setMimeData(again)
        finally:
            self._is_marking = False

    def clear(self) -> None:
        """Take off what was marked, if it is still there; what somebody else put on it stays."""
        self.timer.stop()
        held = self._clipboard.mimeData()
        if self._owns() and held is not None and held.hasFormat(_OURS):
            self._clipboard.clear()
        chosen = QClipboard.Mode.Selection
        if self._clipboard.supportsSelection() and self._clipboard.ownsSelection():
            self._clipboard.clear(chosen)


def tells_private(text: str) -> bool:
    """Whether an ID number or a telephone number stands in ``text``."""
    whole = any(check_digit(found[1]) == found[2].upper() for found in _ID.finditer(text))
    return whole or bool(_OLD_ID.search(text) or _PHONE.search(text))


def is_private(widget: QWidget | None) -> bool:
    """Whether the cursor stands in a private box."""
    while widget is not None:
        if widget.property(PRIVATE_FIELD):
            return True
        widget = widget.parentWidget()
    return False
