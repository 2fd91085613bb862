"""The people already on a roster, asked by what a row still says of one: name, part of a number, dates."""

from collections.abc import Iterable
from datetime import date
from difflib import SequenceMatcher
from functools import cached_property

from desktop_app.base.described import described_in
from desktop_app.base.names import compare_key
from desktop_app.base.periods import PartialDate
from desktop_app.exchange.workbook.known import told_apart
from desktop_app.exchange.workbook.match import Lexicon
from desktop_app.exchange.workbook.person import said_beside, split_name
from desktop_app.records.base import Record
from desktop_app.records.box import Naming
from desktop_app.records.record import Register

_ALIKE = 0.85
"""Two numbers of one person, one of them mistyped: at most two places apart, or one too many or too few."""

_WHOLE = 14


class People:
    """The live records of a register whose rows are about people; empty for any other register."""

    def __init__(
        self, register: Register, lexicon: Lexicon, records: Iterable[Record], naming: Naming
    ) -> None:
        self._register, self._naming, self._records = register, naming, records
        roles = lexicon.person
        self._name, self._number = roles.get("name", ""), roles.get("number", "")
        self._dates = [roles[role] for role in ("birth", "joined") if role in roles]
        self._remark = roles.get("remark", "")

    @cached_property
    def _by_name(self) -> dict[str, list[Record]]:
        found: dict[str, list[Record]] = {}
        for record in self._records if self._name else ():
            if name := getattr(record, self._name):
                found.setdefault(compare_key(name), []).append(record)
        return found

    @cached_property
    def _by_number(self) -> dict[str, Record]:
        return {self.number(record): record for record in self._records if self._number}

    def number(self, record: Record) -> str:
        """The number of a person on the roster; '' if none is known."""
        return str(getattr(record, self._number, None) or "")

    def told(self, record: Record) -> str:
        """The person in the words of a question."""
        return told_apart(self._register, record, self._naming)

    def called(self, name: str | None) -> list[Record]:
        """Everybody of a name, spelling aside."""
        return self._by_name.get(compare_key(name), []) if name else []

    def beginning_with(self, certain: str, name: str | None) -> list[Record]:
        """Who a damaged number can mean: those of the name, else whoever has all its certain digits."""
        of_name = [one for one in self.called(name) if self.number(one).startswith(certain)]
        if of_name or len(certain) < _WHOLE:
            return of_name
        return [one for number, one in self._by_number.items() if number.startswith(certain)]

    def near(self, number: str, name: str | None) -> list[Record]:
        """Those of a name whose number is nearly this one."""
        return [
            one
            for one in self.called(name)
            if SequenceMatcher(None, self.number(one), number).ratio() >= _ALIKE
        ]

    def without_number(self, said: dict[str, object]) -> list[Record]:
        """Who a row without a number can mean: those of its name whom no date of it contradicts."""
        return [
            one
            for one in self.called(str(said.get(self._name) or ""))
            if not any(_contradict(said.get(box), getattr(one, box)) for box in self._dates)
        ]

    def agreed(self, number: str | None, box: str, value: object) -> bool:
        """Whether the roster has ``value`` in a box of the person with this number: it was asked before."""
        record = self._by_number.get(number or "")
        return record is not None and value is not None and getattr(record, box) == value

    def with_words_beside(self, words: str) -> tuple[str, str, str] | None:
        """A name with words in brackets that were put into the remark before: (name, '', words beside)."""
        parts = split_name(words)
        if parts is None or not self._remark:
            return None
        said = said_beside(parts[1])
        known = any(said in (getattr(one, self._remark) or "") for one in self.called(parts[0]))
        return (parts[0], "", parts[1]) if known else None

    def found_before(self, number: str | None, words: str) -> str:
        """The name of the person with this number, where it has the character ``words`` only describe."""
        record, told = self._by_number.get(number or ""), described_in(words)
        name = str(getattr(record, self._name, "") or "") if record is not None else ""
        return name if told is not None and told.fits(name) else ""

    def noted(self, number: str | None, words: str) -> bool:
        """Whether the remark of the person with this number says so already."""
        record = self._by_number.get(number or "")
        return bool(record is not None and self._remark and words in (getattr(record, self._remark) or ""))


def _contradict(one: object, other: object) -> bool:
    """Whether two dates cannot be the same day; what is not known contradicts nothing."""
    spans = [_span(value) for value in (one, other)]
    first, second = spans
    if first is None or second is None:
        return False
    return first[1] < second[0] or second[1] < first[0]


def _span(value: object) -> tuple[date, date] | None:
    if isinstance(value, PartialDate):
        return value.first_day(), value.last_day()
    return (value, value) if isinstance(value, date) else None
