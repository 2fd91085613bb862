"""What formulas came to, put back into a copy: openpyxl keeps formulas and drops their results.

Without them the copy, read before a spreadsheet saved it again, would have nothing in these cells.
"""

import io
import re
import zipfile
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from openpyxl import Workbook

_EMPTY_RESULT = re.compile(
    rb'<c r="([A-Z]{1,3}[0-9]+)"((?: [a-z]+="[^"]*")*)>(<f(?:\s[^>]*)?(?:/>|>[^<]*</f>))<v\s*(?:/>|></v>)</c>'
)
_ERROR = re.compile(r"#[A-Z/0!?]+")


def put_results(copy: bytes, formulas: "Workbook", data: bytes) -> bytes:
    """``copy``, saved from ``formulas``, with the results that stand in ``data``, what it was read from."""
    import openpyxl

    sheets = formulas.worksheets
    held = {one.title for one in sheets if any(cell.data_type == "f" for cell in one._cells.values())}
    if not held:
        return copy
    values = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(copy)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        parts = {sheet.path.lstrip("/"): sheet.title for sheet in sheets if sheet.title in held}
        for entry in old.infolist():
            written = old.read(entry)
            if entry.filename in parts:
                written = _filled(written, _results(values, parts[entry.filename]))
            new.writestr(entry, written)
    return out.getvalue()


def _results(values: "Workbook", title: str) -> dict[str, tuple[str, str]]:
    """Place → (type of the cell, its result as a sheet writes it)."""
    from openpyxl.utils.datetime import to_excel

    found = {}
    for cell in values[title]._cells.values():
        value = cell.value
        if value is None:
            continue
        if isinstance(value, bool):
            found[cell.coordinate] = ("b", str(int(value)))
        elif isinstance(value, (datetime, date, time, timedelta)):
            found[cell.coordinate] = ("n", repr(to_excel(value, values.epoch)))
        elif isinstance(value, (int, float)):
            found[cell.coordinate] = ("n", repr(value))
        else:
            words = str(value)
            found[cell.coordinate] = ("e" if _ERROR.fullmatch(words) else "str", words)
    return found


def _filled(sheet: bytes, results: Mapping[str, tuple[str, str]]) -> bytes:
    def fill(found: re.Match[bytes]) -> bytes:
        place = found[1].decode()
        if place not in results:
            return found[0]
        kind, words = results[place]
        attributes = found[2].decode() + f' t="{kind}"'
        return f'<c r="{place}"{attributes}>'.encode() + found[3] + f"<v>{escape(words)}</v></c>".encode()

    return _EMPTY_RESULT.sub(fill, sheet)
