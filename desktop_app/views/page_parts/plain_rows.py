"""Short lists that are no register: lines of words in a table, with an empty place that says what to do."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import SIGNAL, QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop_app.storage.ordering import FALLING, bare_name
from desktop_app.views.look.theme import Theme
from desktop_app.views.parts.cards import EmptyState
from desktop_app.views.parts.row_menu import RowVerb
from desktop_app.views.parts.table import TONE_ROLE, TableView
from desktop_app.views.table.columned_table import ColumnedTable

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
# The least height in units.
_LEAST = 108
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class PlainLine:
    """One line: its words, the tones of cells drawn as pills (by column), and what it stands for."""

    cells: tuple[str, ...]
    tones: Mapping[int, str] = field(default_factory=dict)
    key: Any = None


class PlainRows(QAbstractTableModel):
    """Lines under ``heads``; the columns in ``right`` hold figures.

    ``given`` are the lines as they were shown, ``lines`` those in sight in the order a hand wants them;
    ``places`` are the columns in sight, from the left, by their number among the heads.
    """

    def __init__(self, heads: Sequence[str], right: Sequence[int] = ()) -> None:
        super().__init__()
        self._heads, self._right = tuple(heads), frozenset(right)
        self.given: list[PlainLine] = []
        self.lines: list[PlainLine] = []
        self.places = list(range(len(self._heads)))
        self.arranged: Callable[[list[PlainLine]], list[PlainLine]] = list
        """The lines that stand there, in their order."""

    @property
    def heads(self) -> tuple[str, ...]:
        """What stands over the columns, those out of sight too."""
        return self._heads

    def show(self, lines: Sequence[PlainLine], heads: Sequence[str] | None = None) -> None:
        """Show other lines, under other heads where those are given."""
        self.beginResetModel()
        self.given = list(lines)
        if heads is not None and tuple(heads) != self._heads:
            self._heads = tuple(heads)
            self.places = list(range(len(self._heads)))
        self.lines = self.arranged(self.given)
        self.endResetModel()

    def arrange(self, places: Sequence[int]) -> None:
        """Show other columns, and the lines in the order wanted now."""
        self.beginResetModel()
        self.places = [one for one in places if one < len(self._heads)] or list(range(len(self._heads)))
        self.lines = self.arranged(self.given)
        self.endResetModel()

    def put(self, row: int, line: PlainLine) -> None:
        """Another line in place of one in sight."""
        at = next(at for at, one in enumerate(self.given) if one is self.lines[row])
        self.given[at] = self.lines[row] = line

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.places)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line, column = self.lines[index.row()], self.places[index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return line.cells[column] if column < len(line.cells) else ""
        if role == TONE_ROLE:
            return line.tones.get(column)
        if role == Qt.ItemDataRole.TextAlignmentRole and column in self._right:
            return int(_RIGHT)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal or section >= len(self.places):
            return None
        column = self.places[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._heads[column]
        if role == Qt.ItemDataRole.TextAlignmentRole and column in self._right:
            return int(_RIGHT)
        return None


class PlainView(ColumnedTable):
    """The table of such lines; its columns go by their heads."""

    def __init__(self, theme: Theme, rows: PlainRows) -> None:
        super().__init__(theme)
        self.rows = rows
        self.order = ""
        """The column a hand had the lines sorted by, as lists say it: ``-`` before what falls."""
        self.typed: Mapping[str, str] = {}
        self.spares: tuple[int, ...] = ()
        """The columns that are put away where there is no room for all, by their number among the heads."""
        self.shares: tuple[float, ...] = ()
        """How the columns share what room is left, by their number among the heads."""
        self.has_boxes = False
        """Whether words can be typed over the columns."""
        self.setModel(rows)
        self.take_heads()
        self.dragged.connect(self._drag)

    def column_names(self) -> Sequence[str]:
        names = column_names(self.rows.heads)
        return [names[place] for place in self.rows.places]

    def show_heads(self) -> None:
        names, heads = self.column_names(), self.rows.heads
        titles = [heads[place] for place in self.rows.places]
        self.heads.set_columns(names, titles, [bool(title) and self.has_boxes for title in titles])
        self.heads.set_words(self.typed)

    def sorted_by(self) -> tuple[str, bool]:
        return bare_name(self.order), self.order.startswith(FALLING)

    def fit_columns(self) -> None:
        shares, places = self.shares, self.rows.places
        self.spared = tuple(places.index(head) for head in self.spares if head in places)
        self.rest_shares = tuple(shares[place] for place in self.rows.places if place < len(shares))
        super().fit_columns()

    def _drag(self, names: Sequence[str]) -> None:
        every = column_names(self.rows.heads)
        self.rows.arrange([every.index(name) for name in names])


def column_names(heads: Sequence[str]) -> list[str]:
    """What columns are called: their heads, numbered where two are the same or one says nothing."""
    found: list[str] = []
    for at, head in enumerate(heads):
        found.append(f"{head}{at}" if not head or head in found else head)
    return found


class PlainTable(QStackedWidget):
    """A table of lines; without any, a picture and a sentence. ``widths`` say how the columns share
    the room that is left when all words are whole, ``spared`` which are put away where there is none.

    ``chosen`` tells the line the cursor is on, ``opened`` the one a double click or Enter was made on.
    """

    chosen = Signal(object)
    opened = Signal(object)

    def __init__(
        self,
        theme: Theme,
        heads: Sequence[str],
        widths: Sequence[int] = (),
        *,
        right: Sequence[int] = (),
        spared: Sequence[int] = (),
        empty: tuple[str, str] = ("table", "这里还没有内容"),
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self.model = PlainRows(heads, right)
        self.view = PlainView(theme, self.model)
        self.view.shares, self.view.spares = tuple(map(float, widths)), tuple(spared)
        self.view.fit_columns()
        self.view.setAccessibleName(name or "、".join(heads))
        self.view.setSelectionMode(TableView.SelectionMode.SingleSelection)
        self.view.selectionModel().currentRowChanged.connect(lambda now, _: self._tell_chosen(now.row()))
        self.view.opened.connect(lambda index: self.opened.emit(self.model.lines[index.row()]))
        self.view.opens = self._opens
        self.more_verbs: Callable[[], Sequence[RowVerb]] = tuple
        """What can be done with the list as a whole, at the end of a row's menu."""
        self.view.ends = lambda: self.more_verbs()
        self.addWidget(self.view)
        self._empty: EmptyState | None = None
        self.set_empty(*empty)
        self.setMinimumHeight(theme.unit(_LEAST))

    def set_empty(self, icon: str, sentence: str, hint: str = "") -> None:
        """What stands there while there is no line."""
        if self._empty is not None:
            self.removeWidget(self._empty)
            self._empty.deleteLater()
        self._empty = EmptyState(self._theme, icon, sentence, hint=hint)
        self.addWidget(self._empty)
        self._turn()

    def show_lines(self, lines: Sequence[PlainLine], heads: Sequence[str] | None = None) -> None:
        """Show other lines; the cursor stands on the first."""
        self.model.show(lines, heads)
        self._turn()
        if self.model.lines:
            self.view.selectRow(0)
        else:
            self.chosen.emit(None)

    def stand_whole(self, whole: bool) -> None:
        """Be as high as the lines are, where the page around scrolls anyhow."""
        lines = self.view.horizontalHeader().height() + len(self.model.lines) * self._theme.click_height
        self.setMinimumHeight(max(self._theme.unit(_LEAST), lines if whole else 0))

    def line(self) -> PlainLine | None:
        """The line that is chosen."""
        rows = self.view.selected_rows()
        return self.model.lines[rows[0]] if rows else None

    def choose(self, row: int) -> None:
        """Put the cursor on a line, by its number among those that were shown."""
        line = self.model.given[row]
        at = next((at for at, one in enumerate(self.model.lines) if one is line), None)
        if at is not None:
            self.view.selectRow(at)

    def _opens(self) -> bool:
        """Whether the page opens anything by a double click: the table itself listens once."""
        lines, rows = SIGNAL("opened(PyObject)"), SIGNAL("opened(QModelIndex)")
        return self.receivers(lines) > 0 or self.view.receivers(rows) > 1  # type: ignore[arg-type]

    def _turn(self) -> None:
        if self.model.given:
            self.setCurrentWidget(self.view)
        elif self._empty is not None:
            self.setCurrentWidget(self._empty)

    def _tell_chosen(self, row: int) -> None:
        self.chosen.emit(self.model.lines[row] if 0 <= row < len(self.model.lines) else None)
