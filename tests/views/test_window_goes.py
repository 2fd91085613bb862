"""A window that goes takes its pages along: what stays in memory holds the branch file open, key and all."""

import gc
import weakref
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from desktop_app.registers.people.members import Member
from desktop_app.settings import Settings
from desktop_app.views.look.theme import Theme
from desktop_app.views.shell import Shell
from desktop_app.views.window_place import WindowPlace
from tests.views.desk_driver import Driver, open_desk


@pytest.mark.parametrize("way", ["list", "open", "open list", "open other", "list other"])
def test_a_page_looked_at_goes_with_its_window(way: str, tmp_path: Path, qtbot: QtBot, theme: Theme) -> None:
    former = _walked_and_closed(way.split(), tmp_path, qtbot, theme)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    assert former() is None


def test_a_window_goes_only_when_no_dialog_of_it_waits_on_the_stack(tmp_path: Path, qtbot: QtBot) -> None:
    old, new = QWidget(), QWidget()
    qtbot.addWidget(new)
    outer, inner, alive = QDialog(old), QDialog(old), []

    def change() -> None:
        WindowPlace(Settings.load(tmp_path / "settings.json")).show(new, old)
        QTimer.singleShot(0, finish)

    def finish() -> None:
        inner.reject()
        outer.reject()

    def ask_further() -> None:
        QTimer.singleShot(0, change)
        inner.exec()
        alive.append(isValid(inner))

    QTimer.singleShot(0, ask_further)
    outer.exec()
    alive.append(isValid(outer))
    assert alive == [True, True]
    qtbot.waitUntil(lambda: not isValid(old))


def _walked_and_closed(way: list[str], folder: Path, qtbot: QtBot, theme: Theme) -> "weakref.ref[Shell]":
    driver = Driver(open_desk(folder, theme), qtbot)
    for step in ("list", *way):
        if step == "open":
            driver.open_page("register:member", uid=driver.desk.ledger.find(Member.live())[0].uid)
        else:
            driver.open_page("register:member" if step == "list" else "register:party_org")
    driver.close()
    return weakref.ref(driver.shell)
