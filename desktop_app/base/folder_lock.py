"""The lock on a data folder for who works in it without a window: the file that the window's own lock makes.

It is written as Qt's QLockFile writes it (process, its name, the computer), so that each of the two sees the
other.
"""

import os
import platform
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from desktop_app.base.errors import UserError

LOCK = "open.lock"


@contextmanager
def folder_locked(folder: Path) -> Iterator[None]:
    """Work in ``folder`` alone; UserError while a window or another run has it."""
    path = folder / LOCK
    _take(path)
    try:
        yield
    finally:
        with suppress(OSError):
            path.unlink()


def refuse_if_open(folder: Path) -> None:
    """UserError while a window or another run has ``folder``; nothing is written."""
    path = folder / LOCK
    if path.exists() and _is_held(path):
        raise _is_open()


def _is_open() -> UserError:
    return UserError("支部台账正开着", "没有改动任何内容", "请先关上它的窗口，或者等另一次接收做完，再来一次")


def _take(path: Path) -> None:
    """Make the lock; one that was left behind by a process that is gone is taken away first."""
    for _ in range(2):
        try:
            with path.open("xb") as file:
                file.write(_words())
            return
        except FileExistsError:
            if _is_held(path):
                break
            try:
                path.unlink(missing_ok=True)
            except PermissionError:  # on Windows a lock that is held cannot be taken away
                break
    raise _is_open()


def _words() -> bytes:
    exe = Path("/proc/self/exe")
    name = exe.resolve().name if exe.exists() else "python"
    return f"{os.getpid()}\n{name}\n{platform.node()}\n".encode()


def _is_held(path: Path) -> bool:
    """Whether the process that made a lock is still there; of another computer it is taken to be."""
    try:
        lines = path.read_text("utf8", "replace").splitlines()
    except FileNotFoundError:
        return False
    except OSError:
        return True
    if not lines or not lines[0].isdecimal():
        return False
    if len(lines) > 2 and lines[2] not in ("", platform.node()):
        return True
    return _lives(int(lines[0]))


def _lives(process: int) -> bool:
    if os.name == "nt":
        return True  # asked by taking the file away, which fails while it is held
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True
