"""Groups a roster names for the first time get codes nobody has, and its people the own branch."""

from desktop_app.duties.basics.roster_links import branch_given, group_maker
from desktop_app.registers.people.orgs import PartyOrg
from tests.duties.sample import Branch


def test_people_belong_to_the_own_branch_unless_the_sheet_says_otherwise(branch: Branch) -> None:
    assert branch_given(branch) == {"branch": branch.org.uid}


def test_new_groups_hang_below_the_branch_with_codes_of_their_own(branch: Branch) -> None:
    taken = f"{branch.office}-01"
    branch.add(PartyOrg(full_name="老小组", org_code=taken, org_kind="党小组", parent=branch.org.uid))
    make = group_maker(branch)
    made = [make("第一党小组"), make("第二党小组")]
    assert [one.full_name for one in made] == ["第一党小组", "第二党小组"]
    assert len({taken, *(one.org_code for one in made)}) == 3
    assert {one.parent for one in made} == {branch.org.uid}
