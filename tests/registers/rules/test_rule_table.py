"""The rule table: every shipped number has its source; the latest row in force counts."""

import json
from datetime import date
from decimal import Decimal

import pytest

from desktop_app.base.periods import Month
from desktop_app.base.resources import read_text
from desktop_app.registers.people.orgs import PartyOrg
from desktop_app.registers.rules.rule_table import (
    MARKS,
    STRICT,
    RuleRow,
    number_in_force,
    shipped_rules,
    sources,
)

SHIPPED = json.loads(read_text("rules.json"))["rules"]


@pytest.mark.parametrize("row", SHIPPED, ids=lambda row: row["key"])
def test_every_shipped_rule_is_whole(row, desk):
    assert set(row) == {"key", "title", "value", "unit", "source", "mark", "strict", "note"}
    assert row["strict"] in ("", *STRICT)
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


def committee(desk):
    """The own branch under a committee of code C01."""
    above = desk.add(PartyOrg(full_name="青石镇党委", short_name="镇党委", org_code="C01", org_kind="党委"))
    desk.add(PartyOrg(full_name="春风支部", org_code="Z001", org_kind="党支部", parent=above.uid))


def handed(desk, key, value, **more):
    return desk.add(
        RuleRow(key=key, title="上级", value=Decimal(value), mark="L", owner_office="C01", **more)
    )


@pytest.mark.parametrize(
    ("key", "theirs", "used"),
    [
        ("study_hours_member", "40", 40),  # more is stricter
        ("study_hours_member", "24", 32),
        ("report_committee_day", "3", 3),  # less is stricter
        ("report_committee_day", "8", 5),
        ("party_day_fixed", "10", 15),  # cannot be compared: the branch's own
    ],
)
def test_a_superior_s_number_holds_where_it_is_stricter(desk, key, theirs, used):
    committee(desk)
    handed(desk, key, theirs)
    assert number_in_force(desk, key, None) == used


def test_a_superior_s_number_holds_from_its_month_on_and_names_its_source(desk):
    committee(desk)
    handed(desk, "study_hours_member", "40", since=Month(2026, 3), source="镇党委〔2026〕5号")
    assert number_in_force(desk, "study_hours_member", date(2026, 2, 28)) == 32
    assert number_in_force(desk, "study_hours_member", date(2026, 3, 1)) == 40
    assert sources(desk, ["study_hours_member"]) == {"study_hours_member": "镇党委〔2026〕5号"}


def test_the_branch_may_be_stricter_and_never_looser(desk):
    committee(desk)
    handed(desk, "study_hours_member", "40", unit="学时")
    row = next(row for row in shipped_rules() if row.key == "study_hours_member")
    row.value = Decimal(36)
    told = desk.told(row)["value"]
    assert told.refuse
    assert told.text == "镇党委规定的是 40 学时，不能放宽"
    row.value = Decimal(44)
    assert "value" not in desk.told(row)
    desk.put(row)
    assert number_in_force(desk, "study_hours_member", None) == 44


def test_somebody_else_s_numbers_hold_nothing(desk):
    committee(desk)
    desk.add(
        RuleRow(key="study_hours_member", title="别处", value=Decimal(90), mark="L", owner_office="Z777")
    )
    assert number_in_force(desk, "study_hours_member", None) == 32


@pytest.mark.parametrize(
    ("key", "value", "told"),
    [
        ("quorum_meeting", "5", "超出了范围"),
        ("quorum_meeting", "-0.5", "不能是负数"),
        ("study_hours_member", "-3", "不能是负数"),
        ("report_committee_day", "32", "超出了范围"),
        ("report_committee_day", "4.5", "不是整数"),
        ("meeting_general_per_quarter", "1.5", "不是整数"),
        ("points_end_with_year", "2", "超出了范围"),
        ("study_hours_member", "99999", "超出了范围"),
    ],
)
def test_nonsense_is_refused_when_it_is_entered(desk, key, value, told):
    row = next(row for row in shipped_rules() if row.key == key)
    row.value = Decimal(value)
    found = desk.told(row)["value"]
    assert found.refuse
    assert told in found.text
    assert found.todo


def test_a_key_nobody_reads_and_another_unit_are_told(desk):
    row = RuleRow(key="no_such_rule", title="自己的", value=Decimal(1), unit="次", mark="D")
    assert not desk.told(row)["key"].refuse
    row = RuleRow(key="study_hours_member", title="学时", value=Decimal(32), unit="天", mark="D")
    assert desk.told(row)["unit"].refuse


def test_turning_the_direction_round_loosens_nothing(desk):
    committee(desk)
    handed(desk, "study_hours_member", "40")
    row = next(row for row in shipped_rules() if row.key == "study_hours_member")
    row.strict = STRICT[1]
    desk.add(row)
    assert number_in_force(desk, "study_hours_member", None) == 40


def test_a_superior_says_which_way_its_own_rule_is_strict(desk):
    committee(desk)
    desk.add(RuleRow(key="walks_per_month", title="走访", value=Decimal(2), mark="L", owner_office="Z001"))
    handed(desk, "walks_per_month", "4", strict=STRICT[0])
    assert number_in_force(desk, "walks_per_month", None) == 4
