"""Build the typefaces under resources/fonts from packages of npm and Debian; two runs give the same bytes.

    python packaging/build_fonts.py [--sources DIR] [--out DIR]

`DIR` keeps the packages between runs; what it lacks is fetched with `npm pack` and `apt-get download`.
Needs fonttools, npm, apt-get and dpkg-deb. No part of the program runs this: its product is committed.

What is done to each source, as the licences ask us to say: characters are cut to the sets below, hinting
and layout tables are dropped, names are changed to "WJ …" (OFL 1.1 condition 3), the em dash is widened to
one em so that 破折号 joins, the middle dot is given half an em (GB/T 15834—2011), curly quotes of the Kai
face are left to the Song face, ☐ ☑ ☒ are put together from other signs, the PostScript outlines of FandolFang
become quadratic ones, its ￥, which showed a dollar, is drawn from its ¥, and its ™ is left to the Song face.
The two rare faces are scaled to 1000 units.
"""

import argparse
import bz2
import gzip
import hashlib
import json
import re
import shutil
import subprocess
import sys
import tarfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.ttLib.scaleUpem import scale_upem

ROOT = Path(__file__).resolve().parent.parent
CHARACTERS = ROOT / "resources" / "characters" / "tgh8105.txt"
EPOCH = 3_849_984_000  # seconds since 1904: a fixed stamp, so that the same sources give the same bytes
EM = 1000
# Said in every face, as the Arphic Public License asks: how and when it was changed.
CHANGED = (
    "Changed in November 2026 by packaging/build_fonts.py of 支部台账: cut to some characters, renamed, "
    "hinting and layout tables dropped, a few signs redrawn."
)
CURVE_TOLERANCE = 1.0  # units of 1000 between the cubic outline and its quadratic stand-in


@dataclass(frozen=True)
class Package:
    """One source package: how it is fetched, its file, the sha256 it must have."""

    kind: str
    name: str
    version: str
    file: str
    sha256: str


SERIF = Package(
    "npm",
    "@expo-google-fonts/noto-serif-sc",
    "0.4.3",
    "expo-google-fonts-noto-serif-sc-0.4.3.tgz",
    "ff6bcf5ba68d92dfecc05544bb150f9e724741a932354a0dd97e7289c40a3f5e",
)
SANS = Package(
    "npm",
    "@expo-google-fonts/noto-sans-sc",
    "0.4.3",
    "expo-google-fonts-noto-sans-sc-0.4.3.tgz",
    "0d69d0f4971d2ff574e3d93cbc218dc950bf3f3f8f8e2c008d97687ed53aee59",
)
WENKAI = Package(
    "deb",
    "fonts-lxgw-wenkai",
    "1.250+repack-1",
    "fonts-lxgw-wenkai_1.250+repack-1_all.deb",
    "6d1e4c4aac78ad32062aefa2c836ee4d6e58f9dcf8b3f4407c9eefe304615318",
)
FANDOL = Package(
    "deb",
    "texlive-lang-chinese",
    "2022.20230122-1",
    "texlive-lang-chinese_2022.20230122-1_all.deb",
    "9cfa07bd44e7b9098e26f0ecac1b5ad210d2249d474c8074d53de92d650b0ec0",
)
HANAZONO = Package(
    "deb",
    "fonts-hanazono",
    "20170904-2.1",
    "fonts-hanazono_20170904-2.1_all.deb",
    "a6943366b4f5a6cec34221f8b4eb22555a628f0ee6ef4e3d3401cabe9363aeae",
)
BABELSTONE = Package(
    "deb",
    "fonts-babelstone-han",
    "15.0.5-2",
    "fonts-babelstone-han_15.0.5-2_all.deb",
    "c7b7f9b5b78ad14c94d7e6d2b103307a7a643844c7db856fb97611d9d8a80589",
)
UNICODE = Package(
    "deb",
    "unicode-data",
    "15.0.0-1",
    "unicode-data_15.0.0-1_all.deb",
    "5efef23bbb1c6a133ecbdd63a2cfa07159ccacf5466a49e2426101c5ecd691fc",
)
PACKAGES = (SERIF, SANS, WENKAI, FANDOL, HANAZONO, BABELSTONE, UNICODE)
UNIHAN = "usr/share/unicode"
FANDOL_OTF = "usr/share/texlive/texmf-dist/fonts/opentype/public/fandol/FandolFang-Regular.otf"
FANDOL_DOC = "usr/share/doc/texlive-doc/fonts/fandol"
WENKAI_TTF = "usr/share/fonts/truetype/lxgw-wenkai/LXGWWenKai-Regular.ttf"


