"""The year's appraisal as a grid filled by keys: figures are typed where the cursor is, Enter goes on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent

from desktop_app.duties.organization_life.appraisal import GRADES, AppraisalRow
from desktop_app.registers.organization_life.appraisals import BALLOTS
from desktop_app.views.look.theme import Theme
from desktop_app.views.parts.column_room import Wish
from desktop_app.views.parts.table import TONE_ROLE, TableView, cell_width

NAME, KIND, SELF, FIRST, SUM, GRADE, STATE = 0, 1, 2, 3, 7, 8, 9
HEADS = ("姓名", "类别", "自评", "优秀", "合格", "基本", "不合格", "合计", "等次", "")
_TONES = {GRADES[0]: "done", GRADES[1]: "plain", GRADES[2]: "due", GRADES[3]: "overdue"}
_MOST_DIGITS = 4
_Index = QModelIndex | QPersistentModelIndex


class AppraisalModel(QAbstractTableModel):
    """The rows of the year; ``touched`` tells the uid of a member whose appraisal a key changed."""

    touched = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[AppraisalRow] = []
        self.faults: dict[str, str] = {}
        self.dirty: set[str] = set()
        self.returned: int | None = None

    def show(self, rows: Sequence[AppraisalRow]) -> None:
        """Show these; what is typed and not saved stays in place of what was read."""
        typed = {one.member.uid: one for one in self.rows if one.member.uid in self.dirty}
        self.beginResetModel()
        self.rows = [typed.get(one.member.uid, one) for one in rows]
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(HEADS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return HEADS[section]
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row, column = self.rows[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words(row, column)
        if role == TONE_ROLE:
            return self._tone(row, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self.faults.get(row.member.uid, "")
        if role == Qt.ItemDataRole.TextAlignmentRole and FIRST <= column <= SUM:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None

    def _words(self, row: AppraisalRow, column: int) -> str:
        made = row.appraisal
        if column == NAME:
            return row.member.name or ""
        if column == KIND:
            return "正式" if row.graded else "预备"
        if column == SELF:
            return "有" if made.self_rating else "没有"
        if FIRST <= column < SUM:
            value = getattr(made, BALLOTS[column - FIRST])
            return "" if value is None else str(value)
        if column == SUM:
            return "" if row.cast is None else str(row.cast)
        if column == GRADE:
            return (made.grade or "") if row.graded else "不评等次"
        return self._state(row)

    def _state(self, row: AppraisalRow) -> str:
        if row.member.uid in self.faults:
            return "有误"
        if row.cast is not None and self.returned is not None and row.cast != self.returned:
            return f"差 {self.returned - row.cast} 张" if row.cast < self.returned else "票多了"
        return "没保存" if row.member.uid in self.dirty else ""

    def _tone(self, row: AppraisalRow, column: int) -> str | None:
        if column == GRADE and row.graded and row.appraisal.grade:
            return _TONES[row.appraisal.grade]
        if column == STATE and (words := self._state(row)):
            return "overdue" if words == "有误" else "due"
        return None

    # -- typing ----------------------------------------------------------------------------------------

    def type_key(self, index: _Index, digit: str, *, anew: bool) -> str:
        """Take a figure typed on a cell; gives a sentence where the cell takes none."""
        row, column = self.rows[index.row()], index.column()
        if FIRST <= column < SUM:
            box = BALLOTS[column - FIRST]
            before = getattr(row.appraisal, box)
            words = ("" if anew or before is None else str(before)) + digit
            setattr(row.appraisal, box, int(words[-_MOST_DIGITS:]))
        elif column == GRADE:
            if not row.graded:
                return f"{row.member.name}是预备党员，参加评议，不评等次。"
            if digit not in "1234":
                return "等次按 1 优秀、2 合格、3 基本合格、4 不合格。"
            row.appraisal.grade = GRADES[int(digit) - 1]
        else:
            return ""
        self.mark(row.member.uid)
        return ""

    def clear(self, index: _Index) -> None:
        """Empty a cell."""
        row, column = self.rows[index.row()], index.column()
        if FIRST <= column < SUM:
            setattr(row.appraisal, BALLOTS[column - FIRST], None)
        elif column == GRADE:
            row.appraisal.grade = None
        else:
            return
        self.mark(row.member.uid)

    def mark(self, uid: str) -> None:
        """Note that an appraisal was changed and is not saved."""
        self.dirty.add(uid)
        self.faults.pop(uid, None)
        self.tell(uid)
        self.touched.emit(uid)

    def tell(self, uid: str) -> None:
        """Draw the row of a member again."""
        at = next((n for n, one in enumerate(self.rows) if one.member.uid == uid), None)
        if at is not None:
            self.dataChanged.emit(self.index(at, 0), self.index(at, len(HEADS) - 1))


_TO_COME = {GRADE: GRADES, STATE: ("没保存", "票多了")}


class AppraisalGrid(TableView):
    """The grid; ``refused`` tells why a key was not taken, ``walked`` the uid the cursor is on."""

    refused = Signal(str)
    walked = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, shares_room=True)
        # Counts of two digits stand in narrow columns, and what is amiss, the last, takes what is left.
        self.horizontalHeader().setMinimumSectionSize(theme.unit(48))
        self.spared = (KIND, SELF, SUM)
        self.rest_shares = (*(0.0,) * GRADE, 0.0, 1.0)
        self.grid = AppraisalModel()
        self.setModel(self.grid)
        self.setAccessibleName("民主评议：票数和等次")
        self.setSelectionMode(TableView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(TableView.SelectionBehavior.SelectItems)
        self._begun = False
        self.selectionModel().currentChanged.connect(self._walk)

    def _wish(self, column: int) -> Wish:
        """What is typed later has its room before it is."""
        wish, longest = super()._wish(column), max(_TO_COME.get(column, ("",)), key=len)
        if not longest:
            return wish
        wide = cell_width(self._theme, longest, is_pill=True)
        return replace(wish, most=max(wide, wish.most), usual=max(wide, wish.usual))

    def go_to(self, uid: str, column: int = FIRST) -> None:
        """Put the cursor on a member."""
        at = next((n for n, one in enumerate(self.grid.rows) if one.member.uid == uid), None)
        if at is not None:
            self.setCurrentIndex(self.grid.index(at, column))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index, key, text = self.currentIndex(), event.key(), event.text()
        if index.isValid() and text.isdecimal() and text.isascii():
            words = self.grid.type_key(index, text, anew=not self._begun)
            self._begun = not words
            if words:
                self.refused.emit(words)
            elif index.column() == GRADE:
                self._on(index)
        elif index.isValid() and key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.grid.clear(index)
        elif index.isValid() and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on(index)
        else:
            super().keyPressEvent(event)

    def _on(self, index: QModelIndex) -> None:
        """To the next cell that is filled: the next count, then the grade, then the next member's."""
        row, column = index.row(), index.column()
        if FIRST - 1 <= column < SUM - 1:
            column += 1
        elif column < GRADE and self.grid.rows[row].graded:
            column = GRADE
        else:
            row, column = row + 1, FIRST
        if row < len(self.grid.rows):
            self.setCurrentIndex(self.grid.index(row, column))

    def _walk(self, now: QModelIndex, before: QModelIndex) -> None:
        self._begun = False
        if now.isValid() and (not before.isValid() or before.row() != now.row()):
            self.walked.emit(self.grid.rows[now.row()].member.uid)
