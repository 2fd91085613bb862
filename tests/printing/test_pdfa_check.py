"""The check of PDF/A and PDF/UA finds each fault that is planted, and none in a paper as it is made."""

import io
import re
import struct
from collections.abc import Callable

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String
from PIL import Image
from reportlab.platypus import Flowable

from desktop_app.printing.type.faces import FontSet
from desktop_app.printing.type.forms import Cell, RuledForm, label
from desktop_app.printing.type.page import BODY, HEADING1, HEADING2, TITLE, compose, official_page
from desktop_app.printing.type.paragraph import Paragraph
from desktop_app.printing.type.placard import Panel, Placard, PlacardPicture, PlacardWords, Placed
from desktop_app.printing.type.ruled import Column, RuledSheet
from tests.printing.pdfa_check import faults
from tests.printing.type.conftest import *  # noqa: F403

WORDS = "会议决定，同意接收该同志为预备党员（试行）。应到46人，到会率93.48%；姓名：𬱖喆堃。"


def photo() -> bytes:
    """A small picture."""
    out = io.BytesIO()
    Image.new("RGB", (60, 80), (150, 90, 60)).save(out, "JPEG")
    return out.getvalue()


def story() -> list[Flowable]:
    """A paper with everything papers have."""
    sheet = RuledSheet(
        [Column("序号", 10), Column("姓名", group="人"), Column("说明", group="人")],
        [[str(n), "张三", WORDS] for n in range(9)],
        sums=[0],
    )
    form = RuledForm((1, 2, 1, 2), [[label("表决", 4)], [label("甲"), Cell("乙"), label("丙"), Cell("")]])
    marks = (
        Panel(0, 0, 40, 30, edge=1),
        PlacardPicture(photo, "张三", 2, 2, 15, 20),
        PlacardWords("先锋", 20, 5, 18, 20, 20),
    )
    return [
        Paragraph("纪要", TITLE),
        Paragraph("一、议题", HEADING1),
        Paragraph("（一）细则", HEADING2),
        Paragraph(WORDS * 3, BODY),
        Paragraph("1.第一件事", BODY),
        Paragraph("2.第二件事", BODY),
        sheet,
        form,
        Placard(40, 30, [Placed(0, 0, marks)]),
    ]


@pytest.fixture(scope="module")
def paper(fonts: FontSet) -> bytes:
    return compose(story(), official_page(), fonts, title="纪要", author="某支部", subject="7QK2").pdf


def rules(data: bytes) -> set[str]:
    """The rules a file breaks."""
    return {rule for rule, _ in faults(data)}


def test_a_paper_as_it_is_made_has_no_fault(paper: bytes) -> None:
    assert faults(paper) == []


BYTES: dict[str, Callable[[bytes], bytes]] = {
    "6.1.2-1": lambda data: data.replace(b"%PDF-1.7", b"%PDF-2.0", 1),
    "6.1.2-2": lambda data: data.replace(b"\223\214\213\236", b"abcd", 1),
    "6.1.3-3": lambda data: data + b"more\n",
    "6.1.7-1": lambda data: re.sub(rb"/Length (\d)(\d+)", rb"/Length 1\2", data, count=1),
    "6.1.7-2": lambda data: data.replace(b"\nendstream", b"endstream", 1),
    "6.1.9-1": lambda data: re.sub(rb"\n(\d+) 0 obj\n", rb"\n\1  0 obj", data, count=1),
}


@pytest.mark.parametrize("rule", BYTES)
def test_a_fault_in_the_bytes_is_found(paper: bytes, rule: str) -> None:
    assert rule in rules(BYTES[rule](paper))


def _catalog(key: str, value: object) -> Callable[[pikepdf.Pdf], None]:
    def plant(pdf: pikepdf.Pdf) -> None:
        pdf.Root[key] = value

    return plant


def _without(key: str) -> Callable[[pikepdf.Pdf], None]:
    def plant(pdf: pikepdf.Pdf) -> None:
        del pdf.Root[key]

    return plant


def _drawn(operators: bytes) -> Callable[[pikepdf.Pdf], None]:
    return lambda pdf: pdf.pages[0].contents_add(operators)


def _packet(old: bytes, new: bytes) -> Callable[[pikepdf.Pdf], None]:
    def plant(pdf: pikepdf.Pdf) -> None:
        packet = pdf.Root.Metadata.read_bytes()
        assert old in packet
        pdf.Root.Metadata.write(packet.replace(old, new))

    return plant


def font_of(pdf: pikepdf.Pdf) -> Dictionary:
    """A font of the first page."""
    return next(iter(pdf.pages[0].Resources.Font.values()))


def _font(key: str, value: object) -> Callable[[pikepdf.Pdf], None]:
    def plant(pdf: pikepdf.Pdf) -> None:
        font_of(pdf)[key] = value

    return plant


