"""The errors of disks, folders and memory as sentences: what stood in the way, and what to do about it."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from desktop_app.base.errors import Cancelled, Defect, UserError

_FULL = ("磁盘满了", "请删掉不用的文件腾出空间，再试一次")
_READ_ONLY = ("这个盘只能读，不能写", "请换一个位置，或者打开盘上的写保护开关再试")
_REFUSED = ("没有权限，或者它正被别的程序打开着", "请先在别的程序里关闭它，或者换一个位置")
_IN_USE = ("它正被别的程序用着", "请先在别的程序里关闭它，再试一次")
_GONE = ("找不到了，可能已经移走、改名或者删除", "请看看它还在不在，再试一次")
_IN_THE_WAY = ("那里已有同名的文件或文件夹挡着", "请把它移开或者换一个位置")
_PULLED = ("盘读写出错，可能已经拔出或者损坏", "请把盘插好再试；仍不行就换一个盘")
_TOO_LONG = ("文件名或路径太长", "请换一个短些的名字或位置")
_TOO_MANY = ("打开的文件太多", "请关掉别的程序，再试一次")
_NO_MEMORY = ("电脑的内存不够用", "请关掉别的程序，再试一次")
_OTHER = ("系统没有做成", "请再试一次；仍不行，请换一个位置")

# By name: not every system knows every number.
_WORDS = {
    "ENOSPC": _FULL,
    "EDQUOT": _FULL,
    "EFBIG": _FULL,
    "EROFS": _READ_ONLY,
    "EACCES": _REFUSED,
    "EPERM": _REFUSED,
    "EBUSY": _IN_USE,
    "ETXTBSY": _IN_USE,
    "ENOENT": _GONE,
    "EEXIST": _IN_THE_WAY,
    "ENOTDIR": _IN_THE_WAY,
    "EISDIR": _IN_THE_WAY,
    "EIO": _PULLED,
    "ENODEV": _PULLED,
    "ENXIO": _PULLED,
    "ENAMETOOLONG": _TOO_LONG,
    "EMFILE": _TOO_MANY,
    "ENFILE": _TOO_MANY,
    "ENOMEM": _NO_MEMORY,
}
# Windows' own numbers where its errno says less: sharing and lock violations, disk full, write-protected.
_WINDOWS = {32: _IN_USE, 33: _IN_USE, 39: _FULL, 112: _FULL, 19: _READ_ONLY, 21: _PULLED, 1167: _PULLED}
# Wherever these come from, they say something of the computer and nothing of a mistake in the program.
_OF_THE_COMPUTER = (_FULL, _READ_ONLY, _PULLED, _TOO_MANY, _NO_MEMORY)


def os_sentence(error: OSError, doing: str, safe: str = "", todo: str = "") -> UserError:
    """What to tell of an OSError: ``doing`` is what was not done and where, 备份没有写成：D:/备份 say.

    ``todo`` where the place knows better what helps than the error does.
    """
    reason, remedy = _words(error)
    told = UserError(f"{doing}：{reason}", safe, todo or remedy, detail=_detail(error))
    told.__cause__ = error
    return told


@contextmanager
def os_errors(doing: str, safe: str = "", todo: str = "") -> Iterator[None]:
    """Tell every OSError inside as ``os_sentence`` words it."""
    try:
        yield
    except OSError as error:
        raise os_sentence(error, doing, safe, todo) from error


def as_user_error(error: BaseException) -> UserError:
    """Any error as the person at the desk is told it: what nobody below put into words is a ``Defect``."""
    if isinstance(error, UserError):
        return error
    if isinstance(error, Cancelled):
        return UserError("已停止", "没有留下任何改动")
    if isinstance(error, MemoryError):
        return UserError(f"{_NO_MEMORY[0]}，刚才的事没有做完", todo=_NO_MEMORY[1])
    if isinstance(error, OSError) and _words(error) in _OF_THE_COMPUTER:
        return os_sentence(error, "刚才的事没有做完")
    return Defect(error)


def _words(error: OSError) -> tuple[str, str]:
    windows = getattr(error, "winerror", None)
    return _WINDOWS.get(windows or 0) or _WORDS.get(_name(error), _OTHER)


def _detail(error: OSError) -> str:
    return f"{_name(error)} {error.strerror or ''} {error.filename or ''}".strip()


def _name(error: OSError) -> str:
    return errno.errorcode.get(error.errno or 0, type(error).__name__)
