"""What the words of cells are sorted and filtered by: numbers by size, names by sound."""

import re
from collections.abc import Sequence

from desktop_app.base.pinyin import load_pinyin
from desktop_app.base.search_words import SearchWords
from desktop_app.base.strokes import load_strokes
from desktop_app.storage.column_filter import words_fit
from desktop_app.storage.ordering import is_name_title

_NUMBER = re.compile(r"(-?\d[\d,]*(?:\.\d+)?)\s*\D{0,4}")


def cell_keys(cells: Sequence[str], title: str, strokes: bool = False) -> list[tuple[float, str]]:
    """What cells under ``title`` are sorted by: numbers by size, names as they are read or written."""
    numbers = [_NUMBER.fullmatch(cell) for cell in cells]
    if all(numbers):
        return [(float(found[1].replace(",", "")), "") for found in numbers if found]
    if strokes:
        return [(0, load_strokes().sort_key(cell)) for cell in cells]
    sound = load_pinyin().sort_key if is_name_title(title) else load_pinyin().text_key
    return [(0, sound(cell)) for cell in cells]


def cell_fits(typed: str, cell: str, title: str) -> bool:
    """Whether a cell under ``title`` fits what was typed over its column: numbers, words, sounds."""
    fits = words_fit(typed, cell)
    if fits is not None:
        return fits
    named = (cell,) if is_name_title(title) else ()
    return SearchWords(typed, load_pinyin().keys).fit(cell, named)
