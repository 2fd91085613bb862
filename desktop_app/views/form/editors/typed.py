"""Editors of one typed line: words, numbers, money, telephones; understood when the hand leaves the box."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop_app.base.ambiguous import Ambiguous
from desktop_app.base.errors import UserError
from desktop_app.base.periods import Span
from desktop_app.base.phones import grouped_phone
from desktop_app.records.box import AnyBox
from desktop_app.records.kinds import Text
from desktop_app.storage.earlier_words import earlier_words
from desktop_app.views.form.editors.character_picker import RareCharacterMenu
from desktop_app.views.form.editors.editor import ChoiceStrip, E, Editor
from desktop_app.views.form.editors.offering import OfferingLine

if TYPE_CHECKING:
    from desktop_app.desk import Desk


class TypedEditor(Editor[E]):
    """One line, read by the box's own ``parse``; no length limit and no validator ever eats a paste.

    What can be read in several ways is asked with buttons under the line, or with ``takes_nearest`` read as
    the day nearest to today: 12月10日 of a meeting's resolution.
    """

    hints = Qt.InputMethodHint.ImhNone

    def __init__(self, box: AnyBox, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(box, desk, parent)
        self._typed = False
        self.takes_nearest = False
        self.line = self._line()
        self.line.setInputMethodHints(self.hints)
        self.take_focus_by(self.line)
        if box.kind == Text.kind:
            self.rare = RareCharacterMenu(self.theme, self.line)
        self.column.addWidget(self.line)
        self.strip = ChoiceStrip(self.theme)
        self.strip.picked.connect(self._pick)
        self.column.addWidget(self.strip)
        self.line.textEdited.connect(self._edit)
        self.line.editingFinished.connect(self._leave)

    def _line(self) -> QLineEdit:
        """A plain line, or one that offers what was written in it before."""
        box = self.box
        if not isinstance(box, Text) or not box.offered_from:
            return QLineEdit()
        read = partial(earlier_words, self.desk.ledger, box.offered_from)
        return OfferingLine(self.theme, read, self.desk.pinyin.keys, arrow=bool(box.offers))

    def value(self) -> E | None:
        return self.read(self.line.text()) if self._typed else self._value

    def read(self, words: str) -> E | None:
        """What words mean; UserError when they cannot be understood, Ambiguous when in several ways."""
        try:
            return self.box.parse(words, self.desk.ledger)
        except Ambiguous as question:
            if not self.takes_nearest:
                raise
            return min(question.choices, key=lambda choice: self._distance(choice.value)).value

    def _distance(self, value: date | Span) -> int:
        day = value.day if isinstance(value, Span) else value
        return abs((day - self.desk.ledger.today).days)

    def set_value(self, value: E | None) -> None:
        self._value, self._typed = value, False
        self.line.setText(self.words_of(value))
        self.line.setCursorPosition(0)
        self.strip.offer(None)
        self._tell(value)

    def settle(self) -> None:
        if self._typed:
            self._leave()

    def kept(self) -> Any:
        return self.line.text()

    def take_up(self, kept: Any) -> None:
        self.line.setText(str(kept))
        self._typed = True
        self._tell_typed()

    def set_locked(self, locked: bool) -> None:
        self.line.setReadOnly(locked)

    def words_of(self, value: E | None) -> str:
        """A value as it stands in the line."""
        return self.box.show(value, self.desk.ledger.name)

    def echo(self, value: E) -> str:
        """The line under the box by which the user sees what was understood; '' for none."""
        return ""

    def doubt(self, value: E) -> str:
        """What is odd about a value that can be read; '' for nothing."""
        return ""

    def _edit(self, _text: str) -> None:
        self._typed = True
        self.strip.offer(None)
        self.edited.emit()
        self._tell_typed()

    def _tell(self, value: E | None) -> None:
        self.told.emit(self.echo(value) if value is not None else "")
        self.doubted.emit(self.doubt(value) if value is not None else "")

    def _tell_typed(self) -> None:
        try:
            self._tell(self.value())
        except UserError:  # said when the hand leaves the box, not while it types
            self._tell(None)

    def _leave(self) -> None:
        if self._typed:
            try:
                self._value = self.value()
            except Ambiguous as question:
                self.strip.offer(question)
            except UserError:
                self.strip.offer(None)
            else:
                self.set_value(self._value)
        self.committed.emit()

    def _pick(self, value: E | None) -> None:
        self.set_value(value)
        self.edited.emit()
        self.committed.emit()
        self.line.setFocus()


class NumberEditor(TypedEditor[int | Decimal]):
    """A count, a decimal or an amount, to the right like all numbers."""

    hints = Qt.InputMethodHint.ImhPreferNumbers

    def __init__(self, box: AnyBox, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(box, desk, parent)
        self.line.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    def set_value(self, value: int | Decimal | None) -> None:
        super().set_value(value)
        self.line.end(False)  # where a number goes on


class PhoneEditor(TypedEditor[str]):
    """One telephone number or several, mobiles in groups as they are read out."""

    hints = Qt.InputMethodHint.ImhPreferNumbers

    def words_of(self, value: str | None) -> str:
        return "、".join(map(grouped_phone, value.split("、"))) if value else ""
