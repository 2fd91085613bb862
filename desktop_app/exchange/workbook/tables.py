"""Tables of words and numbers as a workbook to read on: a sheet each, heads frozen, sums in front."""

import io
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from desktop_app.exchange.workbook.write import EXACT_DIGITS, NARROWEST, WIDEST, put_words

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

Words = str | int | Decimal | None
_UNFIT_TITLE = re.compile(r"[\[\]:*?/\\]")
_MOST_TITLE = 31
_STRIDE = 50


@dataclass(frozen=True)
class SheetTable:
    """One sheet: its title, the heads, the rows; the ``bold`` first rows are sums."""

    title: str
    heads: Sequence[str]
    rows: Sequence[Sequence[Words]]
    bold: int = 0


def write_tables(tables: Sequence[SheetTable], progress: Callable[[int, int], None] | None = None) -> bytes:
    """An .xlsx with a sheet for each table; words stay words, whatever they look like."""
    import openpyxl

    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    total, done = sum(len(one.rows) for one in tables), 0
    for table in tables:
        sheet = workbook.create_sheet(_UNFIT_TITLE.sub("·", table.title)[:_MOST_TITLE])
        for column, head in enumerate(table.heads, 1):
            put_words(sheet, 1, column, head)
        for number, row in enumerate(table.rows, 2):
            for column, value in enumerate(row, 1):
                _put(sheet, number, column, value)
            done += 1
            if progress is not None and done % _STRIDE == 0:
                progress(done, total)
        _dress(sheet, table)
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def _put(sheet: "Worksheet", row: int, column: int, value: Words) -> None:
    if isinstance(value, (int, Decimal)) and len(str(value)) <= EXACT_DIGITS:
        sheet.cell(row, column).value = value
    elif value is not None:
        put_words(sheet, row, column, str(value))


def _dress(sheet: "Worksheet", table: SheetTable) -> None:
    """Widths, heads, the sums in bold, the first column and the heads in sight while the rest scrolls."""
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
    from openpyxl.utils import get_column_letter

    line = Border(bottom=Side(style="thin", color="9AA5B1"))
    for column, head in enumerate(table.heads, 1):
        cell = sheet.cell(1, column)
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="E8EDF3")
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        cell.border = line
        longest = max((len(str(row[column - 1] or "")) for row in table.rows), default=0)
        # A Chinese character is two of the units column widths are counted in; a head may break.
        wish = 2 * max(longest, min(len(head), 8)) + 2
        sheet.column_dimensions[get_column_letter(column)].width = max(NARROWEST, min(wish, WIDEST))
        for row in range(2, 2 + table.bold):
            sheet.cell(row, column).font = Font(bold=True)
    sheet.row_dimensions[1].height = 32
    sheet.freeze_panes = "B2"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:1"
