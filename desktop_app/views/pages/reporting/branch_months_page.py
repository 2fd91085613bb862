"""各支部报送: who has sent which month, the month summed up, answers to what was handed out, two rosters."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop_app.base.periods import Month
from desktop_app.base.search_words import SearchWords
from desktop_app.duties.people.two_branches import TransferQuestion
from desktop_app.duties.summaries.branch_answers import HandoutFile
from desktop_app.duties.summaries.branch_months import BranchRow
from desktop_app.exchange.workbook.tables import write_tables
from desktop_app.registers.exchange.audit_log import EXPORTED
from desktop_app.views.page_parts.chips import ChipRow
from desktop_app.views.page_parts.page_frame import PageFrame, page_column
from desktop_app.views.page_parts.places import table_place_of
from desktop_app.views.page_parts.plain_look import PlainLook
from desktop_app.views.page_parts.plain_rows import PlainLine
from desktop_app.views.page_parts.verb_table import VerbTable, always
from desktop_app.views.pages.reporting.branch_reading import (
    BranchesSheet,
    question_cells,
    read_branches,
    workbook_tables,
)
from desktop_app.views.pages.reporting.branch_table import BranchSpot, BranchTable
from desktop_app.views.pages.reporting.branch_totals import TotalsPane
from desktop_app.views.parts.buttons import LinkButton, PlainButton
from desktop_app.views.parts.file_dialogs import FileDialogs, save_bytes
from desktop_app.views.parts.labels import Words, faint
from desktop_app.views.parts.live_page import LivePage
from desktop_app.views.parts.stacked_pages import FrontStack
from desktop_app.views.parts.tabs import TabRow
from desktop_app.views.parts.why_not import allow

if TYPE_CHECKING:
    from desktop_app.desk import Desk
    from desktop_app.views.shell import Shell

SENT, TOTALS, ANSWERS, QUESTIONS = range(4)
_TABS = ("报送情况", "汇总", "下发与回报", "转接疑问")
EVERY, LATE = "全部", "这个月没报的"
# So many of those that are late are named beside the chips.
_NAMED = 3


class BranchMonthsPage(LivePage):
    """A month of all branches behind four tabs; read by the worker."""

    def __init__(self, desk: Desk, shell: Shell, doors: FileDialogs | None = None) -> None:
        super().__init__(desk, shell, "各支部报送")
        self._doors = doors or FileDialogs(desk.settings)
        # The month chosen by hand; None for last month, which goes along when the month turns.
        self._chosen: Month | None = None
        self.sheet: BranchesSheet | None = None
        self._words = SearchWords("", desk.pinyin.keys)
        theme = self.theme
        self.export_button = PlainButton(theme, "导出汇总", "export")
        self.export_button.clicked.connect(self.export)
        whole = page_column(self, theme)
        whole.addLayout(self._strip())
        self.stack = FrontStack()
        for pane in (self._sent_pane(), self._totals_pane(), self._answers_pane(), self._questions_pane()):
            self.stack.addWidget(pane)
        whole.addWidget(self.stack, 1)
        self.tabs.currentChanged.connect(self._turn)
        self._turn(SENT)

    def _strip(self) -> QHBoxLayout:
        theme = self.theme
        self.before_button = PlainButton(theme, "上月", "previous")
        self.after_button = PlainButton(theme, "下月", "next")
        self.before_button.clicked.connect(lambda: self.go_to(self.month.shift(-1)))
        self.after_button.clicked.connect(lambda: self.go_to(self.month.shift(1)))
        self.month_words = Words(theme, steps=3, bold=True)
        self.tabs = TabRow()
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        for title in _TABS:
            self.tabs.addTab(title)
        strip = QHBoxLayout()
        strip.setSpacing(theme.unit(12))
        strip.addWidget(self.tabs, 1)
        strip.addWidget(self.before_button)
        strip.addWidget(self.month_words)
        strip.addWidget(self.after_button)
        return strip

    # -- the panes -------------------------------------------------------------------------------------

    def _sent_pane(self) -> QWidget:
        theme = self.theme
        self.chips = ChipRow(theme, [(EVERY, EVERY), (LATE, LATE)])
        self.chips.chosen.connect(lambda _one: self._list())
        self.told = faint(theme, wrap=True)
        top = QHBoxLayout()
        top.setSpacing(theme.unit(12))
        top.addWidget(self.chips, 1)
        top.addWidget(self.told, 1)
        self.table = BranchTable(theme)
        self.table.chosen.connect(self._spot_chosen)
        self.table.asked.connect(self._open_spot)
        self.spot_words = Words(theme, "", wrap=True)
        self.look_button = PlainButton(theme, "看这个月的数", "eye")
        self.look_button.clicked.connect(self._look)
        self.report_button = LinkButton(theme, "打开月报记录", "report")
        self.report_button.clicked.connect(self._open_report)
        self.log_button = LinkButton(theme, "交换记录", "stick")
        self.log_button.clicked.connect(lambda: self.shell.go("exchange", tab="log"))
        foot = QHBoxLayout()
        foot.setContentsMargins(theme.unit(12), theme.unit(6), theme.unit(12), theme.unit(6))
        foot.setSpacing(theme.unit(10))
        foot.addWidget(self.spot_words, 1)
        for button in (self.log_button, self.report_button, self.look_button):
            foot.addWidget(button)
        card = PageFrame("card")
        card.setMinimumHeight(theme.unit(190))
        inside = QVBoxLayout(card)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.setSpacing(0)
        inside.addWidget(self.table, 1)
        inside.addLayout(foot)
        return self._pane(top, card)

    def _totals_pane(self) -> QWidget:
        self.totals = TotalsPane(self.desk, self.fresh)
        self.totals.record_asked.connect(self.open_record)
        return self.totals

    def _answers_pane(self) -> QWidget:
        self.answers = VerbTable(
            self.theme,
            ("下发日期", "标题", "截止日期", "回报", "没有回报的"),
            (112, 300, 112, 180, 300),
            (("打开这一条", "megaphone", lambda one: self.open_record(one.handout.uid), always),),
            empty=("megaphone", "本单位还没有下发通知和任务"),
            name="下发与回报",
            known_by=lambda one: one.handout.uid,
        )
        PlainLook(self.desk, self.answers.table, "answers")
        return self._pane(
            faint(self.theme, "本单位下发的通知和任务，谁回报了、谁没有；下发的包有没有回执在“报送情况”里"),
            self.answers,
        )

    def _questions_pane(self) -> QWidget:
        self.questions = VerbTable(
            self.theme,
            ("姓名", "公民身份号码", "在哪些支部", "从哪天起", "情况"),
            (90, 240, 330, 120, 110),
            (
                ("打开第一条", "member", lambda one: self.open_record(one.rows[0].uid), always),
                ("打开第二条", "member", lambda one: self.open_record(one.rows[1].uid), always),
            ),
            empty=("done", "没有同时在两个支部的人"),
            name="转接疑问",
            known_by=lambda one: one.id_number,
        )
        PlainLook(self.desk, self.questions.table, "questions")
        self.question_words = Words(self.theme, "", wrap=True)
        self.questions.table.chosen.connect(self._question_chosen)
        self.questions.foot.addWidget(self.question_words)
        return self._pane(
            faint(self.theme, "身份证号相同、两边都没有写减少的人。转接办完或者一边改正，这里就没有了"),
            self.questions,
        )

    def _pane(self, top: QWidget | QHBoxLayout, body: QWidget) -> QWidget:
        pane = QWidget()
        pane.setProperty("look", "clear")
        column = QVBoxLayout(pane)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self.theme.unit(10))
        if isinstance(top, QWidget):
            column.addWidget(top)
        else:
            column.addLayout(top)
        column.addWidget(body, 1)
        return pane

    def _turn(self, at: int) -> None:
        """Show a pane; those out of sight ask for no room, so that a tall one makes no other page scroll."""
        across = QSizePolicy.Policy.Preferred
        for number in range(self.stack.count()):
            down = across if number == at else QSizePolicy.Policy.Ignored
            self.stack.widget(number).setSizePolicy(across, down)
        self.stack.setCurrentIndex(at)

    # -- the shell asks --------------------------------------------------------------------------------

    def count_words(self) -> str:
        if self.sheet is None:
            return ""
        total = self.sheet.year.sums[self.sheet.month.month - 1]
        return f"{total.month.month}月已报 {total.sent} 个，应报 {total.asked} 个"

    def actions(self) -> Sequence[QWidget]:  # type: ignore[override]
        return (self.export_button,)

    def search_hint(self) -> str:
        return "支部名称、代码"

    def on_search(self, words: str) -> None:
        self._words = SearchWords(words, self.desk.pinyin.keys)
        self._list()

    def on_shown(self, **args: object) -> None:
        """``month=`` a Month or "2026-10", ``tab=`` one of the numbers of the tabs."""
        month, tab = args.get("month"), args.get("tab")
        if isinstance(tab, int):
            self.tabs.setCurrentIndex(tab)
        if month is not None:
            self.go_to(month if isinstance(month, Month) else Month.from_iso(str(month)))

    # -- showing ---------------------------------------------------------------------------------------

    @property
    def month(self) -> Month:
        """The month looked at."""
        return self._chosen or Month.of(self.desk.ledger.today).shift(-1)

    def go_to(self, month: Month) -> None:
        """Show another month."""
        self._chosen = None
        if month != self.month:
            self._chosen = month
        self.refresh()

    def refresh(self) -> None:
        """Have the month read anew by the worker."""
        ledger, month = self.desk.ledger, self.month
        self.fresh.run(lambda: read_branches(ledger, month), done=self._show)

    def _show(self, sheet: BranchesSheet) -> None:
        self.sheet = sheet
        self.month_words.setText(sheet.month.chinese())
        allow(self.after_button, "" if self.month < Month.of(self.desk.ledger.today) else "下个月还没有到")
        allow(self.before_button, "" if self.month > Month(sheet.years[-1], 1) else "再早的月份没有收到过")
        asked = [one for one in sheet.questions if not one.is_answered]
        silent = [one for one in sheet.answers if one.silent]
        for at, count in ((ANSWERS, len(silent)), (QUESTIONS, len(asked))):
            self.tabs.setTabText(at, f"{_TABS[at]} {count}" if count else _TABS[at])
        self._list()
        self.totals.show_sheet(sheet)
        self.answers.show_lines([self._answer_line(one) for one in sheet.answers])
        self.questions.show_lines([self._question_line(one) for one in sheet.questions])
        allow(self.export_button, "" if sheet.offices else "还没有支部，没有可汇总的")
        self.headline_changed.emit()

    def _list(self) -> None:
        """Show the branches that are sought; the cursor stays on its branch and month."""
        sheet = self.sheet
        if sheet is None:
            return
        before = self.table.spot()
        office = before.row.office if before is not None and before.row is not None else ""
        late = sheet.year.late(sheet.month)
        only = sheet.month if self.chips.value() == LATE else None
        self.table.grid.show(sheet.year, self._words, only)
        now = Month.of(self.desk.ledger.today)
        self.table.show_until(now if sheet.year.year == now.year else None)
        self.chips.set_counts({EVERY: len(sheet.offices), LATE: len(late)})
        self.told.setText(self._late_words(sheet, late))
        index = self.table.grid.index_of(office, sheet.month)
        self.table.go_to(index if index.isValid() else self.table.grid.index_of("", sheet.month))
        self._spot_chosen()

    def _late_words(self, sheet: BranchesSheet, late: Sequence[BranchRow]) -> str:
        if not sheet.offices:
            return "还没有支部：收到第一个包，或者登记了支部的名片，就列在这里"
        names = "、".join(one.name for one in late[:_NAMED])
        more = f"等 {len(late)} 个" if len(late) > _NAMED else ""
        return f"{sheet.month.month}月没报的：{names}{more}" if late else ""

    def _answer_line(self, one: HandoutFile) -> PlainLine:
        handout, sheet = one.handout, self.sheet
        silent = "、".join(sheet.name(code) for code in one.silent) if sheet is not None else ""
        cells = (str(handout.issued_on), handout.title, str(handout.due_on or ""), one.words, silent)
        return PlainLine(cells, {3: one.tone}, one)

    def _question_line(self, one: TransferQuestion) -> PlainLine:
        assert self.sheet is not None
        return PlainLine(question_cells(self.sheet, one), {4: "going" if one.is_answered else "due"}, one)

    def _question_chosen(self, line: PlainLine | None) -> None:
        self.question_words.setText("" if line is None else line.key.words())

    # -- one place of the table --------------------------------------------------------------------------

    def _spot_chosen(self) -> None:
        spot = self.table.spot()
        cell = spot.cell if spot is not None else None
        there = cell is not None and bool(cell.report)
        total = spot is not None and spot.row is None and spot.month is not None
        none = "先在表里点一个报了月报的格"
        allow(self.look_button, "" if there or total else none)
        allow(self.report_button, "" if there else none)
        self.spot_words.setText(self._spot_words(spot))

    def _spot_words(self, spot: BranchSpot | None) -> str:
        if spot is None or self.sheet is None:
            return ""
        if spot.row is None:
            if spot.month is None or spot.sum is None or not spot.sum.words:
                return spot.month.chinese() if spot.month is not None else "合计"
            return f"{spot.month.chinese()}　合计 {spot.sum.words}"
        if spot.cell is not None:
            return f"{spot.row.name}　{spot.cell.told}"
        came = f"最近一次来包 {spot.row.came_on}" if spot.row.came_on else "还没有来过包"
        waits = f"；有 {len(spot.row.unanswered)} 个下发的包没有回执" if spot.row.unanswered else ""
        late = f"；{self.sheet.year.year}年有 {spot.row.missing} 个月没有报" if spot.row.missing else ""
        return f"{spot.row.name}　{came}{waits}{late}"

    def _open_spot(self, spot: BranchSpot) -> None:
        if self.look_button.isEnabled():
            self._look()

    def _look(self) -> None:
        """The figures of the chosen branch's month, or the sums of the chosen month."""
        spot = self.table.spot()
        if spot is None or spot.month is None:
            return
        office = spot.row.office if spot.row is not None else ""
        self.tabs.setCurrentIndex(TOTALS)
        self.totals.wanted = office
        if self.sheet is not None and spot.month == self.sheet.month:
            self.totals.show_sheet(self.sheet)
        else:
            self.go_to(spot.month)

    def _open_report(self) -> None:
        spot = self.table.spot()
        if spot is not None and spot.cell is not None and spot.cell.report:
            self.open_record(spot.cell.report)

    def open_record(self, uid: str) -> None:
        """Open a record of another office to read, in the table of its register."""
        place = table_place_of(self.desk.ledger, uid)
        if place is None:
            self.shell.show_notice("这条记录没有传到这台电脑，打不开。", tone="due")
        else:
            key, args = place
            self.shell.go(key, **args)

    # -- the workbook ----------------------------------------------------------------------------------

    def export(self) -> None:
        """Ask where to, and write the sums, the branches and the year as a workbook."""
        sheet = self.sheet
        if sheet is None:
            return
        name = f"各支部月报汇总{sheet.month.iso()}.xlsx"
        path = self._doors.save_file(self, "导出汇总", name, "Excel 工作簿 (*.xlsx)")
        if path is not None:
            self._write(sheet, path)

    def _write(self, sheet: BranchesSheet, path: Path) -> None:
        ledger, log = self.desk.ledger, self.desk.log

        def job() -> None:
            save_bytes(path, write_tables(workbook_tables(sheet, ledger)))
            log.note(EXPORTED, "各支部报送", sheet.month.chinese(), path.name)

        self.desk.bridge.run(job, done=lambda _: self.shell.show_notice(f"已导出到 {path.name}"))
