"""A TrueType file with one glyph a code, as wide as the paper sets it: PDF/A asks this of embedded faces."""

import struct
from collections.abc import Sequence
from typing import Any

from reportlab.pdfbase.ttfonts import TTFontMaker

_KEPT = ("cvt ", "fpgm", "prep")
_GLYPHS, _LONG_PLACES, _METRICS = (4, ">H"), (50, ">H"), (34, ">H")
_WORDS, _SCALE, _MORE, _TWO_SCALES, _FOUR_SCALES, _ITS_METRICS = 0x1, 0x8, 0x20, 0x40, 0x80, 0x200


def font_subset(file: Any, glyphs: Sequence[tuple[int, float]]) -> bytes:
    """The ``glyphs`` (number, advance in 1/1000 em) of ``file``, as ReportLab reads it, numbered from 1.

    A glyph may come several times. Parts of composed glyphs follow them. The tables are those a composite
    font in a PDF needs.
    """
    outlines = file.get_table("glyf")
    places, metrics, unit = file.glyphPos, file.hmetrics, file.unitsPerEm / 1000
    wanted = [(0, metrics[0][0]), *((glyph, round(advance * unit)) for glyph, advance in glyphs)]
    parts: dict[int, int] = {}
    data, sides, starts, at, count = [], [], [0], 0, 0
    while count < len(wanted):
        glyph, advance = wanted[count]
        count += 1
        outline = outlines[places[glyph] : places[glyph + 1]]
        if outline[:1] >= b"\x80":  # a negative number of contours
            outline = _composed(outline, wanted, parts)
        outline += bytes(-len(outline) % 4)
        data.append(outline)
        at += len(outline)
        starts.append(at)
        sides.append(struct.pack(">HH", advance, metrics[glyph][1]))
    made = TTFontMaker()
    for tag in _KEPT:
        if tag in file.table:
            made.add(tag, file.get_table(tag))
    made.add("glyf", b"".join(data))
    made.add("loca", struct.pack(f">{len(starts)}I", *starts))
    made.add("hmtx", b"".join(sides))
    made.add("head", _written(file.get_table("head"), _LONG_PLACES, 1))
    made.add("hhea", _written(file.get_table("hhea"), _METRICS, count))
    made.add("maxp", _written(file.get_table("maxp"), _GLYPHS, count))
    return bytes(made.makeStream())


def _written(table: bytes, place: tuple[int, str], value: int) -> bytes:
    changed = bytearray(table)
    struct.pack_into(place[1], changed, place[0], value)
    return bytes(changed)


def _composed(outline: bytes, wanted: list[tuple[int, int]], parts: dict[int, int]) -> bytes:
    """A composed glyph that names its parts by their new numbers; parts that are new are wanted too."""
    changed, at, flags = bytearray(outline), 10, _MORE
    while flags & _MORE:
        flags, part = struct.unpack_from(">HH", changed, at)
        if part not in parts:
            parts[part] = len(wanted)
            wanted.append((part, 0))  # never shown by itself; ReportLab mixes the units of some advances
        struct.pack_into(">HH", changed, at, flags & ~_ITS_METRICS, parts[part])
        at += 8 if flags & _WORDS else 6
        at += 2 if flags & _SCALE else 4 if flags & _TWO_SCALES else 8 if flags & _FOUR_SCALES else 0
    return bytes(changed)
