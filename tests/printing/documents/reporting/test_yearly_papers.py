"""Plan, summary, the list of the archive box and what hangs on the board: their words, and what they lack."""

from datetime import date

from desktop_app.base.resources import resource_path
from desktop_app.printing.documents.ledger_view import GAP
from desktop_app.printing.documents.renderer import PaperRenderer
from desktop_app.registers.organization_life.publicity import Publicity
from desktop_app.registers.people.members import Member
from desktop_app.registers.reporting.archive_files import ArchiveFile
from desktop_app.registers.reporting.work_plans import WorkPlan, WorkPlanItem
from desktop_app.registers.reporting.work_summaries import WorkSummary
from tests.printing.documents.reading import bare, text


def put(ledger, *records):
    """Write records as an older file brings them: what is required may be missing."""
    with ledger.action("接收旧资料", kind="merge") as action:
        for record in records:
            register = ledger.catalogue.of(record)
            record.owner_office = ledger.office
            action.put([action._version(register, record, "add", None, register.stored(record), None)])
    return records[0]


def told(ledger, key, **args):
    return text(PaperRenderer(ledger, resource_path("fonts")).make(key, **args))


def test_a_plan_tells_its_parts_and_months(own_office):
    ledger = own_office.ledger
    who = ledger.find(Member.live())[0]
    plan = WorkPlan(year=2026, guiding="带着嘱托学", goals="每月一次", tasks="学原文", filled_by=who.uid)
    item = WorkPlanItem(plan=plan.uid, month=3, content="走访", measure="入户", responsible=who.uid)
    put(ledger, plan, item)
    words = told(ledger, "work_plan", uid=plan.uid)
    for part in ("2026年度工作计划", "一、指导思想", "带着嘱托学", "五、月度安排", f"3月走访入户{who.name}"):
        assert bare(part) in words
    # No meeting has passed it, and nobody was named.
    assert words.count(GAP) == 3


def test_what_a_plan_lacks_is_told_and_what_nobody_is_asked_for_is_none(own_office):
    words = told(own_office.ledger, "work_plan", uid=put(own_office.ledger, WorkPlan(year=2026)).uid)
    assert words.count(GAP) == 3 + 5 + 4
    assert words.count("无") == 1  # 保障措施


def test_a_summary_of_a_year_before_the_books_has_no_noughts(own_office):
    ledger = own_office.ledger
    words = told(ledger, "work_summary", uid=put(ledger, WorkSummary(year=2024, results="好")).uid)
    assert "没有录入" in words
    assert "0次" not in words
    this = told(ledger, "work_summary", uid=put(ledger, WorkSummary(year=2026, results="好")).uid)
    assert bare("年末党员8人") in this


def test_the_box_is_listed_by_its_numbers(own_office):
    ledger = own_office.ledger
    for number, title in ((2, "会议记录（12份合订）"), (1, "年度工作计划")):
        put(
            ledger,
            ArchiveFile(
                year=2026, number=number, author="支部", title=title, formed_on=date(2026, 11, 20), pages=12
            ),
        )
    words = told(ledger, "archive_list", year=2026)
    assert bare("序号档号文号责任者题名日期密级页数备注") in words
    assert bare("1支部年度工作计划20261120122支部会议记录（12份合订）2026112012") in words
    assert "共2件24页" in words
    assert "备考表" in words


def test_a_notice_tells_its_period_and_telephone(own_office):
    ledger = own_office.ledger
    shown = put(
        ledger,
        Publicity(
            kind="其他", title="支委分工", year=2026, from_on=date(2026, 11, 9), to_on=date(2026, 11, 16),
            place="公开栏", content="现予公开。", phone="0991-5550126",
        ),
    )  # fmt: skip
    notice = told(ledger, "publicity_notice", uid=shown.uid)
    for part in ("支委分工公示", "2026年11月9日至2026年11月16日", "监督电话：0991-5550126", "现予公开。"):
        assert bare(part) in notice
    assert bare(f"公开范围：{GAP}") in notice
    approval = told(ledger, "publicity_approval", uid=shown.uid)
    for part in ("党务公开审批表", "公开范围", "公开方式", "审核意见", "审批意见", "收到的意见无"):
        assert bare(part) in approval
