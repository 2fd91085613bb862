"""A page on the sample branch, with the verbs of the person at the desk."""

import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPlainTextEdit, QWidget

from desktop_app.base.clock import SetClock
from desktop_app.base.pinyin import load_pinyin
from desktop_app.registers import catalogue
from desktop_app.sample import OFFICE, fill_sample
from desktop_app.storage import branch_file
from desktop_app.storage.ledger import Ledger
from desktop_app.views.look.theme import Theme
from desktop_app.views.parts.page import Page
from desktop_app.views.shell import Shell
from tests.made_once import made_once
from tests.views.pages.branch import lay_desk, until_idle

NOW = datetime(2026, 11, 2, 9, 0)
FILE = "branch.zbf"


def _setting(now: datetime) -> branch_file.Setting:
    return branch_file.Setting(catalogue(), SetClock(now), load_pinyin().keys)


def _make_sample(folder: Path) -> None:
    setting = _setting(datetime(2026, 8, 1, 8, 0))
    ledger, _ = branch_file.create(folder / FILE, setting, office=OFFICE, password=None)
    fill_sample(ledger, setting.clock)  # type: ignore[arg-type]
    branch_file.close(ledger)


def sample_ledger(folder: Path) -> Ledger:
    """A copy of the sample branch, open on 2 November."""
    shutil.copytree(made_once("sample", _make_sample), folder, dirs_exist_ok=True)
    return branch_file.open_file(folder / FILE, _setting(NOW))


class Elsewhere(Page):
    """Any other page: remembers what it was shown with."""

    shown: dict[str, object]

    def on_shown(self, **args: object) -> None:
        self.shown = args


class Bench:
    """A window with one real page on a copy of the sample branch, on 2 November."""

    def __init__(self, folder: Path, theme: Theme, qtbot: Any, make: Callable[[Any, Shell], Page]) -> None:
        self.ledger = self.opened(folder)
        self.qtbot = qtbot
        self.desk = lay_desk(self.ledger, theme)
        self.broken: list[BaseException] = []
        self.desk.bridge.broken.connect(self.broken.append)
        self.desk.bridge.failed.connect(self.broken.append)
        self.shell = Shell(theme, "支部台账")
        qtbot.addWidget(self.shell)
        for key_ in ("home", "meeting", "issues", "promises", "report", "exchange", "preview", "rules"):
            self.shell.add_page(key_, key_, "home", "", lambda key_=key_: Elsewhere(theme, key_))
        for name in ("member", "study_session", "identity_display"):
            key_ = f"register:{name}"
            self.shell.add_page(key_, key_, "home", "", lambda key_=key_: Elsewhere(theme, key_))
        self.shell.add_page("here", "here", "home", "", lambda: make(self.desk, self.shell))
        self.shell.resize(1366, 768)
        self.shell.show()
        qtbot.waitExposed(self.shell)

    def opened(self, folder: Path) -> Any:
        """The branch file the page is tried on."""
        return sample_ledger(folder)

    @property
    def page(self) -> Any:
        return self.shell.pages.page("here")

    def show(self, **args: object) -> None:
        """Open the page as a link does."""
        self.shell.go("here", **args)
        self.settle()

    def settle(self) -> None:
        """Wait until the worker has done everything and the window has heard of it."""
        until_idle(self.qtbot, self.desk)
        QApplication.processEvents()
        until_idle(self.qtbot, self.desk)
        QApplication.processEvents()  # rows laid in last are shown a turn later
        assert self.broken == []

    def press(self, button: QWidget) -> None:
        """Click a button in sight."""
        assert button.isVisibleTo(button.window())
        assert button.isEnabled()
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        self.settle()

    def keys(self, widget: QWidget, key: Qt.Key, modifier: Qt.KeyboardModifier) -> None:
        widget.setFocus()
        self.qtbot.keyClick(widget, key, modifier)
        self.settle()

    def write(self, form: Any, **words: str) -> None:
        """Type words into boxes by name, as an input method does; walk a combo with the arrow keys."""
        for name, text in words.items():
            field = form.editors[name].field
            field.setFocus()
            if isinstance(field, QComboBox):
                for _ in range(field.count()):
                    if field.currentText() == text:
                        break
                    self.qtbot.keyClick(field, Qt.Key.Key_Down)
                assert field.currentText() == text
            else:
                assert isinstance(field, (QLineEdit, QPlainTextEdit))
                field.selectAll()
                event = QInputMethodEvent("", [])
                event.setCommitString(text)
                QApplication.sendEvent(field, event)
                popup = QApplication.activePopupWidget()
                if popup is not None:  # the names found: Enter takes the first
                    self.qtbot.keyClick(popup, Qt.Key.Key_Return)
                field.clearFocus()

    def close(self) -> None:
        self.desk.bridge.shut()
        branch_file.close(self.ledger)
