"""Whatever a story tells stands on its pages once, in order, however its parts are kept together."""

import pypdfium2 as pdfium
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.platypus import CondPageBreak, Flowable, KeepTogether, PageBreak, Spacer

from desktop_app.printing.type.faces import FontSet
from desktop_app.printing.type.forms import Cell, RuledForm, label
from desktop_app.printing.type.page import MM, compose, office_page
from desktop_app.printing.type.paragraph import Paragraph, Style

KINDS = ("heading", "text", "gap", "form", "kept", "kept pair", "break", "room")


def part(kind: str, number: int) -> list[Flowable]:
    """One part of a story; what it tells is 第n件 of its own number."""
    words = f"第{number:02d}件"
    text = Paragraph(words, Style("song", 12, 18))
    if kind == "heading":
        return [Paragraph(words, Style("hei", 14, 20, keep_with_next=True))]
    if kind == "gap":
        return [Spacer(1, 5 * MM)]
    if kind == "break":
        return [PageBreak()]
    if kind == "room":
        return [CondPageBreak(60 * MM)]
    if kind == "text":
        return [text]
    form = RuledForm([1, 3], [[label("项"), Cell(words)], [label("签字"), Cell("")]], heights=[8.5, 26.0])
    if kind == "form":
        return [form]
    return [KeepTogether([form] if kind == "kept" else [text, form])]


@settings(max_examples=60, deadline=None)
@given(kinds=st.lists(st.sampled_from(KINDS), max_size=14))
def test_nothing_told_is_lost_or_told_twice(kinds: list[str], fonts: FontSet) -> None:
    story = [one for number, kind in enumerate(kinds) for one in part(kind, number)]
    told = [f"第{n:02d}件" for n, kind in enumerate(kinds) if kind not in ("gap", "break", "room")]
    paper = compose(story, office_page(), fonts, title="t", author="a")
    text = "".join(page.get_textpage().get_text_range() for page in pdfium.PdfDocument(paper.pdf))
    found = [f"第{n:02d}件" for n in range(len(kinds)) for _ in range(text.count(f"第{n:02d}件"))]
    doubled = {f"第{n:02d}件" for n, kind in enumerate(kinds) if kind == "kept pair"}
    assert sorted(found) == sorted([*told, *(one for one in told if one in doubled)])
