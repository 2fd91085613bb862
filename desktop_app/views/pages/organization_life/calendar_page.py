"""三会一课年历: what each month, quarter and year asks for, what was held, how to begin the next."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.base.periods import Month
from desktop_app.base.strokes import load_strokes
from desktop_app.duties.basics.deadline import Standing
from desktop_app.duties.organization_life.attendance_pictures import attendance_picture
from desktop_app.duties.organization_life.meeting_calendar import PeriodCell, PeriodRow, year_periods
from desktop_app.printing.documents.paper import PaperDeclaration
from desktop_app.printing.documents.papers import PAPERS
from desktop_app.views.page_parts.page_frame import page_column
from desktop_app.views.page_parts.period_grid import PeriodGrid
from desktop_app.views.page_parts.print_menu import papers_button
from desktop_app.views.page_parts.year_box import YearBox
from desktop_app.views.pages.office.home_rows import OneLine
from desktop_app.views.parts.buttons import LinkButton, PrimaryButton
from desktop_app.views.parts.cards import Card
from desktop_app.views.parts.charts import ChartView
from desktop_app.views.parts.labels import faint
from desktop_app.views.parts.live_page import LivePage

if TYPE_CHECKING:
    from desktop_app.desk import Desk
    from desktop_app.views.shell import Shell

_YEARS = 4
# The papers of a whole year: its grid, its bound minutes, and the set of its 组织生活会.
_PAPERS = (
    *("year_grid", "record_book", "opinion_form", "opinion_summary"),
    *("criticism_summary", "mending_list", "life_report"),
)


class CalendarPage(LivePage):
    """The grid of a year, and the period the cursor is on with its rule and its meetings."""

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(desk, shell, "三会一课年历")
        self.print_button = papers_button(self.theme, _PAPERS, self._preview)
        self.begin_button = PrimaryButton(self.theme, "记一次会议", "add")
        self.begin_button.clicked.connect(self._begin_chosen)
        self._shown_year: int | None = None
        self._build()

    def _build(self) -> None:
        theme = self.theme
        column = page_column(self, theme)
        self.year = YearBox(theme, self.refresh)
        rules = LinkButton(theme, "改次数和提醒", "rule")
        rules.clicked.connect(lambda: self.shell.go("rules", key="meeting_general_per_quarter"))
        strip = QHBoxLayout()
        strip.setSpacing(theme.unit(12))
        strip.addWidget(self.year)
        strip.addWidget(faint(theme, "双击一格：打开会议，没有的补记一次。"), 1)
        strip.addWidget(rules)
        column.addLayout(strip)
        card = Card(theme)
        self.grid = PeriodGrid(theme)
        self.grid.chosen.connect(self._tell)
        self.grid.opened.connect(self._go)
        card.body.addWidget(self.grid)
        about = Card(theme)
        self.what = OneLine(theme, "", bold=True)
        self.rule = OneLine(theme, "", steps=-1, colour=theme.colours.text_faint)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.what)
        words.addWidget(self.rule)
        self._meetings = QHBoxLayout()
        line = QHBoxLayout()
        line.addLayout(words, 1)
        line.addLayout(self._meetings)
        about.body.addLayout(line)
        column.addWidget(about)
        column.addWidget(card)
        self._seen = Card(theme)
        self.picture = ChartView(theme, titled=True)
        self._seen.body.addWidget(self.picture)
        column.addWidget(self._seen)
        column.addStretch(1)

    # -- the shell asks --------------------------------------------------------------------------------

    def count_words(self) -> str:
        found = Counter(self.grid.mark(cell)[1] for row in self.grid.rows for cell in row.cells)
        held = {uid for row in self.grid.rows for cell in row.cells for _, uid in cell.held}
        told = [f"已开 {len(held)} 次"]
        told += [f"临近 {found['due']}"] if found["due"] else []
        told += [f"尚未记录 {found['overdue']}"] if found["overdue"] else []
        return "，".join(told) if self._shown_year is not None else ""

    def actions(self) -> Sequence[QWidget]:  # type: ignore[override]
        return (self.print_button, self.begin_button)

    def on_shown(self, **args: object) -> None:
        """``year=`` shows another year."""
        self._offer_years()
        if args.get("year"):
            self.year.set_value(args["year"])
            self.refresh()

    def on_print(self) -> bool:
        self._preview(PAPERS[_PAPERS[0]])
        return True

    def _preview(self, paper: PaperDeclaration) -> None:
        """Show a paper of the year in sight as it will be printed."""
        year = self.year.year()
        title = f"{year}年{paper.title}"
        self.shell.go("preview", key=paper.key, args={"year": year}, title=title, back="calendar")

    # -- showing ---------------------------------------------------------------------------------------

    def _offer_years(self) -> None:
        this = self.desk.ledger.today.year
        self.year.show_years(range(this, this - _YEARS, -1), this)

    def refresh(self) -> None:
        """Read the year again; the rule table may have changed too."""
        with self.fresh.reading():
            self._offer_years()
            ledger, year = self.desk.ledger, self.year.year()
            rows = year_periods(ledger, year)
            this = Month.of(ledger.today) if ledger.today.year == year else None
            turned, self._shown_year = year != self._shown_year, year
            if turned and this is not None and rows:
                self.grid.at = (1 if len(rows) > 1 else 0, this.month - 1)
            self.grid.show_year(rows, this, first_month(rows))
            found = self.grid.current()
            if found is not None:
                self._tell(*found)
            picture = attendance_picture(ledger, year, load_strokes())
            self.picture.show_chart(picture)
            self._seen.setVisible(not picture.is_nothing)
            self.headline_changed.emit()

    def _tell(self, row: PeriodRow, cell: PeriodCell) -> None:
        """The period in words, its rule, and its meetings to be opened."""
        word = self.grid.mark(cell)[0]
        told = cell.duty.words if word != "—" else "没有记录" if cell.asks else "开始用本程序以前，不催"
        self.what.setText(f"{row.title}　{_period_words(cell)}　{told}")
        when = cell.days if not cell.uids else _due(cell)
        self.rule.setText("，".join(part for part in (row.about, when) if part) + f"。依据：{row.source}")
        while self._meetings.count():
            item = self._meetings.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for day, uid in sorted((*cell.held, *cell.planned)):
            button = LinkButton(self.theme, f"打开{day.month}月{day.day}日的会", "meeting")
            button.clicked.connect(partial(self._open, uid))
            self._meetings.addWidget(button)
        self.begin_button.setText(f"记一次{row.kind}")

    # -- going -----------------------------------------------------------------------------------------

    def _open(self, uid: str, _checked: bool = False) -> None:
        self.shell.go("meeting", uid=uid)

    def _go(self, row: PeriodRow, cell: PeriodCell) -> None:
        if cell.uids:
            self._open(cell.uids[-1])
        else:
            self._begin(row, cell)

    def _begin(self, row: PeriodRow, cell: PeriodCell) -> None:
        group = {"org": row.group} if row.group else {}
        self.shell.go("meeting", kind=row.kind, month=cell.period.first, **group)

    def _begin_chosen(self) -> None:
        found = self.grid.current()
        if found is not None:
            self._begin(*found)


def first_month(rows: Sequence[PeriodRow]) -> Month | None:
    """The first month of the year with a meeting on record: before it nothing is called missing."""
    days = [day for row in rows for cell in row.cells for day, _ in (*cell.held, *cell.planned)]
    return Month.of(min(days)) if days else None


def _period_words(cell: PeriodCell) -> str:
    period = cell.period
    if period.months == 1:
        return period.first.chinese()
    return (
        f"{period.first.year}年第{period.first.quarter}季度"
        if period.months == 3
        else f"{period.first.year}年"
    )


def _due(cell: PeriodCell) -> str:
    due = cell.period.end
    return f"{due.month}月{due.day}日前" if cell.duty.state is not Standing.DONE else "已开齐"
