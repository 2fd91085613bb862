"""The dialog of a step: what it asks to be filled, what it warns of, and the verb that takes it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop_app.base.errors import UserError
from desktop_app.records.base import Record
from desktop_app.records.record import Register, Section
from desktop_app.records.rules import Problem, Step
from desktop_app.views.form.boxes_form import BoxesForm
from desktop_app.views.form.draft import FormDraft
from desktop_app.views.form.draft_keeper import DraftKeeper
from desktop_app.views.parts.buttons import PlainButton, PrimaryButton
from desktop_app.views.parts.dialogs import FittedDialog
from desktop_app.views.parts.keys import KeyWalk
from desktop_app.views.parts.labels import Complaint, Words, faint

if TYPE_CHECKING:
    from desktop_app.desk import Desk

_MOST_UNITS = 420


class StepDialog(FittedDialog):
    """Asks the boxes a step wants written; ``taken`` carries their values. What was typed stays a draft.

    ``preset`` is what the page knows of the boxes.
    """

    taken = Signal(dict)

    def __init__(
        self,
        desk: Desk,
        register: Register,
        record: Record,
        step: Step,
        preset: Mapping[str, object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        theme = desk.theme
        self.step = step
        self.setWindowTitle(step.title)
        self.form = BoxesForm(desk, register, (Section("", step.asks),), cards=False, columns=1)
        self.form.show_record(record)
        self._date_today(desk)
        self.form.take_up(preset)
        self.form.begun = self.form.kept()
        self.trouble = Complaint(theme, self)
        self.trouble.hide()
        edge = theme.unit(24)
        column = QVBoxLayout(self)
        column.setContentsMargins(edge, edge, edge, theme.unit(20))
        column.setSpacing(theme.unit(12))
        column.addWidget(
            Words(theme, f"{step.title}：{register.heading(record, desk.ledger.name)}", bold=True, wrap=True)
        )
        for words in (step.help, step.confirm):
            if words:
                column.addWidget(faint(theme, words, wrap=True))
        if step.asks:
            column.addWidget(self._frame(self.at_most(theme.unit(_MOST_UNITS))))
        column.addWidget(self.trouble)
        self.cancel_button = PlainButton(theme, "先不做")
        self.cancel_button.setProperty("tall", "true")
        self.cancel_button.clicked.connect(self.reject)
        self.verb_button = PrimaryButton(theme, step.title)
        self.verb_button.clicked.connect(self._take)
        row = QHBoxLayout()
        row.setSpacing(theme.unit(12))
        row.addStretch(1)
        row.addWidget(self.cancel_button)
        row.addWidget(self.verb_button)
        column.addLayout(row)
        walk = KeyWalk(self)
        walk.save.connect(self._take)
        walk.past_last.connect(self.verb_button.setFocus)
        self.setMinimumWidth(theme.unit(600))
        for editor in list(self.form.editors.values())[:1]:
            editor.field.setFocus()
        self._keeper = DraftKeeper(desk, self.form, lambda bar: column.insertWidget(1, bar), self)
        self._keeper.open(FormDraft(desk, register, record, step=step.name), offers=bool(step.asks))
        self.form.edited.connect(self._keeper.edited)

    def done(self, result: int) -> None:
        """What is typed stays as a draft when the dialog is closed without its step."""
        if result == QDialog.DialogCode.Accepted:
            self._keeper.saved()
        else:
            self._keeper.keep()
        super().done(result)

    def _date_today(self, desk: Desk) -> None:
        """What a step needs the day of is mostly done today; where it needs none, the one day it asks.

        Days of several things that were done before are not made up.
        """
        days = [name for name, editor in self.form.editors.items() if editor.box.kind == "date"]
        needed = [one for one in days if one in self.step.needs]
        for name in needed or (days if len(days) == 1 else ()):
            editor = self.form.editors[name]
            if not self.form.is_filled(name):
                editor.set_value(desk.ledger.today)

    def show_problems(self, problems: list[Problem]) -> None:
        """Tell what stands against the step, at its boxes where they are asked here."""
        homeless = self.form.show_problems(problems)
        self.trouble.setText("\n".join(problem.sentence() for problem in homeless))
        self.trouble.setVisible(bool(homeless))
        self.form.go_to_error()

    def _frame(self, most: int) -> QScrollArea:
        frame = QScrollArea()
        frame.setAccessibleName("要填的栏")
        frame.setWidgetResizable(True)
        frame.setWidget(self.form)
        frame.setMinimumHeight(min(self.form.sizeHint().height() + 4, most))
        return frame

    def _take(self) -> None:
        self.form.settle()
        found = []
        values = {}
        for name, editor in self.form.editors.items():
            try:
                values[name] = editor.value()
            except UserError as error:
                found.append(Problem(name, error.what, error.todo))
        if found:
            self.show_problems(found)
        else:
            self.taken.emit(values)
