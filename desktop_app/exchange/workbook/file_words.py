"""Words a box cannot read alone but the file explains: a day without its year, 上午 without its hours."""

import re
from datetime import date
from typing import Any

from desktop_app.base.ambiguous import Ambiguous, Option
from desktop_app.base.dates import parse_partial_date
from desktop_app.base.errors import UserError
from desktop_app.base.numerals import with_arabic
from desktop_app.base.periods import Month, PartialDate, chinese_date
from desktop_app.base.typed_text import tidy
from desktop_app.exchange.workbook.clocks import series_of, whole_span, without_weekday
from desktop_app.exchange.workbook.occasion import Occasion
from desktop_app.exchange.workbook.question import LEAVE_OUT, Question
from desktop_app.exchange.workbook.reading import ImportReading
from desktop_app.records.box import AnyBox

_END = {"年底": "12-31", "年末": "12-31", "年内": "12-31", "底": "12-31", "末": "12-31", "内": "12-31"}
_QUARTER = re.compile(r"第?([1-4])季度[末底]?")
_DATED = frozenset({"date", "partial_date", "month", "time_span"})


def _likely(year: int, words: str) -> date:
    """The last day of what words such as 3月中旬, 二季度 or 上半年 mean; the year's where they mean none."""
    if quarter := _QUARTER.fullmatch(words):
        return Month(year, 3 * int(quarter[1])).last_day()
    if (found := re.match(r"(\d{1,2})月", words)) and 1 <= int(found[1]) <= 12:
        last = Month(year, int(found[1])).last_day()
        return last.replace(day=10) if "上旬" in words else last.replace(day=20) if "中旬" in words else last
    return date(year, 6, 30) if "上半年" in words else date(year, 12, 31)


class FileWords:
    """Reads words for a box as it does, and by what the file says beside them.

    ``by_year`` is False where days are of any year, as on a roster: there a missing year is asked.
    """

    def __init__(self, reading: ImportReading, occasion: Occasion, *, by_year: bool) -> None:
        self._reading = reading
        self._occasion = occasion
        self._by_year, self._year = by_year, occasion.year if by_year else None

    def read(self, box: AnyBox, words: str) -> tuple[Any, str]:
        """The value and a note on what was added to the words, '' for nothing.

        Raises Ambiguous, Asked and UserError as the box and the questions about the file do.
        """
        if box.kind in ("time_span", "date") and (series := series_of(words, self._split("")[0])):
            raise self._series(box, words, *series)
        if box.kind == "time_span":
            words = without_weekday(words)
        try:
            return self._dated(box, words)
        except Ambiguous:
            raise
        except UserError:
            if box.kind == "date" and (months := self._months_alone(words)):
                return self._day_of_month(box, words, months)
            if box.kind == "date" and self._by_year:
                return self._without_day(box, words)
            spoken = whole_span(words, box.title, self._reading.of_file) if box.kind == "time_span" else None
            if spoken is None:
                raise
            value, note = self._dated(box, spoken)
            return value, f"{note}；" * bool(note) + f"按 {spoken.split(' ')[-1]} 记"

    def _series(self, box: AnyBox, words: str, days: list[date], hours: str) -> UserError:
        """What to say of 10月每周三下午, which is several meetings and tells of none the day."""
        if not days:
            return UserError(f"“{words}”没有写是哪一天", todo="一次会一行，写上日期，比如 2026年3月4日")
        read = [(day, self.read(box, f"{day:%Y-%m-%d} {hours}".strip())[0]) for day in days]
        told = f"“{words}”有 {len(days)} 次，没有写这一行是哪天的；每次各占一行，要记几次请在表里写几行"
        return Ambiguous(told, tuple(Option(f"是 {chinese_date(day)} 的", value) for day, value in read))

    def _months_alone(self, words: str) -> list[Month]:
        """The month words name without a day, both where 2025.1 may be either; none for other words."""
        try:
            told = [parse_partial_date(words, today=self._reading.today)]
        except Ambiguous as doubt:
            told = [one.value for one in doubt.choices if isinstance(one.value, PartialDate)]
        except UserError:
            return []
        return [Month(one.year, one.month) for one in told if one.month and not (one.day or one.about)]

    def _day_of_month(self, box: AnyBox, words: str, months: list[Month]) -> tuple[Any, str]:
        """Which day 2025.9 is, asked once for all of the box; what may be two months is asked of its row."""
        if len(months) > 1:
            days = [day for month in months for day in (month.first_day(), month.last_day())]
            what = f"“{words}”看不出是哪个月，也没有写哪一天"
            raise Ambiguous(what, tuple(Option(chinese_date(day), day) for day in days))
        choices = (Option("都按当月 1 日", 0), Option("都按当月最后一天", 1), LEAVE_OUT)
        what = f"「{box.title}」有的行只写到月份，没有写哪一天，都按哪天记？"
        key = f"day:{box.name}"
        last = self._reading.of_file(Question(key, "day", what, choices, title=box.title))
        day = months[0].last_day() if last else months[0].first_day()
        return day, f"没有写哪一天，按 {day:%Y-%m-%d} 记"

    def _without_day(self, box: AnyBox, words: str) -> tuple[Any, str]:
        """A day told as 12月底前, 年底 or 长期坚持: the year's is read, what names no day is asked once."""
        line = re.sub(r"\s|(?:之?前|以前)$", "", with_arabic(tidy(words)))
        year, rest = self._split(line)
        day = _END.get(rest) or ""
        if (month := re.fullmatch(r"(\d{1,2})月(?:份)?[底末]", rest)) and 1 <= int(month[1]) <= 12:
            day = f"{Month(year, int(month[1])).last_day():%m-%d}"
        if day and (self._year is not None or line[:4].isdigit()):
            return date.fromisoformat(f"{year}-{day}"), f"按 {year}-{day} 记"
        if re.search(r"\d", rest) and not re.fullmatch(
            r"\d{1,2}月(?:份)?(?:[上中下]旬|底|末)?|\d季度[末底]?", rest
        ):
            return box.parse(words, self._reading), ""
        return self._asked(box, words, _likely(year, rest))

    def _split(self, line: str) -> tuple[int, str]:
        """The year in front of the words, that of the file or this one where they have none."""
        found = re.match(r"(20\d{2})年?度?", line)
        year = int(found[1]) if found else self._year or self._reading.today.year
        return year, line[found.end() :] if found else line

    def _asked(self, box: AnyBox, words: str, likely: date) -> tuple[Any, str]:
        days = dict.fromkeys((likely, date(likely.year, 12, 31), date(likely.year + 1, 12, 31)))
        choices = (*(Option(f"都按 {chinese_date(day)}", day) for day in days), LEAVE_OUT)
        what = f"「{box.title}」写着“{words}”，没有写哪一天，都按哪天记？"
        question = Question(f"day:{box.name}:{words}", "day", what, choices, title=box.title, proposal=0)
        return self._reading.of_file(question), f"“{words}”按您选的日期记"

    def _dated(self, box: AnyBox, words: str) -> tuple[Any, str]:
        try:
            return box.parse(words, self._reading), ""
        except Ambiguous:
            if self._year is None or box.kind not in _DATED or re.search(r"\d{4}", words.split(" ")[0]):
                raise
            for whole in (f"{self._year}年{words}", f"{self._year}.{words}"):
                try:
                    value = box.parse(whole, self._reading)
                except UserError:
                    continue
                return value, f"没有写年份，按{self._occasion.where}写的 {self._year} 年"
            raise
