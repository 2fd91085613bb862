"""The announced result: the elected sit on the committee, 书记 once approved, and one undo takes it back."""

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
from tests.printing.documents.office import opened

DAY = date(2026, 11, 18)


@pytest.fixture
def office(tmp_path):
    found = opened(tmp_path, 12)
    yield found
    branch_file.close(found.ledger)


def elected(office, title, ayes, *, kind="换届", post="委员", by="换届选举大会", valid=11, **values):
    """An election counted: ``ayes`` are (member, votes); watched by the last two members."""
    ledger, people = office.ledger, office.people
    values = {"supervisors": (PersonWhy(people[10].uid),), "helpers_passed": True, **values}
    if "held_on" not in values and "reported_on" not in values:
        chair = ayes[0][0].uid if by == "支部委员会会议" else people[0].uid
        when = parse_span(f"{DAY} 9:00-11:00" if by != "支部委员会会议" else f"{DAY} 14:00-15:00")
        meeting = Meeting(kind=by, title=title, org=office.org.uid, start_end=when, chair=chair)
        ledger.save(meeting)
        values["meeting"] = meeting.uid
    given = {"posts": 1, **values}
    made = Election(title=title, kind=kind, post=post, org=office.org.uid, **given)
    ledger.save(made)
    expected = 12 if by != "支部委员会会议" else valid
    counts = {"present": valid, "issued": valid, "returned": valid, "valid": valid}
    ledger.save(ElectionRound(election=made.uid, n=1, expected=expected, **counts))
    for person, votes in ayes:
        ballot = Ballot(election=made.uid, candidate=person.uid, ayes=votes, noes=valid - votes, abst=0)
        ledger.save(ballot)
    return made


@pytest.fixture
def election(office):
    """Three seats, four candidates: the old 书记 and two new members are elected."""
    people = office.people
    ayes = [(people[0], 10), (people[6], 9), (people[7], 8), (people[1], 4)]
    return elected(office, "第六届支委会换届选举", ayes, posts=3, candidates=1)


def head(office, post, who, **values):
    """The committee's first meeting, chaired by who is elected, watched by another of the three."""
    watching = next(office.people[n] for n in (7, 6) if office.people[n].uid != who.uid)
    values = {"supervisors": (PersonWhy(watching.uid),), "candidates": 0, **values}
    return elected(office, f"选举{post}", [(who, 3)], post=post, by="支部委员会会议", valid=3, **values)


def seats(office):
    rows = office.ledger.find(CommitteeMember.live().order_by(CommitteeMember.uid))
    return {(row.member, row.role, row.since, row.until) for row in rows}


def now(office):
    return {(member, role) for member, role, _, until in seats(office) if until is None}


def post(office, n):
    return office.ledger.get(Member, office.people[n].uid).party_post


def org(office):
    return office.ledger.get(PartyOrg, office.org.uid)


def test_the_elected_follow_the_old_committee_in_one_action(office, election):
    ledger, people = office.ledger, office.people
    before = seats(office)
    ledger.step(election, "announce")
    assert now(office) == {(people[n].uid, "委员") for n in (0, 6, 7)}
    assert {until for _, _, since, until in seats(office) if since is None} == {DAY}
    assert (org(office).secretary, org(office).term_start) == (people[0].uid, DAY)
    assert [post(office, n) for n in (0, 1, 6, 7)] == ["书记", "党员", "党员", "党员"]
    roster = Roster.read(ledger)
    assert roster.committee(org(office).uid) == {people[n].uid for n in (0, 6, 7)}
    assert roster.committee(org(office).uid, date(2026, 10, 9)) == {one.uid for one in people[:5]}
    ledger.undo()
    assert seats(office) == before
    assert post(office, 1) == "副书记"
    assert ledger.get(Election, election.uid).state == "筹备"


def test_the_secretary_is_elected_by_the_committee_and_sits_once_approved_article_21(office, election):
    """支部工作条例第二十一条: 书记 by the committee's meeting, reported for approval; then the posts."""
    ledger, people = office.ledger, office.people
    ledger.step(election, "announce")
    chosen = head(office, "书记", people[6])
    ledger.step(chosen, "announce")
    assert (people[6].uid, "委员") in now(office)
    assert org(office).secretary == people[0].uid
    chosen.reported_on = date(2026, 11, 19)
    ledger.save(chosen)
    with pytest.raises(Refused, match="还没有写批准日期"):
        ledger.step(chosen, "confirm")
    ledger.step(chosen, "confirm", {"confirmed_on": date(2026, 11, 20)})
    assert (people[6].uid, "书记") in now(office)
    assert org(office).secretary == people[6].uid
    assert [post(office, n) for n in (0, 6)] == ["书记", "书记"]  # until the posts are shared out
    roles = (PersonWhy(people[0].uid, "组织委员"), PersonWhy(people[7].uid, "纪检委员"))
    ledger.step(election, "divide", {"roles": roles, "divided_on": DAY})
    assert now(office) == {
        (people[6].uid, "书记"),
        (people[0].uid, "组织委员"),
        (people[7].uid, "纪检委员"),
    }
    assert [post(office, n) for n in (0, 6, 7)] == ["组织委员", "书记", "纪检委员"]
    assert {since for *_, since, until in seats(office) if until is None} == {DAY}


