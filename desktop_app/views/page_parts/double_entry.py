"""再输一遍核对: numbers typed a second time without sight of the first, differences shown side by side."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QLineEdit, QWidget

from desktop_app.base.errors import UserError
from desktop_app.settings import Settings
from desktop_app.views.page_parts.record_dialog import AskDialog
from desktop_app.views.parts.buttons import PlainButton
from desktop_app.views.parts.labels import Words, faint

if TYPE_CHECKING:
    from desktop_app.desk import Desk

_TITLE = "再输一遍核对"
_NOTE = "请照着原来的纸再输一遍，不看第一遍。两遍不一样的会并排列出来，由您定哪个对。"


class DoubleEntrySwitch(QCheckBox):
    """Whether numbers are asked again; what a hand chose holds everywhere on this PC."""

    def __init__(self, settings: Settings) -> None:
        super().__init__("记下以前再输一遍核对")
        self._settings = settings
        self.setChecked(settings.double_entry)
        self.clicked.connect(self._keep)

    def _keep(self, is_on: bool) -> None:
        self._settings.double_entry = is_on
        with suppress(UserError):  # it holds for this sitting anyhow
            self._settings.save()


@dataclass(frozen=True)
class FirstTyped:
    """One number as it was typed first: ``key`` names it for good, ``words`` is how it is shown."""

    key: Hashable
    label: str
    value: Decimal | int
    words: str


class _Line:
    """One number: its second typing, and what to decide where both differ."""

    def __init__(self, desk: Desk, grid: QGridLayout, row: int, first: FirstTyped) -> None:
        theme = desk.theme
        self.first = first
        self.chosen: Decimal | int | None = None
        self.second: Decimal | int | None = None
        self.line = QLineEdit()
        self.line.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.line.setAccessibleName(f"{first.label}：再输一遍")
        self.line.textEdited.connect(self._forget)
        self.said = Words(theme, wrap=True, colour=theme.colours.wrong)
        self.first_button = PlainButton(theme, "")
        self.second_button = PlainButton(theme, "")
        self.buttons = QWidget()
        beside = QHBoxLayout(self.buttons)
        beside.setContentsMargins(0, 0, 0, 0)
        for button in (self.first_button, self.second_button):
            beside.addWidget(button)
        self.first_button.clicked.connect(partial(self._choose, True))
        self.second_button.clicked.connect(partial(self._choose, False))
        self.buttons.hide()
        grid.addWidget(Words(theme, first.label, wrap=True), row, 0)
        grid.addWidget(self.line, row, 1)
        grid.addWidget(self.buttons, row, 2)
        grid.addWidget(self.said, row, 3)

    def compare(self, read: Callable[[str], Decimal | int | None]) -> None:
        """Read the second typing and say how it stands to the first."""
        if self.chosen is not None:
            return
        try:
            self.second = read(self.line.text())
        except UserError as error:
            self.said.setText(error.what)
            return
        if self.second is None:
            self.said.setText("还没有再输")
        elif self.second == self.first.value:
            self.chosen = self.first.value
            self.said.setText("")
        else:
            self.said.setText("两遍不一样")
            self.first_button.setText(f"用第一遍 {self.first.words}")
            self.second_button.setText(f"用这一遍 {self.line.text().strip()}")
            self.buttons.show()

    def _choose(self, first: bool, _checked: bool = False) -> None:
        self.chosen = self.first.value if first else self.second
        self.said.setText("")
        self.buttons.hide()
        self.line.setText(self.first.words if first else self.line.text())

    def _forget(self, _text: str) -> None:
        self.chosen = None
        self.said.setText("")
        self.buttons.hide()


class DoubleEntryDialog(AskDialog):
    """Asks every number again; ``agreed`` gives, by key, what was decided to be right."""

    agreed = Signal(object)  # a dict whose keys are no words does not come through as one

    def __init__(
        self,
        desk: Desk,
        numbers: Sequence[FirstTyped],
        read: Callable[[str], Decimal | int | None],
        verb: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(desk, _TITLE, verb, _NOTE, parent)
        self._read = read
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(desk.theme.unit(12))
        for at, head in enumerate(("", "再输一遍", "", "")):
            grid.addWidget(faint(desk.theme, head), 0, at)
        grid.setColumnStretch(3, 1)
        self.lines = [_Line(desk, grid, row, first) for row, first in enumerate(numbers, 1)]
        grid.setRowStretch(len(self.lines) + 1, 1)
        self.setMinimumWidth(desk.theme.unit(760))
        self.put_in_frame(holder)
        self.walk()
        self.asked.connect(self._compare)
        if self.lines:
            self.lines[0].line.setFocus()

    def _compare(self) -> None:
        for line in self.lines:
            line.compare(self._read)
        open_ = [line for line in self.lines if line.chosen is None]
        if open_:
            differing = sum(line.buttons.isVisibleTo(self) for line in open_)
            words = [f"有 {differing} 处两遍不一样，请定哪个对" if differing else ""]
            words.append(f"有 {len(open_) - differing} 处还没有输好" if len(open_) > differing else "")
            self.tell("；".join(filter(None, words)) + "。还没有记下。")
            open_[0].line.setFocus()
            return
        self.tell("")
        self.agreed.emit({line.first.key: line.chosen for line in self.lines})
        self.accept()
