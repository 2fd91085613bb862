"""The fingerprint of a card: six words that an office prints and another types two of.

Typing instead of ticking: a tick is given blindly. Which two is chosen after the card was presented, so that
nobody can make a card that has just those right. Cards of the first format have six groups of five digits.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from random import Random

from desktop_app.base.errors import UserError
from desktop_app.exchange import strictjson
from desktop_app.exchange.card import FIRST_FORMAT, OfficeCard
from desktop_app.exchange.card_words import alike, load_card_words
from desktop_app.exchange.refusal import NOTHING_CHANGED

PLACES = 6
PLACES_TO_TYPE = 2
_SALT = {1: b"zhibu card fingerprint 1", 2: b"zhibu card fingerprint 2"}
_BITS_A_WORD = 11
_GROUP = re.compile(r"[0-9]{5}")


@lru_cache(maxsize=64)
def fingerprint(card: OfficeCard) -> tuple[str, ...]:
    """Six words (66 bits), slow to search for: read on paper or by telephone.

    Code, name and both keys go in, so a card that differs in any of them has other words.
    """
    what = strictjson.dump(card.signed_fields())
    digest = hashlib.scrypt(what, salt=_SALT[card.format], n=2**15, r=8, p=1, maxmem=2**26, dklen=32)
    number = int.from_bytes(digest, "big")
    if card.format == FIRST_FORMAT:
        digits = f"{number % 10**30:030d}"
        return tuple(digits[at : at + 5] for at in range(0, 30, 5))
    words = load_card_words()
    return tuple(words[number >> _BITS_A_WORD * place & len(words) - 1] for place in range(PLACES))


def has_words(card: OfficeCard) -> bool:
    """Whether the sheet of this card shows words; those of the first format show groups of digits."""
    return card.format != FIRST_FORMAT


def places_to_type(random: Random) -> tuple[int, ...]:
    """Which two places (1 to 6, in order) the operator is asked for; chosen after the card was presented."""
    return tuple(sorted(random.sample(range(1, PLACES + 1), PLACES_TO_TYPE)))


def confirm_card(card: OfficeCard, typed: Mapping[int, str]) -> None:
    """Accept `card` only if what was typed from its sheet (place 1–6 → word or group) agrees.

    Words may be typed as pinyin too, and by ear; digits in full width and with blanks. Raises UserError when
    fewer than two are given or any differs; ValueError for a place beyond 1–6.
    """
    if not all(1 <= place <= PLACES for place in typed):
        raise ValueError("places are numbered 1 to 6")
    what = "词" if has_words(card) else "数字"
    given = {place: text.strip() for place, text in typed.items()}
    if len(given) < PLACES_TO_TYPE or not all(given.values()):
        raise UserError(
            f"核对{what}没有填全。", NOTHING_CHANGED, f"请照对方纸质的名片核对单，填写要求的两处{what}。"
        )
    right = fingerprint(card)
    if not all(_agrees(card, text, right[place - 1]) for place, text in given.items()):
        raise UserError(
            f"输入的{what}与这张名片不符，没有接受这张名片。",
            NOTHING_CHANGED,
            "请再看一遍纸质核对单；如果仍不符，请打电话与对方核对，不要勉强登记。",
        )


def _agrees(card: OfficeCard, typed: str, right: str) -> bool:
    if has_words(card):
        return alike(typed, right)
    return _GROUP.fullmatch(plain_digits(typed)) is not None and plain_digits(typed) == right


def plain_digits(text: str) -> str:
    """What a person typed, as plain digits: full-width figures narrowed, spaces and hyphens dropped."""
    return re.sub(r"[\s-]", "", unicodedata.normalize("NFKC", text))
