"""The rule table: every shipped number has its source and its editions; the latest row in force counts."""

import re
from datetime import date, timedelta
from decimal import Decimal

import pytest

from desktop_app.base.periods import PartialDate
from desktop_app.registers.people.orgs import PartyOrg
from desktop_app.registers.rules.rule_table import (
    MARKS,
    OWN_TABLE,
    STRICT,
    RuleBook,
    RuleRow,
    paper_sources,
    sources,
)
from desktop_app.registers.rules.shipped import FIXED, FREE, FREEDOM, STRICTER_ONLY, shipped

REVISED = date(2026, 5, 18)


def number_in_force(desk, key, day):
    return RuleBook.read(desk).number(key, day or desk.today)


def set_here(key, value, **more):
    """A row as the branch sets it."""
    rule = shipped()[key]
    return RuleRow(key=key, title=rule.title, unit=rule.unit, value=Decimal(value), mark="L", **more)


@pytest.mark.parametrize("rule", shipped().values(), ids=lambda rule: rule.key)
def test_every_shipped_rule_is_whole(rule):
    assert rule.title
    assert rule.unit
    assert rule.strict in ("", *STRICT)
    assert rule.freedom in FREEDOM
    first, *later = rule.editions
    assert first.since is None
    assert [one.since for one in later] == sorted({one.since for one in later})
    for one in rule.editions:
        assert one.says or one.article
        assert one.mark in MARKS
        assert one.mark != "M" or "请核对" in one.note
        assert one.mark not in "LDE" or not one.regulation, "usage is not written in a regulation"
        assert one.mark != "V" or one.regulation, "what was read in a regulation names it"
        assert not one.article or one.mark == "V", "an article is named only where it was read"
        assert not re.search("练习题|转载|《中国共产党", one.says)


def test_no_two_rules_are_called_alike():
    titles = [rule.title for rule in shipped().values()]
    assert len(titles) == len(set(titles))


def test_the_numbers_follow_the_day_of_the_event_over_the_revision_of_2026(desk):
    """《发展党员工作细则》 2014, revised 2026: a file begun under the one and ended under the other."""
    book = RuleBook.read(desk)
    eve = REVISED - timedelta(days=1)
    for key, before, after in (
        ("develop_notice_workdays", 0, 5),
        ("develop_candidate_consent", 0, 1),
        ("develop_meeting_months", 0, 1),
        ("develop_activist_months", 12, 12),
    ):
        assert [book.number(key, day) for day in (eve, REVISED)] == [before, after]
    assert sources(desk, ["quorum_admit"], day=eve) == {
        "quorum_admit": "《中国共产党发展党员工作细则》（2014年）第二十条"
    }
    assert sources(desk, ["quorum_admit"], day=REVISED) == {
        "quorum_admit": "《中国共产党发展党员工作细则》（2026年修订）第十九条"
    }


def test_papers_name_regulations_alone(desk):
    """No usage of one place, nothing unread, nothing still to be checked."""
    marks = {key: rule.on(desk.today).mark for key, rule in shipped().items()}
    for key, mark in marks.items():
        named = paper_sources(desk, [key])
        assert not named or mark in "VT", key
        assert all("规则表" not in one for one in named)
    assert paper_sources(desk, ["study_hours_member", "study_hours_committee", "quorum_elect"]) == [
        "《中国共产党党员教育管理工作条例》（2019年）第二十条",
        "《中国共产党基层组织选举工作条例》（2020年）",
    ]
    assert sources(desk, ["study_hours_committee"]) == {"study_hours_committee": OWN_TABLE}


def test_a_copy_of_a_shipped_row_in_an_older_file_hides_no_edition(desk):
    copied = set_here("develop_notice_workdays", "5", source="旧版本写进来的")
    copied.mark = "M"
    desk.add(copied)
    assert number_in_force(desk, "develop_notice_workdays", REVISED - timedelta(days=1)) == 0
    assert sources(desk, ["develop_notice_workdays"]) == {
        "develop_notice_workdays": "《中国共产党发展党员工作细则》（2026年修订）第十三条"
    }


def test_a_newer_edition_takes_over_unless_the_branch_is_stricter(desk):
    desk.put(set_here("develop_notice_workdays", "3", since=PartialDate(2026, 1)))
    desk.put(set_here("develop_activist_months", "18", since=PartialDate(2026, 1)))
    book = RuleBook.read(desk)
    days = (date(2025, 12, 31), date(2026, 1, 1), REVISED)
    assert [book.number("develop_notice_workdays", day) for day in days] == [0, 3, 5]
    assert [book.number("develop_activist_months", day) for day in days] == [12, 18, 18]


def test_a_rule_that_was_repealed_holds_until_its_last_day(desk):
    desk.put(set_here("contact_gap_days", "30", since=PartialDate(2026, 3), until=date(2026, 6, 30)))
    days = (date(2026, 6, 30), date(2026, 7, 1))
    assert [number_in_force(desk, "contact_gap_days", day) for day in days] == [30, 90]
    wrong = set_here("contact_gap_days", "40", since=PartialDate(2026, 9), until=date(2026, 8, 1))
    assert desk.told(wrong)["until"].refuse


