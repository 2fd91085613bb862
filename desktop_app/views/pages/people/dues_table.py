"""The twelve-month grid of dues on the screen: the totals first, then a member a row, a month a cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from PySide6.QtCore import QModelIndex, Qt

from desktop_app.base.periods import Month
from desktop_app.duties.people.dues import DuesCell, DuesRow, Paid
from desktop_app.duties.people.dues_year import MonthSum
from desktop_app.views.look.theme import Theme
from desktop_app.views.page_parts.cell_table import (
    BOLD_ROLE,
    FAINT_ROLE,
    TIGHT_ROLE,
    CellModel,
    CellTable,
    Index,
)
from desktop_app.views.parts.table import TONE_ROLE

FIRST_MONTH, PAID_COLUMN, OWED_COLUMN = 3, 15, 16
_HEADS = ("姓名", "计费类别", "每月", *(f"{n}月" for n in range(1, 13)), "实交", "欠交")
# Units: name, kind, standard, a month, the two sums.
_WIDTHS = (70, 96, 62, *(58,) * 12, 78, 66)
_WORDS = {
    Paid.UNPAID: "未交",
    Paid.PART: "少交",
    Paid.UNASSESSED: "未核定",
    Paid.FREE: "免交",
    Paid.OUTSIDE: "—",
}
_TONES = {Paid.UNPAID: "overdue", Paid.PART: "due", Paid.UNASSESSED: "draft"}
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_MIDDLE = int(Qt.AlignmentFlag.AlignCenter)


@dataclass(frozen=True)
class DuesSpot:
    """One place of the grid: its row (None for the totals), its month (None for the other columns)."""

    row: DuesRow | None
    month: Month | None
    column: int

    @property
    def cell(self) -> DuesCell | None:
        """The member's month there."""
        if self.row is None or self.month is None:
            return None
        return self.row.cells[self.column - FIRST_MONTH]


def money(amount: Decimal) -> str:
    """15.00, nothing for 0."""
    return f"{amount:.2f}" if amount else ""


class DuesModel(CellModel):
    """The rows of one year; strings are made when they are read."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[DuesRow] = []
        self.sums: tuple[MonthSum, ...] = ()

    def show(self, rows: Sequence[DuesRow], sums: Sequence[MonthSum]) -> None:
        """Show other rows, and above them the months summed up."""
        self.beginResetModel()
        self.rows, self.sums = list(rows), tuple(sums)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        return 0 if parent.isValid() or not self.rows else len(self.rows) + 1

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(_HEADS)

    def spot(self, index: Index) -> DuesSpot:
        """What stands at an index."""
        row = self.rows[index.row() - 1] if index.row() else None
        at = index.column() - FIRST_MONTH
        month = self.sums[at].month if 0 <= at < len(self.sums) else None
        return DuesSpot(row, month, index.column())

    def index_of(self, member: str, month: Month) -> QModelIndex:
        """Where a member's month stands; an invalid index for one not in sight."""
        at = next((n for n, row in enumerate(self.rows, 1) if row.member == member), 0)
        return self.index(at, FIRST_MONTH + month.month - 1) if at else QModelIndex()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        spot = self.spot(index)
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words(spot)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._spoken(spot)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _align(index.column(), spot.cell)
        if role == BOLD_ROLE:
            return spot.row is None
        if role == TIGHT_ROLE:
            return index.column() >= FIRST_MONTH
        cell = spot.cell
        if role == TONE_ROLE and cell is not None:
            return _TONES.get(cell.state)
        if role == FAINT_ROLE:
            return cell is not None and cell.state in (Paid.FREE, Paid.OUTSIDE)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return _HEADS[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _align(section, None)
        if role == Qt.ItemDataRole.ToolTipRole and FIRST_MONTH <= section < PAID_COLUMN:
            return "点一下选中整月，再点“记收党费”"
        return None

    def _words(self, spot: DuesSpot) -> str:
        if spot.row is None:
            return self._total(spot)
        if spot.cell is not None:
            return _WORDS.get(spot.cell.state, money(spot.cell.paid))
        row = spot.row
        return (
            row.name if spot.column == 0
            else row.payer_kind or "未核定" if spot.column == 1
            else _standard(row) if spot.column == 2
            else money(row.paid if spot.column == PAID_COLUMN else row.owed)
        )  # fmt: skip

    def _total(self, spot: DuesSpot) -> str:
        if spot.column == 0:
            return "合计"
        if spot.column == 1:
            return f"{len(self.rows)} 人"
        if spot.month is not None:
            return money(Decimal(self.sums[spot.column - FIRST_MONTH].paid.value)).replace(",", "")
        if spot.column in (PAID_COLUMN, OWED_COLUMN):
            paid = spot.column == PAID_COLUMN
            return money(sum((row.paid if paid else row.owed for row in self.rows), Decimal(0)))
        return ""

    def _spoken(self, spot: DuesSpot) -> str:
        cell = spot.cell
        if spot.row is None or cell is None:
            return f"{_HEADS[spot.column]} {self._words(spot)}"
        told = f"{spot.row.name} {cell.month.chinese()}：{cell.state.value}"
        if cell.state in (Paid.OUTSIDE, Paid.UNASSESSED, Paid.FREE):
            return told
        signed = "" if cell.signed or not cell.payment else "，本人还没有签字"
        return f"{told}，应交 {cell.due:.2f} 元，实交 {cell.paid:.2f} 元{signed}"


def _standard(row: DuesRow) -> str:
    """What the last month assessed asks."""
    asked = [cell.due for cell in row.cells if cell.state not in (Paid.OUTSIDE, Paid.UNASSESSED)]
    return money(asked[-1]) if asked else ""


def _align(column: int, cell: DuesCell | None) -> int:
    if column < 2:
        return _LEFT
    if cell is not None and cell.state in _WORDS:
        return _MIDDLE
    return _RIGHT


class DuesTable(CellTable):
    """The grid of a year; ``asked`` tells a ``DuesSpot``."""

    def __init__(self, theme: Theme) -> None:
        self.grid = DuesModel()
        super().__init__(theme, self.grid, "党费十二个月收缴表", _WIDTHS, range(FIRST_MONTH, PAID_COLUMN))

    def spots(self) -> list[DuesSpot]:
        """The chosen places, from top to bottom."""
        found = sorted(self.selectedIndexes(), key=lambda index: (index.row(), index.column()))
        return [self.grid.spot(index) for index in found]

    def choose(self, member: str, month: Month) -> None:
        """Choose a member's month and bring it into sight."""
        self.go_to(self.grid.index_of(member, month))
