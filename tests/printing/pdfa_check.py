"""PDF/A-2u (ISO 19005-2) as far as papers of this program touch it, by the numbers of veraPDF's profile.

`faults(bytes)` gives (rule, what is wrong) of PDF/A-2u, PDF/UA-1 and the house: no day, nothing attached.
"""

import io
import re
import struct
from collections.abc import Iterator, Sequence
from typing import Any
from xml.etree import ElementTree

import pikepdf
from fontTools.ttLib import TTFont

from tests.printing.pdf_content import PageContent, read_page
from tests.printing.pdfua_check import Found, faults_of_access

_OBJECT = re.compile(rb"(\d+) (\d+) obj\n")
_LENGTH = re.compile(rb"/Length (\d+)")
_FILTERS = frozenset(
    f"/{one}Decode"
    for one in ("ASCIIHex", "ASCII85", "Flate", "RunLength", "CCITTFax", "JBIG2", "DCT", "JPX")
)
_NAMES = """
    /Launch /Sound /Movie /ResetForm /ImportData /Hide /SetOCGState /Rendition /Trans /GoTo3DView /JavaScript
"""
_ACTIONS = frozenset(_NAMES.split())
_BLENDS = frozenset(["/Normal", "/Compatible"])
_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_DC, _PDF = "{http://purl.org/dc/elements/1.1/}", "{http://ns.adobe.com/pdf/1.3/}"
_XMP, _PDFA = "{http://ns.adobe.com/xap/1.0/}", "{http://www.aiim.org/pdfa/ns/id/}"
_PDFUA = "{http://www.aiim.org/pdfua/ns/id/}"
_EXTENSION, _SCHEMA = "{http://www.aiim.org/pdfa/ns/extension/}", "{http://www.aiim.org/pdfa/ns/schema#}"
_PROPERTY = "{http://www.aiim.org/pdfa/ns/property#}"
# Properties of schemas PDF/A knows beforehand; others have to be described in the file.
_KNOWN = (
    {_DC + one for one in ("format", "title", "creator", "description", "language", "subject", "rights")}
    | {_PDF + one for one in ("Producer", "Keywords", "PDFVersion", "Trapped")}
    | {_XMP + one for one in ("CreatorTool", "CreateDate", "ModifyDate", "MetadataDate")}
    | {_PDFA + one for one in ("part", "conformance", "amd", "corr")}
    | {_EXTENSION + "schemas"}
)
_MOST_INTEGER, _LONGEST_STRING, _LONGEST_NAME, _DEEPEST = 2**31 - 1, 32767, 127, 28


def faults(data: bytes) -> list[Found]:
    """Everything found against the standards, in the order it was looked for."""
    found = list(_faults_of_bytes(data))
    with pikepdf.open(io.BytesIO(data)) as pdf:
        found += [("syntax", one) for one in pdf.check_pdf_syntax()]
        pages = [read_page(page) for page in pdf.pages]
        found += _faults_of_objects(pdf)
        found += _faults_of_catalog(pdf)
        found += _faults_of_pages(pdf, pages)
        found += _faults_of_colours(pdf, pages)
        found += _faults_of_metadata(pdf)
        for font, codes in _fonts(pages):
            found += _faults_of_font(font, codes)
        found += faults_of_access(pdf, pages)
    return found


def _faults_of_bytes(data: bytes) -> Iterator[Found]:
    """The file as it lies: its head, its end, every object between."""
    head = re.match(rb"%PDF-1\.[0-7]\n%([^\n]*)\n", data)
    if head is None:
        yield "6.1.2-1", "the file does not begin with %PDF-1.n"
        return
    if sum(byte > 127 for byte in head[1][:4]) < 4:
        yield "6.1.2-2", "no four bytes tell that the file is binary"
    if not re.search(rb"%%EOF\r?\n?\Z", data):
        yield "6.1.3-3", "something follows the end"
    at = head.end()
    while (begun := _OBJECT.match(data, at)) is not None:
        end = data.find(b"endobj\n", begun.end())
        stream = data.find(b"stream\n", begun.end(), end)
        if stream >= 0:
            told = _LENGTH.search(data, begun.end(), stream)
            after = stream + len(b"stream\n") + int(told[1] if told else 0)
            if not data.startswith((b"\nendstream", b"endstream"), after):
                yield "6.1.7-1", f"object {int(begun[1])}: the length is not that of the stream"
            elif not data.startswith(b"\n", after) and data[after - 1 : after] != b"\n":
                yield "6.1.7-2", f"object {int(begun[1])}: endstream begins no line"
            end = data.find(b"endobj\n", after)
        if end < 0 or data[end - 1 : end] != b"\n":
            yield "6.1.9-1", f"object {int(begun[1])}: endobj begins no line"
            return
        at = end + len(b"endobj\n")
    if not data.startswith((b"startxref\n", b"xref\n"), at):
        yield "6.1.9-1", f"no object begins at byte {at}"


