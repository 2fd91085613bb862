"""看图: the picture of what a page tells, in a window over it, from which the page's paper is printed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from desktop_app.drawing.chart import Chart
from desktop_app.views.look.theme import Theme
from desktop_app.views.page_parts.record_dialog import AskDialog
from desktop_app.views.parts.buttons import LinkButton
from desktop_app.views.parts.charts import ChartView

if TYPE_CHECKING:
    from desktop_app.desk import Desk

_WIDE, _HIGH = 860, 460


class PictureFrame(QScrollArea):
    """A chart that is scrolled where it is higher than its room."""

    def __init__(self, theme: Theme, name: str, chart: Chart | None = None) -> None:
        super().__init__()
        inside = QWidget()
        inside.setProperty("look", "plain-pane")
        column = QVBoxLayout(inside)
        column.setContentsMargins(*(theme.unit(12),) * 4)
        self.view = ChartView(theme, chart, titled=True)
        column.addWidget(self.view)
        column.addStretch(1)
        self.setAccessibleName(name)
        self.setWidgetResizable(True)
        self.setWidget(inside)


class PictureDialog(AskDialog):
    """A chart under the title of its page; 打印 shows the paper that has it too."""

    def __init__(self, desk: Desk, chart: Chart, print_paper: Callable[[], object], parent: QWidget) -> None:
        super().__init__(desk, chart.title, "打印", parent=parent)
        self.cancel_button.setText("关上")
        self.frame = PictureFrame(desk.theme, chart.title, chart)
        self.frame.setMinimumHeight(self.room(_HIGH))
        self.setMinimumWidth(desk.theme.unit(_WIDE))
        self.body.addWidget(self.frame, 1)
        self._print_paper = print_paper
        self.asked.connect(self._print)
        self.finished.connect(self.deleteLater)

    def _print(self) -> None:
        self.accept()
        self._print_paper()


def picture_button(
    desk: Desk, make: Callable[[], Chart], print_paper: Callable[[], object], parent: QWidget
) -> LinkButton:
    """看图 of a page: opens its picture as the records stand now."""
    button = LinkButton(desk.theme, "看图", "report")
    button.clicked.connect(lambda: PictureDialog(desk, make(), print_paper, parent).open())
    return button
