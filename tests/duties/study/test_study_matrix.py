"""The matrix of a topic against its attendance, row by row."""

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from desktop_app.base.strokes import load_strokes
from desktop_app.duties.study.study_files import topic_files
from desktop_app.duties.study.study_matrix import matrix_of
from desktop_app.registers.study.study_topics import STAGES, StudyTopic
from tests.duties.rows import made
from tests.duties.sample import Branch, span

TODAY = date(2026, 11, 23)


@st.composite
def courses(draw: st.DrawFn) -> tuple[list[Any], list[Any], dict[str, list[Any]]]:
    members = [made("m", name="甲", care_flag=draw(st.sampled_from([(), ("失能",)]))) for _ in range(3)]
    sessions = [
        made(
            "s",
            method_step=draw(st.sampled_from([*STAGES, None])),
            meeting=None,
            start_end=span(TODAY - timedelta(days=9)),
        )
        for _ in range(draw(st.integers(0, 6)))
    ]
    days = st.none() | st.sampled_from([TODAY, TODAY + timedelta(days=1)])
    sheets = {
        one.uid: [
            SimpleNamespace(person=who.uid, present=draw(st.booleans()), makeup_on=draw(days))
            for who in members
            if draw(st.booleans())
        ]
        for one in sessions
    }
    return members, sessions, sheets


@given(courses())
def test_a_stage_is_passed_by_being_there_or_making_up(
    course: tuple[list[Any], list[Any], dict[str, list[Any]]],
) -> None:
    members, sessions, sheets = course
    found = matrix_of("t", members, sessions, sheets, TODAY)
    for member, row in zip(members, found.rows, strict=True):
        for stage in STAGES:
            mine = [
                line
                for one in sessions
                if one.method_step == stage
                for line in sheets[one.uid]
                if line.person == member.uid
            ]
            there = any(line.present for line in mine)
            made_up = any(not line.present and line.makeup_on == TODAY for line in mine)
            assert (stage in row.passed) == (there or made_up)
            assert row.cells[stage].made_up == (made_up and not there)
            missed = any(not line.present for line in mine) and not there and not made_up
            assert (stage in {step for step, _ in row.to_make_up}) == (missed and not row.exempt)
    for figure in found.figures:
        assert figure.value == len(figure.items)
    assert found.figures[-1].value == sum(row.complete for row in found.rows)


def test_a_branch_learns_a_topic(branch: Branch) -> None:
    one, two = branch.members(2)
    topic = branch.add(StudyTopic(title="专题一", topic_area="党的宗旨教育", from_on=date(2026, 9, 1)))
    meeting = branch.meeting("主题党日", date(2026, 10, 9))
    reading = branch.study(date(2026, 10, 9), topic=topic.uid, method_step=STAGES[0], meeting=meeting.uid)
    branch.came(meeting, one)
    branch.came(meeting, two, present=False, reason="病假", makeup_on=date(2026, 11, 9))
    tutoring = branch.study(date(2026, 11, 2), topic=topic.uid, method_step=STAGES[1])
    branch.came(tutoring, one)
    branch.came(tutoring, two, present=False, reason="公出")
    branch.study(date(2026, 12, 2), topic=topic.uid, method_step=STAGES[2])
    (file,) = topic_files(branch, load_strokes())
    found = file.matrix
    assert found.sessions == {
        STAGES[0]: (reading.uid,),
        STAGES[1]: (tutoring.uid,),
        STAGES[2]: (),
        STAGES[3]: (),
    }
    assert [row.passed for row in found.rows] == [STAGES[:2], STAGES[:1]]
    assert found.rows[1].cells[STAGES[0]].words == "11月9日补学"
    assert found.rows[1].to_make_up == ((STAGES[1], tutoring.uid),)
    assert found.words == "已开展原文精读、理论辅导；还缺案例解析、实践提升"
