"""The user's workbook comes back marked: bad cells yellow with a comment, the last column telling."""

import io
import re
import zipfile
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.worksheet.worksheet import Worksheet

from desktop_app.base.apart import Ended
from desktop_app.base.errors import Cancelled
from desktop_app.exchange.workbook.marking import saved
from desktop_app.exchange.workbook.plan import read_plan
from desktop_app.exchange.workbook.question import RowOutcome
from desktop_app.exchange.workbook.results import put_results
from desktop_app.exchange.workbook.returned import returned_workbook
from desktop_app.records.record import Register
from tests.exchange.workbook.odd_files import GOOD, ODD
from tests.exchange.workbook.sheets import HEAD, NUMBERS, xlsx
from tests.exchange.workbook.shelf import Person, Shelf

FIXTURES = Path(__file__).parents[1] / "fixtures"
ROWS = (("张三", "男", NUMBERS[0], "正式"), ("李四", "男", "990101198507310015", "正式"))


def test_an_xlsx_is_copied_and_marked(tmp_path: Path) -> None:
    path = tmp_path / "名册.xlsx"
    path.write_bytes(xlsx(*ROWS, touch=lambda sheet: sheet.parent.create_sheet("别的")))
    before = path.read_bytes()
    plan = read_plan(path, Register(Person), Shelf())
    assert plan.name == "名册.xlsx"
    workbook = openpyxl.load_workbook(io.BytesIO(returned_workbook(plan, path)))
    assert workbook.sheetnames == ["Sheet", "别的"]
    sheet = workbook["Sheet"]
    assert sheet["E1"].value == "问题说明"
    assert sheet["E2"].value == "已导入"
    assert sheet["E3"].value.startswith("没有导入：公民身份号码：")
    assert sheet["C3"].fill.fgColor.rgb == "FFFFE699"
    assert "第 18 位应为 4" in sheet["C3"].comment.text
    assert sheet["C2"].fill.fill_type is None
    assert path.read_bytes() == before


def test_other_formats_come_back_as_a_new_xlsx() -> None:
    lines = [",".join(HEAD), *(",".join(row) for row in ROWS)]
    data = "\n".join(lines).encode("gbk")
    plan = read_plan(data, Register(Person), Shelf(), name="名册.csv")
    sheet = openpyxl.load_workbook(io.BytesIO(returned_workbook(plan, data))).active
    assert sheet["C2"].value == NUMBERS[0]
    assert (sheet["E1"].value, sheet["E2"].value) == ("问题说明", "已导入")
    assert sheet["C3"].comment is not None


def marked(data: bytes, name: str = "名册.xlsx") -> Worksheet:
    plan = read_plan(data, Register(Person), Shelf(), name=name)
    return openpyxl.load_workbook(io.BytesIO(returned_workbook(plan, data))).active


@pytest.mark.parametrize("kind", [*ODD, "xls", "csv"])
def test_whatever_was_read_comes_back_marked(kind: str) -> None:
    if kind == "xls":
        data = (FIXTURES / "花名册-旧.xls").read_bytes()
    elif kind == "csv":
        lines = [",".join(HEAD), *(",".join(row) for row in GOOD), '王五,男,"一_x0041_\x0b\n二",正式']
        data = "\n".join(lines).encode("gb18030")
    else:
        data = ODD[kind]()
    plan = read_plan(data, Register(Person), Shelf(), name="名册")
    again = read_plan(returned_workbook(plan, data), Register(Person), Shelf(), name="名册.xlsx")
    (column,) = (c for c, head in again.header.heads.items() if head == "问题说明")
    assert all(again.grid.cell(row.row, column) for row in plan.rows)
    assert [row.values for row in again.rows] == [row.values for row in plan.rows]
    assert again.ignored == plan.ignored


