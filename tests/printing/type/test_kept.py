"""Numbers with units, days, times and names are found in running text."""

import pytest

from desktop_app.printing.type.kept import Names, kept_spans, places_within


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("定于2026年10月15日开会", ["2026年10月15日"]),
        ("2026 年 7 月 1 日", ["2026 年 7 月 1 日"]),
        ("自15时00分至17时", ["15时00分", "17时"]),
        ("时间15:00—17:00结束", ["15:00—17:00"]),
        ("应到 46 人，赞成37票", ["46 人", "37票"]),
        ("第3次、第三届、第 12 项", ["第3次", "第三届", "第 12 项"]),
        ("共4,300.50元、-16分、￥1,200", ["4,300.50元", "-16分", "￥1,200"]),
        ("约20余户，300多平方米", ["20余户", "300多平方米"]),
        ("电话138 0000 1234或0991-1234567", ["138 0000 1234", "0991-1234567"]),
        ("乌民字〔2026〕8号", ["〔2026〕8号"]),
        ("会议没有数字", []),
    ],
)
def test_what_is_one_thing_for_the_eye_is_found(text: str, kept: list[str]) -> None:
    assert [text[a:b] for a, b in kept_spans(text)] == kept


def test_names_come_from_the_records_alone_the_longest_first() -> None:
    names = Names(["张三", "张三丰", "范敏", "阿布都·买买提", "王", ""])
    text = "张三丰、张三、范　敏、李四、王五和阿布都·买买提"
    assert [text[a:b] for a, b in names.spans(text)] == ["张三丰", "张三", "范　敏", "阿布都·买买提"]
    assert list(Names().spans(text)) == []


def test_a_name_of_parts_may_end_a_line_after_its_dot_only() -> None:
    text = "请阿布都·买买提来"
    within = set(places_within(text, Names(["阿布都·买买提"])))
    assert within == {2, 3, 4, 6, 7}
