"""Lines, texts, choices and editors that stand in no form of boxes, as one draft keeps them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from functools import partial
from typing import Any

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from desktop_app.base.errors import UserError
from desktop_app.views.form.editors.editor import Editor
from desktop_app.views.parts.choice_box import ChoiceBox

Loose = QLineEdit | QPlainTextEdit | ChoiceBox | Editor[Any]


class LooseFields:
    """``parts`` by the name each is kept under, in the order in which they follow from each other.

    ``followed`` is told the name of a part a draft was put into: what others offer may follow from it.
    """

    def __init__(self, parts: Mapping[str, Loose], followed: Callable[[str], object] = lambda _name: None):
        self._parts, self._followed = parts, followed
        self.held: dict[str, Any] = {}
        self.begin()

    def begin(self) -> None:
        """What stands in them now was not typed: only what differs from it is kept."""
        self.begun = self.kept()

    def names(self) -> Collection[str]:
        """What there is to type into."""
        return self._parts.keys()

    def kept(self) -> dict[str, Any]:
        """What stands in them, as plain values; a part whose words cannot be kept is left out."""
        found = {}
        for name, part in self._parts.items():
            try:
                found[name] = _words(part)
            except UserError:
                continue
        return found

    def take_up(self, kept: Mapping[str, Any], was: Mapping[str, Any] | None = None) -> None:
        """Show what a draft kept."""
        for name, part in self._parts.items():
            if name in kept:
                _show(part, kept[name])
                self._followed(name)

    def tell_clash(self, clash: Mapping[str, str]) -> None:
        """What was typed anew stands as it was typed last."""

    def hear(self, told: Callable[[], object]) -> None:
        """Call ``told`` whenever a hand changed one of them."""
        for part in self._parts.values():
            if isinstance(part, QLineEdit):
                part.textEdited.connect(partial(_tell, told))
            elif isinstance(part, QPlainTextEdit):
                part.textChanged.connect(partial(_tell_if_typed, part, told))
            elif isinstance(part, ChoiceBox):
                part.activated.connect(partial(_tell, told))
            else:
                part.edited.connect(partial(_tell, told))


def _tell(told: Callable[[], object], *_args: object) -> None:
    told()


def _tell_if_typed(part: QPlainTextEdit, told: Callable[[], object]) -> None:
    """A text tells of what the program writes into it as well; a hand has the cursor in it."""
    if part.hasFocus():
        told()


def _words(part: Loose) -> Any:
    if isinstance(part, QLineEdit):
        return part.text()
    if isinstance(part, QPlainTextEdit):
        return part.toPlainText()
    return part.value() if isinstance(part, ChoiceBox) else part.kept()


def _show(part: Loose, words: Any) -> None:
    if isinstance(part, QLineEdit):
        part.setText(words)
    elif isinstance(part, QPlainTextEdit):
        part.setPlainText(words)
    elif isinstance(part, ChoiceBox):
        part.set_value(words)
    else:
        part.take_up(words)
