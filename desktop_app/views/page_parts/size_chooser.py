"""Buttons for the sizes of letters the screen has room for, with a sample line that answers at once."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.views.look.theme import POINT_CHOICES, Theme
from desktop_app.views.parts.buttons import PlainButton
from desktop_app.views.parts.labels import Words, faint
from desktop_app.views.parts.on_screen import most_points, screen_room
from desktop_app.views.parts.why_not import allow

_WORDS = ("标准", "大一点", "大", "很大")
_TOO_LARGE = "这块屏幕上字再大，按钮和表格就放不下了"
_HOW = "屏幕分辨率太低，或者系统里“缩放”调得太大。把缩放调小一些，重新打开程序，就能选更大的字"
_SAMPLE_LINE = "10月29日，支部党员大会，应到 46 人，实到 37 人。"


class SizeChooser(QWidget):
    """``chosen`` tells the size in pt; the caller keeps it and builds the window anew."""

    chosen = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        row = QHBoxLayout()
        row.setSpacing(theme.unit(8))
        self.buttons: dict[int, PlainButton] = {}
        group = QButtonGroup(self)
        accent = theme.colours.accent
        most = most_points(screen_room())
        for points, word in zip(POINT_CHOICES, _WORDS, strict=True):
            button = PlainButton(theme, f"{word} {points}")
            button.setCheckable(True)
            button.setChecked(points == theme.points)
            button.setStyleSheet(f"QPushButton:checked {{ border: 2px solid {accent}; color: {accent}; }}")
            button.clicked.connect(partial(self._choose, points))
            if points > most:
                allow(button, f"{_TOO_LARGE}：{_HOW}")
            group.addButton(button)
            row.addWidget(button, 1)
            self.buttons[points] = button
        self.sample = Words(theme, _SAMPLE_LINE, wrap=True)
        self.sample.setMinimumHeight(theme.unit(64))
        self.sample.setStyleSheet(
            f"background: {theme.colours.band}; border: 1px solid {theme.colours.line};"
            f"border-radius: {theme.unit(8)}px; padding: {theme.unit(8)}px {theme.unit(14)}px;"
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.unit(8))
        column.addLayout(row)
        self.why = faint(theme, f"{_TOO_LARGE}。{_HOW}。", wrap=True)
        self.why.setVisible(most < max(POINT_CHOICES))
        column.addWidget(self.why)
        column.addWidget(self.sample)

    def _choose(self, points: int, _checked: bool = False) -> None:
        font = self._theme.font()
        font.setPointSizeF(points)
        self.sample.setFont(font)
        self.chosen.emit(points)
