"""The child records of one record: a table, and the form of a child in its place while one is edited."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from desktop_app.records.base import Record
from desktop_app.records.record import Register
from desktop_app.storage.action import Change
from desktop_app.storage.listing import Listing
from desktop_app.storage.worked_out import ComputedMany
from desktop_app.views.form.locks import lock_of
from desktop_app.views.form.record_form import RecordForm
from desktop_app.views.parts.buttons import PlainButton
from desktop_app.views.parts.cards import Card, EmptyState
from desktop_app.views.parts.labels import faint
from desktop_app.views.parts.row_menu import CHOOSE, verbs_of
from desktop_app.views.parts.why_not import allow
from desktop_app.views.table.model import ListingModel
from desktop_app.views.table.record_table import RecordTable
from desktop_app.views.table.titles import bare
from desktop_app.views.table.totals_row import TotalsRow

if TYPE_CHECKING:
    from desktop_app.desk import Desk


# Units of the window's height under which the rows have the room of their totals.
_LOW = 500


class Look(Protocol):
    """列 and 视图 over a table of children, kept for the next time."""

    @property
    def columns_button(self) -> QPushButton:
        """列."""
        ...

    @property
    def views_button(self) -> QPushButton:
        """视图."""
        ...

    @property
    def totals(self) -> TotalsRow:
        """The line of totals."""
        ...

    def begin(self) -> None:
        """Look as when it was left."""
        ...

    def keep(self) -> None:
        """Write down how the list looks."""
        ...

    def show_totals(self) -> None:
        """Count and add up what is listed."""
        ...


# Of a table in a list of children, how it looks; the last argument shows another listing.
Looks = Callable[["Desk", RecordTable, QWidget, Callable[[Listing], None]], Look]


class ChildList(QWidget):
    """Lists, adds, edits and removes the children of ``parent``; every save is an action of its own.

    ``changed`` carries each Change made here, ``counted`` how many children there are.
    """

    changed = Signal(object)
    counted = Signal(int)

    def __init__(
        self,
        desk: Desk,
        register: Register,
        parent_record: Record,
        page: object,
        *,
        computed: ComputedMany | None = None,
        looks: Looks | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.desk, self.register, self.above = desk, register, parent_record
        self._page = page
        self._computed: ComputedMany = computed or {}
        self.form: RecordForm | None = None
        self._shut = ""
        self._again = False
        theme = desk.theme
        self.model = ListingModel(self._listing(), self)
        self.table = RecordTable(theme, self.model)
        self.add_button = PlainButton(theme, "新增", "add")
        self.edit_button = PlainButton(theme, "打开", "edit")
        self.remove_button = PlainButton(theme, "移除", "delete")
        self.look = looks(desk, self.table, self, self._show) if looks is not None else None
        self.reason = faint(theme, wrap=True)
        self.empty = EmptyState(theme, register.icon, f"还没有{bare(register.title)}", main=False)
        self._inner = QStackedWidget()
        self._inner.addWidget(self.table)
        self._inner.addWidget(self.empty)
        card = Card(theme)
        card.body.setContentsMargins(theme.unit(12), theme.unit(6), theme.unit(12), theme.unit(6))
        tools = QHBoxLayout()
        tools.setSpacing(theme.unit(8))
        for button in (self.add_button, self.edit_button, self.remove_button):
            tools.addWidget(button)
        tools.addWidget(self.reason, 1)
        card.body.addLayout(tools)
        card.body.addWidget(self._inner, 1)
        if self.look is not None:
            card.body.addWidget(self.look.totals)
            tools.addWidget(self.look.columns_button)
            tools.addWidget(self.look.views_button)
        self.stack = QStackedWidget()
        self.stack.addWidget(card)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.stack)
        self.add_button.clicked.connect(self.add)
        self.edit_button.clicked.connect(lambda: self.open(self.table.uids()[0]))
        self.remove_button.clicked.connect(self.remove)
        self.table.opened.connect(self._open_row)
        self.table.opens = lambda: False
        self.table.verbs = lambda: verbs_of(self.edit_button, self.remove_button, self.add_button)
        self.table.delete = self.remove_button.click
        self.table.chosen.connect(lambda _count: self._enable())
        if self.look is not None:
            self.look.begin()
        self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_totals()

    def _place_totals(self) -> None:
        if self.look is not None:
            low = self.window().height() < self.desk.theme.unit(_LOW)
            self.look.totals.setVisible(bool(self.look.totals.sums) and not low)

    def refresh(self) -> None:
        """Read the children again."""
        chosen = self.table.uids()
        self._show(replace(self.model.listing, parent=self.above.uid))
        for uid in chosen[:1]:
            self.table.select_uid(uid)
        blank = self._blank()
        lock = lock_of(self.desk.ledger, self.register, blank)
        self._shut = lock.reason
        self.reason.setText(lock.reason)
        self._enable()
        self.counted.emit(self._listing().count())

    def add(self) -> None:
        """Open the form of a new child."""
        self._show_form(self._blank())

    def open(self, uid: str) -> None:
        """Open the form of a child."""
        record = self.desk.ledger.get(self.register.model, uid)
        if record is not None:
            self._show_form(record)

    def remove(self) -> None:
        """Put the selected children into the bin; one undo brings them back."""
        found = (self.desk.ledger.get(self.register.model, uid) for uid in self.table.uids())
        records = [record for record in found if record is not None]
        if records:
            ledger, page = self.desk.ledger, self._page
            self.desk.bridge.run(lambda: ledger.remove(*records, initiator=page), done=self._changed)

    def keep_draft(self) -> None:
        """Keep what is typed in an open child form, and how the list looks."""
        if self.look is not None:
            self.look.keep()
        if self.form is not None:
            self.form.keep_draft()

    def _show(self, listing: Listing) -> None:
        """List the children so; where the look keeps all away, the boxes typed into stay in sight."""
        self.model.show_listing(listing)
        is_table = self.model.rowCount() > 0 or listing.is_narrowed
        self._inner.setCurrentWidget(self.table if is_table else self.empty)
        self._enable()

    def _listing(self) -> Listing:
        return Listing(self.desk.ledger, self.register, parent=self.above.uid, computed=self._computed)

    def _blank(self) -> Record:
        values: dict[str, object] = {self.register.parent or "": self.above.uid}
        period = self.register.period
        if period and self.register.boxes[period].kind == "date":
            values[period] = self.desk.ledger.today  # a child with a day is an entry of a log
        return self.register.new(**values)

    def _open_row(self, index: QModelIndex) -> None:
        self.open(self.model.uid_at(index.row()))

    def _enable(self) -> None:
        chosen = len(self.table.uids())
        if self.look is not None:
            self.look.show_totals()
            self._place_totals()
        allow(self.add_button, self._shut)
        allow(self.edit_button, "" if chosen == 1 else CHOOSE)
        only_on = f"{self.register.title}只能续写，不能移除" if self.register.append_only else ""
        allow(self.remove_button, self._shut or only_on or ("" if chosen else CHOOSE))

    def _show_form(self, record: Record) -> None:
        self._put_form_away()
        self.form = RecordForm(
            self.desk, self.register, record, self._page, computed=self._computed, parent=self
        )
        self.form.back_button.setText(f"返回{bare(self.register.title)}")
        again = PlainButton(self.desk.theme, "保存并再加一条", "add")
        again.clicked.connect(self._save_and_add)
        self.form.buttons.insertWidget(3, again)
        again.setVisible(record.is_new)
        self._again = False
        self.form.saved.connect(self._saved)
        self.form.closed.connect(self._put_form_away)
        self.form.moved.connect(self._move)
        self.stack.addWidget(self.form)
        self.stack.setCurrentWidget(self.form)
        self.form.go_to_first_box()

    def _save_and_add(self) -> None:
        self._again = True
        if self.form is not None:
            self.form.save()

    def _saved(self, change: Change) -> None:
        self._changed(change)
        if self._again:
            self.add()
        else:
            self._put_form_away()

    def _changed(self, change: Change) -> None:
        self.refresh()
        self.changed.emit(change)

    def _move(self, step: int) -> None:
        if self.form is None:
            return
        row = self.model.row_of(self.form.record.uid) + step
        if 0 <= row < self.model.rowCount():
            self.form.keep_draft()
            self.open(self.model.uid_at(row))

    def _put_form_away(self) -> None:
        if self.form is not None:
            form, self.form = self.form, None
            self.stack.removeWidget(form)
            form.hide()
            form.deleteLater()
            self.stack.setCurrentIndex(0)
