"""Short lists that are no register: lines of words in a table, with an empty place that says what to do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import SIGNAL, QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop_app.views.look.theme import Theme
from desktop_app.views.parts.cards import EmptyState
from desktop_app.views.parts.table import TONE_ROLE, TableView, cell_width

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
    """Lines under ``heads``; the columns in ``right`` hold figures."""

    def __init__(self, heads: Sequence[str], right: Sequence[int] = ()) -> None:
        super().__init__()
        self._heads, self._right = tuple(heads), frozenset(right)
        self.lines: list[PlainLine] = []

    def show(self, lines: Sequence[PlainLine], heads: Sequence[str] | None = None) -> None:
        """Show other lines, under other heads where those are given."""
        self.beginResetModel()
        self.lines = list(lines)
        if heads is not None:
            self._heads = tuple(heads)
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._heads)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line, column = self.lines[index.row()], index.column()
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
        if orientation != Qt.Orientation.Horizontal or section >= len(self._heads):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._heads[section]
        if role == Qt.ItemDataRole.TextAlignmentRole and section in self._right:
            return int(_RIGHT)
        return None


class PlainTable(QStackedWidget):
    """A table of lines; without any, a picture and a sentence. ``widths`` say how the columns share
    the room that is left when all words are whole.

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
        empty: tuple[str, str] = ("table", "这里还没有内容"),
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self.model = PlainRows(heads, right)
        self.view = TableView(theme, shares_room=True)
        self.view.rest_shares = tuple(map(float, widths))
        self.view.setModel(self.model)
        self.view.setAccessibleName(name or "、".join(heads))
        self.view.setSelectionMode(TableView.SelectionMode.SingleSelection)
        self.view.selectionModel().currentRowChanged.connect(lambda now, _: self._tell_chosen(now.row()))
        self.view.opened.connect(lambda index: self.opened.emit(self.model.lines[index.row()]))
        self.view.opens = self._opens
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
        if lines:
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
        """Put the cursor on a line."""
        self.view.selectRow(row)

    def scroll_columns(self, widest: int = 220) -> None:
        """Make every column as wide as its words, at most ``widest`` units, scrolled where they end."""
        for column in range(self.model.columnCount()):
            words = [str(self.model.headerData(column, Qt.Orientation.Horizontal))]
            words += [line.cells[column] for line in self.model.lines]
            wide = max(cell_width(self._theme, one) for one in words)
            self.view.hand_widths[column] = min(wide, self._theme.unit(widest))
        self.view.fit_columns()

    def _opens(self) -> bool:
        """Whether the page opens anything by a double click: the table itself listens once."""
        lines, rows = SIGNAL("opened(PyObject)"), SIGNAL("opened(QModelIndex)")
        return self.receivers(lines) > 0 or self.view.receivers(rows) > 1  # type: ignore[arg-type]

    def _turn(self) -> None:
        if self.model.lines:
            self.setCurrentWidget(self.view)
        elif self._empty is not None:
            self.setCurrentWidget(self._empty)

    def _tell_chosen(self, row: int) -> None:
        self.chosen.emit(self.model.lines[row] if 0 <= row < len(self.model.lines) else None)
