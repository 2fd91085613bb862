"""One service order opened beside the list: its way, the next step, the rating, the points it brought."""

from __future__ import annotations

from collections.abc import Mapping

from desktop_app.duties.service.points import entries_from
from desktop_app.duties.service.service import RAIL, last_dispatcher, order_standing, place_on_rail
from desktop_app.duties.study.hours import plain
from desktop_app.duties.summaries.page_reading import secretary_of
from desktop_app.records.rules import Problem
from desktop_app.registers.service.points_entries import PointsEntry
from desktop_app.registers.service.service_orders import CANCELLED, RETURNED, TO_RATE, ServiceOrder
from desktop_app.views.form.uncovering import Uncovering
from desktop_app.views.page_parts.entries import EntryLine, EntryList
from desktop_app.views.page_parts.page_frame import in_a_line
from desktop_app.views.page_parts.record_pane import RecordPane
from desktop_app.views.pages.rectification.issue_close import FactList
from desktop_app.views.pages.service.order_dispatch import DispatchDialog
from desktop_app.views.pages.service.order_rating import RatingPanel
from desktop_app.views.parts.labels import Words
from desktop_app.views.parts.status import Pill, StepRail
from desktop_app.views.table.tones import tone_of_state

# The steps with a way of their own here.
_DISPATCH, _RATE = "dispatch", "rate"


class OrderPane(RecordPane[ServiceOrder, ServiceOrder]):
    """Shows one order, with the entries it brought."""

    register, print_words, keeps_tab = "service_order", "打印需求单", True
    sections = ("居民点单", "社区派单、党员接单", "服务", "居民评单")

    @staticmethod
    def record_of(item: ServiceOrder) -> ServiceOrder:
        return item

    def build(self) -> None:
        self.dispatch: DispatchDialog | None = None
        self._rated = False
        theme, column = self.desk.theme, self.column
        self.code = Words(theme, colour=theme.colours.text_soft)
        self.state = Pill(theme, "")
        self.standing = Pill(theme, "")
        column.addWidget(in_a_line(theme, self.code, self.state, self.standing))
        self.detail = Words(theme, steps=1, bold=True, wrap=True)
        column.addWidget(self.detail)
        self.rail = StepRail(theme, RAIL)
        column.addWidget(self.rail)
        self.add_steps()
        self.rating = RatingPanel(self.desk)
        self.rating.rated.connect(self._rate)
        self.facts = FactList(self.desk)
        self.private = Uncovering(self.desk, self._register)
        self.private.changed.connect(lambda: self._show_facts(self.item))
        self.entries = EntryList(theme, "还没有积分。评单办结后，按当天的规则给接单的人入账。", 64)
        self.add_tab("办理", self.rating, self.facts, in_a_line(theme, self.private.button))
        self.add_form("订单内容")
        self.add_tab("积分", self.entries)

    def show_item(self, item: ServiceOrder) -> None:
        self.item = order = item
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
        self.show_steps(leave_out=(_RATE,))  # the panel of ratings lies open
        self._show_facts(order)
        self.rating.setVisible(order.state == TO_RATE)
        if order.state == TO_RATE:
            self.rating.show_order(order, anew=not self._rated)
        elif self._rated:
            self.rating.keeper.saved()
        self._rated = order.state == TO_RATE
        self.form.show_record(order)
        entries = entries_from(ledger, order.uid)
        self.entries.show_entries([self._entry(one) for one in entries])
        self.name_tabs("办理", "订单内容", ("积分", len(entries)))

    def begin(self) -> None:
        if self.item.state == TO_RATE:
            self.tabs.setCurrentIndex(0)
            self.rating.begin()
        else:
            super().begin()

    def _entry(self, one: PointsEntry) -> EntryLine:
        name = self.desk.ledger.name
        back = ("冲正", "overdue") if one.reverses else ("", "plain")
        rule = name(one.rule)
        return EntryLine(
            one.uid, f"{plain(one.points)} 分", name(one.holder), (f"{one.on:%Y-%m-%d}　{rule}",), *back
        )

    def _show_rail(self, order: ServiceOrder) -> None:
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

    def _show_facts(self, order: ServiceOrder) -> None:
        show, name = self._register.show, self.desk.ledger.name

        def words(box: str) -> str:
            return show(order, box, name)

        self.private.show_record(order)
        told = (self.private.words(box) for box in ("requester", "phone", "address"))
        who = "　".join(part for part in told if part)
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

    # -- writing ---------------------------------------------------------------------------------------

    def take_step(self, name: str) -> None:
        if name == _DISPATCH:
            self._ask_dispatch()
            return
        preset = {"done_on": self.item.agreed_on} if name == "finish" and self.item.agreed_on else {}
        self.steps.begin(self.item, name, preset=preset)

    def _ask_dispatch(self) -> None:
        ledger = self.desk.ledger
        dispatcher = last_dispatcher(ledger) or secretary_of(ledger)
        dialog = DispatchDialog(self.desk, self.item, dispatcher, self)
        step = self._register.steps[_DISPATCH]

        def taken(values: Mapping[str, object]) -> None:
            order = self.item
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

    def _rate(self, values: Mapping[str, object]) -> None:
        if self.is_typing("评单"):
            return

        def refused(problems: list[Problem]) -> None:
            self.rating.show_problems(problems)

        self.steps.take(
            self.item,
            self._register.steps[_RATE],
            values,
            told=f"已办结 {self.item.order_no}：{values['rating']}，积分已按规则入账",
            refused=refused,
        )
