"""A register written as a sheet reads back as the same records, whichever register and whatever it holds."""

import io
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.base.ids import new_uid
from desktop_app.exchange.workbook.apply import apply_plan
from desktop_app.exchange.workbook.match import importable_boxes
from desktop_app.exchange.workbook.plan import read_plan
from desktop_app.exchange.workbook.write import write_sheet
from desktop_app.records.record import Register
from desktop_app.registers import MODELS
from tests.exchange.workbook.boxes import value_of
from tests.exchange.workbook.shelf import MODELS as OWN
from tests.exchange.workbook.shelf import Person, Shelf, Team

REGISTERS = [Register(model) for model in (*OWN, *MODELS)]


@pytest.fixture(scope="module")
def shelves() -> dict[str, Shelf]:
    real, own = Shelf(MODELS), Shelf(OWN)
    return {register.name: own if register.model in OWN else real for register in REGISTERS}


@pytest.mark.parametrize("register", REGISTERS, ids=lambda register: register.name)
@settings(max_examples=6, deadline=None)
@given(data=st.data())
def test_what_was_written_is_read_back(
    register: Register, shelves: dict[str, Shelf], data: st.DataObject
) -> None:
    shelf, boxes = shelves[register.name], importable_boxes(register)
    records = [
        register.model(uid=new_uid(), **{name: data.draw(value_of(box), name) for name, box in boxes.items()})
        for _ in range(2)
    ]
    plan = read_plan(write_sheet(register, records, shelf.name), register, shelf)
    assert [row.uid for row in plan.rows] == [record.uid for record in records]
    for row, record in zip(plan.rows, records, strict=True):
        for name, box in boxes.items():
            assert box.db_value(row.values.get(name)) == box.db_value(getattr(record, name)), name


def people(shelf: Shelf) -> list[Any]:
    team = Team(name="第一组", code="1")
    first = Person(name="张三", number="990101198507013212", kind="正式", gender="1", team=team.uid)
    second = Person(name="无", number="99010119850701002X", kind="预备", note="同上", team=team.uid)
    shelf.save(team)
    shelf.save(first, second)
    return [first, second]


def test_a_returned_sheet_meets_its_own_records() -> None:
    shelf = Shelf()
    register = shelf.catalogue["person"]
    data = write_sheet(register, people(shelf), shelf.name)
    assert read_plan(data, register, shelf).summary() == "可导入 0 · 不变 2"
    workbook = openpyxl.load_workbook(io.BytesIO(data))
    workbook.active["B2"] = "张三丰"
    workbook.active["D2"] = "990101198507310014"
    out = io.BytesIO()
    workbook.save(out)
    plan = read_plan(out.getvalue(), register, shelf)
    assert set(plan.rows[0].changes) == {"name", "number"}
    apply_plan(plan, shelf)
    assert {one.name for one in shelf.all(Person)} == {"张三丰", "无"}


def test_a_link_edited_in_the_sheet_is_read_by_its_words() -> None:
    shelf = Shelf()
    register = shelf.catalogue["person"]
    records = people(shelf)
    other = Team(name="第二组", code="2")
    shelf.save(other)
    workbook = openpyxl.load_workbook(io.BytesIO(write_sheet(register, records, shelf.name)))
    sheet = workbook.active
    column = next(c.column for c in sheet[1] if c.value == "小组")
    sheet.cell(2, column).value = "第二组"
    out = io.BytesIO()
    workbook.save(out)
    assert read_plan(out.getvalue(), register, shelf).rows[0].values["team"] == other.uid


def test_the_sheet_is_dressed_for_the_office() -> None:
    shelf = Shelf()
    register = shelf.catalogue["person"]
    sheet = openpyxl.load_workbook(io.BytesIO(write_sheet(register, people(shelf), shelf.name))).active
    assert sheet.freeze_panes == "A2"
    assert sheet["D2"].number_format == "@"
    assert sheet["D2"].data_type == "s"
    shown = [c.value for c in sheet[1] if not sheet.column_dimensions[c.column_letter].hidden]
    assert "记录编号（勿改）" not in shown
    assert shown[:4] == ["序号", "姓名", "性别", "公民身份号码"]


def test_a_removed_record_is_not_brought_back_by_a_sheet() -> None:
    shelf = Shelf()
    register = shelf.catalogue["person"]
    records = people(shelf)
    data = write_sheet(register, records, shelf.name)
    records[0].removed_at = "2026-11-01"
    shelf.save(records[0])
    plan = read_plan(data, register, shelf)
    assert plan.summary() == "可导入 0 · 需确认 1 · 不变 1"
    (question,) = plan.questions
    assert "在回收站里" in question.what
    plan.answer(question, 0)
    assert plan.summary() == "可导入 1（其中 1 条更新已有记录）· 不变 1"
