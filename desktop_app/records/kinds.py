"""The plain kinds of box: words, choices, numbers, money, dates, each with what people type for it."""

import json
import re
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Literal, TypeVar, Unpack

from desktop_app.base import dates, periods
from desktop_app.records.box import (
    OPTIONAL,
    Box,
    Must,
    Naming,
    Options,
    Reading,
    Scalar,
    V,
    choices_of,
    unreadable,
)
from desktop_app.records.plain import printing, unprintable, word_list

# Characters that office programs leave around words; stripped at both ends of any typed value.
EDGES = " \t\r\n\u00a0\u3000\u200b\u200e\u200f\u202a\u202c\ufeff"
SEPARATORS = re.compile(r"[、，,；;/\n]+")
FULL_WIDTH = str.maketrans("０１２３４５６７８９．－，", "0123456789.-,")

# The largest number of any box: nothing an office counts comes near it, and sums of it stay exact.
LARGEST = 10**10
# What a numeric box counts in.
N = TypeVar("N", bound=int | Decimal)


class WordsBox(Box[str, Must]):
    """A box of words, kept as they are."""

    def from_stored(self, value: str | int) -> str:
        return str(value)

    def parse(self, text: str, reading: Reading) -> str | None:
        return text.strip() or None


def _too_long(title: str, words: str, limit: int) -> Iterable[str]:
    if len(words) > limit:
        yield f"「{title}」最多 {limit} 个字，现在有 {len(words)} 个"


class Text(WordsBox[Must]):
    """One line of words.

    What was written in it before is offered when it is typed again, unless it ``repeats`` nothing: numbers,
    reasons and names are each their own. ``offers`` names other boxes (``register.box``) whose words are
    offered for it. ``is_name``: the name of a person, kept as the identity paper shows it.
    """

    kind = "text"
    limit = 200
    has_lines = False

    def __init__(
        self,
        title: str,
        *,
        limit: int = 200,
        offers: tuple[str, ...] = (),
        repeats: bool = True,
        is_name: bool = False,
        required: Must = OPTIONAL,
        default: str | None = None,
        **options: Unpack[Options],
    ) -> None:
        super().__init__(title, required=required, default=default, **options)
        self.limit = limit
        self.offers = offers
        self.repeats = repeats
        self.is_name = is_name

    @property
    def offered_from(self) -> tuple[str, ...]:
        """The boxes (``register.box``) whose words so far are offered for this one."""
        if self.kind != Text.kind or self.private or self.is_name or not self.repeats:
            return ()
        return self.offers or (f"{self.model._meta.table_name}.{self.name}",)

    def parse(self, text: str, reading: Reading) -> str | None:
        return " ".join(re.split(r"[\n\t]+", printing(text).strip(EDGES))) or None

    def faults(self, value: str) -> Iterable[str]:
        yield from _too_long(self.title, value, self.limit)
        yield from unprintable(self.title, value, lines=self.has_lines)


class LongText(Text[Must]):
    """Several lines of words."""

    kind = "long_text"
    natural_width = 20
    has_lines = True

    def __init__(
        self,
        title: str,
        *,
        limit: int = 20000,
        offers: tuple[str, ...] = (),
        required: Must = OPTIONAL,
        default: str | None = None,
        **options: Unpack[Options],
    ) -> None:
        super().__init__(title, limit=limit, offers=offers, required=required, default=default, **options)

    def parse(self, text: str, reading: Reading) -> str | None:
        return printing(text).strip(EDGES) or None


