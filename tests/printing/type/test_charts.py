"""Chart labels stay on the paper and never overlap, whatever the figures and names."""

import pypdfium2 as pdfium
import pypdfium2.raw as raw
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.printing.type.charts import BarFigure, Chart, LineFigure, Series, figure
from desktop_app.printing.type.faces import FontSet
from desktop_app.printing.type.page import PageFormat, compose, office_page

values = st.one_of(st.none(), st.integers(0, 30), st.floats(0, 100000).map(lambda v: round(v, 2)))
names = st.text(st.sampled_from("政治思想组织作风建设（含换届）、月2026"), min_size=1, max_size=24)


def labels(fonts: FontSet, chart: Chart) -> tuple[PageFormat, list[tuple[float, float, float, float]]]:
    """The page and the boxes of every text on it above the foot, in pt."""
    page = office_page()
    pdf = compose([chart], page, fonts, title="t", author="a").pdf
    objects = pdfium.PdfDocument(pdf)[0].get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT])
    return page, [box for box in (o.get_bounds() for o in objects) if box[1] > page.bottom]


@settings(max_examples=40, deadline=None)
@given(st.data(), st.sampled_from([BarFigure, LineFigure]), st.integers(1, 14), st.integers(1, 3))
def test_labels_neither_overlap_nor_leave_the_page(
    fonts: FontSet, data: st.DataObject, kind: type[Chart], count: int, rows: int
) -> None:
    categories = data.draw(st.lists(names, min_size=count, max_size=count))
    series = [
        Series(f"系列{n}", data.draw(st.lists(values, min_size=count, max_size=count))) for n in range(rows)
    ]
    page, boxes = labels(fonts, kind("整改完成情况" * count, categories, series, unit="项"))
    assert boxes
    for left, _, right, top in boxes:
        assert left >= page.left - 0.5
        assert right <= page.left + page.body_width + 0.5
        assert top <= page.height - page.top + 0.5
    for place, one in enumerate(boxes):
        for other in boxes[place + 1 :]:
            wide = min(one[2], other[2]) - max(one[0], other[0])
            high = min(one[3], other[3]) - max(one[1], other[1])
            assert wide < 0.3 or high < 0.3


def test_every_bar_has_its_figure_and_every_name(fonts: FontSet) -> None:
    chart = BarFigure(
        "会议", ["党员大会", "支委会", "很长很长的一个类别名称不会被截断"], [Series("次", [1, 12.5, None])]
    )
    pdf = compose([chart], office_page(), fonts, title="t", author="a").pdf
    text = "".join(pdfium.PdfDocument(pdf)[0].get_textpage().get_text_range().split())
    assert all(part in text for part in ("党员大会", "支委会", "12.5", "很长很长的一个类别名称不会被截断"))


def test_no_figures_at_all_is_still_a_chart(fonts: FontSet) -> None:
    assert labels(fonts, LineFigure("空", ["1月"], [Series("无", [None])]))[1]
    assert labels(fonts, BarFigure("空", [], []))[1]


def test_wrong_series_are_a_defect() -> None:
    with pytest.raises(ValueError, match="per category"):
        BarFigure("甲", ["1月"], [Series("乙", [1, 2])])
    with pytest.raises(ValueError, match="negative"):
        LineFigure("甲", ["1月"], [Series("乙", [-1])])


def test_figures_have_no_needless_decimals() -> None:
    assert [figure(value) for value in (8, 7.5, 93.478, None, 100.0)] == ["8", "7.5", "93.48", "—", "100"]
