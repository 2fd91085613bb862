"""The side of the report page: what differs from last month, or the records behind the figure pressed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal

from desktop_app.duties.basics.figure import Figure
from desktop_app.duties.summaries.month import Difference
from desktop_app.records.box import Naming
from desktop_app.views.look.theme import Theme
from desktop_app.views.page_parts.figure_list import FigureList
from desktop_app.views.page_parts.line_list import Line
from desktop_app.views.parts.buttons import LinkButton


class ReportSide(FigureList):
    """``opened`` tells a record's uid, ``figure_asked`` the key of a figure that differs."""

    figure_asked = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, closable=False)
        self.figure: Figure | None = None
        self.back_button = LinkButton(theme, "返回差异", "previous")
        self.foot.insertWidget(0, self.back_button)
        self.open_button.setText("打开记录")

    def show_differences(self, found: Sequence[Difference], naming: Naming, last: str) -> None:
        """Show what differs from last month; ``last`` names it."""
        self.figure = None
        count = f"{len(found)} 处不同。点一处，看是哪些记录。" if found else "各项数字和上月相同。"
        lines = []
        for one in found:
            words = one.words(naming)
            who = words.partition("（")[2].removesuffix("）")
            lines.append(Line(one.key, one.title, who, f"{one.before} → {one.after}{one.unit}", "plain"))
        self.show_lines(f"与{last}的差异", count, lines)
        self.back_button.hide()
        self.open_button.hide()

    def show_figure(self, figure: Figure, lines: Sequence[Line]) -> None:
        """Show the records of a figure."""
        self.figure = figure
        part = f"{len(figure.items)} / {len(figure.whole)}" if figure.whole and figure.unit == "%" else ""
        words = [part, figure.note, "" if lines else "没有这样的记录。"]
        note = "　".join(one for one in words if one) or f"共 {len(figure.items)} 条，双击打开。"
        self.show_lines(figure.words, note, lines)
        self.back_button.show()

    def _chosen(self, uid: str) -> None:
        if self.figure is None:
            self.figure_asked.emit(uid)
        else:
            super()._chosen(uid)

    def _tell(self, uid: str) -> None:
        if self.figure is not None:
            super()._tell(uid)
