"""The model behind a table: it keeps a few pages of a listing, whatever the length of the register."""

from collections import OrderedDict
from dataclasses import replace

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop_app.records.box import AnyBox, Computed
from desktop_app.storage.listing import Listing, ListingRow
from desktop_app.storage.worked_out import TOO_MANY
from desktop_app.views.parts.table import TONE_ROLE
from desktop_app.views.table.titles import bare
from desktop_app.views.table.tones import tone_of_state, tone_of_words

PAGE_ROWS = 128
KEPT_PAGES = 16
Index = QModelIndex | QPersistentModelIndex
_TOP = QModelIndex()
_DISPLAY = Qt.ItemDataRole.DisplayRole
_ALIGN = Qt.ItemDataRole.TextAlignmentRole
_TIP = Qt.ItemDataRole.ToolTipRole
_FLAGS = {
    "left": int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter),
    "right": int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter),
    "center": int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter),
}


class ListingModel(QAbstractTableModel):
    """Rows of a ``Listing``, read 128 at a time as they come into sight; strings are made when read."""

    def __init__(self, listing: Listing, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._take(listing)

    def _take(self, listing: Listing) -> None:
        self.listing = listing
        self._columns = list(listing.columns.values())
        self._names = list(listing.columns)
        self._aligns = [_FLAGS[align_of(column)] for column in self._columns]
        self._count = listing.count()
        self._pages: OrderedDict[int, list[ListingRow]] = OrderedDict()
        self._page_number = -1
        self._page: list[ListingRow] = []

    def show_listing(self, listing: Listing) -> None:
        """Show another question, or the same asked anew after a change."""
        self.beginResetModel()
        self._take(listing)
        self.endResetModel()

    def rowCount(self, parent: Index = _TOP) -> int:
        return 0 if parent.isValid() else self._count

    def columnCount(self, parent: Index = _TOP) -> int:
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = _DISPLAY) -> object:
        if role == _DISPLAY:
            return self._words(index.row(), index.column())
        if role == _ALIGN:
            return self._aligns[index.column()]
        if role == TONE_ROLE:
            return self._tone(index.row(), index.column()) or None
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> object:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self._columns):
            return None
        if role == _DISPLAY:
            return head_of(self._columns[section])
        if role == _ALIGN:
            return self._aligns[section]
        if role == _TIP:
            told = self._columns[section].help or self._columns[section].title
            why = self.why_not(section)
            return f"{told}（{why}）" if why else told
        return None

    def why_not(self, column: int) -> str:
        """Why a column neither sorts nor filters; '' where it does."""
        if not 0 <= column < len(self._names) or self._names[column] in self.listing.register.boxes:
            return ""
        return "" if self.listing.works_out else TOO_MANY

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; none, or one that says why it does not sort, gives the register's own order."""
        name = self._names[column] if 0 <= column < len(self._names) else ""
        falling = "-" if order == Qt.SortOrder.DescendingOrder else ""
        terms = (falling + name,) if name and not self.why_not(column) else ()
        if terms != self.listing.order:
            self.show_listing(replace(self.listing, order=terms))

    def uid_at(self, row: int) -> str:
        """The uid of the record in a row; '' when it went away meanwhile."""
        found = self._row(row)
        return found.uid if found is not None else ""

    def row_of(self, uid: str) -> int:
        """The row of a record among the pages read so far, -1 when it is in none."""
        for number, page in self._pages.items():
            for at, row in enumerate(page):
                if row.uid == uid:
                    return number * PAGE_ROWS + at
        return -1

    @property
    def names(self) -> list[str]:
        """The columns by name, from the left."""
        return self._names

    def column(self, number: int) -> AnyBox | Computed:
        """The box or figure of a column."""
        return self._columns[number]

    def _row(self, number: int) -> ListingRow | None:
        at, within = divmod(number, PAGE_ROWS)
        if at != self._page_number:
            self._turn_to(at)
        # Another window of time may have removed rows since they were counted: those stay blank.
        return self._page[within] if within < len(self._page) else None

    def _turn_to(self, number: int) -> None:
        page = self._pages.get(number)
        if page is None:
            page = self.listing.page(number * PAGE_ROWS, PAGE_ROWS)
            self._pages[number] = page
            if len(self._pages) > KEPT_PAGES:
                self._pages.popitem(last=False)
        else:
            self._pages.move_to_end(number)
        self._page_number, self._page = number, page

    def _words(self, row: int, column: int) -> str:
        found = self._row(row)
        return found.values[column] if found is not None else ""

    def _tone(self, row: int, column: int) -> str:
        shown = self._columns[column]
        words = self._words(row, column)
        if not words:
            return ""
        if isinstance(shown, Computed):
            return tone_of_words(words) if shown.kind == "text" else ""
        return tone_of_state(self.listing.register, words) if shown.kind == "state" else ""


def align_of(column: AnyBox | Computed) -> str:
    """left, right or center; worked-out numbers stand to the right like typed ones."""
    if isinstance(column, Computed):
        return "left" if column.kind == "text" else "right"
    return column.align


def head_of(column: AnyBox | Computed) -> str:
    """The words over a column: the title without its aside, and the unit of its numbers."""
    words = bare(column.title)
    unit = getattr(column, "unit", "")
    return f"{words}（{unit}）" if unit and unit not in words else words
