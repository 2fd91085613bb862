"""数据交接单: both copies on one sheet, the same facts on both, the digits in groups."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.printing.documents.exchange import handover
from desktop_app.registers import catalogue
from desktop_app.registers.exchange.kinds import ALL_OF_IT, KINDS, ContentChoice, left_out, travelling
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


# The longest an organisation is called, by the limit of its box.
LONG = "中共清河市青石街道桂花里社区老干部和流动党员服务中心联合第一支部委员会" * 2
CATALOGUE = catalogue()


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
@pytest.mark.parametrize("choice", [ContentChoice("x"), ALL_OF_IT], ids=["least", "most"])
@pytest.mark.parametrize("receiver", ["乙工委", LONG, handover._receivers(["春风社区支部"] * 300)])
def test_the_slip_of_every_kind_keeps_to_its_sheet(setting, kind, choice, receiver):
    """With the longest names, five digits a register and all that was left out."""
    contents = [f"{CATALOGUE[name].title} 98765 条" for name in travelling(CATALOGUE, kind, choice)]
    slip = handover.Handover(
        package="01" * 16,
        sender=LONG,
        receiver=receiver,
        day="2026年12月31日",
        contents=tuple(contents),
        left_out=left_out(CATALOGUE, kind, choice),
        code="12345678",
        file="ABCDEFGHIJKLMNOPQRSTUVWXYZ123456-9999999999-20261231-99.zbb",
        size=268_435_456,
        summed=handover._by_practice(CATALOGUE, contents),
    )
    told, pages = setting(handover.story(slip))
    assert pages == 1
    assert told.count("接收人签字") == 2
    if len(contents) > 40:
        assert told.count(f"{len(contents)}种台账共{98765 * len(contents):,}条") == 2
        assert "其他" not in slip.summed
    else:
        assert told.count("".join(contents[0].split())) == 2


def test_of_very_many_receivers_the_first_are_named():
    assert handover._receivers(()) == ""
    assert handover._receivers((LONG,)) == LONG
    few = [f"第{n}社区支部" for n in range(1, 4)]
    assert handover._receivers(few) == "第1社区支部、第2社区支部、第3社区支部"
    many = handover._receivers([f"第{n}社区支部" for n in range(1, 301)])
    assert many.startswith("第1社区支部、第2社区支部、")
    assert many.endswith("等 300 个单位")
    assert len(many) < 90


@pytest.mark.parametrize("length", [1, 100, 150, 300, 450, 600, 900])
@pytest.mark.parametrize("names", ["甲支部", LONG[:36], LONG[:54], LONG])
def test_contents_stand_whole_or_by_practices_and_never_on_a_second_sheet(setting, length, names):
    slip = handover.Handover(
        "01" * 16, names, names, "2026年12月31日", ("录" * length,), (), "12345678", "f.zbb", 1000, "少"
    )
    told, pages = setting(handover.story(slip))
    assert pages == 1
    assert told.count("录") == 2 * length or told.count("少") == 2
    if length <= 150:
        assert told.count("录") == 2 * length


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
