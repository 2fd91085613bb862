"""Names in the order of 姓氏笔画."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.base.strokes import Strokes, load_strokes

common = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=1, max_size=4)


@pytest.mark.parametrize(
    ("char", "count"),
    [("丁", 2), ("王", 4), ("毛", 4), ("张", 7), ("黄", 11), ("曾", 12), ("𬭸", 17), ("魏", 17)],
)
def test_counts(char: str, count: int) -> None:
    assert load_strokes().count(char) == count


def test_a_list_as_it_is_printed() -> None:
    names = ["黄兴", "李四", "毛泽", "王五", "丁一", "方圆", "张三", "王二", "王二小", "马力", "刘伟", "孔明"]
    assert sorted(names, key=load_strokes().sort_key) == [
        "丁一", "马力", "王二", "王二小", "王五", "毛泽", "方圆", "孔明", "刘伟", "李四", "张三", "黄兴",
    ]  # fmt: skip


@given(common, common)
def test_fewer_strokes_go_first(one: str, other: str) -> None:
    strokes = load_strokes()
    first, second = strokes.count(one[0]), strokes.count(other[0])
    assert first is not None
    assert second is not None
    if first < second:
        assert strokes.sort_key(one) < strokes.sort_key(other)


def test_unknown_characters_stand_last_and_dots_do_not_count() -> None:
    strokes = Strokes(["1\t一", "12\t十"], ["02\t厶"])
    assert sorted(["甲", "厶", "十", "一"], key=strokes.sort_key) == ["一", "十", "厶", "甲"]
    assert strokes.count("甲") is None
    assert strokes.sort_key("一·十") == strokes.sort_key("一十")
