"""Which drives are sticks, what they are called, and that one plugged in shows while the pane is open."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop_app.views.look.theme import Theme
from desktop_app.views.page_parts import sticks
from desktop_app.views.page_parts.exchange_parts import StickLine
from desktop_app.views.page_parts.sticks import (
    Stick,
    is_stick,
    plugged_in,
    room_words,
    stick_at,
    sticks_among,
)
from desktop_app.views.parts.file_dialogs import FileDialogs


class Drive:
    """A drive as Qt tells of it."""

    def __init__(self, root: str, kind: bytes, *, ready: bool = True) -> None:
        self._root, self._kind, self._ready = root, kind, ready

    def rootPath(self) -> str:
        return self._root

    def fileSystemType(self) -> bytearray:
        class Bytes(bytearray):
            def data(self) -> bytes:
                return bytes(self)

        return Bytes(self._kind)

    def isValid(self) -> bool:
        return True

    def isReady(self) -> bool:
        return self._ready


@pytest.mark.parametrize(
    ("root", "kind", "platform", "stick"),
    [
        ("/media/li/KING STON", "vfat", "linux", True),
        ("/run/media/li/A", "exfat", "linux", True),
        ("/media/li/BIG", "ntfs3", "linux", True),
        ("/", "ext4", "linux", False),
        ("/home", "vfat", "linux", False),
        ("/boot/efi", "vfat", "linux", False),
        ("E:/", "FAT32", "win32", True),
        ("F:/", "exFAT", "win32", True),
        ("C:/", "NTFS", "win32", False),
    ],
)
def test_what_is_a_stick(root: str, kind: str, platform: str, stick: bool) -> None:
    assert is_stick(root, kind, platform) is stick


def test_sticks_come_in_order_once_and_ready() -> None:
    drives = [
        Drive("/media/li/B", b"vfat"),
        Drive("/", b"ext4"),
        Drive("/media/li/A", b"exfat"),
        Drive("/media/li/A", b"exfat"),
        Drive("/media/li/C", b"vfat", ready=False),
    ]
    assert sticks_among(drives, "linux") == [Path("/media/li/A"), Path("/media/li/B")]  # type: ignore[arg-type]
    assert all(isinstance(one, Path) for one in plugged_in())


def test_only_places_for_sticks_are_asked_about(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "li" / "KINGSTON" / "deep").mkdir(parents=True)
    (tmp_path / "li" / "file").touch()
    asked: list[str] = []

    def ask(place: str) -> Drive:
        asked.append(place)
        return Drive(place if place.endswith("KINGSTON") else "/", b"vfat")

    monkeypatch.setattr(sticks, "QStorageInfo", ask)
    monkeypatch.setattr(sticks, "_MOUNT_FOLDERS", (f"{tmp_path}/", "/nowhere/at/all/"))
    monkeypatch.setattr(sticks.sys, "platform", "linux")
    assert sticks.plugged_in() == [tmp_path / "li" / "KINGSTON"]
    assert asked == [str(tmp_path / "li"), str(tmp_path / "li" / "KINGSTON")]


def test_a_stick_is_called_by_its_name_and_its_room() -> None:
    assert Stick(Path("/media/a"), "KINGSTON", 3_435_973_837).words == "U盘 KINGSTON，可用 3.2 GB"
    assert Stick(Path("/media/a"), "A", 0, is_read_only=True).words == "U盘 A，写保护，不能写入"
    assert room_words(512 * 1024**2) == "512 MB"
    root = stick_at(Path("/"))
    assert root is not None
    assert root.free > 0
    assert stick_at(Path(__file__).parent) is None
    assert stick_at(Path("/media/nobody/has/this")) is None


def test_a_stick_plugged_in_shows_by_itself_and_of_two_one_is_chosen(
    qtbot: QtBot, theme: Theme, tmp_path: Path
) -> None:
    one, two = tmp_path / "A", tmp_path / "B"
    found: list[Path] = []
    line = StickLine(theme, lambda: list(found), FileDialogs())
    qtbot.addWidget(line)
    line._timer.setInterval(10)
    line.show()
    assert (line.folder(), line.choice.currentText()) == (None, "没有找到U盘")
    with qtbot.waitSignal(line.changed, timeout=2000):
        found.append(one)
    assert line.folder() == one
    found.append(two)
    qtbot.waitUntil(lambda: line.choice.count() == 2, timeout=2000)
    assert line.folder() == one  # the one that was chosen stays
    qtbot.keyClicks(line.choice, "")
    line.choice.setCurrentIndex(1)
    line.choice.activated.emit(1)
    assert line.folder() == two
    with qtbot.waitSignal(line.changed, timeout=2000):
        found.remove(two)
    assert line.folder() == one
    line.hide()
    assert not line._timer.isActive()
