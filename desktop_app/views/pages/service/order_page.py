"""积分超市: the orders by stage from 点单 to 评单, and beside the list the one that is opened."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desktop_app.duties.service.points import entries_from
from desktop_app.duties.service.service import grid_names, order_standing, orders_of, rate_by
from desktop_app.duties.summaries.page_reading import secretary_of
from desktop_app.registers.service.service_orders import (
    AT_WORK,
    CANCELLED,
    DONE,
    RETURNED,
    SENT,
    TAKEN,
    TO_RATE,
    WAITING,
)
from desktop_app.storage.action import Change
from desktop_app.views.pages.page_parts.chips import ChipRow
from desktop_app.views.pages.page_parts.line_list import Line
from desktop_app.views.pages.page_parts.record_dialog import RecordDialog
from desktop_app.views.pages.page_parts.record_pane import PanePage
from desktop_app.views.pages.service.order_pane import OrderPane
from desktop_app.views.parts.buttons import PlainButton, PrimaryButton
from desktop_app.views.parts.cards import EmptyState
from desktop_app.views.parts.choice_box import ChoiceBox
from desktop_app.views.table.tones import tone_of_state

if TYPE_CHECKING:
    from desktop_app.desk import Desk
    from desktop_app.views.shell import Shell

ALL, OPEN, LATE, WORKING, ENDED = "", "在办", "逾期未评", "服务", "退单撤销"
CHIPS = (
    (OPEN, "在办"), (WAITING, WAITING), (SENT, SENT), (WORKING, "已接单"), (TO_RATE, TO_RATE), (LATE, LATE),
    (DONE, DONE), (ENDED, "退单、撤销"), (ALL, "全部"),
)  # fmt: skip
_UNDER_WAY = frozenset((WAITING, SENT, TAKEN, AT_WORK, TO_RATE, RETURNED))
OWN = frozenset(("service_order", "points_entry", "grid", "member", "reporting_in"))
_NEW_BOXES = ("asked_on", "channel", "requester", "phone", "address", "grid", "need", "detail", "agreed_on")


class OrderPage(PanePage):
    """Every order of the branch; the one chosen is sent, done and rated at the right."""

    pane: OrderPane | None

    def __init__(self, desk: Desk, shell: Shell) -> None:
        super().__init__(desk, shell, "积分超市", "service_order")
        self.orders: dict[str, Any] = {}
        self._days = 0
        self.fresh: RecordDialog | None = None
        self.print_button = PlainButton(self.theme, "打印空白单", "print")
        self.print_button.clicked.connect(lambda: self.print_slip(None))
        self.new_button = PrimaryButton(self.theme, "点单", "add")
        self.new_button.clicked.connect(self.begin)
        self._build()
        desk.bridge.changed.connect(self._changed)

    def _build(self) -> None:
        theme = self.theme
        self.grid = ChoiceBox(theme, [(ALL, "全部网格")])
        self.grid.setAccessibleName("网格")
        self.grid.activated.connect(lambda _at: self._show_list())
        self.chips = ChipRow(theme, CHIPS)
        self.chips.chosen.connect(lambda _value: self._show_list())
        empty = EmptyState(
            theme,
            "heart",
            "点左边的一单，在这里派单、接单和评单",
            hint="居民点单：右上角“点单”，一张单一分钟",
        )
        self.lay_out(self.grid, self.chips, "订单", empty, least=310, shares=(8, 13))
        self.list.chosen.connect(self.open)
        self.list.opened.connect(self._to_next_step)

    def actions(self) -> Any:
        return (self.table_button, self.print_button, self.new_button)

    # -- the shell asks --------------------------------------------------------------------------------

    def count_words(self) -> str:
        under_way = sum(one.state in _UNDER_WAY for one in self.orders.values())
        late = sum(self._is_late(one) for one in self.orders.values())
        return f"在办 {under_way}" + (f"，逾期未评 {late}" if late else "")

    def search_hint(self) -> str:
        return "单号、内容、点单人、接单人"

    def on_search(self, words: str) -> None:
        self._words = words
        self._show_list()

    def on_shown(self, **args: object) -> None:
        """``uid=`` opens an order, ``state=`` chooses a stage, ``new=True`` begins one."""
        self._words = ""
        if args.get("state") in self.chips.chips:
            self.chips.choose(args["state"])
        self.refresh()
        uid = str(args.get("uid") or "")
        if uid:
            if uid in self.orders and uid not in {one.uid for one in self.list.lines()}:
                self.chips.choose(ALL)
                self.grid.set_value(ALL)
                self._show_list()
            self.open(uid)
        elif self.pane is None and self.list.lines():
            self.list.choose(self.list.lines()[0].uid)
        if args.get("new"):
            self.begin()

    def on_print(self) -> bool:
        """The slip of the order in sight, or a blank one."""
        self.print_slip(self.pane.order.uid if self.pane is not None else None)
        return True

    # -- the list --------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read every order again."""
        ledger = self.desk.ledger
        self.orders = {one.uid: one for one in orders_of(ledger)}
        self._days = int(ledger.rule("order_rating_days"))
        self.grid.set_pairs([(ALL, "全部网格"), *grid_names(ledger)])
        self._show_list()

    def _show_list(self) -> None:
        chosen = [one for one in self.orders.values() if self._fits_grid(one) and self._fits_words(one)]
        counts: dict[object, int] = {
            value: sum(self._fits(one, value) for one in chosen) for value, _ in CHIPS
        }
        self.chips.set_counts(counts)
        shown = [one for one in chosen if self._fits(one, str(self.chips.value()))]
        if self.chips.value() == OPEN:  # what waits longest is worked on first
            shown.sort(key=lambda one: (not self._is_late(one), one.asked_on, one.order_no))
        current = self.pane.order.uid if self.pane is not None else ""
        self.list.show_lines([self._line(one) for one in shown], current)
        self.none.setVisible(not shown)
        self.none.setText(
            "没有这样的订单。换一个筛选，或者点右上角“点单”。"
            if self.orders
            else "还没有订单。居民上门、打电话或交来需求单，点右上角“点单”记下来；空白需求单可以先打印。"
        )
        self.headline_changed.emit()

    def _is_late(self, order: Any) -> bool:
        due = rate_by(order, self._days)
        return due is not None and due < self.desk.ledger.today

    def _fits(self, order: Any, wanted: str) -> bool:
        if wanted == OPEN:
            return order.state in _UNDER_WAY
        if wanted == LATE:
            return self._is_late(order)
        if wanted == WORKING:
            return order.state in (TAKEN, AT_WORK)
        if wanted == ENDED:
            return order.state in (RETURNED, CANCELLED)
        return wanted in (ALL, order.state)

    def _fits_grid(self, order: Any) -> bool:
        return self.grid.value() in (ALL, None, order.grid)

    def _fits_words(self, order: Any) -> bool:
        if not self._words:
            return True
        takers = self._takers(order)
        said = f"{order.order_no}{order.need}{order.detail}{order.requester}{takers}"
        return self._words.lower() in said.lower()

    def _takers(self, order: Any) -> str:
        return self._register.boxes["takers"].show(order.takers, self.desk.ledger.name)

    def _line(self, order: Any) -> Line:
        """The row of an order; who asked and where he lives is nobody's business in a list."""
        ledger = self.desk.ledger
        stands = order_standing(order, ledger.today, self._days)
        note = "　".join(part for part in (order.order_no, self._takers(order)) if part)
        return Line(
            order.uid, f"{order.need}：{order.detail}", note, order.state,
            tone_of_state(self._register, order.state), stands.words, stands.tone,
        )  # fmt: skip

    # -- opening and writing ---------------------------------------------------------------------------

    def open(self, uid: str) -> None:
        """Open an order at the right."""
        order = self.orders.get(uid)
        if order is None:
            self.shell.show_notice("这个订单已经不在了。", tone="due")
            return
        if self.pane is not None and self.pane.order.uid == uid:
            return
        part = self.pane.tabs.currentIndex() if self.pane is not None else 0
        pane = OrderPane(self.desk, self.runner, self.steps, order, *self._beside(uid))
        pane.print_button.clicked.connect(lambda: self.print_slip(uid))
        pane.setMinimumWidth(self.theme.unit(420))
        pane.tabs.setCurrentIndex(part)
        self.put_up(pane, uid)

    def _beside(self, uid: str) -> tuple[list[Any], str | None]:
        """The entries an order brought, and who sent the last one: he sends the next too."""
        last = next((one.dispatcher for one in self.orders.values() if one.dispatcher), None)
        return entries_from(self.desk.ledger, uid), last or secretary_of(self.desk.ledger)

    def _to_next_step(self, uid: str) -> None:
        self.open(uid)
        if self.pane is not None:
            self.pane.begin()

    def begin(self) -> None:
        """Ask for a new order; what was typed and not saved is still there."""
        if self.fresh is None:
            record = self._register.new(asked_on=self.desk.ledger.today)
            self.fresh = RecordDialog(
                self.desk, self._register, record, "点单", "保存这一单", boxes=_NEW_BOXES,
                note="保存后马上可以派单。姓名、电话、住址只在这一单里看得到。", parent=self,
            )  # fmt: skip
            self.fresh.setMinimumWidth(self.theme.unit(720))
            self.fresh.taken.connect(self._save_new)
        self.fresh.open()

    def _save_new(self, record: Any) -> None:
        dialog = self.fresh
        assert dialog is not None

        def done() -> None:
            dialog.accept()
            dialog.deleteLater()
            self.fresh = None
            self.chips.choose(OPEN)
            self.grid.set_value(ALL)
            self.refresh()
            self.open(record.uid)
            if self.pane is not None:
                self.pane.begin()

        self.runner.run("保存 新的订单", lambda action: action.save(record), done=done, failed=dialog.refused)

    def print_slip(self, uid: str | None) -> None:
        """Show a slip as it will be printed, a blank one without ``uid``."""
        args = {"uid": uid} if uid is not None else {}
        title = f"服务需求单　{self.orders[uid].order_no}" if uid is not None else "空白服务需求单"
        self.shell.go("preview", key="order_slip", args=args, title=title, back="orders")

    def _changed(self, change: Change) -> None:
        if not change.registers() & OWN:
            return
        self.refresh()
        if self.pane is None:
            return
        uid = self.pane.order.uid
        order = self.orders.get(uid)
        if order is None:
            self.put_away()
        else:
            self.pane.show_order(order, *self._beside(uid))
