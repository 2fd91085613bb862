"""The announced result: the elected sit on the committee, the old ones do not, and one undo takes it back."""

from datetime import date

import pytest

from desktop_app.base.dates import parse_span
from desktop_app.duties.basics.bodies import Roster
from desktop_app.records.links import PersonWhy
from desktop_app.registers.organization_life.elections import Ballot, Election, ElectionRound
from desktop_app.registers.organization_life.meetings import Meeting
from desktop_app.registers.people.members import Member
from desktop_app.registers.people.orgs import CommitteeMember, PartyOrg
from desktop_app.storage import branch_file
from desktop_app.storage.action import Refused
from tests.printing.documents.office import POSTS, opened

DAY = date(2026, 11, 18)
ROLES = ("书记", "组织委员", "纪检委员")


@pytest.fixture
def office(tmp_path):
    found = opened(tmp_path, 12)
    yield found
    branch_file.close(found.ledger)


@pytest.fixture
def election(office):
    ledger, people = office.ledger, office.people
    meeting = Meeting(
        kind="换届选举大会", title="换届", org=office.org.uid, start_end=parse_span("2026-11-18 9:00-11:00")
    )
    made = Election(
        title="第六届支委会换届选举", org=office.org.uid, meeting=meeting.uid, posts=3, candidates=1
    )
    ledger.save(meeting, made)
    ledger.save(
        ElectionRound(election=made.uid, n=1, expected=12, present=11, issued=11, returned=11, valid=11)
    )
    for person, ayes in zip((people[0], people[6], people[7], people[1]), (10, 9, 8, 4), strict=True):
        ledger.save(Ballot(election=made.uid, candidate=person.uid, ayes=ayes, noes=11 - ayes, abst=0))
    return made


def roles(office, *names, posts=ROLES):
    return tuple(PersonWhy(one.uid, post) for one, post in zip(names, posts, strict=False))


def seats(office):
    rows = office.ledger.find(CommitteeMember.live().order_by(CommitteeMember.uid))
    return {(row.member, row.role, row.since, row.until) for row in rows}


def test_the_elected_follow_the_old_committee_in_one_action(office, election):
    ledger, people = office.ledger, office.people
    before = seats(office)
    ledger.step(election, "announce", {"roles": roles(office, people[0], people[6], people[7])})
    current = {(m, r) for m, r, _, until in seats(office) if until is None}
    assert current == {(people[0].uid, "书记"), (people[6].uid, "组织委员"), (people[7].uid, "纪检委员")}
    assert {until for _, _, since, until in seats(office) if since is None} == {DAY}
    org = ledger.get(PartyOrg, office.org.uid)
    assert (org.secretary, org.term_start) == (people[0].uid, DAY)
    posts = {uid: ledger.get(Member, people[uid].uid).party_post for uid in (0, 1, 6, 7)}
    assert posts == {0: "书记", 1: "党员", 6: "组织委员", 7: "纪检委员"}
    roster = Roster.read(ledger)
    assert roster.committee(org.uid) == {people[n].uid for n in (0, 6, 7)}
    assert roster.committee(org.uid, date(2026, 10, 9)) == {one.uid for one in people[:5]}
    assert len(roster.leaders) == 3
    ledger.undo()
    assert seats(office) == before
    assert ledger.get(Member, people[6].uid).party_post == "党员"
    assert ledger.get(Election, election.uid).state == "筹备"


@pytest.mark.parametrize(
    ("given", "word"),
    [
        (lambda o: roles(o, *o.people[:1]), "还没有写分工"),
        (
            lambda o: roles(o, o.people[0], o.people[6], o.people[7], posts=("书记", "书记", "书记")),
            "3 名书记",
        ),
        (
            lambda o: roles(o, o.people[0], o.people[6], o.people[7], posts=("委员", "书记", "")),
            "不是支委会的职务",
        ),
        (
            lambda o: (
                *roles(o, o.people[0], o.people[6], o.people[7]),
                PersonWhy(o.people[1].uid, "宣传委员"),
            ),
            "没有当选",
        ),
    ],
)
def test_a_division_that_cannot_be_is_refused_at_its_box(office, election, given, word):
    before = seats(office)
    with pytest.raises(Refused) as refused:
        office.ledger.step(election, "announce", {"roles": given(office)})
    (problem,) = refused.value.problems
    assert (problem.box, word in problem.text) == ("roles", True)
    assert seats(office) == before