def _faults_of_objects(pdf: pikepdf.Pdf) -> Iterator[Found]:
    """Limits of values, filters, actions, whatever object they stand in."""
    seen = set[str]()
    for number, one in enumerate(pdf.objects, 1):
        for rule, words in _faults_of_value(one):
            if rule not in seen or rule.startswith("6.5"):
                seen.add(rule)
                yield rule, f"object {number}: {words}"


def _faults_of_value(value: Any) -> Iterator[Found]:
    if isinstance(value, bool) or value is None:
        return
    if isinstance(value, int):
        if abs(value) > _MOST_INTEGER:
            yield "6.1.13-1", f"the number {value}"
    elif isinstance(value, pikepdf.String):
        if len(bytes(value)) >= _LONGEST_STRING:
            yield "6.1.13-3", f"a string of {len(bytes(value))} bytes"
    elif isinstance(value, pikepdf.Name):
        if len(str(value).encode()) > _LONGEST_NAME + 1:
            yield "6.1.13-4", f"a name of {len(str(value))} characters"
    elif isinstance(value, pikepdf.Array):
        for one in value:
            if not getattr(one, "is_indirect", False):
                yield from _faults_of_value(one)
    elif isinstance(value, pikepdf.Dictionary | pikepdf.Stream):
        yield from _faults_of_dictionary(value)


def _faults_of_dictionary(value: Any) -> Iterator[Found]:
    keys = set(value.keys())
    if isinstance(value, pikepdf.Stream):
        yield from _faults_of_stream(value, keys)
    if str(value.get("/S")) in _ACTIONS or "/JS" in keys:
        yield "6.5.1", f"the action {value.get('/S')}"
    if "/AA" in keys:
        yield "6.5.2", "something happens by itself"
    if keys & {"/TR", "/HTP"} and value.get("/Type") == "/ExtGState":
        yield "6.2.5", "a transfer function"
    if (
        ("/BM" in keys and str(value["/BM"]) not in _BLENDS)
        or "/SMask" in keys
        or float(value.get("/ca", 1)) < 1
    ):
        yield "6.2.10", "something shows through"
    if "/EF" in keys:
        yield "6.8", "a file is attached"
    for key in keys:
        if not getattr(value[key], "is_indirect", False):
            yield from _faults_of_value(value[key])


def _faults_of_stream(value: pikepdf.Stream, keys: set[str]) -> Iterator[Found]:
    if keys & {"/F", "/FFilter", "/FDecodeParms"}:
        yield "6.1.7-3", "the stream lies in another file"
    filters = value.get("/Filter", pikepdf.Array())
    for one in filters if isinstance(filters, pikepdf.Array) else [filters]:
        if str(one) not in _FILTERS:
            yield "6.1.7-4", f"the filter {one}"
    kind = value.get("/Subtype")
    if kind == "/Image" and (keys & {"/Alternates", "/OPI"} or value.get("/Interpolate", False)):
        yield "6.2.8", "an image with alternates, or smoothed"
    if kind == "/PS" or keys & {"/PS", "/Ref", "/OPI"}:
        yield "6.2.9", "PostScript, or a part of another file"


def _faults_of_catalog(pdf: pikepdf.Pdf) -> Iterator[Found]:
    if "/ID" not in pdf.trailer or len(bytes(pdf.trailer.ID[0])) != 16:
        yield "6.1.3-1", "the file has no identifier"
    if pdf.is_encrypted:
        yield "6.1.3-2", "the file is encrypted"
    root = pdf.Root
    names = root.get("/Names", pikepdf.Dictionary())
    if "/EmbeddedFiles" in names or "/AF" in root:
        yield "6.8", "a file is attached"
    if "/JavaScript" in names:
        yield "6.5.1", "there is JavaScript"
    if "/OCProperties" in root:
        yield "6.9", "there are layers"
    if "/AlternatePresentations" in names:
        yield "6.10", "there is another presentation"
    if "/Requirements" in root:
        yield "6.11", "there are requirements"
    if "/AcroForm" in root:
        yield "6.4", "there is a form to be filled in"
    for key in ("/CreationDate", "/ModDate"):
        if key in pdf.docinfo:
            yield "day", f"{key} tells when it was made"


