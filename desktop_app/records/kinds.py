"""The plain kinds of box: words, choices, numbers, money, dates, each with what people type for it."""

import json
import re
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from desktop_app.base import dates
from desktop_app.base.errors import UserError
from desktop_app.records.box import Box, Naming, Reading, Scalar, choices_of, unreadable

# Characters that office programs leave around words; stripped at both ends of any typed value.
_EDGES = " \t\r\n\u00a0\u3000\u200b\u200e\u200f\u202a\u202c\ufeff"
_SEPARATORS = re.compile(r"[、，,；;/\n]+")
_FULL_WIDTH = str.maketrans("０１２３４５６７８９．－，", "0123456789.-,")


class Text(Box):
    """One line of words; ``offers`` names boxes (``register.box``) whose words so far are offered for it."""

    kind = "text"
    limit = 200

    def __init__(self, title: str, *, limit: int = 200, offers: tuple[str, ...] = (), **options: Any) -> None:
        super().__init__(title, **options)
        self.limit = limit
        self.offers = offers

    def parse(self, text: str, reading: Reading) -> Any:
        return " ".join(text.strip(_EDGES).split("\n")) or None

    def faults(self, value: Any) -> Iterable[str]:
        if len(value) > self.limit:
            yield f"「{self.title}」最多 {self.limit} 个字，现在有 {len(value)} 个"


class LongText(Text):
    """Several lines of words."""

    kind = "long_text"
    natural_width = 20

    def __init__(self, title: str, *, limit: int = 20000, **options: Any) -> None:
        super().__init__(title, limit=limit, **options)

    def parse(self, text: str, reading: Reading) -> Any:
        return text.replace("\r\n", "\n").strip(_EDGES) or None


class Lines(LongText):
    """A list of short texts, one a line: agenda items, materials, observers.

    ``picks`` names a register whose records are offered by their headings, to be put in or taken out.
    """

    kind = "lines"

    def __init__(self, title: str, *, picks: str = "", **given: Any) -> None:
        super().__init__(title, **given)
        self.picks = picks

    def to_stored(self, value: Any) -> Scalar:
        return json.dumps(list(value), ensure_ascii=False) if value else None

    def from_stored(self, value: Any) -> tuple[str, ...]:
        return tuple(json.loads(value))

    def parse(self, text: str, reading: Reading) -> Any:
        found = tuple(line.strip(_EDGES) for line in text.splitlines() if line.strip(_EDGES))
        return found or None

    def show(self, value: Any, naming: Naming) -> str:
        return "\n".join(value or ())

    def faults(self, value: Any) -> Iterable[str]:
        yield from super().faults("\n".join(value))


class Choice(Box):
    """One of a closed list; a code table gives stored code → label, plain labels are stored as themselves."""

    kind = "choice"
    natural_width = 6

    def __init__(
        self,
        title: str,
        choices: Iterable[str] | Mapping[str, str],
        *,
        synonyms: Mapping[str, str] | None = None,
        **options: Any,
    ) -> None:
        super().__init__(title, **options)
        self.options = choices_of(choices)
        self.synonyms = dict(synonyms or {})

    def parse(self, text: str, reading: Reading) -> Any:
        words = text.strip(_EDGES)
        if not words:
            return None
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

    def show(self, value: Any, naming: Naming) -> str:
        return "" if value is None else self.options.get(value, str(value))

    def faults(self, value: Any) -> Iterable[str]:
        if value not in self.options:
            yield f"「{self.title}」里没有“{value}”这一项"


class State(Choice):
    """Where a record stands in its flow; written by declared steps only, never by a form."""

    kind = "state"

    def __init__(self, title: str, choices: Iterable[str], **options: Any) -> None:
        states = list(choices)
        super().__init__(title, states, default=states[0], **options)


