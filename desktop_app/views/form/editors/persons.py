"""The editor of a list of people, each with a reason: 张三（病假）、李四."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from desktop_app.base.ids import is_uid
from desktop_app.records.box import AnyBox
from desktop_app.records.links import Persons, PersonWhy
from desktop_app.views.form.block_paste import BlockPaste, cells_of
from desktop_app.views.form.editors.character_picker import RareCharacterMenu
from desktop_app.views.form.editors.editor import Editor
from desktop_app.views.form.editors.links import offers_of
from desktop_app.views.form.editors.picking import Offer, PickLine
from desktop_app.views.parts.buttons import LinkButton, PlainButton
from desktop_app.views.parts.hints import show_hint

if TYPE_CHECKING:
    from desktop_app.desk import Desk


class PersonRow(QWidget):
    """One person and the reason."""

    edited = Signal()
    gone = Signal(object)

    def __init__(self, desk: Desk, box: Persons, entry: PersonWhy | None) -> None:
        super().__init__()
        self._desk, self._box = desk, box
        theme = desk.theme
        self.line = PickLine(theme, lambda: offers_of(desk, box.to, by_sound=True), desk.pinyin.keys)
        show_hint(self.line, "姓名、拼音或首字母")
        self.line.setAccessibleName(f"{box.title}：姓名")
        self.rare = RareCharacterMenu(theme, self.line)
        self.why = QLineEdit()
        show_hint(self.why, "原因，可以空着")
        self.why.setAccessibleName(f"{box.title}：原因")
        remove = LinkButton(theme, "移除", "dismiss")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.unit(8))
        row.addWidget(self.line, 2)
        row.addWidget(self.why, 3)
        row.addWidget(remove)
        if entry is not None:
            words = desk.ledger.name(entry.person) if is_uid(entry.person) else entry.person
            self.line.show_offer(Offer(entry.person, words))
            self.why.setText(entry.why)
        self.line.textEdited.connect(self._edit)
        self.line.picked.connect(self._edit)
        self.line.editingFinished.connect(self._leave)
        self.why.textEdited.connect(self._edit)
        remove.clicked.connect(lambda: self.gone.emit(self))

    def entry(self) -> PersonWhy | None:
        """The person and reason; None for an empty row, UserError for a name nobody has."""
        words = self.line.text().strip()
        if not words:
            return None
        chosen = self.line.chosen()
        if chosen is not None:
            return PersonWhy(chosen.value, self.why.text().strip())
        found = self._box.parse(words, self._desk.ledger)
        return PersonWhy(found[0].person, self.why.text().strip()) if found else None

    def _edit(self, _what: object) -> None:
        self.edited.emit()

    def _leave(self) -> None:
        if not self.line.still_choosing() and not self._box.free:
            self.line.settle()


class PersonsEditor(Editor[tuple[PersonWhy, ...]]):
    """Rows of people; 「加一人」 opens the next."""

    wide = True

    def __init__(self, box: AnyBox, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(box, desk, parent)
        self.rows: list[PersonRow] = []
        self.add_button = PlainButton(self.theme, "加一人", "add")
        self.add_button.clicked.connect(lambda: self._add(None).line.setFocus())
        foot = QHBoxLayout()
        foot.addWidget(self.add_button)
        foot.addStretch(1)
        self.column.addLayout(foot)
        self.take_focus_by(self.add_button)

    def value(self) -> tuple[PersonWhy, ...] | None:
        found = tuple(entry for row in self.rows if (entry := row.entry()) is not None)
        return found or None

    def set_value(self, value: tuple[PersonWhy, ...] | None) -> None:
        for row in list(self.rows):
            self._drop(row)
        for entry in value or ():
            self._add(PersonWhy(*entry))

    def mark(self, wrong: bool) -> None:
        for row in self.rows:
            row.line.setProperty("wrong", "true" if wrong and row.line.chosen() is None else "false")

    def _add(self, entry: PersonWhy | None) -> PersonRow:
        row = PersonRow(self.desk, cast(Persons, self.box), entry)
        row.edited.connect(self.edited)
        row.gone.connect(self._remove)
        self.rows.append(row)
        BlockPaste(row.line, partial(self._take_block, row))
        self.column.insertWidget(len(self.rows) - 1, row)
        return row

    def _take_block(self, row: PersonRow, _line: QLineEdit, block: str) -> None:
        """Several names pasted into one row: a row for each."""
        for at, words in enumerate(cells_of(block)):
            line = (row if at == 0 else self._add(None)).line
            line.setText(words)
            line.textEdited.emit(words)
            line.settle()
        self.edited.emit()

    def _remove(self, row: PersonRow) -> None:
        self._drop(row)
        self.edited.emit()

    def _drop(self, row: PersonRow) -> None:
        self.rows.remove(row)
        self.column.removeWidget(row)
        row.hide()
        row.deleteLater()
