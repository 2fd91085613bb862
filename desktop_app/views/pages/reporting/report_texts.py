"""The written part of a month's report: texts and who filled it in, with a draft of what is not saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from desktop_app.records.record import Section
from desktop_app.records.rules import Problem
from desktop_app.registers.reporting.reports import OPEN, MonthlyReport
from desktop_app.views.form.boxes_form import BoxesForm
from desktop_app.views.form.draft import FormDraft
from desktop_app.views.form.draft_keeper import DraftKeeper
from desktop_app.views.parts.buttons import PlainButton
from desktop_app.views.parts.cards import Card
from desktop_app.views.parts.keys import KeyWalk
from desktop_app.views.parts.labels import faint

if TYPE_CHECKING:
    from desktop_app.desk import Desk

BOXES = ("highlights", "problems", "next_plan", "filled_by")
_TITLES = ("⑧ 本月重点工作", "⑨ 存在问题", "⑩ 下月计划", "填报人")

_SIGNED = "已签发，文字不再改动"


class ReportTexts(Card):
    """``save_asked`` tells that the texts are to be written."""

    save_asked = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.theme, "⑧—⑩ 文字部分", "按本月会议和下月到期的事预填，可以改")
        theme = desk.theme
        self.desk = desk
        self._register = desk.ledger.catalogue["monthly_report"]
        self.report: MonthlyReport | None = None
        self.form = BoxesForm(desk, self._register, (Section("", BOXES),), cards=False, columns=1)
        for name, title in zip(BOXES, _TITLES, strict=True):
            self.form.rows[name].label.setText(title)
        self.form.edited.connect(self._edited)
        self.keeper = DraftKeeper(desk, self.form, lambda bar: self.body.insertWidget(1, bar), self)
        self.keeper.taken_up.connect(self._tell_edited)
        self.body.addWidget(self.form)
        self.state = faint(theme)
        self.save_button = PlainButton(theme, "保存文字", "save")
        self.save_button.setProperty("tall", "true")
        self.save_button.clicked.connect(self.save_asked)
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(self.state)
        line.addWidget(self.save_button)
        self.body.addLayout(line)
        walk = KeyWalk(self.form)
        walk.save.connect(self.save_asked)
        walk.past_last.connect(self.save_button.setFocus)

    @property
    def is_dirty(self) -> bool:
        """Whether something typed is not yet saved."""
        return self.keeper.is_dirty

    def show_report(self, report: MonthlyReport) -> None:
        """Show a report's texts; what is typed and not saved stays while it is the same report."""
        same = self.report is not None and self.report.uid == report.uid
        self.report = report
        locked = report.state != OPEN
        self.form.open_only(() if locked else None, _SIGNED)
        self.save_button.setVisible(not locked)
        self.state.setText(_SIGNED if locked else "")
        if same and self.is_dirty and not locked:
            return
        self.form.show_record(report)
        draft = FormDraft(self.desk, self._register, report)
        if report.is_new:
            draft.key = f"draft:monthly_report:{report.month.iso()}"
        self.keeper.open(draft, offers=not locked)

    def read(self, report: MonthlyReport) -> list[Problem]:
        """Put the texts into ``report``; what could not be understood is told at its box."""
        problems = self.form.read_into(report)
        self.form.show_problems(problems)
        if problems:
            self.form.go_to_error()
        return problems

    def show_problems(self, problems: list[Problem]) -> list[Problem]:
        """Tell problems at their boxes; give those without a box here."""
        homeless = self.form.show_problems(problems)
        self.form.go_to_error()
        return homeless

    def saved(self) -> None:
        """The texts are in the branch file."""
        self.keeper.saved()
        self.state.setText("已保存")

    def keep_draft(self) -> None:
        """Keep what is typed so far, if anything is."""
        self.keeper.keep()

    def _edited(self) -> None:
        self._tell_edited()
        self.keeper.edited()

    def _tell_edited(self) -> None:
        self.state.setText("有改动，还没有保存")
