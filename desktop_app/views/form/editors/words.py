"""Editors of several lines: long texts and lists of short ones; plain text only, Tab leaves them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QFocusEvent, QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from desktop_app.records.box import AnyBox
from desktop_app.records.kinds import Lines
from desktop_app.views.form.editors.editor import Editor
from desktop_app.views.look.theme import Theme
from desktop_app.views.parts.buttons import PlainButton
from desktop_app.views.parts.flow import FlowLayout

if TYPE_CHECKING:
    from desktop_app.desk import Desk

_LEAST_LINES, _MOST_LINES, _NO_MOST = 3, 12, 60


class GrowingText(QPlainTextEdit):
    """Several lines of plain words, as high as they need, between a least and a most number of lines."""

    left = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._least, self._most = _LEAST_LINES, _MOST_LINES
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self._fit()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Plain words, without the line end behind a copied cell; cells of a row stand a blank apart."""
        self.insertPlainText(source.text().strip("\r\n\t").replace("\t", "\u3000"))

    def grow(self, least: int, most: int, margin: float) -> None:
        """Be ``least`` to ``most`` lines high, ``margin`` px around the words."""
        self._least, self._most = least, most
        self.document().setDocumentMargin(margin)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()  # another width breaks the lines elsewhere

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()

    def _lines(self) -> int:
        """Lines on the screen; asking for a paragraph's place has it broken anew."""
        layout, lines, block = self.document().documentLayout(), 0, self.document().begin()
        while block.isValid() and lines <= self._most:
            layout.blockBoundingRect(block)
            lines += max(1, block.layout().lineCount())
            block = block.next()
        return lines

    def _fit(self, *_: object) -> None:
        lines = self._lines()
        never, needed = Qt.ScrollBarPolicy.ScrollBarAlwaysOff, Qt.ScrollBarPolicy.ScrollBarAsNeeded
        self.setVerticalScrollBarPolicy(never if lines <= self._most else needed)
        shown = max(self._least, min(self._most, lines))
        around = self._theme.unit(14) + round(2 * self.document().documentMargin()) - 2
        self.setFixedHeight(shown * self.fontMetrics().lineSpacing() + around)


class WordsEditor(Editor[str | tuple[str, ...]]):
    """A text that grows with what is written, from three lines to twelve."""

    wide = True

    def __init__(self, box: AnyBox, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(box, desk, parent)
        self._quiet = False
        self._typed = False
        self.text = GrowingText(self.theme)
        self.take_focus_by(self.text)
        self.column.addWidget(self.text)
        self.text.textChanged.connect(self._edit)
        self.text.left.connect(self.committed)

    def grow(self, least: int, hint: str) -> None:
        """Begin with ``least`` lines, show everything, and say in an empty box what belongs there."""
        self.text.grow(least, _NO_MOST, 1)
        self.text.setPlaceholderText(hint)

    def value(self) -> str | tuple[str, ...] | None:
        if not self._typed:
            return self._value
        return self.box.parse(self.text.toPlainText(), self.desk.ledger)

    def set_value(self, value: str | tuple[str, ...] | None) -> None:
        self._value = value
        self._write(self.box.show(value, self.desk.ledger.name))
        self._typed = False

    def kept(self) -> Any:
        return self.text.toPlainText()

    def take_up(self, kept: Any) -> None:
        self._write(str(kept))
        self._typed = True

    def set_locked(self, locked: bool) -> None:
        self.text.setReadOnly(locked)

    def _write(self, words: str) -> None:
        self._quiet = True
        self.text.setPlainText(words)
        self._quiet = False

    def _edit(self) -> None:
        if not self._quiet:
            self._typed = True
            self.edited.emit()


class OfferedLinesEditor(WordsEditor):
    """Lines with the words of a register under them, each put in or taken out at one press."""

    def __init__(self, box: Lines, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(box, desk, parent)
        self.buttons: dict[str, PlainButton] = {}
        strip = self.strip = QWidget()
        flow = FlowLayout(strip, self.theme.unit(8), self.theme.unit(4))
        for word in self._offered(box.picks):
            button = self.buttons[word] = PlainButton(self.theme, word)
            button.setFocusProxy(self.text)  # Tab goes past the words: they can be typed as well
            button.clicked.connect(partial(self._turn, word))
            flow.addWidget(button)
        strip.setVisible(bool(self.buttons))
        self.column.addWidget(strip)
        self.text.textChanged.connect(self._mark)

    def set_locked(self, locked: bool) -> None:
        super().set_locked(locked)
        self.strip.setVisible(not locked and bool(self.buttons))

    def _offered(self, register: str) -> list[str]:
        """The headings of the register's records that are in use."""
        ledger = self.desk.ledger
        model = ledger.catalogue[register].model
        rows = ledger.find(model.live().order_by(model.uid))
        return [ledger.name(one.uid) for one in rows if getattr(one, "in_use", None) is not False]

    def _lines(self) -> list[str]:
        return [line.strip() for line in self.text.toPlainText().splitlines() if line.strip()]

    def _turn(self, word: str, _checked: bool = False) -> None:
        lines = self._lines()
        kept = [line for line in lines if line != word] if word in lines else [*lines, word]
        self.text.setPlainText("\n".join(kept))
        self.committed.emit()

    def _mark(self) -> None:
        lines = self._lines()
        for word, button in self.buttons.items():
            button.setText(f"✓ {word}" if word in lines else word)


def lines_editor(box: AnyBox, desk: Desk) -> Editor:
    """The editor of a list of lines; with the words offered where the box offers a register's."""
    if isinstance(box, Lines) and box.picks in desk.ledger.catalogue:
        return OfferedLinesEditor(box, desk)
    return WordsEditor(box, desk)
