"""An answer costs the rows it concerns alone, and gives what working everything out anew would give."""

import random
import time
from collections.abc import Callable
from typing import Any

import pytest

from desktop_app.base.errors import Cancelled
from desktop_app.exchange.workbook.plan import ImportPlan, read_plan
from desktop_app.records.base import Record
from desktop_app.records.record import Register
from desktop_app.records.rules import Problem
from tests.exchange.workbook.sheets import NUMBERS, xlsx
from tests.exchange.workbook.shelf import Person, Shelf, Team

HEAD = ("姓名", "性别", "公民身份号码", "出生日期", "入会日期", "小组", "学位", "备注")
ROWS = (
    ("张三", "男", NUMBERS[0], "1985.1", "2010-07", "一组", "硕士", "无"),
    ("李四", "女", NUMBERS[1], "1985-07-31", "201007", "一组", "同上", None),
    ("买买提•阿", "男", NUMBERS[2], "1985-07-01", "2010", "二组", "学士", "甲"),
    ("张三", "男", NUMBERS[0], None, "2011-07", None, "博士", "乙"),
    ("王五", "男", "99010119850731O014", "19850731", "1900", "三组", None, None),
)


def read(
    shelf: Shelf, answers: dict[str, int], progress: Callable[[int, int], None] | None = None
) -> ImportPlan:
    """The plan of the rows; unknown groups may be made."""
    return read_plan(
        xlsx(*ROWS, head=HEAD),
        Register(Person),
        shelf,
        name="名册.xlsx",
        answers=answers,
        make_link={"team": lambda words: Team(name=words)},
        progress=progress,
    )


def told(plan: ImportPlan) -> list[Any]:
    """Everything a plan says; records that would be made are called by their name."""
    made = {one.uid: one.name for one in plan.reading.made.values()}
    rows = [
        (
            row.row,
            row.outcome,
            row.joined_into,
            {n: made.get(v, v) if isinstance(v, str) else v for n, v in row.values.items()},
            row.findings,
            [question.key for question in row.questions],
            None
            if row.record is None
            else {n: made.get(v, v) for n, v in row.record.__data__.items() if n != "uid"},
        )
        for row in plan.rows
    ]
    return [rows, [q.key for q in plan.file_questions], plan.notes, plan.summary(), len(made)]


@pytest.mark.parametrize("seed", range(6))
def test_answers_one_by_one_give_what_all_at_once_give(seed: int) -> None:
    chance, shelf = random.Random(seed), Shelf()
    plan = read(shelf, {})
    steps = 0
    while plan.questions and steps < 25:
        question = chance.choice(plan.questions)
        plan.answer(question, chance.randrange(len(question.choices)), all_alike=chance.random() < 0.3)
        assert told(plan) == told(read(shelf, dict(plan.answers.given)))
        steps += 1
    assert steps > 3


def test_the_rules_are_asked_about_changed_records_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    shelf, asked = Shelf(), []
    usual = shelf.problems

    def noted(record: Record) -> list[Problem]:
        asked.append(record)
        return usual(record)

    monkeypatch.setattr(shelf, "problems", noted)
    plan = read(shelf, {})
    plan.take_proposals()
    asked.clear()
    plan.work_out()
    assert asked == []
    plan.recall.clear()
    plan.work_out()
    assert asked != []


def test_stopped_while_it_works_out_an_answer_the_plan_is_what_it_was() -> None:
    wanted = True

    def progress(done: int, total: int) -> None:
        if not wanted:
            raise Cancelled

    plan = read(Shelf(), {}, progress)
    before, question = told(plan), plan.questions[0]
    wanted = False
    with pytest.raises(Cancelled):
        plan.answer(question, 0)
    assert told(plan) == before


def test_many_rows_without_numbers_are_not_each_held_against_all_others() -> None:
    rows = [(f"张{n}", "男", None, None, "2010-07") for n in range(1500)]
    begun = time.process_time()
    plan = read_plan(xlsx(*rows, head=HEAD[:5]), Register(Person), Shelf(), name="名册.xlsx")
    assert len(plan.rows) == 1500
    assert time.process_time() - begun < 6
