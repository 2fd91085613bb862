"""All there is to one record: its form, a tab for each kind of child, and its history."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QWidget

from desktop_app.records.base import Record
from desktop_app.records.record import Register
from desktop_app.storage.action import Change
from desktop_app.storage.listing import count_children
from desktop_app.storage.worked_out import ComputedMany
from desktop_app.views.form.child_list import ChildList, Looks
from desktop_app.views.form.destination_panel import TAB, DestinationPanel, has_room
from desktop_app.views.form.history import HistoryView
from desktop_app.views.form.record_form import RecordForm
from desktop_app.views.parts.cards import EmptyState
from desktop_app.views.parts.stacked_pages import FrontStack
from desktop_app.views.parts.tabs import TabRow
from desktop_app.views.table.titles import bare

if TYPE_CHECKING:
    from desktop_app.desk import Desk


class RecordView(QWidget):
    """Form, children and history of a record behind tabs; the tabs are built when first looked at.

    Where its entry turns up stands beside it in a wide window, behind a tab in a narrow one.
    ``saved`` carries each Change made here, ``followed`` a Destination to go to;
    ``closed`` and ``moved`` are the form's.
    """

    saved = Signal(object)
    followed = Signal(object)
    closed = Signal()
    moved = Signal(int)

    def __init__(
        self,
        desk: Desk,
        register: Register,
        record: Record,
        page: object,
        *,
        computed: ComputedMany | None = None,
        looks: Looks | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.desk, self.register, self._page, self._looks = desk, register, page, looks
        self._computed: ComputedMany = computed or {}
        self.form = RecordForm(desk, register, record, page, computed=computed)
        self.form.saved.connect(self._saved)
        self.form.closed.connect(self.closed)
        self.form.moved.connect(self.moved)
        self.children_registers = desk.ledger.catalogue.children(register)
        self.lists: dict[str, ChildList] = {}
        self.history = HistoryView(desk, register)
        self.history.back_asked.connect(self._put_back)
        self.tabs = TabRow()
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.pages = FrontStack()
        self._add_tab("内容", self.form.frame)
        for child in self.children_registers:
            self._add_tab(bare(child.title), QWidget())
        self.destinations = DestinationPanel(desk)  # behind its tab
        self.side = DestinationPanel(desk, beside=True)  # beside the form
        for panel in (self.destinations, self.side):
            panel.asked.connect(self.followed)
        self._add_tab(TAB, self.destinations)
        self._destinations_at = self.tabs.count() - 1
        frame = QScrollArea()
        frame.setAccessibleName("改动历史")
        frame.setWidgetResizable(True)
        frame.setWidget(self.history)
        self._add_tab("改动历史", frame)
        column = self.form.column
        at = column.indexOf(self.form.foot)
        column.insertWidget(at, self.tabs)
        column.insertWidget(at + 1, self.pages, 1)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(desk.theme.unit(8))
        whole.addWidget(self.form, 1)
        whole.addWidget(self.side)
        self.side.hide()
        self.tabs.currentChanged.connect(self.show_tab)
        self._count_children()
        self._show_destinations()

    def show_tab(self, at: int) -> None:
        """Show the tab with that number, building its content if need be."""
        record = self.form.record
        if 0 < at <= len(self.children_registers):
            self._build_list(at)
        elif at == self.tabs.count() - 1:
            self.history.show_record(record)
        self.pages.setCurrentIndex(at)
        self.form.foot.setVisible(at == 0 and self.form.can_save)

    def _put_back(self, values: dict[str, Any]) -> None:
        """Put old values into the form and save it, as a hand would."""
        self.tabs.setCurrentIndex(0)
        self.form.put_back(values)

    def change_to(self, record: Record) -> None:
        """Show another record of the register in the same place, which is quicker than a new view."""
        for one in self.lists.values():
            one.keep_draft()
        self.form.change_to(record)
        self.lists.clear()  # each tab builds its list anew when it is next looked at
        self._refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = has_room(self, self.desk)
        self.side.setVisible(wide)
        if wide and self.tabs.currentIndex() == self._destinations_at:
            self.tabs.setCurrentIndex(0)
        self.tabs.setTabVisible(self._destinations_at, not wide)

    def keep_draft(self) -> None:
        """Keep what is typed and not saved, here and in the lists."""
        self.form.keep_draft()
        for one in self.lists.values():
            one.keep_draft()

    def reload(self) -> bool:
        """Read everything again after a change from elsewhere; False when the record is gone."""
        if not self.form.reload():
            return False
        self._refresh()
        return True

    def _add_tab(self, title: str, widget: QWidget) -> None:
        self.tabs.addTab(title)
        self.pages.addWidget(widget)

    def _build_list(self, at: int) -> None:
        child = self.children_registers[at - 1]
        if child.name in self.lists:
            self.lists[child.name].refresh()
            return
        if self.form.record.is_new:
            made: QWidget = self._not_yet()
        else:
            made = self.lists[child.name] = ChildList(
                self.desk,
                child,
                self.form.record,
                self._page,
                computed=self._computed,
                looks=self._looks,
            )
            self.lists[child.name].changed.connect(self._child_changed)
            self.lists[child.name].counted.connect(partial(self._write_count, at))
        old = self.pages.widget(at)
        self.pages.removeWidget(old)
        old.deleteLater()
        self.pages.insertWidget(at, made)

    def _not_yet(self) -> EmptyState:
        empty = EmptyState(self.desk.theme, "save", "先保存这一条，再在这里登记", "回到内容", main=False)
        empty.action.connect(lambda: self.tabs.setCurrentIndex(0))
        return empty

    def _saved(self, change: Change) -> None:
        self._refresh()
        self.saved.emit(change)

    def _child_changed(self, change: Change) -> None:
        self.saved.emit(change)

    def _show_destinations(self) -> None:
        for panel in (self.destinations, self.side):
            panel.show_record(self.form.record)

    def _refresh(self) -> None:
        self._count_children()
        self._show_destinations()
        self.show_tab(self.tabs.currentIndex())

    def _count_children(self) -> None:
        record = self.form.record
        for at, child in enumerate(self.children_registers, 1):
            count = 0 if record.is_new else count_children(self.desk.ledger, child, record)
            self._write_count(at, count)
            concerned = self.form.register.concerns(child.name, partial(getattr, record))
            self.tabs.setTabVisible(at, concerned or count > 0)

    def _write_count(self, at: int, count: int) -> None:
        title = bare(self.children_registers[at - 1].title)
        self.tabs.setTabText(at, f"{title} {count}" if count else title)
