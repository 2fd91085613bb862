"""The records of a register as a sheet for office use, which the importer reads back without loss."""

import io
import re
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from desktop_app.exchange.workbook.match import LINK_MARK, UID_HEADER, importable_boxes
from desktop_app.records.base import Record
from desktop_app.records.box import AnyBox, Naming
from desktop_app.records.kinds import Numeric
from desktop_app.records.record import Register

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_MARK = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
WIDEST, NARROWEST = 40, 6
EXACT_DIGITS = 15
_STRIDE = 200


def write_sheet(
    register: Register,
    records: Iterable[Record],
    naming: Naming,
    *,
    boxes: Iterable[str] | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> bytes:
    """An .xlsx of ``records``: one row each, the head frozen, numbers of persons and telephones as text.

    All boxes a person fills are written (or those of ``boxes``), unmasked. Hidden columns behind them
    keep the identity of the records and of those they point at, so that a returned sheet meets the
    records it came from.
    """
    import openpyxl

    every = importable_boxes(register)
    chosen = {name: every[name] for name in (boxes or every) if name in every}
    rows = list(records)
    links = [n for n, box in chosen.items() if any(_points(box, getattr(one, n)) for one in rows)]
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = re.sub(r"[\[\]:*?/\\]", "·", register.title)[:31]
    heads = [b.title for b in chosen.values()]
    heads += [UID_HEADER, *(chosen[name].title + LINK_MARK for name in links)]
    for column, head in enumerate(heads, 1):
        put_words(sheet, 1, column, head)
    for number, record in enumerate(rows, 2):
        if progress is not None and number % _STRIDE == 0:
            progress(number - 2, len(rows))
        _write_row(sheet, number, record, chosen, links, naming)
    _dress(sheet, chosen, len(heads))
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def _points(box: AnyBox, value: object) -> bool:
    return value is not None and any(True for _ in box.targets(value))


def _write_row(
    sheet: "Worksheet", row: int, record: Record, boxes: dict[str, AnyBox], links: list[str], naming: Naming
) -> None:
    for column, (name, box) in enumerate(boxes.items(), 1):
        value = getattr(record, name)
        if value is None:
            continue
        if isinstance(box, Numeric) and len(str(value)) <= EXACT_DIGITS:
            sheet.cell(row, column).value = value
        else:
            put_words(sheet, row, column, box.sheet(value, naming))
    column = len(boxes) + 1
    put_words(sheet, row, column, record.uid)
    for offset, name in enumerate(links, 1):
        value = getattr(record, name)
        if _points(boxes[name], value):
            put_words(sheet, row, column + offset, str(boxes[name].db_value(value)))


def put_words(sheet: "Worksheet", row: int, column: int, words: str) -> None:
    """Words as text whatever they look like: an ID stays whole, an = never becomes a formula."""
    if not words:
        return
    cell = sheet.cell(row, column)
    # What looks like the format's own mark for a character is read as that character.
    cell.value = _MARK.sub("_x005F_", _UNWRITABLE.sub("", words))
    cell.data_type = "s"
    cell.number_format = "@"


def _dress(sheet: "Worksheet", boxes: dict[str, AnyBox], width: int) -> None:
    """Widths, head, frozen first row, filter, and the columns of identities hidden."""
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
    from openpyxl.utils import get_column_letter

    line = Border(bottom=Side(style="thin", color="9AA5B1"))
    for column in range(1, width + 1):
        head = sheet.cell(1, column)
        head.font = Font(bold=True)
        head.fill = PatternFill("solid", fgColor="E8EDF3")
        head.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        head.border = line
        dimension = sheet.column_dimensions[get_column_letter(column)]
        dimension.hidden = column > len(boxes)
    for column, box in enumerate(boxes.values(), 1):
        # A Chinese character is two of the units column widths are counted in.
        wish = max(NARROWEST, min(2 * max(box.width, len(box.title)) + 2, WIDEST))
        if box.kind == "id_number":
            wish = 21
        sheet.column_dimensions[get_column_letter(column)].width = wish
        wrap = box.kind in ("long_text", "lines")
        for (cell,) in sheet.iter_rows(min_row=2, min_col=column, max_col=column):
            cell.alignment = Alignment(horizontal=box.align, vertical="top", wrap_text=wrap)
    sheet.row_dimensions[1].height = 32
    sheet.freeze_panes = "A2"
    if boxes:
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(boxes))}{max(sheet.max_row, 1)}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:1"
