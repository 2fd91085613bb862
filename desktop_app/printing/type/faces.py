"""Typefaces of the printed papers: which face holds a character, how wide it is, and what no face holds."""

import threading
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from reportlab.pdfbase.ttfonts import TTFontFile

from desktop_app.printing.type.breaking import plain
from desktop_app.printing.type.missing import GETA

ROLES = ("song", "title", "hei", "kai", "fang")
"""宋体 (tables, small print), 小标宋 (titles), 黑体 (first level), 楷体 (second level), 仿宋 (body)."""

CHAINS = {
    "song": ("song",),
    "title": ("title", "song"),
    "hei": ("hei", "song"),
    "kai": ("kai", "song"),
    "fang": ("fang", "fangx", "song"),
}
ASCENT = 0.88
"""Share of the size above the baseline, the same in every bundled face: the em square of a 汉字."""


class Face:
    """One TrueType file: its characters, their widths in 1/1000 em, and subsets of it for a document."""

    def __init__(self, path: Path) -> None:
        self._file = TTFontFile(str(path))
        self._lock = threading.Lock()
        self.name: str = bytes(self._file.name).decode("ascii")
        self.glyphs: dict[int, int] = self._file.charToGlyph
        self._widths: dict[int, float] = self._file.charWidths

    def width(self, code: int) -> float:
        """Advance of a code point the face holds, in 1/1000 em."""
        return self._widths[code]

    def subset(self, codes: list[int]) -> bytes:
        """A TrueType file with the glyphs of `codes` only, numbered from 1 in order of first appearance."""
        with self._lock:  # ReportLab's parser keeps a reading position
            return bytes(self._file.makeSubset(codes))

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


class _Widths(dict[str, float]):
    """Character → advance in 1/1000 em, filled as characters are asked for."""

    def __init__(self, typeface: "Typeface") -> None:
        super().__init__()
        self._typeface = typeface

    def __missing__(self, char: str) -> float:
        face, code = self._typeface.find(char)
        self[char] = width = face.width(code)
        return width


class Typeface:
    """One role: a chain of faces asked in turn for each character."""

    def __init__(self, role: str, chain: tuple[Face, ...]) -> None:
        self.role = role
        self.chain = chain
        self.widths: dict[str, float] = _Widths(self)

    def holds(self, char: str) -> bool:
        """Whether any face of the chain has `char`."""
        return any(ord(char) in face.glyphs for face in self.chain)

    def find(self, char: str) -> tuple[Face, int]:
        """The first face that has `char` and the code point to draw: that of 〓 if none has it."""
        for wanted in (ord(char), ord(GETA)):
            for face in self.chain:
                if wanted in face.glyphs:
                    return face, wanted
        raise LookupError(f"no face of {self.role} holds {GETA}")

    def advances(self, text: str, size: float, tracking: float = 0.0) -> list[float]:
        """Width of each character in pt at `size` pt; full-width ones are `tracking` pt wider."""
        widths, scale = self.widths, size / 1000
        if tracking:
            return [widths[c] * scale + (tracking if widths[c] == 1000 else 0.0) for c in text]
        return [widths[c] * scale for c in text]

    def width(self, text: str, size: float) -> float:
        """Width of `text` on one line in pt at `size` pt."""
        return sum(map(self.widths.__getitem__, text)) * size / 1000


class FontSet:
    """The bundled faces of one folder, each read when first needed; ``font_set`` gives the shared one.

    It keeps nothing of any document, so papers may be built side by side from one set.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
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
                self._typefaces[role] = Typeface(role, tuple(map(self.face, CHAINS[role])))
            return self._typefaces[role]

    def width(self, text: str, role: str, size: float) -> float:
        """Width of `text` on one line in pt at `size` pt."""
        return self.typeface(role).width(text, size)

    def missing(self, text: str | Iterable[str]) -> list[str]:
        """Characters of `text` that no face holds, each once, in order; they print as 〓.

        Every chain ends in the Song face and no other face holds more, so the role does not matter.
        """
        song = self.typeface("song")
        chars = dict.fromkeys(char for part in text for char in plain(part))
        return [char for char in chars if char != "\n" and not song.holds(char)]


@cache
def font_set(folder: Path) -> FontSet:
    """The faces in ``folder``, one set for all presses: reading takes longer than most papers."""
    return FontSet(folder)
