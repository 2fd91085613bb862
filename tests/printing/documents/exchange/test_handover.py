"""数据交接单: both copies on one sheet, the same facts on both, the digits in groups."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.printing.documents.exchange import handover
from tests.printing.documents.reading import text


def test_both_copies_stand_on_one_sheet(office, renderer):
    printed = renderer.make("handover", uid=office.package.uid, file="Z001-3-20261102.zbb", size=48213)
    told = text(printed)
    assert printed.pages == 1
    for fact in (
        "中共安和街道工作委员会",
        "党员花名册46条；会议3条；问题清单6条",
        "48372915",
        "Z001-3-20261102.zbb47.1KB（48,213字节）",
        "移交人签字",
        "接收人签字",
        office.package.package_id,
    ):
        assert told.count(fact) == 2
    assert told.index("第一联") < told.index("沿此线裁开") < told.index("第二联")


@settings(max_examples=20)
@given(st.lists(st.text(st.sampled_from("党员花名册会议问题清单学时"), min_size=2, max_size=14), max_size=24))
def test_both_copies_of_any_package_tell_all(setting, titles):
    contents = tuple(f"{title} {n} 条" for n, title in enumerate(titles))
    package = handover.Handover("01" * 16, "甲支部", "乙党委", "2026年11月2日", contents, (), "12345678")
    told, pages = setting(handover.story(package))
    assert pages == 1
    assert told.count("；".join(contents).replace(" ", "")) >= (2 if contents else 0)


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (0, "0 字节"),
        (1023, "1023 字节"),
        (1536, "1.5 KB（1,536 字节）"),
        (5 * 2**20, "5.0 MB（5,242,880 字节）"),
    ],
)
def test_sizes(size, words):
    assert handover.size_words(size) == words


def test_codes_are_grouped_only_when_they_have_eight_digits():
    assert handover.code_words("48372915") == "4837 2915"
    assert handover.code_words("4837 2915") == "4837 2915"
    assert handover.code_words("") == "无"