def _faults_of_pages(pdf: pikepdf.Pdf, pages: Sequence[PageContent]) -> Iterator[Found]:
    for number, (page, content) in enumerate(zip(pdf.pages, pages, strict=True), 1):
        left, bottom, right, top = (float(one) for one in page.mediabox)
        if not (3 <= right - left <= 14400 and 3 <= top - bottom <= 14400):
            yield "6.1.13-11", f"page {number} is too small or too large"
        if content.unknown:
            yield "6.2.2-1", f"page {number}: unknown {' '.join(sorted(content.unknown))}"
        if "/Resources" not in page.obj:
            yield "6.2.2-2", f"page {number} has no resources of its own"
        if content.depth > _DEEPEST:
            yield "6.1.13-8", f"page {number}: q {content.depth} deep"
        if content.unbalanced:
            yield "balance", f"page {number}: what is begun is not ended"
        for one in page.obj.get("/Annots", []):
            flags = int(one.get("/F", 0))
            if not flags & 4 or flags & 0b100011:
                yield "6.3.2", f"page {number}: an annotation that is not printed"
        if "/PresSteps" in page.obj:
            yield "6.10", f"page {number} is shown in steps"


def _faults_of_colours(pdf: pikepdf.Pdf, pages: Sequence[PageContent]) -> Iterator[Found]:
    intents = [one for one in pdf.Root.get("/OutputIntents", []) if one.get("/S") == "/GTS_PDFA1"]
    profile = intents[0].DestOutputProfile.read_bytes() if intents else b""
    if intents and (profile[12:16] not in (b"mntr", b"prtr") or profile[36:40] != b"acsp" or profile[8] >= 5):
        yield "6.2.3-1", "the profile of the colours is none"
    if intents and struct.unpack(">I", profile[:4])[0] != len(profile):
        yield "6.2.3-1", "the profile of the colours is cut"
    space = profile[16:20].decode("ascii", "replace").strip()
    used = set().union(*(page.colours for page in pages))
    if "RGB" in used and space != "RGB":
        yield "6.2.4.3-2", "colours of a screen nobody tells of"
    if "CMYK" in used and space != "CMYK":
        yield "6.2.4.3-3", "colours of a press nobody tells of"
    if not intents:  # black is drawn without being asked for
        yield "6.2.4.3-4", "greys nobody tells of"


def _faults_of_metadata(pdf: pikepdf.Pdf) -> Iterator[Found]:
    if "/Metadata" not in pdf.Root:
        yield "6.6.2.1-1", "the document does not tell of itself"
        return
    packet = pdf.Root.Metadata.read_bytes()
    head = packet.split(b"?>")[0]
    if b"bytes=" in head or b"encoding=" in head:
        yield "6.6.2.1-2", "the packet tells its bytes or encoding"
    try:
        told = ElementTree.fromstring(packet)
    except ElementTree.ParseError as error:
        yield "6.6.2.1-4", f"the packet is no XML: {error}"
        return
    values = {one.tag: one for part in told.iter(f"{_RDF}Description") for one in part}
    described = {
        (schema.findtext(f"{_SCHEMA}namespaceURI"), one.text)
        for schema in told.iter(f"{_RDF}li")
        for one in schema.iter(f"{_PROPERTY}name")
    }
    for tag in values.keys() - _KNOWN:
        space, _, name = tag[1:].partition("}")
        if (space, name) not in described:
            yield "6.6.2.3.1-1", f"{name} is described nowhere"
    if _text(values, f"{_PDFA}part") != "2" or _text(values, f"{_PDFA}conformance") not in ("A", "U"):
        yield "6.6.4-1", "the document is not said to be PDF/A-2u"
    if _text(values, f"{_PDFUA}part") != "1":
        yield "5-1", "the document is not said to be PDF/UA-1"
    title = " ".join(values[f"{_DC}title"].itertext()).strip() if f"{_DC}title" in values else ""
    if not title:
        yield "7.1-9", "the document has no title"
    if title and "/Title" in pdf.docinfo and title != str(pdf.docinfo["/Title"]).strip():
        yield "title", f"two titles: {title}, {pdf.docinfo['/Title']}"
    if any("Date" in tag for tag in values):
        yield "day", "the packet tells when it was made"


