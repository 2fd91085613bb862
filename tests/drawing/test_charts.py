"""Whatever the figures and names: no words over others, none outside, and every figure told."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.drawing.bars import Bars, Waterfall
from desktop_app.drawing.cells import Cell, Cells, Dots
from desktop_app.drawing.chart import Chart, Limit, Series
from desktop_app.drawing.lines import Lines
from desktop_app.drawing.marks import Area, Box, hatching
from desktop_app.drawing.pyramid import Pyramid
from desktop_app.drawing.shades import DONE
from desktop_app.drawing.stacked import Shares, StackedBars
from desktop_app.drawing.words import figure, folded, ticks
from tests.drawing.drawn import LONG, charts, joined, metre, on_bars, texts, wrong_with

WIDTHS = st.sampled_from([60.0, 100.0, 150.0, 240.0, 470.0, 760.0])


@settings(max_examples=50, deadline=None)
@given(charts(), WIDTHS, st.booleans())
def test_no_words_stand_over_others_or_outside(chart: Chart, width: float, titled: bool) -> None:
    drawing = chart.laid(width, metre, titled=titled)
    assert not wrong_with(drawing)
    assert drawing.alt == chart.alt
    assert drawing.alt.startswith(chart.title)
    if isinstance(chart, Bars | Waterfall) and width >= 240:
        assert not on_bars(drawing)


@settings(max_examples=50, deadline=None)
@given(charts(), WIDTHS)
def test_every_figure_is_told_by_a_label_or_an_axis(chart: Chart, width: float) -> None:
    drawing = chart.laid(width, metre)
    told, faint = texts(drawing), [one.text for one in drawing.labels if one.faint]
    if isinstance(chart, Bars | Waterfall):
        for words in (one.words for row in chart.bars() for one in row):
            assert words in told
    elif isinstance(chart, Pyramid):
        assert all(figure(value) in told for row in (chart.left, chart.right) for value in row.values)
    elif isinstance(chart, StackedBars):
        spelt = joined(drawing)
        assert all(
            figure(sum(row.values[at] or 0 for row in chart.series)) in told for at in range(len(chart.names))
        )
        assert all(figure(value) in spelt for row in chart.series for value in row.values if value)
    elif isinstance(chart, Shares):
        assert all(figure(value) in joined(drawing) for value in chart.values)
    elif isinstance(chart, Lines) and not chart.is_empty:
        axis = [float(one.replace(",", "")) for one in faint if _is_number(one)]
        every = [value for row in chart.series for value in row.values if value is not None]
        assert min(axis) - 0.01 <= min(every) <= max(every) <= max(axis) + 0.01


def _is_number(word: str) -> bool:
    return word.replace(",", "").replace(".", "").removeprefix("-").isdigit()


@settings(max_examples=40, deadline=None)
@given(charts(), st.sampled_from([150.0, 470.0]), st.sampled_from([60.0, 160.0, 400.0]))
def test_over_the_page_every_row_comes_once(chart: Chart, width: float, height: float) -> None:
    parts, rest = [], chart
    for _ in range(60):
        if rest.laid(width, metre).height <= height:
            break
        both = rest.broken(width, height, metre)
        if both is None:
            break
        assert both[0].laid(width, metre).height <= height
        assert both[1].title.endswith("（续）")
        parts.append(both[0])
        rest = both[1]
    names = [name for one in (*parts, rest) for name in getattr(one, "names", [])]
    assert names == list(getattr(chart, "names", []))
    assert not [wrong for one in (*parts, rest) for wrong in wrong_with(one.laid(width, metre))]


def test_standing_bars_lie_down_where_words_find_no_room() -> None:
    months = [f"{month}月" for month in range(1, 7)]
    standing = Bars("到会", months, [Series("人次", [12, 9, 0, None, 30, 7])]).laid(300, metre)
    lying = Bars("到会", [LONG] * 6, [Series("人次", [12, 9, 0, None, 30, 7])]).laid(300, metre)
    assert len({one.box.bottom for one in standing.areas}) == 1
    assert len({one.box.left for one in lying.areas}) == 1
    assert LONG in joined(lying)
    assert {"12", "9", "0", "—", "30", "7"} <= set(texts(standing))


def test_a_giant_beside_small_ones_keeps_every_figure_and_a_trace_of_each_bar() -> None:
    drawing = Bars("金额", ["甲", "乙", "丙"], [Series("元", [1e9, 1, 0])]).laid(300, metre)
    assert {"1,000,000,000", "1", "0"} <= set(texts(drawing))
    assert len(drawing.areas) == 2
    assert min(min(one.box.width, one.box.height) for one in drawing.areas) > 0.5


def test_figures_below_zero_go_the_other_way() -> None:
    drawing = Bars("增减", ["甲", "乙"], [Series("人", [4, -2])]).laid(300, metre)
    up, down = drawing.areas
    assert up.box.bottom == pytest.approx(down.box.top)
    assert next(one for one in drawing.labels if one.text == "-2" and not one.faint).box.top > down.box.bottom


def test_a_waterfall_goes_from_one_total_to_the_other() -> None:
    chart = Waterfall("增减", ["期初", "转入", "转出", "期末"], 46, [3, -2], unit="人")
    assert [(one.start, one.end) for row in chart.bars() for one in row] == [
        (42, 46), (46, 49), (49, 47), (42, 47),
    ]  # fmt: skip
    assert chart.alt == "增减（单位：人）：期初 46，转入 +3，转出 -2，期末 47"


def test_a_matrix_turns_its_heads_numbers_long_ones_and_goes_on_below() -> None:
    cells = [[Cell("√", DONE)] * 40] * 3
    turned = Cells("到会", ["甲", "乙", "丙"], ["1月5日大会"] * 40, cells).laid(700, metre)
    assert all(one.turned for one in turned.labels if one.text == "1月5日大会")
    numbered = Cells("到会", ["甲", "乙", "丙"], [LONG] * 40, cells).laid(700, metre)
    assert joined(numbered).count(LONG) == 40
    narrow = Cells("到会", ["甲", "乙", "丙"], ["1日"] * 40, cells).laid(200, metre)
    assert texts(narrow).count("甲") > 1
    assert len([one for one in narrow.labels if one.text == "√"]) == 120


def test_a_year_of_meetings_leaves_room_for_rows_on_a_page() -> None:
    heads = [f"{1 + n % 12}月{n}日组织生活会" for n in range(60)]
    chart = Cells("到会", [f"第{n}人" for n in range(47)], heads, [[Cell()] * 60 for _ in range(47)])
    whole, parts = chart, 0
    while (both := whole.broken(756, 467, metre)) is not None:
        assert both[0].laid(756, metre).height <= 467
        whole, parts = both[1], parts + 1
    assert whole.laid(756, metre).height <= 467
    assert parts


def test_many_shares_become_bars_and_few_tell_their_part() -> None:
    few = Shares("学历", ["本科", "大专"], [3, 1]).laid(300, metre)
    assert "本科 3（75%）" in texts(few)
    assert sum(one.box.width for one in few.areas[:2]) == pytest.approx(300)
    many = Shares("学历", [f"第{place}类" for place in range(23)], list(range(23))).laid(300, metre)
    assert {str(value) for value in range(23)} <= set(texts(many))


def test_five_hundred_of_everything_is_laid_out_in_no_time() -> None:
    names = [f"党员{place}" for place in range(500)]
    values = [place % 37 for place in range(500)]
    for chart in (
        Bars("学时", names, [Series("学时", values)], limit=Limit(32, "要求 32 学时")),
        Lines("学时", names, [Series("学时", values)]),
        StackedBars("学时", names, [Series("一", values), Series("二", values)]),
        Pyramid("学时", names, Series("男", values), Series("女", values)),
        Dots("联系", names, [f"{month}月" for month in range(1, 13)], [[1.5]] * 500, DONE),
    ):
        assert not wrong_with(chart.laid(470, metre))


def test_nothing_at_all_says_so() -> None:
    for chart in (
        Bars("空", [], []),
        Lines("空", ["1月"], [Series("无", [None])]),
        Cells("空", [], [], []),
        Shares("空", [], []),
        StackedBars("空", [], []),
        Pyramid("空", [], Series("男", []), Series("女", [])),
        Dots("空", [], ["1月"], [], DONE),
    ):
        assert "没有数据" in texts(chart.laid(200, metre))
        assert chart.alt == "空：没有数据"


def test_figures_that_do_not_fit_together_are_a_defect() -> None:
    with pytest.raises(ValueError, match="per name"):
        Bars("甲", ["1月"], [Series("乙", [1, 2])])
    with pytest.raises(ValueError, match="finite"):
        Bars("甲", ["1月"], [Series("乙", [float("nan")])])
    with pytest.raises(ValueError, match="negative"):
        StackedBars("甲", ["1月"], [Series("乙", [-1])])
    with pytest.raises(ValueError, match="each head"):
        Cells("甲", ["乙"], ["丙"], [])


def test_figures_have_their_thousands_and_no_needless_decimals() -> None:
    values = (8, 7.5, 93.478, None, 100.0, 3383.8, -0.001)
    assert [figure(value) for value in values] == ["8", "7.5", "93.48", "—", "100", "3,383.8", "0"]


@given(st.text(st.sampled_from("党员大会，（）。 2026Abc"), max_size=60), st.floats(9, 90))
def test_folding_loses_nothing_and_keeps_within_the_room(text: str, room: float) -> None:
    lines = folded(text, room, 8, metre)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(metre(line, 8, False) <= room or len(line) == 1 for line in lines)


@given(st.floats(-1e9, 1e9), st.floats(0, 1e9), st.booleans())
def test_an_axis_holds_its_figures_with_few_steps(low: float, span: float, whole: bool) -> None:
    found = ticks(low, low + span, whole=whole)
    assert 2 <= len(found) <= 8
    assert found[0] <= low + 1e-6 * max(1, abs(low), span)
    assert found[-1] >= low + span - 1e-6 * max(1, abs(low), span)


@given(st.floats(0.1, 200), st.floats(0.1, 200), st.sampled_from(["/", "\\", "x", "-", ""]))
def test_a_hatching_keeps_within_its_area(width: float, height: float, sign: str) -> None:
    box = Box(10, 20, width, height)
    for x1, y1, x2, y2 in hatching(box, sign):
        assert box.left - 0.01 <= min(x1, x2) <= max(x1, x2) <= box.right + 0.01
        assert box.top - 0.01 <= min(y1, y2) <= max(y1, y2) <= box.bottom + 0.01


def test_shades_of_series_are_told_apart_without_colour() -> None:
    drawing = Bars("甲", ["乙"], [Series(str(place), [1]) for place in range(6)]).laid(300, metre)
    shades = {(one.shade.grey, one.shade.hatch) for one in drawing.marks if isinstance(one, Area)}
    assert len(shades) == 6
