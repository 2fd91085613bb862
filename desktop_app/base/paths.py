"""Where the branch file may live, which drives can be pulled out, and why a place is refused."""

import string
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path, PurePosixPath

from desktop_app.base.errors import UserError

FOLDER = "支部台账"
# Beside the data folder, not in it: who copies that one does not copy this.
STATE_FOLDER = "支部台账-本机"

_NETWORK_TYPES = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "ncpfs", "afs", "9p", "ceph", "glusterfs", "davfs"}
    | {"fuse.sshfs", "fuse.rclone", "fuse.gvfsd-fuse", "fuse.davfs2", "fuse.glusterfs"}
)
_STICK_TYPES = frozenset({"vfat", "exfat", "msdos", "fuseblk", "ntfs", "ntfs3", "iso9660", "udf"})
_STICK_MOUNTS = (PurePosixPath("/media"), PurePosixPath("/run/media"), PurePosixPath("/mnt/usb"))
_SHARED = (PurePosixPath("/", "usr", "local", "share"), PurePosixPath("/", "usr", "share"))
_SYSTEM_DEVICES = ("loop", "zram", "ram", "dm-")


class DriveKind(Enum):
    """What a drive is, as far as keeping data on it goes."""

    FIXED = "本机磁盘"
    REMOVABLE = "可移动盘（U盘、移动硬盘）"
    NETWORK = "网络盘"


_WINDOWS_KINDS = {
    2: DriveKind.REMOVABLE,
    3: DriveKind.FIXED,
    4: DriveKind.NETWORK,
    5: DriveKind.REMOVABLE,
    6: DriveKind.FIXED,
}
"""What GetDriveTypeW answers; 5 is a disc, 6 a disk in memory."""


@dataclass(frozen=True)
class Drive:
    """A mounted drive and the folder it is reached by."""

    root: Path
    kind: DriveKind


Probe = Callable[[], tuple[Drive, ...]]
"""Lists the mounted drives; a test hands in its own."""


def data_folder(environ: Mapping[str, str], platform: str) -> Path:
    """The user's local data folder of this program; it is not created here.

    ``platform`` as ``sys.platform`` says it. Windows: %LOCALAPPDATA%; Linux: $XDG_DATA_HOME or
    ~/.local/share. Raises UserError if the system names no such place.
    """
    if platform == "win32":
        base = environ.get("LOCALAPPDATA") or _below(environ.get("USERPROFILE"), "AppData", "Local")
    else:
        base = environ.get("XDG_DATA_HOME") or _below(environ.get("HOME"), ".local", "share")
    if not base:
        raise UserError("系统没有告诉程序用户的数据放在哪里", todo="请用普通用户登录后再打开程序")
    return Path(base) / FOLDER


def state_folder(environ: Mapping[str, str], platform: str) -> Path | None:
    """Where this PC notes what must not travel with the data; None where the system names no place.

    Windows: %LOCALAPPDATA%, which does not follow a person to other computers; Linux: $XDG_STATE_HOME or
    ~/.local/state. It is not created here.
    """
    if platform == "win32":
        base = environ.get("LOCALAPPDATA") or _below(environ.get("USERPROFILE"), "AppData", "Local")
    else:
        base = environ.get("XDG_STATE_HOME") or _below(environ.get("HOME"), ".local", "state")
    return Path(base) / STATE_FOLDER if base else None


def font_folders(environ: Mapping[str, str], platform: str) -> tuple[Path, ...]:
    """Where the system keeps fonts, those of the computer before those of the person; there or not."""
    if platform == "win32":
        root, own = environ.get("WINDIR"), environ.get("LOCALAPPDATA")
        found = [_below(root, "Fonts"), _below(own, "Microsoft", "Windows", "Fonts")]
    else:
        home = environ.get("HOME")
        shared = (environ.get("XDG_DATA_DIRS") or ":".join(map(str, _SHARED))).split(":")
        found = [_below(one, "fonts") for one in shared]
        found += [_below(home, ".local", "share", "fonts"), _below(home, ".fonts")]
    return tuple(Path(one) for one in found if one)


def _below(home: str | None, *parts: str) -> str | None:
    return str(Path(home, *parts)) if home else None


