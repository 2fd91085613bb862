"""One entry shows up in every paper it belongs to."""

from datetime import date
from decimal import Decimal
from typing import Any

from desktop_app.base.dates import Month
from desktop_app.duties.feeds import feeds_of
from desktop_app.registers.meetings import Speech
from desktop_app.registers.promises import PromiseAction
from tests.duties.sample import Branch

DAY = date(2026, 10, 15)


def papers(branch: Branch, record: Any) -> dict[str, str]:
    return {one.paper: one.title for one in feeds_of(record, branch)}


def test_a_meeting_with_hours_feeds_minutes_sheet_hours_and_month(branch: Branch) -> None:
    people = branch.members(3)
    plain = branch.meeting("支部委员会", DAY)
    assert set(papers(branch, plain)) == {"minutes_record", "minutes_summary", "sign_in", "monthly_report"}
    lecture = branch.meeting("党课", DAY, hours=Decimal(2))
    branch.came(lecture, *people[:2])
    told = papers(branch, lecture)
    assert told["study_hours"] == "2 人的年度学时"
    assert told["monthly_report"] == "10月月报（组织生活、学习教育）"


def test_a_linked_session_points_at_the_meetings_sheet(branch: Branch) -> None:
    meeting = branch.meeting("支部党员大会", DAY)
    session = branch.study(DAY, meeting=meeting.uid)
    sheet = next(one for one in feeds_of(session, branch) if one.paper == "sign_in")
    assert sheet.args == (meeting.uid,)
    assert "study_hours" in papers(branch, meeting)


def test_members_promises_and_issues_reach_their_month(branch: Branch) -> None:
    member = branch.member(exit_on=DAY, exit_type="死亡")
    months = [one.args[0] for one in feeds_of(member, branch) if one.paper == "monthly_report"]
    assert months == [Month(2026, 1), Month(2026, 10)]
    promise = branch.promise(member, date(2026, 12, 1))
    act = branch.add(PromiseAction(promise=promise.uid, acted_on=DAY, action="走访"))
    assert papers(branch, promise)["promise_letter"] == "承诺书"
    assert [one.args for one in feeds_of(act, branch)] == [(member.uid, 2026), (Month(2026, 10),)]
    issue = branch.issue(DAY, DAY)
    assert set(papers(branch, issue)) == {"issue_ledger", "monthly_report"}


def test_a_register_without_papers_feeds_none(branch: Branch) -> None:
    assert feeds_of(Speech(words="好"), branch) == []
