"""Promises in one go: all items of one person's letter, and one step for many promises."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop_app.base.errors import UserError
from desktop_app.records.record import Section
from desktop_app.records.rules import Problem, Step, refusals
from desktop_app.registers.displays.promises import Promise
from desktop_app.storage.action import Refused
from desktop_app.views.form.boxes_form import BoxesForm
from desktop_app.views.form.draft import FormDraft
from desktop_app.views.form.several_forms import SeveralForms
from desktop_app.views.page_parts.record_dialog import AskDialog
from desktop_app.views.parts.buttons import LinkButton, PlainButton
from desktop_app.views.parts.cards import Card
from desktop_app.views.parts.labels import Words, faint
from desktop_app.views.parts.why_not import allow

if TYPE_CHECKING:
    from desktop_app.desk import Desk

_SHARED = ("promiser", "year", "kind", "responsible")
_MOST_ITEMS = 100
_EACH = ("item_class", "item", "measure", "due_on")


class LetterDialog(AskDialog):
    """One person's promises of a year, several items at once; ``taken`` hands the unsaved records over."""

    taken = Signal(list)

    def __init__(self, desk: Desk, year: int, parent: QWidget | None = None) -> None:
        ledger = desk.ledger
        least, most = int(ledger.rule("promise_items_least")), int(ledger.rule("promise_items_most"))
        note = f"一个人一年一般 {least} 到 {most} 条，写得具体、能对照检查。空着的一条不保存。"
        super().__init__(desk, "新增承诺", "保存这几条承诺", note, parent)
        self._desk, self._most, self._year = desk, most, year
        self._register = ledger.catalogue["promise"]
        self.items: list[BoxesForm] = []
        inside = QWidget()
        inside.setProperty("look", "plain-pane")
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, self.theme.unit(6), 0)
        self._column.setSpacing(self.theme.unit(10))
        self.shared = BoxesForm(desk, self._register, (Section("", _SHARED),), cards=False, columns=1)
        self.shared.show_record(Promise(year=year))
        self._column.addWidget(self.shared)
        self._column.addStretch(1)
        self._frame = QScrollArea()
        self._frame.setAccessibleName("承诺")
        self._frame.setWidgetResizable(True)
        self._frame.setWidget(inside)
        self._frame.setMinimumHeight(self.room(460))
        self.body.addWidget(self._frame, 1)
        self.more_button = PlainButton(self.theme, "再加一条", "add")
        self.more_button.clicked.connect(self.add)
        self.tools.insertWidget(0, self.more_button)
        self._fields = _LetterFields({"": self.shared}, self.add)
        for _ in range(least):
            self.add()
        draft = FormDraft(desk, self._register, Promise(), f"{year}", place=("promises", {"new": True}))
        self.keep_drafts(desk, self._fields, draft)
        self.setMinimumWidth(self.theme.unit(720))
        self.walk()
        self.asked.connect(self._take)
        self.shared.editors["promiser"].field.setFocus()

    def add(self) -> None:
        """Room for one more item, up to the rule's most."""
        form = BoxesForm(self._desk, self._register, (Section("", _EACH),), cards=False, columns=1)
        form.show_record(Promise(year=self._year))
        card = Card(self.theme, f"第 {len(self.items) + 1} 条")
        card.body.addWidget(form)
        self.items.append(form)
        self._fields.forms[str(len(self.items))] = form
        if self.keeper is not None:
            form.edited.connect(self.keeper.edited)
        self._column.insertWidget(self._column.count() - 1, card)
        full = f"一般不超过 {self._most} 条，条数可以在规则表里改"
        allow(self.more_button, "" if len(self.items) < self._most else full)
        form.editors["item_class"].field.setFocus()

    def show_problems(self, at: int, problems: Sequence[Problem]) -> None:
        """Tell what stands against item ``at``, at its boxes or at those all share."""
        mine = [one for one in problems if one.box in _EACH]
        others = [one for one in problems if one.box not in _EACH]
        self.items[at].show_problems(mine)
        homeless = self.shared.show_problems(others)
        self.tell("\n".join(one.sentence() for one in homeless if one.refuse))
        if not self.shared.go_to_error():
            self.items[at].go_to_error()

    def refused(self, error: UserError) -> None:
        """Tell why nothing was written."""
        self.tell(error.sentence())
        if isinstance(error, Refused):
            self.show_problems(self._filled()[0], error.problems)

    def _filled(self) -> list[int]:
        """The places of the items somebody wrote in; the first one where nobody did."""
        places = [
            at
            for at, form in enumerate(self.items)
            if any(form.is_filled(name) for name in ("item", "measure"))
        ]
        return places or [0]

    def _take(self) -> None:
        records = []
        for at in self._filled():
            record = Promise()
            problems = self.shared.read_into(record) + self.items[at].read_into(record)
            if not problems:
                problems = refusals(self._desk.ledger.problems(record))
            if problems:
                self.show_problems(at, problems)
                return
            records.append(record)
        self.tell("")
        self.taken.emit(records)


