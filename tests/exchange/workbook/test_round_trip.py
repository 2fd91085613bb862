"""An exported sheet comes back as what was changed in it, and undoes nothing that was changed here."""

import io
import random
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import openpyxl
import pytest

from desktop_app.base.ids import new_uid
from desktop_app.base.periods import Month, PartialDate, Span
from desktop_app.exchange.workbook.apply import apply_plan
from desktop_app.exchange.workbook.match import importable_boxes
from desktop_app.exchange.workbook.plan import ImportPlan, read_plan
from desktop_app.exchange.workbook.question import RowOutcome
from desktop_app.exchange.workbook.write import write_sheet
from desktop_app.records.box import AnyBox
from desktop_app.records.links import FileRef, PersonWhy
from desktop_app.records.record import Register
from desktop_app.registers import MODELS
from tests.exchange.workbook.shelf import MODELS as OWN
from tests.exchange.workbook.shelf import Person, Shelf

REGISTERS = [Register(model) for model in (*OWN, *MODELS)]
NUMBERS = ("990101198507013212", "99010119850701002X", "990101198507310014")


class PlainShelf(Shelf):
    """Names nobody by looking through all its registers, which would take most of the time."""

    def name(self, uid: str) -> str:
        return f"某{uid[-4:]}"


@pytest.fixture(scope="module")
def shelves() -> dict[str, Shelf]:
    real, own = PlainShelf(MODELS), PlainShelf(OWN)
    return {register.name: own if register.model in OWN else real for register in REGISTERS}


_UIDS = [new_uid() for _ in range(4)]
_WORDS = ["无", "同上", "=1+1", "0012", "1985.1", "两行\n文字", "—", "甲乙丙丁", "待查"]
_DAYS = [date(1900, 1, 1), date(1985, 7, 1), date(2026, 10, 9), date(2026, 10, 10)]


def some_value(box: AnyBox, chance: random.Random) -> Any:
    """A value of a box, as often none as a box is empty."""
    kinds: dict[str, Callable[[], list[Any]]] = {
        "text": lambda: [words.replace("\n", " ")[: getattr(box, "limit", 99)] for words in _WORDS],
        "long_text": lambda: _WORDS,
        "lines": lambda: [("一", "二"), ("无",)],
        "choice": lambda: list(getattr(box, "options", ())),
        "many_choice": lambda: [(one,) for one in getattr(box, "options", ())],
        "yes_no": lambda: [True, False],
        "number": lambda: _numbers(box),
        "money": lambda: [Decimal("0.50"), Decimal("1234567.80")],
        "date": lambda: _DAYS,
        "partial_date": lambda: [
            PartialDate(1985),
            PartialDate(1985, 7, None, True),
            PartialDate(1985, 7, 1),
        ],
        "month": lambda: [Month(1985, 7), Month(2026, 10)],
        "time_span": lambda: [
            Span(datetime(2026, 10, 9, 9), datetime(2026, 10, 9, hour)) for hour in (10, 11)
        ],
        "tally": lambda: [{box.heads[0]: 3}, {box.heads[-1]: 5}],  # type: ignore[attr-defined]
        "record": lambda: _UIDS,
        "person": lambda: _UIDS,
        "persons": lambda: [(PersonWhy(uid, why),) for uid in _UIDS for why in ("", "病假")],
        "id_number": lambda: list(NUMBERS),
        "phone": lambda: ["13800138000", "13800138000、010-12345678"],
        "files": lambda: [(FileRef("ab" * 32, "签到表.jpg", 1024),)],
    }
    return chance.choice([None, *kinds[box.kind]()])


def _numbers(box: AnyBox) -> list[Any]:
    least, most = getattr(box, "least", None) or 0, getattr(box, "most", None)
    found = [least, least + 1 if most is None else most]
    return [Decimal(n) for n in found] if getattr(box, "places", 0) else found


@pytest.mark.parametrize("register", REGISTERS, ids=lambda register: register.name)
def test_nothing_is_set_back_and_exactly_what_was_edited_is_changed(
    register: Register, shelves: dict[str, Shelf]
) -> None:
    """Law: untouched cells change nothing whatever became of the records; k edited cells are k changes."""
    shelf, boxes, chance = shelves[register.name], importable_boxes(register), random.Random(register.name)
    uids = [new_uid() for _ in range(3)]

    def drawn(uid: str, dot: int = 0) -> Any:
        return register.model(uid=uid, dot=dot, **{n: some_value(b, chance) for n, b in boxes.items()})

    exported = [drawn(uid) for uid in uids]
    shelf.save(*exported)
    sheet = write_sheet(register, exported, shelf.name)
    newer = [drawn(uid, 1) for uid in uids]
    shelf.save(*newer)
    untouched = read_plan(sheet, register, shelf)
    assert [row.changes for row in untouched.rows] == [(), (), ()], untouched.sentences()
    for row, record in zip(untouched.rows, newer, strict=True):
        assert row.record is not None
        assert register.stored(row.record) == register.stored(record)

    shelf.save(*exported)
    workbook = openpyxl.load_workbook(io.BytesIO(sheet))
    columns = {cell.value: cell.column for cell in workbook.active[1]}
    edits = set()
    for name, box in boxes.items():
        at = chance.randrange(3)
        value = some_value(box, chance)
        before = box.db_value(getattr(exported[at], name))
        if value is None or any(box.targets(value)) or box.db_value(value) == before:
            continue
        edits.add((at, name))
        cell = workbook.active.cell(at + 2, columns[box.title])
        cell.value, cell.number_format = box.sheet(value, shelf.name), "@"
        cell.data_type = "s"
    plan = read_plan(saved(workbook), register, shelf)
    assert {(at, name) for at, row in enumerate(plan.rows) for name in row.changes} == edits, plan.sentences()


