"""The user's workbook comes back marked: bad cells yellow with a comment, the last column telling."""

import io
from pathlib import Path

import openpyxl

from desktop_app.exchange.workbook.plan import read_plan
from desktop_app.exchange.workbook.returned import returned_workbook
from desktop_app.records.record import Register
from tests.exchange.workbook.sheets import HEAD, NUMBERS, xlsx
from tests.exchange.workbook.shelf import Person, Shelf

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
