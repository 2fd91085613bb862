"""Whatever the file is called: workbooks, text and HTML become the same grid, the rest one sentence."""

import io
import random
import subprocess
import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest

from desktop_app.base.errors import Cancelled, UserError
from desktop_app.exchange.workbook import plain_text
from desktop_app.exchange.workbook.grid import Kept, Merge, letter, row_list
from desktop_app.exchange.workbook.old_formats import read_old
from desktop_app.exchange.workbook.package import Damaged
from desktop_app.exchange.workbook.paste import pasted_grid
from desktop_app.exchange.workbook.read import read_book
from tests.exchange.workbook.sheets import NUMBERS, xlsx

FIXTURES = Path(__file__).parents[1] / "fixtures"
ROWS = "姓名,性别\n张三,男\n李四,女\n"


def words(data: bytes, name: str = "表.csv") -> list[list[object]]:
    return [[cell.content for cell in row] for row in read_book(data, name).sheets[0].rows]


def test_old_xls_keeps_merges_and_hidden_rows() -> None:
    (grid,) = read_book(FIXTURES / "花名册-旧.xls").sheets
    assert grid.hidden_rows == {13}
    assert Merge(1, 1, 1, 11) in grid.merges
    assert grid.cell(6, 5).content == 1985.1
    assert grid.cell(11, 7).kept is Kept.NUMBER


def test_an_xls_renamed_xlsx_is_read_by_what_it_is(tmp_path: Path) -> None:
    renamed = tmp_path / "花名册.xlsx"
    renamed.write_bytes((FIXTURES / "花名册-旧.xls").read_bytes())
    assert read_book(renamed).sheets[0].cell(4, 2).content == "孔\u3000瑾"


def test_a_workbook_openpyxl_stumbles_over_is_read_by_calamine() -> None:
    source, out = io.BytesIO(xlsx(("张三", "男", NUMBERS[0], "正式"))), io.BytesIO()
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(out, "w") as new:
        for part in old.namelist():
            data = old.read(part)
            if part == "xl/styles.xml":  # WPS leaves a fill without its kind.
                data = data.replace(b"<patternFill/>", b"<broken/>").replace(b"<patternFill ", b"<broken ")
            new.writestr(part, data)
    book = read_book(out.getvalue(), "WPS.xlsx")
    assert book.sheets[0].cell(2, 3).content == NUMBERS[0]


@pytest.mark.parametrize("encoding", ["gbk", "utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
def test_csv_in_every_office_encoding(encoding: str) -> None:
    assert words(ROWS.encode(encoding))[1] == ["张三", "男"]


def test_csv_with_the_utf8_mark_before_a_gbk_body() -> None:
    assert words(b"\xef\xbb\xbf" + ROWS.encode("gbk"))[2] == ["李四", "女"]


@pytest.mark.parametrize("mark", [";", "\t", "，"])
def test_csv_with_other_marks(mark: str) -> None:
    assert words(ROWS.replace(",", mark).encode())[1] == ["张三", "男"]


def test_csv_with_quotes_breaks_and_forced_text() -> None:
    assert words('姓名,号\n"张\n三","=""0012"""\n'.encode())[1] == ["张\n三", "0012"]


def test_html_called_xls_with_spans() -> None:
    page = (
        "<html><meta charset=gb2312><table><tr><td colspan=2>名册<tr><td>姓名<td>性别"
        "<tr><td rowspan=2>张三<td>男<tr><td>女</table>"
    )
    (grid,) = read_book(page.encode("gbk"), "名册.xls").sheets
    assert [cell.content for cell in grid.rows[1]] == ["姓名", "性别"]
    assert grid.merges == [Merge(1, 1, 1, 2), Merge(3, 1, 4, 1)]
    assert grid.cell(4, 2).content == "女"


def test_a_formula_without_result_is_told_from_an_empty_cell() -> None:
    data = xlsx(("张三", "=1+1", None, "正式"))
    grid = read_book(data, "a.xlsx").sheets[0]
    assert grid.cell(2, 2).kept is Kept.FORMULA
    assert grid.cell(2, 3).kept is Kept.NOTHING


def test_hidden_columns_sheets_and_the_1904_calendar() -> None:
    workbook = openpyxl.Workbook()
    workbook.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    workbook.active.append(["姓名", "性别"])
    workbook.active.column_dimensions["B"].hidden = True
    workbook.create_sheet("旧表").sheet_state = "hidden"
    out = io.BytesIO()
    workbook.save(out)
    first, second = read_book(out.getvalue(), "a.xlsx").sheets
    assert first.hidden_columns == {2}
    assert first.from_1904
    assert second.hidden


def encrypted() -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le")


def word_file() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("word/document.xml", "<w/>")
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "空文件"),
        (b"%PDF-1.7 scan", "照片或扫描件"),
        (b"\xff\xd8\xff\xe0 photo", "照片或扫描件"),
        (b"\x00\x00\x00\x18ftypheic", "照片或扫描件"),
        (encrypted(), "打开密码"),
        (word_file(), "Word"),
        (b"PK\x03\x04 cut short", "不完整"),
        (bytes(range(1, 200)), "不是表格"),
        (b"<html><p>\xe6\xb2\xa1\xe6\x9c\x89", "没有表格"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "Workbook".encode("utf-16-le"), "损坏"),
        (xlsx(head=()), "没有内容"),
    ],
)
def test_what_is_no_workbook_is_refused_in_one_sentence(data: bytes, says: str) -> None:
    with pytest.raises(UserError, match=says) as refused:
        read_book(data, "名单")
    assert refused.value.safe == "还没有导入任何内容"
    assert refused.value.todo


