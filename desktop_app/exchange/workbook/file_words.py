"""Words a box cannot read alone but the file explains: a day without its year, 上午 without its hours."""

import re
from typing import Any

from desktop_app.base.ambiguous import Ambiguous
from desktop_app.base.errors import UserError
from desktop_app.exchange.workbook.clocks import whole_span
from desktop_app.exchange.workbook.occasion import Occasion
from desktop_app.exchange.workbook.reading import ImportReading
from desktop_app.records.box import AnyBox

_DATED = frozenset({"date", "partial_date", "month", "time_span"})


class FileWords:
    """Reads words for a box as it does, and by what the file says beside them.

    ``by_year`` is False where days are of any year, as on a roster: there a missing year is asked.
    """

    def __init__(self, reading: ImportReading, occasion: Occasion, *, by_year: bool) -> None:
        self._reading = reading
        self._occasion = occasion
        self._year = occasion.year if by_year else None

    def read(self, box: AnyBox, words: str) -> tuple[Any, str]:
        """The value and a note on what was added to the words, '' for nothing.

        Raises Ambiguous, Asked and UserError as the box and the questions about the file do.
        """
        try:
            return self._dated(box, words)
        except Ambiguous:
            raise
        except UserError:
            spoken = whole_span(words, box.title, self._reading.of_file) if box.kind == "time_span" else None
            if spoken is None:
                raise
            value, note = self._dated(box, spoken)
            return value, f"{note}；" * bool(note) + f"按 {spoken.split(' ')[-1]} 记"

    def _dated(self, box: AnyBox, words: str) -> tuple[Any, str]:
        try:
            return box.parse(words, self._reading), ""
        except Ambiguous:
            if self._year is None or box.kind not in _DATED or re.search(r"\d{4}", words.split(" ")[0]):
                raise
            for whole in (f"{self._year}年{words}", f"{self._year}.{words}"):
                try:
                    value = box.parse(whole, self._reading)
                except UserError:
                    continue
                return value, f"没有写年份，按{self._occasion.where}写的 {self._year} 年"
            raise
