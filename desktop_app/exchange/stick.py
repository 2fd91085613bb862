"""Writing a file to a USB stick so that it is really there, and finding what others wrote."""

from __future__ import annotations

import errno
import hashlib
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from typing import BinaryIO

from desktop_app.base.errors import UserError
from desktop_app.exchange.card import is_code
from desktop_app.exchange.disk import Disk
from desktop_app.exchange.receipt import MAX_RECEIPT_BYTES as MAX_SMALL_FILE
from desktop_app.exchange.receipt import RECEIPT_SUFFIX
from desktop_app.exchange.told import Told

PACKAGE_SUFFIX = ".zbb"
UNTOUCHED = "U盘上原有的文件和本机的数据都没有变化。"
NOTE_NAME = "说明.txt"
Progress = Callable[[int, int], None]

_CHUNK = 2**20
_RENAME_TRIES = 10
_FIT_NAME = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]{0,59}")
_PART = ".part"
# So much of a package's id stands in the name of its receipt.
_ID_TOLD = 16
_NOTE = """这个U盘里有“支部台账”的数据文件：
.zbb  数据包，已签名并加密，只有指定的接收单位能打开
.zbr  回执，请带回给发出数据包的单位
.zbk  名片，登记时要照纸质核对单输入其中两个词
.zbd  上级下发的名录，介绍各单位互相认识
请在“支部台账”的“上报与接收”里接收，不要改名，不要用其他软件打开。
"""


class StickOutcome(Told):
    """How an errand with the stick ended; each has one sentence and one piece of advice."""

    WRITTEN = ("已写入并核对，请安全弹出U盘。", "")
    FULL = ("U盘空间不够。", "请删去U盘上不用的文件，或换一个U盘。")
    READ_ONLY = ("U盘不能写入，可能打开了写保护开关。", "请拨开写保护开关，或换一个U盘。")
    VANISHED = ("U盘中途被拔出或断开了。", "请重新插上U盘再试一次。")
    BAD_MEDIUM = ("U盘读写出错，可能已经损坏。", "请换一个U盘。")
    UNREADABLE = ("文件读不出来，可能已被移走，或没有读取权限。", "请检查文件还在不在，再试一次。")
    DIFFERS = ("写进U盘的内容读回来不一样，没有保留这个文件。", "请换一个U盘再写。")
    FILE_TOO_BIG = (
        "文件太大：这个U盘是 FAT32 格式，一个文件最大不到 4 GB。",
        "请分几次导出，或换用 exFAT 格式的U盘。",
    )
    NAMES_TAKEN = ("U盘上同名的文件太多。", "请整理U盘后再写。")
    RENAME_BLOCKED = (
        "内容已写好并核对，但文件被其他软件（多半是杀毒软件）占用，没能改成正式的文件名。",
        "请等一分钟再写一次；U盘上以 .part 结尾的文件可以删除。",
    )


class StickError(UserError):
    """An errand with the stick that failed; `outcome` names how. Older files on the stick are untouched."""

    def __init__(self, outcome: StickOutcome, detail: str = "") -> None:
        super().__init__(outcome.sentence, UNTOUCHED, outcome.todo, detail=detail)
        self.outcome = outcome


def package_name(office_code: str, seq: int, day: date) -> str:
    """`<office>-<seq>-<yyyymmdd>.zbb`: ASCII, at most 60 characters, fit for FAT and Windows.

    Raises ValueError for a code that no trust card may have or a `seq` outside 0 to 9,999,999,999.
    """
    if not is_code(office_code) or not 0 <= seq < 10**10:
        raise ValueError("office code or number")
    # A dot would let a code such as "CON.1" read as a device name on Windows.
    return f"{office_code.replace('.', '_')}-{seq:04d}-{day:%Y%m%d}{PACKAGE_SUFFIX}"


def receipt_name(package: Path, package_id: str) -> str:
    """How the receipt of a package is called: as the package, unless somebody gave that a name of his own."""
    name = package.stem + RECEIPT_SUFFIX
    return name if _FIT_NAME.fullmatch(name) else f"receipt-{package_id[:_ID_TOLD]}{RECEIPT_SUFFIX}"


