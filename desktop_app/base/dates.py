"""Dates and times as people type and paste them, read without guessing; with the kinds of ``periods``."""

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import TypeVar

from desktop_app.base.ambiguous import Ambiguous, Option
from desktop_app.base.errors import UserError
from desktop_app.base.numerals import with_arabic
from desktop_app.base.periods import (
    WEEKDAYS,
    Month,
    PartialDate,
    Span,
    chinese_date,
)
from desktop_app.base.typed_text import tidy

Value = TypeVar("Value")

FIRST_YEAR, LAST_YEAR = 1900, 2100
_HOW_DATE = "请写成 1985.7.1、1985-07-01、19850701 或 1985年7月1日"
_HOW_TIME = "请写成 14:30 或 下午2点半"
_HOW_SPAN = "请写成 2026.10.9 14:30—16:00"
_RELATIVE = {"今天": 0, "今日": 0, "昨天": -1, "昨日": -1, "前天": -2, "明天": 1, "后天": 2}
_RELATIVE_MONTHS = {"本月": 0, "这个月": 0, "上月": -1, "上个月": -1, "下月": 1, "下个月": 1}

_SEPARATOR = r"\s*[-./年月日号,，、_—–－\s]\s*"
_LUNAR = re.compile(r"农历|阴历|旧历|初[一二三四五六七八九十\d]|腊月|正月|冬月|闰")
_ABOUT = re.compile(r"^(?:大约|大概|约)|(?:左右|前后|上下|~|～)$")
_WEEKDAY = re.compile(r"[\s(（]*(?:周|星期|礼拜)([一二三四五六日天])[\s)）]*$")
_CLOCK_TAIL = re.compile(r"(?<=\d)(?:T|\s+)(\d{1,2}):(\d{2})(?::(\d{2})(?:\.0+)?)?Z?$", re.IGNORECASE)
_TWO_YEAR = re.compile(r"(\d{2})[-./年](\d{1,2})[-./月](\d{1,2})日?")
_YEAR_LAST = re.compile(r"(\d{1,2})[-./](\d{1,2})[-./](\d{4})")
_MONTH_DAY = re.compile(r"(\d{1,2})[-./月](\d{1,2})[日号]?")


def from_serial(serial: int, *, from_1904: bool = False) -> date:
    """The day an Excel serial number stands for; ``from_1904`` is the workbook's own flag.

    Serials up to 60 are refused (ValueError): Excel counts a 29 February 1900 that never was.
    """
    if not from_1904 and serial <= 60:
        raise ValueError(f"not a usable Excel date: {serial}")
    return (date(1904, 1, 1) if from_1904 else date(1899, 12, 30)) + timedelta(days=serial)


def _unreadable(text: str) -> UserError:
    return UserError(f"看不懂日期“{text}”", todo=_HOW_DATE)


