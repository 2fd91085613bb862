"""What every editor of a box is: it shows a value, gives it back, keeps a draft, says what it read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.base.ambiguous import Ambiguous, Option
from desktop_app.records.box import AnyBox
from desktop_app.views.look.theme import Theme
from desktop_app.views.parts.buttons import PlainButton
from desktop_app.views.parts.flow import FlowLayout
from desktop_app.views.parts.tips import folded

if TYPE_CHECKING:
    from desktop_app.desk import Desk


# What the box of an editor holds.
E = TypeVar("E")


class Editor(QWidget, Generic[E]):
    """The widget for one box of a record.

    ``edited`` tells every change a hand makes, ``committed`` that the hand left the box, ``told`` a line
    for under the box ('' for the box's own help), ``doubted`` one in the colour of a warning, ``derived``
    values that follow for boxes of other names.
    A ``wide`` editor wants the whole width of a form.
    """

    edited = Signal()
    committed = Signal()
    told = Signal(str)
    doubted = Signal(str)
    derived = Signal(dict)
    wide = False

    def __init__(self, box: AnyBox, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.box, self.desk = box, desk
        self._value: E | None = None
        self.theme: Theme = desk.theme
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(self.theme.unit(4))

    def take_focus_by(self, field: QWidget) -> None:
        """Let ``field`` have the keys and the label of this editor."""
        self.field = field
        self.setFocusProxy(field)

    def value(self) -> E | None:
        """The value as it stands; UserError when what was typed cannot be understood."""
        return self._value

    def set_value(self, value: E | None) -> None:
        """Show ``value`` without telling anyone."""
        self._value = value

    def settle(self) -> None:
        """Understand what was typed, as if the hand had left the box."""

    def kept(self) -> Any:
        """What a draft keeps, in JSON's types."""
        return self.box.db_value(self.value())

    def take_up(self, kept: Any) -> None:
        """Show what a draft kept."""
        self.set_value(self.box.python_value(kept))

    def lock(self, why: str) -> None:
        """Show only, and tell ``why`` in the tip; '' lets it be edited."""
        self.set_locked(bool(why))
        self.setToolTip(folded(why))

    def set_locked(self, locked: bool) -> None:
        """Show only, or let edit."""
        self.setEnabled(not locked)

    def mark(self, wrong: bool) -> None:
        """Draw the border of a box that is wrong, or take it away."""
        self.field.setProperty("wrong", "true" if wrong else "false")
        self.field.style().unpolish(self.field)
        self.field.style().polish(self.field)


class ChoiceStrip(QWidget):
    """The readings of what was typed, one button each; hidden while there is nothing to choose."""

    picked = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._flow = FlowLayout(self, theme.unit(8), theme.unit(4))
        self.buttons: list[PlainButton] = []
        self.hide()

    def offer(self, question: Ambiguous | None) -> None:
        """Offer the choices of a question, or put the strip away."""
        for button in self.buttons:
            self._flow.removeWidget(button)
            button.deleteLater()
        self.buttons = [self._button(choice) for choice in question.choices] if question else []
        self.setVisible(bool(self.buttons))

    def _button(self, choice: Option) -> PlainButton:
        button = PlainButton(self._theme, choice.label, parent=self)
        button.clicked.connect(lambda _checked=False, value=choice.value: self.picked.emit(value))
        self._flow.addWidget(button)
        return button
