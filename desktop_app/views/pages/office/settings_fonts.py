"""Whose fonts papers are printed with, in the settings: the office's own where this PC has them, or ours."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.base.errors import UserError
from desktop_app.printing.type.office_fonts import NAMES, office_fonts
from desktop_app.views.page_parts.chips import ChipRow
from desktop_app.views.parts.cards import Card
from desktop_app.views.parts.labels import Words, faint

if TYPE_CHECKING:
    from desktop_app.desk import Desk

_CALLED = {"title": "小标宋", "fang": "仿宋", "kai": "楷体", "hei": "黑体", "song": "宋体"}
CHOICES = ((False, "先用电脑上的公文字体"), (True, "只用自带字体"))
_WHY = "换字体不改版面：每行的字数、页数和核验码都不变，从下一次排版起。"


class FontCard(Card):
    """Keeps the choice at once; says which fonts of the office this PC has."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.theme, "印纸的字体")
        self._desk = desk
        theme = desk.theme
        self.whose = ChipRow(theme, CHOICES)
        self.whose.choose(desk.settings.bundled_fonts_only)
        self.whose.chosen.connect(self._choose)
        self.found = Words(theme, colour=theme.colours.text_soft, wrap=True)
        self.trouble = Words(theme, colour=theme.colours.wrong, wrap=True)
        self.trouble.hide()
        for widget in (self.whose, self.found, faint(theme, _WHY, wrap=True), self.trouble):
            self.body.addWidget(widget)

    def refresh(self) -> None:
        """Look, on the worker, which fonts there are."""
        folders = self._desk.renderer.font_folders
        self._desk.bridge.run(lambda: office_fonts(folders), done=self._tell)

    def _tell(self, found: tuple[tuple[str, Path, int], ...]) -> None:
        there = {role for role, _, _ in found}
        names = "、".join(_CALLED[role] for role in NAMES if role in there)
        self.found.setText(f"这台电脑上有：{names}" if names else "这台电脑上没有能用的公文字体，用自带的。")

    def _choose(self, only: object) -> None:
        self._desk.settings.bundled_fonts_only = bool(only)
        self._desk.renderer.bundled_only = bool(only)
        try:
            self._desk.settings.save()
        except UserError as error:
            self.trouble.setText(error.sentence())
        else:
            self.trouble.clear()
        self.trouble.setVisible(bool(self.trouble.text()))
