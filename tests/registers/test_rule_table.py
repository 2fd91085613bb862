"""The rule table: every shipped number has its source; the latest row in force counts."""

import json
from datetime import date
from decimal import Decimal

import pytest

from desktop_app.base.periods import Month
from desktop_app.base.resources import read_text
from desktop_app.registers.rule_table import MARKS, RuleRow, number_in_force, shipped_rules

SHIPPED = json.loads(read_text("rules.json"))["rules"]


@pytest.mark.parametrize("row", SHIPPED, ids=lambda row: row["key"])
def test_every_shipped_rule_is_whole(row, desk):
    assert set(row) == {"key", "title", "value", "unit", "source", "mark", "note"}
    assert all(row[name] for name in ("title", "value", "unit", "source"))
    assert row["mark"] in MARKS
    assert row["mark"] != "M" or "请核对" in row["note"]


def test_the_shipped_rows_are_saved_as_they_stand(desk):
    rows = [desk.put(row) for row in shipped_rules()]
    assert len({row.key for row in rows}) == len(SHIPPED)
    found = {row.key: row.value for row in desk.find(RuleRow.live())}
    assert found == {row["key"]: Decimal(row["value"]) for row in SHIPPED}


def test_the_latest_row_in_force_counts(desk):
    desk.put(RuleRow(key="study_hours_member", title="学时", value=Decimal(32), mark="V"))
    desk.put(
        RuleRow(key="study_hours_member", title="学时", value=Decimal(40), mark="V", since=Month(2026, 3))
    )
    days = (date(2026, 2, 28), date(2026, 3, 1), None)
    assert [number_in_force(desk, "study_hours_member", day) for day in days] == [32, 40, 40]


def test_another_office_and_the_bin_have_no_say(desk):
    desk.add(RuleRow(key="study_hours_member", title="学时", value=Decimal(1), mark="D", owner_office="Z999"))
    desk.add(
        RuleRow(key="study_hours_member", title="学时", value=Decimal(2), mark="D", removed_at="2026-01-01")
    )
    assert number_in_force(desk, "study_hours_member", None) == 32


def test_an_unknown_rule_is_our_mistake(desk):
    with pytest.raises(KeyError):
        number_in_force(desk, "no_such_rule", None)


def test_a_number_read_in_a_regulation_is_changed_knowingly(desk):
    row = desk.put(next(row for row in shipped_rules() if row.key == "vote_pass"))
    row.value = Decimal("0.6")
    assert not desk.told(row)["value"].refuse
