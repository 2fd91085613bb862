"""The table of a register, over its windowed model: columns in the order and width somebody gave them."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHeaderView, QWidget

from desktop_app.storage.ordering import FALLING, bare_name
from desktop_app.views.look.theme import Theme
from desktop_app.views.parts.table import TableView
from desktop_app.views.table.filter_head import FilterHead
from desktop_app.views.table.frozen_columns import FrozenColumns
from desktop_app.views.table.model import ListingModel, head_of


class RecordTable(TableView):
    """Shows a ``ListingModel``; ``chosen`` tells how many rows are selected, ``opened`` which to open.

    ``arranged`` tells that a hand gave a column another width, ``dragged`` the columns in their new order.
    """

    chosen = Signal(int)
    arranged = Signal()
    dragged = Signal(list)

    def __init__(self, theme: Theme, model: ListingModel, parent: QWidget | None = None) -> None:
        self.widths: dict[str, int] = {}
        """Columns a hand set, by name, in px."""
        self.frozen: FrozenColumns | None = None
        super().__init__(theme, parent, shares_room=True)
        self.records = model
        self.setModel(model)
        head = self.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        head.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        head.setSortIndicatorClearable(True)
        self.setSortingEnabled(True)
        self.setAccessibleName(f"{model.listing.register.title}列表")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.frozen = FrozenColumns(theme, self, self.heads)
        head.sectionMoved.connect(lambda *_: QTimer.singleShot(0, self._tell_order))
        self.heads.left.connect(self.setFocus)
        self.selectionModel().selectionChanged.connect(self._tell)
        model.modelReset.connect(self._tell)

    def make_head(self, theme: Theme) -> QHeaderView:
        """Heads with room for boxes to filter by."""
        self.heads = FilterHead(theme, self)
        return self.heads

    def uids(self) -> list[str]:
        """The uids of the selected rows, from top to bottom."""
        return [uid for row in self.selected_rows() if (uid := self.records.uid_at(row))]

    def chosen_rows(self) -> int:
        """How many rows are selected."""
        return sum(part.height() for part in self.selectionModel().selection().toList())

    def select_uid(self, uid: str) -> None:
        """Select a record among the pages read so far, and bring it into sight."""
        row = self.records.row_of(uid)
        if row >= 0:
            self.selectRow(row)
            self.scrollTo(self.records.index(row, 0))

    def set_widths(self, units: Mapping[str, int]) -> None:
        """Columns as wide as a hand once made them; the others by what stands in them."""
        self.widths = {name: self._theme.unit(width) for name, width in units.items()}
        self.fit_columns()

    def hand_units(self) -> dict[str, int]:
        """The columns a hand made so wide, in units."""
        one = self._theme.unit(100) / 100
        return {name: round(width / one) for name, width in self.widths.items()}

    def freeze(self, count: int) -> None:
        """Let the first ``count`` columns stay in sight."""
        if self.frozen is not None:
            self.frozen.count = min(count, self.records.columnCount() - 1)
            self.frozen.lay_over()

    def fit_columns(self) -> None:
        names = self.records.names
        boxes = self.records.listing.register.boxes
        titles = [head_of(self.records.column(at)) for at in range(len(names))]
        self.heads.set_columns(names, titles, [name in boxes for name in names])
        self.heads.set_words(self.records.listing.typed)
        self._stand_in_order(names)
        self.hand_widths = {at: self.widths[name] for at, name in enumerate(names) if name in self.widths}
        super().fit_columns()
        self._show_order(names)
        if self.frozen is not None:
            self.frozen.lay_over()

    def _take_hand_width(self, column: int, old: int, width: int) -> None:
        names = self.records.names
        if width and column < len(names):
            self.widths[names[column]] = width
            super()._take_hand_width(column, old, width)
            if self.frozen is not None:
                self.frozen.lay_over()
            self.arranged.emit()

    def _stand_in_order(self, names: Sequence[str]) -> None:
        """The heads from left to right as the model has them: a hand's order is the listing's own."""
        head = self.heads
        blocked = head.blockSignals(True)
        for at in range(len(names)):
            if head.visualIndex(at) != at:
                head.moveSection(head.visualIndex(at), at)
        head.blockSignals(blocked)

    def _show_order(self, names: Sequence[str]) -> None:
        """Mark the column the list is sorted by."""
        order = self.records.listing.order
        name = bare_name(order[0]) if order else ""
        at = list(names).index(name) if name in names else -1
        falls = bool(order) and order[0].startswith(FALLING)
        blocked = self.heads.blockSignals(True)
        self.heads.setSortIndicator(
            at, Qt.SortOrder.DescendingOrder if falls else Qt.SortOrder.AscendingOrder
        )
        self.heads.blockSignals(blocked)

    def _tell_order(self) -> None:
        names = self.records.names
        self.dragged.emit([names[self.heads.logicalIndex(at)] for at in range(len(names))])

    def _tell(self, *_ranges: object) -> None:
        self.chosen.emit(self.chosen_rows())
