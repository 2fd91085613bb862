"""Chinese full-text search: overlapping pairs of characters as words, names also by pinyin and initials."""

import re
from collections.abc import Iterable
from typing import NamedTuple

# Runs of Chinese characters (with extensions and compatibility forms) or of letters and digits.
_RUNS = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+|[0-9A-Za-z]+")


class Hit(NamedTuple):
    """A record found: its register, uid, the words it is called by and the text around the match."""

    register: str
    uid: str
    heading: str
    excerpt: str


# Before the pinyin of what a record is called: sorts a person before the papers that mention them.
_CALLED = "名"


def index_terms(text: str, pinyin: Iterable[str] = (), called: str = "") -> str:
    """The words the index keeps for ``text``: pairs and last characters of Chinese runs, whole Latin runs.

    ``pinyin`` are the search keys of names in it, ``called`` those of the record's own heading.
    """
    terms: list[str] = []
    for run in _RUNS.findall(text):
        if run[0].isascii():
            terms.append(run.lower())
        else:
            terms.extend(run[i : i + 2] for i in range(len(run) - 1))
            terms.append(run[-1])
    terms.extend(pinyin)
    terms.extend(_CALLED + key for key in called.split())
    return " ".join(terms)


def match_expression(words: str) -> str:
    """The FTS5 expression for typed ``words``; '' when there is nothing to look for."""
    parts: list[str] = []
    for run in _RUNS.findall(words):
        if run[0].isascii():
            parts.append(f'"{run.lower()}"*')
        elif len(run) == 1:
            parts.append(f'"{run}"*')
        else:
            parts.extend(f'"{run[i : i + 2]}"' for i in range(len(run) - 1))
    return " AND ".join(parts)


def called_expression(words: str) -> str:
    """The FTS5 expression for records called by the pinyin in ``words``; finds nothing for Chinese ones."""
    runs = [run.lower() for run in _RUNS.findall(words) if run[0].isascii()]
    return " AND ".join(f'"{_CALLED}{run}"*' for run in runs) or f'"{_CALLED}"'


def chinese_runs(words: str) -> list[str]:
    """The Chinese runs of ``words`` longer than a pair, whose pairs may stand apart in a wrong hit."""
    return [run for run in _RUNS.findall(words) if not run[0].isascii() and len(run) > 2]


def excerpt(text: str, words: str, width: int = 36) -> str:
    """About ``width`` characters of ``text`` around the first run of ``words`` in it."""
    flat = " ".join(text.split())
    places = [flat.find(run) for run in _RUNS.findall(words)]
    start = max(0, min((p for p in places if p >= 0), default=0) - width // 3)
    piece = flat[start : start + width]
    return ("…" if start else "") + piece + ("…" if start + width < len(flat) else "")
