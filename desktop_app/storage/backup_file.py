"""One backup file: what it says of itself, how it is written, read through to the last byte, and unpacked.

A backup is a ZIP that only stores: the label in clear (when, why, which office, how many records), the key
file and the sealed branch file. Its comment, the last 64 bytes, is the SHA-256 of all bytes before it, so
that one reading from end to end tells a whole file from a damaged one. Older ones have no such comment; the
check sums of their members are read instead.
"""

import hashlib
import json
import os
import shutil
import stat
import zipfile
import zlib
from collections.abc import Generator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

from desktop_app.base.errors import UserError
from desktop_app.base.settling import settle_folder
from desktop_app.storage.tables import TABLES

ENDING = ".zbak"
FILE, KEY, LABEL = "branch.zbf", "branch.zbf.key", "label.json"
# What a damaged archive raises, wherever the damage sits.
DAMAGE = (KeyError, ValueError, EOFError, NotImplementedError, RuntimeError, zipfile.BadZipFile, zlib.error)
_FORM = 2
# What the program keeps for itself; everything else that is counted are records of registers.
_OWN_TABLES = frozenset(table._meta.table_name for table in TABLES)
# A label is some hundred bytes, a list of members some hundred more; what is much longer is none of ours.
_LABEL_BYTES, _LIST_BYTES, _MOST_MEMBERS = 1 << 20, 1 << 14, 8
_DIGEST = 64
_END_SIGN, _END_BYTES = b"PK\x05\x06", 22
# So much is read at a time: a few milliseconds' work.
CHUNK = 4 << 20
Reading = Generator[None, None, str]


@dataclass(frozen=True)
class Backup:
    """A backup lying in a folder: when and why it was made and how many records it holds by register.

    ``key`` names the key it was made under, '' where it does not say. ``base`` is the digest of the whole
    backup a difference rests on, '' for a whole one.
    """

    path: Path
    made_at: datetime
    reason: str
    office: str
    counts: dict[str, int]
    key: str = ""
    base: str = ""
    form: int = 1
    about: Mapping[str, Any] = field(default_factory=dict, compare=False, repr=False)

    def words(self) -> str:
        """The backup in one line for a list."""
        kind = "　差异" if self.base else ""
        return f"{self.made_at:%Y-%m-%d %H:%M}　{self.reason}　{self.total} 条记录{kind}"

    @property
    def total(self) -> int:
        """How many records it holds in all."""
        return records_in(self.counts)


def records_in(counts: Mapping[str, int]) -> int:
    """How many of the counted rows are records of registers, not history, cards and notes."""
    return sum(rows for table, rows in counts.items() if table not in _OWN_TABLES)


def key_name(raw: bytes) -> str:
    """What a label calls a key by; says nothing of the key itself."""
    return hashlib.sha256(b"zhibu backup key\0" + raw).hexdigest()[:16]


def label_of(backup: Backup, **more: Any) -> dict[str, Any]:
    """The label to write for a backup."""
    return {
        "form": _FORM,
        "made_at": backup.made_at.isoformat(),
        "reason": backup.reason,
        "office": backup.office,
        "counts": backup.counts,
        "key": backup.key,
        **({"base": backup.base} if backup.base else {}),
        **more,
    }


def pack(packed: Path, label: Mapping[str, Any], parts: Mapping[str, bytes | Path | BinaryIO]) -> None:
    """Write a backup of ``parts`` and put its digest at its end."""
    # Stored, not deflated: the branch file is sealed, and sealed bytes do not shrink.
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for name, part in parts.items():
            _add(archive, name, part)
        _add(archive, LABEL, json.dumps(label, ensure_ascii=False).encode())
        archive.comment = bytes(_DIGEST)
    digest = hashlib.sha256()
    with packed.open("rb+") as file:
        left = file.seek(0, os.SEEK_END) - _DIGEST
        file.seek(0)
        while left and (piece := file.read(min(CHUNK, left))):
            digest.update(piece)
            left -= len(piece)
        file.seek(-_DIGEST, os.SEEK_END)
        file.write(digest.hexdigest().encode())
        file.flush()
        os.fsync(file.fileno())