def _partial(shown: str, year: int, month: int | None = None, day: int | None = None) -> PartialDate:
    """A checked date; UserError names the part that cannot be."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise UserError(f"“{shown}”的年份 {year} 不在 {FIRST_YEAR} 到 {LAST_YEAR} 之间", todo=_HOW_DATE)
    if month is not None and not 1 <= month <= 12:
        raise UserError(f"“{shown}”里没有 {month} 月这个月份", todo=_HOW_DATE)
    if day is not None and month is not None:
        last = Month(year, month).last_day().day
        if not 1 <= day <= last:
            raise UserError(f"“{shown}”不存在：{year}年{month}月只有 {last} 天", todo="请核对日期")
    return PartialDate(year, month, day)


def _possible(*dates: tuple[int, int, int]) -> list[date]:
    """Those of the (year, month, day) that exist, doubles left out, in the order given."""
    found: list[date] = []
    for year, month, day in dates:
        if 1 <= month <= 12 and 1 <= day <= Month(year, month).last_day().day:
            candidate = date(year, month, day)
            if candidate not in found:
                found.append(candidate)
    return found


def _ask(shown: str, why: str, readings: list[PartialDate]) -> Ambiguous:
    choices = tuple(Option(reading.chinese(), reading) for reading in readings)
    return Ambiguous(f"“{shown}”{why}", choices)


def _ask_days(shown: str, why: str, days: list[date]) -> UserError:
    if not days:
        return _unreadable(shown)
    return _ask(shown, why, [PartialDate.of(day) for day in days])


def _centuries(year: int, month: int, day: int, today: date) -> list[date]:
    """A two-digit year in the last and this century, as far as next year."""
    return [
        found
        for found in _possible((1900 + year, month, day), (2000 + year, month, day))
        if found.year <= today.year + 1
    ]


def _six_digits(shown: str, digits: str, today: date) -> PartialDate:
    """198507 is a month, 850701 a day with a short year; 200107 could be both."""
    year, month = int(digits[:4]), int(digits[4:])
    pairs = int(digits[:2]), int(digits[2:4]), int(digits[4:])
    readings = [PartialDate.of(day) for day in _centuries(*pairs, today)]
    if FIRST_YEAR <= year <= today.year + 1 and 1 <= month <= 12:
        whole = PartialDate(year, month)
        if not readings:
            return whole
        readings.insert(0, whole)
    if not readings:
        raise _unreadable(shown)
    raise _ask(shown, "的年份只写了两位" if len(readings) == 1 else "有几种读法", readings)


def _from_digits(shown: str, digits: str, today: date) -> PartialDate:
    if len(digits) == 8:
        return _partial(shown, int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    if len(digits) == 6:
        return _six_digits(shown, digits, today)
    if len(digits) == 4 and FIRST_YEAR <= int(digits) <= LAST_YEAR:
        return _partial(shown, int(digits))
    # With a nought in front it is no number of Excel's.
    if len(digits) == 5 and int(digits) >= 10_000:
        serial = from_serial(int(digits))
        if serial.year <= today.year + 1:
            raise _ask_days(shown, "像是 Excel 内部的日期序号", [serial])
    raise _unreadable(shown)


def _from_parts(shown: str, text: str, today: date) -> PartialDate:
    """A date with separators, full year first; then the shorter and foreign forms, which ask."""
    full = re.fullmatch(
        rf"(\d{{4}})(?:{_SEPARATOR}(\d{{1,2}})(?:{_SEPARATOR}(\d{{1,2}}))?)?[年月日号.]?", text
    )
    if full:
        year, month, day = (int(part) if part else None for part in full.groups())
        if re.fullmatch(r"\d{4}\.1", text):
            # Excel shows 1985.10 kept as a number without its last zero.
            raise _ask(
                shown, "看不出是1月还是10月", [PartialDate(int(text[:4]), 1), PartialDate(int(text[:4]), 10)]
            )
        return _partial(shown, year or 0, month, day)
    if short := _TWO_YEAR.fullmatch(text):
        year, month, day = (int(part) for part in short.groups())
        raise _ask_days(shown, "的年份只写了两位", _centuries(year, month, day, today))
    if foreign := _YEAR_LAST.fullmatch(text):
        first, second, year = (int(part) for part in foreign.groups())
        days = _possible((year, first, second), (year, second, first))
        if len(days) == 1:
            return PartialDate.of(days[0])
        raise _ask_days(shown, "看不出哪个是月、哪个是日", days)
    if bare := _MONTH_DAY.fullmatch(text):
        month, day = (int(part) for part in bare.groups())
        days = _possible((today.year, month, day), (today.year - 1, month, day))
        raise _ask_days(shown, "没有写年份", sorted(days, key=lambda one: abs((one - today).days)))
    raise _unreadable(shown)


def _without_weekday(text: str) -> tuple[str, int | None]:
    found = _WEEKDAY.search(text)
    if not found:
        return text, None
    return text[: found.start()], "一二三四五六日".index(found.group(1).replace("天", "日"))


def _without_clock(shown: str, text: str) -> str:
    """Cells formatted as date and time paste with a time of day; the day is what is asked for."""
    found = _CLOCK_TAIL.search(text)
    if not found:
        return text
    hour, minute, second = (int(part or 0) for part in found.groups())
    if hour > 23 or minute > 59 or second > 59:
        raise UserError(f"“{shown}”里的时间 {hour}:{minute:02d} 不存在", todo=_HOW_DATE)
    return text[: found.start()]


def parse_partial_date(text: str, *, today: date) -> PartialDate:
    """A date known to the day, the month or the year, 约 allowed, as people write it.

    ``today`` settles which century and year a short form can mean. Raises Ambiguous with the
    readings where a careful clerk would ask, UserError naming the fault where there is none.
    """
    shown = tidy(text)
    if not shown:
        raise UserError("没有填日期", todo=_HOW_DATE)
    if shown in _RELATIVE:
        return PartialDate.of(today + timedelta(days=_RELATIVE[shown]))
    if _LUNAR.search(shown):
        raise UserError(f"“{shown}”是农历，程序不换算", todo="请填公历日期")
    line, weekday = _without_weekday(shown)
    bare = _ABOUT.sub("", line).strip()
    about = bare != line.strip()
    bare = with_arabic(bare.replace("元月", "1月"))
    bare = re.sub(r"(?<=\d)\s*(?=[年月日号])|(?<=[年月])\s+", "", bare)
    bare = re.sub(r"^(\d{8})\.0+$", r"\1", _without_clock(shown, bare))
    try:
        read = _from_digits(shown, bare, today) if bare.isdecimal() else _from_parts(shown, bare, today)
    except Ambiguous as question:
        raise _marked(question) if about else question from None
    if weekday is not None and read.day is not None and read.first_day().weekday() != weekday:
        raise UserError(
            f"“{shown}”的星期不对：{chinese_date(read.first_day())}是{WEEKDAYS[read.first_day().weekday()]}",
            todo="请核对日期",
        )
    return PartialDate(read.year, read.month, read.day, about)


def _marked(question: Ambiguous) -> Ambiguous:
    """The same question with 约 on every reading."""
    readings = [choice.value for choice in question.choices if isinstance(choice.value, PartialDate)]
    about = [PartialDate(one.year, one.month, one.day, True) for one in readings]
    return Ambiguous(question.what, tuple(Option(one.chinese(), one) for one in about))


def _narrowed(question: Ambiguous, fits: Callable[[PartialDate], Value | None]) -> list[Value]:
    """Those readings of a question that fit what was asked for."""
    read = (fits(choice.value) for choice in question.choices if isinstance(choice.value, PartialDate))
    return [value for value in read if value is not None]


def _whole_day(read: PartialDate) -> date | None:
    return read.first_day() if read.day is not None and not read.about else None


def _whole_month(read: PartialDate) -> Month | None:
    return Month(read.year, read.month) if read.month is not None and read.day is None else None


def parse_date(text: str, *, today: date) -> date:
    """One certain day, as people write it; the choices of an Ambiguous are days.

    Raises UserError if only a month or year is given, or a 约.
    """
    try:
        read = parse_partial_date(text, today=today)
    except Ambiguous as question:
        days = _narrowed(question, _whole_day)
        if not days:
            raise UserError(question.what + "，也缺几日", todo=_HOW_DATE) from None
        raise Ambiguous(question.what, tuple(Option(chinese_date(day), day) for day in days)) from None
    if read.about:
        raise UserError(f"“{tidy(text)}”只是大约，这里要确切的日期", todo=_HOW_DATE)
    if read.day is None:
        missing = "缺几日" if read.month is not None else "缺几月几日"
        raise UserError(f"“{tidy(text)}”{missing}", todo=_HOW_DATE)
    return read.first_day()


def parse_month(text: str, *, today: date) -> Month:
    """One month, as people write it: 2026年10月, 2026.10, 202610, 10月 (asks the year), 上月."""
    shown = tidy(text)
    if shown in _RELATIVE_MONTHS:
        return Month.of(today).shift(_RELATIVE_MONTHS[shown])
    digits = re.fullmatch(r"(\d{4})(\d{2})", shown)
    if digits:
        read = _partial(shown, int(digits[1]), int(digits[2]))
        return Month(read.year, read.month or 1)
    only = re.fullmatch(r"(\d{1,2})月份?", with_arabic(shown.replace("元月", "1月")))
    if only:
        _partial(shown, today.year, int(only[1]))
        this = Month(today.year, int(only[1]))
        near = sorted((this, this.shift(-12)), key=lambda one: abs((one.first_day() - today).days))
        raise Ambiguous(f"“{shown}”没有写年份", tuple(Option(one.chinese(), one) for one in near))
    try:
        month = _whole_month(parse_partial_date(shown.removesuffix("份"), today=today))
    except Ambiguous as question:
        months = _narrowed(question, _whole_month)
        if not months:
            raise
        raise Ambiguous(question.what, tuple(Option(one.chinese(), one) for one in months)) from None
    if month is None:
        raise UserError(f"“{shown}”不是一个月份", todo="请写成 2026.10 或 2026年10月")
    return month


_PERIODS = {
    "凌晨": (0, 6), "清晨": (4, 9), "早上": (4, 11), "早晨": (4, 11), "上午": (5, 12),
    "中午": (11, 14), "下午": (12, 19), "傍晚": (16, 20), "晚上": (17, 24), "夜里": (19, 24),
}  # fmt: skip
_CLOCK = (
    rf"(?P<part>{'|'.join(_PERIODS)})?\s*(?P<hour>\d{{1,2}})\s*"
    r"(?:[:点时]\s*(?:(?P<minute>\d{1,2})(?::(?P<second>\d{2}))?\s*分?|(?P<half>半|整|[三1]刻))?(?:钟|整)?)"
)
_TIME = re.compile(_CLOCK)
_DIGIT_TIME = re.compile(
    rf"(?P<part>{'|'.join(_PERIODS)})?\s*(?P<hour>\d{{1,2}}?)(?P<minute>\d{{2}})(?P<second>)(?P<half>)"
)


def _time(shown: str, found: re.Match[str], spoken: str | None = None) -> time:
    """The time of a match; ``spoken`` is the part of the day said earlier in the same line."""
    hour, part = int(found["hour"]), found["part"]
    halves = {"半": 30, "1刻": 15, "三刻": 45}
    minute = halves.get(found["half"] or "", int(found["minute"] or 0))
    if found["second"] and int(found["second"]):
        raise UserError(f"“{shown}”带了秒，时间只记到分", todo=_HOW_TIME)
    earliest, latest = _PERIODS.get(part or spoken or "", (0, 24))
    if hour == 12 and earliest == 0 and latest == 6:
        hour = 0
    elif hour < 12 and latest > 12 and hour < earliest <= hour + 12:
        hour += 12
    if hour > 23 or minute > 59:
        raise UserError(f"“{shown}”里的时间 {hour}:{minute:02d} 不存在", todo=_HOW_TIME)
    if part and not earliest <= hour <= latest:
        raise UserError(f"“{shown}”里的“{part}”和 {hour} 点对不上", todo=_HOW_TIME)
    return time(hour, minute)


_BARE_MINUTES = re.compile(r"([点时])([〇零一二三四五六七八九十]+)(?=$|[^刻半整分〇零一二三四五六七八九十])")


def _clock_text(text: str) -> str:
    """Tidied, quarters protected, Chinese numbers before 点 时 分 as digits."""
    line = tidy(text).replace("一刻", "1刻")
    return with_arabic(_BARE_MINUTES.sub(r"\1\2分", line))


def parse_time(text: str) -> time:
    """A local wall time to the minute: 14:30, 1430, 14点30分, 下午2点半, 晚上七点一刻."""
    shown, line = tidy(text), _clock_text(text)
    found = _TIME.fullmatch(line) or _DIGIT_TIME.fullmatch(line)
    if not found:
        raise UserError(f"看不懂时间“{shown}”" if shown else "没有填时间", todo=_HOW_TIME)
    return _time(shown, found)


_JOINT = re.compile(r"\s*(?:—+|–|--?|~|到|至|/|−)\s*")


def _span_pieces(shown: str, line: str) -> tuple[str, str, list[re.Match[str]]]:
    """The first date, what stands between the times, and the two times of a typed span."""
    clocks = list(_TIME.finditer(line))
    if len(clocks) == 2 and not line[clocks[1].end() :].strip():
        return line[: clocks[0].start()], line[clocks[0].end() : clocks[1].start()], clocks
    compact = re.fullmatch(rf"(.+?)\s(\d{{3,4}})({_JOINT.pattern})(\d{{3,4}})", line)
    digits = [_DIGIT_TIME.fullmatch(compact[group]) for group in (2, 4)] if compact else []
    found = [one for one in digits if one]
    if compact is None or len(found) != 2:
        raise UserError(f"看不懂起止时间“{shown}”" if shown else "没有填起止时间", todo=_HOW_SPAN)
    return compact[1], compact[3], found


def _span_days(head: str, today: date | None) -> list[date]:
    """The days the first date can mean; without a today it must be written in full."""
    try:
        return [parse_date(head, today=today or date(LAST_YEAR, 12, 31))]
    except Ambiguous as question:
        if today is None:
            raise UserError(f"“{head}”没有写全年月日", todo=_HOW_SPAN) from None
        return [choice.value for choice in question.choices if isinstance(choice.value, date)]


def _span_end(start: datetime, later: str, clock: time) -> datetime:
    """The end, on the start's day unless a later date (its year may be left out) is written."""
    if not later:
        return datetime.combine(start.date(), clock)
    try:
        day = parse_date(later, today=start.date())
    except Ambiguous as question:
        days = [choice.value for choice in question.choices if isinstance(choice.value, date)]
        day = next((one for one in days if one >= start.date()), days[0])
    return datetime.combine(day, clock)


