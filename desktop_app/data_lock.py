"""The lock on the data folder: one window at a time works in it; a second start brings it forward.

The second start lays a file beside the lock, which the first window takes away again: no socket is opened,
and what a killed run left lying holds nobody up.
"""

import ctypes
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import (
    QCoreApplication,
    QDeadlineTimer,
    QFileSystemWatcher,
    QLockFile,
    QObject,
    Qt,
    QThread,
)
from PySide6.QtWidgets import QWidget

from desktop_app.base.errors import UserError
from desktop_app.base.os_errors import os_errors

_KNOCK = "open.knock"
# So long a second start waits for the first window to answer, in milliseconds.
_ANSWERED_BY = 1500


class AlreadyOpen(UserError):
    """Another window works in the data folder."""


class KnockWatch(QObject):
    """Brings the window that ``window`` names forward whenever the program is started once more."""

    def __init__(self, place: Path, window: Callable[[], QWidget | None], parent: QObject) -> None:
        super().__init__(parent)
        self._knock, self._window = place / _KNOCK, window
        self._taken()
        self._watcher = QFileSystemWatcher([str(place)], self)
        self._watcher.directoryChanged.connect(self._look)

    def _look(self) -> None:
        window = self._window()
        if self._taken() and window is not None:
            window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
            window.show()
            window.raise_()
            window.activateWindow()

    def _taken(self) -> bool:
        """Whether somebody knocked; the sign is taken away."""
        try:
            self._knock.unlink()
        except OSError:
            return False
        return True


def locked(place: Path) -> QLockFile:
    """The lock on the data folder, made where it is not there.

    UserError when another window has it, which comes forward, or the folder takes no file.
    """
    with os_errors(f"数据文件夹建不了（{place}）", "没有写入任何内容", "请看看它的权限，或者请管理员放开"):
        place.mkdir(parents=True, exist_ok=True)
    lock = QLockFile(str(place / "open.lock"))
    if lock.tryLock(100):
        return lock
    if lock.error() is QLockFile.LockError.LockFailedError:
        _let_come_forward(lock)
        if _knock(place):
            raise AlreadyOpen("支部台账已经打开", todo="它的窗口已经调到最前面，请在那里接着做。")
        raise AlreadyOpen(
            "支部台账已经打开", todo="它这会儿没有应答。请在任务栏里找到它的窗口；找不到，过一会儿再打开。"
        )
    raise UserError(
        f"数据文件夹写不进去（{place}）",
        "没有写入任何内容",
        "请看看磁盘是不是满了、文件夹是不是设成了只读，再打开程序",
    )


def _knock(place: Path) -> bool:
    """Ask the window that works in ``place`` to come forward; whether it did."""
    sign, wait = place / _KNOCK, QDeadlineTimer(_ANSWERED_BY)
    try:
        sign.touch()
        while sign.exists() and not wait.hasExpired():
            QCoreApplication.processEvents()
            QThread.msleep(20)
        if not sign.exists():
            return True
        sign.unlink()
    except OSError:
        with suppress(OSError):
            sign.unlink()
    return False


def _let_come_forward(lock: QLockFile) -> None:
    """Pass the right to stand in front, which a program just started has, on to who holds the lock."""
    if sys.platform == "win32":
        ctypes.windll.user32.AllowSetForegroundWindow(lock.getLockInfo()[0])
