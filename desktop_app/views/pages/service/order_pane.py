"""One service order opened beside the list: its way, the next step, the rating, the points it brought."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from desktop_app.duties.service.service import RAIL, order_standing, place_on_rail
from desktop_app.duties.study.hours import plain
from desktop_app.records.rules import Problem
from desktop_app.registers.service.service_orders import CANCELLED, RETURNED, TO_RATE
from desktop_app.views.pages.page_parts.action_runner import ActionRunner, StepRunner
from desktop_app.views.pages.page_parts.entries import EntryLine, EntryList
from desktop_app.views.pages.page_parts.page_frame import in_a_line
from desktop_app.views.pages.page_parts.record_pane import RecordPane
from desktop_app.views.pages.rectification.issue_close import FactList
from desktop_app.views.pages.service.order_dispatch import DispatchDialog
from desktop_app.views.pages.service.order_rating import RatingPanel
from desktop_app.views.parts.buttons import PlainButton
from desktop_app.views.parts.flow import FlowLayout
from desktop_app.views.parts.labels import Words
from desktop_app.views.parts.status import Pill, StepRail
from desktop_app.views.table.tones import tone_of_state

if TYPE_CHECKING:
    from desktop_app.desk import Desk

_SECTIONS = ("点单", "派单和接单", "服务", "评单")
# The steps with a way of their own here.
_DISPATCH, _RATE = "dispatch", "rate"


class OrderPane(RecordPane):
    """Shows one order with the ``entries`` it brought; writes through the page's deeds."""

    def __init__(
        self,
        desk: Desk,
        runner: ActionRunner,
        steps: StepRunner,
        order: Any,
        entries: list[Any],
        dispatcher: str | None,
    ) -> None:
        super().__init__(desk, runner, steps, "service_order", "打印需求单")
        self.order, self._dispatcher = order, dispatcher
        self.dispatch: DispatchDialog | None = None
        theme, column = desk.theme, self.column
        self.code = Words(theme, colour=theme.colours.text_soft)
        self.state = Pill(theme, "")
        self.standing = Pill(theme, "")
        column.addWidget(in_a_line(theme, self.code, self.state, self.standing))
        self.detail = Words(theme, steps=1, bold=True, wrap=True)
        column.addWidget(self.detail)
        self.rail = StepRail(theme, RAIL)
        column.addWidget(self.rail)
        self._tools = QWidget()
        self._flow = FlowLayout(self._tools, theme.unit(8), theme.unit(6))
        self.step_buttons: dict[str, PlainButton] = {}
        column.addWidget(self._tools)
        self.rating = RatingPanel(desk)
        self.rating.rated.connect(self._rate)
        self.facts = FactList(desk)
        self.entries = EntryList(theme, "还没有积分。评单办结后，按当天的规则给接单的人入账。", 64)
        self.add_tab("办理", self.rating, self.facts)
        self.add_form("订单内容", _SECTIONS, order)
        self.add_tab("积分", self.entries)
        column.addWidget(self.tabs, 1)
        self._rated_uid = ""
        self.show_order(order, entries, dispatcher)

    def show_order(self, order: Any, entries: list[Any], dispatcher: str | None) -> None:
        """Show the order as it stands now."""
        self.order, self._dispatcher = order, dispatcher
        ledger = self.desk.ledger
        days = int(ledger.rule("order_rating_days"))
        grid = f"　{ledger.name(order.grid)}" if order.grid else ""
        self.code.setText(f"{order.order_no}{grid}")
        self.state.set_state(order.state, tone_of_state(self._register, order.state))
        stands = order_standing(order, ledger.today, days)
        self.standing.set_state(stands.words, stands.tone or "plain")
        self.standing.setVisible(bool(stands.words))
        self.detail.setText(f"{order.need}：{order.detail}")
        self._show_rail(order)
        self._show_steps(order)
        self._show_facts(order)
        self.rating.setVisible(order.state == TO_RATE)
        if order.state == TO_RATE and self._rated_uid != order.uid:
            self.rating.show_order(order)
        self._rated_uid = order.uid if order.state == TO_RATE else ""
        self.form.show_record(order)
        self.entries.show_entries([self._entry(one) for one in entries])
        self.tabs.setTabText(2, f"积分 {len(entries)}" if entries else "积分")

    def begin(self) -> None:
        """Put the hand on what comes next."""
        if self.order.state == TO_RATE:
            self.tabs.setCurrentIndex(0)
            self.rating.begin()
        elif self.step_buttons:
            next(iter(self.step_buttons.values())).setFocus()

    def _entry(self, one: Any) -> EntryLine:
        name = self.desk.ledger.name
        back = ("冲正", "overdue") if one.reverses else ("", "plain")
        rule = name(one.rule)
        return EntryLine(
            one.uid, f"{plain(one.points)} 分", name(one.holder), (f"{one.on:%Y-%m-%d}　{rule}",), *back
        )

    def _show_rail(self, order: Any) -> None:
        if order.state in (RETURNED, CANCELLED):
            self.rail.show_steps((*RAIL[:2], order.state), 2)
            return
        notes = [
            f"{order.asked_on:%m-%d}",
            f"{order.dispatched_on:%m-%d}" if order.dispatched_on else "",
            f"{len(order.takers)} 人" if order.takers else "",
            f"{order.done_on.day:%m-%d}" if order.done_on else "",
            order.rating or "",
            "",
        ]
        self.rail.show_steps(RAIL, place_on_rail(order), notes)

    def _show_facts(self, order: Any) -> None:
        show, name = self._register.show, self.desk.ledger.name

        def words(box: str) -> str:
            return show(order, box, name)

        who = "　".join(part for part in (words("requester"), words("phone"), words("address")) if part)
        sent = "　".join(part for part in (words("dispatcher"), words("dispatched_on")) if part)
        hours = f"每人 {words('hours')} 小时" if order.hours else ""
        rated = "　".join(part for part in (words("rating"), words("rated_on"), words("comment")) if part)
        self.facts.show_facts(
            (
                ("点单人", who),
                ("来源", "　".join(part for part in (words("asked_on"), words("channel")) if part)),
                ("派单", sent),
                ("接单党员", words("takers")),
                ("约定时间", words("agreed_on")),
                ("完成时间", "　".join(part for part in (words("done_on"), hours) if part)),
                ("评单", rated),
                ("退单原因", words("return_reason")),
                ("撤销原因", words("cancel_reason")),
            )
        )

    def _show_steps(self, order: Any) -> None:
        names = [step.name for step in self._register.steps_from(order) if step.name != _RATE]
        if names == list(self.step_buttons):
            return  # the buttons stay, and the hand on them
        while self._flow.count():
            item = self._flow.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.step_buttons = {}
        for name in names:  # not 评单: the panel of ratings lies open
            step = self._register.steps[name]
            button = PlainButton(self.desk.theme, step.title, parent=self._tools)
            button.setToolTip(step.help)
            button.clicked.connect(lambda _checked=False, name=step.name: self.take(name))
            self.step_buttons[step.name] = button
            self._flow.addWidget(button)
            button.show()
        self._tools.setVisible(bool(self.step_buttons))

    # -- writing ---------------------------------------------------------------------------------------

    def take(self, name: str) -> None:
        """Take a step, once what is typed in the form is saved."""
        if self.is_typing(name):
            return
        if name == _DISPATCH:
            self._ask_dispatch()
            return
        preset = {"done_on": self.order.agreed_on} if name == "finish" and self.order.agreed_on else {}
        self.steps.begin(self.order, name, preset=preset)

    def _ask_dispatch(self) -> None:
        dialog = DispatchDialog(self.desk, self.order, self._dispatcher, self)
        step = self._register.steps[_DISPATCH]

        def taken(values: dict[str, Any]) -> None:
            order = self.order
            people = self._register.boxes["takers"].show(values["takers"], self.desk.ledger.name)
            self.runner.run(
                f"派单 {order.order_no}",
                lambda action: action.step(order, step.name, values),
                told=f"已派给 {people}：{order.order_no}",
                done=dialog.accept,
                failed=dialog.refused,
            )

        dialog.taken.connect(taken)
        dialog.finished.connect(dialog.deleteLater)
        self.dispatch = dialog
        dialog.open()

    def _rate(self, values: dict[str, Any]) -> None:
        if self.is_typing(_RATE):
            return

        def refused(problems: list[Problem]) -> None:
            self.rating.show_problems(problems)

        self.steps.take(
            self.order,
            self._register.steps[_RATE],
            values,
            told=f"已办结 {self.order.order_no}：{values['rating']}，积分已按规则入账",
            refused=refused,
        )
