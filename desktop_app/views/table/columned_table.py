"""A table whose columns a hand orders, widens and freezes, with boxes to filter by under their heads."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHeaderView, QWidget

from desktop_app.views.look.theme import Theme
from desktop_app.views.parts.table import TableView
from desktop_app.views.table.filter_head import FilterHead
from desktop_app.views.table.frozen_columns import FrozenColumns


class ColumnedTable(TableView):
    """Its columns go by names; an heir says which stand there now, from the left.

    ``arranged`` tells that a hand gave a column another width, ``dragged`` the columns in their new order.
    """

    arranged = Signal()
    dragged = Signal(list)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        self.widths: dict[str, int] = {}
        """Columns a hand set, by name, in px."""
        self.frozen: FrozenColumns | None = None
        super().__init__(theme, parent, shares_room=True)

    @abstractmethod
    def column_names(self) -> Sequence[str]:
        """The columns by name, from the left."""

    @abstractmethod
    def show_heads(self) -> None:
        """Let the boxes under the heads fit the columns there are."""

    @abstractmethod
    def sorted_by(self) -> tuple[str, bool]:
        """The column the rows are in the order of, '' for none, and whether it falls."""

    def take_heads(self) -> None:
        """Called once the model is set: heads that are dragged, and room for columns that stay."""
        self.frozen = FrozenColumns(self._theme, self, self.heads)
        self.heads.sectionMoved.connect(lambda *_: QTimer.singleShot(0, self._tell_order))
        self.heads.left.connect(self.setFocus)

    def make_head(self, theme: Theme) -> QHeaderView:
        """Heads with room for boxes to filter by."""
        self.heads = FilterHead(theme, self)
        return self.heads

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
            self.frozen.count = max(0, min(count, len(self.column_names()) - 1))
            self.frozen.lay_over()

    def fit_columns(self) -> None:
        if self.model() is None:
            return
        names = self.column_names()
        self.show_heads()
        self._stand_in_order(names)
        self.hand_widths = {at: self.widths[name] for at, name in enumerate(names) if name in self.widths}
        super().fit_columns()
        self._show_order(names)
        if self.frozen is not None:
            self.frozen.lay_over()

    def _take_hand_width(self, column: int, old: int, width: int) -> None:
        names = self.column_names() if self.model() is not None else ()
        if width and column < len(names):
            self.widths[names[column]] = width
            super()._take_hand_width(column, old, width)
            if self.frozen is not None:
                self.frozen.lay_over()
            self.arranged.emit()

    def _stand_in_order(self, names: Sequence[str]) -> None:
        """The heads from left to right as the model has them: a hand's order is the model's own."""
        head = self.heads
        blocked = head.blockSignals(True)
        for at in range(len(names)):
            if head.visualIndex(at) != at:
                head.moveSection(head.visualIndex(at), at)
        head.blockSignals(blocked)

    def _show_order(self, names: Sequence[str]) -> None:
        """Mark the column the rows are sorted by."""
        name, falls = self.sorted_by()
        at = list(names).index(name) if name in names else -1
        blocked = self.heads.blockSignals(True)
        self.heads.setSortIndicator(
            at, Qt.SortOrder.DescendingOrder if falls else Qt.SortOrder.AscendingOrder
        )
        self.heads.blockSignals(blocked)

    def _tell_order(self) -> None:
        names = self.column_names()
        self.dragged.emit([names[self.heads.logicalIndex(at)] for at in range(len(names))])
