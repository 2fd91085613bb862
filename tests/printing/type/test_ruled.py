"""Ruled sheets repeat their header, lose no row and cut a row that is higher than the page."""

import itertools
import re

import pypdfium2 as pdfium
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.platypus import Spacer

from desktop_app.printing.type.faces import FontSet
from desktop_app.printing.type.forms import Cell, RuledForm
from desktop_app.printing.type.grid import GridRules
from desktop_app.printing.type.page import MM, compose, office_page
from desktop_app.printing.type.ruled import Column, RuledSheet, column_edges
from tests.printing.printed_lines import read

# It stands at the edge, turned, and is read wherever it is level with a row.
NUMBER = re.compile(r"第 \d+ 页 / 共 \d+ 页")
COLUMNS = [
    Column("序号", 14, align="center"),
    Column("具体表现", group="问题"),
    Column("整改措施", weight=2, group="问题"),
    Column("责任人", 18, align="center"),
]


def pages_of(fonts: FontSet, sheet: RuledSheet, above: float = 0.0) -> list[str]:
    paper = compose([Spacer(1, above), sheet], office_page(landscape=True), fonts, title="t", author="a")
    document = pdfium.PdfDocument(paper.pdf)
    assert len(document) == paper.pages
    return ["".join(NUMBER.sub("", page.get_textpage().get_text_range()).split()) for page in document]


def row(number: int, text: str = "学习不够深入") -> list[str]:
    return [f"N{number:03d}", text, "制定计划，按月检查。", "张三"]


def test_many_pages_repeat_the_header_and_lose_no_row(fonts: FontSet) -> None:
    pages = pages_of(fonts, RuledSheet(COLUMNS, [row(n, "问题" * (n % 40 + 1)) for n in range(200)]))
    assert len(pages) > 5
    for page in pages:
        assert all(page.count(column.title) == 1 for column in COLUMNS)
        assert page.startswith("序号问题具体表现")
    text = "".join(pages)
    found = [text.index(f"N{n:03d}") for n in range(200)]
    assert found == sorted(found)
    assert text.count("制定计划，按月检查。") == 200


def test_a_row_higher_than_a_page_is_cut_by_lines(fonts: FontSet) -> None:
    long = "".join(f"〔{n:04d}〕号" for n in range(1500))
    pages = pages_of(fonts, RuledSheet(COLUMNS, [row(1), row(2, long), row(3)]))
    assert len(pages) > 2
    body = "".join(page.replace("问题序号责任人具体表现整改措施", "") for page in pages)
    assert [n for n in range(1500) if f"{n:04d}" not in body] == []
    assert body.index("N001") < body.index("0000") < body.index("1499") < body.index("N003")


@settings(max_examples=20, deadline=None)
@given(st.lists(st.integers(1, 900), min_size=1, max_size=12), st.floats(0, 450))
def test_rows_of_any_height_are_all_there_in_order(fonts: FontSet, lengths: list[int], above: float) -> None:
    rows = [[f"N{n:03d}", "甲" * length, "", "乙"] for n, length in enumerate(lengths)]
    pages = pages_of(fonts, RuledSheet(COLUMNS, rows, totals=["合计", "丙", "", ""]), above)
    text = "".join(pages)
    found = [text.index(mark) for mark in [*(f"N{n:03d}" for n in range(len(rows))), "合计"]]
    assert found == sorted(found)
    assert text.count("甲") == sum(lengths)
    assert text.count("丙") == 1


def test_what_is_signed_below_never_stands_alone(fonts: FontSet) -> None:
    for count in range(1, 60):
        sheet = RuledSheet(COLUMNS, [row(n) for n in range(count)])
        signing = RuledForm((1.0, 3.0), [[Cell("签字"), Cell("")]], heights=26.0)
        paper = compose([sheet, signing], office_page(landscape=True), fonts, title="t", author="a")
        pages = [page.get_textpage().get_text_range() for page in pdfium.PdfDocument(paper.pdf)]
        last = next(page for page in pages if "签字" in page)
        assert f"N{count - 1:03d}" in last
        assert count < 2 or f"N{count - 2:03d}" in last
        assert all("具体表现" in page for page in pages)
        found = [number for page in pages for number in re.findall(r"N\d{3}", page)]
        assert found == [f"N{n:03d}" for n in range(count)]


