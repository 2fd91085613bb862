"""Page ranges as people type them: 1-3,5 in any of the marks a Chinese keyboard gives."""

import re
from collections.abc import Iterable
from itertools import groupby

from desktop_app.base.errors import UserError

_DASH = r"[-－—–~～至到]"
_PIECE = re.compile(rf"(\d+)?({_DASH})?(\d+)?")
_BETWEEN = re.compile(r"[,，、;；\s]+")
_NO_SPACE = re.compile(rf"\s*({_DASH})\s*")
_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")
_EXAMPLE = "请写成 1-3,5 这样"


def read_ranges(words: str, pages: int) -> tuple[int, ...]:
    """The pages (from 0) that ``words`` names, in their order and each once; UserError for what names none.

    1-3,5 · 8- (to the last) · -3 (from the first) · 第2页至第4页.
    """
    plain = re.sub(r"[第页]", "", words.translate(_DIGITS)).strip()
    plain = _NO_SPACE.sub(r"\1", plain)
    out: dict[int, None] = {}
    for piece in filter(None, _BETWEEN.split(plain)):
        read = _PIECE.fullmatch(piece)
        if read is None or not (read[1] or read[3]):
            raise UserError(f"看不出“{piece}”是哪几页", todo=_EXAMPLE)
        first = int(read[1] or 1)
        last = int(read[3] or pages) if read[2] else first
        if first > last:
            raise UserError(f"“{piece}”的前后反了", todo=_EXAMPLE)
        if not first >= 1 or last > pages:
            raise UserError(f"没有第 {last if last > pages else first} 页，一共 {pages} 页", todo=_EXAMPLE)
        out.update(dict.fromkeys(range(first - 1, last)))
    if not out:
        raise UserError("还没有写要打印哪几页", todo=_EXAMPLE)
    return tuple(out)


def range_words(pages: Iterable[int]) -> str:
    """Pages (from 0) as a range of them is written: 1-3,5."""
    runs = []
    for _, group in groupby(enumerate(pages), lambda pair: pair[1] - pair[0]):
        run = [page for _, page in group]
        runs.append(f"{run[0] + 1}-{run[-1] + 1}" if len(run) > 1 else f"{run[0] + 1}")
    return ",".join(runs)
