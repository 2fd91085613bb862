"""Workbooks other programs write, and broken ones: the two good rows come in, in seconds, or one sentence."""

import io
import os
import time
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from desktop_app.base.apart import work_apart
from desktop_app.base.errors import Cancelled, UserError
from desktop_app.base.periods import PartialDate
from desktop_app.exchange.workbook.formats import BUILT_IN, number_cell, shows_moment
from desktop_app.exchange.workbook.grid import Kept, SheetCell
from desktop_app.exchange.workbook.old_formats import read_old
from desktop_app.exchange.workbook.package import Damaged
from desktop_app.exchange.workbook.plan import read_plan
from desktop_app.exchange.workbook.question import PLAIN
from desktop_app.exchange.workbook.read import read_book
from desktop_app.exchange.workbook.write import put_words
from desktop_app.records.record import Register
from tests.exchange.workbook.odd_files import GOOD, ODD, more_rows, repacked, with_sheet
from tests.exchange.workbook.sheets import HEAD, NUMBERS, person, xlsx
from tests.exchange.workbook.shelf import Person, Shelf

FIXTURES = Path(__file__).parents[1] / "fixtures"


@pytest.mark.parametrize("kind", ODD)
def test_two_good_rows_come_in_whatever_stands_beside_them(kind: str) -> None:
    data, begun = ODD[kind](), time.process_time()
    plan = read_plan(data, Register(Person), Shelf(), name="名册.xlsx")
    plan.take_proposals()
    assert [row.values["name"] for row in plan.going_in] == ["张三", "李四"]
    assert time.process_time() - begun < 8


def test_cells_beyond_the_edges_are_told() -> None:
    (note,) = read_book(ODD["out of the grid"](), "a.xlsx").notes
    assert note.startswith("有 2 个格子写在表格的边界之外")


def test_one_row_at_the_end_of_forty_sheets_is_refused_before_memory_ends() -> None:
    def change(name: str, body: bytes) -> bytes:
        far = b'<row r="1048576"><c r="A1048576"><v>1</v></c></row></sheetData>'
        return body.replace(b"</sheetData>", far) if "worksheets/" in name else body

    workbook = openpyxl.Workbook()
    for number in range(5):
        workbook.create_sheet(f"表{number}").append(["姓名"])
    out = io.BytesIO()
    workbook.save(out)
    with pytest.raises(UserError, match="内容太多"):
        read_book(repacked(out.getvalue(), change), "a.xlsx")


@pytest.mark.parametrize(
    "xml",
    [
        '<row r="4"><c r="A4" t="s"><v>999</v></c></row>',
        '<row r="4"><c r="A4"><v>1</c></row>',
        '<row r="4"><c r="A4" t="inlineStr"><is><t>&nothing;</t></is></c></row>',
    ],
)
def test_a_broken_part_is_one_sentence(xml: str) -> None:
    with pytest.raises(UserError, match="可能已损坏"):
        read_book(more_rows(xml), "a.xlsx")


def test_entities_that_blow_up_are_refused() -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "' + b"c" * 999 + b'">]>'
    with pytest.raises(UserError, match="可能已损坏"):
        read_book(with_sheet(lambda body: bomb + body.partition(b"?>")[2]), "a.xlsx")


