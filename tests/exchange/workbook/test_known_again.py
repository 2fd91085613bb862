"""The same record again: known by its number or by what it says, in every register; never doubled."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from desktop_app.base.periods import Month, PartialDate, Span
from desktop_app.exchange.workbook.apply import apply_plan
from desktop_app.exchange.workbook.grid import SheetGrid, cell_of
from desktop_app.exchange.workbook.identities import known_again
from desktop_app.exchange.workbook.match import importable_boxes
from desktop_app.exchange.workbook.plan import ImportPlan, read_plan
from desktop_app.exchange.workbook.question import Level, RowOutcome, Special
from desktop_app.records.box import AnyBox
from desktop_app.records.links import PersonWhy
from desktop_app.records.record import Register
from desktop_app.registers import MODELS
from tests.exchange.workbook.sheets import NUMBERS
from tests.exchange.workbook.shelf import WORDS, Person, Shelf

NAMED = {"甲": "a" * 32, "乙": "b" * 32}
# Packages and what else the program writes by itself has nothing a sheet could bring.
REGISTERS = [
    register
    for register in map(Register, MODELS)
    if any(box.required for box in importable_boxes(register).values())
]
PERSON = Register(Person)


class OneName(Shelf):
    """A ledger in which everybody and everything is called 甲 or 乙."""

    def knows(self, registers: tuple[str, ...], words: str) -> bool:
        return True

    def resolve(self, registers: tuple[str, ...], words: str) -> str:
        return NAMED[words]

    def name(self, uid: str) -> str:
        return "甲" if uid == NAMED["甲"] else "乙"


def value(box: AnyBox, n: int) -> Any:
    """The value of a box in the record numbered ``n``."""
    link = tuple(NAMED.values())[n - 1]
    one: dict[str, Any] = {
        "text": f"第{n}种说法",
        "long_text": f"第{n}段话\n两行",
        "lines": (f"第{n}项",),
        "yes_no": bool(n % 2),
        "money": Decimal(n),
        "date": date(2026, 1, n),
        "partial_date": PartialDate(2026, n),
        "month": Month(2026, n),
        "time_span": Span(datetime(2026, 1, n, 9), datetime(2026, 1, n, 10)),
        "record": link,
        "person": link,
        "persons": (PersonWhy(link),),
        "id_number": NUMBERS[n - 1],
        "phone": f"1380013800{n}",
    }
    if box.kind == "choice" and box.name != "gender":
        return list(box.options)[-n]  # type: ignore[attr-defined]
    if box.name in ("birth_date", "gender"):  # They follow from the number.
        return date(1985, 7, (1, 31)[n - 1]) if box.kind == "date" else "1"
    if box.kind == "many_choice":
        return tuple(box.options)[:1]  # type: ignore[attr-defined]
    if box.kind == "number":
        return Decimal(n) if getattr(box, "places", 0) else max(n, getattr(box, "least", 0) or 0)
    return one.get(box.kind)


def again(register: Register, records: list[Any], shelf: Shelf, leave: tuple[str, ...] = ()) -> ImportPlan:
    """The plan of a plain sheet with what ``records`` say: no hidden identities."""
    boxes = {
        n: b for n, b in importable_boxes(register).items() if value(b, 1) is not None and n not in leave
    }
    rows = [[box.sheet(getattr(one, name), shelf.name) for name, box in boxes.items()] for one in records]
    grid = SheetGrid("表", [[cell_of(w) for w in row] for row in ([b.title for b in boxes.values()], *rows)])
    return read_plan(grid, register, shelf, columns=dict(enumerate(boxes, 1)))


@pytest.fixture(scope="module")
def everything() -> OneName:
    return OneName(MODELS)


@pytest.mark.parametrize("register", REGISTERS, ids=lambda register: register.name)
def test_a_plain_sheet_that_comes_again_changes_nothing(register: Register, everything: OneName) -> None:
    assert known_again(register), "say in its Meta by which boxes people know a record again: natural"
    boxes = importable_boxes(register)
    records = [register.model(**{n: value(b, number) for n, b in boxes.items()}) for number in (1, 2)]
    everything.save(*records)
    plan = again(register, records, everything)
    assert plan.summary() == "可导入 0 · 不变 2"
    assert not plan.questions
    # What may be empty may be missing in the sheet as well.
    optional = tuple(name for name, box in boxes.items() if not box.required)
    if len(boxes) - len(optional) > 2:
        assert not again(register, records, everything, optional).going_in


def person(shelf: Shelf, **boxes: Any) -> ImportPlan:
    row = {"姓名": "张三", "性别": "男", "公民身份号码": NUMBERS[0], "类别": "正式", **boxes}
    grid = SheetGrid("表", [[cell_of(word) for word in line] for line in (row, row.values())])
    return read_plan(grid, PERSON, shelf, name="名册.xlsx")


@pytest.fixture
def shelf(monkeypatch: pytest.MonkeyPatch) -> Shelf:
    monkeypatch.setattr("desktop_app.exchange.workbook.match.read_text", lambda *_: WORDS)
    return Shelf()


def test_somebody_in_the_bin_is_asked_about_and_comes_back_whole(shelf: Shelf) -> None:
    gone = Person(
        name="张三", number=NUMBERS[0], kind="正式", gender="1", note="老", removed_at="2026-11-01T09:00"
    )
    shelf.save(gone)
    plan = person(shelf, 备注="新")
    assert plan.summary() == "可导入 0 · 需确认 1"
    (question,) = plan.questions
    assert "在回收站里（2026-11-01删除的）" in question.what
    assert "990101 19850701 3212" in question.what
    plan.answer(question, 1)
    assert plan.summary() == "可导入 1"
    assert plan.rows[0].record.uid != gone.uid
    plan.answer(question, 0)
    assert plan.going_in[0].record.uid == gone.uid
    apply_plan(plan, shelf)
    (saved,) = shelf.all(Person)
    assert (saved.uid, saved.note) == (gone.uid, "新")


def two_alike(shelf: Shelf, register: Register, **changed: Any) -> ImportPlan:
    boxes = importable_boxes(register)
    first = register.model(**{n: value(b, 1) for n, b in boxes.items()})
    shelf.save(first)
    second = register.model(**{**{n: getattr(first, n) for n in boxes}, **changed})
    return again(register, [second], shelf)


ISSUE = next(register for register in REGISTERS if register.name == "issue")


def test_one_that_looks_the_same_but_says_otherwise_is_asked() -> None:
    shelf = OneName(MODELS)
    plan = two_alike(shelf, ISSUE, found_on=date(2026, 2, 1))
    (question,) = plan.questions
    assert "像是同一条，「发现时间" in question.what or "像是同一条" in question.what
    plan.answer(question, 0)
    assert [row.outcome for row in plan.rows] != [RowOutcome.ASK]
    assert plan.rows[0].changes == ("found_on",)
    separate = [choice.value for choice in question.choices].index(Special.SEPARATE)
    plan.answer(question, separate)
    assert plan.rows[0].changes == ()
    assert plan.rows[0].record is not None
    assert plan.rows[0].record.is_new


def test_two_rows_alike_in_one_sheet_are_asked() -> None:
    shelf = OneName(MODELS)
    boxes = importable_boxes(ISSUE)
    one = ISSUE.model(**{n: value(b, 1) for n, b in boxes.items()})
    plan = again(ISSUE, [one, one], shelf)
    (question,) = [q for q in plan.questions if q.key.startswith("twice")]
    assert [choice.label for choice in question.choices] == [
        "合并到第2行",
        "是两条，都导入",
        "这一行先不导入",
    ]
    plan.answer(question, 0)
    assert plan.rows[1].outcome is RowOutcome.JOINED


def test_people_of_one_name_are_told_apart_by_the_tail_of_their_number(shelf: Shelf) -> None:
    shelf.save(Person(name="张三", number=NUMBERS[1], kind="正式", gender="1"))
    plan = person(shelf)
    told = [f.what for f in plan.findings if f.level is Level.NOTED]
    assert told == ["同名：尾号3212，另有花名册里的尾号0014，按不同的人登记"]
    assert plan.summary() == "可导入 1"