@pytest.mark.parametrize(
    ("given", "word"),
    [
        ({0: "组织委员"}, "还没有写分工"),
        ({0: "书记", 7: "组织委员"}, "书记由选举产生，不能分工"),
        ({0: "委员", 7: "组织委员"}, "不是支委会的分工"),
        ({0: "组织委员", 7: "纪检委员", 1: "宣传委员"}, "没有当选"),
    ],
)
def test_a_division_that_cannot_be_is_refused_at_its_box(office, election, given, word):
    ledger, people = office.ledger, office.people
    ledger.step(election, "announce")
    ledger.step(head(office, "书记", people[6]), "announce")
    before = seats(office)
    roles = tuple(PersonWhy(people[n].uid, why) for n, why in given.items())
    with pytest.raises(Refused) as refused:
        ledger.step(election, "divide", {"roles": roles, "divided_on": DAY})
    assert word in refused.value.problems[0].text
    assert {one.box for one in refused.value.problems} == {"roles"}
    assert seats(office) == before


def test_the_new_committee_is_reported_in_the_branchs_own_row_article_21(office, election):
    """支部工作条例第二十一条: 委员 are reported 备案; nothing is typed twice."""
    office.ledger.step(election, "announce")
    assert org(office).committee_filed_on is None
    office.ledger.step(election, "confirm", {"reported_on": date(2026, 11, 20)})
    assert org(office).committee_filed_on == date(2026, 11, 20)


def test_delegates_sit_on_no_committee(office):
    people = office.people
    made = elected(office, "党代表", [(people[6], 9), (people[7], 2)], post="代表", candidates=1)
    before = seats(office)
    office.ledger.step(made, "announce")
    office.ledger.step(made, "confirm", {"reported_on": DAY})
    assert seats(office) == before
    assert office.ledger.get(Election, made.uid).state == "已办结"
    with pytest.raises(Refused, match="代表由党员大会选举"):
        office.ledger.save(
            Election(title="代表", post="代表", body="支部委员会", org=office.org.uid, posts=1)
        )


def test_nothing_is_shared_out_before_the_secretary_is_elected(office, election):
    office.ledger.step(election, "announce")
    roles = tuple(PersonWhy(office.people[n].uid, "其他委员") for n in (0, 6, 7))
    with pytest.raises(Refused, match="还没有选举书记"):
        office.ledger.step(election, "divide", {"roles": roles, "divided_on": DAY})


def test_open_seats_are_voted_on_or_lessened_by_consent(office, election):
    """Too few elected: another vote, or fewer seats with half of the electors; none is kept empty."""
    ledger = office.ledger
    election.posts = 4
    ledger.save(election)
    with pytest.raises(Refused, match=r"应选 4 人，当选 3 人.*另行选举"):
        ledger.step(election, "announce")
    for values, word in (
        ({"fewer_seats": 4}, "没有少于应选"),
        ({"fewer_seats": 3}, "由谁同意"),
        ({"fewer_by": "半数以上选举人同意", "fewer_on": DAY, "fewer_ayes": 5}, "不到半数"),
        ({"fewer_ayes": 12}, "多于到会选举人"),
    ):
        for box, value in values.items():
            setattr(election, box, value)
        with pytest.raises(Refused, match=word):
            ledger.save(election)
    election.fewer_ayes = 6
    ledger.save(election)
    ledger.step(election, "announce")
    assert len(now(office)) == 3


def test_no_seat_is_kept_empty_from_the_start(office):
    made = Election(title="第六届", org=office.org.uid, posts=5, fewer_seats=4)
    with pytest.raises(Refused, match="还没有投票，名额不能先空着"):
        office.ledger.save(made)


def test_a_committee_elected_by_the_wrong_body_is_refused_article_21(office):
    """支部工作条例第二十一条: 委员 by the meeting of all members, never by the committee itself."""
    made = Election(title="第六届", org=office.org.uid, posts=3, body="支部委员会")
    with pytest.raises(Refused) as refused:
        office.ledger.save(made)
    assert (refused.value.problems[0].box, "由党员大会选举" in refused.value.problems[0].text) == (
        "body",
        True,
    )
    meeting = Meeting(
        kind="支部委员会会议",
        title="支委会",
        org=office.org.uid,
        start_end=parse_span("2026-11-18 9:00-11:00"),
    )
    office.ledger.save(meeting)
    with pytest.raises(Refused, match="委员由党员大会选举，这次会议却是支部委员会会议"):
        office.ledger.save(Election(title="第六届", org=office.org.uid, posts=3, meeting=meeting.uid))
    meeting = Meeting(kind="换届选举大会", title="大会", start_end=parse_span("2026-11-18 9:00-11:00"))
    made = Election(title="书记", post="书记", org=office.org.uid, posts=1, meeting=meeting.uid)
    office.ledger.save(meeting)
    with pytest.raises(Refused, match="书记由支部委员会选举，这次会议却是换届选举大会"):
        office.ledger.save(made)