def refuse_unsafe_place(path: Path, *, probe: Probe | None = None) -> None:
    """Raise UserError if the path lies on a removable or network drive, where a pulled plug loses data."""
    kind = drive_kind(path, (probe or mounted_drives)())
    if kind is DriveKind.FIXED:
        return
    raise UserError(
        f"“{path}”在{kind.value}上，支部数据不能放在这里",
        safe="没有写入任何内容",
        todo="请选本机硬盘上的文件夹；U盘可以用来放备份和交接包",
    )


def drive_kind(path: Path, drives: tuple[Drive, ...]) -> DriveKind:
    """The kind of the drive that holds a path, which need not exist yet; FIXED if none is known to."""
    if str(path).startswith(("\\\\", "//")) and not str(path).startswith(("\\\\?\\", "\\\\.\\")):
        return DriveKind.NETWORK
    place = path.expanduser().resolve()
    holding = [drive for drive in drives if place.is_relative_to(drive.root)]
    # Of two mounts on one folder the later covers the earlier.
    holding.sort(key=lambda drive: len(drive.root.parts))
    return holding[-1].kind if holding else DriveKind.FIXED


def linux_drives(mountinfo: str, removable: Callable[[str], bool]) -> tuple[Drive, ...]:
    """The drives in the text of /proc/self/mountinfo (proc(5)).

    ``removable`` says of a device number "8:1" whether its disk can be pulled out.
    """
    drives = []
    for line in mountinfo.splitlines():
        mounted, _, described = line.partition(" - ")
        fields, rest = mounted.split(" "), described.split(" ")
        if len(fields) < 5 or len(rest) < 2:
            continue
        root, kind_name, source = PurePosixPath(_unescaped(fields[4])), rest[0], rest[1]
        drives.append(Drive(Path(root), _linux_kind(root, kind_name, source, fields[2], removable)))
    return tuple(drives)


def _linux_kind(
    root: PurePosixPath, kind_name: str, source: str, device: str, removable: Callable[[str], bool]
) -> DriveKind:
    if kind_name in _NETWORK_TYPES:
        return DriveKind.NETWORK
    if not source.startswith("/dev/"):
        return DriveKind.FIXED
    if source.removeprefix("/dev/").startswith(_SYSTEM_DEVICES) and not _under_media(root):
        return DriveKind.FIXED
    if removable(device) or (kind_name in _STICK_TYPES and _under_media(root)):
        return DriveKind.REMOVABLE
    return DriveKind.FIXED


def _under_media(root: PurePosixPath) -> bool:
    return any(root.is_relative_to(place) for place in _STICK_MOUNTS)


def _unescaped(text: str) -> str:
    """mountinfo writes blanks, tabs, line ends and backslashes as octal."""
    for code, char in ((r"\040", " "), (r"\011", "\t"), (r"\012", "\n"), (r"\134", "\\")):
        text = text.replace(code, char)
    return text


def _is_removable_disk(device: str) -> bool:
    """Whether /sys says the disk (or the disk of the partition) is removable or hangs on USB."""
    block = Path("/sys/dev/block") / device
    if not block.exists():
        return False
    real = block.resolve()
    if any(part.startswith("usb") for part in real.parts):
        return True
    for folder in (real, real.parent):
        flag = folder / "removable"
        if flag.exists():
            return flag.read_text(encoding="ascii").strip() == "1"
    return False


if sys.platform == "win32":
    import ctypes

    def mounted_drives() -> tuple[Drive, ...]:
        """Every drive letter in use, by GetDriveTypeW; a USB hard disk counts as fixed there."""
        ask = ctypes.windll.kernel32.GetDriveTypeW
        kinds = {letter: _WINDOWS_KINDS.get(ask(f"{letter}:\\")) for letter in string.ascii_uppercase}
        return tuple(Drive(Path(f"{letter}:\\"), kind) for letter, kind in kinds.items() if kind)

else:

    def mounted_drives() -> tuple[Drive, ...]:
        """The drives of this computer as the system lists them now; none where it does not tell."""
        mounts = Path("/proc/self/mountinfo")
        if not mounts.exists():
            return ()
        return linux_drives(mounts.read_text(encoding="utf-8", errors="surrogateescape"), _is_removable_disk)
