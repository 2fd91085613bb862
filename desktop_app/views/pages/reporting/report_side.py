"""The side of the report page: what differs from last month, or the records behind the figure pressed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from desktop_app.duties.basics.figure import Figure
from desktop_app.duties.summaries.month import Difference
from desktop_app.records.box import Naming
from desktop_app.views.look.theme import Theme
from desktop_app.views.pages.page_parts.line_list import Line, LineList
from desktop_app.views.pages.page_parts.page_frame import PageFrame
from desktop_app.views.parts.buttons import LinkButton, PlainButton
from desktop_app.views.parts.labels import Words, faint


class ReportSide(PageFrame):
    """A list with a heading; ``record_opened`` tells a record's uid, ``figure_asked`` a figure's key."""

    record_opened = Signal(str)
    figure_asked = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__("card")
        self.figure: Figure | None = None
        self.title = Words(theme, steps=1, bold=True, wrap=True)
        self.note = faint(theme, wrap=True)
        self.back_button = LinkButton(theme, "返回差异", "previous")
        self.open_button = PlainButton(theme, "打开记录", "next")
        self.open_button.clicked.connect(self._open)
        self.list = LineList(theme, "名单")
        self.list.chosen.connect(self._chosen)
        self.list.opened.connect(self._opened)
        head = QVBoxLayout()
        head.setContentsMargins(theme.unit(14), theme.unit(10), theme.unit(10), theme.unit(8))
        head.setSpacing(theme.unit(2))
        head.addWidget(self.title)
        head.addWidget(self.note)
        foot = QHBoxLayout()
        foot.setContentsMargins(theme.unit(8), theme.unit(8), theme.unit(12), theme.unit(4))
        foot.addWidget(self.back_button)
        foot.addStretch(1)
        foot.addWidget(self.open_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, theme.unit(6))
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.list, 1)
        column.addLayout(foot)

    def show_differences(self, found: Sequence[Difference], naming: Naming, last: str) -> None:
        """Show what differs from last month; ``last`` names it."""
        self.figure = None
        self.title.setText(f"与{last}的差异")
        count = f"{len(found)} 处不同。点一处，看是哪些记录。" if found else "各项数字和上月相同。"
        self.note.setText(count)
        lines = []
        for one in found:
            words = one.words(naming)
            who = words.partition("（")[2].removesuffix("）")
            lines.append(Line(one.key, one.title, who, f"{one.before} → {one.after}{one.unit}", "plain"))
        self.list.show_lines(lines)
        self.back_button.hide()
        self.open_button.hide()

    def show_figure(self, figure: Figure, lines: Sequence[Line]) -> None:
        """Show the records of a figure."""
        self.figure = figure
        self.title.setText(figure.words)
        part = f"{len(figure.items)} / {len(figure.whole)}" if figure.whole and figure.unit == "%" else ""
        words = [part, figure.note, "" if lines else "没有这样的记录。"]
        self.note.setText("　".join(one for one in words if one) or f"共 {len(figure.items)} 条，双击打开。")
        self.list.show_lines(lines)
        self.back_button.show()
        self.open_button.show()
        self.open_button.setEnabled(False)

    def _chosen(self, uid: str) -> None:
        if self.figure is None:
            self.figure_asked.emit(uid)
        else:
            self.open_button.setEnabled(True)

    def _opened(self, uid: str) -> None:
        if self.figure is not None:
            self.record_opened.emit(uid)

    def _open(self) -> None:
        line = self.list.current()
        if line is not None:
            self.record_opened.emit(line.uid)
