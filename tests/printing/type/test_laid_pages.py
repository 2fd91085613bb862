"""What stands together on a page, what a table takes along to the next, and what is laid out anew."""

import re
from collections.abc import Sequence
from decimal import Decimal

import pytest
from reportlab.platypus import Flowable, KeepTogether, PageBreak, Spacer

from desktop_app.printing.type.faces import FontSet
from desktop_app.printing.type.forms import Cell, RuledForm, label
from desktop_app.printing.type.page import MM, PageFormat, compose, office_page
from desktop_app.printing.type.paragraph import Paragraph, Style
from desktop_app.printing.type.placard import cut_line
from desktop_app.printing.type.ruled import PAGE_SUM, TURNED, Column, RuledSheet
from tests.printing.checker import findings
from tests.printing.told_story import told
from tests.printing.type.reading import text_of

TEXT = Style(role="song", size=12, leading=21, first_indent=2)
PART = Style(role="hei", size=12, leading=21, keep_with_next=True)
COLUMNS = [
    Column("序号", 14, align="center"),
    Column("整改措施", 40),
    Column("金额", 26, align="right"),
    Column("备注"),
]
FIGURE = re.compile(r"[\d,]+\.\d\d?")
SENTENCE = "措施落实到人，按月检查，到期销号。"


def sheet(rows: int, **more: object) -> RuledSheet:
    return RuledSheet(COLUMNS, [[f"N{n:03d}", "制定计划", f"{n}.50", ""] for n in range(rows)], **more)  # type: ignore[arg-type]


def strip() -> list[Flowable]:
    signing = [[label("签字"), Cell(""), label("日期"), Cell("")]]
    return [Spacer(1, 3 * MM), RuledForm((1, 3, 1, 3), signing, heights=12)]


def checked(fonts: FontSet, story: Sequence[Flowable], page: PageFormat | None = None) -> list[str]:
    """The text of each page of a paper in which the checker finds nothing."""
    page = page or office_page()
    parts = told(story)
    paper = compose(story, page, fonts, title="t", author="a")
    assert findings(paper.pdf, page, parts, (), [one.char for one in paper.missing]) == []
    return text_of(paper.pdf)


@pytest.mark.parametrize("keep", [True, False], ids=["kept", "loose"])
def test_what_is_signed_takes_two_rows_or_lines_along_and_no_last_page_is_a_waste(fonts, keep):
    for rows in range(31, 48, 3):
        end = [KeepTogether(strip())] if keep else strip()
        pages = checked(fonts, [Paragraph("会议认为，事项应当办理。" * 4, TEXT), sheet(rows), *end])
        assert f"N{rows - 2:03d}" in pages[-1]
        assert f"N{rows - 1:03d}" in pages[-1]
    for lines in range(33, 40, 2):
        pages = checked(fonts, [Paragraph("支部" * 20 * lines, TEXT), *strip()])
        assert len(pages) == 1 or pages[-1].count("支部") >= 40


def test_boxes_to_write_in_shrink_before_what_is_signed_spills(fonts):
    def form(height: float) -> RuledForm:
        return RuledForm((1, 4), [[label("内容"), Cell("一行。", top=True)]] * 2, heights=[height, 60])

    for height in (100, 180, 260, 900):
        assert len(checked(fonts, [Paragraph("学习记录", TEXT), form(height), *strip()])) == 1


def test_the_rows_of_a_form_come_closer_where_that_saves_a_page(fonts):
    def form(rows: int) -> RuledForm:
        return RuledForm((1, 4), [[label("项目"), Cell(f"N{n:03d}")] for n in range(rows)], heights=9.0)

    assert len(checked(fonts, [form(31)])) == 1
    pages = checked(fonts, [form(40)])
    assert len(pages) == 2


def test_a_row_goes_on_with_its_label_rather_than_leaving_a_hole(fonts):
    rows = [[label("问题"), Cell("甲" * 500)], [label("学习内容"), Cell(SENTENCE * 70, top=True)]]
    pages = checked(fonts, [RuledForm((1, 4), rows), *strip()])
    assert len(pages) == 2
    assert "学习内容（续）" in pages[1]


def test_a_text_too_long_for_its_column_goes_on_nearly_as_wide_as_the_sheet(fonts):
    page = office_page(landscape=True)
    long = "".join(f"〔{n:04d}〕{SENTENCE}" for n in range(400))
    rows = [[f"N{n}", long if n == 1 else "制定计划", "1.00", ""] for n in range(3)]
    story = [RuledSheet(COLUMNS, rows), *strip()]
    pages = checked(fonts, story, page)
    whole = "".join(pages)
    assert 2 < len(pages) < 9
    assert TURNED in whole
    assert "N1（续）整改措施" in whole
    assert [n for n in range(400) if f"〔{n:04d}〕" not in whole] == []


