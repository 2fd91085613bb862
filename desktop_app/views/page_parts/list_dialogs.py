"""What is asked about the look of a list: which columns in which order, and the name of a view."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QListWidget, QListWidgetItem, QWidget

from desktop_app.records.box import Computed
from desktop_app.storage.listing import Listing
from desktop_app.storage.ordering import FALLING, STROKES, has_names
from desktop_app.views.page_parts.record_dialog import AskDialog
from desktop_app.views.parts.buttons import PlainButton
from desktop_app.views.parts.choice_box import ChoiceBox
from desktop_app.views.parts.form_grid import FormGrid
from desktop_app.views.table.list_layout import ListLayout
from desktop_app.views.table.titles import bare

if TYPE_CHECKING:
    from desktop_app.desk import Desk

_MOST_FROZEN = 3


def order_pairs(listing: Listing, names: Iterable[str]) -> list[tuple[str, str]]:
    """What a list may be sorted by, and the words for it."""
    pairs = [("", "台账自己的顺序")]
    for name in names:
        column = listing.possible[name]
        if isinstance(column, Computed) and not listing.works_out:
            continue
        title = bare(column.title)
        if not isinstance(column, Computed) and has_names(column):
            pairs += [(name, f"{title}，按拼音"), (f"{STROKES}{name}", f"{title}，按姓氏笔画")]
        else:
            pairs += [(name, title)]
        pairs.append((f"{FALLING}{name}", f"{title}，倒序"))
    return pairs


@dataclass(frozen=True)
class Choosable:
    """What can be chosen of a list's columns: all of them by name and title, those shown first.

    ``own`` are the columns it has by itself, ``orders`` what it may be sorted by.
    """

    titles: dict[str, str]
    shown: Sequence[str]
    own: tuple[str, ...]
    orders: Sequence[tuple[str, str]]


def choosable(listing: Listing) -> Choosable:
    """What can be chosen of a register's list."""
    titles = {name: column.title for name, column in listing.possible.items()}
    own = tuple(one for one in listing.register.listing if one in titles)
    return Choosable(titles, list(listing.columns), own, order_pairs(listing, titles))


class ColumnsDialog(AskDialog):
    """Ticks for the columns, their order, what to sort by and what stays in sight.

    ``taken`` has the columns, the order and how many are frozen.
    """

    taken = Signal(object)

    def __init__(
        self, desk: Desk, columns: Choosable, layout: ListLayout, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            desk,
            "选列、排顺序",
            "照这样显示",
            "打勾的列显示，从上到下就是从左到右。空格打勾，Alt+上下键移动。",
            parent,
        )
        self._columns = columns
        self.list = QListWidget()
        self.list.setAccessibleName("列")
        self.list.setDragDropMode(QListWidget.DragDropMode.InternalMove)
        self.list.setMinimumHeight(self.room(320))
        shown, titles = columns.shown, columns.titles
        for name in (*shown, *(one for one in titles if one not in shown)):
            self.list.addItem(self._item(name, titles[name], name in shown))
        self.list.setCurrentRow(0)
        self.list.installEventFilter(self)
        self.up_button = PlainButton(self.theme, "上移", "up")
        self.down_button = PlainButton(self.theme, "下移", "down")
        self.up_button.clicked.connect(lambda: self._move(-1))
        self.down_button.clicked.connect(lambda: self._move(1))
        row = QHBoxLayout()
        for button in (self.up_button, self.down_button):
            row.addWidget(button)
        row.addStretch(1)
        order = layout.order[0] if layout.order else ""
        self.order = ChoiceBox(self.theme, columns.orders)
        self.order.setAccessibleName("排序")
        self.order.set_value(order)
        frozen = [(0, "不冻结"), *((n, f"冻结左边 {n} 列") for n in range(1, _MOST_FROZEN + 1))]
        self.frozen = ChoiceBox(self.theme, frozen)
        self.frozen.setAccessibleName("冻结")
        self.frozen.set_value(min(layout.frozen, _MOST_FROZEN))
        form = FormGrid(self.theme, columns=1)
        form.add_row("排序", self.order)
        form.add_row("冻结", self.frozen)
        self.body.addWidget(self.list, 1)
        self.body.addLayout(row)
        self.body.addWidget(form)
        self.asked.connect(self._take)
        self.list.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Alt+Up and Alt+Down move the column the cursor is on."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
            if alt and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
                self._move(-1 if event.key() == Qt.Key.Key_Up else 1)
                return True
        return super().eventFilter(watched, event)

    def names(self) -> tuple[str, ...]:
        """The ticked columns from the top."""
        items = [self.list.item(at) for at in range(self.list.count())]
        ticked = [one for one in items if one.checkState() == Qt.CheckState.Checked]
        return tuple(str(one.data(Qt.ItemDataRole.UserRole)) for one in ticked)

    def _item(self, name: str, title: str, is_shown: bool) -> QListWidgetItem:
        item = QListWidgetItem(title)
        item.setData(Qt.ItemDataRole.UserRole, name)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(Qt.CheckState.Checked if is_shown else Qt.CheckState.Unchecked)
        return item

    def _move(self, step: int) -> None:
        at = self.list.currentRow()
        if 0 <= at + step < self.list.count():
            self.list.insertItem(at + step, self.list.takeItem(at))
            self.list.setCurrentRow(at + step)

    def _take(self) -> None:
        names = self.names()
        if not names:
            self.tell("至少要显示一列。")
            return
        order = str(self.order.value() or "")
        self.taken.emit(
            (() if names == self._columns.own else names, (order,) if order else (), int(self.frozen.value()))
        )
        self.accept()


class ViewNameDialog(AskDialog):
    """Asks what a view is to be called; ``named`` has the words."""

    named = Signal(str)

    def __init__(self, desk: Desk, taken: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(
            desk, "保存这个视图", "保存视图", "记下现在的筛选、列和顺序，以后从“视图”里一按就是。", parent
        )
        self._taken = taken
        self.name = QLineEdit()
        self.name.setAccessibleName("视图名称")
        form = FormGrid(self.theme, columns=1)
        form.add_row("视图名称", self.name, help="例如：预备党员、70 岁以上", required=True)
        self.body.addWidget(form)
        self.asked.connect(self._take)
        self.walk()
        self.name.setFocus()

    def _take(self) -> None:
        name = self.name.text().strip()
        if not name:
            self.tell("请写一个名称。")
        elif name in self._taken and self.trouble.isHidden():
            self.tell(f"已有“{name}”，再按一次就换成现在这样。")
        else:
            self.named.emit(name)
            self.accept()
