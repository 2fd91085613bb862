"""The shipped code tables, and the words people type for them."""

import pytest

from desktop_app.base.codes import CodeEntry, CodeTable, load_codes


@pytest.mark.parametrize(
    ("name", "count", "offered"),
    [
        ("gender", 4, 2),
        ("ethnicity", 56, 56),
        ("education", 40, 18),
        ("job_position", 49, 49),
        ("new_stratum", 10, 10),
        ("front_line", 6, 6),
        ("join_type", 4, 4),
    ],
)
def test_tables_are_whole(name: str, count: int, offered: int) -> None:
    table = load_codes(name)
    assert (len(table.entries), len(table.choices)) == (count, offered)
    for entry in table.entries:
        for word in (entry.code, entry.label, *entry.synonyms):
            assert table.code_for(word) == entry.code
            assert table.code_for(f" {word[:1]}　{word[1:]}\u200b") == entry.code
        assert entry.code in table


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("gender", "1", "1"),
        ("gender", "2", "2"),
        ("gender", "1.0", "1"),
        ("gender", "M", "1"),
        ("gender", "f", "2"),
        ("gender", "男性", "1"),
        ("gender", "女", "2"),
        ("ethnicity", "汉", "01"),
        ("ethnicity", "汉族", "01"),
        ("ethnicity", "1", "01"),
        ("ethnicity", "维族", "05"),
        ("ethnicity", "蒙古", "02"),
        ("ethnicity", "56", "56"),
        ("education", "本科", "20"),
        ("education", "大学本科", "20"),
        ("education", "大学", "20"),
        ("education", "大专", "30"),
        ("education", "专科", "30"),
        ("education", "中专", "41"),
        ("education", "高中", "60"),
        ("education", "高中毕业", "61"),
        ("education", "职高", "44"),
        ("education", "博士", "11"),
        ("education", "72", "73"),
        ("education", "82", "83"),
        ("education", "不认识的", None),
        ("job_position", "退休", "退休人员"),
        ("job_position", "社区工作者", "社区工作人员"),
        ("job_position", "教师", None),
        ("new_stratum", "自由职业者", "自由职业人员"),
        ("front_line", "教学一线", "教学第一线"),
        ("join_type", "新发展", "新发展党员"),
        ("gender", "", None),
    ],
)
def test_words_people_type(name: str, text: str, code: str | None) -> None:
    assert load_codes(name).code_for(text) == code


def test_a_word_for_two_codes_is_a_defect() -> None:
    twice = CodeTable("试", (CodeEntry("1", "甲", ("丙",)), CodeEntry("2", "乙", ("丙",))))
    with pytest.raises(ValueError, match="丙"):
        twice.code_for("甲")
    with pytest.raises(ValueError, match="twice"):
        CodeTable("试", (CodeEntry("1", "甲"), CodeEntry("1", "乙")))


def test_labels() -> None:
    table = load_codes("education")
    assert table.label("20") == "大学本科教育"
    with pytest.raises(KeyError):
        table.label("01")
