"""The user's own workbook given back with its rows judged: what went in, what did not, and where to look."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.base.apart import Ended, work_apart
from desktop_app.base.os_errors import os_sentence
from desktop_app.exchange.workbook import sniff
from desktop_app.exchange.workbook.grid import Kept, Merge, SheetCell, SheetGrid, letter
from desktop_app.exchange.workbook.marking import REMARK, Marks, marked_copy, put_marks, saved
from desktop_app.exchange.workbook.match import plain
from desktop_app.exchange.workbook.package import Progress
from desktop_app.exchange.workbook.plan import ImportPlan
from desktop_app.exchange.workbook.question import Level, RowOutcome, RowPlan
from desktop_app.exchange.workbook.sniff import Format
from desktop_app.exchange.workbook.words import shown
from desktop_app.exchange.workbook.write import put_words

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_WORDS = {
    RowOutcome.READY: "已导入",
    RowOutcome.CHANGED: "已导入（更新）",
    RowOutcome.SAME: "已有，没有变化",
    RowOutcome.LEFT_OUT: "没有导入（按您的选择）",
}
_LAST_COLUMN = 16_384
_MB = 1_000_000


def returned_workbook(
    plan: ImportPlan, source: Path | str | bytes | None, progress: Progress | None = None
) -> bytes:
    """A copy of the workbook with a last column 问题说明 and the bad cells yellow with a comment.

    ``source`` is what the plan was read from; anything but an .xlsx that can be copied (an old .xls, CSV, a
    pasted block) comes back as a new .xlsx with the same rows and columns. The source itself is never
    touched; marks it carries from an earlier round go. ``progress`` may raise Cancelled.
    """
    data = source if isinstance(source, bytes) else sniff.load(Path(source)) if source else b""
    marks = _marks(plan)
    if data and not plan.book.odd and sniff.format_of(data, plan.name) is Format.XLSX:
        copy = _copied(data, marks, plan.name, progress)
        if copy is not None:
            return copy
    return _rebuilt(plan.grid, marks)


def _copied(data: bytes, marks: Marks, name: str, progress: Progress | None) -> bytes | None:
    def still_wanted() -> None:
        if progress is not None:
            progress(0, 0)

    try:
        copy: bytes | None = work_apart(
            marked_copy,
            data,
            marks,
            seconds=6 + 6 * len(data) // _MB,
            memory=600 * _MB + 40 * len(data),
            still_wanted=still_wanted,
        )
    except (Ended, MemoryError):
        return None
    except OSError as error:
        raise os_sentence(error, f"“{name}”没有另存成", "原来的表格没有动") from error
    return copy


# -- what is said ---------------------------------------------------------------------------------


def _marks(plan: ImportPlan) -> Marks:
    head, old = max(plan.header.first, 0), tuple(_old_remarks(plan))
    marks = Marks(plan.grid.name, head, old[0] if old else _free_column(plan), old)
    for row in plan.rows:
        marks.remarks.append((row.row, _remark(row), row.outcome.goes_in))
        if row.outcome in (RowOutcome.REFUSED, RowOutcome.ASK):
            for finding in row.findings:
                if finding.level in (Level.REFUSED, Level.ASKED):
                    words = "。".join(part for part in (finding.what, finding.todo) if part)
                    at = finding.column
                    marks.bad.append((row.row, at, words) if at else (row.row, marks.column, ""))
    marks.remarks += [(n, "隐藏的行，没有导入", False) for n, why in plan.skipped if why == "隐藏的行"]
    return marks


def _remark(row: RowPlan) -> str:
    if row.outcome is RowOutcome.JOINED:
        return f"已合并到第{row.joined_into}行"
    return _WORDS.get(row.outcome) or "没有导入：" + row.reasons()


def _old_remarks(plan: ImportPlan) -> Iterator[int]:
    """The columns of remarks from earlier rounds."""
    for line in range(plan.header.first, plan.header.last + 1) if plan.header.first else ():
        for column, cell in enumerate(plan.grid.rows[line - 1], 1):
            if plain(str(cell.content or "")) == REMARK:
                yield column


def _free_column(plan: ImportPlan) -> int:
    """The first column behind everything that stands in the sheet, or a free one at its far edge."""
    if plan.grid.width < _LAST_COLUMN:
        return plan.grid.width + 1
    used = {c for row in plan.grid.rows for c, cell in enumerate(row, 1) if cell}
    return next((c for c in range(_LAST_COLUMN, 0, -1) if c not in used), _LAST_COLUMN)


# -- a new workbook -------------------------------------------------------------------------------


def _rebuilt(grid: SheetGrid, marks: Marks) -> bytes:
    """The sheet again, text, numbers with lost places as the text that is still known."""
    import openpyxl

    workbook = openpyxl.Workbook()
    sheet = workbook.active
    for row, cells in enumerate(grid.rows, 1):
        for column, cell in enumerate(cells[:_LAST_COLUMN], 1):
            if cell:
                _put(sheet, row, column, cell)
    for merge in _merges(grid):
        sheet.merge_cells(
            start_row=merge.top, start_column=merge.left, end_row=merge.bottom, end_column=merge.right
        )
    for number in grid.hidden_rows:
        sheet.row_dimensions[number].hidden = True
    for number in grid.hidden_columns:
        sheet.column_dimensions[letter(number)].hidden = True
    put_marks(sheet, marks)
    return saved(workbook)


def _put(sheet: "Worksheet", row: int, column: int, cell: SheetCell) -> None:
    content = cell.content
    if cell.kept is Kept.FORMULA:
        put_words(sheet, row, column, "（公式没有算出结果）")
    elif isinstance(content, str) or (isinstance(content, (int, float)) and abs(content) >= 10**15):
        put_words(sheet, row, column, shown(cell))
    else:
        target = sheet.cell(row, column)
        target.value = content
        if cell.form != "General":
            target.number_format = cell.form


def _merges(grid: SheetGrid) -> Iterator[Merge]:
    """The merges that hide nothing: the cells they cover are empty, or were filled from the first."""
    taken: set[tuple[int, int]] = set()
    grid.keep_merges_in_sight()
    for merge in grid.merges:
        places = {
            (row, column)
            for row in range(merge.top, merge.bottom + 1)
            for column in range(merge.left, min(merge.right, _LAST_COLUMN) + 1)
        }
        first = grid.cell(merge.top, merge.left)
        hides = any((cell := grid.cell(*place)) and cell != first for place in places)
        if not hides and not places & taken:
            taken |= places
            yield merge
