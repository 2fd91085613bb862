"""What is missing, tried on a branch with one fault of each kind."""

from datetime import date, datetime
from pathlib import Path

import pytest

from desktop_app.base.clock import SetClock
from desktop_app.base.dates import parse_span
from desktop_app.base.periods import Month
from desktop_app.base.pinyin import load_pinyin
from desktop_app.duties.summaries.calendar import duties_of
from desktop_app.duties.summaries.gaps import gaps_of
from desktop_app.duties.summaries.overview import overview, report_statuses
from desktop_app.registers import catalogue
from desktop_app.registers.exchange.packages import SENT, ExchangePackage
from desktop_app.registers.organization_life.meetings import Meeting
from desktop_app.registers.people.members import Member
from desktop_app.registers.people.orgs import PartyOrg
from desktop_app.registers.rectification.issues import Issue, IssueMeasure
from desktop_app.registers.reporting.reports import MonthlyReport
from desktop_app.storage import branch_file
from tests.registers.invented_people import branch, member


@pytest.fixture
def ledger(tmp_path: Path):
    setting = branch_file.Setting(catalogue(), SetClock(datetime(2026, 11, 23, 9, 30)), load_pinyin().keys)
    made, _ = branch_file.create(tmp_path / "branch.zbf", setting, office="Z001", password=None)
    yield made
    branch_file.close(made)


def found(ledger) -> dict[str, str]:
    return {gap.title: gap.words for gap in gaps_of(ledger)}


def test_a_new_branch_lacks_people_and_a_secretary(ledger):
    ledger.save(branch())
    assert found(ledger) == {
        "花名册还没有党员": "导入现有的花名册，或者逐个录入",
        "支部信息不全": "还没有写书记、本届起始日期、上级党组织",
    }


def full_branch(ledger) -> PartyOrg:
    above = PartyOrg(full_name="中共清河镇委员会", org_code="Z", org_kind="党委")
    org = branch(parent=above.uid, term_start=date(2024, 6, 1))
    people = [member(n, branch=org.uid) for n in range(3)]
    org.secretary = people[0].uid
    ledger.save(above, org, *people)
    return org


def test_what_is_whole_lacks_nothing(ledger):
    full_branch(ledger)
    assert found(ledger) == {}


def test_what_a_list_left_to_be_looked_up_asks_until_it_is_filled(ledger):
    full_branch(ledger)
    one, other = ledger.find(Member.live())[:2]
    one.remark, one.health = "老党员\n待查：健康状况", None
    other.remark, other.health = "待查：健康状况", "残疾"
    ledger.save(one, other)
    assert found(ledger) == {"1 名党员有待查的内容": "原表写着“待查”：健康状况 1 人"}


def test_cards_minutes_and_measures_are_named_with_how_many(ledger):
    org = full_branch(ledger)
    bare = member(5, branch=org.uid, mobile=None)
    reachable = member(6, branch=org.uid, mobile=None, landline="057188001234")
    issue = Issue(
        source="其他",
        category="人民群众急难愁盼的问题",
        description="楼道灯坏了",
        found_on=date(2026, 11, 2),
        mode="限期整改",
        lead_officer=bare.uid,
        duty_unit=org.uid,
        owner=bare.uid,
        due_on=date(2026, 12, 1),
    )
    meeting = Meeting(kind="支部委员会会议", title="研究工作", start_end=parse_span("2026-11-02 15:00-16:00"))
    planned = Meeting(kind="支部委员会会议", title="下次", start_end=parse_span("2026-11-30 15:00-16:00"))
    ledger.save(bare, reachable, issue, meeting, planned)
    ledger.step(meeting, "write")
    gaps = {gap.key: gap for gap in gaps_of(ledger)}
    assert set(gaps) == {"cards", "measures", "minutes"}
    assert gaps["cards"].words == "缺联系电话 1 人"
    assert gaps["cards"].uids == (bare.uid,)
    assert gaps["measures"].uids == (issue.uid,)
    assert gaps["minutes"].uids == (meeting.uid,)
    assert "地点" in gaps["minutes"].words
    ledger.save(IssueMeasure(issue=issue.uid, seq=1, text="换灯", due_on=date(2026, 11, 30)))
    assert "measures" not in {gap.key for gap in gaps_of(ledger)}


def test_the_four_figures_of_an_empty_and_of_a_small_branch(ledger):
    month = Month(2026, 11)
    ledger.save(branch())
    empty = overview(ledger, month, duties_of(ledger, month))
    assert (empty.members.value, empty.members.note) == ("0", "花名册还是空的")
    assert empty.issues.note == "还没有登记问题"
    assert empty.hours.value == "0"


def test_meetings_count_what_the_month_asks_for(ledger):
    full_branch(ledger)
    month = Month(2026, 11)
    asked = [one for one in duties_of(ledger, month) if one.register == "meeting"]
    seen = overview(ledger, month, duties_of(ledger, month))
    assert seen.members.value == "3"
    assert seen.members.note == "正式 3 · 预备 0"
    assert seen.meetings.value == f"0 / {len(asked)}"
    assert not seen.meetings.good


def test_a_report_on_its_way_counts_the_days_until_the_receipt(ledger):
    org = full_branch(ledger)
    assert report_statuses(ledger) == []
    report = MonthlyReport(month=Month(2026, 10), org=org.uid, filled_by=org.secretary)
    ledger.save(report)
    assert [one.words for one in report_statuses(ledger)] == ["10月月报 正在编辑"]
    for block in ("member_block", "meeting_block", "study_block", "promise_block", "issue_block"):
        setattr(report, block, [])
    signing = {"approved_by": org.secretary, "on": date(2026, 11, 4)}
    with ledger.action("签发") as action:
        action.save(report)
        action.step(report, "sign", signing)
    assert [one.words for one in report_statuses(ledger)] == ["10月月报 已签发（2026年11月4日） · 还没有上报"]
    ledger.step(report, "send")
    assert [one.words for one in report_statuses(ledger)] == ["10月月报 已上报 · 未收到回执 19 天"]
    package = ExchangePackage(
        package_id="p1", direction=SENT, kind="上报月报", made_on=date(2026, 11, 11), months=("2026-10",)
    )
    with ledger.action("上报", kind="exchange") as action:
        action.save(package)
    (status,) = report_statuses(ledger)
    assert (status.words, status.waiting_days) == ("10月月报 已上报 · 未收到回执 12 天", 12)
    ledger.step(report, "receive", {"receipt": "镇党委 11月20日"})
    (status,) = report_statuses(ledger)
    assert status.settled
    assert (status.words, status.about) == ("10月月报 已收到回执", "镇党委 11月20日")
