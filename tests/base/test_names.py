"""Names keep their characters; only blanks, hidden marks and, when agreed, dots change."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.base.errors import UserError
from desktop_app.base.names import (
    clean_name,
    compare_key,
    proposed_name,
    spaced,
    unsure_characters,
)

han = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF)
names = st.text(han, min_size=1, max_size=10)


@given(names)
def test_a_plain_name_is_left_alone(name: str) -> None:
    assert clean_name(name) == name
    assert proposed_name(name) is None
    assert clean_name(spaced(name)) == name


@given(names, st.lists(st.sampled_from(" \u3000\u00a0\t\u200b"), max_size=5))
def test_blanks_do_not_make_another_person(name: str, blanks: list[str]) -> None:
    written = "".join(blanks) + name[:1] + "".join(blanks) + name[1:]
    assert compare_key(written) == compare_key(name)


@pytest.mark.parametrize("text", ["张 三", "张　三", "\u200b张三\u202c", " 张\u00a0三\t", "张三\n"])
def test_one_person_in_many_hands(text: str) -> None:
    assert clean_name(text) == "张三"


@pytest.mark.parametrize("dot", list("•・.。．·‧"))
def test_dots_are_proposed_not_applied(dot: str) -> None:
    name = f"买买提{dot}阿布都"
    assert clean_name(name) == name
    assert proposed_name(name) == (None if dot == "·" else "买买提·阿布都")
    assert compare_key(name) == compare_key("买买提·阿布都")


def test_characters_are_never_normalised() -> None:
    for name in ("\uf92c平", "𬭸文", "䶮", "Ａ明", "林\U000e0100"):
        assert clean_name(name) == name
    assert unicodedata.normalize("NFC", "\uf92c") == "郎"


def test_old_private_characters_are_proposed_in_their_place() -> None:
    assert proposed_name("刘\ue863") == "刘䶮"
    assert proposed_name("⼈杰") == "人杰"
    assert proposed_name("\uf92c平") == "郎平"
    assert proposed_name("Ａ明") is None
    assert unsure_characters("刘\ue863") == "\ue863"
    assert unsure_characters("李?□") == "?□"
    assert unsure_characters("买买提·阿布都") == ""


def test_printed_with_the_alignment_blank() -> None:
    assert spaced("张三") == "张　三"
    assert spaced("张三丰") == "张三丰"
    assert spaced("Li") == "Li"
    assert spaced("𬭸文") == "𬭸　文"


@pytest.mark.parametrize("text", ["", "  ", "\u200b", "张" * 51])
def test_what_is_no_name(text: str) -> None:
    with pytest.raises(UserError):
        clean_name(text)


def test_long_and_foreign_names_keep_their_blanks() -> None:
    assert clean_name("John  Smith") == "John Smith"
    assert clean_name("阿不都热合曼 买买提") == "阿不都热合曼 买买提"
    assert clean_name("张" * 50) == "张" * 50
