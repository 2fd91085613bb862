"""The USB sticks plugged in now, as Qt knows the drives: which they are, what they are called, their room."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QStorageInfo

# Where desktops of Linux mount what is plugged in.
_MOUNT_FOLDERS = ("/media/", "/run/media/")
# The formats sticks are sold with; the drives of an office PC itself have others.
_STICK_FORMATS = frozenset(("fat", "vfat", "fat32", "exfat", "msdos"))


@dataclass(frozen=True)
class Stick:
    """One stick: its top folder, what it is called, the bytes free on it, whether it is write-protected."""

    folder: Path
    name: str
    free: int
    is_read_only: bool = False

    @property
    def words(self) -> str:
        """U盘 KINGSTON，可用 3.2 GB; who is write-protected says that instead."""
        room = "写保护，不能写入" if self.is_read_only else f"可用 {room_words(self.free)}"
        return f"U盘 {self.name}，{room}"


def plugged_in() -> list[Path]:
    """The top folders of all sticks, in order; two of them are for the person to choose from.

    Elsewhere than on Windows only what is mounted where sticks are is asked about: a drive of the network
    that does not answer would hold the window up every two seconds.
    """
    if sys.platform == "win32":
        return sticks_among(QStorageInfo.mountedVolumes(), sys.platform)
    places = (place for folder in _MOUNT_FOLDERS for place in _below(Path(folder)))
    return sticks_among((QStorageInfo(str(place)) for place in places), sys.platform)


def _below(folder: Path) -> Iterator[Path]:
    """The folders in a folder for mounts, and those in them: /media/usb and /media/li/KINGSTON."""
    for pattern in ("*", "*/*"):
        with suppress(OSError):
            yield from (place for place in folder.glob(pattern) if place.is_dir())


def sticks_among(drives: Iterable[QStorageInfo], platform: str) -> list[Path]:
    """The top folders of those ``drives`` that are sticks on a ``platform``."""
    found = {
        Path(one.rootPath())
        for one in drives
        if one.isValid() and one.isReady() and is_stick(one.rootPath(), _format(one), platform)
    }
    return sorted(found)


def is_stick(root: str, file_system: str, platform: str) -> bool:
    """Whether a drive is a stick: on Windows by its format, elsewhere by where it is mounted."""
    if platform == "win32":
        return file_system.lower() in _STICK_FORMATS
    return root.startswith(_MOUNT_FOLDERS)


def stick_at(folder: Path) -> Stick | None:
    """What Qt knows of the stick with a top folder; None for a folder that is none, or is gone."""
    drive = QStorageInfo(str(folder))
    if not (drive.isValid() and drive.isReady()) or Path(drive.rootPath()) != folder:
        return None
    name = drive.name() or folder.name or str(folder)
    return Stick(folder, name, drive.bytesAvailable(), drive.isReadOnly())


def room_words(room: int) -> str:
    """Bytes as people read them: 3.2 GB, 512 MB."""
    gigabyte = 1024**3
    return f"{room / gigabyte:.1f} GB" if room >= gigabyte else f"{room // 1024**2} MB"


def _format(drive: QStorageInfo) -> str:
    return bytes(drive.fileSystemType().data()).decode("ascii", "replace")
