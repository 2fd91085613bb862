"""Tables as a workbook: read back by the same library, words as words and sums as numbers."""

import io
from decimal import Decimal

import openpyxl

from desktop_app.exchange.workbook.tables import SheetTable, write_tables


def test_words_stay_words_and_numbers_numbers() -> None:
    told: list[tuple[int, int]] = []
    rows = [("=1+1", 3, Decimal("2.5"), None), *(("甲支部", n, "", "0012") for n in range(99))]
    tables = [
        SheetTable("报送/汇总", ("支部", "人", "学时", "编号"), rows, bold=1),
        SheetTable("空", ("甲",), ()),
    ]
    data = write_tables(tables, lambda done, total: told.append((done, total)))
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert book.sheetnames == ["报送·汇总", "空"]
    sheet = book["报送·汇总"]
    assert [cell.value for cell in sheet[2]] == ["=1+1", 3, 2.5, None]
    assert sheet["A2"].data_type == "s"
    assert sheet["D3"].value == "0012"
    assert sheet["A2"].font.bold
    assert not sheet["A3"].font.bold
    assert sheet.freeze_panes == "B2"
    assert told == [(50, 100), (100, 100)]
