"""Fonts as an office may have them, made out of ours: other names, other Latin, a mark on every character."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTCollection, TTFont, newTable
from fontTools.ttLib.scaleUpem import scale_upem

from tests.printing.type.conftest import RESOURCES

TEXT = "会议决定，同意接收该同志为中共预备党员。应到46人，实到37人；赞成37票，反对0票，弃权0票。"


def made_font(
    names: Iterable[tuple[str, int]] = (("仿宋_GB2312", 0x804), ("FangSong_GB2312", 0x409)),
    *,
    kind: int = 8,
    units: int = 256,
    source: str = "fang",
    chars: str = TEXT,
) -> Any:
    """A font with the ``chars`` of ours drawn lower, Latin letters and digits wider, in other units."""
    font = TTFont(RESOURCES / "fonts" / f"wj-{source}.ttf", recalcTimestamp=False)
    options = Options()
    options.notdef_outline = True
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=sorted(set(map(ord, chars))))
    subsetter.subset(font)
    glyphs, cmap = font.getGlyphSet(), font.getBestCmap()
    for point, name in cmap.items():
        pen = TTGlyphPen(None)
        glyphs[name].draw(TransformPen(pen, (1, 0, 0, 0.5, 0, 0)))
        font["glyf"][name] = pen.glyph()
        if point < 0x80:
            font["hmtx"][name] = (font["hmtx"][name][0] + 100, font["hmtx"][name][1])
    scale_upem(font, units)
    font["OS/2"].fsType = kind
    table = font["name"]
    table.names = []
    for name, language in names:
        for number in (1, 4, 6):
            table.setName(name if number < 6 or name.isascii() else "Made", number, 3, 1, language)
    if table.getName(6, 3, 1, 0x409) is None:
        table.setName("Made", 6, 3, 1, 0x409)
    font["PADD"] = newTable("PADD")
    font["PADD"].data = bytes(600_000)  # as large as what is taken for a Chinese font
    return font


def put(font: Any, path: Path) -> Path:
    """The font as a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    font.save(path)
    return path


def put_together(fonts: list[Any], path: Path) -> Path:
    """Several fonts as one .ttc."""
    collection = TTCollection()
    collection.fonts = fonts
    collection.save(path)
    return path
