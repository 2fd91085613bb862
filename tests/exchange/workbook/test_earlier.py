"""A sheet without its export says what stood here once: it is asked, never set back unseen."""

from pathlib import Path

import pytest

from desktop_app.exchange.workbook.apply import apply_plan
from desktop_app.exchange.workbook.plan import read_plan
from desktop_app.exchange.workbook.question import RowOutcome
from desktop_app.exchange.workbook.write_csv import write_csv
from desktop_app.storage import branch_file
from tests.storage.toy import Person, toy_setting


@pytest.mark.parametrize(("answer", "kept"), [(0, "2"), (1, "1")])
def test_an_untouched_csv_sets_nothing_back_unasked(tmp_path: Path, answer: int, kept: str) -> None:
    ledger, _ = branch_file.create(tmp_path / "b.zbf", toy_setting(tmp_path), office="A01", password=None)
    try:
        register = ledger.catalogue["person"]
        person = Person(name="孔瑾", code="K1", gender="1")
        ledger.save(person, Person(name="孟良", code="K2", gender="1"))
        sheet = write_csv(register, ledger.find(Person.live()), ledger.name)
        person.gender = "2"
        ledger.save(person)
        plan = read_plan(sheet, register, ledger, name="人员.csv")
        asked = [row for row in plan.rows if row.questions]
        assert [question.alike for row in asked for question in row.questions] == ["earlier"]
        assert "这里原来就是“男”，后来改成了“女”" in asked[0].questions[0].what
        plan.answer(asked[0].questions[0], answer)
        assert {row.outcome for row in plan.rows} == (
            {RowOutcome.SAME} if answer == 0 else {RowOutcome.SAME, RowOutcome.CHANGED}
        )
        apply_plan(plan, ledger)
        assert ledger.get(Person, person.uid).gender == kept
    finally:
        branch_file.close(ledger)


def test_what_never_stood_here_is_a_change_as_ever(tmp_path: Path) -> None:
    ledger, _ = branch_file.create(tmp_path / "b.zbf", toy_setting(tmp_path), office="A01", password=None)
    try:
        register = ledger.catalogue["person"]
        ledger.save(Person(name="孔瑾", code="K1", gender="1"))
        plan = read_plan("姓名,编号,性别\n孔瑾,K1,女\n".encode(), register, ledger, name="人员.csv")
        assert [(row.outcome, row.questions) for row in plan.rows] == [(RowOutcome.CHANGED, [])]
    finally:
        branch_file.close(ledger)
