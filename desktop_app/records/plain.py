"""What a stored text may hold: characters that print, and JSON spelt as the program spells it."""

import json
import re
from collections.abc import Iterable
from typing import NoReturn

from desktop_app.base.typed_text import visible, without_escapes

# No stored text is longer, whatever its box allows; a package bears no longer one either.
LONGEST = 200_000
# Words that stand in the place of a link, or beside one.
LONGEST_WORDS = 200
# What is told of a received record is no longer than this: words of another office may stand in it.
LONGEST_TOLD = 300
# What prints as nothing and turns a line round or ends it unseen: control characters but tab and line feed,
# marks of direction, halves of characters and what is no character.
_UNPRINTABLE = re.compile("[\0-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
_VISIBLE = re.compile("[^\\s\u00ad\u115f\u1160\u200b-\u200f\u2028-\u202f\u2060-\u206f\u3164\ufeff]")


def printing(text: str) -> str:
    """The text as it prints: every end of a line as a line feed, characters that print nothing taken out."""
    if not _UNPRINTABLE.search(text):
        return text
    text = without_escapes(text)
    for end in ("\r\n", "\r", "\v", "\f", "\x85", "\u2028", "\u2029"):
        text = text.replace(end, "\n")
    return _UNPRINTABLE.sub("", text)


def unprintable(title: str, text: str, *, lines: bool) -> Iterable[str]:
    """A sentence when ``text`` of the box ``title`` does not print; ``lines``: it may have several."""
    if _UNPRINTABLE.search(text):
        yield f"「{title}」里有打印不出来的字符"
    elif not lines and "\n" in text:
        yield f"「{title}」只能有一行"
    elif not _VISIBLE.search(text):
        yield f"「{title}」里没有看得见的字"


def word_faults(title: str, text: str, longest: int = LONGEST_WORDS) -> Iterable[str]:
    """Sentences about one line of words that the box ``title`` refuses."""
    if len(text) > longest:
        yield f"「{title}」最多 {longest} 个字，现在有 {len(text)} 个"
    yield from unprintable(title, text, lines=False)


def one_line(told: str, longest: int = LONGEST_TOLD) -> str:
    """A sentence as a receipt bears it: one line of characters that a person can see."""
    return visible(told).encode("utf-8", "replace").decode()[:longest]


def plain_json(stored: object) -> object:
    """What a stored JSON text says; ValueError unless ``to_stored`` spells it so, without floats."""
    if type(stored) is not str or len(stored) > LONGEST:
        raise ValueError("no JSON text of allowed length")
    try:
        found = json.loads(stored, parse_constant=_no_float, parse_float=_no_float)
    except RecursionError:
        raise ValueError("nested too deeply") from None
    if json.dumps(found, ensure_ascii=False) != stored:
        raise ValueError("not spelt as the program spells it")
    return found


def word_list(stored: object, *, most: int = 5000) -> list[str]:
    """The texts of a stored list of one to ``most`` texts; ValueError when it is none."""
    found = plain_json(stored)
    if type(found) is not list or not 0 < len(found) <= most or {type(one) for one in found} != {str}:
        raise ValueError("not a list of texts")
    return found


def entry_list(stored: object, *shape: type, most: int = 5000) -> list[list[object]]:
    """The entries of a stored list, each a list of the types ``shape``; ValueError when it is none."""
    found = plain_json(stored)
    if type(found) is not list or not 0 < len(found) <= most:
        raise ValueError("not a list")
    for entry in found:
        if type(entry) is not list or tuple(map(type, entry)) != shape:
            raise ValueError("an entry of another shape")
    return found


def _no_float(numeral: str) -> NoReturn:
    raise ValueError(f"{numeral} is no whole number")
