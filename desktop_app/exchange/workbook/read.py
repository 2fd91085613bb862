"""Any workbook as a Book of grids: .xlsx by our own reader, xlrd for the old format, else calamine.

What calamine reads comes without the fine print, and the book carries a note of it.
"""

import io
import struct
import zipfile
import zlib
from datetime import datetime, time
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

from desktop_app.base.errors import UserError
from desktop_app.exchange.workbook import plain_text, sniff
from desktop_app.exchange.workbook.grid import (
    ERROR_WORDS,
    NOTHING,
    Book,
    Kept,
    Merge,
    SheetCell,
    SheetGrid,
    cell_of,
)
from desktop_app.exchange.workbook.ooxml import read_xlsx
from desktop_app.exchange.workbook.package import Damaged, Progress, TooLarge
from desktop_app.exchange.workbook.sniff import Format

# What openpyxl and xlrd let through when a file breaks their expectations.
_STUMBLES = (
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    AttributeError,
    AssertionError,
    OSError,
    EOFError,
    ParseError,
    zipfile.BadZipFile,
    zlib.error,
    OverflowError,
    struct.error,
)
_PLAIN_NOTE = "这个文件用备用方式读取，看不出哪些行列被隐藏"


def read_book(source: Path | str | bytes, name: str = "", progress: Progress | None = None) -> Book:
    """The sheets of a file (path or its bytes); ``name`` words the messages when bytes are given.

    ``progress`` is told how far the reading is and may raise Cancelled. Raises UserError when the file is
    missing, in use, locked by a password, not a workbook, damaged, too large or empty.
    """
    if isinstance(source, bytes):
        data = source
    else:
        data, name = sniff.load(Path(source)), name or Path(source).name
    name = name or "这个文件"
    try:
        book = _read(data, sniff.format_of(data, name), name, progress)
    except Damaged as fault:
        raise _damaged(name, fault) from None
    except (TooLarge, MemoryError):
        raise UserError(
            f"“{name}”里的内容太多，没有打开",
            "还没有导入任何内容",
            "请删去用不到的行、列和工作表，或分成几个文件再导入",
        ) from None
    if all(sheet.blank for sheet in book.sheets):
        raise UserError(f"“{name}”里没有内容", "还没有导入任何内容", "请选有内容的表格")
    return book


def _read(data: bytes, kind: Format, name: str, progress: Progress | None) -> Book:
    if kind is Format.XLSX:
        return read_xlsx(data, progress)
    if kind is Format.TEXT:
        return Book([plain_text.separated(plain_text.decoded(data, name), name)])
    if kind is Format.HTML:
        table = plain_text.html_table(plain_text.decoded_html(data, name), name)
        if table is None:
            raise UserError(f"“{name}”是网页，里面没有表格", "还没有导入任何内容", "请选表格文件")
        return Book([table])
    try:
        if kind is Format.XLS:
            return _by_xlrd(data, name)
    except _STUMBLES:
        pass
    return _by_calamine(data, name)


# -- .xls -----------------------------------------------------------------------------------------


def _by_xlrd(data: bytes, name: str) -> Book:
    import xlrd
    from xlrd.compdoc import CompDocError

    try:
        # xlrd prints its doubts on standard output unless it is given a place for them.
        book = xlrd.open_workbook(file_contents=data, formatting_info=True, logfile=io.StringIO())
    except (xlrd.XLRDError, CompDocError) as fault:
        if "encrypt" in str(fault).lower() or "password" in str(fault).lower():
            raise UserError(
                f"“{name}”有打开密码", "还没有导入任何内容", "请在 WPS 或 Excel 里另存为无密码的表格再导入"
            ) from None
        raise ValueError(str(fault)) from fault
    sheets = []
    for sheet in book.sheets():
        rows = [[_xlrd_cell(book, one) for one in sheet.row(n)] for n in range(sheet.nrows)]
        grid = SheetGrid(sheet.name, rows, from_1904=bool(book.datemode), hidden=sheet.visibility != 0)
        grid.merges = [Merge(r1 + 1, c1 + 1, r2, c2) for r1, r2, c1, c2 in sheet.merged_cells]
        grid.hidden_rows = frozenset(n + 1 for n, row in sheet.rowinfo_map.items() if row.hidden)
        grid.hidden_columns = frozenset(
            n + 1 for n, column in sheet.colinfo_map.items() if column.hidden and n < grid.width
        )
        sheets.append(grid)
    return Book(sheets)


def _xlrd_cell(book: Any, one: Any) -> SheetCell:
    import xlrd

    form = book.format_map[book.xf_list[one.xf_index].format_key].format_str
    if one.ctype == xlrd.XL_CELL_TEXT:
        return SheetCell(one.value, Kept.TEXT, form)
    if one.ctype == xlrd.XL_CELL_BOOLEAN:
        return SheetCell(bool(one.value), Kept.YES_NO, form)
    if one.ctype == xlrd.XL_CELL_ERROR:
        return SheetCell(xlrd.error_text_from_code.get(one.value, "#N/A"), Kept.ERROR, form)
    if one.ctype == xlrd.XL_CELL_DATE:
        try:
            year, month, day, hour, minute, second = xlrd.xldate_as_tuple(one.value, book.datemode)
        except xlrd.XLDateError:
            return SheetCell(one.value, Kept.NUMBER, form)
        clock = time(hour, minute, second)
        return SheetCell(
            clock if not year else datetime(year, month, day, hour, minute, second), Kept.MOMENT, form
        )
    if one.ctype == xlrd.XL_CELL_NUMBER:
        return SheetCell(_whole(one.value), Kept.NUMBER, form)
    return NOTHING


# -- fallback -------------------------------------------------------------------------------------


def _by_calamine(data: bytes, name: str) -> Book:
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetVisibleEnum

    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets = []
        for meta in workbook.sheets_metadata:
            sheet = workbook.get_sheet_by_name(meta.name)
            rows = [[_calamine_cell(one) for one in row] for row in sheet.to_python(skip_empty_area=False)]
            grid = SheetGrid(meta.name, rows, hidden=meta.visible != SheetVisibleEnum.Visible)
            for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
                grid.merges.append(Merge(top + 1, left + 1, bottom + 1, right + 1))
            sheets.append(grid)
    except PasswordError:
        raise UserError(
            f"“{name}”有打开密码", "还没有导入任何内容", "请在 WPS 或 Excel 里另存为无密码的表格再导入"
        ) from None
    except (CalamineError, OSError) as fault:
        raise _damaged(name, fault) from None
    except BaseException as fault:
        # calamine's own assertions come as PanicException, which it gives no way to import.
        if type(fault).__name__ != "PanicException":
            raise
        raise _damaged(name, fault) from None
    return Book(sheets, [_PLAIN_NOTE])


def _damaged(name: str, fault: BaseException) -> UserError:
    return UserError(
        f"“{name}”读不出来，可能已损坏",
        "还没有导入任何内容",
        "请用 WPS 或 Excel 打开，另存为 .xlsx 后再导入",
        detail=str(fault),
    )


def _calamine_cell(content: Any) -> SheetCell:
    if isinstance(content, str) and content in ERROR_WORDS:
        return SheetCell(content, Kept.ERROR)
    return cell_of(None if content == "" else _whole(content) if isinstance(content, float) else content)


def _whole(value: float) -> int | float:
    """A whole number as such; 16 places and more stay a float, whose further digits would be invented."""
    return int(value) if value.is_integer() and abs(value) < 10**15 else value
