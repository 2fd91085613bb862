"""The table of 各支部报送: the totals first, then a branch a row, a month a cell, its packages at the end."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QTableView

from desktop_app.base.periods import Month
from desktop_app.base.search_words import SearchWords
from desktop_app.duties.summaries.branch_months import (
    MONTHS,
    BranchMonthSum,
    BranchRow,
    BranchYear,
    MonthCell,
    Reported,
)
from desktop_app.duties.summaries.handing_over import LONGEST_WAIT
from desktop_app.views.look.theme import Theme
from desktop_app.views.page_parts.cell_table import BOLD_ROLE, FAINT_ROLE, CellModel, CellTable, Index
from desktop_app.views.parts.table import TONE_ROLE

FIRST_MONTH, HANDED = 1, 13
# Units in which the heading of two characters is whole.
_HEAD = 60
_HEADS = ("支部", *(f"{n}月" for n in range(1, MONTHS + 1)), "回执")
# Units of the name's column; the others are as wide as their longest words.
_NAME = 120
# Signs a shared beginning has at least, before it is left out.
_TELLS_NOTHING = 4
_LONGEST, _LONGEST_WAIT = "未报365天", "365 天"
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_MIDDLE = int(Qt.AlignmentFlag.AlignCenter)


@dataclass(frozen=True)
class BranchSpot:
    """One place of the table: its row (None for the totals), its month (None for the other columns)."""

    row: BranchRow | None
    month: Month | None
    column: int
    sum: BranchMonthSum | None = None

    @property
    def cell(self) -> MonthCell | None:
        """The branch's month there."""
        if self.row is None or self.month is None:
            return None
        return self.row.cells[self.column - FIRST_MONTH]


class BranchModel(CellModel):
    """The rows of one year, narrowed to those that are looked for; strings are made when they are read."""

    def __init__(self) -> None:
        super().__init__()
        self.year: BranchYear | None = None
        self.rows: list[BranchRow] = []
        self._shared = 0

    def show(self, year: BranchYear, sought: SearchWords, only_late: Month | None) -> None:
        """Show a year: the branches that are sought, of them those late with a month where one is named."""
        self.beginResetModel()
        self.year = year
        self._shared = shared_beginning([one.name for one in year.rows])
        late = None if only_late is None else {one.office for one in year.late(only_late)}
        self.rows = [
            one
            for one in year.rows
            if (late is None or one.office in late) and sought.fit(one.office, (one.name,))
        ]
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        return 0 if parent.isValid() or self.year is None else len(self.rows) + 1

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(_HEADS)

    def spot(self, index: Index) -> BranchSpot:
        row = self.rows[index.row() - 1] if index.row() else None
        at = index.column() - FIRST_MONTH
        if self.year is None or not 0 <= at < MONTHS:
            return BranchSpot(row, None, index.column())
        total = self.year.sums[at]
        return BranchSpot(row, total.month, index.column(), total)

    def index_of(self, office: str, month: Month) -> QModelIndex:
        """Where a branch's month stands, the totals for ''; an invalid index for one not in sight."""
        at = next((n for n, row in enumerate(self.rows, 1) if row.office == office), 0)
        if office and not at:
            return QModelIndex()
        return self.index(at, FIRST_MONTH + month.month - 1)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        spot = self.spot(index)
        cell = spot.cell
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words(spot)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            name = spot.row.name if spot.row is not None else "合计"
            handed = spot.row.receipt_words if spot.row is not None and spot.column == HANDED else ""
            return f"{name}　{cell.told if cell is not None else handed or self._words(spot)}"
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _LEFT if index.column() in (0, HANDED) else _MIDDLE
        if role == BOLD_ROLE:
            return spot.row is None
        if role == TONE_ROLE:
            if spot.column == HANDED and spot.row is not None and spot.row.unanswered:
                return "overdue" if spot.row.waits > LONGEST_WAIT else "due"
            quiet = cell is None or cell.state in (Reported.OUTSIDE, Reported.RUNNING)
            return None if quiet else cell.state.tone  # type: ignore[union-attr]
        if role == FAINT_ROLE:
            return cell is not None and cell.state in (Reported.OUTSIDE, Reported.RUNNING)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return _HEADS[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _LEFT if section in (0, HANDED) else _MIDDLE
        return None

    def _words(self, spot: BranchSpot) -> str:
        row, cell = spot.row, spot.cell
        if row is None:
            if spot.column == 0:
                return f"合计　{len(self.rows)} 个"
            return spot.sum.words if spot.sum is not None else ""
        if cell is not None:
            # The word of a month whose day has not come stands in no cell: there would be hundreds of them.
            return "" if cell.state is Reported.RUNNING else cell.word
        return (
            row.receipt_words.removeprefix("等回执 ") if spot.column == HANDED else row.name[self._shared :]
        )


def shared_beginning(names: Sequence[str]) -> int:
    """How many signs all names begin with, where they say nothing: the column shows what differs.

    A committee's branches all begin with its own name (中共青石街道…), and it is cut behind that.
    """
    ends = (min(names), max(names)) if len(names) > 1 else ("", "")
    shared = next((at for at, (one, other) in enumerate(zip(*ends, strict=False)) if one != other), 0)
    return shared if shared >= _TELLS_NOTHING and all(len(name) > shared + 1 for name in names) else 0


def _units(theme: Theme, words: str) -> int:
    """The units a column takes in which a pill with these words is whole: narrower than a pill by itself."""
    return math.ceil((theme.text_width(words, -1) + theme.unit(12) + 1) * 100 / theme.unit(100))


class BranchTable(CellTable):
    """The table of a year; ``asked`` tells a ``BranchSpot``."""

    def __init__(self, theme: Theme) -> None:
        self.grid = BranchModel()
        month, wait = _units(theme, _LONGEST), max(_units(theme, _LONGEST_WAIT), _HEAD)
        widths = (_NAME, *(month,) * MONTHS, wait)
        super().__init__(theme, self.grid, "各支部报送情况", widths, range(FIRST_MONTH, HANDED))
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)

    def show_until(self, last: Month | None) -> None:
        """Show the months up to ``last``, all of them for None: of those to come there is nothing to tell."""
        for month in range(1, MONTHS + 1):
            self.setColumnHidden(FIRST_MONTH + month - 1, last is not None and month > last.month)
        self.share_room()

    def spot(self) -> BranchSpot | None:
        """The chosen place."""
        index = self.currentIndex()
        return self.grid.spot(index) if index.isValid() else None
