"""Dates of earlier months in the words of a meeting: what was copied from the last one brings its own."""

import re
from collections.abc import Iterable, Mapping
from datetime import date

from desktop_app.base.periods import Month, chinese_date
from desktop_app.records.rules import Problem

# Minutes speak of last year's matters by their year; a bare month and day is meant to be near.
_DAY = re.compile(r"(?:(20\d{2})年)?(?<![\d/])(1[0-2]|0?[1-9])月(3[01]|[12]\d|0?[1-9])[日号]")
_MOST_MONTHS = 6


def old_dates(held_on: date, texts: Iterable[str | None]) -> list[str]:
    """The dates written in ``texts`` that lie in one of the months before that of the meeting, once each."""
    found: dict[str, None] = {}
    for text in texts:
        for year, month, day in _DAY.findall(text or ""):
            written = Month(int(year or held_on.year), int(month))
            if not year and written > Month.of(held_on):
                written = Month(held_on.year - 1, int(month))  # 12月 told in January
            if Month.of(held_on).shift(-_MOST_MONTHS) <= written < Month.of(held_on):
                found[f"{int(month)}月{int(day)}日"] = None
    return list(found)


def dates_copied(held_on: date, words: Mapping[str, Iterable[str | None]]) -> Iterable[Problem]:
    """Where the words of a meeting, by box or register of its lines, tell a day of an earlier month."""
    for box, texts in words.items():
        if days := old_dates(held_on, texts):
            text = f"正文里有 {'、'.join(days)} 的日期，这次会是 {chinese_date(held_on)} 开的"
            yield Problem(box, text, "照抄上次的请改过来；说的是以前的事，不用改", refuse=False)
