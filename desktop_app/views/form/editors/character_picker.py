"""The picker of rare characters: by 拼音, or by 部首 and the strokes besides it."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QVBoxLayout,
    QWidget,
)

from desktop_app.base.rare_characters import load_rare_characters
from desktop_app.views.look.theme import Theme
from desktop_app.views.parts.buttons import PlainButton, PrimaryButton
from desktop_app.views.parts.choice_box import ChoiceBox
from desktop_app.views.parts.dialogs import FittedDialog
from desktop_app.views.parts.labels import Words, faint
from desktop_app.views.parts.why_not import allow

_HOW = (
    "会读的输拼音；不会读的选部首，再选部首以外的笔画。找到后双击，或选中按回车。也可以从别处复制来直接粘贴。"
)


class CharacterPicker(FittedDialog):
    """Shows the characters of a sound or a radical; ``picked`` gives one."""

    picked = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("生僻字")
        self._theme, self._all = theme, load_rare_characters()
        self.sound = QLineEdit()
        self.sound.setPlaceholderText("如 lin")
        self.sound.setAccessibleName("拼音")
        self.sound.textEdited.connect(self._by_sound)
        pairs = [(one.number, f"{one.forms}（{one.strokes} 画）") for one in self._all.radicals()]
        self.radical = ChoiceBox(theme, [(None, "选部首"), *pairs])
        self.radical.setAccessibleName("部首")
        self.radical.activated.connect(lambda _at: self._choose_radical())
        self.strokes = ChoiceBox(theme, [(None, "全部")])
        self.strokes.setAccessibleName("部首以外的笔画")
        self.strokes.activated.connect(lambda _at: self._by_radical())
        self.found = QListWidget()
        self.found.setAccessibleName("找到的字")
        self.found.setViewMode(QListWidget.ViewMode.IconMode)
        self.found.setMovement(QListWidget.Movement.Static)
        self.found.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.found.setUniformItemSizes(True)
        self.found.setFont(theme.font(6))
        side = theme.unit(48)
        self.found.setGridSize(QSize(side, side))
        self.found.setMinimumSize(theme.unit(560), theme.unit(260))
        self.found.itemActivated.connect(self._take)
        self.found.currentItemChanged.connect(lambda *_: self._tell())
        self.told = faint(theme, "还没有选", wrap=True)
        self.take_button = PrimaryButton(theme, "用这个字")
        self.take_button.clicked.connect(lambda: self._take(self.found.currentItem()))
        self.cancel_button = PlainButton(theme, "先不做")
        self.cancel_button.setProperty("tall", "true")
        self.cancel_button.clicked.connect(self.reject)
        self._lay_out()
        self._show("")

    def _lay_out(self) -> None:
        unit, theme = self._theme.unit, self._theme
        edge = unit(24)
        column = QVBoxLayout(self)
        column.setContentsMargins(edge, edge, edge, unit(20))
        column.setSpacing(unit(12))
        column.addWidget(faint(theme, _HOW, wrap=True))
        asked = QHBoxLayout()
        asked.setSpacing(unit(8))
        for words, field, share in (
            ("拼音", self.sound, 2),
            ("部首", self.radical, 3),
            ("其余笔画", self.strokes, 2),
        ):
            label = Words(theme, words, colour=theme.colours.text_soft)
            label.setBuddy(field)
            asked.addWidget(label)
            asked.addWidget(field, share)
        column.addLayout(asked)
        column.addWidget(self.found, 1)
        column.addWidget(self.told)
        verbs = QHBoxLayout()
        verbs.setSpacing(unit(12))
        verbs.addStretch(1)
        verbs.addWidget(self.cancel_button)
        verbs.addWidget(self.take_button)
        column.addLayout(verbs)

    def look_up(self, parts: Sequence[str]) -> None:
        """Show what may be made of these parts, by the radical of one and the strokes of the rest."""
        place = self._all.place_of(parts)
        if place is None:
            self.sound.setFocus()
            return
        self.radical.set_value(place[0])
        self._choose_radical()
        self.strokes.set_value(place[1])
        self._by_radical()
        self.found.setFocus()

    def _by_sound(self, words: str) -> None:
        self.radical.set_value(None)
        self._show(self._all.of_sound(words))

    def _choose_radical(self) -> None:
        number = self.radical.value()
        rows = self._all.of_radical(int(str(number))) if number is not None else {}
        self.strokes.set_pairs([(None, "全部"), *((count, f"{count} 画") for count in rows)])
        self._by_radical()

    def _by_radical(self) -> None:
        self.sound.clear()
        number, wanted = self.radical.value(), self.strokes.value()
        rows = self._all.of_radical(int(str(number))) if number is not None else {}
        self._show("".join(chars for count, chars in rows.items() if wanted in (None, count)))

    def _show(self, chars: str) -> None:
        self.found.clear()
        self.found.addItems(list(chars))
        self._tell()

    def _tell(self) -> None:
        item = self.found.currentItem()
        allow(self.take_button, "" if item is not None else "先选一个字")
        if item is None:
            count = self.found.count()
            self.told.setText(f"找到 {count} 个字" if count else "还没有找")
            return
        char = item.text()
        rare = (
            "，不在通用字表里，打印用替代字体" if ord(char) > 0xFFFF or 0x3400 <= ord(char) < 0x4E00 else ""
        )
        name = unicodedata.name(char, "").removeprefix("CJK UNIFIED IDEOGRAPH-")
        self.told.setText(f"{char}　编码 U+{name or f'{ord(char):04X}'}{rare}")

    def _take(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.picked.emit(item.text())
            self.accept()


class RareCharacterMenu(QObject):
    """Puts 插入生僻字 into the menu of a line; the character goes in at the cursor, as if it were typed."""

    def __init__(self, theme: Theme, line: QLineEdit) -> None:
        super().__init__(line)
        self._theme, self._line = theme, line
        self.menu: QMenu | None = None
        self.picker: CharacterPicker | None = None
        line.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        line.customContextMenuRequested.connect(self._open)

    def _open(self, place: QPoint) -> None:
        menu = self.menu = self._line.createStandardContextMenu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if not self._line.isReadOnly():
            menu.addSeparator()
            insert = QAction("插入生僻字", menu)
            insert.triggered.connect(self._pick)
            menu.addAction(insert)
        menu.popup(self._line.mapToGlobal(place))

    def _pick(self) -> None:
        cursor = self._line.cursorPosition()
        self.picker = CharacterPicker(self._theme, self._line.window())
        self.picker.picked.connect(partial(self._insert, cursor))
        self.picker.finished.connect(self.picker.deleteLater)
        self.picker.open()
        self.picker.sound.setFocus()

    def _insert(self, cursor: int, char: str) -> None:
        self._line.setFocus()
        self._line.setCursorPosition(cursor)
        self._line.insert(char)
        self._line.textEdited.emit(self._line.text())
