"""列 and 视图 over a register's table: columns, order, filters and totals, kept for the next time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu, QWidget

from desktop_app.storage.column_filter import FILLED
from desktop_app.storage.listing import Listing
from desktop_app.storage.ordering import FALLING, STROKES, has_names
from desktop_app.views.page_parts.kept_looks import KeptLooks, add_verb
from desktop_app.views.page_parts.list_dialogs import ColumnsDialog, choosable
from desktop_app.views.page_parts.meeting_sheet import menu_button
from desktop_app.views.parts.why_not import allow
from desktop_app.views.table.list_layout import ListLayout
from desktop_app.views.table.record_table import RecordTable
from desktop_app.views.table.totals_row import TotalsRow

if TYPE_CHECKING:
    from desktop_app.desk import Desk

# Of more rows chosen nothing is added up.
_MOST_ADDED = 5000


class ListControls(KeptLooks):
    """The two buttons and the line of totals of one table.

    ``asked`` has the listing to show instead; ``filters_asked`` also the filters a view picks, and the year.
    """

    asked = Signal(object)
    filters_asked = Signal(object)

    def __init__(self, desk: Desk, table: RecordTable, page: QWidget, unit: str, kept_as: str = "") -> None:
        super().__init__(desk, page, kept_as or table.records.listing.register.name)
        self._table, self._unit = table, unit
        self._columns_menu, self._views_menu = QMenu(), QMenu()
        self.columns_button = menu_button(desk.theme, "列", "table", self._columns_menu)
        self.views_button = menu_button(desk.theme, "视图", "filter", self._views_menu)
        self._columns_menu.aboutToShow.connect(self._fill_columns)
        self._views_menu.aboutToShow.connect(lambda: self.fill_views(self._views_menu))
        self.totals = TotalsRow(desk.theme, table)
        self.totals.pressed.connect(self._look_behind)
        head = table.heads
        head.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        head.customContextMenuRequested.connect(self._head_menu)
        head.typed.connect(self._typed)
        head.sortIndicatorChanged.connect(lambda *_: self.note())
        table.dragged.connect(lambda names: self._show(shown=tuple(names)))
        table.arranged.connect(self.note)

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

    def show_layout(self, layout: ListLayout) -> None:
        """Look this way."""
        self._table.widths = {name: self._desk.theme.unit(width) for name, width in layout.widths.items()}
        self._table.heads.open_boxes(layout.has_filters or any(layout.typed.values()))
        self.filters_asked.emit(layout.applied(self._table.records.listing))
        self._table.freeze(layout.frozen)
        self.note()

    def show_totals(self) -> None:
        """Count and add up what is listed now, or what of it is chosen."""
        table, listing = self._table, self._table.records.listing
        chosen = table.uids() if 1 < table.chosen_rows() <= _MOST_ADDED else []
        count = len(chosen) or table.records.rowCount()
        words = f"选中 {count:,} {self._unit}" if chosen else f"合计 {count:,} {self._unit}"
        self.totals.show_totals(words, table.records.names, listing.sums(chosen or None))

    # -- inside --------------------------------------------------------------------------------------

    def _show(self, **changes: object) -> None:
        self.asked.emit(replace(self._table.records.listing, **changes))  # type: ignore[arg-type]
        self.note()

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
        add_verb(menu, "选列、排顺序…", self.choose_columns)
        row = add_verb(menu, "筛选行", self.turn_filters)
        row.setCheckable(True)
        row.setChecked(heads.is_open)
        menu.addSeparator()
        add_verb(menu, "恢复默认", self.reset)

    def choose_columns(self) -> None:
        """Ask which columns stand in which order."""
        dialog = ColumnsDialog(self._desk, choosable(self._table.records.listing), self.layout, self._page)
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
            self.note()
        else:
            self._show(typed={})
        self._table.fit_columns()

    def show_all(self) -> None:
        """The same columns with nothing filtered."""
        self.show_layout(replace(self.layout, typed={}, filters={}, year=None))

    def _head_menu(self, spot: QPoint) -> None:
        menu = self.head_menu(self._table.heads.logicalIndexAt(spot))
        menu.popup(self._table.heads.mapToGlobal(spot))

    def head_menu(self, column: int) -> QMenu:
        """What can be done with a column."""
        menu, listing = QMenu(self._page), self._table.records.listing
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        names = self._table.records.names
        name = names[column] if 0 <= column < len(names) else ""
        box, why_not = listing.register.boxes.get(name), self._table.records.why_not(column)
        if name and not why_not:
            is_names = box is not None and has_names(box)
            add_verb(menu, "按拼音排" if is_names else "按这一列排", lambda: self._show(order=(name,)))
            if is_names:
                add_verb(menu, "按姓氏笔画排", lambda: self._show(order=(f"{STROKES}{name}",)))
            add_verb(menu, "倒过来排", lambda: self._show(order=(f"{FALLING}{name}",)))
            add_verb(menu, "照台账的顺序", lambda: self._show(order=()))
            menu.addSeparator()
        if why_not:
            allow(add_verb(menu, why_not, lambda: None), why_not)
            menu.addSeparator()
        if name:
            if len(names) > 1:
                rest = tuple(one for one in names if one != name)
                add_verb(menu, "不显示这一列", lambda: self._show(shown=rest))
            add_verb(menu, "左边到这一列不动", lambda: self._freeze(column + 1))
            add_verb(menu, "不冻结", lambda: self._freeze(0))
            menu.addSeparator()
        add_verb(menu, "选列、排顺序…", self.choose_columns)
        add_verb(menu, "恢复默认", self.reset)
        return menu

    def _freeze(self, count: int) -> None:
        self._table.freeze(count)
        self.note()


def of_children(
    desk: Desk, table: RecordTable, page: QWidget, show: Callable[[Listing], None]
) -> ListControls:
    """The controls of a record's list of children, kept apart from the page that lists those of all."""
    register = table.records.listing.register
    controls = ListControls(desk, table, page, "条", f"{register.name}@{register.parent}")
    controls.asked.connect(show)
    controls.filters_asked.connect(show)
    return controls
