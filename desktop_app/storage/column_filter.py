"""What is typed over a column of a list, as a condition: parts of words, names by sound, numbers, days."""

import re
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from functools import reduce
from operator import eq, ge, gt, le, lt, or_
from typing import Any

import peewee

from desktop_app.base.errors import UserError
from desktop_app.base.typed_text import folded
from desktop_app.records.box import AnyBox
from desktop_app.records.kinds import ClosedList, ManyChoice, Numeric, YesNo
from desktop_app.records.links import Files, Persons, RecordLink
from desktop_app.records.record import Register
from desktop_app.storage.ordering import has_names
from desktop_app.storage.sqlite.search_index import called_by, contains
from desktop_app.storage.tables import IndexCard

EMPTY, FILLED = "空", "非空"
"""Typed in a box over a column: what has nothing there, or something."""
DAYS = ("date", "partial_date", "month", "time_span")
_BOUND = re.compile(r"^\s*(>=|<=|>|<|≥|≤|=|大于|小于|不少于|不超过)?\s*(-?[\d.,]+)\s*$")
_BETWEEN = re.compile(r"^\s*([\d.,]+)\s*(?:-|~|～|—|至|到)\s*([\d.,]+)\s*$")
_SIGNS = {"≥": ">=", "不少于": ">=", "≤": "<=", "不超过": "<=", "大于": ">", "小于": "<", "": "=", "=": "="}
_YEAR_DIGITS = 4
_LEADING = re.compile(r"-?\d+(\.\d+)?")
_COMPARED = {">=": ge, "<=": le, ">": gt, "<": lt, "=": eq}


def column_fits(register: Register, name: str, words: str) -> Any:
    """The condition that a box of a register fits what was typed over its column; None for nothing."""
    box, typed = register.boxes[name], words.strip()
    if not typed:
        return None
    if typed == EMPTY:
        return box.is_null()
    if typed == FILLED:
        return box.is_null(False)
    if isinstance(box, YesNo):
        return box == (typed[0] in "是有√✓1y")
    if isinstance(box, ClosedList):
        return _of_list(box, typed)
    if isinstance(box, Numeric):
        return _of_number(box, typed)
    if box.kind in DAYS:
        return _of_day(box, typed)
    return reduce(lambda both, run: both & _holds(register, box, run), typed.split(), peewee.Value(1) == 1)


def _holds(register: Register, box: AnyBox, run: str) -> Any:
    """Whether one run of characters stands in what a box of words or links shows."""
    stored = box.cast("TEXT")
    if isinstance(box, RecordLink | Persons):
        called = IndexCard.select(IndexCard.uid).where(contains(IndexCard.heading, run) | called_by(run))
        if isinstance(box, RecordLink):
            return contains(stored, run) | box.in_(called)
        return contains(stored, run) | peewee.fn.EXISTS(
            called.clone().where(contains(stored, IndexCard.uid))  # a list keeps the uids of its people
        )
    if isinstance(box, Files):
        return contains(stored, run)
    found = contains(stored, run) | contains(peewee.fn.lower(stored), folded(run))
    if has_names(box):
        own = IndexCard.select(IndexCard.uid).where(IndexCard.register == register.name, called_by(run))
        found |= register.model.uid.in_(own)
    return found


def _of_list(box: Any, typed: str) -> Any:
    values = [value for value, label in box.options.items() if typed in label]
    if isinstance(box, ManyChoice):
        return _any(contains(box.cast("TEXT"), f'"{value}"') for value in values)
    return box.in_(values)


def _any(conditions: Iterable[Any]) -> Any:
    return reduce(or_, conditions, peewee.Value(1) == 0)


def _of_number(box: Any, typed: str) -> Any:
    """``10``, ``>=10``, ``3-8``; other words fit nothing."""
    between, bound = _BETWEEN.match(typed), _BOUND.match(typed)
    try:
        if between:
            return box.between(_number(box, between[1]), _number(box, between[2]))
        if bound:
            sign, number = bound[1] or "", _number(box, bound[2])
            return peewee.Expression(box, _SIGNS.get(sign, sign), number)
    except (InvalidOperation, ValueError, UserError):
        pass
    return peewee.Value(1) == 0


def _number(box: Any, words: str) -> Any:
    return peewee.Value(box.db_value(Decimal(words.replace(",", ""))), converter=False)


def _of_day(box: AnyBox, typed: str) -> Any:
    """``2026``, ``2026.7``, ``7月``, ``10-29``, ``2026-03~2026-05``: by what the stored day begins with."""
    between = re.split(r"[~～—]|至|到", typed, maxsplit=1)
    stored = box.cast("TEXT")
    if len(between) > 1:
        first, last = (_day(part) for part in between)
        return (stored >= first) & (stored <= f"{last}~")
    part = _day(typed)
    return stored.startswith(part) if part[:1] != "-" else contains(stored, part)


def _day(typed: str) -> str:
    numbers = re.findall(r"\d+", typed)
    if len(numbers) == 1 and len(numbers[0]) > _YEAR_DIGITS:
        whole = numbers[0]
        numbers = [whole[:4], *(whole[at : at + 2] for at in range(4, len(whole), 2))]
    begins_with_year = bool(numbers) and len(numbers[0]) == _YEAR_DIGITS
    parts = [one if at == 0 and begins_with_year else one.zfill(2) for at, one in enumerate(numbers)]
    return "-".join(parts) if begins_with_year or not parts else f"-{'-'.join(parts)}"


def words_fit(typed: str, cell: str) -> bool | None:
    """Whether the words of a cell fit a number, a span of numbers or a day typed over its column.

    None where ``typed`` is nothing of the kind: then it is looked for as words.
    """
    if typed in (EMPTY, FILLED):
        return bool(cell) == (typed == FILLED)
    between, bound = _BETWEEN.match(typed), _BOUND.match(typed)
    found = _LEADING.match(cell.replace(",", ""))
    if (between or (bound and bound[1])) and found is None:
        return False
    value = Decimal(found[0]) if found is not None else Decimal(0)
    if between:
        return _plain(between[1]) <= value <= _plain(between[2])
    if bound and bound[1]:
        return bool(_COMPARED[_SIGNS.get(bound[1], bound[1])](value, _plain(bound[2])))
    if bound and found is not None and found[0] == cell.replace(",", ""):
        return value == _plain(bound[2])
    return None


def _plain(words: str) -> Decimal:
    try:
        return Decimal(words.replace(",", ""))
    except InvalidOperation:
        return Decimal(0)
