"""What of a paper the day it is printed on has a part in: a code stands for the rest."""

import re
from types import MappingProxyType
from typing import Self

PASSING = MappingProxyType({"passing": True})
"""The metadata of a field that changes with the day of printing alone: whether something is late."""

DRAWN = PASSING
"""The metadata of a field with a picture: it shows again what stands in words and figures, and may be drawn
otherwise by a later program.
"""


class Dated(str):
    """Words that change with the day of printing alone: the day itself, how long something is late.

    A code stands for ``lasting`` in their place, so that it is the same on any later day.
    """

    __slots__ = ("lasting",)
    lasting: str

    def __new__(cls, words: str, lasting: str = "") -> Self:
        made = super().__new__(cls, words)
        made.lasting = lasting
        return made


def counted_days(words: str) -> Dated:
    """Words in which days are counted up to the day of printing: 逾期 18 天, 80 天没有写进展."""
    return Dated(words, re.sub(r"\d+ ?天", "天", words))
