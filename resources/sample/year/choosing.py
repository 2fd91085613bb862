"""The election of November: the committee by all members, 书记 and 副书记 by the committee, then approval."""

from typing import Any

from desktop_app.records.links import PersonWhy
from desktop_app.registers.displays.identity_displays import IdentityDisplay
from desktop_app.registers.organization_life.election_excluded import ElectionExcluded
from desktop_app.registers.organization_life.elections import (
    Ballot,
    Election,
    ElectionRound,
)
from desktop_app.registers.organization_life.meeting_kinds import ELECTION
from desktop_app.registers.organization_life.meetings import Attendance, Meeting

from ..hand import Story, at, on
from .committee import FIRST_MEETING
from .players import Year

RUNNING = {"周慧敏": 37, "陈国梁": 35, "杜晓岚": 36, "马文昊": 33, "丁培林": 31, "叶保国": 9}
PROFILES = {
    "周慧敏": "社区工作十六年，任书记两届。五年办成充电棚、用房改造。走楼道勤；说话快，听意见不够耐心。",
    "陈国梁": "工程师，任副书记一届。管网、水泵房查得细，每季一份检查单。懂技术；入户少。",
    "杜晓岚": "中学教师，任组织委员一届。党费、学时两本账清楚。做事认真；有时拖过日子。",
    "马文昊": "记者，任宣传委员一届。案例和简报都是他写的。文字好；会上发言少。",
    "丁培林": "会计，第二党小组组长。报账一笔一笔对得上。原则性强；性子急。",
    "叶保国": "退休工人，志愿巡逻队队长三年。热心；文化基础弱，不会用电脑。",
}
DIVIDED = {"杜晓岚": "组织委员", "马文昊": "宣传委员", "丁培林": "纪检委员"}
HEADS = {"书记": ("周慧敏", 5), "副书记": ("陈国梁", 4)}
COMMITTEE = ("周慧敏", "陈国梁", *DIVIDED)
NOT_COUNTED = ("郭振海", "林素英")
ASKED = {
    "asked_on": on("2026-09-28"),
    "approved_on": on("2026-10-20"),
    "nominees_asked_on": on("2026-10-28"),
    "nominees_approved_on": on("2026-11-04"),
}


def election_story(year: Year) -> Story:
    """Asked for in September, approved in October, held in November with six candidates for five seats."""
    yield at("2026-09-28 10:00")
    election = Election(
        title="第四届支部委员会换届选举",
        org=year.cast.roster.branch,
        asked_on=ASKED["asked_on"],
        posts=5,
        candidates=1,
    )
    year.hand.save("请示换届选举", election)
    yield at("2026-10-20 11:00")
    election.approved_on = ASKED["approved_on"]
    year.hand.save("换届选举批复", election)
    yield at("2026-11-04 16:00")
    election.nominees_asked_on, election.nominees_approved_on = on("2026-10-28"), on("2026-11-04")
    year.hand.save("预备人选批复，登记候选人", election, *_candidates(year, election))
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
                note="本人不能到会，家属同意",
            )
            for name in NOT_COUNTED
        ),
    )
    yield at("2026-11-19 10:00")
    meeting = year.ledger.find(Meeting.live().where(Meeting.kind == ELECTION))[0]
    election.meeting, election.left_out_passed, election.helpers_passed = meeting.uid, True, True
    election.supervisors = (PersonWhy(year.cast["孙维平"], "总监票人"), PersonWhy(year.cast["龚佳慧"]))
    election.tellers = (PersonWhy(year.cast["方婷"]), PersonWhy(year.cast["石磊"]))
    rows = year.ledger.find(Attendance.live().where(Attendance.gathering == meeting.uid))
    left_out = {year.cast[name] for name in NOT_COUNTED}
    excluded = [row for row in rows if row.person in left_out]
    for row in excluded:
        row.excluded = "卧床不起或长期患病，生活不能自理"
    year.hand.save("登记选举大会，不计入应到的两人", election, *excluded)
    yield at("2026-11-19 10:30")
    _count(year, election, meeting)
    year.hand.step(election, "announce")
    yield at("2026-11-20 10:00")
    chosen = [_head(year, post, *who) for post, who in HEADS.items()]
    roles = tuple(PersonWhy(year.cast[name], role) for name, role in DIVIDED.items())
    year.hand.step(election, "divide", roles=roles, divided_on=on("2026-11-19"))
    yield at("2026-11-20 16:00")
    year.hand.step(election, "confirm", reported_on=on("2026-11-20"))
    yield at("2026-11-23 10:00")
    _show(year, set(COMMITTEE))
    yield at("2026-11-26 09:30")
    for one in chosen:
        year.hand.step(one, "confirm", reported_on=on("2026-11-20"), confirmed_on=on("2026-11-25"))


def _candidates(year: Year, election: Election) -> list[Ballot]:
    return [
        Ballot(election=election.uid, round=1, candidate=year.cast[name], profile=PROFILES[name])
        for name in RUNNING
    ]


def _head(year: Year, post: str, name: str, ayes: int) -> Election:
    """书记 or 副书记, elected by the five of the new committee at its first meeting."""
    meeting = year.ledger.find(Meeting.live().where(Meeting.title == FIRST_MEETING))[0]
    election = Election(
        title=f"第四届支部委员会{post}选举",
        org=year.cast.roster.branch,
        post=post,
        meeting=meeting.uid,
        **ASKED,
        posts=1,
        candidates=0,
        supervisors=(PersonWhy(year.cast["丁培林"]),),
        tellers=(PersonWhy(year.cast["马文昊"]),),
        helpers_passed=True,
    )
    ballot = Ballot(election=election.uid, round=1, candidate=year.cast[name], place=1)
    ballot.ayes, ballot.noes, ballot.abst, ballot.profile = ayes, 0, 5 - ayes, PROFILES[name]
    five = {"expected": 5, "present": 5, "issued": 5, "returned": 5, "valid": 5}
    year.hand.save(f"登记{post}选举", election, ElectionRound(election=election.uid, n=1, **five), ballot)
    year.hand.step(election, "announce")
    return election


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
        for name in COMMITTEE
        if name not in there
    ]
    year.hand.save("公示栏换上新一届支部委员", *down, *up)


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
    ballots = year.ledger.find(Ballot.live().where(Ballot.election == election.uid))
    for one in ballots:
        one.ayes = min(RUNNING[year.ledger.name(one.candidate)], present - 1)
        left = present - 1 - one.ayes
        one.noes, one.abst = left // 2, left - left // 2
    year.hand.save("登记选举计票", round_, *ballots)
