"""A person at one PC with the whole program on it: the verbs of the desk driver over ``Desktop``."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QMenu, QTabBar, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.app import Desktop
from desktop_app.base.clock import SetClock
from desktop_app.base.errors import UserError
from desktop_app.base.pinyin import load_pinyin
from desktop_app.desk import Desk
from desktop_app.settings import Settings
from desktop_app.views.shell import Shell
from desktop_app.workplace import Workplace
from tests.views.desk_driver import Driver


class PC(Driver):
    """The program in a data folder of its own, begun as from the desktop icon.

    ``qtbot`` is set by each test that goes on. A ``camera`` is shown each window something was looked for in.
    """

    screen: ClassVar[tuple[int, int]] = (1366, 768)
    letters: ClassVar[str] = "标准 12"
    points: ClassVar[int] = 12
    camera: ClassVar[Callable[[QWidget, str], object] | None] = None

    def __init__(self, app: QApplication, folder: Path, clock: SetClock, qtbot: QtBot) -> None:
        self.folder, self.clock, self.qtbot = folder, clock, qtbot
        self._app = app
        self.errors: list[object] = []
        self.switch_on()

    def switch_on(self) -> None:
        """Start the program as it is started from the desktop icon."""
        self.folder.mkdir(parents=True, exist_ok=True)
        kept = self.folder / "settings.json"
        settings = Settings.load(kept)
        if not kept.exists():
            settings.points = self.points
        place = Workplace(self.folder, settings, self.clock, load_pinyin())
        self.desktop = Desktop(self._app, place)
        self.desktop.tell_error = self._told
        self.desktop.begin(sample=False)
        self.rest()

    def switch_off(self) -> None:
        """Close the window and end the program."""
        if self.desktop.window is not None:
            self.desktop.window.close()
            # The backup on closing is made by the worker; the window goes when it is done.
            self.qtbot.waitUntil(self.desktop.bridge.idle, timeout=60_000)
            QApplication.processEvents()
        self.desktop.shut()
        if self.desktop.window is not None:
            self.desktop.window.hide()
            self.desktop.window.deleteLater()
            self.desktop.window = None

    def _told(self, error: UserError) -> None:
        self.errors.append(error)

    @property  # type: ignore[override]
    def shell(self) -> Any:
        """The window: the start page, or the shell of an open branch."""
        return self.desktop.window

    @property  # type: ignore[override]
    def desk(self) -> Desk:
        """What lies open."""
        assert self.desktop.desk is not None
        return self.desktop.desk

    def top(self) -> QWidget:
        window = self.desktop.window
        assert window is not None
        window.resize(*self.screen)  # the screen of the tests is smaller than an office's
        if QApplication.activeModalWidget() is None and QApplication.activeWindow() is not window:
            window.activateWindow()
            self.qtbot.waitUntil(lambda: QApplication.activeWindow() is window, timeout=5000)
        return super().top()

    def rest(self) -> None:
        self.qtbot.waitUntil(self.desktop.bridge.idle, timeout=60_000)
        QApplication.processEvents()
        self.qtbot.waitUntil(self.desktop.bridge.idle, timeout=60_000)
        QApplication.processEvents()
        assert self.errors == [], [getattr(one, "detail", "") or one for one in self.errors]

    def see(self, words: str) -> None:
        super().see(words)
        if PC.camera is not None:
            PC.camera(self.top(), words)

    # -- more verbs ------------------------------------------------------------------------------

    def click(self, words: str) -> None:
        """Click anything in sight that is called ``words`` or begins with them: button, tile, tick, link."""
        thing = self.thing(words)
        spot = QPoint(min(thing.width() // 2, 30), thing.height() // 2)  # the words of a tick, not the room
        QTest.mouseClick(thing, Qt.MouseButton.LeftButton, pos=spot)
        self.rest()

    def thing(self, words: str) -> QWidget:
        """The visible, enabled button of any kind called ``words``; else the first that begins so."""
        seen = [b for b in self.top().findChildren(QAbstractButton) if b.isVisible() and b.isEnabled()]
        for same in (str.__eq__, str.startswith):
            for one in seen:
                if same(one.text(), words) or same(one.accessibleName(), words):
                    return one
        raise AssertionError(f"nothing called {words}, only {[b.accessibleName() or b.text() for b in seen]}")

    def tab(self, words: str) -> None:
        """Click the tab that begins with ``words``."""
        for bar in self.top().findChildren(QTabBar):
            for at in range(bar.count()):
                if bar.isVisible() and bar.tabText(at).startswith(words):
                    QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=bar.tabRect(at).center())
                    self.rest()
                    return
        raise AssertionError(f"no tab {words}")

    def menu(self, button: str, entry: str) -> None:
        """Open the menu of a button and choose an entry with the mouse."""

        def choose() -> None:
            menu = QApplication.activePopupWidget()
            assert isinstance(menu, QMenu)
            action = next(one for one in menu.actions() if one.text() == entry)
            QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(action).center())

        QTimer.singleShot(0, choose)
        QTest.mouseClick(self.thing(button), Qt.MouseButton.LeftButton)
        self.rest()

    def answer(self, press: Callable[[], object], *answers: Callable[[], object]) -> None:
        """Do ``renderer``, which opens dialogs one after another, and answer each as it stands in front."""
        waiting = list(answers)
        faults: list[BaseException] = []

        def reply() -> None:
            if waiting and QApplication.activeModalWidget() is not None:
                try:
                    waiting.pop(0)()
                except AssertionError as fault:
                    faults.append(fault)
                    QApplication.activeModalWidget().close()
            if waiting:
                QTimer.singleShot(10, reply)

        QTimer.singleShot(10, reply)
        press()
        self.rest()
        assert faults == []
        assert waiting == [], "a dialog was expected and did not come"

    def drop(self, path: Path) -> None:
        """Let a file fall on the window."""
        held = QMimeData()
        held.setUrls([QUrl.fromLocalFile(str(path))])
        none, copy, left = Qt.KeyboardModifier.NoModifier, Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
        target = self.top()
        QApplication.sendEvent(target, QDragEnterEvent(QPoint(700, 400), copy, held, left, none))
        QApplication.sendEvent(target, QDropEvent(QPointF(700, 400), copy, held, left, none))
        self.rest()

    def page(self, title: str) -> Any:
        """Click the entry of the navigation; the page in sight then."""
        assert isinstance(self.desktop.window, Shell)
        self.click(title)
        return self.desktop.window.current_page()

    def everything(self) -> str:
        """All words in sight, for a look at several at once."""
        return "\n".join(self.words_in_sight())


def morning(day: int = 23) -> SetClock:
    """Nine o'clock on a day of November 2026."""
    return SetClock(datetime(2026, 11, day, 9, 0))
