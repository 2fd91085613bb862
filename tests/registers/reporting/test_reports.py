"""The month: one open report, figures frozen at signing, a later change is a further version."""

from datetime import date

import pytest

from desktop_app.base.periods import Month
from desktop_app.registers.reporting.reports import NEEDED_BLOCKS, MonthlyReport, next_version

OCTOBER = Month(2026, 10)
FIGURES = [{"key": "n", "title": "期末党员", "value": 46, "unit": "人", "uids": []}]


@pytest.fixture
def report(desk, org, people):
    return desk.put(MonthlyReport(month=OCTOBER, org=org.uid, filled_by=people[0].uid, highlights="修路灯"))


def signed(desk, report, people):
    for name in NEEDED_BLOCKS:
        setattr(report, name, FIGURES)
    desk.put(report)
    return desk.take(report, "sign", approved_by=people[1].uid)


def test_one_report_of_a_month_is_open(desk, org, people, report):
    twin = MonthlyReport(month=OCTOBER, org=org.uid, filled_by=people[0].uid)
    assert desk.told(twin)["month"].refuse
    assert desk.told(MonthlyReport(month=OCTOBER.shift(1), org=org.uid, filled_by=people[0].uid)) == {}


def test_no_figures_no_signature(desk, people, report):
    assert set(desk.take(report, "sign", approved_by=people[1].uid)) == set(NEEDED_BLOCKS)
    assert report.state == "编辑"


def test_signing_sets_the_day_and_the_way_on(desk, people, report):
    assert signed(desk, report, people) == {}
    assert (report.state, report.on, report.version) == ("签发", desk.today, 1)
    assert desk.take(report, "send") == {}
    assert desk.take(report, "receive") == {}
    assert report.state == "回执"


def test_an_unfinished_month_is_told(desk, org, people):
    desk.today = date(2026, 10, 30)
    early = desk.put(MonthlyReport(month=OCTOBER, org=org.uid, filled_by=people[0].uid))
    assert signed(desk, early, people) == {}


def test_a_change_after_signing_is_a_version_of_its_own(desk, people, report):
    signed(desk, report, people)
    again = next_version(report, "漏了一名转入党员")
    desk.put(again)
    assert (again.version, again.state, again.member_block) == (2, "编辑", None)
    assert again.highlights == "修路灯"
    assert desk.get(MonthlyReport, report.uid).member_block == FIGURES
    signed(desk, again, people)
    third = MonthlyReport(month=OCTOBER, org=report.org, filled_by=people[0].uid)
    assert desk.told(third)["reason"].refuse
