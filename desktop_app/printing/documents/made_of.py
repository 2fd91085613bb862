"""What a paper was made of, in words that are kept and read again to make it anew."""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, cast

from desktop_app.base.periods import Month
from desktop_app.printing.documents.paper import Arguments
from desktop_app.printing.documents.papers import PAPERS

_DAYS = ("day", "first")
_MONTH = "month"
LONGEST = 200_000
"""Longer words are not kept: a list of some thousand chosen records."""


def kept_of(key: str, args: Mapping[str, Any]) -> str:
    """What is kept of the arguments of the paper ``key``; '' where nothing is."""
    return "" if PAPERS[key].secret else kept_words(args)


def kept_words(args: Mapping[str, Any]) -> str:
    """The arguments of a paper in words, in one spelling; '' where they are too long to keep."""
    plain = {name: _plain(value) for name, value in sorted(args.items()) if value not in (None, False, "")}
    words = json.dumps(plain, ensure_ascii=False, separators=(",", ":"))
    return words if len(words) <= LONGEST else ""


def kept_arguments(words: str) -> Arguments:
    """The arguments of a paper from their words."""
    plain: dict[str, Any] = json.loads(words)
    for name in plain.keys() & set(_DAYS):
        plain[name] = date.fromisoformat(plain[name])
    if _MONTH in plain:
        plain[_MONTH] = Month.from_iso(plain[_MONTH])
    return cast(Arguments, plain)


def _plain(value: object) -> object:
    if isinstance(value, Month):
        return value.iso()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Iterable) and not isinstance(value, str):
        return list(value)
    return value
