"""The table of a register, over its windowed model: columns in the order and width somebody gave them."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHeaderView, QWidget

from desktop_app.storage.ordering import FALLING, bare_name
from desktop_app.views.look.theme import Theme
from desktop_app.views.table.columned_table import ColumnedTable
from desktop_app.views.table.model import ListingModel, head_of


class RecordTable(ColumnedTable):
    """Shows a ``ListingModel``; ``chosen`` tells how many rows are selected, ``opened`` which to open."""

    chosen = Signal(int)

    def __init__(self, theme: Theme, model: ListingModel, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.records = model
        self.setModel(model)
        head = self.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        head.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        head.setSortIndicatorClearable(True)
        self.setSortingEnabled(True)
        self.setAccessibleName(f"{model.listing.register.title}列表")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.take_heads()
        self.selectionModel().selectionChanged.connect(self._tell)
        model.modelReset.connect(self._tell)

    def column_names(self) -> Sequence[str]:
        return self.records.names

    def show_heads(self) -> None:
        records = self.records
        every = range(len(records.names))
        titles = [head_of(records.column(at)) for at in every]
        self.heads.set_columns(records.names, titles, [not records.why_not(at) for at in every])
        self.heads.set_words(records.listing.typed)

    def sorted_by(self) -> tuple[str, bool]:
        order = self.records.listing.order
        return (bare_name(order[0]), order[0].startswith(FALLING)) if order else ("", False)

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

    def _tell(self, *_ranges: object) -> None:
        self.chosen.emit(self.chosen_rows())
