"""The words of fingerprints: as many as eleven bits name, no two alike by ear, all of them in our fonts."""

import hashlib
import re

import pytest

from desktop_app.base.resources import read_text, resource_path
from desktop_app.exchange.card_words import alike, load_card_words, sounds
from desktop_app.printing.type.faces import font_set


def test_the_list_is_the_one_that_stands_on_printed_sheets() -> None:
    table = read_text("words", "card_words.tsv")
    digest = hashlib.sha256(table.encode()).hexdigest()
    assert digest == "40ec64edec8fde6c2549c1bfc8266cac036fd20abb1ef38fd0a3965f29c5385d"
    assert len(set(load_card_words())) == 2048
    assert all(re.fullmatch(r"[\u4e00-\u9fff]{2}\t[a-z]+ [a-z]+", line) for line in table.splitlines())


def test_no_two_words_can_be_taken_for_each_other() -> None:
    heard: dict[str, str] = {}
    for line in read_text("words", "card_words.tsv").splitlines():
        word, syllables = line.split("\t")
        for sound in sounds(word) | sounds(syllables):
            assert heard.setdefault(sound, word) == word
        assert alike(syllables, word)


def test_every_word_can_be_printed_and_shown() -> None:
    assert font_set(resource_path("fonts")).missing(load_card_words()) == []


@pytest.mark.parametrize(
    "typed",
    [
        "苹果",
        " 苹 果 ",
        "平果",
        "ping guo",
        "pingguo",
        "PingGuo",
        "píng guǒ",
        "ping2guo3",
        "pin guo",
        "\uff50\uff49\uff4e\uff47\uff47\uff55\uff4f",
    ],
)
def test_a_word_is_taken_however_it_is_typed(typed: str) -> None:
    assert alike(typed, "苹果")


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("lü cha", "绿茶"),
        ("lv ca", "绿茶"),
        ("nu cha", "绿茶"),
        ("si zi", "狮子"),
        ("hei ji", "飞机"),
        ("fua nun", "滑轮"),
    ],
)
def test_what_dialects_do_not_tell_apart_is_one(typed: str, word: str) -> None:
    assert alike(typed, word)


@pytest.mark.parametrize(
    "typed", ["", "苹", "果苹", "苹果树", "apple", "12345", "p", "苹果苹果", "ping", "x" * 500, "☎"]
)
def test_anything_else_is_another_word(typed: str) -> None:
    assert not alike(typed, "苹果")