def _text(values: dict[str, ElementTree.Element], tag: str) -> str:
    return (values[tag].text or "") if tag in values else ""


def _fonts(pages: Sequence[PageContent]) -> Iterator[tuple[Any, set[int]]]:
    """Every font of the document and the codes it is used for."""
    fonts, codes = dict[tuple[int, int], Any](), dict[tuple[int, int], set[int]]()
    for page in pages:
        fonts |= page.fonts
        for key, used in page.glyphs.items():
            codes.setdefault(key, set()).update(used)
    return ((font, codes.get(key, set())) for key, font in fonts.items())


def _faults_of_font(font: Any, codes: set[int]) -> Iterator[Found]:
    name = str(font.get("/BaseFont", "?"))
    if font.get("/Type") != "/Font" or font.get("/Subtype") != "/Type0" or "/BaseFont" not in font:
        yield "6.2.11.2", f"{name} is no font of this program"
        return
    if font.get("/Encoding") != "/Identity-H":
        yield "6.2.11.3-1", f"{name} has another encoding"
    below = font.DescendantFonts[0]
    if below.get("/CIDToGIDMap") != "/Identity":
        yield "6.2.11.3-2", f"{name} does not map its codes to glyphs"
    described = below.FontDescriptor
    if described.get("/FontName") != font.BaseFont or not re.match(r"/[A-Z]{6}\+", name):
        yield "6.2.11.2-3", f"{name} has two names, or no tag of a subset"
    if "/FontFile2" not in described:
        yield "6.2.11.4.1-1", f"{name} is not embedded"
    else:
        yield from _faults_of_glyphs(name, below, described.FontFile2.read_bytes(), codes)
    if "/ToUnicode" not in font:
        yield "6.2.11.7.2-1", f"{name} does not tell its characters"
        return
    characters = unicode_map(font.ToUnicode.read_bytes())
    if missing := sorted(codes - characters.keys()):
        yield "6.2.11.7.2-1", f"{name} does not tell the characters of {missing[:5]}"
    for code in sorted(codes & characters.keys()):
        if any(char in "\0\ufeff\ufffe" or "\ud800" <= char <= "\udfff" for char in characters[code]):
            yield "6.2.11.7.2-2", f"{name}: {code} is told to be {characters[code]!a}"


def _faults_of_glyphs(name: str, font: Any, program: bytes, codes: set[int]) -> Iterator[Found]:
    face = TTFont(io.BytesIO(program))
    metrics, order, unit = face["hmtx"].metrics, face.getGlyphOrder(), face["head"].unitsPerEm
    widths = _widths(font.get("/W", pikepdf.Array()))
    usual = float(font.get("/DW", 1000))
    for code in sorted(codes):
        if code == 0:
            yield "6.2.11.8-1", f"{name} shows what it has no glyph for"
        elif code >= len(order):
            yield "6.2.11.4.1-2", f"{name} has no glyph {code}"
        elif abs(metrics[order[code]][0] * 1000 / unit - widths.get(code, usual)) > 1:
            yield "6.2.11.5-1", f"{name}: glyph {code} is not as wide as told"


def _widths(told: Any) -> dict[int, float]:
    out, items, at = dict[int, float](), list(told), 0
    while at < len(items):
        first = int(items[at])
        if isinstance(items[at + 1], pikepdf.Array):
            out |= {first + place: float(one) for place, one in enumerate(items[at + 1])}
            at += 2
        else:
            out |= dict.fromkeys(range(first, int(items[at + 1]) + 1), float(items[at + 2]))
            at += 3
    return out


def unicode_map(program: bytes) -> dict[int, str]:
    """Code → characters of a ToUnicode program."""
    pairs = re.findall(rb"^<([0-9A-F]{4})> <([0-9A-F]*)>$", program, re.M)
    return {
        int(code, 16): bytes.fromhex(chars.decode()).decode("utf-16-be", "surrogatepass")
        for code, chars in pairs
    }
