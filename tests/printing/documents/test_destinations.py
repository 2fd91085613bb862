"""What is said to hold an entry can be made and holds it; what an entry leaves no longer names it."""

from datetime import date
from decimal import Decimal

import pytest

from desktop_app.base.dates import parse_span
from desktop_app.base.resources import resource_path
from desktop_app.duties.organization_life.attendance import start_attendance
from desktop_app.duties.summaries.destinations import figures_of
from desktop_app.duties.summaries.month import report_figures
from desktop_app.printing.documents.destinations import destinations_of
from desktop_app.printing.documents.renderer import PaperRenderer
from desktop_app.registers.displays.promises import Promise, PromiseAction
from desktop_app.registers.organization_life.meetings import Attendance, Meeting, Speech
from desktop_app.registers.organization_life.votes import Vote
from desktop_app.registers.people.care_awards import CareAward
from desktop_app.registers.rectification.issues import APPLIED, IssueMeasure
from tests.duties.sample import opened
from tests.printing.documents.reading import bare, text

MOST = 2


def records(office):
    """Some live records of every register the branch has any of, children too."""
    for register in office.ledger.catalogue:
        yield from office.ledger.find(register.model.live().limit(MOST))


def test_every_paper_an_entry_is_said_to_go_into_can_be_made(office, renderer):
    seen = set()
    for record in records(office):
        for destination in (*destinations_of(record, office.ledger), *figures_of(record, office.ledger)):
            if destination.is_paper and (destination.key, repr(destination.args)) not in seen:
                seen.add((destination.key, repr(destination.args)))
                assert renderer.make(destination.key, **destination.args).pages >= 1
    assert {"minutes_record", "sign_in", "issue_ledger", "promise_letter", "monthly_report"} <= {
        key for key, _ in seen
    }


def test_every_figure_an_entry_is_said_to_be_in_counts_it(office):
    for record in (office.general, office.issues[0], office.people[3]):
        children = {one.uid for one in office.ledger.find(Attendance.live()) if one.gathering == record.uid}
        told = [one for one in figures_of(record, office.ledger) if not one.is_paper]
        assert told
        for destination in told:
            blocks = report_figures(office.report, office.ledger)
            figures = {one.key: one for block in blocks.values() for one in block}
            if destination.args["month"] == office.report.month:
                figure = figures[destination.args["figure"]]
                assert destination.value == f"{figure.value}{figure.unit}"
                assert {record.uid, *children} & {*figure.items, *figure.whole}


def test_the_papers_hold_the_words_of_the_entry(office, renderer):
    issue = office.issues[2]
    told = "".join(text(renderer.make(one.key, **one.args)) for one in destinations_of(issue, office.ledger))
    assert bare(issue.description) in told
    for one in destinations_of(office.general, office.ledger):
        if one.key != "year_grid":  # tells how many there were
            assert bare(office.general.place) in text(renderer.make(one.key, **one.args))


def test_one_changed_attendance_changes_minutes_sheet_and_month(own_office):
    ledger = own_office.ledger
    renderer = PaperRenderer(ledger, resource_path("fonts"))
    meeting = Meeting(kind="支部党员大会", title="通报", start_end=parse_span("2026-11-10 15:00-17:00"))
    ledger.save(meeting)
    rows = start_attendance(meeting, ledger)
    ledger.save(*rows)
    ledger.step(meeting, "write")

    def papers():
        return {one.key: text(renderer.make(one.key, **one.args)) for one in destinations_of(rows[0], ledger)}

    def figures():
        return {one.args.get("figure"): one.value for one in figures_of(rows[0], ledger)}

    before, counted = papers(), figures()
    rows[0].present, rows[0].reason = False, "病假"
    ledger.save(rows[0])
    after = papers()
    assert set(after) == {"minutes_record", "minutes_summary", "sign_in"}
    assert all("病假" in words and "病假" not in before[key] for key, words in after.items())
    assert (counted["attendance_rate"], figures()["attendance_rate"]) == ("100.0%", "87.5%")
    assert "present" in counted
    assert "present" not in figures()


