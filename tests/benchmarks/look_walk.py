"""The walk of ``look_everywhere`` through one room: the gallery's way, with a pair of eyes for its camera."""

import random
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtPrintSupport import QAbstractPrintDialog
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton, QWidget
from shiboken6 import isValid

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "packaging"))

import gallery_pages

from desktop_app.views.parts.file_dialogs import FileDialogs
from desktop_app.views.shell import Shell
from tests.benchmarks.look_everywhere import Room
from tests.views.looking import LEAST_HEIGHT, Finding, come_to_rest, look_over

# Buttons nobody presses for a look: they remove, send, end, or ask the system for a file.
SHUT = (
    "清空", "删除", "恢复", "清除", "上锁", "投屏", "写到", "写入", "退出", "锁", "改密码",
    "正式开始", "撤销",
)  # fmt: skip
LONGEST = 30_000


class Eyes(gallery_pages.Walk):
    """Walks the way of the gallery and looks over what it would have taken a picture of."""

    def __init__(
        self, room: Room, branch: Path, pictures: str, rng: random.Random, wanted: list[str]
    ) -> None:
        super().__init__(Path(pictures or "."), branch, wanted)
        self.room, self.pictures, self.rng = room, pictures, rng
        self.workplace.settings.points = room.points
        self.desktop.change_points(room.points)
        self.found: dict[Finding, list[str]] = {}
        self.looks = 0
        self.press = False
        self._within = False
        self._front = ""
        self._pressed: set[tuple[str, str]] = set()

    def settle(self) -> None:
        come_to_rest(self.desktop.bridge.idle, LONGEST)

    def grab(self, name: str, widget: QWidget | None = None) -> None:
        shown = widget or self.desktop.window
        if shown is None or (self.wanted and not any(word in name for word in self.wanted)):
            return
        if shown is self.desktop.window:
            shown.resize(*self.room.client)
        self.settle()
        if not isValid(shown):
            return  # it went by itself
        self.look(name, shown)
        if self.press and not self._within and isinstance(shown, Shell):
            self._within = True
            self.press_buttons(name, shown)
            self._within = False

    def wants(self, name: str) -> bool:
        """Whether pictures of that name, or some that begin with it, are asked for."""
        return not self.wanted or any(word in name or name in word for word in self.wanted)

    def go_only_where_wanted(self, shell: Shell) -> None:
        """Leave the pages alone that nobody asked for."""
        go = shell.go

        def chosen(key: str, /, **args: object) -> bool:
            wanted = self.wants(f"page-{key.replace(':', '-')}") or "dialog" in "".join(self.wanted)
            return wanted and go(key, **args)

        setattr(shell, "go", chosen)  # noqa: B010  for this walk alone

    def look(self, name: str, shown: QWidget) -> None:
        """Tell what is wrong with what is in sight."""
        self.looks += 1
        for one in look_over(shown, least=LEAST_HEIGHT):
            places = self.found.setdefault(one, [])
            if not places:
                print(f"{self.room}  {name}  {one}", flush=True)
            places.append(name)
        if self.pictures:
            shown.grab().save(str(Path(self.pictures) / f"{name}@{self.room}.png".replace("*", "x")))

    def press_buttons(self, name: str, shell: Shell) -> None:
        """Press what was not pressed on the page yet, look at what opens, and put it away."""
        page, key = shell.current_page(), shell.pages.current_key
        if page is None:
            return
        while shell.pages.current_key == key and shell.current_page() is page:
            doors = [one for one in self._doors(page, shell) if (key, one[0]) not in self._pressed]
            if not doors:
                return
            words, open_it = self.rng.choice(doors)
            self._pressed.add((key, words))
            QTimer.singleShot(60, self._look_at_front)
            self._front = f"{name} → {words}"
            open_it()
            self.settle()
            self._look_at_front()

    def _doors(self, page: QWidget, shell: Shell) -> list[tuple[str, Callable[[], object]]]:
        """The buttons and the verbs of menus in sight, by their words, with what presses them."""
        doors: list[tuple[str, Callable[[], object]]] = []
        here: list[QPushButton] = [*page.findChildren(QPushButton), *shell.header.findChildren(QPushButton)]
        for button in here:
            if not button.isVisible() or not button.isEnabled() or button.isCheckable():
                continue
            menu = button.menu()
            if menu is None:
                doors.append((button.text(), button.click))
                continue
            menu.aboutToShow.emit()
            for action in menu.actions():
                if action.isEnabled() and action.isVisible() and not action.isCheckable():
                    doors.append((f"{button.text()}：{action.text()}", action.trigger))
        return [one for one in doors if one[0].strip() and not any(word in one[0] for word in SHUT)]

    def _look_at_front(self) -> None:
        """Look at every window in front, and close it."""
        for _ in range(4):
            front = QApplication.activeModalWidget() or QApplication.activePopupWidget()
            if front is None:
                return
            words = front.windowTitle()
            self.settle()
            if not isValid(front) or not front.isVisible():
                continue  # it went by itself
            if not isinstance(
                front, QFileDialog | QAbstractPrintDialog
            ):  # the system's own where there is one
                self.look(f"{self._front} ({words})", front)
            front.close()
            QCoreApplication.processEvents()


def main(arguments: list[str]) -> int:
    """Walk, and tell how much was found of each kind."""
    branch, words, seed, pictures, press, *wanted = arguments
    room = Room.read(words)
    if pictures:
        Path(pictures).mkdir(parents=True, exist_ok=True)
    for name in ("open_file", "save_file", "folder"):
        setattr(FileDialogs, name, lambda *_args: None)
    roster = Path(branch) / "党员花名册（社区报来）.xlsx"
    gallery_pages.write_roster(roster)
    eyes = Eyes(room, Path(branch), pictures, random.Random(int(seed)), wanted)
    if eyes.wants("page-start"):
        eyes.start_pages()
    shell = eyes.open_branch()
    eyes.go_only_where_wanted(shell)
    eyes.press = bool(press)
    eyes.every_page(shell)
    eyes.opened_records(shell)
    eyes.lists_beside(shell)
    eyes.every_register(shell)
    eyes.press = False
    for word, walk in (("page-preview", eyes.previews), ("dialog", eyes.dialogs)):
        if eyes.wants(word):
            walk(shell)
    if eyes.wants("page-import"):
        eyes.import_wizard(shell, roster)
    kinds = Counter(one.kind for one in eyes.found)
    told = " · ".join(f"{kind} {count}" for kind, count in sorted(kinds.items())) or "nothing"
    print(f"{room}: {eyes.looks} looks, found {told}", flush=True)
    return 1 if eyes.end() or eyes.found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
