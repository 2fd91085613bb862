"""A chart on paper: words where the drawing has them, nothing outside, and its rows over the pages."""

import pypdfium2 as pdfium
import pypdfium2.raw as raw
from hypothesis import given, settings

from desktop_app.drawing.abreast import Abreast
from desktop_app.drawing.bars import Bars
from desktop_app.drawing.chart import Chart, Limit, Series
from desktop_app.printing.type.charts import ChartFlowable, metre_of, pictures
from desktop_app.printing.type.faces import FontSet
from desktop_app.printing.type.page import compose, office_page
from desktop_app.printing.type.paragraph import Paragraph, Style
from tests.drawing.drawn import charts, wrong_with

PAGE = office_page()


def pages(fonts: FontSet, chart: Chart) -> list[pdfium.PdfPage]:
    """The pages of a paper with this chart alone."""
    document = pdfium.PdfDocument(compose([ChartFlowable(chart)], PAGE, fonts, title="t", author="a").pdf)
    return [document[place] for place in range(len(document))]


@settings(max_examples=25, deadline=None)
@given(charts())
def test_what_the_drawing_says_stands_on_the_page(fonts: FontSet, chart: Chart) -> None:
    drawing = chart.laid(PAGE.body_width, metre_of(fonts))
    assert not wrong_with(drawing)
    printed = pages(fonts, chart)
    for page in printed:
        for one in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT]):
            left, bottom, right, top = one.get_bounds()
            if bottom > PAGE.bottom:
                assert left >= PAGE.left - 0.5
                assert right <= PAGE.left + PAGE.body_width + 0.5
                assert top <= PAGE.height - PAGE.top + 0.5
    if len(printed) == 1:
        words = printed[0].get_textpage()
        for label in drawing.labels:
            box, bottom = label.box, PAGE.height - PAGE.top
            around = (PAGE.left + box.left - 2, bottom - box.bottom - 2)
            said = words.get_text_bounded(*around, around[0] + box.width + 4, around[1] + box.height + 4)
            assert "".join(label.text.split()) in "".join(said.split())


def test_rows_without_end_go_on_over_the_page(fonts: FontSet) -> None:
    names = [f"党员{place}" for place in range(120)]
    chart = Bars("全年学时", names, [Series("", list(range(120)))], limit=Limit(32, "要求 32 学时"))
    printed = [page.get_textpage().get_text_range() for page in pages(fonts, chart)]
    assert len(printed) > 1
    assert all("（续）" in words for words in printed[1:])
    assert all("要求 32 学时" in words for words in printed)
    told = "".join(printed).split()
    assert [word for word in told if word.startswith("党员")] == names


def test_a_chart_tells_itself_in_words(fonts: FontSet) -> None:
    chart = Bars("党费", ["1月", "2月"], [Series("", [3383.8, 0])], unit="元")
    assert ChartFlowable(chart).alt == "党费（单位：元）：1月 3,383.8，2月 0"


def test_what_tells_again_is_left_out_where_the_page_has_no_room(fonts: FontSet) -> None:
    chart = Bars("党费", ["1月", "2月"], [Series("", [33, 0])], unit="元")
    words = Paragraph("签字", Style())
    for lines, stands in ((1, True), (60, False)):
        story = [*(Paragraph("一行", Style(leading=14)) for _ in range(lines)), words]
        if not stands:
            story = story[: int(PAGE.body_height // 14)]
        pdf = compose([*story, *pictures(chart, optional=True)], PAGE, fonts, title="t", author="a").pdf
        document = pdfium.PdfDocument(pdf)
        assert len(document) == 1
        assert ("党费" in document[0].get_textpage().get_text_range()) is stands


def test_nothing_to_show_takes_no_room() -> None:
    assert pictures(Bars("空", ["甲"], [Series("", [0])])) == []
    both = Abreast("", [Bars("甲", ["乙"], [Series("", [1])])] * 3)
    assert [len(one.chart.charts) for one in pictures(both)] == [2, 1]
