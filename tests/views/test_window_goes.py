"""A window that goes takes its pages along: what stays in memory holds the branch file open, key and all."""

import gc
import weakref
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from pytestqt.qtbot import QtBot

from desktop_app.registers.people.members import Member
from desktop_app.views.look.theme import Theme
from desktop_app.views.shell import Shell
from tests.views.desk_driver import Driver, open_desk


@pytest.mark.parametrize("way", ["list", "open", "open list", "open other", "list other"])
def test_a_page_looked_at_goes_with_its_window(way: str, tmp_path: Path, qtbot: QtBot, theme: Theme) -> None:
    former = _walked_and_closed(way.split(), tmp_path, qtbot, theme)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    assert former() is None


def _walked_and_closed(way: list[str], folder: Path, qtbot: QtBot, theme: Theme) -> "weakref.ref[Shell]":
    driver = Driver(open_desk(folder, theme), qtbot)
    for step in ("list", *way):
        if step == "open":
            driver.open_page("register:member", uid=driver.desk.ledger.find(Member.live())[0].uid)
        else:
            driver.open_page("register:member" if step == "list" else "register:party_org")
    driver.close()
    return weakref.ref(driver.shell)
