"""A workbook marked by what was said of its rows, with openpyxl: in a process of its own (``base/apart``).

The marks of an earlier round go first: the column of remarks, the yellow cells and our comments.
"""

import io
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from desktop_app.exchange.workbook.results import put_results

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

REMARK = "问题说明"
AUTHOR = "支部台账"
YELLOW, GREEN = "FFFFE699", "FFE2EFDA"
_BEFORE = "\n（原来的批注）"
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_LAST_ROW, _LAST_COLUMN = 1_048_576, 16_384


@dataclass
class Marks:
    """What is written on a sheet: ``remarks`` as (row, words, went in) in ``column``, ``bad`` as (row,
    column, comment). ``head`` is the row of the heads, 0 for none; ``old`` the columns of earlier remarks."""

    sheet: str
    head: int
    column: int
    old: tuple[int, ...] = ()
    remarks: list[tuple[int, str, bool]] = field(default_factory=list)
    bad: list[tuple[int, int, str]] = field(default_factory=list)


def marked_copy(data: bytes, marks: Marks) -> bytes | None:
    """The .xlsx with its marks; None when openpyxl cannot take it as it is."""
    import openpyxl

    try:
        workbook = openpyxl.load_workbook(io.BytesIO(data))
        sheet = workbook[marks.sheet]
        for row, column in [at for at in sheet._cells if at[0] > _LAST_ROW or at[1] > _LAST_COLUMN]:
            del sheet._cells[row, column]
        put_marks(sheet, marks)
        return put_results(saved(workbook), workbook, data)
    except Exception:  # noqa: BLE001  openpyxl raises whatever a strange file makes of it
        return None


def saved(workbook: "Workbook") -> bytes:
    """The bytes of a workbook."""
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def put_marks(sheet: "Worksheet", marks: Marks) -> None:
    """Take the old marks off a sheet and put the new ones on."""
    from openpyxl.comments import Comment
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    _take_off(sheet, marks)
    if marks.head:
        head = sheet.cell(marks.head, marks.column)
        if not _covered(head):
            head.value, head.font = REMARK, Font(bold=True)
    sheet.column_dimensions[get_column_letter(marks.column)].width = 44
    for row, words, went_in in marks.remarks:
        remark = sheet.cell(row, marks.column)
        if _covered(remark):
            continue
        remark.value, remark.data_type = _writable(words), "s"
        remark.alignment = Alignment(vertical="top", wrap_text=True)
        if went_in:
            remark.fill = PatternFill("solid", fgColor=GREEN)
    for row, column, words in marks.bad:
        cell = sheet.cell(row, column)
        cell.fill = PatternFill("solid", fgColor=YELLOW)
        if words and not _covered(cell):
            before = f"{_BEFORE}{cell.comment.text}" if cell.comment is not None else ""
            cell.comment = Comment(_writable(words + before), AUTHOR, width=260, height=110)


def _take_off(sheet: "Worksheet", marks: Marks) -> None:
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    if not marks.old:
        return
    for (_, column), cell in sheet._cells.items():
        ours = cell.fill.fill_type == "solid" and cell.fill.fgColor.rgb in (YELLOW, GREEN)
        if column in marks.old and not _covered(cell):
            cell.value = None
        if ours:
            cell.fill = PatternFill()
        if not _covered(cell) and cell.comment is not None and cell.comment.author == AUTHOR:
            _, _, before = cell.comment.text.partition(_BEFORE)
            cell.comment = Comment(before, "") if before else None


def _writable(words: str) -> str:
    """Words without what no workbook can hold: a remark repeats what stands in a cell, whatever that is."""
    return _UNWRITABLE.sub("", words)


def _covered(cell: object) -> bool:
    """Whether a merge hides the cell, so that it can carry neither words nor a comment."""
    return type(cell).__name__ == "MergedCell"
