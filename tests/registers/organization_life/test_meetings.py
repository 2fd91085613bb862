"""Minutes: numbered by themselves, signed only when whole, corrected only by adding."""

from datetime import date
from decimal import Decimal

import pytest

from desktop_app.base.dates import parse_span
from desktop_app.registers.organization_life.meeting_kinds import kinds_of, year_of
from desktop_app.registers.organization_life.meetings import (
    Attendance,
    Meeting,
    Resolution,
    Speech,
    missing_parts,
)
from desktop_app.registers.organization_life.votes import Vote
from desktop_app.registers.service.points_entries import PointsEntry
from desktop_app.registers.service.points_rules import PointsRule
from tests.registers.invented_people import member

SPAN = parse_span("2026-10-9 14:30-16:00")


@pytest.fixture
def meeting(desk, people):
    return desk.put(Meeting(kind="支部党员大会", title="讨论整改方案", start_end=SPAN))


def lacking(desk, meeting):
    return {problem.box for problem in missing_parts(meeting, desk) if problem.refuse}


def make_whole(desk, meeting, people):
    meeting.place, meeting.agenda, meeting.closing = "二楼会议室", ("讨论整改方案",), "会议于16时散会"
    meeting.chair, meeting.recorder = people[0].uid, people[1].uid
    desk.put(meeting)
    for one in people:
        desk.put(Attendance(gathering=meeting.uid, person=one.uid))
    desk.put(Speech(meeting=meeting.uid, speaker=people[0].uid, words="建议先修路灯。"))
    return desk.put(Resolution(meeting=meeting.uid, text="十月底前修好路灯", owner=people[2].uid))


def test_meetings_of_a_kind_are_numbered_within_the_year(desk, meeting):
    second = desk.put(Meeting(kind="支部党员大会", title="再议", start_end=SPAN))
    other = desk.put(Meeting(kind="党课", title="学习", start_end=SPAN))
    later = desk.put(Meeting(kind="支部党员大会", title="新年", start_end=parse_span("2027-1-9 14:30-16:00")))
    numbers = [one.session_no for one in (meeting, second, other, later)]
    assert numbers == ["2026年第1次", "2026年第2次", "2026年第1次", "2027年第1次"]


def test_one_person_does_not_chair_and_record(desk, people, meeting):
    meeting.chair = meeting.recorder = people[0].uid
    assert not desk.told(meeting)["recorder"].refuse


def test_a_group_meeting_names_its_group(desk):
    assert desk.told(Meeting(kind="党小组会", title="学习", start_end=SPAN))["org"].refuse


def test_an_empty_sheet_lacks_everything(desk, meeting):
    assert lacking(desk, meeting) == {
        "place",
        "chair",
        "recorder",
        "agenda",
        "closing",
        "attendance",
        "speech",
    }


def test_a_lecture_needs_lecturer_and_title_but_no_speeches(desk, people):
    lecture = desk.put(Meeting(kind="主题党日", also_kinds=("党课",), title="学习", start_end=SPAN))
    assert {"lecture_by", "lecture_title"} <= lacking(desk, lecture)
    assert "speech" not in lacking(desk, lecture)


def test_whole_minutes_are_signed_then_archived(desk, people, meeting):
    make_whole(desk, meeting, people)
    assert lacking(desk, meeting) == set()
    assert desk.take(meeting, "write") == {}
    assert set(desk.take(meeting, "sign")) == {"sign_chair", "sign_recorder"}
    assert meeting.state == "记录"
    assert desk.take(meeting, "sign", sign_chair=True, sign_recorder=True) == {}
    assert desk.take(meeting, "archive") == {}
    assert meeting.state == "归档"


def test_signing_posts_the_points_of_those_who_came_in_the_same_action(desk, people, meeting):
    by = desk.put(
        PointsRule(
            name="参加会议", group="组织生活", points=Decimal(1), unit="/次", scope=("正式",),
            posted_by="会议到会", from_on=date(2026, 1, 1),
        )
    )  # fmt: skip
    make_whole(desk, meeting, people)
    away = desk.find(Attendance.live().where(Attendance.person == people[3].uid))[0]
    away.present, away.reason = False, "病假"
    desk.put(away)
    desk.take(meeting, "write")
    assert desk.find(PointsEntry.live()) == []
    desk.take(meeting, "sign", sign_chair=True, sign_recorder=True)
    rows = desk.find(Attendance.live().where(Attendance.gathering == meeting.uid))
    came = {row.person for row in rows if row.present}
    posted = desk.find(PointsEntry.live())
    assert {(one.holder, one.points, one.rule, one.source) for one in posted} == {
        (uid, Decimal(1), by.uid, meeting.uid) for uid in came
    }
    assert people[3].uid not in came
    assert len(came) == len(people) - 1


def test_an_absence_without_reason_is_told_and_blocks_signing(desk, people, meeting):
    make_whole(desk, meeting, people[:5])
    absent = Attendance(gathering=meeting.uid, person=people[5].uid, present=False)
    assert not desk.told(absent)["reason"].refuse
    desk.put(absent)
    assert lacking(desk, meeting) == {"attendance"}
    absent.reason = "病假"
    desk.put(absent)
    assert lacking(desk, meeting) == set()


def test_a_vote_without_figures_blocks_signing(desk, people, meeting):
    make_whole(desk, meeting, people)
    vote = desk.put(Vote(meeting=meeting.uid, item="整改方案", expected=10, present=10))
    assert lacking(desk, meeting) == {"vote"}
    vote.ayes, vote.noes, vote.abst = 9, 0, 1
    desk.put(vote)
    assert lacking(desk, meeting) == set()