def parse_span(text: str, *, today: date | None = None) -> Span:
    """From when to when: 2026.10.9 14:30—16:00, 10月9日下午2点半到4点, ISO; may end on another day.

    With ``today`` the year may be left out: the Ambiguous that follows offers Spans.
    """
    shown = tidy(text)
    line = re.sub(r"(?<=\d)T(?=\d)", " ", _clock_text(text))
    head, between, (opening, closing) = _span_pieces(shown, line)
    joint = _JOINT.match(between)
    if not joint:
        raise UserError(f"“{shown}”的起止时间之间没有“—”或“到”", todo=_HOW_SPAN)
    if not head.strip():
        raise UserError(f"“{shown}”没有写是哪一天", todo=_HOW_SPAN)
    begin, later = _time(shown, opening), between[joint.end() :].strip()
    end = _time(shown, closing, opening["part"])
    spans = []
    for day in _span_days(head.strip(), today):
        start = datetime.combine(day, begin)
        finish = _span_end(start, later, end)
        if finish <= start:
            raise UserError(f"“{shown}”的结束时间不晚于开始时间", todo=_HOW_SPAN)
        spans.append(Span(start, finish))
    if len(spans) > 1:
        raise Ambiguous(f"“{shown}”没有写年份", tuple(Option(one.chinese(), one) for one in spans))
    return spans[0]
