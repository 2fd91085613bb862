"""The written part of a month's report: texts and who filled it in, with a draft of what is not saved."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout

from desktop_app.records.record import Section
from desktop_app.records.rules import Problem
from desktop_app.registers.reporting.reports import OPEN, MonthlyReport
from desktop_app.views.form.boxes_form import BoxesForm
from desktop_app.views.form.draft import FormDraft
from desktop_app.views.form.record_form import DRAFT_MS
from desktop_app.views.parts.buttons import LinkButton, PlainButton
from desktop_app.views.parts.cards import Card
from desktop_app.views.parts.keys import KeyWalk
from desktop_app.views.parts.labels import faint
from desktop_app.views.parts.notices import Banner

if TYPE_CHECKING:
    from desktop_app.desk import Desk

BOXES = ("highlights", "problems", "next_plan", "filled_by")
_TITLES = ("⑧ 本月重点工作", "⑨ 存在问题", "⑩ 下月计划", "填报人")


class ReportTexts(Card):
    """``save_asked`` tells that the texts are to be written."""

    save_asked = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.theme, "⑧—⑩ 文字部分", "按本月会议和下月到期的事预填，可以改")
        theme = desk.theme
        self.desk = desk
        self._register = desk.ledger.catalogue["monthly_report"]
        self.is_dirty = False
        self.report: MonthlyReport | None = None
        self._draft: FormDraft | None = None
        self.offer: Banner | None = None
        self.form = BoxesForm(desk, self._register, (Section("", BOXES),), cards=False, columns=1)
        for name, title in zip(BOXES, _TITLES, strict=True):
            self.form.rows[name].label.setText(title)
        self.form.edited.connect(self._edited)
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
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DRAFT_MS)
        self._timer.timeout.connect(self.keep_draft)
        walk = KeyWalk(self.form)
        walk.save.connect(self.save_asked)
        walk.past_last.connect(self.save_button.setFocus)

    def show_report(self, report: MonthlyReport) -> None:
        """Show a report's texts; what is typed and not saved stays while it is the same report."""
        same = self.report is not None and self.report.uid == report.uid
        self.report = report
        locked = report.state != OPEN
        self.form.open_only(() if locked else None)
        self.save_button.setVisible(not locked)
        self.state.setText("已签发，文字不再改动" if locked else "")
        if same and self.is_dirty and not locked:
            return
        self.is_dirty = False
        self._timer.stop()
        self.form.show_record(report)
        self._draft = FormDraft(self.desk, self._register, report)
        if report.is_new:
            self._draft.key = f"draft:monthly_report:{report.month.iso()}"
        self._offer_draft(locked)

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
        self.is_dirty = False
        self._timer.stop()
        self.state.setText("已保存")
        if self._draft is not None:
            self._draft.drop()

    def keep_draft(self) -> None:
        """Keep what is typed so far, if anything is."""
        if self.is_dirty and self._draft is not None:
            self._draft.keep(self.form.kept(), was=self.form.held)

    def _edited(self) -> None:
        self.is_dirty = True
        self.state.setText("有改动，还没有保存")
        if not self._timer.isActive():
            self._timer.start()

    def _offer_draft(self, locked: bool) -> None:
        if self.offer is not None:
            self.body.removeWidget(self.offer)
            self.offer.hide()
            self.offer.deleteLater()
            self.offer = None
        kept = self._draft.read() if self._draft is not None and not locked else None
        if kept is None:
            return
        self.offer = Banner(self.desk.theme, f"{kept['at']}写的文字还没有保存，都还在。", "接着写")
        drop = LinkButton(self.desk.theme, "不要了")
        self.offer.row.addWidget(drop)
        self.offer.pressed.connect(lambda: self._take_up(kept["boxes"], kept["was"]))
        drop.clicked.connect(self._drop)
        self.body.insertWidget(1, self.offer)

    def _take_up(self, boxes: Mapping[str, object], was: Mapping[str, object]) -> None:
        self.form.take_up(boxes, was)
        if self.offer is not None:
            self.offer.hide()
        self._edited()

    def _drop(self) -> None:
        if self._draft is not None:
            self._draft.drop()
        if self.offer is not None:
            self.offer.hide()
