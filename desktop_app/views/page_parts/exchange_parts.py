"""Pieces the exchange and import pages share: a button with its reason, the stick, the eight digits."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from desktop_app.base.errors import UserError
from desktop_app.views.look.theme import Theme
from desktop_app.views.page_parts.sticks import stick_at
from desktop_app.views.parts.buttons import PlainButton
from desktop_app.views.parts.choice_box import ChoiceBox
from desktop_app.views.parts.dialogs import ErrorPanel
from desktop_app.views.parts.file_dialogs import FileDialogs
from desktop_app.views.parts.labels import IconMark, Words, faint
from desktop_app.views.parts.why_not import allow

FindSticks = Callable[[], Sequence[Path]]
# How often a page in sight looks for a stick that was plugged in, in milliseconds.
_LOOK_EVERY = 2000


class Verb(QWidget):
    """A button and, while it cannot be pressed, the reason in words beside it."""

    def __init__(self, theme: Theme, button: PlainButton, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.button = button
        self.why = faint(theme, wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.unit(12))
        row.addWidget(button)
        row.addWidget(self.why, 1)

    def set_reason(self, why: str) -> None:
        """Close the button and say why; open it with an empty text."""
        allow(self.button, why)
        self.button.setAccessibleDescription(why)
        self.why.setText(why)


class StickLine(QWidget):
    """Where to write or read: a stick found by itself, or a folder chosen by hand.

    While in sight it looks for sticks every two seconds. ``changed`` tells that ``folder()`` is another,
    ``looked`` after each look that it is still the same: what lies in it may be new.
    """

    changed = Signal()
    looked = Signal()

    def __init__(
        self, theme: Theme, find: FindSticks, doors: FileDialogs, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._find, self._doors = find, doors
        self._sticks: tuple[Path, ...] = ()
        self._by_hand: Path | None = None
        self.choice = ChoiceBox(theme)
        self.choice.setAccessibleName("U盘或文件夹")
        self.choice.setSizePolicy(
            self.choice.sizePolicy().Policy.Expanding, self.choice.sizePolicy().verticalPolicy()
        )
        self.choice.setMinimumContentsLength(8)
        self.folder_button = PlainButton(theme, "选择文件夹", "folder")
        self.folder_button.clicked.connect(self._choose_folder)
        self.choice.activated.connect(lambda: self.changed.emit())
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.unit(8))
        row.addWidget(self.choice, 1)
        row.addWidget(self.folder_button)
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_EVERY)
        self._timer.timeout.connect(self.look)
        self._offer()

    def folder(self) -> Path | None:
        """The top folder of the chosen stick, or the folder chosen by hand."""
        chosen = self.choice.value()
        return chosen if isinstance(chosen, Path) else None

    def words(self) -> str:
        """How the place is called in a sentence."""
        chosen = self.folder()
        return "文件夹" if chosen is not None and chosen not in self._sticks else "U盘"

    def look(self) -> None:
        """Look which sticks are plugged in; one that was pulled out is no longer offered."""
        found = tuple(self._find())
        if found != self._sticks:
            self._sticks = found
            self._offer()
        elif self.folder() is not None:
            self.looked.emit()

    def choose(self, folder: Path) -> None:
        """Take a folder as if chosen by hand."""
        self._by_hand = folder
        self._offer()
        self.choice.set_value(folder)
        self.changed.emit()

    def _choose_folder(self) -> None:
        chosen = self._doors.folder(self, "选择文件夹")
        if chosen is not None:
            self.choose(chosen)

    def _offer(self) -> None:
        before = self.folder()
        pairs: list[tuple[object, str]] = [(stick, _called(stick)) for stick in self._sticks]
        if self._by_hand is not None and self._by_hand not in self._sticks:
            pairs.append((self._by_hand, f"文件夹 {self._by_hand.name}"))
        self.choice.set_pairs(pairs or [(None, "没有找到U盘")])
        self.choice.setToolTip(str(self.folder() or ""))
        allow(self.choice, "" if pairs else "插上U盘，或者点“选择文件夹”")
        if self.folder() != before:
            self.changed.emit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.look()
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()


def _called(folder: Path) -> str:
    """What a stick is called among others: its name with the room on it, or that it is write-protected."""
    known = stick_at(folder)
    return known.words if known is not None else f"U盘 {folder.name or folder}"


class CodeTile(QFrame):
    """The eight digits in large type, in two groups as they are read aloud, under a caption."""

    def __init__(self, theme: Theme, caption: str, note: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "tile")
        self.setStyleSheet(
            f'QFrame[look="tile"] {{ background: {theme.colours.band};'
            f" border: 1px solid {theme.colours.line}; border-radius: {theme.unit(8)}px; }}"
        )
        self.digits = Words(theme, "", steps=14, bold=True)
        self.digits.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.note = faint(theme, note, wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.unit(16), theme.unit(10), theme.unit(16), theme.unit(10))
        column.setSpacing(theme.unit(2))
        column.addWidget(Words(theme, caption, colour=theme.colours.text_soft))
        column.addWidget(self.digits)
        column.addWidget(self.note)

    def show_code(self, code: str, note: str | None = None) -> None:
        """Show other digits."""
        self.digits.setText(code_words(code))
        self.digits.setAccessibleName(code_words(code))
        if note is not None:
            self.note.setText(note)


def code_words(code: str) -> str:
    """Eight digits in two groups of four."""
    return f"{code[:4]} {code[4:]}" if len(code) == 8 else code


def size_words(size: int) -> str:
    """A size in bytes as people read it."""
    return f"{size / 1024:.0f} KB" if size < 1024 * 1024 else f"{size / 1024 / 1024:.1f} MB"


def good_news(theme: Theme, words: str, note: str = "") -> QWidget:
    """A line of success: a large tick, what was done, what to do now."""
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.unit(12))
    row.addWidget(IconMark(theme, "done", theme.colours.tone("done").ink, 40, filled=True))
    column = QVBoxLayout()
    column.setSpacing(theme.unit(2))
    column.addWidget(Words(theme, words, steps=3, bold=True, wrap=True))
    if note:
        column.addWidget(Words(theme, note, colour=theme.colours.text_soft, wrap=True))
    row.addLayout(column, 1)
    return line


class Trouble(QWidget):
    """The place in a pane where a UserError is told; hidden while there is none."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.error: UserError | None = None
        self.panel: ErrorPanel | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.hide()

    def tell(self, error: UserError | None) -> None:
        """Tell an error in place of the one before; None takes it away."""
        empty(self._column)
        self.error, self.panel = error, None
        if error is not None:
            self.panel = ErrorPanel(self._theme, error)
            self._column.addWidget(self.panel)
        self.setVisible(error is not None)


def empty(layout: QLayout) -> None:
    """Take everything out of a layout."""
    while item := layout.takeAt(0):
        if widget := item.widget():
            widget.hide()
            widget.deleteLater()
        elif inner := item.layout():
            empty(inner)
