"""The records of a register as a sheet for office use, which the importer reads back without loss."""

import io
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from desktop_app.exchange.workbook.exported import (
    BASE_SHEET,
    LONGEST_CELL,
    BaseRow,
    base_lines,
    day_of,
    in_words,
)
from desktop_app.exchange.workbook.match import UID_HEADER, importable_boxes
from desktop_app.records.base import Record
from desktop_app.records.box import AnyBox, Computed, Naming, Scalar
from desktop_app.records.kinds import Numeric, State
from desktop_app.records.record import Register

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_MARK = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
WIDEST, NARROWEST = 40, 6
EXACT_DIGITS = 15
_STRIDE = 200
_DAY_FORM = "yyyy-mm-dd"
_A4 = "9"
# About what an upright A4 sheet holds at a readable size, in units of column widths.
_PORTRAIT_WIDTH = 95


Figures = Mapping[str, Mapping[str, object]]
"""Name of a worked-out column → uid → figure."""
Column = AnyBox | Computed


def columns_of(register: Register, names: Iterable[str] | None, figures: Figures) -> dict[str, Column]:
    """The columns a sheet gets: those named, in that order, else every box a person fills."""
    every: dict[str, Column] = dict(importable_boxes(register))
    if names is None:
        return every
    every |= {n: box for n, box in register.boxes.items() if n not in every}
    every |= {n: one for n, one in register.computed.items() if n in figures}
    return {name: every[name] for name in names if name in every}


