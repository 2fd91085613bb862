"""Editors that point at people and records, picked from a list; ``free`` boxes take the words themselves."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtWidgets import QWidget

from desktop_app.base.ambiguous import Ambiguous, Option
from desktop_app.base.ids import is_uid
from desktop_app.records.box import AnyBox
from desktop_app.records.links import RecordLink
from desktop_app.storage.listing import called
from desktop_app.views.form.editors.character_picker import RareCharacterMenu
from desktop_app.views.form.editors.editor import ChoiceStrip, Editor
from desktop_app.views.form.editors.picking import Offer, PickLine
from desktop_app.views.parts.hints import show_hint

if TYPE_CHECKING:
    from desktop_app.desk import Desk


def offers_of(desk: Desk, registers: tuple[str, ...], by_sound: bool = False) -> list[Offer]:
    """The live records of ``registers`` to pick from, people in the order of their names' sound."""
    catalogue = desk.ledger.catalogue
    found = called(desk.ledger, registers)
    if by_sound:
        found.sort(key=lambda one: desk.pinyin.sort_key(one.words))
    several = len(registers) > 1
    return [
        Offer(
            one.uid,
            one.words,
            " ".join(p for p in (catalogue[one.register].title if several else "", one.note) if p),
        )
        for one in found
    ]


class RecordEditor(Editor[str]):
    """One record of the registers the box points at.

    ``arrange`` may leave some of what is offered away, or put those first that are meant most often.
    """

    def __init__(self, box: AnyBox, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(box, desk, parent)
        link = cast(RecordLink, box)
        self._typed = False
        self.arrange: Callable[[list[Offer]], list[Offer]] = list
        by_sound = box.kind == "person"
        self.line = PickLine(
            self.theme, lambda: self.arrange(offers_of(desk, link.to, by_sound)), desk.pinyin.keys
        )
        hint = "姓名、拼音或首字母" if by_sound else "输入几个字，从名单里选"
        show_hint(self.line, hint + ("，也可以直接写" if link.free else ""))
        self.take_focus_by(self.line)
        self.rare = RareCharacterMenu(self.theme, self.line)
        self.column.addWidget(self.line)
        self.strip = ChoiceStrip(self.theme)
        self.strip.picked.connect(self._pick_value)
        self.column.addWidget(self.strip)
        self.line.textEdited.connect(self._edit)
        self.line.picked.connect(self._picked)
        self.line.editingFinished.connect(self._leave)

    def value(self) -> str | None:
        if not self._typed:
            return self._value
        chosen = self.line.chosen()
        if chosen is not None:
            return chosen.value
        return self.box.parse(self.line.text(), self.desk.ledger)

    def set_value(self, value: str | None) -> None:
        self._value, self._typed = value, False
        words = self.box.show(value, self.desk.ledger.name)
        self.line.show_offer(Offer(value, words) if value is not None else None)
        self.strip.offer(None)

    def settle(self) -> None:
        if self._typed:
            self._leave()

    def kept(self) -> Any:
        chosen = self.line.chosen()
        return chosen.value if chosen is not None else self.line.text()

    def take_up(self, kept: Any) -> None:
        if is_uid(str(kept)):
            self.set_value(kept)
        else:
            self.line.setText(str(kept))
        self._value, self._typed = None, True

    def set_locked(self, locked: bool) -> None:
        self.line.set_locked(locked)

    def _edit(self, _text: str) -> None:
        self._typed = True
        self.strip.offer(None)
        self.edited.emit()

    def _picked(self, _offer: Offer) -> None:
        self._typed = True
        self.strip.offer(None)
        self.edited.emit()

    def _settle(self) -> list[Offer]:
        """Take what was typed for the one it fits; where any words may stand, only initials are looked up."""
        free = cast(RecordLink, self.box).free
        return self.line.settle() if not free or self.line.text().strip().isascii() else []

    def _pick_value(self, value: str | None) -> None:
        self.set_value(value)
        self.edited.emit()
        self.committed.emit()
        self.line.setFocus()

    def _leave(self) -> None:
        if self.line.still_choosing():
            return
        if self._typed:
            alike = self._settle()
            choices = tuple(Option(one.label, one.value) for one in alike)
            self.strip.offer(Ambiguous(f"有 {len(alike)} 个“{self.line.text()}”", choices) if alike else None)
        self.committed.emit()
