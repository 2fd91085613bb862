"""The editor of a person's name: kept as the identity paper shows it, what is odd in it asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_app.base import names
from desktop_app.base.ambiguous import Ambiguous, Option
from desktop_app.base.described import described_in
from desktop_app.records.box import AnyBox
from desktop_app.records.kinds import Text
from desktop_app.views.form.editors.character_picker import CharacterPicker
from desktop_app.views.form.editors.editor import Editor
from desktop_app.views.form.editors.typed import TypedEditor
from desktop_app.views.parts.buttons import LinkButton

if TYPE_CHECKING:
    from desktop_app.desk import Desk


class NameEditor(TypedEditor[str]):
    """Blanks inside 张　三 go; everything else is proposed, for the identity paper decides."""

    def __init__(self, box: AnyBox, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(box, desk, parent)
        self._as_typed, self._cursor = "", 0
        self.picker: CharacterPicker | None = None
        self.rare_button = LinkButton(self.theme, "生僻字")
        self.rare_button.setToolTip("按拼音或部首找打不出来的字")
        self.rare_button.clicked.connect(self.open_picker)
        self.line.cursorPositionChanged.connect(self._note_cursor)
        self.column.removeWidget(self.line)
        row = QHBoxLayout()
        row.setSpacing(self.theme.unit(4))
        row.addWidget(self.line, 1)
        row.addWidget(self.rare_button)
        self.column.insertLayout(0, row)

    def read(self, words: str) -> str | None:
        name = super().read(words)
        return names.clean_name(name) if name else name

    def doubt(self, value: str) -> str:
        """What may be no character of the name at all."""
        proposal = names.proposed_name(value) or value
        told = described_in(value)
        if told is not None:
            return f"“{told.words}”像是一个打不出来的字。请点“生僻字”找到它，再换上。"
        lost = names.unsure_characters(proposal)
        return f"“{lost}”可能是没显示出来的生僻字。请点“生僻字”找到它，再换上。" if lost else ""

    def set_locked(self, locked: bool) -> None:
        super().set_locked(locked)
        self.rare_button.setVisible(not locked)

    def open_picker(self) -> None:
        """Look for a character; it goes in where the cursor stood, or in place of the words that tell it."""
        told = described_in(self.line.text())
        self.picker = CharacterPicker(self.theme, self)
        self.picker.picked.connect(self._insert)
        self.picker.finished.connect(self.picker.deleteLater)
        self.picker.open()
        if told is None:
            self.picker.sound.setFocus()
        else:
            self.picker.look_up(told.parts)

    def _note_cursor(self, _old: int, new: int) -> None:
        if self.line.hasFocus():  # leaving the line puts its cursor to the front
            self._cursor = new

    def _insert(self, char: str) -> None:
        told = described_in(self.line.text())
        if told is not None:
            self.line.setText(f"{told.before}{char}{told.after}")
        else:
            self.line.setCursorPosition(self._cursor)
            self.line.insert(char)
        self._edit(self.line.text())
        self.line.setFocus()

    def _leave(self) -> None:
        typed = self._typed
        super()._leave()
        if not typed or not self._value or self._value == self._as_typed:
            return
        proposal = names.proposed_name(self._value)
        if proposal is not None:
            choices = (
                Option(f"改为规范的写法：{proposal}", proposal),
                Option(f"照原样保留：{self._value}", self._value),
            )
            self.strip.offer(Ambiguous("间隔号或用字不规范", choices))

    def _pick(self, value: str | None) -> None:
        self._as_typed = value or ""
        super()._pick(value)


def text_editor(box: AnyBox, desk: Desk) -> Editor:
    """The editor of one line of words: of a name, or of any other."""
    return NameEditor(box, desk) if isinstance(box, Text) and box.is_name else TypedEditor(box, desk)
