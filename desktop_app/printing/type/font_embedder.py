"""Text as PDF operators: one composite font per face and document, with a true map back to Unicode."""

import hashlib
import re
from collections import Counter
from collections.abc import Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

from reportlab.pdfbase import pdfdoc
from reportlab.platypus import Flowable

from desktop_app.printing.type.faces import Face, FontSet, Typeface
from desktop_app.printing.type.kept import NO_NAMES, Names
from desktop_app.printing.type.missing import Missing
from desktop_app.printing.type.spacing import set_width
from desktop_app.printing.type.structure import ARTIFACT, END, Element, Structure

_MAP_HEAD = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
"""
_MAP_TAIL = """endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""

_NO_CHARACTERS = re.compile(
    "[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff"
    + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0x10000, 0x110000, 0x10000))
    + "]"
)


_MEMORY = 4096


def number(value: float) -> str:
    """A coordinate for a content stream: at most three decimals."""
    return f"{value:.3f}".rstrip("0").rstrip(".") if value else "0"


class EmbeddedFace:
    """One face inside one document: gives characters their two-byte codes and writes the font at the end."""

    def __init__(self, face: Face, resource: str) -> None:
        self.face = face
        self.resource = resource
        self._places: list[tuple[int, str]] = []  # (code point drawn, token meant), by CID from 1

    def code(self, token: str, drawn: int) -> str:
        """A new two-byte code, in hexadecimal, for `token` shown by the glyph of code point `drawn`."""
        self._places.append((drawn, token))
        return f"{len(self._places):04X}"

    def addObjects(self, document: Any) -> None:  # noqa: N802 - the name ReportLab's document calls
        """Write subset, widths and Unicode map into `document`."""
        digest = hashlib.sha256(repr((self.face.name, self._places)).encode()).digest()
        base = "".join(chr(65 + byte % 26) for byte in digest[:6]) + "+" + self.face.name
        descriptor = pdfdoc.PDFDictionary(
            {
                "Type": "/FontDescriptor",
                "FontName": pdfdoc.PDFName(base),
                "Flags": 4,
                "FontFile2": document.Reference(self._font_file(), f"file:{base}"),
                **{
                    key: pdfdoc.PDFArray(value) if isinstance(value, list) else value
                    for key, value in self.face.metrics().items()
                },
            }
        )
        descendant = pdfdoc.PDFDictionary(
            {
                "Type": "/Font",
                "Subtype": "/CIDFontType2",
                "BaseFont": pdfdoc.PDFName(base),
                "DW": 1000,
                "CIDSystemInfo": pdfdoc.PDFDictionary(
                    {
                        "Registry": pdfdoc.PDFString("Adobe"),
                        "Ordering": pdfdoc.PDFString("Identity"),
                        "Supplement": 0,
                    }
                ),
                "W": self._widths(),
                "CIDToGIDMap": pdfdoc.PDFName("Identity"),
                "FontDescriptor": document.Reference(descriptor, f"descriptor:{base}"),
            }
        )
        font = pdfdoc.PDFDictionary(
            {
                "Type": "/Font",
                "Subtype": "/Type0",
                "BaseFont": pdfdoc.PDFName(base),
                "Encoding": "/Identity-H",
                "DescendantFonts": pdfdoc.PDFArray([document.Reference(descendant, f"cid:{base}")]),
                "ToUnicode": document.Reference(
                    _stream(self._unicode_map().encode("ascii")), f"unicode:{base}"
                ),
            }
        )
        document.idToObject["BasicFonts"].dict[self.resource] = document.Reference(font, f"font:{base}")

    def _font_file(self) -> Any:
        """The face with a glyph a code: a squeezed mark is as wide in the face as the paper sets it."""
        data = self.face.subset([(drawn, self._advance(token, drawn)) for drawn, token in self._places])
        stream = _stream(data)
        stream.dictionary["Length1"] = len(data)
        return stream

    def _advance(self, token: str, drawn: int) -> float:
        return set_width(token, self.face.width(drawn))

    def _widths(self) -> Any:
        """The /W array: only what is not one em wide."""
        entries: list[Any] = []
        for cid, (drawn, token) in enumerate(self._places, 1):
            width = self._advance(token, drawn)
            if width != 1000:
                entries += [cid, pdfdoc.PDFArray([round(width)])]
        return pdfdoc.PDFArray(entries)

    def _unicode_map(self) -> str:
        """The ToUnicode program; code points beyond 16 bits are written as surrogate pairs."""
        lines = [
            f"<{cid:04X}> <{_meant(token[0], drawn).encode('utf-16-be').hex().upper()}>"
            for cid, (drawn, token) in enumerate(self._places, 1)
        ]
        blocks = [lines[start : start + 100] for start in range(0, len(lines), 100)]
        body = "".join(f"{len(b)} beginbfchar\n" + "\n".join(b) + "\nendbfchar\n" for b in blocks)
        return _MAP_HEAD + body + _MAP_TAIL


