"""Every Computed of the registers has its function, and a page costs no more reads than a record."""

from datetime import date
from decimal import Decimal

import pytest

from desktop_app.base.periods import PartialDate
from desktop_app.duties.organization_life.computed import vote_outcomes
from desktop_app.duties.summaries.computed import COMPUTED, COMPUTED_MANY
from desktop_app.records.record import Register
from desktop_app.registers import MODELS
from desktop_app.registers.organization_life.meetings import Resolution, Speech
from desktop_app.registers.organization_life.votes import Vote
from desktop_app.registers.rectification.issues import IssueMeasure, IssueProgress
from desktop_app.registers.study.study import StudyHours
from tests.duties.sample import TODAY, Branch

DAY = date(2026, 10, 15)
DECLARED = {(register.name, name) for register in map(Register, MODELS) for name in register.computed}


def test_every_computed_figure_has_its_function_and_no_other() -> None:
    assert set(COMPUTED) == DECLARED
    assert set(COMPUTED_MANY) == DECLARED


@pytest.mark.parametrize(("register", "name"), sorted(DECLARED))
def test_an_empty_new_record_has_a_value_for_every_figure(branch: Branch, register: str, name: str) -> None:
    model = {one.name: one for one in map(Register, MODELS)}[register].model
    record = model()
    assert COMPUTED_MANY[register, name]([record], branch).keys() == {record.uid}


def test_a_meeting_tells_its_figures(branch: Branch) -> None:
    one, two = branch.members(2)
    branch.member(category="预备党员", full_on=None)
    meeting = branch.meeting("支部党员大会", DAY)
    branch.came(meeting, one)
    branch.came(meeting, two, present=False, reason="病假")
    branch.add(Speech(meeting=meeting.uid, speaker=one.uid, words="同意"))
    branch.add(Resolution(meeting=meeting.uid, text="办"), Resolution(meeting=meeting.uid, text="查"))

    def figure(name: str) -> object:
        return COMPUTED["meeting", name](meeting, branch)

    assert [figure(name) for name in ("n_expected", "n_vote_expected", "present")] == [2, 2, 1]
    assert figure("absent") == f"{two.name}（病假）"
    assert [figure(name) for name in ("speeches", "resolutions", "votes")] == [1, 2, 0]


def test_a_page_of_meetings_costs_the_reads_of_one(branch: Branch) -> None:
    people = branch.members(5)
    meetings = [branch.meeting("支部委员会会议", date(2026, month, 3)) for month in range(1, 11)]
    for meeting in meetings:
        branch.came(meeting, *people)
    branch.queries = 0
    COMPUTED["meeting", "present"](meetings[0], branch)
    single, branch.queries = branch.queries, 0
    assert set(COMPUTED_MANY["meeting", "present"](meetings, branch).values()) == {5}
    assert branch.queries == single


def test_a_vote_takes_its_people_from_the_sheet_when_they_were_not_typed(branch: Branch) -> None:
    people = branch.members(4)
    meeting = branch.meeting("支部党员大会", DAY)
    branch.came(meeting, *people[:3])
    branch.came(meeting, people[3], present=False, reason="事假")
    vote = branch.add(Vote(meeting=meeting.uid, item="预算", matter="一般决议", ayes=3, noes=0, abst=0))
    assert COMPUTED["vote", "result"](vote, branch) == "通过"
    assert "实到 3 人" in vote_outcomes([vote], branch)[vote.uid].words
    assert "第十一条" in vote_outcomes([vote], branch)[vote.uid].words
    vote.matter, vote.mode = "接收预备党员", "举手"
    assert "无记名" in vote_outcomes([vote], branch)[vote.uid].doubts[0]
    vote.matter, vote.ayes = "一般决议", 2
    assert COMPUTED["vote", "result"](vote, branch) == "未通过"
    vote.ayes = None
    assert COMPUTED["vote", "result"](vote, branch) == "票数不全"


def test_a_vote_is_judged_by_the_rules_of_its_own_time(branch: Branch) -> None:
    people = branch.members(4)
    meeting = branch.meeting("支部党员大会", DAY)
    branch.came(meeting, *people)
    vote = branch.add(Vote(meeting=meeting.uid, item="预算", matter="一般决议", ayes=3, noes=1, abst=0))
    branch.later["vote_pass"] = (date(2026, 11, 1), Decimal("0.8"))
    assert COMPUTED["vote", "result"](vote, branch) == "通过"
    branch.later["vote_pass"] = (date(2026, 10, 1), Decimal("0.8"))
    assert COMPUTED["vote", "result"](vote, branch) == "未通过"


def test_age_and_party_years_stop_at_leaving_and_follow_the_correction(branch: Branch) -> None:
    one = branch.member(birth_date=date(1980, 11, 24), full_on=PartialDate(2000, 11, 23))
    values = [COMPUTED["member", name](one, branch) for name in ("age", "party_years")]
    assert values == [45, 26]
    one.party_age_adjust = -12
    assert COMPUTED["member", "party_years"](one, branch) == 25
    one.exit_on = date(2010, 1, 1)
    assert COMPUTED["member", "age"](one, branch) == 29
    one.full_on = None
    assert COMPUTED["member", "party_years"](one, branch) is None


def test_study_hours_and_full_members(branch: Branch) -> None:
    one = branch.member()
    branch.member(category="预备党员", full_on=None)
    branch.came(branch.study(DAY, "12"), one)
    row = branch.add(StudyHours(member=one.uid, year=2026, target=32))
    assert COMPUTED["study_hours", "done"](row, branch) == 12
    assert COMPUTED["study_hours", "deficit"](row, branch) == 20
    assert Decimal(13) < COMPUTED["study_hours", "forecast"](row, branch) < Decimal(14)
    assert COMPUTED["party_org", "n_full"](branch.org, branch) == 1


def test_a_committee_is_told_in_the_order_of_posts(branch: Branch) -> None:
    one, two = branch.members(2)
    branch.seat(one, "纪检委员")
    branch.seat(two, "书记")
    assert (
        COMPUTED["party_org", "committee"](branch.org, branch)
        == f"{two.name}（书记）、{one.name}（纪检委员）"
    )


def test_an_issue_tells_its_progress(branch: Branch) -> None:
    issue = branch.issue(date(2026, 9, 3), TODAY)
    branch.add(IssueMeasure(issue=issue.uid, seq=1, text="清理", due_on=TODAY))
    branch.add(IssueProgress(issue=issue.uid, on=DAY, text="清理一半", percent=50, round=1))
    told = {
        name: COMPUTED["issue", name](issue, branch)
        for name in ("measures", "progress", "percent", "overdue")
    }
    assert told == {"measures": 1, "progress": "2026-10-15 清理一半", "percent": 50, "overdue": "今天到期"}
    issue.state = "已销号"
    assert COMPUTED["issue", "percent"](issue, branch) == 100
