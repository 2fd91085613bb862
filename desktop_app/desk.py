"""The desk: the plain object every page is handed, with all a page may use."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.base.clock import Clock
from desktop_app.base.pinyin import Pinyin
from desktop_app.printing.documents.press import Press
from desktop_app.settings import Settings
from desktop_app.storage.backup import Keeper
from desktop_app.storage.ledger import Ledger
from desktop_app.views.bridge import Bridge
from desktop_app.views.look.theme import Theme

if TYPE_CHECKING:
    from desktop_app.exchange.courier import Courier


@dataclass
class Desk:
    """What lies on the desk: the open branch file and the tools around it; built once, passed on."""

    ledger: Ledger
    press: Press
    courier_of: Callable[[], Courier]
    keeper: Keeper
    settings: Settings
    clock: Clock
    pinyin: Pinyin
    bridge: Bridge
    theme: Theme
    resources: Path
    is_sample: bool = False

    @cached_property
    def courier(self) -> Courier:
        """The exchange desk, with its seals and keys set up when a page first asks for it."""
        return self.courier_of()
