"""How packages are told of: what they carry, how long their receipts are waited for."""

from datetime import date, timedelta

import pytest

from desktop_app.base.periods import Month
from desktop_app.duties.summaries.handing_over import (
    LONGEST_WAIT,
    is_ours,
    packages,
    receipt_words,
    reports_to_send,
    what_words,
)
from desktop_app.registers.exchange.packages import RECEIVED, SENT, ExchangePackage
from desktop_app.registers.reporting.reports import MonthlyReport
from tests.duties.sample import TODAY, Branch


def package(**values: object) -> ExchangePackage:
    return ExchangePackage(**{"package_id": "p", "direction": SENT, "made_on": TODAY} | values)


@pytest.mark.parametrize(
    ("days", "words", "tone"),
    [
        (0, "今天发出", "going"),
        (1, "等回执 1 天", "due"),
        (LONGEST_WAIT, "等回执 45 天", "due"),
        (LONGEST_WAIT + 1, "等回执 46 天", "overdue"),
    ],
)
def test_a_receipt_is_waited_for_by_days(branch: Branch, days: int, words: str, tone: str) -> None:
    assert receipt_words(package(made_on=TODAY - timedelta(days)), branch) == (words, tone)


def test_a_receipt_that_came_is_told_with_its_day(branch: Branch) -> None:
    assert receipt_words(package(receipt_on=date(2026, 11, 3)), branch) == ("已收到回执 11-03", "done")
    assert receipt_words(package(direction=RECEIVED), branch)[1] == "done"


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"months": ("2026-09", "2026-10")}, "9月、10月月报"),
        ({"manifest": ("党员花名册 46 条", "会议 3 条")}, "党员花名册等 2 种台账"),
        ({"manifest": ("党员花名册 46 条",)}, "党员花名册 46 条"),
        ({"kind": "全部资料"}, "全部资料"),
        ({"kind": "全部资料", "manifest": ("党员花名册 46 条", "会议 3 条")}, "党员花名册等 2 种台账"),
        ({"kind": "上报名册", "manifest": ("党组织/支部信息 1 条", "党员花名册 46 条")}, "上报名册"),
    ],
)
def test_a_package_is_called_by_what_it_carries(values: dict[str, object], words: str) -> None:
    assert what_words(package(**values)) == words


def test_packages_are_listed_newest_first_and_signed_reports_wait(branch: Branch) -> None:
    old = branch.add(package(made_on=date(2026, 10, 1)))
    new = branch.add(package(direction=RECEIVED))
    assert [one.uid for one in packages(branch)] == [new.uid, old.uid]
    assert [is_ours(one) for one in packages(branch)] == [False, True]
    for month, state in ((10, "签发"), (9, "签发"), (8, "报送")):
        report = MonthlyReport(month=Month(2026, month), org=branch.org.uid, state=state)
        report.owner_office = branch.office
        branch.add(report)
    assert [report.month.month for report in reports_to_send(branch)] == [9, 10]
