"""Entries under a record, one block each: its day or number, its words, faint notes, and what can be done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.views.look.theme import Theme
from desktop_app.views.parts.buttons import LinkButton
from desktop_app.views.parts.clipboard import table_mime
from desktop_app.views.parts.flow import FlowLayout
from desktop_app.views.parts.labels import Words, faint, rule
from desktop_app.views.parts.row_menu import RowVerb, row_menu, verbs_of
from desktop_app.views.parts.status import Pill

# Characters of verbs that find room beside the words; more of them stand on a line below.
_BESIDE = 8
# Units of width under which they never do. Once under the words they stay there until this much more is free:
# a scroll bar that is gone because they moved would move them back, and come again.
_NARROW, _BAR = 520, 20


@dataclass(frozen=True)
class EntryLine:
    """One block: ``lead`` bold at the left, ``text``, ``notes`` under it; ``verbs`` are (key, words)."""

    uid: str
    lead: str
    text: str
    notes: tuple[str, ...] = ()
    pill: str = ""
    tone: str = "plain"
    verbs: tuple[tuple[str, str], ...] = ()


class EntryList(QWidget):
    """Blocks one under the other; ``asked`` tells (verb's key, uid). Says ``empty`` where there are none."""

    asked = Signal(str, str)

    def __init__(self, theme: Theme, empty: str, lead_units: int = 92, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._lead = theme, theme.unit(lead_units)
        self.setProperty("look", "clear")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.unit(6))
        self._empty = faint(theme, empty, wrap=True)
        self._column.addWidget(self._empty)
        self._blocks: list[QWidget] = []
        self._entries: Sequence[EntryLine] = ()
        self._narrow = False
        self.verbs: dict[tuple[str, str], LinkButton] = {}

    def show_entries(self, entries: Sequence[EntryLine]) -> None:
        """Show these blocks."""
        self._entries = entries
        for block in self._blocks:
            self._column.removeWidget(block)
            block.hide()
            block.deleteLater()
        self.verbs = {}
        self._blocks = [self._block(one) for one in entries]
        for block in self._blocks:
            self._column.addWidget(block)
        self._empty.setVisible(not entries)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow pane the verbs stand under the words, or these would have a column of one letter."""
        super().resizeEvent(event)
        narrow = self.width() < self._theme.unit(_NARROW + _BAR if self._narrow else _NARROW)
        if narrow != self._narrow:
            self._narrow = narrow
            self.show_entries(self._entries)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """What the buttons of the block under the mouse, or with the cursor in it, do."""
        for block, entry in zip(self._blocks, self._entries, strict=True):
            if block.geometry().contains(event.pos()):
                row_menu(self, self.entry_verbs(entry)).popup(event.globalPos())

    def entry_verbs(self, entry: EntryLine) -> list[RowVerb]:
        """What the menu of a block offers."""
        buttons = [one for (_key, uid), one in self.verbs.items() if uid == entry.uid]
        words = (entry.lead, entry.text, *entry.notes, entry.pill)
        copy = RowVerb("复制", lambda: QGuiApplication.clipboard().setMimeData(table_mime([words])))
        return [*verbs_of(*buttons), RowVerb(), copy]

    def __len__(self) -> int:
        return len(self._blocks)

    def _block(self, entry: EntryLine) -> QWidget:
        theme = self._theme
        block = QWidget()
        block.setProperty("look", "clear")
        lead = Words(theme, entry.lead, bold=True, colour=theme.colours.text_soft)
        lead.setFixedWidth(max(self._lead, theme.text_width(entry.lead, bold=True) + 2))
        words = QVBoxLayout()
        words.setSpacing(theme.unit(2))
        words.addWidget(Words(theme, entry.text, wrap=True))
        for note in entry.notes:
            words.addWidget(faint(theme, note, wrap=True))
        row = QHBoxLayout()
        row.setContentsMargins(0, theme.unit(4), 0, theme.unit(4))
        row.setSpacing(theme.unit(10))
        top = Qt.AlignmentFlag.AlignTop
        below = bool(entry.verbs) and (self._narrow or sum(len(text) for _key, text in entry.verbs) > _BESIDE)
        beside = bool(entry.verbs) and not below
        row.addLayout(_lowered(theme, beside, lead), 0)
        row.addLayout(_lowered(theme, beside, words), 1)
        if entry.pill:
            row.addLayout(_lowered(theme, beside, Pill(theme, entry.pill, entry.tone)), 0)
        if below:
            line = QWidget()
            words.addWidget(line)
            flow = FlowLayout(line, theme.unit(4), 0)
        for key, text in entry.verbs:
            button = self.verbs[key, entry.uid] = LinkButton(theme, text)
            button.setAccessibleName(f"{text} {entry.text[:20]}")
            button.clicked.connect(partial(self.asked.emit, key, entry.uid))
            if below:
                flow.addWidget(button)
            else:
                row.addWidget(button, 0, top)
        column = QVBoxLayout(block)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(rule())
        return block


def _lowered(theme: Theme, beside: bool, what: QWidget | QVBoxLayout) -> QVBoxLayout:
    """``what`` at the top; beside a button so much lower that their first lines are level."""
    column = QVBoxLayout()
    column.setContentsMargins(0, (theme.click_height - theme.unit(24)) // 2 if beside else 0, 0, 0)
    if isinstance(what, QWidget):
        column.addWidget(what)
    else:
        column.addLayout(what)
    column.addStretch(1)
    return column