def saved(workbook: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


class Trip:
    """Three persons exported, and the workbook in WPS."""

    def __init__(self, boxes: tuple[str, ...] | None = None) -> None:
        self.shelf = Shelf()
        self.register = self.shelf.catalogue["person"]
        self.people = [
            Person(name=name, number=number, kind="正式", phone=f"1380013800{at}", joined=None)
            for at, (name, number) in enumerate(zip(("张三", "李四", "王五"), NUMBERS, strict=True))
        ]
        self.shelf.save(*self.people)
        data = write_sheet(self.register, self.people, self.shelf.name, boxes=boxes)
        self.workbook = openpyxl.load_workbook(io.BytesIO(data))
        self.sheet = self.workbook.active
        self.columns = {cell.value: cell.column for cell in self.sheet[1]}

    def write(self, row: int, title: str, words: object) -> None:
        self.sheet.cell(row, self.columns[title]).value = words

    def here(self, at: int, **values: object) -> None:
        for name, value in values.items():
            setattr(self.people[at], name, value)
        self.shelf.save(self.people[at])

    def back(self, **answers: int) -> ImportPlan:
        return read_plan(saved(self.workbook), self.register, self.shelf)

    def rows(self) -> list[list[object]]:
        return [[cell.value for cell in row] for row in self.sheet.iter_rows(min_row=2)]

    def put_rows(self, rows: list[list[object]]) -> None:
        self.sheet.delete_rows(2, self.sheet.max_row)
        for row in rows:
            self.sheet.append(row)


def test_a_number_changed_here_stays_while_the_edited_cell_goes_in() -> None:
    trip = Trip()
    trip.here(0, phone="13900139000")
    trip.write(3, "姓名", "李四光")
    plan = trip.back()
    assert plan.summary() == "可导入 1（其中 1 条更新已有记录）· 不变 2"
    assert "以这里的为准" in plan.rows[0].findings[0].what
    apply_plan(plan, trip.shelf)
    told = {(one.name, one.phone) for one in trip.shelf.all(Person)}
    assert told == {("张三", "13900139000"), ("李四光", "13800138001"), ("王五", "13800138002")}


@pytest.mark.parametrize(("choice", "kept"), [(0, "13700137000"), (1, "13900139000")])
def test_both_changed_is_asked_with_all_three_values(choice: int, kept: str) -> None:
    trip = Trip()
    trip.here(0, phone="13900139000")
    trip.write(2, "联系电话", "13700137000")
    plan = trip.back()
    assert plan.counts[RowOutcome.ASK] == 1
    question = plan.questions[0]
    assert question.alike == "both"
    plan.answer(question, choice)
    apply_plan(plan, trip.shelf)
    assert trip.shelf.get(Person, trip.people[0].uid).phone == kept


def test_the_same_change_on_both_sides_is_no_question() -> None:
    trip = Trip()
    trip.here(0, phone="13900139000")
    trip.write(2, "联系电话", "139 0013 9000")
    assert trip.back().summary() == "可导入 0 · 不变 3"


def test_a_row_that_is_gone_is_told_and_nothing_deleted() -> None:
    trip = Trip()
    trip.sheet.delete_rows(3)
    plan = trip.back()
    assert plan.summary() == "可导入 0 · 不变 2 · 缺少 1（不会删除）"
    gone = trip.shelf.name(trip.people[1].uid)
    assert any(gone in note and "不会删除" in note for note in plan.notes)
    apply_plan(plan, trip.shelf)
    assert len(trip.shelf.all(Person)) == 3


def test_sorting_deleting_and_moving_columns_change_nothing_but_the_edited_cells() -> None:
    trip = Trip()
    trip.write(2, "备注", "支委")
    rows = trip.rows()
    order = list(range(len(rows[0])))
    order.insert(0, order.pop(trip.columns["备注"] - 1))
    heads = [cell.value for cell in trip.sheet[1]]
    trip.put_rows([[row[at] for at in order] for row in (rows[2], rows[0])])
    for column, at in enumerate(order, 1):
        trip.sheet.cell(1, column).value = heads[at]
    plan = trip.back()
    changes = {row.values["name"]: row.changes for row in plan.rows}
    assert changes == {"王五": (), "张三": ("note",)}
    assert plan.three_way.missing == 1


def test_rows_sorted_without_the_hidden_column_are_met_by_their_words() -> None:
    """Whoever marks the columns in sight and sorts them leaves the numbers where they were."""
    trip = Trip()
    rows = trip.rows()
    trip.put_rows([[*words[:-1], numbered[-1]] for words, numbered in zip(rows[::-1], rows, strict=True)])
    trip.write(2, "联系电话", "13600136000")
    plan = trip.back()
    assert [row.changes for row in plan.rows] == [("phone",), (), ()]
    assert plan.rows[0].uid == trip.people[2].uid
    assert any("按内容认回" in note for note in plan.notes)


def test_a_copied_row_is_asked_and_becomes_a_record_of_its_own() -> None:
    trip = Trip()
    rows = trip.rows()
    fresh = list(rows[0])
    fresh[trip.columns["姓名"] - 1] = "赵六"
    fresh[trip.columns["公民身份号码"] - 1] = "990101199001011230"
    trip.put_rows([*rows, fresh])
    plan = trip.back()
    assert plan.counts == {RowOutcome.SAME: 3, RowOutcome.ASK: 1}
    plan.answer(plan.questions[0], 0)
    assert plan.rows[3].record is not None
    assert plan.rows[3].record.is_new
    assert plan.rows[3].uid is None


def test_another_person_written_over_a_row_is_asked() -> None:
    trip = Trip(("name", "number", "phone"))
    for title, words in (
        ("姓名", "赵六"),
        ("公民身份号码", "990101199001011230"),
        ("联系电话", "13500135000"),
    ):
        trip.write(2, title, words)
    plan = trip.back()
    assert plan.questions[0].alike == "stranger"
    plan.answer(plan.questions[0], 0)
    assert plan.rows[0].record is not None
    assert plan.rows[0].record.uid != trip.people[0].uid


def test_a_cleared_cell_erases_nothing_and_is_told() -> None:
    trip = Trip()
    trip.write(2, "联系电话", None)
    plan = trip.back()
    assert plan.summary() == "可导入 0 · 不变 3"
    assert any("表里清空了" in finding.what for finding in plan.rows[0].findings)


def test_a_record_that_is_not_here_is_never_brought_back_unasked() -> None:
    trip = Trip()
    other = Shelf()
    plan = read_plan(saved(trip.workbook), other.catalogue["person"], other)
    assert plan.counts == {RowOutcome.ASK: 3}
    plan.answer(plan.questions[0], 1, all_alike=True)
    assert not plan.going_in


def test_dates_are_dates_and_no_code_stands_in_sight() -> None:
    trip = Trip()
    person = Person(name="周日", number=NUMBERS[0], kind="正式", birth=trip.shelf.today, note="=1+1")
    data = write_sheet(trip.register, [person], trip.shelf.name, day=trip.shelf.today)
    workbook = openpyxl.load_workbook(io.BytesIO(data))
    sheet = workbook.active
    columns = {cell.value: cell for cell in sheet[1]}
    birth = sheet.cell(2, columns["出生日期"].column)
    assert birth.is_date
    assert birth.number_format == "yyyy-mm-dd"
    assert sheet.cell(2, columns["公民身份号码"].column).data_type == "s"
    assert sheet.cell(2, columns["备注"].column).data_type == "s"
    assert all(len(str(cell.value or "")) < 32 for row in sheet.iter_rows() for cell in row)
    assert [one.sheet_state for one in workbook.worksheets] == ["visible", "hidden"]
    last = sheet.cell(1, sheet.max_column).column_letter
    assert sheet.column_dimensions[last].hidden
    assert sheet.auto_filter.ref.endswith(f"{last}2")
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert sheet.print_title_rows == "$1:$1"
    assert "&P" in sheet.oddFooter.center.text


def test_columns_as_seen_carry_figures_and_states_that_are_read_and_never_taken_over() -> None:
    trip = Trip(("phone", "name", "state"))
    assert [cell.value for cell in trip.sheet[1]][:3] == ["联系电话", "姓名", "状态"]
    trip.write(2, "状态", "离开")
    trip.write(2, "联系电话", "13600136000")
    plan = trip.back()
    assert plan.rows[0].changes == ("phone",)
    assert any("没有采用" in finding.what for finding in plan.rows[0].findings)


def test_one_column_is_enough_for_a_sheet_exported_here() -> None:
    trip = Trip(("phone",))
    trip.write(4, "联系电话", "13600136000")
    assert [row.changes for row in trip.back().rows] == [(), (), ("phone",)]


def test_a_base_somebody_wrote_into_is_no_base() -> None:
    trip = Trip()
    trip.workbook["原值（勿改）"]["C3"] = "{"
    plan = trip.back()
    assert any("被改动过" in note for note in plan.notes)
    assert plan.summary() == "可导入 0 · 不变 3"
