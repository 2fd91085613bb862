"""选票 and 选举结果报告单: order by strokes, as many as voters, all alike, counts as entered."""

from datetime import date

import pytest

from desktop_app.base.dates import parse_span
from desktop_app.base.errors import UserError
from desktop_app.base.resources import resource_path
from desktop_app.base.strokes import load_strokes
from desktop_app.printing.documents.organization_life import ballot, election_report
from desktop_app.printing.documents.renderer import PaperRenderer
from desktop_app.registers.organization_life.election_excluded import ElectionExcluded
from desktop_app.registers.organization_life.elections import (
    Ballot,
    Election,
    ElectionRound,
)
from desktop_app.registers.organization_life.meetings import EXCLUDED, Meeting
from tests.printing.documents.reading import bare, text
from tests.printing.type.reading import text_of


@pytest.fixture
def renderer(own_office):
    return PaperRenderer(own_office.ledger, resource_path("fonts"))


@pytest.fixture
def election(own_office):
    """Three stand for two seats; nobody has voted yet."""
    ledger, people = own_office.ledger, own_office.people
    meeting = Meeting(kind="换届选举大会", title="换届", start_end=parse_span("2026-11-18 9:00-11:00"))
    made = Election(
        title="第六届支委会选举", org=own_office.org.uid, meeting=meeting.uid, posts=2, candidates=1
    )
    ledger.save(meeting, made, *(Ballot(election=made.uid, candidate=people[n].uid) for n in (0, 1, 2)))
    return made


def vote(ledger, election, ayes, n=1):
    ledger.save(
        ElectionRound(election=election.uid, n=n, expected=8, present=8, issued=7, returned=7, valid=6)
    )
    for person, votes in ayes.items():
        found = ledger.find(
            Ballot.live().where(
                (Ballot.election == election.uid) & (Ballot.round == n) & (Ballot.candidate == person.uid)
            )
        )
        one = found[0] if found else Ballot(election=election.uid, round=n, candidate=person.uid)
        one.ayes, one.noes, one.abst = votes, 6 - votes, 0
        ledger.save(one)


def test_there_is_a_ballot_for_everybody_and_all_are_alike(own_office, renderer, election):
    made = renderer.make("ballot", uid=election.uid)
    pages = text_of(made.pdf)
    told = "".join("".join(page.split()) for page in pages)
    assert told.count(bare("第六届支委会选举选票")) == 8
    assert made.pages == 4
    assert "第1页" not in told  # a number would tell whose ballot it was
    assert len({"".join(page.split()) for page in pages}) == 1
    names = sorted((own_office.people[n].name for n in (0, 1, 2)), key=load_strokes().sort_key)
    assert [bare(name) for name in names] == sorted(map(bare, names), key=told.index)
    assert "不超过2名" in told
    assert "赞成的在姓名后画“○”，不赞成的画“×”，弃权的不画" in told
    assert "反对" not in told


def test_as_many_as_were_given_out_in_a_round_counted(own_office, renderer, election):
    people = own_office.people
    vote(own_office.ledger, election, {people[0]: 6, people[1]: 5, people[2]: 1})
    assert ballot.gather(own_office.ledger, election.uid, 1).copies == 7
    assert ballot.gather(own_office.ledger, election.uid, 1, copies=3).copies == 3


def test_after_a_tie_the_next_ballot_has_only_those_in_it(own_office, election):
    people = own_office.people
    election.posts = 1
    own_office.ledger.save(election)
    vote(own_office.ledger, election, {people[0]: 1, people[1]: 0, people[2]: 0})
    nobody = ballot.gather(own_office.ledger, election.uid)
    assert (nobody.round, len(nobody.names), nobody.seats) == (2, 3, 1)
    election.posts = 2
    own_office.ledger.save(election)
    vote(own_office.ledger, election, {people[0]: 6, people[1]: 2, people[2]: 4}, n=2)
    left = ballot.gather(own_office.ledger, election.uid)
    assert (left.round, len(left.names), left.seats) == (3, 2, 1)


def test_without_candidates_there_is_no_ballot(own_office, renderer, election):
    for one in own_office.ledger.find(Ballot.live()):
        own_office.ledger.remove(one)
    with pytest.raises(UserError, match="还没有候选人"):
        renderer.make("ballot", uid=election.uid)


def test_the_report_tells_counts_votes_and_who_is_not_counted(own_office, renderer, election):
    ledger, people = own_office.ledger, own_office.people
    ledger.save(ElectionExcluded(election=election.uid, member=people[7].uid, reason=EXCLUDED[3]))
    election.left_out_agreed_on, election.left_out_passed = date(2026, 11, 2), True
    ledger.save(election)
    vote(ledger, election, {people[0]: 6, people[1]: 5, people[2]: 1})
    told = text(renderer.make("election_report", uid=election.uid))
    for words in (
        "应到8",
        "实到8",
        "发出票7",
        "有效票6",
        "当选2人",
        EXCLUDED[3],
        "2026年11月2日经上级党组织同意",
    ):
        assert bare(words) in told
    report = election_report.gather(ledger, election.uid)
    results = {name.replace("　", ""): result for name, *_, result in report.rounds[0].votes}
    assert results == {people[0].name: "当选", people[1].name: "当选", people[2].name: "未当选"}
