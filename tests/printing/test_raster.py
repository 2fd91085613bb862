"""Pages as pixels: sizes, resolution, white paper, and asking from two threads at once."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from desktop_app.printing.raster import PdfPages
from desktop_app.printing.type.faces import font_set
from desktop_app.printing.type.page import compose, office_page
from desktop_app.printing.type.paragraph import Paragraph, Style


@pytest.fixture
def fonts_folder():
    return Path(__file__).resolve().parents[2] / "resources" / "fonts"


@pytest.fixture
def pdf(tmp_path):
    """Two blank pages, upright and lying."""
    made = pdfium.PdfDocument.new()
    made.new_page(595, 842)
    made.new_page(842, 595)
    made.save(tmp_path / "blank.pdf")
    made.close()
    return (tmp_path / "blank.pdf").read_bytes()


def test_every_page_has_its_size_and_resolution(pdf):
    with PdfPages(pdf) as pages:
        assert len(pages) == 2
        assert pages.sizes == ((595, 842), (842, 595))
        small, large = pages.picture(0, 72), pages.picture(1, 144)
    assert (small.width, small.height) == (595, 842)
    assert (large.width, large.height) == (1684, 1190)
    assert len(small.pixels) >= small.stride * small.height
    assert small.pixels[:3] == b"\xff\xff\xff"


def test_two_threads_may_ask(pdf):
    with PdfPages(pdf) as pages, ThreadPoolExecutor(2) as hands:
        widths = list(hands.map(lambda at: pages.picture(at % 2, 36).width, range(12)))
    assert widths == [298, 421] * 6


def test_words_are_found_over_a_line_end_and_in_any_width(fonts_folder):
    style = Style(size=12, leading=20)
    paper = compose(
        [Paragraph("甲" * 38 + "党员大会 2026年会议" + "乙" * 20, style)],
        office_page(), font_set(fonts_folder), title="t", author="a",
    )  # fmt: skip
    with PdfPages(paper.pdf) as pages:
        (place,) = pages.found(0, "党员大会２０２６年 会议")
        assert len(place) == 2
        assert all(11 < height < 15 for _, _, _, height in place)
        assert all(left > 0 and left + width < 595 for left, _, width, _ in place)
        assert 15 * 72 / 25.4 - 5 < place[0][1] < 120
        assert len(pages.found(0, "甲甲")) == 19
        assert pages.found(0, "没有") == []
        assert pages.found(0, "　 ") == []


def test_sizes_are_asked_only_when_they_are_wanted(pdf):
    with PdfPages(pdf) as pages:
        assert list(pages.sizes_at_once) == [(595, 842), (595, 842)]
        assert not pages.is_measured
        assert pages.sizes == tuple(pages.sizes_at_once) == ((595, 842), (842, 595))
