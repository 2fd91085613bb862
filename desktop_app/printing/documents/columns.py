"""Columns by their content: one that holds codes, days, numbers or names is as wide as its longest."""

import re
from collections.abc import Sequence
from dataclasses import replace

from desktop_app.printing.type.cell_text import side_room
from desktop_app.printing.type.page import MM
from desktop_app.printing.type.ruled import Column
from desktop_app.printing.type.spacing import GAP, SHARE, beside

# A code, a day or a number; a name of two to four characters.
_UNBROKEN = re.compile(r"[!-~年月日—]+|[\u3400-\u9fff　]{2,4}")
# What the columns that take more lines keep of the sheet, however many codes stand beside them.
_FLOWING_SHARE = 0.3


def em(text: str) -> float:
    """Width of the longest line of ``text`` in characters, a Latin letter being about half of one."""
    return max((sum(map(_share, beside(line))) for line in text.split("\n")), default=0.0)


def _share(token: str) -> float:
    sign = token[0]
    if token[1:] == GAP:
        return _share(sign) + SHARE
    return 1.0 if ord(sign) >= 0x2E80 else 0.72 if sign.isupper() else 0.55


def fitted(
    columns: Sequence[Column], rows: Sequence[Sequence[str]], size: float, sheet: float
) -> list[Column]:
    """The columns of a table in type of ``size`` pt on a sheet ``sheet`` mm wide, none of codes too narrow.

    Columns that share what is left keep a part of the sheet: where others would take it, all stay as given.
    """
    out = [replace(one, width=_width(one, at, rows, size)) for at, one in enumerate(columns)]
    taken = sum(one.width for one in out if one.width is not None)
    is_shared = any(one.width is None for one in out)
    return list(columns) if taken > sheet * (1 - _FLOWING_SHARE * is_shared) else out


def _width(column: Column, at: int, rows: Sequence[Sequence[str]], size: float) -> float | None:
    if column.width is None:
        return None
    cells = {line for row in rows for line in row[at].split("\n") if _UNBROKEN.fullmatch(line)}
    needs = max(map(em, cells), default=0.0) * size + 2 * side_room(size)
    return max(column.width, round(needs / MM, 1))
