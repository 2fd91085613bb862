"""组织处置 and 党纪处分: what must come before what, who decides, who has a vote, who may come back."""

from datetime import date, datetime

import pytest

from desktop_app.base.periods import Month, Span
from desktop_app.records.links import PersonWhy
from desktop_app.registers.organization_life.disciplines import Discipline
from desktop_app.registers.organization_life.disposals import (
    DROPPED_OUT,
    GROUNDS,
    LOST,
    WOULD_NOT_GO,
    Disposal,
)
from desktop_app.registers.organization_life.meetings import Meeting
from desktop_app.registers.organization_life.votes import Vote
from desktop_app.registers.people.development import Development
from desktop_app.registers.people.members import Member, may_vote
from tests.registers.invented_people import NAMES, id_number

PROPOSED, FILED, HELD = date(2026, 9, 2), date(2026, 9, 10), date(2026, 9, 20)


def disposal(person: Member, **values) -> Disposal:
    given = {"member": person.uid, "kind": "限期改正", "ground": "不按规定交纳党费", "proposed_on": PROPOSED}
    return Disposal(**{**given, **values})


def held(desk, day: date = HELD, **figures) -> tuple[Meeting, Vote]:
    """A meeting of the whole branch with its vote on a disposal."""
    span = Span(datetime(day.year, day.month, day.day, 14), datetime(day.year, day.month, day.day, 16))
    meeting = desk.add(Meeting(kind="支部党员大会", title="大会", start_end=span, state="定稿"))
    counts = {"expected": 8, "present": 7, "ayes": 6, "noes": 1, "abst": 0, "issued": 7, "returned": 7}
    counts.update(figures)
    return meeting, desk.add(
        Vote(meeting=meeting.uid, item=f"{NAMES[0]}限期改正", matter="组织处置", mode="票决", **counts)
    )


def by_the_book(desk, people, meeting, vote) -> dict:
    return {
        "investigators": (PersonWhy(people[1].uid), PersonWhy(people[2].uid)),
        "verified_on": date(2026, 9, 15),
        "talk_on": date(2026, 9, 16),
        "meeting": meeting.uid,
        "vote": vote.uid,
    }


def test_a_correction_from_proposal_to_its_end(desk, people):
    one = desk.put(disposal(people[0]))
    assert "filed_on" in desk.take(one, "file")
    assert desk.take(one, "file", filed_on=FILED) == {}
    assert set(desk.take(one, "vote")) == {"verified_on", "talk_on", "meeting", "vote"}
    meeting, vote = held(desk)
    assert desk.take(one, "vote", **by_the_book(desk, people, meeting, vote)) == {}
    assert set(desk.take(one, "approve")) == {"approved_on", "approver"}
    approved = {"approved_on": date(2026, 10, 8), "approver": "中共青石街道工作委员会"}
    assert (
        "早于大会"
        in desk.take(one, "approve", **{**approved, "approved_on": date(2026, 9, 19)})["approved_on"].text
    )
    assert desk.take(one, "approve", **approved) == {}
    assert (one.from_on, one.until_on) == (date(2026, 10, 8), date(2027, 4, 8))
    assert may_vote(desk.get(Member, people[0].uid), desk.today)
    assert set(desk.take(one, "end", informed_on=date(2026, 10, 9))) == {"outcome"}
    assert desk.take(one, "end", informed_on=date(2026, 10, 9), outcome="已改正") == {}


def test_the_committee_above_is_told_before_the_meeting(desk, people):
    one = desk.put(disposal(people[0]))
    desk.take(one, "file", filed_on=FILED)
    meeting, vote = held(desk, date(2026, 9, 9))
    told = desk.take(one, "vote", **by_the_book(desk, people, meeting, vote))
    assert "先报基层党委备案" in told["meeting"].todo


@pytest.mark.parametrize("figures", [{"ayes": 4, "noes": 3}, {"ayes": None}, {"matter": "一般决议"}])
def test_the_vote_is_that_of_the_meeting_and_needs_more_than_half_article_11(desk, people, figures):
    one = desk.put(disposal(people[0]))
    desk.take(one, "file", filed_on=FILED)
    meeting, vote = held(desk)
    for box, value in figures.items():
        setattr(vote, box, value)
    desk.add(vote)
    assert desk.take(one, "vote", **by_the_book(desk, people, meeting, vote))["vote"].refuse


