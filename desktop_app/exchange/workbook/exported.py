"""What a sheet said when it was exported, kept in a hidden sheet beside it, and which row is which record.

An untouched cell that comes back must not undo what was changed here meanwhile: for that the value at the
export has to be known. The visible sheet carries one short number a row, in a hidden column within the
reach of its filter, so that it is sorted along; everything else stands in the hidden sheet.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from desktop_app.base.errors import UserError
from desktop_app.base.ids import is_uid
from desktop_app.base.periods import PartialDate
from desktop_app.exchange.workbook.grid import Book, SheetCell, SheetGrid
from desktop_app.exchange.workbook.header import HeaderRow
from desktop_app.exchange.workbook.match import importable_boxes
from desktop_app.exchange.workbook.words import shown, words_of
from desktop_app.records.box import AnyBox, Computed, Naming, Scalar
from desktop_app.records.record import Register

BASE_SHEET = "原值（勿改）"
_MARK = "支部台账导出的原值，导回时用来比对，请不要改动"
LONGEST_CELL = 32_000
# Boxes by which a row is held against what its number says it is.
_TELLING = 6
_RARE = 50
"""Words that so many rows share tell nobody apart."""
_FIRST_DAY = date(1900, 3, 1)
"""Before it spreadsheet programs count days each in a way of its own, or not at all."""


@dataclass(frozen=True, slots=True)
class BaseRow:
    """One record at the export: box → stored scalar, and box → words where links were written as names."""

    uid: str
    values: Mapping[str, Scalar]
    words: Mapping[str, str]

    def told(self, name: str, box: AnyBox, naming: Naming) -> str:
        """The words that stood in the cell of a box."""
        if name in self.words:
            return self.words[name]
        scalar = self.values.get(name)
        return "" if scalar is None else in_words(box, box.python_value(scalar), naming)


def day_of(value: object) -> date | None:
    """The calendar day a cell can hold as a real date; None for months, 约 and what lies before 1900."""
    if isinstance(value, PartialDate) and value.day is not None and not value.about:
        value = value.first_day()
    return value if isinstance(value, date) and value >= _FIRST_DAY else None


def in_words(box: AnyBox, value: object, naming: Naming) -> str:
    """The words of a written cell as they are read back."""
    day = day_of(value)
    words = day.isoformat() if day is not None else box.sheet(value, naming)
    return words.strip()[:LONGEST_CELL]


def base_lines(
    register: Register, day: str, names: Iterable[str], rows: Iterable[tuple[int, BaseRow]]
) -> Iterator[list[str]]:
    """The lines of the hidden sheet: what it is, then one line a record, cut into cells that hold it."""
    yield [_MARK, register.name, day, json.dumps(list(names))]
    for key, row in rows:
        kept = {n: scalar for n, scalar in row.values.items() if scalar is not None}
        text = json.dumps([kept, dict(row.words)], ensure_ascii=False, separators=(",", ":"))
        yield [str(key), row.uid, *(text[at : at + LONGEST_CELL] for at in range(0, len(text), LONGEST_CELL))]


@dataclass(slots=True)
class Exported:
    """The hidden sheet of a workbook that comes back: key → row; ``boxes`` are those that were written."""

    boxes: frozenset[str]
    rows: dict[str, BaseRow]
    day: str = ""

    def aside(self, register: Register) -> dict[str, str]:
        """Title → name of the columns that were written to be read, not to come back."""
        told = {name for row in self.rows.values() for name in row.words} - importable_boxes(register).keys()
        every: dict[str, AnyBox | Computed] = {**register.computed, **register.boxes}
        return {every[name].title: name for name in told}


def take_base(book: Book, register: Register) -> Exported | None:
    """What a workbook says of its own export into ``register``; the hidden sheet goes out of the book.

    A sheet somebody changed by hand is no base: the workbook is then read as any other.
    """
    ours = [grid for grid in book.sheets if _is_base(grid)]
    book.sheets = [grid for grid in book.sheets if grid not in ours]
    for grid in ours:
        head = [shown(cell) for cell in grid.rows[0]]
        if head[1] != register.name:
            continue
        try:
            names = frozenset(json.loads(head[3])) & register.boxes.keys()
            rows = dict(_base_row(line, register) for line in grid.rows[1:] if any(line))
        except (ValueError, TypeError, IndexError):
            book.notes.append("藏着原值的工作表被改动过，没有用它，按普通表格检查")
            return None
        return Exported(names, rows, head[2])
    return None


def _is_base(grid: SheetGrid) -> bool:
    return bool(grid.rows) and shown(grid.cell(1, 1)) == _MARK and len(grid.rows[0]) >= 4


def _base_row(line: list[SheetCell], register: Register) -> tuple[str, BaseRow]:
    key, uid, *parts = (str(cell.content) if cell else "" for cell in line)
    values, words = json.loads("".join(parts))
    if not (is_uid(uid) and isinstance(values, dict) and isinstance(words, dict)):
        raise ValueError("not a line of an export")
    known = register.boxes
    kept = {n: v for n, v in values.items() if n in known and known[n].judged(v) is None}
    told = {n: str(w) for n, w in words.items() if n in known or n in register.computed}
    return key, BaseRow(uid, kept, told)


@dataclass(slots=True)
class Met:
    """Which row of the sheet is which exported record.

    ``copies``: a row → the earlier one that carries the same number. ``strangers``: rows in which nothing
    is left of the record their number names. ``moved``: rows whose number did not fit what they say.
    ``missing``: the records no row of the sheet is about.
    """

    rows: dict[int, BaseRow] = field(default_factory=dict)
    copies: dict[int, int] = field(default_factory=dict)
    strangers: set[int] = field(default_factory=set)
    moved: list[int] = field(default_factory=list)
    missing: list[BaseRow] = field(default_factory=list)


class Meeting:
    """Finds the exported record of each row: by its number, and where that does not fit by its words."""

    def __init__(
        self, exported: Exported, grid: SheetGrid, header: HeaderRow, register: Register, naming: Naming
    ) -> None:
        self._exported, self._grid, self._header = exported, grid, header
        self._naming = naming
        written = [n for n in header.columns if n in exported.boxes]
        values = {n: {row.values.get(n) for row in exported.rows.values()} for n in written}
        order = {name: at for at, name in enumerate(register.boxes)}
        # The boxes with most different values tell rows apart best.
        written.sort(key=lambda name: (-len(values[name]), order[name]))
        self._boxes = {name: register.boxes[name] for name in written[:_TELLING]}
        self._base: dict[str, dict[str, str]] = {}
        self._saying: dict[tuple[str, str], list[str]] | None = None

    def meet(self, numbers: Sequence[int]) -> Met:
        """Every row in ``numbers`` held against the export; the other rows of the sheet count as there."""
        met, taken = Met(), dict[str, int]()
        pending: list[tuple[int, str]] = []
        for row in numbers:
            key = self._key(row)
            told, agreeing = self._agreement(row, key) if key else (0, -1)
            if key and key not in taken and 2 * agreeing >= told:
                taken[key] = row
            else:
                pending.append((row, key))
        for row, key in pending:
            found = self._by_words(row, taken)
            if found:
                taken[found] = row
                met.moved += [row] if key else []
            elif key in taken:
                met.copies[row] = taken[key]
            elif key:
                taken[key] = row
                met.strangers |= set() if self._agreement(row, key)[1] else {row}
        met.rows = {row: self._exported.rows[key] for key, row in taken.items()}
        unread = set(range(self._header.last + 1, len(self._grid.rows) + 1)) - set(numbers)
        there = taken.keys() | {self._key(row) for row in unread}
        met.missing = [row for key, row in self._exported.rows.items() if key not in there]
        return met

    def _key(self, row: int) -> str:
        column = self._header.uid_column
        key = shown(self._grid.cell(row, column)) if column is not None else ""
        return key if key in self._exported.rows else ""

    def _words(self, key: str) -> dict[str, str]:
        """What the telling boxes of a record said at the export, those that said something."""
        if key not in self._base:
            row = self._exported.rows[key]
            said = {name: row.told(name, box, self._naming) for name, box in self._boxes.items()}
            self._base[key] = {name: words for name, words in said.items() if words}
        return self._base[key]

    def _agreement(self, row: int, key: str) -> tuple[int, int]:
        """How many telling boxes were filled at the export, and in how many the row still says the same."""
        words = self._words(key)
        return len(words), sum(self._said(row, name) == said for name, said in words.items())

    def _said(self, row: int, name: str) -> str:
        cell = self._grid.cell(row, self._header.columns[name])
        try:
            return words_of(cell, self._grid, self._boxes[name]).strip()
        except UserError:
            return shown(cell)

    def _by_words(self, row: int, taken: Mapping[str, int]) -> str:
        """The one free record that still says most of what the row says; '' for none or several."""
        if self._saying is None:
            self._saying = {}
            for key in self._exported.rows:
                for pair in self._words(key).items():
                    self._saying.setdefault(pair, []).append(key)
        said = ((name, self._said(row, name)) for name in self._boxes)
        alike = [keys for pair in said if len(keys := self._saying.get(pair, [])) <= _RARE]
        votes: Counter[str] = Counter()
        for key in {key for keys in alike for key in keys if key not in taken}:
            told, agreeing = self._agreement(row, key)
            votes[key] = agreeing if 2 * agreeing > told else 0
        best = votes.most_common(2)
        if not best or not best[0][1] or (len(best) > 1 and best[0][1] == best[1][1]):
            return ""
        return best[0][0]