def _add(archive: zipfile.ZipFile, name: str, part: bytes | Path | BinaryIO) -> None:
    # Named without a time: a ZIP knows none before 1980, and the clock of an old PC begins in 1970.
    told = zipfile.ZipInfo(name)
    if isinstance(part, bytes):
        archive.writestr(told, part)
    elif isinstance(part, Path):
        with part.open("rb") as source:
            _add(archive, name, source)
    else:
        told.file_size = part.seek(0, os.SEEK_END)
        part.seek(0)
        with archive.open(told, "w") as sink:
            shutil.copyfileobj(part, sink, CHUNK)


def read_label(path: Path) -> Backup | None:
    """What a backup says of itself; None when the file is none. Costs the same whatever the file is."""
    try:
        return _label(path)
    except (*DAMAGE, OSError, AttributeError, TypeError, RecursionError, MemoryError, OverflowError):
        return None


def why_none(path: Path) -> str:
    """Why a file that is called like a backup is not listed as one."""
    try:
        told = path.lstat()
        if stat.S_ISLNK(told.st_mode):
            return "是指向别处的链接，不是备份文件"
        if not stat.S_ISREG(told.st_mode):
            return "不是文件"
        with path.open("rb") as file:
            file.read(1)
    except OSError:
        return "读不了：没有权限，或者盘读写出错"
    return "不是完整的备份，可能没有抄完或者已损坏"


def _label(path: Path) -> Backup | None:
    if not stat.S_ISREG(path.stat().st_mode):
        return None
    with _archive(path) as archive:
        told = archive.getinfo(LABEL)
        if told.file_size > _LABEL_BYTES or told.compress_type != zipfile.ZIP_STORED:
            return None
        label = json.loads(archive.read(told))
    # Without a zone, as the desk's clock is: others could not be sorted among them.
    made_at = datetime.fromisoformat(label["made_at"]).replace(tzinfo=None)
    counts = {_word(table): _count(count) for table, count in label["counts"].items()}
    texts = {name: _word(label.get(name, "")) for name in ("reason", "office", "key", "base")}
    return Backup(path, made_at, counts=counts, **texts, form=_count(label.get("form", 1)), about=label)


def _word(value: object) -> str:
    if not isinstance(value, str) or len(value) > 200:
        raise ValueError("no label of ours")
    return value


def _count(value: object) -> int:
    if type(value) is not int or not 0 <= value < 1 << 40:
        raise ValueError("no label of ours")
    return value


def _archive(path: Path) -> zipfile.ZipFile:
    """The archive, once its list of members is known to be short; BadZipFile for what is none of ours."""
    with path.open("rb") as file:
        size = file.seek(0, os.SEEK_END)
        for comment in (_DIGEST, 0):
            at = size - comment - _END_BYTES
            if at < 0:
                continue
            file.seek(at)
            end = file.read(_END_BYTES)
            if end[:4] == _END_SIGN and int.from_bytes(end[20:], "little") == comment:
                _judge_list(end)
                return zipfile.ZipFile(path)
    raise zipfile.BadZipFile("no backup of ours")


def _judge_list(end: bytes) -> None:
    members, length = int.from_bytes(end[10:12], "little"), int.from_bytes(end[12:16], "little")
    if members > _MOST_MEMBERS or length > _LIST_BYTES:
        raise zipfile.BadZipFile("no backup of ours")


