"""The exchange page: packages out and in, receipts, what was exchanged, and the cards of trust."""

import random
from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.desk import Desk
from desktop_app.registers.exchange.conflicts import open_conflicts
from desktop_app.registers.exchange.packages import sent_without_receipt
from desktop_app.views.page_parts.exchange_parts import FindSticks
from desktop_app.views.page_parts.sticks import plugged_in
from desktop_app.views.pages.exchange.conflict_tray import TrayPane
from desktop_app.views.pages.exchange.exchange_cards import CardsPane
from desktop_app.views.pages.exchange.exchange_log import LogPane
from desktop_app.views.pages.exchange.exchange_receipts import ReceiptsPane
from desktop_app.views.pages.exchange.exchange_receive import ReceivePane
from desktop_app.views.pages.exchange.exchange_send import SendPane
from desktop_app.views.parts.file_dialogs import FileDialogs
from desktop_app.views.parts.live_page import LivePage
from desktop_app.views.parts.stacked_pages import FrontStack
from desktop_app.views.parts.tabs import TabRow
from desktop_app.views.shell import Shell

TABS = (
    ("send", "上报到U盘"),
    ("receive", "接收"),
    ("receipts", "回执"),
    ("tray", "冲突待定"),
    ("log", "交换记录"),
    ("cards", "名片"),
)

Pane = SendPane | ReceivePane | ReceiptsPane | TrayPane | LogPane | CardsPane


class ExchangePage(LivePage):
    """Six panes behind tabs; ``on_shown(tab=…)`` opens one of ``TABS``, ``path`` a package to receive,
    ``uid`` a conflict.

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
        doors = doors or FileDialogs(desk.settings)
        self._factories: dict[str, Callable[[], Pane]] = {
            "send": lambda: self._sender(find, doors),
            "receive": lambda: self._receiver(find, doors),
            "receipts": lambda: ReceiptsPane(desk, shell, find, doors),
            "tray": lambda: TrayPane(desk, shell),
            "log": lambda: LogPane(desk, shell),
            "cards": lambda: self._card_keeper(find, doors, chance or random.SystemRandom()),
        }
        self._panes: dict[str, Pane] = {}
        unit = desk.theme.unit
        self.tabs = TabRow()
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        for key, title in TABS:
            self.tabs.setTabData(self.tabs.addTab(title), key)
        self.stack = FrontStack(tall=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(unit(20), unit(8), unit(20), unit(16))
        column.setSpacing(unit(12))
        column.addWidget(self.tabs)
        column.addWidget(self.stack, 1)
        self.tabs.currentChanged.connect(lambda at: self._open(self.tabs.tabData(at)))

    def refresh(self) -> None:
        """Count again what waits; each pane reads for itself."""
        with self.fresh.reading():
            waiting = len(open_conflicts(self.desk.ledger))
            at = [key for key, _ in TABS].index("tray")
            self.tabs.setTabText(at, f"{TABS[at][1]} {waiting}" if waiting else TABS[at][1])
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
        conflicts = len(open_conflicts(self.desk.ledger))
        told = (f"{waiting} 个包在等回执" if waiting else "", f"{conflicts} 处冲突待定" if conflicts else "")
        return "，".join(one for one in told if one)

    def on_shown(self, **args: object) -> None:
        """``tab`` opens a pane, ``path`` looks into a package file, ``uid`` opens a conflict."""
        path, uid = args.get("path"), args.get("uid")
        named = "receive" if path else "tray" if uid else args.get("tab")
        tab = str(named or self.tabs.tabData(self.tabs.currentIndex()))
        self.show_tab(tab)
        pane = self._panes[tab]
        if isinstance(path, (str, Path)) and isinstance(pane, ReceivePane):
            pane.look_into([Path(path)])
        if isinstance(pane, TrayPane) and isinstance(uid, str):
            pane.show_conflict(uid)

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

    def _card_keeper(self, find: FindSticks, doors: FileDialogs, chance: random.Random) -> CardsPane:
        pane = CardsPane(self.desk, self.shell, find, doors, chance)
        pane.go_on.connect(self.show_tab)
        return pane

    def _receiver(self, find: FindSticks, doors: FileDialogs) -> ReceivePane:
        pane = ReceivePane(self.desk, self.shell, find, doors)
        pane.tray_asked.connect(lambda: self.show_tab("tray"))
        return pane
