"""Reading JSON that another office wrote: every surprise is one ValueError, never a strange crash."""

from __future__ import annotations

import json
import math
import unicodedata
from typing import NoReturn

INTEGER_MIN = -(2**63)
INTEGER_MAX = 2**63 - 1
# Control, format (text direction) and surrogate characters, line and paragraph separators. Private-use and
# not yet assigned ones pass: rare characters of names arrive as both.
_UNREADABLE = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
# Longer than any spelling of a double that a program writes.
_LONGEST_NUMERAL = 64
# What tells the shape of JSON, and every byte that does not.
_SHAPE = b'",:[{'
_NO_SHAPE = bytes(set(range(256)) - set(_SHAPE))
_WINDOW = 256 * 2**10


def parse(data: bytes) -> object:
    """The value written in `data` (UTF-8, no byte-order mark).

    Raises ValueError for: bad UTF-8 or JSON, a key twice in one object, NaN and infinities, whole numbers
    beyond Python's limit of 4,300 digits, fractions beyond 64 characters, nesting beyond Python's recursion
    limit, half surrogate pairs.
    """
    try:
        text = data.decode("utf-8")
        value = json.loads(
            text,
            parse_constant=_no_constant,
            parse_float=_finite,
            object_pairs_hook=_distinct,
        )
    except RecursionError:
        raise ValueError("nested too deeply") from None
    if "\\u" in text:
        # Only an escape can smuggle half a surrogate pair past the UTF-8 decoder.
        _no_half_surrogates(value)
    return value


def check_shape(data: bytes, *, commas: int, nested: int) -> None:
    """ValueError when `data`, still unread, has more commas, or more colons and brackets, than stated.

    What stands inside texts does not count. A value read into memory takes twenty times its bytes and more,
    so that a reader of long JSON counts first; `data` may be anything, the count of real JSON is exact.
    """
    found = dict.fromkeys(_SHAPE, 0)
    # Without its escapes a text ends at the next quote.
    shape = data.replace(b"\\\\", b"").replace(b'\\"', b"").translate(None, _NO_SHAPE)
    inside = 0
    for start in range(0, len(shape), _WINDOW):
        parts = shape[start : start + _WINDOW].split(b'"')
        outside = b"".join(parts[inside::2])
        for mark in found:
            found[mark] += outside.count(mark)
        inside ^= (len(parts) - 1) & 1
    if found.pop(ord(",")) > commas or sum(found.values()) > nested:
        raise ValueError("more values than allowed")


def dump(value: object) -> bytes:
    """One canonical spelling of `value`: UTF-8, sorted keys, no spaces. Raises ValueError for NaN."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-8")


def whole(value: object, low: int = 0, high: int = INTEGER_MAX) -> int:
    """`value` if it is an int (a bool is not) between `low` and `high`, else ValueError."""
    if type(value) is not int or not low <= value <= high:
        raise ValueError("not a whole number in range")
    return value


def words(value: object, longest: int, *, shortest: int = 1) -> str:
    """`value` if it is one line of `shortest` to `longest` characters a person can read, else ValueError."""
    if type(value) is not str or not shortest <= len(value) <= longest:
        raise ValueError("not a text of allowed length")
    if any(unicodedata.category(character) in _UNREADABLE for character in value):
        raise ValueError("control or invisible characters")
    return value


def table(value: object) -> dict[str, object]:
    """`value` if it is a JSON object, else ValueError."""
    if type(value) is not dict:
        raise ValueError("not an object")
    return value


def listing(value: object, longest: int) -> list[object]:
    """`value` if it is a JSON array of at most `longest` items, else ValueError."""
    if type(value) is not list or len(value) > longest:
        raise ValueError("not an array of allowed length")
    return value


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not a number")


def _finite(numeral: str) -> float:
    if len(numeral) > _LONGEST_NUMERAL:
        raise ValueError("number too long")
    value = float(numeral)
    if not math.isfinite(value):
        raise ValueError("number too large")
    return value


def _distinct(pairs: list[tuple[str, object]]) -> dict[str, object]:
    result = dict(pairs)
    if len(result) != len(pairs):
        raise ValueError("a key twice in one object")
    return result


def _no_half_surrogates(value: object) -> None:
    # A stack instead of recursion: the parser already accepted the depth, this must not fail on it.
    waiting = [value]
    while waiting:
        item = waiting.pop()
        if isinstance(item, str):
            item.encode("utf-8")
        elif isinstance(item, dict):
            waiting.extend(item)
            waiting.extend(item.values())
        elif isinstance(item, list):
            waiting.extend(item)
