"""Words for a time that say no hour: 上午, 每周三, a day alone; what they mean is asked once for a file."""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta

from desktop_app.base.ambiguous import Option
from desktop_app.base.dates import parse_time
from desktop_app.base.errors import UserError
from desktop_app.base.numerals import with_arabic
from desktop_app.base.periods import Month
from desktop_app.base.typed_text import tidy
from desktop_app.exchange.workbook.question import Question

_WEEKDAY = re.compile(r"[(（]?每个?(?:周|星期|礼拜)[一二三四五六日天1-7][)）]?")
_SERIES = re.compile(
    r"(?:(20\d{2})年)?(?:(0?[1-9]|1[0-2])月份?)?的?[,，]?每个?(?:周|星期|礼拜)([一二三四五六日天1-7])(.*)"
)
_DAY_NAMES = {"天": "日", "7": "日", **{str(n): name for n, name in enumerate("一二三四五六", 1)}}
_PARTS = {
    "上午": ("09:00—11:00", "08:30—11:30", "09:00—12:00", "09:00—10:30", "10:00—11:30"),
    "下午": ("14:30—16:30", "14:00—16:00", "14:30—17:00", "15:00—17:00", "14:00—17:00"),
    "晚上": ("19:00—21:00", "19:00—20:30", "18:30—20:00", "19:30—21:00", "18:00—20:00"),
    "中午": ("12:00—13:00", "12:00—13:30", "12:30—13:30"),
    "半天": ("09:00—12:00", "08:30—11:30", "14:00—17:00", "14:30—17:30"),
    "全天": ("09:00—17:00", "08:30—17:30", "09:00—16:30"),
}
_ALIKE = {
    "早上": "上午", "早晨": "上午", "清晨": "上午", "上半天": "上午", "下半天": "下午", "晚": "晚上",
    "晚间": "晚上", "夜里": "晚上", "傍晚": "晚上", "夜间": "晚上", "一天": "全天", "整天": "全天",
    "一整天": "全天",
}  # fmt: skip
_SAID = re.compile("|".join(sorted((*_PARTS, *_ALIKE), key=len, reverse=True)))
_CLOCK = re.compile(r"(?:上午|下午|晚上|中午|早上)?\s*\d{1,2}(?:[:：点时]\s*\d{0,2}分?半?)(?:钟|整|半)?\s*$")
_CLOCK_BEFORE = re.compile(r"\d\s*[:：点时]|[到至—~–-]\s*$")
_LENGTHS = ((60, "1 小时"), (90, "1 个半小时"), (120, "2 小时"), (180, "3 小时"), (30, "半小时"))

Pick = Callable[[Question], object]
"""Asks a question about the whole file: the value of the answer, Asked while there is none."""


def without_weekday(words: str) -> str:
    """The words without 每周三, which the day beside them says better."""
    return _WEEKDAY.sub(" ", words).strip()


def series_of(words: str, year: int) -> tuple[list[date], str] | None:
    """The days that 10月每周三下午 may mean, with what is said of the hour; None where a day is told.

    ``year`` is that of words without one. No day at all where not even the month is told.
    """
    line = with_arabic(tidy(words)).replace(" ", "")
    found = _SERIES.fullmatch(line)
    if found is None:
        return None
    if not found[2]:
        return [], found[4]
    month = Month(int(found[1] or year), int(found[2]))
    first, wanted = month.first_day(), "一二三四五六日".index(_DAY_NAMES.get(found[3], found[3]))
    days = [first + timedelta(days=n) for n in range((month.last_day() - first).days + 1)]
    return [day for day in days if day.weekday() == wanted], found[4]


def whole_span(words: str, title: str, pick: Pick) -> str | None:
    """``words`` with begin and end where they say a day and no hours; None when they say something else.

    Raises Asked, by ``pick``, until somebody said what 上午 means in this file.
    """
    line = without_weekday(tidy(words))
    said = _SAID.search(line)
    clock = _CLOCK.search(line)
    if clock is not None and clock.start() > 0 and not _CLOCK_BEFORE.search(line[: clock.start()]):
        return _with_end(line[: clock.start()].strip(), clock[0].strip(), title, pick)
    if said is not None:
        day = line[: said.start()].strip(" ，,（(")
        part = _ALIKE.get(said[0], said[0])
        rest = line[said.end() :].strip(" ）)")
        return f"{day} {_hours(part, said[0], title, pick)}" if day and not rest else None
    if re.search(r"\d", line) and not re.search(r"\d\s*[:：点时]", line):
        return f"{line} {_hours('', line, title, pick)}"
    return None


def _hours(part: str, said: str, title: str, pick: Pick) -> str:
    """From when to when, as somebody answered for the whole file."""
    offered = _PARTS.get(part, (*_PARTS["上午"][:2], *_PARTS["下午"][:2], *_PARTS["晚上"][:2]))
    choices = tuple(Option(f"都按 {hours}", hours) for hours in offered)
    what = f"「{title}」里只写了“{said}”，没有写几点到几点，都按几点记？"
    if not part:
        what = f"「{title}」里有的行只写了哪天，没有写几点到几点，都按几点记？"
    key = f"clock:{part or 'none'}"
    return str(pick(Question(key, key, what, choices, title=title, proposal=0 if part else None)))


def _with_end(day: str, clock: str, title: str, pick: Pick) -> str | None:
    """A begin alone, with an end as far behind it as somebody answered for the whole file."""
    try:
        begin = parse_time(clock)
    except UserError:
        return None
    choices = tuple(Option(f"都按 {words} 记", minutes) for minutes, words in _LENGTHS)
    what = f"「{title}」里有的行只写了开始时间，没有写结束，都按多长记？"
    minutes = pick(Question("clock:end", "clock:end", what, choices, title=title, proposal=2))
    end = datetime.combine(datetime.min, begin) + timedelta(minutes=int(str(minutes)))
    return f"{day} {begin:%H:%M}—{end:%H:%M}"
