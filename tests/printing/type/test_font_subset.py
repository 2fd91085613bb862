"""The face in a document draws what the whole one draws, as wide as it is told, whole or composed."""

import io
from pathlib import Path

from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph, GlyphComponent

from desktop_app.printing.type.faces import Face
from tests.printing.type.conftest import RESOURCES
from tests.printing.type.made_fonts import made_font, put

ITS_METRICS = 0x200


def drawn(font: TTFont, name: str) -> list[tuple[str, object]]:
    """The outline of a glyph, its parts taken apart."""
    glyphs = font.getGlyphSet()
    pen = DecomposingRecordingPen(glyphs)
    glyphs[name].draw(pen)
    return pen.value


def test_every_place_has_its_own_glyph_of_the_width_it_is_told() -> None:
    path = RESOURCES / "fonts" / "wj-kai.ttf"
    whole = TTFont(path)
    places = [(ord("，"), 1000.0), (ord("，"), 500.0), (ord("党"), 1250.0), (ord(" "), 250.0)]
    made = TTFont(io.BytesIO(Face(path).subset(places)))
    order, unit = made.getGlyphOrder(), made["head"].unitsPerEm
    assert len(order) == 1 + len(places)
    for name, (code, advance) in zip(order[1:], places, strict=True):
        assert made["hmtx"][name][0] == round(advance * unit / 1000)
        assert drawn(made, name) == drawn(whole, whole.getBestCmap()[code])


def test_a_composed_glyph_brings_its_parts_and_keeps_the_width_it_is_told(tmp_path: Path) -> None:
    font = made_font(chars="会议党")
    cmap = font.getBestCmap()
    composed = Glyph()
    composed.numberOfContours = -1
    composed.components = []
    for name, x in ((cmap[ord("会")], 0), (cmap[ord("议")], 40)):
        part = GlyphComponent()
        part.glyphName, part.x, part.y, part.flags = name, x, -30, ITS_METRICS
        composed.components.append(part)
    font["glyf"][cmap[ord("党")]] = composed
    path = put(font, tmp_path / "composed.ttf")
    whole = TTFont(path)
    made = TTFont(
        io.BytesIO(Face(path).subset([(ord("党"), 750.0), (ord("议"), 1000.0), (ord("党"), 1000.0)]))
    )
    order = made.getGlyphOrder()
    told = drawn(whole, whole.getBestCmap()[ord("党")])
    assert told
    assert drawn(made, order[1]) == drawn(made, order[3]) == told
    assert [made["hmtx"][name][0] for name in order[1:4]] == [192, 256, 256]
    assert not any(part.flags & ITS_METRICS for part in made["glyf"][order[1]].components)
