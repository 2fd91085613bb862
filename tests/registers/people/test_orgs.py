"""Organisations: no circles, terms counted, committees of the right size."""

from datetime import date
from decimal import Decimal

from desktop_app.base.periods import PartialDate
from desktop_app.registers.people.orgs import CommitteeMember
from tests.registers.invented_people import branch, member


def test_the_end_of_the_term_is_counted(desk):
    one = branch(term_start=date(2024, 2, 29))
    desk.put(one)
    assert one.term_end == date(2029, 2, 28)
    one.term_shift = -6
    assert desk.told(one)["term_shift_approved_on"].refuse  # 任期意见二: moved with approval
    one.term_shift_approved_on = date(2028, 5, 8)
    desk.put(one)
    assert one.term_end == date(2028, 8, 29)
    one.term_shift = 13
    assert desk.told(one)["term_shift"].refuse
    one.term_shift = 10**9
    assert desk.told(one)["term_shift"].refuse


def test_a_term_is_five_years_in_a_community_and_three_elsewhere(desk):
    """《关于党的基层组织任期的意见》一."""
    assert "term_years" not in desk.told(branch(term_years=5))
    assert not desk.told(branch(term_years=3))["term_years"].refuse
    assert "term_years" not in desk.told(branch(term_years=3, in_community=False))
    assert "3 年" in desk.told(branch(term_years=5, in_community=False))["term_years"].text


def test_a_shift_of_long_ago_is_only_told_of(desk):
    one = desk.add(branch(term_shift=3))
    one.contact = "安长河"
    assert not desk.told(one)["term_shift_approved_on"].refuse


def test_a_committee_has_one_secretary_and_nobody_sits_twice(desk, org, people):
    desk.put(CommitteeMember(org=org.uid, member=people[0].uid, role="书记"))
    second = CommitteeMember(org=org.uid, member=people[1].uid, role="书记")
    assert desk.told(second)["role"].refuse
    again = CommitteeMember(org=org.uid, member=people[0].uid, role="组织委员", since=date(2026, 1, 1))
    assert desk.told(again)["member"].refuse
    again.until = date(2026, 2, 1)
    assert "member" not in desk.told(again)


def test_no_organisation_stands_above_itself(desk):
    top = desk.put(branch(org_kind="党委", org_code="A", full_name="甲"))
    below = desk.put(branch(org_kind="党总支", org_code="B", full_name="乙", parent=top.uid))
    top.parent = below.uid
    assert desk.told(top)["parent"].refuse
    top.parent = top.uid
    assert desk.told(top)["parent"].refuse


def test_the_secretary_is_a_full_member_of_standing(desk, org):
    fresh = desk.put(member(1, branch=org.uid, full_on=PartialDate(2026, 3, 1)))
    org.secretary, org.term_start = fresh.uid, date(2025, 1, 1)
    assert "党龄" in desk.told(org)["secretary"].text
    fresh.category, fresh.full_on = "预备党员", None
    desk.put(fresh)
    assert "正式党员" in desk.told(org)["secretary"].text
    assert not desk.told(org)["secretary"].refuse


def test_a_committee_fits_the_branch(desk, org, people):
    for one in people[:2]:
        desk.put(CommitteeMember(org=org.uid, member=one.uid, role="其他委员"))
    assert "3 至 7" in desk.told(org)["org_kind"].text
    desk.put(CommitteeMember(org=org.uid, member=people[2].uid, role="书记"))
    assert "org_kind" not in desk.told(org)


def test_a_small_branch_has_no_committee(desk, org):
    few = [desk.put(member(n, branch=org.uid)) for n in range(3)]
    for one in few:
        desk.put(CommitteeMember(org=org.uid, member=one.uid, role="其他委员"))
    assert "只设书记" in desk.told(org)["org_kind"].text


def test_a_group_hangs_on_a_branch_and_is_led_by_a_full_member(desk, org):
    young = desk.put(member(1, branch=org.uid, category="预备党员", full_on=None))
    group = branch(org_kind="党小组", org_code="Z001-1", full_name="第一党小组", group_leader=young.uid)
    assert set(desk.told(group)) == {"parent", "group_leader"}
    group.parent, group.group_leader = org.uid, None
    assert desk.told(group) == {}


def test_a_committee_seat_is_for_full_members(desk, org):
    young = desk.put(member(1, branch=org.uid, category="预备党员", full_on=None))
    seat = CommitteeMember(org=org.uid, member=young.uid, role="其他委员")
    assert not desk.told(seat)["member"].refuse


def test_a_joint_branch_has_at_most_five_units_article_5(desk):
    one = branch(org_kind="联合党支部")
    assert "哪些单位" in desk.told(one)["joint_units"].text
    one.joint_units = tuple(f"单位{n}" for n in range(5))
    assert "joint_units" not in desk.told(one)
    one.joint_units = (*one.joint_units, "单位5")
    assert "一般不超过 5 个" in desk.told(one)["joint_units"].text
    one.org_kind = "党支部"
    assert "只有联合党支部" in desk.told(one)["joint_units"].text


def test_a_branch_has_at_most_fifty_members_article_4(desk, org):
    desk.numbers = {**desk.numbers, "branch_members_most": Decimal(2)}
    for n in range(2):
        desk.put(member(n, branch=org.uid))
    assert "org_kind" not in {box for box, one in desk.told(org).items() if "不超过 2 人" in one.text}
    desk.put(member(2, branch=org.uid, category="预备党员", full_on=None))
    assert "不超过 2 人" in desk.told(org)["org_kind"].text


def test_a_wrong_credit_code_is_refused_in_words(desk):
    one = branch(unit_code="91350100m000100y43")
    assert "unit_code" not in desk.told(one)
    assert one.unit_code == "91350100M000100Y43"
    one.unit_code = "91350100M000100Y44"
    assert desk.told(one)["unit_code"].refuse
    assert "校验码" in desk.told(one)["unit_code"].text
