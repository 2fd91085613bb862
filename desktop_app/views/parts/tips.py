"""Tips that stay on the screen: long words are broken into lines, which Qt does not do in time."""

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate, QStyleOptionViewItem, QToolTip

# Characters of a line, and of one where there would be more than a few of them.
# No low screen has room for more than the most.
_LINE, _WIDE_LINE = 36, 48
_FEW_LINES, _MOST_LINES = 12, 18
_NEVER_FIRST = "，。、；：？！）》”’…"


def folded(words: str) -> str:
    """``words`` in lines a tip has room for; what is longer than a screen ends in …."""
    lines = _lines(words, _LINE)
    if len(lines) > _FEW_LINES:
        lines = _lines(words, _WIDE_LINE)
    if len(lines) > _MOST_LINES:
        lines = [*lines[: _MOST_LINES - 1], f"{lines[_MOST_LINES - 1][: _WIDE_LINE - 1]}…"]
    return "\n".join(lines)


def _lines(words: str, most: int) -> list[str]:
    found = []
    for line in words.split("\n"):
        start = 0
        while len(line) - start > most:
            end = start + most
            while end < len(line) and line[end] in _NEVER_FIRST:
                end += 1
            found.append(line[start:end])
            start = end
        if start < len(line) or not line:
            found.append(line[start:])
    return found


class TipDelegate(QStyledItemDelegate):
    """A delegate that tells what its model says of a row in lines."""

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        if event.type() != QEvent.Type.ToolTip:
            return super().helpEvent(event, view, option, index)
        QToolTip.showText(event.globalPos(), folded(str(index.data(Qt.ItemDataRole.ToolTipRole) or "")), view)
        return True