class ManyChoice(Choice):
    """Any number of a closed list."""

    kind = "many_choice"
    natural_width = 10

    def to_stored(self, value: Any) -> Scalar:
        return json.dumps([v for v in self.options if v in value], ensure_ascii=False) if value else None

    def from_stored(self, value: Any) -> tuple[str, ...]:
        return tuple(json.loads(value))

    def parse(self, text: str, reading: Reading) -> Any:
        words = [w.strip(_EDGES) for w in _SEPARATORS.split(text) if w.strip(_EDGES)]
        values = {Choice.parse(self, word, reading) for word in words}
        return tuple(v for v in self.options if v in values) or None

    def show(self, value: Any, naming: Naming) -> str:
        return "、".join(self.options.get(v, v) for v in value or ())

    def faults(self, value: Any) -> Iterable[str]:
        for one in value:
            yield from Choice.faults(self, one)


class YesNo(Box):
    """是 or 否."""

    kind = "yes_no"
    field_type = "INTEGER"
    natural_width = 3
    align = "center"

    def db_value(self, value: Any) -> Any:
        return None if value is None else int(bool(value))

    def from_stored(self, value: Any) -> bool:
        return bool(value)

    def parse(self, text: str, reading: Reading) -> Any:
        words = text.strip(_EDGES)
        if not words:
            return None
        if words in ("是", "有", "√", "✓", "✔", "1", "Y", "y", "已", "对"):
            return True
        if words in ("否", "无", "×", "0", "N", "n", "未", "没有", "不是"):
            return False
        raise unreadable(self.title, words, "“是”或“否”")

    def show(self, value: Any, naming: Naming) -> str:
        return "" if value is None else "是" if value else "否"


class Number(Box):
    """A count, or with ``places`` a decimal kept exactly; ``least`` and ``most`` are inclusive."""

    kind = "number"
    field_type = "INTEGER"
    align = "right"
    natural_width = 4

    def __init__(
        self,
        title: str,
        *,
        places: int = 0,
        least: int | None = 0,
        most: int | None = None,
        unit: str = "",
        **options: Any,
    ) -> None:
        super().__init__(title, **options)
        self.places = places
        self.least = least
        self.most = most
        self.unit = unit

    def to_stored(self, value: Any) -> Scalar:
        return int((Decimal(value).scaleb(self.places)).to_integral_value())

    def from_stored(self, value: Any) -> int | Decimal:
        return Decimal(value).scaleb(-self.places) if self.places else int(value)

    def parse(self, text: str, reading: Reading) -> Any:
        words = (
            text.strip(_EDGES).translate(_FULL_WIDTH).replace(",", "").removeprefix("￥").removeprefix("¥")
        )
        words = words.removesuffix(self.unit).strip(_EDGES) if self.unit else words
        if not words:
            return None
        try:
            number = Decimal(words)
            exact = number.is_finite() and number == round(number, self.places)
        except InvalidOperation:
            exact = False
        if not exact:
            wanted = f"最多 {self.places} 位小数的数，例如 1.5" if self.places else "整数，例如 12"
            raise unreadable(self.title, text.strip(_EDGES), wanted)
        return round(number, self.places) if self.places else int(number)

    def show(self, value: Any, naming: Naming) -> str:
        if value is None:
            return ""
        words = f"{value:f}" if isinstance(value, Decimal) else str(value)
        return words.rstrip("0").rstrip(".") if "." in words else words

    def faults(self, value: Any) -> Iterable[str]:
        if self.least is not None and value < self.least:
            yield f"「{self.title}」不能小于 {self.least}"
        if self.most is not None and value > self.most:
            yield f"「{self.title}」不能大于 {self.most}"


class Money(Number):
    """An amount in 元, kept to the 分."""

    kind = "money"
    natural_width = 6

    def __init__(self, title: str, **options: Any) -> None:
        super().__init__(title, places=2, unit="元", **options)

    def show(self, value: Any, naming: Naming) -> str:
        return "" if value is None else f"{value:.2f}"


class Date(Box):
    """A calendar day."""

    kind = "date"
    natural_width = 6

    def to_stored(self, value: Any) -> Scalar:
        return str(value.isoformat())

    def from_stored(self, value: Any) -> date:
        return date.fromisoformat(value)

    def parse(self, text: str, reading: Reading) -> Any:
        words = text.strip(_EDGES)
        return dates.parse_date(words, today=reading.today) if words else None

    def show(self, value: Any, naming: Naming) -> str:
        return "" if value is None else f"{value:%Y-%m-%d}"