def test_reading_tells_how_far_it_is_and_can_be_stopped() -> None:
    told: list[tuple[int, int]] = []
    read_book(xlsx(*GOOD), "a.xlsx", lambda done, total: told.append((done, total)))
    done, total = told[-1]
    assert 0.5 * total < done <= total

    def stop(done: int, total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        read_book(xlsx(*GOOD), "a.xlsx", stop)


def test_marks_of_the_format_are_the_characters_they_stand_for() -> None:
    head, row = person(备注="第一行_x000D_\n第二行", 小组代码="_x0041_x")
    plan = read_plan(xlsx(row, head=head), Register(Person), Shelf(), name="a.xlsx")
    assert plan.rows[0].values["note"] == "第一行\n第二行"


def test_an_empty_result_of_a_formula_is_an_empty_cell_and_such_rows_are_none() -> None:
    rows = "".join(
        f'<row r="{n}"><c r="E{n}" t="str"><f>IF(A{n}="","",0)</f><v></v></c></row>' for n in range(4, 20)
    )
    plan = read_plan(more_rows(rows), Register(Person), Shelf(), name="a.xlsx")
    assert plan.summary() == "可导入 2"
    never = more_rows('<row r="4"><c r="A4"><f>B4</f><v></v></c></row>')
    assert read_book(never, "a.xlsx").sheets[0].cell(4, 1).kept is Kept.FORMULA


def test_a_number_in_a_date_format_that_is_no_day_stays_the_number() -> None:
    head, row = person(出生日期=19850701)
    data = xlsx(row, head=head, forms={"E2": "yyyy-mm-dd"})
    assert read_book(data, "a.xlsx").sheets[0].cell(2, 5) == SheetCell(19850701, Kept.NUMBER, "yyyy-mm-dd")
    plan = read_plan(data, Register(Person), Shelf(), name="a.xlsx")
    assert str(plan.rows[0].values["birth"]) == "1985-07-01"


def test_dates_without_styles_of_their_own_and_shown_as_months() -> None:
    assert number_cell(40360, BUILT_IN[57], False).form == 'yyyy"年"m"月"'
    assert number_cell(40360, BUILT_IN[14], False).content == datetime(2010, 7, 1)
    assert number_cell(40360, BUILT_IN[14], True).content == datetime(2014, 7, 2)
    head, row = person(入会日期=datetime(2010, 7, 1))
    empty = {"E2": 'yyyy"年"m"月"'}
    data = repacked(xlsx(row, head=head, forms=empty), lambda n, b: b.replace(b"<patternFill />", b""))
    plan = read_plan(data, Register(Person), Shelf(), name="a.xlsx")
    assert plan.rows[0].values["joined"] == PartialDate(2010, 7)


@pytest.mark.parametrize("form", ["General", "0.00", "@", "#,##0.00_);[Red](#,##0.00)", '0"年"', "0.00E+00"])
def test_formats_that_show_no_date(form: str) -> None:
    assert not shows_moment(form)
    assert shows_moment(form + ";yyyy") is False


def test_what_stands_under_a_merge_stays_and_the_rest_is_filled() -> None:
    rows = (("张三", "男", NUMBERS[0], "正式"), ("李四", "男", NUMBERS[1], "预备"), ("王五", "男", "", None))
    merged = '<mergeCells><mergeCell ref="D2:D4"/></mergeCells>'
    data = with_sheet(
        lambda body: body.replace(b"</sheetData>", b"</sheetData>" + merged.encode()), xlsx(*rows)
    )
    plan = read_plan(data, Register(Person), Shelf(), name="a.xlsx")
    assert [row.values["kind"] for row in plan.rows] == ["正式", "预备", "正式"]


@pytest.mark.parametrize("words", ["_x0041_", "_x000D_", "甲_xabcd_", "_x5F_"])
def test_words_that_look_like_marks_come_back_as_written(words: str) -> None:
    workbook = openpyxl.Workbook()
    put_words(workbook.active, 1, 1, words)
    out = io.BytesIO()
    workbook.save(out)
    assert read_book(out.getvalue(), "a.xlsx").sheets[0].cell(1, 1).content == words


def test_an_xls_cut_anywhere_is_read_or_refused() -> None:
    whole = (FIXTURES / "花名册-旧.xls").read_bytes()
    outcomes = set()
    for cut in range(9, len(whole), len(whole) // 60):
        try:
            read_old(whole[:cut], "xls", "名册.xls")
            outcomes.add("read")
        except (Damaged, UserError):
            outcomes.add("refused")
    assert "refused" in outcomes
    with pytest.raises(UserError, match="不完整"):
        read_book(whole[: len(whole) // 2], "名册.xls")


def test_a_reader_that_crashes_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*given: object, **bounds: object) -> object:
        return work_apart(os.abort, seconds=9, memory=600_000_000)

    monkeypatch.setattr("desktop_app.exchange.workbook.read.work_apart", crash)
    with pytest.raises(UserError, match="可能已损坏"):
        read_book(FIXTURES / "花名册-旧.xls")


def test_a_file_that_tells_contents_alone_is_asked_about(monkeypatch: pytest.MonkeyPatch) -> None:
    book = read_book(xlsx(*GOOD), "a.xlsx")
    book.plain = True
    monkeypatch.setattr("desktop_app.exchange.workbook.plan.read_book", lambda *given: book)
    plan = read_plan(b"", Register(Person), Shelf(), name="a")
    assert plan.file_questions == [PLAIN]
    plan.answer(PLAIN, 0)
    assert plan.file_questions == []
    assert plan.summary() == "可导入 2"


@pytest.mark.parametrize("head", ["序号", "NO.", "编 号"])
def test_lines_of_a_form_that_hold_only_their_number_are_no_rows(head: str) -> None:
    good = [(n, *row) for n, row in enumerate(GOOD, 1)]
    data = xlsx(*good, *((n,) for n in range(3, 31)), head=(head, *HEAD))
    plan = read_plan(data, Register(Person), Shelf(), name="a.xlsx")
    plan.take_proposals()
    assert plan.summary() == "可导入 2"
    assert "只有序号的行不导入：第4—31行" in plan.notes