def _below(key: str, value: object) -> Callable[[pikepdf.Pdf], None]:
    def plant(pdf: pikepdf.Pdf) -> None:
        font_of(pdf).DescendantFonts[0][key] = value

    return plant


def _drop(key: str) -> Callable[[pikepdf.Pdf], None]:
    def plant(pdf: pikepdf.Pdf) -> None:
        font = font_of(pdf)
        del (font if key in font else font.DescendantFonts[0].FontDescriptor)[key]

    return plant


def _mapped(code: bytes) -> Callable[[pikepdf.Pdf], None]:
    def plant(pdf: pikepdf.Pdf) -> None:
        told = font_of(pdf).ToUnicode
        told.write(re.sub(rb"(?m)^(<0001>) <[0-9A-F]+>$", rb"\1 " + code, told.read_bytes()))

    return plant


def parts(pdf: pikepdf.Pdf, kind: str) -> list[Dictionary]:
    """The elements of a kind in the structure."""
    return [
        one
        for one in pdf.objects
        if isinstance(one, Dictionary) and one.get("/S") == f"/{kind}" and "/P" in one and "/Type" not in one
    ]


def _part(kind: str, key: str, value: object, at: int = 0) -> Callable[[pikepdf.Pdf], None]:
    def plant(pdf: pikepdf.Pdf) -> None:
        one = parts(pdf, kind)[at]
        if value is None:
            del one[key]
        else:
            one[key] = value

    return plant


def _image(key: str, value: object) -> Callable[[pikepdf.Pdf], None]:
    def plant(pdf: pikepdf.Pdf) -> None:
        image = next(one for one in pdf.objects if isinstance(one, pikepdf.Stream) and "/Width" in one)
        image[key] = value

    return plant


def _first_page(key: str, value: object) -> Callable[[pikepdf.Pdf], None]:
    def plant(pdf: pikepdf.Pdf) -> None:
        if value is None:
            del pdf.pages[0].obj[key]
        else:
            pdf.pages[0].obj[key] = value

    return plant


def _annotated(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].obj.Annots = Array([Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=[0, 0, 9, 9])])
    pdf.pages[0].obj.Tabs = Name.R


def _profile(pdf: pikepdf.Pdf) -> None:
    profile = pdf.Root.OutputIntents[0].DestOutputProfile
    profile.write(profile.read_bytes()[:12] + b"link" + profile.read_bytes()[16:])


def _grey(pdf: pikepdf.Pdf) -> None:
    profile = pdf.Root.OutputIntents[0].DestOutputProfile
    profile.write(profile.read_bytes()[:16] + b"GRAY" + profile.read_bytes()[20:])


def _metadata_twice(pdf: pikepdf.Pdf) -> None:
    pdf.docinfo["/Title"] = "另一个"


def _parents(pdf: pikepdf.Pdf) -> None:
    lists = pdf.Root.StructTreeRoot.ParentTree.Nums
    lists[1][0] = lists[1][1]


def _short_row(pdf: pikepdf.Pdf) -> None:
    row = next(one for one in parts(pdf, "TR") if len(one.K) == 3)
    row.K = Array(list(row.K)[:-1])


def _overlapping(pdf: pikepdf.Pdf) -> None:
    cells = parts(pdf, "TD")
    cells[2].A = Dictionary(O=Name.Table, RowSpan=2)
    cells[4].A = Dictionary(O=Name.Table, ColSpan=2)


def _narrow_glyph(pdf: pikepdf.Pdf) -> None:
    font_of(pdf).DescendantFonts[0].W = Array([1, 9, 123])


def _without_glyphs(pdf: pikepdf.Pdf) -> None:
    file = font_of(pdf).DescendantFonts[0].FontDescriptor.FontFile2
    program = bytearray(file.read_bytes())
    for tag, at, value in ((b"maxp", 4, 2), (b"hhea", 34, 2)):
        place = program.index(tag) + 8
        struct.pack_into(">H", program, struct.unpack_from(">I", program, place)[0] + at, value)
    file.write(bytes(program))


