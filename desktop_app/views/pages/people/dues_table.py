"""The twelve-month grid of dues on the screen: the totals first, then a member a row, a month a cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from desktop_app.base.periods import Month
from desktop_app.duties.people.dues import DuesCell, DuesRow, Paid
from desktop_app.duties.people.dues_year import MonthSum
from desktop_app.views.look.theme import Theme
from desktop_app.views.page_parts.frozen_column import FrozenColumn
from desktop_app.views.parts.status import paint_pill, pill_size
from desktop_app.views.parts.table import TONE_ROLE

_Index = QModelIndex | QPersistentModelIndex
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
FAINT_ROLE = int(Qt.ItemDataRole.UserRole) + 41
BOLD_ROLE = int(Qt.ItemDataRole.UserRole) + 42


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
    return f"{amount:,.2f}" if amount else ""


class DuesModel(QAbstractTableModel):
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

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        return 0 if parent.isValid() or not self.rows else len(self.rows) + 1

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(_HEADS)

    def spot(self, index: _Index) -> DuesSpot:
        """What stands at an index."""
        row = self.rows[index.row() - 1] if index.row() else None
        at = index.column() - FIRST_MONTH
        month = self.sums[at].month if 0 <= at < len(self.sums) else None
        return DuesSpot(row, month, index.column())

    def index_of(self, member: str, month: Month) -> QModelIndex:
        """Where a member's month stands; an invalid index for one not in sight."""
        at = next((n for n, row in enumerate(self.rows, 1) if row.member == member), 0)
        return self.index(at, FIRST_MONTH + month.month - 1) if at else QModelIndex()

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
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


class _CellDelegate(QStyledItemDelegate):
    """Paints a cell of the grid close-set: a chosen one is framed, a state stands as a pill."""

    def __init__(self, theme: Theme, view: QTableView) -> None:
        super().__init__(view)
        self._theme = theme

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        theme, colours = self._theme, self._theme.colours
        area: QRect = option.rect  # type: ignore[attr-defined]
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        bold = bool(index.data(BOLD_ROLE))
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, QColor(colours.choice))
        elif bold:
            painter.fillRect(area, QColor(colours.band))
        painter.setPen(QPen(QColor(colours.line)))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        painter.drawLine(area.topRight(), area.bottomRight())
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(colours.focus), 2))
            painter.drawRect(area.adjusted(1, 1, -2, -2))
        text = index.data(Qt.ItemDataRole.DisplayRole)
        if not text:
            return
        tone = index.data(TONE_ROLE)
        if tone:
            size = pill_size(theme, text)
            width = min(size.width(), area.width() - theme.unit(4))
            spot = QRectF(0, 0, width, size.height())
            spot.moveCenter(QRectF(area).center())
            paint_pill(painter, theme, spot, text, tone)
            return
        # The sums of the months are the longest numbers and stand in the narrowest columns.
        tight = bold and index.column() >= FIRST_MONTH
        painter.setFont(theme.font(-2 if tight else -1 if index.column() else 0, bold=bold))
        painter.setPen(QColor(colours.text_faint if index.data(FAINT_ROLE) else colours.text))
        side = theme.unit(2 if tight else 4)
        room = area.adjusted(side, 0, -side, 0)
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, index.data(Qt.ItemDataRole.TextAlignmentRole), shown)


class DuesTable(QTableView):
    """Cells to choose, one or many; ``asked`` tells that a spot was opened, ``chosen`` that others are."""

    asked = Signal(object)
    chosen = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.grid = DuesModel()
        self.setModel(self.grid)
        self.setItemDelegate(_CellDelegate(theme, self))
        self.setAccessibleName("党费十二个月收缴表")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(theme.unit(32))
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setMinimumSectionSize(theme.unit(48))
        head.setFixedHeight(theme.unit(38))
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setSectionsClickable(True)
        self.selectionModel().selectionChanged.connect(lambda *_: self.chosen.emit())
        self.names = FrozenColumn(self)

    def spots(self) -> list[DuesSpot]:
        """The chosen places, from top to bottom."""
        found = sorted(self.selectedIndexes(), key=lambda index: (index.row(), index.column()))
        return [self.grid.spot(index) for index in found]

    def choose(self, member: str, month: Month) -> None:
        """Choose a member's month and bring it into sight."""
        index = self.grid.index_of(member, month)
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The months share what room there is."""
        super().resizeEvent(event)
        unit = self._theme.unit
        widths = [unit(width) for width in _WIDTHS]
        spare = (self.viewport().width() - sum(widths)) // 12
        for column, width in enumerate(widths):
            month = FIRST_MONTH <= column < PAID_COLUMN
            self.setColumnWidth(column, width + (max(0, spare) if month else 0))
        self.names.lay_over()

    def scrollTo(
        self, index: _Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        """Into sight, and not under the names that stay in place."""
        if not index.isValid():
            return
        if index.column() == 0 and self.names.covered():
            # The name is in sight anyhow: only its row is looked for.
            index = self.grid.index(index.row(), self.columnAt(self.names.covered()))
        super().scrollTo(index, hint)
        hidden = self.names.covered() - self.visualRect(index).left()
        if hidden > 0:
            bar = self.horizontalScrollBar()
            bar.setValue(bar.value() - hidden)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.asked.emit(self.grid.spot(self.currentIndex()))
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid():
            self.asked.emit(self.grid.spot(index))
