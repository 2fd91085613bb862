"""The records of a register as CSV, so that WPS and Excel open it in Chinese and leave every number whole."""

import csv
import io
import re
from collections.abc import Iterable

from desktop_app.exchange.workbook.exported import in_words
from desktop_app.exchange.workbook.write import Figures, columns_of, figure_words
from desktop_app.records.base import Record
from desktop_app.records.box import Computed, Naming
from desktop_app.records.kinds import Numeric
from desktop_app.records.record import Register

# What a spreadsheet would make a number of (IDs, telephones, leading noughts), or a formula.
_TAKEN_FOR_MORE = re.compile(r"0\d+|\d{11,}[Xx]?|[=+@\-].*", re.DOTALL)
_GUARD = "\t"
"""In front of such words; spreadsheets then keep them as text, and the importer drops it again."""


def write_csv(
    register: Register,
    records: Iterable[Record],
    naming: Naming,
    *,
    boxes: Iterable[str] | None = None,
    figures: Figures | None = None,
) -> bytes:
    """A CSV of ``records`` with the same columns as the workbook: a BOM for WPS, commas, every cell quoted.

    It has no room for what was exported: coming back it is compared with what stands here now.
    """
    figures = figures or {}
    chosen = columns_of(register, boxes, figures)
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(box.title for box in chosen.values())
    for record in records:
        cells = []
        for name, box in chosen.items():
            if isinstance(box, Computed):
                cells.append(figure_words(figures[name].get(record.uid)))
                continue
            value = getattr(record, name)
            words = "" if value is None else in_words(box, value, naming)
            guarded = not isinstance(box, Numeric) and _TAKEN_FOR_MORE.fullmatch(words)
            cells.append(_GUARD + words if guarded else words)
        writer.writerow(cells)
    return out.getvalue().encode("utf-8-sig")
