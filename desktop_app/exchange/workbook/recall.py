"""What was worked out of a sheet before and still holds: an answer costs only the rows it concerns."""

from collections.abc import Callable
from dataclasses import dataclass, fields
from functools import partial
from typing import Any
from weakref import WeakKeyDictionary

from desktop_app.exchange.workbook.question import RowPlan
from desktop_app.exchange.workbook.reading import MakeLink
from desktop_app.exchange.workbook.rows import RowReader
from desktop_app.exchange.workbook.watched import Watched
from desktop_app.records.base import Record
from desktop_app.records.rules import Problem


@dataclass(slots=True)
class _Verdict:
    """What the rules said of a record: as it was asked about, what they filled in, and their problems."""

    asked: dict[str, Any]
    filled: dict[str, Any]
    problems: list[Problem]


class Recall:
    """The rows read and the verdicts given so far, of one plan.

    A row that looked into no answer and made no record reads the same whatever is answered; the rules say
    the same of the same record while the ledger is the same. When that changes, ``clear``.
    """

    def __init__(self) -> None:
        self._rows: dict[tuple[str, int], RowPlan] = {}
        self._verdicts: dict[tuple[int, object], _Verdict] = {}
        self._made_now = Watched()
        self._made: dict[tuple[str, str], Record] = {}
        self._heads: WeakKeyDictionary[RowReader, str] = WeakKeyDictionary()

    def clear(self) -> None:
        """Forget everything: the ledger is another than it was."""
        self._rows.clear()
        self._verdicts.clear()
        self._made.clear()

    def making(self, make: MakeLink) -> MakeLink:
        """What makes records for words nobody knows: the same record for the same words every time."""
        return {box: partial(self._make, box, maker) for box, maker in make.items()}

    def _make(self, box: str, maker: Callable[[str], Record], words: str) -> Record:
        if (box, words) not in self._made:
            self._made[box, words] = maker(words)
        return self._made[box, words]

    def read(self, reader: RowReader, row: int) -> RowPlan:
        """The row as ``reader`` reads it."""
        key = self._head(reader), row
        if key in self._rows:
            return _copy(self._rows[key])
        before = self._state(reader)
        plan = reader.read(row)
        if self._state(reader) == before and not plan.questions:
            self._rows[key] = _copy(plan)
        return plan

    def watch(self) -> Watched:
        """The records made while the rows are read: a row that looks into them hangs on them."""
        self._made_now = Watched()
        return self._made_now

    def _state(self, reader: RowReader) -> tuple[object, ...]:
        """What a row changes when it hangs on more than its cells, or leaves word for the whole file."""
        flags = [value for value in vars(reader.reading).values() if isinstance(value, bool)]
        return reader.answers.given.looks, self._made_now.looks, len(reader.loose_names), flags

    def _head(self, reader: RowReader) -> str:
        """What the reader reads by: the head with all that was answered about it."""
        told = self._heads.get(reader)
        if told is None:
            told = self._heads[reader] = f"{reader.grid.name} {reader.header!r}"
        return told

    def problems(
        self, plan: RowPlan, record: Record, ask: Callable[[Record], list[Problem]]
    ) -> list[Problem]:
        """What the rules say of the record of a row, asked when it is another than before."""
        asked = {name: value for name, value in record.__data__.items() if name != "uid"}
        key = plan.row, plan.slot
        kept = self._verdicts.get(key)
        if kept is None or kept.asked != asked:
            problems = ask(record)
            now = record.__data__
            filled = {n: v for n, v in now.items() if n != "uid" and (n not in asked or asked[n] is not v)}
            kept = self._verdicts[key] = _Verdict(asked, filled, problems)
        else:
            record.__data__.update(kept.filled)
        return kept.problems


def _copy(plan: RowPlan) -> RowPlan:
    """The plan of a row with lists of its own: what follows the reading changes them."""
    copied = RowPlan(plan.row)
    for one in fields(plan):
        value = getattr(plan, one.name)
        setattr(copied, one.name, value.copy() if isinstance(value, (dict, list, set)) else value)
    return copied