def _meant(char: str, drawn: int) -> str:
    """``char``, or what is drawn for a code point that is no character: a map to Unicode may not name it."""
    return chr(drawn) if _NO_CHARACTERS.match(char) else char


def _stream(content: bytes) -> Any:
    return pdfdoc.PDFStream(content=content, filters=[pdfdoc.PDFZCompress])


class FaceCodes(dict[str, tuple[str, str]]):
    """Token → (font resource, code in hexadecimal) for one role in one document."""

    def __init__(self, embedder: "FontEmbedder", typeface: Typeface) -> None:
        super().__init__()
        self._embedder = embedder
        self._typeface = typeface
        self._lines: dict[str, list[tuple[str, str]]] = {}

    def line(self, text: Sequence[str]) -> Sequence[tuple[str, str]]:
        """The fonts and operators that show characters or tokens, remembered: a table repeats its words."""
        key = text if isinstance(text, str) else "".join(text)
        found = self._lines.get(key)
        if found is None:
            if len(self._lines) >= _MEMORY:
                self._lines.clear()
            entries = [self[token] for token in text]
            found = [
                (font, f"<{''.join([code for _, code in run])}> Tj")
                for font, run in groupby(entries, itemgetter(0))
            ]
            if all(token in self for token in text):  # what is to be told for each page is looked up anew
                self._lines[key] = found
        return found

    def __missing__(self, token: str) -> tuple[str, str]:
        char = token[0]
        face, drawn = self._typeface.find(char)
        entry = self._embedder.enter(face, token, drawn)
        if drawn != ord(char):  # looked up anew each time: every page it stands on is told
            self._embedder.note_missing(char, chr(drawn))
        else:
            self[token] = entry
        return entry


