"""Places for the branch file: where it goes by itself, and which places are refused."""

from pathlib import Path

import pytest

from desktop_app.base.errors import UserError
from desktop_app.base.paths import (
    Drive,
    DriveKind,
    data_folder,
    drive_kind,
    linux_drives,
    mounted_drives,
    refuse_unsafe_place,
)

MOUNTINFO = r"""
22 1 8:2 / / rw,relatime shared:1 - ext4 /dev/sda2 rw
23 22 8:3 / /home rw - ext4 /dev/sda3 rw
24 22 8:17 / /media/wang/U\040盘 rw,nosuid - vfat /dev/sdb1 rw,fmask=0022
25 22 8:33 / /mnt/back rw - ext4 /dev/sdc1 rw
26 22 0:50 / /mnt/share rw - cifs //server/share rw
27 22 0:51 / /home/wang/remote rw - fuse.sshfs wang@server: rw
28 22 0:52 / /home/wang/nfs rw - nfs4 server:/x rw
29 22 8:4 / /boot/efi rw - vfat /dev/sda1 rw
30 22 7:1 / /snap/core ro - squashfs /dev/loop1 ro
31 22 0:53 / /run rw - tmpfs tmpfs rw
32 22 8:49 / /run/media/wang/MOBILE rw - fuseblk /dev/sdd1 rw
broken line
"""

DRIVES = linux_drives(MOUNTINFO, lambda device: device == "8:33")


@pytest.mark.parametrize(
    ("place", "kind"),
    [
        ("/home/wang/.local/share/支部台账/branch.zbf", DriveKind.FIXED),
        ("/media/wang/U 盘/branch.zbf", DriveKind.REMOVABLE),
        ("/run/media/wang/MOBILE/a/b", DriveKind.REMOVABLE),
        ("/mnt/back", DriveKind.REMOVABLE),
        ("/mnt/share/支部", DriveKind.NETWORK),
        ("/home/wang/remote/x", DriveKind.NETWORK),
        ("/home/wang/nfs", DriveKind.NETWORK),
        ("/boot/efi/x", DriveKind.FIXED),
        ("/snap/core", DriveKind.FIXED),
        ("/media/wang/other", DriveKind.FIXED),
        ("/homeless", DriveKind.FIXED),
        (r"\\server\share\x", DriveKind.NETWORK),
    ],
)
def test_what_holds_a_place(place: str, kind: DriveKind) -> None:
    assert drive_kind(Path(place), DRIVES) is kind


def test_sticks_and_network_drives_are_refused_with_a_way_out() -> None:
    refuse_unsafe_place(Path("/home/wang/支部台账"), probe=lambda: DRIVES)
    for place, word in (("/media/wang/U 盘/x", "可移动盘"), ("/mnt/share/x", "网络盘")):
        with pytest.raises(UserError) as refused:
            refuse_unsafe_place(Path(place), probe=lambda: DRIVES)
        assert word in refused.value.what
        assert refused.value.safe
        assert "本机硬盘" in refused.value.todo


def test_a_link_into_a_stick_is_seen_through(tmp_path: Path) -> None:
    stick, link = tmp_path / "stick", tmp_path / "link"
    stick.mkdir()
    link.symlink_to(stick)
    drives = (Drive(Path("/"), DriveKind.FIXED), Drive(stick, DriveKind.REMOVABLE))
    with pytest.raises(UserError):
        refuse_unsafe_place(link / "branch.zbf", probe=lambda: drives)


def test_the_later_of_two_mounts_on_one_folder_counts() -> None:
    drives = (Drive(Path("/mnt"), DriveKind.FIXED), Drive(Path("/mnt"), DriveKind.NETWORK))
    assert drive_kind(Path("/mnt/x"), drives) is DriveKind.NETWORK


def test_this_computer_is_readable() -> None:
    assert all(drive.root.is_absolute() for drive in mounted_drives())


@pytest.mark.parametrize(
    ("environ", "platform", "expected"),
    [
        ({"LOCALAPPDATA": "/c/Local"}, "win32", "/c/Local/支部台账"),
        ({"USERPROFILE": "/c/Users/wang"}, "win32", "/c/Users/wang/AppData/Local/支部台账"),
        ({"HOME": "/home/wang"}, "linux", "/home/wang/.local/share/支部台账"),
        ({"HOME": "/home/wang", "XDG_DATA_HOME": "/data"}, "linux", "/data/支部台账"),
    ],
)
def test_the_users_own_folder(environ: dict[str, str], platform: str, expected: str) -> None:
    assert data_folder(environ, platform) == Path(expected)


def test_no_folder_named_by_the_system() -> None:
    with pytest.raises(UserError):
        data_folder({}, "linux")