def find_packages(folder: Path, disk: Disk | None = None) -> list[Path]:
    """The package files (.zbb) right in `folder`, the latest first. Raises StickError."""
    return _find(folder, PACKAGE_SUFFIX, disk or Disk())


def find_receipts(folder: Path, disk: Disk | None = None) -> list[Path]:
    """The receipt files (.zbr) right in `folder`, the latest first. Raises StickError."""
    return _find(folder, RECEIPT_SUFFIX, disk or Disk())


@contextmanager
def open_file(path: Path, disk: Disk | None = None) -> Iterator[BinaryIO]:
    """The file for reading, piece by piece; what the medium fails to give is raised as StickError."""
    disk = disk or Disk()
    with _reading(disk, path.parent), disk.open_back(path) as file:
        yield file


def read_file(path: Path, disk: Disk | None = None) -> bytes:
    """A card, a directory or a receipt, whole; of a longer file one byte more than any of them may have.

    So opening it says "too large", and no file is too large to be looked at. Raises StickError.
    """
    disk = disk or Disk()
    with _reading(disk, path.parent), disk.open_back(path) as file:
        chunks: list[bytes] = []
        left = MAX_SMALL_FILE + 1
        while left and (chunk := file.read(min(_CHUNK, left))):
            chunks.append(chunk)
            left -= len(chunk)
        return b"".join(chunks)


def write_safely(
    data: bytes, folder: Path, name: str, *, progress: Progress | None = None, disk: Disk | None = None
) -> Path:
    """Write `data` into `folder` and come back only when it is on the medium and was read back; where it is.

    A name already taken is never overwritten: `-2`, `-3` … is put before the suffix. `progress` is called
    with bytes done and bytes in all (writing and reading back) and may raise to stop. Whatever happens,
    files that were there stay as they were and nothing half-written remains, except a stick that is gone
    and RENAME_BLOCKED, which leaves the checked `.part`. Raises StickError; ValueError for a name that is
    not plain ASCII of at most 60 characters.
    """
    if not _FIT_NAME.fullmatch(name):
        raise ValueError("file name not fit for a stick")
    disk = disk or Disk()
    tell = progress or _silent
    with _writing(disk, folder):
        if len(data) > disk.largest_file(folder):
            raise StickError(StickOutcome.FILE_TOO_BIG)
        if disk.free_bytes(folder) < len(data) + len(data) // 10 + _CHUNK:
            raise StickError(StickOutcome.FULL)
        target = _free_name(disk, folder, name)
        part = target.with_name(target.name + _PART)
        with _gone_unless_finished(disk, part):
            _write(disk, part, data, tell)
            _read_back(disk, part, data, tell)
            renamed = _renamed(disk, part, target)
        if not renamed:
            raise StickError(StickOutcome.RENAME_BLOCKED)
        with _gone_unless_finished(disk, target):
            disk.sync_name(target)
    _leave_note(disk, folder)
    return target


def _silent(done: int, total: int) -> None:
    """Progress that nobody watches."""


