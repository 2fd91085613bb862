"""The law of the list: whatever is kept otherwise than the sheet says stands in it, in every register."""

from datetime import date, datetime
from typing import Any

import pytest

from desktop_app.exchange.workbook.grid import Merge, SheetGrid, cell_of
from desktop_app.exchange.workbook.match import importable_boxes
from desktop_app.exchange.workbook.plan import ImportPlan, read_plan
from desktop_app.exchange.workbook.question import Level
from desktop_app.records.box import AnyBox
from desktop_app.records.record import Register
from desktop_app.registers import MODELS
from tests.exchange.workbook.shelf import MODELS as OWN
from tests.exchange.workbook.shelf import WORDS, Person, Shelf

PERSON = Register(Person)
REGISTERS = [Register(model) for model in (*OWN, *MODELS)]
NAMED = "a" * 32


class NamingShelf(Shelf):
    """A ledger in which everybody and everything is called 甲."""

    def knows(self, registers: tuple[str, ...], words: str) -> bool:
        return True

    def resolve(self, registers: tuple[str, ...], words: str) -> str:
        return NAMED

    def name(self, uid: str) -> str:
        return "甲"


def loose(box: AnyBox) -> Any:
    """Words a person could write into ``box`` that are not those which are kept."""
    if box.kind == "choice":
        return f"{next(iter(box.options.values()))} "  # type: ignore[attr-defined]
    if box.kind == "many_choice":
        return f" {next(iter(box.options.values()))}"  # type: ignore[attr-defined]
    if box.kind == "number":
        return "１" if box.least in (None, 0, 1) else f"{box.least} "  # type: ignore[attr-defined]
    return {
        "text": " 王⼈_x000D_",
        "long_text": "第一行 _x000D_\n第二行\u3000",
        "lines": " 一\n二 ",
        "yes_no": "√",
        "money": "￥30",
        "date": "2026.3.5",
        "partial_date": "2006.07",
        "month": "2026.3",
        "time_span": "2026.3.5 14:30到16:00",
        "record": "甲 ",
        "person": " 甲",
        "persons": "甲，甲",
        "id_number": "990101 19850701 3212",
        "phone": "139-0013-9000",
        "tally": None,
        "files": None,
        "frozen": None,
    }[box.kind]


def plan_of(register: Register, heads: list[str], *rows: list[Any], shelf: Shelf | None = None) -> ImportPlan:
    grid = SheetGrid("表", [[cell_of(word) for word in row] for row in (heads, *rows)])
    return read_plan(grid, register, shelf or NamingShelf())


@pytest.fixture
def words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desktop_app.exchange.workbook.match.read_text", lambda *_: WORDS)


@pytest.fixture(scope="module")
def shelves() -> dict[bool, Shelf]:
    return {True: NamingShelf(OWN), False: NamingShelf(MODELS)}


@pytest.mark.parametrize("register", REGISTERS, ids=lambda register: register.name)
def test_every_cell_that_is_kept_otherwise_is_listed(register: Register, shelves: dict[bool, Shelf]) -> None:
    boxes = {n: b for n, b in importable_boxes(register).items() if loose(b) is not None}
    cells = [loose(box) for box in boxes.values()]
    if not boxes:
        return
    shelf = shelves[register.model in OWN]
    plan = read_plan(
        SheetGrid("表", [[cell_of(w) for w in row] for row in ([b.title for b in boxes.values()], cells)]),
        register,
        shelf,
        columns=dict(enumerate(boxes, 1)),
    )
    (row,) = plan.rows
    listed = {f.column: f for f in plan.fixed}
    for column, (name, box) in enumerate(boxes.items(), 1):
        faults = [f.sentence() for f in row.findings if f.column == column and f.level is Level.REFUSED]
        if name in row.values:
            assert listed[column].words == cells[column - 1], name
            assert listed[column].now == box.show(row.values[name], shelf.name), name
        else:
            asked = [q for q in row.questions if q.column == column]
            assert faults or asked, name


