"""What is offered for a box that no column fills: the year of the title, a day, a person, words beside it."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from desktop_app.base.ambiguous import Option
from desktop_app.base.errors import UserError
from desktop_app.base.periods import Month, PartialDate, Span, chinese_date
from desktop_app.exchange.workbook.occasion import Occasion
from desktop_app.exchange.workbook.reading import ImportLedger, ImportReading, choices_in
from desktop_app.records.base import Record
from desktop_app.records.box import AnyBox
from desktop_app.records.kinds import Choice, ManyChoice, YesNo
from desktop_app.records.links import Persons, PersonWhy, RecordLink

_DAYS = frozenset({"date", "partial_date", "month", "time_span"})
_WORDS = frozenset({"text", "long_text", "lines"})
TO_FILL = "待补"
"""What stands in a box of words until somebody fills it; papers print 【待补】."""


class Worked(ABC):
    """A choice whose value follows from the row it is put into."""

    @abstractmethod
    def value(self, record: Record) -> Any:
        """The value for one record, None where it does not tell."""


class SameDay(Worked):
    """The day of another box of the row, the last one of a month, today at the latest."""

    def __init__(self, box: str, today: date | None = None) -> None:
        self._box, self._latest = box, today

    def value(self, record: Record) -> date | None:
        day = day_of(getattr(record, self._box))
        return day if day is None or self._latest is None else min(day, self._latest)


class SameMonth(SameDay):
    """The month of another box of the row."""

    def value(self, record: Record) -> Any:
        day = super().value(record)
        return None if day is None else Month.of(day)


class SameYear(SameDay):
    """The year of another box of the row."""

    def value(self, record: Record) -> Any:
        day = super().value(record)
        return None if day is None else day.year


class SameValue(Worked):
    """What another box of the row holds."""

    def __init__(self, box: str) -> None:
        self._box = box

    def value(self, record: Record) -> Any:
        return getattr(record, self._box)


class SameWords(Worked):
    """The words of another box of the row, as the box they go into keeps words."""

    def __init__(self, box: str, other: AnyBox, into: AnyBox, reading: ImportReading) -> None:
        self._box, self._other, self._into, self._reading = box, other, into, reading

    def value(self, record: Record) -> Any:
        words = self._other.show(getattr(record, self._box), self._reading.naming)
        return self._into.parse(words, self._reading) if words else None


def day_of(value: object) -> date | None:
    """The day a value is about, the last day of a month."""
    match value:
        case Span():
            return value.day
        case Month() | PartialDate():
            return value.last_day()
        case date():
            return value
    return None


class Offers:
    """Makes the choices for a box from the ledger, the file and the other boxes of the sheet.

    ``filled`` are the boxes that the sheet fills, ``home`` the uid of the own branch if it is known.
    """

    def __init__(
        self,
        ledger: ImportLedger,
        reading: ImportReading,
        occasion: Occasion,
        filled: Mapping[str, AnyBox],
        home: str = "",
    ) -> None:
        self._ledger, self._reading, self._occasion = ledger, reading, occasion
        self._filled, self._home = filled, home

    def choices(self, box: AnyBox) -> list[Option]:
        """The choices for a box; none for a number or sum that nothing in the row tells."""
        if isinstance(box, Choice):
            # Of a long official list the words in use, as the form offers them.
            labels = getattr(box, "offered", box.options)
            return [Option(f"全部按“{label}”", value) for value, label in labels.items()]
        if isinstance(box, ManyChoice):
            some = [Option(f"全部按“{label}”", (value,)) for value, label in box.options.items()]
            return [Option("全部都选上", tuple(box.options)), *some]
        if isinstance(box, YesNo):
            return [Option("全部按“否”", False), Option("全部按“是”", True)]
        if isinstance(box, RecordLink):
            return self._links(box)
        if isinstance(box, Persons):
            people = choices_in(self._ledger, box.to)
            return [Option(label, (PersonWhy(str(uid)),)) for label, uid in people]
        if box.kind in _DAYS:
            return list(self._days(box))
        if box.kind == "money":
            same = [(name, one) for name, one in self._filled.items() if one.kind == "money"]
            return [Option(f"和各行的「{one.title}」相同", SameValue(name)) for name, one in same]
        if box.kind == "number" and "年" in box.title and "年限" not in box.title:
            return list(self._years())
        return list(self._words(box)) if box.kind in _WORDS else []

    def proposed(self, box: AnyBox, choices: list[Option]) -> int | None:
        """Which of ``choices`` the file itself speaks for; None when it does not."""
        if isinstance(box, RecordLink) and self._home in [one.value for one in choices]:
            return next(at for at, one in enumerate(choices) if one.value == self._home)
        told = self._occasion
        if box.kind == "number" and told.year is not None and choices:
            return 0
        said = {"month": told.month, "date": told.day, "partial_date": told.day}.get(box.kind)
        return 0 if said is not None and choices else None

    def _links(self, box: AnyBox) -> list[Option]:
        to: tuple[str, ...] = getattr(box, "to", ())
        return choices_in(self._ledger, to)

    def _years(self) -> Iterable[Option]:
        told, this = self._occasion.year, self._ledger.today.year
        if told is not None:
            yield Option(f"全部按 {told} 年（{self._occasion.where}写的）", told)
        for name, box in self._filled.items():
            if box.kind in _DAYS:
                yield Option(f"按各行「{box.title}」的年份", SameYear(name))
        yield from (Option(f"全部按 {year} 年", year) for year in (this, this - 1, this + 1) if year != told)

    def _days(self, box: AnyBox) -> Iterable[Option]:
        today, told, month = self._ledger.today, self._occasion, box.kind == "month"
        if box.kind == "time_span":
            return
        if month and told.month is not None:
            yield Option(f"全部按 {told.month.chinese()}（{told.where}写的）", told.month)
        if not month and told.day is not None:
            yield self._day(f"全部按 {chinese_date(told.day)}（{told.where}写的）", told.day, box)
        if not month:
            yield self._day(f"全部按今天（{chinese_date(today)}）", today, box)
        for name, other in self._filled.items():
            if other.kind in _DAYS and other.title != box.title and box.kind != "partial_date":
                worked = SameMonth(name) if month else SameDay(name, today if other.kind == "month" else None)
                of_month = other.kind == "month" and not month
                same = "的最后一天（没到的按今天）" if of_month else "同月" if month else "同日"
                yield Option(f"{'按' if of_month else '和'}各行的「{other.title}」{same}", worked)
        if month:
            this = Month.of(today)
            yield from (Option(f"全部按 {m.chinese()}", m) for m in (this, this.shift(-1), this.shift(-2)))
            return
        year = told.year or today.year
        ends = (date(year, 1, 1), date(year, 12, 31))
        yield from (self._day(f"全部按 {chinese_date(day)}", day, box) for day in ends if day != today)

    @staticmethod
    def _day(words: str, day: date, box: AnyBox) -> Option:
        return Option(words, PartialDate.of(day) if box.kind == "partial_date" else day)

    def _words(self, box: AnyBox) -> Iterable[Option]:
        for name, other in self._filled.items():
            if other.kind in (*_WORDS, "choice", "person", "record"):
                yield Option(f"照抄各行的「{other.title}」", SameWords(name, other, box, self._reading))
        try:
            yield Option(f"先写“{TO_FILL}”，导入以后再改", box.parse(TO_FILL, self._reading))
        except UserError:
            return
