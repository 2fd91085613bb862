"""Two offices at their desks with one stick between them, for the pages that exchange and import."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pytestqt.qtbot import QtBot

from desktop_app.base.pinyin import load_pinyin
from desktop_app.desk import Desk
from desktop_app.settings import Settings
from desktop_app.storage import branch_file, keys
from desktop_app.storage.backup import BackupStore
from desktop_app.views.bridge import Bridge
from desktop_app.views.look.theme import Theme
from desktop_app.views.parts.file_dialogs import FileDialogs
from desktop_app.views.parts.page import Page
from desktop_app.views.shell import Shell
from desktop_app.workplace import lay_out
from tests.views.pages.branch import OFFICE, make_branch, setting

COMMITTEE = "990101"


class Elsewhere(Page):
    """Any other page: remembers what it was shown with."""

    def on_shown(self, **args: object) -> None:
        self.shown = args


@dataclass
class Hands(FileDialogs):
    """File windows that answer at once with what the test laid ready."""

    file: Path | None = None
    place: Path | None = None
    asked: list[str] = field(default_factory=list)

    def open_file(self, parent: Any, title: str, kinds: str) -> Path | None:
        self.asked.append(title)
        return self.file

    def save_file(self, parent: Any, title: str, name: str, kinds: str) -> Path | None:
        self.asked.append(name)
        return None if self.place is None else self.place / name

    def folder(self, parent: Any, title: str) -> Path | None:
        self.asked.append(title)
        return self.place


@dataclass
class Office:
    """A desk over a real branch file, with an open window and the sticks it would find."""

    desk: Desk
    shell: Shell
    hands: Hands
    sticks: list[Path]

    def idle(self, qtbot: QtBot) -> None:
        """Wait until the worker has done everything."""
        qtbot.waitUntil(self.desk.bridge.idle, timeout=10_000)


@contextmanager
def office(
    folder: Path, theme: Theme, qtbot: QtBot, code: str, name: str, *, empty: bool = False
) -> Iterator[Office]:
    """An office: the branch with its twelve people for OFFICE, an ``empty`` file for any other code."""
    folder.mkdir()
    path = folder / "branch.zbf"
    if code == OFFICE and not empty:
        ledger, _ = make_branch(path)
    else:
        ledger, _ = branch_file.create(path, setting(), office=code, password=None)
    branch_file.close(ledger)
    raw = keys.unlock(path, None).raw
    made = setting()
    opened = lay_out(path, raw, made, BackupStore(path, raw, folder / "backup", made.clock))
    opened.courier.trust.introduce(code, name)
    bridge = Bridge(opened.ledger)
    desk = Desk(
        ledger=opened.ledger,
        renderer=opened.renderer,
        courier_of=lambda: opened.courier,
        deeds_of=lambda: opened.deeds,
        backup_store=opened.backup_store,
        log=opened.log,
        prints=opened.prints,
        settings=Settings(),
        clock=made.clock,
        pinyin=load_pinyin(),
        bridge=bridge,
        theme=theme,
        resources=theme.resources,
    )
    shell = Shell(theme, "支部台账")
    qtbot.addWidget(shell)
    for key in ("home", "preview", "meeting", "register:member", "register:exchange_package"):
        shell.add_page(key, key, "home", "", lambda key=key: Elsewhere(theme, key))
    shell.resize(1366, 768)
    shell.show()
    yield Office(desk, shell, Hands(), [])
    bridge.shut()
    branch_file.close(opened.ledger)
    shutil.rmtree(folder)