def test_the_latest_row_in_force_counts(desk):
    desk.put(set_here("study_hours_member", "36"))
    desk.put(set_here("study_hours_member", "40", since=PartialDate(2026, 3)))
    days = (date(2026, 2, 28), date(2026, 3, 1), None)
    assert [number_in_force(desk, "study_hours_member", day) for day in days] == [36, 40, 40]


def test_another_office_and_the_bin_have_no_say(desk):
    desk.add(RuleRow(key="study_hours_member", title="学时", value=Decimal(1), mark="D", owner_office="Z999"))
    desk.add(
        RuleRow(key="study_hours_member", title="学时", value=Decimal(2), mark="D", removed_at="2026-01-01")
    )
    assert number_in_force(desk, "study_hours_member", None) == 32


def test_an_unknown_rule_is_our_mistake(desk):
    with pytest.raises(KeyError):
        number_in_force(desk, "no_such_rule", None)


@pytest.mark.parametrize(
    ("key", "looser", "stricter"),
    [("vote_pass", "0.4", "0.6"), ("develop_meeting_months", "2", None), ("dues_step1_rate", "0.004", None)],
)
def test_a_regulation_is_not_the_branch_s_to_loosen(desk, key, looser, stricter):
    told = desk.told(set_here(key, looser, since=PartialDate(2026, 10)))["value"]
    assert told.refuse
    assert "条" in told.text
    assert "文件" in told.todo
    assert "value" not in desk.told(
        set_here(key, looser, since=PartialDate(2026, 10), regulation="《某条例》（2026年修订）")
    )
    hearsay = set_here(key, looser, since=PartialDate(2026, 10), regulation="书记说的")
    assert desk.told(hearsay)["value"].refuse, "words that name no document loosen nothing"
    if stricter is not None:
        assert "value" not in desk.told(set_here(key, stricter, since=PartialDate(2026, 10)))


def by_taking_the_document_away(desk):
    row = desk.put(
        set_here("develop_activist_months", 1, since=PartialDate(2026, 10), regulation="《某办法》（2026年）")
    )
    row.regulation = None
    return row, "value"


def by_moving_an_old_number_to_a_new_day(desk):
    row = desk.put(set_here("develop_notice_workdays", 0, since=PartialDate(2020, 1)))
    row.since = PartialDate(2026, 6)
    return row, "value"


def by_calling_a_free_rule_otherwise(desk):
    row = desk.put(set_here("lecture_per_quarter", 0, since=PartialDate(2026, 10)))
    row.key, row.unit = "develop_introducers", shipped()["develop_introducers"].unit
    return row, "value"


def by_a_document_that_was_always_in_force(desk):
    return set_here("develop_activist_months", 1, regulation="《某办法》（2026年）"), "since"


@pytest.mark.parametrize(
    "way",
    [
        by_taking_the_document_away,
        by_moving_an_old_number_to_a_new_day,
        by_calling_a_free_rule_otherwise,
        by_a_document_that_was_always_in_force,
    ],
)
def test_no_way_leads_round_a_regulation(desk, way):
    row, box = way(desk)
    told = desk.told(row)[box]
    assert told.refuse
    assert told.todo


def test_what_each_rule_leaves_to_the_branch():
    free = {key: rule.freedom for key, rule in shipped().items()}
    assert free["party_day_fixed"] == free["lecture_per_quarter"] == FREE
    assert free["vote_pass"] == free["study_hours_member"] == STRICTER_ONLY
    assert free["dues_step1_rate"] == free["probation_months"] == FIXED


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
    handed(desk, "study_hours_member", "40", since=PartialDate(2026, 3), regulation="镇党委〔2026〕5号")
    assert number_in_force(desk, "study_hours_member", date(2026, 2, 28)) == 32
    assert number_in_force(desk, "study_hours_member", date(2026, 3, 1)) == 40
    assert sources(desk, ["study_hours_member"]) == {"study_hours_member": "镇党委〔2026〕5号"}


def test_the_branch_may_be_stricter_and_never_looser(desk):
    committee(desk)
    handed(desk, "study_hours_member", "40", unit="学时")
    row = set_here("study_hours_member", "36")
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
    row = set_here(key, value)
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
    row = set_here("study_hours_member", "32", since=PartialDate(2026, 1))
    row.strict = STRICT[1]
    desk.add(row)
    assert number_in_force(desk, "study_hours_member", None) == 40


def test_a_superior_says_which_way_its_own_rule_is_strict(desk):
    committee(desk)
    desk.add(RuleRow(key="walks_per_month", title="走访", value=Decimal(2), mark="L", owner_office="Z001"))
    handed(desk, "walks_per_month", "4", strict=STRICT[0])
    assert number_in_force(desk, "walks_per_month", None) == 4
