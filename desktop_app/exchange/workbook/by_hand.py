"""The head of a sheet: found, remembered for its layout, told by a person; guessed where none is known."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from desktop_app.base import identity
from desktop_app.base.ambiguous import Ambiguous, Option
from desktop_app.base.errors import UserError
from desktop_app.exchange.workbook.grid import SheetGrid
from desktop_app.exchange.workbook.header import HeaderRow, find_header, given_header, read_header
from desktop_app.exchange.workbook.layouts import layout_key, remembered
from desktop_app.exchange.workbook.match import Heads
from desktop_app.exchange.workbook.occasion import occasion_of
from desktop_app.exchange.workbook.question import Answers, Question
from desktop_app.exchange.workbook.reading import ImportLedger, ImportReading
from desktop_app.exchange.workbook.words import shown
from desktop_app.records.box import AnyBox
from desktop_app.records.kinds import ClosedList

Columns = Mapping[int, str | None] | Sequence[str | None]

_LOOKED_AT = 12
_LONGEST_HEAD = 20
_SAMPLE = 12
_LIKELY = 0.8
_KINDS = ("id_number", "phone", "choice", "person", "record", "month", "time_span", "date", "partial_date")
"""Kinds of box whose words tell what they are, the surest first."""


def header_of(
    grid: SheetGrid, heads: Heads, columns: Columns | None, ledger: ImportLedger, name: str
) -> HeaderRow | None:
    """The head found, put right by what is remembered of its layout and by ``columns``; None if none is."""
    if columns is not None and not isinstance(columns, Mapping):
        told = given_header(grid, columns, heads)
        return None if told is None else _completed(told, grid, heads, name)
    found = find_header(grid, heads)
    if found is None:
        found = guessed_header(grid, heads)
        found.layout = layout_key(heads.register, found)
        if not remembered(ledger, found.layout, heads):
            return None
    return _corrected(found, grid, heads, columns, ledger, name)


def header_by_hand(
    grid: SheetGrid,
    heads: Heads,
    columns: Columns | None,
    ledger: ImportLedger,
    name: str,
    ask: Callable[[Question], Any],
) -> HeaderRow:
    """The head of a sheet in which too few columns are known; where it stands is asked by ``ask``."""
    found = guessed_header(grid, heads)
    rows = [r for r in range(1, min(len(grid.rows), _LOOKED_AT) + 1) if any(grid.rows[r - 1])]
    choices = [Option(f"第{row}行是表头：{_some(grid, row)}", row) for row in rows]
    choices.append(Option("没有表头，从第一行起就是内容", 0))
    at = next(n for n, one in enumerate(choices) if one.value == found.first)
    taken = int(ask(Question(f"head:{grid.name}", "head", "表头在哪一行？", tuple(choices), proposal=at)))
    if taken != found.first:
        found = read_header(grid, taken, heads) if taken else HeaderRow(0, 0)
    proposed = proposed_columns(grid, found.last + 1, heads, ledger)
    for name, column in proposed.items():
        if name not in found.columns and found.target(column) is None:
            found.put(column, name, heads)
    found.by_hand = True
    return _corrected(found, grid, heads, columns, ledger, name)


def _corrected(
    found: HeaderRow,
    grid: SheetGrid,
    heads: Heads,
    columns: Columns | None,
    ledger: ImportLedger,
    name: str,
) -> HeaderRow:
    found.layout = layout_key(heads.register, found)
    said = columns if isinstance(columns, Mapping) else {}
    found.said = {**remembered(ledger, found.layout, heads), **said}
    for column, box in found.said.items():
        found.put(column, box, heads)
    return _completed(found, grid, heads, name)


def _completed(found: HeaderRow, grid: SheetGrid, heads: Heads, name: str) -> HeaderRow:
    found.occasion = occasion_of(grid, found.first, name)
    found.month_box = (heads.months["box"],) if found.months else ()
    return found


def guessed_header(grid: SheetGrid, heads: Heads) -> HeaderRow:
    """The row most likely to be a head though few of its words are known; row 0 where none looks so."""
    best, most = 0, 1.5
    for row in range(1, min(len(grid.rows), _LOOKED_AT) + 1):
        cells = [shown(cell) for cell in grid.rows[row - 1] if cell]
        short = [
            words for words in cells if len(words) <= _LONGEST_HEAD and not any(c.isdigit() for c in words)
        ]
        known = sum(bool(heads.box_for(words) or heads.extra_for(words)) for words in short)
        worth = len(short) - 2 * (len(cells) - len(short)) + 2 * known
        if worth > most and len(set(short)) == len(short) and (known or row < len(grid.rows)):
            best, most = row, worth
    if best and not _headlike(grid, best, heads):
        best = 0
    return read_header(grid, best, heads) if best else HeaderRow(0, 0)


def _headlike(grid: SheetGrid, row: int, heads: Heads) -> bool:
    """Whether a row of short words is a head: a known word in it, or words no row below repeats."""
    words = {shown(cell) for cell in grid.rows[row - 1] if cell}
    if any(heads.box_for(one) or heads.extra_for(one) for one in words):
        return True
    below = [shown(cell) for cells in grid.rows[row : row + _SAMPLE] for cell in cells if cell]
    values = {label for box in heads.boxes.values() for label in getattr(box, "options", {}).values()}
    return not words & {*below, *values}


def _some(grid: SheetGrid, row: int) -> str:
    words = "、".join(shown(cell) for cell in grid.rows[row - 1] if cell)
    return words if len(words) <= 24 else words[:23] + "…"


def proposed_columns(grid: SheetGrid, first: int, heads: Heads, ledger: ImportLedger) -> dict[str, int]:
    """Box → column by what the cells from row ``first`` on hold; to be looked at by a person."""
    tells = _Tells(ImportReading(ledger, Answers({}), "leave", {}))
    found: dict[str, int] = {}
    samples = {column: _sample(grid, first, column) for column in range(1, grid.width + 1)}
    likely = [n for n in grid.likely if n in heads.boxes]
    if len(grid.likely) == grid.width and (given := _as_listed(grid, samples, heads, tells)):
        return given
    # Of boxes of one kind those of the list come first, in its order.
    boxes = {name: heads.boxes[name] for name in (*likely, *heads.boxes)}
    for kind in _KINDS:
        for column, words in samples.items():
            if not words or column in found.values():
                continue
            fits = [n for n, box in boxes.items() if box.kind == kind and n not in found]
            best = next((n for n in fits if tells.share(heads.boxes[n], words) >= _LIKELY), None)
            if best is not None:
                found[best] = column
    named = [n for n, box in heads.boxes.items() if box.title == "姓名" and n not in found]
    for column, words in samples.items():
        if named and words and column not in found.values() and all(2 <= len(one) <= 4 for one in words):
            found[named.pop()] = column
    return found


def _as_listed(
    grid: SheetGrid, samples: Mapping[int, list[str]], heads: Heads, tells: "_Tells"
) -> dict[str, int]:
    """The list's own columns, left to right, where the block is as wide and no cell speaks against it."""
    found = {name: at for at, name in enumerate(grid.likely, 1) if name in heads.boxes}
    for name, column in found.items():
        box, words = heads.boxes[name], samples[column]
        if box.kind in _KINDS and words and tells.share(box, words) < _LIKELY:
            return {}
    return found


