"""Editors of one typed line: words, numbers, money, telephones; understood when the hand leaves the box."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, QStringListModel, Qt
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from desktop_app.base.ambiguous import Ambiguous
from desktop_app.base.errors import UserError
from desktop_app.duties.issue_classes import words_used
from desktop_app.records.box import Box
from desktop_app.records.kinds import Text
from desktop_app.views.form.editors.editor import ChoiceStrip, Editor
from desktop_app.views.look.theme import Theme

if TYPE_CHECKING:
    from desktop_app.desk import Desk


class OfferedWords(QCompleter):
    """Offers words written before while a line is typed, all of them at the arrow; any other word is free."""

    def __init__(self, line: QLineEdit, theme: Theme, read: Callable[[], list[str]]) -> None:
        super().__init__(line)
        self._line, self._read = line, read
        self._offered = QStringListModel(self)
        self.setModel(self._offered)
        self.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        line.setCompleter(self)
        line.installEventFilter(self)
        icon = theme.icons.icon("down", theme.colours.text_faint, theme.unit(16))
        arrow = line.addAction(icon, QLineEdit.ActionPosition.TrailingPosition)
        arrow.setToolTip("从写过的里面选")
        arrow.triggered.connect(self._open)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn and watched is self._line:
            self._offered.setStringList(self._read())
        return super().eventFilter(watched, event)

    def _open(self) -> None:
        self._offered.setStringList(self._read())
        self.setCompletionPrefix("")
        self.complete()


class TypedEditor(Editor):
    """One line, read by the box's own ``parse``; no length limit and no validator ever eats a paste.

    What can be read in several ways is asked with buttons under the line.
    """

    hints = Qt.InputMethodHint.ImhNone

    def __init__(self, box: Box, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(box, desk, parent)
        self._typed = False
        self.line = QLineEdit()
        self.line.setInputMethodHints(self.hints)
        self.take_focus_by(self.line)
        if isinstance(box, Text) and box.offers:
            OfferedWords(self.line, self.theme, partial(words_used, box.offers, desk.ledger))
        self.column.addWidget(self.line)
        self.strip = ChoiceStrip(self.theme)
        self.strip.picked.connect(self._pick)
        self.column.addWidget(self.strip)
        self.line.textEdited.connect(self._edit)
        self.line.editingFinished.connect(self._leave)

    def value(self) -> Any:
        return self.box.parse(self.line.text(), self.desk.ledger) if self._typed else self._value

    def set_value(self, value: Any) -> None:
        self._value, self._typed = value, False
        self.line.setText(self.words_of(value))
        self.line.setCursorPosition(0)
        self.strip.offer(None)
        self.told.emit(self.echo(value) if value is not None else "")

    def settle(self) -> None:
        if self._typed:
            self._leave()

    def kept(self) -> Any:
        return self.line.text()

    def take_up(self, kept: Any) -> None:
        self.line.setText(str(kept))
        self._typed = True
        self.told.emit(self._echo_of_typed())

    def set_locked(self, locked: bool) -> None:
        self.line.setReadOnly(locked)

    def words_of(self, value: Any) -> str:
        """A value as it stands in the line."""
        return self.box.show(value, self.desk.ledger.name)

    def echo(self, value: Any) -> str:
        """The line under the box by which the user sees what was understood; '' for none."""
        return ""

    def _edit(self, _text: str) -> None:
        self._typed = True
        self.strip.offer(None)
        self.told.emit(self._echo_of_typed())
        self.edited.emit()

    def _echo_of_typed(self) -> str:
        try:
            value = self.value()
        except UserError:
            return ""  # said when the hand leaves the box, not while it types
        return self.echo(value) if value is not None else ""

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

    def _pick(self, value: Any) -> None:
        self.set_value(value)
        self.edited.emit()
        self.committed.emit()
        self.line.setFocus()


class NumberEditor(TypedEditor):
    """A count, a decimal or an amount, to the right like all numbers."""

    hints = Qt.InputMethodHint.ImhPreferNumbers

    def __init__(self, box: Box, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(box, desk, parent)
        self.line.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class PhoneEditor(TypedEditor):
    """One telephone number or several."""

    hints = Qt.InputMethodHint.ImhPreferNumbers
