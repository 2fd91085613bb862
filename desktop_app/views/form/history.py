"""The history of a record in words: who did what when and why, old values and new, and what came late."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.base.periods import Month, PartialDate, Span, chinese_date, chinese_time
from desktop_app.records.base import Record
from desktop_app.records.box import Stored
from desktop_app.records.record import Register
from desktop_app.storage.merging_records import absorbed
from desktop_app.views.form.locks import lock_of
from desktop_app.views.parts.buttons import LinkButton
from desktop_app.views.parts.cards import Card
from desktop_app.views.parts.labels import Words, faint, rule
from desktop_app.views.parts.status import Pill

if TYPE_CHECKING:
    from desktop_app.desk import Desk
    from desktop_app.storage.reader import HistoryLine

# Within a week a meeting is typed up; what comes later was entered after the fact.
_USUAL_DAYS = 7
_MOST_LINES = 100
# So much of an old value stands on its button.
_MOST_WORDS = 12
# Bytes of a file may be gone; a frozen figure was never written by hand.
_NOT_BACK = ("files", "frozen")
_VERBS = {
    "add": "新增",
    "edit": "修改",
    "remove": "放入回收站",
    "restore": "恢复",
    "merge_went": "并入另一条",
}


class HistoryView(QWidget):
    """The lines of one record's history, the newest first, with the way back to what stood before.

    ``back_asked`` carries stored values by box: those the form is to hold again.
    """

    back_asked = Signal(dict)

    def __init__(self, desk: Desk, register: Register, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._register = desk, register
        self._present: Stored = {}
        self._open: frozenset[str] = frozenset()
        self._card = Card(desk.theme)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._card)
        column.addStretch(1)

    def show_record(self, record: Record) -> None:
        """Read and show the history of a record."""
        while self._card.body.count():
            self._card.body.takeAt(0).widget().deleteLater()
        if record.is_new:
            self._card.body.addWidget(faint(self._desk.theme, "保存以后，这里记下每一次改动。"))
            return
        lines = self._desk.ledger.history(record.uid)
        self._present = self._register.stored(record)
        self._open = self._boxes_open(record)
        versions = _versions(lines)
        late = late_words(self._register, record)
        for at, line in enumerate(lines[:_MOST_LINES]):
            if at:
                self._card.body.addWidget(rule())
            self._card.body.addWidget(self._line(line, versions[at], late if at == len(lines) - 1 else ""))
        self._show_absorbed(record)
        if len(lines) > _MOST_LINES:
            earlier = f"更早的 {len(lines) - _MOST_LINES} 次改动没有列出"
            self._card.body.addWidget(faint(self._desk.theme, earlier))

    def _show_absorbed(self, record: Record) -> None:
        """The history of what was merged into the record, which nobody puts back from here."""
        ledger, body = self._desk.ledger, self._card.body
        for uid in absorbed(ledger, record.uid):
            title = f"并入的“{ledger.name(uid)}”以前的改动"
            body.addWidget(rule())
            body.addWidget(Words(self._desk.theme, title, bold=True, wrap=True))
            for line in ledger.history(uid)[:_MOST_LINES]:
                body.addWidget(self._line(line, {}, "", backs=False))

    def _boxes_open(self, record: Record) -> frozenset[str]:
        """The boxes a hand may put back: those the form lets be edited; what a role sees covered, never."""
        ledger, register = self._desk.ledger, self._register
        lock = lock_of(ledger, register, record)
        whole = ledger.door.is_whole
        return frozenset(
            name
            for name, box in register.form_boxes.items()
            if (lock.open is None or name in lock.open)
            and box.kind not in _NOT_BACK
            and (whole or not box.private)
        )

    def _differing(self, values: Stored) -> Stored:
        """Of ``values``, what the record holds otherwise and may be put back."""
        return {
            name: value
            for name, value in values.items()
            if name in self._open and value != self._present.get(name)
        }

    def _back_button(self, words: str, told: str, values: Stored) -> LinkButton:
        button = LinkButton(self._desk.theme, words, "undo")
        button.setAccessibleName(told)
        button.setToolTip(f"{told}：和自己改一样，存下以前要过规则，也能撤销")
        button.clicked.connect(lambda: self.back_asked.emit(dict(values)))
        return button

    def _line(self, line: HistoryLine, version: Stored, late: str, *, backs: bool = True) -> QWidget:
        theme = self._desk.theme
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, theme.unit(4), 0, theme.unit(4))
        column.setSpacing(theme.unit(4))
        head = QHBoxLayout()
        head.setSpacing(theme.unit(12))
        head.addWidget(Words(theme, self._verb(line), bold=True))
        head.addWidget(faint(theme, f"{moment_words(line.at)}　{line.actor}"))
        if late:
            head.addWidget(Pill(theme, late, "due"))
        head.addStretch(1)
        differing = self._differing(version)
        if differing:
            told = f"改回{moment_words(line.at)}的样子"
            head.addWidget(self._back_button("改回这一版", told, differing))
        column.addLayout(head)
        if line.why:
            column.addWidget(Words(theme, f"原因：{line.why}", wrap=True))
        changes = self._changes(line)
        if not backs:
            changes = [(title, was, now, {}) for title, was, now, _ in changes]
        if changes:
            column.addLayout(self._grid(changes))
        return box

    def _verb(self, line: HistoryLine) -> str:
        step = self._register.steps.get(line.verb)
        return step.title if step is not None else _VERBS.get(line.verb, line.title)

    def _changes(self, line: HistoryLine) -> list[tuple[str, str, str, Stored]]:
        """Title, old words and new words of every box that changed, with what would be put back."""
        found = []
        naming = self._desk.ledger.name
        for name, (old, new) in line.changes.items():
            box = self._register.boxes.get(name)
            if box is None or (box.machine and box.kind != "frozen"):
                continue
            was, now = (box.show(box.python_value(value), naming) for value in (old, new))
            back = {} if line.verb == "add" else self._differing({name: old})
            found.append((box.title, was, now, back))
        return found

    def _grid(self, changes: list[tuple[str, str, str, Stored]]) -> QGridLayout:
        theme = self._desk.theme
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.unit(16))
        grid.setVerticalSpacing(theme.unit(4))
        for row, (title, was, now, back) in enumerate(changes):
            label = Words(theme, title, steps=-1, colour=theme.colours.text_soft, wrap=True)
            label.setFixedWidth(theme.unit(150))
            grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
            said = f"{was or '（空）'} → {now or '（空）'}" if was else now
            grid.addWidget(Words(theme, said, steps=-1, wrap=True), row, 1, Qt.AlignmentFlag.AlignTop)
            if back:
                words = f"改回“{shortened(was)}”" if was else "改回空着"
                told = f"把「{title}」{words}"
                button = self._back_button(words, told, back)
                grid.addWidget(button, row, 2, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)
        grid.setColumnStretch(1, 1)
        return grid


def _versions(lines: Sequence[HistoryLine]) -> list[Stored]:
    """What the boxes held after each line, as far as the lines tell."""
    held: Stored = {}
    found = []
    for line in reversed(lines):
        held = {**held, **{name: new for name, (_, new) in line.changes.items()}}
        found.append(held)
    return found[::-1]


def shortened(words: str) -> str:
    """Words short enough for a button."""
    one_line = " ".join(words.split())
    return one_line if len(one_line) <= _MOST_WORDS else f"{one_line[: _MOST_WORDS - 1]}…"


def moment_words(at: str) -> str:
    """2026年11月23日14:30, from an ISO moment."""
    moment = datetime.fromisoformat(at)
    return f"{chinese_date(moment.date())} {chinese_time(moment.time())}"


def late_words(register: Register, record: Record) -> str:
    """补录 17 天: entered so many days, more than a week, after the day it is about; '' otherwise."""
    day = _day_of(getattr(record, register.period)) if register.period else None
    if day is None or not record.entered_at:
        return ""
    entered = datetime.fromisoformat(record.entered_at).date()
    days = (entered - day).days
    return f"补录 {days} 天" if days > _USUAL_DAYS else ""


def _day_of(value: object) -> date | None:
    """The last day a period can mean."""
    if isinstance(value, Span):
        return value.day
    if isinstance(value, Month | PartialDate):
        return value.last_day()
    return value if isinstance(value, date) else None
