"""这次录入会出现在: the papers and figures a record goes into, each one click from print or from its list."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QSize, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from desktop_app.duties.basics.destination import Destination
from desktop_app.duties.summaries.destinations import figures_of, other_versions
from desktop_app.printing.documents.destinations import destinations_of
from desktop_app.records.base import Record
from desktop_app.views.freshness import Freshness
from desktop_app.views.parts.buttons import LinkButton, PlainButton
from desktop_app.views.parts.labels import SectionHeader, faint

if TYPE_CHECKING:
    from desktop_app.desk import Desk

TITLE = "这次录入会出现在"
# On a tab it is shorter: many stand side by side in a small window.
TAB = "去向"
# A panel beside the record wants so much of the window, in units; in a smaller one it is a tab.
WIDE, SIDE = 1240, 250
_MOST_UNITS = 460
_OTHER_HEIGHT = frozenset({QEvent.Type.LayoutRequest, QEvent.Type.Resize})
# The page where another version of a record is decided about.
_TRAY = "exchange"


def has_room(widget: QWidget, desk: Desk) -> bool:
    """Whether ``widget`` is wide enough to have the panel beside it."""
    return widget.width() >= desk.theme.unit(WIDE)


class DestinationPanel(QScrollArea):
    """Reads where a record goes when it comes into sight, and again when that changed.

    ``asked`` tells the one a person pressed.
    """

    asked = Signal(object)

    def __init__(self, desk: Desk, *, beside: bool = False, whole: bool = False) -> None:
        """``beside`` a record it is a narrow card of its own; ``whole`` it takes the height it needs."""
        super().__init__()
        self._desk, self._beside, self._whole = desk, beside, whole
        self._record: Record | None = None
        self.destinations: list[Destination] = []
        self.buttons: list[PlainButton] = []
        self.setWidgetResizable(True)
        self.setAccessibleName(TITLE)
        theme = desk.theme
        self.setFrameShape(QFrame.Shape.NoFrame)
        inside = QWidget()
        inside.setProperty("look", "plain-pane" if beside else "clear")
        inside.setMaximumWidth(theme.unit(_MOST_UNITS))
        edge = theme.unit(12 if beside else 0)
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(edge, theme.unit(8), edge, theme.unit(8))
        self._column.setSpacing(theme.unit(6))
        self.setWidget(inside)
        if beside:
            self.setProperty("look", "card")
            self.setFixedWidth(theme.unit(SIDE))
        self.fresh = Freshness(desk, self, self.read)

    def show_record(self, record: Record | None) -> None:
        """Tell where another record goes; None for none."""
        same = record is not None and self._record is not None and record.uid == self._record.uid
        self._record = record
        if not same:
            self._show([])
            self.fresh.outdate()

    def read(self) -> None:
        """Look again where the record goes."""
        ledger, known = self._desk.ledger, self._record
        if known is None:
            with self.fresh.reading():
                self._show([])
            return

        def destinations() -> list[Destination]:
            record = ledger.get(type(known), known.uid)
            if record is None or record.removed_at is not None:
                return []
            told = other_versions(record, ledger)
            return [*told, *destinations_of(record, ledger), *figures_of(record, ledger)]

        self.fresh.run(destinations, done=self._show)

    def _show(self, destinations: list[Destination]) -> None:
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        theme, self.destinations, self.buttons = self._desk.theme, destinations, []
        self._column.addWidget(SectionHeader(theme, TITLE))
        if not destinations:
            words = "保存之后，这里列出它印在哪些纸上、计入哪些数，点一下就能打印或查看。"
            self._column.addWidget(faint(theme, words, wrap=True))
        for destination in destinations:
            self._column.addWidget(self._button(destination))
        figures = [one for one in destinations if not one.is_paper and one.key != _TRAY]
        if figures:
            self._column.addWidget(faint(theme, "以上数字随台账重新计算，签发的月份不变。", wrap=True))
        self._column.addStretch(1)

    def minimumSizeHint(self) -> QSize:
        """All of it where it has to be ``whole``: the page around it scrolls."""
        least = super().minimumSizeHint()
        if self._whole:
            wide = self.viewport().width()
            least.setHeight(max(self._column.sizeHint().height(), self._column.totalHeightForWidth(wide)))
        return least

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Pass on that what is inside asks for another height."""
        done = super().eventFilter(watched, event)
        if self._whole and watched is self.widget() and event.type() in _OTHER_HEIGHT:
            self.updateGeometry()
        return done

    def _button(self, destination: Destination) -> PlainButton:
        theme = self._desk.theme
        if destination.is_paper:
            button = PlainButton(theme, destination.title, "print")
            button.setAccessibleName(f"打印 {destination.title}")
            button.setToolTip(f"预览并打印{destination.title}")
        elif destination.key == _TRAY:
            button = LinkButton(theme, f"{destination.title}　{destination.value}", "warning")
            button.setToolTip("两台电脑都改过这条记录，点开选用哪一个")
        else:
            button = LinkButton(theme, f"{destination.title}　{destination.value}", "next")
            button.setAccessibleName(f"看名单 {destination.title} {destination.value}")
            button.setToolTip("点开看是哪些记录")
        button.setStyleSheet("text-align: left;")
        button.clicked.connect(partial(self._ask, destination))
        self.buttons.append(button)
        return button

    def _ask(self, destination: Destination) -> None:
        self.asked.emit(destination)
