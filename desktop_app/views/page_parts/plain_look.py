"""列 and 视图 of a list made by hand: sorted by a press on a head, columns chosen, frozen, filtered, kept."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu

from desktop_app.storage.cell_words import cell_fits, cell_keys
from desktop_app.storage.ordering import FALLING, STROKES, bare_name, is_name_title
from desktop_app.views.page_parts.kept_looks import KeptLooks, add_verb
from desktop_app.views.page_parts.list_dialogs import Choosable, ColumnsDialog
from desktop_app.views.page_parts.plain_rows import PlainLine, PlainTable, column_names
from desktop_app.views.parts.row_menu import RowVerb
from desktop_app.views.table.list_layout import ListLayout

if TYPE_CHECKING:
    from desktop_app.desk import Desk

_TIP = "按一下排序，右键选列、冻结、筛选、存视图"


class PlainLook(KeptLooks):
    """How ``table`` looks, kept under ``kept_as``; without ``sorts`` its lines keep their own order."""

    def __init__(self, desk: Desk, table: PlainTable, kept_as: str, *, sorts: bool = True) -> None:
        super().__init__(desk, table, f"table:{kept_as}")
        self._table, self._view, self._sorts = table, table.view, sorts
        view, head = table.view, table.view.heads
        view.has_boxes = sorts
        table.model.arranged = self._arranged
        head.setToolTip(_TIP if sorts else _TIP.partition("，")[2])
        head.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        head.customContextMenuRequested.connect(self._head_menu)
        if sorts:
            head.setSortIndicatorShown(True)
            head.setSortIndicatorClearable(True)
            head.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
            head.sortIndicatorChanged.connect(self._press)
        head.typed.connect(self._type)
        view.arranged.connect(self.note)
        view.dragged.connect(lambda _names: self.note())
        table.more_verbs = self.verbs
        self.begin()

    # -- how it looks --------------------------------------------------------------------------------

    @property
    def layout(self) -> ListLayout:
        view = self._view
        names = tuple(view.column_names())
        return ListLayout(
            () if names == self._names() else names,
            view.hand_units(),
            (view.order,) if view.order else (),
            view.frozen.count if view.frozen is not None else 0,
            view.heads.is_open,
            dict(view.typed),
        )

    def show_layout(self, layout: ListLayout) -> None:
        view, names = self._view, self._names()
        view.widths = {name: self._desk.theme.unit(width) for name, width in layout.widths.items()}
        order = layout.order[0] if layout.order and self._sorts else ""
        view.order = order if bare_name(order) in names else ""
        view.typed = {name: words for name, words in layout.typed.items() if name in names}
        view.heads.open_boxes(layout.has_filters or bool(view.typed))
        self._show([name for name in layout.shown if name in names] or names)
        view.freeze(layout.frozen)

    def show_all(self) -> None:
        self._type({})
        self._view.heads.set_words({})

    def verbs(self) -> list[RowVerb]:
        """What the menu of a row offers besides: the same as that of the heads."""
        more = [RowVerb("筛选行", self.turn_filters)] if self._sorts else []
        views = [RowVerb(f"视图：{name}", lambda name=name: self.show_view(name)) for name in self.views]  # type: ignore[misc]
        return [
            RowVerb(),
            RowVerb("选列、排顺序…", self.choose_columns),
            *more,
            RowVerb("保存这个视图…", self.name_view),
            *views,
        ]

    def show_view(self, name: str) -> None:
        """Look as a view does."""
        self.show_layout(self._kept.views[name])
        self.note()

    def choose_columns(self) -> None:
        """Ask which columns stand in which order."""
        titles = {name: name for name in self._named()}
        shown = [name for name in self._view.column_names() if name in titles]
        columns = Choosable(titles, shown, tuple(titles), self._orders())
        dialog = ColumnsDialog(self._desk, columns, self.layout, self._table)
        dialog.taken.connect(self._take_columns)
        dialog.open()

    def turn_filters(self) -> None:
        """Show the line of boxes, or put it away with what is typed there."""
        heads = self._view.heads
        heads.open_boxes(not heads.is_open)
        if heads.is_open:
            next(iter(heads.boxes.values()), heads).setFocus()
        else:
            self.show_all()
        self._view.fit_columns()
        self.note()

    def sort_by(self, term: str) -> None:
        """Sort by a column as lists say it; '' for the list's own order."""
        self._view.order = term
        self._show(self._view.column_names())
        self.note()

    def head_menu(self, column: int) -> QMenu:
        """What can be done with a column."""
        menu, names = QMenu(self._table), self._view.column_names()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        name = names[column] if 0 <= column < len(names) else ""
        if name in self._named():
            if self._sorts:
                self._add_orders(menu, name)
            if len(names) > 1:
                add_verb(menu, "不显示这一列", lambda: self._hide(name))
            add_verb(menu, "左边到这一列不动", lambda: self._freeze(column + 1))
            add_verb(menu, "不冻结", lambda: self._freeze(0))
            menu.addSeparator()
        add_verb(menu, "选列、排顺序…", self.choose_columns)
        if self._sorts:
            add_verb(menu, "筛选行", self.turn_filters)
        add_verb(menu, "恢复默认", self.reset)
        views = menu.addMenu("视图")
        self.fill_views(views)
        return menu

    # -- inside --------------------------------------------------------------------------------------

    def _names(self) -> tuple[str, ...]:
        return tuple(column_names(self._table.model.heads))

    def _named(self) -> list[str]:
        """The columns that have a heading."""
        heads = self._table.model.heads
        return [name for name, head in zip(self._names(), heads, strict=True) if head]

    def _orders(self) -> list[tuple[str, str]]:
        pairs = [("", "列表自己的顺序")]
        for name in self._named() if self._sorts else ():
            if is_name_title(name):
                pairs += [(name, f"{name}，按拼音"), (f"{STROKES}{name}", f"{name}，按姓氏笔画")]
            else:
                pairs.append((name, name))
            pairs.append((f"{FALLING}{name}", f"{name}，倒序"))
        return pairs

    def _add_orders(self, menu: QMenu, name: str) -> None:
        is_name = is_name_title(name)
        add_verb(menu, "按拼音排" if is_name else "按这一列排", lambda: self.sort_by(name))
        if is_name:
            add_verb(menu, "按姓氏笔画排", lambda: self.sort_by(f"{STROKES}{name}"))
        add_verb(menu, "倒过来排", lambda: self.sort_by(f"{FALLING}{name}"))
        add_verb(menu, "照列表自己的顺序", lambda: self.sort_by(""))
        menu.addSeparator()

    def _take_columns(self, taken: tuple[tuple[str, ...], tuple[str, ...], int]) -> None:
        shown, order, frozen = taken
        bare = [name for name in self._names() if name not in self._named()]
        self._view.order = order[0] if order else ""
        self._show([*bare, *(shown or self._named())])
        self._freeze(frozen)

    def _press(self, column: int, falling: Qt.SortOrder) -> None:
        names = self._view.column_names()
        term = names[column] if 0 <= column < len(names) else ""
        self.sort_by(FALLING + term if term and falling == Qt.SortOrder.DescendingOrder else term)

    def _type(self, typed: dict[str, str]) -> None:
        if dict(self._view.typed) != typed:
            self._view.typed = typed
            self._show(self._view.column_names())
            self.note()

    def _hide(self, name: str) -> None:
        self._show([one for one in self._view.column_names() if one != name])
        self.note()

    def _freeze(self, count: int) -> None:
        self._view.freeze(count)
        self.note()

    def _show(self, names: Sequence[str]) -> None:
        """Show these columns, the cursor on the line it was on."""
        every, line = self._names(), self._table.line()
        self._table.model.arrange([every.index(name) for name in names])
        lines = self._table.model.lines
        at = next((at for at, one in enumerate(lines) if one is line), 0)
        if lines:
            self._view.selectRow(at)
        else:
            self._table.chosen.emit(None)

    def _head_menu(self, spot: QPoint) -> None:
        menu = self.head_menu(self._view.heads.logicalIndexAt(spot))
        menu.popup(self._view.heads.mapToGlobal(spot))

    # -- order and filter ----------------------------------------------------------------------------

    def _arranged(self, lines: list[PlainLine]) -> list[PlainLine]:
        names = self._names()
        for name, words in self._view.typed.items():
            if name in names:
                lines = [one for one in lines if cell_fits(words, _cell(one, names.index(name)), name)]
        name = bare_name(self._view.order)
        if name not in names:
            return list(lines)
        place, falls = names.index(name), self._view.order.startswith(FALLING)
        filled = [one for one in lines if _cell(one, place)]
        keys = cell_keys([_cell(one, place) for one in filled], name, STROKES in self._view.order)
        order = sorted(range(len(filled)), key=keys.__getitem__, reverse=falls)
        # What says nothing stands last whichever way.
        return [*(filled[at] for at in order), *(one for one in lines if not _cell(one, place))]


def _cell(line: PlainLine, place: int) -> str:
    return line.cells[place] if place < len(line.cells) else ""