def test_a_removed_entry_is_in_no_list_any_more(own_office):
    ledger = own_office.ledger
    promise = ledger.find(Promise.live().where(Promise.state == "草拟").limit(1))[0]
    assert destinations_of(promise, ledger)
    ledger.remove(promise)
    gone = ledger.get(Promise, promise.uid)
    assert destinations_of(gone, ledger) == figures_of(gone, ledger) == []


DAY = date(2026, 10, 15)


@pytest.fixture
def branch():
    with opened() as found:
        yield found


def keys(branch, record):
    return [one.key for one in destinations_of(record, branch)]


def test_a_meeting_stands_in_its_own_papers_first_then_in_those_of_its_year(branch):
    lecture = branch.meeting("党课", DAY, hours=Decimal(2))
    branch.came(lecture, branch.member())
    own = ["minutes_record", "minutes_summary", "sign_in"]
    before = ["meeting_notice", "meeting_plan"]
    assert keys(branch, lecture) == [*own, *before, "year_grid", "study_hours"]
    row = branch.find(Attendance.live())[0]
    assert keys(branch, row) == [*own, "study_hours"]
    told = {one.key: one.title for one in destinations_of(lecture, branch)}
    assert (told["sign_in"], told["study_hours"]) == ("签到表", "2026年学时情况表")


def test_a_linked_session_points_at_the_meetings_sheet(branch):
    meeting = branch.meeting("支部党员大会", DAY)
    session = branch.study(DAY, meeting=meeting.uid)
    told = {one.key: one.args for one in destinations_of(session, branch)}
    assert told["sign_in"] == {"uid": meeting.uid}
    assert told["study_record"] == {"uid": session.uid}
    assert "study_record" in keys(branch, meeting)


def test_a_member_stands_in_the_sheets_of_the_meetings_to_come(branch):
    member = branch.member()
    planned = branch.meeting("支部党员大会", date(2026, 11, 20), state="通知")
    assert [one.args for one in destinations_of(member, branch) if one.key == "sign_in"] == [
        {"uid": planned.uid}
    ]


def test_children_are_printed_with_their_parent(branch):
    promise = branch.promise(branch.member(), date(2026, 12, 1))
    act = branch.add(PromiseAction(promise=promise.uid, acted_on=DAY, action="走访"))
    assert destinations_of(act, branch) == destinations_of(promise, branch) != []
    issue = branch.issue(DAY, DAY)
    measure = branch.add(IssueMeasure(issue=issue.uid, text="清理"))
    assert keys(branch, measure) == ["issue_ledger"]
    issue.state = APPLIED
    branch.add(issue)
    assert keys(branch, measure) == ["issue_ledger", "issue_closing"]


def test_a_child_is_told_in_the_papers_it_stands_in_only(branch):
    meeting = branch.meeting("支部委员会会议", DAY)
    assert keys(branch, branch.add(Speech(meeting=meeting.uid, words="好"))) == ["minutes_record"]
    vote = branch.add(Vote(meeting=meeting.uid, item="通过"))
    assert keys(branch, vote) == ["minutes_record", "minutes_summary"]


def test_a_register_without_a_paper_is_printed_as_its_list(branch):
    award = branch.add(CareAward(who=branch.member().uid))
    (only,) = destinations_of(award, branch)
    assert (only.key, only.args) == ("sheet", {"register": "care_award", "uids": (award.uid,)})


def test_what_is_not_saved_or_taken_away_is_nowhere(branch):
    assert destinations_of(Speech(words="好"), branch) == []
    meeting = branch.meeting("党课", DAY)
    meeting.removed_at = "2026-10-16T09:00"
    branch.add(meeting)
    assert destinations_of(meeting, branch) == []
    row = branch.add(Attendance(gathering=meeting.uid, person="p", present=True))
    assert destinations_of(row, branch) == []
