"""第二处备份: asked for until there is one or it is put off; drives at hand are proposed for one press."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.base.errors import UserError
from desktop_app.base.os_errors import os_errors
from desktop_app.base.paths import DriveKind, mounted_drives
from desktop_app.base.second_places import SecondPlace, second_places
from desktop_app.storage.backup import Backup
from desktop_app.storage.backup_light import Light
from desktop_app.views.parts.buttons import LinkButton, PlainButton
from desktop_app.views.parts.file_dialogs import FileDialogs
from desktop_app.views.parts.flow import FlowLayout
from desktop_app.views.parts.labels import Words
from desktop_app.views.parts.tall import TallWidget
from desktop_app.views.parts.why_not import BUSY, allow

if TYPE_CHECKING:
    from desktop_app.desk import Desk

FindPlaces = Callable[[Path], Sequence[SecondPlace]]

# Who put the question off is asked again after so long.
ASK_AGAIN = timedelta(days=30)
ASKING = Light("warn", "备份只有本机一处，请到工作台再选一处")
_WHY = "备份现在都在这台电脑上，电脑坏了、丢了就都没有了。请再选一处，以后每次备份自动多抄一份："
_NONE = "没有找到U盘和别的盘。插上U盘再找一次，或者选网络上的文件夹。"
_ICONS = {DriveKind.REMOVABLE: "stick", DriveKind.NETWORK: "folder", DriveKind.FIXED: "folder"}
_SHOWN = 3


def is_asked(desk: Desk) -> bool:
    """Whether a second place is to be asked for: there is none, and nobody put it off of late."""
    if desk.is_sample or desk.settings.second_backup or desk.backup_store.second is not None:
        return False
    try:
        put_off = date.fromisoformat(desk.settings.second_put_off)
    except ValueError:
        return True
    return not timedelta(0) <= desk.clock.now().date() - put_off < ASK_AGAIN


def found_places(data: Path) -> list[SecondPlace]:
    """The drives plugged in now that a copy of what lies at ``data`` could go to."""
    return second_places(data, mounted_drives(), sys.platform)


def take_place(desk: Desk, folder: Path) -> Backup:
    """Make ``folder`` the second place and put a first copy there; UserError leaves it as it was."""
    store = desk.backup_store
    if folder.resolve() in (store.folder.resolve(), store.path.parent.resolve()):
        raise UserError(f"“{folder}”就是第一处", "没有改动", "请选U盘、网络盘或另一块盘上的文件夹")
    with os_errors(f"第二处备份没有选成（{folder}）", "原有的备份都没有动"):
        folder.mkdir(parents=True, exist_ok=True)
    before, store.second = store.second, folder
    try:
        backup = store.make("手动备份")
    except BaseException:
        store.second = before
        raise
    desk.settings.second_backup = str(folder)
    desk.settings.save()
    return backup


class SecondPlaceOffer(TallWidget):
    """The question with its answers; ``answered`` once there is a second place or it was put off.

    ``find`` lists the places, ``ask_folder`` asks for another: tests hand in their own.
    """

    answered = Signal(str, str)

    def __init__(
        self,
        desk: Desk,
        find: FindPlaces = found_places,
        ask_folder: Callable[[QWidget, str], str] | None = None,
    ) -> None:
        super().__init__()
        self._desk, self._find = desk, find
        self._ask_folder = ask_folder or FileDialogs(desk.settings).folder_words
        theme = desk.theme
        self.places: list[PlainButton] = []
        self.words = Words(theme, _WHY, wrap=True)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(theme.unit(6))
        self.nothing = Words(theme, _NONE, steps=-1, colour=theme.colours.text_soft, wrap=True)
        self.again_button = LinkButton(theme, "再找一次", "search")
        self.again_button.clicked.connect(self.look)
        self.other_button = LinkButton(theme, "选别的文件夹", "folder")
        self.other_button.clicked.connect(self._choose)
        self.later_button = LinkButton(theme, "以后再说")
        self.later_button.clicked.connect(self.put_off)
        verbs = FlowLayout(across=theme.unit(8), down=theme.unit(4))
        for button in (self.again_button, self.other_button, self.later_button):
            verbs.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.unit(6), 0, 0)
        column.setSpacing(theme.unit(6))
        column.addWidget(self.words)
        column.addLayout(self._rows)
        column.addWidget(self.nothing)
        column.addLayout(verbs)
        self.hide()

    def look(self) -> None:
        """Look for drives anew, on the worker; hidden where nothing is to be asked."""
        if not is_asked(self._desk):
            self.hide()
            return
        find, data = self._find, self._desk.backup_store.path
        self._desk.bridge.run(lambda: find(data), done=self._show, failed=lambda _: self._show([]))

    def _show(self, found: Sequence[SecondPlace]) -> None:
        for button in self.places:
            self._rows.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.places = []
        for place in found[:_SHOWN]:
            button = PlainButton(self._desk.theme, f"备到{place.words}", _ICONS[place.kind])
            button.clicked.connect(partial(self._take, place.folder))
            self._rows.addWidget(button)
            self.places.append(button)
        self.nothing.setVisible(not found)
        self.show()

    def _choose(self) -> None:
        chosen = self._ask_folder(self, "第二处备份放在哪里")
        if chosen:
            self._take(Path(chosen))

    def _take(self, folder: Path, _checked: bool = False) -> None:
        desk = self._desk
        allow(self, BUSY)
        desk.bridge.run(lambda: take_place(desk, folder), done=partial(self._taken, folder), failed=self._not)

    def _taken(self, folder: Path, backup: Backup) -> None:
        allow(self)
        self.hide()
        trouble = self._desk.backup_store.second_trouble
        told = f"以后每次备份都会多抄一份到 {folder}；刚才抄好第一份：{backup.total} 条记录"
        self.answered.emit(*((trouble.sentence(), "overdue") if trouble is not None else (told, "done")))
        self._desk.backup_store.tell()

    def _not(self, error: UserError) -> None:
        allow(self)
        self.answered.emit(error.sentence(), "overdue")
        self.look()

    def put_off(self) -> None:
        """Ask no more for a while; the light asks again."""
        settings = self._desk.settings
        settings.second_put_off = self._desk.clock.now().date().isoformat()
        self.hide()
        try:
            settings.save()
        except UserError as error:
            self.answered.emit(error.sentence(), "overdue")
        else:
            told = f"先不选，{ASK_AGAIN.days} 天后再问；随时可以在“设置与备份”里选第二处"
            self.answered.emit(told, "done")
        self._desk.backup_store.tell()
