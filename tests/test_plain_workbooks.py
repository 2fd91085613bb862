"""A plain workbook under its own titles, of every register: it goes in, and how it was read is kept."""

import io
from collections.abc import Iterator
from typing import Any

import openpyxl
import pytest

from desktop_app.exchange.workbook.apply import apply_plan
from desktop_app.exchange.workbook.match import importable_boxes
from desktop_app.exchange.workbook.plan import ImportPlan, read_plan
from desktop_app.records.box import AnyBox
from desktop_app.records.record import Register
from desktop_app.registers import catalogue
from desktop_app.storage import branch_file
from desktop_app.storage.ledger import Ledger
from tests.whole import make_sample, open_copy

# Two rows show a column; attached files are not typed into sheets.
_ROWS = 2
REGISTERS = [one for one in catalogue() if not one.stays_home and importable_boxes(one)]
every = pytest.mark.parametrize("register", REGISTERS, ids=lambda one: one.name)


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    folder = tmp_path_factory.mktemp("original")
    make_sample(folder)
    opened = open_copy(folder, tmp_path_factory.mktemp("plain"))
    yield opened.ledger
    branch_file.close(opened.ledger)


def rows_of(ledger: Ledger, register: Register) -> tuple[list[Any], dict[str, AnyBox]]:
    """Some records of the sample and the boxes that one of them fills."""
    records = ledger.find(register.model.live().order_by(register.model.uid).limit(_ROWS))
    boxes = {name: box for name, box in importable_boxes(register).items() if box.kind != "files"}
    filled = {n: b for n, b in boxes.items() if any(getattr(r, n) not in (None, "", ()) for r in records)}
    return records, filled


def sheet(ledger: Ledger, records: list[Any], boxes: dict[str, AnyBox], heads: list[str]) -> bytes:
    book = openpyxl.Workbook()
    book.active.append(heads)
    for record in records:
        book.active.append([box.show(getattr(record, n), ledger.name) for n, box in boxes.items()])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def read(ledger: Ledger, register: Register, data: bytes, **more: Any) -> ImportPlan:
    return read_plan(data, register, ledger, name="表.xlsx", **more)


@every
def test_a_workbook_under_the_own_titles_is_read_whole(register: Register, ledger: Ledger) -> None:
    records, boxes = rows_of(ledger, register)
    data = sheet(ledger, records, boxes, [box.title for box in boxes.values()])
    plan = read(ledger, register, data, by_hand=True)
    assert set(plan.header.columns) == set(boxes)
    assert not plan.ignored
    assert not plan.sentences()
    assert not [one for one in plan.file_questions if not one.key.startswith("head:")]
    for row, record in zip(plan.rows, records, strict=True):
        kept = {name: boxes[name].db_value(value) for name, value in row.values.items()}
        assert kept == {name: boxes[name].db_value(getattr(record, name)) for name in kept}


@every
def test_columns_mapped_by_hand_are_remembered(register: Register, ledger: Ledger) -> None:
    records, boxes = rows_of(ledger, register)
    data = sheet(ledger, records, boxes, [f"甲栏{chr(ord('丁') + at)}" for at in range(len(boxes))])
    hands = dict(enumerate(boxes, 1))
    plan = read(ledger, register, data, columns=hands, by_hand=True)
    while plan.file_questions:
        plan.answer(plan.file_questions[0], plan.file_questions[0].proposal or 0)
    assert set(plan.header.columns) == set(boxes)
    apply_plan(plan, ledger)
    again = read(ledger, register, data)
    assert again.header.columns == plan.header.columns
