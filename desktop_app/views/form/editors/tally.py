"""The editor of counts under named heads: one number a head, empty where nothing was counted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from desktop_app.base.errors import UserError
from desktop_app.base.typed_text import tidy
from desktop_app.records.box import AnyBox
from desktop_app.records.figures import Tally
from desktop_app.views.form.editors.editor import Editor
from desktop_app.views.parts.labels import Words

if TYPE_CHECKING:
    from desktop_app.desk import Desk


class TallyEditor(Editor[dict[str, int]]):
    """好 [12]  较好 [3]  …"""

    wide = True

    def __init__(self, box: AnyBox, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(box, desk, parent)
        self.lines: dict[str, QLineEdit] = {}
        row = QHBoxLayout()
        row.setSpacing(self.theme.unit(8))
        for head in cast(Tally, box).heads:
            line = QLineEdit()
            line.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            line.setInputMethodHints(Qt.InputMethodHint.ImhPreferNumbers)
            line.setAccessibleName(f"{box.title}：{head}")
            line.setMaximumWidth(self.theme.unit(84))
            line.textEdited.connect(lambda _text: self.edited.emit())
            line.editingFinished.connect(self.committed)
            row.addWidget(Words(self.theme, head, colour=self.theme.colours.text_soft))
            row.addWidget(line)
            row.addSpacing(self.theme.unit(12))
            self.lines[head] = line
        row.addStretch(1)
        self.column.addLayout(row)
        self.take_focus_by(next(iter(self.lines.values())))

    def value(self) -> dict[str, int] | None:
        counts = {}
        for head, line in self.lines.items():
            words = tidy(line.text())
            if not words:
                continue
            if not words.isdecimal():
                raise UserError(f"「{self.box.title}」里“{head}”写的“{words}”不是整数", todo="请写成 12 这样")
            counts[head] = int(words)
        return counts or None

    def set_value(self, value: dict[str, int] | None) -> None:
        for head, line in self.lines.items():
            count = (value or {}).get(head)
            line.setText("" if count is None else str(count))

    def kept(self) -> Any:
        return {head: line.text() for head, line in self.lines.items()}

    def take_up(self, kept: Any) -> None:
        for head, line in self.lines.items():
            line.setText(str(kept.get(head, "")))

    def set_locked(self, locked: bool) -> None:
        for line in self.lines.values():
            line.setReadOnly(locked)
