"""Lines begin and end where Chinese text allows it, keep whole what is one thing, and suit the paragraph."""

import itertools
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.printing.type.breaking import (
    LineBreaker,
    Measured,
    break_lines,
    may_break,
    plain,
    solid_places,
)
from desktop_app.printing.type.kept import NO_NAMES, Names, places_within
from desktop_app.printing.type.spacing import beside, set_width

# Written out again here, so that a slip in the program's own lists shows.
NEVER_FIRST = "，。、；：！？）》〉」』】〕”’…％,.;:!?)]}%"
NEVER_LAST = "（《〈「『【〔“‘([{"
PIECES = [
    "会议传达学习了《中国共产党支部工作条例（试行）》",
    "严格落实“三会一课”制度",
    "应到46人、实到43人",
    "到会率93.48%",
    "2026年10月15日14:30",
    "依据GB/T 9704—2012",
    "记录……从略",
    "责任人：欧阳某某（第三党小组）",
    "——这是底线",
    "经费1,200.50元",
    "编号ZB-2026-0017",
    "使用WPS Office与Excel整理",
    "“两个维护”",
    "『附件』",
    "《关于“学习强国”的通知》",
    "‘四下基层’",
    "问题一、二、三",
    "完成率≥95%",
    "怎么办？",
    "抓落实！",
    "【待补】",
    "〔2026〕8号",
    "[附注]",
    "温度36.5℃",
    "记录人阿布都热合曼·买买提",
    "赞成 37 票，反对 1 票",
    "电话0991-1234567转8",
    "手机138 0000 1234",
]
STOPS = ["，", "。", "；", "、", "：", "！", "", " "]
NAMES = Names(["阿布都热合曼·买买提", "欧阳某某", "唐玉琴", "方婷"])
KEPT = (
    "46人", "43人", "93.48%", "2026年10月15日", "14:30", "1,200.50元", "ZB-2026-0017", "〔2026〕8号",
    "欧阳某某", "阿布都热合曼·", "买买提", "37 票", "1 票", "0991-1234567", "138 0000 1234", "GB/T",
)  # fmt: skip


def half_width(token: str) -> float:
    return set_width(token, 500 if token[0].isascii() else 1000) / 1000


def measured(text: str) -> Measured:
    tokens = beside(text)
    return Measured(text, tokens, [half_width(token) for token in tokens], 1.0)


def lines_of(text: str, measure: float, names: Names = NO_NAMES, *, justified: bool = False) -> list[str]:
    cut = break_lines(measured(text), measure, names=names, justified=justified)
    return [text[a:b] for a, b in cut]


@pytest.mark.parametrize("justified", [True, False])
@pytest.mark.parametrize("measure", [10, 16, 28, 40])
def test_lines_of_office_text_keep_the_rules(measure: int, justified: bool) -> None:
    rng = random.Random(measure)
    lines: list[str] = []
    while len(lines) < 500:
        text = "".join(rng.choice(PIECES) + rng.choice(STOPS) for _ in range(40))
        lines += (line.strip(" ") for line in lines_of(text, measure, NAMES, justified=justified))
    assert [line for line in lines if line and line[0] in NEVER_FIRST] == []
    assert [line for line in lines if line and line[-1] in NEVER_LAST] == []


@pytest.mark.parametrize("justified", [True, False])
def test_what_is_one_thing_stays_on_one_line(justified: bool) -> None:
    rng = random.Random(7)
    for measure in range(12, 40):
        text = "".join(rng.choice(PIECES) + "，" for _ in range(60))
        lines = lines_of(text, measure, NAMES, justified=justified)
        for piece in KEPT:
            assert sum(line.count(piece) for line in lines) == text.count(piece), (piece, measure)


@pytest.mark.parametrize("justified", [True, False])
def test_numbers_words_and_joined_marks_stay_whole(justified: bool) -> None:
    text = "".join(piece + "，" for piece in PIECES * 5)
    for measure in range(12, 40):
        lines = lines_of(text, measure, justified=justified)
        for before, after in itertools.pairwise(lines):
            seam = before[-1] + after[0]
            assert not (seam.isascii() and seam.isalnum())
            assert seam not in ("——", "……")


alphabet = st.sampled_from(
    "会议学习支部党员甲乙丙，。、；：！？（）《》“”…—0123456789abcXYZ.,%-/() 年月日人·"
)
texts = st.text(alphabet, min_size=1, max_size=200)


@given(texts, st.integers(2, 30), st.booleans())
def test_lines_cover_the_text_and_break_a_rule_only_when_they_must(
    text: str, measure: int, justified: bool
) -> None:
    of = measured(text)
    lines = break_lines(of, measure, justified=justified)
    assert lines == break_lines(measured(text), measure, justified=justified)
    assert lines[0][0] == 0
    assert lines[-1][1] == len(text)
    assert all(a[1] == b[0] and a[0] < a[1] for a, b in itertools.pairwise(lines))
    kept = set(places_within(text, NO_NAMES))
    for start, end in lines:
        seen = of.visible(start, end)
        squeezed = of.natural(start, seen) - of.most_give(start, seen)
        assert squeezed <= measure + 1e-6 or end == start + 1
        if end < len(text) and not may_break(text, end):
            assert not any(may_break(text, place) for place in range(start + 1, end))
        if end in kept and end < len(text):
            whole = (place for place in range(start + 1, end) if place not in kept and may_break(text, place))
            assert not any(whole)