@contextmanager
def _writing(disk: Disk, folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise StickError(_outcome_of(error, disk, folder), str(error)) from error


@contextmanager
def _reading(disk: Disk, folder: Path) -> Iterator[None]:
    try:
        yield
    except (FileNotFoundError, PermissionError, IsADirectoryError) as error:
        here = disk.exists(folder)
        raise StickError(StickOutcome.UNREADABLE if here else StickOutcome.VANISHED, str(error)) from error
    except OSError as error:
        raise StickError(_outcome_of(error, disk, folder), str(error)) from error


# What the C library says, and Windows more exactly: several of its errors look there like a missing right.
_BY_ERRNO = {
    errno.ENOSPC: StickOutcome.FULL,
    errno.EDQUOT: StickOutcome.FULL,
    errno.EROFS: StickOutcome.READ_ONLY,
    errno.EACCES: StickOutcome.READ_ONLY,
    errno.EPERM: StickOutcome.READ_ONLY,
    errno.EFBIG: StickOutcome.FILE_TOO_BIG,
    errno.ENODEV: StickOutcome.VANISHED,
    errno.ENXIO: StickOutcome.VANISHED,
    errno.ENOENT: StickOutcome.VANISHED,
}
_BY_WINDOWS = {
    19: StickOutcome.READ_ONLY,  # ERROR_WRITE_PROTECT
    21: StickOutcome.VANISHED,  # ERROR_NOT_READY
    23: StickOutcome.BAD_MEDIUM,  # ERROR_CRC
    25: StickOutcome.BAD_MEDIUM,  # ERROR_SEEK
    27: StickOutcome.BAD_MEDIUM,  # ERROR_SECTOR_NOT_FOUND
    29: StickOutcome.BAD_MEDIUM,  # ERROR_WRITE_FAULT
    30: StickOutcome.BAD_MEDIUM,  # ERROR_READ_FAULT
    31: StickOutcome.BAD_MEDIUM,  # ERROR_GEN_FAILURE
    39: StickOutcome.FULL,  # ERROR_HANDLE_DISK_FULL
    112: StickOutcome.FULL,  # ERROR_DISK_FULL
    223: StickOutcome.FILE_TOO_BIG,  # ERROR_FILE_TOO_LARGE
    433: StickOutcome.VANISHED,  # ERROR_NO_SUCH_DEVICE
    1167: StickOutcome.VANISHED,  # ERROR_DEVICE_NOT_CONNECTED
}


def _outcome_of(error: OSError, disk: Disk, folder: Path) -> StickOutcome:
    if not disk.exists(folder):
        return StickOutcome.VANISHED
    told = _BY_WINDOWS.get(getattr(error, "winerror", None) or 0)
    return told or _BY_ERRNO.get(error.errno or 0, StickOutcome.BAD_MEDIUM)


@contextmanager
def _gone_unless_finished(disk: Disk, path: Path) -> Iterator[None]:
    finished = False
    try:
        yield
        finished = True
    finally:
        if not finished:
            # The stick may be out already: then there is nothing to clear away.
            with suppress(OSError):
                disk.remove(path)


def _free_name(disk: Disk, folder: Path, name: str) -> Path:
    stem, suffix = Path(name).stem, Path(name).suffix
    for number in range(1, 100):
        path = folder / (name if number == 1 else f"{stem}-{number}{suffix}")
        if not disk.exists(path) and not disk.exists(path.with_name(path.name + _PART)):
            return path
    raise StickError(StickOutcome.NAMES_TAKEN)


def _write(disk: Disk, part: Path, data: bytes, tell: Progress) -> None:
    view = memoryview(data)
    with disk.create(part) as file:
        done = 0
        while done < len(data):
            done += file.write(view[done : done + _CHUNK])
            tell(done, 2 * len(data))
        disk.sync(file)


def _read_back(disk: Disk, part: Path, data: bytes, tell: Progress) -> None:
    digest = hashlib.sha256()
    done = 0
    with disk.open_back(part) as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
            done += len(chunk)
            tell(min(len(data) + done, 2 * len(data)), 2 * len(data))
    if digest.digest() != hashlib.sha256(data).digest():
        raise StickError(StickOutcome.DIFFERS)


def _renamed(disk: Disk, part: Path, target: Path) -> bool:
    for _ in range(_RENAME_TRIES):
        try:
            disk.rename(part, target)
            return True
        except PermissionError:
            # On Windows a virus scanner holds a new file for a moment.
            disk.pause()
    return False


def _leave_note(disk: Disk, folder: Path) -> None:
    # The package is safe already: a note that does not fit is no failure, and one that is there stays.
    with suppress(OSError), disk.create(folder / NOTE_NAME) as file:
        file.write(_NOTE.replace("\n", "\r\n").encode("utf-8-sig"))


def _find(folder: Path, suffix: str, disk: Disk) -> list[Path]:
    with _reading(disk, folder):
        files = disk.files(folder)
    wanted = [(changed, path) for path, changed in files if path.name.lower().endswith(suffix)]
    # Macs leave "._name" beside every file they copy.
    return [path for _, path in sorted(wanted, reverse=True) if not path.name.startswith(".")]
