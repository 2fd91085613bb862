"""The steps a record may take now, a button each, in a line that wraps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop_app.records.rules import Step
from desktop_app.views.look.theme import Theme
from desktop_app.views.parts.buttons import PlainButton
from desktop_app.views.parts.flow import FlowLayout


class StepButtons(QWidget):
    """``asked`` tells the name of the step pressed; the line is hidden while there is none."""

    asked = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._flow = FlowLayout(self, theme.unit(8), theme.unit(6))
        self.buttons: dict[str, PlainButton] = {}

    def show_steps(self, steps: Iterable[Step], words: Mapping[str, str] | None = None) -> None:
        """Offer these; ``words`` are other verbs than the steps' own titles, by name.

        The buttons stay, and the hand on one, where they are the same as before.
        """
        steps = list(steps)
        shown = {step.name: (words or {}).get(step.name, step.title) for step in steps}
        self.setVisible(bool(shown))
        if shown == {name: button.text() for name, button in self.buttons.items()}:
            return
        for button in self.buttons.values():
            self._flow.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.buttons = {}
        for step in steps:
            button = PlainButton(self._theme, shown[step.name], parent=self)
            button.setToolTip(step.help)
            button.clicked.connect(partial(self.asked.emit, step.name))
            self.buttons[step.name] = button
            self._flow.addWidget(button)
            button.show()
