"""Told before a new record is saved: what stands in the file, or in its bin, that is or may be the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop_app.records.base import Record
from desktop_app.records.record import Register
from desktop_app.storage.likely_same import Same, same_as
from desktop_app.storage.namesakes import listed
from desktop_app.views.parts.buttons import PlainButton
from desktop_app.views.parts.dialogs import FittedDialog
from desktop_app.views.parts.labels import Words, faint
from desktop_app.views.parts.notices import Banner

if TYPE_CHECKING:
    from desktop_app.desk import Desk


class SameAlready(Banner):
    """The strip of a form; ``anyway`` tells that the record is to be saved all the same."""

    anyway = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk.theme, "", "看一看", parent=parent)
        self._desk = desk
        self._found: list[Same] = []
        self._let: set[str] = set()
        self.dialog: ThereDialog | None = None
        self.anyway_button = PlainButton(desk.theme, "照样保存", "save")
        self.anyway_button.clicked.connect(self._let_pass)
        self.row.addWidget(self.anyway_button)
        self.pressed.connect(self.look)
        self.hide()

    def stops(self, record: Record) -> bool:
        """Whether a record waits for an answer: something not yet answered for stands there already."""
        ledger = self._desk.ledger
        found = same_as(ledger, record) if record.is_new else []
        self._found = [one for one in found if one.uid not in self._let]
        self.setVisible(bool(self._found))
        if not self._found:
            return False
        first, register = self._found[0], ledger.catalogue.of(record)
        where = "回收站里" if first.in_bin else "已登记"
        more = f"，另有 {len(self._found) - 1} 条也像" if len(self._found) > 1 else ""
        likeness = "是同一条" if first.certain else "可能是同一条"
        self.words.setText(f"和{where}的“{ledger.name(first.uid)}”{likeness}：{first.why}{more}")
        # What only one may have is refused at its box whatever is said here.
        self.anyway_button.setVisible(not ledger.doubles(record))
        self._register = register
        return True

    def forget(self) -> None:
        """Another record is shown: nothing was asked of it yet."""
        self._found, self._let = [], set()
        self.hide()

    def look(self) -> None:
        """Show what stands there, beside what is typed."""
        found = [(one, self._desk.ledger.get(self._register.model, one.uid)) for one in self._found]
        there = [(one, record) for one, record in found if record is not None]
        self.dialog = ThereDialog(self._desk, self._register, there, self)
        self.dialog.finished.connect(self.dialog.deleteLater)
        self.dialog.open()

    def _let_pass(self) -> None:
        self._let |= {one.uid for one in self._found}
        self.hide()
        self.anyway.emit()


class ThereDialog(FittedDialog):
    """The records that stand there, with what is filled in them."""

    def __init__(
        self, desk: Desk, register: Register, found: list[tuple[Same, Record]], parent: QWidget
    ) -> None:
        super().__init__(parent)
        theme, naming = desk.theme, desk.ledger.name
        self.setWindowTitle(f"已有的{register.title}")
        edge = theme.unit(24)
        inside = QWidget()
        inside.setProperty("look", "plain-pane")
        column = QVBoxLayout(inside)
        column.setSpacing(theme.unit(8))
        for same, record in found:
            column.addWidget(Words(theme, register.heading(record, naming), steps=1, bold=True, wrap=True))
            column.addWidget(faint(theme, _told(same, record), wrap=True))
            grid = QGridLayout()
            grid.setHorizontalSpacing(theme.unit(16))
            grid.setColumnStretch(1, 1)
            filled = (
                (box.title, listed(box, getattr(record, n), naming)) for n, box in register.boxes.items()
            )
            for at, (title, words) in enumerate(pair for pair in filled if pair[1]):
                grid.addWidget(faint(theme, title), at, 0)
                grid.addWidget(Words(theme, words, wrap=True), at, 1)
            column.addLayout(grid)
        column.addStretch(1)
        frame = QScrollArea()
        frame.setAccessibleName("已有的内容")
        frame.setWidgetResizable(True)
        frame.setWidget(inside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(edge, edge, edge, theme.unit(20))
        whole.addWidget(frame, 1)
        self.close_button = PlainButton(theme, "看好了")
        self.close_button.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        whole.addLayout(foot)
        self.setMinimumWidth(theme.unit(560))
        frame.setMinimumHeight(self.at_most(theme.unit(360)))


def _told(same: Same, record: Record) -> str:
    bin_words = "在回收站里，可以到台账的回收站恢复" if same.in_bin else ""
    entered = str(record.entered_at or "")[:10]
    return "　".join(part for part in (same.why, bin_words, f"{entered} 登记" if entered else "") if part)
