"""Lines begin and end where Chinese text allows it, and keep numbers and words whole."""

import itertools
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.printing.type.breaking import break_lines, may_break, plain, segments, stretchable

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
]
STOPS = ["，", "。", "；", "、", "：", "！", "", " "]


def half_width(char: str) -> float:
    return 0.5 if char.isascii() else 1.0


def lines_of(text: str, measure: float) -> list[str]:
    return [text[a:b] for a, b in break_lines(text, [half_width(c) for c in text], measure)]


@pytest.mark.parametrize("measure", [10, 16, 28, 40])
def test_a_thousand_lines_of_office_text_keep_the_rules(measure: int) -> None:
    rng = random.Random(measure)
    lines: list[str] = []
    while len(lines) < 1000:
        text = "".join(rng.choice(PIECES) + rng.choice(STOPS) for _ in range(40))
        lines += (line.strip(" ") for line in lines_of(text, measure))
    assert [line for line in lines if line and line[0] in NEVER_FIRST] == []
    assert [line for line in lines if line and line[-1] in NEVER_LAST] == []


def test_numbers_words_and_joined_marks_stay_whole() -> None:
    text = "".join(piece + "，" for piece in PIECES * 5)
    for measure in range(12, 40):
        seams = list(zip(lines_of(text, measure), lines_of(text, measure)[1:], strict=False))
        for before, after in seams:
            assert not (
                before[-1].isascii() and before[-1].isalnum() and after[0].isascii() and after[0].isalnum()
            )
            assert not (before[-1] == after[0] and before[-1] in "—…")


alphabet = st.sampled_from("会议学习支部党员甲乙丙，。、；：！？（）《》“”…—0123456789abcXYZ.,%-/() ")


@given(st.text(alphabet, min_size=1, max_size=200), st.integers(2, 30))
def test_lines_cover_the_text_and_break_a_rule_only_when_they_must(text: str, measure: int) -> None:
    advances = [half_width(char) for char in text]
    lines = break_lines(text, advances, measure)
    assert lines[0][0] == 0
    assert lines[-1][1] == len(text)
    assert all(a[1] == b[0] and a[0] < a[1] for a, b in itertools.pairwise(lines))
    for start, end in lines:
        shown = text[start:end].rstrip(" ")
        inside = shown[:-1] if shown and shown[-1] in "，。、；：" else shown
        assert sum(map(half_width, inside)) <= measure + 1e-6 or end == start + 1
        if end < len(text) and not may_break(text, end):
            assert not any(may_break(text, place) for place in range(start + 1, end))


def test_a_line_of_full_width_characters_is_filled_exactly() -> None:
    assert [len(line) for line in lines_of("支" * 60, 28)] == [28, 28, 4]


def test_one_character_more_than_fits_goes_to_the_next_line() -> None:
    assert [len(line) for line in lines_of("支" * 28, 28)] == [28]
    assert [len(line) for line in lines_of("支" * 29, 28)] == [28, 1]


def test_a_stop_hangs_instead_of_pulling_its_character_down() -> None:
    assert lines_of("一二三四五。六七", 5) == ["一二三四五。", "六七"]
    assert [tuple(r) for r in break_lines("一二三四五。六七", [1.0] * 8, 5, hang=False)] == [(0, 4), (4, 8)]


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


def test_a_line_ends_at_the_last_place_it_may() -> None:
    assert lines_of("一二三四（五六", 5) == ["一二三四", "（五六"]
    assert lines_of("一二 三四五", 2) == ["一二 ", "三四", "五"]


def test_the_first_line_may_have_another_measure() -> None:
    assert [end - start for start, end in break_lines("支" * 10, [1.0] * 10, 4, 2)] == [2, 4, 4]


def test_only_places_outside_words_are_stretched() -> None:
    assert stretchable("支部2026年") == 3
    assert stretchable("好——的") == 2
    assert list(segments("支部GB/T 9704号")) == [
        ("支部", False),
        ("GB/T", True),
        (" ", False),
        ("9704", True),
        ("号", False),
    ]


def test_a_line_is_cut_into_pieces_none_of_them_empty() -> None:
    assert stretchable("") == 0
    assert list(segments("")) == []
    assert list(segments("2026")) == [("2026", True)]
    assert list(segments("2026年7月")) == [("2026", True), ("年", False), ("7", True), ("月", False)]
    assert list(segments("年2026")) == [("年", False), ("2026", True)]


def test_control_characters_never_reach_the_paper() -> None:
    assert plain("甲\r\n乙\t丙\x00\u200b丁\u3000\n") == "甲\n乙 丙丁\u3000\n"
    assert plain("葛\U000e0100\ufe0f\ud800") == "葛"
    assert plain("党员 46\n") == "党员 46\n"


def test_in_a_column_narrower_than_a_character_each_line_takes_just_one() -> None:
    assert break_lines("甲乙丙", [1.0] * 3, 0.5) == [(0, 1), (1, 2), (2, 3)]


@given(st.text("会议ab。（", min_size=1, max_size=12), st.floats(-3, 1))
def test_a_column_narrower_than_a_character_still_takes_one_each_line(text: str, measure: float) -> None:
    cut = break_lines(text, [1.0] * len(text), measure)
    assert [(a, b) for a, b in cut if b <= a] == []
    assert "".join(text[a:b] for a, b in cut) == text
