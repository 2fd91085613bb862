"""The bar over the sheets of the preview: how many pages, for which sides, how large they are seen."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout

from desktop_app.views.look.theme import Theme
from desktop_app.views.pages.office.print_sheets import STEP, Sheets
from desktop_app.views.parts.buttons import PlainButton
from desktop_app.views.parts.labels import Words, faint

MOST_TO_SAVE = 9
"""Papers of more pages are not asked to take one less."""


class PreviewBar(QFrame):
    """``sided`` tells whether both sides are printed on; ``tightened`` that it is to take a page less."""

    sided = Signal(bool)
    tightened = Signal()

    def __init__(self, theme: Theme, sheets: Sheets) -> None:
        super().__init__()
        self._theme = theme
        self.setProperty("look", "plain-pane")
        self.count = Words(theme, bold=True)
        self.place = faint(theme)
        self.both_sides = QCheckBox("两面打印")
        self.both_sides.setToolTip("双数页的装订边换到另一边，印出来两面对齐")
        self.both_sides.toggled.connect(self.sided)
        self.tighten_button = PlainButton(theme, "")
        self.tighten_button.setToolTip("字和行距略小一点，正文不小于五号字")
        self.tighten_button.clicked.connect(self.tightened)
        self.width_button = PlainButton(theme, "适合宽度")
        self.whole_button = PlainButton(theme, "整页")
        self.actual_button = PlainButton(theme, "实际大小")
        self.smaller_button = PlainButton(theme, "缩小")
        self.larger_button = PlainButton(theme, "放大")
        self.percent = Words(theme, "100%", colour=theme.colours.text_soft)
        self.percent.setMinimumWidth(theme.text_width("400%"))
        self.percent.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.width_button.clicked.connect(lambda: sheets.set_zoom(0))
        self.whole_button.clicked.connect(sheets.show_whole)
        self.actual_button.clicked.connect(lambda: sheets.set_zoom(1.0))
        self.smaller_button.clicked.connect(lambda: sheets.set_zoom(sheets.zoom / STEP))
        self.larger_button.clicked.connect(lambda: sheets.set_zoom(sheets.zoom * STEP))
        sheets.zoomed.connect(lambda zoom: self.percent.setText(f"{round(zoom * 100)}%"))
        line = QHBoxLayout(self)
        line.setContentsMargins(theme.unit(20), theme.unit(6), theme.unit(20), theme.unit(6))
        line.setSpacing(theme.unit(8))
        for widget in (self.count, self.place, self.both_sides, self.tighten_button):
            line.addWidget(widget)
        line.addStretch(1)
        buttons = (self.width_button, self.whole_button, self.actual_button, self.smaller_button)
        for widget in (*buttons, self.percent, self.larger_button):
            line.addWidget(widget)
        self.begin("")

    def begin(self, words: str) -> None:
        """No paper is shown: say why, or what is done."""
        self.count.setText(words)
        self.place.setText("")
        self.tighten_button.hide()

    def show_count(self, papers: int, pages: int, sheets: int) -> None:
        """Say how much is shown; offer one page less where one paper takes few."""
        many = f"{papers} 份，" if papers > 1 else ""
        self.count.setText(f"{many}共 {sheets} 页")
        self.tighten_button.setText(f"缩到 {pages - 1} 页")
        self.tighten_button.setVisible(papers == 1 and 1 < pages <= MOST_TO_SAVE)

    def show_page(self, page: int) -> None:
        """Say which page is looked at, from 0."""
        self.place.setText(f"第 {page + 1} 页")
