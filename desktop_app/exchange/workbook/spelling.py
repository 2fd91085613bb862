"""What a cell says as it stands, what is taken out of it before its box reads it, and what differs then."""

import re
from datetime import datetime
from decimal import Decimal
from typing import Any

from desktop_app.base.identity import damaged_by_excel
from desktop_app.base.radicals import without_radicals
from desktop_app.exchange.workbook.grid import Kept, SheetCell, SheetGrid
from desktop_app.exchange.workbook.words import shown, words_of
from desktop_app.records.box import AnyBox, Naming
from desktop_app.records.kinds import Numeric

EMPTY_WORDS = "空"
"""What stands in the list of fixes where a cell's words are kept as nothing."""

_ESCAPED = re.compile(r"_x(00[01][0-9A-Fa-f])_\n?")
_MEANT_SO = re.compile(r"_x005[Ff]_(?=x[0-9A-Fa-f]{4}_)")
_DAYS = frozenset({"date", "partial_date", "month", "time_span"})
_PLAIN_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")


def cleaned(text: str, box: AnyBox) -> str:
    """The words of a cell without what programs left in them.

    Escapes of control characters (``_x000D_``) become the line ends they stand for, radicals the characters
    they look like, and the apostrophe goes that keeps a number as text.
    """
    words = _MEANT_SO.sub("_", _ESCAPED.sub(_unescaped, text)) if "_x00" in text else text
    words = without_radicals(words)
    if words[:1] == "'" and "'" not in words[1:]:
        words = words[1:].lstrip()
    return words


def _unescaped(found: re.Match[str]) -> str:
    return {"000D": "\n", "000A": "\n", "0009": "\t"}.get(found[1].upper(), "")


def written(cell: SheetCell, grid: SheetGrid, box: AnyBox) -> str:
    """What a cell says to who looks at the sheet, blanks at its ends and all."""
    content = cell.content
    if isinstance(content, str):
        return content
    if cell.kept is Kept.MOMENT:
        timed = isinstance(content, datetime) and "h" in cell.form.lower() and content.time() != _MIDNIGHT
        return f"{content:%Y-%m-%d %H:%M}" if timed else words_of(cell, grid, box)
    if cell.kept is Kept.NUMBER and damaged_by_excel(content) is not None:  # type: ignore[arg-type]
        return shown(cell)
    if cell.kept is Kept.NUMBER and box.kind in _DAYS:
        # A serial number is read as a day: the sheet does not say that day.
        words = words_of(cell, grid, box)
        return words if "-" not in words else shown(cell)
    return words_of(cell, grid, box) if cell else ""


_MIDNIGHT = datetime.min.time()


def kept_words(box: AnyBox, value: Any, naming: Naming) -> str:
    """What is kept, in the words a list of fixes shows."""
    return box.show(value, naming) if value not in (None, "", ()) else EMPTY_WORDS


def is_as_written(box: AnyBox, value: Any, words: str, naming: Naming) -> bool:
    """Whether ``value`` says in some usual spelling exactly what stands in the sheet."""
    if value in (None, "", ()):
        return not words
    if isinstance(value, str) and value == words and box.show(value, naming) == words:
        return True
    if isinstance(box, Numeric) and _PLAIN_NUMBER.fullmatch(words):
        return bool(Decimal(words) == value)
    if box.kind in _DAYS and words == str(box.db_value(value)):
        return True
    return words in (box.show(value, naming), box.sheet(value, naming))
