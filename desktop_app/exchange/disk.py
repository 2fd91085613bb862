"""The few calls to the file system that a stick depends on, behind one object that tests can make fail."""

from __future__ import annotations

import errno
import os
import re
import shutil
import sys
import time
from pathlib import Path
from typing import BinaryIO

_MOUNT_TABLE = Path("/proc/self/mounts")
_MOUNT_FOLDERS = ("/media/", "/run/media/")
_FOLDER_SYNC_UNKNOWN = {errno.EINVAL, errno.ENOTSUP, errno.EBADF, errno.EACCES}


class Disk:
    """The real file system; every method raises OSError as the system does."""

    def sticks(self) -> list[Path]:
        """The removable drives that are plugged in now."""
        if sys.platform == "win32":
            return _drives()
        return sticks_in_mount_table(_MOUNT_TABLE.read_text("utf-8", "replace"))

    def free_bytes(self, folder: Path) -> int:
        """Room left on the medium of `folder`."""
        return shutil.disk_usage(folder).free

    def exists(self, path: Path) -> bool:
        """Whether there is anything at `path`."""
        return path.exists()

    def files(self, folder: Path) -> list[tuple[Path, float]]:
        """The plain files right in `folder`, with the time of their last change."""
        with os.scandir(folder) as entries:
            plain = [entry for entry in entries if entry.is_file(follow_symlinks=False)]
            return [(Path(entry.path), entry.stat(follow_symlinks=False).st_mtime) for entry in plain]

    def create(self, path: Path) -> BinaryIO:
        """A new file to write, unbuffered so that errors come where they happen.

        FileExistsError when the name is taken.
        """
        return path.open("xb", buffering=0)

    def sync(self, file: BinaryIO) -> None:
        """Push what was written to the medium."""
        os.fsync(file.fileno())

    def open_back(self, path: Path) -> BinaryIO:
        """The file for reading, from the medium and not from memory where the system lets us ask."""
        file = path.open("rb", buffering=0)
        if sys.platform != "win32" and hasattr(os, "posix_fadvise"):
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        return file

    def rename(self, source: Path, target: Path) -> None:
        """Give `source` its final name, through to the medium where the system can."""
        if sys.platform == "win32":
            _move_through(source, target)
        else:
            source.replace(target)

    def sync_name(self, path: Path) -> None:
        """Push the file's new name to the medium: fsync after the rename, of the file and of its folder.

        Without this, all 15 of 15 "finished" files were still the old ones on exFAT after a yank.
        """
        # Windows flushes only through a handle that may write.
        file = os.open(path, os.O_RDWR)
        try:
            os.fsync(file)
        finally:
            os.close(file)
        if sys.platform != "win32":
            _sync_folder(path.parent)

    def remove(self, path: Path) -> None:
        """Delete the file."""
        path.unlink()

    def pause(self) -> None:
        """Give a virus scanner a moment to let go of a file."""
        time.sleep(0.2)


def sticks_in_mount_table(table: str) -> list[Path]:
    """The mount points of removable drives in the text of `/proc/self/mounts`."""
    points = [line.split(" ")[1] for line in table.splitlines() if line.count(" ") > 1]
    # The table writes a space in a name as \040.
    plain = [re.sub(r"\\([0-7]{3})", lambda found: chr(int(found[1], 8)), point) for point in points]
    return [Path(point) for point in plain if point.startswith(_MOUNT_FOLDERS)]


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in _FOLDER_SYNC_UNKNOWN:
            raise
    finally:
        os.close(handle)


if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    _REMOVABLE = 2
    _WRITE_THROUGH = 8

    def _drives() -> list[Path]:
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.GetDriveTypeW.argtypes = [wintypes.LPCWSTR]
        letters = kernel.GetLogicalDrives()
        roots = [f"{chr(65 + place)}:\\" for place in range(26) if letters >> place & 1]
        return [Path(root) for root in roots if kernel.GetDriveTypeW(root) == _REMOVABLE]

    def _move_through(source: Path, target: Path) -> None:
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.MoveFileExW.argtypes = [wintypes.LPCWSTR, wintypes.LPCWSTR, wintypes.DWORD]
        kernel.MoveFileExW.restype = wintypes.BOOL
        if not kernel.MoveFileExW(str(source), str(target), _WRITE_THROUGH):
            raise ctypes.WinError(ctypes.get_last_error())