class Lines(Box[tuple[str, ...], Must]):
    """A list of short texts, one a line: agenda items, materials, observers.

    ``picks`` names a register whose records are offered by their headings, to be put in or taken out.
    """

    kind = "lines"
    natural_width = 20

    def __init__(
        self,
        title: str,
        *,
        picks: str = "",
        limit: int = 20000,
        required: Must = OPTIONAL,
        default: tuple[str, ...] | None = None,
        **options: Unpack[Options],
    ) -> None:
        super().__init__(title, required=required, default=default, **options)
        self.picks = picks
        self.limit = limit

    def to_stored(self, value: tuple[str, ...]) -> Scalar:
        return json.dumps(list(value), ensure_ascii=False) if value else None

    def from_stored(self, value: str | int) -> tuple[str, ...]:
        return tuple(json.loads(str(value)))

    def parse(self, text: str, reading: Reading) -> tuple[str, ...] | None:
        found = tuple(line.strip(EDGES) for line in printing(text).splitlines() if line.strip(EDGES))
        return found or None

    def show(self, value: tuple[str, ...] | None, naming: Naming) -> str:
        return "\n".join(value or ())

    def faults(self, value: tuple[str, ...]) -> Iterable[str]:
        words = "\n".join(value)
        yield from _too_long(self.title, words, self.limit)
        yield from unprintable(self.title, words, lines=True)

    def is_spelt(self, stored: str | int) -> bool:
        return bool(word_list(stored))


class ClosedList(Box[V, Must]):
    """A box whose words come from a list: ``options`` gives stored value → label."""

    natural_width = 6

    def __init__(
        self,
        title: str,
        choices: Iterable[str] | Mapping[str, str],
        *,
        synonyms: Mapping[str, str] | None = None,
        required: Must = OPTIONAL,
        default: V | None = None,
        **options: Unpack[Options],
    ) -> None:
        super().__init__(title, required=required, default=default, **options)
        self.options = choices_of(choices)
        self.synonyms = dict(synonyms or {})

    def meant(self, words: str) -> str:
        """The stored value meant by ``words``; UserError names what there is to choose from."""
        found = self.value_for(words)
        if found is None:
            raise unreadable(self.title, words, "“" + "”“".join(self.options.values()) + "”中的一个")
        return found

    def value_for(self, words: str) -> str | None:
        """The stored value meant by a label, a code or a known synonym; None when it is none of them."""
        for value, label in self.options.items():
            if words in (label, value):
                return value
        return self.synonyms.get(words)

    def unlisted(self, value: str) -> Iterable[str]:
        """A sentence when ``value`` is not on the list."""
        if value not in self.options:
            yield f"「{self.title}」里没有“{value}”这一项"


class Choice(ClosedList[str, Must]):
    """One of a closed list; a code table gives stored code → label, plain labels are stored as themselves."""

    kind = "choice"

    def from_stored(self, value: str | int) -> str:
        return str(value)

    def parse(self, text: str, reading: Reading) -> str | None:
        words = text.strip(EDGES)
        return self.meant(words) if words else None

    def show(self, value: str | None, naming: Naming) -> str:
        return "" if value is None else self.options.get(value, value)

    def faults(self, value: str) -> Iterable[str]:
        return self.unlisted(value)


class State(Choice[Literal[True]]):
    """Where a record stands in its flow; written by declared steps only, never by a form."""

    kind = "state"

    def __init__(self, title: str, choices: Iterable[str], **options: Unpack[Options]) -> None:
        states = list(choices)
        super().__init__(title, states, required=True, default=states[0], **options)


class ManyChoice(ClosedList[tuple[str, ...], Must]):
    """Any number of a closed list."""

    kind = "many_choice"
    natural_width = 10

    def to_stored(self, value: tuple[str, ...]) -> Scalar:
        return json.dumps([v for v in self.options if v in value], ensure_ascii=False) if value else None

    def from_stored(self, value: str | int) -> tuple[str, ...]:
        return tuple(json.loads(str(value)))

    def parse(self, text: str, reading: Reading) -> tuple[str, ...] | None:
        words = [w.strip(EDGES) for w in SEPARATORS.split(text) if w.strip(EDGES)]
        values = {self.meant(word) for word in words}
        return tuple(v for v in self.options if v in values) or None

    def show(self, value: tuple[str, ...] | None, naming: Naming) -> str:
        return "、".join(self.options.get(v, v) for v in value or ())

    def faults(self, value: tuple[str, ...]) -> Iterable[str]:
        for one in value:
            yield from self.unlisted(one)

    def is_spelt(self, stored: str | int) -> bool:
        # In any order: a later version may list its choices in another one.
        found = word_list(stored)
        return len(set(found)) == len(found)


