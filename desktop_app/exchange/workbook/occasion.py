"""What the title of a sheet, its tab and the name of its file say of when it is about: year, month, day."""

import re
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath

from desktop_app.base.numerals import with_arabic
from desktop_app.base.periods import Month
from desktop_app.base.typed_text import tidy
from desktop_app.exchange.workbook.grid import SheetGrid

_YEAR = re.compile(r"(?<!\d)(20\d{2})(?!\d)")
_MONTH = re.compile(r"(?<!\d)(20\d{2})[年./-]?(0?[1-9]|1[0-2])(?:月|(?!\d))")
_DAY = re.compile(r"(?<!\d)(20\d{2})[年./-]?(0?[1-9]|1[0-2])[月./-]?(0?[1-9]|[12]\d|3[01])(?:日|(?!\d))")
_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_CHINESE_YEAR = re.compile(r"[二][〇○零][〇○零一二三四五六七八九]{2}(?=年)")


@dataclass(frozen=True)
class Occasion:
    """The year, month and day a file is about, each None where nothing says so; ``where`` says what told."""

    year: int | None = None
    month: Month | None = None
    day: date | None = None
    where: str = ""


NO_OCCASION = Occasion()


def occasion_of(grid: SheetGrid, first: int, name: str) -> Occasion:
    """What stands above row ``first`` of a sheet, on its tab and in its file's ``name``, in that order."""
    above = "　".join(
        str(cell.content).strip() for row in grid.rows[: max(first - 1, 0)] for cell in row if cell
    )
    for words, where in ((above, "表头上面"), (grid.name, "工作表名"), (PurePath(name).stem, "文件名")):
        read = _read(words, where)
        if read.year is not None:
            return read
    return NO_OCCASION


def _read(words: str, where: str) -> Occasion:
    digits = _CHINESE_YEAR.sub(lambda found: found[0].translate(_DIGITS), words)
    line = with_arabic(tidy(digits)).replace(" ", "")
    year = _YEAR.search(line) or _MONTH.search(line) or _DAY.search(line)
    if year is None:
        return NO_OCCASION
    month, day = _MONTH.search(line), _DAY.search(line)
    return Occasion(
        int(year[1]),
        Month(int(month[1]), int(month[2])) if month else None,
        _day(day) if day else None,
        where,
    )


def _day(found: re.Match[str]) -> date | None:
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None
