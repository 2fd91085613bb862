"""Several cells pasted into one box: nothing is joined unseen, the person says what is meant.

A line end or tab behind a single cell, as spreadsheets copy it, goes away by itself.
"""

import re
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from desktop_app.views.look.theme import Theme
from desktop_app.views.parts.buttons import PlainButton
from desktop_app.views.parts.dialogs import ConfirmDialog

_BREAKS = "\r\n\t\u2028\u2029"
_BREAK = re.compile(f"[{_BREAKS}]+")
_TOLD = 3


class BlockPaste(QObject):
    """Watches one line: words with line ends or tabs can only have been pasted or dropped.

    ``take`` is told a block of several cells; the line then says again what it said before.
    """

    def __init__(self, line: QLineEdit, take: Callable[[QLineEdit, str], object]) -> None:
        super().__init__(line)
        self._line, self._take = line, take
        self._before = line.text()
        line.textChanged.connect(self._look)

    def _look(self, text: str) -> None:
        if not _BREAK.search(text):
            self._before = text
            return
        clean = text.strip(_BREAKS)
        block = _BREAK.search(clean) is not None
        self._line.setText(self._before if block else clean)
        self._line.textEdited.emit(self._line.text())
        if block:
            # After the line is done with its own paste.
            pasted = _without(text, self._before)
            QTimer.singleShot(0, self, lambda: self._take(self._line, pasted))


def _without(text: str, before: str) -> str:
    """What came in between when ``before`` became ``text``."""
    start = 0
    while start < min(len(before), len(text)) and before[start] == text[start]:
        start += 1
    end = 0
    while end < min(len(before), len(text)) - start and before[-1 - end] == text[-1 - end]:
        end += 1
    return text[start : len(text) - end]


def cells_of(block: str) -> list[str]:
    """The filled cells of a block, row by row."""
    return [cell.strip() for cell in _BREAK.split(block) if cell.strip()]


class BlockDialog(ConfirmDialog):
    """Asks what several cells in one box mean; ``split_button`` where each row can be a record of its own."""

    def __init__(self, theme: Theme, title: str, block: str, *, may_split: bool, parent: QWidget) -> None:
        cells = cells_of(block)
        shown = "、".join(cells[:_TOLD]) + (" 等" if len(cells) > _TOLD else "")
        rest = "" if may_split else "\n要每行登记一条，请回到列表上再粘贴。"
        super().__init__(
            theme,
            f"粘贴的是 {len(cells)} 格，「{title}」只有一格",
            f"剪贴板里是：{shown}{rest}",
            f"只填第一格“{cells[0][:12]}”",
            cancel="先不填",
            parent=parent,
        )
        self.wants_split = False
        self.split_button = PlainButton(theme, "每行登记一条，先核对", "table")
        self.split_button.setProperty("tall", "true")
        self.split_button.setVisible(may_split)
        self.split_button.clicked.connect(self._split)
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        column.insertWidget(column.count() - 1, self.split_button)

    def _split(self) -> None:
        self.wants_split = True
        self.reject()
