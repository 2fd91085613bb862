"""The table of a register: columns as wide as they wish, the rest of the room to the one with most to say."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHeaderView, QWidget

from desktop_app.views.look.theme import Theme
from desktop_app.views.parts.table import TableView
from desktop_app.views.table.model import ListingModel, align_of, head_of

_MARGIN_UNITS = 26
_WIDEST_CHARACTERS = 22
_SORT_MARK_UNITS = 14
_LONG_CHARACTERS = 14
_SQUEEZED_CHARACTERS = 8


class RecordTable(TableView):
    """Shows a ``ListingModel``; ``chosen`` tells how many rows are selected, ``opened`` which to open."""

    chosen = Signal(int)

    def __init__(self, theme: Theme, model: ListingModel, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._theme = theme
        self.records = model
        self.setModel(model)
        head = self.horizontalHeader()
        head.setStretchLastSection(False)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        head.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        head.setSortIndicatorClearable(True)
        self.setSortingEnabled(True)
        self.setAccessibleName(f"{model.listing.register.title}列表")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self._dragged = False
        head.sectionResized.connect(self._note_drag)
        self.selectionModel().selectionChanged.connect(self._tell)
        model.modelReset.connect(self._tell)
        self.fit_columns()

    def uids(self) -> list[str]:
        """The uids of the selected rows, from top to bottom."""
        return [uid for row in self.selected_rows() if (uid := self.records.uid_at(row))]

    def select_uid(self, uid: str) -> None:
        """Select a record among the pages read so far, and bring it into sight."""
        row = self.records.row_of(uid)
        if row >= 0:
            self.selectRow(row)
            self.scrollTo(self.records.index(row, 0))

    def fit_columns(self) -> None:
        """Give every column its wish and the room left over to the widest; a hand's own widths stay."""
        if self._dragged:
            return
        wishes = [self._wish(column) for column in range(self.records.columnCount())]
        if not wishes:
            return
        self._share(self.viewport().width() - sum(wishes), wishes)
        head = self.horizontalHeader()
        head.blockSignals(True)
        for column, width in enumerate(wishes):
            self.setColumnWidth(column, width)
        head.blockSignals(False)
        self.updateGeometries()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit_columns()

    def _share(self, spare: int, wishes: list[int]) -> None:
        """Give the room left over to the long texts, or in equal measure to all words where there is none."""
        columns = [self.records.column(at) for at in range(len(wishes))]
        takers = [at for at, one in enumerate(columns) if getattr(one, "width", 0) >= _LONG_CHARACTERS]
        takers = takers or [at for at, one in enumerate(columns) if align_of(one) == "left"]
        if spare < 0:
            self._squeeze(-spare, wishes)
        if spare <= 0 or not takers:
            return
        whole = sum(wishes[at] for at in takers)
        for at in takers:
            wishes[at] += spare * wishes[at] // whole

    def _squeeze(self, lacking: int, wishes: list[int]) -> None:
        """Take what lacks from the wide columns, down to eight characters; the rest is scrolled to."""
        floor = self._theme.text_width("国" * _SQUEEZED_CHARACTERS) + self._theme.unit(_MARGIN_UNITS)
        over = {at: wish - floor for at, wish in enumerate(wishes) if wish > floor}
        whole = sum(over.values())
        for at, excess in over.items():
            wishes[at] -= min(excess, -(-lacking * excess // whole))

    def _wish(self, column: int) -> int:
        theme, shown = self._theme, self.records.column(column)
        characters = min(getattr(shown, "width", 6), _WIDEST_CHARACTERS)
        margin = theme.unit(_MARGIN_UNITS)
        head = theme.text_width(head_of(shown), bold=True) + margin + theme.unit(_SORT_MARK_UNITS)
        return max(head, theme.text_width("国" * characters) + margin)

    def _note_drag(self, _column: int, _old: int, _new: int) -> None:
        self._dragged = True

    def _tell(self, *_ranges: object) -> None:
        parts = self.selectionModel().selection().toList()
        self.chosen.emit(sum(part.height() for part in parts))
