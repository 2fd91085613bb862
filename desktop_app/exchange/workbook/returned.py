"""The user's own workbook given back with its rows judged: what went in, what did not, and where to look."""

import io
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.exchange.workbook import sniff
from desktop_app.exchange.workbook.grid import SheetGrid, letter
from desktop_app.exchange.workbook.plan import ImportPlan
from desktop_app.exchange.workbook.question import Level, RowOutcome, RowPlan
from desktop_app.exchange.workbook.sniff import Format
from desktop_app.exchange.workbook.words import shown

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

REMARK = "问题说明"
_AUTHOR = "支部台账"
_YELLOW, _GREEN = "FFFFE699", "FFE2EFDA"
_WORDS = {
    RowOutcome.READY: "已导入",
    RowOutcome.CHANGED: "已导入（更新）",
    RowOutcome.SAME: "已有，没有变化",
    RowOutcome.LEFT_OUT: "没有导入（按您的选择）",
}


def returned_workbook(plan: ImportPlan, source: Path | str | bytes | None) -> bytes:
    """A copy of the workbook with a last column 问题说明 and the bad cells yellow with a comment.

    ``source`` is what the plan was read from; anything but an .xlsx (an old .xls, CSV, a pasted block)
    comes back as a new .xlsx with the same rows and columns. The source itself is never touched.
    """
    data = source if isinstance(source, bytes) else sniff.load(Path(source)) if source else b""
    own = bool(data) and sniff.format_of(data, plan.name) is Format.XLSX
    workbook, sheet = _opened(data, plan.grid.name) if own else _rebuilt(plan.grid)
    column = plan.grid.width + 1
    _head(sheet, plan, column)
    for row in plan.rows:
        _judge(sheet, row, column)
    for number, why in plan.skipped:
        if why == "隐藏的行":
            sheet.cell(number, column).value = "隐藏的行，没有导入"
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def _opened(data: bytes, title: str) -> "tuple[Workbook, Worksheet]":
    import openpyxl

    workbook = openpyxl.load_workbook(io.BytesIO(data))
    return workbook, workbook[title]


def _rebuilt(grid: SheetGrid) -> "tuple[Workbook, Worksheet]":
    """The sheet again, text, numbers with lost places as the text that is still known."""
    import openpyxl

    workbook = openpyxl.Workbook()
    sheet = workbook.active
    for row, cells in enumerate(grid.rows, 1):
        for column, cell in enumerate(cells, 1):
            if not cell:
                continue
            target = sheet.cell(row, column)
            if isinstance(cell.content, str) or (
                isinstance(cell.content, (int, float)) and abs(cell.content) >= 10**15
            ):
                target.value, target.number_format = shown(cell), "@"
                target.data_type = "s"
            else:
                target.value, target.number_format = cell.content, cell.form
    for merge in grid.merges:
        # Merging clears what the blocks cover; cells filled down for reading stay as in the sheet.
        sheet.merge_cells(
            start_row=merge.top, start_column=merge.left, end_row=merge.bottom, end_column=merge.right
        )
    for number in grid.hidden_rows:
        sheet.row_dimensions[number].hidden = True
    for number in grid.hidden_columns:
        sheet.column_dimensions[letter(number)].hidden = True
    return workbook, sheet


def _head(sheet: "Worksheet", plan: ImportPlan, column: int) -> None:
    from openpyxl.styles import Font

    head = sheet.cell(max(plan.header.first, 1), column)
    if plan.header.first:
        head.value, head.font = REMARK, Font(bold=True)
    sheet.column_dimensions[letter(column)].width = 44


def _judge(sheet: "Worksheet", row: RowPlan, column: int) -> None:
    from openpyxl.comments import Comment
    from openpyxl.styles import Alignment, PatternFill

    remark = sheet.cell(row.row, column)
    remark.alignment = Alignment(vertical="top", wrap_text=True)
    if row.outcome is RowOutcome.JOINED:
        remark.value = f"已合并到第{row.joined_into}行"
    else:
        remark.value = _WORDS.get(row.outcome) or "没有导入：" + row.reasons()
    bad = row.outcome in (RowOutcome.REFUSED, RowOutcome.ASK)
    if row.outcome.goes_in:
        remark.fill = PatternFill("solid", fgColor=_GREEN)
    for finding in row.findings if bad else ():
        if finding.level not in (Level.REFUSED, Level.ASKED):
            continue
        cell = sheet.cell(row.row, finding.column or column)
        cell.fill = PatternFill("solid", fgColor=_YELLOW)
        if finding.column and not _covered(cell):
            words = "。".join(part for part in (finding.what, finding.todo) if part)
            cell.comment = Comment(words, _AUTHOR, width=260, height=110)


def _covered(cell: "Cell") -> bool:
    """Whether a merge hides the cell, so that it can carry no comment."""
    return type(cell).__name__ == "MergedCell"
