"""A grade stands on counted ballots of a year that has come; a meeting of no year has none."""

from datetime import date

import pytest

from desktop_app.base.dates import parse_span
from desktop_app.registers.organization_life.appraisals import Appraisal
from desktop_app.registers.organization_life.meetings import Meeting


def graded(who, **values):
    known = {
        "year": 2025,
        "self_rating": "好",
        "issued": 9,
        "returned": 9,
        "n_a": 3,
        "n_b": 6,
        "n_c": 0,
        "n_d": 0,
        "grade": "合格",
        "decided_by": "党员大会",
        "decided_on": date(2026, 2, 10),
    }
    return Appraisal(**{"member": who.uid, **known, **values})


@pytest.mark.parametrize(
    ("values", "box", "words"),
    [
        ({"year": 2027}, "decided_on", "还不能评 2027 年度"),
        ({"issued": None}, "issued", "发出、收回"),
        ({"returned": None}, "returned", "发出、收回"),
        (
            {
                "grade": "不合格",
                "grade_reason": "长期不参加组织生活",
                "followup": "限期改正",
                "correct_by": date(2026, 2, 10),
            },
            "correct_by",
            "不晚于评定日期",
        ),
    ],
)
def test_a_grade_without_its_ground_is_refused(desk, people, values, box, words) -> None:
    told = desk.told(graded(people[0], **values))
    assert told[box].refuse
    assert words in told[box].text


def test_a_grade_with_its_ground_is_taken(desk, people) -> None:
    assert [one.text for one in desk.told(graded(people[0])).values() if one.refuse] == []


def test_a_meeting_that_became_another_kind_keeps_no_year_of_its_own(desk) -> None:
    when = parse_span("2026-02-10 9:00-11:00")
    meeting = desk.put(Meeting(kind="组织生活会", title="会", start_end=when))
    assert meeting.belongs_year == 2025
    meeting.kind = "支部党员大会"
    assert desk.put(meeting).belongs_year is None
