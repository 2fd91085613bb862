"""Who is expected and who may vote, on the day and not today."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from desktop_app.base.periods import PartialDate
from desktop_app.duties.basics.bodies import Expected, Roster
from desktop_app.records.rules import RuleContext
from desktop_app.registers.people.members import Member
from desktop_app.registers.people.orgs import PartyOrg
from tests.duties.sample import Branch, opened


def expected_at(
    context: RuleContext, kind: str | None, day: date, org: str | None = None, office: str | None = None
) -> Expected:
    """Who should come to a meeting of ``kind`` on ``day``, before anybody is excused or barred."""
    return Roster.read(context, office).expected(kind, day, org)


DAY = date(2026, 10, 15)
GENERAL = "支部党员大会"


def test_the_books_of_that_day_decide(branch: Branch) -> None:
    old = branch.member()
    early = branch.member(entry_type="转入组织关系", entry_on=DAY)
    branch.member(entry_type="转入组织关系", entry_on=DAY + timedelta(days=1))
    branch.member(exit_type="转出组织关系", exit_on=DAY)
    leaving = branch.member(exit_type="转出组织关系", exit_on=DAY + timedelta(days=1))
    found = expected_at(branch, GENERAL, DAY)
    assert found.people == (old.uid, early.uid, leaving.uid)


def test_probationary_barred_and_stopped_members_have_no_vote(branch: Branch) -> None:
    full = branch.member()
    probationary = branch.member(category="预备党员", full_on=None)
    later = branch.member(full_on=PartialDate.of(DAY + timedelta(days=1)))
    watched = branch.member(vote_barred_why="留党察看", vote_barred_from=date(2026, 9, 1))
    over = branch.member(
        vote_barred_why="留党察看", vote_barred_from=date(2025, 9, 1), vote_barred_to=date(2026, 9, 1)
    )
    stopped = branch.member(party_status="停止党籍")
    found = expected_at(branch, GENERAL, DAY)
    assert set(found.people) == {full.uid, probationary.uid, later.uid, watched.uid, over.uid}
    assert found.voters == (full.uid, over.uid)
    assert stopped.uid not in found.people


def test_each_body_has_its_own_people(branch: Branch) -> None:
    group, other = branch.group(), branch.group("第二党小组")
    first, second, third = (
        branch.member(party_group=group.uid),
        branch.member(party_group=other.uid),
        branch.member(),
    )
    branch.seat(third, "书记")
    roster = Roster.read(branch)
    assert roster.expected("支部委员会会议", DAY).people == (third.uid,)
    assert roster.expected("党小组会", DAY, group.uid).people == (first.uid,)
    assert roster.expected("党小组会", DAY).people == ()
    assert roster.expected("组织生活会", DAY, other.uid).people == (second.uid,)
    assert len(roster.expected("党课", DAY).people) == 3
    assert {one.uid for one in roster.groups} == {group.uid, other.uid}


def test_without_a_written_committee_the_posts_on_the_roster_stand_in(branch: Branch) -> None:
    secretary = branch.member(party_post="书记")
    branch.member(party_post="党小组组长")
    assert expected_at(branch, "支部委员会会议", DAY).people == (secretary.uid,)


def test_the_old_and_ill_are_expected_but_told_apart(branch: Branch) -> None:
    weak = branch.member(care_flag=("年老体弱",))
    poor = branch.member(care_flag=("困难",))
    found = expected_at(branch, GENERAL, DAY)
    assert found.exempt == (weak.uid,)
    assert set(found.voters) == {weak.uid, poor.uid}


def test_the_excluded_leave_the_count_and_the_barred_keep_their_seat(branch: Branch) -> None:
    one, two, three = branch.members(3)
    found = Roster.read(branch).expected("换届选举大会", DAY, barred={one.uid}, excluded={two.uid})
    assert found.people == (one.uid, three.uid)
    assert found.voters == (three.uid,)


def test_another_branch_in_the_same_file_is_left_out(branch: Branch) -> None:
    mine = branch.member()
    theirs = branch.add(PartyOrg(full_name="邻支部", org_code="Z002", org_kind="党支部", owner_office="Z002"))
    other = branch.add(
        Member(
            name="邻", category="正式党员", branch=theirs.uid, entry_on=date(2026, 1, 1), owner_office="Z002"
        )
    )
    assert expected_at(branch, GENERAL, DAY).people == (mine.uid,)
    assert expected_at(branch, GENERAL, DAY, office="Z002").people == (other.uid,)


def test_before_the_branch_has_its_own_row_ownership_decides(branch: Branch) -> None:
    branch.org.org_kind = "党委"
    branch.add(branch.org)
    mine = branch.member(branch="")
    branch.add(Member(name="邻", category="正式党员", entry_on=date(2026, 1, 1), owner_office="Z002"))
    assert expected_at(branch, GENERAL, DAY).people == (mine.uid,)


def test_groups_of_another_branch_are_not_ours(branch: Branch) -> None:
    ours, used, theirs = branch.group(), branch.group("第二党小组"), branch.group("别家小组")
    used.parent = theirs.parent = None
    branch.add(used, theirs)
    branch.member(party_group=used.uid)
    assert {one.uid for one in Roster.read(branch).groups} == {ours.uid, used.uid}


days = st.dates(date(2025, 1, 1), date(2027, 12, 31))


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["正式党员", "预备党员"]),
            st.sampled_from(["历史录入", "转入组织关系"]),
            days,
            st.none() | days,
            st.none() | days,
        ),
        max_size=6,
    ),
    days,
    st.sampled_from([GENERAL, "支部委员会会议", "党课", "党小组会"]),
)
def test_voters_and_exempt_are_among_the_expected(
    people: list[tuple[str, str, date, date | None, date | None]], day: date, kind: str
) -> None:
    with opened() as branch:
        for category, entry, entered, left, barred in people:
            branch.member(
                category=category,
                entry_type=entry,
                entry_on=entered,
                exit_on=left,
                vote_barred_from=barred,
                party_post="书记",
                care_flag=("失能",) if left else None,
            )
        found = expected_at(branch, kind, day)
        assert set(found.voters) <= set(found.people)
        assert set(found.exempt) <= set(found.people)
        assert len(set(found.people)) == len(found.people)