@dataclass(frozen=True)
class Product:
    """One face to build: file, family, style name, weight class, source file, licence, set of characters."""

    file: str
    family: str
    style: str
    weight: int
    package: Package
    path: str
    licence: str
    charset: str


OFL = "OFL-1.1"
PRODUCTS = (
    Product(
        "wj-song.ttf",
        "WJ Song",
        "Regular",
        400,
        SERIF,
        "package/400Regular/NotoSerifSC_400Regular.ttf",
        OFL,
        "wide",
    ),
    Product(
        "wj-title.ttf",
        "WJ Title",
        "Regular",
        700,
        SERIF,
        "package/700Bold/NotoSerifSC_700Bold.ttf",
        OFL,
        "common",
    ),
    Product(
        "wj-hei.ttf",
        "WJ Hei",
        "Regular",
        500,
        SANS,
        "package/500Medium/NotoSansSC_500Medium.ttf",
        OFL,
        "common",
    ),
    Product(
        "wj-ui.ttf",
        "WJ UI",
        "Regular",
        400,
        SANS,
        "package/400Regular/NotoSansSC_400Regular.ttf",
        OFL,
        "common",
    ),
    Product(
        "wj-uib.ttf",
        "WJ UI",
        "Bold",
        700,
        SANS,
        "package/600SemiBold/NotoSansSC_600SemiBold.ttf",
        OFL,
        "common",
    ),
    Product("wj-kai.ttf", "WJ Kai", "Regular", 400, WENKAI, WENKAI_TTF, OFL, "kai"),
    Product(
        "wj-fang.ttf",
        "WJ Fang",
        "Regular",
        400,
        FANDOL,
        FANDOL_OTF,
        "GPL-3.0-only with the GPL font exception",
        "common, redrawn",
    ),
    Product(
        "wj-fangx.ttf",
        "WJ FangX",
        "Regular",
        200,
        SERIF,
        "package/200ExtraLight/NotoSerifSC_200ExtraLight.ttf",
        OFL,
        "what WJ Fang lacks",
    ),
)
RARE_PRODUCTS = (
    Product(
        "wj-rare.ttf",
        "WJ Rare",
        "Regular",
        400,
        HANAZONO,
        "usr/share/fonts/truetype/hanazono/HanaMinB.ttf",
        "Hanazono Font License or OFL-1.1",
        "rare",
    ),
    Product(
        "wj-rareg.ttf",
        "WJ Rare G",
        "Regular",
        400,
        BABELSTONE,
        "usr/share/fonts/truetype/babelstone/BabelStoneHan.ttf",
        "Arphic Public License",
        "rare, what WJ Rare lacks",
    ),
)
FANGX_SCALE = 0.96  # a light Song a little smaller sits best among the thin strokes of 仿宋

SYMBOL_BLOCKS = (
    "0020-007E 00A0-017F 01CD-01DC 0251-0251 0261-0261 02C6-02DD 0391-03C9 0401-0451 1E3F-1E3F "
    "2010-203B 20AC-20AC 2100-22FF 2312-2312 2460-24FF 2500-27BF 2B05-2B07 3000-303F 3041-30FF "
    "3105-312F 3200-33FF FE10-FE6B FF01-FF60 FFE0-FFE6 "
)
HAN_BLOCKS = "3400-4DBF 4E00-9FFF F900-FAFF 20000-323AF"
FANG_LEAVES_OUT = "™"  # drawn too small to be seen
KAI_LEAVES_OUT = "“”‘’—…·"  # half-width there; the Song face has the Chinese forms


def gb2312() -> set[int]:
    """Code points of GB 2312—80: 6763 characters and the symbols of rows 1 to 9."""
    points = set()
    for row in range(0xA1, 0xF8):
        for cell in range(0xA1, 0xFF):
            try:
                points.add(ord(bytes((row, cell)).decode("gb2312")))
            except UnicodeDecodeError:  # an unassigned cell of the table
                continue
    return points


