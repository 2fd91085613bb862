"""A meeting as a whole: begun from the last ones, judged unsaved, tidied, seen as study and as an issue."""

from datetime import date

import pytest

from desktop_app.base.dates import parse_span
from desktop_app.duties.basics.bodies import Roster
from desktop_app.duties.organization_life.minutes import (
    MeetingView,
    add_expected,
    agenda_line,
    as_issue,
    as_study,
    begin,
    open_resolutions,
    read_file,
    tidy,
)
from desktop_app.registers.organization_life.meetings import Attendance, Meeting, Resolution, Speech
from desktop_app.registers.organization_life.votes import Vote
from desktop_app.registers.people.orgs import CommitteeMember
from tests.registers.desk import Desk
from tests.registers.invented_people import branch, member


@pytest.fixture
def desk():
    desk = Desk()
    yield desk
    desk.close()


@pytest.fixture
def people(desk):
    """A branch of ten with a committee of three."""
    org = desk.put(branch())
    made = [desk.put(member(n, branch=org.uid, seq=n + 1)) for n in range(10)]
    for one, role in zip(made, ("书记", "组织委员", "宣传委员"), strict=False):
        desk.put(CommitteeMember(org=org.uid, member=one.uid, role=role))
    return made


def held(desk, when, **values):
    return desk.put(
        Meeting(**{"kind": "支部委员会会议", "title": "支委会", "start_end": parse_span(when), **values})
    )


def naming(uid):
    return "某人"


def test_what_is_open_since_last_month_or_overdue_comes_up_again(desk, people):
    october, june = held(desk, "2026-10-20 15:00-16:00"), held(desk, "2026-06-20 15:00-16:00")
    owner = people[1].uid
    for meeting, text, values in (
        (october, "要办", {"owner": owner}),
        (october, "没有人办的不列", {}),
        (october, "办完的不列", {"owner": owner, "done_on": date(2026, 11, 1)}),
        (june, "过期的还要列", {"due_on": date(2026, 7, 1)}),
        (june, "早先没有时限的不列", {"owner": owner}),
    ):
        desk.put(Resolution(meeting=meeting.uid, text=text, **values))
    found = open_resolutions(desk, date(2026, 11, 23))
    assert {row.text for row in found} == {"要办", "过期的还要列"}


def test_an_agenda_line_names_owner_and_day_and_keeps_quotes_apart():
    row = Resolution(text="公示“好邻居”名单。", owner="u", due_on=date(2026, 11, 30))
    assert agenda_line(row, naming) == "听取“公示‘好邻居’名单”落实情况（某人负责，11月30日前完成）"
    assert agenda_line(Resolution(text="清理堆物"), naming) == "听取“清理堆物”落实情况"


def test_a_new_meeting_follows_the_last_one_and_the_committee(desk, people):
    held(desk, "2026-10-20 15:00-16:30", place="会议室", recorder=people[2].uid)
    held(desk, "2026-10-29 19:00-20:00", kind="支部党员大会", place="礼堂", recorder=people[5].uid)
    file = begin(desk, "支部委员会会议", naming)
    meeting = file.meeting
    assert meeting.start_end == parse_span("2026-11-23 15:00-16:30")
    assert (meeting.place, meeting.chair, meeting.recorder) == ("会议室", people[0].uid, people[2].uid)
    assert meeting.session_no == "2026年第2次"
    assert [row.person for row in file.attendance] == [one.uid for one in people[:3]]
    assert all(row.present for row in file.attendance)


def test_the_recorder_is_never_the_chair(desk, people):
    held(desk, "2026-10-20 15:00-16:30", recorder=people[0].uid)
    assert begin(desk, "支部委员会会议", naming).meeting.recorder is None


def test_the_sheet_follows_the_body_but_keeps_what_was_written(desk, people):
    file = begin(desk, "支部党员大会", naming)
    file.attendance[9].present = False
    file.meeting.kind = "支部委员会会议"
    add_expected(file, Roster.read(desk), desk)
    assert [row.person for row in file.attendance] == [people[n].uid for n in (0, 1, 2, 9)]


def test_gaps_and_standing_are_those_of_the_desk_not_of_the_file(desk, people):
    file = begin(desk, "支部委员会会议", naming)
    view = MeetingView.of(desk, file)
    assert "speech" in {gap.box for gap in view.missing()}
    file.speeches.append(Speech(meeting=file.meeting.uid, speaker="客人", words="同意"))
    assert "speech" not in {gap.box for gap in view.missing()}
    file.attendance[0].present = False
    vote = Vote(meeting=file.meeting.uid, item="计划", ayes=2, noes=0, abst=0)
    file.votes.append(vote)
    now = view.standing()
    assert (len(now.turnout.present), now.quorum.ok) == (2, True)
    assert "条例" in now.source
    assert now.outcomes[vote.uid].result == "通过"


def test_tidying_drops_empty_rows_and_numbers_the_rest(desk, people):
    file = begin(desk, "支部委员会会议", naming)
    uid = file.meeting.uid
    file.speeches += [Speech(meeting=uid, speaker="甲"), Speech(meeting=uid, speaker="乙", words="好")]
    file.resolutions += [Resolution(meeting=uid), Resolution(meeting=uid, text="办")]
    assert tidy(file)
    assert [(one.seq, one.words) for one in file.speeches] == [(1, "好")]
    assert [(one.seq, one.text) for one in file.resolutions] == [(1, "办")]
    assert not tidy(file)


def test_a_dropped_row_goes_into_the_bin_only_when_it_was_saved(desk, people):
    meeting = held(desk, "2026-11-20 15:00-16:00")
    desk.put(Attendance(gathering=meeting.uid, person=people[0].uid))
    saved = desk.put(Speech(meeting=meeting.uid, speaker="甲", words="好"))
    file = read_file(desk, meeting.uid)
    fresh = Speech(meeting=meeting.uid)
    file.speeches.append(fresh)
    file.drop(fresh)
    file.drop(file.speeches[0])
    assert [one.uid for one in file.dropped] == [saved.uid]
    assert file.speeches == []


def test_the_same_event_as_study_and_as_an_issue_is_never_typed_twice(desk, people):
    meeting = held(
        desk,
        "2026-11-20 14:30-16:00",
        kind="党课",
        lecture_title="入党为什么",
        lecture_by="某人",
        place="礼堂",
    )
    session = as_study(meeting, desk)
    assert (session.kind, session.title, session.lecturer) == ("党课", "入党为什么", "某人")
    assert session.hours > 0
    file = read_file(desk, meeting.uid)
    row = Resolution(meeting=meeting.uid, text="楼道堆物", owner=people[4].uid)
    issue = as_issue(row, file, "人民群众急难愁盼的问题", Roster.read(desk), desk)
    assert (issue.owner, issue.lead_officer, issue.links) == (people[4].uid, people[0].uid, row.uid)
    assert issue.due_on == date(2026, 12, 20)
    desk.put(issue)
