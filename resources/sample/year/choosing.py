"""The election of November: asked for, approved, counted, and the new committee in its seats."""

from typing import Any

from desktop_app.records.links import PersonWhy
from desktop_app.registers.displays.identity_displays import IdentityDisplay
from desktop_app.registers.organization_life.elections import (
    Ballot,
    Election,
    ElectionExcluded,
    ElectionRound,
)
from desktop_app.registers.organization_life.meeting_kinds import ELECTION
from desktop_app.registers.organization_life.meetings import Attendance, Meeting

from ..hand import Story, at, on
from .players import Year

RUNNING = {"周慧敏": 37, "陈国梁": 35, "杜晓岚": 36, "马文昊": 33, "丁培林": 31, "叶保国": 9}
ROLES = {
    "周慧敏": "书记",
    "陈国梁": "副书记",
    "杜晓岚": "组织委员",
    "马文昊": "宣传委员",
    "丁培林": "纪检委员",
}
NOT_COUNTED = ("郭振海", "林素英")


def election_story(year: Year) -> Story:
    """Asked for in September, approved in October, held in November with six candidates for five seats."""
    yield at("2026-09-28 10:00")
    election = Election(
        title="第四届支部委员会换届选举",
        org=year.cast.roster.branch,
        asked_on=on("2026-09-28"),
        posts=5,
        candidates=1,
    )
    year.hand.save("请示换届选举", election)
    yield at("2026-10-20 11:00")
    election.approved_on = on("2026-10-20")
    year.hand.save("换届选举批复", election)
    yield at("2026-11-10 15:00")
    election.left_out_agreed_on = on("2026-11-10")
    year.hand.save(
        "不计入应到会的人员，街道同意",
        election,
        *(
            ElectionExcluded(
                election=election.uid,
                member=year.cast[name],
                reason="卧床不起或长期患病，生活不能自理",
                note="街道党工委11月10日批复",
            )
            for name in NOT_COUNTED
        ),
    )
    yield at("2026-11-19 10:00")
    meeting = year.ledger.find(Meeting.live().where(Meeting.kind == ELECTION))[0]
    election.meeting, election.left_out_passed = meeting.uid, True
    election.supervisors = _people(year, "孙维平", "龚佳慧")
    election.tellers = _people(year, "方婷", "石磊")
    rows = year.ledger.find(Attendance.live().where(Attendance.gathering == meeting.uid))
    left_out = {year.cast[name] for name in NOT_COUNTED}
    excluded = [row for row in rows if row.person in left_out]
    for row in excluded:
        row.excluded = "卧床不起或长期患病，生活不能自理"
    year.hand.save("登记选举大会，不计入应到的两人", election, *excluded)
    yield at("2026-11-19 10:30")
    _count(year, election, meeting)
    yield at("2026-11-21 10:00")
    election.reported_on = on("2026-11-20")
    year.hand.save("选举结果报批", election)
    year.hand.step(
        election, "announce", roles=tuple(PersonWhy(year.cast[name], role) for name, role in ROLES.items())
    )
    yield at("2026-11-23 10:00")
    _show(year, set(ROLES))


def _show(year: Year, committee: set[str]) -> None:
    """The board at the door shows the new committee: who left it comes down, who came goes up."""
    shown = year.ledger.find(IdentityDisplay.live().where(IdentityDisplay.form == "公示栏照片"))
    there = {year.ledger.name(one.member): one for one in shown}
    down = [one for name, one in there.items() if name not in committee]
    for one in down:
        one.to_on = on("2026-11-22")
    up = [
        IdentityDisplay(
            member=year.cast[name],
            form="公示栏照片",
            location="社区一楼公示栏",
            shown_fields=("姓名", "党内职务"),
            from_on=on("2026-11-23"),
        )
        for name in ROLES
        if name not in there
    ]
    year.hand.save("公示栏换上新一届支部委员", *down, *up)


def _people(year: Year, *names: str) -> tuple[PersonWhy, ...]:
    return tuple(PersonWhy(year.cast[name]) for name in names)


def _count(year: Year, election: Election, meeting: Any) -> None:
    """The round as it was counted: everybody who came has a ballot, a few are against or abstain."""
    expected, present = year.hand.voters(meeting)
    round_ = ElectionRound(
        election=election.uid,
        n=1,
        expected=expected,
        present=present,
        issued=present,
        returned=present,
        valid=present - 1,
    )
    ballots = []
    for name, wanted in RUNNING.items():
        ayes = min(wanted, present - 1)
        left = present - 1 - ayes
        ballots.append(
            Ballot(
                election=election.uid,
                round=1,
                candidate=year.cast[name],
                post="委员",
                ayes=ayes,
                noes=left // 2,
                abst=left - left // 2,
            )
        )
    year.hand.save("登记选举计票", round_, *ballots)
