"""Ctrl+Z in a form: what was changed there last is taken back, before it is saved and without the ledger."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeyEvent, QKeySequence

_UNDO, _REDO = QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo


class EditHistory:
    """What the boxes of a form held before each change; ``show`` puts a kept value into a box.

    Changes of one box in a row count as one. ``unsaved`` says that something was changed at all: then the
    keys of undo belong to the form, even when there is nothing left to take back.
    """

    def __init__(self, show: Callable[[str, object], None]) -> None:
        self._show = show
        self.start({})

    def start(self, kept: Mapping[str, object]) -> None:
        """Begin anew with what the boxes hold now."""
        self._now = dict(kept)
        self._past: list[tuple[str, object]] = []
        self._undone: list[tuple[str, object]] = []
        self.unsaved = False

    def note(self, name: str, kept: object) -> None:
        """A hand changed a box, which holds ``kept`` now."""
        self.unsaved = True
        if self._now.get(name) == kept:
            return
        if not self._past or self._past[-1][0] != name:
            self._past.append((name, self._now.get(name)))
        self._now[name] = kept
        self._undone.clear()

    def undo(self) -> None:
        """Show what the box changed last held before."""
        self._turn(self._past, self._undone)

    def redo(self) -> None:
        """Show again what was taken back last."""
        self._turn(self._undone, self._past)

    def _turn(self, from_: list[tuple[str, object]], onto: list[tuple[str, object]]) -> None:
        if from_:
            name, kept = from_.pop()
            onto.append((name, self._now.get(name)))
            self._now[name] = kept
            self._show(name, kept)

    def takes(self, event: QEvent) -> bool:
        """Whether ``event`` asks if undo or redo is a key of this form's own, and it is."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.ShortcutOverride:
            return False
        return self.unsaved and (event.matches(_UNDO) or event.matches(_REDO))

    def press(self, event: QKeyEvent) -> bool:
        """Act on the keys of undo and redo; False for all others, and while nothing was changed."""
        if not self.unsaved or not (event.matches(_UNDO) or event.matches(_REDO)):
            return False
        (self.undo if event.matches(_UNDO) else self.redo)()
        return True