@pytest.mark.parametrize(
    ("box", "change"),
    [
        ("meeting", lambda meeting, vote, step: setattr(meeting, "state", "记录")),
        ("vote", lambda meeting, vote, step: setattr(vote, "item", "限期改正另一人")),
        ("vote", lambda meeting, vote, step: setattr(vote, "removed_at", "2026-09-21")),
        ("filed_on", lambda meeting, vote, step: step.update(filed_on=None)),
    ],
)
def test_the_vote_is_about_him_in_signed_minutes_after_filing(desk, people, box, change):
    one = desk.put(disposal(people[0]))
    desk.take(one, "file", filed_on=FILED)
    meeting, vote = held(desk)
    step = by_the_book(desk, people, meeting, vote)
    change(meeting, vote, step)
    desk.add(meeting, vote)
    assert desk.take(one, "vote", **step)[box].refuse


def test_what_the_meeting_voted_on_stays_and_a_branch_approves_nothing(desk, people):
    one = desk.put(disposal(people[0]))
    desk.take(one, "file", filed_on=FILED)
    assert desk.take(one, "vote", **by_the_book(desk, people, *held(desk))) == {}
    for box, value in (("kind", "除名"), ("member", people[3].uid)):
        before = getattr(one, box)
        setattr(one, box, value)
        assert "已经表决" in desk.told(one)[box].text
        setattr(one, box, before)
    branch_itself = {"approved_on": date(2026, 10, 8), "approver": "中共清河社区支部委员会"}
    assert "基层党委" in desk.take(one, "approve", **branch_itself)["approver"].todo


def test_a_correction_is_generally_half_a_year_never_over_one_article_30(desk, people):
    begun = {"from_on": date(2026, 1, 10)}
    assert "until_on" not in desk.told(disposal(people[0], until_on=date(2026, 7, 10), **begun))
    assert not desk.told(disposal(people[0], until_on=date(2027, 1, 10), **begun))["until_on"].refuse
    assert desk.told(disposal(people[0], until_on=date(2027, 1, 11), **begun))["until_on"].refuse
    assert desk.told(disposal(people[0], kind="除名", until_on=date(2026, 7, 10)))["until_on"].refuse


def test_lost_half_a_year_is_a_ground_less_is_not(desk, people):
    people[0].out_of_contact, people[0].lost_since = True, Month(2026, 2)
    desk.put(people[0])
    assert "ground" not in desk.told(disposal(people[0], ground=LOST))
    assert desk.told(disposal(people[0], ground=LOST, proposed_on=date(2026, 8, 27)))["ground"].refuse
    assert LOST in GROUNDS


def test_nobody_verifies_himself(desk, people):
    one = disposal(people[0], investigators=(PersonWhy(people[0].uid), PersonWhy(people[1].uid)))
    assert desk.told(one)["investigators"].refuse


def test_who_would_not_go_is_struck_off(desk, people):
    assert desk.told(disposal(people[0], kind="劝其退党", ground=WOULD_NOT_GO))["kind"].refuse
    assert "kind" not in desk.told(disposal(people[0], kind="除名", ground=WOULD_NOT_GO))
    assert not desk.told(disposal(people[0], kind="限期改正", ground=DROPPED_OUT))["kind"].refuse


@pytest.mark.parametrize(
    ("kind", "ground", "how"),
    [
        ("劝其退党", "其他", "劝退除名"),
        ("除名", "其他", "除名"),
        ("除名", DROPPED_OUT, "自行脱党除名"),
    ],
)
def test_who_is_struck_off_leaves_the_roster_and_stays_out_five_years(desk, people, kind, ground, how):
    one = desk.put(disposal(people[0], kind=kind, ground=ground))
    desk.take(one, "file", filed_on=FILED)
    meeting, vote = held(desk)
    desk.take(one, "vote", **by_the_book(desk, people, meeting, vote))
    approved = {"approved_on": date(2026, 10, 8), "approver": "中共青石街道工作委员会"}
    assert desk.take(one, "approve", **approved) == {}
    gone = desk.get(Member, people[0].uid)
    assert (gone.exit_type, gone.exit_on, gone.removal_kind) == ("出党", date(2026, 10, 8), how)
    assert not may_vote(gone, date(2026, 10, 8))
    assert may_vote(gone, date(2026, 10, 7))
    desk.today = date(2033, 1, 1)
    again = Development(
        person=gone.name, id_number=gone.id_number, applied_on=date(2031, 10, 7), stage="入党申请人"
    )
    assert "5 年内不得重新入党" in desk.told(again)["id_number"].text
    again.applied_on = date(2031, 10, 8)
    assert "id_number" not in desk.told(again)


