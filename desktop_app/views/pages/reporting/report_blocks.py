"""The blocks of a month's report as cards: figures to press, the balance in words, pictures."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.duties.summaries.blocks import SHORT_CATEGORIES
from desktop_app.duties.summaries.month import Blocks
from desktop_app.duties.summaries.month_trend import TrendPoint, month_pictures
from desktop_app.views.look.theme import Theme
from desktop_app.views.page_parts.figure_cells import FigureGrid, FigureTable
from desktop_app.views.parts.cards import Card
from desktop_app.views.parts.charts import ChartView
from desktop_app.views.parts.labels import IconMark, Words, faint

# Block → heading and how many figures stand abreast.
GRIDS = {
    "member_block": ("① 党员情况", 4),
    "meeting_block": ("② 组织生活", 4),
    "study_block": ("③ 学习教育", 5),
    "promise_block": ("④ 三亮：亮身份、亮承诺、亮行动", 5),
}
ISSUES = "⑤ 问题整改（四类）"
LAST_GRIDS = {"dues_block": ("⑥ 党费", 3), "service_block": ("⑦ 服务与网格", 4)}


class ReportBlocks(QWidget):
    """Blocks ① to ⑦; ``figure_asked`` tells block and key of the figure pressed."""

    figure_asked = Signal(str, str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.grids: dict[str, FigureGrid] = {}
        self._unsigned: dict[str, Words] = {}
        self._blocks: Blocks = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.unit(12))
        for block, (title, columns) in GRIDS.items():
            card = Card(theme, title)
            self._put(block, card, FigureGrid(theme, columns))
            if block == "member_block":
                self._add_balance(card)
            column.addWidget(card)
        rows = [
            (words, [f"issue{n}_{what}" for what in ("new", "closed", "open", "overdue")])
            for n, words in enumerate(SHORT_CATEGORIES.values(), 1)
        ]
        rows += [("重启", ["issues_reopened"]), ("调研", ["research"]), ("调研发现", ["findings"])]
        card = Card(theme, ISSUES)
        self._put("issue_block", card, FigureTable(theme, ("新增", "销号", "在办", "逾期"), rows))
        column.addWidget(card)
        self._card = Card(theme)
        self.pictures = ChartView(theme)
        self._card.body.addWidget(self.pictures)
        column.addWidget(self._card)
        for block, (title, columns) in LAST_GRIDS.items():
            card = Card(theme, title)
            self._put(block, card, FigureGrid(theme, columns))
            column.addWidget(card)

    def show_blocks(self, blocks: Blocks) -> None:
        """Show the figures of a month."""
        self._blocks = blocks
        for block, grid in self.grids.items():
            grid.show_figures(blocks.get(block, ()))
            grid.setVisible(block in blocks)
            self._unsigned[block].setVisible(block not in blocks)
        closing = next((one for one in blocks.get("member_block", ()) if one.key == "closing"), None)
        note = closing.note if closing is not None else ""
        closes = "不平" not in note
        tone = self._theme.colours.tone("done" if closes else "overdue")
        self._mark.show_icon("done" if closes else "warning", tone.ink, filled=True)
        self.balance.set_colour(tone.ink)
        words = note.replace(" ＋ ", " ＋ 增加 ").replace(" － ", " － 减少 ").replace(" ＝ ", " ＝ 期末 ")
        self.balance.setText(f"期初 {words}" + ("，相符" if closes else "") if note else "")

    def show_late(self, words: str) -> None:
        """Tell beside the balance why 期初 is not last month's 期末; '' for nothing."""
        self.late.setText(words)
        self.late.setVisible(bool(words))

    def show_trend(self, points: Sequence[TrendPoint]) -> None:
        """Show the last months, the present one marked, as the paper has them."""
        picture = month_pictures(points, self._blocks)
        self.pictures.show_chart(picture)
        self._card.setVisible(not picture.is_nothing)

    def mark(self, block: str, key: str) -> None:
        """Mark the figure whose records are in sight."""
        for name, grid in self.grids.items():
            grid.mark(key if name == block else "")

    def block_of(self, key: str) -> str:
        """The block a figure stands in."""
        return next(block for block, grid in self.grids.items() if key in grid.cells)

    def _put(self, block: str, card: Card, grid: FigureGrid) -> None:
        self.grids[block] = grid
        grid.asked.connect(partial(self.figure_asked.emit, block))
        card.body.addWidget(grid)
        # A month signed before the program counted this: nothing is counted into it afterwards.
        words = self._unsigned[block] = faint(self._theme, "这一版签发时还没有统计这一项。", wrap=True)
        words.hide()
        card.body.addWidget(words)

    def _add_balance(self, card: Card) -> None:
        theme = self._theme
        self._mark = IconMark(theme, "done", theme.colours.tone("done").ink, filled=True)
        self.balance = Words(theme, bold=True, wrap=True)
        line = QHBoxLayout()
        line.setSpacing(theme.unit(8))
        line.addWidget(self._mark)
        line.addWidget(self.balance, 1)
        card.body.insertLayout(1, line)
        self.late = Words(theme, steps=-1, colour=theme.colours.tone("due").ink, wrap=True)
        self.late.hide()
        card.body.insertWidget(2, self.late)
