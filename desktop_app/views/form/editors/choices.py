"""Editors of closed lists: one, any number, yes or no, and the state that only steps change."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from desktop_app.records.box import AnyBox
from desktop_app.records.kinds import Choice
from desktop_app.views.form.editors.editor import Editor
from desktop_app.views.form.editors.picking import Offer, PickLine
from desktop_app.views.parts.choice_box import ChoiceBox
from desktop_app.views.parts.flow import TagPicker
from desktop_app.views.parts.hints import show_hint
from desktop_app.views.parts.status import Pill
from desktop_app.views.table.tones import tone_of_words

if TYPE_CHECKING:
    from desktop_app.desk import Desk

# A longer list is found by typing, not by scrolling.
LONGEST_LIST = 14


def offered(box: Choice) -> Mapping[str, str]:
    """What a list shows to pick from: fewer than can be read, where the box says so."""
    return cast("Mapping[str, str]", getattr(box, "offered", box.options))


def choice_editor(box: AnyBox, desk: Desk) -> Editor:
    """A drop-down list, or a line to find in where the list is long."""
    short = len(offered(cast(Choice, box))) <= LONGEST_LIST
    return (ChoiceEditor if short else LongChoiceEditor)(box, desk)


class ChoiceEditor(Editor[str]):
    """A drop-down list the wheel cannot turn; the empty line first, so that nothing is chosen unasked."""

    def __init__(self, box: AnyBox, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(box, desk, parent)
        self.list = ChoiceBox(self.theme)
        self.take_focus_by(self.list)
        self.column.addWidget(self.list)
        self._offer(None)
        self.list.activated.connect(self._choose)

    def value(self) -> str | None:
        return self.list.value()

    def set_value(self, value: str | None) -> None:
        self._offer(value)
        self.list.set_value(value)

    def _offer(self, value: str | None) -> None:
        """The list, with a value of old that is offered no more."""
        box = cast(Choice, self.box)
        choices = dict(offered(box))
        if value is not None and value not in choices:
            choices[value] = box.options.get(value, str(value))
        self.list.set_pairs([(None, "请选择" if box.required else ""), *choices.items()])

    def _choose(self, _at: int) -> None:
        self.edited.emit()
        self.committed.emit()


class LongChoiceEditor(Editor[str]):
    """A line that finds one of many choices by its words or their sound."""

    def __init__(self, box: AnyBox, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(box, desk, parent)
        self._typed = False
        choices = offered(cast(Choice, box))
        offers = [Offer(value, label) for value, label in choices.items()]
        self.line = PickLine(self.theme, lambda: offers, desk.pinyin.keys)
        show_hint(self.line, "输入几个字或拼音首字母")
        self.take_focus_by(self.line)
        self.column.addWidget(self.line)
        self.line.textEdited.connect(self._edit)
        self.line.picked.connect(self._edit)
        self.line.editingFinished.connect(self._leave)

    def value(self) -> str | None:
        if not self._typed:
            return self._value
        chosen = self.line.chosen()
        return chosen.value if chosen else self.box.parse(self.line.text(), self.desk.ledger)

    def set_value(self, value: str | None) -> None:
        self._value, self._typed = value, False
        words = self.box.show(value, self.desk.ledger.name)
        self.line.show_offer(Offer(value, words) if value is not None else None)

    def settle(self) -> None:
        if self._typed:
            self._leave()

    def kept(self) -> Any:
        return self.line.text()

    def take_up(self, kept: Any) -> None:
        self.line.setText(str(kept))
        self._typed = True

    def set_locked(self, locked: bool) -> None:
        self.line.set_locked(locked)

    def _edit(self, _what: object) -> None:
        self._typed = True
        self.edited.emit()

    def _leave(self) -> None:
        if self.line.still_choosing():
            return
        if self._typed:
            words = self.line.text().strip()
            value = cast(Choice, self.box).value_for(words) if words else None
            if value is not None:
                self.set_value(value)
            else:
                self.line.settle()
        self.committed.emit()


class ManyChoiceEditor(Editor[tuple[str, ...]]):
    """Ticks, any number of them."""

    wide = True

    def __init__(self, box: AnyBox, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(box, desk, parent)
        self._choices = offered(cast(Choice, box))
        self.tags = TagPicker(self.theme, list(self._choices.values()))
        self.take_focus_by(self.tags)
        self.column.addWidget(self.tags)
        self._quiet = False
        self.tags.changed.connect(self._change)

    def value(self) -> tuple[str, ...] | None:
        chosen = set(self.tags.values())
        return tuple(value for value, label in self._choices.items() if label in chosen) or None

    def set_value(self, value: tuple[str, ...] | None) -> None:
        self._quiet = True
        self.tags.set_values([self._choices.get(one, one) for one in value or ()])
        self._quiet = False

    def mark(self, wrong: bool) -> None:
        """Ticks have no border; the line under them says it."""

    def _change(self, _values: list[str]) -> None:
        if not self._quiet:
            self.edited.emit()
            self.committed.emit()


class YesNoEditor(Editor[bool]):
    """One tick; a box nobody touched stays as empty as it was."""

    def __init__(self, box: AnyBox, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(box, desk, parent)
        self.tick = QCheckBox("是")
        self.take_focus_by(self.tick)
        self.column.addWidget(self.tick)
        self.tick.clicked.connect(self._click)

    def value(self) -> bool | None:
        return self._value

    def set_value(self, value: bool | None) -> None:
        self._value = value
        self.tick.setChecked(bool(value))

    def mark(self, wrong: bool) -> None:
        """A tick has no border; the line under it says it."""

    def _click(self, checked: bool) -> None:
        self._value = checked
        self.edited.emit()
        self.committed.emit()


class StateEditor(Editor[str]):
    """Where the record stands, to be read only: the buttons of its steps change it."""

    def __init__(self, box: AnyBox, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(box, desk, parent)
        self.pill = Pill(self.theme, "")
        self.field = self.pill
        row = QHBoxLayout()
        row.addWidget(self.pill, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch(1)
        self.column.addLayout(row)
        self.setMinimumHeight(self.theme.click_height)

    def value(self) -> str | None:
        return self._value

    def set_value(self, value: str | None) -> None:
        self._value = value
        self.pill.set_state(str(value or ""), tone_of_words(str(value or "")) or "going")
