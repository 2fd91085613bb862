"""Number formats: which of them show a number as a date, and the day and time that number then is."""

import re
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from desktop_app.exchange.workbook.grid import Kept, SheetCell

BUILT_IN = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00",
    12: "# ?/?", 13: "# ??/??", 14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm", 27: 'yyyy"年"m"月"',
    28: 'm"月"d"日"', 29: 'm"月"d"日"', 30: "m-d-yy",
    31: 'yyyy"年"m"月"d"日"', 32: 'h"时"mm"分"', 33: 'h"时"mm"分"ss"秒"',
    34: 'h"时"mm"分"', 35: 'h"时"mm"分"ss"秒"', 36: 'yyyy"年"m"月"', 45: "mm:ss", 46: "[h]:mm:ss",
    47: "mmss.0", 49: "@", 50: 'yyyy"年"m"月"', 51: 'm"月"d"日"', 52: 'yyyy"年"m"月"', 53: 'm"月"d"日"',
    54: 'm"月"d"日"', 55: 'h"时"mm"分"', 56: 'h"时"mm"分"ss"秒"', 57: 'yyyy"年"m"月"', 58: 'm"月"d"日"',
}  # fmt: skip
"""The formats a workbook only gives the number of, as Chinese Excel and WPS show them."""

_NO_LETTERS = re.compile(r'"[^"]*"|\\.|_.|\[[^\]]*\]')
_LENGTH = re.compile(r"\[(h+|m+|s+)\]", re.IGNORECASE)
_MOST_DIGITS = 40


@lru_cache(maxsize=4096)
def shows_moment(form: str) -> bool:
    """Whether a number in this format is shown as a date or a time."""
    if form == "General":
        return False
    letters = _NO_LETTERS.sub("", form.partition(";")[0]).lower().replace("general", "")
    return bool(re.search(r"[dmyhs]|a{3,4}", letters.replace("am/pm", "").replace("a/p", "")))


def number_cell(value: int | float, form: str, from_1904: bool) -> SheetCell:
    """The cell for a number: a moment where its format shows one and there is such a day.

    What is no day (19850701, shown as ####) stays the number that stands in the cell.
    """
    if not shows_moment(form):
        return SheetCell(value, Kept.NUMBER, form)
    if _LENGTH.search(form):
        try:
            return SheetCell(str(timedelta(days=value)), Kept.TEXT, form)
        except OverflowError:
            return SheetCell(value, Kept.NUMBER, form)
    moment = _moment(value, from_1904)
    return SheetCell(value, Kept.NUMBER, form) if moment is None else SheetCell(moment, Kept.MOMENT, form)


def _moment(serial: int | float, from_1904: bool) -> date | time | None:
    """The day and time of a serial number, None for what no calendar has; below 1 a time alone."""
    if not 0 <= serial < 3_000_000:
        return None
    days, part = divmod(serial, 1)
    within = timedelta(milliseconds=round(part * 86_400_000))
    if days == 0 and within < timedelta(days=1) and (serial or not from_1904):
        return (datetime.min + within).time()
    # Excel counts a 29 February 1900 that never was; before it, days are one further on.
    shift = 1 if not from_1904 and serial < 60 else 0
    begin = datetime(1904, 1, 1) if from_1904 else datetime(1899, 12, 30)
    try:
        return begin + timedelta(days=days + shift) + within
    except OverflowError:
        return None


def number_of(words: str) -> int | float | None:
    """The number that ``words`` write in a file, None when it is none that can be told."""
    if len(words) > _MOST_DIGITS:
        return None
    try:
        if "." not in words and "e" not in words.lower():
            return int(words)
        value = float(words)
    except ValueError:
        return None
    return value if abs(value) < 1e300 else None


def iso_cell(words: str, form: str) -> SheetCell:
    """The cell for a date or time written as such, the words themselves if they are none."""
    for read in (datetime.fromisoformat, time.fromisoformat):
        try:
            return SheetCell(read(words.rstrip("Z")).replace(tzinfo=None), Kept.MOMENT, form)
        except ValueError:
            continue
    return SheetCell(words, Kept.TEXT, form)
