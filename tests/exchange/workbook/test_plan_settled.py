"""What an import leaves as it is: records that are settled, written once, or another office's."""

from typing import Any

import pytest

from desktop_app.exchange.workbook.apply import apply_plan
from desktop_app.exchange.workbook.plan import ImportPlan, read_plan
from desktop_app.exchange.workbook.question import RowOutcome
from desktop_app.records.record import Register
from tests.exchange.workbook.sheets import person, xlsx
from tests.exchange.workbook.shelf import Person, Shelf


def plan_of(shelf: Shelf, note: str, **said: object) -> ImportPlan:
    """The plan of one row about one person, into a register that says so much more of itself."""
    register = Register(Person)
    vars(register).update(said)
    head, row = person(备注=note)
    return read_plan(xlsx(row, head=head), register, shelf, name="名册.xlsx")


@pytest.mark.parametrize("said", [{"locked": frozenset({"在册"})}, {"append_only": True}])
def test_a_record_that_is_settled_is_refused_a_change_but_may_come_again(said: Any) -> None:
    shelf = Shelf()
    apply_plan(plan_of(shelf, "老", **said), shelf)
    assert plan_of(shelf, "老", **said).summary() == "可导入 0 · 不变 1"
    changed = plan_of(shelf, "新", **said)
    assert [row.outcome for row in changed.rows] == [RowOutcome.REFUSED]
    assert "已经定下来，不能再改" in changed.sentences()[0]
    assert plan_of(shelf, "新").summary() == "可导入 1（其中 1 条更新已有记录）"


def test_a_record_of_another_office_is_refused_a_change() -> None:
    shelf = Shelf()
    apply_plan(plan_of(shelf, "老"), shelf)
    shelf.office = "B2"
    assert plan_of(shelf, "老").summary() == "可导入 0 · 不变 1"
    changed = plan_of(shelf, "新")
    assert [row.outcome for row in changed.rows] == [RowOutcome.REFUSED]
    assert "别的支部的记录" in changed.sentences()[0]
