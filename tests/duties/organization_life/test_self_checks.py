"""What a sheet shows first: the measures of the one before, with what became of their issues."""

from datetime import date

import pytest

from desktop_app.duties.organization_life.self_checks import sheets
from desktop_app.duties.summaries.computed import COMPUTED
from desktop_app.registers.organization_life.self_checks import SelfCheck, SelfCheckMeasure, SelfCheckProblem
from desktop_app.registers.rectification.issues import CLOSED, Issue
from tests.registers.desk import Desk


@pytest.fixture
def desk():
    made = Desk()
    yield made
    made.close()


@pytest.fixture
def years(desk):
    """Two sheets of one member, the later not dated yet, and one of somebody else."""
    first = desk.add(SelfCheck(subject="a" * 32, year=2025, theme="学思想", written_on=date(2025, 12, 1)))
    second = desk.add(SelfCheck(subject="a" * 32, year=2026, theme="强党性"))
    other = desk.add(SelfCheck(subject="b" * 32, year=2025, theme="学思想", written_on=date(2025, 12, 2)))
    done = desk.add(
        Issue(code="WT-2026-001", state=CLOSED, checked_on=date(2026, 5, 6), round=2, description="走访")
    )
    for seq, (text, issue) in enumerate((("每月走访两户", done.uid), ("补足学时", None)), 1):
        desk.add(
            SelfCheckMeasure(self_check=first.uid, seq=seq, text=text, issue=issue, due_on=date(2026, 6, 30))
        )
    desk.add(SelfCheckProblem(self_check=second.uid, aspect="担当作为", text="遇事等协调"))
    desk.add(SelfCheckProblem(self_check=second.uid, aspect="理论学习", text="学得浅"))
    return first, second, other


def test_a_sheet_begins_with_what_was_promised_and_what_came_of_it(desk, years):
    first, second, other = years
    before = desk.queries
    told = {one.check.uid: one for one in sheets(desk)}
    assert desk.queries - before == 5
    mine = told[second.uid]
    assert mine.before.uid == first.uid
    assert [one.words for one in mine.promised] == [
        "WT-2026-001 已销号 2026-05-06（第二轮）",
        "未转入问题清单",
    ]
    assert [one.measure.text for one in mine.kept] == ["每月走访两户"]
    assert told[first.uid].promised == told[other.uid].promised == ()
    assert COMPUTED["self_check", "previous_status"](second, desk) == "上次 2 条：已销号 1，未转入 1"


def test_problems_stand_in_the_order_of_the_aspects_and_what_is_left_is_told(desk, years):
    mine = next(one for one in sheets(desk) if one.check.uid == years[1].uid)
    assert [one.aspect for one in mine.problems] == ["理论学习", "担当作为"]
    assert mine.aspects_left == ("政治素质", "能力本领", "工作作风", "廉洁自律")
