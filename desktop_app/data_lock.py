"""The lock on the data folder: one window at a time works in it."""

from pathlib import Path

from PySide6.QtCore import QLockFile

from desktop_app.base.errors import UserError
from desktop_app.base.os_errors import os_errors


def locked(place: Path) -> QLockFile:
    """The lock on the data folder, made where it is not there.

    UserError when another window has it or the folder takes no file.
    """
    with os_errors(f"数据文件夹建不了（{place}）", "没有写入任何内容", "请看看它的权限，或者请管理员放开"):
        place.mkdir(parents=True, exist_ok=True)
    lock = QLockFile(str(place / "open.lock"))
    if lock.tryLock(100):
        return lock
    if lock.error() is QLockFile.LockError.LockFailedError:
        raise UserError("支部台账已经打开", todo="它在这台电脑的另一个窗口里，请在任务栏里找到它")
    raise UserError(
        f"数据文件夹写不进去（{place}）",
        "没有写入任何内容",
        "请看看磁盘是不是满了、文件夹是不是设成了只读，再打开程序",
    )
