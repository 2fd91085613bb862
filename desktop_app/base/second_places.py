"""Where a second copy of the backups could go: sticks, folders of the network, another disk of this PC."""

import os
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from desktop_app.base.paths import Drive, DriveKind

FOLDER = "支部台账备份"
# Less room than this is none: a drive of the system's own, or a full stick.
_LEAST_ROOM = 200 << 20
_ORDER = (DriveKind.REMOVABLE, DriveKind.NETWORK, DriveKind.FIXED)
_CALLED = {DriveKind.REMOVABLE: "U盘", DriveKind.NETWORK: "网络盘", DriveKind.FIXED: "另一块盘"}
# Under these an office PC without drive letters has its further disks; elsewhere lies the system itself.
_DISKS = tuple(Path(folder) for folder in ("/mnt", "/media", "/run/media", "/data"))


@dataclass(frozen=True)
class SecondPlace:
    """One drive with the bytes free on it; -1 where it was not asked, as a drive of the network is slow."""

    root: Path
    kind: DriveKind
    free: int = -1

    @property
    def folder(self) -> Path:
        """The folder of the copies there."""
        return self.root / FOLDER

    @property
    def words(self) -> str:
        """U盘 E:，可用 3.2 GB."""
        name = self.root.drive.rstrip("\\/") or self.root.name or str(self.root)
        room = f"，可用 {_room(self.free)}" if self.free >= 0 else ""
        return f"{_CALLED[self.kind]} {name}{room}"


def second_places(data: Path, drives: Iterable[Drive], platform: str) -> list[SecondPlace]:
    """The drives a copy may go to, best first; never that of ``data``, where the file itself lies."""
    home = _device(data)
    found = [one for drive in drives if (one := _place(drive, home, platform)) is not None]
    return sorted(found, key=lambda one: (_ORDER.index(one.kind), str(one.root)))


def _place(drive: Drive, home: int | None, platform: str) -> SecondPlace | None:
    if drive.kind is DriveKind.NETWORK:
        return SecondPlace(drive.root, drive.kind)
    if drive.kind is DriveKind.FIXED and platform != "win32" and not _is_below(drive.root, _DISKS):
        return None
    device = _device(drive.root)
    try:
        free = shutil.disk_usage(drive.root).free
    except OSError:  # a card reader without a card
        return None
    if device is None or device == home or free < _LEAST_ROOM or not os.access(drive.root, os.W_OK):
        return None
    return SecondPlace(drive.root, drive.kind, free)


def _device(path: Path) -> int | None:
    """What tells the drive of a path, or of the nearest folder above it that is there, from another."""
    for one in (path, *path.parents):
        try:
            return one.stat().st_dev
        except OSError:
            continue
    return None


def _is_below(root: Path, places: tuple[Path, ...]) -> bool:
    return any(root.is_relative_to(place) for place in places)


def _room(free: int) -> str:
    gigabyte = 1 << 30
    return f"{free / gigabyte:.1f} GB" if free >= gigabyte else f"{free >> 20} MB"
