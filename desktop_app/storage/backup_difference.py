"""Differences: of a large branch file only the pages that are not in a whole backup any more.

A difference names the whole backup it rests on by its digest, holds the pages that changed as they lie in the
branch file, and the digest of the marks of all pages. Put together again, the file has to have these marks.
"""

import hashlib
import struct
from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from desktop_app.storage import backup_file
from desktop_app.storage.backup_file import FILE, KEY, Backup, DamagedBackup, damaged
from desktop_app.storage.sqlite.page_marks import PAGE, differing, marks, pages
from desktop_app.storage.sqlite.page_proof import PageProof

ENDING = ".zbakd"
FOLDER = "差异（离开上一级文件夹的整份就用不了）"
_PLACES, _PAGES = "places.bin", "pages.bin"
# A file smaller than this is backed up whole each time.
LARGE = 32 << 20
# A difference of more than this share of the pages is no gain; so many pages at most are held in memory.
_MOST_SHARE, _MOST_PAGES = 3, 15_000


@dataclass(frozen=True)
class Changed:
    """What is not in the base any more: the places of the pages, how many the file has, its marks' digest."""

    places: list[int]
    count: int
    digest: str


def base_marks(base: Path) -> Generator[None, None, bytes]:
    """The marks of the pages in a whole backup."""
    offset, size = backup_file.place_of(base, FILE)
    with base.open("rb") as file:
        return (yield from marks(file, offset, size))


def compared(before: bytes, file: BinaryIO, size: int) -> Changed | None:
    """What of the file at rest is not in the base with marks ``before``; None where a whole one is due."""
    now = _all(marks(file, 0, size))
    if size % PAGE:
        return None
    places = differing(before, now)
    count = size // PAGE
    if len(places) * _MOST_SHARE > count or len(places) > _MOST_PAGES:
        return None
    return Changed(places, count, hashlib.sha256(now).hexdigest())


def write(packed: Path, backup: Backup, changed: Changed, file: BinaryIO, key: bytes) -> None:
    """Write a difference."""
    label = backup_file.label_of(backup, pages=changed.count, marks=changed.digest)
    places = struct.pack(f"<{len(changed.places)}I", *changed.places)
    data = b"".join(pages(file, changed.places))
    backup_file.pack(packed, label, {KEY: key, _PLACES: places, _PAGES: data})


def prove(path: Path, raw: bytes, salt: bytes) -> None:
    """Read a difference back from where it lies: every byte, and each of its pages by its seal."""
    backup_file.read_through(path)
    proof = PageProof(raw, salt)
    for at, page in _pages_of(path):
        if not proof.holds(at + 1, page):
            raise damaged(path, f"page {at}")


def applying(difference: Backup, copy: Path) -> Generator[None, None, None]:
    """Bring ``copy``, the file out of the base, to the state of the difference."""
    count = difference.about.get("pages")
    if type(count) is not int or count < 1:
        raise damaged(difference.path, "pages")
    with copy.open("rb+") as file:
        file.truncate(count * PAGE)
        for number, (at, page) in enumerate(_pages_of(difference.path)):
            file.seek(at * PAGE)
            file.write(page)
            if number % 1024 == 0:
                yield
        file.flush()
        found = yield from marks(file, 0, count * PAGE)
    if hashlib.sha256(found).hexdigest() != difference.about.get("marks"):
        raise DamagedBackup(
            f"差异备份和它依据的整份合不上：{difference.path.name}",
            "现在的支部文件没有动",
            "请换一个日期的备份",
        )


def _pages_of(path: Path) -> list[tuple[int, bytes]]:
    places, data = backup_file.part_of(path, _PLACES), backup_file.part_of(path, _PAGES)
    if len(places) % 4 or len(data) != len(places) // 4 * PAGE:
        raise damaged(path, "pages")
    numbers = struct.unpack(f"<{len(places) // 4}I", places)
    return [(at, data[number * PAGE : (number + 1) * PAGE]) for number, at in enumerate(numbers)]


def _all(steps: Generator[None, None, bytes]) -> bytes:
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return bytes(end.value)