class YesNo(Box[bool, Must]):
    """是 or 否."""

    kind = "yes_no"
    field_type = "INTEGER"
    scalar = int
    natural_width = 3
    align = "center"

    def db_value(self, value: bool | None) -> Scalar:
        return None if value is None else int(bool(value))

    def from_stored(self, value: str | int) -> bool:
        return bool(value)

    def parse(self, text: str, reading: Reading) -> bool | None:
        words = text.strip(EDGES)
        if not words:
            return None
        if words in ("是", "有", "√", "✓", "✔", "1", "Y", "y", "已", "对"):
            return True
        if words in ("否", "无", "×", "0", "N", "n", "未", "没有", "不是"):
            return False
        raise unreadable(self.title, words, "“是”或“否”")

    def show(self, value: bool | None, naming: Naming) -> str:
        return "" if value is None else "是" if value else "否"


class Numeric(Box[N, Must]):
    """A number kept exactly with ``places`` decimals; ``least`` and ``most`` are inclusive."""

    places = 0
    kind = "number"
    field_type = "BIGINT"
    scalar = int
    align = "right"
    natural_width = 4

    def __init__(
        self,
        title: str,
        *,
        least: int | None = 0,
        most: int | None = None,
        unit: str = "",
        required: Must = OPTIONAL,
        default: N | None = None,
        **options: Unpack[Options],
    ) -> None:
        super().__init__(title, required=required, default=default, **options)
        self.least = least
        self.most = most
        self.unit = unit

    def to_stored(self, value: N) -> Scalar:
        return int((Decimal(value).scaleb(self.places)).to_integral_value())

    def typed(self, text: str) -> Decimal | None:
        """The number people mean by ``text``, of no more decimals than the box keeps; None for nothing."""
        words = text.strip(EDGES).translate(FULL_WIDTH).replace(",", "").removeprefix("￥").removeprefix("¥")
        words = words.removesuffix(self.unit).strip(EDGES) if self.unit else words
        if not words:
            return None
        try:
            number = Decimal(words)
            exact = number.is_finite() and number == round(number, self.places)
        except InvalidOperation:
            exact = False
        if not exact:
            wanted = f"最多 {self.places} 位小数的数，例如 1.5" if self.places else "整数，例如 12"
            raise unreadable(self.title, text.strip(EDGES), wanted)
        return number

    def show(self, value: N | None, naming: Naming) -> str:
        if value is None:
            return ""
        words = f"{value:f}" if isinstance(value, Decimal) else str(value)
        return words.rstrip("0").rstrip(".") if "." in words else words

    def faults(self, value: N) -> Iterable[str]:
        if self.least is not None and value < self.least:
            yield f"「{self.title}」不能小于 {self.least}"
        if self.most is not None and value > self.most:
            yield f"「{self.title}」不能大于 {self.most}"
        if not -LARGEST <= value <= LARGEST:
            yield f"「{self.title}」的数太大"


class Number(Numeric[int, Must]):
    """A count."""

    def from_stored(self, value: str | int) -> int:
        return int(value)

    def parse(self, text: str, reading: Reading) -> int | None:
        number = self.typed(text)
        return None if number is None else int(number)


