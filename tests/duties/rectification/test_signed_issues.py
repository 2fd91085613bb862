"""Nothing in a signed month changes: whatever happens to an issue afterwards is told in its own month."""

from datetime import date

import pytest

from desktop_app.base.periods import Month
from desktop_app.duties.basics.figure import thawed
from desktop_app.duties.rectification.issues import category_counts, issue_files
from desktop_app.duties.summaries.month import freeze, month_figures, report_figures
from desktop_app.registers.rectification.issue_rounds import IssueRound
from desktop_app.registers.rectification.issues import CATEGORIES, CLOSED, OPEN, Issue
from desktop_app.registers.reporting.reports import MonthlyReport
from tests.registers.desk import Desk
from tests.registers.invented_people import branch, member

OCTOBER = Month(2026, 10)


@pytest.fixture
def desk():
    made = Desk(date(2026, 11, 2))
    yield made
    made.close()


@pytest.fixture
def people(desk):
    org = desk.add(branch())
    return [desk.add(member(n, branch=org.uid)) for n in range(4)]


def issue(desk, people, **values):
    made = Issue(
        source="群众反映",
        category=CATEGORIES[1],
        description="三号楼前三盏路灯不亮，老人夜里摔过",
        found_on=date(2026, 10, 9),
        mode="限期整改",
        due_on=date(2026, 10, 31),
        lead_officer=people[0].uid,
        duty_unit="物业公司",
        owner=people[1].uid,
        **values,
    )
    return desk.put(made)


def close(desk, people, one, day):
    values = {
        "effect": "路灯全亮",
        "apply_by": people[1].uid,
        "evidence_refs": ("验收单",),
        "applied_on": day,
    }
    assert desk.take(one, "apply", **values) == {}
    assert desk.take(one, "close", checker=people[2].uid, checked_on=day) == {}


def figures(report, desk):
    return {
        one.key: (one.value, one.items) for block in report_figures(report, desk).values() for one in block
    }


def test_closing_relapse_and_extension_leave_a_signed_month_as_it_was(desk, people):
    closed, put_off, later = (issue(desk, people) for _ in range(3))
    for one in (closed, put_off, later):
        desk.take(one, "start")
    close(desk, people, closed, date(2026, 10, 28))
    report = MonthlyReport(month=OCTOBER, version=1, owner_office=desk.office)
    freeze(report, month_figures(desk, OCTOBER))
    report.state = "已签发"
    desk.add(report)
    signed = figures(report, desk)
    assert signed["issue2_closed"] == (1, (closed.uid,))

    again = {"reopen_reason": "又有一盏不亮", "reopen_basis": "居民来电", "due_on": date(2026, 12, 10)}
    assert desk.take(closed, "reopen", **again) == {}
    assert desk.take(put_off, "extend", due_on=date(2026, 12, 1), extend_reason="等市政排期") == {}
    close(desk, people, later, date(2026, 11, 2))

    stored = desk.get(MonthlyReport, report.uid)
    assert figures(stored, desk) == signed
    assert thawed(stored.issue_block) == thawed(report.issue_block)


def test_what_the_books_say_of_a_past_month_does_not_change_with_a_relapse_either(desk, people):
    one = issue(desk, people)
    desk.take(one, "start")
    close(desk, people, one, date(2026, 10, 28))
    first, last = OCTOBER.first_day(), OCTOBER.last_day()
    before = category_counts(issue_files(desk), first, last)
    again = {"reopen_reason": "又有一盏不亮", "reopen_basis": "居民来电", "due_on": date(2026, 12, 10)}
    assert desk.take(one, "reopen", **again) == {}
    assert (one.state, one.round) == (OPEN, 2)
    (kept,) = desk.find(IssueRound.live())
    assert kept.closed_on == date(2026, 10, 28)
    assert category_counts(issue_files(desk), first, last) == before
    close(desk, people, one, date(2026, 11, 2))
    assert one.state == CLOSED
    assert category_counts(issue_files(desk), first, last) == before


def test_an_extension_does_not_take_back_that_it_was_overdue(desk, people):
    one = issue(desk, people)
    desk.take(one, "start")
    (file,) = issue_files(desk)
    assert file.overdue_on(date(2026, 11, 1))
    later = {"due_on": date(2026, 12, 1), "extend_reason": "等市政排期"}
    assert desk.take(one, "extend", **later) == {}
    (file,) = issue_files(desk)
    assert file.overdue_on(date(2026, 11, 1))
    assert not file.overdue_on(date(2026, 11, 2))
    assert file.overdue_on(date(2026, 12, 2))


def test_a_round_keeps_its_own_due_day(desk, people):
    one = issue(desk, people)
    desk.take(one, "start")
    close(desk, people, one, date(2026, 11, 2))
    again = {"reopen_reason": "又有一盏不亮", "reopen_basis": "居民来电", "due_on": date(2026, 12, 10)}
    assert desk.take(one, "reopen", **again) == {}
    (file,) = issue_files(desk)
    assert file.due_on(date(2026, 11, 1)) == date(2026, 10, 31)
    assert file.overdue_on(date(2026, 11, 1))
    assert file.due_on(date(2026, 11, 20)) == date(2026, 12, 10)