def test_the_secretary_is_not_elected_before_the_committee_is_known(office, election):
    chosen = head(office, "书记", office.people[0], supervisors=())
    with pytest.raises(Refused) as refused:
        office.ledger.step(chosen, "announce")
    assert "新一届支部委员会的选举还没有公布" in "".join(one.text for one in refused.value.problems)


def test_who_chairs_the_first_meeting_is_newly_elected(office, election):
    ledger, people = office.ledger, office.people
    ledger.step(election, "announce")
    chosen = head(office, "书记", people[6])
    meeting = ledger.get(Meeting, chosen.meeting)
    meeting.chair = people[1].uid  # of the old committee
    ledger.save(meeting)
    with pytest.raises(Refused, match="主持人不是新当选的委员"):
        ledger.step(chosen, "announce")


def test_nobody_is_elected_to_two_posts(office, election):
    ledger, people = office.ledger, office.people
    ledger.step(election, "announce")
    ledger.step(head(office, "书记", people[6]), "announce")
    second = head(office, "副书记", people[6])
    with pytest.raises(Refused, match="已经当选书记"):
        ledger.step(second, "announce")
    seat = CommitteeMember(
        org=office.org.uid, member=people[6].uid, role="组织委员", since=date(2026, 11, 20)
    )
    with pytest.raises(Refused, match="他已经是委员"):
        ledger.save(seat)


def test_a_by_election_adds_a_seat_and_leaves_the_term(office):
    ledger, people = office.ledger, office.people
    term = org(office).term_start
    extra = elected(office, "补选委员", [(people[8], 11)], kind="补选", by="支部党员大会")
    ledger.step(extra, "announce")
    ledger.step(extra, "divide", {"roles": (PersonWhy(people[8].uid, "其他委员"),), "divided_on": DAY})
    assert len(now(office)) == 6
    assert (org(office).term_start, org(office).secretary) == (term, people[0].uid)
    sitting = Ballot(election=extra.uid, candidate=people[1].uid)
    with pytest.raises(Exception, match="已经定下来"):
        ledger.save(sitting)


def test_a_secretary_elected_alone_follows_the_secretary(office):
    ledger, people = office.ledger, office.people
    chosen = elected(
        office, "补选书记", [(people[2], 5)], kind="补选", post="书记", by="支部委员会会议", valid=5,
        supervisors=(PersonWhy(people[3].uid),),
    )  # fmt: skip
    ledger.step(chosen, "announce")
    assert (people[0].uid, "书记") in now(office)
    chosen.reported_on = DAY
    ledger.save(chosen)
    ledger.step(chosen, "confirm", {"confirmed_on": date(2026, 11, 20)})
    assert (people[2].uid, "书记") in now(office)
    assert not {(people[0].uid, "书记"), (people[2].uid, "组织委员")} & now(office)
    assert org(office).secretary == people[2].uid


def test_nothing_of_an_announced_election_is_changed_any_more(office, election):
    office.ledger.step(election, "announce")
    ballot = office.ledger.find(Ballot.live().where(Ballot.election == election.uid))[0]
    ballot.ayes = 1
    with pytest.raises(Exception, match="已经定下来"):
        office.ledger.save(ballot)


def test_an_election_written_down_afterwards_keeps_those_who_sit_already(office):
    ledger, people = office.ledger, office.people
    office.org.term_start = date(2026, 1, 10)
    ledger.save(office.org)
    ayes = [(one, 11) for one in people[:5]]
    made = elected(office, "第五届", ayes, posts=5, candidates=1, held_on=date(2026, 1, 10))
    before = now(office)
    ledger.step(made, "announce")
    assert now(office) == before
    assert {(since, until) for _, _, since, until in seats(office)} == {(date(2026, 1, 10), None)}


def test_the_result_is_not_announced_without_a_day_nor_without_who_watched_article_22(office):
    """选举工作条例第二十二条: 监票人 are no candidates and passed by the meeting."""
    made = Election(title="第六届", org=office.org.uid, posts=1)
    office.ledger.save(made)
    with pytest.raises(Refused) as refused:
        office.ledger.step(made, "announce")
    assert {one.box for one in refused.value.problems} >= {"meeting", "supervisors"}
    made.supervisors = (PersonWhy(office.people[10].uid),)
    office.ledger.save(made)
    with pytest.raises(Refused) as refused:
        office.ledger.step(made, "announce")
    assert "helpers_passed" in {one.box for one in refused.value.problems}