def write_sheet(
    register: Register,
    records: Iterable[Record],
    naming: Naming,
    *,
    boxes: Iterable[str] | None = None,
    figures: Figures | None = None,
    day: date | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> bytes:
    """An .xlsx of ``records``: one row each, the head frozen, numbers of persons and telephones as text.

    All boxes a person fills are written, or the columns of ``boxes`` in that order, unmasked: worked-out
    ones from ``figures`` and those nobody types are there to be read. A hidden sheet keeps which record
    each row is and what it said on ``day``, so that a returned sheet meets the records it came from and
    tells what was changed in it.
    """
    import openpyxl

    figures = figures or {}
    chosen = columns_of(register, boxes, figures)
    rows = list(records)
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = re.sub(r"[\[\]:*?/\\]", "·", register.title)[:31]
    for column, head in enumerate([*(b.title for b in chosen.values()), UID_HEADER], 1):
        put_words(sheet, 1, column, head)
    for number, record in enumerate(rows, 2):
        if progress is not None and number % _STRIDE == 0:
            progress(number - 2, len(rows))
        for column, (name, box) in enumerate(chosen.items(), 1):
            if isinstance(box, Computed):
                _put_figure(sheet, number, column, figures[name].get(record.uid))
            else:
                _put(sheet, number, column, box, getattr(record, name), naming)
        sheet.cell(number, len(chosen) + 1).value = number - 1
    _dress(sheet, chosen)
    sheet_set_up(sheet, register.title, sum(_wish(box) for box in chosen.values()), day)
    base = ((n, base_row(one, chosen, figures, naming)) for n, one in enumerate(rows, 1))
    _hide_base(workbook.create_sheet(BASE_SHEET), base_lines(register, _iso(day), chosen, base))
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def _iso(day: date | None) -> str:
    return "" if day is None else day.isoformat()


def base_row(record: Record, columns: Mapping[str, Column], figures: Figures, naming: Naming) -> BaseRow:
    """What a record says in its columns, kept for the day the sheet comes back."""
    values: dict[str, Scalar] = {}
    words: dict[str, str] = {}
    for name, box in columns.items():
        if isinstance(box, Computed):
            words[name] = figure_words(figures[name].get(record.uid))
            continue
        value = getattr(record, name)
        values[name] = box.db_value(value)
        if value is not None and (box.machine or isinstance(box, State) or any(box.targets(value))):
            words[name] = in_words(box, value, naming)
    return BaseRow(record.uid, values, words)


def figure_words(value: object) -> str:
    """A worked-out figure in words: decimals without trailing noughts, '' for nothing."""
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return "" if value is None else str(value)


def _put(sheet: "Worksheet", row: int, column: int, box: AnyBox, value: object, naming: Naming) -> None:
    if value is None:
        return
    day = day_of(value)
    if isinstance(box, Numeric) and len(str(value)) <= EXACT_DIGITS:
        sheet.cell(row, column).value = value
    elif day is not None:
        cell = sheet.cell(row, column)
        cell.value, cell.number_format = day, _DAY_FORM
    else:
        put_words(sheet, row, column, box.sheet(value, naming)[:LONGEST_CELL])


def _put_figure(sheet: "Worksheet", row: int, column: int, value: object) -> None:
    if isinstance(value, (int, Decimal)) and not isinstance(value, bool):
        sheet.cell(row, column).value = value
    else:
        put_words(sheet, row, column, figure_words(value))


def _hide_base(sheet: "Worksheet", lines: Iterable[list[str]]) -> None:
    for line in lines:
        sheet.append([_UNWRITABLE.sub("", part) for part in line])
        for cell in sheet[sheet.max_row]:
            cell.data_type, cell.number_format = "s", "@"
    sheet.sheet_state = "hidden"


def put_words(sheet: "Worksheet", row: int, column: int, words: str) -> None:
    """Words as text whatever they look like: an ID stays whole, an = never becomes a formula."""
    if not words:
        return
    cell = sheet.cell(row, column)
    # What looks like the format's own mark for a character is read as that character.
    cell.value = _MARK.sub("_x005F_", _UNWRITABLE.sub("", words))
    cell.data_type = "s"
    cell.number_format = "@"


def _wish(box: Column) -> int:
    """The width of a column, in the units spreadsheet programs count: a Chinese character is two."""
    if box.kind == "id_number":
        return 21
    return max(NARROWEST, min(2 * max(getattr(box, "width", 4), len(box.title)) + 2, WIDEST))


def _dress(sheet: "Worksheet", columns: Mapping[str, Column]) -> None:
    """Widths, head, frozen first row, filter, and the column of the rows' numbers hidden.

    The filter reaches over the hidden column: sorting by its arrows takes the numbers along.
    """
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
    from openpyxl.utils import get_column_letter

    line = Border(bottom=Side(style="thin", color="9AA5B1"))
    last = get_column_letter(len(columns) + 1)
    for head in sheet[1]:
        head.font = Font(bold=True)
        head.fill = PatternFill("solid", fgColor="E8EDF3")
        head.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        head.border = line
    for column, box in enumerate(columns.values(), 1):
        sheet.column_dimensions[get_column_letter(column)].width = _wish(box)
        align = Alignment(
            horizontal=getattr(box, "align", "left"),
            vertical="top",
            wrap_text=box.kind in ("text", "long_text", "lines"),
        )
        for (cell,) in sheet.iter_rows(min_row=2, min_col=column, max_col=column):
            cell.alignment = align
    sheet.column_dimensions[last].hidden = True
    sheet.row_dimensions[1].height = 32
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{last}{max(sheet.max_row, 1)}"


def sheet_set_up(sheet: "Worksheet", title: str, width: int, day: date | None) -> None:
    """How a sheet goes to paper: A4, across when wide, one page broad, the head and a count on each page."""
    setup = sheet.page_setup
    setup.paperSize = _A4
    setup.orientation = "landscape" if width > _PORTRAIT_WIDTH else "portrait"
    setup.fitToWidth, setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:1"
    sheet.print_options.horizontalCentered = True
    # Of the head of a page & is the sign for what follows.
    sheet.oddHeader.center.text = title.replace("&", "＆")
    sheet.oddFooter.center.text = "第 &P 页　共 &N 页"
    if day is not None:
        sheet.oddFooter.right.text = f"{day:%Y-%m-%d} 导出"
