"""What a cell says in words, by how it was kept, how it was shown and which box it is for."""

import re
from datetime import date, datetime, time
from decimal import Decimal

from desktop_app.base.dates import from_serial
from desktop_app.base.errors import UserError
from desktop_app.base.identity import damaged_by_excel
from desktop_app.base.periods import Month
from desktop_app.exchange.workbook.grid import Kept, SheetCell, SheetGrid
from desktop_app.records.box import AnyBox

DITTO = frozenset({"同上", "〃", '"', "''", "″", "〞", "””", "..", "…", "同前"})
EMPTY = frozenset(
    {
        "无",
        "—",
        "——",
        "－",
        "-",
        "--",
        "---",
        "/",
        "／",
        "\\",
        "N/A",
        "n/a",
        "NA",
        "不详",
        "待查",
        "暂无",
        "空",
    }
)
TO_CHECK = "待查"

_MONTH_END = re.compile(r"(\d{4})[年.](\d{1,2})月?(?:底|末)(?:之?前)?")
"""2026年3月底前, the usual wording of a time limit."""

_DATE_KINDS = frozenset({"date", "partial_date", "month"})
_NUMBER_KINDS = frozenset({"number", "money"})


def words_of(cell: SheetCell, grid: SheetGrid, box: AnyBox) -> str:
    """The words of a cell as its ``box`` should read them; '' for nothing.

    Raises UserError for a formula that was never worked out, an error value and a number whose last
    places the spreadsheet has lost (16 digits or more).
    """
    content = cell.content
    if cell.kept is Kept.FORMULA:
        raise UserError("公式还没有算出结果", todo="请先用 WPS 打开这张表，保存一次再导入")
    if cell.kept is Kept.ERROR:
        raise UserError(f"单元格里是错误值 {content}", todo="请在表里改正这一格")
    if isinstance(content, bool):
        return "是" if content else "否"
    if isinstance(content, (int, float)):
        return _number(content, cell.form, grid, box)
    if isinstance(content, (date, time)):
        return _moment(content, cell.form, box)
    return _text(str(content or ""), grid, box)


def shown(cell: SheetCell) -> str:
    """The content of a cell for a message, much as the person sees it."""
    if isinstance(cell.content, float):
        # Plain digits as the program still has them: 990101198507013000, not …012992 and not 9.9E+17.
        return f"{Decimal(repr(cell.content)).normalize():f}"
    if isinstance(cell.content, datetime):
        return cell.content.date().isoformat()
    return str(cell.content if cell.content is not None else "").strip()


def _number(value: int | float, form: str, grid: SheetGrid, box: AnyBox) -> str:
    if (certain := damaged_by_excel(value)) is not None:
        raise UserError(
            f"号码被 Excel 当成数字，后几位已丢失，只剩前 {len(certain)} 位 {certain}",
            todo="请把这一格改成文本，对照证件重新填写完整号码",
        )
    whole = int(value) if float(value).is_integer() else None
    if box.kind in _DATE_KINDS:
        if whole is not None and 10_000 <= whole <= 75_000:
            return from_serial(whole, from_1904=grid.from_1904).isoformat()
        if decimals := re.fullmatch(r"0\.(0+)(?:_ )?", form):
            return f"{value:.{len(decimals[1])}f}"
    if form.endswith("%") and box.kind in _NUMBER_KINDS:
        return f"{round(value * 100, 10):.15g}"
    if whole is not None:
        return str(whole).zfill(len(form)) if re.fullmatch(r"0{2,}", form) else str(whole)
    return f"{value:.15g}"


def _moment(value: date | time, form: str, box: AnyBox) -> str:
    """A date as precise as it was shown: a cell shown as 1985年7月 was meant as a month."""
    if isinstance(value, time):
        return f"{value:%H:%M}"
    letters = re.sub(r'"[^"]*"|\[[^\]]*\]|\\.|_.', "", form).lower()
    if box.kind == "time_span" and isinstance(value, datetime) and (value.hour or value.minute):
        return f"{value:%Y-%m-%d %H:%M}"
    if "y" in letters and "d" not in letters:
        return f"{value:%Y-%m}" if "m" in letters else f"{value:%Y}"
    return f"{value:%Y-%m-%d}"


def _text(content: str, grid: SheetGrid, box: AnyBox) -> str:
    words = content.strip().strip("\u200b\ufeff\u202c").strip()
    if box.kind == "date" and (end := _MONTH_END.fullmatch(words)) and 1 <= int(end[2]) <= 12:
        return Month(int(end[1]), int(end[2])).last_day().isoformat()
    return words
