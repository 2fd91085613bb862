"""Ruled forms fill their columns, indent paragraphs and carry long answers over pages."""

import pypdfium2 as pdfium
import pytest

from desktop_app.printing.type.faces import FontSet
from desktop_app.printing.type.forms import Cell, RuledForm, label
from desktop_app.printing.type.page import compose, office_page


def text_of(fonts: FontSet, form: RuledForm) -> list[str]:
    pdf = compose([form], office_page(), fonts, title="t", author="a").pdf
    return [page.get_textpage().get_text_range().split("第 ")[0] for page in pdfium.PdfDocument(pdf)]


def test_labels_values_and_spans(fonts: FontSet) -> None:
    form = RuledForm(
        [1, 2, 1, 2],
        [
            [label("时间"), Cell("2026年10月15日"), label("地点"), Cell("会议室")],
            [label("议题"), Cell("学习条例", span=3)],
        ],
    )
    (page,) = text_of(fonts, form)
    assert page.split() == ["时间", "2026年10月15日", "地点", "会议室", "议题", "学习条例"]


def test_spans_that_do_not_fill_the_columns_are_a_defect() -> None:
    with pytest.raises(ValueError, match="row 2"):
        RuledForm([1, 1], [[Cell("甲", span=2)], [Cell("乙")]])


def test_a_long_answer_runs_on_and_each_paragraph_is_indented(fonts: FontSet) -> None:
    body = "\n".join(f"第{n:03d}段会议讨论了整改事项。" for n in range(150))
    pages = text_of(
        fonts,
        RuledForm(
            [1, 5],
            [[label("记录"), Cell(body, indent=2, top=True)], [label("签字"), Cell("")]],
            heights=[60, 14],
        ),
    )
    assert len(pages) > 2
    text = "".join("".join(pages).split())
    assert [n for n in range(150) if f"第{n:03d}段会议讨论了整改事项。" not in text] == []
    assert "签字" in pages[-1]


def test_a_box_asked_to_be_higher_than_the_page_takes_what_the_others_leave(fonts: FontSet) -> None:
    pages = text_of(fonts, RuledForm([1], [[Cell("甲")], [Cell("乙")], [Cell("丙")]], heights=[8, 900, 8]))
    assert [page.split() for page in pages] == [["甲", "乙", "丙"]]


@pytest.mark.parametrize("below", [1, 2, 3, 5])
def test_no_page_ends_with_the_title_of_the_rows_that_follow(below: int, fonts: FontSet) -> None:
    for above in range(12, 32):
        rows = [[label("项"), Cell(f"第{n}行")] for n in range(above)]
        rows += [[label("表决", span=2)], *([label(str(n)), Cell(f"第{n}件\n同意")] for n in range(below))]
        signing = RuledForm([1, 1], [[label("签字"), Cell("")], [label("日期"), Cell("")]], heights=[14, 8])
        pdf = compose([RuledForm([1, 5], rows), signing], office_page(), fonts, title="t", author="a").pdf
        pages = [page.get_textpage().get_text_range() for page in pdfium.PdfDocument(pdf)]
        assert sum("表决" in page for page in pages) == 1
        assert [page for page in pages if "表决" in page and "第0件" not in page] == [], above
