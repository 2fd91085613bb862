"""Any workbook as a Book of grids: .xlsx, .ods and text read here, old formats in a process of their own."""

from pathlib import Path

from desktop_app.base.apart import Ended, work_apart
from desktop_app.base.errors import UserError
from desktop_app.base.os_errors import os_sentence
from desktop_app.exchange.workbook import plain_text, sniff
from desktop_app.exchange.workbook.grid import Book
from desktop_app.exchange.workbook.old_formats import read_old
from desktop_app.exchange.workbook.ooxml import read_xlsx
from desktop_app.exchange.workbook.package import Damaged, Progress, TooLarge
from desktop_app.exchange.workbook.sniff import Format

_UNCHANGED = "还没有导入任何内容"
_MB = 1_000_000


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
            _UNCHANGED,
            "请删去用不到的行、列和工作表，或分成几个文件再导入",
        ) from None
    if all(sheet.blank for sheet in book.sheets):
        raise UserError(f"“{name}”里没有内容", _UNCHANGED, "请选有内容的表格")
    return book


def _read(data: bytes, kind: Format, name: str, progress: Progress | None) -> Book:
    if kind is Format.XLSX:
        return read_xlsx(data, progress)
    if kind is Format.TEXT:
        return Book([plain_text.separated(plain_text.decoded(data, name), name, progress)])
    if kind is Format.HTML:
        data = plain_text.unwrapped(data)
        table = plain_text.html_table(plain_text.decoded_html(data, name), name, progress)
        if table is None:
            raise UserError(f"“{name}”是网页，里面没有表格", _UNCHANGED, "请选表格文件")
        return Book([table])
    return _apart(data, kind, name, progress)


def _apart(data: bytes, kind: Format, name: str, progress: Progress | None) -> Book:
    """A format whose readers can crash or run on, read in a process of its own within bounds."""

    def still_wanted() -> None:
        if progress is not None:
            progress(0, 0)

    try:
        book: Book = work_apart(
            read_old,
            data,
            kind.value,
            name,
            seconds=8 + 4 * len(data) // _MB,
            memory=500 * _MB + 16 * len(data),
            still_wanted=still_wanted,
        )
    except Ended as fault:
        raise Damaged(str(fault)) from None
    except OSError as error:
        raise os_sentence(error, f"“{name}”读不了", _UNCHANGED) from error
    return book


def _damaged(name: str, fault: BaseException) -> UserError:
    return UserError(
        f"“{name}”读不出来，可能已损坏",
        _UNCHANGED,
        "请用 WPS 或 Excel 打开，另存为 .xlsx 后再导入",
        detail=str(fault),
    )
