"""What a paper says of itself: nothing of the day it was made, its colours, its headings, its digest."""

import io
import random

import pikepdf
import pytest
from PIL import Image, ImageCms
from reportlab.platypus import Flowable, PageBreak

from desktop_app.printing.type.colour_profile import srgb_profile
from desktop_app.printing.type.faces import FontSet
from desktop_app.printing.type.page import BODY, HEADING1, HEADING2, TITLE, compose, official_page
from desktop_app.printing.type.paragraph import Paragraph


def made(fonts: FontSet, story: list[Flowable], **words: str) -> pikepdf.Pdf:
    """The paper as a strict reader has it."""
    told = {"title": "纪要", "author": "某支部", **words}
    return pikepdf.open(io.BytesIO(compose(story, official_page(), fonts, **told).pdf))


def test_a_paper_tells_its_title_and_language_and_no_day(fonts: FontSet) -> None:
    pdf = made(fonts, [Paragraph("甲", BODY)], title="第1季度 <纪要> & 表\x0b𬱖", subject="7QK2")
    assert pdf.check_pdf_syntax() == []
    assert dict(pdf.docinfo).keys() == {"/Title", "/Author", "/Subject", "/Creator", "/Producer"}
    assert str(pdf.Root.Lang) == "zh-CN"
    assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
    packet = pdf.Root.Metadata.read_bytes().decode()
    assert "第1季度 &lt;纪要&gt; &amp; 表𬱖" in packet
    assert "某支部" in packet
    assert "7QK2" in packet
    assert "Date" not in packet


def test_what_is_empty_is_not_told(fonts: FontSet) -> None:
    pdf = made(fonts, [Paragraph("甲", BODY)], author="")
    assert "/Author" not in pdf.docinfo
    assert "creator>" not in pdf.Root.Metadata.read_bytes().decode()


def test_the_digest_is_of_the_content(fonts: FontSet) -> None:
    first, second, other = (made(fonts, [Paragraph(one, BODY)]).trailer.ID for one in "甲甲乙")
    assert bytes(first[0]) == bytes(first[1]) == bytes(second[0])
    assert bytes(first[0]) != bytes(other[0])
    assert len(bytes(first[0])) == 16


def test_headings_are_bookmarks(fonts: FontSet) -> None:
    story = [
        Paragraph("（一）先来的", HEADING2),
        Paragraph("某支部\n纪要", TITLE),
        Paragraph("一、议题", HEADING1),
        Paragraph("字" * 900, BODY),
        Paragraph("（一）细则", HEADING2),
        PageBreak(),
        Paragraph("二、决议", HEADING1),
        Paragraph("附件", TITLE),
    ]
    pdf = made(fonts, story)
    with pdf.open_outline() as outline:
        told = [(one.title, [(two.title, len(two.children)) for two in one.children]) for one in outline.root]
        last = outline.root[1].children[1]
    assert told == [
        ("（一）先来的", []),
        ("某支部 纪要", [("一、议题", 1), ("二、决议", 0)]),
        ("附件", []),
    ]
    assert last.destination[0] == pdf.pages[2].obj
    assert int(pdf.Root.Outlines.Count) == 6


def test_a_heading_told_again_over_the_page_is_no_second_bookmark(fonts: FontSet) -> None:
    head = Paragraph("一、议题", HEADING1)
    pdf = made(fonts, [head, head.continued("（续）"), Paragraph("甲", BODY)])
    with pdf.open_outline() as outline:
        assert [one.title for one in outline.root] == ["一、议题"]


def test_the_colours_are_those_of_srgb() -> None:
    colours = Image.frombytes("RGB", (64, 64), random.Random(1).randbytes(64 * 64 * 3))
    profile = ImageCms.ImageCmsProfile(io.BytesIO(srgb_profile()))
    shown = ImageCms.profileToProfile(colours, profile, ImageCms.createProfile("sRGB"))
    assert shown is not None
    assert max(abs(a - b) for a, b in zip(colours.tobytes(), shown.tobytes(), strict=True)) <= 1


@pytest.mark.parametrize("char", ["\ufffe", "\ufeff", "\U0001ffff", "\ufdd0", "\ud800"], ids=ascii)
def test_what_is_no_character_is_read_back_as_what_is_shown(fonts: FontSet, char: str) -> None:
    pdf = made(fonts, [Paragraph(f"甲{char}乙", BODY)])
    maps = [font.ToUnicode.read_bytes() for font in pdf.pages[0].Resources.Font.values()]
    entries = [
        line.split()[1]
        for one in maps
        for line in one.splitlines()
        if line.startswith(b"<") and b"> <" in line
    ]
    assert entries
    assert f"<{char.encode('utf-16-be', 'surrogatepass').hex().upper()}>".encode() not in entries
