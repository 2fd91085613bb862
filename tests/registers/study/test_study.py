"""Study: a meeting is not typed twice, hours follow the conversion, targets follow the member."""

from datetime import date
from decimal import Decimal

import pytest

from desktop_app.base.dates import parse_span
from desktop_app.registers.organization_life.meetings import Attendance, Meeting
from desktop_app.registers.people.orgs import CommitteeMember
from desktop_app.registers.study.study import StudyHours, StudySession, StudySpeech, default_hours
from desktop_app.registers.study.study_materials import StudyTag, shipped_tags, shipped_theory
from desktop_app.registers.study.study_topics import StudyTopic, TopicStage

SPAN = parse_span("2026-10-9 14:30-16:00")
WORDS = {"topic_area": "政治理论教育", "title": "学原文"}


@pytest.mark.parametrize(
    ("kind", "span", "hours"),
    [
        ("支部集中学习", "2026-10-9 14:30-16:00", "1.5"),
        ("党课", "2026-10-9 14:30-14:50", "0.3"),
        ("专题讲座", "2026-10-9 9:00-11:00", "4.0"),
        ("实践活动", "2026-10-9 9:00-13:00", "4.0"),
        ("实践活动", "2026-10-9 9:00-13:01", "8.0"),
        ("集中培训(上级调训)", "2026-10-9 9:00-17:00", "8.0"),
        ("集中培训(上级调训)", "2026-10-9 9:00至2026-10-11 12:00", "24.0"),
    ],
)
def test_hours_by_conversion(desk, kind, span, hours):
    assert default_hours(kind, parse_span(span), desk) == Decimal(hours)


def test_hours_are_filled_and_may_be_changed(desk):
    one = desk.put(StudySession(kind="支部集中学习", start_end=SPAN, **WORDS))
    assert (one.hours, one.held_on) == (Decimal("1.5"), SPAN.day)
    one.hours = Decimal("2")
    desk.put(one)
    assert one.hours == 2


def test_a_meeting_gives_time_and_place(desk):
    meeting = desk.put(
        Meeting(
            kind="党课",
            title="党课",
            start_end=SPAN,
            place="会议室",
            lecture_title="学条例",
            lecture_by="某人",
        )
    )
    one = desk.put(StudySession(kind="党课", topic_area="政治理论教育", meeting=meeting.uid))
    assert (one.start_end, one.place, one.title, one.lecturer) == (SPAN, "会议室", "学条例", "某人")
    assert not desk.told(StudySession(kind="党课", meeting=meeting.uid, **WORDS))["meeting"].refuse


def test_a_meeting_gives_attendance_too(desk, people):
    meeting = desk.put(Meeting(kind="党课", title="党课", start_end=SPAN))
    one = desk.put(StudySession(kind="党课", start_end=SPAN, **WORDS))
    desk.put(Attendance(gathering=one.uid, person=people[0].uid))
    one.meeting = meeting.uid
    assert desk.told(one)["meeting"].refuse


@pytest.mark.parametrize(
    ("values", "target"),
    [
        ({}, 32),
        ({"party_post": "组织委员"}, 56),
        ({"party_post": "党小组组长"}, 32),
        ({"care_flag": ("困难",)}, 32),
        ({"care_flag": ("困难", "年老体弱"), "party_post": "书记"}, 0),
    ],
)
def test_the_target_follows_the_member(desk, people, values, target):
    for name, value in values.items():
        setattr(people[0], name, value)
    desk.put(people[0])
    assert desk.put(StudyHours(member=people[0].uid, year=2026)).target == target


def test_a_seat_on_the_committee_makes_a_leader(desk, org, people):
    desk.put(CommitteeMember(org=org.uid, member=people[0].uid, role="其他委员"))
    assert desk.put(StudyHours(member=people[0].uid, year=2026)).target == 56


def test_a_stage_before_its_forerunner_is_told(desk):
    topic = desk.put(StudyTopic(title="学思想", topic_area="政治理论教育", from_on=date(2026, 9, 1)))
    tutoring = desk.put(
        StudySession(kind="专题讲座", start_end=SPAN, topic=topic.uid, method_step="理论辅导", **WORDS)
    )
    told = desk.told(tutoring)["method_step"]
    assert "原文精读" in told.text
    assert not told.refuse
    reading = {"start_end": parse_span("2026-9-9 14:30-16:00"), "method_step": "原文精读"}
    desk.put(StudySession(kind="支部集中学习", topic=topic.uid, **reading, **WORDS))
    assert "method_step" not in desk.told(tutoring)
    desk.put(TopicStage(topic=topic.uid, stage="理论辅导", content="请党校讲", due_on=date(2026, 9, 20)))
    plan = TopicStage(topic=topic.uid, stage="原文精读", content="读", due_on=date(2026, 9, 30))
    assert not desk.told(plan)["due_on"].refuse
    plan.due_on = date(2026, 9, 20)
    assert desk.told(plan) == {}


def test_three_brought_and_three_entered_are_these_six_words(desk):
    assert [one.name for one in shipped_tags()] == [
        "带着嘱托学", "带着感情学", "带着责任学", "入脑", "入心", "入行",
    ]  # fmt: skip
    assert all(desk.told(one) == {} for one in shipped_tags())
    assert desk.told(StudyTag(brand="三带三入", name="带着问题学"))["name"].refuse
    assert not desk.told(StudyTag(brand="三带三入", name="带着问题学", in_use=False))["name"].refuse
    assert desk.told(StudyTag(brand="自己的", name="带着问题学")) == {}


def test_who_was_away_does_not_speak_but_may_write(desk, people):
    one = desk.put(StudySession(kind="支部集中学习", start_end=SPAN, **WORDS))
    desk.put(Attendance(gathering=one.uid, person=people[0].uid, present=False, reason="病假"))
    said = StudySpeech(session=one.uid, person=people[0].uid, text="我学到了")
    assert desk.told(said)["person"].refuse
    said.kind = "心得体会"
    assert desk.told(said) == {}


def test_the_library_begins_with_the_innovation_theory():
    works = shipped_theory()
    assert all(one.kind == "创新理论" for one in works)
    assert any("习近平新时代中国特色社会主义思想" in one.title for one in works)