class _LetterFields(SeveralForms):
    """What all items share and each of them; a draft of more items than there are makes room for them."""

    def __init__(self, forms: dict[str, BoxesForm], add: Callable[[], object]) -> None:
        super().__init__(forms)
        self.forms: dict[str, BoxesForm] = forms
        self._add = add

    def names(self) -> Collection[str]:
        """Those there may be: items are added one by one."""
        return [*super().names(), *(f"{at}.{box}" for at in range(_MOST_ITEMS) for box in _EACH)]

    def take_up(self, kept: Mapping[str, Any], was: Mapping[str, Any] | None = None) -> None:
        """Show what a draft kept, each item in its card."""
        wanted = [int(at) for at in (name.partition(".")[0] for name in kept) if at]
        while len(self.forms) <= max(wanted, default=0):
            self._add()
        super().take_up(kept, was)


class BatchDialog(AskDialog):
    """One step for many promises, ticked by name; ``taken`` hands over the promises and the step's values."""

    taken = Signal(list, dict)

    def __init__(
        self,
        desk: Desk,
        step: Step,
        promises: Sequence[Promise],
        preset: Mapping[str, object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(desk, f"{step.title}（{len(promises)} 条）", step.title, step.help, parent)
        self._step = step
        theme, name = self.theme, desk.ledger.name
        listed = QWidget()
        listed.setProperty("look", "plain-pane")
        column = QVBoxLayout(listed)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.ticks: list[tuple[QCheckBox, Promise]] = []
        for promise in promises:
            tick = QCheckBox(f"{name(promise.promiser)}　{promise.item}".replace("\n", " "))
            tick.setChecked(True)
            tick.toggled.connect(self._count)
            column.addWidget(tick)
            self.ticks.append((tick, promise))
        column.addStretch(1)
        head = QHBoxLayout()
        self.count = Words(theme, colour=theme.colours.text_soft)
        everything = LinkButton(theme, "全选")
        nothing = LinkButton(theme, "全不选")
        everything.clicked.connect(lambda: self._tick_all(True))
        nothing.clicked.connect(lambda: self._tick_all(False))
        head.addWidget(self.count, 1)
        head.addWidget(everything)
        head.addWidget(nothing)
        self.body.addLayout(head)
        frame = QScrollArea()
        frame.setAccessibleName("要改的承诺")
        frame.setWidgetResizable(True)
        frame.setWidget(listed)
        frame.setMinimumHeight(min(theme.unit(40) * len(promises) + theme.unit(4), theme.unit(200)))
        self.body.addWidget(frame, 1)
        register = desk.ledger.catalogue["promise"]
        self.form: BoxesForm | None = None
        if step.asks:
            self.body.addWidget(faint(theme, "下面的内容写进每一条："))
            self.form = BoxesForm(desk, register, (Section("", step.asks),), cards=False, columns=1)
            self.form.show_record(Promise())
            for box, value in preset.items():
                self.form.editors[box].set_value(value)
            self.form.begun = self.form.kept()
            self.keep_drafts(desk, self.form, FormDraft(desk, register, Promise(), f"step {step.name}"))
            self.put_in_frame(self.form)
        self.walk()
        self.asked.connect(self._take)
        self._count()
        (next(iter(self.form.editors.values())).field if self.form else self.verb_button).setFocus()

    def refused(self, error: UserError) -> None:
        """Tell why nothing was written: at the boxes where they are asked here."""
        if isinstance(error, Refused) and self.form is not None:
            homeless = self.form.show_problems(error.problems)
            self.tell("\n".join(one.sentence() for one in homeless))
            self.form.go_to_error()
        else:
            self.tell(error.sentence())

    def _tick_all(self, on: bool) -> None:
        for tick, _ in self.ticks:
            tick.setChecked(on)

    def _count(self) -> None:
        chosen = sum(tick.isChecked() for tick, _ in self.ticks)
        self.count.setText(f"选中 {chosen} 条，一次办完，可以一次撤销")
        self.verb_button.setText(f"{self._step.title} {chosen} 条")
        allow(self.verb_button, "" if chosen else "先勾选要办的承诺")

    def _take(self) -> None:
        chosen = [promise for tick, promise in self.ticks if tick.isChecked()]
        values: dict[str, object] = {}
        if self.form is not None:
            blank = Promise()
            problems = self.form.read_into(blank)
            if problems:
                self.form.show_problems(problems)
                self.form.go_to_error()
                return
            values = {name: getattr(blank, name) for name in self._step.asks}
        if chosen:
            self.taken.emit(chosen, values)
