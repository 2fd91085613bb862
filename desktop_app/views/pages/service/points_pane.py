"""One account of points: its figures, the moves behind each of them, and what can be done with one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.duties.study.hours import plain
from desktop_app.duties.summaries.points_view import BALANCE, AccountView, Move, ShelfLine
from desktop_app.registers.service.redemptions import Redemption
from desktop_app.views.form.destination_panel import TAB, DestinationPanel
from desktop_app.views.page_parts.figure_cells import FigureGrid
from desktop_app.views.page_parts.page_frame import PageFrame, in_a_line
from desktop_app.views.page_parts.pane_head import PaneHead
from desktop_app.views.page_parts.plain_look import PlainLook
from desktop_app.views.page_parts.plain_rows import PlainLine, PlainTable
from desktop_app.views.parts.buttons import LinkButton, PlainButton
from desktop_app.views.parts.flow import FlowLayout
from desktop_app.views.parts.labels import Words, faint
from desktop_app.views.parts.row_menu import verbs_of
from desktop_app.views.parts.status import Pill
from desktop_app.views.parts.tabs import Tabs

if TYPE_CHECKING:
    from desktop_app.desk import Desk

_HEADS = ("日期", "事由和规则", "分值", "经手", "情况")
_WIDTHS = (84, 296, 66, 82, 78)
_SHELF_HEADS = ("物品或服务", "兑换需要", "库存", "来源", "提供单位", "兑换截止")
_SHELF_WIDTHS = (170, 96, 76, 132, 150, 104)
_TONES = {"冲正": "draft", "已冲正": "draft", "待签字": "due", "已签字": "done"}


class PointsPane(PageFrame):
    """Shows an account and the shelf; ``asked`` tells a verb's key and the move it is about, or None.

    ``followed`` asks for a paper or a figure the chosen move goes into.
    """

    asked = Signal(str, object)
    followed = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__("card")
        self.desk = desk
        self.view: AccountView | None = None
        theme, unit = desk.theme, desk.theme.unit
        self.tabs = Tabs()
        self.tabs.setMinimumHeight(unit(194))
        self.print_button = LinkButton(theme, "打印积分明细", "print")
        self.print_button.clicked.connect(lambda: self.asked.emit("statement", None))
        self.tabs.setCornerWidget(self.print_button)
        self.head = PaneHead(theme, self.tabs)
        column = self.head.column
        self.name = Words(theme, steps=1, bold=True)
        self.kind = Pill(theme, "")
        column.addWidget(in_a_line(theme, self.name, self.kind))
        self.figures = FigureGrid(theme, 3)
        self.figures.asked.connect(self._show_moves)
        column.addWidget(self.figures)
        self._chosen = BALANCE
        column.addWidget(self._tools())
        self.table = PlainTable(
            theme, _HEADS, _WIDTHS, right=(2,), empty=("money", "还没有积分记录"), name="积分明细"
        )
        PlainLook(desk, self.table, "points")
        self.table.chosen.connect(lambda line: self._choose(line.key if line is not None else None))
        self.table.opened.connect(lambda line: self.asked.emit("open", line.key))
        self.table.view.verbs = lambda: verbs_of(*self.buttons.values())
        self.tabs.addTab(self.table, "积分明细")
        self.tabs.addTab(self._shelf(), "货架")
        self.destinations = DestinationPanel(desk)
        self.destinations.asked.connect(self.followed)
        self.tabs.addTab(self.destinations, TAB)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(unit(16), unit(12), unit(16), unit(12))
        whole.setSpacing(unit(8))
        whole.addLayout(self.head)
        whole.addWidget(self.tabs, 1)

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize) and self.isVisible():
            self.head.name = self.name.text()
            self.head.fit(self.contentsRect().size(), is_form=False)
        return done

    def minimumSizeHint(self) -> QSize:
        theme = self.desk.theme
        height = theme.click_height + self.tabs.minimumHeight() + theme.unit(32)
        return QSize(super().minimumSizeHint().width(), height)

    def _tools(self) -> QWidget:
        """The verbs; those about a line are there while such a line is chosen."""
        theme = self.desk.theme
        holder = QWidget()
        flow = FlowLayout(holder, theme.unit(8), theme.unit(6))
        self.buttons: dict[str, PlainButton] = {}
        for key, words, icon in (
            ("redeem", "兑换物品", "swap"),
            ("reverse", "冲正这一笔", "undo"),
            ("slip", "打印领取单", "print"),
            ("signed", "登记领取签字", "check"),
            ("give_back", "退回这次兑换", "undo"),
        ):
            button = self.buttons[key] = PlainButton(theme, words, icon, parent=holder)
            button.clicked.connect(lambda _checked=False, key=key: self.asked.emit(key, self.move_chosen()))
            flow.addWidget(button)
        return holder

    def _shelf(self) -> QWidget:
        theme = self.desk.theme
        inside = QWidget()
        inside.setProperty("look", "plain-pane")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, theme.unit(8), 0, 0)
        line = QHBoxLayout()
        self.intake_button = PlainButton(theme, "登记物品和进货", "import")
        self.intake_button.clicked.connect(lambda: self.asked.emit("goods", None))
        line.addWidget(self.intake_button)
        line.addWidget(faint(theme, "双击一行，登记它的进货"), 1)
        column.addLayout(line)
        self.shelf = PlainTable(
            theme, _SHELF_HEADS, _SHELF_WIDTHS, right=(1, 2), spared=(4, 3),
            empty=("box", "货架还是空的，先登记物品和进货"), name="货架",
        )  # fmt: skip
        PlainLook(self.desk, self.shelf, "shelf")
        self.shelf.opened.connect(lambda line: self.asked.emit("goods", line.key))
        column.addWidget(self.shelf, 1)
        return inside

    def move_chosen(self) -> Move | None:
        """The move of the chosen line."""
        line = self.table.line()
        return line.key if line is not None else None

    def show_account(self, view: AccountView) -> None:
        """Show another account, or the same one as it stands now."""
        if self.view is None or self.view.holder != view.holder:
            self._chosen = BALANCE
        self.view = view
        self.name.setText(view.name)
        self.kind.set_state(view.kind, "plain")
        self.figures.show_figures(view.figures())
        self._show_moves(self._chosen)

    def show_shelf(self, lines: list[ShelfLine]) -> None:
        """Show what there is to be had."""
        self.shelf.show_lines(
            [
                PlainLine(
                    (
                        one.goods.name,
                        f"{plain(one.goods.price)} 分",
                        f"{one.stock} 件",
                        one.goods.goods_source or "",
                        one.goods.giver or "",
                        str(one.goods.valid_to or ""),
                    ),
                    {2: "overdue"} if one.stock <= 0 else {},
                    key=one.goods.uid,
                )
                for one in lines
            ]
        )

    def choose(self, uid: str) -> None:
        """Put the cursor on the line of a record."""
        at = next((n for n, one in enumerate(self.table.model.given) if one.key.record.uid == uid), None)
        if at is not None:
            self.table.choose(at)

    def _show_moves(self, key: str) -> None:
        """The moves behind one of the figures."""
        if self.view is None:
            return
        self._chosen = key
        self.figures.mark(key)
        behind = set(next(one for one in self.view.figures() if one.key == key).items)
        shown = [one for one in self.view.moves if one.record.uid in behind]
        self.table.show_lines([self._line(one) for one in shown])
        if not shown:
            self._choose(None)

    def _line(self, move: Move) -> PlainLine:
        name = self.desk.ledger.name
        record = move.record
        hand = record.clerk if isinstance(record, Redemption) else record.verifier
        words = move.words
        this_year = record.on.year == self.desk.ledger.today.year
        day = f"{record.on:%m-%d}" if this_year else f"{record.on:%y-%m-%d}"
        points = f"+{plain(move.points)}" if move.points > 0 else plain(move.points)
        return PlainLine(
            (
                day,
                f"{move.why}　{move.rule}",
                points,
                name(hand) if hand else "按记录",
                words,
            ),
            {4: _TONES[words]} if words else {},
            key=move,
        )

    def _choose(self, move: Move | None) -> None:
        self.destinations.show_record(move.record if move is not None else None)
        redemption = move.redemption if move is not None else None
        self.buttons["reverse"].setVisible(move is not None and move.can_be_reversed)
        self.buttons["slip"].setVisible(redemption is not None)
        self.buttons["signed"].setVisible(redemption is not None and not redemption.signed)
        self.buttons["give_back"].setVisible(redemption is not None)