@pytest.mark.parametrize("name", ["花名册-旧.xls", "整改台账-2026.xlsx"])
def test_a_damaged_workbook_is_read_or_refused_and_nothing_else(name: str) -> None:
    whole, chance = (FIXTURES / name).read_bytes(), random.Random(5)
    refused = 0
    # As the process of its own does it; test_apart kills and starves that.
    reading = (lambda data: read_old(data, "xls", name)) if name.endswith(".xls") else read_book
    for _ in range(60):
        data = bytearray(whole[: chance.randrange(1, len(whole))] if chance.random() < 0.3 else whole)
        for _ in range(chance.randrange(1, 30)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        try:
            reading(bytes(data))
        except (UserError, Damaged):
            refused += 1
    assert refused > 20


def test_the_slow_libraries_wait_for_the_first_workbook() -> None:
    code = (
        "import sys, desktop_app.exchange.workbook.plan, desktop_app.exchange.workbook.write;"
        "print(sorted({'openpyxl', 'xlrd', 'python_calamine'} & set(sys.modules)))"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"


def test_missing_folder_and_lock_file(tmp_path: Path) -> None:
    for path, says in (
        (tmp_path / "没有.xls", "找不到"),
        (tmp_path, "文件夹"),
        (tmp_path / "~$名册.xlsx", "临时"),
    ):
        with pytest.raises(UserError, match=says):
            read_book(path)


def test_a_pasted_block_and_a_pasted_word_table() -> None:
    block = pasted_grid("姓名\t性别\r\n张三\t男\r\n")
    assert [c.content for c in block.rows[1]] == ["张三", "男"]
    assert not block.exact
    table = pasted_grid("姓名 性别", "<table><tr><td>姓名<td>性别</table>")
    assert [c.content for c in table.rows[0]] == ["姓名", "性别"]
    names = pasted_grid("张三，书记\n李四\n")
    assert [row[0].content for row in names.rows] == ["张三，书记", "李四"]
    with pytest.raises(UserError, match="没有表格"):
        pasted_grid("  \n")


def test_places_as_spreadsheets_name_them() -> None:
    assert [letter(n) for n in (1, 26, 27, 702, 703)] == ["A", "Z", "AA", "ZZ", "AAA"]
    assert row_list([7, 3, 5, 6, 11, 12]) == "第3、5—7、11、12行"


def test_a_web_archive_is_read_and_an_xml_table_of_2003_refused_with_a_way_out() -> None:
    page = "<html><meta charset=3Dutf-8><table><tr><td>姓名<td>性别<tr><td>张三<td>男</table>"
    coded = "".join(c if c.isascii() else "".join(f"={b:02X}" for b in c.encode()) for c in page)
    kinds = 'Content-Type: multipart/related; boundary="x"\r\n\r\n'
    part = "Content-Transfer-Encoding: quoted-printable\r\nContent-Type: text/html\r\n\r\n"
    archive = f"MIME-Version: 1.0\r\n{kinds}--x\r\n{part}{coded}\r\n--x--\r\n".encode()
    assert words(archive, "名册.xls") == [["姓名", "性别"], ["张三", "男"]]
    with pytest.raises(UserError, match=r"旧式的 XML 表格.*另存为 \.xlsx"):
        read_book(b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>')


def test_csv_with_line_breaks_and_marks_inside_quotes() -> None:
    told = "一，二\n三，四\n五，六，七，八，九，十"
    rows = words(f'姓名,性别,备注\n张三,男,"{told}"\n李四,女,"{told}"\n'.encode("gb18030"))
    assert rows == [["姓名", "性别", "备注"], ["张三", "男", told], ["李四", "女", told]]


def test_a_quote_never_closed_concerns_its_own_line_alone() -> None:
    lines = ["姓名,性别,备注", '张三,男,"屏幕', '"李四,女,', '王五,男,5"屏', '"钱六",女,"好\n的"', "孙七,男,"]
    rows = words("\n".join(lines).encode())
    assert [row[0] for row in rows] == ["姓名", "张三", '"李四', "王五", "钱六", "孙七"]
    assert rows[4] == ["钱六", "女", "好\n的"]
    many = words(("姓名,备注\n" + '张三,"好\n' * 3000).encode())
    assert len(many) == 3001


def test_a_page_or_a_text_that_unfolds_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plain_text, "_MOST_CELLS", 60_000)
    page = "<table>" + "<tr>" + "<td rowspan=500 colspan=500>一" * 20 + "</table>"
    with pytest.raises(UserError, match="内容太多"):
        read_book(page.replace("</table>", "<tr><td>二" * 50 + "</table>").encode(), "表")
    with pytest.raises(UserError, match="内容太多"):
        read_book(b"a," * 20_000, "表.csv")


def test_text_is_read_with_progress_and_can_be_stopped() -> None:
    def stop(done: int, total: int) -> None:
        raise Cancelled

    for data in (ROWS.encode(), b"<table><tr><td>1</table>", (FIXTURES / "花名册-旧.xls").read_bytes()):
        with pytest.raises(Cancelled):
            read_book(data, "表", stop)
