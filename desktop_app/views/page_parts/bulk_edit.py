"""批量修改: one box of many records set to one value; what changes and what is refused is shown before."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from desktop_app.base.errors import UserError
from desktop_app.records.base import Record
from desktop_app.records.box import AnyBox
from desktop_app.records.kinds import Choice, YesNo
from desktop_app.records.record import Register
from desktop_app.records.rules import refusals
from desktop_app.storage.ledger import Ledger
from desktop_app.storage.namesakes import apart, listed
from desktop_app.views.form.locks import lock_of
from desktop_app.views.page_parts.plain_rows import PlainLine, PlainTable
from desktop_app.views.page_parts.record_dialog import AskDialog
from desktop_app.views.parts.choice_box import ChoiceBox
from desktop_app.views.parts.form_grid import FormGrid
from desktop_app.views.parts.labels import Words
from desktop_app.views.parts.why_not import BUSY, allow
from desktop_app.views.table.titles import bare

if TYPE_CHECKING:
    from desktop_app.desk import Desk

MOST_AT_ONCE = 500
_PAUSE_MS = 400
# What a list of people, a file or a long report is in each record is its own; an ID number is nobody else's.
_NOT_TOGETHER = ("persons", "files", "lines", "long_text", "id_number", "frozen", "state")


@dataclass(frozen=True)
class BulkRow:
    """One record as it would become: its words before and after, and why it stays as it is."""

    record: Record
    heading: str
    before: str
    after: str
    why: str = ""

    @property
    def changes(self) -> bool:
        """Whether it is written."""
        return not self.why and self.before != self.after


def bulk_boxes(ledger: Ledger, register: Register) -> dict[str, AnyBox]:
    """The boxes that many records can be given alike: what a form asks, but for what is each one's own."""
    alone = {name for group in register.unique if len(group) == 1 for name in group}
    rights = ledger.door.rights
    return {
        name: box
        for name, box in register.form_boxes.items()
        if box.kind not in _NOT_TOGETHER and name not in alone and name != register.parent
        if not (rights.covered and box.private)
    }


def bulk_rows(
    ledger: Ledger, register: Register, records: Sequence[Record], name: str, typed: str
) -> list[BulkRow]:
    """What ``typed`` in box ``name`` does to each record; UserError when the words cannot be read at all."""
    box = register.boxes[name]
    value = box.parse(typed, ledger)
    headings = {record.uid: register.heading(record, ledger.name) for record in records}
    headings |= apart(ledger, headings)
    return [_row(ledger, register, record, headings[record.uid], name, value) for record in records]


def _row(ledger: Ledger, register: Register, record: Record, heading: str, name: str, value: Any) -> BulkRow:
    box = register.boxes[name]
    before, after = (listed(box, one, ledger.name) for one in (getattr(record, name), value))
    changed = copy.copy(record)
    changed.__data__ = dict(record.__data__)
    setattr(changed, name, value)
    if box.db_value(getattr(record, name)) == box.db_value(value):
        return BulkRow(changed, heading, before, before)
    lock = lock_of(ledger, register, record)
    if lock.open is not None and name not in lock.open:
        return BulkRow(changed, heading, before, after, lock.reason)
    if value is None and box.required:
        return BulkRow(changed, heading, before, after, f"「{box.title}」必须填写")
    # What was wrong before is no reason: only what this change makes wrong keeps it back.
    known = {(one.box, one.text) for one in refusals(ledger.problems(record))}
    found = [one for one in refusals(ledger.problems(changed)) if (one.box, one.text) not in known]
    return BulkRow(changed, heading, before, after, found[0].sentence() if found else "")


