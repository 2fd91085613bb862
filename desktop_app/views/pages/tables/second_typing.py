"""再输一遍核对 of an import: one column of numbers typed again from the paper, before anything is written."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from desktop_app.records.box import AnyBox
from desktop_app.records.record import Register
from desktop_app.views.page_parts.double_entry import DoubleEntryDialog, FirstTyped
from desktop_app.views.parts.buttons import LinkButton

if TYPE_CHECKING:
    from desktop_app.desk import Desk
    from desktop_app.exchange.workbook.question import RowPlan

_NUMBERS = ("number", "money")


class SecondTypingButton(LinkButton):
    """Offers the columns of numbers of a plan; ``told`` says where both typings differ."""

    told = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.theme, "再输一遍核对")
        self._desk = desk
        self.columns: dict[str, list[FirstTyped]] = {}
        self.dialog: DoubleEntryDialog | None = None
        self.menu_open: QMenu | None = None
        self.setToolTip("挑一列数字，照着原来的纸再输一遍")
        self.clicked.connect(self._offer)
        self.hide()

    def show_for(self, register: Register, planned: Sequence[RowPlan]) -> None:
        """Stand beside rows that bring numbers."""
        self.columns = {}
        for name, box in register.boxes.items():
            rows = [one for one in planned if one.outcome.goes_in and one.values.get(name) is not None]
            if box.kind in _NUMBERS and rows:
                self.columns[name] = [_first(one, name, box) for one in rows]
        self._register = register
        self.setVisible(bool(self.columns))

    def _offer(self) -> None:
        menu = self.menu_open = QMenu(self)
        for name in self.columns:
            column = QAction(self._register.boxes[name].title, menu)
            column.triggered.connect(partial(self._begin, name))
            menu.addAction(column)
        menu.popup(self.mapToGlobal(self.rect().bottomLeft()))

    def _begin(self, name: str, _checked: bool = False) -> None:
        box = self._register.boxes[name]
        read = partial(box.parse, reading=self._desk.ledger)
        self.dialog = DoubleEntryDialog(self._desk, self.columns[name], read, "核对", self.window())
        self.dialog.agreed.connect(partial(self._compare, name))
        self.dialog.finished.connect(self.dialog.deleteLater)
        self.dialog.open()

    def _compare(self, name: str, agreed: Mapping[Hashable, Decimal | int]) -> None:
        box, first = self._register.boxes[name], self.columns[name]
        wrong = [
            f"{one.label} {box.title}：表里 {one.words}，再输的是 {box.show(agreed[one.key], str)}"
            for one in first
            if agreed[one.key] != one.value
        ]
        if wrong:
            self.told.emit("；".join(wrong) + "。请在表里改好再导入；现在导入，写进去的是表里的。")
        else:
            self.told.emit(f"{box.title} {len(first)} 个数，两遍都一样。")


def _first(one: RowPlan, name: str, box: AnyBox) -> FirstTyped:
    value = one.values[name]
    return FirstTyped((one.row, one.slot), f"第{one.row}行{one.slot}", value, box.show(value, str))
