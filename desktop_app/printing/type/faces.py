"""Typefaces of the printed papers: which face holds a character, how wide it is, and what no face holds."""

import sys
import threading
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property, partial
from pathlib import Path
from typing import Any

from reportlab.pdfbase.ttfonts import TTFontFile

from desktop_app.base.plain_signs import in_place
from desktop_app.printing.type.breaking import plain
from desktop_app.printing.type.font_subset import font_subset
from desktop_app.printing.type.missing import GETA
from desktop_app.printing.type.spacing import set_width

ROLES = ("song", "title", "hei", "kai", "fang")
"""宋体 (tables, small print), 小标宋 (titles), 黑体 (first level), 楷体 (second level), 仿宋 (body)."""

CHAINS = {
    "song": ("song",),
    "title": ("title", "song"),
    "hei": ("hei", "song"),
    "kai": ("kai", "song"),
    "fang": ("fang", "fangx", "song"),
}
RARE = ("rare", "rareg")
"""What stands at the end of every chain: characters of names and places in the extensions B to H."""
_PIECE = 1 << 20  # bytes looked over at once
ASCENT = 0.88
"""Share of the size above the baseline, the same in every bundled face: the em square of a 汉字."""


class _Outlines:
    """The outlines of a font file, cut out one by one: a copy of all of them for each subset is megabytes."""

    def __init__(self, file: TTFontFile, start: int) -> None:
        self._file, self._start = file, start

    def __getitem__(self, part: slice) -> bytes:
        return bytes(self._file.get_chunk(self._start + part.start, part.stop - part.start))


class _FontFile(TTFontFile):
    """ReportLab's reader of one file, whose tables are not copied anew for every subset."""

    def __init__(self, path: Path, number: int) -> None:
        self._kept: dict[str, Any] = {}
        super().__init__(str(path), subfontIndex=number)

    def get_table(self, tag: str) -> Any:
        """The bytes of a table; raises KeyError for one the file has not."""
        if tag not in self._kept:
            place, length = self.get_table_pos(tag)
            outlines = tag == "glyf"
            self._kept[tag] = _Outlines(self, place) if outlines else self.get_chunk(place, length)
        return self._kept[tag]


class Face:
    """One TrueType file: its characters, their widths in 1/1000 em, and subsets of it for a document."""

    def __init__(self, path: Path, number: int = 0) -> None:
        self._file = _FontFile(path, number)
        self._lock = threading.Lock()
        self.name: str = bytes(self._file.name).decode("ascii")
        self.glyphs: dict[int, int] = self._file.charToGlyph
        self._widths: dict[int, float] = self._file.charWidths

    def holds(self, code: int) -> bool:
        """Whether the face has the code point."""
        return code in self.glyphs

    def width(self, code: int) -> float:
        """Advance of a code point the face holds, in 1/1000 em."""
        return self._widths[code]

    def subset(self, places: Sequence[tuple[int, float]]) -> bytes:
        """A TrueType file with a glyph for each of `places` (code point, advance in 1/1000 em), from 1 on."""
        with self._lock:  # ReportLab's parser keeps a reading position
            return font_subset(self._file, [(self.glyphs[code], advance) for code, advance in places])

    def metrics(self) -> dict[str, float | list[float]]:
        """What a PDF font descriptor asks for, in 1/1000 em."""
        file = self._file
        return {
            "Ascent": file.ascent,
            "Descent": file.descent,
            "CapHeight": file.capHeight,
            "StemV": file.stemV,
            "ItalicAngle": 0,
            "FontBBox": list(file.bbox),
        }


class OfficeFace(Face):
    """A face of this computer that comes before the bundled ones of a role, character by character.

    It gives what is as wide as theirs: whatever a computer has, lines and pages stay. Raises ValueError, or
    whatever the reader makes of it, for a damaged file.
    """

    def __init__(self, path: Path, number: int, bundled: "Typeface") -> None:
        super().__init__(path, number)
        self._check()
        self._bundled = bundled
        self._outlines: list[int] = self._file.glyphPos
        # A document knows its faces by name, and a font may call itself as another does.
        self.name = f"{self.name}-{bundled.role}"

    def holds(self, code: int) -> bool:
        return (
            self._widths.get(code) == self._bundled.widths[chr(code)]
            and code in self.glyphs
            and (chr(code).isspace() or self._has_ink(self.glyphs[code]))
        )

    def _has_ink(self, glyph: int) -> bool:
        return self._outlines[glyph] < self._outlines[glyph + 1]

    def _check(self) -> None:
        """ValueError unless every table sums up as the file says: a stirred outline would draw nothing."""
        for table in self._file.tables:
            place, end = table["offset"], table["offset"] + table["length"]
            total = 0
            while table["tag"] != "head" and place < end:  # that one sums up the file, and itself
                part = self._file.get_chunk(place, min(_PIECE, end - place))
                words = array("I", part + bytes(-len(part) % 4))
                if sys.byteorder == "little":
                    words.byteswap()
                total += sum(words)
                place += _PIECE
            if table["tag"] != "head" and total & 0xFFFFFFFF != table["checksum"]:
                raise ValueError(f"{table['tag']} of {self.name} is damaged")


