"""The exchange page: packages out and in, receipts, what was exchanged, and the cards of trust."""

import random
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QStackedWidget, QTabBar, QVBoxLayout, QWidget

from desktop_app.desk import Desk
from desktop_app.registers.exchange.packages import sent_without_receipt
from desktop_app.views.page_parts.exchange_parts import FindSticks
from desktop_app.views.page_parts.file_dialogs import FileDialogs
from desktop_app.views.page_parts.sticks import plugged_in
from desktop_app.views.pages.exchange.exchange_cards import CardsPane
from desktop_app.views.pages.exchange.exchange_log import LogPane
from desktop_app.views.pages.exchange.exchange_receipts import ReceiptsPane
from desktop_app.views.pages.exchange.exchange_receive import ReceivePane
from desktop_app.views.pages.exchange.exchange_send import SendPane
from desktop_app.views.parts.live_page import LivePage
from desktop_app.views.shell import Shell

TABS = (
    ("send", "上报到U盘"),
    ("receive", "接收"),
    ("receipts", "回执"),
    ("log", "交换记录"),
    ("cards", "名片"),
)

Pane = SendPane | ReceivePane | ReceiptsPane | LogPane | CardsPane


class ExchangePage(LivePage):
    """Five panes behind tabs; ``on_shown(tab=…)`` opens one of ``TABS``, ``path`` a package to receive.

    ``find`` finds the sticks, ``doors`` are the system's file windows, ``chance`` chooses the words asked
    for: tests hand in their own.
    """

    def __init__(
        self,
        desk: Desk,
        shell: Shell,
        find: FindSticks = plugged_in,
        doors: FileDialogs | None = None,
        chance: random.Random | None = None,
    ) -> None:
        super().__init__(desk, shell, "上报与接收")
        doors = doors or FileDialogs()
        self._factories: dict[str, Callable[[], Pane]] = {
            "send": lambda: self._sender(find, doors),
            "receive": lambda: ReceivePane(desk, shell, find, doors),
            "receipts": lambda: ReceiptsPane(desk, shell, find, doors),
            "log": lambda: LogPane(desk, shell),
            "cards": lambda: CardsPane(desk, shell, find, doors, chance or random.SystemRandom()),
        }
        self._panes: dict[str, Pane] = {}
        unit = desk.theme.unit
        self.tabs = QTabBar()
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        for key, title in TABS:
            self.tabs.setTabData(self.tabs.addTab(title), key)
        self.stack = QStackedWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(unit(20), unit(8), unit(20), unit(16))
        column.setSpacing(unit(12))
        column.addWidget(self.tabs)
        column.addWidget(self.stack, 1)
        self.tabs.currentChanged.connect(lambda at: self._open(self.tabs.tabData(at)))

    def refresh(self) -> None:
        """Count again what waits; each pane reads for itself."""
        with self.fresh.reading():
            self.headline_changed.emit()

    def pane(self, key: str) -> QWidget:
        """A pane, built when it is first asked for."""
        if key not in self._panes:
            pane = self._factories[key]()
            self._panes[key] = pane
            self.stack.addWidget(pane)
        return self._panes[key]

    def count_words(self) -> str:
        waiting = len(sent_without_receipt(self.desk.ledger))
        return f"{waiting} 个包在等回执" if waiting else ""

    def on_shown(self, **args: object) -> None:
        """``tab`` opens a pane, ``path`` looks into a package file."""
        path = args.get("path")
        tab = "receive" if path else str(args.get("tab") or self.tabs.tabData(self.tabs.currentIndex()))
        self.show_tab(tab)
        pane = self._panes[tab]
        if isinstance(path, (str, Path)) and isinstance(pane, ReceivePane):
            pane.look_into(Path(path))

    def show_tab(self, key: str) -> None:
        """Show a pane afresh."""
        at = [name for name, _ in TABS].index(key)
        if self.tabs.currentIndex() == at:
            self._open(key)
        else:
            self.tabs.setCurrentIndex(at)

    def _open(self, key: str) -> None:
        pane = self.pane(key)
        self.stack.setCurrentWidget(pane)
        self._panes[key].on_shown()

    def _sender(self, find: FindSticks, doors: FileDialogs) -> SendPane:
        pane = SendPane(self.desk, self.shell, find, doors)
        pane.cards_asked.connect(lambda: self.show_tab("cards"))
        return pane