OBJECTS: dict[str, Callable[[pikepdf.Pdf], None]] = {
    "6.1.7-3": _image("/F", Dictionary(F=String("a.jpg"))),
    "6.1.13-1": _catalog("/Number", 2**31),
    "6.1.13-3": _catalog("/Words", String("x" * 32767)),
    "6.1.13-4": _catalog("/Words", Name("/" + "x" * 128)),
    "6.1.13-8": _drawn(b"q " * 29 + b"Q " * 29),
    "6.1.13-11": _first_page("/MediaBox", Array([0, 0, 2, 800])),
    "balance": _drawn(b"q"),
    "6.2.2-1": _drawn(b"nothing"),
    "6.2.3-1": _profile,
    "6.2.4.3-2": _grey,
    "6.2.4.3-3": _drawn(b"0 0 0 1 k"),
    "6.2.4.3-4": _without("/OutputIntents"),
    "6.2.5": _catalog("/State", Dictionary(Type=Name.ExtGState, TR=Name.Identity)),
    "6.2.8": _image("/Interpolate", True),
    "6.2.9": _image("/Subtype", Name.PS),
    "6.2.10": _catalog("/State", Dictionary(Type=Name.ExtGState, BM=Name("/Glow"))),
    "6.2.11.2": _font("/Subtype", Name.Type1),
    "6.2.11.2-3": _font("/BaseFont", Name("/Song")),
    "6.2.11.3-1": _font("/Encoding", Name("/UniGB-UCS2-H")),
    "6.2.11.3-2": _below("/CIDToGIDMap", Name.Other),
    "6.2.11.4.1-1": _drop("/FontFile2"),
    "6.2.11.4.1-2": _without_glyphs,
    "6.2.11.5-1": _narrow_glyph,
    "6.2.11.7.2-1": _drop("/ToUnicode"),
    "6.2.11.7.2-2": _mapped(b"<FEFF>"),
    "6.2.11.8-1": _drawn(b"/Artifact BMC BT /F1 9 Tf <0000> Tj ET EMC"),
    "6.3.2": _annotated,
    "6.4": _catalog("/AcroForm", Dictionary(Fields=Array())),
    "6.5.1": _catalog("/OpenAction", Dictionary(S=Name.JavaScript, JS=String("1"))),
    "6.5.2": _catalog("/AA", Dictionary()),
    "6.6.2.1-1": _without("/Metadata"),
    "6.6.2.1-2": _packet(b"<?xpacket begin=", b'<?xpacket bytes="9" begin='),
    "6.6.2.1-4": _packet(b"</dc:format>", b"</dc:form>"),
    "6.6.2.3.1-1": _packet(b"<dc:format>", b"<pdf:Mood>good</pdf:Mood><dc:format>"),
    "6.6.4-1": _packet(b"<pdfaid:part>2", b"<pdfaid:part>4"),
    "6.8": _catalog("/Names", Dictionary(EmbeddedFiles=Dictionary())),
    "6.9": _catalog("/OCProperties", Dictionary()),
    "6.10": _first_page("/PresSteps", Dictionary()),
    "6.11": _catalog("/Requirements", Array()),
    "day": lambda pdf: pdf.docinfo.__setitem__("/CreationDate", "D:20260101"),
    "title": _metadata_twice,
    "5-1": _packet(b"<pdfuaid:part>1", b"<pdfuaid:part>9"),
    "6.2-1": _catalog("/MarkInfo", Dictionary()),
    "7.1-1": _drawn(b"/P BMC /Artifact BMC EMC EMC"),
    "7.1-2": _drawn(b"/Artifact BMC /P BMC EMC EMC"),
    "7.1-3": _drawn(b"0 0 9 9 re f"),
    "7.1-4": _catalog("/MarkInfo", Dictionary(Marked=True, Suspects=True)),
    "7.1-5": _part("P", "/S", Name.Paragraph),
    "7.1-9": _packet("纪要".encode(), b""),
    "7.1-10": _without("/ViewerPreferences"),
    "7.1-11": _without("/StructTreeRoot"),
    "7.2-4": _part("L", "/S", Name.Sect),
    "7.2-10": _part("TD", "/S", Name.P),
    "7.2-15": _overlapping,
    "7.2-29": _without("/Lang"),
    "7.2-42": _short_row,
    "7.2-43": _part("TD", "/A", Dictionary(O=Name.Table, RowSpan=90), -1),
    "7.3-1": _part("Figure", "/Alt", None),
    "7.4.2-1": _part("H1", "/S", Name.P),
    "7.5-1": _part("TH", "/A", None),
    "7.18.3-1": _annotated,
    "content": _part("P", "/K", None),
    "owners": _parents,
}


@pytest.mark.parametrize("rule", OBJECTS)
def test_a_fault_in_the_objects_is_found(paper: bytes, rule: str) -> None:
    with pikepdf.open(io.BytesIO(paper)) as pdf:
        OBJECTS[rule](pdf)
        out = io.BytesIO()
        pdf.save(out, fix_metadata_version=False)
    assert rule in rules(out.getvalue())


def test_a_file_without_identifier_or_with_a_password_is_found(paper: bytes) -> None:
    with pikepdf.open(io.BytesIO(paper)) as pdf:
        locked, out = io.BytesIO(), io.BytesIO()
        pdf.save(locked, encryption=pikepdf.Encryption(owner="a", user="", R=6))
        pdf.save(out, deterministic_id=True)
    assert "6.1.3-2" in rules(locked.getvalue())
    assert "6.1.3-1" in rules(re.sub(rb"/ID \[.*?\]", b"", out.getvalue(), flags=re.S))