class _Widths(dict[str, float]):
    """Character or token → advance in 1/1000 em, filled as they are asked for."""

    def __init__(self, typeface: "Typeface") -> None:
        super().__init__()
        self._typeface = typeface

    def __missing__(self, token: str) -> float:
        face, code = self._typeface.find(token[0])
        self[token] = width = set_width(token, face.width(code))
        return width


class Typeface:
    """One role: a chain of faces asked in turn for each character, each read when it is first asked."""

    def __init__(self, role: str, chain: Iterable[Callable[[], Face]]) -> None:
        self.role = role
        self._chain = tuple(chain)
        self.widths: dict[str, float] = _Widths(self)
        self._found: dict[str, tuple[Face, int]] = {}

    @cached_property
    def has_wide_dot(self) -> bool:
        """Whether the 间隔号 takes a whole square."""
        return self.widths["·"] >= 1000

    @property
    def chain(self) -> Iterator[Face]:
        """The faces in their order."""
        return (read() for read in self._chain)

    def holds(self, char: str) -> bool:
        """Whether any face of the chain has `char`, or the character it is a form of."""
        return char == GETA or self.find(char)[1] != ord(GETA)

    def find(self, char: str) -> tuple[Face, int]:
        """The first face that has `char` and the code point to draw.

        A radical or a compatibility form that no face has is drawn as the character meant, and what none has
        at all as 〓.
        """
        found = self._found.get(char)
        if found is None:
            self._found[char] = found = self._sought(char)
        return found

    def _sought(self, char: str) -> tuple[Face, int]:
        for wanted in dict.fromkeys((char, in_place(char), GETA)):
            code = ord(wanted)
            for face in self.chain:
                if face.holds(code):
                    return face, code
        raise LookupError(f"no face of {self.role} holds {GETA}")

    def advances(self, text: Iterable[str], size: float) -> list[float]:
        """Width of each character or token in pt at `size` pt."""
        widths, scale = self.widths, size / 1000
        return [widths[c] * scale for c in text]

    def width(self, text: Iterable[str], size: float) -> float:
        """Width of `text` on one line in pt at `size` pt."""
        return sum(map(self.widths.__getitem__, text)) * size / 1000


class FontSet:
    """The bundled faces of one folder, each read when first needed; ``font_set`` gives the shared one.

    With ``office`` (role → file and number of the face in it) that face of this computer comes first where it
    can be read. The set keeps nothing of any document, so papers may be built side by side from one.
    """

    def __init__(self, folder: Path, office: Mapping[str, tuple[Path, int]] | None = None) -> None:
        self._folder = folder
        self._office = dict(office or {})
        self._faces: dict[str, Face] = {}
        self._typefaces: dict[str, Typeface] = {}
        self._lock = threading.RLock()

    def face(self, name: str) -> Face:
        """The face in `wj-<name>.ttf`. Raises OSError when the file cannot be read."""
        with self._lock:
            if name not in self._faces:
                self._faces[name] = Face(self._folder / f"wj-{name}.ttf")
            return self._faces[name]

    def typeface(self, role: str) -> Typeface:
        """The chain of faces for one of `ROLES`."""
        with self._lock:
            if role not in self._typefaces:
                self._typefaces[role] = Typeface(role, self._chain(role))
            return self._typefaces[role]

    def _chain(self, role: str) -> Iterator[Callable[[], Face]]:
        office = self._office_face(role)
        if office is not None:
            yield lambda: office
        yield from self._bundled(role)

    def _bundled(self, role: str) -> Iterator[Callable[[], Face]]:
        return (partial(self.face, name) for name in (*CHAINS[role], *RARE))

    def _office_face(self, role: str) -> Face | None:
        """The face of this computer for ``role``; None where there is none or it is damaged."""
        if role not in self._office:
            return None
        path, number = self._office[role]
        try:
            face = OfficeFace(path, number, Typeface(role, self._bundled(role)))
            face.subset([])  # all its other tables are whole
            return face
        except Exception:  # noqa: BLE001  (whatever a damaged file makes of the reader: the bundled face is there)
            return None

    def width(self, text: Iterable[str], role: str, size: float) -> float:
        """Width of `text` on one line in pt at `size` pt."""
        return self.typeface(role).width(text, size)

    def missing(self, text: str | Iterable[str]) -> list[str]:
        """Characters of `text` that no face holds, each once, in order; they print as 〓.

        Every chain ends in the Song face and the rare ones, and no other holds more.
        """
        song = self.typeface("song")
        chars = dict.fromkeys(char for part in text for char in plain(part))
        return [char for char in chars if char != "\n" and not song.holds(char)]


@cache
def font_set(folder: Path, office: tuple[tuple[str, Path, int], ...] = ()) -> FontSet:
    """The faces in ``folder``, one set for all presses: reading takes longer than most papers."""
    return FontSet(folder, {role: (path, number) for role, path, number in office})
