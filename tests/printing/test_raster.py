"""Pages as pixels: sizes, resolution, white paper, and asking from two threads at once."""

from concurrent.futures import ThreadPoolExecutor

import pypdfium2 as pdfium
import pytest

from desktop_app.printing.raster import PdfPages


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