def test_who_is_on_the_roster_does_not_apply_and_others_may(desk, people):
    here = Development(
        person="某", id_number=people[0].id_number, applied_on=date(2026, 1, 5), stage="入党申请人"
    )
    assert "已经有这个人" in desk.told(here)["id_number"].text
    new = Development(
        person="某",
        id_number=id_number(date(1999, 7, 1), 301),
        applied_on=date(2026, 1, 5),
        stage="入党申请人",
    )
    assert "id_number" not in desk.told(new)


def penalty(person: Member, **values) -> Discipline:
    given = {
        "member": person.uid, "kind": "留党察看", "organ": "中共青石区纪律检查委员会",
        "decided_on": date(2025, 10, 10), "effect_to": date(2026, 10, 9), "seen_on": date(2025, 9, 20),
    }  # fmt: skip
    return Discipline(**{**given, **values})


def test_a_penalty_without_organ_is_refused(desk, people):
    assert desk.told(penalty(people[0], organ=None))["organ"].refuse
    assert desk.told(penalty(people[0], organ="中共春风社区支部委员会"))["organ"].refuse
    assert "organ" not in desk.told(penalty(people[0]))


def test_watched_has_no_vote_until_rights_are_restored_election_rules_article_5(desk, people):
    assert may_vote(people[0], date(2025, 12, 1))
    one = desk.put(penalty(people[0], decided_on=date(2026, 2, 1), effect_to=date(2026, 11, 1)))
    assert desk.take(one, "enforce") == {}
    watched = desk.get(Member, people[0].uid)
    assert (may_vote(watched, date(2026, 1, 31)), may_vote(watched, date(2026, 2, 1))) == (True, False)
    assert not may_vote(watched, date(2026, 11, 20))  # the period is over, the decision is not there
    watched.vote_barred_why = watched.vote_barred_from = None
    assert "党纪处分" in desk.told(watched)["vote_barred_why"].todo
    assert "restored_on" in desk.take(one, "end")
    assert desk.take(one, "end", restored_on=date(2026, 11, 21)) == {}
    back = desk.get(Member, people[0].uid)
    assert (may_vote(back, date(2026, 11, 20)), may_vote(back, date(2026, 11, 21))) == (False, True)


def test_a_penalty_ends_no_sooner_than_its_period(desk, people):
    one = desk.put(penalty(people[0], kind="警告", effect_to=date(2026, 11, 23)))
    assert desk.take(one, "enforce") == {}
    assert may_vote(desk.get(Member, people[0].uid), desk.today)
    assert "effect_to" in desk.take(one, "end")
    desk.today = date(2026, 11, 24)
    assert desk.take(one, "end") == {}


def test_expelled_leaves_the_roster_and_comes_back_when_the_penalty_is_lifted(desk, people):
    one = penalty(people[0], kind="开除党籍")
    assert desk.told(one)["effect_to"].refuse
    one.effect_to, one.decided_on = None, date(2026, 6, 1)
    desk.put(one)
    assert desk.take(one, "enforce") == {}
    gone = desk.get(Member, people[0].uid)
    assert (gone.exit_type, gone.removal_kind) == ("出党", "开除党籍")
    assert "lift_reason" in desk.take(one, "lift")
    assert desk.take(one, "lift", lift_reason="复查撤销") == {}
    assert desk.get(Member, people[0].uid).exit_type is None


def test_watched_names_its_period(desk, people):
    assert desk.told(penalty(people[0], effect_to=None))["effect_to"].refuse
    assert not desk.told(penalty(people[0], kind="警告", effect_to=None))["effect_to"].refuse


def test_a_warning_is_not_over_before_its_period_is_known(desk, people):
    one = desk.put(penalty(people[0], kind="警告", effect_to=None, decided_on=date(2026, 6, 1)))
    assert desk.take(one, "enforce") == {}
    assert "照处分决定填" in desk.take(one, "end")["effect_to"].todo


def test_who_moves_out_votes_no_more_from_that_day(people):
    people[0].exit_type, people[0].exit_on = "转出组织关系", date(2026, 7, 8)
    assert (may_vote(people[0], date(2026, 7, 7)), may_vote(people[0], date(2026, 7, 8))) == (True, False)
    people[1].entry_type, people[1].entry_on = "转入组织关系", date(2026, 7, 8)
    assert (may_vote(people[1], date(2026, 7, 7)), may_vote(people[1], date(2026, 7, 8))) == (False, True)
    people[2].category, people[2].full_on = "预备党员", None
    assert not may_vote(people[2], date(2026, 7, 8))
    people[3].party_status = "停止党籍"
    assert not may_vote(people[3], date(2026, 7, 8))
