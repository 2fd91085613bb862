"""Columns that are worked out, not stored: the records in their order, and those whose figure fits."""

from collections.abc import Callable, Collection, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from desktop_app.records.rules import RuleContext
from desktop_app.storage.cell_words import cell_fits, cell_keys
from desktop_app.storage.ordering import FALLING, STROKES, bare_name

# (register, name of a Computed) → the figures of many records at once: uid → value.
ComputedMany = Mapping[tuple[str, str], Callable[[Sequence[Any], RuleContext], Mapping[str, object]]]

MOST = 5000
"""Of more records no figure is worked out to sort or filter by: nobody would wait for it."""
TOO_MANY = f"多于 {MOST:,} 条时不能按算出来的列排序、筛选，先用别的列或年份筛选"
"""What is said of a worked-out column of so long a list."""


class WorkedColumn(NamedTuple):
    """The title of a column that is worked out, and its words by the uids of the records."""

    title: str
    words: Mapping[str, str]


def asked_for(names: Collection[str], typed: Mapping[str, str], order: Sequence[str]) -> list[str]:
    """Which of the worked-out columns ``names`` a list is filtered or sorted by."""
    words = [name for name, said in typed.items() if said.strip()]
    return [name for name in dict.fromkeys((*words, *map(bare_name, order[:1]))) if name in names]


def arranged(
    uids: Sequence[str], columns: Mapping[str, WorkedColumn], typed: Mapping[str, str], order: Sequence[str]
) -> list[str]:
    """Those of ``uids`` whose words fit what was typed, in the order of a column where one is asked for."""
    found = list(uids)
    for name, column in columns.items():
        said = typed.get(name, "").strip()
        if said:
            found = [uid for uid in found if cell_fits(said, column.words[uid], column.title)]
        if order and bare_name(order[0]) == name:
            found = _in_order(found, column, order[0])
    return found


def figure_words(value: object) -> str:
    """A worked-out figure in words: decimals without trailing noughts, '' for nothing."""
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return "" if value is None else str(value)


def _in_order(uids: Sequence[str], column: WorkedColumn, term: str) -> list[str]:
    """In the order of their words, those that have none last whichever way."""
    filled = [uid for uid in uids if column.words[uid]]
    keys = cell_keys([column.words[uid] for uid in filled], column.title, STROKES in term)
    order = sorted(range(len(filled)), key=keys.__getitem__, reverse=term.startswith(FALLING))
    return [*(filled[at] for at in order), *(uid for uid in uids if not column.words[uid])]
