"""列 and 视图 over a register's table: columns, order, filters and totals, kept for the next time."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from desktop_app.records.roles import NotYours
from desktop_app.storage.column_filter import FILLED
from desktop_app.storage.ordering import FALLING, STROKES, has_names
from desktop_app.views.page_parts.list_dialogs import ColumnsDialog, ViewNameDialog
from desktop_app.views.page_parts.meeting_sheet import menu_button
from desktop_app.views.parts.why_not import allow
from desktop_app.views.table.list_layout import KeptLayouts, ListLayout, note_key
from desktop_app.views.table.model import WORKED_OUT
from desktop_app.views.table.record_table import RecordTable
from desktop_app.views.table.totals_row import TotalsRow

if TYPE_CHECKING:
    from desktop_app.desk import Desk

_PAUSE_MS = 1500
# Of more rows chosen nothing is added up.
_MOST_ADDED = 5000


class ListControls(QObject):
    """The two buttons and the line of totals of one table.

    ``asked`` has the listing to show instead; ``filters_asked`` also the filters a view picks, and the year.
    """

    asked = Signal(object)
    filters_asked = Signal(object)

    def __init__(self, desk: Desk, table: RecordTable, page: QWidget, unit: str) -> None:
        super().__init__(page)
        self._desk, self._table, self._page, self._unit = desk, table, page, unit
        self._register = table.records.listing.register
        self._key = note_key(self._register.name)
        self._kept = KeptLayouts(desk.ledger.note(self._key))
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.keep)
        self._columns_menu, self._views_menu = QMenu(), QMenu()
        self.columns_button = menu_button(desk.theme, "列", "table", self._columns_menu)
        self.views_button = menu_button(desk.theme, "视图", "filter", self._views_menu)
        self._columns_menu.aboutToShow.connect(self._fill_columns)
        self._views_menu.aboutToShow.connect(self._fill_views)
        self.totals = TotalsRow(desk.theme, table)
        self.totals.pressed.connect(self._look_behind)
        head = table.heads
        head.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        head.customContextMenuRequested.connect(self._head_menu)
        head.typed.connect(self._typed)
        head.sortIndicatorChanged.connect(lambda *_: self._note())
        table.dragged.connect(lambda names: self._show(shown=tuple(names)))
        table.arranged.connect(self._note)

    # -- what the page asks --------------------------------------------------------------------------

    @property
    def layout(self) -> ListLayout:
        """How the list looks now."""
        listing = self._table.records.listing
        return ListLayout(
            listing.shown,
            self._table.hand_units(),
            listing.order,
            self._table.frozen.count if self._table.frozen is not None else 0,
            self._table.heads.is_open,
            dict(listing.typed),
            dict(listing.filters),
            listing.year,
        )

    @property
    def views(self) -> list[str]:
        """The names of the views there are."""
        return list(self._kept.views)

    def begin(self) -> None:
        """Look as when it was left."""
        self.show_layout(self._kept.now)

    def show_layout(self, layout: ListLayout) -> None:
        """Look this way."""
        self._table.widths = {name: self._desk.theme.unit(width) for name, width in layout.widths.items()}
        self._table.heads.open_boxes(layout.has_filters or any(layout.typed.values()))
        self.filters_asked.emit(layout.applied(self._table.records.listing))
        self._table.freeze(layout.frozen)
        self._note()

    def show_totals(self) -> None:
        """Count and add up what is listed now, or what of it is chosen."""
        table, listing = self._table, self._table.records.listing
        chosen = table.uids() if 1 < table.chosen_rows() <= _MOST_ADDED else []
        count = len(chosen) or table.records.rowCount()
        words = f"选中 {count:,} {self._unit}" if chosen else f"合计 {count:,} {self._unit}"
        self.totals.show_totals(words, table.records.names, listing.sums(chosen or None))

    def keep(self) -> None:
        """Write down how the list looks, for the next time."""
        self._pause.stop()
        if self.layout == self._kept.now:
            return
        self._kept.now = self.layout
        self._write()

    # -- inside --------------------------------------------------------------------------------------

    def _note(self) -> None:
        self._pause.start()

    def _write(self) -> None:
        ledger, key, words = self._desk.ledger, self._key, self._kept.note()

        def write() -> None:
            # A role that keeps nothing looks at the list this way until the program ends.
            with suppress(NotYours):
                ledger.set_note(key, words)

        self._desk.bridge.run(write)

    def _show(self, **changes: object) -> None:
        self.asked.emit(replace(self._table.records.listing, **changes))  # type: ignore[arg-type]
        self._note()

    def _typed(self, typed: dict[str, str]) -> None:
        if dict(self._table.records.listing.typed) != typed:
            self._show(typed=typed)

    def _look_behind(self, name: str) -> None:
        """The records behind a figure of the line: those that have anything in its column."""
        if not name:
            self._table.clearSelection()
            self._table.setFocus()
            return
        self._table.heads.open_boxes(True)
        self._show(typed={**self._table.records.listing.typed, name: FILLED})

    def _fill_columns(self) -> None:
        menu, heads = self._columns_menu, self._table.heads
        menu.clear()
        self._add(menu, "选列、排顺序…", self.choose_columns)
        row = self._add(menu, "筛选行", self.turn_filters)
        row.setCheckable(True)
        row.setChecked(heads.is_open)
        menu.addSeparator()
        self._add(menu, "恢复默认", self.reset)

    def _fill_views(self) -> None:
        menu = self._views_menu
        menu.clear()
        for name, layout in self._kept.views.items():
            self._add(menu, name, lambda layout=layout: self.show_layout(layout))  # type: ignore[misc]
        if self._kept.views:
            menu.addSeparator()
        self._add(menu, "保存这个视图…", self.name_view)
        if self._kept.views:
            gone = menu.addMenu("删除视图")
            for name in self._kept.views:
                self._add(gone, name, lambda name=name: self.drop_view(name))  # type: ignore[misc]
        self._add(menu, "显示全部", self.show_all)

    @staticmethod
    def _add(menu: QMenu, words: str, act: Callable[[], object]) -> QAction:
        action = QAction(words, menu)
        action.triggered.connect(lambda _on=False: act())
        menu.addAction(action)
        return action

    def choose_columns(self) -> None:
        """Ask which columns stand in which order."""
        dialog = ColumnsDialog(self._desk, self._table.records.listing, self.layout, self._page)
        dialog.taken.connect(self._take_columns)
        dialog.open()

    def _take_columns(self, taken: tuple[tuple[str, ...], tuple[str, ...], int]) -> None:
        shown, order, frozen = taken
        self._show(shown=tuple(shown), order=order)
        self._table.freeze(frozen)

    def turn_filters(self) -> None:
        """Show the line of boxes, or put it away with what is typed there."""
        heads = self._table.heads
        heads.open_boxes(not heads.is_open)
        if heads.is_open:
            next(iter(heads.boxes.values()), heads).setFocus()
            self._note()
        else:
            self._show(typed={})
        self._table.fit_columns()

    def reset(self) -> None:
        """As the register has it: its own columns, order and widths, nothing filtered."""
        self.show_layout(ListLayout())

    def name_view(self) -> None:
        """Ask for a name and keep the look under it."""
        dialog = ViewNameDialog(self._desk, self.views, self._page)
        dialog.named.connect(self.keep_view)
        dialog.open()

    def show_all(self) -> None:
        """The same columns with nothing filtered."""
        self.show_layout(replace(self.layout, typed={}, filters={}, year=None))

    def keep_view(self, name: str) -> None:
        """Keep how the list looks now under a name."""
        self._kept.views[name] = self.layout
        self._write()

    def drop_view(self, name: str) -> None:
        """Forget a view; the list stays as it is."""
        self._kept.views.pop(name, None)
        self._write()

    def _head_menu(self, spot: QPoint) -> None:
        menu = self.head_menu(self._table.heads.logicalIndexAt(spot))
        menu.popup(self._table.heads.mapToGlobal(spot))

    def head_menu(self, column: int) -> QMenu:
        """What can be done with a column."""
        menu, listing = QMenu(self._page), self._table.records.listing
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        names = self._table.records.names
        name = names[column] if 0 <= column < len(names) else ""
        box = listing.register.boxes.get(name)
        if box is not None:
            sound = "按拼音排" if has_names(box) else "按这一列排"
            self._add(menu, sound, lambda: self._show(order=(name,)))
            if has_names(box):
                self._add(menu, "按姓氏笔画排", lambda: self._show(order=(f"{STROKES}{name}",)))
            self._add(menu, "倒过来排", lambda: self._show(order=(f"{FALLING}{name}",)))
            self._add(menu, "照台账的顺序", lambda: self._show(order=()))
            menu.addSeparator()
        if self._table.records.is_worked_out(column):
            allow(self._add(menu, WORKED_OUT, lambda: None), WORKED_OUT)
            menu.addSeparator()
        if name:
            if len(names) > 1:
                rest = tuple(one for one in names if one != name)
                self._add(menu, "不显示这一列", lambda: self._show(shown=rest))
            self._add(menu, "左边到这一列不动", lambda: self._freeze(column + 1))
            self._add(menu, "不冻结", lambda: self._freeze(0))
            menu.addSeparator()
        self._add(menu, "选列、排顺序…", self.choose_columns)
        self._add(menu, "恢复默认", self.reset)
        return menu

    def _freeze(self, count: int) -> None:
        self._table.freeze(count)
        self._note()
