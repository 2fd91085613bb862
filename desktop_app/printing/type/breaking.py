"""Line breaking for Chinese text: what may begin and end a line, and which places may be stretched."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate

from desktop_app.printing.type.signs import WRITTEN_OTHERWISE, settled

# GB/T 15834—2011 §5.1: stops, closing marks, 连接号, 间隔号 never begin a line; opening marks never end one.
# 省略号 and 破折号 are kept off the line start as well, which also keeps their two halves together.
NO_START = frozenset("，。、；：！？）》」』】〕〉］｝”’％‰℃°…—·～－／〗〞﹂﹄ゝ々!),.:;?]}%>/-~|")
NO_END = frozenset("（《「『【〔〈［｛“‘￥＄№〖〝﹁﹃" + "([{$¥<#@")
HANGING = frozenset("，。、；：")
"""Marks whose ink fills the left half of their square: they may stand outside the measure."""

_WORD = "!-~À-ÖØ-öø-ɏͰ-ϿЀ-ӿ"
WORDS = re.compile(f"[{_WORD}]+|——+|……+")
"""A run never stretched: Latin words, numbers, dates, codes, and the joined 破折号 and 省略号."""
_IS_WORD = re.compile(f"[{_WORD}]").match
_FUZZ = 1e-6
# Controls, soft hyphen, zero-width marks, broken surrogates, variation selectors: nothing of these is drawn.
_NOT_DRAWN = (
    "\\x00-\\x09\\x0b-\\x1f\\x7f-\\xa0\\xad\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f"
    "\\ud800-\\udfff\\ufe00-\\ufe0f\\ufeff\\U000e0000-\\U000e01ef"
)
_INVISIBLE = re.compile(f"[{_NOT_DRAWN}]")
_STRANGE = re.compile(f"[{_NOT_DRAWN}{WRITTEN_OTHERWISE}]")
_KEPT = {"\t": " ", "\xa0": " ", "\r": "\n", "\v": "\n", "\f": "\n", "\u2028": "\n", "\u2029": "\n"}


def plain(text: str) -> str:
    """Text ready for setting: one kind of line end, tabs as spaces, no control or invisible characters."""
    if not _STRANGE.search(text):
        return text
    text = settled(text)
    return _INVISIBLE.sub(lambda found: _KEPT.get(found.group(), ""), text.replace("\r\n", "\n"))


def may_break(text: str, place: int) -> bool:
    """Whether a line of `text` may end before index `place` (0 < place < len)."""
    before, after = text[place - 1], text[place]
    if after == " " or after in NO_START or before in NO_END:
        return False
    return not (_IS_WORD(before) and _IS_WORD(after))


def break_lines(
    text: str,
    advances: Sequence[float],
    measure: float,
    first_measure: float | None = None,
    *,
    hang: bool = True,
) -> list[tuple[int, int]]:
    """Cut one paragraph (no line ends inside) into lines, each a half-open range of indices.

    `advances` holds one width per character; `measure` is the room of a line and `first_measure` that of
    the first, all in one unit. With `hang`, one stop may stand outside the measure. Spaces at a line end
    take no room and stay in the range. A word wider than the measure is cut where it must be; nothing
    else breaks a rule of `may_break`.
    """
    length = len(text)
    sums = [0.0, *accumulate(advances)]
    room = measure if first_measure is None else first_measure
    if sums[-1] <= room + _FUZZ:
        return [(0, length)]
    lines = []
    start = 0
    while start < length:
        end = _line_end(text, sums, start, room, hang)
        lines.append((start, end))
        start, room = end, measure
    return lines


def _line_end(text: str, sums: list[float], start: int, room: float, hang: bool) -> int:
    """Index after the last character of the line that begins at `start`."""
    length = len(text)
    # A line takes at least one character, however narrow the column.
    fits = max(bisect_right(sums, sums[start] + room + _FUZZ) - 1, start + 1)
    end = fits
    if hang and end < length and text[end] in HANGING:
        end += 1
    while end < length and text[end] == " ":
        end += 1
    if end >= length:
        return length
    place = end
    while place > start and not may_break(text, place):
        place -= 1
    return place if place > start else _forced_end(text, start, fits)


def _forced_end(text: str, start: int, end: int) -> int:
    """Where to cut a word wider than the line: as late as fits, not before a mark that may not begin one."""
    for place in range(end, start, -1):
        if text[place] not in NO_START and text[place - 1] not in NO_END:
            return place
    return end


def stretchable(text: str) -> int:
    """How many places of a line can be widened to fill the measure: between characters, not inside words."""
    if not text:
        return 0
    return len(text) - 1 - sum(len(word.group()) - 1 for word in WORDS.finditer(text))


def segments(text: str) -> Iterator[tuple[str, bool]]:
    """Cut a line into (piece, is_word) in order; a word piece is set solid, the others may be spread."""
    place = 0
    for word in WORDS.finditer(text):
        if word.start() > place:
            yield text[place : word.start()], False
        yield word.group(), True
        place = word.end()
    if place < len(text):
        yield text[place:], False