def in_blocks(blocks: str) -> set[int]:
    """All code points of inclusive ranges written in hexadecimal."""
    pairs = (block.split("-") for block in blocks.split())
    return {point for first, last in pairs for point in range(int(first, 16), int(last, 16) + 1)}


def tgh8105() -> set[int]:
    """Code points of 通用规范汉字表 (2013), from resources/characters/tgh8105.txt."""
    lines = CHARACTERS.read_text(encoding="utf-8").splitlines()
    return {ord(char) for line in lines if not line.startswith("#") for char in line}


# Sources of the PRC that only list what dictionaries of old and of the Zhuang language hold (UAX #38,
# kIRG_GSource); every other one is of papers of today: registers of people and places, telegraph, standards.
OLD_SOURCES = frozenset(("GKX", "GHZ", "GHZR", "GZ", "GZJW", "GPGLG", "G3", "G4"))
ALSO_RARE = "𱁬"  # asked for by name, of no source above
CJK_BLOCKS = "3400-4DBF 4E00-9FFF 20000-323AF"


def unihan(folder: Path, file: str) -> list[tuple[int, str, str]]:
    """(code point, property, value) of one file of the Unicode database."""
    text = bz2.decompress((folder / UNIHAN / f"{file}.txt.bz2").read_bytes()).decode("utf-8")
    lines = re.findall(r"^U\+([0-9A-F]+)\t(\w+)\t(.*)$", text, re.MULTILINE)
    return [(int(point, 16), name, value) for point, name, value in lines]


def rare_characters(folders: dict[str, Path]) -> set[int]:
    """What names, places and papers of today may hold beyond the Song face.

    Characters of a modern source, those with a simplified part, those of a dictionary of today or explained
    in English, those another face was drawn for (LXGW WenKai, made for names), and of the rest with a reading
    those that BabelStone Han, made for the PRC, was drawn for.
    """
    data, found, read = folders[UNICODE.name], set[int](), set[int]()
    for point, name, value in unihan(data, "Unihan_IRGSources"):
        modern = name == "kIRG_GSource" and value.partition("-")[0] not in OLD_SOURCES
        if modern or name == "kIICore" or (name == "kRSUnicode" and "'" in value):
            found.add(point)
    for point, name, _ in unihan(data, "Unihan_Variants"):
        if name == "kTraditionalVariant":
            found.add(point)
    for point, name, _ in unihan(data, "Unihan_Readings"):
        if name in ("kXHC1983", "kDefinition"):
            found.add(point)
        elif name in ("kMandarin", "kHanyuPinyin"):
            read.add(point)
    drawn = set(TTFont(folders[WENKAI.name] / WENKAI_TTF, lazy=True).getBestCmap())
    held = set(TTFont(folders[BABELSTONE.name] / RARE_PRODUCTS[1].path, lazy=True).getBestCmap())
    return (found | drawn | (read & held) | set(map(ord, ALSO_RARE))) & in_blocks(CJK_BLOCKS)


