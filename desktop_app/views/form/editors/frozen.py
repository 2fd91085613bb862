"""The view of figures kept when a paper was signed: a list to be read only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop_app.records.box import AnyBox
from desktop_app.records.figures import Figures
from desktop_app.views.form.editors.editor import Editor
from desktop_app.views.parts.labels import Words

if TYPE_CHECKING:
    from desktop_app.desk import Desk


class FrozenView(Editor[list[Figures]]):
    """党员总数 46 人, one figure a line."""

    wide = True

    def __init__(self, box: AnyBox, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(box, desk, parent)
        self.field = self.words = Words(self.theme, wrap=True)
        self.words.setMinimumHeight(self.theme.click_height)
        self.column.addWidget(self.words)

    def value(self) -> list[Figures] | None:
        return self._value

    def set_value(self, value: list[Figures] | None) -> None:
        self._value = value
        lines = [f"{one['title']}　{one['value']} {one['unit']}".rstrip() for one in value or ()]
        self.words.setText("\n".join(lines) or "签发时由程序填写")
