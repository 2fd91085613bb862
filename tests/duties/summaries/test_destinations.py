"""One entry shows up in every figure it belongs to, and nowhere else."""

from datetime import date
from decimal import Decimal
from typing import Any

from desktop_app.base.periods import Month
from desktop_app.duties.summaries.destinations import figures_of
from desktop_app.duties.summaries.month import freeze, month_figures
from desktop_app.registers.displays.promises import PromiseAction
from desktop_app.registers.organization_life.meetings import Attendance, Speech
from desktop_app.registers.reporting.reports import MonthlyReport
from tests.duties.sample import Branch

DAY = date(2026, 10, 15)
OCTOBER = Month(2026, 10)


def figures(branch: Branch, record: Any, month: Month = OCTOBER) -> dict[str, str]:
    told = figures_of(record, branch)
    return {
        str(one.args["figure"]): one.value for one in told if one.args.get("month") == month and one.value
    }


def test_a_meeting_feeds_the_months_figures(branch: Branch) -> None:
    people = branch.members(3)
    lecture = branch.meeting("党课", DAY, hours=Decimal(2))
    branch.came(lecture, *people[:2])
    branch.came(lecture, people[2], present=False, reason="病假")
    told = figures(branch, lecture)
    assert (told["meetings"], told["held_lecture"], told["present"]) == ("1次", "1次", "2人次")
    assert (told["attendance_rate"], told["sessions"], told["learners"]) == ("66.7%", "1次", "2人次")


def test_one_changed_attendance_changes_every_figure_it_is_in(branch: Branch) -> None:
    people = branch.members(3)
    lecture = branch.meeting("党课", DAY, hours=Decimal(2))
    branch.came(lecture, *people)
    row = branch.find(Attendance.live())[0]
    before = figures(branch, row)
    row.present, row.reason = False, "病假"
    branch.add(row)
    after = figures(branch, row)
    assert (before["present"], before["learners"]) == ("3人次", "3人次")
    # Absent, the row stands in no list of those present; the rate counts it among those it is measured by.
    assert "present" not in after
    assert "learners" not in after
    assert (before["attendance_rate"], after["attendance_rate"]) == ("100.0%", "66.7%")


def test_a_linked_session_counts_who_came_to_the_meeting(branch: Branch) -> None:
    meeting = branch.meeting("支部党员大会", DAY)
    session = branch.study(DAY, meeting=meeting.uid)
    branch.came(meeting, branch.member())
    assert figures(branch, session)["learners"] == "1人次"


def test_a_planned_meeting_counts_in_no_month(branch: Branch) -> None:
    branch.member()
    planned = branch.meeting("支部党员大会", date(2026, 11, 20), state="通知")
    assert figures(branch, planned, Month(2026, 11)) == {}


def test_children_count_with_their_parent(branch: Branch) -> None:
    member = branch.member()
    promise = branch.promise(member, date(2026, 12, 1))
    act = branch.add(PromiseAction(promise=promise.uid, acted_on=DAY, action="走访"))
    assert figures(branch, act)["actions"] == "1次"
    issue = branch.issue(DAY, DAY)
    assert figures(branch, issue)["issue2_new"] == "1件"


def test_who_left_counts_in_the_months_of_coming_and_going(branch: Branch) -> None:
    member = branch.member(exit_on=DAY, exit_type="死亡", entry_type="转入组织关系")
    assert figures(branch, member)["out_died"] == "1人"
    assert figures(branch, member, Month(2026, 1))["in_transferred"] == "1人"


def test_a_signed_month_is_told_as_it_was_signed(branch: Branch) -> None:
    meeting = branch.meeting("党课", DAY)
    report = MonthlyReport(month=OCTOBER, org=branch.org.uid, version=1, state="签发")
    freeze(report, month_figures(branch, OCTOBER))
    branch.add(report)
    late = branch.meeting("支部委员会会议", DAY)
    assert figures(branch, meeting)["meetings"] == "1次"
    assert "签发" in next(one.title for one in figures_of(meeting, branch) if one.is_paper)
    assert figures(branch, late) == {}


def test_what_is_not_saved_or_taken_away_is_nowhere(branch: Branch) -> None:
    assert figures_of(Speech(words="好"), branch) == []
    meeting = branch.meeting("党课", DAY)
    meeting.removed_at = "2026-10-16T09:00"
    branch.add(meeting)
    assert figures_of(meeting, branch) == []
