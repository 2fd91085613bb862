"""The office's own fonts on this computer, 方正小标宋, 仿宋 and the like, where they may be embedded."""

import struct
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from mmap import ACCESS_READ, mmap
from pathlib import Path

# What a font calls itself, in any of its languages; the first that is there is taken.
NAMES: Mapping[str, tuple[str, ...]] = {
    "title": (
        "方正小标宋_GBK", "FZXiaoBiaoSong-B05", "方正小标宋简体", "FZXiaoBiaoSong-B05S",
        "FZXiaoBiaoSong-B05S-GB", "华文中宋", "STZhongsong",
    ),
    "fang": (
        "仿宋_GB2312", "FangSong_GB2312", "仿宋", "FangSong", "方正仿宋_GBK", "FZFangSong-Z02",
        "方正仿宋简体", "FZFangSong-Z02S", "华文仿宋", "STFangsong",
    ),
    "kai": (
        "楷体_GB2312", "KaiTi_GB2312", "楷体", "KaiTi", "方正楷体_GBK", "FZKai-Z03", "方正楷体简体",
        "FZKai-Z03S", "华文楷体", "STKaiti",
    ),
    "hei": (
        "黑体", "SimHei", "方正黑体_GBK", "FZHei-B01", "方正黑体简体", "FZHei-B01S", "华文黑体", "STHeiti",
    ),
    "song": (
        "宋体", "SimSun", "方正书宋_GBK", "FZShuSong-Z01", "方正书宋简体", "FZShuSong-Z01S", "华文宋体",
        "STSong",
    ),
}  # fmt: skip
_SUFFIXES = frozenset((".ttf", ".ttc", ".otf"))
# A font with the characters of GB 2312 is larger; the many small ones need not be opened.
_LEAST_BYTES = 500_000
_MOST_FACES, _MOST_TABLES, _MOST_NAMES = 32, 128, 4096
# OS/2 fsType: 2 forbids embedding, 4 and 8 allow it for printing and editing (the laxer of several holds);
# 0x100 forbids to embed a part only, 0x200 to embed outlines.
_RESTRICTED, _LAXER, _NO_SUBSET, _BITMAP_ONLY = 0x2, 0xC, 0x100, 0x200
_NEEDED = frozenset((b"glyf", b"loca", b"cmap", b"hmtx", b"post", b"OS/2", b"name"))
_FAMILY, _FULL, _POSTSCRIPT, _TYPOGRAPHIC = 1, 4, 6, 16


@dataclass(frozen=True)
class OfficeFont:
    """A face found on this computer: its file, its number in it, all its names."""

    path: Path
    number: int
    names: frozenset[str]


@cache
def office_fonts(folders: tuple[Path, ...]) -> tuple[tuple[str, Path, int], ...]:
    """For each role the face of this computer that comes first in ``NAMES``: role, file, number in it.

    A file that is no font, is damaged or may not be embedded is passed by. Looked for once: whoever installs
    a font starts the program anew.
    """
    found: dict[str, OfficeFont] = {}
    for path in _files(folders):
        for font in read_fonts(path):
            for name in font.names:
                found.setdefault(name, font)
    chosen = ((role, next((found[name] for name in NAMES[role] if name in found), None)) for role in NAMES)
    return tuple((role, font.path, font.number) for role, font in chosen if font is not None)


def read_fonts(path: Path) -> list[OfficeFont]:
    """The faces of a file that can be embedded; none where it is no font or damaged."""
    try:
        with path.open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as data:
            return list(_faces(path, data))
    except (OSError, struct.error, ValueError, IndexError):
        return []


def _files(folders: Iterable[Path]) -> Iterator[Path]:
    for folder in folders:
        try:
            paths = sorted(folder.rglob("*"))
        except OSError:
            continue
        for path in paths:
            try:
                if path.suffix.lower() in _SUFFIXES and path.stat().st_size >= _LEAST_BYTES:
                    yield path
            except OSError:
                continue


def _faces(path: Path, data: mmap) -> Iterator[OfficeFont]:
    """The embeddable faces of a file, by its directories."""
    offsets: tuple[int, ...] = (0,)
    if data[:4] == b"ttcf":
        (count,) = struct.unpack_from(">L", data, 8)
        offsets = struct.unpack_from(f">{min(count, _MOST_FACES)}L", data, 12)
    for number, offset in enumerate(offsets):
        tables = _tables(data, offset)
        if tables is not None and set(tables) >= _NEEDED:
            (kind,) = struct.unpack_from(">H", data, tables[b"OS/2"] + 8)
            if may_be_embedded(kind):
                yield OfficeFont(path, number, frozenset(_names(data, tables[b"name"])))


def _tables(data: mmap, offset: int) -> dict[bytes, int] | None:
    """Tag → offset of a face's tables; None where it has no TrueType outlines or ends before they do."""
    version, count = struct.unpack_from(">LH", data, offset)
    if version not in (0x00010000, 0x74727565) or count > _MOST_TABLES:
        return None
    found = {}
    for place in range(count):
        tag, _, start, length = struct.unpack_from(">4sLLL", data, offset + 12 + 16 * place)
        if start + length > len(data):
            return None
        found[tag] = start
    return found


def may_be_embedded(kind: int) -> bool:
    """Whether a font with this fsType may be embedded in part into a document to be printed."""
    if kind & (_NO_SUBSET | _BITMAP_ONLY):
        return False
    return not kind & _RESTRICTED or bool(kind & _LAXER)


def _names(data: mmap, start: int) -> Iterator[str]:
    """What the face calls itself."""
    _, count, texts = struct.unpack_from(">HHH", data, start)
    for place in range(min(count, _MOST_NAMES)):
        platform, encoding, _, number, length, at = struct.unpack_from(">6H", data, start + 6 + 12 * place)
        if number in (_FAMILY, _FULL, _POSTSCRIPT, _TYPOGRAPHIC):
            text = data[start + texts + at : start + texts + at + length]
            unicode = platform in (0, 3)
            # Before Unicode, Chinese fonts told their names to Windows in the code of its language.
            yield text.decode("utf-16-be" if unicode and encoding != 3 else "gbk", "ignore").strip("\0 ")
