"""Chinese full-text search: overlapping pairs of characters as words, names also by pinyin and initials."""

import re
import string
from collections.abc import Iterable
from typing import NamedTuple

from desktop_app.base.plain_signs import plain

# Runs of Chinese characters (〇, radicals, extensions, compatibility, private forms), digits, letters.
# Compiled by its first use, not by the start of the program: so wide a class takes two milliseconds.
_RUNS = r"[\u2e80-\u2fdf\u3007\u3400-\u9fff\ue000-\ufaff\U00020000-\U0010ffff]+|[0-9]+|[A-Za-z]+"
# A number of so many digits is found by any part of it of at least so many.
_LONG_NUMBER, _PART = 6, 3
# Between the words of a card and the same in plain signs, where these differ.
_PLAIN = "\x1f"

_BREAK = re.compile(r"[\s，。；：、！？]+")
_NUMBER = string.ascii_letters + string.digits + ".:-"


class Hit(NamedTuple):
    """A record found: its register, uid, the words it is called by and the text around the match."""

    register: str
    uid: str
    heading: str
    excerpt: str


# Before the pinyin of what a record is called: sorts a person before the papers that mention them.
CALLED = "名"


def index_terms(text: str, pinyin: Iterable[str] = (), called: str = "") -> str:
    """The words the index keeps for ``text``: pairs and last characters of Chinese runs, whole Latin runs.

    ``pinyin`` are the search keys of names in it, ``called`` those of the record's own heading. A long number
    is kept from each of its digits on, so that its tail finds it.
    """
    terms: list[str] = []
    for run in runs_of(text):
        if run[0].isascii():
            terms.append(run.lower())
            if len(run) >= _LONG_NUMBER and run.isdecimal():
                terms.extend(run[at:] for at in range(1, len(run) - _PART + 1))
        else:
            terms.extend(run[i : i + 2] for i in range(len(run) - 1))
            terms.append(run[-1])
    terms.extend(pinyin)
    terms.extend(CALLED + key for key in called.split())
    return " ".join(terms)


def runs_of(words: str) -> list[str]:
    """The runs of Chinese characters, of digits and of letters in ``words``, in plain signs."""
    return re.findall(_RUNS, plain(words))


def runs_to_check(words: str) -> list[str]:
    """The runs of ``words`` that must stand on the card as they are.

    The pairs of a Chinese run may stand apart in a wrong hit, and a number is found by those alone who may
    see it.
    """
    return [run for run in runs_of(words) if len(run) > 2 and (run.isdecimal() or not run[0].isascii())]


def card_words(text: str) -> str:
    """What a card keeps of ``text``: the text, and once more in plain signs where that differs."""
    as_compared = plain(text)
    return text if as_compared == text else f"{text}{_PLAIN}{as_compared}"


def excerpt(text: str, words: str, heading: str = "", width: int = 36) -> str:
    """About ``width`` characters of ``text`` around the first run of ``words``, from the start of a word on.

    ``heading`` stands above the excerpt: where the text begins with it, the excerpt is of what follows.
    """
    shown = text.partition(_PLAIN)[0]
    flat = " ".join(shown.split()).removeprefix(" ".join(heading.split())).strip()
    place = min((p for p in map(plain(flat).find, runs_of(words)) if p >= 0), default=0)
    start = max(0, place - width // 3)
    if start:
        # A clause is told from its beginning where that is near.
        near = _BREAK.search(flat, start - 1, place)
        start = near.end() if near else start
    # No number is cut in two: half an ID number would not be known as one and covered.
    start = len(flat[:start].rstrip(_NUMBER))
    end = len(flat) - len(flat[start + width :].lstrip(_NUMBER))
    return ("…" if start else "") + flat[start:end] + ("…" if end < len(flat) else "")
