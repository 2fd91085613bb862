"""Search keys and order of names by sound."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.base.pinyin import Pinyin, load_pinyin

READINGS = ["an\t安\t", "ang\t昂\t", "ceng\t曾\t", "guo\t国\t", "lv\t吕\t", "zeng\t\t曾", "zhang\t张章\t"]
SURNAMES = ["曾\tzeng"]

common = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=1, max_size=5)


def test_small_tables_are_enough() -> None:
    pinyin = Pinyin(READINGS, SURNAMES)
    assert pinyin.initials("曾国") == ("cg", "zg")
    assert pinyin.initials("曾国", surname=True) == ("zg",)
    assert pinyin.full("曾国") == ("cengguo", "zengguo")
    assert pinyin.keys("曾国") == "zengguo cengguo zg cg"


@pytest.mark.parametrize(
    ("name", "full", "initials"),
    [
        ("张三", "zhangsan", "zs"),
        ("曾国", "zengguo", "zg"),
        ("单雄信", "shanxiongxin", "sxx"),
        ("仇英", "qiuying", "qy"),
        ("解缙", "xiejin", "xj"),
        ("查良", "zhaliang", "zl"),
        ("区寿", "oushou", "os"),
        ("翟志", "zhaizhi", "zz"),
        ("尉迟恭", "yuchigong", "ycg"),
        ("万俟咏", "moqiyong", "mqy"),
        ("吕布", "lvbu", "lb"),
        ("买买提·阿布都", "maimaitiabudu", "mmtabd"),
        ("𬭸", "lin", "l"),
    ],
)
def test_names_are_found_as_their_bearers_say_them(name: str, full: str, initials: str) -> None:
    assert {full, initials} <= set(load_pinyin().keys(name).split())


@given(common)
def test_initials_are_the_first_letters_of_the_full_readings(name: str) -> None:
    pinyin = load_pinyin()
    keys = pinyin.keys(name).split()
    assert len(keys) == len(set(keys))
    assert keys
    single = [pinyin.full(char) for char in name]
    for ways in (pinyin.full(name), pinyin.initials(name)):
        assert 1 <= len(ways) <= 32
    assert pinyin.initials(name)[0] == "".join(ways[0][0] for ways in single)


@given(common)
def test_every_key_is_typed_on_a_plain_keyboard(name: str) -> None:
    pinyin = load_pinyin()
    known = all(pinyin.full(char)[0] != char for char in name)
    assert pinyin.keys(name).replace(" ", "").isascii() == known


def test_letters_digits_and_dots() -> None:
    pinyin = load_pinyin()
    assert pinyin.full("John 李3") == ("johnli3",)
    assert pinyin.keys("·") == ""
    assert pinyin.keys("") == ""


def test_order_of_a_list() -> None:
    pinyin = load_pinyin()
    names = ["曾国", "章程", "张伟", "昂山", "张安", "安琪", "单雄", "张"]
    assert sorted(names, key=pinyin.sort_key) == [
        "安琪",
        "昂山",
        "单雄",
        "曾国",
        "张",
        "张安",
        "张伟",
        "章程",
    ]
