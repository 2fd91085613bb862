"""One attendance sheet for a meeting and its study session; the sheet is the fact, differences are told."""

from datetime import date

import pytest

from desktop_app.duties.organization_life.attendance import (
    reason_known,
    reason_words,
    start_attendance,
    turnout_of,
)
from desktop_app.registers.organization_life.meetings import Attendance
from desktop_app.registers.people.members import Member
from tests.duties.sample import Branch

DAY = date(2026, 10, 15)
GENERAL = "支部党员大会"


def test_attendance_starts_with_everybody_there(branch: Branch) -> None:
    people = branch.members(4)
    branch.member(entry_type="转入组织关系", entry_on=date(2026, 11, 1))
    meeting = branch.meeting(GENERAL, DAY)
    rows = start_attendance(meeting, branch)
    assert [row.person for row in rows] == [one.uid for one in people]
    assert all(row.present and row.is_new and row.gathering == meeting.uid for row in rows)
    assert branch.find(Attendance.live()) == []
    branch.add(*rows[:3])
    assert [row.person for row in start_attendance(meeting, branch)] == [people[3].uid]


def test_absent_with_reasons_and_the_vote_of_those_present(branch: Branch) -> None:
    one, two, three = branch.members(3)
    four = branch.member(category="预备党员", full_on=None)
    meeting = branch.meeting(GENERAL, DAY)
    branch.came(meeting, one, four)
    branch.came(meeting, two, present=False, reason="病假")
    branch.came(meeting, three, present=False, reason="其他", note="值班")
    found = turnout_of(meeting, branch)
    assert (len(found.expected), len(found.present)) == (4, 2)
    assert (len(found.voters), len(found.voters_present)) == (3, 1)
    names = {two.uid: "钱一", three.uid: "孙一"}
    assert found.absent_words(names.__getitem__) == "钱一（病假）、孙一（值班）"


@pytest.mark.parametrize(
    ("reason", "note", "words"),
    [
        ("病假", None, "病假"),
        ("公出", "省里开会", "公出，省里开会"),
        ("其他", "值班", "值班"),
        (None, "值班", "值班"),
        (None, None, "未写原因"),
    ],
)
def test_reasons_in_words(reason: str | None, note: str | None, words: str) -> None:
    assert reason_words(Attendance(reason=reason, note=note)) == words


def test_barred_this_time_and_excluded_by_consent(branch: Branch) -> None:
    one, two, three = branch.members(3)
    meeting = branch.meeting("换届选举大会", DAY)
    branch.came(meeting, one)
    branch.came(meeting, two, vote_barred=True)
    branch.came(meeting, three, present=False, excluded="正在服刑")
    found = turnout_of(meeting, branch)
    assert found.expected == (one.uid, two.uid)
    assert found.voters == (one.uid,)
    assert found.unlisted == ()


def test_who_is_missing_on_the_sheet_and_who_should_not_be_there_is_told(branch: Branch) -> None:
    one, two = branch.members(2)
    later = branch.member(entry_type="转入组织关系", entry_on=date(2026, 11, 1))
    meeting = branch.meeting(GENERAL, DAY)
    branch.came(meeting, one, later)
    found = turnout_of(meeting, branch)
    assert found.unlisted == (two.uid,)
    assert found.outside == (later.uid,)
    assert later.uid not in found.voters


def test_a_linked_session_has_the_meeting_sheet(branch: Branch) -> None:
    one, _ = branch.members(2)
    meeting = branch.meeting("党课", DAY)
    branch.came(meeting, one)
    session = branch.study(DAY, meeting=meeting.uid)
    assert turnout_of(session, branch).present == (one.uid,)
    assert start_attendance(session, branch) == []


def test_without_a_sheet_the_body_of_the_day_is_expected_and_nobody_present(branch: Branch) -> None:
    branch.members(3)
    found = turnout_of(branch.meeting(GENERAL, DAY), branch)
    assert (len(found.expected), len(found.present), len(found.unlisted)) == (3, 0, 3)


@pytest.mark.parametrize(
    ("known", "reason"),
    [
        ({"care_flag": ("失能", "困难")}, "年老体弱"),
        ({"care_flag": ("身患重病",)}, "病假"),
        ({"mobile_flag": True}, "外出流动"),
        ({"care_flag": ("困难",)}, None),
    ],
)
def test_the_roster_knows_why_some_cannot_come(known, reason):
    assert reason_known(Member(**known)) == reason
