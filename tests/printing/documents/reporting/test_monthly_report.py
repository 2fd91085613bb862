"""月报: printed figures are the lengths of their lists, frozen once signed, compared with last month."""

import re

from desktop_app.base.dates import parse_span
from desktop_app.base.periods import Month
from desktop_app.base.resources import resource_path
from desktop_app.duties.organization_life.attendance import start_attendance
from desktop_app.duties.summaries.month import month_figures
from desktop_app.printing.documents.renderer import PaperRenderer
from desktop_app.printing.documents.reporting import monthly_report
from desktop_app.registers.organization_life.meetings import Meeting
from desktop_app.registers.reporting.reports import next_version
from tests.printing.documents.reading import bare, text


def test_ten_parts_texts_and_signatures(office, renderer):
    told = text(renderer.make("monthly_report", uid=office.report.uid))
    parts = [bare(title) for _, title in monthly_report.BLOCKS]
    parts += ["八、本月重点工作", "九、存在问题和需要上级协调的事项", "十、下月计划", "与上月差异"]
    places = [told.index(part) for part in parts]
    assert places == sorted(places)
    for fact in (
        "充电棚选址要街道协调用地。",
        "3.送学上门5人次",
        "填报人孙晓岚书记签发赵明",
        "签发日期：2026年11月2日",
    ):
        assert bare(fact) in told.replace("　", "")
    report = monthly_report.gather(office.ledger, office.report.uid)
    notes = [f"{line.title}：{line.note}" for _, lines in report.blocks for line in lines if line.note]
    assert notes
    assert [note for note in notes if bare(note) not in told] == []


def test_every_printed_figure_is_the_length_of_its_list(office, renderer):
    told = text(renderer.make("monthly_report", uid=office.report.uid, lists=True))
    report = monthly_report.gather(office.ledger, office.report.uid)
    lists = told[told.index("附页：数字反查名单") :]
    listed = 0
    for _, lines in report.blocks:
        for line in lines:
            words = bare(monthly_report.list_words(line.names, line.whole))
            if not line.names:
                continue
            row = re.search(
                re.escape(line.title) + r"([\d.]+)(%|[^\d.]{1,2}?)" + re.escape(words[:12]), lists
            )
            assert row is not None, line.title
            if not line.whole:
                assert int(row[1]) == len(line.names)
                listed += len(line.names)
    assert listed > 200


def test_repeated_names_are_counted():
    assert monthly_report.list_words(("安长河", "白雨田", "安长河")) == "安长河×2、白雨田"
    assert monthly_report.list_words(("安长河",), 2) == "安长河（1 条，以 2 条为全数）"


def test_the_issue_table_adds_up(office, renderer):
    told = text(renderer.make("monthly_report", uid=office.report.uid))
    columns = "问题类别新增（件）销号（件）在办（件）逾期（件）"
    table = told[told.index(columns) + len(columns) :]
    rows = re.findall(r"问题(\d)(\d)(\d)(\d)", table)[:4]
    total = re.search(r"合计(\d)(\d)(\d)(\d)", table.replace("　", ""))
    assert total is not None
    assert [sum(map(int, column)) for column in zip(*rows, strict=True)] == [int(n) for n in total.groups()]
    assert total.groups() == ("6", "0", "6", "0")


def test_a_signed_month_stays_as_it_was_and_a_new_version_says_so(own_office):
    ledger = own_office.ledger
    renderer = PaperRenderer(ledger, resource_path("fonts"))
    before = renderer.make("monthly_report", uid=own_office.report.uid)
    late = Meeting(
        kind="主题党日", title="补记的主题党日", start_end=parse_span("2026-10-28 9:00-10:00"), place="广场"
    )
    ledger.save(late)
    ledger.step(late, "write")
    assert renderer.make("monthly_report", uid=own_office.report.uid) == before
    ledger.save(next_version(own_office.report, "补记一次主题党日"))
    again = renderer.make("monthly_report", month="2026-10")
    told = text(again)
    assert "第2版（重开原因：补记一次主题党日）" in told
    assert "编辑中，尚未签发" in told
    assert "主题党日1次" in told
    assert "主题党日0次" in text(before)
    assert again.code != before.code


def test_a_month_after_a_silent_one_is_not_compared(own_office):
    ledger = own_office.ledger
    renderer = PaperRenderer(ledger, resource_path("fonts"))
    told = text(renderer.make("monthly_report", uid=own_office.report.uid))
    assert "上月没有签发月报，也没有会议和学习记录，不作比较。" in told
    held = Meeting(
        kind="主题党日", title="九月的党日", start_end=parse_span("2026-9-9 9:00-10:00"), place="广场"
    )
    ledger.save(held)
    ledger.step(held, "write")
    told = text(renderer.make("monthly_report", uid=own_office.report.uid))
    assert "支部委员会会议0次1次" in told
    assert "不作比较" not in told


def test_a_month_without_a_report_prints_its_figures(office, renderer):
    printed = renderer.make("monthly_report", month=Month(2026, 9))
    assert "2026年9月月报" in text(printed)
    assert "46人" in text(printed)
    assert renderer.make("monthly_report").title == "2026年11月月报"


def test_the_trend_shows_six_months_and_leaves_out_those_without_meetings(office):
    report = monthly_report.gather(office.ledger, office.report.uid)
    assert [month for month, _ in report.trend] == ["5月", "6月", "7月", "8月", "9月", "10月"]
    rate = next(
        one
        for one in month_figures(office.ledger, Month(2026, 10))["meeting_block"]
        if one.key == "attendance_rate"
    )
    assert [value for _, value in report.trend] == [None] * 5 + [float(rate.value)]


def test_two_months_with_meetings_make_a_line(own_office):
    ledger = own_office.ledger
    earlier = Meeting(kind="支部委员会会议", title="九月的会", start_end=parse_span("2026-9-9 9:00-10:00"))
    ledger.save(earlier)
    ledger.save(*start_attendance(earlier, ledger))
    ledger.step(earlier, "write")
    told = text(PaperRenderer(ledger, resource_path("fonts")).make("monthly_report", month="2026-10"))
    assert "近六个月到会率" in told
    assert "本月各类会议" not in told


def test_nothing_to_tell_says_nothing(setting):
    report = monthly_report.Report(
        org="中共清河社区支部委员会",
        month="2026年2月",
        version=1,
        reason="",
        is_signed=False,
        blocks=tuple((name, ()) for name, _ in monthly_report.BLOCKS),
        highlights="",
        problems="",
        next_plan=(),
        filled_by="",
        approved_by="",
        signed_on="",
        changes=(),
        trend=(),
    )
    told, pages = setting(monthly_report.story(report, lists=True))
    assert told.count("这一版签发时还没有统计这一项。") == len(monthly_report.BLOCKS)
    assert told.count("无。") == 3
    assert "与上月没有差异。" in told
    assert pages <= 3
