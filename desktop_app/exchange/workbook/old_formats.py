"""The formats read by libraries that a broken file can crash: .xls by xlrd, .xlsb by calamine.

``read_old`` is called in a process of its own; see ``base/apart.py``.
"""

import io
from datetime import date, datetime, time
from typing import Any

from desktop_app.base.errors import UserError
from desktop_app.exchange.workbook.grid import (
    NOTHING,
    Book,
    Kept,
    Merge,
    SheetCell,
    SheetGrid,
    cell_of,
    text_cell,
)
from desktop_app.exchange.workbook.package import Damaged

_HURT_NOTE = "这个文件的目录有损伤，内容读出来了，请对一对行数"


def read_old(data: bytes, kind: str, name: str) -> Book:
    """The sheets of an .xls or .xlsb. Raises UserError for a password, Damaged for what cannot be read."""
    try:
        return read_xls(data, name) if kind == "xls" else _read_xlsb(data, name)
    except (UserError, Damaged, MemoryError):
        raise
    except Exception as fault:  # noqa: BLE001  a broken file makes the libraries raise whatever they like
        raise Damaged(f"{type(fault).__name__}: {fault}") from None


def _locked(name: str) -> UserError:
    return UserError(
        f"“{name}”有打开密码", "还没有导入任何内容", "请在 WPS 或 Excel 里另存为无密码的表格再导入"
    )


def _trimmed(row: list[SheetCell]) -> list[SheetCell]:
    while row and not row[-1]:
        row.pop()
    return row


def _number(value: float, form: str) -> SheetCell:
    """A whole number as such; one of 16 places and more stays a float, whose further digits are lost."""
    whole = value.is_integer() and abs(value) < 10**15
    return SheetCell(int(value) if whole else value, Kept.NUMBER, form)


# -- .xls -----------------------------------------------------------------------------------------


def read_xls(data: bytes, name: str) -> Book:
    """The sheets of an .xls as they are shown; without the fine print where that alone is broken."""
    try:
        return _by_xlrd(data, name)
    except UserError:
        raise
    except Exception:  # noqa: BLE001  see read_old
        return _by_xlrd(data, name, shown=False)


def _by_xlrd(data: bytes, name: str, *, shown: bool = True) -> Book:
    import xlrd
    from xlrd.compdoc import CompDocError

    def opened(hurt: bool) -> Any:
        # xlrd prints its doubts on standard output unless it is given a place for them.
        return xlrd.open_workbook(
            file_contents=data,
            formatting_info=shown,
            ragged_rows=True,
            logfile=io.StringIO(),
            ignore_workbook_corruption=hurt,
        )

    notes = []
    try:
        try:
            book = opened(False)
        except CompDocError:
            book, notes = opened(True), [_HURT_NOTE]
    except xlrd.XLRDError as fault:
        if "encrypt" in str(fault).lower() or "password" in str(fault).lower():
            raise _locked(name) from None
        raise Damaged(str(fault)) from None
    sheets = []
    for sheet in book.sheets():
        rows = [_trimmed([_xlrd_cell(book, c, shown) for c in sheet.row(n)]) for n in range(sheet.nrows)]
        grid = SheetGrid(sheet.name, rows, from_1904=bool(book.datemode), hidden=sheet.visibility != 0)
        grid.merges = [Merge(r1 + 1, c1 + 1, r2, c2) for r1, r2, c1, c2 in sheet.merged_cells]
        grid.hidden_rows = frozenset(n + 1 for n, row in sheet.rowinfo_map.items() if row.hidden)
        grid.hidden_columns = frozenset(
            n + 1 for n, column in sheet.colinfo_map.items() if column.hidden and n < grid.width
        )
        grid.keep_merges_in_sight()
        sheets.append(grid)
    return Book(sheets, notes, plain=not shown)


def _xlrd_cell(book: Any, one: Any, shown: bool) -> SheetCell:
    import xlrd

    form = book.format_map[book.xf_list[one.xf_index].format_key].format_str if shown else "General"
    if one.ctype == xlrd.XL_CELL_TEXT:
        return SheetCell(one.value, Kept.TEXT, form)
    if one.ctype == xlrd.XL_CELL_BOOLEAN:
        return SheetCell(bool(one.value), Kept.YES_NO, form)
    if one.ctype == xlrd.XL_CELL_ERROR:
        return SheetCell(xlrd.error_text_from_code.get(one.value, "#N/A"), Kept.ERROR, form)
    if one.ctype == xlrd.XL_CELL_DATE:
        return _xlrd_date(one.value, book.datemode, form)
    if one.ctype == xlrd.XL_CELL_NUMBER:
        return _number(one.value, form)
    return NOTHING


def _xlrd_date(value: float, calendar: int, form: str) -> SheetCell:
    import xlrd

    try:
        year, month, day, hour, minute, second = xlrd.xldate_as_tuple(value, calendar)
    except xlrd.XLDateError:
        return _number(value, form)
    clock = time(hour, minute, second)
    if not year:
        return SheetCell(clock, Kept.MOMENT, form)
    return SheetCell(datetime.combine(date(year, month, day), clock), Kept.MOMENT, form)


# -- .xlsb ----------------------------------------------------------------------------------------


def _read_xlsb(data: bytes, name: str) -> Book:
    from python_calamine import CalamineWorkbook, PasswordError, SheetVisibleEnum

    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets = []
        for meta in workbook.sheets_metadata:
            sheet = workbook.get_sheet_by_name(meta.name)
            rows = [_trimmed([_calamine_cell(c) for c in row]) for row in sheet.iter_rows()]
            grid = SheetGrid(meta.name, rows, hidden=meta.visible != SheetVisibleEnum.Visible)
            for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
                grid.merges.append(Merge(top + 1, left + 1, bottom + 1, right + 1))
            sheets.append(grid)
    except PasswordError:
        raise _locked(name) from None
    except BaseException as fault:
        # calamine's own assertions come as PanicException, which it gives no way to import.
        if type(fault).__name__ != "PanicException":
            raise
        raise Damaged(str(fault)) from None
    return Book(sheets, plain=True)


def _calamine_cell(content: Any) -> SheetCell:
    if isinstance(content, float):
        return _number(content, "General")
    return text_cell(content) if isinstance(content, str) else cell_of(content)
