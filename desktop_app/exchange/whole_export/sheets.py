"""A register as a workbook people read: heads in Chinese, words as on paper, written row by row."""

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop_app.records.base import STAMP
from desktop_app.records.box import Naming
from desktop_app.records.whole import Row, Table

if TYPE_CHECKING:
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

# A sheet takes 1,048,576 rows, a cell 32,767 characters.
_MOST_ROWS, _MOST_WORDS = 1_000_000, 32_000
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_CUT = "…（太长，全文在“数据”文件夹里）"


def write_sheet(path: Path, table: Table, rows: Iterable[Row], naming: Naming) -> None:
    """Write ``rows`` of a register into the workbook ``path``; as many sheets as they need."""
    from openpyxl import Workbook

    register = table.register
    assert register is not None
    book = Workbook(write_only=True)
    boxes = list(register.boxes.items())
    heads = [*(box.title for _, box in boxes), "录入时间", "删除时间", "编号"]
    title = re.sub(r"[\[\]:*?/\\]", "·", register.title)[:25]
    entered, removed = 1 + STAMP.index("entered_at"), 1 + STAMP.index("removed_at")
    sheet: Any = None
    for number, row in enumerate(rows):
        if number % _MOST_ROWS == 0:
            part = number // _MOST_ROWS + 1
            sheet = _begin(book.create_sheet(title if part == 1 else f"{title} {part}"), heads)
        words = []
        for (_, box), value in zip(boxes, row[1 + len(STAMP) :], strict=True):
            words.append("" if value is None else box.sheet(box.from_stored(value), naming))
        _put(sheet, [*words, row[entered], row[removed] or "", row[0]])
    if sheet is None:
        _begin(book.create_sheet(title), heads)
    book.save(path)


def _begin(sheet: "WriteOnlyWorksheet", heads: Sequence[str]) -> "WriteOnlyWorksheet":
    sheet.freeze_panes = "A2"
    _put(sheet, heads)
    return sheet


def _put(sheet: "WriteOnlyWorksheet", words: Sequence[str]) -> None:
    from openpyxl.cell import WriteOnlyCell

    cells = []
    for one in words:
        text = _UNWRITABLE.sub("", one)
        if len(text) > _MOST_WORDS:
            text = text[:_MOST_WORDS] + _CUT
        cell = WriteOnlyCell(sheet, value=text or None)
        if text:
            # Text whatever it looks like: an ID stays whole, an = never becomes a formula.
            cell.data_type = "s"
            cell.number_format = "@"
        cells.append(cell)
    sheet.append(cells)
