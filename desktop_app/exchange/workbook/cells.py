"""What a row's cells say together: several columns put into one box, a √ that stands for the sum due."""

from desktop_app.exchange.workbook.grid import SheetGrid
from desktop_app.exchange.workbook.header import HeaderRow
from desktop_app.exchange.workbook.match import Lexicon
from desktop_app.exchange.workbook.question import Level, RowPlan
from desktop_app.exchange.workbook.reading import ImportLedger
from desktop_app.exchange.workbook.words import EMPTY, shown
from desktop_app.records.base import Record
from desktop_app.records.box import AnyBox
from desktop_app.records.record import Register


def join(
    plan: RowPlan, name: str, box: AnyBox, header: HeaderRow, grid: SheetGrid, columns: list[int]
) -> None:
    """Put the words of further columns behind those of a box of long words, each with its head."""
    said = [(header.heads.get(column, ""), shown(grid.cell(plan.row, column))) for column in columns]
    lines = [f"{head}：{words}" if head else words for head, words in said if words and words not in EMPTY]
    if not lines:
        return
    there = plan.values.get(name)
    if box.kind == "lines":
        plan.values[name] = (*(there or ()), *lines)
    else:
        plan.values[name] = "\n".join([*([there] if there else []), *lines])


def marked(plan: RowPlan, name: str, words: str, lexicon: Lexicon) -> str | None:
    """The words of a cell, marks understood: √ takes the value of another box (None), × is nothing paid."""
    told = lexicon.marks.get(name)
    if told is None:
        return words
    if words in told["same"]:
        plan.marks[name] = str(told["as"])
        return None
    return "0" if words in told["none"] else words


def settle_marks(plan: RowPlan, record: Record, register: Register, ledger: ImportLedger) -> None:
    """Give a marked box the value of the box its mark stands for, as the register works it out if need be."""
    for name, other in plan.marks.items():
        value = getattr(record, other)
        if value is None:
            trial = type(record)(**record.__data__)
            register.fill(trial, ledger)
            value = getattr(trial, other)
        title = register.boxes[other].title
        if value is None:
            plan.tell(
                Level.REFUSED,
                None,
                register.boxes[name].title,
                "",
                f"打了勾，但不知道「{title}」是多少",
                f"请在表里加上「{title}」一列，或者先把标准登记好再导入",
            )
            continue
        plan.values[name] = value
        setattr(record, name, value)
        plan.tell(Level.FIXED, None, register.boxes[name].title, "", f"打勾的按「{title}」记")
