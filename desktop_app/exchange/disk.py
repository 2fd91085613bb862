"""The few calls to the file system that a stick depends on, behind one object that tests can make fail."""

from __future__ import annotations

import os
import shutil
import sys
import time
from pathlib import Path
from typing import BinaryIO

from desktop_app.base.settling import settle_folder

# The longest file of FAT32, and what stands for no such limit, in bytes.
FAT_LONGEST, NO_LIMIT = 2**32 - 1, 2**63 - 1


class Disk:
    """The real file system; every method raises OSError as the system does."""

    def free_bytes(self, folder: Path) -> int:
        """Room left on the medium of `folder`."""
        return shutil.disk_usage(folder).free

    def largest_file(self, folder: Path) -> int:
        """How long one file may be on the medium of ``folder``: just short of 4 GiB on FAT32."""
        if sys.platform == "win32":
            return FAT_LONGEST if _file_system(folder).startswith("FAT") else NO_LIMIT
        # FAT answers 32 bits; a system that cannot say answers -1.
        bits = os.pathconf(folder, "PC_FILESIZEBITS")
        return FAT_LONGEST if 0 < bits <= 32 else NO_LIMIT

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
        settle_folder(path.parent)

    def remove(self, path: Path) -> None:
        """Delete the file."""
        path.unlink()

    def pause(self) -> None:
        """Give a virus scanner a moment to let go of a file."""
        time.sleep(0.2)


if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    _WRITE_THROUGH = 8
    _LONGEST_NAME = 261

    def _file_system(folder: Path) -> str:
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        name = ctypes.create_unicode_buffer(_LONGEST_NAME)
        root = ctypes.c_wchar_p(folder.absolute().anchor)
        if not kernel.GetVolumeInformationW(root, None, 0, None, None, None, name, _LONGEST_NAME):
            raise ctypes.WinError(ctypes.get_last_error())
        return name.value

    def _move_through(source: Path, target: Path) -> None:
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.MoveFileExW.argtypes = [wintypes.LPCWSTR, wintypes.LPCWSTR, wintypes.DWORD]
        kernel.MoveFileExW.restype = wintypes.BOOL
        if not kernel.MoveFileExW(str(source), str(target), _WRITE_THROUGH):
            raise ctypes.WinError(ctypes.get_last_error())
