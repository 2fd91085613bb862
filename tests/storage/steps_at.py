"""Everything a job does to the disk, counted; at a chosen step the world fails, or the process ends.

A step is a statement given to the engine, a file opened for writing, renamed or removed, a folder made or
removed, a wait for the disk. What fails fails from then on, until the watch is over: the disk is full for
every library (the system's own limit), or it answers with an error of its kind.
"""

import errno
import os
import resource
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from desktop_app.storage.sqlite.sealed import SealedCursor, _told

WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
# What the world answers: to a call of the system, and to a statement.
ANSWERS = {
    "io": (errno.EIO, "disk I/O error"),
    "read-only": (errno.EROFS, "attempt to write a readonly database"),
    "refused": (errno.EACCES, "database is locked"),
    "gone": (errno.ENODEV, "disk I/O error"),
}
KINDS = ("full", *ANSWERS)
_READS = ("SELECT", "PRAGMA", "ROLLBA", "RELEAS", "DETACH", "WITH R")


class Steps:
    """The steps under ``folder``: counted, and at step ``at`` (from 1 on) what was asked for happens."""

    def __init__(self) -> None:
        self.folder = ""
        self.count = 0
        self.at = 0
        self.kind = ""
        self.is_on = False
        self._limit = resource.getrlimit(resource.RLIMIT_FSIZE)
        sys.addaudithook(self._hear)
        fsync = os.fsync

        def waiting(fd: Any) -> None:
            self._step("fsync", writes=True)
            fsync(fd)

        os.fsync = waiting

        def executing(cursor: Any, *args: Any) -> Any:
            words = str(args[0]).lstrip()[:6].upper()
            # What the engine keeps in memory does not fail with the disk.
            if words not in ("ROLLBA", "RELEAS", "DETACH") and "TEMP" not in str(args[0])[:30].upper():
                self._step("sql", writes=words not in _READS)
            return dbapi2.Cursor.execute(cursor, *args)

        SealedCursor.execute = _told(executing)

    @contextmanager
    def watched(self, folder: Path, at: int = 0, kind: str = "") -> Iterator[None]:
        """Count meanwhile; ``kind`` is one of KINDS, or kill."""
        self.folder, self.count, self.at, self.kind, self.is_on = str(folder), 0, at, kind, True
        try:
            yield
        finally:
            self.is_on = False
            resource.setrlimit(resource.RLIMIT_FSIZE, self._limit)

    def _hear(self, event: str, args: tuple[Any, ...]) -> None:
        if not self.is_on:
            return
        is_opened = event == "open" and isinstance(args[2], int) and bool(args[2] & WRITES)
        if not is_opened and event not in ("os.rename", "os.remove", "os.mkdir", "os.rmdir"):
            return
        path = args[0]
        if isinstance(path, str | os.PathLike) and str(path).startswith(self.folder):
            self._step(event, writes=True)

    def _step(self, event: str, *, writes: bool) -> None:
        if not self.is_on:
            return
        self.count += 1
        if not self.at or self.count < self.at:
            return
        if self.kind == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        elif self.kind == "full":
            resource.setrlimit(resource.RLIMIT_FSIZE, (0, self._limit[1]))
        elif writes or self.kind in ("io", "gone"):
            number, words = ANSWERS[self.kind]
            if event == "sql":
                raise dbapi2.OperationalError(words)
            raise OSError(number, os.strerror(number))


def made_once(found: list[Steps] = []) -> Steps:  # noqa: B006  hooks of the system can be hung in once alone
    """The one counter of a process."""
    if not found:
        found.append(Steps())
    return found[0]