def test_each_page_of_a_sheet_of_money_ends_with_its_sum(fonts):
    pages = checked(fonts, [sheet(70, totals=["合计", "", "2,450.00", ""], sums=(2,)), *strip()])
    assert len(pages) > 1
    sums = [Decimal(FIGURE.match(page.split(PAGE_SUM)[1])[0].replace(",", "")) for page in pages]
    assert sum(sums) == Decimal("2450.00")
    assert pages[-1].index(PAGE_SUM) < pages[-1].index("合计")
    assert PAGE_SUM not in checked(fonts, [sheet(5, sums=(2,))])[0]


def test_a_heading_stands_with_its_rows_and_again_where_its_table_goes_on(fonts):
    for above in range(0, 700, 120):
        pages = checked(fonts, [Spacer(1, above), Paragraph("一、措施", PART), sheet(60), *strip()])
        assert "一、措施" in next(page for page in pages if "N000" in page)
        assert all("一、措施（续）" in page for page in pages if "N0" in page and "N000" not in page)


def test_the_line_to_cut_along_is_there_only_between_two_halves(fonts):
    def copy(rows: int) -> KeepTogether:
        return KeepTogether([sheet(rows)])

    def pages_of(first: int, second: int) -> list[str]:
        line = cut_line(175, "沿此线裁开")
        return checked(
            fonts, [copy(first), Spacer(1, 9), line, Spacer(1, 9), copy(second), PageBreak(), copy(2)]
        )

    assert ["沿此线裁开" in page for page in pages_of(10, 10)] == [True, False]
    assert ["沿此线裁开" in page for page in pages_of(25, 30)] == [False, False, False]


def test_room_at_the_end_takes_nothing_away(fonts):
    line = cut_line(175, "沿此线裁开")
    story = [Paragraph("甲", TEXT), *strip(), Spacer(1, 9), *strip(), Spacer(1, 9), line, Spacer(1, 9)]
    assert checked(fonts, story)[0].count("签字") == 2
    assert len(checked(fonts, [PageBreak(), Spacer(1, 9), PageBreak(), *strip(), Spacer(1, 9)])) == 1


def test_an_empty_section_is_no_page_and_what_no_page_holds_is_a_defect(fonts):
    assert len(checked(fonts, [PageBreak(), Paragraph("甲", TEXT), PageBreak(), PageBreak()])) == 1
    with pytest.raises(Exception, match="higher than the page"):
        compose([cut_line(175, "甲"), _Tall()], office_page(), fonts, title="t", author="a")


class _Tall(Flowable):
    def wrap(self, width: float, height: float) -> tuple[float, float]:
        return width, 2000.0


def test_a_heading_that_keeps_nothing_by_itself_stands_with_the_table_it_names(fonts):
    free = Style(role="hei", size=12, leading=21)
    for rows in range(25, 40, 3):
        tables = [one for n in range(2) for one in (Paragraph(f"第{n}组", free), sheet(rows if not n else 4))]
        pages = checked(fonts, [*tables, *strip()])
        assert "N000" in next(page for page in pages if "第1组" in page).split("第1组")[1]


def test_boxes_under_a_heading_of_their_own_are_no_strip_to_sign_in(fonts):
    boxes = [[label(words), Cell("")] for words in ("主要事实", "核实情况", "本人意见")]
    first = RuledForm((1, 4), [[label(f"项目{n}"), Cell("")] for n in range(29)], heights=9)
    story = [first, Paragraph("事实与意见", PART), RuledForm((1, 4), boxes, heights=26), *strip()]
    pages = checked(fonts, story)
    assert "项目28" in pages[0]
    assert "主要事实" in pages[1]


def test_a_column_is_widened_for_the_day_it_would_cut(fonts):
    columns = [Column("序号", 11), Column("完成时限", 20, align="center"), Column("措施")]
    pages = checked(fonts, [RuledSheet(columns, [["1", "2026年12月25日", SENTENCE]] * 3)])
    assert len(pages) == 1


def test_a_long_text_without_sentences_goes_on_between_words(fonts):
    words = "、".join(f"第{n}项由张三丰于2026年3月5日前办理" for n in range(200))
    rows = [["N0", words, "1.00", ""]]
    for narrow in (36, 38, 40, 42):
        columns = [COLUMNS[0], Column("整改措施", narrow), *COLUMNS[2:]]
        pages = checked(fonts, [RuledSheet(columns, rows)], office_page(landscape=True))
        assert TURNED in pages[0]
