"""How characters stand beside each other: squeezed marks, the quarter space, the half-wide 间隔号.

clreq (W3C) §3.1.6 and §3.2.3. A *token* is a character and how much room it takes beside the next one: the
character alone, or with one of the signs below behind it. A token is a code of its own in a document's font,
so that the room belongs to the character, text is read out of the paper as it was written, and a page of
table text needs no operator more than before.
"""

import re
from collections.abc import Sequence

GAP, SQUEEZED, QUARTER, NARROWED = "\x01", "\x02", "\x03", "\x04"
"""A quarter em follows; the empty half is taken off; a blank of a quarter em; a quarter is taken off."""
SHARE = 0.25
"""The space between Chinese and Latin or digits, in em."""

OPENING = "（《「『【〔〈［｛“‘〖〝﹁﹃"
"""Marks whose ink fills the right half of their square."""
CLOSING = "，。、；：！？．）》」』】〕〉］｝”’〗〞﹂﹄"
"""Marks whose ink fills the left half of their square."""
_LOOSE = "？"  # its ink stands in the middle of the square in 仿宋: no more than a quarter is empty
_DOT = "·"
_FULL = 1000.0  # in 1/1000 em
_HAN = "\u2e80-\u2fdf々〇\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_LATIN = "0-9A-Za-zÀ-ÖØ-öø-ɏͰ-ϿЀ-ӿ"
_BESIDE = re.compile(
    f"(?P<gap>[{_HAN}](?=[{_LATIN}])|[{_LATIN}%](?=[{_HAN}]))"
    f"|(?P<squeezed>[{re.escape(CLOSING)}](?=[{re.escape(CLOSING + OPENING)}])"
    f"|[{re.escape(OPENING)}](?=[{re.escape(OPENING)}]))"
    f"|(?P<quarter>(?<=[{_HAN}]) (?=[{_LATIN}])|(?<=[{_LATIN}%]) (?=[{_HAN}]))"
)
_SIGNS = {"gap": GAP, "squeezed": SQUEEZED, "quarter": QUARTER}


def beside(text: str, wide_dot: bool = False) -> Sequence[str]:
    """The tokens of ``text``, one a character: the text itself where every character stands alone.

    ``wide_dot`` tells that the 间隔号 of the face takes a whole square.
    """
    tokens: list[str] | None = None
    for found in _BESIDE.finditer(text):
        if tokens is None:
            tokens = list(text)
        place = found.start()
        tokens[place] += _SIGNS[found.lastgroup or ""]
    if wide_dot and _DOT in text:
        tokens = tokens or list(text)
        for place, char in enumerate(text):
            if char == _DOT:
                tokens[place] = char + NARROWED
                if place and len(tokens[place - 1]) == 1:
                    tokens[place - 1] += NARROWED
    return text if tokens is None else tokens


def set_width(token: str, width: float) -> float:
    """What ``token`` takes where its character takes ``width`` (1/1000 em)."""
    sign = token[1:]
    if not sign:
        return width
    if sign == GAP:
        return width + SHARE * 1000
    if sign == QUARTER:
        return SHARE * 1000
    if width < _FULL:  # a face with narrow marks
        return width
    return width - (250.0 if sign == NARROWED or token[0] in _LOOSE else 500.0)


def empty_half(char: str, advance: float, em: float) -> float:
    """What a mark ``advance`` wide gives up at the end or at the beginning of a line."""
    if advance < 0.95 * em:
        return 0.0
    return advance / 4 if char in _LOOSE else advance / 2