def test_totals_never_stand_alone(fonts: FontSet) -> None:
    for count in range(1, 60):
        pages = pages_of(
            fonts, RuledSheet(COLUMNS, [row(n) for n in range(count)], totals=["合计", "", "", ""])
        )
        assert f"N{count - 1:03d}" in pages[-1]


def test_short_rows_empty_cells_and_no_rows(fonts: FontSet) -> None:
    assert "N001" in pages_of(fonts, RuledSheet(COLUMNS, [["N001"], [""] * 4, []]))[0]
    assert "责任人" in pages_of(fonts, RuledSheet(COLUMNS, []))[0]


def test_the_same_sheet_gives_the_same_bytes(fonts: FontSet) -> None:
    def build() -> bytes:
        sheet = RuledSheet(COLUMNS, [row(n, f"龘𬱖{n}") for n in range(50)])
        return compose([sheet], office_page(landscape=True), fonts, title="t", author="a").pdf

    assert build() == build()


def test_no_line_of_a_cell_leaves_its_cell(fonts: FontSet) -> None:
    narrow = [Column("身份证号", 12), Column("备注")]
    sheet = RuledSheet(narrow, [["990101199001011234", "见附件（一）。" * 30]] * 5)
    page = office_page()
    paper = compose([sheet], page, fonts, title="t", author="a")
    text = pdfium.PdfDocument(paper.pdf)[0].get_textpage()
    for place in range(text.count_chars()):
        char = text.get_text_range(place, 1)
        left, bottom, right, _ = text.get_charbox(place)
        if char.isdigit() and bottom > page.bottom:
            assert page.left < left < right < page.left + 12 * MM
        assert right < page.left + page.body_width + 0.1


@given(
    st.lists(st.tuples(st.one_of(st.none(), st.floats(1, 300)), st.floats(0.1, 9)), min_size=1, max_size=15)
)
def test_columns_always_share_the_whole_width(widths: list[tuple[float | None, float]]) -> None:
    edges = column_edges(widths, 500.0)
    assert edges[-1] == pytest.approx(500)
    assert all(a < b for a, b in itertools.pairwise(edges))


def test_a_joined_cell_has_no_rule_in_it_and_is_named_again_on_the_next_page(fonts: FontSet) -> None:
    columns = [Column("类", 30, joined=True), Column("项", weight=1)]
    rows = [("消防安全" if n == 0 else "", f"第{n:02d}项") for n in range(60)]
    pages = pages_of(fonts, RuledSheet(columns, rows, row_height=8))
    assert len(pages) > 1
    assert [page.count("消防安全") for page in pages] == [1] * len(pages)
    rules = GridRules(100.0, 50.0)
    rules.row(90.0, (0.0, 20.0, 50.0), ((0.0, 20.0),))
    drawn = rules.operators(80.0)
    assert "20 90 m 50 90 l" in drawn
    assert "0 90 m 50 90 l" not in drawn.replace("20 90 m", "")


@pytest.mark.parametrize("align", ["left", "center", "right"])
def test_the_points_of_figures_stand_under_each_other_whatever_places_they_have(
    fonts: FontSet, align
) -> None:
    figures = ["7.6", "123.25", "3", "1,064.5", "—", "－16.0"]
    columns = [Column("项目"), Column("积分", 40, align=align)]
    sheet = RuledSheet(columns, [["打扫楼道", one] for one in figures], totals=["合计", "1,182.35"])
    paper = compose([sheet], office_page(), fonts, title="t", author="a")
    lines = [line for page in read(paper.pdf) for line in page.lines]
    points = [glyph.left for line in lines for glyph in line.glyphs if glyph.char == "."]
    assert len(points) == 5
    assert max(points) - min(points) < 0.3
    (three,) = [line for line in lines if line.text == "3"]
    assert three.right == pytest.approx(points[0], abs=0.3)
