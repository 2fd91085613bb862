"""派单: who can be asked, and why, ticked by the hand; the people sent stand in one box at the end."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop_app.base.errors import UserError
from desktop_app.base.strokes import load_strokes
from desktop_app.duties.service.takers import Match, helpers_of, match
from desktop_app.records.links import PersonWhy
from desktop_app.records.record import Section
from desktop_app.records.rules import Problem
from desktop_app.registers.service.service_orders import ServiceOrder
from desktop_app.storage.action import Refused
from desktop_app.views.form.boxes_form import BoxesForm
from desktop_app.views.form.draft import FormDraft
from desktop_app.views.form.several_forms import SeveralForms
from desktop_app.views.page_parts.record_dialog import AskDialog
from desktop_app.views.parts.buttons import LinkButton
from desktop_app.views.parts.labels import Words, faint

if TYPE_CHECKING:
    from desktop_app.desk import Desk

_BOXES = ("dispatcher", "dispatched_on", "agreed_on")


class DispatchDialog(AskDialog):
    """Asks who is sent for an order; ``taken`` carries the boxes of its step 派单."""

    taken = Signal(dict)

    def __init__(
        self, desk: Desk, order: ServiceOrder, dispatcher: str | None, parent: QWidget | None = None
    ) -> None:
        name = desk.ledger.name
        grid = f"　{name(order.grid)}" if order.grid else ""
        super().__init__(desk, f"派单：{order.order_no}　{order.need}{grid}", "派单", order.detail, parent)
        self._order, self._helpers = order, helpers_of(desk.ledger, (order.uid,))
        self._strokes = load_strokes()
        self.ticks: dict[str, QCheckBox] = {}
        self._matches: tuple[Match, ...] = ()
        self._everybody = False
        register = desk.ledger.catalogue["service_order"]
        self.form = BoxesForm(desk, register, (Section("", _BOXES),), cards=False, columns=1)
        self.form.show_record(order)
        self.form.editors["dispatched_on"].set_value(order.dispatched_on or desk.ledger.today)
        if order.dispatcher is None:
            self.form.editors["dispatcher"].set_value(dispatcher)
        self.sent = BoxesForm(desk, register, (Section("", ("takers",)),), cards=False, columns=1)
        self.sent.show_record(order)
        self.form.begun = self.form.kept()
        self._lay_out()
        self.form.left.connect(lambda box: self._match() if box == "agreed_on" else None)
        self.sent.edited.connect(self._tick_sent)
        self.asked.connect(self._take)
        self.setMinimumWidth(self.theme.unit(760))
        self._match()
        both = SeveralForms({"form": self.form, "sent": self.sent})
        keeper = self.keep_drafts(desk, both, FormDraft(desk, register, order, step="dispatch"))
        keeper.taken_up.connect(self._tick_sent)
        self.walk()
        next(iter(self.ticks.values()), self.verb_button).setFocus()

    def _lay_out(self) -> None:
        theme = self.theme
        head = QHBoxLayout()
        self.head = Words(theme, bold=True)
        self.more_button = LinkButton(theme, "")
        self.more_button.clicked.connect(self._show_everybody)
        head.addWidget(self.head)
        head.addStretch(1)
        head.addWidget(self.more_button)
        self.body.addLayout(head)
        self._inside = QWidget()
        self._inside.setProperty("look", "plain-pane")
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(0, 0, theme.unit(4), 0)
        self._column.setSpacing(0)
        self._column.addStretch(1)
        frame = QScrollArea()
        frame.setAccessibleName("接单的人")
        frame.setWidgetResizable(True)
        frame.setWidget(self._inside)
        frame.setMinimumHeight(self.room(124))
        self.body.addWidget(frame, 2)
        self.none = faint(theme, "没有合适的人。可以点“再看其余的人”，或者在“接单党员”里直接选。", wrap=True)
        self.body.addWidget(self.none)
        below = QWidget()
        below.setProperty("look", "plain-pane")
        column = QVBoxLayout(below)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.sent)
        column.addWidget(self.form)
        boxes = QScrollArea()
        boxes.setAccessibleName("要填的栏")
        boxes.setWidgetResizable(True)
        boxes.setWidget(below)
        boxes.setMinimumHeight(self.room(200))
        self.body.addWidget(boxes, 3)

    def refused(self, error: UserError) -> None:
        """Tell why nothing was written, at the boxes asked here."""
        problems = error.problems if isinstance(error, Refused) else [Problem("", error.sentence())]
        self.show_problems(problems)

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Tell what stands against the step."""
        homeless = self.form.show_problems(self.sent.show_problems(problems))
        self.tell("\n".join(one.sentence() for one in homeless if one.refuse))

    # -- the list --------------------------------------------------------------------------------------

    def _match(self) -> None:
        """Ask again who fits: the agreed time was changed."""
        try:
            span = self.form.editors["agreed_on"].value()
        except UserError:
            return  # told at the box; the list stays for the time before
        order = self._order
        self._matches = match(self._helpers, order.need, order.grid, span, self._strokes)
        self._show_matches()

    def _show_everybody(self) -> None:
        self._everybody = True
        self._show_matches()

    def _show_matches(self) -> None:
        fitting = [one for one in self._matches if one.fits]
        shown = list(self._matches) if self._everybody else fitting
        chosen = self._sent_uids()
        for tick in self.ticks.values():
            self._column.removeWidget(tick)
            tick.hide()
            tick.deleteLater()
        self.ticks = {}
        for at, one in enumerate(shown):
            tick = self.ticks[one.uid] = QCheckBox(f"{one.name}　{one.words}")
            tick.setChecked(one.uid in chosen)
            tick.toggled.connect(self._sent_by_tick)
            self._column.insertWidget(at, tick)
        self.head.setText(f"合适的人 {len(fitting)} 位，可以勾几位")
        rest = len(self._matches) - len(fitting)
        self.more_button.setText(f"再看其余 {rest} 人")
        self.more_button.setVisible(rest > 0 and not self._everybody)
        self.none.setVisible(not shown)
        self._count()

    def _sent_uids(self) -> list[str]:
        """Who stands in 接单党员 and could be understood."""
        try:
            return [one.person for one in self.sent.editors["takers"].value() or ()]
        except UserError:
            return []

    def _sent_by_tick(self) -> None:
        """Put who is ticked into the box, and leave in it who was written there by hand."""
        kept = [uid for uid in self._sent_uids() if uid not in self.ticks]
        ticked = [uid for uid, tick in self.ticks.items() if tick.isChecked()]
        self.sent.editors["takers"].set_value(tuple(PersonWhy(uid) for uid in (*ticked, *kept)))
        self.sent.clear("takers")
        self._count()

    def _tick_sent(self) -> None:
        chosen = self._sent_uids()
        for uid, tick in self.ticks.items():
            tick.blockSignals(True)
            tick.setChecked(uid in chosen)
            tick.blockSignals(False)
        self._count()

    def _count(self) -> None:
        count = len(self._sent_uids())
        self.verb_button.setText(f"派给这 {count} 人" if count else "派单")

    def _take(self) -> None:
        self.form.settle()
        values: dict[str, object] = {}
        found = []
        for form in (self.form, self.sent):
            for box, editor in form.editors.items():
                try:
                    values[box] = editor.value()
                except UserError as error:
                    found.append(Problem(box, error.what, error.todo))
        if not values.get("takers") and not any(one.box == "takers" for one in found):
            found.append(Problem("takers", "还没有选接单的人", "在上面勾选，或者点“加一人”"))
        self.show_problems(found)
        if not found:
            self.taken.emit(values)