def test_signed_minutes_take_corrections_only_at_the_end(desk, people, meeting):
    make_whole(desk, meeting, people)
    desk.take(meeting, "write")
    desk.take(meeting, "sign", sign_chair=True, sign_recorder=True)
    assert "corrections" in desk.take(meeting, "correct")
    assert desk.take(meeting, "correct", corrections=("第2页第3行“路灯”应为“路牌”",)) == {}
    assert "corrections" in desk.take(meeting, "correct", corrections=("改写",))
    assert desk.take(meeting, "correct", corrections=(*meeting.corrections, "又一处")) == {}


def test_under_signed_minutes_only_what_follows_may_be_noted(desk, people, meeting):
    resolution = make_whole(desk, meeting, people)
    desk.take(meeting, "write")
    desk.take(meeting, "sign", sign_chair=True, sign_recorder=True)
    resolution.done_on = SPAN.day
    assert desk.told(resolution) == {}
    resolution.text = "不修了"
    assert desk.told(resolution)["text"].refuse
    late = Attendance(gathering=meeting.uid, person=people[0].uid, present=False, reason="事假")
    assert desk.told(late)["person"].refuse


def test_what_is_resolved_is_done_after_the_meeting(desk, people, meeting):
    early = Resolution(meeting=meeting.uid, text="整改", due_on=SPAN.day.replace(day=1))
    assert set(desk.told(early)) == {"due_on", "owner"}


def test_more_votes_than_people_with_a_vote_block_signing(desk, org, people, meeting):
    young = desk.put(member(15, branch=org.uid, category="预备党员", full_on=None))
    make_whole(desk, meeting, [*people[:4], young])
    vote = Vote(meeting=meeting.uid, item="整改方案", expected=5, present=5, ayes=5, noes=0, abst=0)
    desk.put(vote)
    assert lacking(desk, meeting) == {"vote"}
    vote.present = vote.ayes = 4
    desk.put(vote)
    assert lacking(desk, meeting) == set()


def test_a_vote_counts_everybody_with_a_vote_among_those_who_should_come_article_11(desk, people):
    general = desk.put(Meeting(kind="支部党员大会", title="接收", start_end=SPAN))
    make_whole(desk, general, people)
    few = Vote(meeting=general.uid, item="接收", expected=3, present=3, ayes=3, noes=0, abst=0)
    desk.put(few)
    told = [one for one in missing_parts(general, desk) if one.box == "vote"]
    assert [one.text for one in told] == ["“接收”应到有表决权写了 3 人，到会情况里是 10 人"]
    few.expected = 10
    desk.put(few)
    assert "vote" not in lacking(desk, general)


def test_the_innovation_theory_is_studied_first_and_its_lack_told(desk, people, meeting):
    def soft(one: Meeting) -> set[str]:
        return {problem.box for problem in missing_parts(one, desk) if not problem.refuse}

    assert "first_topic" in soft(meeting)
    meeting.first_topic = ("习近平总书记关于党的建设的重要思想",)
    assert "first_topic" not in soft(desk.put(meeting))
    lecture = desk.put(Meeting(kind="党课", title="学习", start_end=SPAN))
    assert "first_topic" not in soft(lecture)


def test_a_date_of_last_month_left_in_the_words_is_told_and_stops_nothing(desk, people, meeting):
    make_whole(desk, meeting, people)
    assert all("正文里有" not in one.text for one in missing_parts(meeting, desk))
    desk.put(Speech(meeting=meeting.uid, speaker=people[1].uid, words="9月15日下午，支部召开支委会。"))
    meeting.closing = "8月3日的会到此结束"
    told = {one.box: one for one in missing_parts(desk.put(meeting), desk) if "正文里有" in one.text}
    assert set(told) == {"speech", "closing"}
    assert "9月15日" in told["speech"].text
    assert "2026年10月9日" in told["speech"].text
    assert lacking(desk, meeting) == set()


def test_a_life_meeting_belongs_to_a_year_of_its_own_article_17(desk):
    def held(kind: str, when: str, **values) -> Meeting:
        return desk.put(Meeting(kind=kind, title="年度", start_end=parse_span(when), **values))

    assert held("组织生活会", "2026-1-20 9:00-11:00").belongs_year == 2025
    assert held("民主评议党员大会", "2026-12-10 9:00-11:00").belongs_year == 2026
    assert held("党课", "2026-1-20 9:00-11:00").belongs_year is None
    late = held("组织生活会", "2026-3-20 9:00-11:00", belongs_year=2026)
    assert (year_of(late), year_of(held("党课", "2026-1-21 9:00-11:00"))) == (2026, 2026)
    late.belongs_year = 2027
    assert desk.told(late)["belongs_year"].refuse
    late.belongs_year = 2024
    assert not desk.told(late)["belongs_year"].refuse


def test_a_notice_goes_out_before_the_meeting(desk, meeting):
    meeting.notified_on = date(2026, 10, 10)
    assert desk.told(meeting)["notified_on"].refuse


def test_assemblies_under_another_name_are_general_meetings_article_11(desk):
    for kind in ("民主评议党员大会", "换届选举大会"):
        assert kinds_of(Meeting(kind=kind)) == {kind, "支部党员大会"}
    assert kinds_of(Meeting(kind="组织生活会")) == {"组织生活会"}
