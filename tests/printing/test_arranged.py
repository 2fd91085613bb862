"""Papers made ready for the printer: mirrored, joined, moved; what they say stays."""

from pathlib import Path

import pypdfium2 as pdfium
import pytest
from reportlab.platypus import PageBreak

from desktop_app.printing.arranged import Part, arranged, moved, sheets_needed
from desktop_app.printing.type.faces import font_set
from desktop_app.printing.type.page import MM, PageFormat, compose, office_page, official_page
from desktop_app.printing.type.paragraph import Paragraph, Style
from tests.printing.type.reading import text_of

FONTS = Path(__file__).resolve().parents[2] / "resources" / "fonts"


def part(page: PageFormat, *words: str) -> Part:
    """A paper with a word on each of its pages."""
    story = [one for word in words for one in (Paragraph(word, Style(size=16)), PageBreak())][:-1]
    paper = compose(story, page, font_set(FONTS), title="t", author="a")
    return Part(paper.pdf, page.binding)


def places(pdf: bytes, char: str) -> list[tuple[float, float]]:
    """How far from the left and the lower edge of its sheet a character stands, for each page that has it."""
    out = []
    for page in pdfium.PdfDocument(pdf):
        text, (left, bottom, _, _) = page.get_textpage(), page.get_mediabox()
        at = text.get_text_range().find(char)
        if at >= 0:
            box = text.get_charbox(at)
            out.append((box[0] - left, box[1] - bottom))
    return out


@pytest.mark.parametrize(
    ("page", "right", "up"),
    [
        (office_page(), -5 * MM, 0.0),
        (official_page(), -2 * MM, 0.0),
        (office_page(landscape=True), 0.0, 5 * MM),
    ],
    ids=["office", "official", "landscape"],
)
def test_backs_have_their_wide_margin_at_the_binding_too(page: PageFormat, right: float, up: float) -> None:
    one = part(page, "甲", "甲", "甲")
    front, back, third = places(arranged([one], two_sided=True), "甲")
    assert third == pytest.approx(front, abs=0.05)
    assert (back[0] - front[0], back[1] - front[1]) == pytest.approx((right, up), abs=0.05)
    assert text_of(arranged([one], two_sided=True)) == text_of(one.pdf)


def test_a_paper_by_itself_printed_on_one_side_is_the_very_bytes() -> None:
    one = part(office_page(), "甲")
    assert arranged([one]) is one.pdf
    assert moved(one.pdf, 0, 0) is one.pdf


def test_each_paper_of_many_begins_on_the_front_of_a_sheet() -> None:
    parts = [
        part(office_page(), "甲"),
        part(office_page(landscape=True), "乙", "乙"),
        part(office_page(), "丙"),
    ]
    words = ["".join(char for char in text if char in "甲乙丙") for text in text_of(arranged(parts))]
    assert words == ["甲", "乙", "乙", "丙"]
    both = arranged(parts, two_sided=True)
    assert ["".join(char for char in text if char in "甲乙丙") for text in text_of(both)] == [
        "甲", "", "乙", "乙", "丙",
    ]  # fmt: skip
    assert len(pdfium.PdfDocument(both)) == 5


def test_the_same_papers_give_the_same_bytes() -> None:
    parts = [part(office_page(), "甲"), part(office_page(), "乙")]
    assert arranged(parts) == arranged(parts)
    assert arranged(parts[:1], two_sided=True) == arranged(parts[:1], two_sided=True)


def test_the_joining_tells_how_far_it_is_and_can_be_stopped() -> None:
    told: list[tuple[int, int]] = []
    parts = [part(office_page(), "甲")] * 3
    arranged(parts, progress=lambda done, total: told.append((done, total)))
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_the_print_is_moved_on_the_sheet() -> None:
    one = part(office_page(), "甲")
    (before,), (after,) = places(one.pdf, "甲"), places(moved(one.pdf, 3 * MM, 2 * MM), "甲")
    assert (after[0] - before[0], after[1] - before[1]) == pytest.approx((3 * MM, -2 * MM), abs=0.05)
    assert text_of(moved(one.pdf, 9, 9)) == text_of(one.pdf)


def test_a_landscape_page_is_moved_as_the_sheet_it_runs_through_on() -> None:
    one = part(office_page(landscape=True), "甲")
    (before,), (after,) = places(one.pdf, "甲"), places(moved(one.pdf, 3 * MM, 2 * MM), "甲")
    # Its head is at the left of the sheet: what goes right on the sheet goes down on the page.
    assert (after[0] - before[0], after[1] - before[1]) == pytest.approx((-2 * MM, -3 * MM), abs=0.05)


def test_how_much_paper_a_print_takes() -> None:
    assert sheets_needed(3, 2, two_sided=False) == 6
    assert sheets_needed(3, 2, two_sided=True) == 4
