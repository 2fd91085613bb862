"""A file let fall anywhere on the window: a package goes to the exchange, everything else to the import."""

from pathlib import Path

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QDropEvent

from desktop_app.views.shell import Shell


def dropped_file(event: QDropEvent) -> Path | None:
    """The first file of a drop; None when something else is dropped."""
    for url in event.mimeData().urls():
        if url.isLocalFile():
            return Path(url.toLocalFile())
    return None


class DropDoor(QObject):
    """Made once on the window; pages that take files themselves come first."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._shell = shell
        shell.setAcceptDrops(True)
        shell.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() not in (QEvent.Type.DragEnter, QEvent.Type.Drop) or not isinstance(event, QDropEvent):
            return False
        path = dropped_file(event)
        if path is None:
            return False
        event.acceptProposedAction()
        if event.type() == QEvent.Type.Drop:
            # Loaded late: the exchange is no part of the first window.
            from desktop_app.exchange.stick import PACKAGE_SUFFIX

            self._shell.go("exchange" if path.suffix.lower() == PACKAGE_SUFFIX else "import", path=path)
        return True
