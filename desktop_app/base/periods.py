"""Days, months, partly known dates and spans of time, as Chinese office papers write them."""

import calendar
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import total_ordering
from typing import Self

WEEKDAYS = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")

ABOUT = "~"
"""Suffix of an ISO text whose date is only remembered (约)."""


def chinese_date(day: date) -> str:
    """1985年7月1日: Arabic digits without leading zeros (GB/T 9704—2012 7.3.5)."""
    return f"{day.year}年{day.month}月{day.day}日"


def chinese_time(moment: time) -> str:
    """9:05, 14:30."""
    return f"{moment.hour}:{moment.minute:02d}"


def chinese_datetime(moment: datetime) -> str:
    """2026年10月9日14:30."""
    return chinese_date(moment.date()) + chinese_time(moment.time())


def echo(day: date) -> str:
    """The line under a date box, by which the user sees what was understood: 1985年7月1日 周一."""
    return f"{chinese_date(day)} {WEEKDAYS[day.weekday()]}"


def add_months(day: date, months: int) -> date:
    """The same day ``months`` later (or earlier), the month's last day where there is none such."""
    index = day.year * 12 + day.month - 1 + months
    year, month = index // 12, index % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def add_years(day: date, years: int) -> date:
    """The same day ``years`` later; 29 February becomes the 28th in a common year."""
    return add_months(day, years * 12)


def years_between(earlier: date, later: date) -> int:
    """Whole years reached from ``earlier`` to ``later`` (周岁, 党龄); negative the other way round."""
    if later < earlier:
        return -years_between(later, earlier)
    return later.year - earlier.year - ((later.month, later.day) < (earlier.month, earlier.day))


@dataclass(frozen=True, order=True)
class Month:
    """A calendar month."""

    year: int
    month: int

    def __post_init__(self) -> None:
        date(self.year, self.month, 1)

    @classmethod
    def of(cls, day: date) -> Self:
        """The month a day lies in."""
        return cls(day.year, day.month)

    @classmethod
    def from_iso(cls, text: str) -> Self:
        """From "2026-10"; ValueError otherwise."""
        year, month = text.split("-")
        made = cls(int(year), int(month))
        if made.iso() != text:
            raise ValueError(f"not an ISO month: {text!r}")
        return made

    def iso(self) -> str:
        """2026-10."""
        return f"{self.year:04d}-{self.month:02d}"

    def chinese(self) -> str:
        """2026年10月."""
        return f"{self.year}年{self.month}月"

    def first_day(self) -> date:
        return date(self.year, self.month, 1)

    def last_day(self) -> date:
        return date(self.year, self.month, calendar.monthrange(self.year, self.month)[1])

    def shift(self, months: int) -> Self:
        """The month that many later, or earlier if negative."""
        index = self.year * 12 + self.month - 1 + months
        return type(self)(index // 12, index % 12 + 1)

    @property
    def quarter(self) -> int:
        """1 to 4."""
        return (self.month + 2) // 3

    def __contains__(self, day: date) -> bool:
        return (day.year, day.month) == (self.year, self.month)


@total_ordering
@dataclass(frozen=True)
class PartialDate:
    """A date known to the day, the month or only the year, perhaps only remembered (约).

    Sorted as its ISO text, so that the program and the branch file agree on the order.
    """

    year: int
    month: int | None = None
    day: int | None = None
    about: bool = False

    def __post_init__(self) -> None:
        if self.month is None and self.day is not None:
            raise ValueError("a day needs its month")
        date(self.year, 1 if self.month is None else self.month, 1 if self.day is None else self.day)

    @classmethod
    def of(cls, day: date) -> Self:
        """A fully known date."""
        return cls(day.year, day.month, day.day)

    @classmethod
    def from_iso(cls, text: str) -> Self:
        """From "1998", "1998-07" or "1998-07-01", each with "~" behind if 约; ValueError otherwise."""
        year, *rest = (int(part) for part in text.removesuffix(ABOUT).split("-"))
        month, day, *_ = [*rest, None, None]
        made = cls(year, month, day, text.endswith(ABOUT))
        if made.iso() != text:
            raise ValueError(f"not a partial ISO date: {text!r}")
        return made

    def iso(self) -> str:
        """1998, 1998-07 or 1998-07-01, with "~" behind if 约."""
        text = f"{self.year:04d}"
        if self.month is not None:
            text += f"-{self.month:02d}"
        if self.day is not None:
            text += f"-{self.day:02d}"
        return text + (ABOUT if self.about else "")

    def chinese(self) -> str:
        """约1998年7月."""
        text = f"{'约' if self.about else ''}{self.year}年"
        if self.month is not None:
            text += f"{self.month}月"
        if self.day is not None:
            text += f"{self.day}日"
        return text

    def first_day(self) -> date:
        """The earliest day it can mean."""
        return date(self.year, self.month or 1, self.day or 1)

    def last_day(self) -> date:
        """The latest day it can mean."""
        if self.day is not None:
            return self.first_day()
        return Month(self.year, self.month or 12).last_day()

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, PartialDate):
            return NotImplemented
        return self.iso() < other.iso()


@dataclass(frozen=True, order=True)
class Span:
    """From one local wall time to a later one, to the minute."""

    start: datetime
    end: datetime

    def __post_init__(self) -> None:
        for moment in (self.start, self.end):
            if moment.second or moment.microsecond or moment.tzinfo is not None:
                raise ValueError(f"a span is kept in local time to the minute, not {moment!r}")
        if self.end <= self.start:
            raise ValueError("a span ends after it starts")

    @classmethod
    def from_iso(cls, text: str) -> Self:
        """From "2026-10-09T14:30/2026-10-09T16:00"; ValueError otherwise."""
        start, end = text.split("/")
        return cls(datetime.fromisoformat(start), datetime.fromisoformat(end))

    def iso(self) -> str:
        """2026-10-09T14:30/2026-10-09T16:00."""
        return f"{self.start.isoformat(timespec='minutes')}/{self.end.isoformat(timespec='minutes')}"

    @property
    def minutes(self) -> int:
        """How long it lasts."""
        return (self.end - self.start) // timedelta(minutes=1)

    @property
    def day(self) -> date:
        """The day it starts on."""
        return self.start.date()

    def chinese(self) -> str:
        """2026年10月9日14:30—16:00; the second date is written out when it is another day."""
        end = chinese_time(self.end.time())
        if self.end.date() != self.start.date():
            day = chinese_date(self.end.date())
            same_year = self.end.year == self.start.year
            end = (day.split("年", 1)[1] if same_year else day) + end
        return f"{chinese_datetime(self.start)}—{end}"
