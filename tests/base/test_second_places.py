"""The drives proposed for a second copy of the backups, best first and never the disk of the file itself."""

from collections import namedtuple
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from desktop_app.base import second_places as module
from desktop_app.base.paths import Drive, DriveKind
from desktop_app.base.second_places import SecondPlace, second_places

Usage = namedtuple("Usage", "total used free")
GIGABYTE = 1 << 30


@pytest.fixture
def disks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Folders that stand for drives, each a device of its own with its room."""
    made = SimpleNamespace(devices={}, free={})

    def add(name: str, free: int) -> Path:
        root = tmp_path / name
        root.mkdir()
        made.devices[root], made.free[root] = len(made.devices) + 1, free
        return root

    def usage(root: Path) -> Usage:
        if root not in made.free:
            raise OSError
        return Usage(0, 0, made.free[root])

    def device(path: Path) -> int | None:
        return next((made.devices[one] for one in (path, *path.parents) if one in made.devices), None)

    monkeypatch.setattr(module.shutil, "disk_usage", usage)
    monkeypatch.setattr(module, "_device", device)
    made.add = add
    return made


def test_sticks_come_before_the_network_and_another_disk_and_the_own_disk_never(disks: Any) -> None:
    own, other = disks.add("C", 90 * GIGABYTE), disks.add("D", 50 * GIGABYTE)
    stick, share = disks.add("E", 3 * GIGABYTE), Path("/nowhere/share")
    drives = (
        Drive(own, DriveKind.FIXED),
        Drive(other, DriveKind.FIXED),
        Drive(share, DriveKind.NETWORK),
        Drive(stick, DriveKind.REMOVABLE),
    )
    found = second_places(own / "data" / "支部台账", drives, "win32")
    assert [(one.root, one.kind) for one in found] == [
        (stick, DriveKind.REMOVABLE),
        (share, DriveKind.NETWORK),
        (other, DriveKind.FIXED),
    ]
    assert [one.words for one in found] == [
        "U盘 E，可用 3.0 GB",
        "网络盘 share",
        "另一块盘 D，可用 50.0 GB",
    ]
    assert found[0].folder == stick / "支部台账备份"


def test_a_full_stick_an_empty_card_reader_and_folders_of_the_system_are_not_proposed(disks: Any) -> None:
    own, full = disks.add("home", 90 * GIGABYTE), disks.add("full", 5 << 20)
    system = disks.add("boot", 3 * GIGABYTE)
    drives = (
        Drive(full, DriveKind.REMOVABLE),
        Drive(Path("/nowhere/reader"), DriveKind.REMOVABLE),
        Drive(system, DriveKind.FIXED),
    )
    assert second_places(own, drives, "linux") == []


def test_the_room_of_a_small_stick_is_told_in_megabytes() -> None:
    assert SecondPlace(Path("/media/li/OLD"), DriveKind.REMOVABLE, 300 << 20).words == "U盘 OLD，可用 300 MB"
