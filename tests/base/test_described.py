"""Characters told by what they are made of."""

import pytest

from desktop_app.base.described import described_in
from desktop_app.base.rare_characters import load_rare_characters


@pytest.mark.parametrize(
    ("name", "before", "parts", "after"),
    [
        ("曹(上大下明)", "曹", ("大", "明"), ""),
        ("曹（上大下明）", "曹", ("大", "明"), ""),
        ("李【左王右月】华", "李", ("王", "月"), "华"),
        ("李(左边王右边月)华", "李", ("王", "月"), "华"),
        ("王[金字旁加惠]", "王", ("金", "惠"), ""),
        ("王（三点水加惠）", "王", ("氵", "惠"), ""),
        ("王（三点水旁加惠）", "王", ("氵", "惠"), ""),
        ("王（草字头右）", "王", ("艹", "右"), ""),
        ("赵（钅+惠）", "赵", ("钅", "惠"), ""),
        ("赵⿰钅惠", "赵", ("钅", "惠"), ""),
        ("赵（⿱大明）民", "赵", ("大", "明"), "民"),
        ("周(三个吉)", "周", ("三", "吉"), ""),
        ("周(外囗内元)", "周", ("囗", "元"), ""),
    ],
)
def test_a_character_told_in_words_is_seen(name, before, parts, after):
    found = described_in(name)
    assert found is not None
    assert (found.before, found.parts, found.after) == (before, parts, after)


@pytest.mark.parametrize(
    "name",
    [
        "王三（曾用名 王珊）",
        "王三(女)",
        "王三（外嫁）",
        "王三（二组）",
        "买买提·艾力",
        "王三（左撇子）",
        "王三(加入)",
        "",
    ],
)
def test_a_second_name_or_a_remark_is_none(name):
    assert described_in(name) is None


def test_the_name_with_the_character_in_its_place_is_known_again():
    found = described_in("李(左王右月)华")
    assert found.fits("李玥华")
    assert not found.fits("李华")
    assert not found.fits("李玥玥华")


@pytest.mark.parametrize(
    ("parts", "meant"), [(("王", "月"), "玥"), (("氵", "惠"), "潓"), (("艹", "右"), "若")]
)
def test_the_picker_is_opened_where_the_parts_lead(parts, meant):
    rare = load_rare_characters()
    place = rare.place_of(parts)
    assert place is not None
    radical, strokes = place
    assert meant in rare.of_radical(radical)[strokes]


def test_parts_that_lead_nowhere_lead_nowhere():
    assert load_rare_characters().place_of(("尴尬", "得很")) is None
    assert load_rare_characters().place_of(()) is None
