"""The page of a month: figures open their records, signing freezes, later changes make a second version."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop_app.base.dates import parse_span
from desktop_app.base.periods import Month
from desktop_app.duties.basics.figure import frozen
from desktop_app.duties.summaries.month import month_figures
from desktop_app.registers.organization_life.meetings import Meeting
from desktop_app.registers.people.dues_payments import DuesPayment
from desktop_app.registers.reporting.reports import OPEN, SIGNED, MonthlyReport
from desktop_app.registers.service.service_orders import ServiceOrder
from desktop_app.views.look.theme import Theme
from desktop_app.views.pages.reporting.report_page import ReportPage
from desktop_app.views.pages.reporting.report_reading import by_key
from desktop_app.views.parts.buttons import LinkButton
from tests.views.pages.sample_bench import Bench

OCTOBER = Month(2026, 10)


@pytest.fixture
def bench(tmp_path: Path, theme: Theme, qtbot: QtBot) -> Iterator[Bench]:
    made = Bench(tmp_path, theme, qtbot, ReportPage)
    made.show(month=OCTOBER)
    yield made
    made.close()


def kept(report: MonthlyReport) -> dict[str, object]:
    return {
        name: getattr(report, name)
        for name in ("member_block", "meeting_block", "study_block", "issue_block")
    }


def sign(bench: Bench) -> MonthlyReport:
    page = bench.page
    bench.press(page.sign_button)
    bench.press(page.steps.dialog.verb_button)
    report = page.sheet.report
    assert report.state == SIGNED
    return report


def test_every_figure_opens_as_many_records_as_it_says(bench):
    page = bench.page
    opened = 0
    for block, figures in page.sheet.figures.items():
        for figure in figures:
            page.blocks.grids[block].cells[figure.key].click()
            bench.settle()
            assert page.side.figure == figure
            rows = page.side.list.lines()
            listed = set(figure.items) | (set(figure.whole) if figure.unit == "%" else set())
            assert len(rows) == len(listed)
            if not isinstance(figure.value, Decimal):
                assert len(rows) == figure.value
            opened += 1
    assert opened == sum(map(len, page.sheet.figures.values())) > 40


def test_a_cell_is_pressed_by_the_mouse_and_its_record_opened(bench):
    page = bench.page
    bench.press(page.blocks.grids["meeting_block"].cells["held_committee"])
    assert page.side.title.text() == "支部委员会会议 1次"
    (line,) = page.side.list.lines()
    page.side.list.choose(line.uid)
    bench.press(page.side.open_button)
    assert bench.shell.pages.current_key == "meeting"
    assert bench.shell.current_page().shown == {"uid": line.uid}


def test_an_attendance_row_opens_its_meeting(bench):
    page = bench.page
    bench.press(page.blocks.grids["meeting_block"].cells["expected"])
    page.side.list.opened.emit(page.side.list.lines()[0].uid)
    shown = bench.shell.current_page().shown["uid"]
    assert shown in by_key(page.sheet.figures)["meetings"].items


def test_the_balance_is_told_in_words(bench):
    assert bench.page.blocks.balance.text() == "期初 46 ＋ 增加 0 － 减少 0 ＝ 期末 46，相符"


def test_signing_freezes_and_a_later_change_wants_a_second_version(bench):
    page, ledger = bench.page, bench.ledger
    report = sign(bench)
    before = kept(report)
    assert before["meeting_block"] == frozen(page.sheet.figures["meeting_block"])
    forgotten = Meeting(
        kind="主题党日",
        title="补记的一次主题党日",
        start_end=parse_span("2026-10-30 19:00-20:00"),
        place="二楼会议室",
        chair=report.approved_by,
        recorder=report.filled_by,
    )
    ledger.save(forgotten)
    ledger.step(forgotten, "open")
    bench.settle()
    assert kept(ledger.get(MonthlyReport, report.uid)) == before
    assert by_key(page.sheet.figures)["meetings"].value == 7
    assert page.drift.isVisibleTo(page)
    assert "处数字和签发时不同" in page.drift.words.text()
    bench.press(page.again_button)
    bench.press(page.dialog.verb_button)
    assert "重开要写原因" in page.dialog.form.rows["reason"].error.words.text()
    bench.write(page.dialog.form, reason="补记了一次主题党日")
    bench.press(page.dialog.verb_button)
    again = page.sheet.report
    assert (again.version, again.state) == (2, OPEN)
    assert "第2版，重开原因：补记了一次主题党日" in page.signed_words.text()
    assert by_key(page.sheet.figures)["meetings"].value == 8
    assert kept(ledger.get(MonthlyReport, report.uid)) == before
    assert sign(bench).version == 2
    page.version.set_value(1)
    page.version.activated.emit(page.version.currentIndex())
    bench.settle()
    assert page.sheet.report.uid == report.uid
    assert by_key(page.sheet.figures)["meetings"].value == 7


def test_signing_is_taken_back_as_one(bench):
    report = sign(bench)
    bench.press(bench.shell.notice.button)
    back = bench.ledger.get(MonthlyReport, report.uid)
    assert (back.state, back.meeting_block) == (OPEN, None)


def test_who_filled_it_in_is_asked_before_signing(bench):
    page = bench.page
    page.texts.form.editors["filled_by"].field.clear()
    page.texts.form.editors["filled_by"]._edit("")
    bench.press(page.sign_button)
    assert "填报人" in page.texts.form.rows["filled_by"].error.words.text()
    assert page.steps.dialog is None


def test_a_fresh_month_begins_with_what_is_known_and_is_saved_once(bench):
    page = bench.page
    bench.press(page.after_button)
    assert page.month == Month(2026, 11)
    assert page.sheet.report.is_new
    assert not page.after_button.isEnabled()
    bench.write(page.texts.form, problems="路灯要请街道协调")
    bench.press(page.texts.save_button)
    report = page.sheet.report
    assert not report.is_new
    assert report.problems == "路灯要请街道协调"
    assert bench.ledger.name(report.filled_by) == "杜晓岚"


def test_what_was_typed_and_not_saved_is_offered_again(bench):
    page = bench.page
    bench.write(page.texts.form, problems="还没有写完")
    bench.press(page.before_button)
    bench.press(page.after_button)
    assert page.texts.keeper.bar is not None
    bench.press(page.texts.keeper.bar.button)
    assert page.texts.form.editors["problems"].text.toPlainText() == "还没有写完"


def test_differences_lead_to_their_figure(bench):
    page = bench.page
    line = page.side.list.lines()[0]
    page.side.list.choose(line.uid)
    bench.settle()
    assert page.side.figure is not None
    assert page.side.figure.key == line.uid
    bench.press(page.side.back_button)
    assert page.side.figure is None


def test_the_report_goes_to_preview_and_to_the_superior(bench):
    page = bench.page
    report = sign(bench)
    bench.press(page.print_button)
    assert bench.shell.current_page().shown["args"] == {"uid": report.uid}
    bench.show()
    bench.press(page.send_button)
    assert bench.shell.pages.current_key == "exchange"
    assert bench.shell.current_page().shown == {"month": OCTOBER}


def test_a_signed_paper_is_noted_as_handed_in(bench):
    page = bench.page
    sign(bench)
    bench.press(page.sent_button)
    assert page.sheet.report.state == "报送"
    assert page.sent_button.isHidden()


def test_what_the_month_lacks_is_filled_from_here(bench):
    page = bench.page
    bench.press(page.after_button)
    assert "还有" in page._gap_rows[0].text()
    (button,) = (
        one for one in page.gaps.findChildren(LinkButton) if one.accessibleName() == "去补 支部委员会会议"
    )
    bench.press(button)
    assert bench.shell.pages.current_key == "meeting"
    assert bench.shell.current_page().shown == {"kind": "支部委员会会议"}


def test_a_payment_taken_back_and_an_order_asked_show_in_sight_and_after_coming_back(bench):
    page, ledger = bench.page, bench.ledger

    def shown() -> dict[str, object]:
        return {key: one.value for key, one in by_key(page.sheet.figures).items()}

    def counted() -> dict[str, object]:
        return {key: one.value for key, one in by_key(month_figures(ledger, OCTOBER)).items()}

    before = shown()
    of_october = (DuesPayment.for_month == OCTOBER) & (DuesPayment.paid > 0)
    first, second = ledger.find(DuesPayment.live().where(of_october).limit(2))
    ledger.remove(first)
    bench.settle()
    assert shown() == counted()
    assert shown()["dues_paid"] == before["dues_paid"] - first.paid
    assert (
        page.blocks.grids["dues_block"].cells["dues_paid"].figure == by_key(page.sheet.figures)["dues_paid"]
    )
    bench.shell.go("home")
    ledger.remove(second)
    ledger.save(
        ServiceOrder(
            asked_on=date(2026, 10, 30),
            requester="钱大妈",
            phone="13800000001",
            need="维修",
            detail="楼道灯不亮",
        )
    )
    bench.settle()
    assert shown() != counted()
    bench.show()
    assert shown() == counted()
    assert shown()["orders"] == before["orders"] + 1
