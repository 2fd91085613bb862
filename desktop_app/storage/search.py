"""Chinese full-text search: overlapping pairs of characters as words, names also by pinyin and initials."""

import re
import string
from collections.abc import Iterable
from typing import NamedTuple

# Runs of Chinese characters (with extensions and compatibility forms) or of letters and digits.
# Compiled by its first use, not by the start of the program: so wide a class takes two milliseconds.
_RUNS = r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+|[0-9A-Za-z]+"

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

    ``pinyin`` are the search keys of names in it, ``called`` those of the record's own heading.
    """
    terms: list[str] = []
    for run in runs_of(text):
        if run[0].isascii():
            terms.append(run.lower())
        else:
            terms.extend(run[i : i + 2] for i in range(len(run) - 1))
            terms.append(run[-1])
    terms.extend(pinyin)
    terms.extend(CALLED + key for key in called.split())
    return " ".join(terms)


def runs_of(words: str) -> list[str]:
    """The runs of Chinese characters, and of letters and digits, in ``words``."""
    return re.findall(_RUNS, words)


def chinese_runs(words: str) -> list[str]:
    """The Chinese runs of ``words`` longer than a pair, whose pairs may stand apart in a wrong hit."""
    return [run for run in runs_of(words) if not run[0].isascii() and len(run) > 2]


def excerpt(text: str, words: str, heading: str = "", width: int = 36) -> str:
    """About ``width`` characters of ``text`` around the first run of ``words``, from the start of a word on.

    ``heading`` stands above the excerpt: where the text begins with it, the excerpt is of what follows.
    """
    flat = " ".join(text.split()).removeprefix(" ".join(heading.split())).strip()
    place = min((p for p in map(flat.find, runs_of(words)) if p >= 0), default=0)
    start = max(0, place - width // 3)
    if start:
        # A clause is told from its beginning where that is near.
        near = _BREAK.search(flat, start - 1, place)
        start = near.end() if near else start
    # No number is cut in two: half an ID number would not be known as one and covered.
    start = len(flat[:start].rstrip(_NUMBER))
    end = len(flat) - len(flat[start + width :].lstrip(_NUMBER))
    return ("…" if start else "") + flat[start:end] + ("…" if end < len(flat) else "")