class FontEmbedder:
    """The fonts of one document in the making; turns text into operators for its content streams.

    `names` are those of the records, which no line of the document cuts.
    """

    def __init__(self, fonts: FontSet, document: Any, names: Names = NO_NAMES) -> None:
        self.fonts = fonts
        self.names = names
        self.structure: Structure = document.structure
        self._missing: dict[tuple[str, str], set[tuple[int, str]]] = {}
        self.remarks: dict[str, None] = {}
        """What else is to be told before the document is printed, a sentence each."""
        self.page = 1
        """The page in the making."""
        self._line: Sequence[str] = ""
        self._document = document
        self._embedded: dict[str, EmbeddedFace] = {}
        self._entries: dict[tuple[str, str], tuple[str, str]] = {}
        self._codes: dict[str, FaceCodes] = {}

    def enter(self, face: Face, token: str, drawn: int) -> tuple[str, str]:
        """Resource name and code of `token` in `face`, embedding the face on first use."""
        key = (face.name, token)
        if key not in self._entries:
            if face.name not in self._embedded:
                self._embedded[face.name] = embedded = EmbeddedFace(face, f"F{len(self._embedded) + 1}")
                self._document.delayedFonts.append(embedded)
            embedded = self._embedded[face.name]
            self._entries[key] = (embedded.resource, embedded.code(token, drawn))
        return self._entries[key]

    def note_missing(self, char: str, shown: str) -> None:
        """Remember that the line being set has `shown` for `char`."""
        self._missing.setdefault((char, shown), set()).add(
            (self.page, "".join(token[0] for token in self._line))
        )

    @property
    def missing(self) -> tuple[Missing, ...]:
        """The characters no face holds, in the order they came."""
        found = []
        for (char, shown), places in self._missing.items():
            pages, lines = sorted({page for page, _ in places}), sorted({line for _, line in places})
            found.append(Missing(char, tuple(pages), tuple(lines), shown))
        return tuple(found)

    def codes(self, role: str, line: Sequence[str] = "") -> "FaceCodes":
        """The table token → (resource, code) of one role, to set `line` by."""
        self._line = line
        if role not in self._codes:
            self._codes[role] = FaceCodes(self, self.fonts.typeface(role))
        return self._codes[role]

    def show(
        self,
        x: float,
        y: float,
        text: Sequence[str],
        role: str,
        size: float,
        extras: Sequence[float] = (),
        *,
        weight: float = 0.0,
    ) -> str:
        """Operators that set characters or tokens with their baseline from (x, y) pt at `size` pt.

        `extras` are added after each, in pt; `weight` pt thicken every stroke.
        """
        if not text:
            return ""
        even = Counter(extras[:-1]).most_common(1)[0][0] if len(extras) > 1 else 0.0
        out = [f"BT 1 0 0 1 {number(x)} {number(y)} Tm"]
        if even:
            out.append(f"{number(even)} Tc")
        if weight:
            out.append(f"2 Tr {number(weight)} w")
        self._pieces(out, text, role, size, extras, even)
        if weight:
            out.append("0 Tr")
        if even:
            out.append("0 Tc")
        out.append("ET")
        return " ".join(out)

    def _pieces(
        self,
        out: list[str],
        text: Sequence[str],
        role: str,
        size: float,
        extras: Sequence[float],
        even: float,
    ) -> None:
        """Append the text, changing font where the fallback does; what differs from `even` stands in TJ."""
        codes, font = self.codes(role, text), ""
        array: list[str] = []
        shown: list[str] = []

        def flush() -> None:
            if shown:
                array.append(f"<{''.join(shown)}>")
                shown.clear()
            if array:
                out.append(f"{array[0]} Tj" if len(array) == 1 else f"[{' '.join(array)}] TJ")
                array.clear()

        last = len(text) - 1
        for place, (resource, code) in enumerate(map(codes.__getitem__, text)):
            if resource != font:
                flush()
                out.append(f"/{resource} {number(size)} Tf")
                font = resource
            shown.append(code)
            if extras and place < last and abs(more := extras[place] - even) > 1e-4:
                array += (f"<{''.join(shown)}>", number(-more / size * 1000))
                shown.clear()
        flush()


class EmbeddedTextFlowable(Flowable):
    """A flowable that writes with the Ink of the canvas it is put on."""

    canv: Any  # set by ReportLab while the flowable is measured, split or drawn
    _frame: Any

    @property
    def embedder(self) -> FontEmbedder:
        """The fonts of the document in the making."""
        embedder: FontEmbedder = self.canv.embedder
        return embedder

    def put(self, operators: str) -> None:
        """Append operators to the page: what sets the state of the pen, draws nothing."""
        self.canv._code.append(operators)

    def put_content(self, element: Element, operators: str) -> None:
        """Append what draws a piece of content of `element`."""
        self.put(f"{self.embedder.structure.begin(element)}\n{operators}\n{END}")

    def put_artifact(self, operators: str) -> None:
        """Append what draws no content: rules, frames, what is said again."""
        self.put(f"{ARTIFACT}\n{operators}\n{END}")