class PartialDate(Box):
    """A day, a month or a year, perhaps 约: what old papers tell."""

    kind = "partial_date"
    natural_width = 6

    def to_stored(self, value: Any) -> Scalar:
        return str(value.iso())

    def from_stored(self, value: Any) -> dates.PartialDate:
        return dates.PartialDate.from_iso(value)

    def parse(self, text: str, reading: Reading) -> Any:
        words = text.strip(_EDGES)
        return dates.parse_partial_date(words, today=reading.today) if words else None

    def show(self, value: Any, naming: Naming) -> str:
        return "" if value is None else str(value.chinese())


class Month(Box):
    """A calendar month."""

    kind = "month"
    natural_width = 5

    def to_stored(self, value: Any) -> Scalar:
        return str(value.iso())

    def from_stored(self, value: Any) -> dates.Month:
        return dates.Month.from_iso(value)

    def parse(self, text: str, reading: Reading) -> Any:
        words = text.strip(_EDGES)
        return dates.parse_month(words, today=reading.today) if words else None

    def show(self, value: Any, naming: Naming) -> str:
        return "" if value is None else str(value.chinese())


class TimeSpan(Box):
    """From a minute to a later minute, with the day: when a meeting began and ended."""

    kind = "time_span"
    natural_width = 10

    def to_stored(self, value: Any) -> Scalar:
        return str(value.iso())

    def from_stored(self, value: Any) -> dates.Span:
        return dates.Span.from_iso(value)

    def parse(self, text: str, reading: Reading) -> Any:
        words = text.strip(_EDGES)
        return dates.parse_span(words, today=reading.today) if words else None

    def show(self, value: Any, naming: Naming) -> str:
        return "" if value is None else str(value.chinese())


class Tally(Box):
    """Counts under named heads, such as 好 12 · 较好 3; heads never filled stand at nothing."""

    kind = "tally"
    natural_width = 12

    def __init__(self, title: str, heads: Iterable[str], **options: Any) -> None:
        super().__init__(title, **options)
        self.heads = tuple(heads)

    def to_stored(self, value: Any) -> Scalar:
        counts = {head: int(value[head]) for head in self.heads if value.get(head) is not None}
        return json.dumps(counts, ensure_ascii=False) if counts else None

    def from_stored(self, value: Any) -> dict[str, int]:
        return {str(k): int(v) for k, v in json.loads(value).items()}

    def parse(self, text: str, reading: Reading) -> Any:
        counts: dict[str, int] = {}
        for part in _SEPARATORS.split(text.strip(_EDGES).translate(_FULL_WIDTH)):
            match = (
                re.fullmatch(r"\s*(\D+?)\s*[:：]?\s*(\d{1,6})\s*[票份人]?\s*", part) if part.strip() else None
            )
            if part.strip() and (match is None or match[1] not in self.heads):
                raise unreadable(
                    self.title, part.strip(), "“" + "、".join(f"{h}3" for h in self.heads[:2]) + "”这样"
                )
            if match is not None:
                counts[match[1]] = int(match[2])
        return counts or None

    def show(self, value: Any, naming: Naming) -> str:
        return "、".join(
            f"{head}{value[head]}" for head in self.heads if value and value.get(head) is not None
        )

    def faults(self, value: Any) -> Iterable[str]:
        for head, count in value.items():
            if head not in self.heads or count < 0:
                yield f"「{self.title}」里的“{head}{count}”不成立"


class Frozen(Box):
    """Figures kept as they stood when a paper was signed; written by the program, opened as lists."""

    kind = "frozen"
    natural_width = 12

    def __init__(self, title: str, **options: Any) -> None:
        super().__init__(title, machine=True, **options)

    def to_stored(self, value: Any) -> Scalar:
        return json.dumps(value, ensure_ascii=False)

    def from_stored(self, value: Any) -> Any:
        return json.loads(value)

    def parse(self, text: str, reading: Reading) -> Any:
        raise UserError(f"「{self.title}」由程序计算，不能手工填写")

    def show(self, value: Any, naming: Naming) -> str:
        return "" if value is None else "；".join(f"{f['title']} {f['value']}{f['unit']}" for f in value)
