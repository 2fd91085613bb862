"""Gaps of elections, each planted as an election of its own of which nothing else is missing."""

from datetime import date
from typing import Any

from desktop_app.records.links import PersonWhy
from desktop_app.registers.organization_life.elections import Ballot, Election, ElectionRound
from desktop_app.registers.people.members import Member
from tests.duties.sample import Branch
from tests.duties.summaries.planted.planting import Planting, changed, held

ASKED, DAY = date(2026, 2, 10), date(2026, 3, 12)


def elected(branch: Branch, people: list[Member], ayes: int = 6, **values: Any) -> Election:
    """A by-election of one 委员 with everything written: asked for, counted, known, reported, shared out."""
    given: dict[str, Any] = {
        "title": "补选委员",
        "kind": "补选",
        "post": "委员",
        "org": branch.org.uid,
        "held_on": DAY,
        "posts": 1,
        "state": "已公布",
        "asked_on": ASKED,
        "approved_on": ASKED,
        "nominees_asked_on": ASKED,
        "nominees_approved_on": ASKED,
        "supervisors": (PersonWhy(people[4].uid),),
        "helpers_passed": True,
        "reported_on": DAY,
        "roles": (PersonWhy(people[1].uid, "其他委员"),),
        "divided_on": DAY,
    }
    one = branch.add(Election(**{**given, **values}))
    counts = dict.fromkeys(("expected", "present", "issued", "returned", "valid"), 6)
    branch.add(ElectionRound(election=one.uid, n=1, **counts))
    votes = {"ayes": ayes, "noes": 0, "abst": 0}
    branch.add(Ballot(election=one.uid, round=1, candidate=people[1].uid, post=one.post, **votes))
    return one


# The plain page of an organization shows both; they are of one row, as the branch has one.
def _overdue(branch: Branch, people: list[Member]) -> None:
    branch.add(changed(branch.org, term_end=date(2026, 4, 1)))


def _shifted(branch: Branch, people: list[Member]) -> None:
    branch.add(changed(branch.org, term_shift=3))


PLANTED = (
    Planting("选举没有请示批复", lambda b, p: elected(b, p, approved_on=None)),
    Planting("候选人预备人选没有批复", lambda b, p: elected(b, p, nominees_approved_on=None)),
    Planting("监票人没有推选、通过", lambda b, p: elected(b, p, helpers_passed=False)),
    Planting("选举得票与有效票不符", lambda b, p: elected(b, p, ayes=5)),
    Planting("选举结果没有公布", lambda b, p: elected(b, p, state="筹备", reported_on=None)),
    Planting("选举结果没有上报", lambda b, p: elected(b, p, reported_on=None)),
    Planting("书记、副书记没有上级批准", lambda b, p: elected(b, p, post="书记", roles=())),
    Planting("新一届委员会没有选举书记", lambda b, p: elected(b, p, kind="换届", held_on=date(2026, 4, 3))),
    Planting("当选委员没有分工", lambda b, p: elected(b, p, held_on=date(2026, 3, 20), roles=())),
    Planting("换届选举大会没有选举记录", lambda b, p: held(b, "换届选举大会", date(2026, 4, 19), p)),
    Planting("届满没有换届", _overdue),
    Planting("提前延期换届没有批准", _shifted),
)
