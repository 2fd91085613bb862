"""党员增减年表: fifteen rows with last year beside this, whether they balance, who is behind each number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import (
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop_app.base.periods import chinese_date
from desktop_app.base.strokes import load_strokes
from desktop_app.duties.basics.figure import Figure
from desktop_app.duties.people.annual_pictures import annual_pictures
from desktop_app.duties.people.annual_year import AnnualYear, annual_year, annual_years, begun, freeze
from desktop_app.duties.summaries.page_reading import secretary_of
from desktop_app.printing.documents.paper import Copy, PaperDeclaration
from desktop_app.printing.documents.papers import PAPERS
from desktop_app.registers.reporting.annual_changes import SIGNED, AnnualChange
from desktop_app.storage.action import Action
from desktop_app.views.page_parts.action_runner import ActionRunner, StepRunner
from desktop_app.views.page_parts.figure_cells import FigureGrid
from desktop_app.views.page_parts.figure_list import FigureList
from desktop_app.views.page_parts.line_list import Line
from desktop_app.views.page_parts.page_frame import PageFrame, page_column
from desktop_app.views.page_parts.picture_dialog import PictureFrame
from desktop_app.views.page_parts.plain_look import PlainLook
from desktop_app.views.page_parts.plain_rows import PlainLine, PlainTable
from desktop_app.views.page_parts.print_menu import papers_button
from desktop_app.views.page_parts.record_dialog import RecordDialog
from desktop_app.views.page_parts.year_box import YearBox
from desktop_app.views.pages.people.annual_checks import AnnualChecks
from desktop_app.views.parts.buttons import PlainButton, PrimaryButton
from desktop_app.views.parts.labels import SectionHeader, Words
from desktop_app.views.parts.live_page import LivePage
from desktop_app.views.parts.stacked_pages import FrontStack
from desktop_app.views.parts.status import Pill
from desktop_app.views.parts.tabs import Tabs
from desktop_app.views.table.tones import tone_of_state

if TYPE_CHECKING:
    from desktop_app.desk import Desk
    from desktop_app.views.shell import Shell

_PAPERS = ("annual_table", "annual_breakdown")
_HEADS = ("行", "项目", "上年", "本年", "增减")
_BEFORE_COLUMN = 2
# What is part of the row above it stands a step in.
_INSIDE = {3: 1, 4: 1, 5: 1, 6: 2, 8: 1, 9: 1, 10: 1, 11: 1, 12: 2}


class AnnualPage(LivePage):
    """One year at a time, worked out as the roster stands until it is signed."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(desk, shell, "党员增减年表")
        self.runner = ActionRunner(desk, shell, self)
        self._register = desk.ledger.catalogue["annual_change"]
        self.steps = StepRunner(self.runner, self._register)
        self.dialog: RecordDialog | None = None
        self.found: AnnualYear | None = None
        self.grids: dict[str, FigureGrid] = {}
        self._build_buttons()
        self._build()

    def _build_buttons(self) -> None:
        theme = self.theme
        self.print_button = papers_button(theme, _PAPERS, self.print_paper)
        self.write_button = PlainButton(theme, "填写年表", "edit")
        self.write_button.clicked.connect(self.write)
        self.sign_button = PrimaryButton(theme, "书记签发", "check")
        self.sign_button.clicked.connect(self.sign)
        self.send_button = PlainButton(theme, "已上报", "stick")
        self.send_button.clicked.connect(self.send)

    def _build(self) -> None:
        theme = self.theme
        whole = page_column(self, theme)
        self.year = YearBox(theme, self.refresh)
        self.state = Pill(theme, "")
        self.balance = Words(theme, wrap=True)
        strip = QHBoxLayout()
        strip.setSpacing(theme.unit(12))
        strip.addWidget(self.year)
        strip.addWidget(self.state)
        strip.addWidget(self.balance, 1)
        whole.addLayout(strip)
        self.table = PlainTable(theme, _HEADS, (44, 300, 72, 72, 72), right=(2, 3, 4), name="十五行")
        # Fifteen numbered rows whose columns a paper gives: their order is theirs.
        PlainLook(self.desk, self.table, "annual", sorts=False)
        self.table.view.clicked.connect(self._pressed)
        self.table.view.opened.connect(self._pressed)
        self.tabs = Tabs()
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(self.table, "增减十五行")
        self.tabs.addTab(self._breakdowns(), "党员构成")
        self.pictures = PictureFrame(theme, "党员增减和构成图")
        self.tabs.addTab(self.pictures, "看图")
        self.tabs.currentChanged.connect(lambda _at: self._put_list_away())
        self.checks = AnnualChecks(theme)
        self.checks.asked.connect(self._open)
        self.people = FigureList(theme)
        self.people.opened.connect(self._open)
        self.people.closed.connect(self._put_list_away)
        self.beside = FrontStack()
        self.beside.addWidget(self.checks)
        self.beside.addWidget(self.people)
        self.beside.setMinimumWidth(theme.unit(290))
        body = QHBoxLayout()
        body.setSpacing(theme.unit(12))
        card = PageFrame("card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(1, theme.unit(6), 1, 1)
        inside.addWidget(self.tabs)
        body.addWidget(card, 3)
        body.addWidget(self.beside, 2)
        whole.addLayout(body, 1)

    def _breakdowns(self) -> QScrollArea:
        inside = QWidget()
        inside.setProperty("look", "plain-pane")
        self._parts = QVBoxLayout(inside)
        self._parts.setContentsMargins(*(self.theme.unit(8),) * 3, 0)
        self._parts.setSpacing(self.theme.unit(6))
        frame = QScrollArea()
        frame.setAccessibleName("年表")
        frame.setWidgetResizable(True)
        frame.setWidget(inside)
        return frame

    # -- the shell asks --------------------------------------------------------------------------------

    def actions(self) -> Sequence[QWidget]:  # type: ignore[override]
        if self.found is None or not self.found.is_signed:
            return (self.print_button, self.write_button, self.sign_button)
        return (self.print_button, self.send_button) if self._may_send() else (self.print_button,)

    def _may_send(self) -> bool:
        return self.found is not None and self.found.record.state == SIGNED

    def count_words(self) -> str:
        if self.found is None:
            return ""
        now = self.found.table.value(14)
        return f"年底实有 {now} 人" if self.found.is_signed else f"现有 {now} 人"

    def on_shown(self, **args: object) -> None:
        """``uid=`` opens a saved table, ``year=`` a year."""
        self._offer_years()
        record = self.desk.ledger.get(AnnualChange, str(args.get("uid") or ""))
        year = record.year if record is not None else args.get("year")
        if year is not None:
            self.year.set_value(year)
            self.refresh()

    def on_print(self) -> bool:
        self.print_paper(PAPERS[_PAPERS[min(self.tabs.currentIndex(), 1)]])
        return True

    # -- showing ---------------------------------------------------------------------------------------

    def shown_year(self) -> int:
        """The year in sight."""
        return self.year.year()

    def _offer_years(self) -> None:
        self.year.show_years(annual_years(self.desk.ledger), self.desk.ledger.today.year)

    def refresh(self) -> None:
        """Work the year out again."""
        with self.fresh.reading():
            self._offer_years()
            found = self.found = annual_year(self.desk.ledger, self.shown_year())
            table, record = found.table, found.record
            state = "还没有保存" if record.is_new else record.state
            self.state.set_state(
                state, "draft" if record.is_new else tone_of_state(self._register, record.state)
            )
            until = "" if found.is_signed else f"截至{chinese_date(table.until)}，"
            balanced = "六个关系都平" if table.balances else "不平，请看右边"
            self.balance.setText(
                found.unknown_words
                or f"{until}{table.value(1)} ＋ {table.value(2)} － {table.value(7)} ＝ {table.value(13)}，"
                f"实有 {table.value(14)} 人，{balanced}"
            )
            tone = "done" if table.balances else "overdue"
            self.balance.set_colour(self.theme.colours.tone(tone).ink)
            place = self.table.view.currentIndex()
            self.table.show_lines([self._row(number, found) for number in range(1, 16)])
            if place.isValid():
                self.table.view.setCurrentIndex(self.table.model.index(place.row(), place.column()))
            self.checks.show_table(table if found.is_known else replace(table, equations=(), suspects=()))
            self._show_breakdowns(found)
            self.pictures.view.show_chart(annual_pictures(found))
            self._put_list_away()
            self.headline_changed.emit()

    def _row(self, number: int, found: AnnualYear) -> PlainLine:
        title = "　" * _INSIDE.get(number, 0) + found.table.rows[number - 1].title
        tones = {3: "overdue"} if number == 15 and found.number(number) else {}
        return PlainLine((str(number), title, *found.cells(number)), tones, number)

    def _show_breakdowns(self, found: AnnualYear) -> None:
        while self._parts.count():
            item = self._parts.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.grids = {}
        for one in found.breakdowns if found.is_known else ():
            grid = self.grids[one.key] = FigureGrid(self.theme, 4)
            grid.show_figures(one.parts)
            grid.asked.connect(lambda key, parts=one.parts, mark=one.title: self._show_part(mark, key, parts))
            self._parts.addWidget(SectionHeader(self.theme, one.title))
            self._parts.addWidget(grid)
        self._parts.addStretch(1)

    def _pressed(self, index: QModelIndex) -> None:
        """A number of the fifteen rows: the people behind it, of last year in last year's column."""
        if self.found is None:
            return
        old = self.table.model.places[index.column()] == _BEFORE_COLUMN
        table = self.found.before if old else self.found.table
        if table is None or (not old and not self.found.is_known):
            self._put_list_away()
            return
        figure = table.rows[index.row()]
        self.show_people(f"{table.year}年　{figure.title} {figure.value} 人", figure)

    def _show_part(self, mark: str, key: str, parts: tuple[Figure, ...]) -> None:
        figure = next(one for one in parts if one.key == key)
        for grid in self.grids.values():
            grid.mark(key)
        self.show_people(f"{mark}　{figure.title} {figure.value} 人", figure)

    def show_people(self, title: str, figure: Figure) -> None:
        """The people of a figure by the strokes of their names."""
        names = {uid: self.desk.ledger.name(uid) for uid in figure.items}
        strokes = load_strokes()
        ordered = sorted(names, key=lambda uid: (strokes.sort_key(names[uid]), uid))
        apart = figure.key in ("r13", "r15") and int(figure.value) != len(ordered)
        note = (
            "这一行是算出来的差数，名单是两边对不上的人" if apart else f"共 {len(ordered)} 人，双击看花名册"
        )
        lines = [Line(uid, names[uid]) for uid in ordered]
        self.people.show_lines(title, note if lines else "没有这样的党员", lines)
        self.beside.setCurrentWidget(self.people)

    def _put_list_away(self) -> None:
        for grid in self.grids.values():
            grid.mark("")
        self.beside.setCurrentWidget(self.checks)

    def _open(self, uid: str) -> None:
        self.shell.go("register:member", uid=uid)

    # -- writing ---------------------------------------------------------------------------------------

    def write(self) -> None:
        """Ask for the year's record: its first row, who fills it in, why it does not balance."""
        if self.found is None:
            return
        record = begun(self.found) if self.found.record.r1 is None else self.found.record
        year = self.shown_year()
        dialog = self.dialog = RecordDialog(
            self.desk, self._register, record, f"{year}年党员增减年表", "保存年表",
            boxes=("r1", "explanation", "filled_by"),
            note="十五行数随花名册算，不用填；上年底总数和上年年表不一致时在这里改。", parent=self,
        )  # fmt: skip
        dialog.taken.connect(
            lambda filled: self.runner.run(
                f"保存 {year}年党员增减年表",
                lambda action: action.save(filled),
                done=dialog.accept,
                failed=dialog.refused,
            )
        )
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def sign(self) -> None:
        """Ask who signs; the record, the numbers and the people behind them are frozen in the same action."""
        if self.found is None:
            return
        ledger, found, year = self.desk.ledger, self.found, self.shown_year()

        def before(action: Action) -> None:
            action.save(freeze(found))

        preset = {
            "approved_by": secretary_of(ledger),
            "filled_by": found.record.filled_by,
            "on": ledger.today,
        }
        told = f"已签发 {year}年党员增减年表，数字已冻结。接着可以打印、上报。"
        self.steps.begin(
            found.record, "sign", preset={k: v for k, v in preset.items() if v}, before=before, told=told
        )

    def send(self) -> None:
        """Note that the signed table went to the superior."""
        if self.found is not None and self._may_send():
            self.steps.begin(self.found.record, "send")

    def print_paper(self, paper: PaperDeclaration) -> None:
        """Show a paper of the year as it will be printed."""
        copy = Copy({"year": self.shown_year()})
        self.shell.go("preview", key=paper.key, args=copy.args, title=paper.called(copy), back="annual")