def test_open_seats_are_voted_on_before_the_result_is_announced(office, election):
    election.posts = 4
    office.ledger.save(election)
    with pytest.raises(Refused, match="应选 4 人，当选 3 人"):
        office.ledger.step(election, "announce", {"roles": roles(office, *office.people[:3])})


def test_a_by_election_adds_a_seat_and_leaves_the_term(office):
    ledger, people = office.ledger, office.people
    meeting = Meeting(
        kind="支部党员大会", title="补选", org=office.org.uid, start_end=parse_span("2026-11-18 9:00-11:00")
    )
    extra = Election(title="补选委员", kind="补选", org=office.org.uid, meeting=meeting.uid, posts=1)
    ledger.save(meeting, extra)
    ledger.save(ElectionRound(election=extra.uid, n=1, expected=12, present=12, issued=12, returned=12))
    ledger.save(Ballot(election=extra.uid, candidate=people[8].uid, ayes=12))
    term = ledger.get(PartyOrg, office.org.uid).term_start
    ledger.step(extra, "announce", {"roles": (PersonWhy(people[8].uid, "其他委员"),)})
    assert len([one for one in seats(office) if one[3] is None]) == 6
    org = ledger.get(PartyOrg, office.org.uid)
    assert (org.term_start, org.secretary) == (term, people[0].uid)


def test_a_secretary_elected_alone_follows_the_secretary(office):
    ledger, people = office.ledger, office.people
    meeting = Meeting(
        kind="支部党员大会",
        title="补选书记",
        org=office.org.uid,
        start_end=parse_span("2026-11-18 9:00-11:00"),
    )
    extra = Election(title="补选书记", kind="补选", org=office.org.uid, meeting=meeting.uid, posts=1)
    ledger.save(meeting, extra)
    ledger.save(ElectionRound(election=extra.uid, n=1, expected=12, present=12, issued=12, returned=12))
    ledger.save(Ballot(election=extra.uid, candidate=people[2].uid, post="书记", ayes=12))
    ledger.step(extra, "announce")
    current = {(m, r) for m, r, _, until in seats(office) if until is None}
    assert (people[2].uid, "书记") in current
    assert not {(people[0].uid, "书记"), (people[2].uid, "组织委员")} & current
    assert ledger.get(PartyOrg, office.org.uid).secretary == people[2].uid


def test_nothing_of_an_announced_election_is_changed_any_more(office, election):
    office.ledger.step(election, "announce", {"roles": roles(office, *(office.people[n] for n in (0, 6, 7)))})
    ballot = office.ledger.find(Ballot.live().where(Ballot.election == election.uid))[0]
    ballot.ayes = 1
    with pytest.raises(Exception, match="已经定下来"):
        office.ledger.save(ballot)


def test_an_election_written_down_afterwards_keeps_those_who_sit_already(office):
    ledger, people, org = office.ledger, office.people, office.org
    org.term_start = date(2026, 1, 10)
    made = Election(title="第五届", org=org.uid, posts=5, candidates=1, reported_on=date(2026, 1, 10))
    ledger.save(org, made)
    ledger.save(ElectionRound(election=made.uid, n=1, expected=12, present=12, issued=12, returned=12))
    ledger.save(*(Ballot(election=made.uid, candidate=one.uid, ayes=12) for one in people[:5]))
    before = {(member, role) for member, role, _, _ in seats(office)}
    ledger.step(made, "announce", {"roles": roles(office, *people[:5], posts=POSTS)})
    assert {(member, role) for member, role, _, _ in seats(office)} == before
    assert {(since, until) for _, _, since, until in seats(office)} == {(date(2026, 1, 10), None)}


def test_the_result_is_not_announced_without_a_day(office):
    made = Election(title="第六届", org=office.org.uid, posts=1)
    office.ledger.save(made)
    with pytest.raises(Refused, match="还没有写选举大会"):
        office.ledger.step(made, "announce")
