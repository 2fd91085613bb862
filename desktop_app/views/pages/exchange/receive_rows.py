"""The received records as rows of the preview: read where they are in sight, ticked where they are taken."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from desktop_app.records.transfer import CONFLICTS, TAKEN, UNTOUCHED, MergeOutcome, PlanLine
from desktop_app.views.parts.table import TONE_ROLE

TICKED, LEFT_OUT, SOME = "✓", "□", "◪"
HEADS = ("", "结果", "台账", "名称", "内容")
PAGE_ROWS, _KEPT_PAGES = 64, 24
_Index = QModelIndex | QPersistentModelIndex
_TOP = QModelIndex()
_MOST_CHANGES = 3


class Kind(Enum):
    """What a person filters the preview by, with its word, the tone of its mark and the outcomes in it."""

    NEW = ("新增", "done", (MergeOutcome.NEW,))
    UPDATED = ("修改", "going", (MergeOutcome.UPDATED,))
    REMOVED = ("删除", "due", (MergeOutcome.REMOVED,))
    CONFLICT = ("冲突", "due", CONFLICTS)
    REFUSED = ("不接受", "overdue", (MergeOutcome.REFUSED,))
    SAME = ("不变", "plain", UNTOUCHED)

    def __init__(self, word: str, tone: str, outcomes: tuple[MergeOutcome, ...]) -> None:
        self.word, self.tone, self.outcomes = word, tone, outcomes


KIND_OF = {outcome: kind for kind in Kind for outcome in kind.outcomes}


@dataclass(frozen=True, slots=True)
class Received:
    """A received record as the preview knows it before it is read: from which package, what becomes of it."""

    package: int
    register: str
    uid: str
    outcome: MergeOutcome
    reason: str = ""
    remarks: str = ""

    @property
    def kind(self) -> Kind:
        """What a person filters it by."""
        return KIND_OF[self.outcome]

    @property
    def place(self) -> tuple[str, str]:
        """The record by register and uid."""
        return self.register, self.uid

    @property
    def verdict(self) -> tuple[str, str, MergeOutcome, str, str]:
        """It as the staged package keeps it."""
        return self.register, self.uid, self.outcome, self.reason, self.remarks

    @property
    def is_taken(self) -> bool:
        """Whether accepting would write it, so that it can be left out."""
        return self.outcome in TAKEN


ReadLines = Callable[[Sequence[Received]], Sequence[PlanLine]]


class ReceivedRows(QAbstractTableModel):
    """Rows of received records; the words of a page of them are read when it comes into sight."""

    def __init__(self, titles: Callable[[str], str]) -> None:
        """``titles`` says what a register is called."""
        super().__init__()
        self._titles = titles
        self._read: ReadLines = lambda found: []
        self._pages: OrderedDict[int, Sequence[PlanLine]] = OrderedDict()
        self.shown: Sequence[Received] = ()
        self.left_out: set[tuple[str, str]] = set()

    def show(self, shown: Sequence[Received], read: ReadLines, left_out: set[tuple[str, str]]) -> None:
        """Show other records; ``left_out`` are those without a tick, turned here."""
        self.beginResetModel()
        self.shown, self._read, self.left_out = shown, read, left_out
        self._pages.clear()
        self.endResetModel()

    def line(self, row: int) -> PlanLine:
        """A record in words."""
        at, within = divmod(row, PAGE_ROWS)
        if at not in self._pages:
            self._pages[at] = self._read(self.shown[at * PAGE_ROWS : (at + 1) * PAGE_ROWS])
            if len(self._pages) > _KEPT_PAGES:
                self._pages.popitem(last=False)
        return self._pages[at][within]

    def turn(self, row: int) -> None:
        """Take the tick of a record away, or give it back; what is not taken has none."""
        if self.shown[row].is_taken:
            self.left_out ^= {self.shown[row].place}
            self.ticks_changed()

    def ticks_changed(self) -> None:
        """Draw the ticks anew."""
        if self.shown:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.shown) - 1, 0))

    def rowCount(self, parent: _Index = _TOP) -> int:
        return 0 if parent.isValid() else len(self.shown)

    def columnCount(self, parent: _Index = _TOP) -> int:
        return 0 if parent.isValid() else len(HEADS)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = index.row(), index.column()
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._words(row, column)
        if role == TONE_ROLE:
            return self._tone(row, column)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return HEADS[section]
        return None

    def _words(self, row: int, column: int) -> str:
        one = self.shown[row]
        if column == 0:
            return "" if not one.is_taken else LEFT_OUT if one.place in self.left_out else TICKED
        if column == 1:
            return KIND_OF[one.outcome].word
        if column == 2:
            return self._titles(one.register)
        line = self.line(row)
        return line.heading if column == 3 else content_words(line)

    def _tone(self, row: int, column: int) -> str | None:
        one = self.shown[row]
        if column == 0:
            return "done" if one.is_taken and one.place not in self.left_out else None
        return KIND_OF[one.outcome].tone if column == 1 else None


def content_words(line: PlanLine) -> str:
    """What a row says of its record: why it is not taken, what the rules remark, old → new of its boxes."""
    if line.reason:
        return line.reason
    told = [f"提醒：{remark.rstrip('。')}" for remark in line.remarks[:1]]
    if line.outcome is MergeOutcome.NEW:
        told += [f"{one.title} {one.new}" for one in line.changes[:_MOST_CHANGES] if one.new]
    else:
        told += [change_words(one.title, one.old, one.new) for one in line.changes[:_MOST_CHANGES]]
    more = len(line.changes) - _MOST_CHANGES
    return "；".join(told) + (f"；另 {more} 栏" if more > 0 else "")


def all_words(line: PlanLine) -> list[str]:
    """Every box of a record in a line of its own."""
    if line.outcome is MergeOutcome.NEW:
        return [f"{one.title}：{one.new}" for one in line.changes if one.new]
    return [change_words(one.title, one.old, one.new) for one in line.changes]


def change_words(title: str, old: str, new: str) -> str:
    """One box in a line: 手机 139… → 138…, the empty told as such."""
    return f"{title}：{old or '（空）'} → {new or '（空）'}"