class BulkDialog(AskDialog):
    """Asks for a box and a value and shows what becomes of each record; ``taken`` has what is written."""

    taken = Signal(list, str)

    def __init__(
        self, desk: Desk, register: Register, records: list[Record], parent: QWidget | None = None
    ) -> None:
        note = "选一栏，写上新的内容，下面就是每一条改成什么样。改不了的不动，原因写在后面。写“空”就是清空。"
        super().__init__(desk, f"批量修改 {len(records)} 条", "批量修改", note, parent)
        self._desk, self._ledger = desk, desk.ledger
        self._register, self._records = register, records
        self.rows: list[BulkRow] = []
        boxes = bulk_boxes(desk.ledger, register)
        self.box = ChoiceBox(self.theme, [("", "请选择"), *((n, one.title) for n, one in boxes.items())])
        self.box.setAccessibleName("改哪一栏")
        self.box.activated.connect(lambda _at: self._ask_value())
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._work_out)
        self._asked = 0
        self._place = QVBoxLayout()
        self._place.setContentsMargins(0, 0, 0, 0)
        holder = QWidget()
        holder.setLayout(self._place)
        self.value: QLineEdit | ChoiceBox = QLineEdit()
        form = FormGrid(self.theme, columns=1)
        form.add_row("改哪一栏", self.box)
        form.add_row("改成", holder)
        self.body.addWidget(form)
        heads = ("记录", "原来", "改成", "结果")
        empty = ("edit", "先选一栏")
        self.preview = PlainTable(self.theme, heads, (2, 1, 1, 2), empty=empty, name="改成什么样")
        self.preview.setMinimumHeight(self.room(260))
        self.body.addWidget(self.preview, 1)
        self.summary = Words(self.theme, "", wrap=True)
        self.body.addWidget(self.summary)
        self.setMinimumWidth(min(self.theme.unit(860), self.room(860)))
        self._ask_value()
        self.asked.connect(self._take)
        self.box.setFocus()

    def refused(self, error: UserError) -> None:
        """Tell why nothing was written."""
        self.tell(error.sentence())

    def typed(self) -> str:
        """The words of the new value; '' for nothing."""
        words = self.value.text() if isinstance(self.value, QLineEdit) else str(self.value.value() or "")
        return "" if words.strip() == "空" else words

    def _ask_value(self) -> None:
        box = self._register.boxes.get(str(self.box.value() or ""))
        self._place.removeWidget(self.value)
        self.value.hide()
        self.value.deleteLater()
        if isinstance(box, Choice):
            pairs = [("", "（空）"), *((label, label) for label in box.options.values())]
            self.value = ChoiceBox(self.theme, pairs)
            self.value.activated.connect(lambda _at: self._work_out())
        elif isinstance(box, YesNo):
            self.value = ChoiceBox(self.theme, [("", "（空）"), ("是", "是"), ("否", "否")])
            self.value.activated.connect(lambda _at: self._work_out())
        else:
            self.value = QLineEdit()
            self.value.textChanged.connect(lambda _words: self._pause.start())
        self.value.setAccessibleName("改成")
        allow(self.value, "" if box is not None else "先选要改的栏")
        self._place.addWidget(self.value)
        self._show([])
        if box is not None:
            self._work_out()

    def _work_out(self) -> None:
        """Let the worker find out what becomes of each record; what was asked last is shown."""
        self._pause.stop()
        self._asked += 1
        number, name, typed = self._asked, str(self.box.value() or ""), self.typed()
        ledger, register, records = self._ledger, self._register, self._records
        self.tell("")
        allow(self.verb_button, BUSY)

        def done(rows: list[BulkRow]) -> None:
            if number == self._asked:
                self._show(rows)

        def failed(error: UserError) -> None:
            self._show([])
            self.tell(error.sentence())

        self._desk.bridge.run(
            lambda: bulk_rows(ledger, register, records, name, typed), done=done, failed=failed
        )

    def _show(self, rows: list[BulkRow]) -> None:
        """Show what becomes of each record, and say how many are written."""
        self.rows = rows
        self.preview.show_lines([_line(one) for one in self.rows])
        changed, refused = sum(one.changes for one in self.rows), sum(bool(one.why) for one in self.rows)
        same = len(self.rows) - changed - refused
        self.summary.setText(f"改 {changed} 条，不变 {same} 条，改不了 {refused} 条" if self.rows else "")
        self.verb_button.setText(f"批量修改 {changed} 条" if changed else "批量修改")
        allow(self.verb_button, "" if changed else "没有一条要改：先选栏，再写改成什么")

    def _take(self) -> None:
        records = [one.record for one in self.rows if one.changes]
        if records:
            box = self._register.boxes[str(self.box.value())]
            words = self.rows[0].after or "空"
            self.taken.emit(records, f"批量修改 {len(records)} 条：{bare(box.title)}改成“{words}”")


def _line(row: BulkRow) -> PlainLine:
    if row.why:
        return PlainLine((row.heading, row.before, "—", f"改不了：{row.why}"))
    if not row.changes:
        return PlainLine((row.heading, row.before, row.before, "不变"))
    return PlainLine((row.heading, row.before, row.after or "空", "改"), {3: "going"})