def test_a_second_round_takes_the_old_marks_off() -> None:
    head, row = HEAD, ("李四", "男", "990101198507310015", "正式")

    def noted(sheet: Worksheet) -> None:
        sheet["C2"].comment = Comment("问一问本人", "王五")

    data = xlsx(row, touch=noted)
    plan = read_plan(data, Register(Person), Shelf())
    first = returned_workbook(plan, data)
    assert plan.counts[RowOutcome.REFUSED] + plan.counts[RowOutcome.ASK] == 1
    workbook = openpyxl.load_workbook(io.BytesIO(first))
    assert "问一问本人" in workbook.active["C2"].comment.text
    workbook.active["C2"].value = NUMBERS[1]
    out = io.BytesIO()
    workbook.save(out)
    second = marked(out.getvalue())
    assert [cell.value for cell in second[1]] == [*head, "问题说明"]
    assert second["E2"].value == "已导入"
    assert second["C2"].fill.fill_type is None
    assert second["C2"].comment.text == "问一问本人"
    plan = read_plan(out.getvalue(), Register(Person), Shelf())
    assert plan.ignored == []


def test_words_no_workbook_can_hold_do_not_stop_the_marked_copy() -> None:
    data = xlsx(("王五", "_x0001_男_x000B_", "12_x0002_", "正式"))
    plan = read_plan(data, Register(Person), Shelf(), name="名册.xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(returned_workbook(plan, data))).active
    assert sheet["E2"].value.startswith("没有导入：")
    assert sheet["B2"].comment is not None


def test_a_copy_that_takes_too_long_is_made_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    def too_long(*given: object, **bounds: object) -> object:
        raise Ended("too long")

    monkeypatch.setattr("desktop_app.exchange.workbook.returned.work_apart", too_long)
    assert marked(xlsx(*ROWS))["E2"].value == "已导入"


def test_marking_can_be_stopped() -> None:
    def stop(done: int, total: int) -> None:
        raise Cancelled

    plan = read_plan(xlsx(*ROWS), Register(Person), Shelf())
    with pytest.raises(Cancelled):
        returned_workbook(plan, xlsx(*ROWS), stop)


def with_formulas() -> bytes:
    """A sheet whose name, sex and number are worked out, with their results saved."""

    def touch(sheet: Worksheet) -> None:
        sheet["G2"], sheet["G3"] = "张三", "李四"
        for row in (2, 3):
            sheet[f"A{row}"], sheet[f"B{row}"], sheet[f"C{row}"] = (
                f"=G{row}",
                '=IF(1>0,"男","女")',
                f"=H{row}",
            )
            sheet[f"H{row}"] = ROWS[row - 2][2]

    data = xlsx(*ROWS, touch=touch)
    results = {"A2": "张三", "A3": "李四", "B2": "男", "B3": "男", "C2": ROWS[0][2], "C3": ROWS[1][2]}
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.infolist():
            text = old.read(entry).decode() if entry.filename.endswith("sheet1.xml") else None
            for place, words in results.items() if text else ():
                begin = text.index(f'<c r="{place}"')
                end = text.index("</c>", begin)
                cell = text[begin:end].replace(">", ' t="str">', 1)
                cell = re.sub(r"<v\s*/>|<v></v>", f"<v>{words}</v>", cell)
                text = text[:begin] + cell + text[end:]
            new.writestr(entry, text.encode() if text else old.read(entry))
    return out.getvalue()


def test_what_formulas_came_to_stays_in_the_copy(tmp_path: Path) -> None:
    data, shelf = with_formulas(), Shelf()
    plan = read_plan(data, Register(Person), shelf, name="名册.xlsx")
    assert [row.outcome for row in plan.rows] == [RowOutcome.READY, RowOutcome.ASK]
    copy = returned_workbook(plan, data)
    assert openpyxl.load_workbook(io.BytesIO(copy)).active["A2"].value == "=G2"
    again = read_plan(copy, Register(Person), shelf, name="名册.xlsx")
    assert [row.outcome for row in again.rows] == [RowOutcome.READY, RowOutcome.ASK]
    assert again.rows[0].values == plan.rows[0].values


def test_results_of_every_kind_are_put_back() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    for row, value in enumerate((1.5, "一<二", True, datetime(2026, 3, 4), "#N/A", 12), 1):
        sheet.cell(row, 1).value = value
    data = saved(book)
    for row in range(1, 6):
        sheet.cell(row, 1).value = "=B1"
    copy = put_results(saved(book), book, data)
    found = [one.value for one in openpyxl.load_workbook(io.BytesIO(copy), data_only=True).active["A"]]
    assert found == [1.5, "一<二", True, datetime(2026, 3, 4), "#N/A", 12]
    kept = [one.value for one in openpyxl.load_workbook(io.BytesIO(copy)).active["A"]]
    assert kept == ["=B1"] * 5 + [12]
