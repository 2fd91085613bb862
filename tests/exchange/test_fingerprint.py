"""A card is accepted only by what was typed from its paper: words, or digits on a first one."""

from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.base.errors import UserError
from desktop_app.base.pinyin import load_pinyin
from desktop_app.exchange.card import OfficeCard
from desktop_app.exchange.card_words import load_card_words
from desktop_app.exchange.fingerprint import confirm_card, fingerprint, places_to_type
from tests.exchange.offices import BRANCH, STRANGER

CARD = BRANCH.public
WORDS = fingerprint(CARD)
PINYIN = [load_pinyin().full(word)[0] for word in WORDS]
FIRST = OfficeCard.from_bytes((Path(__file__).parent / "fixtures" / "format1" / "A01.zbk").read_bytes())
DIGITS = ("66910", "50211", "57493", "82701", "12050", "84628")


def another(word: str) -> str:
    """Some other word of the list."""
    words = load_card_words()
    return words[words.index(word) - 1]


def test_the_fingerprint_is_six_words_and_stands_for_everything_on_the_card() -> None:
    assert len(WORDS) == 6
    assert set(WORDS) <= set(load_card_words())
    other = STRANGER.public
    variants = [
        CARD,
        replace(CARD, name="清河街道第八党支部"),
        replace(CARD, code="ZB-08"),
        replace(CARD, seal_key=other.seal_key),
        replace(CARD, sign_key=other.sign_key),
    ]
    assert len({fingerprint(card) for card in variants}) == len(variants)


def test_words_are_spread_over_the_whole_list() -> None:
    """All eleven bits of every place count; a shift gone wrong would leave most words out."""
    words = load_card_words()
    places = [words.index(word) for n in range(6) for word in fingerprint(replace(CARD, name=f"支部{n}"))]
    assert max(places) >= 1536
    assert min(places) < 512
    assert len(set(places)) > 30


def test_the_sheet_of_the_first_release_shows_its_digits_still() -> None:
    assert fingerprint(FIRST) == DIGITS
    full_width = DIGITS[0].translate({ord("0") + n: ord("\uff10") + n for n in range(10)})
    confirm_card(FIRST, {1: f" {full_width[:2]} {full_width[2:]}", 6: DIGITS[5]})
    with pytest.raises(UserError, match="数字与这张名片不符"):
        confirm_card(FIRST, {1: DIGITS[1], 6: DIGITS[5]})
    with pytest.raises(UserError, match="数字没有填全"):
        confirm_card(FIRST, {1: DIGITS[0]})


@pytest.mark.parametrize(
    "typed",
    [
        {2: WORDS[1], 5: WORDS[4]},
        {1: f" {WORDS[0][0]} {WORDS[0][1]} ", 6: PINYIN[5]},
        {3: PINYIN[2].upper(), 4: PINYIN[3]},
        {1: WORDS[0], 2: WORDS[1], 3: WORDS[2]},
    ],
)
def test_the_words_from_paper_confirm_a_card(typed: dict[int, str]) -> None:
    confirm_card(CARD, typed)


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ({}, "没有填全"),
        ({1: WORDS[0]}, "没有填全"),
        ({1: WORDS[0], 2: "  "}, "没有填全"),
        ({1: WORDS[0], 2: another(WORDS[1])}, "不符"),
        ({1: another(WORDS[0]), 2: WORDS[1]}, "不符"),
        ({1: WORDS[0], 2: WORDS[1][0]}, "不符"),
        ({1: WORDS[0], 2: "12345"}, "不符"),
    ],
)
def test_wrong_or_missing_words_are_refused(typed: dict[int, str], why: str) -> None:
    with pytest.raises(UserError, match=why):
        confirm_card(CARD, typed)


def test_the_words_of_another_card_do_not_confirm_this_one() -> None:
    other = fingerprint(STRANGER.public)
    with pytest.raises(UserError, match="不符"):
        confirm_card(CARD, {1: other[0], 4: other[3]})


@pytest.mark.parametrize("place", [0, 7, -1])
def test_there_are_six_places(place: int) -> None:
    with pytest.raises(ValueError, match="1 to 6"):
        confirm_card(CARD, {place: WORDS[5], 1: WORDS[0]})


@given(st.integers())
def test_two_different_places_are_asked_for(seed: int) -> None:
    first, second = places_to_type(Random(seed))
    assert 1 <= first < second <= 6
