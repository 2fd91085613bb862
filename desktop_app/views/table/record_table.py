"""The table of a register, over its windowed model."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHeaderView, QWidget

from desktop_app.views.look.theme import Theme
from desktop_app.views.parts.table import TableView
from desktop_app.views.table.model import ListingModel


class RecordTable(TableView):
    """Shows a ``ListingModel``; ``chosen`` tells how many rows are selected, ``opened`` which to open."""

    chosen = Signal(int)

    def __init__(self, theme: Theme, model: ListingModel, parent: QWidget | None = None) -> None:
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
        self.selectionModel().selectionChanged.connect(self._tell)
        model.modelReset.connect(self._tell)

    def uids(self) -> list[str]:
        """The uids of the selected rows, from top to bottom."""
        return [uid for row in self.selected_rows() if (uid := self.records.uid_at(row))]

    def select_uid(self, uid: str) -> None:
        """Select a record among the pages read so far, and bring it into sight."""
        row = self.records.row_of(uid)
        if row >= 0:
            self.selectRow(row)
            self.scrollTo(self.records.index(row, 0))

    def _tell(self, *_ranges: object) -> None:
        parts = self.selectionModel().selection().toList()
        self.chosen.emit(sum(part.height() for part in parts))