class Decimals(Numeric[Decimal, Must]):
    """A number with ``places`` decimals: hours, points, rates."""

    def __init__(
        self,
        title: str,
        *,
        places: int,
        least: int | None = 0,
        most: int | None = None,
        unit: str = "",
        required: Must = OPTIONAL,
        default: Decimal | None = None,
        **options: Unpack[Options],
    ) -> None:
        super().__init__(
            title, least=least, most=most, unit=unit, required=required, default=default, **options
        )
        self.places = places

    def from_stored(self, value: str | int) -> Decimal:
        return Decimal(value).scaleb(-self.places)

    def parse(self, text: str, reading: Reading) -> Decimal | None:
        number = self.typed(text)
        return None if number is None else round(number, self.places)


class Money(Decimals[Must]):
    """An amount in 元, kept to the 分."""

    kind = "money"
    natural_width = 6

    def __init__(
        self,
        title: str,
        *,
        least: int | None = 0,
        required: Must = OPTIONAL,
        default: Decimal | None = None,
        **options: Unpack[Options],
    ) -> None:
        super().__init__(
            title, places=2, unit="元", least=least, required=required, default=default, **options
        )

    def show(self, value: Decimal | None, naming: Naming) -> str:
        return "" if value is None else f"{value:.2f}"


def strange_year(title: str, year: int) -> Iterable[str]:
    """A sentence when ``year`` of the box ``title`` is none an office writes about."""
    if not dates.FIRST_YEAR <= year <= dates.LAST_YEAR:
        yield f"「{title}」的年份 {year} 不在 {dates.FIRST_YEAR} 到 {dates.LAST_YEAR} 之间"


class Date(Box[date, Must]):
    """A calendar day; one that is not ``near`` lies years back and is typed, never sought in a calendar."""

    kind = "date"
    natural_width = 6

    def __init__(
        self,
        title: str,
        *,
        near: bool = True,
        required: Must = OPTIONAL,
        default: date | None = None,
        **options: Unpack[Options],
    ) -> None:
        super().__init__(title, required=required, default=default, **options)
        self.near = near

    def to_stored(self, value: date) -> Scalar:
        return value.isoformat()

    def from_stored(self, value: str | int) -> date:
        return date.fromisoformat(str(value))

    def parse(self, text: str, reading: Reading) -> date | None:
        words = text.strip(EDGES)
        return dates.parse_date(words, today=reading.today) if words else None

    def show(self, value: date | None, naming: Naming) -> str:
        return "" if value is None else f"{value:%Y-%m-%d}"

    def faults(self, value: date) -> Iterable[str]:
        return strange_year(self.title, value.year)


class PartialDateBox(Box[periods.PartialDate, Must]):
    """A day, a month or a year, perhaps 约: what old papers tell."""

    kind = "partial_date"
    natural_width = 6

    def to_stored(self, value: periods.PartialDate) -> Scalar:
        return value.iso()

    def from_stored(self, value: str | int) -> periods.PartialDate:
        return periods.PartialDate.from_iso(str(value))

    def parse(self, text: str, reading: Reading) -> periods.PartialDate | None:
        words = text.strip(EDGES)
        return dates.parse_partial_date(words, today=reading.today) if words else None

    def show(self, value: periods.PartialDate | None, naming: Naming) -> str:
        return "" if value is None else value.chinese()

    def faults(self, value: periods.PartialDate) -> Iterable[str]:
        return strange_year(self.title, value.year)


class MonthBox(Box[periods.Month, Must]):
    """A calendar month."""

    kind = "month"
    natural_width = 5

    def to_stored(self, value: periods.Month) -> Scalar:
        return value.iso()

    def from_stored(self, value: str | int) -> periods.Month:
        return periods.Month.from_iso(str(value))

    def parse(self, text: str, reading: Reading) -> periods.Month | None:
        words = text.strip(EDGES)
        return dates.parse_month(words, today=reading.today) if words else None

    def show(self, value: periods.Month | None, naming: Naming) -> str:
        return "" if value is None else value.chinese()

    def faults(self, value: periods.Month) -> Iterable[str]:
        return strange_year(self.title, value.year)
