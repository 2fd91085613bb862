"""党员积分超市: the orders by stage from 点单 to 评单, and beside the list the one that is opened."""

from __future__ import annotations

from collections.abc import Iterable

from desktop_app.duties.service.service import grid_names, order_standing, orders_of, rate_by
from desktop_app.registers.service.service_orders import (
    AT_WORK,
    CANCELLED,
    DONE,
    RETURNED,
    SENT,
    TAKEN,
    TO_RATE,
    WAITING,
    ServiceOrder,
)
from desktop_app.views.page_parts.filters import ALL, Pairs
from desktop_app.views.page_parts.line_list import Line
from desktop_app.views.page_parts.pane_page import NewRecord, PanePage
from desktop_app.views.pages.service.order_pane import OrderPane
from desktop_app.views.table.tones import tone_of_state

OPEN, LATE, WORKING, ENDED = "在办", "逾期未评", "服务", "退单撤销"
CHIPS = (
    (OPEN, "在办"), (WAITING, WAITING), (SENT, SENT), (WORKING, "已接单"), (TO_RATE, TO_RATE), (LATE, LATE),
    (DONE, DONE), (ENDED, "退单、撤销"), (ALL, "全部"),
)  # fmt: skip
_STATES = {
    OPEN: frozenset((WAITING, SENT, TAKEN, AT_WORK, TO_RATE, RETURNED)),
    WORKING: frozenset((TAKEN, AT_WORK)),
    ENDED: frozenset((RETURNED, CANCELLED)),
}


class OrderPage(PanePage[ServiceOrder, ServiceOrder]):
    """Every order of the branch; the one chosen is sent, done and rated at the right."""

    pane: OrderPane | None

    register, heading, noun, measure = "service_order", "党员积分超市", "订单", "个"
    pane_class = OrderPane
    new = NewRecord(
        "点单",
        "保存这一单",
        ("asked_on", "channel", "requester", "phone", "address", "grid", "need", "detail", "agreed_on"),
        "保存后马上可以派单。姓名、电话、住址只在这一单里看得到。",
    )
    hint = "单号、内容、点单人、接单人"
    nothing = (
        "heart",
        "点左边的一单，在这里派单、接单和评单",
        "居民点单：右上角“点单”，一张单一分钟",
    )
    paper, print_words, table_in = "order_slip", "打印空白单", "header"

    def add_filters(self) -> None:
        self.grid = self.filters.add_box("网格", self._grids, lambda order, grid: order.grid == grid)
        self.chips = self.filters.add_chips(CHIPS, self._fits, argument="state")

    def _grids(self) -> Pairs:
        return [(ALL, "全部网格"), *grid_names(self.desk.ledger)]

    def count_words(self) -> str:
        under_way = sum(one.state in _STATES[OPEN] for one in self.items.values())
        late = sum(self._is_late(one) for one in self.items.values())
        return f"在办 {under_way}" + (f"，逾期未评 {late}" if late else "")

    # -- the list --------------------------------------------------------------------------------------

    def read(self) -> Iterable[ServiceOrder]:
        self._days = int(self.desk.ledger.rule("order_rating_days"))
        return orders_of(self.desk.ledger)

    def arranged(self, shown: list[ServiceOrder]) -> list[ServiceOrder]:
        if self.chips.value() == OPEN:  # what waits longest is worked on first
            return sorted(shown, key=lambda one: (not self._is_late(one), one.asked_on, one.order_no))
        return shown

    def none_words(self) -> str:
        if self.items:
            return super().none_words()
        return "还没有订单。居民上门、打电话或交来需求单，点右上角“点单”记下来；空白需求单可以先打印。"

    def _is_late(self, order: ServiceOrder) -> bool:
        due = rate_by(order, self._days)
        return due is not None and due < self.desk.ledger.today

    def _fits(self, order: ServiceOrder, wanted: object) -> bool:
        return self._is_late(order) if wanted == LATE else order.state in _STATES.get(str(wanted), (wanted,))

    def said(self, item: ServiceOrder) -> str:
        return f"{item.order_no} {item.need} {item.detail}"

    def named(self, item: ServiceOrder) -> Iterable[str]:
        return (item.requester or "", *(self.desk.ledger.name(one.person) for one in item.takers or ()))

    def line(self, item: ServiceOrder) -> Line:
        """The row of an order; who asked and where he lives is nobody's business in a list."""
        ledger = self.desk.ledger
        stands = order_standing(item, ledger.today, self._days)
        takers = self._register.show(item, "takers", ledger.name)
        note = "　".join(part for part in (item.order_no, takers) if part)
        return Line(
            item.uid, f"{item.need}：{item.detail}", note, item.state,
            tone_of_state(self._register, item.state), stands.words, stands.tone,
        )  # fmt: skip

    # -- writing and printing --------------------------------------------------------------------------

    def new_record(self, **known: object) -> ServiceOrder:
        return super().new_record(**{"asked_on": self.desk.ledger.today} | known)

    def show_new(self, record: ServiceOrder) -> None:
        super().show_new(record)
        self.enter(record.uid)

    def on_print(self) -> bool:
        """The slip of the order in sight, or a blank one."""
        if self.pane is None:
            self.print_all()
            return True
        return super().on_print()

    def print_all(self) -> None:
        """Show a blank slip as it will be printed."""
        self.preview("order_slip", "空白服务需求单")

    def paper_title(self, item: ServiceOrder) -> str:
        return f"服务需求单　{item.order_no}"
