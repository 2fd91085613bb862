"""What stands between characters, measured on a specimen as a reader of the paper finds it."""

from itertools import pairwise

import pytest

from desktop_app.printing.type.breaking import Measured
from desktop_app.printing.type.faces import ROLES, FontSet
from desktop_app.printing.type.justifying import justified
from desktop_app.printing.type.page import compose, official_page
from desktop_app.printing.type.paragraph import Paragraph, Run, Style
from desktop_app.printing.type.ruled import Column, RuledSheet
from desktop_app.printing.type.spacing import GAP, QUARTER, SQUEEZED, beside
from tests.printing.type.reading import lines, text_of

SIZE = 20.0
LEFT = Style(role="song", size=SIZE, leading=30, align="left")


def gaps(fonts: FontSet, text: str, role: str) -> list[float]:
    """How far each character of `text` stands from the one before, in em, spaces left out."""
    style = Style(role=role, size=SIZE, leading=30, align="left")
    paper = compose([Paragraph(text, style)], official_page(), fonts, title="t", author="a")
    return [(b[1] - a[1]) / SIZE for a, b in pairwise(lines(paper.pdf)[0])]


@pytest.mark.parametrize("role", ROLES)
def test_a_quarter_em_stands_between_chinese_and_latin(fonts: FontSet, role: str) -> None:
    width = {char: fonts.width(char, role, 1.0) for char in "1a"}
    assert gaps(fonts, "第1次", role) == pytest.approx([1.25, width["1"] + 0.25], abs=0.01)
    assert gaps(fonts, "第 1 次", role) == pytest.approx([1.25, width["1"] + 0.25], abs=0.01)
    assert gaps(fonts, "用a，1。", role) == pytest.approx([1.25, width["a"], 1.0, width["1"]], abs=0.01)


@pytest.mark.parametrize("role", ROLES)
def test_adjacent_marks_share_one_empty_half(fonts: FontSet, role: str) -> None:
    assert gaps(fonts, "甲”、“乙", role) == pytest.approx([1, 0.5, 0.5, 1], abs=0.01)
    assert gaps(fonts, "》《乙", role) == pytest.approx([0.5, 1], abs=0.01)
    assert gaps(fonts, "甲）”。", role) == pytest.approx([1, 0.5, 0.5], abs=0.01)
    assert gaps(fonts, "甲：“（乙", role) == pytest.approx([1, 0.5, 0.5, 1], abs=0.01)
    assert gaps(fonts, "（甲）乙", role) == pytest.approx([1, 1, 1], abs=0.01)


@pytest.mark.parametrize("role", ROLES)
def test_the_dot_of_a_name_is_half_a_square_wide(fonts: FontSet, role: str) -> None:
    before, after = gaps(fonts, "曼·买", role)
    assert 1.3 <= before + after <= 1.51


def test_what_is_read_out_of_the_paper_is_what_was_written(fonts: FontSet) -> None:
    text = "第3次“大会”、“小会”，共46人（略）。《通知》《纪要》App阿布都·买买提"
    paper = compose(
        [Paragraph(text, LEFT), RuledSheet([Column("甲")], [[text]])], official_page(), fonts,
        title="t", author="a",
    )  # fmt: skip
    assert text_of(paper.pdf)[0].startswith(f"{text}甲{text}")


def test_a_narrow_cell_gives_up_the_quarters_before_it_cuts_a_day(fonts: FontSet) -> None:
    day = "2026年10月15日"
    room = fonts.width(day, "song", 9.0) + 2 * 0.35 * 9.0 + 1.0
    sheet = RuledSheet([Column("日期", room * 25.4 / 72), Column("事由")], [[day, "会议"]])
    paper = compose([sheet], official_page(), fonts, title="t", author="a")
    assert day in ["".join(char for char, _, _ in line).removesuffix("会议") for line in lines(paper.pdf)]


def test_tokens_are_the_text_itself_where_nothing_stands_close() -> None:
    assert beside("支部大会，会议") == "支部大会，会议"
    assert list(beside("第1次”。")) == ["第" + GAP, "1" + GAP, "次", "”" + SQUEEZED, "。"]
    assert list(beside("共 1 人")) == ["共", " " + QUARTER, "1", " " + QUARTER, "人"]


def _measured(text: str) -> Measured:
    tokens = beside(text)
    return Measured(text, tokens, [1.0] * len(text), 1.0)


def test_the_spaces_beside_latin_are_widened_first_and_words_never() -> None:
    of = _measured("第12次会议")
    assert justified(of, 0, 6, 0.2, last=False) == pytest.approx([0.1, 0, 0.1, 0, 0, 0])
    more = justified(of, 0, 6, 1.0, last=False)
    assert sum(more) == pytest.approx(1.0)
    assert more[1] == more[-1] == 0
    assert more[0] == more[2] > more[3] == more[4] > 0


def test_a_line_too_long_is_squeezed_at_its_marks_and_spaces_alone() -> None:
    more = justified(_measured("第1次，会议（略）的"), 0, 10, -0.6, last=True)
    assert sum(more) == pytest.approx(-0.6)
    assert [place for place, one in enumerate(more) if one < 0] == [0, 1, 3, 8]
    assert justified(_measured("会议"), 0, 2, 0.5, last=True) == []


def test_bold_underlined_and_blank_runs_are_drawn(fonts: FontSet) -> None:
    runs = ["姓名：", Run("张三", underline=True), Run("务必", bold=True), Run("甲", blank=6), "____年"]
    paper = compose([Paragraph(runs, LEFT)], official_page(), fonts, title="t", author="a")
    line = lines(paper.pdf)[0]
    assert "".join(char for char, _, _ in line) == "姓名：张三务必甲年"
    x = {char: at for char, at, _ in line}
    begin = x["必"] + SIZE
    assert x["甲"] - begin == pytest.approx(2.5 * SIZE, abs=0.1)  # in the middle of its rule
    assert x["年"] - begin == pytest.approx(8 * SIZE, abs=0.1)


def test_tabs_stand_in_columns(fonts: FontSet) -> None:
    paper = compose([Paragraph("甲\t乙\n甲甲甲\t乙", LEFT)], official_page(), fonts, title="t", author="a")
    first, second = lines(paper.pdf)[:2]
    assert first[-1][1] == pytest.approx(second[-1][1], abs=0.1)
    assert first[-1][1] - first[0][1] == pytest.approx(4 * SIZE, abs=0.1)


def test_items_of_a_list_in_a_cell_hang_behind_their_numbers(fonts: FontSet) -> None:
    cell = "1. " + "把楼道里的杂物清理干净" * 3 + "\n2. 复查"
    sheet = RuledSheet([Column("措施", 60), Column("空")], [[cell, ""]])
    paper = compose([sheet], official_page(), fonts, title="t", author="a")
    body = lines(paper.pdf)[1:-1]
    assert body[0][0][0] == "1"
    assert body[1][0][1] == pytest.approx(body[0][2][1], abs=0.1)
    assert body[-1][0][1] == pytest.approx(body[0][0][1], abs=0.1)
