"""A sheet with a column for each month: 姓名, 1月 … 12月; every filled cell is a record of its own."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from desktop_app.base.numerals import with_arabic
from desktop_app.base.periods import Month
from desktop_app.base.typed_text import tidy

_MONTH = re.compile(r"(?:(\d{4})[年./-])?(0?[1-9]|1[0-2])(?:月份?|$)[:：-]?(.*)")
_MOMENT = re.compile(r"(\d{4})-(\d{2})-\d{2}(?: 00:00:00)?(.*)")
_SIX = re.compile(r"(20\d{2})(0[1-9]|1[0-2])(.*)")


@dataclass(frozen=True, slots=True)
class MonthHead:
    """A column headed by a month: its number, the year where it is written, and the box it fills."""

    month: int
    year: int | None
    box: str


class MonthWords(Protocol):
    """What is asked of the heads of a register: which boxes its months fill, and which box words mean."""

    months: Mapping[str, str]

    def box_for(self, head: str) -> str | None: ...


def month_head(words: str, heads: MonthWords) -> MonthHead | None:
    """The month a head names, with the box its column fills; None if it is no such head."""
    if not heads.months:
        return None
    line = with_arabic(tidy(words).replace("元月", "1月").replace(" ", ""))
    found = _MOMENT.fullmatch(line) or _SIX.fullmatch(line) or _MONTH.fullmatch(line)
    if found is None or ("月" not in line and found.re is _MONTH and not found[1]):
        return None
    rest = found[3].strip("（()）元")
    box = heads.box_for(rest) if rest else heads.months["value"]
    year = int(found[1]) if found[1] else None
    return MonthHead(int(found[2]), year, box) if box else None


def by_month(heads: Mapping[int, MonthHead], year: int) -> Iterator[tuple[Month, dict[str, int]]]:
    """Each month with its boxes and their columns; ``year`` is that of heads without one."""
    found: dict[Month, dict[str, int]] = {}
    for column, head in sorted(heads.items()):
        found.setdefault(Month(head.year or year, head.month), {}).setdefault(head.box, column)
    yield from found.items()