def _sample(grid: SheetGrid, first: int, column: int) -> list[str]:
    below = range(first, min(len(grid.rows), first + 2 * _SAMPLE) + 1)
    cells = (shown(grid.cell(row, column)) for row in below)
    return [words for words in cells if words][:_SAMPLE]


class _Tells:
    """Says whether words look like those of a box; boxes of one kind and one list read alike."""

    def __init__(self, reading: ImportReading) -> None:
        self._reading = reading
        self._read: dict[tuple[object, str], bool] = {}

    def share(self, box: AnyBox, words: list[str]) -> float:
        """How many of ``words`` the box reads, from 0 to 1."""
        list_of: object = tuple(box.options) if isinstance(box, ClosedList) else getattr(box, "to", ())
        count = 0
        for one in words:
            key = (box.kind, list_of), one
            if key not in self._read:
                self._read[key] = self._reads(box, one)
            count += self._read[key]
        return count / len(words)

    def _reads(self, box: AnyBox, words: str) -> bool:
        if isinstance(box, ClosedList):
            return box.value_for(words) is not None
        if box.kind in ("person", "record"):
            return self._reading.knows(getattr(box, "to", ()), words)
        if box.kind == "phone":
            return words.isdigit() and len(words) == len("13800138000")
        try:
            if box.kind == "id_number":
                return bool(identity.parse_id(words, today=self._reading.today))
            return len(words) >= len("1985.7") and box.parse(words, self._reading) is not None
        except Ambiguous:
            return box.kind != "id_number"
        except UserError:
            return False