def reading(path: Path) -> Reading:
    """Read a backup to its last byte, some megabytes a step; gives its digest at the end.

    UserError when it is not what was written. Raises OSError as reading does.
    """
    with path.open("rb") as file:
        backup = read_label(path)
        if backup is None:
            raise damaged(path, why_none(path))
        _from_the_disk(file)
        told, digest = b"", hashlib.sha256()
        left = file.seek(0, os.SEEK_END) - _DIGEST
        file.seek(0)
        while left > 0 and (piece := file.read(min(CHUNK, left))):
            digest.update(piece)
            left -= len(piece)
            yield
        told = file.read(_DIGEST)
    if backup.form >= _FORM:
        if told != digest.hexdigest().encode():
            raise damaged(path, "digest")
    else:
        yield from _members(path)
    return digest.hexdigest()


def _members(path: Path) -> Generator[None, None, None]:
    """Read the members of a backup without a digest: each has a check sum."""
    try:
        with _archive(path) as archive:
            for told in archive.infolist():
                if told.compress_type != zipfile.ZIP_STORED:
                    raise damaged(path, told.filename)
                with archive.open(told) as source:
                    while source.read(CHUNK):
                        yield
            archive.getinfo(FILE), archive.getinfo(KEY)
    except DAMAGE as error:
        raise damaged(path, str(error)) from error


def read_through(path: Path) -> str:
    """``reading`` in one go: the digest."""
    steps = reading(path)
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return str(end.value)


def place_of(path: Path, name: str) -> tuple[int, int]:
    """Where a part begins in a backup and how long it is; UserError when it is damaged."""
    try:
        with _archive(path) as archive, path.open("rb") as file:
            told = archive.getinfo(name)
            file.seek(told.header_offset + 26)
            head = file.read(4)
            if told.compress_type != zipfile.ZIP_STORED or len(head) < 4:
                raise damaged(path, name)
            passed = int.from_bytes(head[:2], "little") + int.from_bytes(head[2:], "little")
            return told.header_offset + 30 + passed, told.file_size
    except DAMAGE as error:
        raise damaged(path, str(error)) from error


def part_of(path: Path, name: str) -> bytes:
    """A small part of a backup: its key file, say. UserError when it is damaged."""
    try:
        with _archive(path) as archive:
            told = archive.getinfo(name)
            if told.file_size > 64 << 20 or told.compress_type != zipfile.ZIP_STORED:
                raise damaged(path, name)
            return archive.read(told)
    except DAMAGE as error:
        raise damaged(path, str(error)) from error


def unpacking(path: Path, folder: Path, names: tuple[str, ...] = (FILE, KEY)) -> Generator[None, None, None]:
    """Unpack a backup into ``folder``, some megabytes a step; UserError when it is damaged."""
    try:
        with _archive(path) as archive:
            for name in names:
                told = archive.getinfo(name)
                if told.compress_type != zipfile.ZIP_STORED:
                    raise damaged(path, name)
                with archive.open(told) as source, (folder / name).open("wb") as sink:
                    while piece := source.read(CHUNK):
                        sink.write(piece)
                        yield
    except DAMAGE as error:
        raise damaged(path, str(error)) from error


class DamagedBackup(UserError):
    """A backup that is not what was written; another one may be good."""


def damaged(path: Path, detail: str) -> DamagedBackup:
    """What is told of a backup that is not what was written."""
    return DamagedBackup(
        f"备份已损坏：{path.name}", "现在的支部文件没有动", "请换一个日期的备份", detail=detail
    )


def settle(source: Path, final: Path) -> None:
    """Give a finished file its name, through to the disk."""
    with source.open("rb+") as file:
        os.fsync(file.fileno())
    source.replace(final)
    settle_folder(final.parent)


def free_name(folder: Path, stem: str, ending: str = ENDING) -> Path:
    """A path in ``folder`` that is not taken."""
    path, number = folder / (stem + ending), 2
    while path.exists():
        path, number = folder / f"{stem}-{number}{ending}", number + 1
    return path


def _from_the_disk(file: BinaryIO) -> None:
    """Have a file read from where it lies and not from memory, where the system lets us ask."""
    if hasattr(os, "posix_fadvise"):
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