@settings(max_examples=60)
@given(texts, st.integers(4, 30), st.booleans())
def test_the_best_lines_never_cost_more_than_the_full_ones(text: str, measure: int, justified: bool) -> None:
    breaker = LineBreaker(measured(text), measure, measure, NO_NAMES, justified)
    assert breaker.total(breaker.lines()) <= breaker.total(breaker.greedy()) + 1e-9


def test_a_line_of_full_width_characters_is_filled_exactly() -> None:
    assert [len(line) for line in lines_of("支" * 60, 28)] == [28, 28, 4]
    assert [len(line) for line in lines_of("支" * 28, 28)] == [28]


@pytest.mark.parametrize("justified", [True, False])
@pytest.mark.parametrize("ending", ["", "。", "）。", "”"])
def test_no_paragraph_ends_in_a_line_of_one_character(ending: str, justified: bool) -> None:
    for count in range(3, 80):
        last = lines_of("支" * count + ending, 9, justified=justified)[-1]
        assert len(last.rstrip("。）”")) != 1


def test_a_mark_at_the_end_of_a_line_gives_up_its_empty_half() -> None:
    assert lines_of("一二三四五六七八九。一二三四", 9.5) == ["一二三四五六七八九。", "一二三四"]
    assert lines_of("一二三四，五六七八九十一二三", 9.5) == ["一二三四，五六七八", "九十一二三"]


def test_a_mark_at_the_beginning_of_a_line_gives_up_its_empty_half() -> None:
    assert lines_of("一二三四五（六七八）九十一二三四", 5.5)[:2] == ["一二三四五", "（六七八）九"]


def test_squeezed_marks_save_a_justified_line_from_being_torn() -> None:
    text = "一二，三四，五六，七八，九十，2026年10月15日前办结并且回复居民"
    loose = lines_of(text, 12.5, justified=False)[0]
    assert loose == "一二，三四，五六，七八，"
    assert lines_of("会议研究了，二、三，四五六七八九十甲" + "支" * 30, 16.5, justified=True)[0][-1] == "十"


def test_a_word_wider_than_the_line_is_cut_and_nothing_is_lost() -> None:
    lines = lines_of("编号990101199001011234在册", 4)
    assert "".join(lines) == "编号990101199001011234在册"
    assert max(sum(map(half_width, line)) for line in lines) <= 4


@pytest.mark.parametrize(
    ("word", "lines"),
    [
        ("abcd,efgh", ["abc", "d,ef", "gh"]),  # a comma would begin the line
        ("abc(defg", ["abc", "(def", "g"]),  # a bracket would end it
        ("abc(,def", ["abc", "(,de", "f"]),
        ("abcdefgh", ["abcd", "efgh"]),
        ("a,,,,,cd", ["a,,,", ",,cd"]),  # nowhere better: as late as fits
    ],
)
def test_a_word_is_cut_where_neither_line_breaks_a_rule(word: str, lines: list[str]) -> None:
    assert lines_of(word, 2) == lines


def test_an_address_of_the_web_breaks_at_its_slashes() -> None:
    text = "网址https://example.test/branch/notices/2026/10/15请查看"
    lines = lines_of(text, 14)
    assert lines[:2] == ["网址https://example.test/", "branch/notices/2026/10/15请"]
    assert lines_of("依据GB/T9704办理", 4)[0] == "依据"


def test_a_line_ends_at_the_last_place_it_may() -> None:
    assert lines_of("一二三四（五六", 5) == ["一二三四", "（五六"]
    assert lines_of("一二 三四五六", 2) == ["一二 ", "三四", "五六"]


def test_the_first_line_may_have_another_measure() -> None:
    assert [b - a for a, b in break_lines(measured("支" * 10), 4, 2)] == [2, 4, 4]


def test_only_places_outside_words_are_stretched() -> None:
    assert solid_places("支部2026年") == [2, 3, 4]
    assert solid_places("好——的") == [1]
    assert solid_places("支部GB/T 9704号") == [2, 3, 4, 7, 8, 9]
    assert solid_places("") == []


def test_control_characters_never_reach_the_paper() -> None:
    assert plain("甲\r\n乙\t丙\x00\u200b丁\u3000\n") == "甲\n乙 丙丁\u3000\n"
    assert plain("甲\t乙", tabs=True) == "甲\t乙"
    assert plain("葛\U000e0100\ufe0f\ud800") == "葛"
    assert plain("党员 46\n") == "党员 46\n"


@given(st.text("会议ab。（", min_size=1, max_size=12), st.floats(-3, 1))
def test_a_column_narrower_than_a_character_takes_at_least_one_each_line(text: str, measure: float) -> None:
    cut = break_lines(Measured(text, text, [1.0] * len(text), 1.0), measure)
    assert [(a, b) for a, b in cut if b <= a] == []
    assert "".join(text[a:b] for a, b in cut) == text


def test_fifty_thousand_characters_are_cut_line_by_line() -> None:
    rng = random.Random(5)
    text = "".join(rng.choice(PIECES) + rng.choice(STOPS) for _ in range(5000))[:50_000]
    steps = 0

    class Counted(LineBreaker):
        def _cost(self, *args: int | float) -> float:
            nonlocal steps
            steps += 1
            return super()._cost(*args)  # type: ignore[arg-type]

    lines = Counted(measured(text), 28, 26, NAMES, True).lines()
    assert "".join(text[a:b] for a, b in lines) == text
    assert steps < 8 * len(text)
