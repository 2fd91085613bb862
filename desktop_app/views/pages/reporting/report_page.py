"""月报: one month in figures that open, its texts, and the signing that freezes both."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop_app.base.errors import UserError
from desktop_app.base.periods import Month
from desktop_app.duties.basics.duty import Duty
from desktop_app.duties.basics.figure import Figure
from desktop_app.duties.summaries.month import freeze, month_figures
from desktop_app.duties.summaries.month_trend import TrendPoint, trend
from desktop_app.duties.summaries.page_reading import secretary_of
from desktop_app.records.rules import Problem
from desktop_app.registers.reporting.reports import OPEN, SIGNED, MonthlyReport, next_version
from desktop_app.storage.action import Action, Refused
from desktop_app.views.page_parts.action_runner import ActionRunner, StepRunner
from desktop_app.views.page_parts.figure_lines import figure_lines
from desktop_app.views.page_parts.line_list import Line
from desktop_app.views.page_parts.page_frame import page_column
from desktop_app.views.page_parts.places import place_of
from desktop_app.views.page_parts.record_dialog import RecordDialog
from desktop_app.views.pages.office.home_data import place_of_duty
from desktop_app.views.pages.reporting.report_blocks import ReportBlocks
from desktop_app.views.pages.reporting.report_reading import (
    MonthSheet,
    by_key,
    read_sheet,
)
from desktop_app.views.pages.reporting.report_side import ReportSide
from desktop_app.views.pages.reporting.report_texts import ReportTexts
from desktop_app.views.parts.buttons import LinkButton, PlainButton, PrimaryButton
from desktop_app.views.parts.cards import Card
from desktop_app.views.parts.choice_box import ChoiceBox
from desktop_app.views.parts.labels import Words, faint
from desktop_app.views.parts.live_page import LivePage
from desktop_app.views.parts.notices import Banner
from desktop_app.views.parts.status import Pill
from desktop_app.views.parts.why_not import allow
from desktop_app.views.table.tones import tone_of_state

if TYPE_CHECKING:
    from desktop_app.desk import Desk
    from desktop_app.views.shell import Shell

_MOST_GAPS = 3


class ReportPage(LivePage):
    """One month at a time. Reading is done by the worker; ``read`` tells that a month is in sight."""

    read = Signal()

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(desk, shell, "月报")
        self.runner = ActionRunner(desk, shell, self)
        self._register = desk.ledger.catalogue["monthly_report"]
        self.steps = StepRunner(self.runner, self._register)
        self.month = Month.of(desk.ledger.today)
        self.sheet: MonthSheet | None = None
        self._version: int | None = None  # the one chosen; None for the latest
        self._asked_figure = ""
        theme = self.theme
        self.print_button = PlainButton(theme, "打印月报", "print")
        self.print_button.clicked.connect(self.on_print)
        self.send_button = PlainButton(theme, "上报", "stick")
        self.send_button.clicked.connect(lambda: self.shell.go("exchange", month=self.month))
        self.again_button = PlainButton(theme, "重开一版", "edit")
        self.again_button.clicked.connect(self.begin_again)
        self.sign_button = PrimaryButton(theme, "书记签发", "check")
        self.sign_button.clicked.connect(self.sign)
        self._build()

    def _build(self) -> None:
        theme = self.theme
        whole = page_column(self, theme)
        whole.addLayout(self._strip())
        self.blocks = ReportBlocks(theme)
        self.blocks.figure_asked.connect(self.show_figure)
        self.texts = ReportTexts(self.desk)
        self.texts.save_asked.connect(self.save)
        inside = QWidget()
        inside.setProperty("look", "clear")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, theme.unit(8), 0)
        column.setSpacing(theme.unit(12))
        self.gaps = Card(theme)
        self._gap_rows: list[QWidget] = []
        self.drift = Banner(theme, "", "看有哪些不同")
        self.drift.pressed.connect(self._show_drift)
        column.addWidget(self.gaps)
        column.addWidget(self.drift)
        column.addWidget(self.blocks)
        column.addWidget(self.texts)
        column.addStretch(1)
        self.frame = QScrollArea()
        self.frame.setAccessibleName("月报")
        self.frame.setWidgetResizable(True)
        self.frame.setWidget(inside)
        self.side = ReportSide(theme)
        self.side.setMinimumWidth(theme.unit(270))
        self.side.figure_asked.connect(lambda key: self.show_figure(self.blocks.block_of(key), key))
        self.side.opened.connect(self._open_record)
        self.side.back_button.clicked.connect(self._show_differences)
        body = QHBoxLayout()
        body.setSpacing(theme.unit(12))
        body.addWidget(self.frame, 2)
        body.addWidget(self.side, 1)
        whole.addLayout(body, 1)
        whole.addStretch(0)
        for widget in (self.state, self.version, self.sent_button, self.frame, self.side):
            widget.hide()  # until the first month is read

    def _strip(self) -> QHBoxLayout:
        theme = self.theme
        self.before_button = PlainButton(theme, "上月", "previous")
        self.after_button = PlainButton(theme, "下月", "next")
        self.before_button.clicked.connect(lambda: self.go_to(self.month.shift(-1)))
        self.after_button.clicked.connect(lambda: self.go_to(self.month.shift(1)))
        self.month_words = Words(theme, steps=3, bold=True)
        self.state = Pill(theme, "")
        self.version = ChoiceBox(theme)
        self.version.setAccessibleName("版次")
        self.version.activated.connect(self._choose_version)
        self.signed_words = faint(theme)
        self.sent_button = LinkButton(theme, "纸质月报已报送", "check")
        self.sent_button.clicked.connect(self.mark_sent)
        strip = QHBoxLayout()
        strip.setSpacing(theme.unit(12))
        for widget in (self.before_button, self.month_words, self.after_button, self.state, self.version):
            strip.addWidget(widget)
        strip.addWidget(self.signed_words, 1)
        strip.addWidget(self.sent_button)
        return strip

    # -- the shell asks --------------------------------------------------------------------------------

    def count_words(self) -> str:
        return "每个数字都能点开看名单"

    def actions(self) -> Sequence[QWidget]:  # type: ignore[override]
        if self.sheet is None:
            return ()
        if self.sheet.is_open:
            return (self.print_button, self.sign_button)
        newest = not self.sheet.versions or self.sheet.report is self.sheet.versions[0]
        again = (self.again_button,) if newest else ()
        return (*again, self.print_button, self.send_button)

    def on_shown(self, **args: object) -> None:
        """``month=`` a Month or "2026-10", ``uid=`` a report; ``figure=`` opens the list of that figure."""
        self._asked_figure = str(args.get("figure") or "")
        month = args.get("month")
        report = self.desk.ledger.get(MonthlyReport, str(args["uid"])) if args.get("uid") else None
        if report is not None:
            self.go_to(report.month, report.version)
        elif month is not None:
            self.go_to(month if isinstance(month, Month) else Month.from_iso(str(month)))

    def on_print(self) -> bool:
        """Save what is typed, then show the report as it will be printed."""
        if self.sheet is None:
            return True
        if self.sheet.report.is_new or self.texts.is_dirty:
            self.save(then=self._preview)
        else:
            self._preview()
        return True

    def here(self) -> dict[str, object]:
        return {"month": self.month}

    def may_leave(self) -> bool:
        self.texts.keep_draft()
        return True

    # -- showing ---------------------------------------------------------------------------------------

    def go_to(self, month: Month, version: int | None = None) -> None:
        """Show another month, its latest version unless one is named."""
        self.texts.keep_draft()
        if month != self.month:
            self.side.figure = None
        self.month, self._version = month, version
        self.refresh()

    def _choose_version(self, at: int) -> None:
        version = self.version.value()
        self.go_to(self.month, version if at and isinstance(version, int) else None)  # the latest is first

    def refresh(self) -> None:
        """Have the month read again by the worker."""
        ledger, month, version = self.desk.ledger, self.month, self._version
        self.fresh.run(lambda: read_sheet(ledger, month, version), done=self._show)
        # Whoever has gone on to another month meanwhile does not wait for this one's charts.
        self.fresh.run_more(
            lambda: trend(ledger, month) if month == self.month else [],
            done=partial(self._show_trend, month),
        )

    def _show_trend(self, month: Month, points: Sequence[TrendPoint]) -> None:
        if month == self.month:
            self.blocks.show_trend(points)

    def _show(self, sheet: MonthSheet) -> None:
        if sheet.month != self.month:
            return
        self.sheet = sheet
        report = sheet.report
        self.month_words.setText(sheet.month.chinese())
        for widget in (self.state, self.frame, self.side):
            widget.show()
        self.state.set_state(report.state, tone_of_state(self._register, report.state))
        pairs = [(one.version, f"第{one.version}版") for one in sheet.versions]
        self.version.set_pairs(pairs)
        self.version.set_value(report.version)
        self.version.setVisible(len(pairs) > 1)
        self.signed_words.setText(self._signed_words(report))
        self.sent_button.setVisible(report.state == SIGNED)
        allow(self.after_button, "" if self.month < Month.of(self.desk.ledger.today) else "下个月还没有到")
        self.blocks.show_blocks(sheet.figures)
        self.blocks.show_late(sheet.late)
        self.texts.show_report(report)
        self._show_gaps(sheet)
        self.drift.setVisible(bool(sheet.drift))
        self.drift.words.setText(
            f"签发以后台账又有改动，有 {len(sheet.drift)} 处数字和签发时不同。"
            "签发的这一版不变；要用新数，请“重开一版”。"
        )
        figure = self.side.figure
        wanted, self._asked_figure = self._asked_figure or (figure.key if figure else ""), ""
        fresh = by_key(sheet.figures).get(wanted)
        if fresh is not None:
            self.show_figure(self.blocks.block_of(fresh.key), fresh.key)
        else:
            self._show_differences()
        self.headline_changed.emit()
        self.read.emit()

    def _signed_words(self, report: MonthlyReport) -> str:
        if report.state == OPEN:
            reason = f"第{report.version}版，重开原因：{report.reason}" if report.reason else ""
            return reason or "数字随台账自动更新，签发后冻结"
        name = self.desk.ledger.name(report.approved_by) if report.approved_by else ""
        when = f"{report.on.month}月{report.on.day}日" if report.on else ""
        return f"{name} {when} 签发，数字已冻结"

    def _show_gaps(self, sheet: MonthSheet) -> None:
        for row in self._gap_rows:
            self.gaps.body.removeWidget(row)
            row.hide()
            row.deleteLater()
        rows: list[QWidget] = []
        if sheet.is_open and sheet.month.last_day() > self.desk.ledger.today:
            rows.append(self._gap_row("这个月还没有过完，月底以后再签发，数字才全。", None))
        rows += [self._gap_row(f"{one.title}　{one.words}", one) for one in sheet.gaps[:_MOST_GAPS]]
        more = len(sheet.gaps) - _MOST_GAPS
        if more > 0:
            rows.append(self._gap_row(f"另有 {more} 件，在工作台里。", None, home=True))
        if sheet.gaps:
            head = Words(self.theme, f"签发前看看：还有 {len(sheet.gaps)} 件没记录或没办完", bold=True)
            rows.insert(0, head)
        self._gap_rows = rows
        for row in rows:
            self.gaps.body.addWidget(row)
        self.gaps.setVisible(bool(rows))

    def _gap_row(self, words: str, duty: Duty | None, *, home: bool = False) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(Words(self.theme, words, colour=self.theme.colours.tone("due").ink, wrap=True), 1)
        if duty is not None:
            button = LinkButton(self.theme, "去补", "next")
            button.setAccessibleName(f"去补 {duty.title}")
            page, args = place_of_duty(self.desk.ledger, duty)
            button.clicked.connect(partial(self._go, page, args))
            line.addWidget(button)
        elif home:
            button = LinkButton(self.theme, "看工作台", "home")
            button.clicked.connect(partial(self._go, "home", {}))
            line.addWidget(button)
        return row

    def _go(self, page: str, args: Mapping[str, object]) -> None:
        self.shell.go(page, **args)

    def show_figure(self, block: str, key: str) -> None:
        """Open the records of a figure at the side."""
        if self.sheet is None:
            return
        figure = by_key(self.sheet.figures)[key]
        self.blocks.mark(block, key)
        ledger = self.desk.ledger
        self.fresh.run_more(
            lambda: figure_lines(ledger, figure), done=lambda lines: self._show_lines(figure, lines)
        )

    def _show_lines(self, figure: Figure, lines: list[Line]) -> None:
        if self.sheet is not None and by_key(self.sheet.figures).get(figure.key) == figure:
            self.side.show_figure(figure, lines)

    def _show_differences(self) -> None:
        if self.sheet is not None:
            self.blocks.mark("", "")
            last = self.month.shift(-1).chinese()
            self.side.show_differences(self.sheet.against, self.desk.ledger.name, last)

    def _show_drift(self) -> None:
        if self.sheet is not None:
            self.side.show_differences(self.sheet.drift, self.desk.ledger.name, "签发时")

    def _open_record(self, uid: str) -> None:
        found = self.desk.ledger.locate(uid)
        if found is None:
            self.shell.show_notice("这条记录没有传到这台电脑，打不开。", tone="due")
        else:
            self._go(*place_of(self.desk.ledger, found[0].name, uid))

    # -- writing ---------------------------------------------------------------------------------------

    def save(self, then: Callable[[], None] | None = None) -> None:
        """Write the texts; a month not begun yet gets its report."""
        sheet = self.sheet
        if sheet is None or not sheet.is_open or self.texts.read(sheet.report):
            return
        report = sheet.report

        def done() -> None:
            self.texts.saved()
            if then is not None:
                then()

        self.runner.run(
            f"保存 {self.month.chinese()}月报的文字",
            lambda action: action.save(report),
            done=done,
            failed=self._refused,
        )

    def _refused(self, error: UserError) -> None:
        problems = error.problems if isinstance(error, Refused) else [Problem("", error.sentence())]
        homeless = self.texts.show_problems(problems)
        first = (homeless or problems)[0]
        self.frame.ensureWidgetVisible(self.texts.form.rows.get(first.box, self.texts.form))
        self.shell.show_notice(f"还没有保存：{first.sentence()}", tone="overdue")

    def sign(self) -> None:
        """Ask who signs; texts, frozen figures and the step are written together."""
        sheet, ledger = self.sheet, self.desk.ledger
        if sheet is None or self.texts.read(sheet.report):
            return
        report = sheet.report
        if not report.filled_by:
            missing = Problem("filled_by", "签发之前要先填「填报人」", "选一位填报人")
            self._refused(Refused([missing]))
            return

        def before(action: Action) -> None:
            freeze(report, month_figures(ledger, report.month))
            action.save(report)

        preset = {"approved_by": secretary_of(ledger), "on": ledger.today}
        told = f"已签发 {self.month.chinese()}月报，数字已冻结。接着可以打印、上报。"
        self.steps.begin(
            report, "sign", preset={k: v for k, v in preset.items() if v}, before=before, told=told
        )
        if self.steps.dialog is not None:
            self.steps.dialog.accepted.connect(self.texts.saved)

    def begin_again(self) -> None:
        """Open a further version of a signed month; asks why."""
        if self.sheet is None or self.sheet.is_open:
            return
        fresh = next_version(self.sheet.report, "")
        note = f"第{self.sheet.report.version}版保持签发时的样子；新的一版按现在的台账重新算，再签发一次。"
        dialog = RecordDialog(
            self.desk,
            self._register,
            fresh,
            f"重开 {self.month.chinese()}月报",
            "重开一版",
            boxes=("reason",),
            note=note,
            parent=self,
        )

        def taken(record: MonthlyReport) -> None:
            self._version = None
            self.runner.run(
                f"重开 {self.month.chinese()}月报",
                lambda action: action.save(record),
                told=f"已重开 {self.month.chinese()}月报，现在编辑的是新的一版。",
                done=dialog.accept,
                failed=dialog.refused,
            )

        dialog.taken.connect(taken)
        dialog.finished.connect(dialog.deleteLater)
        self.dialog = dialog
        dialog.open()

    def _preview(self) -> None:
        assert self.sheet is not None
        title = f"{self.month.chinese()}月报"
        args = {"uid": self.sheet.report.uid}
        self.shell.go("preview", key="monthly_report", args=args, title=title, back="report")

    def mark_sent(self) -> None:
        """Note that the signed paper went to the superior."""
        if self.sheet is not None and self.sheet.report.state == SIGNED:
            self.steps.begin(self.sheet.report, "send")
