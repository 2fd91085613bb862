"""汇总 of 各支部报送: a month's figures over all branches or of one, opening to branches and records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.duties.basics.figure import Figure
from desktop_app.duties.summaries.branch_sums import SummedFigure
from desktop_app.views.freshness import Freshness
from desktop_app.views.page_parts.figure_list import FigureList
from desktop_app.views.page_parts.line_list import Line, LineList
from desktop_app.views.page_parts.page_frame import PageFrame
from desktop_app.views.page_parts.two_columns import TwoColumns
from desktop_app.views.pages.reporting.branch_reading import (
    BranchesSheet,
    figure_rows,
    part_lines,
    record_lines,
)
from desktop_app.views.parts.buttons import LinkButton
from desktop_app.views.parts.choice_box import ChoiceBox
from desktop_app.views.parts.labels import Words, faint

if TYPE_CHECKING:
    from desktop_app.desk import Desk


class _Behind(FigureList):
    """What stands behind a figure: the branches of a sum, or the records of one branch's figure.

    ``branch_asked`` tells the office of a line opened among branches.
    """

    branch_asked = Signal(str)
    back_asked = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.theme, closable=False)
        self.back_button = LinkButton(desk.theme, "返回各支部", "previous")
        self.back_button.clicked.connect(self.back_asked)
        self.foot.insertWidget(0, self.back_button)
        self._of_branches = False
        self.show_nothing()

    def show_nothing(self) -> None:
        """Say what is to be done first."""
        self._of_branches = False
        self.show_lines("名单", "点左边的一项，看是哪些支部、哪些记录。", ())
        self.back_button.hide()

    def show_branches(self, figure: SummedFigure) -> None:
        """The branches of a sum."""
        self._of_branches = True
        self.show_lines(figure.words, f"{figure.note}。打开一个支部，看它的名单。", part_lines(figure))
        self.open_button.setText("看它的名单")
        self.back_button.hide()

    def show_records(self, branch: str, figure: Figure, lines: list[Line], *, from_sum: bool) -> None:
        """The records of one branch's figure, as it signed it."""
        self._of_branches = False
        note = figure.note or (f"签发时共 {len(figure.items)} 条" if lines else "没有这样的记录")
        self.show_lines(f"{branch}　{figure.words}", note, lines)
        self.open_button.setText("打开记录")
        self.back_button.setVisible(from_sum)

    def _tell(self, uid: str) -> None:
        if self._of_branches:
            self.branch_asked.emit(uid)
        else:
            super()._tell(uid)


class TotalsPane(QWidget):
    """The figures of a month at the left, what is behind the chosen one at the right.

    ``record_asked`` tells the uid of a record to open.
    """

    record_asked = Signal(str)

    def __init__(self, desk: Desk, fresh: Freshness) -> None:
        super().__init__()
        self._desk, self._fresh = desk, fresh
        self.sheet: BranchesSheet | None = None
        self.key = ""
        # The branch to look at when the next month has been read; None for the one looked at.
        self.wanted: str | None = None
        self._figures: dict[str, Figure] = {}
        theme = desk.theme
        self.setProperty("look", "clear")
        self.branch = ChoiceBox(theme)
        self.branch.setAccessibleName("支部")
        self.branch.setMinimumContentsLength(14)
        self.branch.activated.connect(lambda _at: self._list())
        self.told = faint(theme, wrap=True)
        top = QHBoxLayout()
        top.setSpacing(theme.unit(12))
        top.addWidget(Words(theme, "看哪个支部"))
        top.addWidget(self.branch)
        top.addWidget(self.told, 1)
        left = PageFrame("card")
        inside = QVBoxLayout(left)
        inside.setContentsMargins(1, theme.unit(4), 1, theme.unit(4))
        self.list = LineList(theme, "各项数字")
        self.list.chosen.connect(self.show_figure)
        inside.addWidget(self.list)
        left.setMinimumHeight(theme.unit(190))
        self.behind = _Behind(desk)
        self.behind.setMinimumSize(theme.unit(280), theme.unit(260))
        self.behind.branch_asked.connect(self._show_branch)
        self.behind.back_asked.connect(lambda: self.show_figure(self.key))
        self.behind.opened.connect(self.record_asked)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.unit(10))
        column.addLayout(top)
        column.addWidget(TwoColumns(theme, left, self.behind, (1, 1)), 1)

    def show_sheet(self, sheet: BranchesSheet) -> None:
        """Show another month, or the same read anew; the branch looked at stays."""
        self.sheet = sheet
        sent = [(code, sheet.offices[code]) for code in sheet.offices if code in sheet.totals.reports]
        self.branch.set_pairs([("", "全部支部合计"), *sent])
        if self.wanted is not None:
            self.branch.set_value(self.wanted)
            self.wanted = None
        self._list()

    def _list(self) -> None:
        sheet = self.sheet
        if sheet is None:
            return
        office = str(self.branch.value() or "")
        lines, self._figures = figure_rows(sheet, self._desk.ledger, office)
        month, many = sheet.month.chinese(), len(sheet.totals.reports)
        if office:
            self.told.setText(f"{sheet.name(office)} {month}月报，是它签发时的数，这里只能看")
        elif many:
            self.told.setText(f"{month}已报的 {many} 个支部签发的数；应报 {len(sheet.offices)} 个")
        else:
            self.told.setText(f"{month}还没有支部报来")
        self.list.show_lines(lines, self.key)
        if any(one.uid == self.key for one in lines):
            self.show_figure(self.key)
        else:
            self.key = ""
            self.behind.show_nothing()

    def show_figure(self, key: str) -> None:
        """Show what is behind a figure: branches of a sum, records of a branch."""
        if self.sheet is None or not key:
            return
        self.key = key
        if key in self._figures:
            self._show_records(str(self.branch.value()), self._figures[key], from_sum=False)
        else:
            self.behind.show_branches(self.sheet.totals.figure(key))

    def _show_branch(self, office: str) -> None:
        if self.sheet is not None:
            parts = self.sheet.totals.figure(self.key).parts
            figure = next(one.figure for one in parts if one.office == office)
            self._show_records(office, figure, from_sum=True)

    def _show_records(self, office: str, figure: Figure, *, from_sum: bool) -> None:
        ledger, sheet, key = self._desk.ledger, self.sheet, self.key
        name = sheet.name(office) if sheet is not None else office

        def show(lines: list[Line]) -> None:
            if self.sheet is sheet and self.key == key:
                self.behind.show_records(name, figure, lines, from_sum=from_sum)

        self._fresh.run_more(lambda: record_lines(ledger, figure), done=show)