KEPT = [
    ("联系电话", "13800138000"),
    ("联系电话", 13800138000),
    ("学时", 1.5),
    ("学时", "1.50"),
    ("会费", 30),
    ("会费", "30.00"),
    ("入会日期", "2006-07"),
    ("入会日期", "2006年7月"),
    ("谈话时间", "2026年3月5日14:30—16:00"),
    ("失联月份", "2026-03"),
    ("出生日期", "1985-07-01"),
    ("出生日期", datetime(1985, 7, 1)),
    ("备注", "一\n二"),
    ("关怀", "困难、体弱"),
    ("是否流动", "是"),
    ("学位", "博士"),
    ("备注", "王＂三"),
    ("备注", "'甲'乙"),
]
CHANGED = [
    ("联系电话", "138 0013 8000", "13800138000"),
    ("学时", "１.5", "1.5"),
    ("会费", "30元", "30.00"),
    ("入会日期", 38899, "2006年7月1日"),
    ("入会日期", 20060701, "2006年7月1日"),
    ("入会日期", "2006.07", "2006年7月"),
    ("出生日期", "19850701", "1985-07-01"),
    ("出生日期", "1985.07", "1985-07-01"),
    ("备注", "无", "空"),
    ("备注", "一_x000D_\n二", "一\n二"),
    ("备注", "甲 ", "甲"),
    ("性别", "男性", "男"),
    ("性别", 1, "男"),
    ("姓名", "张　三", "张三"),
    ("姓名", "'李四", "李四"),
    ("姓名", "⼈民", "人民"),
    ("姓名", "张三\u200b", "张三"),
    ("公民身份号码", "990101850701321", "990101198507013212"),
    ("公民身份号码", "'990101198507013212", "990101198507013212"),
    ("备注", "待查", "空"),
    ("联系电话", "13800138000 / 13900139000", "13800138000、13900139000"),
    ("备注", "'甲", "甲"),
]


def of_one(title: str, cell: Any) -> ImportPlan:
    row = {"姓名": "张三", "性别": "男", "公民身份号码": "990101198507013212", "类别": "正式", title: cell}
    return plan_of(PERSON, list(row), list(row.values()))


@pytest.mark.usefixtures("words")
@pytest.mark.parametrize(("title", "cell"), KEPT)
def test_a_cell_kept_as_it_stands_is_not_listed(title: str, cell: Any) -> None:
    plan = of_one(title, cell)
    assert [f.sentence() for f in plan.fixed if f.title == title] == []
    assert "有问题" not in plan.summary()


@pytest.mark.usefixtures("words")
@pytest.mark.parametrize(("title", "cell", "now"), CHANGED)
def test_a_cell_kept_otherwise_is_listed_once_with_what_it_was(title: str, cell: Any, now: str) -> None:
    plan = of_one(title, cell)
    (fix,) = [f for f in plan.fixed if f.title == title]
    assert (fix.now, fix.row) == (now, 2)
    assert fix.words.strip() == str(cell).strip()
    assert "有问题" not in plan.summary()


def test_what_a_merge_fills_in_is_listed_for_every_row_it_fills() -> None:
    heads = ["姓名", "公民身份号码", "类别", "备注"]
    numbers = ("990101198507013212", "990101198507310014", "99010119850701002X")
    rows = [
        [f"张{n}", number, "正式", "甲" if n == "一" else None]
        for n, number in zip("一二三", numbers, strict=True)
    ]
    grid = SheetGrid("表", [[cell_of(word) for word in row] for row in (heads, *rows)], [Merge(2, 4, 3, 4)])
    plan = read_plan(grid, PERSON, Shelf())
    assert [(f.row, f.words, f.now) for f in plan.fixed] == [(3, "", "甲")]
    assert "照第2行填为“甲”" in plan.sentences(Level.FIXED)[0]


def test_the_same_as_above_below_a_hidden_row_means_the_hidden_one() -> None:
    heads = ["姓名", "公民身份号码", "类别", "学位"]
    rows = [["张一", "990101198507013212", "正式", "学士"], ["张二", "990101198507310014", "正式", "硕士"],
            ["张三", "99010119850701002X", "正式", "同上"]]  # fmt: skip
    grid = SheetGrid("表", [[cell_of(word) for word in row] for row in (heads, *rows)], [], frozenset({3}))
    plan = read_plan(grid, PERSON, Shelf(), hidden_rows=False)
    assert [row.values["degree"] for row in plan.rows] == ["学士", "硕士"]
    assert "照第3行（隐藏的行）填为“硕士”" in plan.sentences(Level.FIXED)[0]


def test_a_time_of_day_that_is_left_aside_is_listed() -> None:
    row = [cell_of(w) for w in ("张三", "990101198507013212", "正式")]
    moment = cell_of(datetime(2006, 7, 1, 8, 30), "yyyy-mm-dd hh:mm")
    grid = SheetGrid(
        "表", [[cell_of(w) for w in ("姓名", "公民身份号码", "类别", "入会日期")], [*row, moment]]
    )
    (fix,) = read_plan(grid, PERSON, Shelf()).fixed
    assert (fix.words, fix.now) == ("2006-07-01 08:30", "2006年7月1日")
    assert date(2006, 7, 1) == fix_day(fix.now)


def fix_day(words: str) -> date:
    return datetime.strptime(words, "%Y年%m月%d日").date()