def sha256(path: Path) -> str:
    """Hex digest of one file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def fetch(package: Package, sources: Path) -> Path:
    """Give the unpacked folder of `package`, fetching it with its own client when `sources` lacks it.

    Stops with a sentence when the file is not the one this script was written for.
    """
    archive = sources / package.file
    if not archive.exists():
        if package.kind == "npm":
            client = ["npm", "pack", f"{package.name}@{package.version}"]
        else:
            client = ["apt-get", "download", f"{package.name}={package.version}"]
        subprocess.run(client, cwd=sources, check=True, stdout=subprocess.DEVNULL)
    if sha256(archive) != package.sha256:
        sys.exit(f"{archive.name}: not the file this script was written for (sha256 differs)")
    folder = sources / "unpacked" / package.name.replace("/", "_")
    if not folder.exists():
        folder.mkdir(parents=True)
        if package.kind == "npm":
            with tarfile.open(archive) as tar:
                tar.extractall(folder, filter="data")
        else:
            subprocess.run(["dpkg-deb", "-x", str(archive), str(folder)], check=True)
    return folder


def rename(font: Any, product: Product, notice: str) -> None:
    """Give the face its own name and keep the copyright line of its source, with fixed dates."""
    table = font["name"]
    table.names = []
    full = f"{product.family} {product.style}"
    text = {
        0: notice,
        1: product.family,
        2: product.style,
        3: f"{full};{product.package.version}",
        4: full,
        5: f"Version 1.0; from {product.package.name} {product.package.version}",
        6: full.replace(" ", "") if product.style == "Bold" else product.family.replace(" ", ""),
        10: CHANGED,
        13: product.licence,
    }
    for number, value in text.items():
        table.setName(value, number, 3, 1, 0x409)
    bold = product.style == "Bold"
    font["OS/2"].usWeightClass = product.weight
    font["OS/2"].fsType = 0
    font["OS/2"].fsSelection = (font["OS/2"].fsSelection & ~0x61) | (0x20 if bold else 0x40)
    font["head"].macStyle = 1 if bold else 0
    font["head"].created = font["head"].modified = EPOCH


def notice_of(font: Any) -> str:
    """The copyright line of a source font, on one line."""
    return " ".join(str(font["name"].getDebugName(0)).split())


def widen_dash(font: Any) -> None:
    """Stretch U+2014 to fill one em: the two halves of a Chinese 破折号 must meet."""
    name = font.getBestCmap().get(0x2014)
    if name is None:
        return
    width = font["hmtx"][name][0]
    glyph = font["glyf"][name]
    if width == EM and glyph.xMin <= 0 and glyph.xMax >= EM:
        return
    factor = EM / (glyph.xMax - glyph.xMin)
    pen = TTGlyphPen(None)
    font.getGlyphSet()[name].draw(TransformPen(pen, (factor, 0, 0, 1, -glyph.xMin * factor, 0)))
    font["glyf"][name] = pen.glyph()
    font["glyf"][name].recalcBounds(font["glyf"])
    font["hmtx"][name] = (EM, font["glyf"][name].xMin)


def half_dot(font: Any) -> None:
    """Give U+00B7 a glyph of its own, half an em wide: 间隔号 takes half a square (GB/T 15834—2011)."""
    in_square(font, 0x00B7, 0x00B7, EM // 2)


def in_square(font: Any, point: int, shown: int, width: int = EM) -> None:
    """Draw `point` by the glyph of `shown`, in the middle of `width` units."""
    name = font.getBestCmap().get(shown)
    if name is None:
        return
    glyph = font["glyf"][name]
    pen = TTGlyphPen(None)
    shift = width / 2 - (glyph.xMin + glyph.xMax) / 2
    font.getGlyphSet()[name].draw(TransformPen(pen, (1, 0, 0, 1, shift, 0)))
    add_glyph(font, f"wide{point:04X}", pen.glyph(), width, point)


def add_glyph(font: Any, name: str, glyph: Any, width: int, point: int) -> None:
    """Put a glyph at the end of the face, for `point`."""
    font.setGlyphOrder([*font.getGlyphOrder(), name])
    font["glyf"][name] = glyph
    font["glyf"][name].recalcBounds(font["glyf"])
    font["hmtx"][name] = (width, font["glyf"][name].xMin)
    for table in font["cmap"].tables:
        table.cmap[point] = name


def add_tick_boxes(font: Any) -> None:
    """Make ☐ ☑ ☒, which no source face has, from the □ √ × it has: forms of every office use them."""
    cmap, glyphs = font.getBestCmap(), font.getGlyphSet()
    box = cmap[0x25A1]
    for point, inner in ((0x2610, None), (0x2611, 0x221A), (0x2612, 0x00D7)):
        pen = TTGlyphPen(None)
        glyphs[box].draw(pen)
        if inner is not None:
            shape = font["glyf"][cmap[inner]]
            scale = 0.62 * EM / max(shape.xMax - shape.xMin, shape.yMax - shape.yMin)
            across, up = (shape.xMin + shape.xMax) / 2, (shape.yMin + shape.yMax) / 2
            frame = font["glyf"][box]
            move = (
                (frame.xMin + frame.xMax) / 2 - scale * across,
                (frame.yMin + frame.yMax) / 2 - scale * up,
            )
            glyphs[cmap[inner]].draw(TransformPen(pen, (scale, 0, 0, scale, *move)))
        add_glyph(font, f"box{point:04X}", pen.glyph(), EM, point)


def cut(source: Path, points: set[int], product: Product) -> Any:
    """Open `source`, keep only `points`, drop hinting and layout, name it after `product`."""
    font = TTFont(source, recalcTimestamp=False)
    notice = notice_of(font)
    options = Options()
    options.hinting = False
    options.layout_features = []
    options.notdef_outline = True
    options.glyph_names = False
    options.drop_tables += ["GSUB", "GPOS", "GDEF", "BASE", "vmtx", "vhea", "VORG", "DSIG", "STAT", "meta"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=sorted(points & set(font.getBestCmap())))
    subsetter.subset(font)
    if font["head"].unitsPerEm != EM:
        scale_upem(font, EM)
    widen_dash(font)
    if product.family != "WJ UI":  # on the screen · parts words, and wants room
        half_dot(font)
    if product.charset == "wide":
        add_tick_boxes(font)
    rename(font, product, notice)
    return font


def rebuild(source: Path, points: set[int], product: Product, scale: float) -> Any:
    """Draw the glyphs of `points` anew as quadratic outlines, scaled about the middle of the em square."""
    old = TTFont(source, recalcTimestamp=False)
    cmap = {point: name for point, name in sorted(old.getBestCmap().items()) if point in points}
    order = [".notdef", *sorted(set(cmap.values()) - {".notdef"})]
    shift = ((1 - scale) * EM / 2, (1 - scale) * 380)  # 380: middle between 880 and -120
    glyph_set = old.getGlyphSet()
    glyphs = {}
    for name in order:
        pen = TTGlyphPen(None)
        quadratic = Cu2QuPen(pen, CURVE_TOLERANCE, reverse_direction="CFF " in old)
        glyph_set[name].draw(TransformPen(quadratic, (scale, 0, 0, scale, *shift)))
        glyphs[name] = pen.glyph()
    builder = FontBuilder(EM, isTTF=True)
    builder.setupGlyphOrder(order)
    builder.setupCharacterMap(cmap)
    builder.setupGlyf(glyphs)
    table = builder.font["glyf"]
    metrics = {}
    for name in order:  # side bearings are read after the bounds are known, or every glyph shifts
        table[name].recalcBounds(table)
        metrics[name] = (old["hmtx"][name][0], getattr(table[name], "xMin", 0))
    builder.setupHorizontalMetrics(metrics)
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupOS2(sTypoAscender=880, sTypoDescender=-120, usWinAscent=1000, usWinDescent=250, fsType=0)
    builder.setupNameTable({"familyName": product.family, "styleName": product.style})
    builder.setupPost(keepGlyphNames=False)
    builder.font.recalcTimestamp = False
    rename(builder.font, product, notice_of(old))
    return builder.font


def build_rare(folders: dict[str, Path], song: set[int]) -> list[Any]:
    """Make the faces of what `song` lacks, the second of what the first does."""
    wanted, faces = rare_characters(folders) - song, []
    for product in RARE_PRODUCTS:
        face = cut(folders[product.package.name] / product.path, wanted, product)
        wanted -= set(face.getBestCmap())
        faces.append(face)
    return faces


def build(product: Product, folder: Path, fang: set[int]) -> Any:
    """Make one face; `fang` holds what WJ Fang has, for the face that fills its gaps."""
    source = folder / product.path
    common = tgh8105() | gb2312() | in_blocks(SYMBOL_BLOCKS)
    if product.charset == "common, redrawn":
        font = rebuild(source, (fang & common) - set(map(ord, FANG_LEAVES_OUT)), product, 1.0)
        half_dot(font)
        in_square(font, 0xFFE5, 0x00A5)
        return font
    if product.charset == "what WJ Fang lacks":
        return rebuild(source, (tgh8105() | gb2312()) - fang, product, FANGX_SCALE)
    if product.charset == "wide":
        return cut(source, common | in_blocks(HAN_BLOCKS), product)
    if product.charset == "kai":
        return cut(source, common - set(map(ord, KAI_LEAVES_OUT)), product)
    return cut(source, common, product)


def keep_licences(folders: dict[str, Path], out: Path) -> None:
    """Copy licence texts, the Fandol README and the original FandolFang beside the faces."""
    serif = (folders[SERIF.name] / "package" / "LICENSE_FONT").read_text(encoding="utf-8")
    sans = (folders[SANS.name] / "package" / "LICENSE_FONT").read_text(encoding="utf-8")
    body = sans[sans.index("-----") :]
    first_of = {product.package: folders[product.package.name] / product.path for product in PRODUCTS}
    notices = {package: notice_of(TTFont(path, lazy=True)) for package, path in first_of.items()}
    heads = [
        ("WJ Song, WJ Title, WJ FangX (from Noto Serif SC)", notices[SERIF], serif),
        ("WJ Hei, WJ UI (from Noto Sans SC)", notices[SANS], sans),
        ("WJ Kai (from LXGW WenKai)", notices[WENKAI] + " Reserved Font Names: 霞鹜, LXGW.", ""),
    ]
    lines = ["These faces are Modified Versions, renamed, under the SIL Open Font License, Version 1.1.", ""]
    for title, notice, licence in heads:
        first = licence.splitlines()[0].strip() if licence else ""
        lines += [
            title,
            *([f"  {first}"] if first and first.removeprefix("Copyright ") not in notice else []),
            f"  {notice}",
            "",
        ]
    (out / "OFL.txt").write_text("\n".join(lines) + "\n" + body.rstrip() + "\n", encoding="utf-8")
    for package, file, first in (
        (HANAZONO, "HANAZONO.txt", "License: Hanazono-Font-License"),
        (BABELSTONE, "ARPHICPL.TXT", "License: arphic-public-license"),
    ):
        told = (folders[package.name] / f"usr/share/doc/{package.name}/copyright").read_text(encoding="utf-8")
        part = told[told.index(f"\n\n{first}\n") :].lstrip("\n").partition("\n")[2].partition("\n\n")[0]
        plain = [line.removeprefix(" ").removeprefix(".") for line in part.splitlines()]
        (out / "rare" / file).write_text("\n".join(plain).strip("\n") + "\n", encoding="utf-8")
    fandol = folders[FANDOL.name]
    shutil.copyfile(fandol / FANDOL_OTF, out / "fandol" / "FandolFang-Regular.otf")
    readme = (fandol / FANDOL_DOC / "README").read_text(encoding="utf-8")
    (out / "fandol" / "README").write_text(readme.strip() + "\n", encoding="utf-8")
    with gzip.open(fandol / FANDOL_DOC / "COPYING.gz") as packed:
        (out / "fandol" / "COPYING").write_bytes(packed.read())


def main() -> None:
    """Fetch, build all faces, write licences and the manifest."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sources", type=Path, default=ROOT / "build" / "font-sources")
    parser.add_argument("--out", type=Path, default=ROOT / "resources" / "fonts")
    arguments = parser.parse_args()
    arguments.sources.mkdir(parents=True, exist_ok=True)
    for kept in ("fandol", "rare"):
        (arguments.out / kept).mkdir(parents=True, exist_ok=True)
    folders = {package.name: fetch(package, arguments.sources) for package in PACKAGES}
    fang = set(TTFont(folders[FANDOL.name] / FANDOL_OTF, lazy=True).getBestCmap())
    manifest, rare = [], list[Any]()
    for number, product in enumerate((*PRODUCTS, *RARE_PRODUCTS), 1):
        print(f"[{number}/{len(PRODUCTS) + len(RARE_PRODUCTS)}] {product.file}", flush=True)
        if product in PRODUCTS:
            font = build(product, folders[product.package.name], fang)
        else:
            song = TTFont(arguments.out / PRODUCTS[0].file, lazy=True).getBestCmap()
            rare = rare or build_rare(folders, set(song))
            font = rare.pop(0)
        target = arguments.out / product.file
        font.save(target, reorderTables=True)
        manifest.append(
            {
                "file": product.file,
                "family": product.family,
                "style": product.style,
                "sha256": sha256(target),
                "bytes": target.stat().st_size,
                "characters": len(font.getBestCmap()),
                "source": f"{product.package.name} {product.package.version} ({product.package.kind})",
                "source_file": product.path,
                "source_sha256": product.package.sha256,
                "licence": product.licence,
                "cut": product.charset,
            }
        )
    keep_licences(folders, arguments.out)
    text = json.dumps(manifest, ensure_ascii=False, indent=1)
    (arguments.out / "manifest.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
