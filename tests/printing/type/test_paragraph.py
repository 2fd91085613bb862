"""Paragraphs indent in characters, keep hanging indents and split between lines without losing one."""

from dataclasses import replace

import pypdfium2 as pdfium
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.platypus import Spacer

from desktop_app.printing.type.faces import FontSet
from desktop_app.printing.type.page import BODY, OFFICIAL_PITCH, TITLE, compose, official_page
from desktop_app.printing.type.paragraph import Paragraph, Run
from tests.printing.type.reading import lines


def lefts(pdf: bytes) -> list[float]:
    """Left edges in pt of the lines above the page number, top to bottom."""
    return [line[0][1] for line in lines(pdf)][:-1]


def test_names_hang_after_the_colon(fonts: FontSet) -> None:
    style = replace(BODY, first_indent=2, rest_indent=5)
    story = [Paragraph([Run("出席：", role="hei"), "张三、李四、王五、" * 9], style)]
    page = official_page()
    paper = compose(story, page, fonts, title="t", author="a")
    first, *rest = [(edge - page.left) / OFFICIAL_PITCH for edge in lefts(paper.pdf)]
    assert first == pytest.approx(2, abs=0.05)
    assert rest
    assert rest == pytest.approx([5] * len(rest), abs=0.05)


def test_a_long_title_is_cut_into_equal_lines(fonts: FontSet) -> None:
    paper = compose([Paragraph("关于" * 12, TITLE)], official_page(), fonts, title="t", author="a")
    one, two = lefts(paper.pdf)
    assert one == pytest.approx(two, abs=23)


def test_line_ends_in_user_text_begin_indented_lines(fonts: FontSet) -> None:
    page = official_page()
    paper = compose([Paragraph("甲\n乙\n<b>丙</b> & &amp;", BODY)], page, fonts, title="t", author="a")
    text = pdfium.PdfDocument(paper.pdf)[0].get_textpage().get_text_range()
    assert text.split()[:3] == ["甲", "乙", "<b>丙</b>"]
    assert "& &amp;" in text
    edges = lefts(paper.pdf)
    assert edges == pytest.approx([page.left + 2 * OFFICIAL_PITCH] * 3, abs=1.5)


@settings(max_examples=25, deadline=None)
@given(st.integers(1, 30), st.floats(0, 600))
def test_a_split_keeps_every_line_and_leaves_no_single_one(fonts: FontSet, count: int, above: float) -> None:
    words = [f"{n:04d}" for n in range(count * 6)]
    paper = compose(
        [Spacer(1, above), Paragraph("行".join(words), BODY)], official_page(), fonts, title="t", author="a"
    )
    pages = [lines(paper.pdf, page)[:-1] for page in range(paper.pages)]
    assert "".join(char for page in pages for line in page for char, _, _ in line) == "行".join(words)
    counts = [len(page) for page in pages if page]
    assert len(counts) == 1 or sum(counts) <= 3 or min(counts) > 1
